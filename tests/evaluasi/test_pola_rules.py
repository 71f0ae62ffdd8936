"""The five patterns of SE MenPANRB 3/2023 at each threshold (domain reference 5.4, source key NAIK).

"Istimewa: sebagian besar (maksimal 70%) Sangat Baik"; "Baik: sebagian besar (maksimal 70%) Baik, harus ada Butuh
Perbaikan dan/atau Kurang"; "Butuh Perbaikan: minimal 60% Butuh Perbaikan, Sangat Baik maksimal 10%"; "Kurang: minimal
60% Kurang, minimal 10% Butuh Perbaikan, Sangat Baik maksimal 10%"; "Sangat Kurang: minimal 60% Sangat Kurang, minimal
10% Kurang dan/atau Butuh Perbaikan, tidak ada Sangat Baik".
"""

from __future__ import annotations

import pytest

from evaluasi.errors import PolaTidakSah
from evaluasi.rules import (
    POLA_DISTRIBUSI,
    Predikat,
    PredikatOrganisasi,
    boleh_tampak,
    check_alasan_pola,
    check_pengaturan_pola,
    check_pola,
    is_beralasan,
    pengaruh_pola,
    pindahkan,
)

ISTIMEWA, BAIK, BUTUH, KURANG, SANGAT_KURANG = PredikatOrganisasi


def unit(sb: int = 0, b: int = 0, bp: int = 0, k: int = 0, sk: int = 0) -> dict[Predikat, int]:
    return dict(zip(Predikat, (sb, b, bp, k, sk), strict=True))


# Per pattern: the distribution, and which sentences (by their place in the table) do not hold.
BATAS = [
    # Istimewa: Sangat Baik sebagian besar, maksimal 70%
    (ISTIMEWA, unit(sb=7, b=3), set()),
    (ISTIMEWA, unit(sb=70, b=30), set()),
    (ISTIMEWA, unit(sb=71, b=29), {1}),
    (ISTIMEWA, unit(sb=8, b=2), {1}),
    (ISTIMEWA, unit(sb=5, b=5), {0}),
    (ISTIMEWA, unit(sb=4, b=3, bp=2, sk=1), set()),
    # Baik: Baik sebagian besar, maksimal 70%; someone Butuh Perbaikan or Kurang
    (BAIK, unit(b=7, bp=1, sb=2), set()),
    (BAIK, unit(b=70, k=1, sb=29), set()),
    (BAIK, unit(b=71, bp=1, sb=28), {1}),
    (BAIK, unit(b=7, sb=3), {2}),
    (BAIK, unit(b=7, sk=3), {2}),
    (BAIK, unit(b=4, sb=5, bp=1), {0}),
    # Butuh Perbaikan: minimal 60% of it, Sangat Baik maksimal 10%
    (BUTUH, unit(bp=6, b=4), set()),
    (BUTUH, unit(bp=60, sb=10, b=30), set()),
    (BUTUH, unit(bp=59, sb=10, b=31), {0}),
    (BUTUH, unit(bp=60, sb=11, b=29), {1}),
    (BUTUH, unit(bp=59, sb=11, b=30), {0, 1}),
    # Kurang: minimal 60% Kurang, minimal 10% Butuh Perbaikan, Sangat Baik maksimal 10%
    (KURANG, unit(k=6, bp=1, sb=1, b=2), set()),
    (KURANG, unit(k=60, bp=10, sb=10, b=20), set()),
    (KURANG, unit(k=59, bp=10, sb=10, b=21), {0}),
    (KURANG, unit(k=60, bp=9, sb=10, b=21), {1}),
    (KURANG, unit(k=60, bp=10, sb=11, b=19), {2}),
    # Sangat Kurang: minimal 60% of it, minimal 10% Kurang and/or Butuh Perbaikan, no Sangat Baik
    (SANGAT_KURANG, unit(sk=6, k=1, b=3), set()),
    (SANGAT_KURANG, unit(sk=60, k=5, bp=5, b=30), set()),
    (SANGAT_KURANG, unit(sk=59, k=10, b=31), {0}),
    (SANGAT_KURANG, unit(sk=60, k=5, bp=4, b=31), {1}),
    (SANGAT_KURANG, unit(sk=60, k=10, sb=1, b=29), {2}),
    # n < 10: people are counted, a limit is rounded in the unit's favour
    (ISTIMEWA, unit(sb=3), set()),
    (ISTIMEWA, unit(sb=7, b=2), set()),  # 70% of nine is 6,3: seven
    (ISTIMEWA, unit(sb=8, b=1), {1}),
    (BAIK, unit(b=4, sb=1, bp=1), set()),  # the six of the worked example, 10.7
    (BAIK, unit(b=1), {2}),
    (BUTUH, unit(bp=5, b=4), set()),  # 60% of nine is 5,4: five
    (BUTUH, unit(bp=4, b=5), {0}),
    (BUTUH, unit(bp=6, sb=1, b=2), set()),  # 10% of nine is 0,9: one
    (BUTUH, unit(bp=6, sb=2, b=1), {1}),
    (KURANG, unit(k=4), set()),  # 10% of four is nobody
    (SANGAT_KURANG, unit(sk=5, b=4), set()),
    (SANGAT_KURANG, unit(sk=8, sb=1), {2}),
]


@pytest.mark.parametrize(("capaian", "jumlah", "salah"), BATAS)
def test_thresholds_of_se_3_2023(capaian, jumlah, salah):
    periksa = check_pola(capaian, jumlah)

    assert {i for i, b in enumerate(periksa.butir) if not b.terpenuhi} == salah
    assert periksa.sesuai == (not salah)
    assert len(periksa.dilanggar) == len(salah)


def test_every_pattern_is_tried_on_both_sides():
    for capaian, aturan in POLA_DISTRIBUSI.items():
        kena = {i for c, _, salah in BATAS if c == capaian for i in salah}
        assert kena == set(range(len(aturan))), capaian


def test_an_agency_settles_what_is_small():
    jumlah = unit(sb=11, b=3)  # 70% of fourteen is 9,8

    assert check_pola(ISTIMEWA, jumlah).butir[1].kalimat == "Sangat Baik 78,6% (11 orang); maksimal 70%."
    kecil = check_pola(ISTIMEWA, jumlah, unit_kecil=15)
    assert kecil.butir[1].kalimat == "Sangat Baik 11 dari 14 orang; maksimal 10 orang."
    assert check_pola(ISTIMEWA, unit(sb=10, b=4), unit_kecil=15).sesuai
    assert not check_pola(ISTIMEWA, unit(sb=10, b=4)).sesuai


class TestConsidering:
    def test_one_more_very_good_breaks_the_limit(self):
        kini = check_pola(ISTIMEWA, unit(sb=7, b=3))
        coba = check_pola(ISTIMEWA, pindahkan(unit(sb=7, b=3), Predikat.BAIK, Predikat.SANGAT_BAIK))

        pengaruh = pengaruh_pola(kini, coba)

        assert [b.kalimat for b in pengaruh.rusak] == ["Sangat Baik 80% (8 orang); maksimal 70%."]
        assert pengaruh.pulih == ()

    def test_and_back_mends_it(self):
        buruk, baik = check_pola(ISTIMEWA, unit(sb=8, b=2)), check_pola(ISTIMEWA, unit(sb=7, b=3))

        assert len(pengaruh_pola(buruk, baik).pulih) == 1

    def test_the_first_one_breaks_nothing(self):
        pengaruh = pengaruh_pola(
            check_pola(BAIK, unit()), check_pola(BAIK, pindahkan({}, None, Predikat.BAIK))
        )

        assert (pengaruh.rusak, pengaruh.pulih) == ((), ())


class TestReason:
    def test_it_covers_only_what_it_spoke_of(self):
        dahulu = check_pola(BAIK, unit(b=8, sb=2))  # too many, and nobody to improve
        aturan = [b.aturan.kunci for b in dahulu.dilanggar]

        assert is_beralasan(dahulu, aturan)
        assert is_beralasan(check_pola(BAIK, unit(b=8, sb=1, bp=1)), aturan)
        assert not is_beralasan(check_pola(BAIK, unit(b=2, sb=8)), aturan)

    @pytest.mark.parametrize(
        ("alasan", "jumlah", "pesan"),
        [
            ("", unit(b=3), "Tulis alasan"),
            ("x" * 2001, unit(b=3), "Sekarang 2001 huruf"),
            ("Semua sama", unit(b=2, bp=1), "sesuai pola"),
        ],
    )
    def test_refusals_say_what_to_do(self, alasan, jumlah, pesan):
        with pytest.raises(PolaTidakSah, match=pesan):
            check_alasan_pola(alasan, check_pola(BAIK, jumlah))

    def test_two_thousand_letters_fit(self):
        check_alasan_pola("x" * 2000, check_pola(BAIK, unit(b=3)))


@pytest.mark.parametrize(
    ("tersembunyi", "tampak"), [(0, True), (1, False), (4, False), (5, True), (40, True)]
)
def test_a_total_is_shown_only_when_the_rest_is_nobody_or_a_group(tersembunyi, tampak):
    assert boleh_tampak(tersembunyi, 5) == tampak


@pytest.mark.parametrize(
    ("isi", "bidang"),
    [
        ({"unit_kecil": 1}, "unit_kecil"),
        ({"kelompok_min": 2}, "kelompok_min"),
        ({"kelompok_min": 21}, "kelompok_min"),
        ({"selisih_pencilan": 91}, "selisih_pencilan"),
    ],
)
def test_settings_stay_within_sense(isi, bidang):
    with pytest.raises(PolaTidakSah) as galat:
        check_pengaturan_pola(**{"unit_kecil": 10, "kelompok_min": 5, "selisih_pencilan": 20} | isi)
    assert galat.value.bidang == bidang
