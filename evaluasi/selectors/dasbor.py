"""A unit with everything below it: how far its people have come, what they were rated, which units stand out.

One base for figures and lists. From `DIHITUNG_BERKALA` people on, the figures are added up from `RingkasUnit`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Count,
    F,
    FilteredRelation,
    Func,
    Max,
    Min,
    Q,
    QuerySet,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Concat
from django.utils import timezone

from evaluasi.models import CapaianOrganisasi, Evaluasi, PengaturanPola, RingkasUnit
from evaluasi.models.evaluasi import digantikan
from evaluasi.permissions import STATUS_TERBUKA_BAGI_PEGAWAI
from evaluasi.rules import (
    DIHITUNG_BERKALA,
    Pencilan,
    PeriksaPola,
    Predikat,
    PredikatOrganisasi,
    SebaranUnit,
    StatusEvaluasi,
    UkuranDasbor,
    boleh_tampak,
    check_pola,
    lindungi,
    lindungi_pohon,
    pencilan,
)
from evaluasi.selectors.capaian import capaian_untuk
from evaluasi.selectors.pemantauan import STATUS_JADI
from evaluasi.selectors.pola import hasil_terbuka
from pegawai.models import HubunganPenilai, Instansi, Pegawai, UnitKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.permissions import unit_pantauan
from skp.models import Periode
from skp.selectors import orang_wajib_skp

BASI = timedelta(hours=1)
"""Figures that were counted longer ago than this are not shown: the counting has stopped somewhere."""


@dataclass(frozen=True)
class AngkaUnit:
    """The figures of a group of people."""

    wajib: int = 0
    tetap: int = 0
    dinilai: int = 0
    terbuka: int = 0
    final: int = 0
    sangat_baik: int = 0
    baik: int = 0
    butuh_perbaikan: int = 0
    kurang: int = 0
    sangat_kurang: int = 0
    tersembunyi: int = 0
    """Open results of people whom the reader may not open one by one."""

    @property
    def jumlah(self) -> dict[Predikat, int]:
        return {p: getattr(self, p.value) for p in Predikat}

    @property
    def langkah(self) -> list[tuple[UkuranDasbor, int]]:
        return [(u, getattr(self, u.value)) for u in UkuranDasbor]

    def __add__(self, lain: AngkaUnit) -> AngkaUnit:
        return AngkaUnit(*(getattr(self, f.name) + getattr(lain, f.name) for f in fields(self)))


KOLOM = tuple(f.name for f in fields(AngkaUnit) if f.name != "tersembunyi")


def pada_periode(periode: Periode, hari_ini: date) -> date:
    """People are counted on the period's last day, or today while it runs."""
    return max(min(hari_ini, periode.selesai), periode.mulai)


def orang_dasbor(instansi: Instansi, periode: Periode, pada: date) -> QuerySet[Any]:
    """Everyone from whom an SKP is due on that day, with that SKP as `s` and the evaluation of the period as `e`."""
    return (
        orang_wajib_skp(instansi, pada)
        .annotate(e=FilteredRelation("evaluasi", condition=Q(evaluasi__periode=periode)))
        # the one in force, as `EvaluasiQuerySet.berlaku` has it
        .filter(Q(e__mengoreksi__isnull=True) | Q(e__status=StatusEvaluasi.FINAL.value), ~digantikan("e__pk"))
    )


def syarat_ukuran(ukuran: UkuranDasbor) -> Q:
    """The condition behind a figure of progress."""
    match ukuran:
        case UkuranDasbor.WAJIB:
            return Q()
        case UkuranDasbor.TETAP:
            return Q(s__status__in=[s.value for s in STATUS_JADI])
        case UkuranDasbor.DINILAI:
            return Q(e__predikat__gt="")
        case UkuranDasbor.TERBUKA:
            return Q(e__status__in=[s.value for s in STATUS_TERBUKA_BAGI_PEGAWAI])
        case UkuranDasbor.FINAL:
            return Q(e__status=StatusEvaluasi.FINAL.value)


def syarat_predikat(predikat: Predikat) -> Q:
    """The condition behind a figure of the distribution: a result that is more than a draft."""
    return syarat_ukuran(UkuranDasbor.TERBUKA) & Q(e__predikat=predikat.value)


def hitung_orang(orang: QuerySet[Any], per: str) -> QuerySet[Any]:
    """Count people per value of `per`; each once, also where a revised SKP left two evaluations behind."""
    kolom = {u.value: Count("pegawai", distinct=True, filter=syarat_ukuran(u)) for u in UkuranDasbor} | {
        p.value: Count("pegawai", distinct=True, filter=syarat_predikat(p)) for p in Predikat
    }
    return orang.order_by().values(per).annotate(**kolom)


# Rings: the children of each unit on the way from the top that the reader may watch down to the unit he looks at


def _cincin(jejak: Sequence[UnitKerja], kolom: str) -> Case:
    """Per person "level:child": the deepest unit of the way that holds him, and its child towards him."""
    return Case(
        *(
            When(
                **{f"{kolom}__startswith": u.jalur},
                then=Concat(
                    Value(f"{i}:"),
                    Func(
                        F(kolom),
                        Value("/"),
                        Value(u.kedalaman + 3),
                        function="split_part",
                        output_field=TextField(),
                    ),
                    output_field=TextField(),
                ),
            )
            for i, u in reversed(list(enumerate(jejak)))
        ),
        output_field=TextField(),
    )


def _hitung(
    instansi: Instansi, periode: Periode, pada: date, puncak: Sequence[UnitKerja], per: Mapping[str, Any]
) -> tuple[dict[str, AngkaUnit], datetime | None]:
    """The figures below `puncak`, grouped by `per`: added up from what was counted, or counted now."""
    di_bawah = Q(pk__in=())
    for u in puncak:
        di_bawah |= Q(unit__jalur__startswith=u.jalur)
    jumlah = {k: Sum(k) for k in KOLOM}
    siap: list[Any] = list(
        RingkasUnit.objects.filter(di_bawah, periode=periode)
        .annotate(cincin=per["ringkas"])
        .order_by()
        .values("cincin")
        .annotate(**jumlah, sejak=Min("dihitung_pada"), baru=Max("dihitung_pada"))
    )
    sejak = min((b["sejak"] for b in siap), default=None)
    if sejak and sum(b["wajib"] for b in siap) >= DIHITUNG_BERKALA and sejak > timezone.now() - BASI:
        return {b["cincin"]: AngkaUnit(*(b[k] for k in KOLOM)) for b in siap}, sejak
    orang = orang_dasbor(instansi, periode, pada).filter(di_bawah).annotate(cincin=per["orang"])
    return {b["cincin"]: AngkaUnit(*(b[k] for k in KOLOM)) for b in hitung_orang(orang, "cincin")}, None


def _terlihat(pelaku: Pegawai, periode: Periode, per: Any) -> dict[Any, int]:
    """How many open results `pelaku` may read one by one, per group. Narrowed to his people first: they are few."""
    bawahan = HubunganPenilai.objects.filter(penilai=pelaku).values("pegawai")
    dekat = HubunganPenilai.objects.filter(Q(penilai=pelaku) | Q(penilai__in=bawahan)).values("penempatan")
    milik = (
        Q(penempatan__in=dekat)
        | Q(penilai=pelaku)
        | Q(penilai__in=bawahan)
        | Q(pegawai=pelaku)
        | Q(pk__in=pelaku.keberatan_diputus.values("evaluasi"))
    )
    for c in cakupan_of(pelaku):  # a role over a part: what it opens is no secret beside that part either
        if c.jalur is not None:
            milik |= Q(penempatan__unit__jalur__startswith=c.jalur)
    baris = (
        Evaluasi.objects.visible_to(pelaku)
        .berlaku()
        .filter(
            milik,
            periode=periode,
            status__in=STATUS_TERBUKA_BAGI_PEGAWAI,
            skp__is_plt_plh=False,
        )
        .exclude(predikat="")
        .annotate(cincin=per)
        .order_by()
        .values("cincin")
        .annotate(n=Count("pk", distinct=True))
    )
    return {b["cincin"]: b["n"] for b in baris if b["cincin"]}


def is_terbuka_penuh(pelaku: Pegawai, unit: UnitKerja | None) -> bool:
    """Tell whether a granted role lets this person open every evaluation below the unit: nothing to hide from him."""
    return unit is not None and any(c.mencakup(unit.jalur) for c in cakupan_of(pelaku))


@dataclass(frozen=True)
class BarisDasbor:
    """One unit with everything below it, beside its neighbours."""

    unit: UnitKerja
    angka: AngkaUnit
    tampak: bool
    """Whether its results may be shown; progress always is."""


@dataclass(frozen=True)
class Dasbor:
    """Everything the page of a unit shows."""

    unit: UnitKerja | None
    periode: Periode
    angka: AngkaUnit
    tampak: bool
    baris: Sequence[BarisDasbor]
    atur: PengaturanPola
    capaian: CapaianOrganisasi | None
    dihitung_pada: datetime | None
    penuh: bool
    penilai: Sequence[SebaranUnit] = ()
    """The results that each penilai gave, where the reader may open every one of them."""

    @property
    def ada_tertutup(self) -> bool:
        return not self.tampak or any(not b.tampak for b in self.baris)

    @cached_property
    def periksa(self) -> PeriksaPola | None:
        if self.capaian is None or not self.tampak:
            return None
        pola = PredikatOrganisasi(self.capaian.predikat)
        return check_pola(pola, self.angka.jumlah, unit_kecil=self.atur.unit_kecil)

    @cached_property
    def pencilan(self) -> list[Pencilan]:
        """Units whose results lie far from the whole; only those that are shown."""
        if not self.tampak:
            return []
        units = [SebaranUnit(b.unit.nama, str(b.unit.uuid), b.angka.jumlah) for b in self.baris if b.tampak]
        return pencilan(
            units, self.angka.jumlah, selisih=self.atur.selisih_pencilan, unit_kecil=self.atur.unit_kecil
        )

    @cached_property
    def pencilan_penilai(self) -> list[Pencilan]:
        """Penilai whose results lie far from those of the unit; groups below the minimum are left out."""
        return pencilan(
            self.penilai,
            self.angka.jumlah,
            selisih=self.atur.selisih_pencilan,
            unit_kecil=self.atur.kelompok_min,
        )


def _per_penilai(unit: UnitKerja, periode: Periode, kelompok_min: int) -> list[SebaranUnit]:
    """What each penilai gave below the unit. One query; read afresh, so only where few enough people are."""
    jumlah: dict[tuple[str, str], dict[Predikat, int]] = {}
    for b in (
        hasil_terbuka(periode)
        .filter(penempatan__unit__jalur__startswith=unit.jalur)
        .order_by()
        .values(
            "penilai__uuid", "penilai__gelar_depan", "penilai__nama", "penilai__gelar_belakang", "predikat"
        )
        .annotate(n=Count("pegawai", distinct=True))
    ):
        depan = f"{b['penilai__gelar_depan']} {b['penilai__nama']}".strip()
        nama = f"{depan}, {b['penilai__gelar_belakang']}" if b["penilai__gelar_belakang"] else depan
        jumlah.setdefault((str(b["penilai__uuid"]), nama), {})[Predikat(b["predikat"])] = b["n"]
    semua = [SebaranUnit(nama, kunci, j) for (kunci, nama), j in jumlah.items()]
    return sorted((s for s in semua if s.n >= kelompok_min), key=lambda s: s.nama)


def dasbor_unit(
    pelaku: Pegawai, jejak: Sequence[UnitKerja], periode: Periode, atur: PengaturanPola, hari_ini: date
) -> Dasbor:
    """The dashboard of the last unit of `jejak`, which begins at the top that `pelaku` may watch. Six queries."""
    unit, pada = jejak[-1], pada_periode(periode, hari_ini)
    penuh = is_terbuka_penuh(pelaku, unit)
    jalan = [unit] if penuh else list(jejak)
    per = {"ringkas": _cincin(jalan, "unit__jalur"), "orang": _cincin(jalan, "unit__jalur")}
    angka, dihitung = _hitung(pelaku.instansi, periode, pada, jalan[:1], per)
    if not penuh:
        terlihat = _terlihat(pelaku, periode, _cincin(jalan, "penempatan__unit__jalur"))
        angka = {k: _sembunyi(a, terlihat.get(k, 0)) for k, a in angka.items()}
    cincin: list[dict[str, AngkaUnit]] = [{} for _ in jalan]
    for kunci, a in angka.items():
        tingkat, _, anak = kunci.partition(":")
        cincin[int(tingkat)][anak or str(jalan[int(tingkat)].pk)] = a
    # from below: what a unit on the way holds in all stands as one row beside its sisters
    for i in range(len(jalan) - 1, 0, -1):
        cincin[i - 1][str(jalan[i].pk)] = sum(cincin[i].values(), AngkaUnit())
    tampak, tutup = _rantai([{k: a.tersembunyi for k, a in c.items()} for c in cincin], jalan, atur)
    units = UnitKerja.objects.filter(Q(induk=unit) | Q(pk=unit.pk))
    baris = [
        BarisDasbor(u, milik, str(u.pk) not in tutup)
        for u in units
        if (milik := cincin[-1].get(str(u.pk))) is not None
    ]
    jumlah = sum(cincin[-1].values(), AngkaUnit())
    banding = penuh and tampak and jumlah.terbuka > 0 and jumlah.wajib < DIHITUNG_BERKALA
    return Dasbor(
        unit=unit,
        periode=periode,
        angka=jumlah,
        tampak=tampak,
        baris=sorted(baris, key=lambda b: (b.unit.pk != unit.pk, b.unit.nama.casefold())),
        atur=atur,
        capaian=capaian_untuk(unit, periode),
        dihitung_pada=dihitung,
        penuh=penuh,
        penilai=_per_penilai(unit, periode, atur.kelompok_min) if banding else (),
    )


def _sembunyi(angka: AngkaUnit, terlihat: int) -> AngkaUnit:
    isi = {k: getattr(angka, k) for k in KOLOM}
    return AngkaUnit(**isi, tersembunyi=max(angka.terbuka - terlihat, 0))


def _rantai(
    cincin: Sequence[Mapping[str, int]], jalan: Sequence[UnitKerja], atur: PengaturanPola
) -> tuple[bool, frozenset[str]]:
    """Whether the unit's own results are shown, and which of its rows are not.

    Asked from the top down: a unit that is hidden among its sisters may not be opened for its figures either, or
    the difference would tell the sister for whose sake it is hidden.
    """
    tampak = boleh_tampak(sum(cincin[0].values()), atur.kelompok_min)
    for baris, anak in zip(cincin, jalan[1:], strict=False):
        tampak = tampak and str(anak.pk) not in lindungi(baris, atur.kelompok_min)
    if tampak:
        return True, lindungi(cincin[-1], atur.kelompok_min)
    return False, frozenset(k for k, n in cincin[-1].items() if n)


def dasbor_puncak(
    pelaku: Pegawai, puncak: Sequence[UnitKerja], periode: Periode, atur: PengaturanPola, hari_ini: date
) -> Dasbor:
    """Several tops side by side. They do not overlap and no total of results is shown, so nothing can be subtracted."""
    pada = pada_periode(periode, hari_ini)

    def per(kolom: str) -> Case:
        return Case(
            *(When(**{f"{kolom}__startswith": u.jalur}, then=Value(str(u.pk))) for u in puncak),
            output_field=TextField(),
        )

    angka, dihitung = _hitung(
        pelaku.instansi, periode, pada, puncak, {"ringkas": per("unit__jalur"), "orang": per("unit__jalur")}
    )
    terlihat = _terlihat(pelaku, periode, per("penempatan__unit__jalur"))
    baris = []
    for u in sorted(puncak, key=lambda u: u.nama.casefold()):
        a = angka.get(str(u.pk), AngkaUnit())
        if not is_terbuka_penuh(pelaku, u):
            a = _sembunyi(a, terlihat.get(str(u.pk), 0))
        baris.append(BarisDasbor(u, a, boleh_tampak(a.tersembunyi, atur.kelompok_min)))
    return Dasbor(
        unit=None,
        periode=periode,
        angka=sum((b.angka for b in baris), AngkaUnit()),
        tampak=False,
        baris=baris,
        atur=atur,
        capaian=None,
        dihitung_pada=dihitung,
        penuh=False,
    )


def hasil_pohon(
    pelaku: Pegawai, unit: UnitKerja, periode: Periode, pada: date, kelompok_min: int
) -> tuple[dict[int, AngkaUnit], frozenset[int]]:
    """What everybody got, per unit he sits in, from the top down to `unit` and below; and the units that stay hidden.

    For whoever may not open every one of them it is asked from the top that he may watch, as the page does it: a report
    about a unit tells nothing that its own page, or that of a neighbour, keeps back. Four queries.
    """
    penuh = is_terbuka_penuh(pelaku, unit)
    puncak = unit
    if not penuh:
        atas = unit_pantauan(pelaku)
        puncak = next((u for u in atas if unit.jalur.startswith(u.jalur)), unit)
    di_bawah = Q(unit__jalur__startswith=puncak.jalur)
    baris = hitung_orang(orang_dasbor(pelaku.instansi, periode, pada).filter(di_bawah), "unit")
    angka = {b["unit"]: AngkaUnit(*(b[k] for k in KOLOM)) for b in baris}
    if penuh:
        return angka, frozenset()
    terlihat = _terlihat(pelaku, periode, F("penempatan__unit"))
    anak: dict[int, list[int]] = {}
    for pk, induk in UnitKerja.objects.filter(jalur__startswith=puncak.jalur).values_list("pk", "induk"):
        if induk is not None and pk != puncak.pk:
            anak.setdefault(induk, []).append(pk)
    sendiri = {pk: max(a.terbuka - terlihat.get(pk, 0), 0) for pk, a in angka.items()}
    return angka, lindungi_pohon(sendiri, anak, puncak.pk, kelompok_min)


def daftar_dasbor(
    pelaku: Pegawai,
    units: Sequence[UnitKerja],
    periode: Periode,
    hari_ini: date,
    ukuran: UkuranDasbor | Predikat,
    *,
    penilai: UUID | None = None,
    langsung: bool = False,
    belum: bool = False,
) -> QuerySet[Any]:
    """The people behind a figure, by name. A predikat is told only of those whose evaluation `pelaku` may open.

    `penilai`: only those whom he rated. `langsung`: only who sits in the unit itself. `belum`: everybody else, who has
    not come so far. Each person once, as he is counted.
    """
    letak = Q(pk__in=())
    for u in units:
        letak |= Q(unit=u) if langsung else Q(unit__jalur__startswith=u.jalur)
    orang = (
        orang_dasbor(pelaku.instansi, periode, pada_periode(periode, hari_ini))
        .filter(letak)
        .select_related("pegawai", "jabatan", "unit")
    )
    terbuka = syarat_ukuran(UkuranDasbor.TERBUKA)
    if not all(is_terbuka_penuh(pelaku, u) for u in units):
        terbuka &= Q(e__in=Evaluasi.objects.visible_to(pelaku).filter(periode=periode).values("pk"))
    if penilai is not None:
        orang = orang.filter(e__penilai__uuid=penilai)
    if isinstance(ukuran, Predikat):
        orang = orang.filter(terbuka, e__predikat=ukuran.value)
    elif belum:
        orang = orang.exclude(pegawai__in=orang.filter(syarat_ukuran(ukuran)).values("pegawai"))
    else:
        orang = orang.filter(syarat_ukuran(ukuran))
    return (
        orang.annotate(
            status_skp=F("s__status"),
            status_evaluasi=F("e__status"),
            uuid_evaluasi=Case(When(terbuka, then=F("e__uuid"))),
            predikat=Case(When(terbuka, then=F("e__predikat")), default=Value(""), output_field=TextField()),
        )
        .order_by("pegawai__nama", "pegawai_id", F("e__pk").desc(nulls_last=True))
        .distinct("pegawai__nama", "pegawai_id")
    )
