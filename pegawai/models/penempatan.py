"""Where a person serves and who is whose penilai, both with dates."""

from __future__ import annotations

from datetime import date

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from pegawai.models.dasar import Dasar, dikenal, kunci_bulat, rentang_tanggal
from pegawai.models.orang import Pegawai
from pegawai.models.organisasi import Instansi, Jabatan, UnitKerja
from pegawai.rules import (
    AWALAN_JABATAN,
    BidangPerbaikan,
    JenisPenugasan,
    PeranTim,
    StatusPerbaikan,
    SumberHubungan,
)


def berlaku_pada(pada: date, awalan: str = "") -> Q:
    """Narrow to rows whose span covers the day."""
    return Q(**{f"{awalan}mulai__lte": pada}) & (
        Q(**{f"{awalan}selesai__isnull": True}) | Q(**{f"{awalan}selesai__gte": pada})
    )


class PenempatanQuerySet(models.QuerySet["Penempatan"]):
    def pada(self, pada: date) -> PenempatanQuerySet:
        return self.filter(berlaku_pada(pada))

    def bertemu(self, mulai: date, selesai: date | None) -> PenempatanQuerySet:
        """Narrow to spans that share a day with this one (None: open end)."""
        hasil = self.filter(Q(selesai__isnull=True) | Q(selesai__gte=mulai))
        return hasil.filter(mulai__lte=selesai) if selesai else hasil

    def definitif(self) -> PenempatanQuerySet:
        return self.filter(jenis=JenisPenugasan.DEFINITIF)

    def visible_to(self, pelaku: Pegawai) -> PenempatanQuerySet:
        """Narrow to placements of the people one may see."""
        return self.filter(pegawai__in=Pegawai.objects.visible_to(pelaku))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Penempatan(Dasar):
    """A person in a post in a unit from a day to a day (empty: until further notice)."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="penempatan")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="penempatan")
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, related_name="penempatan")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="penempatan")
    jenis = models.CharField(
        max_length=3, choices=JenisPenugasan.choices(), default=JenisPenugasan.DEFINITIF.value
    )
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    is_kepala = models.BooleanField(default=False, help_text="Memimpin unit ini.")
    alasan = models.CharField(max_length=300, blank=True)

    objects = PenempatanQuerySet.as_manager()

    class Meta:
        ordering = ("-mulai", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPenugasan.choices()), name="penempatan_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="penempatan_urutan_tanggal",
                violation_error_message="Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
            ),
            ExclusionConstraint(
                name="penempatan_definitif_satu",
                expressions=[
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                condition=Q(jenis="D"),
                violation_error_message="Pegawai ini sudah memiliki penempatan definitif pada tanggal itu.",
            ),
            ExclusionConstraint(
                name="penempatan_kepala_satu",
                expressions=[
                    (kunci_bulat("unit_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                condition=Q(jenis="D", is_kepala=True),
                violation_error_message="Unit ini sudah dipimpin orang lain pada tanggal itu.",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "mulai"], name="penempatan_unit"),
            models.Index(fields=["unit"], condition=Q(is_kepala=True), name="penempatan_kepala"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai} – {self.jabatan_tampil}"

    @property
    def jabatan_tampil(self) -> str:
        """The post as printed, with "Plt. " and the like in front."""
        return f"{AWALAN_JABATAN.get(self.jenis, '')}{self.jabatan.nama}"

    @property
    def versi(self) -> str:
        """What a form remembers, to notice that the placement was changed meanwhile."""
        return f"{self.uuid} {self.selesai or ''}"


class HubunganPenilaiQuerySet(models.QuerySet["HubunganPenilai"]):
    def pada(self, pada: date) -> HubunganPenilaiQuerySet:
        return self.filter(berlaku_pada(pada))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class HubunganPenilai(Dasar):
    """Who is penilai of whom, for one placement, from a day to a day."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="hubungan_penilai")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.CASCADE, related_name="hubungan_penilai")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="hubungan_penilai")
    penilai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="hubungan_dinilai")
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)
    sumber = models.CharField(
        max_length=10, choices=SumberHubungan.choices(), default=SumberHubungan.OTOMATIS.value
    )
    alasan = models.CharField(max_length=300, blank=True)

    objects = HubunganPenilaiQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")),
                name="hubungan_urutan_tanggal",
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("penilai")),
                name="hubungan_bukan_diri_sendiri",
                violation_error_message="Tidak ada yang menilai dirinya sendiri.",
            ),
            ExclusionConstraint(
                name="hubungan_satu_penilai",
                expressions=[
                    (kunci_bulat("penempatan_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Pada tanggal itu sudah ada pejabat penilai.",
            ),
        ]
        indexes = [
            models.Index(fields=["penilai", "mulai"], name="hubungan_penilai"),
            models.Index(fields=["pegawai", "mulai"], name="hubungan_pegawai"),
        ]

    def __str__(self) -> str:
        return f"{self.penilai} menilai {self.pegawai}"

    @property
    def versi(self) -> str:
        """What a form remembers, to notice that the relation was changed meanwhile."""
        return f"{self.uuid} {self.selesai or ''}"


class TimKerjaQuerySet(models.QuerySet["TimKerja"]):
    def pada(self, pada: date) -> TimKerjaQuerySet:
        return self.filter(berlaku_pada(pada))

    def visible_to(self, pelaku: Pegawai) -> TimKerjaQuerySet:
        """Narrow to the teams one is in, and those of units within one's granted scope."""
        from pegawai.models.lingkup import peran_yang_mencakup  # builds on this module

        sebagai_anggota = AnggotaTim.objects.filter(berlaku_pada(timezone.localdate()), pegawai=pelaku)
        return self.filter(
            Q(pk__in=sebagai_anggota.values("tim"))
            | Exists(
                peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))
            )
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TimKerja(Dasar):
    """A team, across units where the work is."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tim")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="tim")
    nama = models.CharField(max_length=200)
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)

    objects = TimKerjaQuerySet.as_manager()

    class Meta:
        ordering = ("nama",)
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="tim_urutan_tanggal"
            )
        ]

    def __str__(self) -> str:
        return self.nama


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AnggotaTim(Dasar):
    tim = models.ForeignKey(TimKerja, on_delete=models.CASCADE, related_name="anggota")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="keanggotaan")
    peran = models.CharField(max_length=12, choices=PeranTim.choices(), default=PeranTim.ANGGOTA.value)
    mulai = models.DateField()
    selesai = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("peran", PeranTim.choices()), name="anggota_peran_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(selesai__gte=F("mulai")), name="anggota_urutan_tanggal"
            ),
            ExclusionConstraint(
                name="anggota_sekali",
                expressions=[
                    (kunci_bulat("tim_id"), RangeOperators.OVERLAPS),
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (rentang_tanggal(), RangeOperators.OVERLAPS),
                ],
                violation_error_message="Pegawai ini sudah menjadi anggota tim itu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai} – {self.get_peran_display()} {self.tim}"


class PermintaanPerbaikanQuerySet(models.QuerySet["PermintaanPerbaikan"]):
    def menunggu(self) -> PermintaanPerbaikanQuerySet:
        return self.filter(status=StatusPerbaikan.BARU)

    def dikelola(self, pelaku: Pegawai) -> PermintaanPerbaikanQuerySet:
        """Narrow to the reports that `pelaku` may settle as admin kepegawaian."""
        from pegawai.models.lingkup import peran_yang_mencakup  # builds on this module
        from pegawai.models.orang import PeranDiberikan

        admin = Q(peran="admin_kepegawaian")
        seluruhnya = PeranDiberikan.objects.filter(
            admin, pegawai=pelaku, instansi=OuterRef("instansi"), unit__isnull=True
        )
        mencakup = peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))
        di_unit = Penempatan.objects.filter(Exists(mencakup.filter(admin)), pegawai=OuterRef("pegawai"))
        return self.filter(Exists(seluruhnya) | Exists(di_unit.definitif().pada(timezone.localdate())))

    def visible_to(self, pelaku: Pegawai) -> PermintaanPerbaikanQuerySet:
        """Narrow to one's own reports and those one may settle."""
        return self.filter(Q(pegawai=pelaku) | Q(pk__in=self.model.objects.dikelola(pelaku).values("pk")))


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PermintaanPerbaikan(Dasar):
    """ "Ini salah": a person says which of his data are wrong and what is right."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="perbaikan")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="perbaikan")
    bidang = models.CharField(max_length=10, choices=BidangPerbaikan.choices())
    data_benar = models.TextField(max_length=2000)
    usul_penilai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    usul_unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        max_length=12, choices=StatusPerbaikan.choices(), default=StatusPerbaikan.BARU.value
    )
    jawaban = models.TextField(max_length=2000, blank=True)
    dijawab_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijawab_pada = models.DateTimeField(null=True, blank=True)

    objects = PermintaanPerbaikanQuerySet.as_manager()

    class Meta:
        ordering = ("dibuat_pada", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusPerbaikan.choices()), name="perbaikan_status_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(dijawab_oleh__isnull=True, dijawab_pada__isnull=True)
                | Q(dijawab_oleh__isnull=False, dijawab_pada__isnull=False),
                name="perbaikan_jawaban_utuh",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "status", "dibuat_pada"], name="perbaikan_antrean")]

    def __str__(self) -> str:
        return f"{self.get_bidang_display()} ({self.pegawai})"
