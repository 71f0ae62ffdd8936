"""Pages of opening and closing a period: figures that lead to their people, acts with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluasi.models import Evaluasi, PekerjaanPeriode
from evaluasi.rules import StatusEvaluasi, StatusPekerjaan, StatusPelaksanaan
from evaluasi.selectors import status_pelaksanaan
from evaluasi.tasks import kerjakan_periode
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, skp_berjalan
from tests.factories.pegawai import pegawai_baru

pytestmark = pytest.mark.django_db


@pytest.fixture
def alamat(tw3):
    return reverse("evaluasi:periode_lihat", args=[tw3.uuid])


class TestPage:
    def test_causes_are_named_with_what_to_do(self, masuk, dunia, skp, tw3, alamat):
        isi = masuk(dunia.eka).get(alamat).content.decode()

        assert "Belum dibuka" in isi
        assert "Capaian unit belum ditetapkan" in isi
        assert "Pegawai menyusun dan mengajukan SKP." in isi
        assert "Sampai 20 Oktober 2026" in isi

    def test_a_cause_narrows_the_list(self, masuk, dunia, skp, tw3, alamat):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)

        jawab = masuk(dunia.eka).get(alamat, {"kendala": "skp_belum"})

        orang = [b.pegawai for b, _ in jawab.context["baris"]]
        assert dunia.citra in orang
        assert dunia.sari not in orang

    def test_what_stays_open_is_named_after_rating(self, masuk, dunia, skp, tw3, alamat):
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)

        isi = masuk(dunia.eka).get(alamat, {"daftar": "terbuka"}).content.decode()

        assert "Capaian unit belum ditetapkan: 1 orang" in isi

    def test_queries_stay_the_same_for_more_people(
        self, masuk, dunia, skp, tw3, alamat, django_assert_max_num_queries
    ):
        for n in range(6):
            pegawai_baru(dunia.instansi, f"Orang {n}", unit=dunia.bidang)
        client = masuk(dunia.eka)
        client.get(alamat)

        with django_assert_max_num_queries(12):
            client.get(alamat)
        with django_assert_max_num_queries(12):
            client.get(alamat, {"daftar": "terbuka"})

    def test_the_list_of_periods(self, masuk, dunia, skp, tw3, alamat):
        isi = masuk(dunia.eka).get(reverse("evaluasi:periode_daftar")).content.decode()

        assert alamat in isi
        assert "Pengisian realisasi" in isi


class TestActs:
    def test_opened_from_the_page_and_progress_is_shown(self, masuk, dunia, skp, tw3, alamat):
        client = masuk(dunia.eka)
        client.post(reverse("evaluasi:periode_buka", args=[tw3.uuid]), {"alasan": "Sesuai jadwal"})
        kerjakan_periode(PekerjaanPeriode.objects.get().pk)

        isi = client.get(alamat).content.decode()

        assert Evaluasi.objects.get(periode=tw3).penilai == dunia.budi
        assert "Membuka evaluasi: 1 orang" in isi
        assert "Sesuai jadwal" in isi

    @pytest.mark.parametrize("cara", ["buka", "tutup"])
    def test_without_a_reason_it_is_refused_and_nothing_changes(self, masuk, dunia, skp, tw3, cara):
        jawab = masuk(dunia.eka).post(reverse(f"evaluasi:periode_{cara}", args=[tw3.uuid]), {"alasan": "  "})

        assert jawab.status_code == 422
        assert status_pelaksanaan(tw3) == StatusPelaksanaan.BELUM

    def test_5000_letters_are_refused_and_kept(self, masuk, dunia, skp, tw3):
        teks = "<b>😀 " + "ع" * 5000

        jawab = masuk(dunia.eka).post(reverse("evaluasi:periode_tutup", args=[tw3.uuid]), {"alasan": teks})

        assert jawab.status_code == 422
        assert "&lt;b&gt;😀" in jawab.content.decode()
        assert "ع" * 5000 in jawab.content.decode()

    def test_while_it_runs_the_page_asks_again(self, masuk, dunia, skp, tw3, alamat):
        client = masuk(dunia.eka)
        client.post(reverse("evaluasi:periode_buka", args=[tw3.uuid]), {"alasan": "Sesuai jadwal"})

        jawab = client.get(alamat, headers={"HX-Request": "true", "HX-Target": "pekerjaan"})

        isi = jawab.content.decode()
        assert "every 2s" in isi
        assert "<html" not in isi
        kerjakan_periode(PekerjaanPeriode.objects.get().pk)
        assert "every 2s" not in client.get(alamat).content.decode()

    def test_failed_work_is_offered_again(self, masuk, dunia, skp, tw3, alamat):
        lama = PekerjaanPeriode.objects.create(
            instansi=dunia.instansi,
            periode=tw3,
            jenis="buka",
            status=StatusPekerjaan.GAGAL,
            galat="Pekerjaan ini terhenti.",
            selesai_pada="2026-10-05T03:00Z",
        )
        client = masuk(dunia.eka)
        assert "Ulangi yang gagal" in client.get(alamat).content.decode()

        client.post(reverse("evaluasi:periode_ulang", args=[lama.uuid]))

        assert PekerjaanPeriode.objects.exclude(pk=lama.pk).get().status == StatusPekerjaan.ANTRE


class TestApi:
    def test_figures_acts_and_causes(self, masuk, dunia, skp, tw3):
        skp_berjalan(dunia.citra)
        client = masuk(dunia.eka)

        buka = client.post(
            reverse("api_periode_buka", args=[tw3.uuid]),
            {"alasan": "Jadwal"},
            content_type="application/json",
        )
        lihat = client.get(reverse("api_periode_pelaksanaan", args=[tw3.uuid])).json()
        orang = client.get(
            reverse("api_periode_terkendala", args=[tw3.uuid]), {"kendala": "capaian_belum"}
        ).json()
        lagi = client.post(
            reverse("api_periode_buka", args=[tw3.uuid]),
            {"alasan": "Jadwal"},
            content_type="application/json",
        )

        assert (buka.status_code, lagi.status_code) == (201, 409)
        assert (lihat["status"], lihat["kendala_pembukaan"]["capaian_belum"]) == ("dibuka", len(orang))
        assert all("capaian_belum" in o["sebab"] for o in orang)
        assert not any(dunia.sari.nip in str(o) for o in orang)
