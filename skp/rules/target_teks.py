"""A target as people write it in one cell, read back as a typed one: the reverse of `tampil_target`. Imports no Django."""

import re
from datetime import date

from skp.errors import TargetTidakSah
from skp.rules.periode import BULAN
from skp.rules.target import JenisTarget, Target, baca_angka

_ANGKA = r"-?\d[\d.,]*"
_TANGGAL = re.compile(rf"(\d{{1,2}})\s+({'|'.join(BULAN)})\s+(\d{{4}})", re.IGNORECASE)


def baca_target(teks: str) -> Target:
    """Read "12 laporan", "95%", "≤ 5 hari", "10–12 layanan", "31 Januari 2026"; what is none of them stays text."""
    rapi = " ".join(teks.replace("\u00a0", " ").split())
    if cocok := re.fullmatch(rf"({_ANGKA})\s*(?:%|persen)", rapi, re.IGNORECASE):
        return Target(JenisTarget.PERSEN, angka=baca_angka(cocok[1]))
    if cocok := re.fullmatch(
        rf"(?:≤|<=|paling banyak|maksimal|maks\.)\s*({_ANGKA})\s*(.*)", rapi, re.IGNORECASE
    ):
        return Target(JenisTarget.PALING_BANYAK, angka=baca_angka(cocok[1]), satuan=cocok[2].strip())
    if cocok := re.fullmatch(
        rf"({_ANGKA})\s*(?:–|-|s\.d\.|sampai)\s*({_ANGKA})\s+(\D.*)", rapi, re.IGNORECASE
    ):
        return Target(
            JenisTarget.RENTANG,
            angka=baca_angka(cocok[1]),
            angka_maks=baca_angka(cocok[2]),
            satuan=cocok[3].strip(),
        )
    if hari := baca_tanggal(rapi):
        return Target(JenisTarget.TANGGAL, tanggal=hari)
    if cocok := re.fullmatch(rf"({_ANGKA})\s+(\D{{1,60}})", rapi):
        return Target(JenisTarget.ANGKA, angka=baca_angka(cocok[1]), satuan=cocok[2].strip())
    if re.fullmatch(_ANGKA, rapi):
        raise TargetTidakSah(
            "Target berupa angka saja. Tulis satuannya, misalnya 12 laporan.", bidang="target"
        )
    return Target(JenisTarget.TEKS, teks=rapi)


def baca_tanggal(teks: str) -> date | None:
    """A day as "31 Januari 2026", "31-01-2026" or "31/1/2026"; a day that does not exist is refused."""
    if cocok := _TANGGAL.fullmatch(teks):
        bulan = [b.casefold() for b in BULAN].index(cocok[2].casefold()) + 1
        bagian = (int(cocok[3]), bulan, int(cocok[1]))
    elif cocok := re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", teks):
        bagian = (int(cocok[3]), int(cocok[2]), int(cocok[1]))
    else:
        return None
    try:
        return date(*bagian)
    except ValueError as galat:
        raise TargetTidakSah(
            f"Tanggal {teks} tidak ada. Tulis seperti 31 Januari 2026.", bidang="target"
        ) from galat
