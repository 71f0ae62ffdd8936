"""Reads of this app, shaped for a page or a document."""

from evaluasi.selectors.bahan import Bahan, bahan_evaluasi, evaluasi_of, periode_evaluasi
from evaluasi.selectors.capaian import (
    BarisCapaian,
    baris_capaian,
    capaian_untuk,
    capaian_untuk_banyak,
    unit_berkewajiban,
    unit_capaian,
    unit_ditetapkan_oleh,
    versi_capaian,
)
from evaluasi.selectors.snapshot import susun_snapshot

__all__ = [
    "Bahan",
    "BarisCapaian",
    "bahan_evaluasi",
    "baris_capaian",
    "capaian_untuk",
    "capaian_untuk_banyak",
    "evaluasi_of",
    "periode_evaluasi",
    "susun_snapshot",
    "unit_berkewajiban",
    "unit_capaian",
    "unit_ditetapkan_oleh",
    "versi_capaian",
]
