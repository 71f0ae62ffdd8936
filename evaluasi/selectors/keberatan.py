"""Reads about delivery and objection: the rule that counts, the calendar, who decides, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from evaluasi import rules
from evaluasi.models import AturanKeberatan, Evaluasi, Keberatan, Penyampaian
from evaluasi.rules import Lama, StatusEvaluasi, StatusKeberatan
from kinerja.models import HariLibur
from kinerja.rules import Kalender
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from skp.models import Skp
from skp.selectors import hari_instansi, kapan

BELUM_FINAL = (StatusEvaluasi.DISAMPAIKAN.value, StatusEvaluasi.DITERIMA.value)
"""Delivered, and without an objection on the table: becomes final when the days are over."""


def aturan_keberatan(instansi_id: int) -> AturanKeberatan:
    """What the agency settled; the defaults where it settled nothing."""
    ada = AturanKeberatan.objects.filter(instansi=instansi_id).first()
    return ada or AturanKeberatan(instansi_id=instansi_id)


def kalender_instansi(instansi: Instansi, sejak: datetime) -> Kalender:
    """The working week and the holidays from a moment on."""
    libur = HariLibur.objects.filter(instansi=instansi, tanggal__gte=sejak.date() - timedelta(days=2))
    return Kalender(instansi.hari_kerja, dict(libur.values_list("tanggal", "nama")))


def penghitung(instansi: Instansi, sejak: datetime, *, geser_libur: bool) -> rules.Hitung:
    """Counts days with the agency's zone, week and holidays."""
    hitung: Any = partial(
        rules.batas_setelah,
        zona=instansi.zona_waktu,
        kalender=kalender_instansi(instansi, sejak),
        geser_libur=geser_libur,
    )

    def batas(dari: datetime, lama: Lama) -> datetime:
        hasil: datetime = hitung(dari, lama)
        return hasil

    return batas


def atasan_pemutus(evaluasi: Evaluasi) -> list[Pegawai]:
    """Who decides an objection today: the penilai of whoever rated; where he has none, of today's penilai.

    Nobody for somebody rated by a pejabat negara: the admin appoints (PP 30/2019 names no one).
    """
    hari = hari_instansi(evaluasi.instansi)
    penilai = [evaluasi.penilai_id, evaluasi.skp.penilai_id]
    hubungan = (
        HubunganPenilai.objects.filter(pegawai__in=[p for p in penilai if p])
        .pada(hari)
        .select_related("penilai")
        .order_by("penempatan__jenis", "id")
    )
    per_orang: dict[int, list[Pegawai]] = {}
    for h in hubungan:
        if h.penilai_id != evaluasi.pegawai_id:
            per_orang.setdefault(h.pegawai_id, []).append(h.penilai)
    return next((per_orang[p] for p in penilai if p in per_orang), [])


def penyampaian_of(evaluasi: Evaluasi) -> Penyampaian | None:
    return Penyampaian.objects.filter(evaluasi=evaluasi).select_related("disampaikan_oleh", "capaian").first()


def keberatan_of(evaluasi: Evaluasi) -> Keberatan | None:
    """The objection that counts: not a withdrawn one, unless there is no other."""
    semua = list(
        Keberatan.objects.filter(evaluasi=evaluasi)
        .select_related("dijelaskan_oleh", "diputus_oleh", "pemutus")
        .prefetch_related("bukti")
        .order_by("-pk")
    )
    return next((k for k in semua if k.status != StatusKeberatan.DICABUT), semua[0] if semua else None)


def lewat_batas(kini: datetime | None = None) -> QuerySet[Penyampaian]:
    """Deliveries whose days are over while nobody objected, the oldest first."""
    return Penyampaian.objects.filter(
        evaluasi__status__in=BELUM_FINAL, batas_keberatan__lte=kini or timezone.now()
    ).order_by("batas_keberatan", "pk")


# The clock, as all three see it


@dataclass(frozen=True)
class Jam:
    """One step with its deadline: who, until when, how long still."""

    langkah: str
    siapa: str
    batas: str
    sisa: str
    lewat: bool = False

    @property
    def warna(self) -> str:
        return "lewat" if self.lewat else ""


def jam(evaluasi: Evaluasi, sampai: Penyampaian, keberatan: Keberatan | None, kini: datetime) -> list[Jam]:
    """The deadlines of a delivered result: reply, objection, explanation, decision."""
    zona, pegawai = evaluasi.instansi.zona_waktu, evaluasi.pegawai.nama_lengkap
    terbuka = evaluasi.status in rules.STATUS_DI_PEGAWAI
    k = keberatan

    def baris(langkah: str, siapa: str, batas: datetime, selesai: str) -> Jam:
        if selesai or not terbuka:
            return Jam(langkah, siapa, rules.batas_tampil(batas, zona), selesai or "Selesai")
        sisa = rules.sisa_hari(kini, batas, zona)
        lewat = rules.is_lewat(kini, batas)
        kata = f"Lewat {-sisa} hari" if lewat else "Hari ini" if sisa == 0 else f"{sisa} hari lagi"
        return Jam(langkah, siapa, rules.batas_tampil(batas, zona), kata, lewat)

    diterima = f"Diterima {kapan(sampai.diterima_pada)}" if sampai.diterima_pada else ""
    if k is not None and k.status == StatusKeberatan.DICABUT:
        ajuan = "" if terbuka else "Dicabut"
    else:
        ajuan = f"Diajukan {kapan(k.diajukan_pada)}" if k else ""
    if sampai.tanpa_keberatan:
        ajuan = "Tanpa keberatan"
    hasil = [
        baris("Tanggapan", pegawai, sampai.batas_tanggapan, diterima),
        baris("Keberatan", pegawai, sampai.batas_keberatan, ajuan),
    ]
    if k is None or k.status == StatusKeberatan.DICABUT:
        return hasil
    jelas = f"Dijelaskan {kapan(k.dijelaskan_pada)}" if k.dijelaskan_pada else ""
    putus = f"Diputus {kapan(k.diputus_pada)}" if k.diputus_pada else ""
    pemutus = k.pemutus.nama_lengkap if k.pemutus else "Atasan pejabat penilai"
    return [
        *hasil,
        baris("Penjelasan", evaluasi.penilai.nama_lengkap, k.batas_penjelasan, jelas),
        baris("Putusan", pemutus, k.batas_putusan, putus),
    ]


# What waits for whom


def keberatan_menunggu(pelaku: Pegawai, kini: datetime) -> dict[str, QuerySet[Keberatan]]:
    """Objections that wait for this person: his explanation (also of a later penilai), his decision."""
    hari_ini = HubunganPenilai.objects.pada(timezone.localdate())
    bawahan = hari_ini.filter(penilai=pelaku).values("pegawai")
    dinilai = Skp.objects.dinilai_oleh(pelaku).values("pk")
    tanpa_atasan = ~Exists(hari_ini.filter(pegawai=OuterRef("evaluasi__penilai")))
    putus = Q(status=StatusKeberatan.DIJELASKAN) | Q(batas_penjelasan__lte=kini)
    atasan = Q(evaluasi__penilai__in=bawahan) | Q(tanpa_atasan, evaluasi__skp__penilai__in=bawahan)
    return {
        "jelaskan": Keberatan.objects.filter(
            Q(evaluasi__penilai=pelaku) | Q(evaluasi__skp__in=dinilai), status=StatusKeberatan.DIAJUKAN
        ).exclude(evaluasi__pegawai=pelaku),
        "putus": Keberatan.objects.filter(
            putus,
            Q(pemutus=pelaku) | Q(atasan, pemutus__isnull=True),
            status__in=(StatusKeberatan.DIAJUKAN.value, StatusKeberatan.DIJELASKAN.value),
        ).exclude(Q(evaluasi__pegawai=pelaku) | Q(evaluasi__penilai=pelaku)),
    }


KEADAAN_KEBERATAN = {"": "Belum selesai", "selesai": "Sudah selesai", "semua": "Semua"}


def daftar_keberatan(pelaku: Pegawai, keadaan: str = "") -> QuerySet[Keberatan]:
    """Objections about evaluations that this person may see, the nearest deadline first."""
    terbuka = (StatusKeberatan.DIAJUKAN.value, StatusKeberatan.DIJELASKAN.value)
    semua = Keberatan.objects.filter(
        instansi_id=pelaku.instansi_id, evaluasi__in=Evaluasi.objects.visible_to(pelaku)
    ).select_related(
        "evaluasi__pegawai", "evaluasi__penilai", "evaluasi__periode", "evaluasi__instansi", "pemutus"
    )
    semua = semua.defer("evaluasi__snapshot")
    if keadaan == "semua":
        return semua.order_by("-diajukan_pada", "-pk")
    if keadaan == "selesai":
        return semua.exclude(status__in=terbuka).order_by("-diajukan_pada", "-pk")
    return semua.filter(status__in=terbuka).order_by("batas_putusan", "pk")
