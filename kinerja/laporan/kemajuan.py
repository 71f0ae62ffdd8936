"""From what was reached to its picture: per indicator and for the whole SKP."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kinerja import rules
from kinerja.laporan.svg import Batang, Titik, Ukuran, lintasan, ringkas_skp
from kinerja.selectors import CapaianIndikator
from skp.models import Periode
from skp.rules import BULAN, ROMAWI, JenisPeriode


def nama_titik(periode: Periode) -> str:
    """As short as an axis wants it: TW II, Mar."""
    if periode.jenis == JenisPeriode.TRIWULAN:
        return f"TW {ROMAWI[periode.nomor - 1]}"
    return BULAN[periode.nomor - 1][:3]


def ukuran_of(c: CapaianIndikator) -> Ukuran:
    i = c.indikator
    return Ukuran(i.teks, i.target, i.polaritas, i.cara_gabung)


def titik_of(c: CapaianIndikator, periode: Iterable[Periode]) -> list[Titik]:
    """Each period with its own figure and what all up to it come to."""
    per_periode = {r.periode_id: r.angka for r in c.riwayat}
    sejauh_ini: list[tuple[bool, Decimal]] = []
    hasil = []
    for p in periode:
        if p.jenis == JenisPeriode.TAHUNAN:
            continue
        angka = per_periode.get(p.pk)
        if angka is None:
            hasil.append(Titik(nama_titik(p)))
            continue
        sejauh_ini.append((False, angka))
        hasil.append(
            Titik(nama_titik(p), angka, rules.angka_kumulatif(cara=c.indikator.cara_gabung, angka=sejauh_ini))
        )
    return hasil


def gambar_indikator(c: CapaianIndikator, periode: Sequence[Periode], waktu: Decimal) -> str:
    """The way of one indicator through the year."""
    return lintasan(ukuran_of(c), titik_of(c, periode), waktu=waktu, kunci=f"g{c.indikator.uuid.hex[:8]}")


def gambar_skp(semua: Iterable[CapaianIndikator], waktu: Decimal) -> str:
    """All indicators at a glance. A share is drawn only where more is better; elsewhere words say how it stands."""
    batang = []
    for c in semua:
        if c.is_lama:
            continue
        u = ukuran_of(c)
        naik = u.polaritas == "maksimal" and not u.is_batas
        batang.append(
            Batang(
                c.indikator.teks,
                c.capaian.persen if naik else None,
                c.capaian.keterangan
                if naik
                else rules.letak_capaian(u.target, u.polaritas, c.kumulatif) or c.tampil,
                u.is_bertahap,
            )
        )
    return ringkas_skp(batang, waktu=waktu)
