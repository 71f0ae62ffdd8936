"""How an agency numbers and signs documents; the running numbers; signed files; what a recap of a unit hangs on."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from evaluasi.models.evaluasi import Evaluasi
from evaluasi.rules import (
    LEBAR_BAWAAN,
    MAKS_LEBAR,
    POLA_BAWAAN,
    CaraTandaTangan,
    Penomoran,
    PeranPenanda,
)
from pegawai.models import Dasar, Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.rules import JenisPenugasan
from skp.models import Periode


@pgtrigger.register(pgtrigger.Protect(name="lambang_tetap", operation=pgtrigger.Update | pgtrigger.Delete))
@pghistory.track(pghistory.InsertEvent(), exclude=["isi"])
class Lambang(Dasar):
    """An emblem as it was drawn anew for printing. Kept for ever: issued documents are printed again with theirs."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="lambang")
    tipe = models.CharField(max_length=20)
    isi = models.BinaryField()
    lebar = models.PositiveSmallIntegerField()
    tinggi = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instansi", "sha256"], name="lambang_sekali"),
            models.CheckConstraint(
                condition=Q(tipe__in=["image/png", "image/jpeg"]), name="lambang_tipe_dikenal"
            ),
        ]

    def __str__(self) -> str:
        return f"Lambang {self.lebar} × {self.tinggi} piksel"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PengaturanDokumen(Dasar):
    """The agency's own settings; without a row the defaults hold."""

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="pengaturan_dokumen")
    pola = models.CharField("Pola nomor", max_length=80, default=POLA_BAWAAN)
    penomoran = models.CharField(max_length=10, choices=Penomoran.choices(), default=Penomoran.SUMBER.value)
    lebar = models.PositiveSmallIntegerField("Banyak angka", default=LEBAR_BAWAAN)
    kode = models.JSONField("Kode jenis dokumen", default=dict, blank=True)
    is_paraf_berdua = models.BooleanField(
        default=False, help_text="Evaluasi Kinerja Pegawai ditandatangani penilai dan pegawai."
    )
    lambang = models.ForeignKey(
        Lambang,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Yang tercetak pada dokumen baru.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=dikenal("penomoran", Penomoran.choices()), name="dokumen_penomoran_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(lebar__gte=1, lebar__lte=MAKS_LEBAR), name="dokumen_lebar_wajar"
            ),
        ]

    def __str__(self) -> str:
        return f"Nomor {self.pola}"


@pgtrigger.register(
    pgtrigger.Protect(name="nomor_dokumen_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class NomorDokumen(Dasar):
    """A running number that was given to one paper, before it was printed. Never given twice, never taken back."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="nomor_dokumen")
    jenis = models.CharField(max_length=20)
    tahun = models.PositiveSmallIntegerField()
    urut = models.PositiveIntegerField()
    pokok = models.PositiveBigIntegerField(help_text="Kunci sumber yang dicetak.")

    class Meta:
        ordering = ("tahun", "jenis", "urut")
        constraints = [
            models.UniqueConstraint(fields=["jenis", "pokok"], name="nomor_sekali"),
            models.UniqueConstraint(fields=["instansi", "tahun", "jenis", "urut"], name="nomor_urut_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.tahun}/{self.urut}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent())
class TandaTangan(Dasar):
    """A document with signatures in it, beside the issued one: signed on top of it, or a scan of the paper."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tanda_tangan")
    dokumen = models.ForeignKey("evaluasi.Dokumen", on_delete=models.PROTECT, related_name="tanda_tangan")
    urutan = models.PositiveSmallIntegerField()
    cara = models.CharField(max_length=10, choices=CaraTandaTangan.choices())
    peran = models.JSONField(help_text="Tanda tangan siapa yang ada di dalamnya.")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    nama = models.CharField(max_length=300, help_text="Nama pada dokumen.")
    pada = models.DateTimeField()
    sertifikat = models.CharField(max_length=300, blank=True, help_text="Subjek sertifikat penanda tangan.")
    berkas = models.FileField(max_length=200)
    ukuran = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan_dicabut = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("dokumen", "urutan")
        constraints = [
            models.UniqueConstraint(fields=["dokumen", "urutan"], name="tanda_tangan_berurutan"),
            models.CheckConstraint(
                condition=dikenal("cara", CaraTandaTangan.choices()), name="tanda_tangan_cara_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True, alasan_dicabut="")
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False) & ~Q(alasan_dicabut=""),
                name="tanda_tangan_pencabutan_utuh",
            ),
        ]
        indexes = [models.Index(fields=["sha256"], name="tanda_tangan_sidik")]
        triggers = [
            pgtrigger.Protect(name="tanda_tangan_tetap", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="tanda_tangan_isi_tetap",
                exclude=["dicabut_pada", "dicabut_oleh", "alasan_dicabut"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cara_display()}: {self.nama}"

    @property
    def is_elektronik(self) -> bool:
        return self.cara != CaraTandaTangan.BASAH

    @property
    def daftar_peran(self) -> list[PeranPenanda]:
        return [PeranPenanda(p) for p in self.peran]


class RekapUnitQuerySet(models.QuerySet["RekapUnit"]):
    def visible_to(self, pelaku: Pegawai) -> RekapUnitQuerySet:
        """Whoever heads the unit, since he signs it; granted roles; heads above, if every result in it is open to them."""
        memimpin = (
            Penempatan.objects.filter(pegawai=pelaku, is_kepala=True, unit__instansi=OuterRef("instansi"))
            .pada(timezone.localdate())
            .annotate(jalur_tujuan=Cast(OuterRef("unit__jalur"), TextField()))
            .filter(jalur_tujuan__startswith=F("unit__jalur"))
        )
        isi = Evaluasi.objects.final().filter(
            periode=OuterRef("periode"),
            penempatan__jenis=JenisPenugasan.DEFINITIF,
            penempatan__unit__jalur__startswith=OuterRef("unit__jalur"),
        )
        tertutup = isi.exclude(pk__in=Evaluasi.objects.visible_to(pelaku).values("pk"))
        peran = peran_yang_mencakup(pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur"))
        return self.filter(
            Q(Exists(memimpin.filter(unit=OuterRef("unit"))))
            | Q(Exists(memimpin)) & ~Q(Exists(tertutup))
            | Q(Exists(peran))
        )


@pghistory.track(pghistory.InsertEvent())
class RekapUnit(Dasar):
    """That a unit's results of a period were put on paper: what the recap documents of this unit hang on."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="rekap")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="rekap")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="rekap")

    objects = RekapUnitQuerySet.as_manager()

    class Meta:
        ordering = ("unit__jalur", "periode__mulai")
        constraints = [models.UniqueConstraint(fields=["unit", "periode"], name="rekap_satu_per_periode")]

    def __str__(self) -> str:
        return f"Rekap {self.unit}, {self.periode}"
