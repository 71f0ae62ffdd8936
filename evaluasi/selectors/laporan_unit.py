"""What the reports about a unit say: counts down the tree, one line per person, each person's payload for SIASN.

A number that would tell who got which predikat stays closed to whoever may not see every evaluation below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from evaluasi import permissions, rules
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
    sendiri: int = field(default=0, repr=False)
    """Final evaluations of those who sit in the unit itself."""

    @property
    def dinilai(self) -> int | None:
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
    """Count a subtree unit by unit. Seven queries for any size of the tree."""
    instansi = unit.instansi
    hari = hari_instansi(instansi)
    acuan = acuan_pantau(instansi, periode_pantau(instansi, hari), periode, hari)
    units = list(UnitKerja.objects.filter(instansi=instansi, jalur__startswith=unit.jalur).order_by("jalur"))
    baris = _pohon(units, unit)
    _isi_kemajuan(baris, orang_wajib(instansi, acuan).filter(unit__jalur__startswith=unit.jalur), acuan)
    _isi_penilaian(baris, unit, periode)
    capaian = capaian_untuk_banyak(units, periode)
    for pk, b in baris.items():
        b.capaian = capaian.get(pk)
    atur = permissions.pengaturan_pola(instansi.pk)
    terkecil = atur.kelompok_min
    if not permissions.sees_all(pelaku, unit):
        _tutup(baris, unit.pk, terkecil)
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


def _isi_penilaian(baris: Mapping[int, BarisLaporanUnit], unit: UnitKerja, periode: Periode) -> None:
    semua = Evaluasi.objects.filter(
        instansi=unit.instansi_id, periode=periode, penempatan__unit__jalur__startswith=unit.jalur
    ).order_by()
    final = semua.final().values("penempatan__unit", "predikat").annotate(n=Count("pk"))
    for isi in final:
        if isi["penempatan__unit"] in baris:
            baris[isi["penempatan__unit"]].sendiri += isi["n"]
        for b in _ke_atas(baris, isi["penempatan__unit"]):
            if b.predikat is not None:
                b.predikat[Predikat(isi["predikat"])] += isi["n"]
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


def _tutup(baris: Mapping[int, BarisLaporanUnit], akar: int, terkecil: int) -> None:
    """Hide the predikat of small groups, and of those from which they would follow."""
    anak: dict[int, list[int]] = {}
    for pk, b in baris.items():
        if pk != akar and b.unit.induk_id is not None:
            anak.setdefault(b.unit.induk_id, []).append(pk)

    def jumlah(pk: int) -> int:
        return sum((baris[pk].predikat or {}).values())

    def turun(pk: int, *, tertutup: bool) -> None:
        bawah = anak.get(pk, [])
        kelompok = [baris[pk].sendiri, *(jumlah(a) for a in bawah)]
        sembunyi = set(range(len(kelompok))) if tertutup else rules.tertutup(kelompok, terkecil)
        for ke, a in enumerate(bawah, start=1):
            turun(a, tertutup=ke in sembunyi and kelompok[ke] > 0)
        if tertutup:
            baris[pk].predikat = None

    turun(akar, tertutup=0 < jumlah(akar) < terkecil)


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
