"""From the target of a year to those of its periods. Imports no Django."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from skp.rules.isi import Aspek
from skp.rules.target import JenisTarget, Polaritas, Target, angka_id, tampil_target

SATUAN_UKURAN = frozenset(
    [
        "indeks",
        "nilai",
        "skor",
        "skala",
        "poin",
        "level",
        "predikat",
        "rata-rata",
        "bulan",
        "minggu",
        "hari",
        "jam",
        "menit",
        "tahun",
    ]
)
"""Units of measures and of durations: an index of 3,60 a year is an index of 3,60 in each quarter, not of 0,90."""
BATAS_TARGET_AKSI = 200


@dataclass(frozen=True)
class RentangPeriode:
    """A period as far as dividing needs to know it."""

    mulai: date
    selesai: date


def bagi_rata(jumlah: Decimal, banyak: int, desimal: int = 0) -> list[Decimal]:
    """Divide an amount over periods so that the parts add up to it exactly.

    Part k is what the running total, rounded down, grows by: 14 over four quarters is 3, 4, 3, 4; 3 over twelve
    months falls in months 4, 8 and 12. The remainder is thus spread evenly and the last period completes it.
    """
    if banyak < 1:
        return []
    satuan = Decimal(1).scaleb(-desimal)
    butir = int(jumlah / satuan)
    sisa = jumlah - butir * satuan
    bagian = [(butir * (k + 1) // banyak - butir * k // banyak) * satuan for k in range(banyak)]
    bagian[-1] += sisa
    return bagian


def is_dibagi(target: Target, *, aspek: str, polaritas: str) -> bool:
    """Whether the number of a year is a sum of its periods; otherwise it holds in each of them.

    A quantity of which more is better is summed. A percentage, an upper bound, a range, a measure of quality or of
    time holds throughout.
    """
    return (
        target.jenis == JenisTarget.ANGKA
        and polaritas == Polaritas.MAKSIMAL
        and aspek not in (Aspek.KUALITAS, Aspek.WAKTU)
        and bool(target.satuan.strip())
        and not SATUAN_UKURAN & set(target.satuan.lower().split())
    )


def usul_target(
    target: Target, periode: Sequence[RentangPeriode], *, aspek: str = "", polaritas: str = "maksimal"
) -> list[str]:
    """The target of each period as it would be written; empty where nothing falls in that period.

    A date falls in its own period; one outside the span in the nearest.
    """
    if not periode:
        return []
    if target.angka is not None and is_dibagi(target, aspek=aspek, polaritas=polaritas):
        bagian = bagi_rata(target.angka, len(periode), target.desimal)
        return [f"{angka_id(b, target.desimal)} {target.satuan}".strip() if b else "" for b in bagian]
    tampil = tampil_target(target)
    if target.jenis == JenisTarget.TANGGAL and target.tanggal:
        ke = next((n for n, p in enumerate(periode) if target.tanggal <= p.selesai), len(periode) - 1)
        return [tampil if n == ke else "" for n in range(len(periode))]
    return [tampil] * len(periode)


def gabung_target(bagian: Sequence[str]) -> str:
    """The targets of several indicators in one line, as long as there is room for a whole one."""
    hasil = ""
    for b in bagian:
        baru = f"{hasil}, {b}" if hasil else b
        if b and len(baru) <= BATAS_TARGET_AKSI:
            hasil = baru
    return hasil


def urut_kata(teks: str) -> frozenset[str]:
    """The words of a text that carry meaning, for likeness."""
    bersih = "".join(h if h.isalnum() else " " for h in teks.casefold())
    return frozenset(k for k in bersih.split() if len(k) > 2 and k not in KATA_UMUM)


KATA_UMUM = frozenset(
    [
        "yang",
        "dan",
        "dari",
        "untuk",
        "pada",
        "dengan",
        "bagi",
        "oleh",
        "para",
        "atas",
        "dalam",
        "serta",
        "terhadap",
    ]
)


def kemiripan(satu: str, dua: str) -> float:
    """How alike two wordings are: shared words by all words, 0 to 1; the same words in another order are alike."""
    a, b = urut_kata(satu), urut_kata(dua)
    return len(a & b) / len(a | b) if a and b else 0.0


AMBANG_MIRIP = 0.5
"""From here on a leader's RHK is offered for a text: half of the words are the same."""


def cocokkan(teks: str, pilihan: Mapping[str, str]) -> str:
    """The key of the wording that is most like `teks`; empty when none is like enough."""
    nilai = {k: kemiripan(teks, v) for k, v in pilihan.items()}
    terbaik = max(nilai, key=lambda k: nilai[k], default="")
    return terbaik if terbaik and nilai[terbaik] >= AMBANG_MIRIP else ""
