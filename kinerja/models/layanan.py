"""Services that citizens may review, the questions they are asked, and what an agency sets for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pghistory
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from kinerja.rules.ulasan import LABEL_SKALA, Kategori, baca_kategori
from pegawai.models import Dasar, Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.lingkup import peran_yang_mencakup


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SetelanUlasan(Dasar):
    """What an agency sets for the voice of citizens: limits, the list of words, small numbers, categories."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="setelan_ulasan")
    n_minimum = models.PositiveSmallIntegerField("Jumlah terkecil untuk menampilkan indeks", default=10)
    batas_alamat = models.PositiveSmallIntegerField("Ulasan per jaringan dalam 10 menit", default=10)
    batas_layanan = models.PositiveSmallIntegerField("Ulasan per layanan dalam 10 menit", default=200)
    kata = models.TextField("Kata yang menahan ulasan", max_length=10_000, blank=True)
    kategori = models.TextField("Kategori mutu", max_length=1000)
    pengali = models.PositiveSmallIntegerField("Pengali indeks", default=25)
    catatan_privasi = models.TextField("Catatan privasi tambahan", max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(n_minimum__gte=1, batas_alamat__gte=1, batas_layanan__gte=1, pengali__gte=1),
                name="setelan_ulasan_positif",
            )
        ]

    def __str__(self) -> str:
        return f"Suara warga {self.instansi}"

    @property
    def tabel_kategori(self) -> list[Kategori]:
        return baca_kategori(self.kategori)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SetPertanyaan(Dasar):
    """A set of questions with the words of its scale."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="set_pertanyaan")
    nama = models.CharField(max_length=100)
    sumber = models.CharField(max_length=200, blank=True)
    label_1 = models.CharField("Nilai 1", max_length=30, default=LABEL_SKALA[0])
    label_2 = models.CharField("Nilai 2", max_length=30, default=LABEL_SKALA[1])
    label_3 = models.CharField("Nilai 3", max_length=30, default=LABEL_SKALA[2])
    label_4 = models.CharField("Nilai 4", max_length=30, default=LABEL_SKALA[3])

    class Meta:
        ordering = ("nama", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "nama"],
                name="set_pertanyaan_nama",
                violation_error_message="Nama ini sudah dipakai set lain. Pilih nama lain.",
            )
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def skala(self) -> list[tuple[int, str]]:
        """The four marks with their words, the best last."""
        return [(1, self.label_1), (2, self.label_2), (3, self.label_3), (4, self.label_4)]


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class UnsurPertanyaan(Dasar):
    """One element of a set: the question and its weight. Taken out of use, its answers stay."""

    set_pertanyaan = models.ForeignKey(SetPertanyaan, on_delete=models.PROTECT, related_name="unsur")
    kode = models.CharField(max_length=8)
    nama = models.CharField(max_length=100)
    pertanyaan = models.CharField(max_length=200)
    bobot = models.DecimalField(max_digits=6, decimal_places=3, default=Decimal(1))
    urutan = models.PositiveSmallIntegerField()
    is_aktif = models.BooleanField(default=True)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["set_pertanyaan", "kode"],
                name="unsur_kode",
                violation_error_message="Kode unsur ini sudah dipakai pada set ini.",
            ),
            models.CheckConstraint(condition=Q(bobot__gt=0), name="unsur_bobot_positif"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


class LayananQuerySet(models.QuerySet["Layanan"]):
    def aktif(self) -> LayananQuerySet:
        return self.filter(is_aktif=True)

    def visible_to(self, pelaku: Pegawai) -> LayananQuerySet:
        """Narrow to services of the unit one serves in, and those whose reviews one may read."""
        bertugas = self._kini(pelaku).filter(unit=OuterRef("unit"))
        return self.filter(
            Q(Exists(bertugas)) | Q(pk__in=self.model.objects.terbaca(pelaku).values("pk")),
            instansi=pelaku.instansi_id,
        )

    def terbaca(self, pelaku: Pegawai) -> LayananQuerySet:
        """Narrow to services whose reviews one may read: one heads a unit in its line, or was granted its scope."""
        segaris = Q(jalur_tujuan__startswith=F("unit__jalur")) | Q(unit__jalur__startswith=F("jalur_tujuan"))
        memimpin = self._kini(pelaku).filter(segaris, is_kepala=True)
        diberi = peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))
        return self.filter(Exists(memimpin) | Exists(diberi), instansi=pelaku.instansi_id)

    @staticmethod
    def _kini(pelaku: Pegawai) -> models.QuerySet[Penempatan]:
        tujuan = Cast(OuterRef("unit__jalur"), TextField())
        kini = Penempatan.objects.filter(pegawai=pelaku).pada(timezone.localdate())
        return kini.annotate(jalur_tujuan=tujuan)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Layanan(Dasar):
    """A service of a unit. Its code opens the page on which citizens review it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="layanan")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="layanan")
    set_pertanyaan = models.ForeignKey(SetPertanyaan, on_delete=models.PROTECT, related_name="layanan")
    nama = models.CharField(max_length=150)
    uraian = models.CharField(max_length=300, blank=True)
    kode = models.CharField(max_length=8, unique=True)
    is_aktif = models.BooleanField(default=True)

    objects = LayananQuerySet.as_manager()

    class Meta:
        ordering = ("nama", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "nama"],
                name="layanan_nama",
                violation_error_message="Unit ini sudah memiliki layanan dengan nama itu.",
            )
        ]

    def __str__(self) -> str:
        return self.nama


class RekapUlasan(models.Model):
    """What the reviews of one service in one month add up to. Derived: made again from the reviews at any time."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="rekap")
    bulan = models.DateField()
    jumlah = models.PositiveIntegerField(default=0)
    responden = models.PositiveIntegerField(default=0, help_text="Yang menjawab paling sedikit satu unsur.")
    pujian = models.PositiveIntegerField(default=0)
    keluhan = models.PositiveIntegerField(default=0)
    saran = models.PositiveIntegerField(default=0)
    n1 = models.PositiveIntegerField(default=0)
    n2 = models.PositiveIntegerField(default=0)
    n3 = models.PositiveIntegerField(default=0)
    n4 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["layanan", "bulan"], name="rekap_ulasan_bulan")]

    def __str__(self) -> str:
        return f"{self.layanan_id} {self.bulan:%Y-%m}: {self.jumlah}"


class RekapUnsur(models.Model):
    """The same per element of the questions."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="rekap_unsur")
    bulan = models.DateField()
    unsur = models.ForeignKey(UnsurPertanyaan, on_delete=models.PROTECT, related_name="rekap")
    n1 = models.PositiveIntegerField(default=0)
    n2 = models.PositiveIntegerField(default=0)
    n3 = models.PositiveIntegerField(default=0)
    n4 = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["layanan", "bulan", "unsur"], name="rekap_unsur_bulan")
        ]

    def __str__(self) -> str:
        return f"{self.layanan_id} {self.bulan:%Y-%m} {self.unsur_id}"


def awal_bulan(hari: date) -> date:
    return hari.replace(day=1)
