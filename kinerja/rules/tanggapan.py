"""What a leader answers to an entry of the log, and what that answer still says after a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kinerja.errors import TanggapanTidakSah
from kinerja.rules.jenis import PeranPemberi
from kinerja.rules.teks import check_teks
from pegawai.rules import Pilihan


class JenisTanggapan(Pilihan):
    """An entry counts without either: this is a word about it, not a permission."""

    DIKETAHUI = "diketahui", "Diketahui"
    DITANYAKAN = "ditanyakan", "Ditanyakan"


PERAN_MENANGGAPI = frozenset({PeranPemberi.PENILAI, PeranPemberi.KETUA_TIM})
"""Who acknowledges or questions; the superior of the penilai reads along."""


def check_pertanyaan(isi: str) -> None:
    """Refuse a question without words: the person must know what to answer."""
    check_teks(isi, "Pertanyaan", TanggapanTidakSah, "isi")


def check_jawaban(isi: str) -> None:
    """Refuse an empty answer."""
    check_teks(isi, "Jawaban", TanggapanTidakSah, "isi")


def berubah_sejak(nomor_tanggapan: int, nomor_catatan: int) -> bool:
    """Whether the entry was changed after it was acknowledged or questioned."""
    return nomor_catatan > nomor_tanggapan


@dataclass(frozen=True)
class IsiPekan:
    """What a leader saw of one person's week: how many entries, and a sum over which ones in which version.

    Two weeks with the same mark hold the same entries in the same wording; a new, changed or withdrawn one changes it.
    """

    jumlah: int = 0
    berat: int = 0

    def __str__(self) -> str:
        return f"{self.jumlah}.{self.berat % 999_983}"

    @classmethod
    def dari(cls, catatan: Iterable[tuple[int, int]]) -> IsiPekan:
        """From the key and the version of each entry; `BERAT` is the same sum where the database adds up."""
        daftar = [BERAT * kunci + versi for kunci, versi in catatan]
        return cls(len(daftar), sum(daftar))


BERAT = 1000
"""How much more the key of an entry weighs in that sum than its version."""
