"""What was done: the daily log, the realisasi of an indicator, a behaviour."""

from __future__ import annotations

import uuid
from typing import Self, TypeVar

import pghistory
import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Cast

from kinerja.models.bukti import BuktiDukung
from kinerja.rules import JenisKoreksi
from kinerja.rules.perilaku import PenulisPerilaku
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import IndikatorKinerja, Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku, Target, tampil_target

M = TypeVar("M", bound=models.Model)

TANDA_PEMILIK = "@"
"""A character that no searched word can hold: what follows it in the index is the owner's key."""


def vektor_cari() -> Func:
    """The words of an entry and its owner as one vector: the index finds one person's words among all of them."""
    return Func(
        SearchVector(F("uraian"), config="indonesian"),
        Func(
            Value(TANDA_PEMILIK),
            Cast(F("pegawai_id"), TextField()),
            arg_joiner=" || ",
            template="array_to_tsvector(ARRAY[%(expressions)s])",
            output_field=SearchVectorField(),
        ),
        arg_joiner=" || ",
        template="(%(expressions)s)",
        output_field=SearchVectorField(),
    )


class MilikSkpQuerySet(models.QuerySet[M]):
    def visible_to(self, pelaku: Pegawai) -> Self:
        """Narrow to what hangs on an SKP that this person may see."""
        return self.filter(skp__in=Skp.objects.visible_to(pelaku))

    def aktif(self) -> Self:
        return self.filter(ditarik_pada__isnull=True)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    # its history is only ever asked for by the entry itself: five indexes fewer to keep with every saving
    attrs={
        n: models.ForeignKey(
            m,
            models.DO_NOTHING,
            related_name="+",
            db_constraint=False,
            db_index=False,
            null=n == "rencana_aksi",
        )
        for n, m in (
            ("instansi", Instansi),
            ("pegawai", Pegawai),
            ("skp", Skp),
            ("rhk", RencanaHasilKerja),
            ("rencana_aksi", RencanaAksi),
        )
    },
)
class CatatanHarian(Dasar):
    """One piece of work on one day. `klien_id` makes a repeated sending harmless."""

    # the largest table: no index of its own where a longer one begins with the same column, or where
    # one agency is all of it
    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="catatan", db_index=False)
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="catatan", db_index=False)
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="catatan", db_index=False)
    rhk = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.PROTECT, related_name="catatan", db_index=False
    )
    rencana_aksi = models.ForeignKey(
        RencanaAksi, on_delete=models.PROTECT, null=True, blank=True, related_name="catatan"
    )
    klien_id = models.UUIDField(default=uuid.uuid4)
    tanggal = models.DateField()
    jam_mulai = models.TimeField(null=True, blank=True)
    jam_selesai = models.TimeField(null=True, blank=True)
    uraian = models.TextField(max_length=2000)
    jumlah = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    satuan = models.CharField(max_length=60, blank=True)
    bukti = models.ManyToManyField(BuktiDukung, blank=True, related_name="catatan")
    nomor_sunting = models.PositiveIntegerField(
        default=0, help_text="Naik pada setiap ubahan; mengenali dua tab."
    )
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    dikoreksi_pada = models.DateTimeField(
        null=True, blank=True, help_text="Koreksi terakhir setelah jendela ditutup."
    )

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "klien_id"], name="catatan_sekali_kirim"),
            models.CheckConstraint(
                condition=Q(jam_mulai__isnull=True)
                | Q(jam_selesai__isnull=True)
                | Q(jam_selesai__gte=F("jam_mulai")),
                name="catatan_urutan_jam",
                violation_error_message="Jam selesai harus setelah jam mulai.",
            ),
            models.CheckConstraint(
                condition=Q(jumlah__isnull=True) | Q(jumlah__gte=0), name="catatan_jumlah_tidak_negatif"
            ),
        ]
        indexes = [
            models.Index(fields=["pegawai", "-tanggal", "-id"], name="catatan_pegawai_hari"),
            models.Index(fields=["rhk", "tanggal"], name="catatan_rhk"),
            models.Index(fields=["skp", "tanggal"], name="catatan_skp_hari"),
            GinIndex(vektor_cari(), name="catatan_kata"),
        ]

    def __str__(self) -> str:
        return self.uraian


@pgtrigger.register(
    pgtrigger.Protect(name="koreksi_catatan_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class KoreksiCatatan(Dasar):
    """A change after the window had closed: its reason, and the entry before and after it. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="koreksi_catatan")
    catatan = models.ForeignKey(CatatanHarian, on_delete=models.PROTECT, related_name="koreksi")
    jenis = models.CharField(max_length=5, choices=JenisKoreksi.choices())
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    semula = models.JSONField(help_text="Isi catatan sebelum koreksi, dalam kata.")
    menjadi = models.JSONField(help_text="Isi catatan sesudah koreksi, dalam kata.")

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisKoreksi.choices()), name="koreksi_jenis_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return self.alasan


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Realisasi(Dasar):
    """What an indicator reached in one period, typed like its target, with its source."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="realisasi")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="realisasi")
    indikator = models.ForeignKey(IndikatorKinerja, on_delete=models.PROTECT, related_name="realisasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="realisasi")
    angka = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    teks = models.TextField("Uraian", max_length=2000, blank=True)
    sumber_data = models.CharField(max_length=300, blank=True)
    bukti = models.ManyToManyField(BuktiDukung, blank=True, related_name="realisasi")
    nomor_sunting = models.PositiveIntegerField(default=0)
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("periode__mulai", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "periode"],
                name="realisasi_satu_per_periode",
                violation_error_message="Realisasi periode ini sudah ada; ubah yang ada.",
            ),
            models.CheckConstraint(
                condition=Q(angka__isnull=False) | Q(tanggal__isnull=False) | ~Q(teks=""),
                name="realisasi_berisi",
                violation_error_message="Isi angka, tanggal, atau uraian realisasi.",
            ),
        ]

    def __str__(self) -> str:
        return self.tampil

    @property
    def tampil(self) -> str:
        """The realisasi as printed: the figure in the indicator's unit, then the words."""
        ukuran = ""
        if self.angka is not None or self.tanggal is not None:
            jenis = self.indikator.jenis_target
            if self.angka is not None and jenis in ("tanggal", "teks"):
                jenis = "angka"
            if jenis in ("rentang", "paling_banyak"):
                jenis = "angka"
            if self.tanggal is not None and self.angka is None:
                jenis = "tanggal"
            ukuran = tampil_target(
                Target(jenis=jenis, angka=self.angka, satuan=self.indikator.satuan, tanggal=self.tanggal)
            )
        return "; ".join(bagian for bagian in (ukuran, self.teks.strip()) if bagian)


class PerilakuQuerySet(MilikSkpQuerySet["CatatanPerilaku"]):
    def visible_to(self, pelaku: Pegawai) -> PerilakuQuerySet:
        """Narrow to the chain of the SKP, and to what a colleague wrote himself."""
        return self.filter(Q(skp__in=Skp.objects.visible_to(pelaku)) | Q(oleh=pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CatatanPerilaku(Dasar):
    """A behaviour that was seen, under one of the seven values."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="perilaku")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="perilaku")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="perilaku")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    klien_id = models.UUIDField(default=uuid.uuid4)
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices())
    tanggal = models.DateField()
    uraian = models.TextField(max_length=2000)
    penulis = models.CharField(
        max_length=10, choices=PenulisPerilaku.choices(), default=PenulisPerilaku.SENDIRI.value
    )
    panduan = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Panduan perilaku yang ditunjukkan: 1, 2 atau 3."
    )
    ekspektasi = models.CharField(
        max_length=1000,
        blank=True,
        help_text="Ekspektasi khusus yang ditunjukkan, seperti tertulis saat itu.",
    )
    balasan = models.TextField(max_length=2000, blank=True)
    dibalas_pada = models.DateTimeField(null=True, blank=True)
    bukti = models.ManyToManyField(BuktiDukung, blank=True, related_name="perilaku")
    nomor_sunting = models.PositiveIntegerField(default=0)
    ditarik_pada = models.DateTimeField(null=True, blank=True)

    objects = PerilakuQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.UniqueConstraint(fields=["oleh", "klien_id"], name="perilaku_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("nilai", NilaiPerilaku.choices()), name="perilaku_nilai_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("penulis", PenulisPerilaku.choices()), name="perilaku_penulis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(balasan="", dibalas_pada__isnull=True)
                | (~Q(balasan="") & Q(dibalas_pada__isnull=False)),
                name="perilaku_balasan_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["skp", "nilai", "tanggal"], name="perilaku_skp"),
            models.Index(fields=["oleh", "pegawai", "dibuat_pada"], name="perilaku_penulis"),
        ]

    def __str__(self) -> str:
        return self.uraian

    @property
    def panduan_tampil(self) -> str:
        """The guidance sentence that it shows; empty where none was named."""
        return PANDUAN_PERILAKU[NilaiPerilaku(self.nilai)][self.panduan - 1] if self.panduan else ""
