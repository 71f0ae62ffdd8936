"""The application's icon for home screens: the sign of `templates/komponen/tanda.html`, drawn in the agency's colour."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from pegawai.navigasi import WARNA_MEREK

KOTAK_TERANG = ((6, 17.5), (11.75, 11.75), (17.5, 6))
KOTAK_SENYAP = ((6, 11.75), (6, 6), (11.75, 6), (11.75, 17.5), (17.5, 17.5), (17.5, 11.75))
SISI, SUDUT, BIDANG = 4.5, 1, 28
HALUS = 4
"""Drawn larger and made smaller: smooth corners."""


@lru_cache(maxsize=16)
def ikon_png(ukuran: int, merek: str, *, penuh: bool = False) -> bytes:
    """A square icon. `penuh` fills it to the edge with the sign inside the circle that every system leaves visible."""
    besar = ukuran * HALUS
    gambar = Image.new("RGBA", (besar, besar), (0, 0, 0, 0))
    pena = ImageDraw.Draw(gambar)
    skala = besar / BIDANG * (0.75 if penuh else 1)
    geser = (besar - BIDANG * skala) / 2
    warna = WARNA_MEREK.get(merek, WARNA_MEREK[""])
    pena.rounded_rectangle((0, 0, besar - 1, besar - 1), 0 if penuh else 6 * skala, fill=warna)
    senyap = _campur(warna, 0.35)
    for isi, kotak in ((senyap, KOTAK_SENYAP), ("#ffffff", KOTAK_TERANG)):
        for x, y in kotak:
            kiri, atas = geser + x * skala, geser + y * skala
            pena.rounded_rectangle(
                (kiri, atas, kiri + SISI * skala, atas + SISI * skala), SUDUT * skala, fill=isi
            )
    keluar = io.BytesIO()
    gambar.resize((ukuran, ukuran), Image.Resampling.LANCZOS).save(keluar, "PNG", optimize=True)
    return keluar.getvalue()


def _campur(warna: str, bagian_putih: float) -> str:
    """A colour under white of that opacity."""
    kanal = (int(warna[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(k + (255 - k) * bagian_putih):02x}" for k in kanal)


def ikon_svg(merek: str) -> str:
    """The same sign as SVG."""
    warna = WARNA_MEREK.get(merek, WARNA_MEREK[""])

    def kotak(daftar: tuple[tuple[float, float], ...]) -> str:
        return "".join(
            f'<rect x="{x}" y="{y}" width="{SISI}" height="{SISI}" rx="{SUDUT}"/>' for x, y in daftar
        )

    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BIDANG} {BIDANG}">'
        f'<rect width="{BIDANG}" height="{BIDANG}" rx="6" fill="{warna}"/>'
        f'<g fill="#fff">{kotak(KOTAK_TERANG)}</g><g fill="#fff" opacity=".35">{kotak(KOTAK_SENYAP)}</g></svg>'
    )
