"""Who has no SKP, in which state, for how long: counted per unit and everything below, and the people behind a figure.

One base for figures and lists, so that a figure and the list it leads to cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    Func,
    Max,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)

from pegawai.models import Instansi, Pegawai, Penempatan, UnitKerja
from pegawai.rules import KEDUDUKAN_TANPA_SKP, JenisPegawai, KedudukanHukum
from skp import rules
from skp.models import JedaSkp, Pengingat, Periode, PerpanjanganJendela, RiwayatSkp
from skp.rules import STATUS_MATI, JenisJendela, KeadaanSkp, StatusSkp
from skp.selectors.jendela import hari_instansi, perpanjangan_berlaku

KEADAAN_DARI_STATUS = {
    None: KeadaanSkp.BELUM,
    StatusSkp.DRAF.value: KeadaanSkp.DRAF,
    StatusSkp.DIKEMBALIKAN.value: KeadaanSkp.DIKEMBALIKAN,
    StatusSkp.DIAJUKAN.value: KeadaanSkp.DIAJUKAN,
    StatusSkp.DISETUJUI.value: KeadaanSkp.DIAJUKAN,
    StatusSkp.DITETAPKAN.value: KeadaanSkp.TETAP,
    StatusSkp.BERJALAN.value: KeadaanSkp.TETAP,
    StatusSkp.SELESAI.value: KeadaanSkp.TETAP,
}


@dataclass(frozen=True)
class AcuanSkp:
    """The year that is watched, the day on which people are counted, and what moves their deadline."""

    instansi: Instansi
    periode: Periode
    hari: date
    perpanjangan: Sequence[PerpanjanganJendela]

    @property
    def pada(self) -> date:
        return max(min(self.hari, self.periode.selesai), self.periode.mulai)

    @property
    def batas(self) -> date | None:
        """The last day in time for whoever was there from the beginning, agency-wide extensions included."""
        if self.periode.skp_sampai is None:
            return None
        dibuka = rules.hari_di_zona(self.periode.dibuat_pada, self.instansi.zona_waktu)
        umum = [p.sampai for p in self.perpanjangan if p.jendela == JenisJendela.SKP and p.unit is None]
        return max(self.periode.skp_sampai, dibuka + timedelta(days=self.periode.hari_skp_baru), *umum)

    @property
    def is_lewat(self) -> bool:
        return self.batas is not None and self.hari > self.batas


def acuan_skp(instansi: Instansi, periode: Periode) -> AcuanSkp:
    """What the overview of a year is counted against. One query."""
    return AcuanSkp(instansi, periode, hari_instansi(instansi), perpanjangan_berlaku([periode]))


def orang_wajib_skp(instansi: Instansi, pada: date) -> QuerySet[Any]:
    """The definitif placements of everyone from whom an SKP is due on that day, with the SKP of that day as `s`.

    Constraints allow one placement and one SKP per person and day, so the joins double nobody.
    """
    bebas = set(KEDUDUKAN_TANPA_SKP)
    if not instansi.tugas_belajar_wajib_skp:
        bebas.add(KedudukanHukum.TUGAS_BELAJAR)
    jeda = JedaSkp.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=pada),
        instansi=instansi,
        mulai__lte=pada,
    )
    return (
        Penempatan.objects.filter(instansi=instansi)
        .definitif()
        .pada(pada)
        .exclude(pegawai__kedudukan__in=bebas)
        .exclude(pegawai__jenis=JenisPegawai.PEJABAT_NEGARA)
        .exclude(pegawai__in=jeda.values("pegawai"))
        .annotate(
            s=FilteredRelation(
                "pegawai__skp",
                condition=Q(
                    pegawai__skp__mulai__lte=pada,
                    pegawai__skp__selesai__gte=pada,
                    pegawai__skp__is_plt_plh=False,
                    pegawai__skp__revisi_dari__isnull=True,
                    pegawai__skp__status__in=[x.value for x in StatusSkp if x not in STATUS_MATI],
                ),
            )
        )
    )


def syarat_terlambat(acuan: AcuanSkp) -> Q:
    """`rules.jendela_pada(…).lewat` for the database: not fixed, and past the deadline that counts for the person."""
    if not acuan.is_lewat:
        return Q(pk__in=())
    lambat = ~Q(s__status__in=_status_of(KeadaanSkp.TETAP)) | Q(s__isnull=True)
    for p in acuan.perpanjangan:
        if p.jendela == JenisJendela.SKP and p.unit is not None and p.sampai >= acuan.hari:
            lambat &= ~Q(unit__jalur__startswith=p.unit.jalur)
    sejak = acuan.hari - timedelta(days=acuan.periode.hari_skp_baru)
    tercatat = datetime(sejak.year, sejak.month, sejak.day, tzinfo=ZoneInfo(acuan.instansi.zona_waktu))
    awal = acuan.periode.mulai
    baru = Q(mulai__gt=awal) & (Q(mulai__gte=sejak) | Q(dibuat_pada__gte=tercatat))
    mulai_skp = Q(s__isnull=False, s__mulai__gt=awal) & (
        Q(s__mulai__gte=sejak) | Q(dibuat_pada__gte=tercatat)
    )
    return lambat & ~baru & ~mulai_skp


def _status_of(keadaan: KeadaanSkp) -> list[str]:
    return [s for s, k in KEADAAN_DARI_STATUS.items() if k == keadaan and s]


def syarat_keadaan(keadaan: KeadaanSkp, acuan: AcuanSkp) -> Q:
    """The condition behind one column."""
    if keadaan == KeadaanSkp.TERLAMBAT:
        return syarat_terlambat(acuan)
    if keadaan == KeadaanSkp.BELUM:
        return Q(s__isnull=True)
    return Q(s__status__in=_status_of(keadaan))


@dataclass
class BarisPantau:
    """One unit with everything below it."""

    unit: UnitKerja
    hitung: dict[KeadaanSkp, int] = field(default_factory=dict)

    @property
    def wajib(self) -> int:
        return sum(n for k, n in self.hitung.items() if k != KeadaanSkp.TERLAMBAT)

    @property
    def sel(self) -> list[tuple[KeadaanSkp, int]]:
        return [(k, self.hitung.get(k, 0)) for k in KeadaanSkp]


def rekap_skp(acuan: AcuanSkp, puncak: Sequence[UnitKerja], induk: UnitKerja | None) -> list[BarisPantau]:
    """Count by state: the children of `induk` (itself first, for who sits there), or several tops. Two queries."""
    if induk is None:
        milik: Any = Case(
            *(When(unit__jalur__startswith=u.jalur, then=Value(str(u.pk))) for u in puncak),
            default=Value(""),
            output_field=TextField(),
        )
        daftar = {str(u.pk): BarisPantau(u) for u in puncak}
        semua = orang_wajib_skp(acuan.instansi, acuan.pada)
    else:
        letak = Value(induk.kedalaman + 3)
        milik = Func(F("unit__jalur"), Value("/"), letak, function="split_part", output_field=TextField())
        anak = UnitKerja.objects.filter(Q(induk=induk) | Q(pk=induk.pk)).order_by("nama", "pk")
        daftar = {("" if u.pk == induk.pk else str(u.pk)): BarisPantau(u) for u in anak}
        semua = orang_wajib_skp(acuan.instansi, acuan.pada).filter(unit__jalur__startswith=induk.jalur)
    lambat = Case(When(syarat_terlambat(acuan), then=Value(1)), default=Value(0))
    baris = (
        semua.annotate(milik=milik, lambat=lambat)
        .order_by()
        .values_list("milik", "s__status", "lambat")
        .annotate(n=Count("pk"))
    )
    for kunci, status, terlambat, n in baris:
        if kunci in daftar:
            hitung = daftar[kunci].hitung
            keadaan = KEADAAN_DARI_STATUS[status]
            hitung[keadaan] = hitung.get(keadaan, 0) + n
            if terlambat:
                hitung[KeadaanSkp.TERLAMBAT] = hitung.get(KeadaanSkp.TERLAMBAT, 0) + n
    hasil = [b for b in daftar.values() if b.wajib or (b.unit.is_aktif and b.unit != induk)]
    return sorted(hasil, key=lambda b: (b.unit != induk, b.unit.nama.casefold()))


def orang_skp(
    acuan: AcuanSkp, unit: Sequence[UnitKerja], *, keadaan: KeadaanSkp | None = None, cari: str = ""
) -> QuerySet[Any]:
    """The people behind a figure, with post, unit and the SKP of the day."""
    dalam = Q(pk__in=())
    for u in unit:
        dalam |= Q(unit__jalur__startswith=u.jalur)
    semua = orang_wajib_skp(acuan.instansi, acuan.pada).filter(dalam, pegawai__instansi=acuan.instansi)
    if keadaan:
        semua = semua.filter(syarat_keadaan(keadaan, acuan))
    if cari.strip():
        semua = semua.filter(pegawai__nama__icontains=cari.strip())
    return semua.select_related("pegawai", "jabatan", "unit").annotate(
        status_skp=F("s__status"), skp_id=F("s__id"), skp_uuid=F("s__uuid")
    )


URUTAN_ORANG = ("pegawai__nama", "pegawai_id")
"""The order of the index on people: a page of a large agency is read without sorting everyone."""


@dataclass(frozen=True)
class OrangSkp:
    """One line of the list: the person, his state, since when, and the last reminder."""

    tempat: Any
    keadaan: KeadaanSkp
    sejak: date
    diingatkan: date | None

    @property
    def pegawai(self) -> Pegawai:
        orang: Pegawai = self.tempat.pegawai
        return orang

    def lama(self, hari: date) -> int:
        """Days in this state."""
        return max((hari - self.sejak).days, 0)


def lengkapi_orang(acuan: AcuanSkp, baris: Sequence[Any]) -> list[OrangSkp]:
    """Add since when and the last reminder to the lines of a page. Two queries for any number of lines."""
    zona = acuan.instansi.zona_waktu
    gerak = dict(
        RiwayatSkp.objects.filter(skp__in=[b.skp_id for b in baris if b.skp_id])
        .order_by()
        .values_list("skp")
        .annotate(pada=Max("pada"))
    )
    ingat = dict(
        Pengingat.objects.berlaku()
        .filter(pegawai__in=[b.pegawai_id for b in baris])
        .order_by()
        .values_list("pegawai")
        .annotate(hari=Max("hari"))
    )
    return [
        OrangSkp(
            b,
            KEADAAN_DARI_STATUS[b.status_skp],
            rules.hari_di_zona(gerak[b.skp_id], zona)
            if b.skp_id in gerak
            else max(b.mulai, acuan.periode.mulai),
            ingat.get(b.pegawai_id),
        )
        for b in baris
    ]


def jejak_unit(pelaku: Pegawai, uuid: str) -> list[UnitKerja]:
    """A unit of the agency and those above it, the root first; empty when there is none. One query."""
    sasaran = UnitKerja.objects.visible_to(pelaku).filter(uuid=uuid).values("jalur")[:1]
    return list(
        UnitKerja.objects.visible_to(pelaku)
        .annotate(sasaran=Subquery(sasaran))
        .filter(sasaran__startswith=F("jalur"))
        .order_by("jalur")
    )
