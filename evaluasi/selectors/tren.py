"""A person's own trend over the periods, and that of the people whom a penilai rates. Only results that are open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from evaluasi.models import Evaluasi
from evaluasi.permissions import STATUS_TERBUKA_BAGI_PEGAWAI
from evaluasi.rules import Predikat, StatusEvaluasi, UkuranDasbor
from evaluasi.selectors.tim import BarisTim, tim_penilai
from kinerja.models import CatatanHarian, Realisasi, UmpanBalik
from kinerja.rules import PenilaianUmpanBalik
from pegawai.models import Pegawai
from skp.models import IndikatorKinerja, Periode
from skp.rules import nama_periode

MAKS_PERIODE = 12
KOLOM_RIWAYAT = 6


@dataclass(frozen=True)
class BarisTren:
    """One period of one's own: what was done, what was said, what came of it."""

    periode: Periode
    evaluasi: Evaluasi | None
    catatan: int
    realisasi: int
    indikator: int
    umpan: dict[PenilaianUmpanBalik, int]

    @property
    def umpan_tampil(self) -> list[tuple[PenilaianUmpanBalik, int]]:
        """Those that were given at all, each with the list behind it."""
        return [(p, n) for p, n in self.umpan.items() if n]


def tren_sendiri(pegawai: Pegawai, periode: Sequence[Periode]) -> list[BarisTren]:
    """One's own figures per period, the newest first. Five queries for any number of periods."""
    daftar = list(periode)[:MAKS_PERIODE]
    if not daftar:
        return []
    awal, akhir = min(p.mulai for p in daftar), max(p.selesai for p in daftar)
    evaluasi = {
        e.periode_id: e
        for e in Evaluasi.objects.berlaku()
        .filter(pegawai=pegawai, periode__in=daftar, status__in=STATUS_TERBUKA_BAGI_PEGAWAI)
        .defer("snapshot")
        .order_by("skp__mulai", "pk")
    }
    catatan: dict[date, int] = {
        b["bulan"]: b["n"]
        for b in CatatanHarian.objects.filter(
            pegawai=pegawai, tanggal__range=(awal, akhir), ditarik_pada__isnull=True
        )
        .order_by()
        .annotate(bulan=TruncMonth("tanggal"))
        .values("bulan")
        .annotate(n=Count("pk"))
    }
    realisasi = {
        b["periode"]: b["n"]
        for b in Realisasi.objects.filter(skp__pegawai=pegawai, periode__in=daftar)
        .order_by()
        .values("periode")
        .annotate(n=Count("indikator", distinct=True))
    }
    indikator = list(
        IndikatorKinerja.objects.filter(rhk__skp__in=pegawai.skp.berlaku())
        .order_by()
        .values(mulai=F("rhk__skp__mulai"), selesai=F("rhk__skp__selesai"))
        .annotate(n=Count("pk"))
    )
    umpan: list[tuple[date, str, int]] = [
        (b["tanggal"], b["penilaian"], b["n"])
        for b in UmpanBalik.objects.filter(
            pegawai=pegawai, tanggal__range=(awal, akhir), ditarik_pada__isnull=True
        )
        .exclude(penilaian="")
        .order_by()
        .values("tanggal", "penilaian")
        .annotate(n=Count("pk"))
    ]
    return [
        BarisTren(
            periode=p,
            evaluasi=evaluasi.get(p.pk),
            catatan=sum(n for b, n in catatan.items() if p.mulai <= b <= p.selesai),
            realisasi=realisasi.get(p.pk, 0),
            indikator=sum(i["n"] for i in indikator if i["mulai"] <= p.selesai and i["selesai"] >= p.mulai),
            umpan={
                x: sum(n for t, nilai, n in umpan if nilai == x and p.mulai <= t <= p.selesai)
                for x in PenilaianUmpanBalik
            },
        )
        for p in daftar
    ]


@dataclass(frozen=True)
class AnggotaTren:
    """One member: where he stands in this period, and his results in the ones before."""

    baris: BarisTim
    langkah: UkuranDasbor
    lalu: Sequence[tuple[str, Predikat | None]]


@dataclass(frozen=True)
class DasborTim:
    anggota: Sequence[AnggotaTren]
    kolom: Sequence[str]
    """The periods before this one, the oldest first."""

    @property
    def langkah(self) -> list[tuple[UkuranDasbor, int]]:
        """How many members have come at least so far."""
        urut = list(UkuranDasbor)
        return [(u, sum(urut.index(a.langkah) >= i for a in self.anggota)) for i, u in enumerate(urut)]

    def sampai(self, ukuran: UkuranDasbor | None) -> list[AnggotaTren]:
        """The members behind a figure: everybody who has come at least so far."""
        if ukuran is None:
            return list(self.anggota)
        urut = list(UkuranDasbor)
        return [a for a in self.anggota if urut.index(a.langkah) >= urut.index(ukuran)]


def langkah_of(b: BarisTim) -> UkuranDasbor:
    """The farthest step of one member."""
    if b.skp is None or not b.bisa_dinilai:
        return UkuranDasbor.WAJIB
    status = StatusEvaluasi(b.evaluasi.status) if b.evaluasi else StatusEvaluasi.BELUM_DIBUKA
    if status == StatusEvaluasi.FINAL:
        return UkuranDasbor.FINAL
    if status in STATUS_TERBUKA_BAGI_PEGAWAI:
        return UkuranDasbor.TERBUKA
    if b.evaluasi is not None and b.evaluasi.predikat:
        return UkuranDasbor.DINILAI
    return UkuranDasbor.TETAP


def dasbor_tim(pelaku: Pegawai, periode: Periode, pilihan: Sequence[Periode], pada: date) -> DasborTim:
    """The team of a penilai: steps, and each member's results in the periods of the same kind before. Six queries.

    Only results that a penilai may open: those of SKP whose penilai he is, or was when he rated them.
    """
    tim = tim_penilai(pelaku, periode, pada)
    sejenis = [p for p in pilihan if p.jenis == periode.jenis and p.selesai < periode.mulai][:KOLOM_RIWAYAT]
    orang = [b.pegawai.pk for b in tim.baris]
    lalu: dict[tuple[int, int], Predikat] = {
        (e["pegawai"], e["periode"]): Predikat(e["predikat"])
        for e in Evaluasi.objects.visible_to(pelaku)
        .berlaku()
        .filter(pegawai__in=orang, periode__in=sejenis, status__in=STATUS_TERBUKA_BAGI_PEGAWAI)
        .order_by("skp__mulai", "pk")
        .values("pegawai", "periode", "predikat")
    }
    kolom = [(p.pk, nama_periode(p.jenis, p.nomor, p.tahun)) for p in reversed(sejenis)]
    return DasborTim(
        anggota=[
            AnggotaTren(b, langkah_of(b), [(nama, lalu.get((b.pegawai.pk, pk))) for pk, nama in kolom])
            for b in tim.baris
        ],
        kolom=[nama for _, nama in kolom],
    )


def ringkas_tren(baris: Sequence[BarisTren]) -> list[tuple[Periode, Any]]:
    """The open results that a picture can be drawn of, the oldest first, the year apart from its parts."""
    return [
        (b.periode, b.evaluasi)
        for b in reversed(baris)
        if b.evaluasi is not None and b.periode.jenis != "tahunan"
    ]
