"""What citizens said about a service, and what a leader tied of it to a person."""

from __future__ import annotations

import uuid

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from kinerja.models.catatan import CatatanPerilaku, MilikSkpQuerySet
from kinerja.models.layanan import Layanan
from kinerja.rules.ulasan import JenisUlasan, StatusModerasi
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import Skp


class UlasanQuerySet(models.QuerySet["UlasanLayanan"]):
    def sah(self) -> UlasanQuerySet:
        """Narrow to reviews that count: not voided."""
        return self.filter(dibatalkan_pada__isnull=True)

    def visible_to(self, pelaku: Pegawai) -> UlasanQuerySet:
        """Narrow to reviews of services one may see; whether the words are open is asked apart."""
        return self.filter(layanan__in=Layanan.objects.visible_to(pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class UlasanLayanan(Dasar):
    """One review by an unknown citizen. Nothing here tells who wrote it or from where."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="ulasan")
    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="ulasan")
    kunci = models.UUIDField(
        default=uuid.uuid4, unique=True, help_text="Kunci formulir: satu kiriman, satu baris."
    )
    resi = models.CharField(max_length=12, unique=True)
    bulan = models.DateField(help_text="Bulan diterimanya menurut zona waktu instansi.")
    nilai = models.PositiveSmallIntegerField(null=True, blank=True)
    jawaban = models.JSONField(default=dict, help_text="Kunci unsur dan nilainya.")
    jenis = models.CharField(max_length=8, choices=JenisUlasan.choices(), blank=True)
    kata = models.TextField(max_length=1000, blank=True)
    petugas = models.CharField(max_length=120, blank=True)
    moderasi = models.CharField(
        max_length=8, choices=StatusModerasi.choices(), default=StatusModerasi.TERBUKA.value
    )
    alasan_tahan = models.CharField(max_length=100, blank=True)
    alasan_moderasi = models.CharField(max_length=500, blank=True)
    dimoderasi_pada = models.DateTimeField(null=True, blank=True)
    dimoderasi_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    balasan = models.TextField(max_length=1000, blank=True)
    dibalas_pada = models.DateTimeField(null=True, blank=True)
    dibalas_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_tampil = models.BooleanField(default=False, help_text="Tampil bersama balasannya di halaman layanan.")
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_batal = models.CharField(max_length=500, blank=True)

    objects = UlasanQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(nilai__isnull=True) | Q(nilai__gte=1, nilai__lte=4), name="ulasan_nilai_empat"
            ),
            models.CheckConstraint(
                condition=Q(nilai__isnull=False) | ~Q(jawaban={}) | ~Q(kata=""), name="ulasan_berisi"
            ),
            models.CheckConstraint(
                condition=Q(jenis="") | dikenal("jenis", JenisUlasan.choices()), name="ulasan_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("moderasi", StatusModerasi.choices()), name="ulasan_moderasi_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(balasan="", dibalas_pada__isnull=True, dibalas_oleh__isnull=True, is_tampil=False)
                | (~Q(balasan="") & Q(dibalas_pada__isnull=False, dibalas_oleh__isnull=False)),
                name="ulasan_balasan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(dibatalkan_pada__isnull=True, dibatalkan_oleh__isnull=True, alasan_batal="")
                | (Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False) & ~Q(alasan_batal="")),
                name="ulasan_batal_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["layanan", "-id"], name="ulasan_layanan"),
            models.Index(fields=["layanan", "bulan"], name="ulasan_layanan_bulan"),
            models.Index(fields=["instansi", "-id"], condition=~Q(kata=""), name="ulasan_berkata"),
            models.Index(fields=["instansi", "id"], condition=Q(moderasi="menunggu"), name="ulasan_menunggu"),
            models.Index(fields=["layanan", "-id"], condition=Q(is_tampil=True), name="ulasan_tampil"),
            GinIndex(SearchVector("kata", "petugas", config="indonesian"), name="ulasan_cari"),
        ]

    def __str__(self) -> str:
        return self.kata or f"Nilai {self.nilai}"

    @property
    def is_terbuka(self) -> bool:
        """Whether the words may be read by the unit."""
        return self.moderasi == StatusModerasi.TERBUKA


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TautanUlasan(Dasar):
    """A named praise or complaint that a penilai tied to a person, as a behaviour under Berorientasi Pelayanan."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tautan_ulasan")
    ulasan = models.ForeignKey(UlasanLayanan, on_delete=models.PROTECT, related_name="tautan")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="tautan_ulasan")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="tautan_ulasan")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    perilaku = models.OneToOneField(CatatanPerilaku, on_delete=models.PROTECT, related_name="tautan_ulasan")
    alasan = models.CharField(max_length=500)
    tanggapan = models.TextField(max_length=1000, blank=True)
    ditanggapi_pada = models.DateTimeField(null=True, blank=True)
    dilepas_pada = models.DateTimeField(null=True, blank=True)
    dilepas_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_lepas = models.CharField(max_length=500, blank=True)

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.UniqueConstraint(
                fields=["ulasan", "pegawai"],
                condition=Q(dilepas_pada__isnull=True),
                name="tautan_ulasan_sekali",
                violation_error_message="Ulasan ini sudah ditautkan ke pegawai itu.",
            ),
            models.CheckConstraint(
                condition=Q(tanggapan="", ditanggapi_pada__isnull=True)
                | (~Q(tanggapan="") & Q(ditanggapi_pada__isnull=False)),
                name="tautan_tanggapan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(dilepas_pada__isnull=True, dilepas_oleh__isnull=True, alasan_lepas="")
                | (Q(dilepas_pada__isnull=False, dilepas_oleh__isnull=False) & ~Q(alasan_lepas="")),
                name="tautan_lepas_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai}: {self.ulasan}"
