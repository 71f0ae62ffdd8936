"""Periods of an agency's performance year, and their windows."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from pegawai.models.penempatan import berlaku_pada
from skp.rules import JenisPeriode, nama_periode


class PeriodeQuerySet(models.QuerySet["Periode"]):
    def visible_to(self, pelaku: Pegawai) -> PeriodeQuerySet:
        return self.filter(instansi_id=pelaku.instansi_id)

    def tahunan(self) -> PeriodeQuerySet:
        return self.filter(jenis=JenisPeriode.TAHUNAN)

    def periodik(self) -> PeriodeQuerySet:
        return self.exclude(jenis=JenisPeriode.TAHUNAN)

    def pada(self, pada: date) -> PeriodeQuerySet:
        return self.filter(berlaku_pada(pada))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Periode(Dasar):
    """A year, a quarter or a month of one agency, with its deadlines (all of them settings)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="periode")
    tahun = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=10, choices=JenisPeriode.choices())
    nomor = models.PositiveSmallIntegerField(default=1, help_text="Triwulan 1–4, bulan 1–12, tahunan 1.")
    mulai = models.DateField()
    selesai = models.DateField()
    skp_sampai = models.DateField(null=True, blank=True, help_text="Batas penetapan SKP (tahunan).")
    pengisian_sampai = models.DateField(null=True, blank=True, help_text="Batas pengisian realisasi.")
    penilaian_sampai = models.DateField(null=True, blank=True, help_text="Batas penilaian.")

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        ordering = ("tahun", "mulai", "-selesai")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPeriode.choices()), name="periode_jenis_dikenal"
            ),
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="periode_urutan_tanggal"),
            models.UniqueConstraint(
                fields=["instansi", "tahun", "jenis", "nomor"],
                name="periode_unik",
                violation_error_message="Periode ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return nama_periode(self.jenis, self.nomor, self.tahun)
