"""What stood there when a period closed: frozen copies, who may still write, and what is settled."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from kinerja.models.catatan import MilikSkpQuerySet, Realisasi
from pegawai.models import Dasar, Instansi, Pegawai
from skp.models import IndikatorKinerja, Periode, Skp


@pgtrigger.register(
    pgtrigger.Protect(name="beku_realisasi_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class BekuRealisasi(Dasar):
    """One realisasi as it stood when its period closed, or as it was corrected afterwards. Never changes."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="beku_realisasi")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="beku_realisasi")
    indikator = models.ForeignKey(IndikatorKinerja, on_delete=models.PROTECT, related_name="beku_realisasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="beku_realisasi")
    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="beku")
    ke = models.PositiveSmallIntegerField(help_text="Versi: 1 saat ditutup, lalu satu tiap koreksi.")
    angka = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    teks = models.TextField(max_length=2000, blank=True)
    sumber_data = models.CharField(max_length=300, blank=True)
    nomor_sunting = models.PositiveIntegerField()
    jumlah_catatan = models.PositiveIntegerField(help_text="Catatan kerja di belakangnya saat itu.")
    jumlah_bukti = models.PositiveIntegerField(help_text="Bukti pada catatan dan realisasi saat itu.")
    sidik = models.CharField(max_length=64, help_text="SHA-256 atas catatan dan bukti saat itu.")
    alasan = models.CharField(max_length=500, blank=True, help_text="Kosong: dibekukan saat periode ditutup.")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("periode__mulai", "indikator", "ke")
        constraints = [
            models.UniqueConstraint(fields=["realisasi", "ke"], name="beku_realisasi_urut"),
            models.CheckConstraint(
                condition=Q(alasan="", oleh__isnull=True) | (~Q(alasan="") & Q(oleh__isnull=False)),
                name="beku_realisasi_alasan_utuh",
            ),
        ]
        indexes = [models.Index(fields=["skp", "periode"], name="beku_realisasi_skp")]

    def __str__(self) -> str:
        return f"Versi {self.ke}: {self.tampil}"

    @property
    def tampil(self) -> str:
        """As the realisasi was printed then."""
        return Realisasi(
            indikator=self.indikator, angka=self.angka, tanggal=self.tanggal, teks=self.teks
        ).tampil


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PenutupanPeriode(Dasar):
    """That the realisasi of a period were frozen in an agency; no day yet: some units still have time."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="penutupan")
    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, related_name="penutupan")
    ditutup_pada = models.DateTimeField(null=True, blank=True)
    jumlah = models.PositiveIntegerField(default=0, help_text="Salinan beku yang dibuat sampai kini.")

    class Meta:
        ordering = ("-periode__selesai",)

    def __str__(self) -> str:
        return f"Penutupan {self.periode}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PembukaanPeriode(Dasar):
    """One person's closed period, opened again by the admin until a day, with the reason."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pembukaan")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="pembukaan")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pembukaan")
    sampai = models.DateField()
    alasan = models.CharField(max_length=500)
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        indexes = [models.Index(fields=["skp", "periode"], name="pembukaan_skp")]

    def __str__(self) -> str:
        return f"{self.periode} dibuka sampai {self.sampai}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class KunciRealisasi(Dasar):
    """That the realisasi of a period can no longer change: its evaluation is final."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="kunci_realisasi")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="kunci_realisasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="kunci_realisasi")
    oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")

    objects = MilikSkpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skp", "periode"], name="kunci_realisasi_sekali")]

    def __str__(self) -> str:
        return f"{self.periode} terkunci"
