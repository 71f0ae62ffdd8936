"""What follows from a final result (domain reference 2.7). Imports no Django."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules.penilaian import Predikat
from pegawai.rules import Pilihan

MAKS_URAIAN_TINDAK = 2000


class JenisTindakLanjut(Pilihan):
    REKOMENDASI = "rekomendasi", "Catatan/rekomendasi"
    PEMBINAAN = "pembinaan", "Pembinaan"
    PENGHARGAAN = "penghargaan", "Usul penghargaan"
    PENGEMBANGAN = "pengembangan", "Calon pengembangan"


JENIS_USUL = frozenset({JenisTindakLanjut.PENGHARGAAN, JenisTindakLanjut.PENGEMBANGAN})
"""Proposals of the agency: settled by the admin, and shown to the person once they are granted."""


class StatusTindakLanjut(Pilihan):
    TERBUKA = "terbuka", "Belum selesai"
    SELESAI = "selesai", "Selesai"
    DIBATALKAN = "dibatalkan", "Tidak dilanjutkan"


def memenuhi(predikat: Sequence[Predikat], *, minimal: Predikat, berturut: int) -> bool:
    """Whether the latest results, newest first, are at least that good so many times in a row."""
    urut = list(Predikat)
    baik = takewhile(lambda p: urut.index(p) <= urut.index(minimal), predikat)
    return sum(1 for _ in baik) >= berturut


def check_uraian_tindak(teks: str, *, sebutan: str, bidang: str) -> None:
    if not teks:
        raise BahanBelumLengkap(f"{sebutan} belum ditulis.", bidang=bidang)
    if len(teks) > MAKS_URAIAN_TINDAK:
        raise BahanBelumLengkap(
            f"{sebutan} paling panjang {MAKS_URAIAN_TINDAK} huruf. Sekarang {len(teks)} huruf.", bidang=bidang
        )
