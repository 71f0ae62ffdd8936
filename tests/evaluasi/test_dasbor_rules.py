"""What a dashboard may tell: small groups, differences, and units that stand out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluasi.rules import Predikat, SebaranUnit, boleh_tampak, lindungi, pencilan


def unit(nama: str, sb: int = 0, b: int = 0, bp: int = 0) -> SebaranUnit:
    return SebaranUnit(
        nama,
        nama,
        {
            **dict.fromkeys(Predikat, 0),
            Predikat.SANGAT_BAIK: sb,
            Predikat.BAIK: b,
            Predikat.BUTUH_PERBAIKAN: bp,
        },
    )


class TestHiding:
    @pytest.mark.parametrize(
        ("baris", "tutup"),
        [
            ({"a": 5, "b": 9}, set()),
            ({"a": 0, "b": 9}, set()),  # nobody whom the reader could not open anyway
            ({"a": 1, "b": 9, "c": 6}, {"a", "c"}),  # the smallest neighbour with it: 1 + 6
            ({"a": 2, "b": 3, "c": 9}, {"a", "b"}),  # together they are five
            ({"a": 2, "b": 2, "c": 9, "d": 8}, {"a", "b", "d"}),
            ({"a": 4}, {"a"}),
        ],
    )
    def test_a_small_row_takes_others_with_it(self, baris, tutup):
        assert lindungi(baris, 5) == tutup

    @given(st.lists(st.integers(0, 30), max_size=12), st.integers(3, 20))
    def test_what_a_subtraction_leaves_is_nobody_or_a_group(self, orang, minimum):
        """Whoever takes the shown rows off a shown total finds at least the smallest group, or nobody."""
        baris = dict(enumerate(orang))
        tutup = lindungi(baris, minimum)

        assert all(n == 0 or n >= minimum for k, n in baris.items() if k not in tutup)
        if boleh_tampak(sum(baris.values()), minimum):
            assert boleh_tampak(sum(baris[k] for k in tutup), minimum)


class TestStandingOut:
    SEMUA = unit("semua", sb=20, b=70, bp=10).jumlah

    def test_it_says_by_how_much_and_of_how_many(self):
        (p,) = pencilan([unit("Bidang A", sb=8, b=10, bp=2)], self.SEMUA, selisih=20, unit_kecil=10)

        assert p.n == 20
        assert p.kalimat == "Sangat Baik 40% dari 20 orang; seluruhnya 20% dari 100 orang."

    def test_one_person_less_does_not(self):
        assert pencilan([unit("A", sb=7, b=11, bp=2)], self.SEMUA, selisih=20, unit_kecil=10) == []

    def test_below_as_well_as_above_the_largest_gap_first(self):
        hasil = pencilan(
            [unit("A", sb=9, b=11), unit("B", b=4, bp=16)], self.SEMUA, selisih=20, unit_kecil=10
        )

        assert [(p.nama, p.kalimat.split(" 8")[0].split(" 4")[0].split(" 0%")[0]) for p in hasil] == [
            ("B", "Butuh Perbaikan ke bawah"),
            ("A", "Sangat Baik"),
            ("B", "Sangat Baik"),
        ]

    def test_a_small_unit_never_stands_out(self):
        assert pencilan([unit("A", sb=9)], self.SEMUA, selisih=20, unit_kecil=10) == []
        assert pencilan([unit("A", sb=10)], self.SEMUA, selisih=20, unit_kecil=10)

    def test_the_whole_is_not_compared_with_itself(self):
        assert pencilan([SebaranUnit("A", "a", self.SEMUA)], self.SEMUA, selisih=5, unit_kecil=2) == []
