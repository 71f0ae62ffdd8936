"""Continuous feedback on a result, a behaviour or the person: given, asked for, replied to, taken back."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

import pghistory
from django.db import models
from django.db.models import F, Q

from kinerja.models.catatan import CatatanHarian, MilikSkpQuerySet
from kinerja.rules import (
    CaraUmpanBalik,
    PenilaianUmpanBalik,
    PeranPemberi,
    SifatUmpanBalik,
    StatusPermintaan,
)
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku

M = TypeVar("M", bound=models.Model)


class PermintaanQuerySet(models.QuerySet[M]):
    def menunggu(self) -> Self:
        return self.filter(status=StatusPermintaan.MENUNGGU)

    def visible_to(self, pelaku: Pegawai) -> Self:
        """Narrow to what one asked and what one was asked: it stays between the two."""
        return self.filter(Q(pegawai=pelaku) | Q(kepada=pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PermintaanUmpanBalik(Dasar):
    """A person asks one other for feedback, with a question in his own words."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="permintaan_umpan_balik")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="permintaan_umpan_balik")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik_diminta")
    kepada = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="permintaan_umpan_balik")
    klien_id = models.UUIDField(default=uuid.uuid4)
    rhk = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices(), blank=True)
    catatan = models.ForeignKey(
        CatatanHarian, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pertanyaan = models.TextField(max_length=1000)
    sampai = models.DateField(help_text="Jawaban diharapkan sampai hari ini.")
    status = models.CharField(
        max_length=10, choices=StatusPermintaan.choices(), default=StatusPermintaan.MENUNGGU.value
    )
    alasan = models.CharField(max_length=500, blank=True)
    dijawab_pada = models.DateTimeField(null=True, blank=True)

    objects = PermintaanQuerySet.as_manager()

    class Meta:
        ordering = ("sampai", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "klien_id", "kepada"], name="permintaan_umpan_sekali_kirim"
            ),
            models.CheckConstraint(
                condition=dikenal("status", StatusPermintaan.choices()),
                name="permintaan_umpan_status_dikenal",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("kepada")),
                name="permintaan_umpan_bukan_diri_sendiri",
                violation_error_message="Umpan balik diminta kepada orang lain.",
            ),
            models.CheckConstraint(
                condition=Q(status="menunggu", dijawab_pada__isnull=True)
                | (~Q(status="menunggu") & Q(dijawab_pada__isnull=False)),
                name="permintaan_umpan_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["kepada", "status", "sampai"], name="permintaan_umpan_antrean"),
            models.Index(fields=["pegawai", "-id"], name="permintaan_umpan_pegawai"),
        ]

    def __str__(self) -> str:
        return self.pertanyaan


class UmpanBalikQuerySet(MilikSkpQuerySet["UmpanBalik"]):
    def visible_to(self, pelaku: Pegawai) -> UmpanBalikQuerySet:
        """What stands under an SKP one may see, and whatever one said oneself.

        Taken back: its giver still sees it, the receiver only if he had read it, others no more.
        """
        return self.filter(
            Q(pemberi=pelaku)
            | Q(ditarik_pada__isnull=True, skp__in=Skp.objects.visible_to(pelaku))
            | Q(ditarik_pada__isnull=False, dibaca_pada__isnull=False, pegawai=pelaku)
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class UmpanBalik(Dasar):
    """Umpan balik berkelanjutan. Neither rhk nor nilai: it is about the person."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="umpan_balik")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="umpan_balik")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik")
    pemberi = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik_diberikan")
    peran_pemberi = models.CharField(max_length=15, choices=PeranPemberi.choices())
    klien_id = models.UUIDField(default=uuid.uuid4)
    rhk = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices(), blank=True)
    catatan = models.ForeignKey(
        CatatanHarian, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    permintaan = models.ForeignKey(
        PermintaanUmpanBalik, on_delete=models.PROTECT, null=True, blank=True, related_name="jawaban"
    )
    tanggal = models.DateField()
    sifat = models.CharField(max_length=10, choices=SifatUmpanBalik.choices())
    cara = models.CharField(
        max_length=10, choices=CaraUmpanBalik.choices(), default=CaraUmpanBalik.TERTULIS.value
    )
    is_terjadwal = models.BooleanField(
        default=False, help_text="Diberikan saat jatuh tempo menurut irama instansi."
    )
    penilaian = models.CharField(max_length=10, choices=PenilaianUmpanBalik.choices(), blank=True)
    isi = models.TextField(max_length=2000)
    nomor_sunting = models.PositiveIntegerField(
        default=0, help_text="Naik pada setiap ubahan; mengenali dua tab."
    )
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    balasan = models.TextField(max_length=2000, blank=True)
    dibalas_pada = models.DateTimeField(null=True, blank=True)
    diubah_pada = models.DateTimeField(null=True, blank=True)
    ditarik_pada = models.DateTimeField(null=True, blank=True)

    objects = UmpanBalikQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.UniqueConstraint(fields=["pemberi", "klien_id"], name="umpan_balik_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("sifat", SifatUmpanBalik.choices()), name="umpan_balik_sifat_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("cara", CaraUmpanBalik.choices()), name="umpan_balik_cara_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(penilaian="") | dikenal("penilaian", PenilaianUmpanBalik.choices()),
                name="umpan_balik_penilaian_dikenal",
            ),
            models.CheckConstraint(
                condition=dikenal("peran_pemberi", PeranPemberi.choices()), name="umpan_balik_peran_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(nilai="") | (dikenal("nilai", NilaiPerilaku.choices()) & Q(rhk__isnull=True)),
                name="umpan_balik_satu_sasaran",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("pemberi")),
                name="umpan_balik_bukan_diri_sendiri",
                violation_error_message="Umpan balik diberikan kepada orang lain.",
            ),
            models.CheckConstraint(
                condition=Q(balasan="", dibalas_pada__isnull=True)
                | (~Q(balasan="") & Q(dibalas_pada__isnull=False)),
                name="umpan_balik_balasan_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["skp", "-tanggal"], name="umpan_balik_skp"),
            models.Index(fields=["pegawai", "-tanggal", "-id"], name="umpan_balik_pegawai"),
            models.Index(fields=["pemberi", "-tanggal", "-id"], name="umpan_balik_pemberi"),
        ]

    def __str__(self) -> str:
        return self.isi
