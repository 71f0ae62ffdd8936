"""The evaluation of a period in an agency: opened, closed, and the work that does both for everybody."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q

from evaluasi.models.evaluasi import Evaluasi
from evaluasi.models.laporan import Laporan
from evaluasi.rules import JenisPekerjaan, StatusPekerjaan, StatusPelaksanaan
from pegawai.models import Dasar, Instansi, Pegawai, PeranDiberikan
from pegawai.models.dasar import dikenal
from pegawai.rules import Peran
from skp.models import Periode


class PelaksanaanQuerySet(models.QuerySet["PelaksanaanEvaluasi"]):
    def visible_to(self, pelaku: Pegawai) -> PelaksanaanQuerySet:
        """Whether a period is open concerns everybody of the agency."""
        return self.filter(instansi_id=pelaku.instansi_id)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class PelaksanaanEvaluasi(Dasar):
    """That the evaluation of a period was opened or closed; no row yet: neither. Nobody named: by itself."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pelaksanaan")
    periode = models.OneToOneField(Periode, on_delete=models.PROTECT, related_name="pelaksanaan")
    status = models.CharField(
        max_length=8, choices=StatusPelaksanaan.choices(), default=StatusPelaksanaan.BELUM.value
    )
    dibuka_pada = models.DateTimeField(null=True, blank=True)
    dibuka_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditutup_pada = models.DateTimeField(null=True, blank=True)
    ditutup_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PelaksanaanQuerySet.as_manager()

    class Meta:
        ordering = ("-periode__mulai",)
        constraints = [
            models.CheckConstraint(
                condition=dikenal("status", StatusPelaksanaan.choices()), name="pelaksanaan_status_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status="belum", dibuka_pada__isnull=True, ditutup_pada__isnull=True)
                | Q(status="dibuka", dibuka_pada__isnull=False)
                | Q(status="ditutup", ditutup_pada__isnull=False),
                name="pelaksanaan_waktu_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"Evaluasi {self.periode}: {self.get_status_display()}"


class PekerjaanPeriodeQuerySet(models.QuerySet["PekerjaanPeriode"]):
    def visible_to(self, pelaku: Pegawai) -> PekerjaanPeriodeQuerySet:
        """The admin of the agency or of a part of it."""
        admin = PeranDiberikan.objects.filter(
            pegawai=pelaku, peran=Peran.ADMIN_KEPEGAWAIAN, instansi=OuterRef("instansi")
        )
        return self.filter(Exists(admin))


class PekerjaanPeriode(Dasar):
    """Opening or closing a period for everybody, piece by piece. The row is the truth, the queue only the doorbell."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="pekerjaan_periode")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pekerjaan")
    jenis = models.CharField(max_length=5, choices=JenisPekerjaan.choices())
    status = models.CharField(
        max_length=10, choices=StatusPekerjaan.choices(), default=StatusPekerjaan.ANTRE.value
    )
    diminta_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alasan = models.CharField(max_length=500, blank=True, help_text="Kosong: menurut batas waktunya.")
    jumlah = models.PositiveIntegerField(default=0)
    dikerjakan = models.PositiveIntegerField(default=0)
    berhasil = models.PositiveIntegerField(default=0)
    terakhir = models.BigIntegerField(default=0, help_text="Kunci terakhir yang selesai; lanjut sesudahnya.")
    laporan = models.ForeignKey(Laporan, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    galat = models.CharField(max_length=500, blank=True)
    dering_pada = models.DateTimeField(null=True, blank=True, help_text="Terakhir kali antrean dibunyikan.")
    mulai_pada = models.DateTimeField(null=True, blank=True)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    objects = PekerjaanPeriodeQuerySet.as_manager()

    class Meta:
        ordering = ("-dibuat_pada", "-id")
        constraints = [
            models.CheckConstraint(
                condition=dikenal("jenis", JenisPekerjaan.choices()), name="pekerjaan_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=dikenal("status", StatusPekerjaan.choices()), name="pekerjaan_status_dikenal"
            ),
            models.UniqueConstraint(
                fields=["periode"],
                condition=Q(status__in=["antre", "berjalan"]),
                name="pekerjaan_satu_berjalan",
                violation_error_message="Pekerjaan lain untuk periode ini masih berjalan.",
            ),
        ]
        indexes = [models.Index(fields=["status", "dering_pada"], name="pekerjaan_tertinggal")]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.periode}"


class GagalPekerjaan(models.Model):
    """One evaluation that closing could not make final, and why; a later run takes it up again."""

    pekerjaan = models.ForeignKey(PekerjaanPeriode, on_delete=models.CASCADE, related_name="gagal")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="+")
    galat = models.CharField(max_length=500)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["pekerjaan", "evaluasi"], name="gagal_pekerjaan_sekali")
        ]

    def __str__(self) -> str:
        return self.galat
