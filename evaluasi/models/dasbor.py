"""What is counted beforehand, and what an agency knows of potential."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from evaluasi.rules import TingkatPotensial
from pegawai.models import Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import Dasar, dikenal
from pegawai.rules import StatusImpor
from skp.models import Periode


class RingkasUnit(models.Model):
    """The figures of the people who sit in one unit itself, for one period.

    Counted again and again from the rows they speak of, hence without history: dashboards over ten thousand people add
    these up instead of reading everybody.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.CASCADE, related_name="+")
    periode = models.ForeignKey(Periode, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(UnitKerja, on_delete=models.CASCADE, related_name="+")
    wajib = models.PositiveIntegerField()
    tetap = models.PositiveIntegerField()
    dinilai = models.PositiveIntegerField()
    terbuka = models.PositiveIntegerField()
    final = models.PositiveIntegerField()
    sangat_baik = models.PositiveIntegerField()
    baik = models.PositiveIntegerField()
    butuh_perbaikan = models.PositiveIntegerField()
    kurang = models.PositiveIntegerField()
    sangat_kurang = models.PositiveIntegerField()
    dihitung_pada = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["periode", "unit"], name="ringkas_satu_per_unit")]

    def __str__(self) -> str:
        return f"Ringkasan {self.unit} {self.periode}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Potensial(Dasar):
    """The potential of a person in a year, as an assessment outside this application found it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="potensial")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="potensial")
    tahun = models.PositiveSmallIntegerField()
    tingkat = models.CharField(max_length=10, choices=TingkatPotensial.choices())
    sumber = models.CharField("Sumber penilaian", max_length=200)
    diimpor_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    diimpor_pada = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun"], name="potensial_satu_per_tahun"),
            models.CheckConstraint(
                condition=dikenal("tingkat", TingkatPotensial.choices()), name="potensial_tingkat_dikenal"
            ),
        ]
        indexes = [models.Index(fields=["instansi", "tahun"], name="potensial_tahun")]

    def __str__(self) -> str:
        return f"Potensial {self.pegawai} {self.tahun}"


class ImporPotensialQuerySet(models.QuerySet["ImporPotensial"]):
    def visible_to(self, pelaku: Pegawai) -> ImporPotensialQuerySet:
        """A preview is its uploader's alone."""
        return self.filter(diminta_oleh=pelaku)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ImporPotensial(Dasar):
    """A workbook of potential: every row judged, nothing applied yet. The file itself is not kept."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    diminta_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    tahun = models.PositiveSmallIntegerField()
    sumber = models.CharField(max_length=200)
    nama_berkas = models.CharField(max_length=255)
    baris = models.JSONField(default=list, help_text="Daftar {nomor, nama, tingkat, pegawai, lama, galat}.")
    status = models.CharField(
        max_length=12, choices=StatusImpor.choices(), default=StatusImpor.PRATINJAU.value
    )
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = ImporPotensialQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusImpor.choices()), name="impor_potensial_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.SELESAI.value) | Q(selesai_pada__isnull=False),
                name="impor_potensial_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return self.nama_berkas
