"""Reads about delivery and objection: the rule that counts, the calendar, who decides, what is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluasi import rules
from evaluasi.models import AturanKeberatan, Evaluasi, Keberatan, Penyampaian
from evaluasi.rules import Lama, StatusEvaluasi, StatusKeberatan
from kinerja.models import HariLibur
from kinerja.rules import Kalender
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from skp.selectors import hari_instansi

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
