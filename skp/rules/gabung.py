"""How the figures of several periods become one figure of the year. Imports no Django."""

from collections.abc import Sequence
from decimal import Decimal

from pegawai.rules import Pilihan
from skp.rules.isi import Aspek
from skp.rules.rencana import SATUAN_UKURAN, is_dibagi
from skp.rules.target import JenisTarget, Polaritas, Target


class CaraGabung(Pilihan):
    """How figures of successive periods stand together; a way of reading them, no part of the target."""

    JUMLAH = "jumlah", "Dijumlahkan"
    RATA_RATA = "rata_rata", "Dirata-ratakan"
    TERAKHIR = "terakhir", "Angka terakhir"
    TERTINGGI = "tertinggi", "Angka tertinggi"
    TERENDAH = "terendah", "Angka terendah"


JENIS_TERGABUNG = frozenset(
    {JenisTarget.ANGKA, JenisTarget.PERSEN, JenisTarget.PALING_BANYAK, JenisTarget.RENTANG}
)
"""Kinds of target whose figures can be put together at all; a date or words cannot."""


SATUAN_KEADAAN = SATUAN_UKURAN | {
    "derajat",
    "celsius",
    "°c",
    "rasio",
    "%",
    "persen",
    "per",
    "bintang",
    "tingkat",
}
"""Units of a state of things: adding two of them up says nothing."""


def bisa_digabung(jenis_target: str) -> bool:
    return jenis_target in JENIS_TERGABUNG


def gabung_bawaan(
    target: Target, *, aspek: str = "", polaritas: str = "maksimal", teks: str = ""
) -> CaraGabung:
    """How figures are put together when nobody chose: what the words, the unit and the kind of target say.

    Words first: "Rata-rata …" is averaged, "Jumlah …" of what has a unit is summed. Then a quantity is summed, a
    limit ("≤ 5 hari") holds for the worst period, and every state of things (index, share, range) stands as last.
    """
    awal = teks.strip().casefold()
    if awal.startswith(("rata-rata", "rerata", "rata rata")):
        return CaraGabung.RATA_RATA
    if target.jenis == JenisTarget.PALING_BANYAK:
        return CaraGabung.JUMLAH if awal.startswith(("jumlah", "banyaknya")) else CaraGabung.TERTINGGI
    if is_dibagi(target, aspek=aspek, polaritas=polaritas):
        return CaraGabung.JUMLAH
    if target.jenis == JenisTarget.RENTANG:
        satuan = set(target.satuan.casefold().split())
        terhitung = (
            bool(satuan) and not satuan & SATUAN_KEADAAN and aspek not in (Aspek.KUALITAS, Aspek.WAKTU)
        )
        return CaraGabung.JUMLAH if terhitung else CaraGabung.TERAKHIR
    hitungan = awal.startswith(("jumlah", "banyaknya")) and polaritas != Polaritas.STABIL
    if hitungan and target.jenis == JenisTarget.ANGKA:
        return CaraGabung.JUMLAH
    return CaraGabung.TERAKHIR


def gabung_angka(cara: CaraGabung | str, angka: Sequence[Decimal]) -> Decimal | None:
    """Put figures together, the oldest first; an average is kept to four places."""
    if not angka:
        return None
    match CaraGabung(cara):
        case CaraGabung.JUMLAH:
            return sum(angka, Decimal(0))
        case CaraGabung.RATA_RATA:
            return round(sum(angka, Decimal(0)) / len(angka), 4)
        case CaraGabung.TERTINGGI:
            return max(angka)
        case CaraGabung.TERENDAH:
            return min(angka)
    return angka[-1]
