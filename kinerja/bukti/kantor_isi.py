"""Looks inside the parts of an office file: what a name does not tell."""

from __future__ import annotations

import codecs
import re

from kinerja.bukti.hasil import tolak

_CETAK = "Cetak ke PDF, lalu unggah hasilnya."
_XML = (".xml", ".rels", ".vml")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_PERINTAH = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)<")
_PERINTAH_RINGKAS = re.compile(rb"<(?:\w+:)?fldSimple\b[^>]*\binstr\s*=\s*[\"']([^\"']*)")
_DDE = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_AMBIL = re.compile(
    rb"\b(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|RD)\b[^<]*?(?:https?:|file:|\\\\\\\\|//)", re.IGNORECASE
)
_RUMUS = re.compile(rb"<f\b[^>]*>([^<]*)</f>")
_RUMUS_DDE = re.compile(
    rb"\b(?:cmd|powershell|pwsh|mshta|rundll32|regsvr32|wscript|cscript|msexcel|certutil)(?:\.exe)?\s*\|",
    re.IGNORECASE,
)
_RUMUS_AMBIL = re.compile(rb"\b(?:WEBSERVICE|RTD|CALL|REGISTER\.ID)\s*\(", re.IGNORECASE)
_AKSI_SLIDE = re.compile(rb"ppaction://(?:program|macro|ole)", re.IGNORECASE)
_KEPALA_LAIN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "objek sisipan (OLE atau ActiveX)"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"PK\x03\x04", "berkas sisipan"),
    (b"Rar!", "berkas sisipan"),
    (b"7z\xbc\xaf", "berkas sisipan"),
    (b"%PDF-", "berkas sisipan"),
)


def is_xml(nama: str) -> bool:
    return nama.lower().endswith(_XML)


def periksa(nama: str, isi: bytes) -> None:
    """Refuse a part that is something else than its name says, or that asks for commands."""
    for kepala, apa in _KEPALA_LAIN:
        if isi.startswith(kepala):
            raise tolak(f"Dokumen Office ini memuat {apa}.", _CETAK)
    if not is_xml(nama):
        return
    polos = _utf8(isi)
    if _DTD.search(polos):
        raise tolak("Dokumen Office ini memuat XML yang tidak wajar.", _CETAK)
    kecil = nama.lower()
    if kecil.startswith("word/"):
        _periksa_word(polos)
    elif kecil.startswith("xl/"):
        _periksa_excel(kecil, polos)
    elif kecil.startswith("ppt/") and _AKSI_SLIDE.search(polos):
        raise tolak("Dokumen Office ini memuat perintah menjalankan program.", _CETAK)


def _utf8(isi: bytes) -> bytes:
    """The part as the searches below expect it; another encoding would hide everything from them."""
    if isi.startswith(_UTF16):
        return isi.decode("utf-16", "replace").encode()
    if b"\0" in isi[:200]:
        raise tolak("Dokumen Office ini memuat XML yang tidak wajar.", _CETAK)
    return isi


def _periksa_word(isi: bytes) -> None:
    """A field may be cut into pieces: they are read together."""
    perintah = b"".join(_PERINTAH.findall(isi))
    for baris in (perintah, *_PERINTAH_RINGKAS.findall(isi)):
        if _DDE.search(baris):
            raise tolak("Dokumen Office ini memuat perintah DDE.", _CETAK)
        if _AMBIL.search(baris):
            raise tolak("Dokumen Office ini mengambil templat atau objek dari luar.", _CETAK)


def _periksa_excel(nama: str, isi: bytes) -> None:
    if "externallinks/" in nama and (b"ddeLink" in isi or b"oleLink" in isi):
        raise tolak("Dokumen Office ini memuat perintah DDE.", _CETAK)
    for rumus in _RUMUS.findall(isi):
        if _RUMUS_DDE.search(rumus):
            raise tolak("Dokumen Office ini memuat perintah DDE.", _CETAK)
        if _RUMUS_AMBIL.search(rumus):
            raise tolak(
                "Buku kerja ini memuat rumus yang mengambil data dari luar.",
                "Salin sebagai nilai, lalu unggah.",
            )
