"""The refused rows of an import as a file, to be mended in SIASN. Every cell is text; no formula comes to life."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import xlsxwriter

from pegawai.models import Impor
from pegawai.rules import HasilBaris
from pegawai.selectors.impor import LEMBAR, baris_impor

JUDUL = ("Berkas", "Baris", "NIP atau ID unit", "Nama", "Kolom", "Yang harus diperbaiki")
LEBAR = (12, 8, 40, 40, 22, 90)
AWALAN_RUMUS = ("=", "+", "-", "@", "\t", "\r")


def ditolak_xlsx(impor: Impor) -> bytes:
    """A workbook in constant memory."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluar, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    kertas = buku.add_worksheet("Baris ditolak")
    for kolom, lebar in enumerate(LEBAR):
        kertas.set_column(kolom, kolom, lebar)
    kertas.freeze_panes(1, 0)
    for nomor, isi in enumerate((JUDUL, *_isi(impor))):
        for kolom, teks in enumerate(isi):
            kertas.write_string(nomor, kolom, teks)
    buku.close()
    return keluar.getvalue()


def ditolak_csv(impor: Impor) -> bytes:
    """Semicolons and a byte order mark, as Indonesian Excel opens it; an apostrophe keeps formulas text."""
    teks = io.StringIO()
    penulis = csv.writer(teks, delimiter=";")
    penulis.writerow(JUDUL)
    for isi in _isi(impor):
        penulis.writerow(f"'{sel}" if sel.startswith(AWALAN_RUMUS) else sel for sel in isi)
    return teks.getvalue().encode("utf-8-sig")


def _isi(impor: Impor) -> Iterator[tuple[str, ...]]:
    for b in baris_impor(impor, hasil=HasilBaris.DITOLAK).iterator(2000):
        for p in b.pesan:
            if p["jenis"] == "ditolak":
                yield (LEMBAR[b.lembar], str(b.nomor), b.kunci, b.nama, p["kolom"], p["kalimat"])
