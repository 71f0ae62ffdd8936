"""Word, Excel and PowerPoint files are archives: opened within limits and looked through for what can act."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kinerja.bukti.hasil import Hasil, tolak

MAKS_BAGIAN = 5_000
MAKS_URAI = 200 * 1024 * 1024
"""All parts together, unpacked."""
MAKS_NISBAH = 200
"""A part that grows more than this and is large is a bomb."""
MAKS_XML = 20 * 1024 * 1024
MAKS_SARANG = 2

_INDUK = "application/vnd.openxmlformats-officedocument."
_UTAMA = {
    f"{_INDUK}wordprocessingml.document.main+xml": (f"{_INDUK}wordprocessingml.document", "docx"),
    f"{_INDUK}spreadsheetml.sheet.main+xml": (f"{_INDUK}spreadsheetml.sheet", "xlsx"),
    f"{_INDUK}presentationml.presentation.main+xml": (f"{_INDUK}presentationml.presentation", "pptx"),
}
_MAKRO = re.compile(r"macro|vbaproject|vbadata", re.IGNORECASE)
_BAGIAN_AKTIF = re.compile(r"activex|oleobject|\.bin$", re.IGNORECASE)
_BIN_BIASA = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_SISIPAN = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_LUAR_BOLEH = ("/hyperlink", "/externalLinkPath", "/image")
_DDE = re.compile(rb"<(?:\w+:)?instrText[^>]*>([^<]*)<")
_CETAK = "Cetak ke PDF, lalu unggah hasilnya."


def periksa(berkas: BinaryIO, sarang: int = 0) -> Hasil:
    """Let an office file without macros, objects and foreign templates pass unchanged."""
    try:
        with zipfile.ZipFile(berkas) as arsip:
            _periksa_batas(arsip)
            tipe, akhiran = _periksa_isi_jenis(arsip)
            _periksa_bagian(arsip, sarang)
            _periksa_rujukan(arsip)
            _periksa_perintah(arsip)
            if arsip.testzip() is not None:
                raise _rusak()
            return Hasil(tipe, akhiran)
    except (DefusedXmlException, ParseError):
        raise tolak("Dokumen Office ini memuat XML yang tidak wajar.", _CETAK) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _rusak() from None


def _rusak() -> Exception:
    return tolak("Dokumen ini rusak atau tidak utuh.", "Simpan ulang dari aplikasinya, lalu unggah lagi.")


def _periksa_batas(arsip: zipfile.ZipFile) -> None:
    """Refuse a bomb by its table of contents, before anything is unpacked."""
    bagian = arsip.infolist()
    nama = [b.filename for b in bagian]
    if len(bagian) > MAKS_BAGIAN or sum(b.file_size for b in bagian) > MAKS_URAI:
        raise tolak(
            "Isi berkas ini terlalu besar saat dibuka.", "Pecah menjadi beberapa berkas yang lebih kecil."
        )
    if any(b.file_size > 1024 * 1024 and b.file_size > MAKS_NISBAH * max(b.compress_size, 1) for b in bagian):
        raise tolak("Isi berkas ini mengembang tidak wajar saat dibuka.", _CETAK)
    if len({n.casefold() for n in nama}) != len(nama) or any(_is_aneh(n) for n in nama):
        raise tolak("Susunan berkas ini tidak wajar.", _CETAK)
    if any(b.flag_bits & 0x1 for b in bagian):
        raise tolak("Berkas ini terkunci kata sandi.", "Buka kuncinya, simpan ulang, lalu unggah.")


def _is_aneh(nama: str) -> bool:
    return nama.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", nama) or "\x00" in nama


def _baca(arsip: zipfile.ZipFile, nama: str) -> bytes:
    with arsip.open(nama) as bagian:
        isi = bagian.read(MAKS_XML + 1)
    if len(isi) > MAKS_XML:
        raise tolak(
            "Isi berkas ini terlalu besar saat dibuka.", "Pecah menjadi beberapa berkas yang lebih kecil."
        )
    return isi


def _xml(arsip: zipfile.ZipFile, nama: str) -> Element:
    return fromstring(_baca(arsip, nama), forbid_dtd=True)


def _periksa_isi_jenis(arsip: zipfile.ZipFile) -> tuple[str, str]:
    """Tell which office file it is from its own declaration; refuse one that declares macros."""
    if "[Content_Types].xml" not in arsip.namelist():
        raise tolak("Berkas ini sebuah arsip, bukan dokumen Office.", "Unggah isinya satu per satu.")
    jenis = [e.get("ContentType", "") for e in _xml(arsip, "[Content_Types].xml")]
    if any(_MAKRO.search(j) for j in jenis):
        raise tolak(
            "Dokumen Office ini memuat makro.", "Simpan tanpa makro (DOCX, XLSX, PPTX) atau cetak ke PDF."
        )
    utama = [_UTAMA[j] for j in jenis if j in _UTAMA]
    if len(utama) != 1:
        raise tolak("Jenis dokumen Office ini tidak dikenali.", "Simpan sebagai DOCX, XLSX, atau PPTX.")
    return utama[0]


def _periksa_bagian(arsip: zipfile.ZipFile, sarang: int) -> None:
    """Refuse macros, ActiveX, OLE objects and program parts; a chart's own workbook is examined in turn."""
    for nama in arsip.namelist():
        if _MAKRO.search(nama):
            raise tolak(
                "Dokumen Office ini memuat makro.", "Simpan tanpa makro (DOCX, XLSX, PPTX) atau cetak ke PDF."
            )
        if nama == "META-INF/MANIFEST.MF" or nama.lower().endswith((".class", ".exe", ".dll", ".js", ".vbs")):
            raise tolak("Dokumen Office ini memuat program.", _CETAK)
        if _BAGIAN_AKTIF.search(nama) and not _BIN_BIASA.search(nama):
            raise tolak("Dokumen Office ini memuat objek sisipan (OLE atau ActiveX).", _CETAK)
        if _SISIPAN.search(nama) and not nama.endswith("/"):
            if sarang >= MAKS_SARANG or not nama.lower().endswith((".xlsx", ".docx", ".pptx")):
                raise tolak("Dokumen Office ini memuat berkas sisipan.", _CETAK)
            periksa(io.BytesIO(_baca(arsip, nama)), sarang + 1)


def _periksa_rujukan(arsip: zipfile.ZipFile) -> None:
    """Refuse what is fetched from elsewhere when the document opens: templates, objects, network shares."""
    for nama in arsip.namelist():
        if not nama.lower().endswith(".rels"):
            continue
        for hubungan in _xml(arsip, nama):
            jenis = hubungan.get("Type", "")
            if jenis.endswith(("/aFChunk", "/attachedToolbars", "/vbaProject", "/control")):
                raise tolak("Dokumen Office ini memuat isi aktif.", _CETAK)
            if hubungan.get("TargetMode", "").lower() == "external":
                _periksa_luar(jenis, hubungan.get("Target", ""))


def _periksa_luar(jenis: str, tuju: str) -> None:
    rapi = tuju.strip().lower().replace("\\", "/")
    jaringan = rapi.startswith("//") or re.match(r"file:/{2}[^/]|file:/{4,}", rapi)
    gambar = jenis.endswith("/image") and not rapi.startswith(("http://", "https://"))
    if not jenis.endswith(_LUAR_BOLEH) or jaringan or gambar or rapi.startswith(("javascript:", "vbscript:")):
        raise tolak("Dokumen Office ini mengambil templat atau objek dari luar.", _CETAK)


def _periksa_perintah(arsip: zipfile.ZipFile) -> None:
    """Refuse DDE: a field or a link that starts another program."""
    for nama in arsip.namelist():
        kecil = nama.lower()
        if kecil.startswith("word/") and kecil.endswith(".xml"):
            perintah = b"".join(_DDE.findall(_baca(arsip, nama)))
            if re.search(rb"\bDDE(AUTO)?\b", perintah, re.IGNORECASE):
                raise tolak("Dokumen Office ini memuat perintah DDE.", _CETAK)
        if "externallinks/" in kecil and kecil.endswith(".xml"):
            isi = _baca(arsip, nama)
            if b"ddeLink" in isi or b"oleLink" in isi:
                raise tolak("Dokumen Office ini memuat perintah DDE.", _CETAK)
