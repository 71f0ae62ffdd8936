"""Turns an uploaded XLSX or CSV into a stream of rows, in flat memory, and says in a sentence when it is neither.

A row keeps the number that the user sees in the spreadsheet. A cell keeps its type, because a NIP that arrives
as a number has lost its last digits. Formulas are never calculated: their text is the value.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count, islice
from typing import BinaryIO

from openpyxl import DEFUSEDXML, load_workbook

from pegawai.errors import BerkasImporDitolak
from pegawai.impor.lembar import LEMBAR, Lembar

MAKS_BYTE = 20 * 1024 * 1024
MAKS_TERURAI = 600 * 1024 * 1024
"""Uncompressed size of a whole workbook: 100,000 people need about 140 MB."""
MAKS_BAGIAN_LAIN = 96 * 1024 * 1024
"""Parts other than the sheets (the shared strings) are held in memory as a whole."""
MAKS_RASIO = 120
MAKS_BARIS_TERISI = 250_000
MAKS_NOMOR_BARIS = 1_048_576
"""The last row a spreadsheet can have. A file that names a higher one is not made by a spreadsheet."""
MAKS_KOLOM = 200
BARIS_PENCARIAN_JUDUL = 30
PEMISAH_CSV = (";", ",", "\t")

Sel = str | int | float | date | datetime | None
BarisSel = tuple[int, Sequence[Sel]]

if not DEFUSEDXML:
    raise ImportError("openpyxl must read through defusedxml: install it and do not set OPENPYXL_DEFUSEDXML.")


@dataclass(frozen=True, slots=True)
class BarisMentah:
    """One row as it stands in the file: its number there and its cells by column name."""

    nomor: int
    sel: dict[str, Sel]


def baca(berkas: BinaryIO, lembar: Lembar) -> Iterator[BarisMentah]:
    """Yield the rows beneath the header; empty rows are skipped but counted. Raises `BerkasImporDitolak`."""
    semua: list[set[str]] = []
    for lembaran in _buka(berkas):
        depan = list(islice(lembaran, BARIS_PENCARIAN_JUDUL))
        nama = [[rapikan_judul(s) for s in isi] for _, isi in depan]
        for i, judul in enumerate(nama):
            if set(lembar.wajib) <= set(judul):
                yield from _beri_nama(chain(depan[i + 1 :], lembaran), _kolom(judul, lembar))
                return
        semua += [set(judul) for judul in nama]
    raise _judul_kurang(semua, lembar)


def baca_buku(berkas: BinaryIO, maks_byte: int = MAKS_BYTE) -> Iterator[Iterator[BarisSel]]:
    """Yield the visible sheets of an XLSX, each a stream of numbered rows, for readers with headers of their own."""
    berkas.seek(0, io.SEEK_END)
    if berkas.tell() > maks_byte:
        raise BerkasImporDitolak(f"Berkas terlalu besar. Batasnya {maks_byte // 1024 // 1024} MB.")
    berkas.seek(0)
    awal = berkas.read(4096)
    berkas.seek(0)
    if not awal.startswith(b"PK\x03\x04"):
        _tolak_format_lain(awal)
        raise BerkasImporDitolak("Berkas ini bukan XLSX. Simpan sebagai .xlsx, lalu unggah kembali.")
    return _lembaran_xlsx(berkas)


def rapikan_judul(nilai: Sel) -> str:
    """Bring a header name to one form: upper case, single spaces, no underscores."""
    return re.sub(r"[\s_]+", " ", str(nilai or "")).strip().upper()


# --- which kind of file ----------------------------------------------------------------------


def _buka(berkas: BinaryIO) -> Iterator[Iterator[BarisSel]]:
    """Yield the sheets of the file, each a stream of numbered rows. A file name proves nothing: content decides."""
    berkas.seek(0, io.SEEK_END)
    ukuran = berkas.tell()
    if ukuran > MAKS_BYTE:
        raise BerkasImporDitolak(
            f"Berkas berukuran {ukuran / 1024 / 1024:.0f} MB. Batasnya 20 MB: bagi menjadi beberapa berkas."
        )
    if ukuran == 0:
        raise BerkasImporDitolak("Berkas ini kosong. Ekspor ulang, lalu unggah kembali.")
    berkas.seek(0)
    awal = berkas.read(4096)
    berkas.seek(0)
    if awal.startswith(b"PK\x03\x04"):
        return _lembaran_xlsx(berkas)
    _tolak_format_lain(awal)
    return _lembaran_csv(berkas)


def _tolak_format_lain(awal: bytes) -> None:
    if awal.startswith(b"\xd0\xcf\x11\xe0"):
        raise BerkasImporDitolak(
            "Berkas ini Excel lama (.xls) atau bersandi. Simpan ulang sebagai .xlsx tanpa sandi."
        )
    if re.match(rb"(\xef\xbb\xbf)?\s*<", awal):
        raise BerkasImporDitolak(
            "Berkas ini halaman web, bukan buku kerja. Buka di Excel, lalu simpan sebagai .xlsx."
        )
    is_utf16 = awal.startswith((b"\xff\xfe", b"\xfe\xff"))
    if awal.startswith(b"%PDF") or (b"\x00" in awal and not is_utf16):
        raise _bukan_buku_kerja()


def _bukan_buku_kerja() -> BerkasImporDitolak:
    return BerkasImporDitolak("Berkas ini bukan XLSX atau CSV yang utuh. Ekspor ulang, lalu unggah kembali.")


def _terlalu_banyak_baris() -> BerkasImporDitolak:
    return BerkasImporDitolak(
        f"Berkas memuat lebih dari {MAKS_BARIS_TERISI} baris. Bagi menjadi beberapa berkas."
    )


# --- XLSX ------------------------------------------------------------------------------------


def _lembaran_xlsx(berkas: BinaryIO) -> Iterator[Iterator[BarisSel]]:
    try:
        _periksa_zip(berkas)
        buku = load_workbook(berkas, read_only=True, keep_links=False)
        kertas = [k for k in buku.worksheets if k.sheet_state == "visible"]
    except BerkasImporDitolak:
        raise
    except Exception as galat:
        # For bad input the parser raises a dozen unrelated types (KeyError, ParseError, EntitiesForbidden…).
        raise _bukan_buku_kerja() from galat
    for k in kertas:
        # Some exporters write a wrong <dimension>; trusting it would cut rows or allocate thousands of columns.
        k.reset_dimensions()
        yield _baris_xlsx(iter(k.iter_rows(max_col=MAKS_KOLOM, values_only=True)))


def _baris_xlsx(baris: Iterator[Sequence[Sel]]) -> Iterator[BarisSel]:
    for nomor in count(1):
        try:
            isi = next(baris)
        except StopIteration:
            return
        except Exception as galat:  # as above: the rest of the file is damaged
            raise _bukan_buku_kerja() from galat
        yield nomor, isi


def _periksa_zip(berkas: BinaryIO) -> None:
    """Refuse a zip bomb by what its directory declares; zipfile never inflates beyond the declared size."""
    with zipfile.ZipFile(berkas) as arsip:
        bagian = arsip.infolist()
    berkas.seek(0)
    if len(bagian) > 1000:
        raise _bukan_buku_kerja()
    if any(b.flag_bits & 0x1 for b in bagian):
        raise BerkasImporDitolak("Berkas ini bersandi. Simpan ulang tanpa sandi, lalu unggah kembali.")
    terurai = sum(b.file_size for b in bagian)
    lain = sum(b.file_size for b in bagian if not b.filename.startswith("xl/worksheets/"))
    rasio = terurai / max(1, sum(b.compress_size for b in bagian))
    if terurai > MAKS_TERURAI or lain > MAKS_BAGIAN_LAIN or (terurai > 1024 * 1024 and rasio > MAKS_RASIO):
        raise BerkasImporDitolak(
            "Isi berkas terlalu besar setelah dibuka. Salin datanya ke buku kerja baru, lalu unggah kembali."
        )


# --- CSV -------------------------------------------------------------------------------------


def _lembaran_csv(berkas: BinaryIO) -> Iterator[Iterator[BarisSel]]:
    aksara = _kenali_aksara(berkas)
    berkas.seek(0)
    teks = io.TextIOWrapper(berkas, encoding=aksara, errors="replace", newline="")
    try:
        pemisah = _kenali_pemisah(list(islice(teks, BARIS_PENCARIAN_JUDUL)))
        teks.seek(0)
        yield _baris_csv(csv.reader(teks, delimiter=pemisah))
    finally:
        teks.detach()  # the caller's file stays open


def _baris_csv(baris: Iterator[list[str]]) -> Iterator[BarisSel]:
    try:
        for nomor, isi in enumerate(baris, start=1):
            yield nomor, isi[:MAKS_KOLOM]
    except csv.Error as galat:
        raise _bukan_buku_kerja() from galat


def _kenali_aksara(berkas: BinaryIO) -> str:
    """UTF-16 by its mark; UTF-8 if every byte of the file is; otherwise what old Excel writes."""
    berkas.seek(0)
    if berkas.read(2) in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    berkas.seek(0)
    pengurai = io.TextIOWrapper(berkas, encoding="utf-8-sig", newline="")
    try:
        while pengurai.read(1 << 16):
            pass
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        pengurai.detach()
    return "utf-8-sig"


def _kenali_pemisah(contoh: list[str]) -> str:
    """The separator under which some row has the most names of columns that we know."""
    dikenal = frozenset().union(*(lembar.dipakai for lembar in LEMBAR))

    def jumlah_dikenal(pemisah: str) -> int:
        baris = csv.reader(contoh, delimiter=pemisah)
        try:
            return max((len(dikenal & {rapikan_judul(s) for s in isi}) for isi in baris), default=0)
        except csv.Error:
            return 0

    return max(PEMISAH_CSV, key=jumlah_dikenal)


# --- header ----------------------------------------------------------------------------------


def _kolom(judul: Sequence[str], lembar: Lembar) -> dict[int, str]:
    ganda = sorted(k for k in lembar.dipakai if judul.count(k) > 1)
    if ganda:
        raise BerkasImporDitolak(f"Kolom {', '.join(ganda)} ada lebih dari sekali. Hapus salah satunya.")
    return {i: nama for i, nama in enumerate(judul) if nama in lembar.dipakai}


def _judul_kurang(calon: Sequence[set[str]], lembar: Lembar) -> BerkasImporDitolak:
    for lain in LEMBAR:
        if lain != lembar and any(set(lain.wajib) <= judul for judul in calon):
            return BerkasImporDitolak(f"Ini berkas {lain.nama}. Unggah berkas {lembar.nama} di tempat ini.")
    terbaik = max(calon, key=lambda judul: len(judul & lembar.dipakai), default=set())
    kurang = [k for k in lembar.wajib if k not in terbaik]
    if len(kurang) == len(lembar.wajib):
        return BerkasImporDitolak(
            f"Baris judul kolom tidak ditemukan. Berkas {lembar.nama} harus memuat kolom {', '.join(kurang)}."
        )
    return BerkasImporDitolak(f"Kolom wajib belum ada: {', '.join(kurang)}. Tambahkan, lalu unggah kembali.")


def _beri_nama(baris: Iterable[BarisSel], kolom: dict[int, str]) -> Iterator[BarisMentah]:
    terisi = 0
    for nomor, isi in baris:
        if nomor > MAKS_NOMOR_BARIS:
            raise _terlalu_banyak_baris()
        if not any(isi) or all(s is None or (isinstance(s, str) and not s.strip()) for s in isi):
            continue
        terisi += 1
        if terisi > MAKS_BARIS_TERISI:
            raise _terlalu_banyak_baris()
        yield BarisMentah(nomor, {nama: isi[i] for i, nama in kolom.items() if i < len(isi)})
