"""The bank of an agency: results and indicators that people of a jabatan take over instead of typing."""

from __future__ import annotations

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.expressions import CombinedExpression

from pegawai.models import Dasar, Instansi, Jabatan, Pegawai
from pegawai.models.dasar import dikenal
from skp.rules import Aspek, JenisRhk, JenisTarget, Polaritas


def vektor(kolom: str) -> CombinedExpression:
    """A text by its Indonesian stems and by its words as they stand: half a word finds both."""
    return SearchVector(kolom, config="indonesian") + SearchVector(kolom, config="simple")


class BankRhkQuerySet(models.QuerySet["BankRhk"]):
    def visible_to(self, pelaku: Pegawai) -> BankRhkQuerySet:
        """Narrow to the agency: the bank holds wording, nothing about persons."""
        return self.filter(instansi_id=pelaku.instansi_id)

    def aktif(self) -> BankRhkQuerySet:
        return self.filter(is_aktif=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BankRhk(Dasar):
    """A result as the agency words it for one jabatan."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="bank_rhk")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="bank_rhk")
    jenis = models.CharField(max_length=10, choices=JenisRhk.choices(), default=JenisRhk.UTAMA.value)
    teks = models.TextField("Rencana hasil kerja", max_length=2000)
    kunci = models.CharField(
        max_length=64, editable=False, help_text="Sidik teks tanpa huruf besar dan tanda baca."
    )
    is_aktif = models.BooleanField(default=True)
    digabung_ke = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="gabungan"
    )

    objects = BankRhkQuerySet.as_manager()

    class Meta:
        ordering = ("teks", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisRhk.choices()), name="bank_rhk_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(digabung_ke__isnull=True) | Q(is_aktif=False), name="bank_rhk_gabungan_pensiun"
            ),
            models.UniqueConstraint(
                fields=["jabatan", "kunci"],
                name="bank_rhk_unik",
                violation_error_message="RHK ini sudah ada di bank jabatan itu.",
            ),
        ]
        indexes = [
            GinIndex(vektor("teks"), name="bank_rhk_cari"),
            models.Index(fields=["instansi", "is_aktif", "jabatan"], name="bank_rhk_jabatan"),
        ]

    def __str__(self) -> str:
        return self.teks


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class BankIki(Dasar):
    """An indicator with its aspek and satuan; the figure is agreed by whoever takes it."""

    rhk = models.ForeignKey(BankRhk, on_delete=models.CASCADE, related_name="iki")
    urutan = models.PositiveSmallIntegerField(default=1)
    aspek = models.CharField(max_length=10, choices=Aspek.choices(), blank=True)
    teks = models.TextField("Indikator kinerja individu", max_length=1000)
    kunci = models.CharField(max_length=64, editable=False)
    jenis_target = models.CharField(
        max_length=15, choices=JenisTarget.choices(), default=JenisTarget.ANGKA.value
    )
    satuan = models.CharField(max_length=60, blank=True)
    polaritas = models.CharField(max_length=10, choices=Polaritas.choices(), default=Polaritas.MAKSIMAL.value)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis_target", JenisTarget.choices()), name="bank_iki_jenis_target_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("polaritas", Polaritas.choices()), name="bank_iki_polaritas_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(aspek="") | dikenal("aspek", Aspek.choices()), name="bank_iki_aspek_dikenal"
            ),
            models.UniqueConstraint(
                fields=["rhk", "kunci"],
                name="bank_iki_unik",
                violation_error_message="Indikator ini sudah ada pada RHK itu.",
            ),
        ]
        indexes = [GinIndex(vektor("teks"), name="bank_iki_cari")]

    def __str__(self) -> str:
        return self.teks
