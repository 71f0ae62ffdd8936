"""How two ratings become a predikat, who moves an evaluation on, and what a unit should look like.

Sources: PermenPANRB 6/2022 (ratings, kuadran, stages), SE MenPANRB 3/2023 (capaian organisasi and
pola distribusi). Imports no Django.
"""

from collections.abc import Mapping

from evaluasi.errors import (
    BahanBelumLengkap,
    CapaianBelumDitetapkan,
    EvaluasiFinal,
    TransisiTidakSah,
)
from pegawai.rules import Peran, Pilihan

VERSI_ATURAN = "PermenPANRB 6/2022, SE MenPANRB 3/2023 (1)"
"""Stored with every final evaluation: an old one stays as it was judged when a rule changes."""


# Ratings and predikat


class Ekspektasi(Pilihan):
    """One value for all hasil kerja together, one for the seven behaviours together."""

    DIATAS = "diatas", "Di atas ekspektasi"
    SESUAI = "sesuai", "Sesuai ekspektasi"
    DIBAWAH = "dibawah", "Di bawah ekspektasi"


class Predikat(Pilihan):
    """Predikat kinerja of a pegawai, best first."""

    SANGAT_BAIK = "sangat_baik", "Sangat Baik"
    BAIK = "baik", "Baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan", "Butuh Perbaikan"
    KURANG = "kurang", "Kurang"
    SANGAT_KURANG = "sangat_kurang", "Sangat Kurang"


PREDIKAT_DIBINA = frozenset({Predikat.BUTUH_PERBAIKAN, Predikat.KURANG, Predikat.SANGAT_KURANG})
"""A predikat from which pembinaan follows (domain reference 2.7)."""


class PredikatOrganisasi(Pilihan):
    """Capaian kinerja organisasi. Its best value is Istimewa, not Sangat Baik: another scale."""

    ISTIMEWA = "istimewa", "Istimewa"
    BAIK = "baik", "Baik"
    BUTUH_PERBAIKAN = "butuh_perbaikan", "Butuh Perbaikan"
    KURANG = "kurang", "Kurang"
    SANGAT_KURANG = "sangat_kurang", "Sangat Kurang"


KUADRAN: Mapping[tuple[Ekspektasi, Ekspektasi], Predikat] = {
    (Ekspektasi.DIATAS, Ekspektasi.DIATAS): Predikat.SANGAT_BAIK,
    (Ekspektasi.DIATAS, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.DIATAS, Ekspektasi.DIBAWAH): Predikat.KURANG,
    (Ekspektasi.SESUAI, Ekspektasi.DIATAS): Predikat.BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.SESUAI): Predikat.BAIK,
    (Ekspektasi.SESUAI, Ekspektasi.DIBAWAH): Predikat.KURANG,
    (Ekspektasi.DIBAWAH, Ekspektasi.DIATAS): Predikat.BUTUH_PERBAIKAN,
    (Ekspektasi.DIBAWAH, Ekspektasi.SESUAI): Predikat.BUTUH_PERBAIKAN,
    (Ekspektasi.DIBAWAH, Ekspektasi.DIBAWAH): Predikat.SANGAT_KURANG,
}
"""(hasil kerja, perilaku kerja) → predikat; the 3x3 of PermenPANRB 6/2022."""


def predikat_for(hasil_kerja: Ekspektasi, perilaku_kerja: Ekspektasi) -> Predikat:
    """Look the pair of ratings up in the kuadran."""
    return KUADRAN[hasil_kerja, perilaku_kerja]


SIASN_EKSPEKTASI: Mapping[Ekspektasi, int] = {
    Ekspektasi.DIATAS: 1,
    Ekspektasi.SESUAI: 2,
    Ekspektasi.DIBAWAH: 3,
}
"""`hasilKinerjaNilai` and `perilakuKerjaNilai` of SIASN."""

SIASN_KUADRAN: Mapping[Predikat, int] = {
    Predikat.SANGAT_BAIK: 1,
    Predikat.BAIK: 2,
    Predikat.BUTUH_PERBAIKAN: 3,
    Predikat.KURANG: 4,
    Predikat.SANGAT_KURANG: 5,
}
"""`kuadranKinerjaNilai` of SIASN."""


# The course of an evaluation


class StatusCapaian(Pilihan):
    """Capaian organisasi of a unit in a periode."""

    DRAF = "draf", "Draf"
    DITETAPKAN = "ditetapkan", "Ditetapkan"


class BidangRekomendasi(Pilihan):
    """Whose advice a leader may weigh before he fixes a capaian (SE 3/2023)."""

    PERENCANAAN = "perencanaan", "Perencanaan"
    KEPEGAWAIAN = "kepegawaian", "Kepegawaian"
    PENGAWASAN = "pengawasan", "Pengawasan"


class StatusEvaluasi(Pilihan):
    BELUM_DIBUKA = "belum_dibuka", "Belum dibuka"
    PENGISIAN = "pengisian", "Pengisian"
    DIAJUKAN = "diajukan", "Diajukan"
    DINILAI = "dinilai", "Dinilai"
    DISAMPAIKAN = "disampaikan", "Disampaikan"
    DITERIMA = "diterima", "Diterima pegawai"
    KEBERATAN = "keberatan", "Keberatan"
    FINAL = "final", "Final"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


_S = StatusEvaluasi

TRANSISI_EVALUASI: Mapping[StatusEvaluasi, frozenset[StatusEvaluasi]] = {
    _S.BELUM_DIBUKA: frozenset({_S.PENGISIAN}),
    # A pegawai who hands nothing in does not stop the penilai from rating.
    # Called off is only ever the correction of a final one: the earlier version then stays in force.
    _S.PENGISIAN: frozenset({_S.DIAJUKAN, _S.DINILAI, _S.DIBATALKAN}),
    _S.DIAJUKAN: frozenset({_S.PENGISIAN, _S.DINILAI, _S.DIBATALKAN}),
    # Straight to final where the periode has no step of handing over the document.
    _S.DINILAI: frozenset({_S.PENGISIAN, _S.DISAMPAIKAN, _S.FINAL, _S.DIBATALKAN}),
    # No answer in time: the result stands (PP 30/2019 Pasal 59).
    _S.DISAMPAIKAN: frozenset({_S.DITERIMA, _S.KEBERATAN, _S.FINAL}),
    # An objection may follow within 14 days of receipt (PP 30/2019 Pasal 59).
    _S.DITERIMA: frozenset({_S.KEBERATAN, _S.FINAL}),
    # Withdrawn, or decided by the atasan, whose decision is final.
    _S.KEBERATAN: frozenset({_S.DITERIMA, _S.FINAL}),
    _S.FINAL: frozenset(),
    _S.DIBATALKAN: frozenset(),
}

PEMILIK_STATUS_EVALUASI: Mapping[StatusEvaluasi, Peran | None] = {
    _S.BELUM_DIBUKA: Peran.PENILAI,
    _S.PENGISIAN: Peran.PEGAWAI,
    _S.DIAJUKAN: Peran.PENILAI,
    _S.DINILAI: Peran.PENILAI,
    _S.DISAMPAIKAN: Peran.PEGAWAI,
    _S.DITERIMA: Peran.PEGAWAI,
    _S.KEBERATAN: Peran.ATASAN_PENILAI,
    _S.FINAL: None,
    _S.DIBATALKAN: None,
}
"""Whose turn it is; None when nothing is left to do."""


STATUS_DI_PEGAWAI = frozenset({_S.DISAMPAIKAN, _S.DITERIMA, _S.KEBERATAN})
"""The result is in the person's hands and not yet final: only the decision on an objection changes it."""


def check_transition(dari: StatusEvaluasi, ke: StatusEvaluasi) -> None:
    """Raise unless the evaluation may go from `dari` to `ke`."""
    if ke in TRANSISI_EVALUASI[dari]:
        return
    if dari == StatusEvaluasi.FINAL:
        raise EvaluasiFinal(
            "Evaluasi ini sudah final dan tidak dapat diubah. "
            "Bila keliru, koreksi dibuka dari halaman Versi dan koreksi."
        )
    raise TransisiTidakSah(
        f"Evaluasi berstatus “{dari.label}” tidak dapat langsung menjadi “{ke.label}”. "
        "Muat ulang halaman untuk melihat langkah berikutnya."
    )


def check_siap_final(
    *,
    hasil_kerja: Ekspektasi | None,
    perilaku_kerja: Ekspektasi | None,
    capaian: PredikatOrganisasi | None,
) -> Predikat:
    """Give the predikat that becomes final, or raise with what is still missing.

    The capaian of the organisation comes first, the predikat of its people after (SE 3/2023).
    """
    if capaian is None:
        raise CapaianBelumDitetapkan(
            "Capaian kinerja organisasi belum ditetapkan. Tetapkan dahulu, lalu kirim evaluasi ini."
        )
    if hasil_kerja is None:
        raise BahanBelumLengkap("Pilih rating hasil kerja.", bidang="rating_hasil")
    if perilaku_kerja is None:
        raise BahanBelumLengkap("Pilih rating perilaku kerja.", bidang="rating_perilaku")
    return predikat_for(hasil_kerja, perilaku_kerja)


# What a rating must be able to show


def check_dasar_rating(*, alasan_hasil: str, alasan_perilaku: str) -> None:
    """Refuse to make a rating final without its grounds: whoever is rated must be able to follow it."""
    if not alasan_hasil.strip():
        raise BahanBelumLengkap("Tulis dasar rating hasil kerja.", bidang="alasan_hasil")
    if not alasan_perilaku.strip():
        raise BahanBelumLengkap("Tulis dasar rating perilaku kerja.", bidang="alasan_perilaku")


MAKS_DASAR = 4000


def check_panjang(teks: str, *, sebutan: str, bidang: str) -> None:
    """Refuse more letters than the form has room for."""
    if len(teks) > MAKS_DASAR:
        raise BahanBelumLengkap(
            f"{sebutan} paling panjang 4.000 huruf. Sekarang {len(teks)} huruf.", bidang=bidang
        )
