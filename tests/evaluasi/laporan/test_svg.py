"""Charts: well-formed, told in words, and true to the tables."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest

from evaluasi.laporan.svg import kuadran, kurva_distribusi, tren_predikat
from evaluasi.rules import KUADRAN, KURVA_POLA, URUTAN_KURVA, Ekspektasi, Predikat, PredikatOrganisasi

NS = {"s": "http://www.w3.org/2000/svg"}


def baca(svg):
    akar = ElementTree.fromstring(svg)
    judul, uraian = akar.find("s:title", NS), akar.find("s:desc", NS)
    assert akar.get("aria-labelledby").split() == [judul.get("id"), uraian.get("id")]
    return akar, judul.text, uraian.text


def tulisan(akar):
    return [t.text for t in akar.iter("{http://www.w3.org/2000/svg}text")]


class TestKurva:
    @pytest.mark.parametrize("capaian", PredikatOrganisasi)
    def test_title_is_the_official_one(self, capaian):
        _, judul, _ = baca(kurva_distribusi(capaian))

        assert judul == (
            "KURVA DISTRIBUSI PREDIKAT KINERJA PEGAWAI "
            f"DENGAN CAPAIAN KINERJA ORGANISASI {capaian.label.upper()}"
        )

    @pytest.mark.parametrize("capaian", PredikatOrganisasi)
    def test_line_never_leaves_its_points(self, capaian):
        akar, _, _ = baca(kurva_distribusi(capaian))
        jalan = next(
            p for p in akar.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "grafik-kurva"
        )
        y = [float(n) for n in re.findall(r"-?[\d.]+ (-?[\d.]+)", jalan.get("d"))]

        tertinggi, terendah = min(y[0::1]), max(y)
        rentang = max(KURVA_POLA[capaian]) - min(KURVA_POLA[capaian])

        assert len(y) == 1 + 3 * 4
        assert rentang * (106 - 28 - 6) / max(KURVA_POLA[capaian]) == pytest.approx(
            terendah - tertinggi, abs=0.3
        )

    def test_axes_and_categories_are_named(self):
        akar, _, _ = baca(kurva_distribusi(PredikatOrganisasi.BAIK))

        assert {"Frekuensi Pegawai", "Predikat Kinerja Pegawai", "Kurang/", "Misconduct", "Baik"} <= set(
            tulisan(akar)
        )

    def test_actual_people_stand_beside_the_pola(self):
        jumlah = {Predikat.SANGAT_BAIK: 1, Predikat.BAIK: 4, Predikat.BUTUH_PERBAIKAN: 1}

        akar, _, uraian = baca(kurva_distribusi(PredikatOrganisasi.BAIK, jumlah))
        batang = list(akar.iter("{http://www.w3.org/2000/svg}rect"))

        assert uraian.endswith(
            "Sangat Kurang 0 orang, Kurang 0 orang, Butuh Perbaikan 1 orang, Baik 4 orang, Sangat Baik 1 orang."
        )
        tinggi = [float(b.get("height")) for b in batang]
        assert tinggi[3] == max(tinggi)
        assert tinggi[2] == tinggi[4] == pytest.approx(tinggi[3] / 4, abs=0.1)
        assert [t for t in tulisan(akar) if "orang" in t] == [
            "0 orang",
            "0 orang",
            "1 orang",
            "4 orang",
            "1 orang",
        ]

    def test_a_unit_exactly_like_the_pola_meets_the_curve(self):
        jumlah = dict(zip(URUTAN_KURVA, KURVA_POLA[PredikatOrganisasi.BAIK], strict=True))

        akar, _, _ = baca(kurva_distribusi(PredikatOrganisasi.BAIK, jumlah))
        jalan = next(
            p for p in akar.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "grafik-kurva"
        )
        titik = [float(n) for n in re.findall(r"-?[\d.]+ (-?[\d.]+)", jalan.get("d"))][0::3]
        batang = [float(b.get("y")) for b in akar.iter("{http://www.w3.org/2000/svg}rect")]

        assert batang == pytest.approx(titik, abs=0.11)

    def test_nobody_rated_yet_shows_the_pola_alone(self):
        akar, _, uraian = baca(kurva_distribusi(PredikatOrganisasi.KURANG, {}))

        assert not list(akar.iter("{http://www.w3.org/2000/svg}rect"))
        assert uraian == "Kurva pola distribusi, paling tinggi pada predikat Kurang."


class TestKuadran:
    @pytest.mark.parametrize(("hasil", "perilaku"), [*product(Ekspektasi, Ekspektasi)])
    def test_the_point_lies_on_its_predikat(self, hasil, perilaku):
        akar, _, uraian = baca(kuadran(hasil, perilaku))
        titik = akar.find("s:circle", NS)
        kotak = [
            r
            for r in akar.iter("{http://www.w3.org/2000/svg}rect")
            if 0 < float(titik.get("cx")) - float(r.get("x")) < float(r.get("width"))
            and 0 < float(titik.get("cy")) - float(r.get("y")) < float(r.get("height"))
        ]

        predikat = KUADRAN[hasil, perilaku]
        assert [k.get("class") for k in kotak] == [f"grafik-medan medan-{predikat.value}"]
        assert uraian.endswith(f"predikat {predikat.label}.")

    def test_before_the_ratings_there_are_nine_fields_and_no_point(self):
        akar, _, _ = baca(kuadran())

        assert len(list(akar.iter("{http://www.w3.org/2000/svg}rect"))) == 9
        assert akar.find("s:circle", NS) is None

    def test_two_on_a_page_have_their_own_ids(self):
        assert 'id="a-judul"' in kuadran(kunci="a")
        assert 'id="a-judul"' not in kuadran(kunci="b")


class TestTren:
    def test_better_is_higher(self):
        riwayat = [
            ("TW I", Predikat.BUTUH_PERBAIKAN),
            ("TW II", Predikat.BAIK),
            ("TW III", Predikat.SANGAT_BAIK),
        ]

        akar, _, uraian = baca(tren_predikat(riwayat))
        y = [float(c.get("cy")) for c in akar.iter("{http://www.w3.org/2000/svg}circle")]

        assert y == sorted(y, reverse=True)
        assert uraian == "TW I: Butuh Perbaikan; TW II: Baik; TW III: Sangat Baik"

    @pytest.mark.parametrize("banyak", [0, 1])
    def test_without_a_past_there_is_no_line(self, banyak):
        akar, _, uraian = baca(tren_predikat([("TW I", Predikat.BAIK)] * banyak))

        assert not [
            p for p in akar.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "grafik-kurva"
        ]
        assert uraian == ("TW I: Baik" if banyak else "Belum ada evaluasi final.")

    def test_names_are_text_never_markup(self):
        svg = tren_predikat([("<script>alert(1)</script>", Predikat.BAIK)])

        assert "<script>" not in svg
        assert "<script>alert(1)</script>" in tulisan(baca(svg)[0])
