"""Notes of the talks in which leader and pegawai agree on expectations."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from pegawai.models import Dasar, Pegawai
from pegawai.models.dasar import dikenal
from skp.models.skp import Skp
from skp.rules import JenisDialog, sidik


def _butir(nama: str) -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=1000), default=list, blank=True, verbose_name=nama)


class DialogKinerjaQuerySet(models.QuerySet["DialogKinerja"]):
    def visible_to(self, pelaku: Pegawai) -> DialogKinerjaQuerySet:
        """The two, the rung above, the granted roles; a team leader sees the SKP, not the talk."""
        return self.filter(skp__in=Skp.objects.visible_to_rantai(pelaku))

    def beku(self) -> DialogKinerjaQuerySet:
        """Confirmed by both."""
        return self.filter(pegawai_setuju_pada__isnull=False, penilai_setuju_pada__isnull=False)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class DialogKinerja(Dasar):
    """One dated talk about ekspektasi; frozen once both have confirmed it."""

    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="dialog")
    jenis = models.CharField(max_length=12, choices=JenisDialog.choices())
    tanggal = models.DateField()
    rencana_kinerja = models.TextField(max_length=4000)
    perilaku = models.JSONField(
        default=dict, blank=True, help_text="Ekspektasi khusus menurut nilai BerAKHLAK: {nilai: teks}."
    )
    sumber_daya = _butir("Dukungan sumber daya")
    pertanggungjawaban = _butir("Skema pertanggungjawaban")
    konsekuensi = _butir("Konsekuensi")
    disusun_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    pegawai_setuju_pada = models.DateTimeField(null=True, blank=True)
    penilai_setuju_pada = models.DateTimeField(null=True, blank=True)
    penilai_setuju_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DialogKinerjaQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisDialog.choices()), name="dialog_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(penilai_setuju_pada__isnull=True, penilai_setuju_oleh__isnull=True)
                | Q(penilai_setuju_pada__isnull=False, penilai_setuju_oleh__isnull=False),
                name="dialog_konfirmasi_utuh",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="dialog_beku_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(
                    old__pegawai_setuju_pada__isnull=False, old__penilai_setuju_pada__isnull=False
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.skp}"

    @property
    def is_beku(self) -> bool:
        """Both have confirmed it."""
        return self.pegawai_setuju_pada is not None and self.penilai_setuju_pada is not None

    @property
    def versi(self) -> str:
        """Fingerprint of what was agreed: who confirms, confirms what he has read."""
        return sidik(
            self.jenis,
            self.tanggal,
            self.rencana_kinerja,
            self.perilaku,
            self.sumber_daya,
            self.pertanggungjawaban,
            self.konsekuensi,
        )
