"""Many documents in one file: a PDF to print, or a zip. Written to disk piece by piece, the same bytes each time."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.core.files.storage import default_storage
from django.utils.text import slugify

from evaluasi.models import ButirLaporan, Laporan
from evaluasi.rules import BentukLaporan, JenisDokumen, StatusButir
from evaluasi.services.berkas import BUNDEL, tulis_berkas

Tulis = Callable[[Laporan, BinaryIO], dict[str, Any]]
"""Writes what a job says about a unit into a file, and tells what is in it."""
AKHIRAN = {
    BentukLaporan.ZIP: ".zip",
    BentukLaporan.GABUNGAN: ".pdf",
    BentukLaporan.PDF: ".pdf",
    BentukLaporan.XLSX: ".xlsx",
}
PENGGABUNG = Path(__file__).with_name("gabung_pdf.py")
TANGGAL_ZIP = (2000, 1, 1, 0, 0, 0)
"""A fixed day on every entry: the same documents make the same zip."""


@dataclass(frozen=True)
class Lembar:
    """One document of a bundle: what it is called there, and where it lies."""

    nama: str
    tempat: Path


def nama_lembar(nama: str, jenis: JenisDokumen) -> str:
    """Name and kind, no digits: a NIP never gets into a file name."""
    return f"{nama_berkas_orang(nama)} - {jenis.label}"


def nama_berkas_orang(nama: str) -> str:
    """A person's name as part of a file name: letters alone, and not endlessly many."""
    bersih = re.sub(r"[^\w \-]|[\d_]", "", nama).strip()
    return " ".join(bersih.split())[:80] or "Tanpa nama"


def lembar_of(laporan: Laporan) -> Iterator[Lembar]:
    """The documents of a job that were made, in the order of the request; equal names are numbered."""
    sudah: dict[str, int] = {}
    butir = (
        ButirLaporan.objects.filter(laporan=laporan, status=StatusButir.SELESAI)
        .order_by("pk")
        .values_list(
            "jenis",
            "dokumen__berkas",
            "berkas",
            "is_draf",
            "evaluasi__pegawai__nama",
            "skp__pegawai__nama",
            "perjanjian__pegawai__nama",
            "konversi__pegawai__nama",
            "penetapan__pegawai__nama",
            "rekap__unit__nama",
        )
    )
    for jenis, terbit, draf, is_draf, *orang in butir.iterator(chunk_size=500):
        nama = nama_lembar(next(o for o in orang if o), JenisDokumen(jenis))
        nama = f"{nama} (DRAF)" if is_draf else nama
        sudah[nama] = ke = sudah.get(nama, 0) + 1
        yield Lembar(f"{nama} ({ke})" if ke > 1 else nama, Path(default_storage.path(terbit or draf)))


def pack_laporan(laporan: Laporan) -> None:
    """Put the documents of a job into one file; the caller holds the lock on the job and saves it."""
    isi = _zip if laporan.bentuk == BentukLaporan.ZIP else _gabung
    tulis_laporan(laporan, lambda la, berkas: isi(la, berkas) or {})


def tulis_laporan(laporan: Laporan, tulis: Tulis) -> None:
    """Write the file of a job; the caller holds the lock on the job and saves it."""
    akhiran = AKHIRAN[BentukLaporan(laporan.bentuk)]
    with tulis_berkas(BUNDEL, akhiran) as tulisan:
        laporan.ringkasan = tulis(laporan, tulisan.berkas)
    laporan.berkas.name, laporan.ukuran, laporan.sha256 = tulisan.nama, tulisan.ukuran, tulisan.sha256
    laporan.nama_berkas = f"{slugify(laporan.judul)[:100].strip('-') or 'laporan'}{akhiran}"


def _zip(laporan: Laporan, berkas: BinaryIO) -> None:
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_STORED) as arsip:
        for lembar in lembar_of(laporan):
            masuk = zipfile.ZipInfo(f"{lembar.nama}.pdf", TANGGAL_ZIP)
            masuk.external_attr = 0o600 << 16
            with lembar.tempat.open("rb") as asal, arsip.open(masuk, "w", force_zip64=True) as tujuan:
                shutil.copyfileobj(asal, tujuan)


def _gabung(laporan: Laporan, berkas: BinaryIO) -> None:
    """Have the pages joined by a process of its own, which gives its memory back when it ends."""
    lembar = [(x.nama, str(x.tempat)) for x in lembar_of(laporan)]
    jadi = subprocess.run(  # noqa: S603 — our own program
        [sys.executable, str(PENGGABUNG)],
        input=json.dumps({"judul": laporan.judul, "lembar": lembar}),
        stdout=berkas,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if jadi.returncode in (errno.ENOSPC, errno.EDQUOT):
        raise OSError(jadi.returncode, "the disk is full")
    if jadi.returncode != 0:
        raise RuntimeError(f"joining ended with {jadi.returncode}: {jadi.stderr[-500:]}")
