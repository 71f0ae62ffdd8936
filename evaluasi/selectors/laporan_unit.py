"""What the reports about a unit say: counts down the tree, one line per person, each person's payload for SIASN.

A number that would tell who got which predikat stays closed to whoever may not see every evaluation below.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from evaluasi import permissions
from evaluasi.models import CapaianOrganisasi, Evaluasi, Keberatan
from evaluasi.rules import (
    DataSiasn,
    PeriksaPola,
    Predikat,
    PredikatOrganisasi,
    StatusKeberatan,
    check_pola,
    susun_siasn,
)
from evaluasi.selectors.capaian import capaian_untuk_banyak
from evaluasi.selectors.dasbor import AngkaUnit, hasil_pohon
from evaluasi.selectors.pemantauan import Acuan, Keadaan, acuan_pantau, orang_wajib, periode_pantau, syarat
from evaluasi.selectors.pengaturan import pengaturan_laporan
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode
from skp.selectors.jendela import hari_instansi

KOLOM_KEMAJUAN = tuple(Keadaan)


@dataclass
class BarisLaporanUnit:
    """One unit with everything below it. `predikat` is None where the group is too small to be shown."""

    unit: UnitKerja
    tingkat: int
    kemajuan: dict[Keadaan, int]
    predikat: dict[Predikat, int] | None
    keberatan: int = 0
    keberatan_terbuka: int = 0
    capaian: CapaianOrganisasi | None = None

    @property
    def disampaikan(self) -> int | None:
        """How many results the predikat are those of."""
        return None if self.predikat is None else sum(self.predikat.values())


@dataclass(frozen=True)
class LaporanUnit:
    """The report of a unit and period, as it stood on a day."""

    unit: UnitKerja
    periode: Periode
    pada: date
    acuan: Acuan
    baris: Sequence[BarisLaporanUnit]
    """The unit first, then down the tree; units without anybody are left out."""
    pola: PeriksaPola | None
    terkecil: int
    tertutup: int
    """How many units' predikat are not shown."""
    terlambat: QuerySet[Any] = field(repr=False)

    @property
    def puncak(self) -> BarisLaporanUnit:
        return self.baris[0]


def laporan_unit(pelaku: Pegawai, unit: UnitKerja, periode: Periode) -> LaporanUnit:
    """Count a subtree unit by unit; the predikat are those of the dashboard. Ten queries for any size of the tree."""
    instansi = unit.instansi
    hari = hari_instansi(instansi)
    acuan = acuan_pantau(instansi, periode_pantau(instansi, hari), periode, hari)
    units = list(UnitKerja.objects.filter(instansi=instansi, jalur__startswith=unit.jalur).order_by("jalur"))
    baris = _pohon(units, unit)
    _isi_kemajuan(baris, orang_wajib(instansi, acuan).filter(unit__jalur__startswith=unit.jalur), acuan)
    capaian = capaian_untuk_banyak(units, periode)
    for pk, b in baris.items():
        b.capaian = capaian.get(pk)
    atur = permissions.pengaturan_pola(instansi.pk)
    terkecil = atur.kelompok_min
    angka, tutup = hasil_pohon(pelaku, unit, periode, acuan.pada, terkecil)
    _isi_predikat(baris, angka, tutup)
    _isi_keberatan(baris, unit, periode)
    tampil = [
        b
        for pk, b in baris.items()
        if pk == unit.pk or b.kemajuan[Keadaan.WAJIB] or b.predikat is None or sum(b.predikat.values())
    ]
    puncak = baris[unit.pk]
    organisasi = PredikatOrganisasi(puncak.capaian.predikat) if puncak.capaian else None
    return LaporanUnit(
        unit=unit,
        periode=periode,
        pada=acuan.pada,
        acuan=acuan,
        baris=_urut(tampil, unit),
        pola=check_pola(organisasi, puncak.predikat, unit_kecil=atur.unit_kecil)
        if organisasi and puncak.predikat
        else None,
        terkecil=terkecil,
        tertutup=sum(b.predikat is None for b in tampil),
        terlambat=orang_wajib(instansi, acuan)
        .filter(syarat(Keadaan.TERLAMBAT, acuan), unit__jalur__startswith=unit.jalur)
        .select_related("pegawai", "jabatan", "unit")
        .annotate(status_skp=F("s__status"))
        .order_by("unit__jalur", "pegawai__nama", "pegawai_id"),
    )


def _pohon(units: Sequence[UnitKerja], akar: UnitKerja) -> dict[int, BarisLaporanUnit]:
    return {
        u.pk: BarisLaporanUnit(
            u, u.kedalaman - akar.kedalaman, dict.fromkeys(KOLOM_KEMAJUAN, 0), dict.fromkeys(Predikat, 0)
        )
        for u in units
    }


def _urut(baris: Sequence[BarisLaporanUnit], akar: UnitKerja) -> list[BarisLaporanUnit]:
    """Down the tree, by name among those of one parent."""
    nama = {b.unit.pk: b.unit.nama.casefold() for b in baris}

    def letak(b: BarisLaporanUnit) -> list[tuple[str, int]]:
        jalan = b.unit.leluhur_id[::-1][akar.kedalaman + 1 :]
        return [(nama.get(pk, ""), pk) for pk in jalan]

    return sorted(baris, key=letak)


def _ke_atas(baris: Mapping[int, BarisLaporanUnit], unit_id: int) -> Iterator[BarisLaporanUnit]:
    """The unit's own line and those above it within the report."""
    if unit_id in baris:
        for pk in baris[unit_id].unit.leluhur_id:
            if pk in baris:
                yield baris[pk]


def _isi_kemajuan(baris: Mapping[int, BarisLaporanUnit], orang: QuerySet[Any], acuan: Acuan) -> None:
    kolom = {f"n_{k.value}": Count("pegawai", distinct=True, filter=syarat(k, acuan)) for k in KOLOM_KEMAJUAN}
    for isi in orang.order_by().values("unit").annotate(**kolom):
        for b in _ke_atas(baris, isi["unit"]):
            for k in KOLOM_KEMAJUAN:
                b.kemajuan[k] += isi[f"n_{k.value}"]


def _isi_predikat(
    baris: Mapping[int, BarisLaporanUnit], angka: Mapping[int, AngkaUnit], tutup: Collection[int]
) -> None:
    """Add the results up the tree, and take them out where they stay hidden."""
    for pk, milik in angka.items():
        for b in _ke_atas(baris, pk):
            if b.predikat is not None:
                for p, n in milik.jumlah.items():
                    b.predikat[p] += n
    for pk in tutup:
        if pk in baris:
            baris[pk].predikat = None


def _isi_keberatan(baris: Mapping[int, BarisLaporanUnit], unit: UnitKerja, periode: Periode) -> None:
    keberatan = (
        Keberatan.objects.filter(
            evaluasi__instansi=unit.instansi_id,
            evaluasi__periode=periode,
            evaluasi__penempatan__unit__jalur__startswith=unit.jalur,
        )
        .exclude(status=StatusKeberatan.DICABUT)
        .order_by()
        .values("evaluasi__penempatan__unit")
        .annotate(n=Count("pk"), terbuka=Count("pk", filter=~Q(status=StatusKeberatan.DIPUTUS)))
    )
    for k in keberatan:
        for b in _ke_atas(baris, k["evaluasi__penempatan__unit"]):
            b.keberatan += k["n"]
            b.keberatan_terbuka += k["terbuka"]


# One line per person


def rekap_pegawai(pelaku: Pegawai, unit: UnitKerja, periode: Periode) -> QuerySet[Any]:
    """Final evaluations `pelaku` may see, one per person: that of his last span there, PLT and PLH left out."""
    terlihat = (
        Evaluasi.objects.visible_to(pelaku)
        .final()
        .filter(
            instansi=unit.instansi_id,
            periode=periode,
            penempatan__unit__jalur__startswith=unit.jalur,
            skp__is_plt_plh=False,
        )
    )
    terakhir = terlihat.order_by("pegawai_id", "-skp__mulai", "-pk").distinct("pegawai_id").values("pk")
    return Evaluasi.objects.filter(pk__in=terakhir).order_by(
        "penempatan__unit__jalur", "-penempatan__is_kepala", "pegawai__nama", "pk"
    )


def baris_rekap(semua: QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
    """NIP, the three parts of the name, post, ratings, predikat; a few thousand at a time."""
    return iter(
        semua.values_list(
            "pegawai__nip",
            "pegawai__gelar_depan",
            "pegawai__nama",
            "pegawai__gelar_belakang",
            "penempatan__jenis",
            "penempatan__jabatan__nama",
            "rating_hasil",
            "rating_perilaku",
            "predikat",
        ).iterator(4000)
    )


def belum_direkap(unit: UnitKerja, periode: Periode) -> int:
    """How many due for this period have no final evaluation yet."""
    instansi = unit.instansi
    hari = timezone.localdate()
    acuan = acuan_pantau(instansi, periode_pantau(instansi, hari), periode, hari)
    return int(
        orang_wajib(instansi, acuan).filter(unit__jalur__startswith=unit.jalur, is_final=False).count()
    )


# SIASN


def siasn_of(evaluasi: Evaluasi, koefisien: Mapping[str, str]) -> DataSiasn:
    """The payload of one final evaluation; needs `pegawai` and `penempatan__jabatan`."""
    jenjang = evaluasi.penempatan.jabatan.jenjang
    return susun_siasn(
        evaluasi.snapshot or {},
        siasn_id=evaluasi.pegawai.siasn_id,
        koefisien=koefisien.get(jenjang, "") if jenjang else None,
    )


def semua_siasn(pelaku: Pegawai, unit: UnitKerja, periode: Periode) -> Iterator[tuple[Evaluasi, DataSiasn]]:
    """Everyone's payload, a few hundred at a time: snapshots are large."""
    koefisien = pengaturan_laporan(unit.instansi_id).koefisien_siasn
    semua = rekap_pegawai(pelaku, unit, periode).select_related(
        "pegawai", "penempatan__jabatan", "penempatan__unit"
    )
    for evaluasi in semua.iterator(300):
        yield evaluasi, siasn_of(evaluasi, koefisien)
