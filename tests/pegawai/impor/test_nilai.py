"""Cells: what is repaired, what is refused, what is never guessed."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegawai.impor import nilai
from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.rules import ESELON, GOLONGAN_PPPK, PANGKAT, JenisPegawai, KedudukanHukum

NIP = "197511262002011758"
HARI = st.dates(min_value=date(1940, 1, 1), max_value=date(2010, 12, 31))
NIP_SAH = st.builds(lambda hari, ekor: f"{hari:%Y%m%d}{ekor:010d}", HARI, st.integers(0, 10**10 - 1))


class TestNip:
    def test_clean_one_passes_without_a_word(self):
        assert nilai.nip(NIP) == (NIP, None)

    @pytest.mark.parametrize(
        "tulisan",
        [
            f"'{NIP}",
            f"\u2018{NIP}\u2019",
            f" {NIP} ",
            "19751126 200201 1 758",
            "19751126\u00a0200201\u00a01\u00a0758",
            "19751126-200201-1-758",
            "19751126\u2013200201\u20131\u2013758",
            f"\ufeff{NIP}\u200b",
            f"{NIP}\r\n",
            f'"{NIP}"',
            f'="{NIP}"',
        ],
    )
    def test_decoration_is_taken_away_and_reported(self, tulisan):
        bersih, catatan = nilai.nip(tulisan)

        assert bersih == NIP
        assert (catatan.jenis, catatan.sebab) == (JenisCatatan.DIPERBAIKI, Sebab.NIP_DIPERBAIKI)

    @pytest.mark.parametrize(
        "sel",
        [1.98102242005063e17, 197511262002011758, 0, True, "1,97511E+17", "1.97511262002012E+17", "2e17"],
    )
    def test_number_or_exponent_is_refused_because_digits_are_lost(self, sel):
        bersih, catatan = nilai.nip(sel)

        assert bersih is None
        assert (catatan.jenis, catatan.sebab) == (JenisCatatan.DITOLAK, Sebab.NIP_ANGKA)

    @pytest.mark.parametrize(
        ("sel", "sebab"),
        [
            (NIP[:17], Sebab.NIP_PANJANG),
            (NIP + "1", Sebab.NIP_PANJANG),
            ("197511262OO2011758", Sebab.NIP_ISI),
            ("197511262002011758.0", Sebab.NIP_ISI),
            ("１９７５１１２６２００２０１１７５８", Sebab.NIP_ISI),
            ("=B4", Sebab.NIP_ISI),
            ("197513262002011758", Sebab.NIP_ISI),
            ("197502302002011758", Sebab.NIP_ISI),
            ("", Sebab.NIP_ISI),
            ("  ' ", Sebab.NIP_ISI),
            (None, Sebab.NIP_ISI),
            (datetime(2024, 1, 1), Sebab.NIP_ISI),
        ],
    )
    def test_the_rest_is_refused(self, sel, sebab):
        bersih, catatan = nilai.nip(sel)

        assert bersih is None
        assert (catatan.jenis, catatan.sebab) == (JenisCatatan.DITOLAK, sebab)
        assert catatan.kolom == "NIP BARU"

    def test_pppk_has_21_where_a_pns_has_a_month(self):
        assert nilai.nip("199508042021211001").nip == "199508042021211001"

    def test_three_zeros_at_the_end_are_suspicious(self):
        bersih, catatan = nilai.nip("197511262002011000")

        assert bersih
        assert (catatan.jenis, catatan.sebab) == (JenisCatatan.PERINGATAN, Sebab.NIP_AKHIR_NOL)

    @given(NIP_SAH)
    def test_every_sound_nip_survives(self, teks):
        assert nilai.nip(teks).nip == teks

    @given(NIP_SAH, st.lists(st.tuples(st.integers(0, 18), st.sampled_from(" '\u00a0-\u2019\t")), max_size=6))
    def test_decoration_anywhere_never_changes_a_digit(self, teks, hiasan):
        kotor = teks
        for tempat, tanda in hiasan:
            kotor = kotor[:tempat] + tanda + kotor[tempat:]

        assert nilai.nip(kotor).nip == teks

    @given(st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.none(), st.booleans(), st.dates()))
    def test_whatever_comes_out_is_18_digits_and_what_is_refused_has_a_sentence(self, sel):
        bersih, catatan = nilai.nip(sel)

        if bersih is None:
            assert catatan.jenis == JenisCatatan.DITOLAK
            assert catatan.kalimat.endswith(".")
        else:
            assert isinstance(sel, str)
            assert len(bersih) == 18
            assert bersih.isascii()
            assert bersih.isdigit()
            assert nilai.nip(bersih).nip == bersih


class TestTanggal:
    @pytest.mark.parametrize(
        "sel",
        [
            "05-02-2024",
            "5-2-2024",
            "05/02/2024",
            "05.02.2024",
            " 05-02-2024 ",
            "2024-02-05",
            "05-02-2024 00:00:00",
            date(2024, 2, 5),
            datetime(2024, 2, 5),
        ],
    )
    def test_read(self, sel):
        assert nilai.tanggal(sel, "TMT JABATAN") == (date(2024, 2, 5), None)

    @pytest.mark.parametrize(
        "sel",
        [
            "",
            None,
            "besok",
            "31-02-2024",
            "29-02-2023",
            "05-02-24",
            "13-13-2024",
            "02-2024",
            45327,
            45327.0,
            True,
            "01-01-0001",
            "01-01-9999",
            date(1900, 1, 1),
            time(1, 2),
            "=TODAY()",
            "05-02-2024 10:30",
        ],
    )
    def test_refused_with_the_column_named(self, sel):
        hari, catatan = nilai.tanggal(sel, "TMT JABATAN")

        assert hari is None
        assert catatan.jenis == JenisCatatan.DITOLAK
        assert "TMT JABATAN" in catatan.kalimat

    @given(st.dates(min_value=date(nilai.TAHUN_TERAWAL, 1, 1), max_value=date(2099, 12, 31)))
    def test_every_day_is_read_back(self, hari):
        for pola in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d"):
            assert nilai.tanggal(hari.strftime(pola), "X").tanggal == hari

    @given(st.text(max_size=25))
    def test_no_text_breaks_it(self, isi):
        hari, catatan = nilai.tanggal(isi, "X")

        assert (hari is None) == (catatan is not None)


class TestTeks:
    @pytest.mark.parametrize(
        ("sel", "jadi"),
        [
            ("  SARI\u00a0 PUSPITA ", "SARI PUSPITA"),
            ("SARI\nPUSPITA\x00", "SARI PUSPITA"),
            ("SARI\u200b\u202e PUSPITA", "SARI PUSPITA"),
            ("Jose\u0301", "José"),
            ('=HYPERLINK("x")', '=HYPERLINK("x")'),
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("O'NEILL", "O'NEILL"),
            (None, ""),
            (12, "12"),
            (12.0, "12"),
        ],
    )
    def test_one_plain_line(self, sel, jadi):
        assert nilai.teks(sel) == jadi

    @given(st.text())
    def test_always_printable_and_stable(self, isi):
        bersih = nilai.teks(isi)

        assert all(h.isprintable() for h in bersih)
        assert nilai.teks(bersih) == bersih


class TestKode:
    @pytest.mark.parametrize("sel", ["01", "1", 1, 1.0, "1.0", " 01 "])
    def test_lost_zero_comes_back(self, sel):
        assert nilai.kedudukan(sel) == KedudukanHukum.AKTIF

    def test_every_standing_and_pppk_aktif(self):
        assert [nilai.kedudukan(k.value) for k in KedudukanHukum] == list(KedudukanHukum)
        assert nilai.kedudukan("71") == KedudukanHukum.AKTIF

    @pytest.mark.parametrize("sel", ["", None, "77", "Aktif", "=1"])
    def test_unknown_standing_is_none(self, sel):
        assert nilai.kedudukan(sel) is None

    def test_eselon(self):
        assert {k: nilai.eselon(k) for k in ESELON} == {k: e for k, (e, _) in ESELON.items()}
        assert nilai.eselon(22) == "II.b"
        assert nilai.eselon("99") == nilai.eselon("") == ""

    def test_golongan_of_pns_by_code(self):
        for kode, (golongan, _) in PANGKAT.items():
            assert nilai.golongan(kode, "apa saja", JenisPegawai.PNS) == golongan
            assert nilai.golongan(int(kode), None, JenisPegawai.PNS) == golongan

    def test_golongan_of_pppk_by_code_and_by_name(self):
        for kode, golongan in GOLONGAN_PPPK.items():
            assert nilai.golongan(kode, None, JenisPegawai.PPPK) == golongan
            assert nilai.golongan("", golongan, JenisPegawai.PPPK) == golongan

    def test_the_same_code_means_another_thing_for_each_kind(self):
        assert nilai.golongan("11", "", JenisPegawai.PNS) == "I/a"
        assert nilai.golongan("11", "", JenisPegawai.PPPK) == "XI"

    @pytest.mark.parametrize(("id_gol", "nama"), [("77", "III/a"), ("", "Golongan Tiga"), ("", "IX")])
    def test_golongan_unknown_is_none(self, id_gol, nama):
        assert nilai.golongan(id_gol, nama, JenisPegawai.PNS) is None

    def test_golongan_empty_is_empty(self):
        assert nilai.golongan("", None, JenisPegawai.PPPK) == ""

    @pytest.mark.parametrize(
        ("sel", "nip_", "jenis"),
        [
            ("PNS Daerah", NIP, JenisPegawai.PNS),
            ("CPNS Pusat", NIP, JenisPegawai.PNS),
            ("Pegawai Negeri Sipil", NIP, JenisPegawai.PNS),
            ("PPPK", NIP, JenisPegawai.PPPK),
            ("pegawai pemerintah dengan perjanjian kerja", NIP, JenisPegawai.PPPK),
            ("", NIP, JenisPegawai.PNS),
            (None, "199508042021211001", JenisPegawai.PPPK),
            ("Honorer", NIP, None),
        ],
    )
    def test_kind_of_pegawai(self, sel, nip_, jenis):
        assert nilai.jenis_pegawai(sel, nip_) == jenis

    @pytest.mark.parametrize(
        ("nama", "jenjang"),
        [
            ("Pranata Komputer Ahli Muda", "MU"),
            ("PRANATA KOMPUTER AHLI UTAMA", "UT"),
            ("Arsiparis Terampil", "TR"),
            ("Pustakawan Pemula", "PM"),
            ("Bidan Penyelia", "PY"),
            ("Guru", ""),
            ("Terampil", ""),
        ],
    )
    def test_jenjang_from_the_name(self, nama, jenjang):
        assert nilai.jenjang(nama) == jenjang
