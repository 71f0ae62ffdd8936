"""What people type about angka kredit: balances, coefficients, lists pasted from a spreadsheet. Imports no Django."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from evaluasi.errors import KreditTidakSah
from evaluasi.rules.kredit import GOLONGAN, JenisSaldo
from pegawai.errors import AturanDilanggar
from pegawai.rules import check_nip
from skp.rules import baca_angka, baca_tanggal_target

MAKS_SALDO, MAKS_KOEFISIEN = Decimal(2000), Decimal(500)


def check_saldo(nilai: Decimal, dasar: str, tanggal: date, hari_ini: date) -> None:
    """Refuse an opening balance that cannot be one, or that names no decision."""
    if not 0 < nilai <= MAKS_SALDO:
        raise KreditTidakSah("Isi angka kredit lebih dari 0 sampai 2.000.", bidang="nilai")
    if tanggal > hari_ini:
        raise KreditTidakSah("Tanggal keputusan tidak boleh sesudah hari ini.", bidang="tanggal")
    if not dasar.strip():
        raise KreditTidakSah("Sebut nomor dan tanggal keputusan yang menjadi dasar.", bidang="dasar")


def check_koefisien(
    koefisien: Decimal,
    akk_pangkat: Decimal | None,
    akk_jenjang: Decimal | None,
    golongan: Sequence[str],
    dasar: str,
) -> None:
    """Refuse figures with which nothing can be reckoned."""
    if not 0 < koefisien <= MAKS_KOEFISIEN:
        raise KreditTidakSah("Isi koefisien lebih dari 0 sampai 500.", bidang="koefisien")
    for bidang, nilai in (("akk_pangkat", akk_pangkat), ("akk_jenjang", akk_jenjang)):
        if nilai is not None and not 0 < nilai <= MAKS_SALDO:
            raise KreditTidakSah("Isi angka kredit lebih dari 0 sampai 2.000, atau kosongkan.", bidang=bidang)
    asing = [g for g in golongan if g not in GOLONGAN]
    if asing or not golongan:
        raise KreditTidakSah("Tulis golongan seperti III/a, III/b. Pisahkan dengan koma.", bidang="golongan")
    if not dasar.strip():
        raise KreditTidakSah("Sebut peraturan yang menjadi dasar.", bidang="dasar")


def baca_golongan(teks: str) -> tuple[str, ...]:
    """Read "III/a, III/b" in the order of the ranks."""
    potong = {p.strip() for p in teks.replace(";", ",").split(",") if p.strip()}
    dikenal = [g for g in GOLONGAN if g in potong]
    return (*dikenal, *sorted(potong - set(dikenal)))


MAKS_BARIS_SALDO = 1000
KOLOM_SALDO = ("NIP", "Jenis", "Angka kredit", "Tanggal", "Dasar")


@dataclass(frozen=True)
class BarisSaldo:
    nomor: int
    asli: str
    nip: str
    jenis: JenisSaldo
    nilai: Decimal
    tanggal: date
    dasar: str


@dataclass(frozen=True)
class BarisDitolak:
    nomor: int
    asli: str
    alasan: str


@dataclass(frozen=True)
class TempelanSaldo:
    baris: Sequence[BarisSaldo]
    ditolak: Sequence[BarisDitolak]


def baca_saldo(teks: str, hari_ini: date) -> TempelanSaldo:
    """Read NIP, kind, value, day and decision from each line; a bad row is named and stops no other."""
    baris: list[BarisSaldo] = []
    ditolak: list[BarisDitolak] = []
    for nomor, asli in enumerate(teks.replace("\r\n", "\n").split("\n"), start=1):
        if not asli.strip() or (nomor == 1 and not re.search(r"\d", asli)):
            continue
        try:
            if len(baris) + len(ditolak) >= MAKS_BARIS_SALDO:
                raise KreditTidakSah(f"Tempel paling banyak {MAKS_BARIS_SALDO} baris sekaligus.")
            baris.append(_baris(nomor, asli, hari_ini))
        except AturanDilanggar as galat:
            ditolak.append(BarisDitolak(nomor, asli, galat.pesan))
    return TempelanSaldo(baris, ditolak)


def _baris(nomor: int, asli: str, hari_ini: date) -> BarisSaldo:
    sel = [" ".join(s.split()) for s in re.split(r"[\t;]", asli)]
    if len(sel) < len(KOLOM_SALDO):
        raise KreditTidakSah(f"Baris ini memuat {len(sel)} kolom. Perlu lima: {', '.join(KOLOM_SALDO)}.")
    nip = check_nip(sel[0].strip("'"))
    nilai, tanggal, dasar = baca_angka(sel[2]), baca_tanggal_target(sel[3]), "; ".join(sel[4:]).strip()
    check_saldo(nilai, dasar, tanggal, hari_ini)
    return BarisSaldo(nomor, asli, nip, baca_jenis(sel[1]), nilai, tanggal, dasar)


KATA_JENIS = {
    "dasar": JenisSaldo.DASAR,
    "lama": JenisSaldo.JF_LAMA,
    "integrasi": JenisSaldo.JF_LAMA,
    "penyesuaian": JenisSaldo.PENYESUAIAN,
    "penyetaraan": JenisSaldo.PENYESUAIAN,
    "pendidikan": JenisSaldo.PENDIDIKAN,
}


def baca_jenis(teks: str) -> JenisSaldo:
    """Read "PAK integrasi", "AK dasar" and the like."""
    for kata, jenis in KATA_JENIS.items():
        if kata in teks.lower():
            return jenis
    raise KreditTidakSah("Jenis tidak dikenal. Tulis dasar, integrasi, penyesuaian, atau pendidikan.")
