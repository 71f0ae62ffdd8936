"""A matrix as a workbook, out and back in. Every cell is text: no NIP loses a digit, no formula comes to life."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

import xlsxwriter

from pegawai.errors import BerkasImporDitolak
from pegawai.impor.baca import Sel, baca_buku, rapikan_judul
from skp import rules
from skp.errors import IsianTidakSah
from skp.selectors import BarisMatriks, KolomMatriks, Matriks

MAKS_BYTE = 5 * 1024 * 1024
JUDUL = ("NO", "NIP", "NAMA", "JABATAN", "PERAN")
LEBAR = (5, 22, 30, 36, 14)
BARIS_JUDUL = 4
BARIS_DICARI = 20


def matriks_xlsx(m: Matriks) -> bytes:
    """The whole matrix; NIP and all else as text."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluar, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    kertas = buku.add_worksheet("Matriks")
    tebal = buku.add_format({"bold": True})
    kepala = buku.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "bg_color": "#E9F2FB"}
    )
    isi = buku.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    for kolom, lebar in enumerate(LEBAR):
        kertas.set_column(kolom, kolom, lebar)
    kertas.set_column(len(LEBAR), len(LEBAR) + max(len(m.kolom) - 1, 0), 44)
    kertas.write_string(0, 0, "MATRIKS PERAN HASIL", tebal)
    kertas.write_string(1, 0, m.unit.upper(), tebal)
    kertas.write_string(2, 0, f"TAHUN {m.tahun}", tebal)
    for i, teks in enumerate([*JUDUL, *(judul_kolom(k) for k in m.kolom)]):
        kertas.write_string(BARIS_JUDUL, i, teks, kepala)
    for nomor, b in enumerate(m.baris, start=BARIS_JUDUL + 1):
        orang = (str(b.nomor), b.pegawai.nip or "", b.pegawai.nama_lengkap, b.jabatan, b.peran.label)
        for i, teks in enumerate([*orang, *(s.teks for s in b.sel)]):
            kertas.write_string(nomor, i, teks, isi)
    kertas.freeze_panes(BARIS_JUDUL + 1, 3)
    kertas.set_landscape()
    kertas.repeat_rows(BARIS_JUDUL)
    buku.close()
    return keluar.getvalue()


def judul_kolom(k: KolomMatriks) -> str:
    """The header of a column; by it a workbook that comes back is recognised."""
    return f"{k.nomor}. {k.teks}" + (f" – {k.indikator}" if k.indikator else "")


@dataclass(frozen=True)
class Perubahan:
    """A cell that the workbook says differently."""

    baris: BarisMatriks
    kolom: KolomMatriks
    lama: str
    baru: str
    versi: str


@dataclass(frozen=True)
class DitolakBuku:
    """A cell or row of the workbook that is not taken, named as the spreadsheet shows it."""

    letak: str
    isi: str
    alasan: str


@dataclass
class Pratinjau:
    """What applying a workbook would change."""

    ubah: list[Perubahan] = field(default_factory=list)
    kosong: list[Perubahan] = field(default_factory=list)
    """Cells that the workbook leaves empty; they stay unless one asks to clear them."""
    ditolak: list[DitolakBuku] = field(default_factory=list)
    sama: int = 0


def baca_matriks(berkas: BinaryIO, m: Matriks) -> Pratinjau:
    """Compare a workbook with the matrix: people by NIP, columns by their header. Nothing is written."""
    for lembar in baca_buku(berkas, MAKS_BYTE):
        depan = list(islice(lembar, BARIS_DICARI))
        for i, (nomor, isi) in enumerate(depan):
            judul = [rapikan_judul(s) for s in isi]
            if "NIP" in judul:
                baris = [*depan[i + 1 :], *lembar]
                return _banding(m, _Lembar(nomor, judul.index("NIP"), isi, baris))
    raise BerkasImporDitolak("Kolom NIP tidak ditemukan. Unduh XLSX matriks ini, isi, lalu unggah kembali.")


@dataclass(frozen=True)
class _Lembar:
    nomor_judul: int
    kolom_nip: int
    judul: Sequence[Sel]
    baris: Sequence[tuple[int, Sequence[Sel]]]


def _banding(m: Matriks, lembar: _Lembar) -> Pratinjau:
    hasil = Pratinjau()
    kolom = _kolom_buku(m, lembar, hasil)
    if not kolom:
        raise BerkasImporDitolak(
            "Tidak ada kolom yang sama dengan RHK Anda. Unduh XLSX matriks ini lebih dahulu."
        )
    menurut_nip = {b.pegawai.nip: b for b in m.baris if b.pegawai.nip}
    terbaca: set[str] = set()
    for nomor, isi in lembar.baris:
        nip = _nip(isi[lembar.kolom_nip] if lembar.kolom_nip < len(isi) else None)
        if not nip and not any(_teks(isi, i) for i in kolom):
            continue
        baris = menurut_nip.get(nip)
        if baris is None or nip in terbaca:
            hasil.ditolak.append(_orang_ditolak(nomor, isi, kolom, ganda=baris is not None))
            continue
        terbaca.add(nip)
        for i, k in kolom.items():
            _sel_buku(hasil, baris, k, _teks(isi, i), f"{_huruf(i)}{nomor}")
    return hasil


def _kolom_buku(m: Matriks, lembar: _Lembar, hasil: Pratinjau) -> dict[int, int]:
    """Place in the workbook → place in the matrix; a header that names no RHK is refused by name."""
    dikenal = {rapikan_judul(judul_kolom(k)): n for n, k in enumerate(m.kolom)}
    kolom: dict[int, int] = {}
    for i, nilai in enumerate(lembar.judul):
        judul = rapikan_judul(nilai)
        if i <= lembar.kolom_nip or not judul or judul in JUDUL:
            continue
        n = dikenal.get(judul)
        if n is None or n in kolom.values():
            alasan = "Kolom ini bukan RHK pada matriks." if n is None else "Kolom ini ada dua kali."
            hasil.ditolak.append(DitolakBuku(f"{_huruf(i)}{lembar.nomor_judul}", str(nilai), alasan))
        else:
            kolom[i] = n
    return kolom


def _orang_ditolak(nomor: int, isi: Sequence[Sel], kolom: Mapping[int, int], *, ganda: bool) -> DitolakBuku:
    alasan = "Pegawai ini ada dua kali di berkas." if ganda else "NIP ini tidak ada di matriks."
    return DitolakBuku(f"baris {nomor}", " · ".join(t for i in kolom if (t := _teks(isi, i))), alasan)


def _sel_buku(hasil: Pratinjau, baris: BarisMatriks, n: int, teks: str, letak: str) -> None:
    sel = baris.sel[n]
    try:
        baru = "\n".join(rules.baca_sel(teks))
    except IsianTidakSah as galat:
        hasil.ditolak.append(DitolakBuku(letak, teks, galat.pesan))
        return
    if baru == sel.teks:
        hasil.sama += bool(baru)
        return
    ubahan = Perubahan(baris, sel.kolom, sel.teks, baru, sel.versi)
    (hasil.ubah if baru else hasil.kosong).append(ubahan)


def _teks(isi: Sequence[Sel], i: int) -> str:
    nilai = isi[i] if i < len(isi) else None
    return "" if nilai is None else str(nilai).strip()


def _nip(nilai: Sel) -> str:
    """A NIP that arrives as a number has lost its last digits: then it names nobody, and is refused by name."""
    return "".join(str(nilai or "").split()).lstrip("'")


def _huruf(i: int) -> str:
    """The letter of a spreadsheet's column: 0 is A, 26 is AA."""
    hasil = ""
    i += 1
    while i:
        i, sisa = divmod(i - 1, 26)
        hasil = chr(65 + sisa) + hasil
    return hasil
