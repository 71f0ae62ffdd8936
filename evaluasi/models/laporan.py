"""Jobs that make documents, and the documents that were issued."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, OuterRef, Q

from evaluasi.models.dokumen import Lambang, RekapUnit
from evaluasi.models.evaluasi import Evaluasi
from evaluasi.models.kredit import KonversiAngkaKredit, PenetapanAngkaKredit
from evaluasi.rules import (
    KOLOM_SUMBER,
    SUMBER,
    BentukLaporan,
    JenisDokumen,
    JenisLaporan,
    StatusButir,
    StatusLaporan,
    jenis_dari,
    tampil_kode,
)
from kinerja.models import SesiPembinaan
from pegawai.models import Dasar, Instansi, Pegawai, PeranDiberikan, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.rules import Peran
from skp.models import Periode, PerjanjianKinerja, Skp

Sumber = (
    Evaluasi
    | Skp
    | PerjanjianKinerja
    | KonversiAngkaKredit
    | PenetapanAngkaKredit
    | SesiPembinaan
    | RekapUnit
)
"""What documents are printed from: each knows its `instansi` and `periode`; all but the recap of a unit one person."""


def sumber_terlihat(pelaku: Pegawai) -> Q:
    """Whoever may see what it is printed from: the condition on a `Bersumber`. The paper of a talk is for the two.

    A matrix is also open to whoever heads the unit today (PLT, PLH), who divides its work.
    """
    return (
        Q(evaluasi__in=Evaluasi.objects.visible_to(pelaku))
        | Q(skp__in=Skp.objects.visible_to(pelaku))
        | Q(jenis=JenisDokumen.MATRIKS.value, skp__in=Skp.objects.dipimpin_unitnya(pelaku))
        | Q(perjanjian__in=PerjanjianKinerja.objects.visible_to(pelaku))
        | Q(konversi__in=KonversiAngkaKredit.objects.visible_to(pelaku))
        | Q(penetapan__in=PenetapanAngkaKredit.objects.visible_to(pelaku))
        | Q(pembinaan__in=SesiPembinaan.objects.pihak(pelaku))
        | Q(rekap__in=RekapUnit.objects.visible_to(pelaku))
    )


class Bersumber(models.Model):
    """Is printed from exactly one thing, which also says who may see it. A further source is a further column."""

    jenis: models.CharField[str, str]
    evaluasi = models.ForeignKey(
        Evaluasi, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s")
    perjanjian = models.ForeignKey(
        PerjanjianKinerja, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    konversi = models.ForeignKey(
        KonversiAngkaKredit, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    penetapan = models.ForeignKey(
        PenetapanAngkaKredit, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    pembinaan = models.ForeignKey(
        SesiPembinaan, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )
    rekap = models.ForeignKey(
        RekapUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s"
    )

    class Meta:
        abstract = True

    @property
    def sumber(self) -> Sumber:
        """What it is printed from."""
        hasil: Sumber = getattr(self, SUMBER[JenisDokumen(self.jenis)])
        return hasil

    @property
    def nama_sumber(self) -> str:
        """Whose paper it is: a person's name, or that of a unit."""
        if self.rekap is not None:
            return self.rekap.unit.nama
        return str(getattr(self.sumber, "pegawai").nama_lengkap)  # noqa: B009 — all other sources have one


def sumber_cocok() -> Q:
    """One source is named and no other: the one of the kind."""
    hasil = Q()
    for kolom in KOLOM_SUMBER:
        hasil |= Q(
            jenis__in=[j.value for j in jenis_dari(kolom)],
            **{f"{k}__isnull": k != kolom for k in KOLOM_SUMBER},
        )
    return hasil


def sekali(nama: str, *bidang: str) -> list[models.UniqueConstraint]:
    """The same paper is there once, whatever it is printed from."""
    return [models.UniqueConstraint(fields=[k, *bidang], name=f"{nama}_{k}") for k in KOLOM_SUMBER]


class LaporanQuerySet(models.QuerySet["Laporan"]):
    def visible_to(self, pelaku: Pegawai) -> LaporanQuerySet:
        """A job belongs to whoever asked for it; the admin of the whole agency sees the others, to mend what failed.

        Not those of a talk of two: that it took place, and with whom, is theirs.
        """
        admin = PeranDiberikan.objects.filter(
            pegawai=pelaku,
            peran=Peran.ADMIN_KEPEGAWAIAN,
            unit__isnull=True,
            instansi=OuterRef("instansi"),
        )
        pembinaan = ButirLaporan.objects.filter(laporan=OuterRef("pk"), pembinaan__isnull=False)
        return self.filter(Q(diminta_oleh=pelaku) | (Exists(admin) & ~Exists(pembinaan)))


class Laporan(Dasar):
    """A job: documents, or one file about a unit. The row is the truth, the queue only the doorbell."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="laporan")
    jenis = models.CharField(
        max_length=10, choices=JenisLaporan.choices(), default=JenisLaporan.DOKUMEN.value
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="laporan"
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, null=True, blank=True, related_name="laporan"
    )
    jadwal = models.ForeignKey(
        "evaluasi.JadwalLaporan", on_delete=models.PROTECT, null=True, blank=True, related_name="laporan"
    )
    giliran_pada = models.DateTimeField(null=True, blank=True, help_text="Giliran jadwal yang melahirkannya.")
    diminta_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="laporan")
    judul = models.CharField(max_length=300)
    status = models.CharField(
        max_length=10, choices=StatusLaporan.choices(), default=StatusLaporan.ANTRE.value
    )
    bentuk = models.CharField(
        max_length=10, choices=BentukLaporan.choices(), default=BentukLaporan.SATUAN.value
    )
    jumlah = models.PositiveIntegerField(default=0)
    berkas = models.FileField(max_length=200, blank=True, help_text="Hasil gabungan atau ZIP.")
    nama_berkas = models.CharField(max_length=120, blank=True)
    ukuran = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0, help_text="Berapa kali penyatuan dimulai.")
    galat = models.CharField(max_length=500, blank=True)
    dering_pada = models.DateTimeField(null=True, blank=True, help_text="Terakhir kali antrean dibunyikan.")
    dilayani_pada = models.DateTimeField(
        null=True,
        blank=True,
        help_text="Terakhir kali pekerja mengambil darinya; menentukan giliran peminta.",
    )
    dijeda_pada = models.DateTimeField(null=True, blank=True)
    dijeda_oleh = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Kosong bila ditahan sistem karena ruang penyimpanan penuh.",
    )
    ringkasan = models.JSONField(default=dict, blank=True, help_text="Apa yang ada di dalam hasilnya.")
    simpan_sampai = models.DateTimeField(null=True, blank=True, help_text="Sesudah ini berkasnya dihapus.")
    dihapus_pada = models.DateTimeField(null=True, blank=True, help_text="Berkasnya sudah dihapus.")
    mulai_pada = models.DateTimeField(
        null=True, blank=True, help_text="Kapan pekerja mulai, setelah diminta, dilanjutkan, atau diulangi."
    )
    dibuat_awal = models.PositiveIntegerField(
        default=0, help_text="Dokumen yang sudah ada saat itu; bukan bagian dari kecepatannya."
    )
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = LaporanQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusLaporan.choices()), name="laporan_status_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("bentuk", BentukLaporan.choices()), name="laporan_bentuk_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(berkas="", sha256="") | (~Q(berkas="") & ~Q(sha256="")),
                name="laporan_berkas_bersidik",
            ),
            models.CheckConstraint(
                condition=Q(jenis="dokumen") | Q(unit__isnull=False, periode__isnull=False),
                name="laporan_tentang_unit",
            ),
            models.UniqueConstraint(fields=["jadwal", "giliran_pada"], name="laporan_sekali_per_giliran"),
        ]
        indexes = [
            models.Index(fields=["diminta_oleh", "-dibuat_pada"], name="laporan_peminta"),
            models.Index(fields=["status", "dering_pada"], name="laporan_tertinggal"),
            models.Index(fields=["simpan_sampai"], condition=~Q(berkas=""), name="laporan_kedaluwarsa"),
        ]

    def __str__(self) -> str:
        return self.judul


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    def visible_to(self, pelaku: Pegawai) -> DokumenQuerySet:
        """Whoever may see what it is printed from."""
        return self.filter(sumber_terlihat(pelaku))


@pghistory.track(pghistory.InsertEvent(), exclude=["naskah"])
class Dokumen(Bersumber, Dasar):
    """An issued PDF, stored once under its sha256, with the words it was printed from. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="dokumen")
    jenis = models.CharField(max_length=20, choices=JenisDokumen.choices())
    versi = models.PositiveSmallIntegerField(default=1)
    nomor = models.CharField(max_length=60)
    kode_verifikasi = models.CharField(max_length=40, unique=True)
    versi_templat = models.CharField(max_length=40)
    naskah = models.JSONField(
        null=True, blank=True, help_text="Isi saat terbit; kosong bila sumbernya sendiri menyimpan snapshot."
    )
    terbit_pada = models.DateTimeField(
        null=True, blank=True, help_text="Waktu yang tercetak; kosong bila sumbernya sendiri menyimpannya."
    )
    lambang = models.ForeignKey(
        Lambang,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Yang tercetak di kepalanya.",
    )
    berkas = models.FileField(max_length=200)
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = DokumenQuerySet.as_manager()

    class Meta:
        ordering = (*KOLOM_SUMBER, "jenis", "-versi")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisDokumen.choices()), name="dokumen_jenis_dikenal"
            ),
            models.CheckConstraint(condition=sumber_cocok(), name="dokumen_satu_sumber"),
            models.CheckConstraint(
                condition=Q(evaluasi__isnull=False, naskah__isnull=True, terbit_pada__isnull=True)
                | Q(evaluasi__isnull=True, naskah__isnull=False, terbit_pada__isnull=False),
                name="dokumen_naskah_tersimpan",
            ),
            *sekali("dokumen_sekali", "jenis", "versi"),
            models.UniqueConstraint(fields=["instansi", "nomor"], name="dokumen_nomor_unik"),
        ]
        indexes = [models.Index(fields=["sha256"], name="dokumen_sidik")]
        triggers = [pgtrigger.Protect(name="dokumen_tetap", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.nomor}"

    @property
    def isi_naskah(self) -> dict[str, Any]:
        """The frozen words: a final evaluation keeps its own, every other document carries them."""
        if self.evaluasi is not None:
            return dict(self.evaluasi.snapshot or {})
        return dict(self.naskah or {})

    @property
    def tercetak_pada(self) -> datetime:
        """The moment that stands on the paper."""
        final = self.evaluasi.final_pada if self.evaluasi is not None else None
        return self.terbit_pada or final or self.dibuat_pada

    @property
    def kode_tampil(self) -> str:
        """The code as it stands on the paper."""
        return tampil_kode(self.kode_verifikasi)


class ButirLaporan(Bersumber):
    """One document of a job. A worker claims it by locking the row; a killed worker lets go of the lock."""

    laporan = models.ForeignKey(Laporan, on_delete=models.CASCADE, related_name="butir")
    bagian = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Bagian dari pekerjaan: unit tepat di bawah yang diminta.",
    )
    jenis = models.CharField(max_length=20, choices=JenisDokumen.choices())
    status = models.CharField(max_length=10, choices=StatusButir.choices(), default=StatusButir.ANTRE.value)
    percobaan = models.PositiveSmallIntegerField(default=0)
    galat = models.CharField(max_length=500, blank=True)
    is_draf = models.BooleanField(
        default=False, help_text="Dicetak bertanda DRAF, tanpa nomor, tidak terbit."
    )
    dokumen = models.ForeignKey(Dokumen, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    berkas = models.FileField(max_length=200, blank=True, help_text="PDF draf sampai disatukan.")

    class Meta:
        ordering = ("id",)
        constraints = [
            *sekali("butir_sekali", "laporan", "jenis"),
            models.CheckConstraint(condition=sumber_cocok(), name="butir_satu_sumber"),
            models.CheckConstraint(
                condition=dikenal("status", StatusButir.choices()), name="butir_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(status="selesai")
                | Q(is_draf=False, dokumen__isnull=False)
                | (Q(is_draf=True, dokumen__isnull=True) & ~Q(berkas="")),
                name="butir_selesai_punya_dokumen",
            ),
        ]
        indexes = [models.Index(fields=["laporan", "status", "id"], name="butir_klaim")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} – {self.get_status_display()}"
