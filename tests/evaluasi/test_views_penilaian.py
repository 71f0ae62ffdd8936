"""The penilai's pages: works, stranger 404, colleague 403, wrong state 409, GET never writes, figures pinned."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from evaluasi.models import Dokumen, Evaluasi, Laporan, PelaksanaanEvaluasi
from evaluasi.rules import Ekspektasi, Predikat, StatusEvaluasi, StatusPelaksanaan
from evaluasi.services import set_rating
from kinerja.rules import PenilaianUmpanBalik
from skp.models import Skp
from skp.rules import StatusSkp
from tests.factories.evaluasi import (
    capaian_tetap,
    evaluasi_at,
    evaluasi_final,
    isi_bahan,
    skp_berjalan,
    triwulan,
)
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db

S = StatusEvaluasi
JSON = {"Accept": "application/json"}


def url(nama, *objek) -> str:
    return reverse(f"evaluasi:{nama}", args=[o.uuid for o in objek])


def hitung(client, alamat) -> int:
    client.get(alamat)
    with CaptureQueriesContext(connection) as tertangkap:
        assert client.get(alamat).status_code == 200
    return len(tertangkap)


@pytest.fixture
def terbuka(skp):
    """An evaluation that Budi has opened."""
    return evaluasi_at(S.PENGISIAN, skp=skp)


ISI = {
    "rating_hasil": "diatas",
    "alasan_hasil": "Melampaui target.",
    "rating_perilaku": "sesuai",
    "alasan_perilaku": "Terbuka.",
    "catatan_rekomendasi": "Ikut pelatihan.",
}


class TestNilai:
    def test_all_material_is_in_sight(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.DIATAS)
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)

        halaman = masuk(dunia.budi).get(url("nilai", evaluasi)).content.decode()

        for kata in (
            "Tersusunnya modul antarmuka dan API layanan",
            "12 laporan",
            "1 laporan; Laporan 1 selesai",
            "Arsip bidang",
            "1 catatan kerja",
            "Laporan 1 rapi",
            "Pejabat Penilai Kinerja, Budi Santoso",
            "Melibatkan pengguna sejak awal",
            "Mengundang pengguna menguji rancangan",
            "Pengguna merasa didengar",
            "Triwulan II 2026",
            "Dari 2 penilaian pada umpan balik: 2 di atas ekspektasi",
        ):
            assert kata in halaman, kata

    def test_nothing_is_preset(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.DIATAS)
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)

        halaman = masuk(dunia.budi).get(url("nilai", evaluasi)).content.decode()

        assert halaman.count('type="radio" name="rating_') == 6
        assert not re.findall(r'<input type="radio"[^>]*checked', halaman)

    def test_others(self, dunia, terbuka, masuk):
        for siapa, kode in {
            "sari": 403,
            "karta": 403,
            "eka": 403,
            "citra": 404,
            "tono": 404,
            "dewi": 404,
        }.items():
            client = masuk(getattr(dunia, siapa))
            for halaman in ("nilai", "kuadran", "final"):
                assert client.get(url(halaman, terbuka)).status_code == kode, (siapa, halaman)

    def test_a_final_one_is_read_elsewhere(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for halaman in ("nilai", "final"):
            response = masuk(dunia.budi).get(url(halaman, evaluasi))
            assert response.url == url("lihat", evaluasi)

    def test_queries_are_the_same_for_3_and_30_rhk(self, dunia, hari, masuk):
        sedikit = skp_berjalan(dunia.sari, rhk=["Hasil satu", "Hasil dua"])
        banyak = skp_berjalan(dunia.citra, rhk=[f"Hasil {n}" for n in range(29)])
        for s in (sedikit, banyak):
            isi_bahan(s, triwulan(s))
        client = masuk(dunia.budi)

        jumlah = [hitung(client, url("nilai", evaluasi_at(S.PENGISIAN, skp=s))) for s in (sedikit, banyak)]

        assert jumlah[0] == jumlah[1] <= 12

    def test_html_in_every_field_is_text(self, dunia, terbuka, masuk):
        jahat = "<script>alert(1)</script><b>x</b>"
        client = masuk(dunia.budi)
        isi = ISI | dict.fromkeys(("alasan_hasil", "alasan_perilaku", "catatan_rekomendasi"), jahat)
        client.post(url("nilai", terbuka), isi | {"versi": 0})

        for halaman in ("nilai", "final", "lihat"):
            teks = client.get(url(halaman, terbuka)).content.decode()
            assert "<script>alert" not in teks
            assert "&lt;script&gt;alert(1)" in teks


class TestSimpan:
    def test_by_button_it_stays_with_the_predikat(self, dunia, terbuka, masuk):
        client = masuk(dunia.budi)

        response = client.post(url("nilai", terbuka), ISI | {"versi": 0}, follow=True)

        assert response.redirect_chain == [(url("nilai", terbuka), 302)]
        assert "Predikat: <strong>Baik</strong>" in response.content.decode()
        terbuka.refresh_from_db()
        assert (terbuka.status, terbuka.predikat) == (S.DINILAI, Predikat.BAIK)

    def test_by_itself_it_answers_with_time_and_version(self, dunia, terbuka, masuk):
        response = masuk(dunia.budi).post(
            url("nilai", terbuka), {"alasan_hasil": "Baru sebagian", "versi": 0}, headers=JSON
        )

        assert response.json() == {"pada": "09.00", "versi": 1}

    def test_by_itself_a_stale_version_is_told_who_and_when(self, dunia, terbuka, masuk):
        set_rating(pelaku=dunia.budi, evaluasi=terbuka, alasan_hasil="Tab lain")

        response = masuk(dunia.budi).post(
            url("nilai", terbuka), {"alasan_hasil": "Tab ini", "versi": 0}, headers=JSON
        )

        assert response.status_code == 409
        assert "Budi Santoso mengubah penilaian ini" in response.json()["pesan"]

    def test_by_button_a_stale_version_shows_both_texts(self, dunia, terbuka, masuk):
        set_rating(pelaku=dunia.budi, evaluasi=terbuka, alasan_hasil="Tulisan tab lain")
        client = masuk(dunia.budi)

        response = client.post(url("nilai", terbuka), ISI | {"versi": 0})

        halaman = response.content.decode()
        assert response.status_code == 409
        assert "Tulisan tab lain" in halaman
        assert "Melampaui target." in halaman
        assert "Budi Santoso pada 5 Oktober 2026 pukul 09.00 WIB" in halaman
        ulang = client.post(url("nilai", terbuka), ISI | {"versi": response.context["versi"]})
        assert ulang.status_code == 302

    def test_too_long_keeps_what_was_typed(self, dunia, terbuka, masuk):
        isi = ISI | {"alasan_hasil": "x" * 4001, "versi": 0}
        client = masuk(dunia.budi)

        response = client.post(url("nilai", terbuka), isi)
        otomatis = client.post(url("nilai", terbuka), isi, headers=JSON)

        assert (response.status_code, otomatis.status_code) == (422, 422)
        assert "x" * 4001 in response.content.decode()
        assert "4000 huruf" in otomatis.json()["pesan"]
        terbuka.refresh_from_db()
        assert terbuka.alasan_hasil == ""

    def test_of_a_final_one_is_refused(self, dunia, skp, masuk):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        client = masuk(dunia.budi)

        response = client.post(url("nilai", evaluasi), ISI | {"versi": evaluasi.nomor_sunting})
        otomatis = client.post(url("nilai", evaluasi), ISI | {"versi": 0}, headers=JSON)

        assert (response.status_code, otomatis.status_code) == (409, 409)
        assert "sudah menjadikan evaluasi ini final" in response.content.decode()

    def test_others(self, dunia, terbuka, masuk):
        for siapa, kode in {"sari": 403, "karta": 403, "citra": 404}.items():
            response = masuk(getattr(dunia, siapa)).post(url("nilai", terbuka), ISI | {"versi": 0})
            assert response.status_code == kode, siapa

        terbuka.refresh_from_db()
        assert terbuka.rating_hasil == ""

    def test_j_and_k_save_and_move_on_and_open_the_neighbour(self, dunia, terbuka, masuk):
        skp_citra = skp_berjalan(dunia.citra)  # before Sari by name
        client = masuk(dunia.budi)

        response = client.post(url("nilai", terbuka), ISI | {"versi": 0, "lanjut": "sebelum"})

        tetangga = Evaluasi.objects.get(skp=skp_citra)
        assert response.url == url("nilai", tetangga)
        kembali = client.post(url("nilai", tetangga), {"versi": 0, "lanjut": "sesudah"})
        assert kembali.url == url("nilai", terbuka)
        terbuka.refresh_from_db()
        assert terbuka.alasan_hasil == "Melampaui target."

    def test_whoever_is_final_is_passed_over(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        orang = pegawai_baru(dunia.instansi, "Zainal", akun=False)
        _tempatkan(orang, dunia.bidang)
        awal = evaluasi_at(S.PENGISIAN, skp=skp_berjalan(dunia.citra))
        evaluasi_at(S.FINAL, skp=skp)
        akhir = evaluasi_at(S.PENGISIAN, skp=skp_berjalan(orang))
        budi = masuk(dunia.budi)

        assert "3 dari 3" in budi.get(url("nilai", akhir)).content.decode()
        for dari, arah, ke in ((awal, "sesudah", akhir), (akhir, "sebelum", awal), (akhir, "sesudah", akhir)):
            assert budi.post(url("nilai", dari), {"lanjut": arah, "versi": 0}).url == url("nilai", ke)

    def test_at_the_end_of_the_row_it_stays(self, dunia, terbuka, masuk):
        response = masuk(dunia.budi).post(url("nilai", terbuka), {"versi": 0, "lanjut": "sesudah"})

        assert response.url == url("nilai", terbuka)


class TestKuadran:
    def test_it_is_the_piece_of_the_page_and_saves_nothing(self, dunia, terbuka, masuk):
        client = masuk(dunia.budi)

        halaman = client.get(
            url("kuadran", terbuka), {"rating_hasil": "diatas", "rating_perilaku": "dibawah"}
        ).content.decode()

        assert "Predikat: <strong>Kurang</strong>" in halaman
        assert "<svg" in halaman
        terbuka.refresh_from_db()
        assert terbuka.predikat == ""

    def test_half_or_unknown_ratings_give_no_predikat(self, dunia, terbuka, masuk):
        client = masuk(dunia.budi)

        for isi in ({"rating_hasil": "diatas"}, {"rating_hasil": "entah", "rating_perilaku": "sesuai"}):
            halaman = client.get(url("kuadran", terbuka), isi).content.decode()
            assert "Pilih kedua rating" in halaman


class TestFinal:
    def test_consequence_then_final_then_documents_are_ordered(
        self, dunia, skp, tw3, masuk, django_capture_on_commit_callbacks
    ):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        client = masuk(dunia.budi)
        halaman = client.get(url("final", evaluasi)).content.decode()

        with django_capture_on_commit_callbacks() as dering:
            response = client.post(url("final", evaluasi), {"versi": evaluasi.nomor_sunting})

        assert "tidak dapat diubah siapa pun" in halaman
        assert response.url == url("lihat", evaluasi)
        evaluasi.refresh_from_db()
        assert evaluasi.is_final
        assert Laporan.objects.get().jumlah == 2
        assert len(dering) == 1

    def test_what_is_missing_leads_to_its_field(self, dunia, terbuka, masuk):
        halaman = masuk(dunia.budi).get(url("final", terbuka)).content.decode()

        assert f"{url('nilai', terbuka)}#id_alasan_hasil" in halaman
        assert "Karta Wijaya atau admin" in " ".join(halaman.split())
        assert "Kirim dan jadikan final?" not in halaman

    def test_warnings_do_not_stop(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.DIBAWAH)
        capaian_tetap(dunia.dinas, triwulan(skp, 4), dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp, periode=triwulan(skp, 4))

        halaman = masuk(dunia.budi).get(url("final", evaluasi)).content.decode()

        assert "Triwulan IV 2026 belum berakhir" in halaman
        assert "2 indikator belum memiliki realisasi" in halaman
        assert "Kirim dan jadikan final?" in halaman

    def test_a_rating_against_the_labels_is_pointed_out(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.DIBAWAH)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp, hasil=Ekspektasi.DIATAS)
        set_rating(
            pelaku=dunia.budi,
            evaluasi=evaluasi,
            rating_hasil=Ekspektasi.DIATAS,
            rating_perilaku=Ekspektasi.DIBAWAH,
        )

        halaman = masuk(dunia.budi).get(url("final", evaluasi)).content.decode()

        assert "Rating hasil kerja berbeda dari saran. Tulis sebabnya." in halaman
        assert f"{url('nilai', evaluasi)}#id_sebab_beda_hasil" in halaman
        assert "Rating perilaku kerja berbeda" not in halaman

    def test_without_capaian_it_is_409_and_nothing_changes(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        response = masuk(dunia.budi).post(url("final", evaluasi), {"versi": evaluasi.nomor_sunting})

        assert response.status_code == 409
        assert "belum ditetapkan" in response.content.decode()
        evaluasi.refresh_from_db()
        assert not evaluasi.is_final

    def test_two_tabs_one_wins(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        client = masuk(dunia.budi)
        versi = {"versi": evaluasi.nomor_sunting}

        satu, dua = (client.post(url("final", evaluasi), versi) for _ in range(2))

        assert (satu.status_code, dua.status_code) == (302, 409)
        assert "Budi Santoso sudah menjadikan evaluasi ini final pada" in dua.content.decode()
        assert Laporan.objects.count() == 1

    def test_what_was_not_read_is_not_sent(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        for isi in ({}, {"versi": "x"}, {"versi": "0"}):
            assert masuk(dunia.budi).post(url("final", evaluasi), isi).status_code == 409, isi


class TestBukaDanKembalikan:
    def test_open_leads_to_the_page(self, dunia, skp, tw3, masuk):
        response = masuk(dunia.budi).post(url("buka", skp, tw3))

        assert response.url == url("nilai", Evaluasi.objects.get())

    def test_others_do_not_open(self, dunia, skp, tw3, masuk):
        for siapa, kode in {"karta": 403, "tono": 403, "citra": 404}.items():
            assert masuk(getattr(dunia, siapa)).post(url("buka", skp, tw3)).status_code == kode, siapa
        assert not Evaluasi.objects.exists()

    def test_back_with_words(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DIAJUKAN, skp=skp)

        response = masuk(dunia.budi).post(url("kembalikan", evaluasi), {"catatan": "Lampirkan bukti"})

        assert response.url.startswith(reverse("evaluasi:tim"))
        evaluasi.refresh_from_db()
        assert evaluasi.status == S.PENGISIAN

    def test_back_without_words_keeps_the_page(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.DIAJUKAN, skp=skp)

        response = masuk(dunia.budi).post(url("kembalikan", evaluasi), {"catatan": " "})

        assert response.status_code == 422
        assert "belum diisi" in response.content.decode()

    @pytest.mark.parametrize("rute", ["buka", "kembalikan"])
    def test_get_is_refused(self, dunia, skp, tw3, terbuka, masuk, rute):
        objek = (skp, tw3) if rute == "buka" else (terbuka,)

        assert masuk(dunia.budi).get(url(rute, *objek)).status_code == 405


class TestTim:
    def test_state_ratings_and_what_is_missing(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi_at(S.DINILAI, skp=skp)
        skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.citra)

        halaman = " ".join(masuk(dunia.budi).get(reverse("evaluasi:tim")).content.decode().split())

        for kata in (
            "2 orang · 0 final · 1 siap dikirim",
            "Sesuai ekspektasi",
            "Di atas ekspektasi",
            "SKP diajukan",
            "Siap dikirim",
            "Realisasi 0 dari 2 indikator",
            "Sebaran predikat tim Anda",
            "kurang dari 10 orang",
            "Baik 1 dari 1 orang",
        ):
            assert kata in halaman, kata

    def test_what_is_ready_leads_to_the_last_step_and_an_owed_sentence_is_named(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        budi = masuk(dunia.budi)
        assert url("final", evaluasi) in budi.get(reverse("evaluasi:tim")).content.decode()
        isi_bahan(skp, tw3)
        Evaluasi.objects.filter(pk=evaluasi.pk).update(sebab_beda_perilaku="")

        halaman = budi.get(reverse("evaluasi:tim")).content.decode()

        assert "Sebab berbeda dari saran" in halaman
        assert "Siap dikirim" not in halaman
        assert url("final", evaluasi) not in halaman

    def test_in_a_closed_period_nothing_is_offered_and_the_way_out_is_said(self, dunia, skp, tw3, masuk):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)
        skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        budi, sari = masuk(dunia.budi), masuk(dunia.sari)
        tombol = reverse("evaluasi:ajukan", args=[skp.uuid, tw3.uuid])
        assert tombol in sari.get(reverse("evaluasi:daftar")).content.decode()
        assert str(tw3.uuid) in budi.get("/").content.decode()
        PelaksanaanEvaluasi.objects.create(
            instansi=dunia.instansi,
            periode=tw3,
            status=StatusPelaksanaan.DITUTUP,
            ditutup_pada=timezone.now(),
        )

        halaman = budi.get(reverse("evaluasi:tim")).content.decode()

        assert "Minta admin kepegawaian membukanya kembali" in halaman
        assert url("nilai", evaluasi) not in halaman
        assert "/evaluasi/buka/" not in halaman
        assert "membukanya kembali" in budi.get(url("nilai", evaluasi)).content.decode()
        assert tombol not in sari.get(reverse("evaluasi:daftar")).content.decode()
        assert str(tw3.uuid) not in budi.get("/").content.decode()

    def test_an_acting_post_does_not_count_twice_in_the_pola(self, dunia, skp, tw3, masuk):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi_at(S.DINILAI, skp=skp)
        Skp.objects.filter(pk=skp.pk).update(is_plt_plh=True)

        assert "Sebaran predikat" not in masuk(dunia.budi).get(reverse("evaluasi:tim")).content.decode()

    def test_member_without_skp_is_named(self, dunia, skp, tw3, masuk):
        assert "SKP belum ada" in masuk(dunia.budi).get(reverse("evaluasi:tim")).content.decode()

    def test_another_period_from_the_address(self, dunia, skp, masuk):
        client = masuk(dunia.budi)

        response = client.get(reverse("evaluasi:tim"), {"periode": str(triwulan(skp, 2).uuid)})
        aneh = client.get(reverse("evaluasi:tim"), {"periode": "bukan-uuid"})

        assert response.context["periode"].nomor == 2
        assert aneh.context["periode"].nomor == 3

    def test_before_the_year_is_opened(self, dunia, hari, masuk):
        assert "belum dibuka" in masuk(dunia.budi).get(reverse("evaluasi:tim")).content.decode()

    def test_who_rates_nobody(self, dunia, skp, masuk):
        assert masuk(dunia.sari).get(reverse("evaluasi:tim")).status_code == 403

    def test_a_ketua_tim_goes_to_the_page_without_ratings(self, dunia, skp, masuk):
        assert masuk(dunia.tono).get(reverse("evaluasi:tim")).url == reverse("kinerja:tim")

    @pytest.mark.parametrize("halaman", ["evaluasi:tim", "skp:tim", "kinerja:tim"])
    def test_the_three_team_pages_lead_to_each_other(self, dunia, skp, tw3, masuk, halaman):
        isi = masuk(dunia.budi).get(reverse(halaman)).content.decode()

        tab = re.search(r'<ul class="tab">.*?</ul>', isi, re.S)[0]
        assert [reverse(n) in tab for n in ("evaluasi:tim", "skp:tim", "kinerja:tim")] == [True] * 3
        assert f'href="{reverse(halaman)}" aria-current="page"' in tab
        ketua = masuk(dunia.tono).get(reverse("kinerja:tim")).content.decode()
        milik = re.search(r'<ul class="tab">.*?</ul>', ketua, re.S)[0]
        assert reverse("evaluasi:tim") not in milik  # a ketua tim rates nobody
        assert reverse("kinerja:pembinaan_tim") in milik

    def test_queries_are_the_same_for_3_and_40_people(self, dunia, skp, tw3, masuk):
        client = masuk(dunia.budi)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi_at(S.DINILAI, skp=skp)
        sebelum = hitung(client, reverse("evaluasi:tim"))
        for n in range(38):
            orang = pegawai_baru(dunia.instansi, f"Anggota {n:02d}", akun=False)
            _tempatkan(orang, dunia.bidang)
            s = skp_at(StatusSkp.BERJALAN, pegawai=orang)
            if n % 2:
                evaluasi_at(S.DINILAI, skp=s)

        assert hitung(client, reverse("evaluasi:tim")) == sebelum <= 12
        assert "40 orang" in client.get(reverse("evaluasi:tim")).content.decode()


def _tempatkan(orang, unit) -> None:
    from pegawai.services import place_pegawai
    from tests.factories.pegawai import MULAI, jabatan_baru

    place_pegawai(
        pelaku=None,
        pegawai=orang,
        jabatan=jabatan_baru(orang.instansi, "Pengolah Data dan Informasi"),
        unit=unit,
        mulai=MULAI,
    )


def test_no_get_of_these_pages_writes(dunia, skp, tw3, masuk):
    evaluasi = evaluasi_at(S.DINILAI, skp=skp)
    final = evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
    client = masuk(dunia.budi)
    client.get("/")
    alamat = [
        reverse("beranda"),
        reverse("evaluasi:tim"),
        reverse("evaluasi:daftar"),
        reverse("evaluasi:capaian"),
        reverse("evaluasi:pemantauan"),
        reverse("evaluasi:laporan_daftar"),
        *(url(h, evaluasi) for h in ("nilai", "final", "kuadran", "lihat")),
        url("lihat", final),
    ]

    with CaptureQueriesContext(connection) as tertangkap, freeze_time("2026-10-05 03:00:00"):
        for a in alamat:
            assert client.get(a).status_code == 200, a

    tulis = [q["sql"] for q in tertangkap if q["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert tulis == []
    assert not Dokumen.objects.exists()
