"""What an engine is given and what it promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from evaluasi.rules import CaraTandaTangan


@dataclass(frozen=True)
class Kotak:
    """A place on a page in points, from its lower left corner; pages count from 1."""

    halaman: int
    x: float
    y: float
    lebar: float
    tinggi: float
    tinggi_halaman: float


@dataclass(frozen=True)
class PermintaanTte:
    """One signature. The passphrase and the NIK live here and nowhere else, and are never shown."""

    isi: bytes = field(repr=False)
    nama: str
    nik: str = field(repr=False)
    passphrase: str = field(repr=False)
    alasan: str
    lokasi: str
    kotak: Kotak | None = None
    cap: bytes = field(default=b"", repr=False)
    """The picture that stands at the place of the signature, as PNG."""


class MesinTte(Protocol):
    cara: CaraTandaTangan
    perlu_nik: bool

    def tanda_tangani(self, minta: PermintaanTte) -> bytes:
        """Hand back the same PDF with one signature more, or raise `TandaTanganGagal` with a sentence."""
