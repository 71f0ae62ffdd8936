"""What a unit's predikat should look like together: a consideration for the penilai, never a quota.

Source: SE MenPANRB 3/2023 (pola distribusi). Imports no Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluasi.rules.penilaian import Predikat, PredikatOrganisasi
from pegawai.rules import Pilihan

UNIT_KECIL = 10
"""Below this many people a percentage says nothing: counts are shown instead."""


class UkuranPola(Pilihan):
    """What one sentence of the pola asks of a group of predikat."""

    TERBANYAK = "terbanyak", "sebagian besar"
    MAKSIMAL = "maksimal", "maksimal"
    MINIMAL = "minimal", "minimal"
    ADA = "ada", "harus ada"
    TIDAK_ADA = "tidak_ada", "tidak boleh ada"


@dataclass(frozen=True)
class AturanPola:
    """One sentence of the pola: these predikat together keep this measure."""

    predikat: tuple[Predikat, ...]
    ukuran: UkuranPola
    persen: int = 0

    @property
    def nama(self) -> str:
        return " dan/atau ".join(p.label for p in self.predikat)


@dataclass(frozen=True)
class ButirPola:
    """One sentence of the pola held against a unit: `kalimat` says it with the figures."""

    aturan: AturanPola
    terpenuhi: bool
    kalimat: str


@dataclass(frozen=True)
class PeriksaPola:
    """A unit's distribution held against the pola of its capaian."""

    capaian: PredikatOrganisasi
    total: int
    is_kecil: bool
    butir: tuple[ButirPola, ...]

    @property
    def sesuai(self) -> bool:
        return all(b.terpenuhi for b in self.butir)


_SB, _B, _BP, _K, _SK = Predikat
_U = UkuranPola

POLA_DISTRIBUSI: Mapping[PredikatOrganisasi, tuple[AturanPola, ...]] = {
    PredikatOrganisasi.ISTIMEWA: (
        AturanPola((_SB,), _U.TERBANYAK),
        AturanPola((_SB,), _U.MAKSIMAL, 70),
    ),
    PredikatOrganisasi.BAIK: (
        AturanPola((_B,), _U.TERBANYAK),
        AturanPola((_B,), _U.MAKSIMAL, 70),
        AturanPola((_BP, _K), _U.ADA),
    ),
    PredikatOrganisasi.BUTUH_PERBAIKAN: (
        AturanPola((_BP,), _U.MINIMAL, 60),
        AturanPola((_SB,), _U.MAKSIMAL, 10),
    ),
    PredikatOrganisasi.KURANG: (
        AturanPola((_K,), _U.MINIMAL, 60),
        AturanPola((_BP,), _U.MINIMAL, 10),
        AturanPola((_SB,), _U.MAKSIMAL, 10),
    ),
    PredikatOrganisasi.SANGAT_KURANG: (
        AturanPola((_SK,), _U.MINIMAL, 60),
        AturanPola((_K, _BP), _U.MINIMAL, 10),
        AturanPola((_SB,), _U.TIDAK_ADA),
    ),
}
"""The circular's sentences. "Sebagian besar" is read as the largest group; the rest may be anything."""

TEKS_POLA: Mapping[PredikatOrganisasi, str] = {
    PredikatOrganisasi.ISTIMEWA: (
        "Sebagian besar (maksimal 70%) Sangat Baik; selebihnya dapat Baik, Butuh Perbaikan, "
        "Kurang/misconduct, dan/atau Sangat Kurang."
    ),
    PredikatOrganisasi.BAIK: (
        "Sebagian besar (maksimal 70%) Baik; terdapat pegawai dengan Butuh Perbaikan dan/atau "
        "Kurang/misconduct; selebihnya dapat Sangat Baik dan/atau Sangat Kurang."
    ),
    PredikatOrganisasi.BUTUH_PERBAIKAN: (
        "Minimal 60% Butuh Perbaikan; selebihnya dapat Sangat Baik (maksimal 10%), Baik, "
        "Kurang/misconduct, dan/atau Sangat Kurang."
    ),
    PredikatOrganisasi.KURANG: (
        "Minimal 60% Kurang/misconduct dan minimal 10% Butuh Perbaikan; selebihnya dapat "
        "Sangat Baik (maksimal 10%), Baik, dan/atau Sangat Kurang."
    ),
    PredikatOrganisasi.SANGAT_KURANG: (
        "Minimal 60% Sangat Kurang dan minimal 10% Kurang/misconduct dan/atau Butuh Perbaikan; "
        "selebihnya Baik; tidak ada Sangat Baik."
    ),
}
"""The same in the circular's words, for the page."""

URUTAN_KURVA = (_SK, _K, _BP, _B, _SB)
"""Left to right on the curve."""

KURVA_POLA: Mapping[PredikatOrganisasi, tuple[int, int, int, int, int]] = {
    PredikatOrganisasi.ISTIMEWA: (0, 1, 3, 7, 13),
    PredikatOrganisasi.BAIK: (2, 3, 6, 11, 2),
    PredikatOrganisasi.BUTUH_PERBAIKAN: (3, 4, 10, 4, 3),
    PredikatOrganisasi.KURANG: (2, 11, 6, 3, 2),
    PredikatOrganisasi.SANGAT_KURANG: (13, 7, 3, 1, 0),
}
"""How the curve of each pola is drawn: frequency out of 24 in `URUTAN_KURVA`."""


def check_pola(capaian: PredikatOrganisasi, jumlah: Mapping[Predikat, int]) -> PeriksaPola:
    """Hold a unit's counts against the pola of its capaian, sentence by sentence; warns, never blocks."""
    total = sum(jumlah.values())
    is_kecil = total < UNIT_KECIL
    butir = tuple(_periksa(a, jumlah, total) for a in POLA_DISTRIBUSI[capaian]) if total else ()
    return PeriksaPola(capaian, total, is_kecil, butir)


def _periksa(aturan: AturanPola, jumlah: Mapping[Predikat, int], total: int) -> ButirPola:
    n = sum(jumlah.get(p, 0) for p in aturan.predikat)
    ada = f"{n} dari {total} orang" if total < UNIT_KECIL else f"{_persen(n, total)} ({n} orang)"
    match aturan.ukuran:
        case UkuranPola.TERBANYAK:
            lain = max((jumlah.get(p, 0) for p in Predikat if p not in aturan.predikat), default=0)
            return ButirPola(aturan, n > lain, f"{aturan.nama} {ada}; seharusnya sebagian besar.")
        case UkuranPola.MAKSIMAL:
            batas = _batas(aturan.persen, total, ke_atas=True)
            return ButirPola(
                aturan, n <= batas, f"{aturan.nama} {ada}; maksimal {_tulis(aturan, batas, total)}."
            )
        case UkuranPola.MINIMAL:
            batas = _batas(aturan.persen, total, ke_atas=False)
            return ButirPola(
                aturan, n >= batas, f"{aturan.nama} {ada}; minimal {_tulis(aturan, batas, total)}."
            )
        case UkuranPola.ADA:
            return ButirPola(aturan, n > 0, f"{aturan.nama} {ada}; harus ada.")
        case UkuranPola.TIDAK_ADA:
            return ButirPola(aturan, n == 0, f"{aturan.nama} {ada}; tidak boleh ada.")


def _batas(persen: int, total: int, *, ke_atas: bool) -> float:
    """Give the limit in people; in a small unit rounded in its favour, since nobody is a fraction."""
    if total >= UNIT_KECIL:
        return persen * total / 100
    return -(-persen * total // 100) if ke_atas else persen * total // 100


def _tulis(aturan: AturanPola, batas: float, total: int) -> str:
    return f"{batas:.0f} orang" if total < UNIT_KECIL else f"{aturan.persen}%"


def _persen(n: int, total: int) -> str:
    return f"{n * 100 / total:.1f}".replace(".", ",").removesuffix(",0") + "%"
