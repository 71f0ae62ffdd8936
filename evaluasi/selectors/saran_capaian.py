"""What a leader weighs before he fixes a capaian: what the indicators reached, and the advice of other units."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from evaluasi.models import PerekomendasiCapaian, RekomendasiCapaian
from evaluasi.rules import MAKS_DASAR, BidangRekomendasi, baris_usul, satukan_usul
from evaluasi.selectors.pelaksanaan import STATUS_DINILAI
from kinerja.models import Realisasi
from pegawai.models import Instansi, UnitKerja
from skp.models import IndikatorPk, Periode, Skp
from skp.rules import StatusPk


def usul_dasar(unit: UnitKerja, periode: Periode, hari: date) -> str:
    """Propose the basis from the unit's Perjanjian Kinerja and its head's indicators with what they reached.

    Text to be read and mended; the predikat itself is never proposed. Two queries.
    """
    pada = max(min(hari, periode.selesai), periode.mulai)
    skp = Skp.objects.berlaku().filter(
        penempatan__unit=unit,
        penempatan__is_kepala=True,
        status__in=STATUS_DINILAI,
        mulai__lte=pada,
        selesai__gte=pada,
    )
    tercatat: dict[str, list[Realisasi]] = {}
    for r in (
        Realisasi.objects.filter(
            skp__in=skp, periode__mulai__gte=periode.mulai, periode__selesai__lte=periode.selesai
        )
        .select_related("indikator", "periode")
        .order_by("indikator__rhk__urutan", "indikator__urutan", "periode__selesai", "-periode__mulai")
    ):
        tercatat.setdefault(_kunci(r.indikator.teks), []).append(r)
    pk = IndikatorPk.objects.filter(
        sasaran__perjanjian__unit=unit,
        sasaran__perjanjian__tahun=periode.tahun,
        sasaran__perjanjian__status=StatusPk.DISEPAKATI,
    ).order_by("-is_iku", "sasaran__urutan", "urutan", "pk")
    baris: dict[str, str] = {}
    for i in pk:
        kunci = _kunci(i.teks)
        baris[kunci] = baris_usul(i.teks, i.target_tampil, _tampil(tercatat.get(kunci, []), periode))
    for kunci, semua in tercatat.items():
        indikator = semua[0].indikator
        kalimat = baris_usul(indikator.teks, indikator.target_tampil, _tampil(semua, periode))
        baris.setdefault(kunci, kalimat)
    return satukan_usul(baris.values(), maks=MAKS_DASAR)


def _tampil(realisasi: list[Realisasi], periode: Periode) -> str:
    """What was reached: of the period itself, or part by part."""
    milik = [r for r in realisasi if r.periode_id == periode.pk]
    return "\n".join(r.tampil for r in milik) or "\n".join(f"{r.periode}: {r.tampil}" for r in realisasi)


def _kunci(teks: str) -> str:
    return " ".join(teks.split()).casefold()


def perekomendasi_of(instansi: Instansi) -> QuerySet[PerekomendasiCapaian]:
    """The units that an agency asks for advice."""
    return PerekomendasiCapaian.objects.filter(instansi=instansi).select_related("unit")


def saran_capaian_of(unit: UnitKerja, periode: Periode) -> list[RekomendasiCapaian]:
    """The advice on a unit's capaian, in the order of the fields."""
    urut = {b.value: n for n, b in enumerate(BidangRekomendasi)}
    semua = RekomendasiCapaian.objects.filter(unit=unit, periode=periode).select_related("oleh", "dari_unit")
    return sorted(semua, key=lambda r: urut[r.bidang])
