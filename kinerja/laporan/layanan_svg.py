"""The trend of the index as inline SVG. A point without enough respondents is left open, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from html import escape

from kinerja.selectors.layanan import TitikTren
from skp.rules import angka_id

TINTA, GARIS, BIRU = "#1a1a1a", "#9aa4ae", "#1f4e8c"
KIRI, ATAS, TINGGI, LANGKAH = 34, 12, 120, 44
GARIS_NILAI = (25, 50, 75, 100)


def _y(nilai: float) -> float:
    return ATAS + TINGGI * (100 - max(0.0, min(100.0, nilai))) / 100


def _teks(x: float, y: float, isi: str, jangkar: str = "middle") -> str:
    return (
        f'<text class="grafik-teks" x="{x:g}" y="{y:g}" font-size="9" text-anchor="{jangkar}" '
        f'fill="{TINTA}">{escape(isi)}</text>'
    )


def uraian_tren(titik: Sequence[TitikTren]) -> str:
    """The same in words, for who does not see the picture."""
    ada = [(t.nama, nilai) for t in titik if (nilai := t.indeks.nilai) is not None]
    if not ada:
        return "Belum ada masa dengan cukup penilaian."
    (awal, pertama), (akhir, terakhir) = ada[0], ada[-1]
    return (
        f"Dari {awal} {angka_id(pertama)} menjadi {akhir} {angka_id(terakhir)}; "
        f"{len(ada)} dari {len(titik)} masa memiliki cukup penilaian."
    )


def grafik_tren(titik: Sequence[TitikTren], *, kunci: str = "tren") -> str:
    """Draw the index over time; months without enough respondents leave a gap."""
    lebar = KIRI + LANGKAH * max(len(titik), 3) + 10
    isi = []
    for n in GARIS_NILAI:
        y = _y(n)
        isi.append(
            f'<path class="grafik-garis" d="M{KIRI} {y:g}H{lebar - 10}" stroke="{GARIS}" fill="none"/>'
            + _teks(KIRI - 6, y + 3, str(n), "end")
        )
    tempat = [(KIRI + LANGKAH * (i + 0.5), t) for i, t in enumerate(titik)]
    isi += _garis(tempat)
    jarang = max(1, len(titik) // 12)
    for i, (x, t) in enumerate(tempat):
        if i % jarang == 0:
            isi.append(_teks(x, ATAS + TINGGI + 14, t.pendek))
        nilai = t.indeks.nilai
        if nilai is not None:
            y = _y(float(nilai))
            isi.append(f'<circle class="grafik-titik" cx="{x:g}" cy="{y:.1f}" r="3.5" fill="{BIRU}"/>')
            if len(titik) <= 12:
                isi.append(_teks(x, y - 7, angka_id(nilai.quantize(Decimal("0.1")))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik" role="img" width="{lebar}" viewBox="0 0 {lebar} {ATAS + TINGGI + 22}" '
        f'aria-labelledby="{kunci}-judul {kunci}-uraian"><title id="{kunci}-judul">Indeks dari waktu ke waktu</title>'
        f'<desc id="{kunci}-uraian">{escape(uraian_tren(titik))}</desc>{"".join(isi)}</svg>'
    )


def _garis(tempat: Sequence[tuple[float, TitikTren]]) -> list[str]:
    """Lines between neighbours that both have a value."""
    potong: list[list[str]] = [[]]
    for x, t in tempat:
        nilai = t.indeks.nilai
        if nilai is None:
            potong.append([])
        else:
            potong[-1].append(f"{x:g} {_y(float(nilai)):.1f}")
    return [
        f'<path class="grafik-kurva" d="M{"L".join(p)}" fill="none" stroke="{BIRU}" stroke-width="2"/>'
        for p in potong
        if len(p) > 1
    ]
