"""One's own log as workbook and CSV, and the workbook to fill in. Every text is text: no formula comes to life."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any
from urllib.parse import urlencode

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kinerja import selectors
from kinerja.impor.buku import (
    AKSI,
    BUKTI,
    KEGIATAN,
    MAKS_BARIS,
    MULAI,
    REALISASI,
    SATUAN,
    SELESAI,
    SUMBER,
    TANGGAL,
    URUTAN_NASIONAL,
)
from kinerja.selectors.buku import BarisBuku, baris_buku
from pegawai.models import Pegawai
from skp.rules import angka_id

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JUDUL = (
    "Tanggal",
    "Jam mulai",
    "Jam selesai",
    "Kegiatan",
    "Jumlah",
    "Satuan",
    "Hasil kerja",
    "Rencana aksi",
    "Bukti dukung",
    "Tanggapan",
)
LEBAR = (12, 10, 10, 60, 10, 14, 45, 40, 45, 30)
LEBAR_NASIONAL = {AKSI: 45, TANGGAL: 18, MULAI: 20, SELESAI: 22, KEGIATAN: 60, BUKTI: 45}
SUMBER_NASIONAL = "ekinerja"
"""What that form writes into its read-only field."""
MAKS_SEL = 32_767
"""What a cell of a spreadsheet holds."""

Alamat = Callable[[str], str]
"""From the uuid of a file to the address where it is fetched."""


def _buku(keluar: IO[bytes]) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(
        keluar, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )


def _tautan(b: BarisBuku, alamat: Alamat) -> str:
    return "; ".join(x["tautan"] or alamat(x["uuid"]) for x in b.bukti)


def buku_xlsx(pegawai: Pegawai, mulai: date, selesai: date, alamat: Alamat) -> IO[bytes]:
    """The log of a span as a workbook, row by row into a file of its own."""
    return _tulis("Catatan harian", JUDUL, LEBAR, _baris_biasa(pegawai, mulai, selesai, alamat))


def _baris_biasa(pegawai: Pegawai, mulai: date, selesai: date, alamat: Alamat) -> Iterator[Sequence[Any]]:
    for b in baris_buku(pegawai, mulai, selesai):
        yield (
            b.tanggal,
            b.jam_mulai,
            b.jam_selesai,
            b.uraian,
            b.jumlah,
            b.satuan,
            b.rhk,
            b.rencana_aksi,
            _tautan(b, alamat),
            b.tanggapan,
        )


def nasional_xlsx(pegawai: Pegawai, mulai: date, selesai: date, alamat: Alamat) -> IO[bytes]:
    """The log in the order of the national daily progress form."""
    lebar = [LEBAR_NASIONAL.get(k, 14) for k in URUTAN_NASIONAL]
    return _tulis("Progress harian", URUTAN_NASIONAL, lebar, _baris_nasional(pegawai, mulai, selesai, alamat))


def _baris_nasional(pegawai: Pegawai, mulai: date, selesai: date, alamat: Alamat) -> Iterator[Sequence[Any]]:
    for b in baris_buku(pegawai, mulai, selesai):
        isi = {
            AKSI: b.rencana_aksi or b.rhk,
            TANGGAL: b.tanggal,
            MULAI: b.jam_mulai,
            SELESAI: b.jam_selesai,
            KEGIATAN: " ".join(b.uraian.split()),
            SUMBER: SUMBER_NASIONAL,
            REALISASI: b.jumlah,
            SATUAN: b.satuan,
            BUKTI: _tautan(b, alamat),
        }
        yield [isi[k] for k in URUTAN_NASIONAL]


def _tulis(
    nama: str, judul: Sequence[str], lebar: Sequence[int], baris: Iterable[Sequence[Any]]
) -> IO[bytes]:
    keluar = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    buku = _buku(keluar)
    format_judul = buku.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    gaya = {
        "hari": buku.add_format({"num_format": "dd-mm-yyyy", "valign": "top"}),
        "jam": buku.add_format({"num_format": "hh:mm", "valign": "top"}),
        "teks": buku.add_format({"text_wrap": True, "valign": "top"}),
    }
    kertas = buku.add_worksheet(nama)
    for k, (teks, n) in enumerate(zip(judul, lebar, strict=True)):
        kertas.set_column(k, k, n)
        kertas.write_string(0, k, teks, format_judul)
    kertas.freeze_panes(1, 0)
    kertas.set_landscape()
    kertas.set_paper(9)
    kertas.repeat_rows(0)
    for no, isi in enumerate(baris, start=1):
        for k, nilai in enumerate(isi):
            _sel(kertas, no, k, nilai, gaya)
    buku.close()
    keluar.seek(0)
    return keluar


def _sel(kertas: Any, no: int, k: int, nilai: Any, gaya: dict[str, Any]) -> None:
    if nilai is None or nilai == "":
        return
    if isinstance(nilai, Decimal):
        kertas.write_number(no, k, nilai, gaya["teks"])
    elif isinstance(nilai, str):
        kertas.write_string(no, k, nilai[:MAKS_SEL], gaya["teks"])
    elif isinstance(nilai, date):
        kertas.write_datetime(no, k, nilai, gaya["hari"])
    else:
        kertas.write_datetime(no, k, datetime.combine(date(1899, 12, 31), nilai), gaya["jam"])


def nasional_csv(pegawai: Pegawai, mulai: date, selesai: date, alamat: Alamat) -> Iterator[bytes]:
    """The same as CSV, streamed: semicolons and a byte order mark, as spreadsheets here open it."""
    ember = io.StringIO()
    penulis = csv.writer(ember, delimiter=";", lineterminator="\r\n")
    penulis.writerow(URUTAN_NASIONAL)
    yield b"\xef\xbb\xbf"
    for isi in _baris_nasional(pegawai, mulai, selesai, alamat):
        penulis.writerow([_sel_csv(n) for n in isi])
        if ember.tell() > 64_000:
            yield ember.getvalue().encode()
            ember.seek(0)
            ember.truncate()
    yield ember.getvalue().encode()


def _sel_csv(nilai: Any) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if nilai is None:
        return ""
    if isinstance(nilai, Decimal):
        return angka_id(nilai).replace(".", "")
    if isinstance(nilai, date):
        return f"{nilai:%d-%m-%Y}"
    if not isinstance(nilai, str):
        return f"{nilai:%H:%M}"
    return f"'{nilai}" if nilai[:1] in "=+-@\t\r" and nilai else nilai


def templat_xlsx(pegawai: Pegawai) -> bytes:
    """An empty sheet in the national order, with the person's own steps and results to choose from."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(keluar, {"strings_to_formulas": False, "strings_to_urls": False})
    judul = buku.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "top"})
    format_kolom = {
        TANGGAL: buku.add_format({"num_format": "dd-mm-yyyy"}),
        MULAI: buku.add_format({"num_format": "hh:mm"}),
        SELESAI: buku.add_format({"num_format": "hh:mm"}),
    }
    kertas = buku.add_worksheet("Catatan harian")
    kolom = [k for k in URUTAN_NASIONAL if k != SUMBER]
    for n, nama in enumerate(kolom):
        kertas.set_column(n, n, LEBAR_NASIONAL.get(nama, 14), format_kolom.get(nama))
        kertas.write_string(0, n, nama, judul)
    kertas.freeze_panes(1, 0)
    daftar = _pilihan(pegawai)
    if daftar:
        lain = buku.add_worksheet("Pilihan")
        lain.hide()
        for n, teks in enumerate(daftar):
            lain.write_string(n, 0, teks)
        kertas.data_validation(
            1,
            0,
            MAKS_BARIS,
            0,
            {
                "validate": "list",
                "source": f"=Pilihan!$A$1:$A${len(daftar)}",
                "input_title": "Rencana aksi",
                "input_message": "Pilih dari daftar.",
                "error_type": "warning",
                "error_title": "Tidak ada di daftar",
                "error_message": "Pilih rencana aksi atau hasil kerja dari daftar.",
            },
        )
    buku.close()
    return keluar.getvalue()


def _pilihan(pegawai: Pegawai) -> list[str]:
    """Steps and results by their words, each once."""
    kata = selectors.rhk_terbuka(selectors.skp_tetap(pegawai)).prefetch_related("rencana_aksi")
    hasil: dict[str, None] = {}
    for r in kata:
        for a in r.rencana_aksi.all():
            hasil[" ".join(a.teks.split())] = None
        hasil[" ".join(r.teks.split())] = None
    return list(hasil)


def jawaban_unduh(pegawai: Pegawai, mulai: date, selesai: date, bentuk: str, awal: str) -> HttpResponseBase:
    """The file of that shape, streamed. `awal` is our own address, for the links to evidence; PDF is made elsewhere."""
    if bentuk == "pdf":
        tanya = urlencode({"mulai": mulai.isoformat(), "selesai": selesai.isoformat()})
        return redirect(f"{reverse('evaluasi:catatan_pdf')}?{tanya}")
    nama = f"catatan-harian-{mulai:%Y%m%d}-{selesai:%Y%m%d}"

    def alamat(uuid: str) -> str:
        return f"{awal.rstrip('/')}{reverse('kinerja:bukti_unduh', args=[uuid])}"

    if bentuk == "nasional_csv":
        isi = nasional_csv(pegawai, mulai, selesai, alamat)
        response = StreamingHttpResponse(isi, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{nama}.csv"'
        return response
    buat = nasional_xlsx if bentuk == "nasional_xlsx" else buku_xlsx
    berkas = buat(pegawai, mulai, selesai, alamat)
    return FileResponse(berkas, as_attachment=True, filename=f"{nama}.xlsx", content_type=XLSX)
