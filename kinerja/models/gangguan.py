"""The record of the application's own outages, and the agency's rule about them."""

from __future__ import annotations

from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import F, Q

from kinerja.rules import gangguan as aturan
from kinerja.rules.gangguan import AturanPerpanjangan, SumberGangguan
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal


class GangguanQuerySet(models.QuerySet["Gangguan"]):
    def visible_to(self, pelaku: Pegawai) -> GangguanQuerySet:
        """Everyone of an agency may know when the service failed them."""
        return self.filter(instansi_id=pelaku.instansi_id)

    def berlaku(self) -> GangguanQuerySet:
        return self.filter(dibatalkan_pada__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Gangguan(Dasar):
    """A time in which the application could not be used. Cancelled, never deleted."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="gangguan")
    mulai = models.DateTimeField()
    selesai = models.DateTimeField(null=True, blank=True, help_text="Kosong: masih berlangsung.")
    sumber = models.CharField(max_length=10, choices=SumberGangguan.choices())
    keterangan = models.CharField(max_length=500)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    alasan = models.CharField(max_length=500, blank=True, help_text="Alasan ubahan atau pembatalan terakhir.")
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)

    objects = GangguanQuerySet.as_manager()

    class Meta:
        ordering = ("-mulai", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("sumber", SumberGangguan.choices()), name="gangguan_sumber_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gt=F("mulai")),
                name="gangguan_urutan_waktu",
                violation_error_message="Waktu selesai harus setelah waktu mulai.",
            ),
            models.UniqueConstraint(
                fields=["instansi", "mulai"],
                condition=Q(sumber=SumberGangguan.OTOMATIS.value),
                name="gangguan_otomatis_sekali",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "-mulai"], name="gangguan_instansi")]

    def __str__(self) -> str:
        return self.keterangan

    @property
    def lama(self) -> timedelta | None:
        return self.selesai - self.mulai if self.selesai else None

    @property
    def lama_tampil(self) -> str:
        return aturan.lama_tampil(self.lama) if self.lama else "masih berlangsung"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AturanGangguan(Dasar):
    """How an agency notices outages and what it gives for them; without a row the defaults hold."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="aturan_gangguan")
    menit_terdeteksi = models.PositiveSmallIntegerField(default=aturan.MENIT_TERDETEKSI)
    hari_lihat = models.PositiveSmallIntegerField(default=aturan.HARI_LIHAT)
    hari_per_jam = models.PositiveSmallIntegerField(default=aturan.HARI_PER_JAM)
    maks_hari = models.PositiveSmallIntegerField(default=aturan.MAKS_HARI)

    def __str__(self) -> str:
        return f"{self.hari_per_jam} hari kerja per jam"

    @property
    def perpanjangan(self) -> AturanPerpanjangan:
        return AturanPerpanjangan(self.hari_lihat, self.hari_per_jam, self.maks_hari)


class DenyutLayanan(models.Model):
    """That at this minute scheduler, queue, worker and database worked, and whether the pages answered.

    Of the whole installation, so of no single agency; kept for a week.
    """

    pada = models.DateTimeField(unique=True)
    is_web_menjawab = models.BooleanField(default=True)

    class Meta:
        ordering = ("-pada",)

    def __str__(self) -> str:
        return f"{self.pada:%Y-%m-%d %H:%M}"
