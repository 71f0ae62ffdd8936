"""The rules of judgement as tables: no database, every cell."""

from itertools import product

import pytest

from evaluasi.errors import BahanBelumLengkap, CapaianBelumDitetapkan, EvaluasiFinal, TransisiTidakSah
from evaluasi.rules import (
    AWALAN_NOMOR,
    HURUF_KODE,
    KOLOM_SUMBER,
    KUADRAN,
    KURVA_POLA,
    PANJANG_KODE,
    PEMILIK_STATUS_EVALUASI,
    PETUNJUK_RATING,
    POLA_DISTRIBUSI,
    SIASN_EKSPEKTASI,
    SIASN_KUADRAN,
    TEKS_POLA,
    TRANSISI_EVALUASI,
    TRANSISI_LAPORAN,
    URUTAN_KURVA,
    Ekspektasi,
    JenisDokumen,
    Predikat,
    PredikatOrganisasi,
    StatusEvaluasi,
    StatusLaporan,
    baca_kode,
    check_dasar_rating,
    check_panjang,
    check_pola,
    check_siap_final,
    check_transition,
    check_transition_laporan,
    jenis_dari,
    kode_dokumen,
    predikat_for,
    saran_rating,
    status_laporan_akhir,
    tampil_kode,
)

DIATAS, SESUAI, DIBAWAH = Ekspektasi
SB, B, BP, K, SK = Predikat


class TestKuadran:
    """PermenPANRB 6/2022, the official 3x3 (domain reference 5.2, source keys MATRIX and SDK)."""

    @pytest.mark.parametrize(
        ("hasil", "perilaku", "predikat"),
        [
            (DIATAS, DIATAS, SB),
            (DIATAS, SESUAI, B),
            (DIATAS, DIBAWAH, K),
            (SESUAI, DIATAS, B),
            (SESUAI, SESUAI, B),
            (SESUAI, DIBAWAH, K),
            (DIBAWAH, DIATAS, BP),
            (DIBAWAH, SESUAI, BP),
            (DIBAWAH, DIBAWAH, SK),
        ],
    )
    def test_nine_fields(self, hasil, perilaku, predikat):
        assert predikat_for(hasil, perilaku) == predikat

    def test_no_pair_is_missing(self):
        assert set(KUADRAN) == set(product(Ekspektasi, Ekspektasi))

    def test_siasn_numbers_agree_with_the_published_matrix(self):
        siasn = {
            (SIASN_EKSPEKTASI[h], SIASN_EKSPEKTASI[p]): SIASN_KUADRAN[predikat]
            for (h, p), predikat in KUADRAN.items()
        }

        assert siasn == {
            (1, 1): 1,
            (1, 2): 2,
            (1, 3): 4,
            (2, 1): 2,
            (2, 2): 2,
            (2, 3): 4,
            (3, 1): 3,
            (3, 2): 3,
            (3, 3): 5,
        }


class TestTransisi:
    BOLEH = {
        ("belum_dibuka", "pengisian"),
        ("pengisian", "diajukan"),
        ("pengisian", "dinilai"),
        ("diajukan", "pengisian"),
        ("diajukan", "dinilai"),
        ("dinilai", "pengisian"),
        ("dinilai", "disampaikan"),
        ("dinilai", "final"),
        ("pengisian", "dibatalkan"),
        ("diajukan", "dibatalkan"),
        ("dinilai", "dibatalkan"),
        ("disampaikan", "diterima"),
        ("disampaikan", "keberatan"),
        ("disampaikan", "final"),
        ("diterima", "keberatan"),
        ("diterima", "final"),
        ("keberatan", "diterima"),
        ("keberatan", "final"),
    }

    @pytest.mark.parametrize(("dari", "ke"), [*product(StatusEvaluasi, StatusEvaluasi)])
    def test_every_pair_of_states(self, dari, ke):
        if (dari.value, ke.value) in self.BOLEH:
            check_transition(dari, ke)
        else:
            with pytest.raises(TransisiTidakSah) as galat:
                check_transition(dari, ke)
            assert (galat.type is EvaluasiFinal) == (dari == StatusEvaluasi.FINAL)

    def test_every_state_has_an_owner_and_only_the_end_has_nobody(self):
        assert set(PEMILIK_STATUS_EVALUASI) == set(TRANSISI_EVALUASI) == set(StatusEvaluasi)
        assert [s for s, pemilik in PEMILIK_STATUS_EVALUASI.items() if pemilik is None] == [
            StatusEvaluasi.FINAL,
            StatusEvaluasi.DIBATALKAN,
        ]
        assert [s for s, lanjut in TRANSISI_EVALUASI.items() if not lanjut] == [
            StatusEvaluasi.FINAL,
            StatusEvaluasi.DIBATALKAN,
        ]


class TestSiapFinal:
    def test_gives_the_predikat(self):
        hasil = check_siap_final(hasil_kerja=SESUAI, perilaku_kerja=DIATAS, capaian=PredikatOrganisasi.BAIK)

        assert hasil == B

    @pytest.mark.parametrize(
        ("hasil", "perilaku", "capaian", "galat", "bidang"),
        [
            (SESUAI, SESUAI, None, CapaianBelumDitetapkan, None),
            (None, SESUAI, PredikatOrganisasi.BAIK, BahanBelumLengkap, "rating_hasil"),
            (SESUAI, None, PredikatOrganisasi.BAIK, BahanBelumLengkap, "rating_perilaku"),
        ],
    )
    def test_names_what_is_missing(self, hasil, perilaku, capaian, galat, bidang):
        with pytest.raises(galat) as info:
            check_siap_final(hasil_kerja=hasil, perilaku_kerja=perilaku, capaian=capaian)

        assert info.value.bidang == bidang


def unit(sb=0, b=0, bp=0, k=0, sk=0):
    return {SB: sb, B: b, BP: bp, K: k, SK: sk}


ISTIMEWA, BAIK, PERBAIKAN, KURANG, SANGAT_KURANG = PredikatOrganisasi


class TestPola:
    @pytest.mark.parametrize(
        ("capaian", "jumlah", "dilanggar"),
        [
            # Istimewa: most are Sangat Baik, at most 70 %
            (ISTIMEWA, unit(sb=14, b=6), []),
            (ISTIMEWA, unit(sb=15, b=5), ["maksimal"]),
            (ISTIMEWA, unit(sb=16, b=4), ["maksimal"]),
            (ISTIMEWA, unit(sb=9, b=11), ["terbanyak"]),
            (ISTIMEWA, unit(sb=10, b=10), ["terbanyak"]),
            # Baik: most are Baik, at most 70 %, and some need mending
            (BAIK, unit(sb=2, b=14, bp=4), []),
            (BAIK, unit(sb=5, b=14, k=1), []),
            (BAIK, unit(sb=6, b=14), ["ada"]),
            (BAIK, unit(b=20), ["maksimal", "ada"]),
            (BAIK, unit(sb=12, b=7, bp=1), ["terbanyak"]),
            # Butuh Perbaikan: at least 60 %, Sangat Baik at most 10 %
            (PERBAIKAN, unit(sb=2, b=6, bp=12), []),
            (PERBAIKAN, unit(sb=3, b=5, bp=12), ["maksimal"]),
            (PERBAIKAN, unit(b=9, bp=11), ["minimal"]),
            # Kurang: at least 60 %, Butuh Perbaikan at least 10 %, Sangat Baik at most 10 %
            (KURANG, unit(sb=2, b=4, bp=2, k=12), []),
            (KURANG, unit(b=7, bp=1, k=12), ["minimal"]),
            (KURANG, unit(sb=3, b=4, bp=2, k=11), ["minimal", "maksimal"]),
            # Sangat Kurang: at least 60 %, 10 % between it and Baik, nobody Sangat Baik
            (SANGAT_KURANG, unit(b=6, bp=1, k=1, sk=12), []),
            (SANGAT_KURANG, unit(b=7, k=1, sk=12), ["minimal"]),
            (SANGAT_KURANG, unit(sb=1, b=5, bp=2, sk=12), ["tidak_ada"]),
        ],
    )
    def test_sentences_held_and_broken(self, capaian, jumlah, dilanggar):
        periksa = check_pola(capaian, jumlah)

        assert [b.aturan.ukuran.value for b in periksa.butir if not b.terpenuhi] == dilanggar
        assert periksa.sesuai == (not dilanggar)
        assert not periksa.is_kecil

    def test_sentence_says_the_figures(self):
        periksa = check_pola(ISTIMEWA, unit(sb=16, b=3, k=1))

        assert periksa.butir[1].kalimat == "Sangat Baik 80% (16 orang); maksimal 70%."
        assert check_pola(BAIK, unit(sb=1, b=8, bp=1, k=1)).butir[2].kalimat == (
            "Butuh Perbaikan dan/atau Kurang 18,2% (2 orang); harus ada."
        )

    def test_the_unit_of_the_worked_example_conforms(self):
        periksa = check_pola(BAIK, unit(sb=1, b=4, bp=1))

        assert periksa.sesuai
        assert periksa.is_kecil
        assert periksa.butir[1].kalimat == "Baik 4 dari 6 orang; maksimal 5 orang."

    @pytest.mark.parametrize(("total", "kecil"), [(1, True), (9, True), (10, False), (11, False)])
    def test_percentages_only_from_ten_people(self, total, kecil):
        periksa = check_pola(ISTIMEWA, unit(sb=total))

        assert periksa.is_kecil == kecil
        assert ("%" in periksa.butir[1].kalimat) != kecil

    def test_small_unit_is_rounded_in_its_favour(self):
        assert check_pola(ISTIMEWA, unit(sb=3)).sesuai, "70% of three people is not two"
        assert check_pola(KURANG, unit(k=4)).sesuai, "10% of four people is nobody"

    def test_exactly_at_the_limit_is_held(self):
        assert check_pola(ISTIMEWA, unit(sb=7, b=3)).sesuai
        assert not check_pola(ISTIMEWA, unit(sb=8, b=3)).sesuai

    def test_unit_without_people_has_nothing_to_say(self):
        periksa = check_pola(BAIK, unit())

        assert periksa.total == 0
        assert periksa.butir == ()

    def test_every_capaian_has_sentences_text_and_curve(self):
        assert set(POLA_DISTRIBUSI) == set(TEKS_POLA) == set(KURVA_POLA) == set(PredikatOrganisasi)
        assert set(URUTAN_KURVA) == set(Predikat)
        assert {sum(frekuensi) for frekuensi in KURVA_POLA.values()} == {24}


class TestLaporan:
    @pytest.mark.parametrize(("dari", "ke"), [*product(StatusLaporan, StatusLaporan)])
    def test_every_pair_of_states(self, dari, ke):
        if ke in TRANSISI_LAPORAN[dari]:
            check_transition_laporan(dari, ke)
        else:
            with pytest.raises(TransisiTidakSah):
                check_transition_laporan(dari, ke)

    def test_a_job_that_is_done_stays_done(self):
        assert not TRANSISI_LAPORAN[StatusLaporan.SELESAI]

    @pytest.mark.parametrize(
        ("selesai", "gagal", "akhir"),
        [(50, 0, StatusLaporan.SELESAI), (49, 1, StatusLaporan.SEBAGIAN), (0, 50, StatusLaporan.GAGAL)],
    )
    def test_end_follows_from_the_items(self, selesai, gagal, akhir):
        assert status_laporan_akhir(selesai, gagal) == akhir


class TestSaran:
    """A suggestion from labels: shown, never preset."""

    @pytest.mark.parametrize(
        ("jumlah", "rating"),
        [
            ({DIATAS: 3, SESUAI: 1}, DIATAS),
            ({SESUAI: 2}, SESUAI),
            ({DIBAWAH: 4, DIATAS: 1}, DIBAWAH),
            ({DIATAS: 2, DIBAWAH: 2}, SESUAI),
            ({DIATAS: 1, SESUAI: 1, DIBAWAH: 1}, SESUAI),
        ],
    )
    def test_it_points_to_the_commonest_label_and_a_tie_to_the_middle(self, jumlah, rating):
        assert saran_rating(jumlah).rating == rating

    def test_it_says_what_it_rests_on(self):
        assert saran_rating({DIATAS: 3, DIBAWAH: 1}).alasan == (
            "Dari 4 penilaian pada umpan balik: "
            "3 di atas ekspektasi, 0 sesuai ekspektasi, 1 di bawah ekspektasi."
        )

    def test_without_labels_there_is_none(self):
        assert saran_rating({}) is None

    def test_every_rating_has_a_hint(self):
        assert set(PETUNJUK_RATING) == set(Ekspektasi)


class TestDasarRating:
    @pytest.mark.parametrize(
        ("hasil", "perilaku", "bidang"), [(" ", "a", "alasan_hasil"), ("a", "\n", "alasan_perilaku")]
    )
    def test_both_grounds_are_asked_for(self, hasil, perilaku, bidang):
        with pytest.raises(BahanBelumLengkap) as galat:
            check_dasar_rating(alasan_hasil=hasil, alasan_perilaku=perilaku)

        assert galat.value.bidang == bidang

    def test_4000_letters_fit_and_one_more_does_not(self):
        check_panjang("x" * 4000, sebutan="Catatan", bidang="catatan")
        with pytest.raises(BahanBelumLengkap, match="Sekarang 4001 huruf"):
            check_panjang("x" * 4001, sebutan="Catatan", bidang="catatan")


class TestNomorDanKode:
    def test_every_kind_has_its_own_prefix_and_a_letter_of_its_own_among_the_papers_of_one_source(self):
        assert len(set(AWALAN_NOMOR.values())) == len(JenisDokumen)
        for kolom in KOLOM_SUMBER:
            jenis = jenis_dari(kolom)
            assert len({AWALAN_NOMOR[j][0] for j in jenis}) == len(jenis)

    def test_codes_are_grouped_on_paper_and_read_back_as_typed(self):
        kode = kode_dokumen(JenisDokumen.EVALUASI, "K7QP3MXA92TDABC")

        assert tampil_kode(kode) == "K7QP-3MXA-92TD-ABCE"
        assert baca_kode(" k7qp-3mxa 92td-abce ") == kode
        assert kode_dokumen(JenisDokumen.EVALUASI, "K", 2) == "KE2"

    def test_no_sign_can_be_taken_for_another(self):
        assert not set("01OIL") & set(HURUF_KODE)
        assert len(HURUF_KODE) ** PANJANG_KODE > 2**70
