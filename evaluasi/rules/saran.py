"""A suggestion from what was said and reached: a hint with its reasons, never preset, never obligatory.

Whoever rates differently says why in a sentence. Imports no Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules.penilaian import Ekspektasi

PETUNJUK_RATING: Mapping[Ekspektasi, str] = {
    Ekspektasi.DIATAS: "Sebagian besar atau seluruh umpan balik di atas ekspektasi, dan hasil utama paling sedikit sesuai.",
    Ekspektasi.SESUAI: "Sebagian besar umpan balik sesuai ekspektasi.",
    Ekspektasi.DIBAWAH: "Sebagian besar umpan balik di bawah ekspektasi, atau hasil utama tidak terpenuhi.",
}
"""Guideline as recalled from the annex of 6/2022, whose text was not at hand: shown as a hint only."""


@dataclass(frozen=True)
class Saran:
    """A rating that the material points to, and the counts it rests on."""

    rating: Ekspektasi
    alasan: str


@dataclass(frozen=True)
class UkuranUtama:
    """How many indicators of hasil kerja utama can be held against their target, and how many reached it."""

    terukur: int = 0
    tercapai: int = 0


def saran_rating(jumlah: Mapping[Ekspektasi, int]) -> Saran | None:
    """Point to the label that most feedback bears; a tie goes to the middle. None without labels."""
    total = sum(jumlah.values())
    if not total:
        return None
    terbanyak = max(jumlah.values())
    calon = [e for e in Ekspektasi if jumlah.get(e, 0) == terbanyak]
    rating = calon[0] if len(calon) == 1 else Ekspektasi.SESUAI
    rincian = ", ".join(f"{jumlah.get(e, 0)} {e.label.lower()}" for e in Ekspektasi)
    return Saran(rating, f"Dari {total} penilaian pada umpan balik: {rincian}.")


def saran_hasil(jumlah: Mapping[Ekspektasi, int], utama: UkuranUtama) -> Saran | None:
    """The same for hasil kerja, where "di atas" also asks that the main results are at least as expected.

    Indicators alone suggest nothing: below target is not yet below expectation (domain reference 5.1, 5.5).
    """
    saran = saran_rating(jumlah)
    if saran is None or not utama.terukur:
        return saran
    alasan = f"{saran.alasan} {utama.tercapai} dari {utama.terukur} indikator utama mencapai target."
    if saran.rating == Ekspektasi.DIATAS and utama.tercapai < utama.terukur:
        return Saran(Ekspektasi.SESUAI, f"{alasan} Karena itu saran berhenti pada sesuai ekspektasi.")
    return Saran(saran.rating, alasan)


def is_beda(saran: Saran | None, rating: Ekspektasi | str | None) -> bool:
    """Whether a rating that was chosen differs from what the material points to."""
    return saran is not None and bool(rating) and saran.rating != rating


def is_tanpa_sebab(saran: Saran | None, rating: Ekspektasi | str | None, sebab: str) -> bool:
    """Whether a rating differs from the suggestion and the sentence why is missing."""
    return is_beda(saran, rating) and not sebab.strip()


def check_beda(
    saran: Saran | None, rating: Ekspektasi | str | None, sebab: str, *, sebutan: str, bidang: str
) -> None:
    """Refuse a rating that differs from the suggestion without a sentence why."""
    if saran is not None and is_tanpa_sebab(saran, rating, sebab):
        raise BahanBelumLengkap(
            f"Rating {sebutan} berbeda dari saran “{saran.rating.label.lower()}”. "
            "Tulis sebabnya dalam satu kalimat.",
            bidang=bidang,
        )
