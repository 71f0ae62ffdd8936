"""What happens around an SKP: days without one and why, and reminders."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from pegawai.models import Dasar, Instansi, Pegawai, Penempatan
from pegawai.models.dasar import dikenal, kunci_bulat, rentang_tanggal
from pegawai.models.lingkup import peran_yang_mencakup
from skp.rules import AlasanJeda, PerihalPengingat


class JedaSkpQuerySet(models.QuerySet["JedaSkp"]):
    def visible_to(self, pelaku: Pegawai) -> JedaSkpQuerySet:
        """Narrow to those of the people one may see."""
        return self.filter(pegawai__in=Pegawai.objects.visible_to(pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class JedaSkp(Dasar):
    """Days on which a person has no SKP, with the reason; an open end lasts until further notice."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="jeda_skp")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="jeda_skp")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    alasan = models.CharField(max_length=20, choices=AlasanJeda.choices())
    catatan = models.CharField(max_length=500, blank=True)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = JedaSkpQuerySet.as_manager()

    class Meta:
        ordering = ("mulai", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("alasan", AlasanJeda.choices()), name="jeda_alasan_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="jeda_urutan_tanggal",
                violation_error_message="Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
            ),
            ExclusionConstraint(
                name="jeda_tidak_tumpang_tindih",
                expressions=[
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Sebagian tanggal itu sudah tercatat sebagai masa tanpa SKP.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai}: {self.get_alasan_display()}"


class PengingatQuerySet(models.QuerySet["Pengingat"]):
    def berlaku(self) -> PengingatQuerySet:
        return self.filter(dicabut_pada__isnull=True)

    def visible_to(self, pelaku: Pegawai) -> PengingatQuerySet:
        """Narrow to one's own, those one has sent, and those to people of one's granted scope."""
        tempat = Penempatan.objects.filter(
            Exists(peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))),
            pegawai=OuterRef("pegawai"),
        ).definitif()
        return self.filter(Q(pegawai=pelaku) | Q(dikirim_oleh=pelaku) | Exists(tempat))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Pengingat(Dasar):
    """One reminder to one person, shown on his home; at most one a day."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pengingat")
    kiriman = models.UUIDField(db_index=True, help_text="Satu tombol, banyak orang.")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="pengingat")
    perihal = models.CharField(max_length=10, choices=PerihalPengingat.choices())
    hari = models.DateField()
    dikirim_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    dicabut_pada = models.DateTimeField(null=True, blank=True)

    objects = PengingatQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("perihal", PerihalPengingat.choices()), name="pengingat_perihal_dikenal"
            ),
            models.UniqueConstraint(
                fields=["pegawai", "hari"],
                condition=Q(dicabut_pada__isnull=True),
                name="pengingat_sekali_sehari",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_perihal_display()}: {self.pegawai}"
