"""What a unit's predikat should look like together: a consideration for the penilai, never a quota.

Source: SE MenPANRB 3/2023 (pola distribusi). Imports no Django.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from evaluasi.errors import PolaTidakSah
from evaluasi.rules.penilaian import Predikat, PredikatOrganisasi
from pegawai.rules import Pilihan

UNIT_KECIL = 10
"""Below this many people a percentage says nothing: counts are shown instead. An agency may settle another."""

MAKS_ALASAN_POLA = 2000


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
    def kunci(self) -> str:
        """What a stored reason remembers of this sentence."""
        return f"{'+'.join(p.value for p in self.predikat)}:{self.ukuran.value}:{self.persen}"

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

    @property
    def dilanggar(self) -> tuple[ButirPola, ...]:
        return tuple(b for b in self.butir if not b.terpenuhi)


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


def check_pola(
    capaian: PredikatOrganisasi, jumlah: Mapping[Predikat, int], *, unit_kecil: int = UNIT_KECIL
) -> PeriksaPola:
    """Hold a unit's counts against the pola of its capaian, sentence by sentence; warns, never blocks."""
    total = sum(jumlah.values())
    is_kecil = total < unit_kecil
    butir = (
        tuple(_periksa(a, jumlah, total, is_kecil=is_kecil) for a in POLA_DISTRIBUSI[capaian])
        if total
        else ()
    )
    return PeriksaPola(capaian, total, is_kecil, butir)


def _periksa(aturan: AturanPola, jumlah: Mapping[Predikat, int], total: int, *, is_kecil: bool) -> ButirPola:
    n = sum(jumlah.get(p, 0) for p in aturan.predikat)
    ada = f"{n} dari {total} orang" if is_kecil else f"{tulis_persen(n, total)} ({n} orang)"
    match aturan.ukuran:
        case UkuranPola.TERBANYAK:
            lain = max((jumlah.get(p, 0) for p in Predikat if p not in aturan.predikat), default=0)
            return ButirPola(aturan, n > lain, f"{aturan.nama} {ada}; seharusnya sebagian besar.")
        case UkuranPola.MAKSIMAL:
            batas = _batas(aturan.persen, total, is_kecil=is_kecil, ke_atas=True)
            tulis = f"{batas:.0f} orang" if is_kecil else f"{aturan.persen}%"
            return ButirPola(aturan, n <= batas, f"{aturan.nama} {ada}; maksimal {tulis}.")
        case UkuranPola.MINIMAL:
            batas = _batas(aturan.persen, total, is_kecil=is_kecil, ke_atas=False)
            tulis = f"{batas:.0f} orang" if is_kecil else f"{aturan.persen}%"
            return ButirPola(aturan, n >= batas, f"{aturan.nama} {ada}; minimal {tulis}.")
        case UkuranPola.ADA:
            return ButirPola(aturan, n > 0, f"{aturan.nama} {ada}; harus ada.")
        case UkuranPola.TIDAK_ADA:
            return ButirPola(aturan, n == 0, f"{aturan.nama} {ada}; tidak boleh ada.")


def _batas(persen: int, total: int, *, is_kecil: bool, ke_atas: bool) -> float:
    """Give the limit in people; in a small unit rounded in its favour, since nobody is a fraction."""
    if not is_kecil:
        return persen * total / 100
    return -(-persen * total // 100) if ke_atas else persen * total // 100


def tulis_persen(n: int, total: int) -> str:
    """A share as people read it: one decimal, with a comma, none where it is whole."""
    return f"{n * 100 / total:.1f}".replace(".", ",").removesuffix(",0") + "%"


# What a considered predikat changes, and what asks for a reason


@dataclass(frozen=True)
class PengaruhPola:
    """Which sentences a change would break, and which it would mend."""

    rusak: tuple[ButirPola, ...]
    pulih: tuple[ButirPola, ...]


def pengaruh_pola(kini: PeriksaPola, coba: PeriksaPola) -> PengaruhPola:
    """Compare two distributions under one pola, sentence by sentence. From nobody nothing can be broken."""
    dahulu = {b.aturan.kunci: b.terpenuhi for b in kini.butir}
    return PengaruhPola(
        rusak=tuple(b for b in coba.butir if dahulu.get(b.aturan.kunci) and not b.terpenuhi),
        pulih=tuple(b for b in coba.butir if dahulu.get(b.aturan.kunci) is False and b.terpenuhi),
    )


def pindahkan(
    jumlah: Mapping[Predikat, int], dari: Predikat | None, ke: Predikat | None
) -> dict[Predikat, int]:
    """Move one person from a predikat to another; None is no predikat yet."""
    hasil = {p: jumlah.get(p, 0) for p in Predikat}
    if dari is not None:
        hasil[dari] -= 1
    if ke is not None:
        hasil[ke] += 1
    return hasil


def is_beralasan(periksa: PeriksaPola, aturan: Collection[str]) -> bool:
    """Tell whether a reason given for these sentences covers every one that does not hold now."""
    return {b.aturan.kunci for b in periksa.dilanggar} <= set(aturan)


def check_alasan_pola(alasan: str, periksa: PeriksaPola) -> None:
    """Ask for a reason in words, and only where something lies outside the pola."""
    if periksa.sesuai:
        raise PolaTidakSah("Sebaran ini sesuai pola, jadi tidak ada yang perlu dijelaskan.")
    if not alasan:
        raise PolaTidakSah("Tulis alasan sebaran ini di luar pola.", bidang="alasan")
    if len(alasan) > MAKS_ALASAN_POLA:
        raise PolaTidakSah(
            f"Alasan paling panjang 2.000 huruf. Sekarang {len(alasan)} huruf.", bidang="alasan"
        )


def boleh_tampak(tersembunyi: int, kelompok_min: int) -> bool:
    """Tell whether a total may be shown to somebody who may not see `tersembunyi` of its people one by one.

    Whoever knows the others subtracts them: what is left must be nobody, or a group large enough.
    """
    return tersembunyi == 0 or tersembunyi >= kelompok_min


def check_pengaturan_pola(*, unit_kecil: int, kelompok_min: int, selisih_pencilan: int) -> None:
    """Keep what an agency settles within sense."""
    for nilai, dari, sampai, bidang, apa in (
        (unit_kecil, 2, 50, "unit_kecil", "Batas unit kecil"),
        (kelompok_min, 3, 20, "kelompok_min", "Kelompok terkecil"),
        (selisih_pencilan, 5, 90, "selisih_pencilan", "Selisih yang menonjol"),
    ):
        if not dari <= nilai <= sampai:
            raise PolaTidakSah(f"{apa} antara {dari} dan {sampai}.", bidang=bidang)
