"""Reads of the calendar: which days are working days for a person, and what the others are."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce

from kinerja.models import Cuti, HariLibur
from kinerja.rules import JenisCuti, Kalender
from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp.models import JedaSkp
from skp.rules import AlasanJeda


def kalender_of(pegawai: Pegawai, mulai: date, selesai: date) -> Kalender:
    """The calendar of one person for a span: holidays, his leave, days without an SKP (one query)."""
    nama_libur: dict[date, str] = {}
    pergi: list[tuple[date, date, str]] = []
    for jenis, awal, akhir, kata in _hari(pegawai, mulai, selesai):
        if jenis == "libur":
            nama_libur[awal] = kata
        else:
            label = JenisCuti(kata).label if jenis == "cuti" else AlasanJeda(kata).label
            pergi.append((awal, akhir, label))
    return Kalender(pegawai.instansi.hari_kerja, nama_libur, pergi)


@prepared
def _hari(pegawai: Pegawai, mulai: date, selesai: date) -> QuerySet[Any, Any]:
    libur = HariLibur.objects.filter(instansi=pegawai.instansi_id, tanggal__gte=mulai, tanggal__lte=selesai)
    cuti = Cuti.objects.filter(pegawai=pegawai).dalam(mulai, selesai)
    jeda = JedaSkp.objects.annotate(ujung=Coalesce("selesai", Value(date.max, DateField()))).filter(
        pegawai=pegawai, mulai__lte=selesai, ujung__gte=mulai
    )
    bagian = (
        _baris(libur, "libur", "tanggal", "tanggal", "nama"),
        _baris(cuti, "cuti", "mulai", "selesai", "jenis"),
        _baris(jeda, "jeda", "mulai", "ujung", "alasan"),
    )
    return bagian[0].union(*bagian[1:], all=True)


def _baris(baris: QuerySet[Any], jenis: str, mulai: str, selesai: str, kata: str) -> QuerySet[Any, Any]:
    return (
        baris.order_by()
        .annotate(
            k_jenis=Value(jenis, TextField()),
            k_mulai=F(mulai),
            k_selesai=F(selesai),
            k_kata=Cast(kata, TextField()),
        )
        .values_list("k_jenis", "k_mulai", "k_selesai", "k_kata")
    )


def libur_setahun(instansi_id: int, tahun: int) -> list[HariLibur]:
    """The holidays of a year, in their order."""
    return list(HariLibur.objects.filter(instansi=instansi_id, tanggal__year=tahun).order_by("tanggal"))


def cuti_of(pegawai: Pegawai) -> QuerySet[Cuti]:
    """Everything recorded of one person, the latest first."""
    return Cuti.objects.filter(pegawai=pegawai).select_related("oleh").order_by("-mulai")
