"""Matriks Peran Hasil: how a leader divides his RHK among people."""

from __future__ import annotations

import pghistory
from django.db import models

from pegawai.models import Dasar, Instansi, Pegawai
from skp.models.rencana import IndikatorKinerja, RencanaHasilKerja
from skp.models.skp import Skp
from skp.rules import MAKS_HASIL


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SelMatriks(Dasar):
    """One result that a person contributes to one RHK of a leader; a cell is all of a person under a column.

    It becomes an RHK in the person's SKP once that can be written; `teks_terkirim` is what that RHK said when
    the matrix wrote it, so that words of the person's own are recognised and never written over.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    rhk = models.ForeignKey(RencanaHasilKerja, on_delete=models.CASCADE, related_name="sel")
    indikator = models.ForeignKey(
        IndikatorKinerja,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sel",
        help_text="Kolom RHK pejabat pimpinan tinggi dibagi menurut indikatornya.",
    )
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="sel_matriks")
    urutan = models.PositiveSmallIntegerField(default=1)
    teks = models.TextField(max_length=MAKS_HASIL)
    rhk_anggota = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.SET_NULL, null=True, blank=True, related_name="dari_matriks"
    )
    teks_terkirim = models.TextField(max_length=MAKS_HASIL, blank=True)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    pada = models.DateTimeField()

    class Meta:
        ordering = ("urutan", "id")
        indexes = [
            models.Index(fields=["rhk", "pegawai"], name="sel_rhk_pegawai"),
            models.Index(fields=["pegawai"], name="sel_pegawai"),
        ]

    def __str__(self) -> str:
        return self.teks


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PesertaMatriks(Dasar):
    """A person whom the head of a unit took into his matrix, though somebody else rates him."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="peserta_matriks")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["skp", "pegawai"],
                name="peserta_sekali",
                violation_error_message="Pegawai ini sudah ada di matriks.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pegawai} di matriks {self.skp}"
