"""The log of a person as a printable PDF: official head, one table, signatures, page x of y."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from typing import IO

from evaluasi.laporan.buku_pdf import LEBAR, TEPI, PdfRingan, baris_teks, lebar_teks
from kinerja.selectors.buku import BarisBuku
from skp.rules import angka_id, tanggal_panjang

UKURAN, SELA = 8.5, 11.0
KOLOM: Sequence[tuple[str, float]] = (
    ("No", 26),
    ("Tanggal", 56),
    ("Jam", 62),
    ("Kegiatan", 190),
    ("Hasil", 64),
    ("Untuk hasil kerja", 113.28),
)
JARAK = 6.0
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True)
class KepalaBuku:
    """Whose log it is, of which days, and who signs."""

    instansi: str
    kota: str
    nama: str
    nip: str
    pangkat: str
    jabatan: str
    unit: str
    mulai: date
    selesai: date
    dicetak: str
    hari_cetak: date
    penilai_nama: str = ""
    penilai_nip: str = ""


def buku_pdf(kepala: KepalaBuku, baris: Iterable[BarisBuku]) -> IO[bytes]:
    """The whole log into a file of its own, page by page."""
    keluar = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    judul = f"Catatan harian {kepala.nama}, {_masa(kepala)}"
    pdf = PdfRingan(keluar, judul=judul, kaki=f"Dicetak dari aplikasi Kinerja ASN, {kepala.dicetak}")
    pdf.halaman_baru()
    _kepala(pdf, kepala)
    _judul_tabel(pdf)
    jumlah = 0
    for jumlah, b in enumerate(baris, start=1):
        _baris(pdf, _sel(jumlah, b))
    if not jumlah:
        _turun(pdf, SELA)
        pdf.teks(TEPI, "Tidak ada catatan pada rentang ini.", UKURAN)
        _turun(pdf, 6)
    _turun(pdf, SELA)
    pdf.teks(TEPI, f"Jumlah catatan: {angka_id(Decimal(jumlah))}", UKURAN, "Bold")
    _tanda_tangan(pdf, kepala)
    pdf.tutup()
    keluar.seek(0)
    return keluar


def _masa(k: KepalaBuku) -> str:
    return f"{tanggal_panjang(k.mulai)} sampai {tanggal_panjang(k.selesai)}"


def _turun(pdf: PdfRingan, jauh: float) -> None:
    pdf.y -= jauh


def _tengah(pdf: PdfRingan, teks: str, ukuran: float) -> None:
    for potong in baris_teks(teks, LEBAR - 2 * TEPI, ukuran):
        _turun(pdf, ukuran * 1.35)
        pdf.teks((LEBAR - lebar_teks(potong, ukuran, "Bold")) / 2, potong, ukuran, "Bold")


def _kepala(pdf: PdfRingan, k: KepalaBuku) -> None:
    _tengah(pdf, k.instansi.upper(), 11)
    _tengah(pdf, "CATATAN HARIAN PEGAWAI", 11)
    _turun(pdf, 10)
    for nama, isi in (
        ("Nama", k.nama),
        ("NIP", k.nip or "-"),
        ("Pangkat/Gol. Ruang", k.pangkat),
        ("Jabatan", k.jabatan),
        ("Unit kerja", k.unit),
        ("Masa", _masa(k)),
    ):
        for n, potong in enumerate(baris_teks(isi or "-", LEBAR - 2 * TEPI - 120, 9)):
            _turun(pdf, 12.5)
            if n == 0:
                pdf.teks(TEPI, nama, 9)
                pdf.teks(TEPI + 108, ":", 9)
            pdf.teks(TEPI + 116, potong, 9)
    _turun(pdf, 12)


def _judul_tabel(pdf: PdfRingan) -> None:
    pdf.garis(1)
    isi = [baris_teks(judul, lebar - JARAK, UKURAN) for judul, lebar in KOLOM]
    for urut in zip_longest(*isi, fillvalue=""):
        _turun(pdf, SELA)
        x = TEPI
        for (_, lebar), potong in zip(KOLOM, urut, strict=True):
            pdf.teks(x, potong, UKURAN, "Bold")
            x += lebar
    _turun(pdf, 4)
    pdf.garis(1)


def _sel(nomor: int, b: BarisBuku) -> list[str]:
    hasil = f"{angka_id(b.jumlah)} {b.satuan}" if b.jumlah is not None else "-"
    untuk = f"{b.rhk}\n{b.rencana_aksi}" if b.rencana_aksi else b.rhk
    bukti = "\n".join(f"Bukti: {x['nama']}" for x in b.bukti)
    kegiatan = f"{b.uraian}\n{bukti}" if bukti else b.uraian
    hari = f"{HARI[b.tanggal.weekday()]}\n{b.tanggal:%d-%m-%Y}"
    return [f"{nomor}", hari, b.jam or "-", kegiatan, hasil, untuk]


def _baris(pdf: PdfRingan, sel: Sequence[str]) -> None:
    """One entry; what does not fit goes on on the next page under the head of the table."""
    isi = [baris_teks(teks, lebar - JARAK, UKURAN) for (_, lebar), teks in zip(KOLOM, sel, strict=True)]
    tinggi = max(len(s) for s in isi) * SELA + 6
    if pdf.sisa < min(tinggi, SELA * 4):
        pdf.halaman_baru()
        _judul_tabel(pdf)
    for urut in zip_longest(*isi, fillvalue=""):
        if pdf.sisa < SELA:
            pdf.halaman_baru()
            _judul_tabel(pdf)
        _turun(pdf, SELA)
        x = TEPI
        for (_, lebar), potong in zip(KOLOM, urut, strict=True):
            if potong:
                pdf.teks(x, potong, UKURAN)
            x += lebar
    _turun(pdf, 4)
    pdf.garis(0.3)


def _tanda_tangan(pdf: PdfRingan, k: KepalaBuku) -> None:
    if pdf.sisa < 130:
        pdf.halaman_baru()
    _turun(pdf, 28)
    kanan = LEBAR / 2 + 30
    pdf.teks(kanan, f"{k.kota}, {tanggal_panjang(k.hari_cetak)}", 9)
    _turun(pdf, 13)
    pdf.teks(TEPI, "Mengetahui,", 9)
    _turun(pdf, 13)
    pdf.teks(TEPI, "Pejabat Penilai Kinerja", 9)
    pdf.teks(kanan, "Pegawai yang bersangkutan", 9)
    _turun(pdf, 58)
    pdf.teks(TEPI, k.penilai_nama or "............................................", 9, "Bold")
    pdf.teks(kanan, k.nama, 9, "Bold")
    _turun(pdf, 12.5)
    if k.penilai_nip:
        pdf.teks(TEPI, f"NIP {k.penilai_nip}", 9)
    if k.nip:
        pdf.teks(kanan, f"NIP {k.nip}", 9)
