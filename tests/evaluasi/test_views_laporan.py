"""Jobs, downloads, and the public page that confirms a paper."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from evaluasi.models import Dokumen, Laporan
from evaluasi.rules import JenisDokumen, StatusButir, StatusLaporan
from evaluasi.selectors import kemajuan
from evaluasi.services import close_laporan, start_laporan, work_butir
from evaluasi.views.laporan import MAKS_PERIKSA
from tests.evaluasi.test_services_laporan import cetak, kerjakan, rusak
from tests.factories.evaluasi import evaluasi_final, triwulan

pytestmark = pytest.mark.django_db


def url(nama, *objek) -> str:
    return reverse(f"evaluasi:{nama}", args=[o.uuid for o in objek])


@pytest.fixture
def evaluasi(dunia, skp):
    return evaluasi_final(skp, dunia.bupati, dunia.dinas)


@pytest.fixture
def laporan(evaluasi):
    return Laporan.objects.get()


@pytest.fixture
def dokumen(laporan):
    kerjakan(laporan)
    return Dokumen.objects.get(jenis=JenisDokumen.EVALUASI)


class TestJob:
    def test_running_it_counts_and_asks_again(self, dunia, laporan, masuk):
        start_laporan(laporan.pk)
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")
        client = masuk(dunia.budi)

        halaman = client.get(url("laporan_lihat", laporan)).content.decode()
        potongan = client.get(url("laporan_lihat", laporan), headers={"HX-Request": "true"}).content.decode()

        assert "1 dari 2" in " ".join(halaman.split())
        assert 'hx-trigger="every 2s"' in halaman
        assert '<noscript><meta http-equiv="refresh"' in halaman
        assert "<html" not in potongan
        assert "1 dari 2" in " ".join(potongan.split())

    def test_done_it_stops_asking_and_offers_the_documents(self, dunia, laporan, masuk):
        kerjakan(laporan)

        halaman = masuk(dunia.budi).get(url("laporan_lihat", laporan)).content.decode()

        assert "every 2s" not in halaman
        assert "http-equiv" not in halaman
        assert halaman.count("/unduh/") == 2

    def test_what_failed_is_named_and_run_again(
        self, dunia, laporan, masuk, caplog, django_capture_on_commit_callbacks
    ):
        kerjakan(laporan, rusak)
        client = masuk(dunia.budi)
        halaman = client.get(url("laporan_lihat", laporan)).content.decode()

        with django_capture_on_commit_callbacks() as dering:
            response = client.post(url("laporan_ulang", laporan))

        assert "Sari Puspita: Evaluasi Kinerja Pegawai" in halaman
        assert "Dokumen ini tidak dapat dibuat." in halaman
        assert "rahasia dalam mesin" not in halaman
        assert response.status_code == 302
        assert len(dering) == 1
        laporan.refresh_from_db()
        assert laporan.status == StatusLaporan.ANTRE

    def test_of_others_is_404_except_for_the_admin_of_all(self, dunia, laporan, masuk):
        assert masuk(dunia.sari).get(url("laporan_lihat", laporan)).status_code == 404
        assert masuk(dunia.karta).get(url("laporan_lihat", laporan)).status_code == 404
        assert masuk(dunia.eka).get(url("laporan_lihat", laporan)).status_code == 200

    def test_admin_mends_what_failed_for_others(self, dunia, laporan, masuk, caplog):
        kerjakan(laporan, rusak)

        assert masuk(dunia.eka).post(url("laporan_ulang", laporan)).status_code == 302

    def test_a_good_one_is_not_run_again(self, dunia, laporan, masuk):
        kerjakan(laporan)

        assert masuk(dunia.budi).post(url("laporan_ulang", laporan)).status_code == 409

    def test_list_is_mine_and_can_be_narrowed_to_what_failed(self, dunia, laporan, masuk, caplog):
        client = masuk(dunia.budi)
        assert laporan.judul in client.get(url("laporan_daftar")).content.decode()
        assert laporan.judul not in masuk(dunia.sari).get(url("laporan_daftar")).content.decode()
        assert laporan.judul not in client.get(url("laporan_daftar"), {"gagal": "1"}).content.decode()

        kerjakan(laporan, rusak)

        assert laporan.judul in client.get(url("laporan_daftar"), {"gagal": "1"}).content.decode()

    def test_ordering_again_takes_what_exists(self, dunia, evaluasi, dokumen, masuk):
        response = masuk(dunia.sari).post(url("laporan_minta", evaluasi), follow=True)

        assert "Selesai" in response.content.decode()
        assert Dokumen.objects.count() == 2

    def test_ordering_for_others_is_404(self, dunia, evaluasi, masuk):
        for siapa in (dunia.citra, dunia.tono, dunia.dewi):
            assert masuk(siapa).post(url("laporan_minta", evaluasi)).status_code == 404, siapa

    def test_speed_and_time_left(self, laporan):
        start_laporan(laporan.pk)
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")
        laporan.refresh_from_db()

        k = kemajuan(laporan, timezone.now() + timedelta(seconds=4))

        assert (k.antre, k.sisa_detik) == (1, 4)
        assert k.keterangan == "0,2 dokumen per detik, sisa sekitar 4 detik"

    def test_before_the_first_document_nothing_is_promised(self, laporan):
        assert kemajuan(laporan).keterangan == ""
        laporan.butir.update(status=StatusButir.GAGAL)
        start_laporan(laporan.pk)
        close_laporan(laporan.pk)
        laporan.refresh_from_db()
        assert kemajuan(laporan).keterangan == ""


class TestDownload:
    def test_the_chain_downloads_it(self, dunia, dokumen, masuk):
        for siapa in (dunia.sari, dunia.budi, dunia.karta, dunia.eka):
            response = masuk(siapa).get(url("dokumen_unduh", dokumen))

            assert response.status_code == 200, siapa
            assert sha256(response.content).hexdigest() == dokumen.sha256
            assert response["Content-Type"] == "application/pdf"
            assert response["X-Content-Type-Options"] == "nosniff"
            nama = "Evaluasi-Kinerja-Triwulan-III-2026.pdf"
            assert response["Content-Disposition"] == f'attachment; filename="{nama}"'
            assert dunia.sari.nip not in str(response.headers)

    def test_others_get_404(self, dunia, dokumen, masuk):
        for siapa in (dunia.citra, dunia.tono, dunia.dewi):
            assert masuk(siapa).get(url("dokumen_unduh", dokumen)).status_code == 404, siapa

    def test_what_one_has_is_not_sent_again(self, dunia, dokumen, masuk):
        client = masuk(dunia.sari)
        etag = client.get(url("dokumen_unduh", dokumen))["ETag"]

        response = client.get(url("dokumen_unduh", dokumen), headers={"If-None-Match": etag})

        assert (etag, response.status_code) == (f'"{dokumen.sha256}"', 304)

    def test_an_altered_file_is_never_sent(self, dunia, dokumen, masuk):
        berkas = Path(default_storage.path(dokumen.berkas.name))
        berkas.write_bytes(berkas.read_bytes() + b"x")

        response = masuk(dunia.sari).get(url("dokumen_unduh", dokumen))

        assert response.status_code == 409
        assert "tidak utuh di penyimpanan" in response.content.decode()

    def test_the_log_names_nobody_by_nip(self, dunia, dokumen, masuk, caplog):
        with caplog.at_level("INFO", logger="evaluasi.views.laporan"):
            masuk(dunia.sari).get(url("dokumen_unduh", dokumen))

        assert str(dokumen.uuid) in caplog.text
        assert dunia.sari.nip not in caplog.text

    def test_names_say_what_it_is(self, dunia, skp, masuk):
        for nomor, nama in ((1, "I"), (2, "II"), (4, "IV")):
            evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, nomor))
            kerjakan(Laporan.objects.latest("pk"))
            dokumen = evaluasi.dokumen.get(jenis=JenisDokumen.DOKUMEN_EVALUASI)

            response = masuk(dunia.sari).get(url("dokumen_unduh", dokumen))

            assert f"Dokumen-Evaluasi-Kinerja-Triwulan-{nama}-2026.pdf" in response["Content-Disposition"]


class TestVerifikasi:
    def alamat(self, dokumen) -> str:
        return reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi])

    def test_a_stranger_sees_what_confirms_it_and_no_rating(self, client, dunia, dokumen):
        halaman = client.get(self.alamat(dokumen)).content.decode()

        for kata in (
            dokumen.nomor,
            "Evaluasi Kinerja Pegawai",
            "Triwulan III 2026",
            "Budi Santoso",
            dokumen.sha256,
        ):
            assert kata in halaman, kata
        assert "5 Oktober 2026 pukul 09.00 WIB" in halaman
        for rahasia in ("Sesuai ekspektasi", "Baik<", "predikat", dunia.sari.nip, "Ikut pelatihan"):
            assert rahasia not in halaman, rahasia

    def test_signers_of_the_other_document_are_both(self, client, dokumen):
        lain = Dokumen.objects.get(jenis=JenisDokumen.DOKUMEN_EVALUASI)

        assert "Sari Puspita" in client.get(self.alamat(lain)).content.decode()
        assert "Sari Puspita" not in client.get(self.alamat(dokumen)).content.decode()

    def test_codes_are_read_as_people_type_them(self, client, dokumen):
        kode = dokumen.kode_tampil.lower()

        response = client.get(reverse("evaluasi:verifikasi"), {"kode": f" {kode} "}, follow=True)

        assert dokumen.nomor in response.content.decode()

    def test_an_unknown_code_says_so(self, client, db):
        response = client.get(reverse("evaluasi:verifikasi_kode", args=["ABCD2345"]))

        assert response.status_code == 404
        assert "Kode ini tidak dikenal" in response.content.decode()

    def test_an_empty_code_asks_for_one(self, client, db):
        response = client.get(reverse("evaluasi:verifikasi"), {"kode": " - "})

        assert response.status_code == 200

    def test_the_issued_file_is_the_same_and_a_changed_byte_is_not(self, client, dokumen):
        isi = Path(default_storage.path(dokumen.berkas.name)).read_bytes()

        def bandingkan(data: bytes) -> str:
            return client.post(
                self.alamat(dokumen), {"berkas": SimpleUploadedFile("a.pdf", data, "application/pdf")}
            ).content.decode()

        assert "Berkas sama persis" in bandingkan(isi)
        assert "Berkas berbeda" in bandingkan(isi[:-1] + bytes([isi[-1] ^ 1]))

    def test_the_file_is_not_kept(self, client, dokumen):
        folder = Path(default_storage.path(""))
        sebelum = sorted(folder.rglob("*"))

        client.post(self.alamat(dokumen), {"berkas": SimpleUploadedFile("a.pdf", b"x" * 3_000_000)})

        assert sorted(folder.rglob("*")) == sebelum

    def test_without_a_file_it_asks_for_one(self, client, dokumen):
        response = client.post(self.alamat(dokumen), {})

        assert response.status_code == 422
        assert "Pilih berkas PDF" in response.content.decode()

    def test_too_large_a_file_is_told_apart_unread(self, client, dokumen, monkeypatch):
        monkeypatch.setattr("evaluasi.forms.dokumen.MAKS_BERKAS_MB", 0)

        response = client.post(self.alamat(dokumen), {"berkas": SimpleUploadedFile("a.pdf", b"x" * 11)})

        assert response.status_code == 422
        assert "lebih besar dari 0 MB" in response.content.decode()

    def test_one_address_cannot_try_codes_without_end(self, client, db):
        alamat = reverse("evaluasi:verifikasi_kode", args=["ABCD2345"])

        kode = [client.get(alamat).status_code for _ in range(MAKS_PERIKSA + 2)]

        assert kode == [404] * MAKS_PERIKSA + [429] * 2
        assert client.get(alamat, REMOTE_ADDR="10.1.1.1").status_code == 404

    def test_the_api_counts_the_peer_and_not_what_he_writes_of_himself(self, client, db):
        alamat = reverse("api_verifikasi", args=["ABCD2345"])

        kode = [
            client.get(alamat, REMOTE_ADDR="203.0.113.77", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
            for n in range(31)
        ]

        assert kode == [404] * 30 + [429]

    def test_people_behind_our_proxy_do_not_use_up_each_others_tries(self, client, db, settings):
        settings.DI_BELAKANG_PROKSI = True
        alamat = reverse("evaluasi:verifikasi_kode", args=["ABCD2345"])
        for _ in range(MAKS_PERIKSA + 1):
            kode = client.get(alamat, HTTP_X_FORWARDED_FOR="203.0.113.8").status_code

        assert kode == 429
        assert client.get(alamat, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 404


@pytest.mark.parametrize("rute", ["laporan_ulang", "laporan_minta"])
def test_get_is_refused(dunia, evaluasi, laporan, masuk, rute):
    objek = laporan if rute == "laporan_ulang" else evaluasi

    assert masuk(dunia.budi).get(url(rute, objek)).status_code == 405
