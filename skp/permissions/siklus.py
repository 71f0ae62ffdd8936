"""Who may keep windows open, say why somebody has no SKP, watch units, remind."""

from __future__ import annotations

from collections.abc import Sequence

from pegawai.models import Instansi, Pegawai, UnitKerja
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak
from skp.models import Pengingat


def may_extend_jendela(pelaku: Pegawai, instansi: Instansi, unit: UnitKerja | None) -> Verdict:
    """The agency's admin for everyone; the admin of a subtree for what lies in it."""
    if pelaku.instansi_id == instansi.pk:
        if is_admin_instansi(pelaku):
            return YA
        if unit is not None and is_admin_kepegawaian(pelaku, unit):
            return YA
        if is_admin_kepegawaian(pelaku):
            return tidak("Pilih unit yang Anda kelola. Seluruh instansi diperpanjang admin instansi.")
    return tidak("Jendela hanya dapat diperpanjang admin kepegawaian.")


def may_extend_somewhere(pelaku: Pegawai) -> Verdict:
    """Open the form: any admin kepegawaian."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Jendela hanya dapat diperpanjang admin kepegawaian.")


def may_record_jeda(pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None) -> Verdict:
    """Say why there is no SKP: the person himself, or the admin of his unit (unit None: of the agency)."""
    if pelaku.pk == pegawai.pk:
        return YA
    if pelaku.instansi_id == pegawai.instansi_id and (
        is_admin_instansi(pelaku) or (unit is not None and is_admin_kepegawaian(pelaku, unit))
    ):
        return YA
    return tidak("Masa tanpa SKP dicatat orangnya sendiri atau admin kepegawaian unitnya.")


def may_remind(pelaku: Pegawai, unit: Sequence[UnitKerja]) -> Verdict:
    """Send reminders within units: their admin kepegawaian."""
    if unit and all(is_admin_kepegawaian(pelaku, u) for u in unit):
        return YA
    return tidak("Pengingat dikirim admin kepegawaian unit itu.")


def may_cancel_pengingat(pelaku: Pegawai, pengingat: Pengingat) -> Verdict:
    """Take a sending back: who sent it, or the agency's admin."""
    if pengingat.dikirim_oleh_id == pelaku.pk:
        return YA
    if pengingat.instansi_id == pelaku.instansi_id and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengingat dicabut pengirimnya atau admin instansi.")
