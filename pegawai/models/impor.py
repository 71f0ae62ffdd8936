"""An import of the agency's files: its preview row by row, and how far it has been applied."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists

from pegawai.models.dasar import Dasar, dikenal
from pegawai.models.orang import Pegawai, PeranDiberikan
from pegawai.models.organisasi import Instansi
from pegawai.rules import HasilBaris, Peran, StatusImpor


class ImporQuerySet(models.QuerySet["Impor"]):
    def visible_to(self, pelaku: Pegawai) -> ImporQuerySet:
        """Narrow to imports of the agency that the person administers as a whole."""
        admin = PeranDiberikan.objects.filter(
            pegawai=pelaku, peran=Peran.ADMIN_KEPEGAWAIAN, unit__isnull=True
        )
        return self.filter(Exists(admin), instansi_id=pelaku.instansi_id)


class Impor(Dasar):
    """One import. The row is the truth about the job; the queue only rings the bell."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="impor")
    diminta_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(
        max_length=12, choices=StatusImpor.choices(), default=StatusImpor.MEMERIKSA.value
    )
    nama_berkas_unor = models.CharField(max_length=255, blank=True)
    nama_berkas_pegawai = models.CharField(max_length=255, blank=True)
    ringkasan = models.JSONField(default=dict)
    jumlah = models.PositiveIntegerField(default=0)
    diterapkan = models.PositiveIntegerField(default=0)
    galat = models.TextField(blank=True)
    mulai_pada = models.DateTimeField(null=True, blank=True)
    denyut_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = ImporQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusImpor.choices()), name="impor_status_dikenal"
            )
        ]

    def __str__(self) -> str:
        return f"Impor {self.dibuat_pada:%Y-%m-%d %H.%M}"

    @property
    def berkas_tampil(self) -> str:
        """The names of its files, as read: "unor.xlsx dan pegawai.xlsx"."""
        return " dan ".join(nama for nama in (self.nama_berkas_unor, self.nama_berkas_pegawai) if nama)


class BarisImpor(models.Model):
    """One row of a workbook and what becomes of it."""

    impor = models.ForeignKey(Impor, on_delete=models.CASCADE, related_name="baris")
    lembar = models.CharField(max_length=10, choices=[("unor", "Unit kerja"), ("pegawai", "Pegawai")])
    nomor = models.PositiveIntegerField(help_text="Nomor baris seperti di lembar kerja.")
    hasil = models.CharField(max_length=12, choices=HasilBaris.choices())
    kunci = models.CharField(max_length=64, blank=True, help_text="NIP atau ID unit yang dibaca.")
    nama = models.CharField(max_length=255, blank=True)
    pesan = models.JSONField(default=list, help_text="Daftar {kolom, kalimat, jenis}.")
    data = models.JSONField(default=dict, help_text="Nilai bersih yang akan diterapkan.")
    perubahan = models.JSONField(default=list, help_text="Daftar {bidang, lama, baru}.")
    is_diterapkan = models.BooleanField(default=False)

    class Meta:
        ordering = ("lembar", "nomor")
        constraints = [
            models.UniqueConstraint(fields=["impor", "lembar", "nomor"], name="baris_impor_unik"),
            models.CheckConstraint(
                condition=dikenal("hasil", HasilBaris.choices()), name="baris_hasil_dikenal"
            ),
        ]
        indexes = [models.Index(fields=["impor", "hasil", "lembar", "nomor"], name="baris_impor_hasil")]

    def __str__(self) -> str:
        return f"{self.lembar} {self.nomor}: {self.get_hasil_display()}"
