"""What a review may hold, which words wait, how the index is made; no database."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kinerja.errors import UlasanTidakSah
from kinerja.rules import ulasan as rules
from kinerja.rules.ulasan import AlasanModerasi, HitungUnsur, Kategori


@pytest.mark.parametrize(
    "teks",
    [
        "Petugasnya goblok",
        "GOBLOK!!!",
        "g0bl0k banget",
        "goblooook",
        "g.o.b.l.o.k",
        "g o b l o k",
        "digoblokin terus",
        "kegoblokan petugas",
        "membodohi warga",
        "b@ngs4t",
        "bang*sat",
        "sangat kurang ajar",
        "gòblòk",
        "gob\u200blok",
    ],
)
def test_insult_is_known_under_any_spelling(teks):
    assert rules.kata_terlarang(teks, rules.KATA_BAWAAN)


@pytest.mark.parametrize(
    "teks",
    [
        "Pelayanan cepat dan ramah",
        "Saya memasukkan berkas, petugas membantu memasukkan data",
        "Saran dan masukan: pemasukan daerah perlu diumumkan",
        "Asuransi kesehatan saya diurus dengan baik",
        "Babinsa hadir membantu",
        "Celengan anak-anak di meja",
        "Sudah lebih dari 2 jam, nomor antrean 15",
        "Petani menaati aturan",
        "Kurang cepat, tetapi pengajaran petugas jelas",
        "",
    ],
)
def test_ordinary_words_pass(teks):
    assert rules.alasan_moderasi(teks, rules.KATA_BAWAAN) == []


@pytest.mark.parametrize(
    ("teks", "alasan"),
    [
        ("lihat https://contoh.invalid", AlasanModerasi.TAUTAN),
        ("kunjungi judi-murah.xyz", AlasanModerasi.TAUTAN),
        ("hubungi 0812-3456-7890", AlasanModerasi.DATA_PRIBADI),
        ("NIK saya 3201 2345 6789 0123", AlasanModerasi.DATA_PRIBADI),
    ],
)
def test_link_and_private_number_wait(teks, alasan):
    assert rules.alasan_moderasi(teks, []) == [alasan]


@pytest.mark.parametrize(
    ("isi", "bidang"),
    [
        ({}, "nilai"),
        ({"nilai": 5}, "nilai"),
        ({"nilai": 0}, "nilai"),
        ({"jawaban": {9: 3}}, "jawaban"),
        ({"jawaban": {1: 7}}, "jawaban"),
        ({"kata": "x" * 1001}, "kata"),
        ({"nilai": 3, "petugas": "x" * 121}, "petugas"),
    ],
)
def test_refused_review_names_its_field(isi, bidang):
    lengkap = {"nilai": None, "jawaban": {}, "kata": "", "petugas": "", **isi}

    with pytest.raises(UlasanTidakSah) as galat:
        rules.check_ulasan(unsur={1, 2}, **lengkap)

    assert galat.value.bidang == bidang


@pytest.mark.parametrize("isi", [{"nilai": 1}, {"jawaban": {2: 4}}, {"kata": "x" * 1000}])
def test_one_answer_is_enough(isi):
    rules.check_ulasan(unsur={1, 2}, **{"nilai": None, "jawaban": {}, "kata": "", "petugas": "", **isi})


def unsur(kode: str, jumlah: tuple[int, int, int, int], bobot: str = "1", set_id: int = 1) -> HitungUnsur:
    return HitungUnsur(set_id, kode, kode, Decimal(bobot), jumlah)


def test_index_of_nine_equal_elements_is_their_mean_times_25():
    """Means 3,00 3,50 3,00 4,00 3,25 3,50 3,75 2,75 3,00: together 29,75 / 9 = 3,3056 × 25 = 82,64."""
    deret = [
        (0, 0, 4, 0),
        (0, 0, 2, 2),
        (0, 1, 2, 1),
        (0, 0, 0, 4),
        (0, 0, 3, 1),
        (0, 0, 2, 2),
        (0, 0, 1, 3),
        (0, 1, 3, 0),
        (0, 0, 4, 0),
    ]

    indeks = rules.indeks_skm([unsur(f"U{i}", d) for i, d in enumerate(deret, 1)])

    assert indeks == Decimal("82.64")
    assert rules.kategori_of(indeks, rules.KATEGORI_SKM) == Kategori(Decimal("76.61"), "B", "Baik")


def test_weights_count_and_unanswered_elements_do_not():
    berat = [unsur("U1", (0, 0, 0, 10), "3"), unsur("U2", (10, 0, 0, 0), "1"), unsur("U3", (0, 0, 0, 0), "9")]

    assert rules.indeks_skm(berat) == Decimal("81.25")
    assert rules.indeks_skm([unsur("U1", (0, 0, 0, 0))]) is None
    assert rules.indeks_skm([]) is None


def test_sets_weigh_by_their_answers():
    dua = [unsur("U1", (0, 0, 0, 30)), unsur("U1", (10, 0, 0, 0), set_id=2)]

    assert rules.indeks_skm(dua) == Decimal("81.25")


@pytest.mark.parametrize(
    ("indeks", "mutu"),
    [
        ("100", "A"),
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("25.00", "D"),
    ],
)
def test_category_at_its_edges(indeks, mutu):
    assert rules.kategori_of(Decimal(indeks), rules.KATEGORI_SKM).mutu == mutu


@pytest.mark.parametrize(
    "teks", ["", "88,31 A Sangat baik", "a | A | Baik", "80 | A | x\n80 | B | y", "80 || x"]
)
def test_broken_table_of_categories_is_refused_with_its_line(teks):
    with pytest.raises(UlasanTidakSah) as galat:
        rules.baca_kategori(teks)

    assert galat.value.bidang == "kategori"


def test_code_is_read_as_people_type_it():
    assert rules.baca_kode(" abcd-efgh ", 8) == "ABCDEFGH"
    assert (
        rules.baca_kode("ABCDEFG", 8)
        == rules.baca_kode("ABCDEFG!", 8)
        == rules.baca_kode("ABCDEFG1", 8)
        == ""
    )
    assert rules.tampil_kode("ABCDEFGH2345") == "ABCD-EFGH-2345"
