"""Rows of a log out of a workbook or a paste: each cell read, each fault named at its column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from pegawai.errors import AturanDilanggar, BerkasImporDitolak
from pegawai.impor.baca import BARIS_PENCARIAN_JUDUL, MAKS_NOMOR_BARIS, baca_buku, rapikan_judul
from pegawai.impor.nilai import tanggal as tanggal_sel
from pegawai.impor.nilai import teks as teks_sel
from skp.rules import angka_id, baca_angka
from skp.rules.target_teks import baca_tanggal

TANGGAL, KEGIATAN, AKSI = "TANGGAL KEGIATAN", "KEGIATAN HARIAN", "RENCANA AKSI"
MULAI, SELESAI = "JAM MULAI KEGIATAN", "JAM SELESAI KEGIATAN"
SUMBER, REALISASI, SATUAN, BUKTI = "SUMBER DATA", "REALISASI", "SATUAN", "BUKTI DUKUNG"

URUTAN_NASIONAL = (AKSI, TANGGAL, MULAI, SELESAI, KEGIATAN, SUMBER, REALISASI, SATUAN, BUKTI)
"""The fields of "Tambah Progress Harian" in their order (domain reference 7.2)."""
URUTAN_SINGKAT = (TANGGAL, KEGIATAN, REALISASI, SATUAN, AKSI, MULAI, SELESAI, BUKTI)
"""What a paste without a head row is taken for when its first cell is a day."""

BIDANG = {
    TANGGAL: "tanggal",
    KEGIATAN: "uraian",
    REALISASI: "jumlah",
    SATUAN: "satuan",
    AKSI: "rencana",
    MULAI: "jam_mulai",
    SELESAI: "jam_selesai",
    BUKTI: "tautan",
}
KOLOM = {bidang: kolom for kolom, bidang in BIDANG.items()}

_SEBUTAN_LAIN = {
    "TANGGAL": TANGGAL,
    "TGL": TANGGAL,
    "HARI/TANGGAL": TANGGAL,
    "KEGIATAN": KEGIATAN,
    "URAIAN": KEGIATAN,
    "URAIAN KEGIATAN": KEGIATAN,
    "AKTIVITAS": KEGIATAN,
    "JAM MULAI": MULAI,
    "MULAI": MULAI,
    "JAM SELESAI": SELESAI,
    "SELESAI": SELESAI,
    "JUMLAH": REALISASI,
    "VOLUME": REALISASI,
    "OUTPUT": REALISASI,
    "HASIL KERJA": AKSI,
    "RHK": AKSI,
    "RENCANA HASIL KERJA": AKSI,
    "TAUTAN": BUKTI,
    "BUKTI": BUKTI,
    "LINK": BUKTI,
}
MAKS_BARIS = 1_000
MAKS_BYTE = 5 * 1024 * 1024
MAKS_TEMPEL = 2 * 1024 * 1024
MAKS_KOSONG = 20_000
"""So many empty rows in a row end a sheet: some programs write a million of them."""
MAKS_ISI = 4_000
"""Longer cells are cut for the preview; they are refused by the rules of the log anyway."""

_RUMUS = re.compile(r"=\S")
_GALAT_SEL = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL)[!?]?", re.IGNORECASE)
_HARI = re.compile(r"(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s*,?\s*", re.IGNORECASE)
_JAM = re.compile(r"(\d{1,2})(?:[.:](\d{1,2}))?(?:[.:]\d{1,2})?\s*(?:wib|wita|wit)?", re.IGNORECASE)
_SERI = re.compile(r"\d{5}(?:[.,]0+)?")
_ANGKA_SATUAN = re.compile(r"(-?\d[\d.,]*)\s+(\D.*)")
_AWAL_SERI = date(1899, 12, 30)
_SERI_WAJAR = range(36_526, 73_051)
"""Serial days of a spreadsheet from 2000 to 2099."""

IKUT = "ikut"
"""Beside the fields: the number of the row whose day this one takes."""

Isi = dict[str, str]
"""What stands in a row, by field, as text that can be shown and mended."""


@dataclass(frozen=True)
class Terbaca:
    """A row with typed values, and what is wrong by field."""

    tanggal: date | None = None
    uraian: str = ""
    jumlah: Decimal | None = None
    satuan: str = ""
    jam_mulai: time | None = None
    jam_selesai: time | None = None
    rencana: str = ""
    tautan: str = ""
    salah: Mapping[str, str] = field(default_factory=dict)


# --- from a file or a paste to rows of text ------------------------------------------------------
def baris_xlsx(berkas: BinaryIO) -> list[tuple[int, Isi]]:
    """The filled rows beneath the head of the first sheet that has one. Raises `BerkasImporDitolak`."""
    for lembaran in baca_buku(berkas, MAKS_BYTE):
        depan = list(islice(lembaran, BARIS_PENCARIAN_JUDUL))
        for i, (_, sel) in enumerate(depan):
            if kolom := _judul(sel):
                return list(_terisi(_sambung(depan[i + 1 :], lembaran), kolom))
    raise BerkasImporDitolak(
        f"Baris judul tidak ditemukan. Berkas harus memuat kolom {TANGGAL} dan {KEGIATAN}."
    )


def _sambung(depan: Iterable[Any], sisa: Iterator[Any]) -> Iterator[Any]:
    yield from depan
    yield from sisa


def baris_tempel(teks: str) -> list[tuple[int, Isi]]:
    """Rows pasted from a spreadsheet; a head row names the columns, else their order is known."""
    if len(teks) > MAKS_TEMPEL:
        raise BerkasImporDitolak("Tempelan terlalu panjang. Tempel beberapa kali, atau unggah XLSX.")
    try:
        baris = list(csv.reader(io.StringIO(teks.replace("\r\n", "\n").replace("\0", "")), delimiter="\t"))
    except csv.Error as galat:
        raise BerkasImporDitolak("Tempelan tidak terbaca. Salin ulang dari lembar kerja.") from galat
    awal = next((i for i, b in enumerate(baris) if any(s.strip() for s in b)), None)
    if awal is None:
        raise BerkasImporDitolak("Tempelan kosong. Salin baris dari lembar kerja, lalu tempel.")
    kolom = _judul(baris[awal])
    if kolom:
        awal += 1
    else:
        is_hari = baca_hari(teks_sel(baris[awal][0])) is not None
        kolom = dict(enumerate(URUTAN_SINGKAT if is_hari else URUTAN_NASIONAL))
    return list(_terisi(((i + 1, baris[i]) for i in range(awal, len(baris))), kolom))


def _judul(sel: Sequence[Any]) -> dict[int, str]:
    """Which column holds what; empty where this is no head row."""
    kolom: dict[int, str] = {}
    for i, s in enumerate(sel):
        nama = rapikan_judul(s) if isinstance(s, str) else ""
        nama = _SEBUTAN_LAIN.get(nama, nama)
        if nama in URUTAN_NASIONAL and nama not in kolom.values():
            kolom[i] = nama
    return kolom if {TANGGAL, KEGIATAN} <= set(kolom.values()) else {}


def _terisi(
    baris: Iterable[tuple[int, Sequence[Any]]], kolom: Mapping[int, str]
) -> Iterator[tuple[int, Isi]]:
    jumlah = kosong = 0
    atas: tuple[int, Isi] | None = None
    for nomor, sel in baris:
        isi = {
            BIDANG[nama]: _teks(sel[i], nama) for i, nama in kolom.items() if i < len(sel) and nama in BIDANG
        }
        if not any(isi.values()):
            kosong, atas = kosong + 1, None
            if kosong > MAKS_KOSONG:
                return
            continue
        jumlah, kosong = jumlah + 1, 0
        if jumlah > MAKS_BARIS or nomor > MAKS_NOMOR_BARIS:
            raise BerkasImporDitolak(f"Paling banyak {MAKS_BARIS} baris sekali kirim. Bagi menjadi beberapa.")
        if isi.get("tanggal"):
            atas = nomor, isi
        elif atas and isi.get("uraian"):
            isi |= _ikut(*atas, isi)
        yield nomor, isi


def _ikut(nomor: int, atas: Isi, isi: Isi) -> Isi:
    """What a row without a day takes from the one above: a cell merged over several rows stands in the first only."""
    return {
        "tanggal": atas["tanggal"],
        "rencana": isi.get("rencana") or atas.get("rencana", ""),
        IKUT: str(nomor),
    }


def _teks(sel: Any, kolom: str) -> str:
    """A cell as the text one would type: 2026-05-11, 08:30, 2,5."""
    if isinstance(sel, datetime) and kolom in (MULAI, SELESAI):
        return f"{sel:%H:%M}"
    if isinstance(sel, datetime | date):
        return f"{sel:%Y-%m-%d}"
    if isinstance(sel, time):
        return f"{sel:%H:%M}"
    if isinstance(sel, timedelta):
        return _jam_dari_detik(sel.total_seconds())
    if isinstance(sel, int | float) and not isinstance(sel, bool):
        return _teks_angka(sel, kolom)
    if kolom == KEGIATAN and isinstance(sel, str):
        baris = [teks_sel(b) for b in sel.splitlines()]
        return "\n".join(b for b in baris if b)[:MAKS_ISI]
    return teks_sel(sel)[:MAKS_ISI]


def _teks_angka(sel: float, kolom: str) -> str:
    if kolom in (MULAI, SELESAI) and 0 <= sel < 1:
        return _jam_dari_detik(sel * 86_400)
    if kolom == TANGGAL and int(sel) in _SERI_WAJAR:
        return f"{_AWAL_SERI + timedelta(days=int(sel)):%Y-%m-%d}"
    try:
        return angka_id(round(Decimal(repr(sel)), 6).normalize() + 0)
    except (ArithmeticError, ValueError):
        return str(sel)


def _jam_dari_detik(detik: float) -> str:
    menit = round(detik / 60) % 1440
    return f"{menit // 60:02d}:{menit % 60:02d}"


# --- from text to values -------------------------------------------------------------------------
def baca_isi(isi: Mapping[str, str]) -> Terbaca:
    """Read the text of a row; every cell that cannot be read gets its sentence."""
    salah: dict[str, str] = {}
    for bidang, teks in isi.items():
        if bidang in KOLOM and _RUMUS.match(teks):
            salah[bidang] = f"{KOLOM[bidang]} berisi rumus. Salin sebagai nilai, lalu tempel lagi."
        elif bidang in KOLOM and _GALAT_SEL.fullmatch(teks):
            salah[bidang] = f"{KOLOM[bidang]} berisi galat lembar kerja ({teks}). Perbaiki isinya."
    jumlah, satuan = _jumlah(isi, salah)
    hari = None if "tanggal" in salah else baca_hari(isi.get("tanggal", ""))
    if hari is None and "tanggal" not in salah:
        salah["tanggal"] = _salah_tanggal(isi.get("tanggal", ""))
    return Terbaca(
        tanggal=hari,
        uraian=isi.get("uraian", "").strip(),
        jumlah=jumlah,
        satuan=satuan,
        jam_mulai=_jam(isi, "jam_mulai", salah),
        jam_selesai=_jam(isi, "jam_selesai", salah),
        rencana=isi.get("rencana", "").strip(),
        tautan=isi.get("tautan", "").strip(),
        salah=salah,
    )


def baca_hari(teks: str) -> date | None:
    """A day: 2026-05-11, 11-05-2026, "Senin, 11 Mei 2026", or the number a spreadsheet keeps for it."""
    rapi = _HARI.sub("", teks.strip(), count=1)
    if _SERI.fullmatch(rapi) and int(rapi[:5]) in _SERI_WAJAR:
        return _AWAL_SERI + timedelta(days=int(rapi[:5]))
    if hari := tanggal_sel(rapi, TANGGAL).tanggal:
        return hari
    try:
        return baca_tanggal(rapi)
    except AturanDilanggar:
        return None


def _salah_tanggal(teks: str) -> str:
    if not teks:
        return "Tanggal kosong. Tulis seperti 31-01-2026."
    return f"“{teks[:30]}” bukan tanggal yang ada. Tulis seperti 31-01-2026."


def _jam(isi: Mapping[str, str], bidang: str, salah: dict[str, str]) -> time | None:
    teks = isi.get(bidang, "").strip()
    if not teks or bidang in salah:
        return None
    cocok = _JAM.fullmatch(teks)
    try:
        if cocok:
            return time(int(cocok[1]), int(cocok[2] or 0))
    except ValueError:
        pass
    salah[bidang] = f"“{teks[:20]}” bukan jam. Tulis seperti 08.30."
    return None


def _jumlah(isi: Mapping[str, str], salah: dict[str, str]) -> tuple[Decimal | None, str]:
    """The figure and its unit; "3 laporan" in one cell is both."""
    teks, satuan = isi.get("jumlah", "").strip(), isi.get("satuan", "").strip()
    if not teks or "jumlah" in salah:
        return None, satuan
    if not satuan and (cocok := _ANGKA_SATUAN.fullmatch(teks)):
        teks, satuan = cocok[1], cocok[2]
    try:
        angka = baca_angka(teks)
    except AturanDilanggar:
        salah["jumlah"] = f"“{teks[:30]}” bukan angka. Tulis angka saja, misalnya 2 atau 2,5."
        return None, satuan
    if -int(angka.normalize().as_tuple().exponent) > 2:
        salah["jumlah"] = "Tulis paling banyak 2 angka di belakang koma."
        return None, satuan
    return angka, satuan
