"""Periods of an agency's performance year, and their windows."""

from __future__ import annotations

from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from pegawai.models import Dasar, Instansi, Pegawai, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.penempatan import berlaku_pada
from skp.rules import (
    HARI_PERINGATAN,
    HARI_SKP_BARU,
    TENGGANG_SKP,
    JenisJendela,
    JenisPeriode,
    nama_periode,
    sidik,
)


class PeriodeQuerySet(models.QuerySet["Periode"]):
    def visible_to(self, pelaku: Pegawai) -> PeriodeQuerySet:
        return self.filter(instansi_id=pelaku.instansi_id)

    def tahunan(self) -> PeriodeQuerySet:
        return self.filter(jenis=JenisPeriode.TAHUNAN)

    def periodik(self) -> PeriodeQuerySet:
        return self.exclude(jenis=JenisPeriode.TAHUNAN)

    def pada(self, pada: date) -> PeriodeQuerySet:
        return self.filter(berlaku_pada(pada))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Periode(Dasar):
    """A year, a quarter or a month of one agency, with its deadlines (all of them settings)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="periode")
    tahun = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=10, choices=JenisPeriode.choices())
    nomor = models.PositiveSmallIntegerField(default=1, help_text="Triwulan 1–4, bulan 1–12, tahunan 1.")
    mulai = models.DateField()
    selesai = models.DateField()
    skp_mulai = models.DateField(null=True, blank=True, help_text="SKP dapat disusun sejak (tahunan).")
    skp_sampai = models.DateField(null=True, blank=True, help_text="Batas penetapan SKP (tahunan).")
    skp_tenggang = models.PositiveSmallIntegerField(default=TENGGANG_SKP)
    pengelola_mulai = models.DateField(
        null=True, blank=True, help_text="Pengelola kinerja dapat menyusunkan SKP sejak (tahunan)."
    )
    hari_skp_baru = models.PositiveSmallIntegerField(default=HARI_SKP_BARU)
    hari_peringatan = models.PositiveSmallIntegerField(default=HARI_PERINGATAN)
    pengisian_mulai = models.DateField(null=True, blank=True)
    pengisian_sampai = models.DateField(null=True, blank=True, help_text="Batas pengisian realisasi.")
    pengisian_tenggang = models.PositiveSmallIntegerField(default=0)
    penilaian_mulai = models.DateField(null=True, blank=True)
    penilaian_sampai = models.DateField(null=True, blank=True, help_text="Batas penilaian.")
    penilaian_mengikat = models.BooleanField(
        default=False, help_text="Sesudah batasnya penilaian ditolak, bukan hanya terhitung terlambat."
    )
    evaluasi_mulai = models.DateField(
        null=True, blank=True, help_text="Evaluasi dibuka sendiri hari itu; kosong: hanya dengan tangan."
    )
    penyampaian_wajib = models.BooleanField(
        default=False, help_text="Hasil disampaikan kepada pegawai sebelum final."
    )
    penyampaian_sampai = models.DateField(null=True, blank=True, help_text="Batas penyampaian hasil.")
    keberatan_sampai = models.DateField(null=True, blank=True, help_text="Batas tanggapan dan keberatan.")
    final_sampai = models.DateField(
        null=True, blank=True, help_text="Periode ditutup sendiri sesudahnya; kosong: hanya dengan tangan."
    )
    final_saat_tutup = models.BooleanField(
        default=True, help_text="Penilaian yang sudah lengkap menjadi final saat periode ditutup."
    )

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        ordering = ("tahun", "mulai", "-selesai")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPeriode.choices()), name="periode_jenis_dikenal"
            ),
            models.CheckConstraint(condition=Q(selesai__gte=F("mulai")), name="periode_urutan_tanggal"),
            models.UniqueConstraint(
                fields=["instansi", "tahun", "jenis", "nomor"],
                name="periode_unik",
                violation_error_message="Periode ini sudah ada.",
            ),
        ]

    def __str__(self) -> str:
        return nama_periode(self.jenis, self.nomor, self.tahun)

    @property
    def is_tahunan(self) -> bool:
        return self.jenis == JenisPeriode.TAHUNAN

    @property
    def versi(self) -> str:
        """Fingerprint of the windows, to notice that somebody changed them meanwhile."""
        return sidik(*(getattr(self, b) for b in BIDANG_JENDELA))


BIDANG_JENDELA = (
    "skp_mulai",
    "skp_sampai",
    "skp_tenggang",
    "pengelola_mulai",
    "hari_skp_baru",
    "hari_peringatan",
    "pengisian_mulai",
    "pengisian_sampai",
    "pengisian_tenggang",
    "penilaian_mulai",
    "penilaian_sampai",
    "penilaian_mengikat",
    "evaluasi_mulai",
    "penyampaian_wajib",
    "penyampaian_sampai",
    "keberatan_sampai",
    "final_sampai",
    "final_saat_tutup",
)
"""What an admin may change of a period."""


class PerpanjanganQuerySet(models.QuerySet["PerpanjanganJendela"]):
    def visible_to(self, pelaku: Pegawai) -> PerpanjanganQuerySet:
        return self.filter(instansi_id=pelaku.instansi_id)

    def berlaku(self) -> PerpanjanganQuerySet:
        return self.filter(dicabut_pada__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PerpanjanganJendela(Dasar):
    """A window kept open longer, for the agency or for a unit and everything below it; withdrawn, never deleted."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="perpanjangan")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="perpanjangan")
    jendela = models.CharField(max_length=12, choices=JenisJendela.choices())
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sampai = models.DateField()
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_cabut = models.CharField(max_length=500, blank=True)
    is_gangguan = models.BooleanField(
        default=False, help_text="Dihitung aplikasi dari gangguannya sendiri; dicabut dan diganti olehnya."
    )

    objects = PerpanjanganQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jendela", JenisJendela.choices()), name="perpanjangan_jendela_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(dicabut_oleh__isnull=True, dicabut_pada__isnull=True)
                | Q(dicabut_oleh__isnull=False, dicabut_pada__isnull=False)
                | Q(is_gangguan=True, dicabut_oleh__isnull=True),
                name="perpanjangan_cabut_utuh",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "periode"], name="perpanjangan_periode")]

    def __str__(self) -> str:
        return f"{self.get_jendela_display()} {self.periode}, {self.untuk}"

    @property
    def untuk(self) -> str:
        """For whom, in words; and why, where the application itself was the reason."""
        siapa = self.unit.nama if self.unit else "seluruh instansi"
        return f"{siapa} karena gangguan layanan" if self.is_gangguan else siapa
