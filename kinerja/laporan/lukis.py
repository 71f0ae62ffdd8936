"""The strokes every chart is made of. Pure functions; colours are attributes, so that a PDF has them too."""

from html import escape

FON = "Kinerja Sans, Kinerja Sans Cadangan, system-ui, sans-serif"
TINTA, GARIS, BIRU, BIRU_MUDA = "#1a1a1a", "#9aa4ae", "#1f4e8c", "#bdd7ee"
TEBAL = ' font-weight="bold"'


def bungkus(lebar: int, tinggi: int, judul: str, uraian: str, isi: str, *, kunci: str) -> str:
    """Wrap the drawing; `kunci` keeps the ids of two charts on one page apart."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="grafik" role="img" viewBox="0 0 {lebar} {tinggi}" '
        f'aria-labelledby="{kunci}-judul {kunci}-uraian" font-family="{FON}">'
        f'<title id="{kunci}-judul">{escape(judul)}</title><desc id="{kunci}-uraian">{escape(uraian)}</desc>{isi}</svg>'
    )


def tulis(x: float, y: float, teks: str, *, besar: float = 9, gaya: str = "", posisi: str = "middle") -> str:
    return (
        f'<text class="grafik-teks" x="{x:g}" y="{y:g}" font-size="{besar:g}" text-anchor="{posisi}" '
        f'fill="{TINTA}"{gaya}>{escape(teks)}</text>'
    )


def garis(x1: float, y1: float, x2: float, y2: float, *, gaya: str = "") -> str:
    return f'<path class="grafik-garis" d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="{GARIS}" fill="none"{gaya}/>'


def medan(x: float, y: float, lebar: float, tinggi: float, warna: str, tembus: str) -> str:
    """A field whose colour lets the ground through: right on light and on dark."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(lebar, 0):.1f}" height="{max(tinggi, 0):.1f}" '
        f'fill="{warna}" fill-opacity="{tembus}"/>'
    )
