"""Execution rules as tables: no database."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja import rules
from kinerja.errors import (
    BuktiDukungDitolak,
    CatatanTidakSah,
    PeriodeDitutup,
    RealisasiTidakSah,
    UmpanBalikTidakSah,
)
from kinerja.rules import JejakCatatan, Jendela
from skp.rules import STATUS_TETAP, JenisTarget, Polaritas, StatusSkp, Target

HARI = date(2026, 5, 12)
MULAI, SELESAI = date(2026, 1, 1), date(2026, 12, 31)


class TestCatatan:
    @pytest.mark.parametrize(
        ("isi", "bidang"),
        [
            ({"uraian": ""}, "uraian"),
            ({"uraian": "x" * 2001}, "uraian"),
            ({"uraian": "a", "jumlah": Decimal(-1), "satuan": "laporan"}, "jumlah"),
            ({"uraian": "a", "jumlah": Decimal("10000000000"), "satuan": "laporan"}, "jumlah"),
            ({"uraian": "a", "jumlah": Decimal(3)}, "satuan"),
            ({"uraian": "a", "satuan": "x" * 61}, "satuan"),
            ({"uraian": "a", "jam_mulai": time(10), "jam_selesai": time(9)}, "jam_selesai"),
        ],
    )
    def test_refused_entry_names_its_field(self, isi, bidang):
        with pytest.raises(CatatanTidakSah) as galat:
            rules.check_catatan(**isi)

        assert galat.value.bidang == bidang

    @pytest.mark.parametrize(
        "isi",
        [
            {"uraian": "x" * 2000},
            {"uraian": "a", "jumlah": Decimal(0), "satuan": "laporan"},
            {"uraian": "a", "satuan": "laporan"},
            {"uraian": "a", "jam_mulai": time(9)},
            {"uraian": "a", "jam_mulai": time(9), "jam_selesai": time(9)},
        ],
    )
    def test_entry_at_the_edge_is_accepted(self, isi):
        rules.check_catatan(**isi)

    def test_perilaku_needs_words(self):
        with pytest.raises(CatatanTidakSah, match="Uraian perilaku belum ditulis"):
            rules.check_perilaku(uraian="")

    @given(st.text(max_size=300))
    def test_tidied_text_is_stable_and_visible(self, teks):
        rapi = rules.rapikan(teks)

        assert rules.rapikan(rapi) == rapi
        assert "\r" not in rapi
        assert "\x00" not in rapi

    def test_eleven_pieces_of_evidence_are_too_many(self):
        rules.check_jumlah_bukti(10)
        with pytest.raises(BuktiDukungDitolak):
            rules.check_jumlah_bukti(11)


class TestJendela:
    @pytest.mark.parametrize(
        ("tanggal", "kata"),
        [
            (date(2026, 5, 13), "belum tiba"),
            (date(2025, 12, 31), "1 Januari 2026 sampai 31 Desember 2026"),
        ],
    )
    def test_day_outside_is_refused(self, tanggal, kata):
        with pytest.raises(CatatanTidakSah, match=kata) as galat:
            rules.check_hari(tanggal=tanggal, mulai=MULAI, selesai=SELESAI, hari_ini=HARI)

        assert galat.value.bidang == "tanggal"

    @pytest.mark.parametrize("tanggal", [HARI, MULAI])
    def test_day_inside_is_accepted(self, tanggal):
        rules.check_hari(tanggal=tanggal, mulai=MULAI, selesai=SELESAI, hari_ini=HARI)

    def test_day_after_the_span_is_refused_when_time_has_moved_on(self):
        with pytest.raises(CatatanTidakSah, match="Pilih tanggal di antaranya"):
            rules.check_hari(tanggal=date(2026, 5, 2), mulai=MULAI, selesai=date(2026, 5, 1), hari_ini=HARI)

    def test_last_day_is_open_and_the_next_is_closed(self):
        jendela = [Jendela("Triwulan I 2026", date(2026, 4, 10)), Jendela("Maret 2026", None)]

        rules.check_jendela(jendela, date(2026, 4, 10))
        with pytest.raises(PeriodeDitutup, match=r"Pengisian Triwulan I 2026 ditutup 10 April 2026\."):
            rules.check_jendela(jendela, date(2026, 4, 11))

    def test_first_period_that_closes_closes_the_day(self):
        jendela = [Jendela("Triwulan I 2026", date(2026, 6, 1)), Jendela("Maret 2026", date(2026, 4, 5))]

        with pytest.raises(PeriodeDitutup, match="Maret 2026"):
            rules.check_jendela(jendela, HARI)

    def test_every_state_without_logging_says_who_can_mend_it(self):
        assert set(rules.BELUM_TETAP) == set(StatusSkp) - STATUS_TETAP


ANGKA = Target("angka", angka=Decimal(12), satuan="laporan")
PALING = Target("paling_banyak", angka=Decimal(5), satuan="hari")
RENTANG = Target("rentang", angka=Decimal(10), angka_maks=Decimal(20), satuan="kg")
TANGGAL = Target("tanggal", tanggal=date(2026, 6, 30))
TEKS = Target("teks", teks="Tertib")
PERSEN = Target("persen", angka=Decimal(80))


class TestRealisasi:
    @pytest.mark.parametrize(
        ("target", "isi", "bidang"),
        [
            (ANGKA, {}, "angka"),
            (PERSEN, {"teks": "lancar"}, "angka"),
            (ANGKA, {"angka": Decimal(-1)}, "angka"),
            (ANGKA, {"angka": Decimal(10) ** 17}, "angka"),
            (TANGGAL, {}, "tanggal"),
            (TEKS, {}, "teks"),
            (TEKS, {"teks": "x" * 2001}, "teks"),
        ],
    )
    def test_realisasi_without_its_measure_is_refused(self, target, isi, bidang):
        with pytest.raises(RealisasiTidakSah) as galat:
            rules.check_realisasi(target=target, **{"angka": None, "tanggal": None, "teks": "", **isi})

        assert galat.value.bidang == bidang

    @pytest.mark.parametrize(
        ("target", "isi"),
        [
            (ANGKA, {"angka": Decimal(0)}),
            (PERSEN, {"angka": Decimal(120)}),
            (TANGGAL, {"tanggal": HARI}),
            (TANGGAL, {"teks": "Baru separuh"}),
            (TEKS, {"teks": "Tertib"}),
        ],
    )
    def test_realisasi_with_its_measure_is_accepted(self, target, isi):
        rules.check_realisasi(target=target, **{"angka": None, "tanggal": None, "teks": "", **isi})

    def test_period_not_begun_or_closed_is_refused(self):
        masa = {"nama": "Triwulan II 2026", "mulai": date(2026, 4, 1), "sampai": date(2026, 7, 10)}

        with pytest.raises(RealisasiTidakSah, match="Triwulan II 2026 baru dimulai 1 April 2026"):
            rules.check_periode_realisasi(**masa, hari_ini=date(2026, 3, 31))
        with pytest.raises(PeriodeDitutup):
            rules.check_periode_realisasi(**masa, hari_ini=date(2026, 7, 11))
        rules.check_periode_realisasi(**masa, hari_ini=date(2026, 7, 10))

    @pytest.mark.parametrize(
        ("target", "polaritas", "angka", "persen", "kata"),
        [
            (ANGKA, "maksimal", Decimal(6), Decimal(50), "50% dari target"),
            (ANGKA, "maksimal", Decimal(13), Decimal("108.3"), "108,3% dari target"),
            (ANGKA, "minimal", Decimal(9), Decimal(125), "125% dari target"),
            (ANGKA, "minimal", Decimal(30), Decimal(0), "0% dari target"),
            (ANGKA, "stabil", Decimal(12), None, "Tepat pada target"),
            (ANGKA, "stabil", Decimal(10), None, "Berbeda 2 dari target"),
            (PALING, "maksimal", Decimal(3), Decimal(140), "140% dari target"),
            (PALING, "stabil", Decimal(5), Decimal(100), "100% dari target"),
            (Target("angka", angka=Decimal(0), satuan="x"), "minimal", Decimal(0), None, "Sesuai target"),
            (Target("angka", angka=Decimal(0), satuan="x"), "minimal", Decimal(2), None, "Melebihi target"),
            (RENTANG, "maksimal", Decimal(9), None, "Di bawah rentang"),
            (RENTANG, "maksimal", Decimal(20), None, "Di dalam rentang"),
            (RENTANG, "maksimal", Decimal(21), None, "Di atas rentang"),
            (TEKS, "maksimal", Decimal(3), None, ""),
            (ANGKA, "maksimal", None, None, ""),
        ],
    )
    def test_capaian_is_information(self, target, polaritas, angka, persen, kata):
        c = rules.capaian(target=target, polaritas=polaritas, angka=angka)

        assert (c.persen, c.keterangan) == (persen, kata)

    @pytest.mark.parametrize(
        ("tanggal", "kata"),
        [
            (date(2026, 6, 30), "Tepat pada tanggal target"),
            (date(2026, 7, 8), "Terlambat 8 hari"),
            (date(2026, 6, 27), "3 hari sebelum target"),
            (None, ""),
        ],
    )
    def test_capaian_of_a_date(self, tanggal, kata):
        assert rules.capaian(target=TANGGAL, polaritas="maksimal", tanggal=tanggal).keterangan == kata

    @pytest.mark.parametrize(
        ("cara", "angka", "hasil"),
        [
            ("jumlah", [(False, Decimal(4)), (False, Decimal(2))], Decimal(6)),
            ("terakhir", [(False, Decimal(4)), (False, Decimal(2))], Decimal(2)),
            ("rata_rata", [(False, Decimal(4)), (False, Decimal(3))], Decimal("3.5")),
            ("tertinggi", [(False, Decimal(4)), (False, Decimal(2))], Decimal(4)),
            ("terendah", [(False, Decimal(4)), (False, Decimal(2))], Decimal(2)),
            ("jumlah", [(False, Decimal(4)), (True, Decimal(12))], Decimal(12)),
            ("jumlah", [], None),
        ],
    )
    def test_figures_of_several_periods(self, cara, angka, hasil):
        assert rules.angka_kumulatif(cara=cara, angka=angka) == hasil

    def test_time_passes_between_nothing_and_all(self):
        assert rules.bagian_waktu(MULAI, SELESAI, date(2025, 1, 1)) == 0
        assert rules.bagian_waktu(MULAI, SELESAI, SELESAI) == 100
        assert rules.bagian_waktu(MULAI, SELESAI, date(2027, 1, 1)) == 100
        assert rules.bagian_waktu(date(2026, 4, 1), date(2026, 4, 30), date(2026, 4, 15)) == 50


def jejak(satuan="laporan", jumlah=6, terbesar=4, terakhir=2, hari=HARI):
    return JejakCatatan(satuan, Decimal(jumlah), Decimal(terbesar), Decimal(terakhir), hari)


class TestUsul:
    @pytest.mark.parametrize(
        ("target", "isi", "angka", "tanggal"),
        [
            (ANGKA, [jejak()], Decimal(6), None),
            (ANGKA, [jejak(), jejak(" Laporan ", 3)], Decimal(9), None),
            (ANGKA, [jejak("rapat")], None, None),
            (PALING, [jejak("hari")], Decimal(4), None),
            (PERSEN, [jejak("%", hari=date(2026, 5, 1)), jejak("persen", terakhir=91)], Decimal(91), None),
            (TANGGAL, [jejak(), jejak(hari=date(2026, 5, 20))], None, date(2026, 5, 20)),
            (TANGGAL, [], None, None),
            (TEKS, [jejak()], None, None),
        ],
    )
    def test_proposal_follows_the_kind_of_target(self, target, isi, angka, tanggal):
        usul = rules.usul_realisasi(target=target, jejak=isi)

        if angka is None and tanggal is None:
            assert usul is None
        else:
            assert usul is not None
            assert (usul.angka, usul.tanggal) == (angka, tanggal)

    def test_every_kind_of_target_is_known_to_capaian_and_proposal(self):
        for jenis in JenisTarget:
            for polaritas in Polaritas:
                rules.capaian(target=Target(jenis, angka=Decimal(1)), polaritas=polaritas, angka=Decimal(1))
            rules.usul_realisasi(target=Target(jenis), jejak=[jejak()])


class TestUmpanBalik:
    @pytest.mark.parametrize("isi", ["", "Sesuai ekspektasi", "sesuai EKSPEKTASI.", "Di atas ekspektasi!"])
    def test_ready_answer_alone_is_no_feedback(self, isi):
        with pytest.raises(UmpanBalikTidakSah) as galat:
            rules.check_umpan_balik(isi=isi, punya_rhk=False, nilai="")

        assert galat.value.bidang == "isi"

    def test_two_targets_are_refused(self):
        with pytest.raises(UmpanBalikTidakSah, match="satu sasaran"):
            rules.check_umpan_balik(isi="Rapi", punya_rhk=True, nilai="akuntabel")

    def test_words_are_enough(self):
        rules.check_umpan_balik(isi="Rapi", punya_rhk=True, nilai="")
        rules.check_umpan_balik(isi="Rapi", punya_rhk=False, nilai="akuntabel")

    def test_empty_reply_is_refused(self):
        with pytest.raises(UmpanBalikTidakSah, match="Balasan belum ditulis"):
            rules.check_balasan("")


class TestNama:
    @pytest.mark.parametrize(
        ("nama", "akhiran", "hasil"),
        [
            ("laporan.pdf", "pdf", "laporan.pdf"),
            ("../../etc/passwd", "", "passwd"),
            ("C:\\Users\\sari\\laporan.docx", "docx", "laporan.docx"),
            ("virus.exe", "pdf", "virus.pdf"),
            ("foto\u202egpj.exe", "jpg", "fotogpj.jpg"),
            ("baris\r\nSet-Cookie: a", "pdf", "barisSet-Cookie a.pdf"),
            ('<script>"x".png', "png", "script x.png"),
            ("...", "pdf", "bukti.pdf"),
            ("", "", "bukti"),
            ("199001012015011001_laporan.pdf", "pdf", "NIP_laporan.pdf"),
            ("laporan triwulan 1.2026", "pdf", "laporan triwulan 1.pdf"),
        ],
    )
    def test_name_is_fit_to_be_shown(self, nama, akhiran, hasil):
        assert rules.nama_aman(nama, akhiran) == hasil

    @given(st.text(max_size=400), st.sampled_from(["", "pdf", "jpg"]))
    def test_no_name_escapes(self, nama, akhiran):
        aman = rules.nama_aman(nama, akhiran)

        assert 0 < len(aman) <= rules.MAKS_NAMA + 6
        assert not set(aman) & set('/\\<>:"|?*\r\n\x00\u202e')
        assert not aman.startswith(".")
        assert rules.nama_aman(aman, akhiran) == aman


class TestTautan:
    @pytest.mark.parametrize(
        "tautan",
        [
            "https://drive.google.com/file/d/1a/view?usp=sharing",
            "http://tirtajaya.go.id/laporan.pdf#hal=3",
            " https://contoh.go.id/a ",
            "https://8.8.8.8/",
        ],
    )
    def test_open_address_is_kept(self, tautan):
        assert rules.check_tautan(tautan) == tautan.strip()

    @pytest.mark.parametrize(
        "tautan",
        [
            "",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://contoh.go.id/a",
            "file:///etc/passwd",
            "//contoh.go.id/a",
            "https://",
            "https://sari:rahasia@contoh.go.id/",
            "https://contoh.go.id@jahat.example/",
            "http://localhost/",
            "http://localhost./",
            "http://127.0.0.1:8000/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0177.0.0.1/",
            "http://10.1.2.3/",
            "http://192.168.1.10/berkas",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[fd00::1]/",
            "http://intranet/",
            "http://server.kantor.local/",
            "https://contoh.go.id\\@10.0.0.1/",
            "https://contoh.go.id/a b",
            "https://contoh.go.id/\u202ea",
            "https://contoh.go.id:99999/",
            "https://contoh.go.id:0/",
            "https://contoh.go.id/" + "a" * 1000,
            "http://[::1",
        ],
    )
    def test_other_address_is_refused_with_a_sentence(self, tautan):
        with pytest.raises(BuktiDukungDitolak) as galat:
            rules.check_tautan(tautan)

        assert galat.value.bidang == "tautan"
        assert galat.value.pesan.endswith(".")
