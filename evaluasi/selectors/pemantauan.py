"""How far the units have come: counted per unit and everything below, and the people behind each figure.

One base for figures and lists, so that a figure and the list it leads to cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)

from evaluasi.models import Evaluasi
from evaluasi.rules import StatusEvaluasi
from pegawai.models import Instansi, Pegawai, UnitKerja
from pegawai.rules import Pilihan
from pegawai.selectors import baca_uuid
from skp.models import Periode
from skp.rules import STATUS_TETAP, JenisPeriode, StatusSkp
from skp.selectors import AcuanSkp, jejak_unit, orang_wajib_skp
from skp.selectors.jendela import perpanjangan_berlaku
from skp.selectors.pantau import syarat_terlambat

STATUS_JADI = STATUS_TETAP | {StatusSkp.SELESAI}


class Keadaan(Pilihan):
    """What the people of a unit can be narrowed to; each is a column of the table."""

    WAJIB = "wajib", "Wajib SKP"
    BELUM = "belum", "SKP belum ada"
    DRAF = "draf", "SKP draf"
    DIAJUKAN = "diajukan", "SKP diajukan"
    BERJALAN = "berjalan", "SKP berjalan"
    FINAL = "final", "Evaluasi final"
    TERLAMBAT = "terlambat", "Terlambat"


@dataclass(frozen=True)
class Acuan:
    """The period that is watched, the day on which people are counted, and what holds for the SKP of its year."""

    periode: Periode
    skp: AcuanSkp | None
    """None where the year was never opened."""
    pada: date
    hari_ini: date

    @property
    def skp_lewat(self) -> bool:
        """Whether SKP should have been fixed by now, extensions for the whole agency included."""
        return self.skp is not None and self.skp.is_lewat

    @property
    def penilaian_lewat(self) -> bool:
        batas = self.periode.penilaian_sampai
        return batas is not None and self.hari_ini > batas


def acuan_pantau(instansi: Instansi, periode: Sequence[Periode], terpilih: Periode, hari_ini: date) -> Acuan:
    """People are counted on the period's last day, or today while it runs. One query: what was extended."""
    tahunan = next(
        (p for p in periode if p.jenis == JenisPeriode.TAHUNAN and p.tahun == terpilih.tahun), None
    )
    skp = AcuanSkp(instansi, tahunan, hari_ini, perpanjangan_berlaku([tahunan])) if tahunan else None
    return Acuan(terpilih, skp, max(min(hari_ini, terpilih.selesai), terpilih.mulai), hari_ini)


def periode_pantau(instansi: Instansi, hari_ini: date) -> list[Periode]:
    """The periods that have begun, the newest first, the year after its parts."""
    return list(
        Periode.objects.filter(instansi=instansi, mulai__lte=hari_ini).order_by("-tahun", "-mulai", "selesai")
    )


def periode_kini(periode: Sequence[Periode], hari_ini: date) -> Periode | None:
    """The one that matters today: the last quarter or month that has ended; the current one where none has.

    `periode` newest first.
    """
    bagian = [p for p in periode if p.jenis != JenisPeriode.TAHUNAN]
    berakhir = [p for p in bagian if p.selesai < hari_ini]
    berjalan = [p for p in bagian if p.mulai <= hari_ini <= p.selesai]
    return next(iter([*berakhir, *berjalan, *periode]), None)


def periode_terpilih(pilihan: Sequence[Periode], diminta: str, hari_ini: date) -> Periode | None:
    """The period that was asked for by its key; the one that matters today for none or an unknown one."""
    return next((p for p in pilihan if str(p.uuid) == diminta), None) or periode_kini(pilihan, hari_ini)


def orang_wajib(instansi: Instansi, acuan: Acuan) -> QuerySet[Any]:
    """Everyone from whom an SKP is due on that day, with that SKP as `s`, and whether the evaluation is final."""
    final = Evaluasi.objects.filter(
        pegawai=OuterRef("pegawai"), periode=acuan.periode, status=StatusEvaluasi.FINAL
    )
    return orang_wajib_skp(instansi, acuan.pada).annotate(is_final=Exists(final))


def syarat(keadaan: Keadaan, acuan: Acuan) -> Q:
    """The condition behind one column."""
    jadi = Q(s__status__in=[s.value for s in STATUS_JADI])
    match keadaan:
        case Keadaan.WAJIB:
            return Q()
        case Keadaan.BELUM:
            return Q(s__isnull=True)
        case Keadaan.DRAF:
            return Q(s__status__in=[StatusSkp.DRAF.value, StatusSkp.DIKEMBALIKAN.value])
        case Keadaan.DIAJUKAN:
            return Q(s__status__in=[StatusSkp.DIAJUKAN.value, StatusSkp.DISETUJUI.value])
        case Keadaan.BERJALAN:
            return jadi
        case Keadaan.FINAL:
            return Q(is_final=True)
        case Keadaan.TERLAMBAT:
            lambat = Q(pk__in=())
            if acuan.skp is not None:
                lambat |= syarat_terlambat(acuan.skp)
            if acuan.penilaian_lewat:
                lambat |= Q(is_final=False) & jadi
            return lambat


@dataclass(frozen=True)
class BarisUnit:
    """One unit with everything below it."""

    unit_id: int
    uuid: str
    nama: str
    wajib: int
    belum: int
    draf: int
    diajukan: int
    berjalan: int
    final: int
    terlambat: int


KOLOM = tuple(Keadaan)


def rekap_anak(instansi: Instansi, induk: UnitKerja, acuan: Acuan) -> list[BarisUnit]:
    """Count the subtree of a unit by its children, those who sit in the unit itself under its own name.

    One query for any size of the tree: the child is the part of the path below the unit's own.
    """
    posisi = induk.kedalaman + 3
    anak = Func(F("unit__jalur"), Value("/"), Value(posisi), function="split_part", output_field=TextField())
    baris = _hitung(
        orang_wajib(instansi, acuan).filter(unit__jalur__startswith=induk.jalur).annotate(anak=anak), acuan
    )
    per_unit = {b["anak"] or str(induk.pk): b for b in baris}
    hasil = [
        _baris(u, per_unit.get(str(u.pk), {}))
        for u in UnitKerja.objects.filter(Q(induk=induk) | Q(pk=induk.pk))
        if str(u.pk) in per_unit or (u.is_aktif and u.pk != induk.pk)
    ]
    return sorted(hasil, key=lambda b: (b.unit_id != induk.pk, b.nama.casefold()))


def rekap_puncak(instansi: Instansi, puncak: Sequence[UnitKerja], acuan: Acuan) -> list[BarisUnit]:
    """Count several subtrees that do not overlap, one row each. One query."""
    milik = Case(
        *(When(unit__jalur__startswith=u.jalur, then=Value(str(u.pk))) for u in puncak),
        default=Value(""),
        output_field=TextField(),
    )
    per_unit = {b["anak"]: b for b in _hitung(orang_wajib(instansi, acuan).annotate(anak=milik), acuan)}
    return sorted((_baris(u, per_unit.get(str(u.pk), {})) for u in puncak), key=lambda b: b.nama.casefold())


def _hitung(semua: QuerySet[Any], acuan: Acuan) -> list[dict[str, Any]]:
    kolom = {f"n_{k.value}": Count("pegawai", distinct=True, filter=syarat(k, acuan)) for k in KOLOM}
    return list(semua.order_by().values("anak").annotate(**kolom))


def _baris(unit: UnitKerja, b: dict[str, Any]) -> BarisUnit:
    return BarisUnit(unit.pk, str(unit.uuid), unit.nama, **{k.value: b.get(f"n_{k.value}", 0) for k in KOLOM})


def daftar_orang(instansi: Instansi, unit: UnitKerja, acuan: Acuan, keadaan: Keadaan) -> QuerySet[Any]:
    """The people behind a figure, by name, with post, unit, SKP state and whether their evaluation is final."""
    return (
        orang_wajib(instansi, acuan)
        .filter(syarat(keadaan, acuan), unit__jalur__startswith=unit.jalur)
        .select_related("pegawai", "jabatan", "unit")
        .annotate(status_skp=F("s__status"), uuid_skp=F("s__uuid"))
        .order_by("pegawai__nama", "pegawai_id")
    )


def jejak_dalam(pelaku: Pegawai, diminta: str, puncak: Sequence[UnitKerja]) -> list[UnitKerja] | None:
    """The chosen unit and those above it within one's reach; the only top where nothing was chosen.

    Empty where there are several tops to choose from; None for a unit that does not exist or lies outside.
    """
    if not diminta:
        return list(puncak) if len(puncak) == 1 else []
    jejak = jejak_unit(pelaku, diminta) if baca_uuid(diminta) else []
    if not jejak or not any(jejak[-1].jalur.startswith(p.jalur) for p in puncak):
        return None
    return [u for u in jejak if any(u.jalur.startswith(p.jalur) for p in puncak)]
