"""Notes pinned to an item of an SKP while it is read."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from pegawai.models import Dasar, Pegawai
from pegawai.models.dasar import dikenal
from skp.models.rencana import IndikatorKinerja, RencanaHasilKerja
from skp.models.skp import Skp
from skp.rules import BagianTinjauan


class CatatanTinjauanQuerySet(models.QuerySet["CatatanTinjauan"]):
    def visible_to(self, pelaku: Pegawai) -> CatatanTinjauanQuerySet:
        """One's own, and what was sent, on SKP that one may see."""
        return self.filter(
            Q(oleh=pelaku) | Q(dikirim_pada__isnull=False), skp__in=Skp.objects.visible_to(pelaku)
        )

    def terbuka(self) -> CatatanTinjauanQuerySet:
        """Sent, and not marked as mended yet."""
        return self.filter(dikirim_pada__isnull=False, diselesaikan_pada__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CatatanTinjauan(Dasar):
    """One note on one item. Its writer alone sees it until he decides; then it belongs to both."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="tinjauan")
    bagian = models.CharField(max_length=10, choices=BagianTinjauan.choices())
    rhk = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.SET_NULL, null=True, blank=True, related_name="tinjauan"
    )
    indikator = models.ForeignKey(
        IndikatorKinerja, on_delete=models.SET_NULL, null=True, blank=True, related_name="tinjauan"
    )
    kunci = models.CharField(max_length=25, blank=True, help_text="Nilai perilaku atau jenis lampiran.")
    kutipan = models.TextField(blank=True, help_text="Bunyi butir saat catatan disematkan.")
    teks = models.TextField(max_length=2000)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    dikirim_pada = models.DateTimeField(null=True, blank=True)
    jawaban = models.TextField(max_length=2000, blank=True)
    diselesaikan_pada = models.DateTimeField(null=True, blank=True)
    diselesaikan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CatatanTinjauanQuerySet.as_manager()

    class Meta:
        ordering = ("dibuat_pada", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("bagian", BagianTinjauan.choices()), name="tinjauan_bagian_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(diselesaikan_pada__isnull=True, diselesaikan_oleh__isnull=True)
                | Q(diselesaikan_pada__isnull=False, diselesaikan_oleh__isnull=False),
                name="tinjauan_penyelesaian_utuh",
            ),
        ]

    def __str__(self) -> str:
        return self.teks

    @property
    def sasaran(self) -> str:
        """The key of the item on a page; of the whole once the item is gone."""
        if self.indikator_id and self.indikator:
            return f"iki-{self.indikator.uuid}"
        if self.rhk_id and self.rhk:
            return f"rhk-{self.rhk.uuid}"
        if self.kunci:
            return f"{self.bagian}-{self.kunci}"
        return "umum"

    @property
    def is_butir_hilang(self) -> bool:
        """It was about an RHK or an indicator that is not there any more."""
        return self.bagian in (BagianTinjauan.RHK, BagianTinjauan.INDIKATOR) and self.sasaran == "umum"
