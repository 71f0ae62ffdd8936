"""More hostile files: what hides behind a friendly name, a second reading, or an unusual encoding."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.factories.kinerja import gambar, kantor, pdf, rujukan, simpan

P = pikepdf
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REL_WORD = "word/_rels/document.xml.rels"


# --- PDF --------------------------------------------------------------------------------------
def _ubah(ubah: Any, **lain: Any) -> bytes:
    dokumen = pikepdf.open(io.BytesIO(pdf()))
    ubah(dokumen)
    return simpan(dokumen, **lain)


def _tautan(**aksi: Any) -> bytes:
    def ubah(d: pikepdf.Pdf) -> None:
        isi = P.Dictionary(
            Type=P.Name.Annot, Subtype=P.Name.Link, Rect=P.Array([0, 0, 9, 9]), A=P.Dictionary(**aksi)
        )
        d.pages[0].obj.Annots = P.Array([d.make_indirect(isi)])

    return _ubah(ubah)


def _aliran(isi: bytes, *, mentah: bool = False, **kunci: Any) -> bytes:
    """A page whose content is this stream; `mentah`: the bytes are folded already."""

    def ubah(d: pikepdf.Pdf) -> None:
        aliran = P.Stream(d, b"" if mentah else isi)
        if mentah:
            aliran.write(isi, filter=kunci.pop("saring"))
        for nama, nilai in kunci.items():
            aliran[f"/{nama}"] = nilai
        d.pages[0].obj.Contents = d.make_indirect(aliran)

    return _ubah(ubah, compress_streams=False, stream_decode_level=P.StreamDecodeLevel.none)


def pdf_bom_aliran() -> bytes:
    """A page description of 200 MB in 200 kB."""
    return _aliran(zlib.compress(b" " * (200 * 1024 * 1024), 9), mentah=True, saring=P.Name.FlateDecode)


def pdf_flate_ganda() -> bytes:
    isi = zlib.compress(zlib.compress(b" " * (20 * 1024 * 1024), 9), 9)
    return _aliran(isi, mentah=True, saring=P.Array([P.Name.FlateDecode, P.Name.FlateDecode]))


def pdf_gambar_raksasa() -> bytes:
    return _aliran(
        b"\0" * 100,
        Type=P.Name.XObject,
        Subtype=P.Name.Image,
        Width=30_000,
        Height=30_000,
        BitsPerComponent=8,
    )


def pdf_xref_bohong() -> bytes:
    """The table of objects points nowhere; a lenient reader finds the code all the same."""
    isi = _tautan(S=P.Name.JavaScript, JS=P.String("app.alert(1)"))
    ekor = isi.rfind(b"startxref")
    return isi[:ekor] + b"startxref\n7\n%%EOF\n"


# --- office -----------------------------------------------------------------------------------
def docx_tumpang() -> bytes:
    """Two parts in the table that share the same bytes."""
    isi = bytearray(kantor("docx", {"word/media/a.txt": b"a" * 2000, "word/media/b.txt": b"b" * 2000}))
    pertama = isi.find(b"PK\x01\x02", isi.find(b"word/media/a.txt", isi.find(b"PK\x01\x02")) - 46)
    kedua = isi.find(b"PK\x01\x02", isi.find(b"word/media/b.txt", isi.find(b"PK\x01\x02")) - 46)
    isi[kedua + 42 : kedua + 46] = isi[pertama + 42 : pertama + 46]
    return bytes(isi)


def docx_komentar() -> bytes:
    """A script as the archive's comment."""
    ekor = b"<script>alert(1)</script>"
    isi = bytearray(kantor())
    isi[-2:] = struct.pack("<H", len(ekor))
    return bytes(isi) + ekor


def ole_terkunci() -> bytes:
    """How Word stores a document with a password: the archive as a stream of an OLE container."""
    return OLE + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000


def _word(isi: str | bytes) -> bytes:
    return kantor("docx", {"word/document.xml": isi})


def _luar(jenis: str, tuju: str) -> bytes:
    return kantor("docx", {_REL_WORD: rujukan(jenis, tuju, luar=True)})


_JENIS = "application/vnd.ms-{}.main+xml"

DITOLAK: dict[str, tuple[Any, str]] = {
    "ole_terkunci": (ole_terkunci, "kata sandi"),
    "pdf_tautan_berkas": (
        lambda: _tautan(S=P.Name.URI, URI=P.String("file:///C:/Windows/calc.exe")),
        "menjalankan",
    ),
    "pdf_tautan_skrip": (lambda: _tautan(S=P.Name.URI, URI=P.String("javascript:alert(1)")), "menjalankan"),
    "pdf_tautan_jaringan": (lambda: _tautan(S=P.Name.URI, URI=P.String("\\\\10.0.0.1\\a")), "menjalankan"),
    "pdf_ke_berkas_lain": (lambda: _tautan(S=P.Name.GoToR, F=P.String("\\\\10.0.0.1\\a.pdf")), "berkas lain"),
    "pdf_ambil_data": (lambda: _tautan(S=P.Name.ImportData, F=P.String("a.fdf")), "mengambil data"),
    "pdf_media_berjalan": (lambda: _tautan(S=P.Name.Rendition), "media"),
    "pdf_aliran_luar": (lambda: _aliran(b"", F=P.String("\\\\10.0.0.1\\a")), "berkas lain"),
    "pdf_bom_aliran": (pdf_bom_aliran, "mengembang"),
    "pdf_flate_ganda": (pdf_flate_ganda, "mengembang"),
    "pdf_gambar_raksasa": (pdf_gambar_raksasa, "gambar yang terlalu besar"),
    "pdf_xref_bohong": (pdf_xref_bohong, "JavaScript"),
    "docx_ekor": (lambda: kantor() + b"<script>alert(1)</script>", "setelah akhir"),
    "docx_komentar": (docx_komentar, "setelah akhir"),
    "docx_tumpang": (docx_tumpang, "tidak wajar"),
    "docx_jalur_mutlak": (lambda: kantor("docx", {"/etc/cron.d/a": b"a"}), "tidak wajar"),
    "docx_jalur_windows": (lambda: kantor("docx", {"C:\\a.txt": b"a"}), "tidak wajar"),
    "docx_dtd_bagian": (
        lambda: _word('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
        "XML",
    ),
    "docx_dtd_utf16": (lambda: _word('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16")), "XML"),
    "docx_xml_tanpa_tanda": (lambda: _word("<a/>".encode("utf-16-le")), "XML"),
    "docx_dde_utf16": (
        lambda: _word("<w:p><w:instrText>DDEAUTO cmd</w:instrText></w:p>".encode("utf-16")),
        "DDE",
    ),
    "docx_dde_ringkas": (lambda: _word('<w:fldSimple w:instr=" DDE cmd /c calc "/>'), "DDE"),
    "docx_ambil_teks": (
        lambda: _word('<w:fldSimple w:instr="INCLUDETEXT https://jahat.example/a"/>'),
        "dari luar",
    ),
    "docx_gambar_web": (lambda: _luar("image", "https://jahat.example/jejak.png"), "gambar dari luar"),
    "docx_bingkai_luar": (lambda: _luar("frame", "https://jahat.example/a"), "dari luar"),
    "docx_tautan_program": (lambda: _luar("hyperlink", "file:///C:/Windows/calc.exe"), "menjalankan program"),
    "docx_tautan_jaringan": (lambda: _luar("hyperlink", "\\\\10.0.0.1\\a"), "dari luar"),
    "docx_tautan_protokol": (lambda: _luar("hyperlink", "ms-msdt:/id PCWDiagnostic"), "dari luar"),
    "docx_ole_menyamar": (
        lambda: kantor("docx", {"word/media/image1.png": OLE + b"\0" * 600}),
        "objek sisipan",
    ),
    "docx_zip_menyamar": (
        lambda: kantor("docx", {"word/media/image1.png": kantor("xlsx")}),
        "berkas sisipan",
    ),
    "docx_program_menyamar": (
        lambda: kantor("docx", {"word/media/image1.emf": b"MZ\x90\0" + b"\0" * 90}),
        "program",
    ),
    "docx_pdf_menyamar": (lambda: kantor("docx", {"word/media/image1.png": pdf()}), "berkas sisipan"),
    "docx_addin": (lambda: kantor("docx", {"word/webextensions/taskpanes.xml": "<a/>"}), "isi aktif"),
    "xlsx_pita": (lambda: kantor("xlsx", {"customUI/customUI14.xml": "<a/>"}), "isi aktif"),
    "xlsx_sambungan": (lambda: kantor("xlsx", {"xl/connections.xml": "<a/>"}), "sambungan data"),
    "xlsx_rumus_cmd": (
        lambda: kantor("xlsx", {"xl/worksheets/sheet1.xml": "<c><f>cmd|' /C calc'!A0</f></c>"}),
        "DDE",
    ),
    "xlsx_rumus_ambil": (
        lambda: kantor("xlsx", {"xl/worksheets/sheet1.xml": '<c><f>WEBSERVICE("https://a.example")</f></c>'}),
        "mengambil data",
    ),
    "pptx_aksi_program": (
        lambda: kantor("pptx", {"ppt/slides/slide1.xml": '<a:hlinkClick action="ppaction://program"/>'}),
        "menjalankan program",
    ),
    "xlsm": (lambda: kantor("xlsx", jenis=_JENIS.format("excel.sheet.macroEnabled")), "makro"),
    "pptm": (lambda: kantor("pptx", jenis=_JENIS.format("powerpoint.presentation.macroEnabled")), "makro"),
    "xlsb": (lambda: kantor("xlsx", jenis="application/vnd.ms-excel.sheet.binary.main"), "tidak dikenali"),
    "docx_templat": (
        lambda: kantor("docx", jenis="application/vnd.openxmlformats-officedocument.template.main+xml"),
        "tidak dikenali",
    ),
    "jpeg_raksasa": (lambda: jpeg_raksasa(), "megapiksel"),
    "webp_raksasa": (lambda: webp_raksasa(), "megapiksel"),
    "tiff": (b"II*\x00" + b"\0" * 60, "Format gambar"),
    "tujuh_zip": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 60, "arsip"),
}


# --- images -----------------------------------------------------------------------------------
def jpeg_raksasa() -> bytes:
    """A small photo whose header promises 30,000 × 30,000."""
    isi = bytearray(gambar("JPEG"))
    sof = isi.find(b"\xff\xc0")
    isi[sof + 5 : sof + 9] = struct.pack(">HH", 30_000, 30_000)
    return bytes(isi)


def webp_raksasa() -> bytes:
    """The canvas of an extended WEBP: the largest it can say."""
    badan = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + (16_382).to_bytes(3, "little") * 2
    return b"RIFF" + struct.pack("<I", len(badan)) + badan


def _beranimasi(format_: str) -> bytes:
    bingkai = [Image.new("RGB", (40, 30), warna) for warna in ("red", "green", "blue")]
    keluar = io.BytesIO()
    bingkai[0].save(keluar, format_, save_all=True, append_images=bingkai[1:], duration=80)
    return keluar.getvalue()


def _jar() -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w") as arsip:
        arsip.writestr("META-INF/MANIFEST.MF", "rahasia-kantor")
    return keluar.getvalue()


def _jpeg_komentar() -> bytes:
    isi = gambar("JPEG")
    catatan = b"<script>rahasia-kantor</script>"
    return isi[:2] + b"\xff\xfe" + struct.pack(">H", len(catatan) + 2) + catatan + isi[2:]


def _png_teks() -> bytes:
    catatan = PngInfo()
    catatan.add_text("Comment", "rahasia-kantor")
    catatan.add_itxt("XML:com.adobe.xmp", "<x>rahasia-kantor</x>")
    keluar = io.BytesIO()
    Image.new("RGB", (30, 20)).save(keluar, "PNG", pnginfo=catatan)
    return keluar.getvalue()


def _berexif(format_: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "rahasia-kantor"
    exif.get_ifd(0x8825)[1] = "S"
    return gambar(format_, exif=exif)


# name → bytes: kept, but what was hidden in it is gone
DIJINAKKAN: dict[str, Any] = {
    "jpeg_jar": lambda: gambar("JPEG") + _jar(),
    "png_jar": lambda: gambar("PNG") + _jar(),
    "webp_jar": lambda: gambar("WEBP") + _jar(),
    "jpeg_html": lambda: gambar("JPEG") + b"<html><script>rahasia-kantor</script>",
    "jpeg_komentar": _jpeg_komentar,
    "jpeg_exif": lambda: _berexif("JPEG"),
    "webp_exif": lambda: _berexif("WEBP"),
    "png_teks": _png_teks,
    "png_beranimasi": lambda: _beranimasi("PNG") + b"rahasia-kantor",
    "webp_beranimasi": lambda: _beranimasi("WEBP") + b"rahasia-kantor",
    "jpeg_icc": lambda: gambar("JPEG", icc_profile=b"rahasia-kantor" * 20),
}
