"""Who may divide the results of a leader, and among whom."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from pegawai.models import Pegawai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp
from skp.models.skp import memimpin_unit_skp

MATRIKS_TIDAK_DIBUKA = "Matriks ini hanya diubah pemilik SKP atau yang memimpin unitnya."
BUKAN_ANGGOTA = "Pegawai itu tidak ada di matriks ini. Muat ulang halaman ini."


def matriks_terlihat(pelaku: Pegawai) -> Q:
    """Narrow SKP to those whose matrix `pelaku` may read: who sees the SKP, and who heads its unit today."""
    return Q(pk__in=Skp.objects.visible_to(pelaku)) | Q(memimpin_unit_skp(pelaku), penempatan__is_kepala=True)


def may_view_matriks(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Who sees the SKP, and who heads its unit today."""
    if Skp.objects.filter(matriks_terlihat(pelaku), pk=skp.pk).exists():
        return YA
    return tidak("Matriks ini tidak dibuka untuk Anda.")


def may_edit_matriks(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The owner of the SKP divides his results; for the head of a unit also whoever heads it today (PLT, PLH)."""
    if skp.pegawai_id == pelaku.pk:
        return YA
    if skp.penempatan.is_kepala and Skp.objects.filter(memimpin_unit_skp(pelaku), pk=skp.pk).exists():
        return YA
    return tidak(MATRIKS_TIDAK_DIBUKA)


def may_add_peserta(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The head of a unit may give work to anyone in it, also below its other heads (non-direct cascading)."""
    if not skp.penempatan.is_kepala:
        return tidak("Hanya pimpinan unit menambah pegawai. Anggota tim kerja ditambah admin kepegawaian.")
    return may_edit_matriks(pelaku, skp)


def may_be_peserta(skp: Skp, pegawai: Pegawai) -> Verdict:
    """Only people who serve in the unit of the leader or below it."""
    di_unit = Penempatan.objects.filter(
        berlaku_pada(timezone.localdate()),
        pegawai=pegawai,
        instansi=skp.instansi_id,
        unit__jalur__startswith=skp.penempatan.unit.jalur,
    )
    if pegawai.pk != skp.pegawai_id and di_unit.exists():
        return YA
    return tidak("Pilih pegawai yang bertugas di unit Anda atau di bawahnya.")
