"""Matriks Peran Hasil: how a leader's results are divided, and what becomes of each cell. Imports no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from pegawai.rules import Pilihan
from skp.errors import IsianTidakSah, SkpTerkunci
from skp.rules.status import STATUS_BISA_DISUNTING, STATUS_MATI, STATUS_TETAP, StatusSkp

MAKS_HASIL = 2000
"""Letters of one result: as many as an RHK may have."""
MAKS_HASIL_PER_SEL = 10


class PeranMatriks(Pilihan):
    """The part of a row, in the order of the form: who coordinates first, then the members (8/2021)."""

    KETUA = "ketua", "Ketua tim"
    KOORDINATOR = "koordinator", "Koordinator"
    ANGGOTA = "anggota", "Anggota"


class KeadaanSel(Pilihan):
    """What became of one result of a cell in the SKP of the member."""

    MASUK = "masuk", "Sudah di SKP anggota"
    MENUNGGU_SKP = "menunggu_skp", "Menunggu anggota menyusun SKP"
    MENUNGGU_DIBUKA = "menunggu_dibuka", "Menunggu SKP anggota dapat diubah"
    BERBEDA = "berbeda", "Anggota menulis lain"
    DIHAPUS = "dihapus", "Dihapus anggota"
    PINDAH = "pindah", "Tidak lagi di tim ini"


def sama(satu: str, lain: str) -> bool:
    """Whether two results say the same: capitals, blanks and a final point do not count."""
    return satu == lain or _inti(satu) == _inti(lain)


def _inti(teks: str) -> str:
    return " ".join(teks.casefold().split()).rstrip(".")


def baca_sel(teks: str) -> tuple[str, ...]:
    """Read the results of a cell, one per line; empty lines and the same twice fall out."""
    hasil: list[str] = []
    for baris in teks.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        rapi = " ".join(baris.split())
        if rapi and not any(sama(rapi, ada) for ada in hasil):
            hasil.append(rapi)
    if any(len(h) > MAKS_HASIL for h in hasil):
        raise IsianTidakSah(
            "Satu hasil paling panjang 2.000 huruf. Ringkas, atau bagi menjadi beberapa baris.", bidang="teks"
        )
    if len(hasil) > MAKS_HASIL_PER_SEL:
        raise IsianTidakSah("Satu sel memuat paling banyak 10 hasil. Gabungkan sebagian.", bidang="teks")
    return tuple(hasil)


def check_matriks(status: str) -> None:
    """Refuse to divide the results of an SKP that was replaced, called off or is over."""
    if status in STATUS_MATI or status == StatusSkp.SELESAI:
        raise SkpTerkunci(
            f"Matriks SKP berstatus {StatusSkp(status).label} hanya dapat dibaca. Buka SKP yang berlaku."
        )


def keadaan_sel(
    *, teks: str, terkirim: str, teks_anggota: str | None, status_skp: str | None, anggota: bool
) -> KeadaanSel:
    """What became of a result.

    `terkirim` is what the member's RHK said when the matrix last wrote it, `teks_anggota` what it says now (None:
    there is none), `status_skp` the state of his SKP (None: not begun), `anggota` whether he is still in the team.
    """
    if teks_anggota is not None:
        if sama(teks_anggota, teks):
            return KeadaanSel.MASUK
        if not sama(teks_anggota, terkirim) or status_skp in STATUS_BISA_DISUNTING:
            return KeadaanSel.BERBEDA
        return KeadaanSel.MENUNGGU_DIBUKA
    if terkirim:
        return KeadaanSel.DIHAPUS
    if not anggota:
        return KeadaanSel.PINDAH
    if status_skp is None:
        return KeadaanSel.MENUNGGU_SKP
    return KeadaanSel.MENUNGGU_DIBUKA


def kalimat_baris(status_skp: str | None, *, anggota: bool) -> str:
    """What happens to the cells of a person, in one sentence; empty when they go into his SKP at once."""
    if not anggota:
        return "Tidak lagi di tim ini. Hasil barunya tidak dikirim."
    if status_skp is None:
        return "Belum menyusun SKP. Hasil masuk sendiri saat ia mulai."
    if status_skp in (StatusSkp.DIAJUKAN, StatusSkp.DISETUJUI):
        return "SKP sedang diperiksa. Hasil baru masuk bila SKP ditarik atau dikembalikan."
    if status_skp in STATUS_TETAP:
        return "SKP sudah ditetapkan. Hasil baru masuk bila SKP direvisi."
    if status_skp == StatusSkp.SELESAI:
        return "SKP sudah selesai. Hasil baru tidak masuk lagi."
    return ""


@dataclass(frozen=True)
class UbahanSel:
    """How to come from the results that are stored to those that were written."""

    tetap: tuple[tuple[int, int], ...]
    """(place of the stored result, place of the written one): the same words."""
    ubah: tuple[tuple[int, int], ...]
    tambah: tuple[int, ...]
    hapus: tuple[int, ...]


def ubahan_sel(lama: Sequence[str], baru: Sequence[str]) -> UbahanSel:
    """Pair equal results first, then the rest in their order, so that a reworded result keeps its RHK."""
    sisa_baru = list(range(len(baru)))
    tetap, sisa_lama = [], []
    for i, teks in enumerate(lama):
        j = next((j for j in sisa_baru if sama(baru[j], teks)), None)
        if j is None:
            sisa_lama.append(i)
        else:
            sisa_baru.remove(j)
            tetap.append((i, j))
    n = min(len(sisa_lama), len(sisa_baru))
    return UbahanSel(
        tuple(tetap),
        tuple(zip(sisa_lama[:n], sisa_baru[:n], strict=True)),
        tuple(sisa_baru[n:]),
        tuple(sisa_lama[n:]),
    )


_ANGKA = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
)


def pangkat_urut(golongan: str) -> int:
    """Rank of a golongan, PNS and PPPK on one ladder: III/b of a PNS stands where X of a PPPK does."""
    ruang, _, huruf = golongan.strip().partition("/")
    if ruang not in _ANGKA:
        return 0
    angka = _ANGKA.index(ruang) + 1
    return (angka - 1) * 4 + "abcde".find(huruf) + 1 if huruf else angka
