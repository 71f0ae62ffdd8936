"""What stands behind one realisasi: the entries that its proposal is made of, the others, and their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kinerja import rules
from kinerja.models import BekuRealisasi, CatatanHarian, Realisasi
from kinerja.rules import JejakCatatan, Usul
from kinerja.rules.realisasi import Pekerjaan
from kinerja.selectors.bukti import daftar_bukti
from kinerja.selectors.penutupan import dengan_jejak, sidik_of
from skp.models import IndikatorKinerja, Periode
from skp.rules import JenisTarget


@dataclass(frozen=True)
class DasarRealisasi:
    """The grounds of one indicator's realisasi in one period."""

    realisasi: Any
    """None where nothing was recorded yet."""
    usul: Usul | None
    terhitung: tuple[CatatanHarian, ...]
    lain: tuple[CatatanHarian, ...]
    """Of the same result, but in another unit or without a figure."""
    beku: tuple[BekuRealisasi, ...]
    is_berubah: bool
    """The entries or the evidence are no longer those of the last frozen version."""

    @property
    def beda_usul(self) -> str:
        r = self.realisasi
        return rules.beda_usul(self.usul, angka=r.angka, tanggal=r.tanggal) if r else ""


def dasar_realisasi(indikator: IndikatorKinerja, periode: Periode) -> DasarRealisasi:
    """Three queries, however many entries."""
    catatan = list(
        CatatanHarian.objects.aktif()
        .filter(rhk=indikator.rhk_id, tanggal__gte=periode.mulai, tanggal__lte=periode.selesai)
        .select_related("rhk", "rencana_aksi")
        .annotate(daftar_bukti=daftar_bukti("catatan"))
        .order_by("-tanggal", "-id")
    )
    realisasi = (
        dengan_jejak(Realisasi.objects.filter(indikator=indikator, periode=periode))
        .annotate(daftar_bukti=daftar_bukti("realisasi"))
        .select_related("indikator", "periode")
        .first()
    )
    beku = tuple(
        BekuRealisasi.objects.filter(indikator=indikator, periode=periode)
        .select_related("indikator", "oleh")
        .order_by("ke")
    )
    satuan = rules.satuan_usul(indikator.target)
    terhitung = [c for c in catatan if _terhitung(c, satuan)]
    return DasarRealisasi(
        realisasi=realisasi,
        usul=_usul(indikator, terhitung),
        terhitung=tuple(terhitung),
        lain=tuple(c for c in catatan if c not in terhitung),
        beku=beku,
        is_berubah=bool(beku and realisasi) and sidik_of(realisasi) != beku[-1].sidik,
    )


def _usul(indikator: IndikatorKinerja, terhitung: Sequence[CatatanHarian]) -> Usul | None:
    if indikator.jenis_target == JenisTarget.TEKS:
        return rules.usul_narasi(Pekerjaan(c.uraian, c.satuan, 1, c.jumlah) for c in reversed(terhitung))
    return rules.usul_realisasi(target=indikator.target, jejak=_jejak(terhitung), cara=indikator.cara_gabung)


def _terhitung(c: CatatanHarian, satuan: frozenset[str] | None) -> bool:
    if satuan is None:
        return True
    return c.jumlah is not None and c.satuan.strip().casefold() in satuan


def _jejak(catatan: Sequence[CatatanHarian]) -> Iterator[JejakCatatan]:
    """Entry by entry, the latest first."""
    for c in reversed(catatan):
        angka = c.jumlah or Decimal(0)
        yield JejakCatatan(
            c.satuan, angka, angka, angka, c.tanggal, angka, banyak_angka=int(c.jumlah is not None)
        )
