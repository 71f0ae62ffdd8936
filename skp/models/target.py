"""The columns of a typed target, the same for an indicator of an SKP and of a Perjanjian Kinerja."""

from __future__ import annotations

from django.db import models

from skp.rules import JenisTarget, Polaritas, Target, angka_id, tampil_target


class Bertarget(models.Model):
    """Something that is measured: what, how much, and which way is better."""

    jenis_target = models.CharField(
        max_length=15, choices=JenisTarget.choices(), default=JenisTarget.ANGKA.value
    )
    target_angka = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    target_angka_maks = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    satuan = models.CharField(max_length=60, blank=True)
    target_tanggal = models.DateField(null=True, blank=True)
    target_teks = models.CharField(max_length=500, blank=True)
    target_desimal = models.PositiveSmallIntegerField(
        default=0, help_text="Banyaknya angka di belakang koma seperti ditulis: 3,60 tetap 3,60."
    )
    polaritas = models.CharField(max_length=10, choices=Polaritas.choices(), default=Polaritas.MAKSIMAL.value)

    class Meta:
        abstract = True

    @property
    def target(self) -> Target:
        """The target as the rules know it."""
        return Target(
            jenis=self.jenis_target,
            angka=self.target_angka,
            angka_maks=self.target_angka_maks,
            satuan=self.satuan,
            tanggal=self.target_tanggal,
            teks=self.target_teks,
            desimal=self.target_desimal,
        )

    @target.setter
    def target(self, nilai: Target) -> None:
        self.jenis_target = JenisTarget(nilai.jenis).value
        self.target_angka, self.target_angka_maks = nilai.angka, nilai.angka_maks
        self.satuan, self.target_tanggal, self.target_teks = nilai.satuan, nilai.tanggal, nilai.teks
        self.target_desimal = nilai.desimal

    @property
    def target_tampil(self) -> str:
        """The target as it is printed."""
        return tampil_target(self.target)

    @property
    def isi_target(self) -> tuple[object, ...]:
        """Everything of the target, for a fingerprint: a number is the same however many zeros the database adds."""
        angka = [
            None if n is None else angka_id(n, self.target_desimal)
            for n in (self.target_angka, self.target_angka_maks)
        ]
        return (
            self.jenis_target,
            angka,
            self.satuan,
            self.target_tanggal,
            self.target_teks,
            self.polaritas,
        )
