"""Pages of delivery, reply and objection: the acts, their refusals with what was typed, the queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from evaluasi.models import Evaluasi, Keberatan, Penyampaian
from evaluasi.rules import Ekspektasi, StatusEvaluasi, StatusKeberatan
from evaluasi.selectors import atasan_pemutus
from evaluasi.tasks import finalkan_lewat_batas
from pegawai.models import HubunganPenilai, Kabar
from pegawai.services import set_penilai
from skp.models import Skp
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, isi_bahan
from tests.factories.keberatan import ALASAN, disampaikan, keberatan_at, wajib_disampaikan

S, K = StatusEvaluasi, StatusKeberatan

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasil(dunia, skp, tw3):
    isi_bahan(skp, tw3)
    return disampaikan(skp, tw3, capaian_oleh=dunia.bupati, unit=dunia.dinas, hasil=Ekspektasi.DIBAWAH)


def url(nama: str, evaluasi: Evaluasi) -> str:
    return reverse(f"evaluasi:{nama}", args=[evaluasi.uuid])


class TestDeliverPage:
    def test_the_check_page_hands_over_instead_of_making_final(self, masuk, dunia, skp, tw3):
        wajib_disampaikan(tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp, periode=tw3)
        budi = masuk(dunia.budi)

        halaman = budi.get(url("final", evaluasi)).content.decode()
        assert "Sampaikan hasil" in halaman
        assert "Kirim dan jadikan final" not in halaman
        assert budi.post(url("sampaikan", evaluasi), {"versi": 99}).status_code == 409
        jawab = budi.post(url("sampaikan", evaluasi), {"versi": evaluasi.nomor_sunting}, follow=True)

        assert "Hasil disampaikan." in jawab.content.decode()
        assert Penyampaian.objects.filter(evaluasi=evaluasi).exists()
        # the rating page leads back to the result
        assert budi.get(url("nilai", evaluasi)).url == url("lihat", evaluasi)


class TestReplyPage:
    def test_the_owner_reads_the_grounds_and_the_clock(self, masuk, dunia, hasil):
        for siapa in (dunia.sari, dunia.budi, dunia.karta):
            halaman = masuk(siapa).get(url("lihat", hasil)).content.decode()
            assert "Target tercapai menurut arsip bidang." in halaman
            assert "23 Oktober 2026 pukul 23.59 WIB" in halaman
            assert ("Kirim jawaban" in halaman) is (siapa == dunia.sari)

    def test_without_a_choice_the_words_stay(self, masuk, dunia, hasil):
        jawab = masuk(dunia.sari).post(url("terima", hasil), {"tanggapan": "<i>Baik</i> 🙂"})

        assert jawab.status_code == 422
        assert "Pilih salah satu jawaban." in jawab.content.decode()
        assert "&lt;i&gt;Baik&lt;/i&gt; 🙂" in jawab.content.decode()

    def test_accepting_ends_it(self, masuk, dunia, hasil):
        jawab = masuk(dunia.sari).post(url("terima", hasil), {"jawaban": "terima"}, follow=True)

        assert "menerima hasil ini tanpa keberatan" in jawab.content.decode()
        assert Evaluasi.objects.get(pk=hasil.pk).is_final


class TestObjectionPage:
    def test_objected_explained_decided(self, masuk, dunia, hasil):
        sari, budi, karta = masuk(dunia.sari), masuk(dunia.budi), masuk(dunia.karta)
        jawab = sari.post(
            url("keberatan", hasil), {"alasan": ALASAN, "tautan": "https://tirtajaya.go.id/listrik"}
        )
        assert jawab.url == url("keberatan", hasil)
        assert "Tunggu penjelasan Budi Santoso" in karta.get(jawab.url).content.decode()
        assert "Kirim penjelasan" in budi.get(jawab.url).content.decode()
        budi.post(url("keberatan_jelaskan", hasil), {"penjelasan": "Hanya enam jam."})

        berkas = karta.get(jawab.url).content.decode()
        for bagian in (ALASAN, "tirtajaya.go.id/listrik", "Hanya enam jam.", "?bahan=1"):
            assert bagian in berkas
        assert "Laporan 1 selesai" in karta.get(f"{jawab.url}?bahan=1").content.decode()
        salah = karta.post(
            url("keberatan_putuskan", hasil), {"keputusan": "dikabulkan", "alasan": "Terbukti sebagian."}
        )
        assert salah.status_code == 422
        assert "Terbukti sebagian." in salah.content.decode()
        karta.post(url("keberatan_putuskan", hasil), {"keputusan": "ditolak", "alasan": "Tetap."})

        assert Keberatan.objects.get().status == K.DIPUTUS
        assert "Hasil penilaian tetap" in sari.get(jawab.url).content.decode()

    def test_late_it_says_the_rule_and_offers_no_form(self, masuk, dunia, hasil, hari):
        hari.move_to("2026-11-06 17:00:00")
        sari = masuk(dunia.sari)

        halaman = sari.get(url("keberatan", hasil)).content.decode()
        assert "Masa keberatan sudah berakhir" in halaman
        assert "14 hari kalender sejak hasil diterima" in halaman
        jawab = sari.post(url("keberatan", hasil), {"alasan": ALASAN})

        assert jawab.status_code == 422
        assert not Keberatan.objects.exists()

    def test_withdrawn_by_page_and_the_beat_ends_it(self, masuk, dunia, hasil, hari):
        keberatan_at(K.DIAJUKAN, hasil)
        masuk(dunia.sari).post(url("keberatan_cabut", hasil), {"alasan": "Sudah jelas."})
        assert Evaluasi.objects.get(pk=hasil.pk).status == S.DITERIMA
        hari.move_to("2026-12-01")

        assert finalkan_lewat_batas() == 1
        assert finalkan_lewat_batas() == 0

    def test_the_admin_searches_and_names_who_decides(self, masuk, dunia, hasil):
        keberatan_at(K.DIAJUKAN, hasil)
        eka = masuk(dunia.eka)
        cari = {"cari": "pemutus", "pemutus_cari": "Dewi", "alasan": "Cuti"}
        assert str(dunia.dewi.uuid) in eka.post(url("keberatan_pemutus", hasil), cari).content.decode()

        eka.post(url("keberatan_pemutus", hasil), {"pemutus": dunia.dewi.uuid, "alasan": "Cuti"})

        assert Keberatan.objects.get().pemutus == dunia.dewi
        assert masuk(dunia.dewi).get(url("keberatan", hasil)).status_code == 200

    def test_pages_stay_within_twelve_queries(self, masuk, dunia, hasil, django_assert_max_num_queries):
        keberatan_at(K.DIJELASKAN, hasil)
        for siapa, alamat in (
            (dunia.karta, url("keberatan", hasil)),
            (dunia.karta, url("keberatan", hasil) + "?bahan=1"),
            (dunia.sari, url("lihat", hasil)),
            (dunia.eka, reverse("evaluasi:keberatan_daftar")),
            (dunia.budi, reverse("evaluasi:tindak_daftar")),
        ):
            klien = masuk(siapa)
            klien.get("/")
            with django_assert_max_num_queries(12):
                assert klien.get(alamat).status_code == 200


def test_a_later_penilai_is_asked_to_explain_too(masuk, dunia, hasil):
    set_penilai(
        pelaku=dunia.eka,
        penempatan=hasil.penempatan,
        penilai=dunia.tono,
        mulai=date(2026, 10, 5),
        alasan="Budi pensiun",
    )
    keberatan_at(K.DIAJUKAN, hasil)

    for siapa in (dunia.budi, dunia.tono):
        assert "1 keberatan menunggu penjelasan Anda" in masuk(siapa).get("/").content.decode()
    assert Kabar.objects.filter(penerima=dunia.tono, teks__contains="mengajukan keberatan").exists()
    assert "penjelasan Anda" not in masuk(dunia.sari).get("/").content.decode()


def test_without_an_atasan_of_his_it_waits_for_that_of_the_later_penilai(masuk, dunia, hasil):
    HubunganPenilai.objects.filter(pegawai=dunia.budi).delete()
    keberatan_at(K.DIJELASKAN, hasil)
    Skp.objects.filter(pk=hasil.skp_id).update(penilai=dunia.karta)

    assert atasan_pemutus(Evaluasi.objects.get(pk=hasil.pk)) == [dunia.bupati]
    assert "1 keberatan menunggu putusan Anda" in masuk(dunia.bupati).get("/").content.decode()


def test_the_clock_is_in_the_api_for_all_three(masuk, dunia, hasil):
    for siapa in (dunia.sari, dunia.budi, dunia.karta):
        isi = masuk(siapa).get(reverse("api_evaluasi_detail", args=[hasil.uuid])).json()
        assert isi["penyampaian"]["batas_tanggapan"] == "2026-10-24T00:00:00+07:00"


def test_the_home_page_says_what_waits(masuk, dunia, hasil):
    assert "Tanggapi hasil evaluasi" in masuk(dunia.sari).get("/").content.decode()
    keberatan_at(K.DIAJUKAN, hasil)
    assert "1 keberatan menunggu penjelasan Anda" in masuk(dunia.budi).get("/").content.decode()
    assert "menunggu putusan" not in masuk(dunia.karta).get("/").content.decode()
