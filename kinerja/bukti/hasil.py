"""What an examination hands back, and how it refuses."""

from dataclasses import dataclass

from kinerja.errors import BuktiDukungDitolak


@dataclass(frozen=True)
class Hasil:
    """A file that may be kept: its kind, and its new bytes where it was made anew (None: as it came)."""

    tipe: str
    akhiran: str
    isi: bytes | None = None


def tolak(temuan: str, cara: str) -> BuktiDukungDitolak:
    """Say what was found and how to mend it."""
    return BuktiDukungDitolak(f"{temuan} {cara}", bidang="berkas")
