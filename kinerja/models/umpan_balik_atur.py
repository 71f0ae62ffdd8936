"""What an agency and its leaders set for feedback: who gives, how long it can be mended, how often, with which openers."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from kinerja.rules import (
    HARI_JEDA_RONDE,
    MENIT_UBAH,
    MIN_JEDA_RONDE,
    IramaUmpanBalik,
    SifatUmpanBalik,
)
from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal

MAKS_MENIT = 7 * 24 * 60


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanUmpanBalik(Dasar):
    """One row per agency; without a row the defaults hold."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_umpan_balik")
    menit_ubah = models.PositiveIntegerField(default=MENIT_UBAH, validators=[MaxValueValidator(MAKS_MENIT)])
    is_rekan_dibuka = models.BooleanField(default=True)
    is_bawahan_dibuka = models.BooleanField(default=True)
    hari_jeda_ronde = models.PositiveIntegerField(
        default=HARI_JEDA_RONDE, validators=[MinValueValidator(MIN_JEDA_RONDE)]
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(menit_ubah__lte=7 * 24 * 60), name="umpan_atur_menit"),
            models.CheckConstraint(condition=Q(hari_jeda_ronde__gte=30), name="umpan_atur_jeda"),
        ]

    def __str__(self) -> str:
        return f"Pengaturan umpan balik {self.instansi}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class IramaUnit(Dasar):
    """How often a penilai speaks to each member: for the agency (no unit) or a unit and below."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="irama_umpan_balik")
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="irama_umpan_balik"
    )
    irama = models.CharField(max_length=10, choices=IramaUmpanBalik.choices())
    hari = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Jarak terpanjang; kosong: tanpa irama."
    )

    class Meta:
        ordering = ("unit__jalur", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "unit"], nulls_distinct=False, name="irama_satu_per_unit"
            ),
            models.CheckConstraint(
                condition=dikenal("irama", IramaUmpanBalik.choices()), name="irama_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(irama="tanpa", hari__isnull=True) | (~Q(irama="tanpa") & Q(hari__gte=1)),
                name="irama_hari_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_irama_display()} ({self.unit or self.instansi})"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class FrasaUmpanBalik(Dasar):
    """An opener that is finished in own words: kept by a person for himself, or (no owner) by the agency for all."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="frasa_umpan_balik")
    pemilik = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="frasa_umpan_balik"
    )
    sifat = models.CharField(max_length=10, choices=SifatUmpanBalik.choices(), blank=True)
    teks = models.CharField(max_length=120)

    class Meta:
        ordering = ("sifat", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "pemilik", "teks"], nulls_distinct=False, name="frasa_sekali"
            ),
            models.CheckConstraint(
                condition=Q(sifat="") | dikenal("sifat", SifatUmpanBalik.choices()),
                name="frasa_sifat_dikenal",
            ),
        ]

    def __str__(self) -> str:
        return self.teks
