"""Public thanks inside the agency, tied to a value."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.rules import Peran
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku


class ApresiasiQuerySet(models.QuerySet["Apresiasi"]):
    def terbit(self) -> ApresiasiQuerySet:
        """Neither withdrawn nor hidden, and somebody is still thanked in it."""
        tampil = PenerimaApresiasi.objects.filter(apresiasi=OuterRef("pk"), disembunyikan_pada__isnull=True)
        return self.filter(Exists(tampil), ditarik_pada__isnull=True, disembunyikan_pada__isnull=True)

    def visible_to(self, pelaku: Pegawai) -> ApresiasiQuerySet:
        """The agency's own people read what stands; its writer and who moderates it also what was taken down."""
        tampil = PenerimaApresiasi.objects.filter(apresiasi=OuterRef("pk"))
        admin = peran_yang_mencakup(
            pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")
        ).filter(peran=Peran.ADMIN_KEPEGAWAIAN)
        terbuka = Q(ditarik_pada__isnull=True, disembunyikan_pada__isnull=True)
        return self.filter(
            Q(instansi=pelaku.instansi_id)
            & (
                Q(penulis=pelaku)
                | (Q(ditarik_pada__isnull=True) & Exists(tampil.filter(Exists(admin))))
                | (
                    terbuka
                    & (
                        Exists(tampil.filter(disembunyikan_pada__isnull=True))
                        | Exists(tampil.filter(penerima=pelaku))
                    )
                )
            )
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Apresiasi(Dasar):
    """Thanks of one person to one or several others. Never a rating."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="apresiasi")
    penulis = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="apresiasi_ditulis")
    klien_id = models.UUIDField(default=uuid.uuid4)
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices())
    panduan = models.PositiveSmallIntegerField(null=True, blank=True)
    isi = models.CharField(max_length=400)
    tanggal = models.DateField()
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    disembunyikan_pada = models.DateTimeField(null=True, blank=True)
    disembunyikan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_sembunyi = models.CharField(max_length=400, blank=True)

    objects = ApresiasiQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.UniqueConstraint(fields=["penulis", "klien_id"], name="apresiasi_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("nilai", NilaiPerilaku.choices()), name="apresiasi_nilai_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(panduan__isnull=True) | Q(panduan__gte=1, panduan__lte=3),
                name="apresiasi_panduan_dikenal",
            ),
            models.CheckConstraint(
                condition=Q(
                    disembunyikan_pada__isnull=True, disembunyikan_oleh__isnull=True, alasan_sembunyi=""
                )
                | Q(disembunyikan_pada__isnull=False, disembunyikan_oleh__isnull=False)
                & ~Q(alasan_sembunyi=""),
                name="apresiasi_sembunyi_beralasan",
            ),
        ]
        indexes = [
            models.Index(fields=["instansi", "-tanggal", "-id"], name="apresiasi_bulan"),
            models.Index(fields=["penulis", "tanggal"], name="apresiasi_penulis"),
        ]

    def __str__(self) -> str:
        return self.isi

    @property
    def panduan_tampil(self) -> str:
        """The panduan perilaku it names, in the official wording."""
        return PANDUAN_PERILAKU[NilaiPerilaku(self.nilai)][self.panduan - 1] if self.panduan else ""


class PenerimaApresiasiQuerySet(models.QuerySet["PenerimaApresiasi"]):
    def terbit(self) -> PenerimaApresiasiQuerySet:
        return self.filter(
            disembunyikan_pada__isnull=True,
            apresiasi__ditarik_pada__isnull=True,
            apresiasi__disembunyikan_pada__isnull=True,
        )

    def visible_to(self, pelaku: Pegawai) -> PenerimaApresiasiQuerySet:
        """Who is thanked decides about his own name only."""
        return self.filter(
            penerima=pelaku,
            apresiasi__ditarik_pada__isnull=True,
            apresiasi__disembunyikan_pada__isnull=True,
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PenerimaApresiasi(Dasar):
    """One person who is thanked, with the unit he served in that day."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    apresiasi = models.ForeignKey(Apresiasi, on_delete=models.PROTECT, related_name="daftar_penerima")
    penerima = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="apresiasi")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tanggal = models.DateField()
    disembunyikan_pada = models.DateTimeField(null=True, blank=True)

    objects = PenerimaApresiasiQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["apresiasi", "penerima"], name="apresiasi_penerima_sekali"),
        ]
        indexes = [
            models.Index(fields=["penerima", "-tanggal"], name="apresiasi_penerima"),
            models.Index(fields=["instansi", "tanggal", "unit"], name="apresiasi_unit"),
        ]

    def __str__(self) -> str:
        return str(self.penerima)
