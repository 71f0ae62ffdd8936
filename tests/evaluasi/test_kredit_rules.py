"""Angka kredit by the figures that BKN published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from evaluasi.errors import KreditTidakSah
from evaluasi.rules import HitungBulan, HitungPangkat, JenisKonversi, JenisSaldo, Predikat, SebabTanpaKredit
from evaluasi.rules import kredit as k
from evaluasi.rules import kredit_naik as naik
from evaluasi.rules.kredit_tempel import baca_saldo, check_saldo
from pegawai.rules import JenjangFungsional as J

P = Predikat

TABEL = """
Pemula       3,75  5,63 3,75 2,81 1,88 0,94       II/a            15  15
Terampil     5     7,50 5,00 3,75 2,50 1,25       II/b,II/c,II/d  20  60
Mahir        12,5  18,75 12,50 9,38 6,25 3,13     III/a,III/b     50  100
Penyelia     25    37,50 25,00 18,75 12,50 6,25   III/c,III/d     100 -
Ahli_Pertama 12,5  18,75 12,50 9,38 6,25 3,13     III/a,III/b     50  100
Ahli_Muda    25    37,50 25,00 18,75 12,50 6,25   III/c,III/d     100 200
Ahli_Madya   37,5  56,25 37,50 28,13 18,75 9,38   IV/a,IV/b,IV/c  150 450
Ahli_Utama   50    75,00 50,00 37,50 25,00 12,50  IV/d,IV/e       200 -
"""
"""PermenPANRB 1/2023: coefficients and cumulative needs (annex), percentages (Pasal 37 ayat (1)); the products as BKN's
slides "Perhitungan Konversi Predikat Kinerja" (Peraturan BKN 3/2023) print them, half up to two decimals."""


@pytest.mark.parametrize("baris", TABEL.strip().splitlines(), ids=lambda b: b.split()[0])
def test_table_of_permenpanrb_1_2023(baris):
    nama, koef, *nilai, golongan, pangkat, naik = baris.split()
    jenjang = next(j for j in J if j.label == nama.replace("_", " "))
    baku = k.KOEFISIEN_BAKU[jenjang]

    assert k.tampil_koefisien(baku.koefisien) == koef
    assert [k.tampil_kredit(k.angka_kredit(k.PERSEN[p], baku.koefisien)) for p in P] == nilai
    assert baku.golongan == tuple(golongan.split(","))
    assert baku.akk_pangkat == Decimal(pangkat)
    assert baku.akk_jenjang == (None if naik == "-" else Decimal(naik))


def test_bkn_example_of_one_year_and_two_months():
    """BKN, "Perhitungan Konversi Predikat Kinerja" (Peraturan BKN 3/2023): Ahli Pertama, 2023 Sangat Baik, Jan-Feb 2024 Baik."""
    setahun = k.angka_kredit(k.PERSEN[P.SANGAT_BAIK], Decimal("12.5"))
    dua_bulan = k.angka_kredit(k.PERSEN[P.BAIK], Decimal("12.5"), 2)

    assert k.tampil_kredit(setahun) == "18,75"
    assert k.tampil_kredit(dua_bulan) == "2,08"
    assert k.tampil_kredit(setahun + dua_bulan) == "20,83"


@pytest.mark.parametrize(
    ("persen", "koef", "bulan", "hasil"),
    [(150, "25", 12, "37,50"), (100, "12.5", 12, "12,50"), (100, "12.5", 4, "4,17")],
    ids=["Dewi", "Rizky", "Rizky sejak 1 September"],
)
def test_people_of_the_worked_example(persen, koef, bulan, hasil):
    assert k.tampil_kredit(k.angka_kredit(persen, Decimal(koef), bulan)) == hasil


def test_sums_are_exact_and_rounded_once():
    """Twelve single months are a year: rounding each would give 12,48."""
    assert sum(k.angka_kredit(100, Decimal("12.5"), 1) for _ in range(12)) == Fraction(25, 2)


def test_rounding_is_half_up_on_both_sides():
    assert k.tampil_kredit(Fraction(5625, 1000)) == "5,63"
    assert k.tampil_kredit(-Fraction(5625, 1000)) == "-5,63"
    assert k.tampil_kredit(Fraction(1234567, 100)) == "12.345,67"


# The months of a year

TAHUN = (date(2026, 1, 1), date(2026, 12, 31))


def masa(kunci, mulai, selesai=None, jenjang=J.AHLI_PERTAMA, jabatan=None):
    return k.Masa(kunci, jabatan or kunci, jenjang, mulai, selesai)


def final(kunci, predikat=P.BAIK, mulai=TAHUN[0], selesai=TAHUN[1], tahunan=True):
    return k.NilaiFinal(kunci, predikat, mulai, selesai, tahunan)


def susun(masa, nilai, *, skp=(TAHUN,), jenis=JenisKonversi.TAHUNAN, koefisien=None, **lain):
    def baku(j, _jabatan, _hari):
        return k.KOEFISIEN_BAKU[j].koefisien

    return k.susun_konversi(
        2026, jenis=jenis, masa=masa, nilai=nilai, skp=skp, koefisien=koefisien or baku, **lain
    )


def ringkas(hasil):
    return [
        (b.bulan_mulai, b.bulan_selesai, b.jenjang.value, b.predikat.value, k.tampil_kredit(b.angka_kredit))
        for b in hasil.baris
    ]


def test_a_full_year_is_one_row():
    assert ringkas(susun([masa(1, date(2024, 1, 1))], [final(1)])) == [(1, 12, "PT", "baik", "12,50")]


def test_who_came_into_the_jf_in_september_earns_four_months():
    pelaksana = masa(1, date(2024, 1, 1), date(2026, 8, 31), jenjang=None)

    hasil = susun([pelaksana, masa(2, date(2026, 9, 1))], [final(1)])

    assert ringkas(hasil) == [(9, 12, "PT", "baik", "4,17")]
    assert [(b.bulan_mulai, b.bulan_selesai, b.sebab) for b in hasil.kosong] == [
        (1, 8, SebabTanpaKredit.BUKAN_JF)
    ]


def test_a_change_of_jenjang_within_the_year_is_two_rows_with_the_annual_predikat():
    pertama = masa(1, date(2024, 1, 1), date(2026, 6, 30))
    muda = masa(2, date(2026, 7, 1), jenjang=J.AHLI_MUDA)

    assert ringkas(susun([pertama, muda], [final(1, P.SANGAT_BAIK)])) == [
        (1, 6, "PT", "sangat_baik", "9,38"),
        (7, 12, "MU", "sangat_baik", "18,75"),
    ]


def test_two_spans_each_with_its_own_annual_evaluation():
    a, b = (TAHUN[0], date(2026, 6, 14)), (date(2026, 6, 15), TAHUN[1])
    nilai = [final(1, P.BAIK, *a), final(2, P.SANGAT_BAIK, *b)]

    hasil = susun([masa(1, date(2024, 1, 1))], nilai, skp=[a, b])

    assert ringkas(hasil) == [(1, 5, "PT", "baik", "5,21"), (6, 12, "PT", "sangat_baik", "10,94")]


def test_the_annual_predikat_of_the_last_span_covers_a_span_that_was_not_evaluated():
    a, b = (TAHUN[0], date(2026, 6, 30)), (date(2026, 7, 1), TAHUN[1])

    hasil = susun([masa(1, date(2024, 1, 1))], [final(2, P.BAIK, *b)], skp=[a, b])

    assert ringkas(hasil) == [(1, 12, "PT", "baik", "12,50")]


def test_an_early_annual_predikat_does_not_reach_forward():
    a, b = (TAHUN[0], date(2026, 6, 30)), (date(2026, 7, 1), TAHUN[1])

    hasil = susun([masa(1, date(2024, 1, 1))], [final(1, P.BAIK, *a)], skp=[a, b])

    assert ringkas(hasil) == [(1, 6, "PT", "baik", "6,25")]
    assert hasil.kosong[0].sebab == SebabTanpaKredit.BELUM_FINAL
    assert hasil.kosong[0].kalimat == "Juli-Desember: evaluasinya belum final."


def test_months_without_skp_and_whole_months_of_leave_earn_nothing():
    jeda = [(date(2026, 3, 1), date(2026, 5, 31)), (date(2026, 10, 10), date(2026, 10, 20))]

    hasil = susun([masa(1, date(2024, 1, 1))], [final(1)], skp=[(TAHUN[0], date(2026, 11, 30))], jeda=jeda)

    assert ringkas(hasil) == [(1, 2, "PT", "baik", "2,08"), (6, 11, "PT", "baik", "6,25")]
    assert {b.sebab for b in hasil.kosong} == {SebabTanpaKredit.TANPA_SKP}


def test_months_are_converted_once():
    hasil = susun([masa(1, date(2024, 1, 1))], [final(1)], sudah={1, 2})

    assert ringkas(hasil) == [(3, 12, "PT", "baik", "10,42")]


def test_periodic_rows_join_while_the_predikat_is_the_same():
    triwulan = [
        final(1, P.BAIK, date(2026, 1, 1), date(2026, 3, 31), False),
        final(2, P.BAIK, date(2026, 4, 1), date(2026, 6, 30), False),
        final(3, P.KURANG, date(2026, 7, 1), date(2026, 9, 30), False),
    ]

    hasil = susun([masa(1, date(2024, 1, 1))], triwulan, jenis=JenisKonversi.PERIODIK, sampai=8)

    assert ringkas(hasil) == [(1, 6, "PT", "baik", "6,25"), (7, 8, "PT", "kurang", "1,04")]
    assert hasil.baris[0].nilai == 2


def test_a_new_coefficient_within_the_year_begins_a_new_row():
    def koefisien(_j, _jabatan, hari):
        return Decimal("15") if hari >= date(2026, 4, 1) else Decimal("12.5")

    hasil = susun([masa(1, date(2024, 1, 1))], [final(1)], koefisien=koefisien)

    assert ringkas(hasil) == [(1, 3, "PT", "baik", "3,13"), (4, 12, "PT", "baik", "11,25")]


@pytest.mark.parametrize(
    ("aturan", "milik"),
    [(HitungBulan.AWAL, 1), (HitungBulan.AKHIR, 2), (HitungBulan.TERBANYAK, 2)],
)
def test_the_month_of_a_change_belongs_to_one_post_by_the_setting(aturan, milik):
    posts = [masa(1, date(2024, 1, 1), date(2026, 9, 10)), masa(2, date(2026, 9, 11))]

    assert k.masa_bulan(posts, 2026, 9, aturan).kunci == milik


def test_a_post_begun_in_mid_month_by_each_setting():
    baru = [masa(1, date(2026, 9, 16))]

    assert k.masa_bulan(baru, 2026, 9, HitungBulan.AWAL) is None
    assert k.masa_bulan(baru, 2026, 9, HitungBulan.AKHIR).kunci == 1
    assert k.masa_bulan(baru, 2026, 9, HitungBulan.TERBANYAK).kunci == 1


# What the next step needs


@pytest.mark.parametrize(
    ("jenjang", "golongan", "kumulatif", "tetap"),
    [
        (J.AHLI_PERTAMA, "III/a", 50, 50),
        (J.AHLI_PERTAMA, "III/b", 100, 50),
        (J.AHLI_MUDA, "III/d", 200, 100),
        (J.AHLI_MADYA, "IV/b", 300, 150),
        (J.AHLI_MADYA, "IV/c", 450, 150),
        (J.TERAMPIL, "II/c", 40, 20),
        (J.PEMULA, "II/a", 15, 15),
        (J.AHLI_UTAMA, "IV/d", 200, 200),
        (J.AHLI_UTAMA, "IV/e", None, None),
        (J.PENYELIA, "III/d", None, None),
        (J.AHLI_MUDA, "IV/a", None, None),
        (J.AHLI_MUDA, "IX", None, None),
    ],
)
def test_need_for_the_next_pangkat(jenjang, golongan, kumulatif, tetap):
    """AK dasar of III/d as Ahli Muda is 100 (Peraturan BKN 3/2023, annex II): the need counts from the jenjang's first golongan."""
    baku = k.KOEFISIEN_BAKU[jenjang]

    hasil = [naik.kebutuhan_pangkat(baku, golongan, Fraction(0), c).minimal for c in HitungPangkat]

    assert hasil == [kumulatif, tetap]


def test_need_for_the_next_jenjang_and_the_sentences():
    muda = k.KOEFISIEN_BAKU[J.AHLI_MUDA]

    cukup, kurang = (
        naik.kebutuhan_jenjang(muda, Fraction(200)),
        naik.kebutuhan_jenjang(muda, Fraction(399, 2)),
    )

    assert cukup.is_cukup
    assert cukup.kalimat == (
        "Dapat dipertimbangkan untuk kenaikan jenjang jabatan setingkat lebih tinggi menjadi Ahli Madya."
    )
    assert (kurang.is_cukup, kurang.kurang) == (False, Fraction(1, 2))
    assert (
        kurang.kalimat == "Belum dapat dipertimbangkan untuk kenaikan jenjang jabatan setingkat lebih tinggi."
    )
    assert naik.kebutuhan_jenjang(k.KOEFISIEN_BAKU[J.PENYELIA], Fraction(0)).minimal is None


def test_how_long_it_still_takes():
    """ "Baik" for Ahli Pertama: 12,5 a year, so 50 take four years."""
    assert naik.tampil_lama(naik.perkiraan_bulan(Fraction(50), Decimal("12.5"))) == "4 tahun"
    assert naik.tampil_lama(naik.perkiraan_bulan(Fraction(13), Decimal("12.5"))) == "1 tahun 1 bulan"


def test_only_pns_earn_unless_the_agency_says_so():
    assert naik.is_berhak("pns", pppk=False)
    assert not naik.is_berhak("pppk", pppk=False)
    assert naik.is_berhak("pppk", pppk=True)
    assert not naik.is_berhak("pejabat_negara", pppk=True)


# What people type


@pytest.mark.parametrize(
    ("isian", "bidang"),
    [
        ({"nilai": Decimal(0)}, "nilai"),
        ({"nilai": Decimal("2000.001")}, "nilai"),
        ({"tanggal": date(2026, 10, 6)}, "tanggal"),
        ({"dasar": "  "}, "dasar"),
    ],
)
def test_an_opening_balance_that_cannot_be_one(isian, bidang):
    baik = {"nilai": Decimal(50), "dasar": "SK 12/2025", "tanggal": date(2026, 10, 5)}

    with pytest.raises(KreditTidakSah) as galat:
        check_saldo(**{**baik, **isian}, hari_ini=date(2026, 10, 5))

    assert galat.value.bidang == bidang


def test_pasted_balances_name_each_bad_row():
    teks = (
        "NIP\tJenis\tAK\tTanggal\tDasar\n"
        "199001012015011001\tPAK integrasi\t46,09\t31-12-2022\tPAK 800/12/2023\n"
        "199001012015011001;AK dasar;100;1 Maret 2025;SK 7; lampiran 2\n"
        "12;dasar;1;1-1-2025;SK\n"
        "199001012015011001;bonus;1;1-1-2025;SK\n"
        "199001012015011001;dasar\n"
    )

    hasil = baca_saldo(teks, date(2026, 10, 5))

    assert [(b.nomor, b.jenis, b.nilai, b.dasar) for b in hasil.baris] == [
        (2, JenisSaldo.JF_LAMA, Decimal("46.09"), "PAK 800/12/2023"),
        (3, JenisSaldo.DASAR, Decimal(100), "SK 7; lampiran 2"),
    ]
    assert [(d.nomor, d.alasan.split(".")[0]) for d in hasil.ditolak] == [
        (4, "NIP harus terdiri atas 18 angka"),
        (5, "Jenis tidak dikenal"),
        (6, "Baris ini memuat 2 kolom"),
    ]
