"""The agency's rules for jobs, and a person's schedules."""

from __future__ import annotations

from django.db.models import QuerySet

from evaluasi.models import JadwalLaporan, PengaturanLaporan
from pegawai.models import Pegawai


def pengaturan_laporan(instansi_id: int) -> PengaturanLaporan:
    """What an agency has set; the defaults where it has set nothing."""
    ada = PengaturanLaporan.objects.filter(instansi=instansi_id).first()
    return ada or PengaturanLaporan(instansi_id=instansi_id)


def jadwal_of(pelaku: Pegawai) -> QuerySet[JadwalLaporan]:
    """The schedules somebody made, those that run first."""
    return (
        JadwalLaporan.objects.visible_to(pelaku)
        .select_related("unit")
        .order_by("-is_aktif", "unit__jalur", "pk")
    )
