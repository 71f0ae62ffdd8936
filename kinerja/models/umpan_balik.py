"""Continuous feedback on a result, a behaviour or the person, and the reply to it."""

from __future__ import annotations

import uuid

import pghistory
from django.db import models
from django.db.models import F, Q

from kinerja.models.catatan import CatatanHarian, MilikSkpQuerySet
from kinerja.rules import PenilaianUmpanBalik, PeranPemberi, SifatUmpanBalik
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal
from skp.models import RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class UmpanBalik(Dasar):
    """Umpan balik berkelanjutan. Neither rhk nor nilai: it is about the person."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="umpan_balik")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="umpan_balik")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik")
    pemberi = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik_diberikan")
    peran_pemberi = models.CharField(max_length=15, choices=PeranPemberi.choices())
    klien_id = models.UUIDField(default=uuid.uuid4)
    rhk = models.ForeignKey(
        RencanaHasilKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    nilai = models.CharField(max_length=25, choices=NilaiPerilaku.choices(), blank=True)
    catatan = models.ForeignKey(
        CatatanHarian, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    tanggal = models.DateField()
    sifat = models.CharField(max_length=10, choices=SifatUmpanBalik.choices())
    penilaian = models.CharField(max_length=10, choices=PenilaianUmpanBalik.choices(), blank=True)
    isi = models.TextField(max_length=2000)
    dibaca_pada = models.DateTimeField(null=True, blank=True)
    balasan = models.TextField(max_length=2000, blank=True)
    dibalas_pada = models.DateTimeField(null=True, blank=True)

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("-tanggal", "-id")
        constraints = [
            models.UniqueConstraint(fields=["pemberi", "klien_id"], name="umpan_balik_sekali_kirim"),
            models.CheckConstraint(
                condition=dikenal("sifat", SifatUmpanBalik.choices()), name="umpan_balik_sifat_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(penilaian="") | dikenal("penilaian", PenilaianUmpanBalik.choices()),
                name="umpan_balik_penilaian_dikenal",
            ),
            models.CheckConstraint(
                condition=dikenal("peran_pemberi", PeranPemberi.choices()), name="umpan_balik_peran_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(nilai="") | (dikenal("nilai", NilaiPerilaku.choices()) & Q(rhk__isnull=True)),
                name="umpan_balik_satu_sasaran",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("pemberi")),
                name="umpan_balik_bukan_diri_sendiri",
                violation_error_message="Umpan balik diberikan kepada orang lain.",
            ),
            models.CheckConstraint(
                condition=Q(balasan="", dibalas_pada__isnull=True)
                | (~Q(balasan="") & Q(dibalas_pada__isnull=False)),
                name="umpan_balik_balasan_utuh",
            ),
        ]
        indexes = [
            models.Index(fields=["skp", "-tanggal"], name="umpan_balik_skp"),
            models.Index(fields=["pegawai", "-tanggal", "-id"], name="umpan_balik_pegawai"),
        ]

    def __str__(self) -> str:
        return self.isi
