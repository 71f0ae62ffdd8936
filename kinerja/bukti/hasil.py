"""What an examination hands back, and how it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from kinerja.errors import BuktiDukungDitolak


class Potongan(TypedDict, total=False):
    """A piece of text out of an office file: a heading, and lines or the rows of a table."""

    judul: str
    baris: list[str]
    tabel: list[list[str]]


@dataclass(frozen=True)
class Pratinjau:
    """What a reader sees without opening the file: our own pictures of it, or our own reading of its text."""

    gambar: tuple[bytes, ...] = ()
    """WEBP, drawn by us."""
    ukuran: tuple[tuple[int, int], ...] = ()
    halaman: int = 0
    """How many pages, sheets or slides the whole has; 0 where nobody counts."""
    teks: tuple[Potongan, ...] = ()


@dataclass(frozen=True)
class Hasil:
    """A file that may be kept: its kind, and its new bytes where it was made anew (None: as it came)."""

    tipe: str
    akhiran: str
    isi: bytes | None = None
    pratinjau: Pratinjau = field(default_factory=Pratinjau)


class PemeriksaanGagal(Exception):
    """The examination itself did not come to an end (killed, no memory on the machine): it may be tried again."""


def tolak(temuan: str, cara: str) -> BuktiDukungDitolak:
    """Say what was found and how to mend it."""
    return BuktiDukungDitolak(f"{temuan} {cara}", bidang="berkas")
