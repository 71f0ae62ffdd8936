"""Days on which nobody, or one person, is expected to log work."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kinerja.rules import JenisCuti, JenisLibur
from pegawai.models import Dasar, Instansi, Pegawai, Penempatan
from pegawai.models.dasar import dikenal, kunci_bulat, rentang_tanggal
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.rules import Peran


class HariLiburQuerySet(models.QuerySet["HariLibur"]):
    def visible_to(self, pelaku: Pegawai) -> HariLiburQuerySet:
        """Holidays are open to everyone of the agency."""
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class HariLibur(Dasar):
    """A day off for the whole agency: national, cuti bersama, or its own."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="hari_libur")
    tanggal = models.DateField()
    nama = models.CharField(max_length=150)
    jenis = models.CharField(max_length=12, choices=JenisLibur.choices(), default=JenisLibur.NASIONAL.value)

    objects = HariLiburQuerySet.as_manager()

    class Meta:
        ordering = ("tanggal",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tanggal"],
                name="libur_sekali_sehari",
                violation_error_message="Tanggal itu sudah tercatat sebagai hari libur.",
            ),
            models.CheckConstraint(
                condition=dikenal("jenis", JenisLibur.choices()), name="libur_jenis_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class CutiQuerySet(models.QuerySet["Cuti"]):
    def visible_to(self, pelaku: Pegawai) -> CutiQuerySet:
        """Narrow to one's own and those of the people whose admin kepegawaian one is.

        Narrower than the person: the kind of a leave can tell of an illness.
        """
        tempat = Penempatan.objects.filter(
            Exists(
                peran_yang_mencakup(
                    pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")
                ).filter(peran=Peran.ADMIN_KEPEGAWAIAN)
            ),
            pegawai=OuterRef("pegawai"),
        )
        return self.filter(Q(pegawai=pelaku) | Exists(tempat.definitif().pada(timezone.localdate())))

    def dalam(self, mulai: object, selesai: object) -> CutiQuerySet:
        return self.filter(mulai__lte=selesai, selesai__gte=mulai)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Cuti(Dasar):
    """Days on which one person is away: the category and nothing else."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="cuti")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="cuti")
    jenis = models.CharField(max_length=16, choices=JenisCuti.choices())
    mulai = models.DateField()
    selesai = models.DateField()
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")

    objects = CutiQuerySet.as_manager()

    class Meta:
        ordering = ("-mulai",)
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisCuti.choices()), name="cuti_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="cuti_urutan_tanggal",
                violation_error_message="Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
            ),
            ExclusionConstraint(
                name="cuti_tidak_tumpang_tindih",
                expressions=[
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Sebagian tanggal itu sudah tercatat. Pilih tanggal lain.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_jenis_display()
