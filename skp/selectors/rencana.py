"""Action plans as a table of RHK and periods, and what is proposed where nothing stands yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Prefetch

from skp import rules
from skp.models import IndikatorKinerja, Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules.rencana import RentangPeriode, gabung_target, usul_target
from skp.selectors.dasar import periode_skp


@dataclass(frozen=True)
class IsiBaris:
    """One line of the table: a plan, or the empty place where the first one goes."""

    periode: Periode
    kunci: str
    aksi: RencanaAksi | None = None
    teks: str = ""
    target: str = ""
    versi: str = ""


@dataclass(frozen=True)
class SelRencana:
    """One RHK in one period."""

    periode: Periode
    aksi: list[RencanaAksi]

    @property
    def isi(self) -> list[IsiBaris]:
        return [IsiBaris(self.periode, str(a.uuid), a, a.teks, a.target, a.versi) for a in self.aksi] or [
            IsiBaris(self.periode, str(self.periode.uuid))
        ]


@dataclass(frozen=True)
class BarisRencana:
    """One RHK over all periods."""

    nomor: int
    rhk: RencanaHasilKerja
    sel: list[SelRencana]

    @property
    def kosong(self) -> int:
        return sum(1 for s in self.sel if not s.aksi)


@dataclass(frozen=True)
class TabelRencana:
    """The table of one SKP."""

    periode: list[Periode]
    baris: list[BarisRencana]

    @cached_property
    def lengkap(self) -> list[tuple[Periode, int, int]]:
        """Per period: how many of the RHK have a plan there."""
        return [
            (p, sum(1 for b in self.baris if b.sel[n].aksi), len(self.baris))
            for n, p in enumerate(self.periode)
        ]

    @property
    def terisi(self) -> int:
        return sum(ada for _, ada, _ in self.lengkap)

    @property
    def kosong(self) -> int:
        return sum(b.kosong for b in self.baris)


def tabel_rencana(skp: Skp) -> TabelRencana:
    """RHK × period with their plans (four queries for any number of RHK)."""
    rhk = (
        RencanaHasilKerja.objects.filter(skp=skp)
        .prefetch_related(
            Prefetch("rencana_aksi", RencanaAksi.objects.order_by("urutan", "id")),
            Prefetch("indikator", IndikatorKinerja.objects.order_by("urutan", "id")),
        )
        .order_by(F("jenis").desc(), "urutan", "id")
    )
    periode = list(periode_skp(skp))
    return TabelRencana(
        periode,
        [
            BarisRencana(
                n,
                r,
                [SelRencana(p, [a for a in r.rencana_aksi.all() if a.periode_id == p.pk]) for p in periode],
            )
            for n, r in enumerate(rhk, start=1)
        ],
    )


@dataclass(frozen=True)
class UsulAksi:
    """What would be written into one empty cell."""

    rhk: RencanaHasilKerja
    periode: Periode
    target: str

    @property
    def kunci(self) -> str:
        return f"{self.rhk.uuid}.{self.periode.uuid}"


@dataclass(frozen=True)
class UsulRhk:
    """The proposals for one RHK: one wording, a target per empty period."""

    rhk: RencanaHasilKerja
    ukuran: list[str]
    aksi: list[UsulAksi]


def usul_rencana(tabel: TabelRencana) -> list[UsulRhk]:
    """Proposals from the yearly targets for every cell that is still empty."""
    rentang = [RentangPeriode(p.mulai, p.selesai) for p in tabel.periode]
    hasil = []
    for b in tabel.baris:
        ukuran = list(b.rhk.indikator.all())
        per_iki: list[Sequence[str]] = [
            usul_target(i.target, rentang, aspek=i.aspek, polaritas=i.polaritas) for i in ukuran
        ]
        aksi = [
            UsulAksi(b.rhk, s.periode, target)
            for n, s in enumerate(b.sel)
            if not s.aksi and (target := gabung_target([bagian[n] for bagian in per_iki]))
        ]
        if aksi:
            hasil.append(UsulRhk(b.rhk, [rules.uraian_indikator(i.teks, i.target) for i in ukuran], aksi))
    return hasil
