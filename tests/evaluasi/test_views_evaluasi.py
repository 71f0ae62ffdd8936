"""A person's own evaluations: what he sees before final, what after, and what nobody else sees."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluasi.models import Evaluasi, Laporan
from evaluasi.rules import StatusEvaluasi
from evaluasi.tasks import kerjakan_laporan
from pegawai.rules import JenisPenugasan, Peran
from pegawai.services import grant_peran, place_pegawai
from skp.rules import StatusSkp
from skp.services import draft_skp
from tests.factories.evaluasi import evaluasi_at, evaluasi_final, triwulan
from tests.factories.pegawai import jabatan_baru
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db

S = StatusEvaluasi
RAHASIA = ("Sesuai ekspektasi", "Target tercapai menurut arsip bidang.", "medan-sangat_baik")


def url(nama, *objek) -> str:
    return reverse(f"evaluasi:{nama}", args=[o.uuid for o in objek])


class TestDaftar:
    def test_periods_with_their_state(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        evaluasi_at(S.DINILAI, skp=skp)

        response = masuk(dunia.sari).get(url("daftar"))

        baris = response.context["baris"]
        assert [str(b.periode) for b in baris] == [
            "Tahun 2026",
            "Triwulan IV 2026",
            "Triwulan III 2026",
            "Triwulan II 2026",
            "Triwulan I 2026",
        ]
        halaman = " ".join(response.content.decode().split())
        assert "Baik" in halaman
        assert 'Ajukan untuk dinilai<span class="sr">: Triwulan I 2026' in halaman
        assert "Berakhir 31 Desember 2026" in halaman

    def test_drafts_of_the_penilai_stay_hidden(self, dunia, skp, masuk):
        evaluasi_at(S.DINILAI, skp=skp)

        halaman = masuk(dunia.sari).get(url("daftar")).content.decode()

        assert not [kata for kata in RAHASIA if kata in halaman]
        assert 'badge-biru">Baik' not in halaman

    def test_before_any_skp_it_says_how_to_begin(self, dunia, hari, masuk):
        assert "Belum ada evaluasi" in masuk(dunia.sari).get(url("daftar")).content.decode()

    def test_skp_that_is_not_fixed_waits(self, dunia, hari, masuk):
        skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

        assert "Menunggu SKP ditetapkan" in masuk(dunia.sari).get(url("daftar")).content.decode()

    def test_queries_do_not_grow(self, dunia, skp, masuk):
        client = masuk(dunia.sari)
        client.get(url("daftar"))
        jumlah = []
        for nomor in (3, 2, 1):
            evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, nomor))
            with CaptureQueriesContext(connection) as tertangkap:
                client.get(url("daftar"))
            jumlah.append(len(tertangkap))

        assert jumlah[0] == jumlah[2] <= 12


class TestAjukan:
    def test_hands_in(self, dunia, skp, tw3, masuk):
        response = masuk(dunia.sari).post(url("ajukan", skp, tw3), follow=True)

        assert "Budi Santoso akan menilainya" in response.content.decode()
        assert Evaluasi.objects.get().status == S.DIAJUKAN

    def test_twice_is_409(self, dunia, skp, tw3, masuk):
        client = masuk(dunia.sari)
        client.post(url("ajukan", skp, tw3))

        assert client.post(url("ajukan", skp, tw3)).status_code == 409

    def test_others(self, dunia, skp, tw3, masuk):
        for siapa, kode in {"budi": 403, "tono": 403, "citra": 404, "dewi": 404}.items():
            assert masuk(getattr(dunia, siapa)).post(url("ajukan", skp, tw3)).status_code == kode, siapa

    def test_get_is_refused(self, dunia, skp, tw3, masuk):
        assert masuk(dunia.sari).get(url("ajukan", skp, tw3)).status_code == 405


class TestLihat:
    def test_before_final_the_pegawai_sees_the_state_only(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        halaman = masuk(dunia.sari).get(url("lihat", evaluasi)).content.decode()

        assert "Rating dan predikat terlihat setelah evaluasi final." in halaman
        assert not [kata for kata in RAHASIA if kata in halaman]

    def test_before_final_only_who_rates_sees_the_ratings(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        for siapa, terlihat in ((dunia.budi, True), (dunia.karta, False), (dunia.eka, False)):
            halaman = masuk(siapa).get(url("lihat", evaluasi)).content.decode()
            assert (RAHASIA[1] in halaman) is terlihat, siapa

    def test_when_final_it_is_open_to_the_chain_and_to_nobody_else(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for siapa in (dunia.sari, dunia.budi, dunia.karta, dunia.eka):
            halaman = masuk(siapa).get(url("lihat", evaluasi)).content.decode()
            for kata in (*RAHASIA, "Ikut pelatihan lanjutan.", "Budi Santoso menjadikan evaluasi final"):
                assert kata in halaman, (siapa, kata)
        for siapa in (dunia.citra, dunia.tono, dunia.dewi, dunia.bupati):
            assert masuk(siapa).get(url("lihat", evaluasi)).status_code == 404, siapa

    def test_an_auditor_of_the_subtree_reads_it(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=dunia.dinas)

        assert masuk(dunia.dewi).get(url("lihat", evaluasi)).status_code == 200

    def test_documents_appear_when_they_are_made(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        client = masuk(dunia.sari)
        sebelum = client.get(url("lihat", evaluasi)).content.decode()
        kerjakan_laporan(Laporan.objects.get().pk)

        sesudah = client.get(url("lihat", evaluasi)).content.decode()

        assert "Dokumen sedang dibuat." in sebelum
        assert sesudah.count("Nomor ") == 2
        assert "Buat dokumen" not in sesudah

    def test_the_asker_is_led_to_the_job(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert (
            url("laporan_lihat", Laporan.objects.get())
            in masuk(dunia.budi).get(url("lihat", evaluasi)).content.decode()
        )

    @pytest.mark.parametrize("status", [S.PENGISIAN, S.DIAJUKAN, S.DINILAI])
    def test_every_state_says_whose_turn_it_is(self, dunia, skp, masuk, status):
        evaluasi = evaluasi_at(status, skp=skp)

        assert "Budi Santoso" in masuk(dunia.sari).get(url("lihat", evaluasi)).context["keadaan"]

    def test_post_is_refused(self, dunia, skp, masuk):
        assert masuk(dunia.sari).post(url("lihat", evaluasi_at(S.PENGISIAN, skp=skp))).status_code == 405


def test_one_person_with_two_posts_sees_which_is_which(dunia, skp, masuk):
    """An acting post is a second SKP; its rows carry the post."""
    plt = place_pegawai(
        pelaku=None,
        pegawai=dunia.sari,
        jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi Data"),
        unit=dunia.bidang_lain,
        mulai=triwulan(skp, 3).mulai,
        jenis=JenisPenugasan.PLT,
    )
    draft_skp(pelaku=dunia.sari, penempatan=plt, periode=skp.periode)

    halaman = masuk(dunia.sari).get(url("daftar")).content.decode()

    assert "Plt. Kepala Seksi Data" in halaman
