"""Rows pasted from a spreadsheet into a Perjanjian Kinerja, read cell by cell. Imports no Django."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from skp.errors import TargetTidakSah
from skp.rules.target import JenisTarget, Target, baca_angka, check_target, hitung_desimal, target_bersih
from skp.rules.target_teks import baca_tanggal, baca_target

MAKS_BARIS = 500
"""More than any PK holds; a whole workbook pasted by mistake is refused early."""

KOLOM = ("sasaran", "indikator", "satuan", "target")


def baca_target_sel(target: str, satuan: str) -> Target:
    """Read the two cells of a spreadsheet as a typed target, or refuse with the sentence for the row.

    The unit may stand in its own cell or behind the number; a day and a word need none.
    """
    isi, satuan = target.strip(), satuan.strip()
    if not isi:
        raise TargetTidakSah("Target belum diisi.", bidang="target")
    tanpa_satuan = isi[-1].isdigit() and baca_tanggal(isi) is None
    if tanpa_satuan and not satuan and re.fullmatch(r"-?\d[\d.,]*", isi):
        hasil = Target(JenisTarget.ANGKA, baca_angka(isi))  # an index has no unit
    else:
        hasil = baca_target(f"{isi} {satuan}" if satuan and tanpa_satuan else isi)
    if hasil.jenis == JenisTarget.TEKS:
        if tanpa_satuan and isi[0].isdigit():
            raise TargetTidakSah(
                f"Target “{isi}” tidak terbaca. Tulis seperti 12 laporan, 80%, atau 10–12 layanan.",
                bidang="target",
            )
        hasil = Target(JenisTarget.TEKS, teks=isi)
    hasil = replace(hasil, desimal=hitung_desimal(hasil.angka, hasil.angka_maks))
    check_target(hasil)
    return target_bersih(hasil)


@dataclass(frozen=True)
class BarisTempel:
    """One row that can be taken in."""

    nomor: int
    sasaran: str
    indikator: str
    target: Target


@dataclass(frozen=True)
class BarisDitolak:
    """One row that cannot, with the reason; `asli` is what was pasted, so that it can be mended and sent again."""

    nomor: int
    asli: str
    alasan: str


@dataclass(frozen=True)
class Tempelan:
    baris: Sequence[BarisTempel]
    ditolak: Sequence[BarisDitolak]

    @property
    def sisa(self) -> str:
        """The refused rows as text for the field."""
        return "\n".join(b.asli for b in self.ditolak)


def baca_tempelan(teks: str) -> Tempelan:
    """Read pasted rows (sasaran, indikator, satuan, target); a bad row is named and does not stop the others.

    A head row and a first column of numbers are passed over. An empty sasaran repeats the one above it, as merged
    cells of a spreadsheet arrive; after a bad row it still repeats what stood there.
    """
    baris, ditolak, sasaran = [], [], ""
    for nomor, sel in enumerate(_sel(teks), start=1):
        isi = [" ".join(s.split()) for s in sel]
        if not any(isi) or (nomor == 1 and _is_kepala(isi)):
            continue
        if len(isi) > len(KOLOM) and re.fullmatch(r"(\d+\.?)?", isi[0]):
            isi = isi[1:]
        isi = [*isi, "", "", ""][: len(KOLOM)]
        sasaran = isi[0] or sasaran
        try:
            baris.append(_baris(nomor, sasaran, isi))
        except TargetTidakSah as galat:
            asli = "\t".join([sasaran, *isi[1:]])
            ditolak.append(BarisDitolak(nomor, asli, galat.pesan))
    return Tempelan(baris, ditolak)


def _sel(teks: str) -> list[list[str]]:
    """Cells of the paste; a spreadsheet quotes a cell that holds a line end."""
    return list(csv.reader(io.StringIO(teks.replace("\r\n", "\n").strip("\n")), delimiter="\t"))


def _is_kepala(isi: Sequence[str]) -> bool:
    """The head row names its columns; a sasaran may begin with the word, but no target is called "target"."""
    kecil = [s.lower() for s in isi]
    return any(s.startswith("indikator") for s in kecil) and "target" in kecil


def _baris(nomor: int, sasaran: str, isi: Sequence[str]) -> BarisTempel:
    _, indikator, satuan, target = isi
    if not sasaran:
        raise TargetTidakSah("Sasaran belum diisi.")
    if not indikator:
        raise TargetTidakSah("Indikator belum diisi.")
    for sebutan, teks, batas in (
        ("Sasaran", sasaran, 2000),
        ("Indikator", indikator, 1000),
        ("Satuan", satuan, 60),
        ("Target", target, 500),
    ):
        if len(teks) > batas:
            raise TargetTidakSah(f"{sebutan} terlalu panjang. Ringkas sampai {batas} huruf.")
    return BarisTempel(nomor, sasaran, indikator, baca_target_sel(target, satuan))
