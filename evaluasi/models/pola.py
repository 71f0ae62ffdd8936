"""What an agency settles about distributions, and why a penilai's people lie outside the pola."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluasi.models.evaluasi import CapaianOrganisasi
from evaluasi.rules import PredikatOrganisasi
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from pegawai.models.dasar import Dasar, dikenal
from pegawai.models.lingkup import cakupan_of
from skp.models import Periode


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanPola(Dasar):
    """What an agency settles for pola distribusi and dashboards. Without a row the defaults count."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_pola")
    unit_kecil = models.PositiveSmallIntegerField("Jumlah, bukan persen, di bawah", default=10)
    kelompok_min = models.PositiveSmallIntegerField("Sebaran disembunyikan di bawah", default=5)
    minta_alasan = models.BooleanField("Penyimpangan diminta alasannya", default=True)
    selisih_pencilan = models.PositiveSmallIntegerField("Selisih yang menonjol (poin persen)", default=20)
    kepala_lihat_talenta = models.BooleanField("Pimpinan unit melihat peta talenta", default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit_kecil__gte=2, unit_kecil__lte=50)
                & Q(kelompok_min__gte=3, kelompok_min__lte=20)
                & Q(selisih_pencilan__gte=5, selisih_pencilan__lte=90),
                name="pengaturan_pola_wajar",
            )
        ]

    def __str__(self) -> str:
        return f"Pengaturan pola distribusi {self.instansi}"


class AlasanPolaQuerySet(models.QuerySet["AlasanPola"]):
    def visible_to(self, pelaku: Pegawai) -> AlasanPolaQuerySet:
        """Narrow to one's own, those of whom one rates, and those of units that one's granted roles reach."""
        bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).values("pegawai")
        boleh = Q(oleh=pelaku) | Q(oleh__in=bawahan)
        for c in cakupan_of(pelaku):
            boleh |= Q(capaian__unit__jalur__startswith=c.jalur) if c.jalur else Q(pk__isnull=False)
        return self.filter(boleh, instansi_id=pelaku.instansi_id)


@pgtrigger.register(
    pgtrigger.Protect(name="alasan_pola_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class AlasanPola(Dasar):
    """Why the people of one penilai lie outside the pola, with the figures he had in front of him. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="alasan_pola")
    capaian = models.ForeignKey(CapaianOrganisasi, on_delete=models.PROTECT, related_name="alasan_pola")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="alasan_pola")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    predikat = models.CharField(max_length=16, choices=PredikatOrganisasi.choices())
    jumlah = models.JSONField()
    aturan = models.JSONField()
    alasan = models.TextField("Alasan", max_length=2000)

    objects = AlasanPolaQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("predikat", PredikatOrganisasi.choices()),
                name="alasan_pola_predikat_dikenal",
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="alasan_pola_terisi"),
        ]
        indexes = [models.Index(fields=["capaian", "oleh"], name="alasan_pola_penilai")]

    def __str__(self) -> str:
        return f"Alasan {self.oleh} tentang sebaran {self.capaian}"
