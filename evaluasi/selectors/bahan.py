"""All the material of one evaluation, read once: for the page that judges, and for the snapshot that freezes it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi, Saran, saran_rating
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import capaian
from skp.models import EkspektasiPerilaku, IndikatorKinerja, Periode, RencanaHasilKerja, Skp
from skp.rules import PANDUAN_PERILAKU, JenisPeriode, NilaiPerilaku


@dataclass(frozen=True)
class BahanRealisasi:
    """What an indicator reached in one period."""

    periode: Periode
    tampil: str
    sumber_data: str
    keterangan: str
    bukti: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class BahanIndikator:
    indikator: IndikatorKinerja
    realisasi: Sequence[BahanRealisasi]

    @property
    def tercetak(self) -> str:
        """The realisasi as the document prints it: alone, or one line per period."""
        if len(self.realisasi) == 1:
            return self.realisasi[0].tampil
        return "\n".join(f"{_nama_pendek(r.periode)}: {r.tampil}" for r in self.realisasi)

    @property
    def sumber_data(self) -> str:
        return "; ".join(dict.fromkeys(r.sumber_data for r in self.realisasi if r.sumber_data))


@dataclass(frozen=True)
class BahanRhk:
    rhk: RencanaHasilKerja
    jumlah_catatan: int
    indikator: Sequence[BahanIndikator]
    umpan_balik: Sequence[UmpanBalik]


@dataclass(frozen=True)
class BahanPerilaku:
    nilai: NilaiPerilaku
    panduan: tuple[str, ...]
    ekspektasi: str
    catatan: Sequence[CatatanPerilaku]
    umpan_balik: Sequence[UmpanBalik]

    @property
    def is_kosong(self) -> bool:
        return not (self.ekspektasi or self.catatan or self.umpan_balik)


@dataclass(frozen=True)
class Bahan:
    mulai: date
    selesai: date
    rhk: Sequence[BahanRhk]
    perilaku: Sequence[BahanPerilaku]
    umpan_balik: Sequence[UmpanBalik]
    """About the person, neither a result nor a behaviour."""

    @property
    def tanpa_realisasi(self) -> int:
        """Indicators for which nothing was recorded."""
        return sum(not i.realisasi for r in self.rhk for i in r.indikator)

    @property
    def saran_hasil(self) -> Saran | None:
        return saran_rating(_hitung(u for r in self.rhk for u in r.umpan_balik))

    @property
    def saran_perilaku(self) -> Saran | None:
        return saran_rating(_hitung(u for p in self.perilaku for u in p.umpan_balik))


def _hitung(umpan_balik: Any) -> dict[Ekspektasi, int]:
    return dict(Counter(Ekspektasi(u.penilaian) for u in umpan_balik if u.penilaian))


def _nama_pendek(periode: Periode) -> str:
    return str(periode).removesuffix(f" {periode.tahun}")


def rentang_bahan(skp: Skp, periode: Periode) -> tuple[date, date]:
    """The days whose material counts: the period's, within the SKP's span; for the year all of it."""
    return max(skp.mulai, periode.mulai), min(skp.selesai, periode.selesai)


def bahan_evaluasi(skp: Skp, periode: Periode, ekspektasi: Mapping[str, str] | None = None) -> Bahan:
    """Gather RHK, indicators, realisasi with evidence, log counts, behaviours and feedback.

    Five queries, six without `ekspektasi` (texts by nilai, which a page brings along with its evaluation);
    the same for 3 and 30 RHK.
    """
    mulai, selesai = rentang_bahan(skp, periode)
    realisasi = _realisasi(skp, periode)
    umpan: dict[Any, list[UmpanBalik]] = defaultdict(list)
    for u in _umpan_balik(skp, mulai, selesai):
        umpan[u.rhk_id or u.nilai or None].append(u)
    catatan: dict[str, list[CatatanPerilaku]] = defaultdict(list)
    for c in (
        CatatanPerilaku.objects.aktif()
        .filter(skp=skp, tanggal__range=(mulai, selesai))
        .select_related("oleh")
        .order_by("tanggal", "id")
    ):
        catatan[c.nilai].append(c)
    if ekspektasi is None:
        ekspektasi = dict(EkspektasiPerilaku.objects.filter(skp=skp).values_list("nilai", "teks"))
    return Bahan(
        mulai=mulai,
        selesai=selesai,
        rhk=[
            BahanRhk(
                rhk=r,
                jumlah_catatan=r.jumlah_catatan,
                indikator=[BahanIndikator(i, realisasi[i.pk]) for i in r.indikator.all()],
                umpan_balik=umpan[r.pk],
            )
            for r in _rhk(skp, mulai, selesai)
        ],
        perilaku=[
            BahanPerilaku(n, PANDUAN_PERILAKU[n], ekspektasi.get(n, ""), catatan[n], umpan[n.value])
            for n in NilaiPerilaku
        ],
        umpan_balik=umpan[None],
    )


def _rhk(skp: Skp, mulai: date, selesai: date) -> QuerySet[Any]:
    jumlah = (
        CatatanHarian.objects.aktif()
        .filter(rhk=OuterRef("pk"), tanggal__range=(mulai, selesai))
        .order_by()
        .values("rhk")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        RencanaHasilKerja.objects.filter(skp=skp)
        .annotate(jumlah_catatan=Coalesce(Subquery(jumlah, output_field=IntegerField()), 0))
        .prefetch_related(Prefetch("indikator", IndikatorKinerja.objects.order_by("urutan", "id")))
        .order_by("-jenis", "urutan", "id")
    )


def _realisasi(skp: Skp, periode: Periode) -> dict[int, list[BahanRealisasi]]:
    """By indicator: the period's own; for the year what was recorded for the year, else every period so far."""
    bukti = (
        BuktiDukung.objects.filter(realisasi=OuterRef("pk"))
        .order_by("id")
        .values(json=JSONObject(uuid="uuid", nama="nama", jenis="jenis", tautan="tautan", status="status"))
    )
    baris = (
        Realisasi.objects.filter(skp=skp)
        .select_related("periode", "indikator")
        .annotate(daftar_bukti=ArraySubquery(bukti))
        .order_by("periode__mulai", "id")
    )
    is_tahunan = periode.jenis == JenisPeriode.TAHUNAN
    baris = baris.filter(periode__mulai__lte=periode.selesai) if is_tahunan else baris.filter(periode=periode)
    hasil: dict[int, list[BahanRealisasi]] = defaultdict(list)
    for r in baris:
        hasil[r.indikator_id].append(
            BahanRealisasi(
                periode=r.periode,
                tampil=r.tampil,
                sumber_data=r.sumber_data,
                keterangan=capaian(
                    target=r.indikator.target, polaritas=r.indikator.polaritas, angka=r.angka, tanggal=r.tanggal
                ).keterangan,
                bukti=r.daftar_bukti,
            )
        )
    if is_tahunan:
        for kunci, daftar in hasil.items():
            hasil[kunci] = [r for r in daftar if r.periode.pk == periode.pk] or daftar
    return hasil


def _umpan_balik(skp: Skp, mulai: date, selesai: date) -> QuerySet[UmpanBalik]:
    return (
        UmpanBalik.objects.filter(skp=skp, tanggal__range=(mulai, selesai))
        .select_related("pemberi")
        .order_by("tanggal", "id")
    )


# The evaluation itself


def evaluasi_of(skp: Skp, periode: Periode) -> Evaluasi | None:
    """The evaluation of a person's placement for a period, whichever version of the SKP it was begun under."""
    return (
        Evaluasi.objects.select_related("skp", "periode")
        .filter(penempatan=skp.penempatan_id, periode=periode)
        .first()
    )


def periode_evaluasi(skp: Skp, pada: date | None = None) -> list[Periode]:
    """The periods for which this SKP can be judged by now: those that have begun, the year last."""
    hari = pada or timezone.localdate()
    return list(
        Periode.objects.filter(
            instansi_id=skp.instansi_id, mulai__lte=min(skp.selesai, hari), selesai__gte=skp.mulai
        ).order_by("selesai", "-mulai")
    )
