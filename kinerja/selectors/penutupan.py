"""Reads about closing: which periods are due, what stands frozen, whether a realisasi may still change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat

from kinerja.models import (
    BekuRealisasi,
    BuktiDukung,
    CatatanHarian,
    KunciRealisasi,
    PembukaanPeriode,
    Realisasi,
)
from pegawai.models import Instansi, Pegawai
from pegawai.prepared import prepared
from skp.models import Periode, PerpanjanganJendela, Skp
from skp.rules import JenisJendela

Pasangan = tuple[int, int]
"""Keys of an SKP and a period."""


# --- what a frozen copy holds ---------------------------------------------------------------------
def catatan_di_balik() -> QuerySet[CatatanHarian]:
    """The entries behind the realisasi of the outer query: of its RHK, on the days of its period."""
    return CatatanHarian.objects.filter(
        skp=OuterRef("skp"),
        rhk=OuterRef("indikator__rhk"),
        tanggal__gte=OuterRef("periode__mulai"),
        tanggal__lte=OuterRef("periode__selesai"),
        ditarik_pada__isnull=True,
    )


def dengan_jejak(realisasi: QuerySet[Realisasi]) -> QuerySet[Any]:
    """Each realisasi with the count and content of its entries and evidence, and its last frozen version."""
    kolom = (
        Coalesce(Cast(b, TextField()), Value(""), output_field=TextField())
        for b in ("uuid", "tanggal", "jumlah", "satuan", "uraian")
    )
    isi = MD5(Concat(*kolom, output_field=TextField()))
    per_skp = catatan_di_balik().order_by().values("skp")
    bukti = Concat("uuid", "sha256", "tautan", output_field=CharField())
    catatan = BuktiDukung.objects.filter(
        catatan__skp=OuterRef("skp"),
        catatan__rhk=OuterRef("indikator__rhk"),
        catatan__tanggal__gte=OuterRef("periode__mulai"),
        catatan__tanggal__lte=OuterRef("periode__selesai"),
        catatan__ditarik_pada__isnull=True,
    )
    terakhir = BekuRealisasi.objects.filter(realisasi=OuterRef("pk")).order_by("-ke")
    return realisasi.annotate(
        banyak_catatan=Coalesce(Subquery(per_skp.annotate(n=Count("id")).values("n")), 0),
        isi_catatan=Subquery(per_skp.annotate(s=StringAgg(isi, Value(","), order_by="id")).values("s")),
        bukti_catatan=ArraySubquery(catatan.order_by("uuid").distinct().values(k=bukti)),
        bukti_sendiri=ArraySubquery(
            BuktiDukung.objects.filter(realisasi=OuterRef("pk")).order_by("uuid").values(k=bukti)
        ),
        beku_ke=Coalesce(Subquery(terakhir.values("ke")[:1]), 0),
        beku_sunting=Subquery(terakhir.values("nomor_sunting")[:1]),
    )


def sidik_of(r: Any) -> str:
    """Fingerprint of the entries and the evidence behind a realisasi (of `dengan_jejak`)."""
    bagian = [r.isi_catatan or "", *r.bukti_catatan, "|", *r.bukti_sendiri]
    return sha256("\n".join(bagian).encode()).hexdigest()


def jumlah_bukti_of(r: Any) -> int:
    return len({*r.bukti_catatan, *r.bukti_sendiri})


# --- which periods are due ------------------------------------------------------------------------
@dataclass(frozen=True)
class Tertunda:
    """A period whose window has closed, and the units that still have time."""

    periode: Periode
    jalur_terbuka: tuple[str, ...]

    @property
    def is_terbuka_semua(self) -> bool:
        return "" in self.jalur_terbuka


def periode_jatuh_tempo(instansi: Instansi, hari_ini: date) -> list[Tertunda]:
    """The periods of an agency whose ordinary window is over and that are not wholly frozen yet (two queries).

    A period that was extended, or whose extension was withdrawn, after it had been frozen is due again.
    """
    daftar = [
        p
        for p in Periode.objects.filter(instansi=instansi, pengisian_sampai__lt=hari_ini)
        .annotate(ditutup_pada=F("penutupan__ditutup_pada"))
        .order_by("selesai", "pk")
        if p.pengisian_sampai and _akhir(p, p.pengisian_sampai) < hari_ini
    ]
    lebih: dict[int, list[PerpanjanganJendela]] = {}
    for x in PerpanjanganJendela.objects.filter(
        periode__in=[p.pk for p in daftar], jendela=JenisJendela.PENGISIAN
    ).select_related("unit"):
        lebih.setdefault(x.periode_id, []).append(x)
    return [
        Tertunda(p, _jalur_terbuka(p, lebih.get(p.pk, ()), hari_ini))
        for p in daftar
        if p.ditutup_pada is None or _berubah_sesudah(p.ditutup_pada, lebih.get(p.pk, ()))
    ]


def _akhir(periode: Periode, sampai: date) -> date:
    return sampai + timedelta(days=periode.pengisian_tenggang)


def _berubah_sesudah(saat: Any, perpanjangan: Iterable[PerpanjanganJendela]) -> bool:
    return any(x.dibuat_pada > saat or (x.dicabut_pada and x.dicabut_pada > saat) for x in perpanjangan)


def _jalur_terbuka(
    periode: Periode, perpanjangan: Iterable[PerpanjanganJendela], hari_ini: date
) -> tuple[str, ...]:
    return tuple(
        x.unit.jalur if x.unit else ""
        for x in perpanjangan
        if x.dicabut_pada is None and _akhir(periode, x.sampai) >= hari_ini
    )


def belum_beku(periode: Periode, jalur_terbuka: Sequence[str]) -> QuerySet[Realisasi]:
    """Realisasi of a closed period without a frozen copy of what they are now; open units are left out."""
    terakhir = BekuRealisasi.objects.filter(realisasi=OuterRef("pk")).order_by("-ke")
    baris = Realisasi.objects.filter(periode=periode).annotate(
        sunting_beku=Subquery(terakhir.values("nomor_sunting")[:1])
    )
    baris = baris.filter(Q(sunting_beku__isnull=True) | ~Q(sunting_beku=F("nomor_sunting")))
    for jalur in jalur_terbuka:
        baris = baris.exclude(skp__penempatan__unit__jalur__startswith=jalur)
    return baris


# --- whether a realisasi may still change ---------------------------------------------------------
@dataclass(frozen=True)
class KeadaanPeriode:
    """How far one person's period is closed."""

    is_terkunci: bool
    """Its evaluation is final."""
    is_beku: bool
    """Frozen copies exist: what changes now is a correction and needs a reason."""
    dibuka_sampai: date | None
    """The admin opened it again."""


def keadaan_periode(skp: Skp, periode: Periode, hari_ini: date) -> KeadaanPeriode:
    """One query for all three."""
    kunci, beku, sampai = _keadaan(skp.pk, periode.pk, hari_ini)[0]
    return KeadaanPeriode(kunci is not None, beku is not None, sampai)


@prepared
def _keadaan(skp: int, periode: int, hari_ini: date) -> QuerySet[Any, Any]:
    milik = {"skp": skp, "periode": periode}
    buka = PembukaanPeriode.objects.filter(**milik, sampai__gte=hari_ini).order_by("-sampai")
    return Skp.objects.filter(pk=skp).values_list(
        Subquery(KunciRealisasi.objects.filter(**milik).values("pk")[:1]),
        Subquery(BekuRealisasi.objects.filter(**milik).values("pk")[:1]),
        Subquery(buka.values("sampai")[:1]),
    )


@prepared
def skp_berlaku(pegawai: Pegawai) -> QuerySet[Skp]:
    """A person's SKP whose realisasi can be looked at, the latest first."""
    return (
        Skp.objects.filter(pegawai=pegawai)
        .berlaku()
        .select_related("penempatan__jabatan", "penempatan__unit", "periode")
        .order_by("-selesai", "is_plt_plh", "-id")
    )


@prepared
def periode_pada(instansi: int, hari: date) -> QuerySet[Periode]:
    """The quarters or months that cover a day."""
    return Periode.objects.filter(instansi=instansi).periodik().pada(hari)


@prepared
def periode_bertemu(instansi: int, mulai: date, selesai: date) -> QuerySet[Periode]:
    """The periods that share a day with a span, in the order in which they end."""
    return Periode.objects.filter(instansi=instansi, mulai__lte=selesai, selesai__gte=mulai).order_by(
        "selesai", "-mulai"
    )


def beku_per_indikator(skp: Skp, periode: Periode) -> dict[int, list[BekuRealisasi]]:
    """The frozen versions of a period by indicator, the oldest first. One query."""
    hasil: dict[int, list[BekuRealisasi]] = {}
    for b in (
        BekuRealisasi.objects.filter(skp=skp, periode=periode)
        .select_related("oleh", "indikator")
        .order_by("indikator", "ke")
    ):
        hasil.setdefault(b.indikator_id, []).append(b)
    return hasil
