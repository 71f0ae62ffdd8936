"""Word, Excel and PowerPoint files are archives: opened within limits and looked through for what can act."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kinerja.bukti import kantor_isi
from kinerja.bukti.hasil import Hasil, tolak

MAKS_BAGIAN = 5_000
MAKS_URAI = 200 * 1024 * 1024
"""All parts together, unpacked."""
MAKS_NISBAH = 200
"""A part that grows more than this and is large is a bomb."""
MAKS_XML = 20 * 1024 * 1024
MAKS_KENDALI = 4 * 1024 * 1024
"""Of a part that is read as a tree: list of kinds, relationships."""
MAKS_SARANG = 2
CETAK = "Cetak ke PDF, lalu unggah hasilnya."
TANPA_MAKRO = "Simpan tanpa makro (DOCX, XLSX, PPTX) atau cetak ke PDF."

_INDUK = "application/vnd.openxmlformats-officedocument."
_UTAMA = {
    f"{_INDUK}wordprocessingml.document.main+xml": (f"{_INDUK}wordprocessingml.document", "docx"),
    f"{_INDUK}spreadsheetml.sheet.main+xml": (f"{_INDUK}spreadsheetml.sheet", "xlsx"),
    f"{_INDUK}presentationml.presentation.main+xml": (f"{_INDUK}presentationml.presentation", "pptx"),
}
_MAKRO = re.compile(r"macro|vbaproject|vbadata", re.IGNORECASE)
_BAGIAN_AKTIF = re.compile(r"activex|oleobject|\.bin$", re.IGNORECASE)
_BIN_BIASA = re.compile(r"printersettings\d*\.bin$", re.IGNORECASE)
_PENAMBAH = re.compile(r"(^|/)(customui|webextensions)/", re.IGNORECASE)
_SISIPAN = re.compile(r"(^|/)embeddings/", re.IGNORECASE)
_LUAR_BOLEH = ("/hyperlink", "/externalLinkPath", "/image")
_SKEMA_BOLEH = re.compile(r"(?:https?|mailto|tel):|#|[^:]*$")
_AKHIR_ARSIP = b"PK\x05\x06"


def periksa(berkas: BinaryIO, sarang: int = 0) -> Hasil:
    """Let an office file without macros, objects and foreign templates pass unchanged."""
    try:
        _periksa_ekor(berkas)
        with zipfile.ZipFile(berkas) as arsip:
            _periksa_batas(arsip)
            tipe, akhiran = _periksa_isi_jenis(arsip)
            _periksa_nama(arsip)
            _periksa_rujukan(arsip)
            for nama, isi in _bagian(arsip):
                if _SISIPAN.search(nama):
                    _periksa_sisipan(nama, isi, sarang)
                else:
                    kantor_isi.periksa(nama, isi)
            return Hasil(tipe, akhiran)
    except (DefusedXmlException, ParseError):
        raise tolak("Dokumen Office ini memuat XML yang tidak wajar.", CETAK) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise _rusak() from None


def _rusak() -> Exception:
    return tolak("Dokumen ini rusak atau tidak utuh.", "Simpan ulang dari aplikasinya, lalu unggah lagi.")


def _terlalu_besar() -> Exception:
    return tolak(
        "Isi berkas ini terlalu besar saat dibuka.", "Pecah menjadi beberapa berkas yang lebih kecil."
    )


def _tidak_wajar() -> Exception:
    return tolak("Susunan berkas ini tidak wajar.", CETAK)


def _periksa_ekor(berkas: BinaryIO) -> None:
    """Refuse a second file behind the archive, also one that passes as the archive's comment."""
    berkas.seek(0, io.SEEK_END)
    berkas.seek(-min(berkas.tell(), 22), io.SEEK_END)
    ekor = berkas.read()
    if ekor[:4] == _AKHIR_ARSIP and ekor[20:] == b"\0\0":
        return
    berkas.seek(0)
    if zipfile.is_zipfile(berkas):
        raise tolak("Dokumen Office ini memuat data lain setelah akhir dokumen.", CETAK)


def _periksa_batas(arsip: zipfile.ZipFile) -> None:
    """Refuse a bomb by its table of contents, before anything is unpacked."""
    bagian = arsip.infolist()
    nama = [b.filename for b in bagian]
    if len(bagian) > MAKS_BAGIAN or sum(b.file_size for b in bagian) > MAKS_URAI:
        raise _terlalu_besar()
    if any(b.file_size > 1024 * 1024 and b.file_size > MAKS_NISBAH * max(b.compress_size, 1) for b in bagian):
        raise tolak("Isi berkas ini mengembang tidak wajar saat dibuka.", CETAK)
    if len({n.casefold() for n in nama}) != len(nama) or any(_is_aneh(n) for n in nama):
        raise _tidak_wajar()
    if any(b.flag_bits & 0x1 for b in bagian):
        raise tolak("Berkas ini terkunci kata sandi.", "Buka kuncinya, simpan ulang, lalu unggah.")
    urut = sorted(bagian, key=lambda b: b.header_offset)
    for ini, berikut in itertools.pairwise(urut):
        if ini.header_offset + 30 + ini.compress_size > berikut.header_offset:
            raise _tidak_wajar()  # parts that share their bytes: a bomb without a large table


def _is_aneh(nama: str) -> bool:
    return nama.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", nama) or "\x00" in nama or ":" in nama


def _baca(arsip: zipfile.ZipFile, nama: str, maks: int = MAKS_XML) -> bytes:
    with arsip.open(nama) as bagian:
        isi = bagian.read(maks + 1)
    if len(isi) > maks:
        raise _terlalu_besar()
    return isi


def _xml(arsip: zipfile.ZipFile, nama: str) -> Element:
    return fromstring(_baca(arsip, nama, MAKS_KENDALI), forbid_dtd=True)


def _periksa_isi_jenis(arsip: zipfile.ZipFile) -> tuple[str, str]:
    """Tell which office file it is from its own declaration; refuse one that declares macros."""
    if "[Content_Types].xml" not in arsip.namelist():
        raise tolak("Berkas ini sebuah arsip, bukan dokumen Office.", "Unggah isinya satu per satu.")
    jenis = [e.get("ContentType", "") for e in _xml(arsip, "[Content_Types].xml")]
    if any(_MAKRO.search(j) for j in jenis):
        raise tolak("Dokumen Office ini memuat makro.", TANPA_MAKRO)
    utama = [_UTAMA[j] for j in jenis if j in _UTAMA]
    if len(utama) != 1:
        raise tolak("Jenis dokumen Office ini tidak dikenali.", "Simpan sebagai DOCX, XLSX, atau PPTX.")
    return utama[0]


def _periksa_nama(arsip: zipfile.ZipFile) -> None:
    """Refuse macros, ActiveX, OLE objects, add-ins, data connections and program parts by where they stand."""
    for nama in arsip.namelist():
        if _MAKRO.search(nama):
            raise tolak("Dokumen Office ini memuat makro.", TANPA_MAKRO)
        if nama == "META-INF/MANIFEST.MF" or nama.lower().endswith((".class", ".exe", ".dll", ".js", ".vbs")):
            raise tolak("Dokumen Office ini memuat program.", CETAK)
        if _BAGIAN_AKTIF.search(nama) and not _BIN_BIASA.search(nama):
            raise tolak("Dokumen Office ini memuat objek sisipan (OLE atau ActiveX).", CETAK)
        if _PENAMBAH.search(nama):
            raise tolak("Dokumen Office ini memuat isi aktif (add-in).", CETAK)
        if nama.lower() == "xl/connections.xml":
            raise tolak(
                "Buku kerja ini memuat sambungan data ke luar.",
                "Putuskan di menu Data, simpan, lalu unggah lagi.",
            )


def _bagian(arsip: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part once; what is no XML is read whole too, so that its sum is checked, but handed on as its head."""
    for info in arsip.infolist():
        if info.is_dir():
            continue
        if kantor_isi.is_xml(info.filename) or _SISIPAN.search(info.filename):
            yield info.filename, _baca(arsip, info.filename)
            continue
        with arsip.open(info) as bagian:
            kepala = bagian.read(64)
            while bagian.read(256 * 1024):
                pass
        yield info.filename, kepala


def _periksa_sisipan(nama: str, isi: bytes, sarang: int) -> None:
    """A chart's own workbook is examined in turn; nothing else may be embedded."""
    if sarang >= MAKS_SARANG or not nama.lower().endswith((".xlsx", ".docx", ".pptx")):
        raise tolak("Dokumen Office ini memuat berkas sisipan.", CETAK)
    periksa(io.BytesIO(isi), sarang + 1)


def _periksa_rujukan(arsip: zipfile.ZipFile) -> None:
    """Refuse what is fetched from elsewhere when the document opens: templates, objects, network shares."""
    for nama in arsip.namelist():
        if not nama.lower().endswith(".rels"):
            continue
        for hubungan in _xml(arsip, nama):
            jenis = hubungan.get("Type", "")
            if jenis.endswith(("/aFChunk", "/attachedToolbars", "/vbaProject", "/control")):
                raise tolak("Dokumen Office ini memuat isi aktif.", CETAK)
            if hubungan.get("TargetMode", "").lower() == "external":
                _periksa_luar(jenis, hubungan.get("Target", ""))


def _periksa_luar(jenis: str, tuju: str) -> None:
    """A link that a person clicks, and a workbook quoted by its path, may point outside; nothing else."""
    rapi = tuju.strip().lower().replace("\\", "/")
    if jenis.endswith("/image") and rapi.startswith(("http://", "https://")):
        raise tolak(
            "Dokumen Office ini mengambil gambar dari luar.",
            "Sisipkan gambarnya ke dokumen, lalu unggah lagi.",
        )
    jaringan = rapi.startswith("//") or re.match(r"file:/{2}[^/]|file:/{4,}", rapi)
    tautan = jenis.endswith("/hyperlink") and not (_SKEMA_BOLEH.match(rapi) or rapi.startswith("file:///"))
    if not jenis.endswith(_LUAR_BOLEH) or jaringan or jenis.endswith("/image") or tautan:
        raise tolak("Dokumen Office ini mengambil templat atau objek dari luar.", CETAK)
    if (
        jenis.endswith("/hyperlink")
        and re.search(r"\.(exe|bat|cmd|com|scr|ps1|vbs|js|hta|lnk|msi|jar)(\W|$)", rapi)
        and not rapi.startswith(("http://", "https://"))
    ):
        raise tolak("Dokumen Office ini memuat perintah menjalankan program.", CETAK)
