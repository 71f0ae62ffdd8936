"""What working without a network needs on the server: the answers that were given, and an agency's photo sizes."""

from __future__ import annotations

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from pegawai.models import Dasar, Instansi, Pegawai


class KunciKiriman(Dasar):
    """The answer that was given to a sending, under the key the device chose. Kept for seven days.

    No history: the row is itself a record of something that happened, and is never changed.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="+")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    kunci = models.UUIDField()
    rute = models.CharField(max_length=200, help_text="Metode dan alamat: kunci berlaku per tindakan.")
    status = models.PositiveSmallIntegerField()
    jawaban = models.TextField(help_text="JSON persis seperti dikirim; jsonb akan mengubah urutannya.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "kunci", "rute"], name="kunci_kiriman_sekali")
        ]
        indexes = [models.Index(fields=["dibuat_pada"], name="kunci_kiriman_umur")]

    def __str__(self) -> str:
        return f"{self.rute} {self.kunci}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SetelanLuring(Dasar):
    """How small the devices of an agency make photos before they travel."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="setelan_luring")
    foto_sisi = models.PositiveSmallIntegerField(
        "Sisi terpanjang foto",
        default=1600,
        validators=[MinValueValidator(640), MaxValueValidator(4000)],
        help_text="Dalam piksel, 640 sampai 4.000. Tulisan pada surat tetap terbaca mulai 1.600.",
    )
    foto_mutu = models.PositiveSmallIntegerField(
        "Mutu foto",
        default=75,
        validators=[MinValueValidator(40), MaxValueValidator(95)],
        help_text="Dalam persen, 40 sampai 95. Makin tinggi makin tajam, makin lama terkirim.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(foto_sisi__range=(640, 4000)), name="setelan_luring_sisi_wajar"
            ),
            models.CheckConstraint(condition=Q(foto_mutu__range=(40, 95)), name="setelan_luring_mutu_wajar"),
        ]

    def __str__(self) -> str:
        return f"{self.foto_sisi} px, {self.foto_mutu}%"
