"""Who may look at a distribution, and who explains why it lies outside the pola."""

from __future__ import annotations

from collections.abc import Iterable

from evaluasi.models import CapaianOrganisasi, PengaturanPola
from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Peran, Verdict, tidak
from skp.models import Skp


def pengaturan_pola(instansi_id: int) -> PengaturanPola:
    """What the agency has settled; without a row the defaults."""
    ada = PengaturanPola.objects.filter(instansi=instansi_id).first()
    return ada or PengaturanPola(instansi_id=instansi_id)


def may_view_pola(pelaku: Pegawai, peran: Iterable[Peran]) -> Verdict:
    """See a distribution beside the pola: those who rate, never a colleague."""
    if {Peran.PENILAI, Peran.ATASAN_PENILAI} & set(peran):
        return YA
    return tidak("Pola distribusi dibuka untuk pejabat penilai.")


def may_explain_pola(pelaku: Pegawai, capaian: CapaianOrganisasi) -> Verdict:
    """Say why people lie outside the pola: whoever rates somebody for whom this capaian can count."""
    dinilai = Skp.objects.berlaku().dinilai_oleh(pelaku)
    if dinilai.filter(penempatan__unit__jalur__startswith=capaian.unit.jalur).exists():
        return YA
    return tidak("Alasan ditulis pejabat penilai yang menilai pegawai di unit ini.")


def may_set_pola(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Settle how distributions are shown: it concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengaturan ini diubah admin kepegawaian seluruh instansi.")
