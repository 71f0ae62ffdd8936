"""Typed targets of an indicator: what each kind needs and how it is printed. Imports no Django."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pegawai.rules import Pilihan
from skp.errors import TargetTidakSah
from skp.rules.periode import tanggal_panjang


class JenisTarget(Pilihan):
    ANGKA = "angka", "Jumlah dengan satuan"
    PERSEN = "persen", "Persentase"
    RENTANG = "rentang", "Rentang angka"
    PALING_BANYAK = "paling_banyak", "Paling banyak"
    TANGGAL = "tanggal", "Tanggal"
    TEKS = "teks", "Uraian"


class Polaritas(Pilihan):
    MAKSIMAL = "maksimal", "Makin tinggi makin baik"
    MINIMAL = "minimal", "Makin rendah makin baik"
    STABIL = "stabil", "Tepat pada target"


POLARITAS_BAWAAN: Mapping[JenisTarget, Polaritas] = {
    JenisTarget.ANGKA: Polaritas.MAKSIMAL,
    JenisTarget.PERSEN: Polaritas.MAKSIMAL,
    JenisTarget.RENTANG: Polaritas.STABIL,
    JenisTarget.PALING_BANYAK: Polaritas.MINIMAL,
    JenisTarget.TANGGAL: Polaritas.MINIMAL,
    JenisTarget.TEKS: Polaritas.MAKSIMAL,
}
"""What is better when nobody says otherwise: earlier than the date, fewer than the most."""


def angka_id(nilai: Decimal, desimal: int = 0) -> str:
    """Write a number with decimal comma and thousands point: 1.250 · 3,6; with `desimal` 2 as typed: 3,60."""
    bulat, _, pecahan = f"{nilai:f}".partition(".")
    pecahan = pecahan.rstrip("0").ljust(desimal, "0")
    tanda = "-" if bulat.startswith("-") else ""
    grup = f"{abs(int(bulat)):,}".replace(",", ".")
    return f"{tanda}{grup},{pecahan}" if pecahan else f"{tanda}{grup}"


@dataclass(frozen=True)
class Target:
    """A typed target; which fields are filled depends on `jenis`."""

    jenis: str
    angka: Decimal | None = None
    angka_maks: Decimal | None = None
    satuan: str = ""
    tanggal: date | None = None
    teks: str = ""
    desimal: int = 0
    """How many decimals were typed: 3,60 stays 3,60."""


def baca_angka(teks: str) -> Decimal:
    """Read a number as Indonesians write it: "1.250,5", "99,5"; a phone's "99.5" too.

    A point before exactly three digits groups thousands, unless only zero stands before it. What fits
    neither reading is refused, never guessed.
    """
    rapi = teks.strip().replace(" ", "").replace("\u00a0", "")
    if re.fullmatch(r"-?[1-9]\d{0,2}(\.\d{3})+(,\d+)?", rapi) or re.fullmatch(r"-?\d+(,\d+)?", rapi):
        return Decimal(rapi.replace(".", "").replace(",", "."))
    if re.fullmatch(r"-?\d+\.\d+", rapi):
        return Decimal(rapi)
    raise TargetTidakSah("Tulis angka saja, dengan koma untuk pecahan, misalnya 99,5.")


def hitung_desimal(*angka: Decimal | None) -> int:
    """How many decimals these numbers were written with; a column of four places pads with zeros: those are not."""
    return max((_desimal(n) for n in angka if n is not None), default=0)


def _desimal(angka: Decimal) -> int:
    pecahan = f"{angka:f}".partition(".")[2]
    return len(pecahan.rstrip("0") if len(pecahan) == 4 else pecahan)


def check_target(target: Target) -> None:
    """Refuse a target that lacks what its kind needs; the sentence names the field.

    A unit is not needed: an index such as 3,60 has none. That it may be missing is advice, not a refusal.
    """
    jenis = JenisTarget(target.jenis)
    if jenis in (JenisTarget.ANGKA, JenisTarget.PERSEN, JenisTarget.PALING_BANYAK):
        if target.angka is None:
            raise TargetTidakSah("Target belum diisi angkanya.", bidang="target_angka")
        if target.angka < 0:
            raise TargetTidakSah("Angka target tidak boleh negatif.", bidang="target_angka")
    if jenis == JenisTarget.RENTANG:
        if target.angka is None or target.angka_maks is None:
            raise TargetTidakSah("Rentang memerlukan angka terendah dan tertinggi.", bidang="target_angka")
        if target.angka_maks < target.angka:
            raise TargetTidakSah(
                "Angka tertinggi tidak boleh di bawah angka terendah.", bidang="target_angka_maks"
            )
    if jenis == JenisTarget.TANGGAL and target.tanggal is None:
        raise TargetTidakSah("Tanggal target belum diisi.", bidang="target_tanggal")
    if jenis == JenisTarget.TEKS and not target.teks.strip():
        raise TargetTidakSah("Uraian target belum diisi.", bidang="target_teks")


def tampil_target(target: Target) -> str:
    """Write a target as it is printed: "12 layanan", "80%", "≤ 5 hari", "31 Januari 2026"."""
    jenis = JenisTarget(target.jenis)
    if jenis == JenisTarget.TEKS:
        return target.teks
    if jenis == JenisTarget.TANGGAL:
        return tanggal_panjang(target.tanggal) if target.tanggal else ""
    if target.angka is None:
        return ""
    angka = angka_id(target.angka, target.desimal)
    if jenis == JenisTarget.PERSEN:
        return f"{angka}%"
    if jenis == JenisTarget.PALING_BANYAK:
        return f"≤ {angka} {target.satuan}".strip()
    if jenis == JenisTarget.RENTANG and target.angka_maks is not None:
        return f"{angka}–{angka_id(target.angka_maks, target.desimal)} {target.satuan}".strip()
    return f"{angka} {target.satuan}".strip()


def target_bersih(target: Target) -> Target:
    """Drop what the kind of target does not use, so that an old number never prints beside a date."""
    jenis = JenisTarget(target.jenis)
    berangka = jenis in (
        JenisTarget.ANGKA,
        JenisTarget.PERSEN,
        JenisTarget.PALING_BANYAK,
        JenisTarget.RENTANG,
    )
    bersatuan = berangka and jenis != JenisTarget.PERSEN
    return Target(
        jenis=jenis,
        angka=target.angka if berangka else None,
        angka_maks=target.angka_maks if jenis == JenisTarget.RENTANG else None,
        satuan=target.satuan.strip() if bersatuan else "",
        tanggal=target.tanggal if jenis == JenisTarget.TANGGAL else None,
        teks=target.teks.strip() if jenis == JenisTarget.TEKS else "",
        desimal=target.desimal if berangka else 0,
    )
