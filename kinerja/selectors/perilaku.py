"""Reads about behaviour: the agency's settings, seven values at a glance, colleagues to write about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from kinerja.models import PengaturanPerilaku
from kinerja.rules import PenulisPerilaku
from kinerja.selectors.umpan_balik import PerilakuNilai
from pegawai.models import Pegawai, Penempatan
from pegawai.models.lingkup import rekan_of
from skp.models import Skp
from skp.rules import NilaiPerilaku


def pengaturan_perilaku(instansi_id: int) -> PengaturanPerilaku:
    """What the agency wants, or the defaults (an unsaved row)."""
    ada = PengaturanPerilaku.objects.filter(instansi=instansi_id).first()
    return ada or PengaturanPerilaku(instansi_id=instansi_id)


@dataclass(frozen=True)
class Sekilas:
    """One value on one line: how often it was noted, by whom, and when last."""

    nilai: NilaiPerilaku
    jumlah: int
    per_penulis: tuple[tuple[PenulisPerilaku, int], ...]
    terakhir: date | None
    is_diharapkan: bool
    """The leader expects something particular here: a gap weighs more."""


def sekilas_perilaku(daftar: Iterable[PerilakuNilai]) -> list[Sekilas]:
    """The seven values at a glance, out of what the page has read anyway."""
    hasil = []
    for n in daftar:
        per: dict[PenulisPerilaku, int] = {}
        for c in n.catatan:
            per[PenulisPerilaku(c.penulis)] = per.get(PenulisPerilaku(c.penulis), 0) + 1
        hasil.append(
            Sekilas(
                n.nilai,
                len(n.catatan),
                tuple((p, per[p]) for p in PenulisPerilaku if p in per),
                max((c.tanggal for c in n.catatan), default=None),
                bool(n.ekspektasi),
            )
        )
    return hasil


def rekan_terpilih(pelaku: Pegawai, cari: str = "") -> QuerySet[Penempatan]:
    """The placements of one's colleagues today, by name; `cari` narrows."""
    rekan = rekan_of(pelaku)
    if cari:
        rekan = rekan.filter(nama__icontains=cari)
    return (
        Penempatan.objects.definitif()
        .pada(timezone.localdate())
        .filter(pegawai__in=rekan)
        .select_related("pegawai", "jabatan", "unit")
        .order_by("pegawai__nama", "pegawai_id")
    )


def skp_rekan(orang: Pegawai, pada: date) -> Skp | None:
    """The SKP under which a colleague writes about somebody: the definitif one in force on that day."""
    return (
        Skp.objects.berlaku()
        .tetap()
        .pada(pada)
        .filter(pegawai=orang, is_plt_plh=False)
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit", "periode")
        .order_by("-id")
        .first()
    )
