"""What follows from a final result, and the agency's rules for proposing it."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from evaluasi.models.evaluasi import Evaluasi
from evaluasi.rules import JENIS_USUL, JenisTindakLanjut, Predikat, StatusTindakLanjut
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AturanUsulan(Dasar):
    """When an agency proposes a reward or a development: so good, so many times in a row."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="aturan_usulan")
    nama = models.CharField(max_length=200)
    jenis = models.CharField(max_length=12, choices=JenisTindakLanjut.choices())
    predikat_minimal = models.CharField(max_length=16, choices=Predikat.choices())
    is_tahunan = models.BooleanField(default=True)
    berturut = models.PositiveSmallIntegerField(default=1)
    is_aktif = models.BooleanField(default=True)

    class Meta:
        ordering = ("nama", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=sorted(j.value for j in JENIS_USUL)), name="aturan_usulan_jenis"
            ),
            models.CheckConstraint(
                condition=Q(berturut__gte=1, berturut__lte=24), name="aturan_usulan_berturut"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


class TindakLanjutQuerySet(models.QuerySet["TindakLanjut"]):
    def visible_to(self, pelaku: Pegawai) -> TindakLanjutQuerySet:
        """Whoever may see the evaluation; a proposal reaches the person himself once it is granted."""
        usul = Q(jenis__in=sorted(j.value for j in JENIS_USUL)) & ~Q(status=StatusTindakLanjut.SELESAI)
        return self.filter(
            Q(evaluasi__in=Evaluasi.objects.visible_to(pelaku)) | Q(penanggung_jawab=pelaku),
            instansi_id=pelaku.instansi_id,
        ).exclude(usul, evaluasi__pegawai=pelaku)

    def terbuka(self) -> TindakLanjutQuerySet:
        return self.filter(status=StatusTindakLanjut.TERBUKA)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class TindakLanjut(Dasar):
    """One thing that follows from a final evaluation: what, by whom, until when, and what came of it."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="tindak_lanjut")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="tindak_lanjut")
    jenis = models.CharField(max_length=12, choices=JenisTindakLanjut.choices())
    uraian = models.TextField(max_length=2000)
    aturan = models.ForeignKey(
        AturanUsulan, on_delete=models.PROTECT, null=True, blank=True, related_name="usulan"
    )
    kunci = models.CharField(max_length=40, blank=True, help_text="Terisi bila dibuat aplikasi, sekali saja.")
    penanggung_jawab = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="tindak_lanjut"
    )
    tenggat = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=StatusTindakLanjut.choices(), default=StatusTindakLanjut.TERBUKA.value
    )
    hasil = models.TextField(max_length=2000, blank=True)
    dibuat_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditutup_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditutup_pada = models.DateTimeField(null=True, blank=True)

    objects = TindakLanjutQuerySet.as_manager()

    class Meta:
        ordering = ("tenggat", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluasi", "kunci"], condition=~Q(kunci=""), name="tindak_lanjut_sekali"
            ),
            models.CheckConstraint(
                condition=dikenal("jenis", JenisTindakLanjut.choices()), name="tindak_lanjut_jenis_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status="terbuka", ditutup_oleh__isnull=True, ditutup_pada__isnull=True)
                | Q(
                    status__in=["selesai", "dibatalkan"],
                    ditutup_oleh__isnull=False,
                    ditutup_pada__isnull=False,
                )
                & ~Q(hasil=""),
                name="tindak_lanjut_penutup_utuh",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "status", "jenis"], name="tindak_lanjut_terbuka")]

    def __str__(self) -> str:
        return self.uraian
