"""The 360 round. Answers are kept so that nobody can tell who wrote them: see docs/adr/0026."""

from __future__ import annotations

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kinerja.rules import MIN_KELOMPOK, JenisPertanyaan, RelasiRonde, StatusRonde
from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal
from skp.rules import NilaiPerilaku


class Ronde360QuerySet(models.QuerySet["Ronde360"]):
    def visible_to(self, pelaku: Pegawai) -> Ronde360QuerySet:
        """Narrow to the rounds of one's agency: their rules are open to everyone in it."""
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Ronde360(Dasar):
    """One round: whom it covers, from when to when, from which group size on anything is shown."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="ronde")
    nama = models.CharField(max_length=150)
    mulai = models.DateField()
    selesai = models.DateField()
    unit = models.ManyToManyField(UnitKerja, blank=True, related_name="ronde")
    relasi = ArrayField(models.CharField(max_length=10, choices=RelasiRonde.choices()), default=list)
    minimum = models.PositiveSmallIntegerField(default=5)
    status = models.CharField(max_length=10, choices=StatusRonde.choices(), default=StatusRonde.DRAF.value)
    jumlah_mungkin = models.PositiveIntegerField(null=True, blank=True, help_text="Diisi saat dibuka.")
    jumlah_jawaban = models.PositiveIntegerField(null=True, blank=True, help_text="Diisi saat ditutup.")
    dibuat_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = Ronde360QuerySet.as_manager()

    class Meta:
        ordering = ("-mulai", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusRonde.choices()), name="ronde_status_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="ronde_urutan_tanggal",
                violation_error_message="Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=3),
                name="ronde_minimum",
                violation_error_message=f"Kelompok paling sedikit {MIN_KELOMPOK} orang.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class UnitRonde(Ronde360.unit.through):  # type: ignore[name-defined]
    """Which unit a round covers: a proxy, so that its history is kept too."""

    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PertanyaanRonde(Dasar):
    """One question: on a scale or in words, perhaps about one of the seven values."""

    ronde = models.ForeignKey(Ronde360, on_delete=models.CASCADE, related_name="pertanyaan")
    urutan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=5, choices=JenisPertanyaan.choices())
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices(), blank=True)
    teks = models.CharField(max_length=300)

    class Meta:
        ordering = ("urutan", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPertanyaan.choices()), name="pertanyaan_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(nilai="") | dikenal("nilai", NilaiPerilaku.choices()),
                name="pertanyaan_nilai_dikenal",
            ),
        ]

    def __str__(self) -> str:
        return self.teks


class TandaIkutRonde(models.Model):
    """Somebody has answered about somebody. Who, only the application can work out, by a key that is not in here.

    No number that counts up, no time, no history: the row says nothing but that it exists.
    """

    tanda = models.CharField(max_length=64, primary_key=True)
    ronde = models.ForeignKey(Ronde360, on_delete=models.CASCADE, related_name="tanda")

    def __str__(self) -> str:
        return "Sudah ikut"


class JawabanRonde(models.Model):
    """One answer to one question about one person, by somebody of a group. Gone when the round is closed.

    Its key is random, it has no time and no history, and it does not know the other answers of its author.
    """

    kunci = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ronde = models.ForeignKey(Ronde360, on_delete=models.CASCADE, related_name="jawaban")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    relasi = models.CharField(max_length=10, choices=RelasiRonde.choices())
    pertanyaan = models.ForeignKey(PertanyaanRonde, on_delete=models.CASCADE, related_name="+")
    angka = models.PositiveSmallIntegerField(null=True, blank=True)
    teks = models.TextField(max_length=2000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("relasi", RelasiRonde.choices()), name="jawaban_relasi_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(angka__isnull=True) | Q(angka__range=(1, 4)), name="jawaban_angka_dikenal"
            ),
        ]
        indexes = [models.Index(fields=["ronde", "pegawai", "relasi"], name="jawaban_kotak")]

    def __str__(self) -> str:
        return "Jawaban"


@pgtrigger.register(
    pgtrigger.Protect(name="hasil_ronde_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class HasilRonde(Dasar):
    """What is left of a round: per person, group and question the mean or the words, from the minimum on. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    ronde = models.ForeignKey(Ronde360, on_delete=models.PROTECT, related_name="hasil")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="hasil_ronde")
    relasi = models.CharField(max_length=10, choices=RelasiRonde.choices())
    pertanyaan = models.ForeignKey(PertanyaanRonde, on_delete=models.PROTECT, related_name="+")
    jumlah = models.PositiveSmallIntegerField()
    rata = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    kata = ArrayField(models.TextField(), default=list, blank=True)

    class Meta:
        ordering = ("pegawai", "relasi", "pertanyaan__urutan")
        constraints = [
            models.UniqueConstraint(
                fields=["ronde", "pegawai", "relasi", "pertanyaan"], name="hasil_ronde_satu"
            ),
            models.CheckConstraint(condition=Q(jumlah__gte=3), name="hasil_ronde_minimum"),
        ]

    def __str__(self) -> str:
        return f"{self.pertanyaan}: {self.rata or len(self.kata)}"
