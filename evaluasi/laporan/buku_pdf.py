"""A long table as PDF in flat memory: pages leave as they fill, the fonts and the number of pages follow at the end.

WeasyPrint holds a whole document; ten thousand rows of a log are four hundred pages. This writer knows lines of text
in one face and a bold one, rules, and nothing else. It uses the faces of the other documents.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from evaluasi.laporan.fon import siapkan_fon, tercetak
from evaluasi.laporan.pdf import folder_fon, penyaring

LEBAR, TINGGI = 595.28, 841.89
TEPI = 42.0
BAWAH = 54.0
KATALOG, HALAMAN, SUMBER, JUMLAH, BIASA, TEBAL = range(1, 7)


@dataclass(frozen=True)
class Wajah:
    """One face: where a sign stands in it and how wide it is."""

    berkas: Path
    glif: dict[int, int]
    lebar: dict[int, float]
    """In thousandths of the size, by sign."""
    naik: int
    turun: int
    kotak: tuple[int, ...]


@cache
def _wajah(nama: str) -> Wajah:
    siapkan_fon(folder_fon())
    berkas = folder_fon() / f"utama-{nama}.ttf"
    with TTFont(berkas) as fon:
        skala = 1000 / fon["head"].unitsPerEm
        peta = fon.getBestCmap()
        glif = {u: fon.getGlyphID(g) for u, g in peta.items()}
        lebar = {u: fon["hmtx"][g][0] * skala for u, g in peta.items()}
        kepala, hhea = fon["head"], fon["hhea"]
        kotak = tuple(round(n * skala) for n in (kepala.xMin, kepala.yMin, kepala.xMax, kepala.yMax))
        return Wajah(berkas, glif, lebar, round(hhea.ascent * skala), round(hhea.descent * skala), kotak)


@lru_cache(8192)
def lebar_teks(teks: str, ukuran: float, wajah: str = "Regular") -> float:
    lebar = _wajah(wajah).lebar
    return sum(lebar.get(ord(h), 600.0) for h in teks) * ukuran / 1000


@lru_cache(512)
def baris_teks(teks: str, lebar: float, ukuran: float) -> tuple[str, ...]:
    """Break a text into lines that fit; a word that is wider than the column is cut."""
    hasil: list[str] = []
    for alinea in tercetak(teks, penyaring()).splitlines() or [""]:
        kini, isi = "", 0.0
        for kata in alinea.split():
            for potong in _potong(kata, lebar, ukuran):
                n = lebar_teks(potong, ukuran)
                spasi = lebar_teks(" ", ukuran) if kini else 0.0
                if kini and isi + spasi + n > lebar:
                    hasil.append(kini)
                    kini, isi = potong, n
                else:
                    kini, isi = (f"{kini} {potong}" if kini else potong), isi + spasi + n
        hasil.append(kini)
    return tuple(hasil)


def _potong(kata: str, lebar: float, ukuran: float) -> list[str]:
    if lebar_teks(kata, ukuran) <= lebar:
        return [kata]
    hasil, kini = [], ""
    for huruf in kata:
        if kini and lebar_teks(kini + huruf, ukuran) > lebar:
            hasil.append(kini)
            kini = ""
        kini += huruf
    return [*hasil, kini]


class PdfRingan:
    """Writes objects as they come; holds only where they stand and which signs were used."""

    def __init__(self, keluar: IO[bytes], *, judul: str, kaki: str) -> None:
        self.keluar, self.judul, self.kaki = keluar, judul, kaki
        self.letak: dict[int, int] = {}
        self.halaman: list[int] = []
        self.dipakai: dict[str, set[str]] = {"Regular": set("0123456789"), "Bold": set()}
        self._berikut = TEBAL + 1
        self._isi: list[str] = []
        self.y = 0.0
        self.keluar.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    # --- drawing ---
    def halaman_baru(self) -> None:
        self.tutup_halaman()
        self.y = TINGGI - TEPI

    def teks(self, x: float, teks: str, ukuran: float = 9, wajah: str = "Regular") -> None:
        """One line at the height reached."""
        self._teks(x, self.y, tercetak(teks, penyaring()), ukuran, wajah)

    def _teks(self, x: float, y: float, teks: str, ukuran: float, wajah: str) -> None:
        self.dipakai[wajah].update(teks)
        glif = _wajah(wajah).glif
        kode = "".join(f"{glif.get(ord(h), 0):04x}" for h in teks)
        self._isi.append(f"BT /{wajah[0]} {ukuran:g} Tf {x:.2f} {y:.2f} Td <{kode}> Tj ET")

    def garis(self, tebal: float = 0.5) -> None:
        """A rule across the page at the height reached."""
        self._isi.append(f"{tebal} w {TEPI:.2f} {self.y:.2f} m {LEBAR - TEPI:.2f} {self.y:.2f} l S")

    @property
    def sisa(self) -> float:
        return self.y - BAWAH

    def tutup_halaman(self) -> None:
        if not self._isi:
            return
        self._teks(TEPI, 30, tercetak(self.kaki, penyaring()), 7.5, "Regular")
        tulisan = f"Halaman {len(self.halaman) + 1} dari "
        x = LEBAR - TEPI - lebar_teks(tulisan + "00000", 7.5)
        self._teks(x, 30, tulisan, 7.5, "Regular")
        self._isi.append(f"q 1 0 0 1 {x + lebar_teks(tulisan, 7.5):.2f} 30 cm /J Do Q")
        isi = self._aliran("\n".join(self._isi).encode("ascii"))
        nomor = self._objek(
            f"<</Type/Page/Parent {HALAMAN} 0 R/MediaBox[0 0 {LEBAR} {TINGGI}]"
            f"/Resources {SUMBER} 0 R/Contents {isi} 0 R>>".encode()
        )
        self.halaman.append(nomor)
        self._isi = []

    # --- objects ---
    def _objek(self, isi: bytes, nomor: int = 0) -> int:
        if not nomor:
            nomor, self._berikut = self._berikut, self._berikut + 1
        self.letak[nomor] = self.keluar.tell()
        self.keluar.write(b"%d 0 obj\n%s\nendobj\n" % (nomor, isi))
        return nomor

    def _aliran(self, isi: bytes, kepala: str = "", nomor: int = 0) -> int:
        padat = zlib.compress(isi, 6)
        awal = f"<<{kepala}/Filter/FlateDecode/Length {len(padat)}>>\nstream\n".encode()
        return self._objek(awal + padat + b"\nendstream", nomor)

    def tutup(self) -> None:
        """Write what is known only now: how many pages, which signs."""
        self.tutup_halaman()
        n = len(self.halaman)
        glif = _wajah("Regular").glif
        kode = "".join(f"{glif[ord(h)]:04x}" for h in str(n))
        kotak = f"/Type/XObject/Subtype/Form/BBox[0 -3 60 12]/Resources<</Font<</R {BIASA} 0 R>>>>"
        self._aliran(f"BT /R 7.5 Tf <{kode}> Tj ET".encode(), kotak, JUMLAH)
        self._fon("Regular", BIASA)
        self._fon("Bold", TEBAL)
        sumber = f"<</Font<</R {BIASA} 0 R/B {TEBAL} 0 R>>/XObject<</J {JUMLAH} 0 R>>>>"
        self._objek(sumber.encode(), SUMBER)
        anak = " ".join(f"{h} 0 R" for h in self.halaman)
        self._objek(f"<</Type/Pages/Count {n}/Kids[{anak}]>>".encode(), HALAMAN)
        katalog = f"<</Type/Catalog/Pages {HALAMAN} 0 R/Lang(id)/ViewerPreferences<</DisplayDocTitle true>>>>"
        self._objek(katalog.encode(), KATALOG)
        info = self._objek(
            b"<</Title<feff%s>/Producer(Kinerja ASN)>>" % self.judul.encode("utf-16-be").hex().encode()
        )
        self._silang(info)

    def _silang(self, info: int) -> None:
        awal, jumlah = self.keluar.tell(), self._berikut
        self.keluar.write(b"xref\n0 %d\n0000000000 65535 f \n" % jumlah)
        for nomor in range(1, jumlah):
            self.keluar.write(b"%010d 00000 n \n" % self.letak[nomor])
        ekor = f"trailer\n<</Size {jumlah}/Root {KATALOG} 0 R/Info {info} 0 R>>\nstartxref\n{awal}\n%%EOF\n"
        self.keluar.write(ekor.encode())

    def _fon(self, nama: str, nomor: int) -> None:
        """The face with the signs that were used and no others, and how to read them back as text."""
        w = _wajah(nama)
        huruf = sorted(h for h in self.dipakai[nama] if ord(h) in w.glif) or [" "]
        isi = _bagian_fon(w, huruf)
        berkas = self._aliran(isi, f"/Length1 {len(isi)}")
        sebut = f"/FontName/KINERJ+KinerjaSans-{nama}"
        uraian = self._objek(
            f"<</Type/FontDescriptor{sebut}/Flags 4/FontBBox[{' '.join(map(str, w.kotak))}]/ItalicAngle 0"
            f"/Ascent {w.naik}/Descent {w.turun}/CapHeight 700/StemV 80/FontFile2 {berkas} 0 R>>".encode()
        )
        lebar = " ".join(f"{w.glif[ord(h)]}[{w.lebar[ord(h)]:.0f}]" for h in huruf)
        dasar = f"/BaseFont/KINERJ+KinerjaSans-{nama}"
        turunan = self._objek(
            f"<</Type/Font/Subtype/CIDFontType2{dasar}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {uraian} 0 R/CIDToGIDMap/Identity/DW 600/W[{lebar}]>>".encode()
        )
        peta = self._aliran(_peta_teks(w, huruf))
        self._objek(
            f"<</Type/Font/Subtype/Type0{dasar}/Encoding/Identity-H/DescendantFonts[{turunan} 0 R]"
            f"/ToUnicode {peta} 0 R>>".encode(),
            nomor,
        )


def _bagian_fon(w: Wajah, huruf: Iterable[str]) -> bytes:
    pilihan = Options(
        retain_gids=True, hinting=False, glyph_names=False, layout_features=[], notdef_outline=True
    )
    with TTFont(w.berkas, recalcTimestamp=False) as fon:
        pemotong = Subsetter(pilihan)
        pemotong.populate(unicodes=[ord(h) for h in huruf])
        pemotong.subset(fon)
        keluar = BytesIO()
        fon.save(keluar)
    return keluar.getvalue()


def _peta_teks(w: Wajah, huruf: Sequence[str]) -> bytes:
    """The map from glyphs back to signs: so that a reader can search, copy and read aloud."""
    baris = [f"<{w.glif[ord(h)]:04x}> <{h.encode('utf-16-be').hex()}>" for h in huruf]
    bagian = [baris[i : i + 100] for i in range(0, len(baris), 100)]
    isi = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in bagian)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{isi}\nendcmap CMapName currentdict /CMap defineresource pop end end"
    ).encode()
