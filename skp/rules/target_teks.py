"""A target in one cell, of any kind: the reverse of `tampil_target`. Imports no Django."""

import re
from datetime import date

from skp.rules.bacaan import baca_isian_target, baca_tanggal_target
from skp.rules.periode import BULAN
from skp.rules.target import JenisTarget, Target, hitung_desimal

_N = r"-?\d[\d.,]*"
_TANGGAL = re.compile(
    rf"\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]\d{{4}}|\d{{1,2}} (?:{'|'.join(BULAN)}) \d{{4}}", re.IGNORECASE
)
_BENTUK = (
    (
        JenisTarget.PALING_BANYAK,
        rf"(?:≤|<=|<|paling (?:banyak|lama|lambat)|maksimal|maks\.?)\s*{_N}(?:\s*\D{{1,60}})?",
    ),
    (JenisTarget.PERSEN, rf"{_N}\s*(?:%|persen)"),
    (JenisTarget.RENTANG, rf"{_N}\s*(?:–|-|s\.d\.|sampai|hingga)\s*{_N}\s*\D{{0,60}}"),
    (JenisTarget.ANGKA, rf"{_N}(?:\s+\D{{1,60}})?"),
)
"""The kinds by what they look like, the narrow ones first."""


def baca_target(teks: str) -> Target:
    """Read "12 laporan", "3,60", "95%", "≤ 5 hari", "10–12 layanan", "31 Januari 2026"; the rest stays text."""
    rapi = " ".join(teks.replace("\u00a0", " ").split())
    if hari := baca_tanggal(rapi):
        return Target(JenisTarget.TANGGAL, tanggal=hari)
    for jenis, pola in _BENTUK:
        if re.fullmatch(pola, rapi, re.IGNORECASE):
            b = baca_isian_target(jenis, rapi)
            desimal = hitung_desimal(b.angka, b.angka_maks)
            return Target(jenis, angka=b.angka, angka_maks=b.angka_maks, satuan=b.satuan, desimal=desimal)
    return Target(JenisTarget.TEKS, teks=rapi)


def baca_tanggal(teks: str) -> date | None:
    """The day that a text names; None when it names none, refused when the day does not exist."""
    return baca_tanggal_target(teks) if _TANGGAL.fullmatch(teks) else None
