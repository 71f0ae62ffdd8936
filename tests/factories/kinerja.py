"""Speaks the domain: work logged, evidence shown, results recorded, feedback given; all through the services."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kinerja import services
from kinerja.bukti.pemeriksa import periksa
from kinerja.errors import BuktiDukungDitolak
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import SifatUmpanBalik
from pegawai.models import Pegawai
from skp.models import IndikatorKinerja, Periode, RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku

_urut = count(1)
KEGIATAN = (
    "Menyusun laporan layanan",
    "Menguji modul antarmuka",
    "Rapat koordinasi tim",
    "Memeriksa data masuk",
)


def catatan_baru(rhk: RencanaHasilKerja, tanggal: date, uraian: str = "", **lain: Any) -> CatatanHarian:
    """One entry of the log, by the owner of the SKP."""
    return services.log_catatan(
        pelaku=rhk.skp.pegawai,
        rhk=rhk,
        tanggal=tanggal,
        uraian=uraian or KEGIATAN[next(_urut) % len(KEGIATAN)],
        **lain,
    )


def realisasi_baru(
    indikator: IndikatorKinerja, periode: Periode, angka: Decimal | int | None = None, **lain: Any
) -> Realisasi:
    """The realisasi of one indicator in one period, by the owner of the SKP."""
    return services.record_realisasi(
        pelaku=indikator.rhk.skp.pegawai,
        indikator=indikator,
        periode=periode,
        angka=None if angka is None else Decimal(angka),
        **lain,
    )


def perilaku_baru(
    skp: Skp,
    tanggal: date,
    nilai: NilaiPerilaku = NilaiPerilaku.AKUNTABEL,
    *,
    oleh: Pegawai | None = None,
    **lain: Any,
) -> CatatanPerilaku:
    """A behaviour, logged by the owner unless a leader is given."""
    isi = {"uraian": "Melaporkan kekeliruan data sebelum ditanya.", **lain}
    return services.log_perilaku(pelaku=oleh or skp.pegawai, skp=skp, nilai=nilai, tanggal=tanggal, **isi)


def umpan_balik_baru(
    pemberi: Pegawai, skp: Skp, isi: str = "Pekerjaan rapi dan tepat waktu.", **lain: Any
) -> UmpanBalik:
    """Feedback by somebody of the chain."""
    return services.give_umpan_balik(
        pelaku=pemberi, skp=skp, isi=isi, **{"sifat": SifatUmpanBalik.PUJIAN, **lain}
    )


def bukti_baru(
    skp: Skp, nama: str = "laporan.pdf", *, oleh: Pegawai | None = None, isi: bytes = b""
) -> BuktiDukung:
    """A clean piece of evidence: a one-page PDF unless other bytes are given; its own bytes each time.

    Examined here and now, without the process that the application starts for it.
    """
    berkas = SimpleUploadedFile(nama, isi or pdf(tanda=next(_urut)))
    bukti = services.upload_bukti(pelaku=oleh or skp.pegawai, skp=skp, berkas=berkas, nama=nama)
    bukti = services.examine_bukti(bukti=bukti, periksa=periksa)
    if bukti.alasan_ditolak:
        raise BuktiDukungDitolak(bukti.alasan_ditolak, bidang="berkas")
    return bukti


# --- harmless files ---------------------------------------------------------------------------
def pdf(halaman: int = 1, tanda: int = 0) -> bytes:
    """A quiet PDF; another `tanda`, other bytes."""
    dokumen = pikepdf.new()
    if tanda:
        dokumen.docinfo["/Keywords"] = str(tanda)
    for _ in range(halaman):
        dokumen.add_blank_page(page_size=(595, 842))
    return simpan(dokumen)


def simpan(dokumen: pikepdf.Pdf, **lain: Any) -> bytes:
    keluar = io.BytesIO()
    dokumen.save(keluar, **lain)
    return keluar.getvalue()


def gambar(
    format_: str = "JPEG", ukuran: tuple[int, int] = (60, 40), warna: str = "navy", **lain: Any
) -> bytes:
    keluar = io.BytesIO()
    Image.new("RGB", ukuran, warna).save(keluar, format_, **lain)
    return keluar.getvalue()


_JENIS = {
    "docx": ("wordprocessingml.document", "word/document.xml"),
    "xlsx": ("spreadsheetml.sheet", "xl/workbook.xml"),
    "pptx": ("presentationml.presentation", "ppt/presentation.xml"),
}


def kantor(akhiran: str = "docx", tambah: dict[str, bytes | str] | None = None, jenis: str = "") -> bytes:
    """An office file with the fewest parts; `tambah` adds or replaces parts, `jenis` its declared kind."""
    nama, utama = _JENIS[akhiran]
    awal = "application/vnd.openxmlformats-"
    bagian: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/{utama}" ContentType="{jenis or f"{awal}officedocument.{nama}.main+xml"}"/></Types>'
        ),
        "_rels/.rels": rujukan("officeDocument", utama),
        utama: "<isi/>",
        **(tambah or {}),
    }
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for letak, isi in bagian.items():
            arsip.writestr(letak, isi)
    return keluar.getvalue()


def rujukan(jenis: str, tuju: str, *, luar: bool = False) -> str:
    """One relationship part of an office file."""
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{jenis}" '
        f'Target="{tuju}"{" TargetMode=" + chr(34) + "External" + chr(34) if luar else ""}/></Relationships>'
    )
