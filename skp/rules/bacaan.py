"""Reading a target as people write it: "12 laporan", "3,60", "≤ 5 hari", "10–12", "5 Maret 2026". Imports no Django."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skp.errors import TargetTidakSah
from skp.rules.periode import BULAN
from skp.rules.target import JenisTarget, baca_angka

CONTOH_TARGET: Mapping[JenisTarget, str] = {
    JenisTarget.ANGKA: "12 laporan atau 3,60",
    JenisTarget.PERSEN: "95 atau 99,5%",
    JenisTarget.RENTANG: "10–12 layanan",
    JenisTarget.PALING_BANYAK: "≤ 5 hari",
    JenisTarget.TANGGAL: "5 Maret 2026",
}
DIGIT_BULAT, DIGIT_PECAHAN = 15, 4
_ANGKA = r"-?\d(?:[\d.,]|[ \u00a0](?=\d{3}(?!\d)))*"
_PEMBUKA = re.compile(r"^(≤|<=|<|paling banyak|paling lama|paling lambat|maksimal|maks\.?)\s*", re.IGNORECASE)
_RENTANG = re.compile(
    rf"^({_ANGKA})\s*%?\s*(?:–|—|-|sampai(?: dengan)?|s\.?\s?d\.?|hingga)\s*({_ANGKA})\s*(.*)$", re.IGNORECASE
)
_SATU = re.compile(rf"^({_ANGKA})\s*(%|persen\b)?\s*(.*)$", re.IGNORECASE)


@dataclass(frozen=True)
class Bacaan:
    """What was found in one line: the number or numbers, and the unit behind them."""

    angka: Decimal
    angka_maks: Decimal | None = None
    satuan: str = ""


def _angka(teks: str, jenis: JenisTarget) -> Decimal:
    try:
        angka = baca_angka(teks)
    except TargetTidakSah:
        raise _bukan(jenis) from None
    if angka.adjusted() > DIGIT_BULAT or -int(angka.as_tuple().exponent) > DIGIT_PECAHAN:
        raise TargetTidakSah(
            "Angka ini terlalu panjang. Tulis paling banyak empat angka di belakang koma.",
            bidang="target_angka",
        )
    return angka


def _bukan(jenis: JenisTarget) -> TargetTidakSah:
    return TargetTidakSah(
        f"Angka target belum terbaca. Tulis angka saja, dengan koma untuk pecahan, "
        f"misalnya {CONTOH_TARGET[jenis]}.",
        bidang="target_angka",
    )


def baca_isian_target(jenis: str, teks: str) -> Bacaan:
    """Read the line of a numeric target; what is not of its kind is refused with an example of that kind."""
    jenis = JenisTarget(jenis)
    rapi = teks.strip()
    if jenis == JenisTarget.PALING_BANYAK:
        rapi = _PEMBUKA.sub("", rapi)
    elif _PEMBUKA.match(rapi):
        raise TargetTidakSah(
            "Target ini berbatas atas. Pilih bentuk target Paling banyak.", bidang="target_angka"
        )
    if jenis == JenisTarget.RENTANG and (cocok := _RENTANG.match(rapi)):
        return Bacaan(_angka(cocok[1], jenis), _angka(cocok[2], jenis), cocok[3].strip())
    if jenis != JenisTarget.RENTANG and _RENTANG.match(rapi):
        raise TargetTidakSah(
            "Target ini berisi dua angka. Pilih bentuk target Rentang, misalnya 10–12 layanan.",
            bidang="target_angka",
        )
    cocok = _SATU.match(rapi)
    if cocok is None:
        raise _bukan(jenis)
    persen, sisa = bool(cocok[2]), cocok[3].strip()
    if jenis == JenisTarget.PERSEN and sisa:
        raise TargetTidakSah(
            "Persentase tidak bersatuan. Tulis misalnya 95, atau pilih bentuk target lain.",
            bidang="target_angka",
        )
    if jenis == JenisTarget.ANGKA and persen:
        raise TargetTidakSah(
            "Target ini persentase. Pilih bentuk target Persentase, misalnya 95%.", bidang="target_angka"
        )
    if sisa[:1].isdigit() or sisa[:1] in {",", "."}:
        raise _bukan(jenis)
    return Bacaan(
        _angka(cocok[1], jenis), None, f"% {sisa}".strip() if persen and not _persen(jenis) else sisa
    )


def _persen(jenis: JenisTarget) -> bool:
    return jenis == JenisTarget.PERSEN


def baca_tanggal_target(teks: str) -> date:
    """Read a date as Indonesians write it: "5 Maret 2026", "5-3-2026", "05/03/2026"; the order of computers too."""
    rapi = re.sub(r"\s+", " ", teks.strip().lower())
    if cocok := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", rapi):
        tahun, bulan, hari = (int(n) for n in cocok.groups())
    elif cocok := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", rapi):
        hari, bulan, tahun = (int(n) for n in cocok.groups())
    elif cocok := re.fullmatch(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", rapi):
        hari, bulan, tahun = int(cocok[1]), _nomor_bulan(cocok[2]), int(cocok[3])
    else:
        bulan = hari = tahun = 0
    try:
        return date(tahun, bulan, hari)
    except ValueError:
        raise TargetTidakSah(
            f"Tanggal ini tidak ada. Tulis seperti {CONTOH_TARGET[JenisTarget.TANGGAL]}.",
            bidang="target_tanggal",
        ) from None


def _nomor_bulan(kata: str) -> int:
    """The month of a whole name or of its first three letters; 0 when there is none."""
    for nomor, nama in enumerate(BULAN, start=1):
        if kata == nama.lower() or (len(kata) == 3 and nama.lower().startswith(kata)):
            return nomor
    return 0
