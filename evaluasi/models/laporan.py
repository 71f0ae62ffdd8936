"""Jobs that make documents, and the documents that were issued."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from evaluasi.models.evaluasi import Evaluasi
from evaluasi.rules import JenisDokumen, StatusButir, StatusLaporan, tampil_kode
from pegawai.models import Dasar, Instansi, Pegawai, PeranDiberikan
from pegawai.models.dasar import dikenal
from pegawai.rules import Peran


class LaporanQuerySet(models.QuerySet["Laporan"]):
    def visible_to(self, pelaku: Pegawai) -> LaporanQuerySet:
        """A job belongs to whoever asked for it; the admin of the whole agency sees all, to mend what failed."""
        admin = PeranDiberikan.objects.filter(
            pegawai=pelaku,
            peran=Peran.ADMIN_KEPEGAWAIAN,
            unit__isnull=True,
            instansi=OuterRef("instansi"),
        )
        return self.filter(Q(diminta_oleh=pelaku) | Exists(admin))


class Laporan(Dasar):
    """A job. The row is the truth, the queue only the doorbell."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="laporan")
    diminta_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="laporan")
    judul = models.CharField(max_length=300)
    status = models.CharField(
        max_length=10, choices=StatusLaporan.choices(), default=StatusLaporan.ANTRE.value
    )
    jumlah = models.PositiveIntegerField(default=0)
    dering_pada = models.DateTimeField(null=True, blank=True, help_text="Terakhir kali antrean dibunyikan.")
    mulai_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = LaporanQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusLaporan.choices()), name="laporan_status_dikenal"
            )
        ]
        indexes = [
            models.Index(fields=["diminta_oleh", "-dibuat_pada"], name="laporan_peminta"),
            models.Index(fields=["status", "dering_pada"], name="laporan_tertinggal"),
        ]

    def __str__(self) -> str:
        return self.judul


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    def visible_to(self, pelaku: Pegawai) -> DokumenQuerySet:
        return self.filter(evaluasi__in=Evaluasi.objects.visible_to(pelaku))


@pghistory.track(pghistory.InsertEvent())
class Dokumen(Dasar):
    """An issued PDF, stored once under its sha256. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="dokumen")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="dokumen")
    jenis = models.CharField(max_length=20, choices=JenisDokumen.choices())
    versi = models.PositiveSmallIntegerField(default=1)
    nomor = models.CharField(max_length=60, unique=True)
    kode_verifikasi = models.CharField(max_length=40, unique=True)
    versi_templat = models.CharField(max_length=40)
    berkas = models.FileField(max_length=200)
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        ordering = ("evaluasi", "jenis", "-versi")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisDokumen.choices()), name="dokumen_jenis_dikenal"
            ),
            models.UniqueConstraint(fields=["evaluasi", "jenis", "versi"], name="dokumen_sekali_terbit"),
        ]
        triggers = [pgtrigger.Protect(name="dokumen_tetap", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nomor}"

    @property
    def kode_tampil(self) -> str:
        """The code as it stands on the paper."""
        return tampil_kode(self.kode_verifikasi)


class ButirLaporan(models.Model):
    """One document of a job. A worker claims it by locking the row; a killed worker lets go of the lock."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="butir")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="+")
    jenis = models.CharField(max_length=20, choices=JenisDokumen.choices())
    status = models.CharField(max_length=10, choices=StatusButir.choices(), default=StatusButir.ANTRE.value)
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.CharField(max_length=500, blank=True)
    dokumen = models.ForeignKey(Dokumen, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["laporan", "evaluasi", "jenis"], name="butir_sekali"),
            models.CheckConstraint(
                condition=dikenal("status", StatusButir.choices()), name="butir_status_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status="selesai", dokumen__isnull=False) | ~Q(status="selesai"),
                name="butir_selesai_punya_dokumen",
            ),
        ]
        indexes = [models.Index(fields=["laporan", "status", "id"], name="butir_klaim")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} – {self.get_status_display()}"
