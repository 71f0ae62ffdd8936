"""From the frozen JSON to what is printed: no template, no PDF."""

import dataclasses
import json
from datetime import date

import pytest

from evaluasi.laporan.konteks import KonteksEvaluasi, KonteksSkp, KonteksTidakSah
from evaluasi.rules import Ekspektasi, Predikat, PredikatOrganisasi
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku
from tests.evaluasi.laporan import contoh


def dipilih(opsi):
    return [o.teks for o in opsi if o.dipilih]


class TestEvaluasi:
    def test_worked_example_says_what_was_judged(self):
        k = KonteksEvaluasi.from_snapshot(contoh.dewi())

        assert k.pegawai.nama == "Dewi Lestari Putri, S.T."
        assert k.atasan_cetak.nama == "Dr. Ratna Wulandari, M.T."
        assert [i.realisasi for i in k.hasil_kerja[0].indikator] == [
            "5 aplikasi (1 tambahan atas permintaan Bupati)",
            "96%",
            "2 hari; aplikasi 3 terlambat 8 hari",
        ]
        assert dipilih(k.opsi_capaian) == ["BAIK"]
        assert dipilih(k.opsi_hasil_kerja) == ["DIATAS EKSPEKTASI"]
        assert dipilih(k.opsi_perilaku) == ["DIATAS EKSPEKTASI"]
        assert dipilih(k.opsi_predikat) == ["SANGAT BAIK"]
        assert k.tempat_tanggal == "Tirta Jaya, 11 Januari 2027"

    def test_survives_a_round_through_the_database(self):
        asli = contoh.dewi()

        assert KonteksEvaluasi.from_snapshot(json.loads(json.dumps(asli))) == KonteksEvaluasi.from_snapshot(
            asli
        )

    def test_cannot_be_changed(self):
        k = KonteksEvaluasi.from_snapshot(contoh.dewi())

        with pytest.raises(dataclasses.FrozenInstanceError):
            k.predikat = Predikat.KURANG

    @pytest.mark.parametrize("capaian", PredikatOrganisasi)
    @pytest.mark.parametrize("predikat", Predikat)
    @pytest.mark.parametrize("rating", Ekspektasi)
    def test_exactly_one_word_of_each_row_is_chosen(self, capaian, predikat, rating):
        k = KonteksEvaluasi.from_snapshot(
            contoh.dewi(
                capaian_organisasi=capaian.value,
                predikat=predikat.value,
                rating_hasil=rating.value,
                rating_perilaku=rating.value,
            )
        )

        assert dipilih(k.opsi_capaian) == [capaian.label.upper()]
        assert dipilih(k.opsi_predikat) == [predikat.label.upper()]
        assert len(dipilih(k.opsi_hasil_kerja)) == len(dipilih(k.opsi_perilaku)) == 1

    def test_feedback_is_gathered_by_who_gave_it(self):
        suara = KonteksEvaluasi.from_snapshot(contoh.dewi()).hasil_kerja[0].suara

        assert [(s.peran, len(s.teks)) for s in suara] == [
            ("Pejabat Penilai Kinerja", 4),
            ("Atasan Pejabat Penilai Kinerja", 1),
        ]

    def test_without_objection_the_document_has_seven_parts(self):
        k = KonteksEvaluasi.from_snapshot(contoh.dewi())

        assert [(u.nomor, u.judul) for u in k.uraian] == [(5, "CATATAN/REKOMENDASI")]
        assert [(t.nomor, t.jabatan, t.orang.nama) for t in k.tanda_tangan] == [
            (6, "Pejabat Penilai Kinerja,", "Agus Prasetyo, S.Kom., M.M."),
            (7, "Pegawai yang Dinilai,", "Dewi Lestari Putri, S.T."),
        ]

    def test_with_objection_it_has_eleven_and_the_atasan_signs(self):
        k = KonteksEvaluasi.from_snapshot(contoh.bayu())

        assert [u.judul for u in k.uraian] == [
            "CATATAN/REKOMENDASI",
            "KEBERATAN",
            "PENJELASAN PEJABAT PENILAI ATAS KEBERATAN",
            "KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA",
        ]
        assert [(t.nomor, t.orang.nama, t.tempat_tanggal) for t in k.tanda_tangan] == [
            (9, "Agus Prasetyo, S.Kom., M.M.", "Tirta Jaya, 11 Januari 2027"),
            (10, "Bayu Nugroho, S.Kom.", "Tirta Jaya, 13 Januari 2027"),
            (11, "Dr. Ratna Wulandari, M.T.", "Tirta Jaya, 5 Februari 2027"),
        ]

    def test_day_not_yet_written_leaves_dots(self):
        k = KonteksEvaluasi.from_snapshot(contoh.dewi(tanggal_pegawai=None))

        assert k.tanda_tangan[1].tempat_tanggal.endswith("....")


class TestOrang:
    def test_pejabat_negara_has_no_nip_and_none_is_printed(self):
        k = KonteksEvaluasi.from_snapshot(contoh.ratna())

        assert k.penilai.is_pejabat_negara
        assert (k.penilai.nip, k.penilai.pangkat_gol, k.penilai.unit) == ("-", "Pejabat Negara", "-")
        assert k.penilai.baris_nip == ""
        assert k.atasan_cetak.nama == "-"

    def test_pppk_has_his_own_label(self):
        k = KonteksEvaluasi.from_snapshot(contoh.bayu())

        assert k.pegawai.baris_nip == "NI PPPK 199605092024211906"
        assert k.pegawai.pangkat_gol == "IX"

    def test_acting_official_keeps_his_prefix(self):
        k = KonteksEvaluasi.from_snapshot(
            contoh.dewi(penilai=contoh.AGUS | {"jabatan": "Plt. Kepala Bidang Aplikasi Informatika"})
        )

        assert k.penilai.jabatan == "Plt. Kepala Bidang Aplikasi Informatika"

    @pytest.mark.parametrize("kosong", [None, "", "   "])
    def test_what_is_absent_is_printed_as_a_dash(self, kosong):
        k = KonteksEvaluasi.from_snapshot(
            contoh.dewi(pegawai=contoh.DEWI | {"pangkat_gol": kosong}, catatan=kosong)
        )

        assert k.pegawai.pangkat_gol == "-"
        assert k.catatan == "-"


class TestPeriode:
    @pytest.mark.parametrize(
        ("periode", "nama", "triwulan", "akhir", "rentang"),
        [
            (
                {"jenis": "tahunan", "nomor": 1, "tahun": 2026, "mulai": "2026-01-01", "selesai": "2026-12-31"},
                "AKHIR", [], True, "1 JANUARI SD 31 DESEMBER TAHUN 2026",
            ),
            (
                {"jenis": "triwulan", "nomor": 3, "tahun": 2026, "mulai": "2026-07-01", "selesai": "2026-09-30"},
                "TRIWULAN III", ["III"], False, "1 JULI SD 30 SEPTEMBER TAHUN 2026",
            ),
            (
                {"jenis": "bulanan", "nomor": 2, "tahun": 2028, "mulai": "2028-02-01", "selesai": "2028-02-29"},
                "BULAN FEBRUARI", [], False, "1 FEBRUARI SD 29 FEBRUARI TAHUN 2028",
            ),
            (
                {"jenis": "tahunan", "nomor": 1, "tahun": 2026, "mulai": "2026-12-15", "selesai": "2027-01-15"},
                "AKHIR", [], True, "15 DESEMBER 2026 SD 15 JANUARI TAHUN 2027",
            ),
        ],
    )  # fmt: skip
    def test_line_of_the_form(self, periode, nama, triwulan, akhir, rentang):
        p = KonteksEvaluasi.from_snapshot(contoh.dewi(periode=periode)).periode

        assert p.nama == nama
        assert dipilih(p.opsi_triwulan) == triwulan
        assert p.opsi_akhir.dipilih == akhir
        assert p.rentang == rentang


class TestHasilKerja:
    def test_both_bands_stand_even_when_one_is_empty(self):
        kelompok = KonteksEvaluasi.from_snapshot(contoh.ratna()).kelompok

        assert [(k.judul, len(k.butir)) for k in kelompok] == [("A. UTAMA", 1), ("B. TAMBAHAN", 0)]

    def test_rhk_of_a_jpt_comes_with_its_indicator(self):
        tambahan = KonteksEvaluasi.from_snapshot(contoh.dewi()).kelompok[1].butir[0]

        assert tambahan.diintervensi.indikator == ("Persentase layanan publik yang terdigitalisasi",)

    def test_rhk_without_indicator_still_has_a_row(self):
        data = contoh.dewi()
        data["hasil_kerja"][0]["indikator"] = []

        indikator = KonteksEvaluasi.from_snapshot(data).hasil_kerja[0].indikator

        assert [(i.teks, i.target, i.realisasi) for i in indikator] == [("-", "-", "-")]

    @pytest.mark.parametrize(("kali", "panjang"), [(1, False), (40, True)])
    @pytest.mark.parametrize("di", ["teks", "umpan_balik", "realisasi", "pimpinan"])
    def test_long_text_gives_up_spanning(self, kali, panjang, di):
        data = contoh.dewi()
        rhk = data["hasil_kerja"][0]
        teks = "Layanan yang andal dan aman. " * kali
        match di:
            case "teks":
                rhk["teks"] = teks
            case "umpan_balik":
                rhk["umpan_balik"].append({"peran": "rekan", "teks": teks})
            case "realisasi":
                rhk["indikator"][1]["realisasi"] = teks
            case "pimpinan":
                rhk["diintervensi"]["indikator"] = [teks]

        hasil = KonteksEvaluasi.from_snapshot(data).hasil_kerja[0]

        assert hasil.is_panjang == panjang
        assert hasil.jumlah_bentang == (1 if panjang else 3)

    def test_perspektif_is_named(self):
        assert KonteksEvaluasi.from_snapshot(contoh.ratna()).hasil_kerja[0].perspektif == (
            "Penerima Layanan",
        )


class TestPerilaku:
    def test_all_seven_in_their_order_whatever_was_filled(self):
        perilaku = KonteksEvaluasi.from_snapshot(contoh.dewi()).perilaku

        assert [p.nama for p in perilaku] == [n.label for n in NilaiPerilaku]
        assert [p.panduan for p in perilaku] == [PANDUAN_PERILAKU[n] for n in NilaiPerilaku]
        assert perilaku[5].ekspektasi_khusus == "Menerapkan metode kerja bertahap (sprint)"
        assert perilaku[1].suara == ()

    def test_long_feedback_may_cross_pages(self):
        data = contoh.dewi()
        data["perilaku"][0]["umpan_balik"][0]["teks"] = "Cepat menanggapi. " * 60

        perilaku = KonteksEvaluasi.from_snapshot(data).perilaku

        assert [p.is_panjang for p in perilaku] == [True] + [False] * 6


class TestSkp:
    def test_annex_has_its_three_bands(self):
        lampiran = KonteksSkp.from_snapshot(contoh.dewi()).lampiran

        assert [(b.judul, len(b.butir)) for b in lampiran] == [
            ("DUKUNGAN SUMBER DAYA", 3),
            ("SKEMA PERTANGGUNGJAWABAN", 2),
            ("KONSEKUENSI", 2),
        ]

    def test_needs_no_rating(self):
        data = contoh.dewi(tanggal="2026-01-20")
        for kunci in ("capaian_organisasi", "rating_hasil", "rating_perilaku", "predikat", "lampiran"):
            del data[kunci]

        k = KonteksSkp.from_snapshot(data)

        assert k.tanggal == date(2026, 1, 20)
        assert [b.butir for b in k.lampiran] == [(), (), ()]

    @pytest.mark.parametrize(
        ("data", "keluarga", "pendekatan"),
        [
            (contoh.dewi(), "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL", "KUANTITATIF"),
            (
                contoh.dewi(pendekatan="kualitatif"),
                "PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
                "KUALITATIF",
            ),
            (contoh.ratna(), "PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI", "KUANTITATIF"),
        ],
    )
    def test_titles_follow_family_and_approach(self, data, keluarga, pendekatan):
        k = KonteksSkp.from_snapshot(data)

        assert k.judul_keluarga == f"BAGI {keluarga}"
        assert k.judul_pendekatan == f"PENDEKATAN HASIL KERJA {pendekatan}"


class TestGalat:
    @pytest.mark.parametrize(
        "kunci",
        [
            "instansi", "tempat", "keluarga", "pendekatan", "periode", "pegawai", "penilai", "hasil_kerja",
            "capaian_organisasi", "rating_hasil", "rating_perilaku", "predikat", "dokumen",
        ],
    )  # fmt: skip
    def test_missing_part_is_named(self, kunci):
        data = contoh.dewi()
        del data[kunci]

        with pytest.raises(KonteksTidakSah, match=kunci):
            KonteksEvaluasi.from_snapshot(data)

    @pytest.mark.parametrize(
        ("kunci", "nilai"),
        [
            ("keluarga", "XX"),
            ("predikat", "istimewa"),
            ("capaian_organisasi", "sangat_baik"),
            ("rating_hasil", "1"),
        ],
    )
    def test_unknown_choice_is_named(self, kunci, nilai):
        with pytest.raises(KonteksTidakSah, match=nilai):
            KonteksEvaluasi.from_snapshot(contoh.dewi(**{kunci: nilai}))

    def test_unknown_perspektif_is_named(self):
        data = contoh.ratna()
        data["hasil_kerja"][0]["perspektif"] = ["entah"]

        with pytest.raises(KonteksTidakSah, match="entah"):
            KonteksEvaluasi.from_snapshot(data)

    @pytest.mark.parametrize("hari", [None, "31 Januari 2026"])
    def test_day_of_the_period_that_is_none_is_named(self, hari):
        data = contoh.dewi()
        data["periode"]["mulai"] = hari

        with pytest.raises(KonteksTidakSah, match="mulai"):
            KonteksEvaluasi.from_snapshot(data)

    def test_version_of_the_document_is_one_unless_told(self):
        data = contoh.dewi(versi=7)
        data["dokumen"]["versi"] = 2

        assert KonteksEvaluasi.from_snapshot(contoh.dewi()).dokumen.versi == 1
        assert KonteksEvaluasi.from_snapshot(data).dokumen.versi == 2

    def test_time_of_issue_must_name_its_zone(self):
        data = contoh.dewi()
        data["dokumen"]["dicetak"] = "2027-01-13T10:42:07"

        with pytest.raises(KonteksTidakSah, match="zona"):
            KonteksEvaluasi.from_snapshot(data)
