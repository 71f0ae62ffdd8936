"""The pola while rating: whose figures a penilai sees, what a predikat would change, the reason that blocks nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.utils import InternalError
from django.test.utils import CaptureQueriesContext

from evaluasi.laporan.konteks_rekap import KonteksRekap
from evaluasi.models import AlasanPola, Evaluasi, PengaturanPola, RekapUnit
from evaluasi.permissions import may_explain_pola
from evaluasi.rules import Ekspektasi, Predikat, PredikatOrganisasi, StatusEvaluasi
from evaluasi.selectors import sebaran_penilai, tim_penilai
from evaluasi.selectors.laporan_unit import laporan_unit
from evaluasi.selectors.naskah_rekap import naskah_rekap
from evaluasi.services import explain_pola, finalise_evaluasi, set_pengaturan_pola
from pegawai.errors import Dilarang
from pegawai.services import derive_penilai
from skp.models import Skp
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at, skp_berjalan
from tests.factories.pegawai import pegawai_baru, unit_baru

pytestmark = pytest.mark.django_db

ALAMAT = "/evaluasi/pola/"
SB, B, BP, K, SK = Predikat
DARI = {
    SB: (Ekspektasi.DIATAS, Ekspektasi.DIATAS),
    B: (Ekspektasi.SESUAI, Ekspektasi.SESUAI),
    BP: (Ekspektasi.DIBAWAH, Ekspektasi.SESUAI),
}


def nilai(skp: Skp, tw3, predikat: Predikat, status=StatusEvaluasi.DINILAI) -> Evaluasi:
    hasil, perilaku = DARI[predikat]
    return evaluasi_at(status, skp=skp, periode=tw3, hasil=hasil, perilaku=perilaku)


@pytest.fixture
def baik(dunia, tw3):
    """The dinas achieved "Baik"; Sari and Citra are rated by Budi, Dewi by the head of her unit's unit."""
    return capaian_tetap(dunia.dinas, tw3, dunia.bupati)


def satu(pelaku, tw3):
    (s,) = sebaran_penilai(pelaku, tw3, HARI)
    return s


@pytest.fixture
def citra(dunia, skp):
    return skp_berjalan(dunia.citra)


def anggota(dunia, nama: str) -> Skp:
    """One more person whom Budi rates."""
    orang = pegawai_baru(dunia.instansi, nama, unit=dunia.bidang, akun=False)
    derive_penilai(dunia.instansi)
    return skp_berjalan(orang)


def rekan(dunia, n: int, tw3, predikat=B) -> None:
    """People of another unit with open results, rated by somebody else."""
    kepala = pegawai_baru(dunia.instansi, "Kepala Statistik", unit=dunia.bidang_lain, is_kepala=True)
    orang = [pegawai_baru(dunia.instansi, f"Rekan {i}", unit=dunia.bidang_lain, akun=False) for i in range(n)]
    derive_penilai(dunia.instansi)
    assert kepala
    for o in orang:
        e = nilai(skp_berjalan(o), tw3, predikat)
        Evaluasi.objects.filter(pk=e.pk).update(status=StatusEvaluasi.DISAMPAIKAN)


class TestFigures:
    def test_own_drafts_count_and_others_only_when_open(self, dunia, skp, tw3, baik, citra):
        nilai(skp, tw3, SB)

        s = satu(dunia.budi, tw3)

        assert {a.nama.split(",")[0]: a.predikat for a in s.anggota} == {
            dunia.sari.nama: SB,
            dunia.citra.nama: None,
        }
        assert (s.jumlah[SB], sum(s.jumlah.values()), s.belum) == (1, 1, 1)
        assert s.periksa.is_kecil

    def test_without_a_capaian_there_is_no_pola(self, dunia, skp, tw3):
        assert sebaran_penilai(dunia.budi, tw3, HARI) == []

    def test_the_nearest_capaian_decides_the_group(self, dunia, skp, tw3, baik, citra):
        lain = capaian_tetap(dunia.bidang, tw3, dunia.karta, PredikatOrganisasi.ISTIMEWA)

        assert satu(dunia.budi, tw3).capaian == lain

    def test_few_strangers_are_not_told_by_difference(self, dunia, skp, tw3, baik):
        nilai(skp, tw3, B)
        rekan(dunia, 4, tw3)

        s = satu(dunia.budi, tw3)

        assert s.tersembunyi == 4
        assert (s.seunit, s.disembunyikan, sum(s.jumlah.values())) == (False, True, 1)

    def test_from_five_on_the_whole_unit_counts(self, dunia, skp, tw3, baik):
        nilai(skp, tw3, B)
        rekan(dunia, 5, tw3)

        s = satu(dunia.budi, tw3)

        assert (s.seunit, s.jumlah[B]) == (True, 6)

    def test_who_may_read_each_of_them_sees_them_all(self, dunia, skp, tw3, baik):
        """Karta is one rung above: nothing is told by difference that he cannot open."""
        nilai(skp, tw3, SB, StatusEvaluasi.FINAL)
        nilai(skp_berjalan(dunia.budi), tw3, B)

        s = satu(dunia.karta, tw3)

        assert (s.tersembunyi, s.seunit) == (0, True)
        assert (s.jumlah[SB], s.jumlah[B]) == (1, 1)

    def test_a_deeper_capaian_takes_its_people_away(self, dunia, skp, tw3, baik):
        capaian_tetap(dunia.bidang_lain, tw3, dunia.karta)
        nilai(skp, tw3, B)
        rekan(dunia, 5, tw3)

        assert sum(satu(dunia.budi, tw3).jumlah.values()) == 1

    def test_few_below_with_a_capaian_of_their_own_are_not_told_by_difference_either(
        self, dunia, skp, tw3, baik
    ):
        """The dashboard of the dinas holds them, so the dinas without them would tell who they are."""
        seksi = unit_baru(dunia.instansi, "Seksi", dunia.bidang_lain)
        capaian_tetap(seksi, tw3, dunia.karta)
        nilai(skp, tw3, B)
        rekan(dunia, 5, tw3)
        assert satu(dunia.budi, tw3).seunit
        orang = [pegawai_baru(dunia.instansi, f"Orang {i}", unit=seksi, akun=False) for i in range(2)]
        derive_penilai(dunia.instansi)
        for o in orang:
            e = nilai(skp_berjalan(o), tw3, SB)
            Evaluasi.objects.filter(pk=e.pk).update(status=StatusEvaluasi.DISAMPAIKAN)

        s = satu(dunia.budi, tw3)

        assert (s.tersembunyi, s.tersembunyi_bawah, s.seunit) == (5, 2, False)
        assert (s.jumlah[B], s.jumlah[SB]) == (1, 0)


class TestPage:
    def test_curve_rules_and_people(self, dunia, skp, tw3, baik, citra, masuk):
        nilai(skp, tw3, B)

        halaman = masuk(dunia.budi).get(ALAMAT).content.decode()

        assert "DENGAN CAPAIAN KINERJA ORGANISASI BAIK" in halaman
        assert "Butuh Perbaikan dan/atau Kurang 0 dari 1 orang; harus ada." in halaman
        assert "Sementara: 1 orang belum Anda nilai." in halaman
        assert dunia.citra.nama in halaman

    def test_what_if_saves_nothing(self, dunia, skp, tw3, baik, citra, masuk):
        nilai(skp, tw3, B)
        isi = {
            "periode": tw3.uuid,
            "capaian": baik.uuid,
            str(skp.uuid): "baik",
            str(citra.uuid): "butuh_perbaikan",
        }

        response = masuk(dunia.budi).post(ALAMAT, isi)

        halaman = response.content.decode()
        assert response.status_code == 200
        assert "Menjadi sesuai pola:</strong> Butuh Perbaikan dan/atau Kurang 1 dari 2 orang" in halaman
        assert "Tidak ada penilaian yang berubah" in halaman
        assert not Evaluasi.objects.filter(skp=citra).exists()
        assert Evaluasi.objects.get(skp=skp).predikat == B

    def test_an_unknown_predikat_is_refused_at_the_person(self, dunia, skp, tw3, baik, masuk):
        isi = {"periode": tw3.uuid, "capaian": baik.uuid, str(skp.uuid): "hebat"}

        response = masuk(dunia.budi).post(ALAMAT, isi)

        assert response.status_code == 422
        assert 'class="galat"' in response.content.decode()

    def test_colleagues_are_refused(self, dunia, skp, tw3, baik, masuk):
        for siapa in (dunia.sari, dunia.citra, dunia.tono, dunia.eka):
            response = masuk(siapa).get(ALAMAT)
            assert response.status_code == 403, siapa
            assert "dibuka untuk pejabat penilai" in response.content.decode()

    def test_queries_do_not_follow_the_number_of_people(self, dunia, skp, tw3, baik, citra, masuk):
        client = masuk(dunia.budi)

        def jumlah() -> int:
            client.get(ALAMAT)
            with CaptureQueriesContext(connection) as seen:
                client.get(ALAMAT)
            return len(seen)

        sebelum = jumlah()
        for i in range(2):
            anggota(dunia, f"Anggota {i}")

        assert jumlah() == sebelum <= 12


class TestLive:
    def test_with_the_ratings_under_consideration(self, dunia, skp, tw3, baik, masuk):
        e = nilai(skp, tw3, B)

        halaman = masuk(dunia.budi).get(
            f"/evaluasi/{e.uuid}/pola/", {"rating_hasil": "dibawah", "rating_perilaku": "sesuai"}
        )

        teks = halaman.content.decode()
        assert "dengan predikat <strong>Butuh Perbaikan</strong>" in teks
        assert "Butuh Perbaikan dan/atau Kurang 1 dari 1 orang; harus ada." in teks
        assert Evaluasi.objects.get(pk=e.pk).predikat == B

    def test_it_says_which_sentence_one_more_breaks(self, dunia, skp, tw3, citra, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati, PredikatOrganisasi.SANGAT_KURANG)
        nilai(citra, tw3, B)
        e = nilai(skp, tw3, B)

        teks = (
            masuk(dunia.budi)
            .get(f"/evaluasi/{e.uuid}/pola/", {"rating_hasil": "diatas", "rating_perilaku": "diatas"})
            .content.decode()
        )

        assert "Menjadi di luar pola:</strong> Sangat Baik 1 dari 2 orang; tidak boleh ada." in teks

    def test_the_rating_page_brings_it(self, dunia, skp, tw3, baik, masuk):
        e = nilai(skp, tw3, B)

        assert (
            f'hx-get="/evaluasi/{e.uuid}/pola/"'
            in masuk(dunia.budi).get(f"/evaluasi/{e.uuid}/nilai/").content.decode()
        )

    def test_before_the_capaian_it_says_so(self, dunia, skp, tw3, masuk):
        e = nilai(skp, tw3, B)

        assert (
            "setelah capaian organisasi"
            in masuk(dunia.budi).get(f"/evaluasi/{e.uuid}/pola/").content.decode()
        )


class TestReason:
    def test_it_keeps_figures_and_sentences_and_never_changes(self, dunia, skp, tw3, baik):
        nilai(skp, tw3, B)

        a = explain_pola(pelaku=dunia.budi, capaian=baik, alasan=" Hanya satu orang ")

        assert (a.alasan, a.predikat, a.jumlah["baik"]) == ("Hanya satu orang", "baik", 1)
        assert a.aturan == ["butuh_perbaikan+kurang:ada:0"]
        assert not satu(dunia.budi, tw3).perlu_alasan
        with pytest.raises(InternalError):
            AlasanPola.objects.filter(pk=a.pk).update(alasan="lain")

    def test_final_is_never_blocked_by_it(self, dunia, skp, tw3, baik, masuk):
        e = nilai(skp, tw3, SB)
        halaman = masuk(dunia.budi).get(f"/evaluasi/{e.uuid}/final/").content.decode()
        assert "Sebaran di luar pola" in halaman
        assert "Kirim dan jadikan final" in halaman

        assert finalise_evaluasi(pelaku=dunia.budi, evaluasi=e).is_final

    def test_written_on_the_last_page_and_back_to_it(self, dunia, skp, tw3, baik, masuk):
        e = nilai(skp, tw3, B)
        client = masuk(dunia.budi)

        response = client.post(
            f"{ALAMAT}{baik.uuid}/alasan/", {"alasan": "Semua target tercapai", "evaluasi": str(e.uuid)}
        )

        assert response.headers["Location"] == f"/evaluasi/{e.uuid}/final/"
        assert "Sebaran di luar pola" not in client.get(f"/evaluasi/{e.uuid}/final/").content.decode()

    def test_an_empty_one_is_refused_and_the_page_stays(self, dunia, skp, tw3, baik, masuk):
        nilai(skp, tw3, B)

        response = masuk(dunia.budi).post(f"{ALAMAT}{baik.uuid}/alasan/", {"alasan": " "})

        assert response.status_code == 422
        assert "Tulis alasan sebaran ini di luar pola." in response.content.decode()
        assert not AlasanPola.objects.exists()

    def test_what_was_typed_stays_when_it_is_too_long(self, dunia, skp, tw3, baik, masuk):
        nilai(skp, tw3, B)

        response = masuk(dunia.budi).post(f"{ALAMAT}{baik.uuid}/alasan/", {"alasan": "kata " * 500})

        assert response.status_code == 422
        assert "kata kata" in response.content.decode()

    def test_nothing_to_explain_within_the_pola(self, dunia, skp, tw3, citra, baik, masuk):
        nilai(skp, tw3, B)
        nilai(citra, tw3, BP)
        nilai(anggota(dunia, "Joko"), tw3, B)

        response = masuk(dunia.budi).post(f"{ALAMAT}{baik.uuid}/alasan/", {"alasan": "x"})

        assert response.status_code == 409
        assert "sesuai pola" in response.content.decode()

    def test_only_who_rates_there(self, dunia, skp, tw3, baik):
        assert may_explain_pola(dunia.budi, baik)
        for siapa in (dunia.sari, dunia.tono, dunia.eka):
            assert not may_explain_pola(siapa, baik), siapa

    def test_who_reads_it(self, dunia, skp, tw3, baik):
        nilai(skp, tw3, B)
        explain_pola(pelaku=dunia.budi, capaian=baik, alasan="x")

        def terbaca(p):
            return AlasanPola.objects.visible_to(p).exists()

        assert [terbaca(p) for p in (dunia.budi, dunia.karta, dunia.eka)] == [True, True, True]
        assert not any(terbaca(p) for p in (dunia.sari, dunia.citra, dunia.dewi, dunia.tono))

    def test_an_agency_may_ask_for_none(self, dunia, skp, tw3, baik):
        nilai(skp, tw3, B)
        PengaturanPola.objects.create(instansi=dunia.instansi, minta_alasan=False)

        assert not satu(dunia.budi, tw3).perlu_alasan


class TestSettings:
    ISI = {
        "unit_kecil": 12,
        "kelompok_min": 6,
        "minta_alasan": True,
        "selisih_pencilan": 25,
        "kepala_lihat_talenta": False,
    }

    def test_the_admin_settles_them(self, dunia, masuk):
        response = masuk(dunia.eka).post("/pengaturan/pola/", self.ISI)

        assert response.status_code == 302
        atur = PengaturanPola.objects.get(instansi=dunia.instansi)
        assert (atur.unit_kecil, atur.kelompok_min, atur.minta_alasan) == (12, 6, True)

    def test_what_makes_no_sense_stays_on_the_page(self, dunia, masuk):
        response = masuk(dunia.eka).post("/pengaturan/pola/", self.ISI | {"kelompok_min": 1})

        assert response.status_code == 422
        assert "Kelompok terkecil antara 3 dan 20." in response.content.decode()
        assert not PengaturanPola.objects.exists()

    def test_small_is_as_small_on_every_page_and_paper(self, dunia, skp, citra, tw3, baik):
        for orang in (skp, citra):
            nilai(orang, tw3, B, StatusEvaluasi.FINAL)
        PengaturanPola.objects.create(instansi=dunia.instansi, unit_kecil=2)

        tim = tim_penilai(dunia.budi, tw3, HARI).pola[0].periksa
        laporan = laporan_unit(dunia.eka, dunia.dinas, tw3).pola
        rekap = RekapUnit.objects.create(instansi=dunia.instansi, unit=dunia.dinas, periode=tw3)
        kertas = KonteksRekap.from_snapshot(
            {**naskah_rekap(rekap), "dokumen": {"draf": True, "dicetak": "2026-10-05T09:00:00+07:00"}}
        ).pola

        assert satu(dunia.budi, tw3).periksa.is_kecil is False
        assert [p.is_kecil for p in (tim, laporan, kertas)] == [False] * 3

    def test_nobody_else(self, dunia):
        with pytest.raises(Dilarang):
            set_pengaturan_pola(pelaku=dunia.budi, instansi=dunia.instansi, **self.ISI)


class TestApi:
    def test_the_same_figures(self, dunia, skp, tw3, baik, masuk):
        nilai(skp, tw3, B)
        client = masuk(dunia.budi)

        (s,) = client.get("/api/v1/evaluasi/pola/").json()

        assert (s["unit"], s["jumlah"]["baik"], s["sesuai"]) == (dunia.dinas.nama, 1, False)
        coba = client.post(
            "/api/v1/evaluasi/pola/coba/",
            {"capaian": str(baik.uuid), "predikat": {str(skp.uuid): "butuh_perbaikan"}},
            content_type="application/json",
        ).json()
        assert coba["jumlah"]["butuh_perbaikan"] == 1
        alasan = client.post(
            f"/api/v1/evaluasi/pola/{baik.uuid}/alasan/",
            {"alasan": "Satu orang"},
            content_type="application/json",
        )
        assert alasan.status_code == 201
        assert alasan.json()["alasan"] == "Satu orang"
