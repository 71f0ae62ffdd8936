"""What citizens wrote as a workbook. Every text is text: no formula and no address comes to life."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter
from django.utils import timezone

from kinerja.rules.ulasan import StatusModerasi

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAKS_BARIS = 20_000
JUDUL = (
    "Diterima",
    "Layanan",
    "Unit",
    "Nilai",
    "Jenis",
    "Tulisan",
    "Petugas",
    "Balasan",
    "Dibalas",
    "Dibatalkan",
)
LEBAR = (17, 30, 34, 7, 10, 70, 24, 50, 17, 30)


def _hari(nilai: Any) -> str:
    """The day alone: the minute would tell a clerk who stood there."""
    return f"{timezone.localtime(nilai):%d-%m-%Y}" if nilai else ""


def ulasan_xlsx(daftar: Any) -> bytes:
    """A workbook in constant memory, in the order of the page. Words that are not open stay out."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluar, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    kertas = buku.add_worksheet("Ulasan")
    for kolom, (judul, lebar) in enumerate(zip(JUDUL, LEBAR, strict=True)):
        kertas.set_column(kolom, kolom, lebar)
        kertas.write_string(0, kolom, judul)
    kertas.freeze_panes(1, 0)
    for nomor, u in enumerate(daftar[:MAKS_BARIS].iterator(2000), start=1):
        for kolom, sel in enumerate(_sel(u)):
            if isinstance(sel, int):
                kertas.write_number(nomor, kolom, sel)
            else:
                kertas.write_string(nomor, kolom, sel)
    buku.close()
    return keluar.getvalue()


def _sel(u: Any) -> tuple[str | int, ...]:
    terbuka = u.moderasi == StatusModerasi.TERBUKA
    return (
        _hari(u.dibuat_pada),
        u.layanan.nama,
        u.layanan.unit.nama,
        u.nilai or "",
        u.get_jenis_display() if u.jenis else "",
        u.kata if terbuka else f"({u.get_moderasi_display()})",
        u.petugas if terbuka else "",
        u.balasan,
        _hari(u.dibalas_pada),
        u.alasan_batal,
    )
