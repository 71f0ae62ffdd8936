"""The planning API: the same people, the same answers as the pages, in one shape."""

from __future__ import annotations

import pytest
from django.urls import reverse

from skp.rules import StatusSkp
from tests.factories.skp import skp_at
from tests.skp.conftest import potret

pytestmark = pytest.mark.django_db
S = StatusSkp


def url(nama: str, skp: object = None) -> str:
    return reverse(f"api_skp_{nama}", args=[skp.uuid] if skp else [])


def kirim(client, nama, skp, **isi):
    return client.post(url(nama, skp), isi, content_type="application/json")


class TestBaca:
    def test_list_by_scope_year_and_state(self, dunia, masuk, diajukan):
        milik = skp_at(S.DRAF, pegawai=dunia.budi)
        client = masuk(dunia.budi)

        def uuid(**saring):
            return [s["uuid"] for s in client.get(url("daftar"), saring).json()["results"]]

        assert set(uuid()) == {str(milik.uuid), str(diajukan.uuid)}
        assert uuid(lingkup="saya") == [str(milik.uuid)]
        assert uuid(lingkup="tim") == [str(diajukan.uuid)]
        assert uuid(status="diajukan") == [str(diajukan.uuid)]
        assert uuid(tahun=diajukan.periode.tahun - 1) == []

    def test_a_wrong_filter_is_named(self, dunia, masuk):
        response = masuk(dunia.budi).get(url("daftar"), {"status": "entah"})
        assert response.status_code == 400
        assert response.json()["kode"] == "isian_tidak_sah"
        assert "status" in response.json()["rincian"]

    def test_detail_holds_everything(self, dunia, masuk, skp_di):
        skp = skp_di(S.BERJALAN)
        isi = masuk(dunia.tono).get(url("detail", skp)).json()
        assert isi["skp"]["status"] == "berjalan"
        assert isi["skp"]["penilai"]["nama"] == "Budi Santoso"
        assert isi["rhk"][0]["indikator"][0]["target"] == "12 laporan"
        assert isi["perilaku"]["kolaboratif"] == "Melibatkan pengguna sejak awal"
        assert isi["lampiran"]["sumber_daya"] == ["Tim 2 programmer", "Akses data"]
        assert [g["ke"] for g in isi["riwayat"]][:3] == ["berjalan", "ditetapkan", "disetujui"]
        assert isi["kekurangan"] == []
        assert dunia.sari.nip not in str(isi)

    @pytest.mark.parametrize("nama", ["citra", "dewi"])
    def test_strangers_get_404(self, dunia, masuk, draf, nama):
        response = masuk(getattr(dunia, nama)).get(url("detail", draf))
        assert response.status_code == 404
        assert response.json()["kode"] == "tidak_ditemukan"

    def test_another_agency_gets_404(self, asing, masuk, draf):
        assert masuk(asing.eka).get(url("detail", draf)).status_code == 404

    def test_signed_out(self, client, draf):
        response = client.get(url("detail", draf))
        assert response.status_code in (401, 403)
        assert response.json()["kode"] == "belum_masuk"

    def test_same_queries_for_one_and_five(self, dunia, masuk, diajukan, django_assert_num_queries):
        client = masuk(dunia.karta)
        client.get(url("daftar"))
        with django_assert_num_queries(2):
            client.get(url("daftar"))
        for orang in (dunia.citra, dunia.budi, dunia.dewi, dunia.karta):
            skp_at(S.DRAF, pegawai=orang, isi=False)
        with django_assert_num_queries(2):
            assert len(client.get(url("daftar")).json()["results"]) == 5


# One row per act: (route, state in which it works, state after, who may, what is posted, state in which it is refused).
TINDAKAN = [
    ("ajukan", S.DRAF, S.DIAJUKAN, "sari", {}, S.BERJALAN),
    ("tarik", S.DIAJUKAN, S.DRAF, "sari", {}, S.BERJALAN),
    ("setujui", S.DIAJUKAN, S.BERJALAN, "budi", {}, S.DRAF),
    ("kembalikan", S.DIAJUKAN, S.DIKEMBALIKAN, "budi", {"catatan": "Perbaiki"}, S.BERJALAN),
]


class TestTindakan:
    @pytest.mark.parametrize(("nama", "status", "hasil", "siapa", "isi", "_"), TINDAKAN)
    def test_works_like_the_page(self, dunia, masuk, skp_di, nama, status, hasil, siapa, isi, _):
        skp = skp_di(status)
        response = kirim(masuk(getattr(dunia, siapa)), nama, skp, **isi)
        assert response.status_code == 200
        assert response.json()["skp"]["status"] == hasil

    @pytest.mark.parametrize(("nama", "status", "_hasil", "siapa", "isi", "_"), TINDAKAN)
    def test_is_refused_to_the_same_people(self, dunia, masuk, skp_di, nama, status, _hasil, siapa, isi, _):
        skp = skp_di(status)
        awal = potret(skp)
        harap = {"sari": 403, "budi": 403, "karta": 403, "tono": 403, "eka": 403, "citra": 404, "dewi": 404}
        for orang, kode in harap.items():
            if orang == siapa:
                continue
            response = kirim(masuk(getattr(dunia, orang)), nama, skp, **isi)
            assert response.status_code == kode, orang
            if kode == 403:
                assert response.json()["kode"] == "dilarang"
                assert response.json()["pesan"].endswith(".")
        assert potret(skp) == awal

    @pytest.mark.parametrize(("nama", "_", "_hasil", "siapa", "isi", "status"), TINDAKAN)
    def test_wrong_state_is_409(self, dunia, masuk, skp_di, nama, _, _hasil, siapa, isi, status):
        skp = skp_di(status)
        awal = potret(skp)
        response = kirim(masuk(getattr(dunia, siapa)), nama, skp, **isi)
        assert response.status_code == 409
        assert response.json()["kode"] in {"sudah_berubah", "transisi_tidak_sah"}
        assert potret(skp) == awal

    @pytest.mark.parametrize("nama", [t[0] for t in TINDAKAN])
    def test_get_is_refused(self, dunia, masuk, draf, nama):
        assert masuk(dunia.sari).get(url(nama, draf)).status_code == 405

    def test_incomplete_says_what_is_missing(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        response = kirim(masuk(dunia.sari), "ajukan", skp)
        assert (response.status_code, response.json()["kode"]) == (409, "skp_belum_lengkap")

    def test_a_return_needs_a_note(self, dunia, masuk, diajukan):
        client = masuk(dunia.budi)
        for isi in ({}, {"catatan": "   "}):
            response = kirim(client, "kembalikan", diajukan, **isi)
            assert response.status_code == 409
            assert "catatan" in response.json()["pesan"].lower()
        diajukan.refresh_from_db()
        assert diajukan.status == S.DIAJUKAN

    @pytest.mark.parametrize("nama", ["setujui", "kembalikan"])
    def test_what_changed_after_reading_is_409(self, dunia, masuk, diajukan, nama):
        response = kirim(masuk(dunia.budi), nama, diajukan, nomor_sunting=1, catatan="x")
        assert (response.status_code, response.json()["kode"]) == (409, "sudah_berubah")
