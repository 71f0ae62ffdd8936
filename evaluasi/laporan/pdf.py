"""Template and dataclass to PDF bytes. The only module that knows WeasyPrint.

The same input gives the same bytes: dates come from the document's identity, the file identifier is
computed from the content, fonts are ours alone. Nothing is fetched: the fetcher knows the few assets
handed to it in memory and refuses everything else.
"""

import io
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from PIL import ImageFile

from evaluasi.laporan.fon import buat_penyaring, siapkan_fon, tercetak
from evaluasi.laporan.konteks import Kepala, KonteksEvaluasi, KonteksSkp
from evaluasi.laporan.konteks_kredit import KonteksKredit
from evaluasi.laporan.konteks_pembinaan import KonteksBeritaAcara
from evaluasi.laporan.konteks_perjanjian import KonteksPerjanjian
from evaluasi.laporan.konteks_rekap import KonteksRekap
from evaluasi.laporan.konteks_rencana import KonteksMatriks, KonteksRencanaAksi
from evaluasi.laporan.svg import kuadran, kurva_distribusi
from evaluasi.rules import JenisDokumen

TEMPLATE = {
    JenisDokumen.EVALUASI: "evaluasi/laporan/evaluasi.html",
    JenisDokumen.DOKUMEN_EVALUASI: "evaluasi/laporan/dokumen_evaluasi.html",
    JenisDokumen.SKP: "evaluasi/laporan/skp.html",
    JenisDokumen.LAMPIRAN_SKP: "evaluasi/laporan/lampiran_skp.html",
    JenisDokumen.RENCANA_AKSI: "evaluasi/laporan/rencana_aksi.html",
    JenisDokumen.MATRIKS: "evaluasi/laporan/matriks.html",
    JenisDokumen.PERJANJIAN: "evaluasi/laporan/perjanjian.html",
    JenisDokumen.KONVERSI: "evaluasi/laporan/konversi.html",
    JenisDokumen.AKUMULASI: "evaluasi/laporan/akumulasi.html",
    JenisDokumen.PENETAPAN: "evaluasi/laporan/penetapan.html",
    JenisDokumen.BERITA_ACARA: "evaluasi/laporan/berita_acara.html",
    JenisDokumen.REKAP: "evaluasi/laporan/rekap.html",
}
Cetakan = Kepala | KonteksPerjanjian | KonteksKredit | KonteksBeritaAcara | KonteksRekap
KONTEKS: Mapping[JenisDokumen, type[Cetakan]] = {
    JenisDokumen.EVALUASI: KonteksEvaluasi,
    JenisDokumen.DOKUMEN_EVALUASI: KonteksEvaluasi,
    JenisDokumen.SKP: KonteksSkp,
    JenisDokumen.LAMPIRAN_SKP: KonteksSkp,
    JenisDokumen.RENCANA_AKSI: KonteksRencanaAksi,
    JenisDokumen.MATRIKS: KonteksMatriks,
    JenisDokumen.PERJANJIAN: KonteksPerjanjian,
    JenisDokumen.KONVERSI: KonteksKredit,
    JenisDokumen.AKUMULASI: KonteksKredit,
    JenisDokumen.PENETAPAN: KonteksKredit,
    JenisDokumen.BERITA_ACARA: KonteksBeritaAcara,
    JenisDokumen.REKAP: KonteksRekap,
}
VERSI_TEMPLATE = 4
"""Raised with every change of the look; stored beside the document."""

ASET = Path(__file__).parent / "aset"
_SATU_PER_SATU = threading.Lock()
"""The font map is shared and Pango is not made for two threads at once."""


class DokumenGagal(RuntimeError):
    """The document could not be made; the message says why."""


@dataclass(frozen=True)
class Mesin:
    """What is made once per process."""

    HTML: Any
    konfigurasi_fon: Any
    gaya: Any
    pengambil: type
    galat_ambil: type[BaseException]


def folder_fon() -> Path:
    return Path(settings.DATA_DIR) / "fon"


@cache
def penyaring() -> re.Pattern[str]:
    """Know once per process which signs our fonts lack."""
    siapkan_fon(folder_fon())
    return buat_penyaring(folder_fon())


@cache
def mesin() -> Mesin:
    """Load WeasyPrint with our fonts alone, and parse the stylesheet: about half a second, once."""
    with _hanya_fon_kami(siapkan_fon(folder_fon())), _gambar_tetap_ketat():
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        konfigurasi = FontConfiguration()

    class PengambilTertutup(URLFetcher):
        """Serves the assets in memory. The parent's openers are never installed, so nothing can go out."""

        def __init__(self, aset: Mapping[str, tuple[str, bytes]]) -> None:
            self._aset = aset
            self._fail_on_errors = True

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in self._aset:
                raise ValueError("Alamat di luar aset dokumen.")
            jenis, isi = self._aset[url]
            return URLFetcherResponse(url, isi, {"Content-Type": jenis})

    gaya = CSS(
        string=(ASET / "cetak.css").read_text(encoding="utf-8"),
        font_config=konfigurasi,
        url_fetcher=PengambilTertutup({}),
    )
    return Mesin(HTML, konfigurasi, gaya, PengambilTertutup, FatalURLFetchingError)


@contextmanager
def _gambar_tetap_ketat() -> Iterator[None]:
    """WeasyPrint tells Pillow, for the whole process, to accept pictures cut short; uploads may not be."""
    semula = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = semula


@contextmanager
def _hanya_fon_kami(konfigurasi: Path) -> Iterator[None]:
    """Point the fontconfig library at our file while it loads, and put the environment back."""
    semula = os.environ.get("FONTCONFIG_FILE")  # noqa: TID251 — read by a C library, no setting of ours
    os.environ["FONTCONFIG_FILE"] = str(konfigurasi)  # noqa: TID251
    try:
        yield
    finally:
        if semula is None:
            del os.environ["FONTCONFIG_FILE"]  # noqa: TID251
        else:
            os.environ["FONTCONFIG_FILE"] = semula  # noqa: TID251


def render(jenis: JenisDokumen, konteks: Cetakan, *, lambang: bytes | None = None) -> bytes:
    """Make the PDF of one document: PDF/A-3a, tagged, the same bytes for the same input.

    `lambang` is the agency's emblem as PNG or JPEG, re-encoded by the caller.
    """
    return to_pdf(to_html(jenis, konteks, lambang=lambang), _aset(konteks, lambang))


def render_snapshot(
    jenis: JenisDokumen, snapshot: Mapping[str, Any], *, lambang: bytes | None = None
) -> bytes:
    """Make the PDF straight from the frozen JSON (its shape is told in `konteks`)."""
    return render(jenis, KONTEKS[jenis].from_snapshot(snapshot), lambang=lambang)


def to_html(jenis: JenisDokumen, konteks: Cetakan, *, lambang: bytes | None = None) -> str:
    """Fill the template; what no font can show is replaced here, in one place."""
    isi: dict[str, Any] = {"k": konteks, "judul": jenis.label, "lambang": _nama_lambang(lambang)}
    if isinstance(konteks, KonteksEvaluasi):
        isi["kurva"] = mark_safe(kurva_distribusi(konteks.capaian_organisasi))  # noqa: S308 — drawn by us, escaped
        isi["kuadran"] = mark_safe(kuadran(konteks.rating_hasil, konteks.rating_perilaku))  # noqa: S308
    elif isinstance(konteks, KonteksRekap):
        gambar = kurva_distribusi(konteks.capaian, konteks.jumlah) if konteks.capaian else ""
        isi["kurva"] = mark_safe(gambar)  # noqa: S308
    html = render_to_string(TEMPLATE[jenis], isi)
    return tercetak(html, penyaring())


def to_pdf(html: str, aset: Mapping[str, tuple[str, bytes]]) -> bytes:
    """Lay a filled template out."""
    with _SATU_PER_SATU:
        m = mesin()
        try:
            dokumen = m.HTML(string=html, base_url="aset:/", url_fetcher=m.pengambil(aset))
            hasil: bytes = dokumen.write_pdf(
                stylesheets=[m.gaya],
                font_config=m.konfigurasi_fon,
                pdf_variant="pdf/a-3a",
                finisher=_tulis_sekali,
            )
        except m.galat_ambil as galat:
            raise DokumenGagal(f"Dokumen meminta berkas yang tidak dikenal: {galat}") from galat
    return hasil


class _Tertulis(pydyf.Object):
    """A PDF object that has been written out already."""

    def __init__(self, asal: Any) -> None:
        super().__init__()
        self.number, self.generation = asal.number, asal.generation
        self._data, self._compressible = asal.data, asal.compressible

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return self._compressible


def _tulis_sekali(_dokumen: object, berkas: Any) -> None:
    """Write every object out once: pydyf would do it twice, the first time only for the file identifier."""
    berkas.objects[:] = [o if o.free == "f" else _Tertulis(o) for o in berkas.objects]


def _aset(konteks: Cetakan, lambang: bytes | None) -> dict[str, tuple[str, bytes]]:
    aset = {}
    if not konteks.dokumen.is_draf:
        aset["aset:/qr.png"] = ("image/png", kode_qr(konteks.dokumen.url_verifikasi))
    if lambang:
        aset[_nama_lambang(lambang)] = ("image/png", lambang)
    return aset


def _nama_lambang(lambang: bytes | None) -> str:
    if not lambang:
        return ""
    if lambang.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return "aset:/lambang"
    raise DokumenGagal("Lambang instansi harus berupa PNG atau JPEG.")


def kode_qr(alamat: str) -> bytes:
    """Draw the verification address as a QR code, with the quiet zone scanners ask for."""
    keluaran = io.BytesIO()
    segno.make(alamat, error="m", micro=False).save(keluaran, kind="png", scale=6, border=2)
    return keluaran.getvalue()
