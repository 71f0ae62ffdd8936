"""Notifications: one line to one person, what he silenced, and the digest mail of a day."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pegawai.models.dasar import Dasar, dikenal
from pegawai.models.orang import Pegawai
from pegawai.models.organisasi import Instansi
from pegawai.rules import MAKS_KABAR, JenisKabar


class KabarQuerySet(models.QuerySet["Kabar"]):
    def visible_to(self, pelaku: Pegawai) -> KabarQuerySet:
        """Only one's own: what somebody was told is nobody else's business."""
        return self.filter(penerima=pelaku)

    def baru(self) -> KabarQuerySet:
        return self.filter(dibaca_pada__isnull=True)


class Kabar(Dasar):
    """One line to one person that leads to a page. What happened is kept by the row it tells of, so this has no history."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="kabar")
    penerima = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="kabar")
    jenis = models.CharField(max_length=12, choices=JenisKabar.choices())
    teks = models.CharField(max_length=MAKS_KABAR)
    tautan = models.CharField(max_length=300, help_text="Alamat di dalam aplikasi.")
    kunci = models.CharField(
        max_length=80, blank=True, help_text="Mengenali kabar yang sama, agar tidak dikirim dua kali."
    )
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    diringkas_pada = models.DateTimeField(null=True, blank=True)

    objects = KabarQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisKabar.choices()), name="kabar_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(tautan__startswith="/") & ~Q(tautan__startswith="//"), name="kabar_tautan_dalam"
            ),
            models.UniqueConstraint(
                fields=["penerima", "kunci"], condition=~Q(kunci=""), name="kabar_sekali"
            ),
        ]
        indexes = [
            models.Index(fields=["penerima", "-id"], name="kabar_penerima"),
            models.Index(fields=["penerima"], condition=Q(dibaca_pada__isnull=True), name="kabar_baru"),
            models.Index(
                fields=["instansi"], condition=Q(diringkas_pada__isnull=True), name="kabar_belum_ringkas"
            ),
        ]

    def __str__(self) -> str:
        return self.teks


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    fields=["pegawai", "senyap", "ringkasan"],
    model_name="SetelanKabarEvent",
)
class SetelanKabar(Dasar):
    """What one person wants to hear, and the key of his calendar feed (only its fingerprint is kept)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    pegawai = models.OneToOneField(Pegawai, on_delete=models.CASCADE, related_name="setelan_kabar")
    senyap = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    ringkasan = models.BooleanField(default=True, help_text="Satu surel ringkasan per hari.")
    sidik_kalender = models.CharField(max_length=64, blank=True)
    kalender_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["sidik_kalender"], condition=~Q(sidik_kalender=""), name="setelan_kalender_unik"
            )
        ]

    def __str__(self) -> str:
        return f"Setelan kabar {self.pegawai}"


class RingkasanQuerySet(models.QuerySet["RingkasanHarian"]):
    def antre(self, hari: date) -> RingkasanQuerySet:
        """Narrow to the mails of a day that nobody has taken in hand."""
        return self.filter(hari=hari, terkirim_pada__isnull=True, dicoba_pada__isnull=True)


class RingkasanHarian(Dasar):
    """The digest mail of one person and day: reserved before it is sent, so that no second one goes out."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.CASCADE, related_name="+")
    hari = models.DateField()
    isi = models.JSONField(help_text="Baris surel, agar kiriman ulang sama isinya.")
    dicoba_pada = models.DateTimeField(
        null=True, blank=True, help_text="Sedang atau pernah diserahkan; hari itu tidak dikirim lagi."
    )
    terkirim_pada = models.DateTimeField(null=True, blank=True)

    objects = RingkasanQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pegawai", "hari"], name="ringkasan_sekali_sehari")]
        indexes = [
            models.Index(fields=["hari"], condition=Q(terkirim_pada__isnull=True), name="ringkasan_antre")
        ]

    def __str__(self) -> str:
        return f"Ringkasan {self.hari} {self.pegawai}"
