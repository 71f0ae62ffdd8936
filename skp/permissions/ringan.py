"""Who may take over what, keep the bank, and answer advice."""

from __future__ import annotations

from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, tidak
from skp.models import BankRhk, Skp
from skp.permissions import may_edit_skp

SUMBER_TIDAK_ADA = "SKP yang akan disalin tidak ditemukan. Pilih dari daftar."


def may_copy_from(pelaku: Pegawai, skp: Skp, sumber: Skp) -> Verdict:
    """Whoever writes a draft may take from its owner's fixed SKP and from those of people in the same jabatan.

    Why a colleague's plan may be read at all: RHK, IKI and targets are the division of work of an office, agreed and
    fixed, and no judgement about a person. What judges or is personal stays closed: realisasi, evidence, feedback,
    ratings, notes, expectations under the seven values, the annex, action plans (`is_milik_sendiri` guards those).
    The agency may close it for everyone (`Instansi.is_salin_rekan_dibuka`). The refusal tells nothing about others.
    """
    boleh = may_edit_skp(pelaku, skp)
    if not boleh:
        return boleh
    if Skp.objects.dapat_disalin(skp).filter(pk=sumber.pk).exists():
        return YA
    return tidak(SUMBER_TIDAK_ADA)


def is_milik_sendiri(skp: Skp, sumber: Skp) -> bool:
    """Expectations, annex and action plans are copied within one person's SKP only."""
    return skp.pegawai_id == sumber.pegawai_id


def may_set_salin_rekan(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Opening plans to people of the same jabatan concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengaturan ini hanya dapat diubah admin kepegawaian seluruh instansi.")


def may_manage_bank(pelaku: Pegawai, bank: BankRhk | None = None) -> Verdict:
    """The bank speaks for the agency, so its admin keeps it; everyone reads it."""
    if bank is not None and bank.instansi_id != pelaku.instansi_id:
        return tidak("RHK ini berada di bank instansi lain.")
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Bank RHK diisi admin kepegawaian seluruh instansi.")


def may_answer_nasihat(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Whoever writes the plan decides whether a remark fits; the penilai still sees the remark."""
    return may_edit_skp(pelaku, skp)
