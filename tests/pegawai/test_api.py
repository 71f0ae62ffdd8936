"""People and chains by API: the same answers and refusals as the pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pegawai.models import Pegawai
from tests.factories.pegawai import instansi_baru, pegawai_baru, unit_baru

pytestmark = pytest.mark.django_db


class TestApi:
    SAYA = "/api/v1/pegawai/saya/"
    DAFTAR = "/api/v1/pegawai/"

    def test_the_own_chain(self, dunia, masuk):
        isi = masuk(dunia.sari).get(self.SAYA).json()

        assert isi["pegawai"]["nama"] == "Sari Puspita"
        assert isi["penempatan"]["unit"] == "Bidang Aplikasi Informatika"
        assert isi["penilai"]["penilai"]["nama"] == "Budi Santoso"
        assert isi["atasan_penilai"]["penilai"]["nama"] == "Karta Wijaya"
        assert isi["peran"] == ["pegawai"]
        assert isi["kekurangan"] == []

    def test_gaps_are_null_and_told(self, dunia, masuk):
        isi = masuk(pegawai_baru(dunia.instansi, "Lepas")).get(self.SAYA).json()

        assert isi["penempatan"] is isi["penilai"] is isi["kepala_unit"] is None
        assert isi["kekurangan"] == ["Anda belum ditempatkan di unit mana pun. SKP belum dapat dibuat."]

    def test_the_list_for_those_with_a_role(self, dunia, masuk):
        isi = masuk(dunia.eka).get(self.DAFTAR).json()

        orang = {p["nama"]: p for p in isi["results"]}
        assert orang["Sari Puspita"]["penilai"] == "Budi Santoso"
        assert orang["Sari Puspita"]["nip"] == dunia.sari.nip
        assert orang["H. Surya Darmawan"]["nip"] is None
        assert len(orang) == Pegawai.objects.count()

    @pytest.mark.parametrize(
        ("tanya", "hasil"),
        [
            ({"cari": "puspita"}, ["Sari Puspita"]),
            ({"jenis": "pejabat_negara"}, ["H. Surya Darmawan"]),
            ({"keadaan": "tidak_aktif"}, []),
        ],
    )
    def test_filters(self, dunia, masuk, tanya, hasil):
        assert [p["nama"] for p in masuk(dunia.eka).get(self.DAFTAR, tanya).json()["results"]] == hasil

    def test_filter_by_unit(self, dunia, masuk):
        isi = masuk(dunia.eka).get(self.DAFTAR, {"unit": str(dunia.bidang.uuid)}).json()

        assert {p["nama"] for p in isi["results"]} == {"Budi Santoso", "Sari Puspita", "Citra Lestari"}

    def test_pages_by_key(self, dunia, masuk):
        client = masuk(dunia.eka)
        isi = client.get(self.DAFTAR, {"ukuran": 5}).json()

        lanjut = client.get(isi["next"]).json()

        assert len(isi["results"]) == 5
        assert not {p["uuid"] for p in isi["results"]} & {p["uuid"] for p in lanjut["results"]}

    @pytest.mark.parametrize(
        ("tanya", "bidang"),
        [
            ({"cari": "199001012015011001"}, "cari"),
            ({"unit": "x"}, "unit"),
            ({"jenis": "naga"}, "jenis"),
        ],
    )
    def test_odd_questions_are_refused_by_field(self, dunia, masuk, tanya, bidang):
        response = masuk(dunia.eka).get(self.DAFTAR, tanya)

        assert response.status_code == 400
        assert bidang in response.json()["rincian"]

    def test_a_unit_of_another_agency_is_unknown(self, dunia, masuk):
        asing = unit_baru(instansi_baru("Lain"), "Asing")

        assert masuk(dunia.eka).get(self.DAFTAR, {"unit": str(asing.uuid)}).status_code == 400

    def test_refused_to_the_same_people_as_the_page(self, dunia, masuk):
        for siapa in (dunia.sari, dunia.budi, dunia.tono):
            response = masuk(siapa).get(self.DAFTAR)
            assert response.status_code == 403
            assert response.json()["kode"] == "dilarang"
            assert "hanya dibuka untuk admin kepegawaian" in response.json()["pesan"]

    def test_nobody_without_signing_in(self, dunia, client):
        assert client.get(self.SAYA).status_code in (401, 403)
        assert client.get(self.SAYA).json()["kode"] == "belum_masuk"

    def test_queries_do_not_grow(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.get(self.DAFTAR)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(self.DAFTAR, {"ukuran": 3})
        with CaptureQueriesContext(connection) as banyak:
            client.get(self.DAFTAR)

        assert len(sedikit) == len(banyak) <= 6

    def test_the_chain_costs_few_queries(self, dunia, masuk, django_assert_max_num_queries):
        client = masuk(dunia.sari)
        client.get(self.SAYA)

        with django_assert_max_num_queries(7):
            client.get(self.SAYA)
