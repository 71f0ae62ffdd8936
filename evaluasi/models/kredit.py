"""Angka kredit: the agency's coefficients and rules, what a person brings along, what was converted and fixed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import pghistory
import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone

from evaluasi.models.evaluasi import Evaluasi
from evaluasi.rules import HitungBulan, HitungPangkat, JenisKonversi, JenisSaldo, Predikat
from evaluasi.rules.kredit import (
    BULAN_SETAHUN,
    Koefisien,
    KonversiTampil,
    angka_kredit,
    tampil_bulan,
    tampil_koefisien,
    tampil_kredit,
)
from evaluasi.rules.kredit_tempel import baca_golongan
from pegawai.models import Dasar, HubunganPenilai, Instansi, Jabatan, Pegawai, Penempatan, PeranDiberikan
from pegawai.models.dasar import dikenal, kunci_bulat
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.rules import JenjangFungsional

M = TypeVar("M", bound=models.Model)

BIDANG_BATAL = ["dibatalkan_pada", "dibatalkan_oleh", "alasan_batal"]
"""All that may still be written on what was fixed."""


def kredit_terlihat(pelaku: Pegawai, siapa: str = "pegawai") -> Q:
    """One's own, those one rates today, one rung above, one's granted scope. A ketua tim sees no predikat.

    `siapa` is the column of the person: "pk" on the table of people.
    """
    hari_ini = timezone.localdate()
    hubungan = HubunganPenilai.objects.filter(pegawai=OuterRef(siapa)).pada(hari_ini)
    bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari_ini).values("pegawai")
    di_unit = Penempatan.objects.filter(
        Exists(
            peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")).filter(
                unit__isnull=False
            )
        ),
        pegawai=OuterRef(siapa),
    )
    seluruhnya = PeranDiberikan.objects.filter(
        pegawai=pelaku, instansi=OuterRef("instansi"), unit__isnull=True
    )
    return (
        Q(**{siapa: pelaku.pk})
        | Exists(hubungan.filter(penilai=pelaku))
        | Exists(hubungan.filter(penilai__in=bawahan))
        | Exists(seluruhnya)
        | Exists(di_unit.definitif().pada(hari_ini))
    )


class KreditQuerySet(models.QuerySet[M]):
    """Rows about one person's angka kredit."""

    def visible_to(self, pelaku: Pegawai) -> KreditQuerySet[M]:
        return self.filter(kredit_terlihat(pelaku))

    def berlaku(self) -> KreditQuerySet[M]:
        return self.filter(dibatalkan_pada__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanKredit(Dasar):
    """How an agency reckons what the regulation leaves open. Without a row the defaults count."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_kredit")
    is_pppk = models.BooleanField("Hitung juga angka kredit PPPK", default=False)
    is_per_jenjang = models.BooleanField("Mulai dari nol setelah naik jenjang", default=True)
    hitung_bulan = models.CharField(
        "Bulan terjadinya perubahan jabatan",
        max_length=10,
        choices=HitungBulan.choices(),
        default=HitungBulan.AWAL.value,
    )
    hitung_pangkat = models.CharField(
        "Kebutuhan kenaikan pangkat",
        max_length=10,
        choices=HitungPangkat.choices(),
        default=HitungPangkat.KUMULATIF.value,
    )
    tembusan = models.TextField("Tembusan", max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("hitung_bulan", HitungBulan.choices())
                & dikenal("hitung_pangkat", HitungPangkat.choices()),
                name="pengaturan_kredit_dikenal",
            )
        ]

    def __str__(self) -> str:
        return f"Pengaturan angka kredit {self.instansi}"


class KoefisienKreditQuerySet(models.QuerySet["KoefisienKredit"]):
    def visible_to(self, pelaku: Pegawai) -> KoefisienKreditQuerySet:
        """Coefficients are open to the whole agency."""
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class KoefisienKredit(Dasar):
    """Figures of a jenjang that replace the national ones from a day on, until the next row; for one JF or for all."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="koefisien_kredit")
    jenjang = models.CharField(max_length=2, choices=JenjangFungsional.choices())
    jabatan = models.ForeignKey(Jabatan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    mulai = models.DateField()
    koefisien = models.DecimalField(max_digits=7, decimal_places=3)
    akk_pangkat = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    akk_jenjang = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    golongan = models.CharField(max_length=100, help_text="Golongan jenjang ini, dipisah koma.")
    dasar = models.CharField(max_length=300)

    objects = KoefisienKreditQuerySet.as_manager()

    class Meta:
        ordering = ("jenjang", "-mulai", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "jenjang", "jabatan", "mulai"],
                nulls_distinct=False,
                name="koefisien_sekali_mulai",
                violation_error_message="Koefisien jenjang ini sejak tanggal itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=dikenal("jenjang", JenjangFungsional.choices()), name="koefisien_jenjang_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(koefisien__gt=0)
                & (Q(akk_pangkat__isnull=True) | Q(akk_pangkat__gt=0))
                & (Q(akk_jenjang__isnull=True) | Q(akk_jenjang__gt=0)),
                name="koefisien_positif",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenjang_display()} sejak {self.mulai}"

    @property
    def koefisien_tampil(self) -> str:
        return tampil_koefisien(self.koefisien)

    @property
    def nilai(self) -> Koefisien:
        return Koefisien(
            JenjangFungsional(self.jenjang),
            self.koefisien,
            baca_golongan(self.golongan),
            self.akk_pangkat,
            self.akk_jenjang,
            self.dasar,
        )


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class SaldoKredit(Dasar):
    """Angka kredit that a person brings into a jenjang: AK dasar, PAK integrasi, penyesuaian, education."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="saldo_kredit")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="saldo_kredit")
    jenjang = models.CharField(max_length=2, choices=JenjangFungsional.choices())
    jenis = models.CharField(max_length=12, choices=JenisSaldo.choices())
    nilai = models.DecimalField(max_digits=8, decimal_places=3)
    tanggal = models.DateField(help_text="Tanggal keputusan.")
    dasar = models.CharField(max_length=300, help_text="Nomor dan perihal keputusan.")
    dicatat_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_batal = models.CharField(max_length=500, blank=True)

    objects = KreditQuerySet["SaldoKredit"].as_manager()

    class Meta:
        ordering = ("tanggal", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenjang", JenjangFungsional.choices())
                & dikenal("jenis", JenisSaldo.choices()),
                name="saldo_kredit_dikenal",
            ),
            models.CheckConstraint(condition=Q(nilai__gt=0), name="saldo_kredit_positif"),
            models.UniqueConstraint(
                fields=["pegawai", "jenjang", "jenis", "tanggal", "nilai"],
                condition=Q(dibatalkan_pada__isnull=True),
                name="saldo_kredit_sekali",
                violation_error_message="Saldo yang sama sudah tercatat.",
            ),
            models.CheckConstraint(
                condition=Q(dibatalkan_pada__isnull=True, dibatalkan_oleh__isnull=True)
                | Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False) & ~Q(alasan_batal=""),
                name="saldo_kredit_batal_utuh",
            ),
        ]
        indexes = [models.Index(fields=["pegawai", "jenjang"], name="saldo_kredit_pegawai")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.pegawai}"

    @property
    def nilai_tampil(self) -> str:
        return tampil_kredit(self.nilai)


@dataclass(frozen=True)
class MasaKredit:
    """The months a paper speaks of, where other papers name their periode."""

    tahun: int
    teks: str

    def __str__(self) -> str:
        return self.teks


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["isi"])
class KonversiAngkaKredit(Dasar):
    """Months of a year converted at one rate, fixed. It never changes; what was wrong is cancelled with a reason."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="konversi_kredit")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="konversi_kredit")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="konversi_kredit")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="konversi_kredit")
    jenis = models.CharField(max_length=10, choices=JenisKonversi.choices())
    tahun = models.PositiveSmallIntegerField()
    bulan_mulai = models.PositiveSmallIntegerField()
    bulan_selesai = models.PositiveSmallIntegerField()
    jenjang = models.CharField(max_length=2, choices=JenjangFungsional.choices())
    predikat = models.CharField(max_length=16, choices=Predikat.choices())
    persen = models.PositiveSmallIntegerField()
    koefisien = models.DecimalField(max_digits=7, decimal_places=3)
    isi = models.JSONField(help_text="Isi dokumen saat ditetapkan.")
    ditetapkan_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    ditetapkan_pada = models.DateTimeField()
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_batal = models.CharField(max_length=500, blank=True)

    objects = KreditQuerySet["KonversiAngkaKredit"].as_manager()

    class Meta:
        ordering = ("tahun", "bulan_mulai", "id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenjang", JenjangFungsional.choices())
                & dikenal("jenis", JenisKonversi.choices())
                & dikenal("predikat", Predikat.choices()),
                name="konversi_dikenal",
            ),
            models.CheckConstraint(
                condition=Q(
                    bulan_mulai__gte=1, bulan_selesai__lte=BULAN_SETAHUN, bulan_selesai__gte=F("bulan_mulai")
                )
                & Q(koefisien__gt=0, persen__gt=0),
                name="konversi_wajar",
            ),
            models.CheckConstraint(
                condition=Q(dibatalkan_pada__isnull=True, dibatalkan_oleh__isnull=True)
                | Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False) & ~Q(alasan_batal=""),
                name="konversi_batal_utuh",
            ),
            ExclusionConstraint(
                name="konversi_bulan_sekali",
                expressions=[
                    (kunci_bulat("pegawai_id"), RangeOperators.OVERLAPS),
                    (
                        Func(
                            F("tahun") * BULAN_SETAHUN + F("bulan_mulai"),
                            F("tahun") * BULAN_SETAHUN + F("bulan_selesai"),
                            Value("[]"),
                            function="int4range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(dibatalkan_pada__isnull=True),
                violation_error_message="Sebagian bulan itu sudah dikonversi.",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "tahun"], name="konversi_tahun")]
        triggers = [
            pgtrigger.Protect(name="konversi_tetap", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="konversi_isi_tetap", exclude=BIDANG_BATAL),
        ]

    def __str__(self) -> str:
        return f"Konversi {self.pegawai} {self.periode}"

    @property
    def bulan(self) -> int:
        return self.bulan_selesai - self.bulan_mulai + 1

    @property
    def angka_kredit(self) -> Fraction:
        """The exact value; rounded only where it is shown."""
        return angka_kredit(self.persen, Decimal(self.koefisien), self.bulan)

    @property
    def tampil(self) -> KonversiTampil:
        return KonversiTampil(
            self.bulan_mulai, self.bulan_selesai, self.persen, self.koefisien, self.angka_kredit
        )

    @property
    def periode(self) -> MasaKredit:
        return MasaKredit(self.tahun, f"{tampil_bulan(self.bulan_mulai, self.bulan_selesai)} {self.tahun}")

    @property
    def is_berlaku(self) -> bool:
        return self.dibatalkan_pada is None


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["isi"])
class PenetapanAngkaKredit(Dasar):
    """The sum of everything in a jenjang on a day, fixed; Akumulasi and Penetapan are printed from it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="penetapan_kredit")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="penetapan_kredit")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="penetapan_kredit")
    jenjang = models.CharField(max_length=2, choices=JenjangFungsional.choices())
    golongan = models.CharField(max_length=5, blank=True)
    isi = models.JSONField(help_text="Isi dokumen saat ditetapkan.")
    ditetapkan_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    ditetapkan_pada = models.DateTimeField()
    dibatalkan_pada = models.DateTimeField(null=True, blank=True)
    dibatalkan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_batal = models.CharField(max_length=500, blank=True)

    objects = KreditQuerySet["PenetapanAngkaKredit"].as_manager()

    class Meta:
        ordering = ("-ditetapkan_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenjang", JenjangFungsional.choices()), name="penetapan_jenjang_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(dibatalkan_pada__isnull=True, dibatalkan_oleh__isnull=True)
                | Q(dibatalkan_pada__isnull=False, dibatalkan_oleh__isnull=False) & ~Q(alasan_batal=""),
                name="penetapan_batal_utuh",
            ),
        ]
        indexes = [models.Index(fields=["pegawai", "jenjang"], name="penetapan_pegawai")]
        triggers = [
            pgtrigger.Protect(name="penetapan_tetap", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="penetapan_isi_tetap", exclude=BIDANG_BATAL),
        ]

    def __str__(self) -> str:
        return f"Penetapan angka kredit {self.pegawai}"

    @property
    def jumlah_tampil(self) -> str:
        butir = (*self.isi["saldo"], *self.isi["baris"])
        return tampil_kredit(sum((Fraction(b["nilai"]) for b in butir), Fraction(0)))

    @property
    def kesimpulan(self) -> list[str]:
        return [self.isi["pangkat"]["kalimat"], self.isi["jenjang"]["kalimat"]]

    @property
    def periode(self) -> MasaKredit:
        return MasaKredit(int(self.isi["masa"]["tahun"]), str(self.isi["masa"]["teks"]))

    @property
    def is_berlaku(self) -> bool:
        return self.dibatalkan_pada is None
