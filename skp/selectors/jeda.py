"""The days of a year: which an SKP covers, which carry a reason for having none, and which are open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.db.models.functions import Least

from pegawai.models import Pegawai, Penempatan
from pegawai.rules import JenisPegawai
from skp import rules
from skp.models import JedaSkp, Periode, Skp
from skp.rules import AlasanJeda


@dataclass(frozen=True)
class HariTerpakai:
    """Days that are taken: by an SKP, or by a reason for having none (`penempatan` None)."""

    mulai: date
    selesai: date
    penempatan: int | None
    is_plt_plh: bool

    def menghalangi(self, penempatan: int, *, definitif: bool) -> bool:
        """Whether they keep an SKP of this placement away: one definitif per day, one per acting post."""
        if self.penempatan is None:
            return definitif
        return not self.is_plt_plh if definitif else self.penempatan == penempatan


def skp_lewat_penempatan() -> Q:
    """SKP whose span goes on after their placement has ended: a move was entered and the span not yet closed."""
    return Q(penempatan__selesai__lt=F("selesai"))


def hari_terpakai(pegawai: Pegawai, tahun: Iterable[Periode]) -> list[HariTerpakai]:
    """The taken days of these years. A span ends with its placement, whether or not it was closed yet. Two queries."""
    daftar = list(tahun)
    awal, akhir = min(p.mulai for p in daftar), max(p.selesai for p in daftar)
    skp = (
        Skp.objects.berlaku()
        .filter(pegawai=pegawai, periode__in=daftar)
        .annotate(ujung=Least("selesai", "penempatan__selesai"))
        .filter(ujung__gte=F("mulai"))
        .values_list("mulai", "ujung", "penempatan_id", "is_plt_plh")
    )
    jeda = JedaSkp.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=awal), pegawai=pegawai, mulai__lte=akhir
    )
    return [HariTerpakai(*b) for b in skp] + [
        HariTerpakai(j.mulai, j.selesai or akhir, None, False) for j in jeda
    ]


@dataclass(frozen=True)
class BagianTahun:
    """A stretch of a person's year: an SKP, a stated gap, or days that still need one of the two."""

    mulai: date
    selesai: date
    skp: Skp | None = None
    jeda: JedaSkp | None = None
    usul: AlasanJeda | None = None
    """What the data suggest as the reason of an open stretch."""

    @property
    def is_terbuka(self) -> bool:
        return self.skp is None and self.jeda is None


def bagian_tahun(pegawai: Pegawai, periode: Periode, pada: date) -> list[BagianTahun]:
    """A person's year in order, up to today; SKP of acting posts stand beside it and are left out. Three queries."""
    akhir = min(periode.selesai, max(pada, periode.mulai))
    skp = list(
        Skp.objects.berlaku()
        .filter(pegawai=pegawai, periode=periode, is_plt_plh=False)
        .select_related("penempatan__jabatan", "penempatan__unit", "periode")
        .annotate(ujung=Least("selesai", "penempatan__selesai"))
        .order_by("mulai")
    )
    jeda = list(
        JedaSkp.objects.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=periode.mulai),
            pegawai=pegawai,
            mulai__lte=periode.selesai,
        ).select_related("oleh")
    )
    ujung = {s.pk: getattr(s, "ujung", s.selesai) or s.selesai for s in skp}
    isi = [BagianTahun(s.mulai, ujung[s.pk], skp=s) for s in skp if ujung[s.pk] >= s.mulai]
    isi += [
        BagianTahun(max(j.mulai, periode.mulai), min(j.selesai or periode.selesai, periode.selesai), jeda=j)
        for j in jeda
    ]
    masa = list(Penempatan.objects.definitif().filter(pegawai=pegawai).values_list("mulai", "selesai"))
    isi += _terbuka(pegawai, periode.mulai, akhir, [(b.mulai, b.selesai) for b in isi], masa)
    return sorted(isi, key=lambda b: b.mulai)


def _terbuka(
    pegawai: Pegawai,
    awal: date,
    akhir: date,
    terisi: Sequence[tuple[date, date]],
    masa: Sequence[tuple[date, date | None]],
) -> list[BagianTahun]:
    """The days up to today without SKP and without reason; cut where a placement begins, for the reason differs."""
    if pegawai.jenis == JenisPegawai.PEJABAT_NEGARA:
        return []
    mulai = min((m for m, _ in masa), default=None)
    hasil = []
    for a, b in rules.rentang_bebas(awal, akhir, terisi):
        potong = [(a, b)]
        if mulai and a < mulai <= b:
            sebelum = rules.rentang_bebas(a, b, [(mulai, b)])
            potong = [*sebelum, (mulai, b)]
        for m, s in potong:
            usul = rules.usul_alasan(kedudukan=pegawai.kedudukan, mulai=m, selesai=s, penempatan=masa)
            hasil.append(BagianTahun(m, s, usul=usul))
    return hasil
