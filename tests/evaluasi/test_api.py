"""The API refuses what the pages refuse, to the same people, in one shape; ratings are as hidden as there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluasi.models import Evaluasi, Laporan
from evaluasi.rules import StatusEvaluasi
from evaluasi.services import set_rating
from tests.evaluasi.test_services_laporan import kerjakan
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, evaluasi_final, triwulan
from tests.factories.skp import periode_tahun

pytestmark = pytest.mark.django_db

S = StatusEvaluasi
RATING = {
    "rating_hasil": "diatas",
    "alasan_hasil": "Melampaui target.",
    "rating_perilaku": "diatas",
    "alasan_perilaku": "Terbuka.",
}


def url(nama, *objek) -> str:
    return reverse(f"api_{nama}", args=[o.uuid for o in objek])


def kirim(client, alamat, **isi):
    return client.post(alamat, isi, content_type="application/json")


class TestBaca:
    def test_own_list(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        kerjakan(Laporan.objects.get())
        evaluasi_at(S.DINILAI, skp=skp)

        baris = masuk(dunia.sari).get(url("evaluasi_daftar")).json()

        per_nama = {b["nama_periode"]: b for b in baris}
        final, dinilai = per_nama["Triwulan II 2026"], per_nama["Triwulan III 2026"]
        assert (final["status"], final["predikat"], len(final["dokumen"])) == ("final", "baik", 2)
        assert (dinilai["status"], dinilai["predikat"]) == ("dinilai", None)
        assert (per_nama["Triwulan I 2026"]["status"], per_nama["Triwulan I 2026"]["bisa_diajukan"]) == (
            "belum_dibuka",
            True,
        )
        assert masuk(dunia.sari).get(final["dokumen"][0]["unduh"]).status_code == 200

    def test_ratings_before_final(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        for siapa, terlihat in (("budi", True), ("sari", False), ("karta", False), ("eka", False)):
            isi = masuk(getattr(dunia, siapa)).get(url("evaluasi_detail", evaluasi)).json()
            assert (isi["penilaian"] is not None) is terlihat, siapa
            assert dunia.sari.nip not in str(isi)

    def test_strangers_get_404(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for siapa in (dunia.citra, dunia.tono, dunia.dewi):
            response = masuk(siapa).get(url("evaluasi_detail", evaluasi))
            assert (response.status_code, response.json()["kode"]) == (404, "tidak_ditemukan"), siapa

    def test_team_of_a_period(self, dunia, skp, tw3, masuk):
        evaluasi_at(S.DINILAI, skp=skp)
        client = masuk(dunia.budi)

        sari = next(b for b in client.get(url("evaluasi_tim")).json() if b["pegawai"] == "Sari Puspita")
        lain = client.get(url("evaluasi_tim"), {"periode": str(triwulan(skp, 2).uuid)}).json()

        assert sari["penilaian"]["predikat"] == "baik"
        assert sari["kurang"] == ["Capaian organisasi"]
        assert {b["status"] for b in lain} == {"belum_dibuka"}

    def test_team_of_who_rates_nobody_is_empty(self, dunia, skp, masuk):
        assert masuk(dunia.sari).get(url("evaluasi_tim")).json() == []

    def test_team_of_an_unknown_period(self, dunia, hari, masuk):
        client = masuk(dunia.budi)
        assert client.get(url("evaluasi_tim")).json() == []
        periode_tahun(dunia.instansi)

        assert client.get(url("evaluasi_tim"), {"periode": str(dunia.dinas.uuid)}).status_code == 404
        assert client.get(url("evaluasi_tim"), {"periode": "x"}).status_code == 400

    def test_signed_out(self, client, db):
        response = client.get(url("evaluasi_daftar"))

        assert response.status_code in (401, 403)
        assert response.json()["kode"] == "belum_masuk"


class TestAlur:
    def test_from_opening_to_the_document(self, dunia, skp, tw3, masuk, django_capture_on_commit_callbacks):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        client = masuk(dunia.budi)
        dibuka = kirim(client, url("evaluasi_buka"), skp=str(skp.uuid), periode=str(tw3.uuid)).json()
        evaluasi = Evaluasi.objects.get(uuid=dibuka["uuid"])
        dinilai = kirim(client, url("evaluasi_rating", evaluasi), versi=dibuka["versi"], **RATING).json()

        with django_capture_on_commit_callbacks() as dering:
            final = kirim(client, url("evaluasi_final", evaluasi), versi=dinilai["versi"]).json()

        assert dinilai["penilaian"]["predikat"] == "sangat_baik"
        assert (final["status"], len(dering)) == ("final", 1)
        laporan = client.get(url("laporan_daftar")).json()["results"][0]
        assert (laporan["status"], laporan["jumlah"], laporan["selesai"]) == ("antre", 2, 0)
        kerjakan(Laporan.objects.get())
        assert client.get(url("laporan_detail", Laporan.objects.get())).json()["selesai"] == 2

    def test_handing_in_and_asking_for_more(self, dunia, skp, tw3, masuk):
        isi = {"skp": str(skp.uuid), "periode": str(tw3.uuid)}
        assert kirim(masuk(dunia.sari), url("evaluasi_ajukan"), **isi).json()["status"] == "diajukan"
        evaluasi = Evaluasi.objects.get()

        response = kirim(masuk(dunia.budi), url("evaluasi_kembalikan", evaluasi), catatan="Lampirkan bukti")

        assert response.json()["status"] == "pengisian"

    def test_ordering_again(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        kerjakan(Laporan.objects.get())

        response = kirim(masuk(dunia.sari), url("evaluasi_dokumen", evaluasi))

        assert (response.status_code, response.json()["status"]) == (201, "selesai")


class TestTolak:
    def test_who_does_not_rate(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DIAJUKAN, skp=skp)
        isi = {"rating": RATING | {"versi": 0}, "final": {"versi": 0}, "kembalikan": {"catatan": "x"}}

        for siapa, kode in {"sari": 403, "karta": 403, "eka": 403, "citra": 404, "tono": 404}.items():
            client = masuk(getattr(dunia, siapa))
            for rute, data in isi.items():
                response = kirim(client, url(f"evaluasi_{rute}", evaluasi), **data)
                assert response.status_code == kode, (siapa, rute)

        evaluasi.refresh_from_db()
        assert evaluasi.status == S.DIAJUKAN

    def test_who_does_not_open_or_hand_in(self, dunia, skp, tw3, masuk):
        isi = {"skp": str(skp.uuid), "periode": str(tw3.uuid)}

        for rute, siapa, kode in (
            ("buka", dunia.karta, 403),
            ("buka", dunia.citra, 404),
            ("buka", dunia.tono, 403),
            ("ajukan", dunia.budi, 403),
            ("ajukan", dunia.citra, 404),
        ):
            assert kirim(masuk(siapa), url(f"evaluasi_{rute}"), **isi).status_code == kode, (rute, siapa)

        assert not Evaluasi.objects.exists()

    def test_a_stale_version_is_told_who_and_when(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)
        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Tab lain")

        response = kirim(masuk(dunia.budi), url("evaluasi_rating", evaluasi), versi=0, **RATING)

        assert (response.status_code, response.json()["kode"]) == (409, "sudah_berubah")
        assert "Budi Santoso" in response.json()["pesan"]

    def test_without_capaian(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        response = kirim(masuk(dunia.budi), url("evaluasi_final", evaluasi), versi=evaluasi.nomor_sunting)

        assert (response.status_code, response.json()["kode"]) == (409, "capaian_belum_ditetapkan")

    def test_a_wrong_field_is_named(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)

        for isi, bidang in (
            ({"rating_hasil": "entah", "versi": 0}, "rating_hasil"),
            ({"alasan_hasil": "x" * 4001, "versi": 0}, "alasan_hasil"),
            ({}, "versi"),
            ({"versi": -1}, "versi"),
        ):
            response = kirim(masuk(dunia.budi), url("evaluasi_rating", evaluasi), **isi)
            assert (response.status_code, response.json()["kode"]) == (400, "isian_tidak_sah"), isi
            assert bidang in response.json()["rincian"]

    def test_documents_of_what_is_not_final(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        assert kirim(masuk(dunia.budi), url("evaluasi_dokumen", evaluasi)).status_code == 403

    def test_jobs_of_others(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert masuk(dunia.sari).get(url("laporan_detail", Laporan.objects.get())).status_code == 404
        assert masuk(dunia.sari).get(url("laporan_daftar")).json()["results"] == []
