"""The result in the person's hands, his objection, and how an agency counts the days."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from evaluasi.models.evaluasi import CapaianOrganisasi, Evaluasi
from evaluasi.rules import (
    LAMA_KEBERATAN,
    LAMA_PENJELASAN,
    LAMA_PUTUSAN,
    LAMA_TANGGAPAN,
    MAKS_HARI_TENGGAT,
    NAMA_LAMA,
    AturanTenggat,
    AwalKeberatan,
    Ekspektasi,
    KeputusanKeberatan,
    Lama,
    PembukaKoreksi,
    Predikat,
    SatuanHari,
    StatusKeberatan,
)
from kinerja.models import BuktiDukung
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.models.dasar import dikenal


def _hari(sebutan: str, bawaan: Lama) -> models.PositiveSmallIntegerField[int, int]:
    return models.PositiveSmallIntegerField(sebutan, default=bawaan.hari)


def _satuan(sebutan: str, bawaan: Lama) -> models.CharField[str, str]:
    return models.CharField(sebutan, max_length=8, choices=SatuanHari.choices(), default=bawaan.satuan.value)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AturanKeberatan(Dasar):
    """How an agency counts the days; without a row the defaults hold.

    Whether a result is handed over before it is final is the period's own word (`Periode.penyampaian_wajib`).
    """

    instansi = models.OneToOneField(Instansi, on_delete=models.PROTECT, related_name="aturan_keberatan")
    awal_keberatan = models.CharField(
        "Masa keberatan dihitung",
        max_length=12,
        choices=AwalKeberatan.choices(),
        default=AwalKeberatan.PENERIMAAN.value,
    )
    hari_tanggapan = _hari("Masa tanggapan pegawai", LAMA_TANGGAPAN)
    satuan_tanggapan = _satuan("Dihitung dalam", LAMA_TANGGAPAN)
    hari_keberatan = _hari("Masa keberatan", LAMA_KEBERATAN)
    satuan_keberatan = _satuan("Dihitung dalam", LAMA_KEBERATAN)
    hari_penjelasan = _hari("Masa penjelasan penilai", LAMA_PENJELASAN)
    satuan_penjelasan = _satuan("Dihitung dalam", LAMA_PENJELASAN)
    hari_putusan = _hari("Masa putusan", LAMA_PUTUSAN)
    satuan_putusan = _satuan("Dihitung dalam", LAMA_PUTUSAN)
    geser_libur = models.BooleanField(
        "Hari terakhir yang libur bergeser ke hari kerja berikutnya",
        default=False,
        help_text="Hanya berarti bagi hitungan hari kalender.",
    )
    pembuka_koreksi = models.CharField(
        "Koreksi hasil final dibuka oleh",
        max_length=8,
        choices=PembukaKoreksi.choices(),
        default=PembukaKoreksi.KEDUANYA.value,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    **{
                        f"hari_{n}__{u}": b
                        for n in ("tanggapan", "keberatan", "penjelasan", "putusan")
                        for u, b in (("gte", 1), ("lte", MAKS_HARI_TENGGAT))
                    }
                ),
                name="aturan_keberatan_wajar",
            ),
        ]

    def __str__(self) -> str:
        return f"Aturan keberatan {self.instansi}"

    @property
    def tenggat(self) -> AturanTenggat:
        lama = {
            n: Lama(getattr(self, f"hari_{n}"), SatuanHari(getattr(self, f"satuan_{n}"))) for n in NAMA_LAMA
        }
        return AturanTenggat(**lama, awal=AwalKeberatan(self.awal_keberatan), geser_libur=self.geser_libur)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Penyampaian(Dasar):
    """A result that was handed to the person: when, until when he answers, what he answered.

    The days are those of the agency's rule on the day of delivery (`aturan`): a rule that changes later moves no
    clock that runs. A deadline is the first moment that is too late.
    """

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="penyampaian")
    evaluasi = models.OneToOneField(Evaluasi, on_delete=models.PROTECT, related_name="penyampaian")
    capaian = models.ForeignKey(
        CapaianOrganisasi,
        on_delete=models.PROTECT,
        related_name="penyampaian",
        help_text="Capaian yang menjadi dasar hasil ini.",
    )
    disampaikan_oleh = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="+")
    disampaikan_pada = models.DateTimeField()
    aturan = models.JSONField()
    batas_tanggapan = models.DateTimeField()
    batas_keberatan = models.DateTimeField()
    diterima_pada = models.DateTimeField(null=True, blank=True)
    tanpa_keberatan = models.BooleanField(
        default=False, help_text="Pegawai menyatakan menerima hasil; tidak ada keberatan lagi."
    )
    tanggapan = models.TextField(max_length=4000, blank=True)

    class Meta:
        ordering = ("-disampaikan_pada",)
        constraints = [
            models.CheckConstraint(
                condition=Q(batas_tanggapan__gt=F("disampaikan_pada"))
                & Q(batas_keberatan__gt=F("disampaikan_pada")),
                name="penyampaian_urutan_waktu",
            ),
            models.CheckConstraint(
                condition=Q(tanpa_keberatan=False) | Q(diterima_pada__isnull=False),
                name="penyampaian_diterima_dahulu",
            ),
        ]
        indexes = [models.Index(fields=["batas_keberatan"], name="penyampaian_batas")]

    def __str__(self) -> str:
        return f"Penyampaian {self.evaluasi}"

    @property
    def tenggat(self) -> AturanTenggat:
        return AturanTenggat.baca(self.aturan)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Keberatan(Dasar):
    """An objection: reasons and evidence, the penilai's explanation, the decision of his atasan. Decided it stays."""

    instansi = models.ForeignKey(Instansi, on_delete=models.PROTECT, related_name="keberatan")
    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="keberatan")
    status = models.CharField(
        max_length=10, choices=StatusKeberatan.choices(), default=StatusKeberatan.DIAJUKAN.value
    )
    alasan = models.TextField("Alasan keberatan", max_length=4000)
    bukti = models.ManyToManyField(BuktiDukung, related_name="keberatan", blank=True)
    diajukan_pada = models.DateTimeField()
    batas_penjelasan = models.DateTimeField()
    penjelasan = models.TextField("Penjelasan pejabat penilai", max_length=4000, blank=True)
    dijelaskan_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dijelaskan_pada = models.DateTimeField(null=True, blank=True)
    batas_putusan = models.DateTimeField()
    pemutus = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="keberatan_diputus",
        help_text="Yang memutus, atau ditunjuk admin untuk memutus; kosong: atasan penilai hari itu.",
    )
    alasan_penunjukan = models.CharField(max_length=500, blank=True)
    keputusan = models.CharField(max_length=10, choices=KeputusanKeberatan.choices(), blank=True)
    alasan_keputusan = models.TextField("Alasan keputusan", max_length=4000, blank=True)
    rekomendasi = models.TextField(max_length=4000, blank=True)
    diputus_oleh = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    diputus_pada = models.DateTimeField(null=True, blank=True)
    rating_hasil_semula = models.CharField(max_length=8, choices=Ekspektasi.choices())
    rating_perilaku_semula = models.CharField(max_length=8, choices=Ekspektasi.choices())
    predikat_semula = models.CharField(max_length=16, choices=Predikat.choices())
    alasan_cabut = models.CharField(max_length=500, blank=True)
    dicabut_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-diajukan_pada", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["evaluasi"],
                condition=~Q(status="dicabut"),
                name="keberatan_satu_per_evaluasi",
                violation_error_message="Keberatan atas evaluasi ini sudah diajukan.",
            ),
            models.CheckConstraint(
                condition=dikenal("status", StatusKeberatan.choices()), name="keberatan_status_dikenal"
            ),
            models.CheckConstraint(
                condition=Q(status="diputus", diputus_oleh__isnull=False, diputus_pada__isnull=False)
                & dikenal("keputusan", KeputusanKeberatan.choices())
                & ~Q(alasan_keputusan="")
                | ~Q(status="diputus")
                & Q(keputusan="", diputus_oleh__isnull=True, diputus_pada__isnull=True),
                name="keberatan_putusan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(penjelasan="", dijelaskan_oleh__isnull=True, dijelaskan_pada__isnull=True)
                | ~Q(penjelasan="") & Q(dijelaskan_oleh__isnull=False, dijelaskan_pada__isnull=False),
                name="keberatan_penjelasan_utuh",
            ),
            models.CheckConstraint(
                condition=Q(status="dicabut", dicabut_pada__isnull=False)
                | ~Q(status="dicabut") & Q(dicabut_pada__isnull=True),
                name="keberatan_cabut_utuh",
            ),
        ]
        indexes = [models.Index(fields=["instansi", "status"], name="keberatan_antrean")]
        triggers = [
            pgtrigger.Protect(
                name="keberatan_putus_tetap",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["diputus", "dicabut"]),
            )
        ]

    def __str__(self) -> str:
        return f"Keberatan {self.evaluasi}"

    @property
    def is_terbuka(self) -> bool:
        return self.status in (StatusKeberatan.DIAJUKAN, StatusKeberatan.DIJELASKAN)


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class BuktiKeberatan(Keberatan.bukti.through):  # type: ignore[name-defined]
    """Which evidence hangs on an objection: a proxy, so that its history is kept too."""

    class Meta:
        proxy = True
