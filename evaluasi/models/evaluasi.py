"""Capaian of the organisation, and the evaluation of one person for one period."""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from evaluasi.rules import (
    MAKS_ALASAN_KOREKSI,
    STATUS_DI_PEGAWAI,
    Ekspektasi,
    Predikat,
    PredikatOrganisasi,
    StatusCapaian,
    StatusEvaluasi,
)
from pegawai.models import Dasar, HubunganPenilai, Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.models.dasar import dikenal
from pegawai.models.lingkup import peran_yang_mencakup
from skp.models import Periode, Skp
from skp.rules import STATUS_MATI


class CapaianOrganisasiQuerySet(models.QuerySet["CapaianOrganisasi"]):
    def visible_to(self, pelaku: Pegawai) -> CapaianOrganisasiQuerySet:
        """Capaian is printed on everybody's form: open to the whole agency."""
        return self.filter(instansi_id=pelaku.instansi_id)

    def ditetapkan(self) -> CapaianOrganisasiQuerySet:
        return self.filter(status=StatusCapaian.DITETAPKAN)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CapaianOrganisasi(Dasar):
    """What a unit achieved in a period, fixed by the leader above; inherited downward where a unit has none."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="capaian")
    unit = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="capaian")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="capaian")
    predikat = models.CharField(max_length=16, choices=PredikatOrganisasi.choices())
    dasar = models.TextField("Dasar penetapan", max_length=4000)
    lampiran = models.FileField(max_length=200, blank=True)
    lampiran_nama = models.CharField(max_length=255, blank=True)
    status = models.CharField(
        max_length=12, choices=StatusCapaian.choices(), default=StatusCapaian.DRAF.value
    )
    ditetapkan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ditetapkan_pada = models.DateTimeField(null=True, blank=True)

    objects = CapaianOrganisasiQuerySet.as_manager()

    class Meta:
        ordering = ("unit__jalur",)
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "periode"],
                name="capaian_satu_per_periode",
                violation_error_message="Capaian unit ini untuk periode itu sudah ada.",
            ),
            models.CheckConstraint(
                condition=dikenal("predikat", PredikatOrganisasi.choices()), name="capaian_predikat_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status="draf", ditetapkan_oleh__isnull=True, ditetapkan_pada__isnull=True)
                | Q(status="ditetapkan", ditetapkan_oleh__isnull=False, ditetapkan_pada__isnull=False),
                name="capaian_penetapan_utuh",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.periode}: {self.get_predikat_display()}"


def digantikan(kunci: str = "pk") -> Exists:
    """Whether a correction of this evaluation is final. Derived: a final row itself never changes."""
    return Exists(
        Evaluasi.objects.filter(
            mengoreksi=OuterRef(kunci), mengoreksi__isnull=False, status=StatusEvaluasi.FINAL
        )
    )


def milik_skp(skp: Any, penempatan: Any) -> Q:
    """Evaluations of one SKP, by key or `OuterRef`. Each span is judged on its own, also two of one placement.

    What was begun under an SKP that was called off goes on with the one drafted in its place.
    """
    return Q(skp=skp) | Q(penempatan=penempatan, skp__status__in=STATUS_MATI)


class EvaluasiQuerySet(models.QuerySet["Evaluasi"]):
    def visible_to(self, pelaku: Pegawai) -> EvaluasiQuerySet:
        """Narrow to one's own, those one rates or has rated, one rung above, one's granted scope.

        Narrower than the SKP's: a ketua tim, a colleague and a former penilai who did not rate see nothing.
        While an objection can be made, also the atasan of whoever rated; and whoever decides or decided it.
        """
        hari_ini = timezone.localdate()
        hari = Least(
            Greatest(Value(hari_ini, models.DateField()), OuterRef("skp__mulai")),
            OuterRef("skp__selesai"),
            OuterRef("penempatan__selesai"),
        )
        hubungan = HubunganPenilai.objects.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=hari),
            penempatan=OuterRef("penempatan"),
            mulai__lte=hari,
        )
        bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari_ini).values("pegawai")
        return self.filter(
            Q(pegawai=pelaku)
            | Q(penilai=pelaku)
            | Exists(hubungan.filter(penilai=pelaku))
            | Exists(hubungan.filter(penilai__in=bawahan))
            | Q(status__in=STATUS_DI_PEGAWAI, penilai__in=bawahan)
            | Q(pk__in=pelaku.keberatan_diputus.values("evaluasi"))
            | Exists(
                peran_yang_mencakup(
                    pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("penempatan__unit__jalur")
                )
            )
        )

    def final(self) -> EvaluasiQuerySet:
        """Final results in force: of a corrected one only its newest final version."""
        return self.filter(~digantikan(), status=StatusEvaluasi.FINAL)

    def berlaku(self) -> EvaluasiQuerySet:
        """One row per person and period: the final one in force; before there is one, the one that is open."""
        return self.filter(Q(mengoreksi__isnull=True) | Q(status=StatusEvaluasi.FINAL), ~digantikan())

    def tampil(self) -> EvaluasiQuerySet:
        """What people deal with: those in force, and a correction that is under way beside its earlier version."""
        return self.filter(~digantikan()).exclude(status=StatusEvaluasi.DIBATALKAN)

    def terakhir(self) -> EvaluasiQuerySet:
        """The newest version first, of which the first is the one that is worked on."""
        return self.exclude(status=StatusEvaluasi.DIBATALKAN).order_by("-versi", "-pk")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Evaluasi(Dasar):
    """Two ratings, the predikat of the quadrant, their grounds; a snapshot of all of it when final."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="evaluasi")
    skp = models.ForeignKey(Skp, on_delete=models.PROTECT, related_name="evaluasi")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="evaluasi")
    penempatan = models.ForeignKey(Penempatan, on_delete=models.PROTECT, related_name="evaluasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="evaluasi")
    penilai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="evaluasi_dinilai")
    status = models.CharField(
        max_length=14, choices=StatusEvaluasi.choices(), default=StatusEvaluasi.PENGISIAN.value
    )
    rating_hasil = models.CharField(max_length=8, choices=Ekspektasi.choices(), blank=True)
    rating_perilaku = models.CharField(max_length=8, choices=Ekspektasi.choices(), blank=True)
    alasan_hasil = models.TextField("Dasar rating hasil kerja", max_length=4000, blank=True)
    alasan_perilaku = models.TextField("Dasar rating perilaku kerja", max_length=4000, blank=True)
    sebab_beda_hasil = models.TextField("Sebab berbeda dari saran hasil kerja", max_length=2000, blank=True)
    sebab_beda_perilaku = models.TextField(
        "Sebab berbeda dari saran perilaku kerja", max_length=2000, blank=True
    )
    catatan_rekomendasi = models.TextField("Catatan/rekomendasi", max_length=4000, blank=True)
    predikat = models.CharField(max_length=16, choices=Predikat.choices(), blank=True)
    versi = models.PositiveSmallIntegerField(default=1)
    mengoreksi = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="koreksi", db_index=False
    )
    alasan_koreksi = models.TextField("Alasan koreksi", max_length=MAKS_ALASAN_KOREKSI, blank=True)
    nomor_sunting = models.PositiveIntegerField(default=0)
    snapshot = models.JSONField(null=True, blank=True)
    versi_aturan = models.CharField(max_length=100, blank=True)
    kode_verifikasi = models.CharField(max_length=32, blank=True)
    diajukan_pada = models.DateTimeField(null=True, blank=True)
    dinilai_pada = models.DateTimeField(null=True, blank=True)
    final_pada = models.DateTimeField(null=True, blank=True)
    final_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvaluasiQuerySet.as_manager()

    class Meta:
        ordering = ("periode__mulai", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["skp", "periode", "versi"],
                condition=~Q(status="dibatalkan"),
                name="evaluasi_satu_per_periode",
                violation_error_message="Evaluasi SKP ini untuk periode itu sudah ada.",
            ),
            models.UniqueConstraint(
                fields=["mengoreksi"],
                condition=Q(mengoreksi__isnull=False) & ~Q(status="dibatalkan"),
                name="evaluasi_satu_koreksi",
                violation_error_message="Koreksi evaluasi ini sudah dibuka.",
            ),
            models.CheckConstraint(
                condition=Q(versi=1, mengoreksi__isnull=True, alasan_koreksi="") & ~Q(status="dibatalkan")
                | Q(versi__gt=1, mengoreksi__isnull=False) & ~Q(alasan_koreksi=""),
                name="evaluasi_koreksi_utuh",
            ),
            models.CheckConstraint(
                condition=dikenal("status", StatusEvaluasi.choices()), name="evaluasi_status_dikenal"
            ),
            models.CheckConstraint(
                condition=~Q(pegawai=F("penilai")),
                name="evaluasi_bukan_diri_sendiri",
                violation_error_message="Tidak ada yang menilai dirinya sendiri.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="final",
                    final_pada__isnull=False,
                    snapshot__isnull=False,
                    predikat__in=[p.value for p in Predikat],
                    rating_hasil__in=[e.value for e in Ekspektasi],
                    rating_perilaku__in=[e.value for e in Ekspektasi],
                )
                & ~Q(kode_verifikasi="")
                | ~Q(status="final") & Q(final_pada__isnull=True, final_oleh__isnull=True),
                name="evaluasi_final_utuh",
                violation_error_message="Evaluasi final harus lengkap.",
            ),
            models.UniqueConstraint(
                fields=["kode_verifikasi"], condition=~Q(kode_verifikasi=""), name="evaluasi_kode_unik"
            ),
        ]
        indexes = [
            models.Index(fields=["penilai", "status"], name="evaluasi_antrean"),
            models.Index(fields=["instansi", "periode", "status"], name="evaluasi_pemantauan"),
            models.Index(fields=["pegawai", "periode"], name="evaluasi_pegawai"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="evaluasi_final_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="final"),
            )
        ]

    def __str__(self) -> str:
        return f"Evaluasi {self.pegawai} {self.periode}"

    @property
    def is_final(self) -> bool:
        return self.status == StatusEvaluasi.FINAL

    @property
    def is_koreksi(self) -> bool:
        """A later version, with a course of its own: the windows of its period do not hold it."""
        return self.mengoreksi_id is not None


@pgtrigger.register(
    pgtrigger.Protect(name="riwayat_evaluasi_tetap", operation=pgtrigger.Update | pgtrigger.Delete)
)
class RiwayatEvaluasi(models.Model):
    """One move of an evaluation. Never changes."""

    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="riwayat")
    dari = models.CharField(max_length=14, choices=StatusEvaluasi.choices(), blank=True)
    ke = models.CharField(max_length=14, choices=StatusEvaluasi.choices())
    oleh = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Kosong: sistem.",
    )
    pada = models.DateTimeField()
    catatan = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("pada", "id")

    def __str__(self) -> str:
        return f"{self.get_ke_display()} oleh {self.oleh or 'sistem'}"
