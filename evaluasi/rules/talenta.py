"""The talent nine-box: kinerja from the predikat, potensial from an assessment outside. Imports no Django.

Source: PermenPANRB 3/2020 as quoted in the domain reference 6.2.
"""

from collections.abc import Mapping

from evaluasi.rules.penilaian import Ekspektasi, Predikat
from pegawai.rules import Pilihan


class TingkatPotensial(Pilihan):
    """Potensial of a person, as an assessment found it."""

    RENDAH = "rendah", "Rendah"
    MENENGAH = "menengah", "Menengah"
    TINGGI = "tinggi", "Tinggi"


_T = TingkatPotensial

SUMBU_KINERJA: Mapping[Predikat, Ekspektasi] = {
    Predikat.SANGAT_BAIK: Ekspektasi.DIATAS,
    Predikat.BAIK: Ekspektasi.SESUAI,
    Predikat.BUTUH_PERBAIKAN: Ekspektasi.DIBAWAH,
    Predikat.KURANG: Ekspektasi.DIBAWAH,
    Predikat.SANGAT_KURANG: Ekspektasi.DIBAWAH,
}

KOTAK_TALENTA: Mapping[tuple[Ekspektasi, TingkatPotensial], int] = {
    (Ekspektasi.DIBAWAH, _T.RENDAH): 1,
    (Ekspektasi.SESUAI, _T.RENDAH): 2,
    (Ekspektasi.DIBAWAH, _T.MENENGAH): 3,
    (Ekspektasi.DIATAS, _T.RENDAH): 4,
    (Ekspektasi.SESUAI, _T.MENENGAH): 5,
    (Ekspektasi.DIBAWAH, _T.TINGGI): 6,
    (Ekspektasi.DIATAS, _T.MENENGAH): 7,
    (Ekspektasi.SESUAI, _T.TINGGI): 8,
    (Ekspektasi.DIATAS, _T.TINGGI): 9,
}

REKOMENDASI_TALENTA: Mapping[int, str] = {
    9: "Dipromosikan dan dipertahankan. Masuk Kelompok Rencana Suksesi Instansi/Nasional. Penghargaan.",
    8: (
        "Dipertahankan. Masuk Kelompok Rencana Suksesi Instansi. Rotasi/Perluasan jabatan. Bimbingan kinerja."
    ),
    7: (
        "Dipertahankan. Masuk Kelompok Rencana Suksesi Instansi. Rotasi/Pengayaan jabatan. "
        "Pengembangan kompetensi. Tugas belajar."
    ),
    1: "Diproses sesuai ketentuan peraturan perundangan.",
}
"""Only what the source says in full; the others are the agency's to know."""


def kotak_talenta(predikat: Predikat, potensial: TingkatPotensial) -> int:
    """Look the pair up in the nine-box."""
    return KOTAK_TALENTA[SUMBU_KINERJA[predikat], potensial]


def baca_tingkat(teks: str) -> TingkatPotensial | None:
    """Read a level as people write it in a workbook; None for anything else."""
    polos = " ".join(teks.split()).casefold()
    return {
        "rendah": _T.RENDAH,
        "menengah": _T.MENENGAH,
        "sedang": _T.MENENGAH,
        "tinggi": _T.TINGGI,
        "1": _T.RENDAH,
        "2": _T.MENENGAH,
        "3": _T.TINGGI,
    }.get(polos)
