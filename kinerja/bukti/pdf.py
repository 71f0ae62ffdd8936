"""PDFs are kept as they came, since rewriting one breaks its electronic signature; so they must be quiet.

Refused: code, actions that run by themselves, programs to launch, files inside, encryption, data before or
after the document.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pikepdf

from kinerja.bukti import pdf_urai
from kinerja.bukti.hasil import Hasil, tolak

CARA = "Cetak ulang ke PDF, lalu unggah hasilnya."
MAKS_OBJEK = 300_000
MAKS_DALAM = 50
MAKS_URAI = 64 * 1024 * 1024
"""Of one stream that is no picture, unfolded."""
MAKS_URAI_SEMUA = 600 * 1024 * 1024
MAKS_PIKSEL = 250_000_000
"""Of one picture inside: a plan of A0 at 300 dots per inch passes."""

# Process-wide in qpdf: no stream of any PDF may unfold to more than this.
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAKS_URAI,
    png_max_memory=MAKS_URAI,
    tiff_max_memory=MAKS_URAI,
    run_length_max_memory=MAKS_URAI,
    dct_max_memory=MAKS_URAI,
    max_stream_filters=4,
    parser_max_container_size=500_000,
)

_TINDAKAN = {
    "/JavaScript": "JavaScript",
    "/Launch": "perintah membuka program",
    "/SubmitForm": "formulir yang mengirim data",
    "/ImportData": "perintah mengambil data",
    "/GoToE": "dokumen sisipan",
    "/Rendition": "media yang berjalan sendiri",
    "/Movie": "media yang berjalan sendiri",
    "/Sound": "media yang berjalan sendiri",
    "/GoToR": "rujukan ke berkas lain",
}
_KUNCI = {
    "/JS": "JavaScript",
    "/JavaScript": "JavaScript",
    "/AA": "tindakan otomatis",
    "/EmbeddedFiles": "berkas sisipan",
    "/EF": "berkas sisipan",
    "/XFA": "formulir XFA",
    "/RichMedia": "media sisipan",
}
_TUJUAN_BOLEH = re.compile(r"\s*(?:(?:https?|mailto|tel):|#|[^:\\]*$)", re.IGNORECASE)
"""A link that a person clicks: to the web, to an address, inside; not to files, shares and scripts."""
_ANOTASI = {"/FileAttachment": "berkas sisipan", "/RichMedia": "media sisipan", "/3D": "media sisipan"}


def _nama(kata: str) -> bytes:
    """A PDF name as bytes, each letter plain or written as #hex."""
    return b"/" + b"".join(b"(?:%c|#%02x|#%02X)" % (h, h, h) for h in kata.encode()) + rb"(?![A-Za-z0-9])"


# Also where no object table points at it: a lenient viewer may find what a strict reader does not.
_MENTAH = re.compile(b"|".join(_nama(k) for k in ("JavaScript", "Launch")))


def periksa(berkas: BinaryIO) -> Hasil:
    """Let a quiet PDF pass unchanged; refuse anything that acts, hides or cannot be read."""
    _periksa_tepi(berkas)
    berkas.seek(0)
    try:
        with pikepdf.open(berkas, attempt_recovery=True, suppress_warnings=True) as dokumen:
            if dokumen.is_encrypted:
                raise tolak("PDF ini terkunci kata sandi.", "Buka kuncinya, cetak ulang ke PDF, lalu unggah.")
            if len(dokumen.objects) > MAKS_OBJEK:
                raise tolak("PDF ini terlalu rumit.", CARA)
            temuan = next(_temuan(dokumen), None)
            if not temuan:
                pdf_urai.periksa(dokumen, stream=MAKS_URAI, semua=MAKS_URAI_SEMUA, piksel=MAKS_PIKSEL)
            halaman = len(dokumen.pages)
    except pikepdf.PasswordError:
        raise tolak(
            "PDF ini terkunci kata sandi.", "Buka kuncinya, cetak ulang ke PDF, lalu unggah."
        ) from None
    except MemoryError:
        raise tolak("PDF ini terlalu rumit.", CARA) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, TypeError, RecursionError):
        raise tolak("PDF ini rusak atau tidak utuh.", CARA) from None
    if temuan:
        raise tolak(f"PDF ini memuat {temuan}.", CARA)
    if not halaman:
        raise tolak("PDF ini tidak memiliki halaman.", CARA)
    return Hasil("application/pdf", "pdf")


def _periksa_tepi(berkas: BinaryIO) -> None:
    """Refuse a file that is a PDF and something else at once."""
    berkas.seek(0)
    isi = berkas.read()
    ekor = isi.rfind(b"%%EOF")
    if ekor < 0:
        raise tolak("PDF ini tidak utuh.", CARA)
    if isi[ekor + 5 :].strip(b"\x00 \t\r\n"):
        raise tolak("PDF ini memuat data lain setelah akhir dokumen.", CARA)
    berkas.seek(0)
    if zipfile.is_zipfile(berkas):
        raise tolak("PDF ini sekaligus sebuah arsip.", CARA)
    mentah = _MENTAH.search(isi)
    if mentah:
        kata = "JavaScript" if re.match(rb"/(?:J|#4[aA])", mentah.group()) else _TINDAKAN["/Launch"]
        raise tolak(f"PDF ini memuat {kata}.", CARA)


def _temuan(dokumen: pikepdf.Pdf) -> Iterator[str]:
    """Name what acts or hides, object by object, the trailer's root first."""
    if "/OpenAction" in dokumen.Root:
        yield from _tindakan_pembuka(dokumen.Root.OpenAction)
    for objek in dokumen.objects:
        yield from _periksa_objek(objek, 0)


def _tindakan_pembuka(aksi: pikepdf.Object) -> Iterator[str]:
    """An opening view (where to look first) is no action; every other opening action is."""
    if isinstance(aksi, pikepdf.Dictionary) and aksi.get("/S") != pikepdf.Name.GoTo:
        yield "tindakan otomatis saat dibuka"


def _periksa_objek(objek: pikepdf.Object, dalam: int) -> Iterator[str]:
    """Look into a dictionary or array and what stands directly inside; referred objects have their own turn."""
    if dalam > MAKS_DALAM:
        raise tolak("PDF ini bersusun terlalu dalam.", CARA)
    if isinstance(objek, pikepdf.Array):
        anak = list(objek)
    elif isinstance(objek, pikepdf.Dictionary | pikepdf.Stream):
        kamus = dict(objek.items())
        for kunci, apa in _KUNCI.items():
            if kunci in kamus:
                yield apa
        yield from _lihat_nama(kamus)
        if isinstance(objek, pikepdf.Stream) and "/F" in kamus:
            yield "data dari berkas lain"
        anak = list(kamus.values())
    else:
        return
    for a in anak:
        if isinstance(a, pikepdf.Object) and not a.is_indirect:
            yield from _periksa_objek(a, dalam + 1)


def _lihat_nama(kamus: Mapping[str, object]) -> Iterator[str]:
    aksi, sub = kamus.get("/S"), kamus.get("/Subtype")
    if isinstance(aksi, pikepdf.Name) and str(aksi) in _TINDAKAN:
        yield _TINDAKAN[str(aksi)]
    if isinstance(sub, pikepdf.Name) and str(sub) in _ANOTASI:
        yield _ANOTASI[str(sub)]
    if aksi == pikepdf.Name.URI and not _TUJUAN_BOLEH.match(str(kamus.get("/URI", ""))):
        yield "tautan yang menjalankan perintah"
    if kamus.get("/FS") == pikepdf.Name.URL:
        yield "data dari berkas lain"
