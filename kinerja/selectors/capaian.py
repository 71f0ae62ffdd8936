"""Reads about results: what each indicator has reached, by what evidence, with how much of the log behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kinerja import rules
from kinerja.models import BekuRealisasi, CatatanHarian, Realisasi
from kinerja.rules import Capaian, JejakCatatan, Usul
from kinerja.rules.realisasi import Pekerjaan
from kinerja.selectors.bukti import daftar_bukti
from pegawai.prepared import prepared
from skp.models import IndikatorKinerja, Periode, RencanaHasilKerja, Skp
from skp.rules import JenisPeriode, JenisRhk, JenisTarget
from skp.selectors import rhk_lengkap, rhk_of_banyak


@dataclass(frozen=True)
class CapaianIndikator:
    """One indicator with its realisasi, the evidence, and how much of the log stands behind it."""

    rhk: RencanaHasilKerja
    indikator: IndikatorKinerja
    realisasi: Realisasi | None
    """Of the period asked for; the latest one where none was asked for."""
    riwayat: tuple[Realisasi, ...]
    """Of every period up to it, the oldest first."""
    bukti: tuple[Mapping[str, str], ...]
    jumlah_catatan: int
    kumulatif: Decimal | None
    capaian: Capaian
    """Realisasi so far beside the target of the year: information, never a rating."""
    usul: Usul | None
    is_lama: bool = False
    """It was dropped by a revision; what was reached on it until then stays."""

    @property
    def beda_usul(self) -> str:
        """How what was written differs from what the log proposes."""
        r = self.realisasi
        return rules.beda_usul(self.usul, angka=r.angka, tanggal=r.tanggal) if r else ""

    @property
    def tampil(self) -> str:
        """The realisasi as printed; the periods one after another where the year itself has none."""
        if self.realisasi is not None:
            return self.realisasi.tampil
        return "; ".join(f"{r.periode}: {r.tampil}" for r in self.riwayat)


@dataclass(frozen=True)
class Bacaan:
    """What is read of one SKP before its indicators are put together."""

    rhk: list[RencanaHasilKerja] = field(default_factory=list)
    realisasi: dict[int, list[Any]] = field(default_factory=lambda: defaultdict(list))
    jejak: dict[int, list[JejakCatatan]] = field(default_factory=lambda: defaultdict(list))
    jumlah: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def baca_capaian(skp: Sequence[int], periode: Periode | None) -> dict[int, Bacaan]:
    """Read for many SKP at once what `capaian_per_indikator` needs of each (four queries)."""
    hasil = {pk: Bacaan() for pk in skp}
    batas = (periode.pk, periode.selesai) if periode else (None, None)
    for r in _realisasi(*batas, *skp):
        hasil[r.skp_id].realisasi[r.indikator_id].append(r)
    for skp_id, rhk_id, jejak in _jejak(skp, periode):
        hasil[skp_id].jejak[rhk_id].append(jejak)
        hasil[skp_id].jumlah[rhk_id] += jejak.banyak
    for rhk in rhk_of_banyak(skp):
        hasil[rhk.skp_id].rhk.append(rhk)
    return hasil


def capaian_per_indikator(
    skp: Skp,
    periode: Periode | None = None,
    *,
    rhk_lain: Iterable[int] = (),
    bacaan: Bacaan | None = None,
) -> list[CapaianIndikator]:
    """Every indicator of an SKP in the order of the form, with what it reached (four queries, or `bacaan`).

    With a period: its realisasi, all before it, and the entries of its days. Without: everything. What a
    revision dropped follows, where something was recorded on it (`rhk_lain`: or said; two more queries then).
    """
    bacaan = bacaan or baca_capaian([skp.pk], periode)[skp.pk]
    hidup, realisasi, jejak, jumlah = bacaan.rhk, bacaan.realisasi, bacaan.jejak, bacaan.jumlah
    pasangan = [(r, i, False) for r in hidup for i in r.indikator.all()]
    pasangan += [(r, i, True) for r, i in _yang_keluar(skp, hidup, set(realisasi), {*jumlah, *rhk_lain})]
    hasil = []
    for rhk, indikator, is_lama in pasangan:
        semua = realisasi[indikator.pk]
        for r in semua:
            r.indikator = indikator
        kini = _realisasi_kini(semua, periode)
        c = _capaian(rhk, indikator, kini, semua, jejak[rhk.pk], jumlah[rhk.pk])
        hasil.append(replace(c, is_lama=True, usul=None) if is_lama else c)
    return _urut_rhk(hasil)


def _yang_keluar(
    skp: Skp, hidup: Sequence[RencanaHasilKerja], indikator: set[int], rhk: set[int]
) -> list[tuple[RencanaHasilKerja, IndikatorKinerja]]:
    """What a revision moved to an older version, as far as something hangs on it.

    An indicator that left an RHK which stayed is shown under that RHK.
    """
    di_form = {r.pk: r for r in hidup}
    indikator = indikator - {i.pk for r in hidup for i in r.indikator.all()}
    rhk = rhk - set(di_form)
    if not indikator and not rhk:
        return []
    lama = rhk_lengkap().filter(Q(pk__in=rhk) | Q(indikator__in=indikator), skp__revisi_dari=skp).distinct()
    return [
        (di_form.get(r.revisi_dari_id or 0, r), i)
        for r in lama.order_by("skp__versi", "-jenis", "urutan", "id")
        for i in r.indikator.all()
        if i.pk in indikator or (r.pk in rhk and i.revisi_dari_id is None)
    ]


def _urut_rhk(hasil: Sequence[CapaianIndikator]) -> list[CapaianIndikator]:
    """Keep the indicators of one RHK together, in the order in which the RHK come first."""
    urutan = {pk: n for n, pk in enumerate(dict.fromkeys(c.rhk.pk for c in hasil))}
    return sorted(hasil, key=lambda c: urutan[c.rhk.pk])


@prepared
def _realisasi(periode: int | None, sampai: date | None, *skp: int) -> QuerySet[Any]:
    """With a period and its last day: that period, and all quarters and months before it."""
    baris = Realisasi.objects.filter(skp__in=skp).select_related("periode")
    if periode is not None:
        baris = baris.filter(periode__selesai__lte=sampai).filter(
            Q(periode=periode) | ~Q(periode__jenis=JenisPeriode.TAHUNAN)
        )
    terakhir = BekuRealisasi.objects.filter(realisasi=OuterRef("pk")).order_by("-ke")
    return baris.annotate(
        daftar_bukti=daftar_bukti("realisasi"), versi_beku=Subquery(terakhir.values("ke")[:1])
    ).order_by("periode__selesai", "-periode__mulai", "id")


@prepared
def _baris_jejak(mulai: date | None, selesai: date | None, *skp: int) -> QuerySet[Any, Any]:
    catatan = CatatanHarian.objects.aktif().filter(skp__in=skp)
    if mulai is not None:
        catatan = catatan.filter(tanggal__gte=mulai, tanggal__lte=selesai)
    return (
        catatan.values("skp_id", "rhk_id", "satuan")
        .annotate(
            banyak=Count("id"),
            total=Sum("jumlah"),
            banyak_angka=Count("jumlah"),
            terbesar=Max("jumlah"),
            terkecil=Min("jumlah"),
            hari=Max("tanggal"),
            deret=ArrayAgg("jumlah", filter=Q(jumlah__isnull=False), order_by=("-tanggal", "-id")),
        )
        .order_by("skp_id", "rhk_id", "satuan")
    )


def _jejak(skp: Sequence[int], periode: Periode | None) -> Iterator[tuple[int, int, JejakCatatan]]:
    """What the log holds per SKP, RHK and satuan, and how many entries there are (one query)."""
    rentang = (periode.mulai, periode.selesai) if periode else (None, None)
    for b in _baris_jejak(*rentang, *skp):
        jejak = JejakCatatan(
            satuan=b["satuan"],
            jumlah=b["total"] or Decimal(0),
            terbesar=b["terbesar"] or Decimal(0),
            terakhir=b["deret"][0] if b["deret"] else Decimal(0),
            tanggal_terakhir=b["hari"],
            terkecil=b["terkecil"] or Decimal(0),
            banyak_angka=b["banyak_angka"],
            banyak=b["banyak"],
        )
        yield b["skp_id"], b["rhk_id"], jejak


def _realisasi_kini(semua: Sequence[Any], periode: Periode | None) -> Any:
    if periode is None:
        return semua[-1] if semua else None
    return next((r for r in semua if r.periode_id == periode.pk), None)


def _capaian(
    rhk: RencanaHasilKerja,
    indikator: IndikatorKinerja,
    kini: Any,
    semua: Sequence[Any],
    jejak: Sequence[JejakCatatan],
    jumlah: int,
) -> CapaianIndikator:
    kumulatif, capaian = _terhadap_target(indikator, semua)
    bukti = {b["uuid"]: b for r in ([kini] if kini else semua) for b in r.daftar_bukti}
    return CapaianIndikator(
        rhk=rhk,
        indikator=indikator,
        realisasi=kini,
        riwayat=tuple(semua),
        bukti=tuple(bukti.values()),
        jumlah_catatan=jumlah,
        kumulatif=kumulatif,
        capaian=capaian,
        usul=rules.usul_realisasi(target=indikator.target, jejak=jejak, cara=indikator.cara_gabung),
    )


def _terhadap_target(indikator: IndikatorKinerja, semua: Sequence[Any]) -> tuple[Decimal | None, Capaian]:
    """The figure that its realisasi add up to, and how it stands beside the target."""
    kumulatif = rules.angka_kumulatif(
        cara=indikator.cara_gabung,
        angka=[(r.periode.jenis == JenisPeriode.TAHUNAN, r.angka) for r in semua if r.angka is not None],
    )
    tanggal = next((r.tanggal for r in reversed(semua) if r.tanggal), None)
    return kumulatif, rules.capaian(
        target=indikator.target, polaritas=indikator.polaritas, angka=kumulatif, tanggal=tanggal
    )


def dengan_narasi(skp: Skp, periode: Periode, capaian: Sequence[CapaianIndikator]) -> list[CapaianIndikator]:
    """The same, with words proposed where the target is in words and nothing was recorded yet.

    One query where there is such an indicator with entries behind it, else none.
    """
    kosong = {
        c.indikator.pk
        for c in capaian
        if c.indikator.jenis_target == JenisTarget.TEKS
        and c.jumlah_catatan
        and c.realisasi is None
        and not c.is_lama
    }
    if not kosong:
        return list(capaian)
    kerja: dict[int, list[Pekerjaan]] = defaultdict(list)
    for b in _pekerjaan(skp.pk, periode.mulai, periode.selesai):
        kerja[b["rhk_id"]].append(Pekerjaan(b["uraian"], b["satuan"], b["kali"], b["total"]))
    return [
        replace(c, usul=rules.usul_narasi(kerja[c.rhk.pk])) if c.indikator.pk in kosong else c
        for c in capaian
    ]


@prepared
def _pekerjaan(skp: int, mulai: date, selesai: date) -> QuerySet[Any, Any]:
    """The different pieces of work of a span, in the order of the days, under RHK with a target in words."""
    return (
        CatatanHarian.objects.aktif()
        .filter(skp=skp, tanggal__gte=mulai, tanggal__lte=selesai)
        .filter(rhk__in=IndikatorKinerja.objects.filter(jenis_target=JenisTarget.TEKS.value).values("rhk"))
        .values("rhk_id", "uraian", "satuan")
        .annotate(kali=Count("id"), total=Sum("jumlah"), pertama=Min("tanggal"), awal=Min("id"))
        .order_by("pertama", "awal")
    )


def persen_utama(skp: Collection[int], periode: Periode) -> dict[int, list[Decimal]]:
    """For many SKP what `capaian_per_indikator` gives as percentage of hasil kerja utama. One query.

    Only what has a realisasi has a percentage; what a revision dropped counts as its RHK in force, or its own.
    """
    if not skp:
        return {}
    baris = (
        Realisasi.objects.filter(skp__in=skp, periode__selesai__lte=periode.selesai)
        .filter(Q(periode=periode) | ~Q(periode__jenis=JenisPeriode.TAHUNAN))
        .annotate(jenis_rhk=Coalesce("indikator__rhk__revisi_dari__jenis", "indikator__rhk__jenis"))
        .filter(jenis_rhk=JenisRhk.UTAMA)
        .select_related("periode", "indikator")
        .order_by("periode__selesai", "-periode__mulai", "id")
    )
    semua: dict[tuple[int, IndikatorKinerja], list[Realisasi]] = defaultdict(list)
    for r in baris:
        semua[r.skp_id, r.indikator].append(r)
    hasil: dict[int, list[Decimal]] = defaultdict(list)
    for (pk, indikator), daftar in semua.items():
        _, capaian = _terhadap_target(indikator, daftar)
        if capaian.persen is not None:
            hasil[pk].append(capaian.persen)
    return hasil
