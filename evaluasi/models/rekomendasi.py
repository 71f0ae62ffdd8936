"""What units of planning, personnel and supervision advise before a capaian is fixed (SE MenPANRB 3/2023)."""

from __future__ import annotations

import pghistory
from django.db import models

from evaluasi.rules import BidangRekomendasi, PredikatOrganisasi
from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal
from skp.models import Periode


class PerekomendasiQuerySet(models.QuerySet["PerekomendasiCapaian"]):
    def visible_to(self, pelaku: Pegawai) -> PerekomendasiQuerySet:
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class PerekomendasiCapaian(Dasar):
    """A unit whose head may recommend the capaian of others: a choice of the agency."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="perekomendasi")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    bidang = models.CharField(max_length=12, choices=BidangRekomendasi.choices())

    objects = PerekomendasiQuerySet.as_manager()

    class Meta:
        ordering = ("bidang", "unit__nama")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "bidang"],
                name="perekomendasi_sekali",
                violation_error_message="Unit ini sudah ditunjuk untuk bidang itu.",
            ),
            models.CheckConstraint(
                condition=dikenal("bidang", BidangRekomendasi.choices()), name="perekomendasi_bidang_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bidang_display()}: {self.unit}"


class RekomendasiQuerySet(models.QuerySet["RekomendasiCapaian"]):
    def visible_to(self, pelaku: Pegawai) -> RekomendasiQuerySet:
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class RekomendasiCapaian(Dasar):
    """One field's advice about the capaian of a unit in a period; the leader above decides."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="rekomendasi")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="rekomendasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="rekomendasi")
    bidang = models.CharField(max_length=12, choices=BidangRekomendasi.choices())
    dari_unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()
    predikat = models.CharField(max_length=16, choices=PredikatOrganisasi.choices())
    alasan = models.TextField("Alasan rekomendasi", max_length=4000)

    objects = RekomendasiQuerySet.as_manager()

    class Meta:
        ordering = ("bidang", "-pada")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "periode", "bidang", "dari_unit"], name="rekomendasi_sekali"
            ),
            models.CheckConstraint(
                condition=dikenal("bidang", BidangRekomendasi.choices()), name="rekomendasi_bidang_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("predikat", PredikatOrganisasi.choices()),
                name="rekomendasi_predikat_dikenal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_bidang_display()}, {self.unit} {self.periode}: {self.get_predikat_display()}"
