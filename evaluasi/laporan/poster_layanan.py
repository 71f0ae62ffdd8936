"""The poster of a service: a QR code that any phone reads across a counter, and the code for who has no camera."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

import segno
from django.template.loader import render_to_string

from evaluasi.laporan.fon import tercetak
from evaluasi.laporan.pdf import penyaring, to_pdf

UKURAN = {"a4": "A4", "a5": "A5"}


@dataclass(frozen=True)
class KonteksPoster:
    """What a poster says; nothing is read from the database while it is drawn."""

    instansi: str
    unit: str
    layanan: str
    uraian: str
    kode: str
    alamat: str
    tanggal: date

    @property
    def alamat_tampil(self) -> str:
        """The address as people type it."""
        return self.alamat.removeprefix("https://").removeprefix("http://").rstrip("/")


def qr_poster(alamat: str) -> bytes:
    """The address as a QR code: much redundancy, since paper gets dirty, and the full quiet zone."""
    keluaran = io.BytesIO()
    segno.make(alamat, error="q", micro=False).save(keluaran, kind="png", scale=12, border=4)
    return keluaran.getvalue()


def html_poster(konteks: KonteksPoster, ukuran: str) -> str:
    isi = {"k": konteks, "ukuran": UKURAN[ukuran]}
    return tercetak(render_to_string("evaluasi/laporan/poster_layanan.html", isi), penyaring())


def poster_pdf(konteks: KonteksPoster, ukuran: str) -> bytes:
    """One page of paper, tagged, with our own fonts; the same bytes for the same service and day."""
    return to_pdf(html_poster(konteks, ukuran), {"aset:/qr.png": ("image/png", qr_poster(konteks.alamat))})
