"""How an agency wants behaviour entries: how many a day, and whether colleagues write."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from kinerja.rules.perilaku import MAKS_PER_HARI
from pegawai.models import Dasar, Instansi


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanPerilaku(Dasar):
    """The agency's own settings; without a row the defaults hold."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_perilaku")
    maks_per_hari = models.PositiveSmallIntegerField(default=MAKS_PER_HARI)
    is_rekan_dibuka = models.BooleanField(default=True, help_text="Rekan kerja boleh mencatat perilaku.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(maks_per_hari__gte=1, maks_per_hari__lte=50), name="perilaku_maks_wajar"
            )
        ]

    def __str__(self) -> str:
        return f"Paling banyak {self.maks_per_hari} catatan perilaku sehari"
