"""Reports that make themselves, and how long an agency keeps what was made."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from evaluasi.rules import (
    HARI_SIMPAN,
    HARI_SIMPAN_MAKS,
    HARI_SIMPAN_MIN,
    AcuanPeriode,
    IramaJadwal,
    PilihanLaporan,
)
from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal


class JadwalLaporanQuerySet(models.QuerySet["JadwalLaporan"]):
    def visible_to(self, pelaku: Pegawai) -> JadwalLaporanQuerySet:
        """A schedule belongs to whoever made it: what it makes goes to him, with his rights."""
        return self.filter(pembuat=pelaku)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class JadwalLaporan(Dasar):
    """A report of a unit that is ordered again and again, in the name of whoever made the schedule."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="jadwal_laporan")
    pembuat = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="jadwal_laporan")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="jadwal_laporan")
    isi = models.CharField(max_length=20, choices=PilihanLaporan.choices())
    acuan = models.CharField(max_length=10, choices=AcuanPeriode.choices())
    irama = models.CharField(max_length=10, choices=IramaJadwal.choices())
    hari = models.PositiveSmallIntegerField(default=1)
    jam = models.PositiveSmallIntegerField(default=6)
    is_aktif = models.BooleanField(default=True)
    berikutnya_pada = models.DateTimeField()
    terakhir_pada = models.DateTimeField(null=True, blank=True)
    sebab_berhenti = models.CharField(max_length=500, blank=True)

    objects = JadwalLaporanQuerySet.as_manager()

    class Meta:
        ordering = ("unit__jalur", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("isi", PilihanLaporan.choices()), name="jadwal_isi_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("acuan", AcuanPeriode.choices()), name="jadwal_acuan_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("irama", IramaJadwal.choices()), name="jadwal_irama_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(hari__gte=1, hari__lte=31, jam__lte=23), name="jadwal_waktu_sah"
            ),
        ]
        indexes = [
            models.Index(fields=["berikutnya_pada"], condition=Q(is_aktif=True), name="jadwal_jatuh_tempo")
        ]

    def __str__(self) -> str:
        return f"{self.get_isi_display()}, {self.unit}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanLaporan(Dasar):
    """How long an agency keeps the files of jobs, and its ids in SIASN."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_laporan")
    hari_simpan = models.PositiveSmallIntegerField(default=HARI_SIMPAN)
    koefisien_siasn = models.JSONField(
        default=dict, blank=True, help_text="ID koefisien SIASN tiap jenjang fungsional."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hari_simpan__gte=HARI_SIMPAN_MIN, hari_simpan__lte=HARI_SIMPAN_MAKS),
                name="pengaturan_laporan_hari",
            ),
        ]

    def __str__(self) -> str:
        return f"Berkas disimpan {self.hari_simpan} hari"
