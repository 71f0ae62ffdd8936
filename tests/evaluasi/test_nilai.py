"""Judging: what is in sight, why one differs, whose ratings they are, what a ketua tim says, spans side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from evaluasi.errors import BahanBelumLengkap, EvaluasiFinal, PenilaiBerganti
from evaluasi.models import Evaluasi, RekomendasiTim
from evaluasi.rules import Ekspektasi, Saran, StatusEvaluasi, UkuranUtama, check_beda, saran_hasil
from evaluasi.selectors import bahan_evaluasi, pelengkap_of, rekomendasi_ketua, tabel_rentang
from evaluasi.services import (
    finalise_evaluasi,
    save_rekomendasi,
    set_pengaturan_nilai,
    set_rating,
    take_over_rating,
)
from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from kinerja.selectors.apresiasi import ringkas_apresiasi
from kinerja.services import give_umpan_balik
from kinerja.services.apresiasi import give_apresiasi
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import Kabar, TimKerja
from pegawai.rules import JenisPenugasan
from pegawai.services import place_pegawai, set_penilai
from skp.rules import NilaiPerilaku
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, evaluasi_final, isi_bahan, triwulan

pytestmark = pytest.mark.django_db
S, E = StatusEvaluasi, Ekspektasi


def url(nama, *objek):
    return reverse(f"evaluasi:{nama}", args=[o.uuid for o in objek])


@pytest.fixture
def tim(dunia):
    return TimKerja.objects.get(instansi=dunia.instansi)


@pytest.fixture
def tulis(dunia, skp, tw3, tim):
    """Tono recommends Sari; `lain` changes what he says."""

    def _tulis(**lain):
        isi = {"isi": "Menyelesaikan modul layanan lebih cepat.", "rating_hasil": E.DIATAS} | lain
        return save_rekomendasi(pelaku=lain.pop("pelaku", dunia.tono), skp=skp, periode=tw3, tim=tim, **{
            k: v for k, v in isi.items() if k != "pelaku"
        })  # fmt: skip

    return _tulis


class TestSaran:
    @pytest.mark.parametrize(
        ("jumlah", "utama", "rating"),
        [
            ({E.DIATAS: 3, E.SESUAI: 1}, UkuranUtama(), E.DIATAS),
            ({E.DIATAS: 3, E.SESUAI: 1}, UkuranUtama(4, 4), E.DIATAS),
            ({E.DIATAS: 3, E.SESUAI: 1}, UkuranUtama(4, 3), E.SESUAI),
            ({E.DIBAWAH: 2}, UkuranUtama(4, 4), E.DIBAWAH),
        ],
    )
    def test_above_asks_that_the_main_results_are_reached(self, jumlah, utama, rating):
        assert saran_hasil(jumlah, utama).rating == rating

    def test_indicators_alone_suggest_nothing(self):
        assert saran_hasil({}, UkuranUtama(4, 0)) is None

    def test_its_reasons_carry_both_counts(self):
        alasan = saran_hasil({E.DIATAS: 2}, UkuranUtama(4, 3)).alasan

        assert "2 di atas ekspektasi" in alasan
        assert "3 dari 4 indikator utama mencapai target" in alasan

    def test_only_a_difference_asks_for_a_sentence(self):
        saran = Saran(E.SESUAI, "")
        for rating, sebab in ((E.SESUAI, ""), (E.DIATAS, "Melampaui target."), ("", "")):
            check_beda(saran, rating, sebab, sebutan="hasil kerja", bidang="x")
        check_beda(None, E.DIATAS, "", sebutan="hasil kerja", bidang="x")

        with pytest.raises(BahanBelumLengkap, match="berbeda dari saran “sesuai ekspektasi”"):
            check_beda(saran, E.DIATAS, " ", sebutan="hasil kerja", bidang="x")


class TestBeda:
    def test_without_the_sentence_it_does_not_leave_and_with_it_it_is_frozen(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.SESUAI)
        isi = {
            "rating_hasil": E.DIATAS,
            "rating_perilaku": E.SESUAI,
            "alasan_hasil": "Target terlampaui.",
            "alasan_perilaku": "Terbuka.",
        }
        evaluasi = set_rating(pelaku=dunia.budi, evaluasi=evaluasi_at(S.PENGISIAN, skp=skp), **isi)

        with pytest.raises(BahanBelumLengkap) as galat:
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)
        assert galat.value.bidang == "sebab_beda_hasil"
        evaluasi.refresh_from_db()
        assert not evaluasi.is_final

        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, sebab_beda_hasil="Dua modul tambahan.", **isi)
        final = finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)
        assert final.snapshot["sebab_beda_hasil"] == "Dua modul tambahan."
        assert final.snapshot["saran"]["hasil"]["rating"] == "sesuai"

    def test_the_page_opens_the_place_for_it(self, dunia, skp, tw3, masuk):
        isi_bahan(skp, tw3, penilaian=PenilaianUmpanBalik.SESUAI)
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)
        client = masuk(dunia.budi)
        assert client.get(url("nilai", evaluasi)).content.decode().count('<details class="rinci" open>') == 0

        client.post(url("nilai", evaluasi), {"rating_hasil": "dibawah", "versi": 0})

        halaman = client.get(url("nilai", evaluasi)).content.decode()
        assert halaman.count('<details class="rinci" open>') == 1
        assert "Saran: <strong>sesuai ekspektasi</strong>" in halaman


class TestBahan:
    def test_the_latest_three_in_full_the_rest_one_click_away(self, dunia, skp, tw3, masuk):
        for n in range(1, 6):
            give_umpan_balik(
                pelaku=dunia.budi,
                skp=skp,
                nilai=NilaiPerilaku.ADAPTIF,
                isi=f"Belajar hal baru ke-{n}",
                sifat=SifatUmpanBalik.PUJIAN,
                penilaian=PenilaianUmpanBalik.DIATAS,
                tanggal=date(2026, 9, n),
            )
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)
        client = masuk(dunia.budi)

        halaman = client.get(url("nilai", evaluasi)).content.decode()
        semua = client.get(url("bahan", evaluasi), {"nilai": "adaptif"}).content.decode()

        assert "5 umpan balik: 5 di atas ekspektasi." in halaman
        assert [n for n in range(1, 6) if f"ke-{n}" in halaman] == [3, 4, 5]
        assert [n for n in range(1, 6) if f"ke-{n}" in semua] == [1, 2, 3, 4, 5]

    def test_what_was_said_before_the_period_is_counted_not_suggested(self, dunia, skp, tw3):
        give_umpan_balik(
            pelaku=dunia.budi,
            skp=skp,
            nilai=NilaiPerilaku.ADAPTIF,
            isi="Dari triwulan sebelumnya",
            sifat=SifatUmpanBalik.KOREKSI,
            penilaian=PenilaianUmpanBalik.DIBAWAH,
            tanggal=date(2026, 5, 4),
        )

        bahan = bahan_evaluasi(skp, tw3)
        adaptif = next(p for p in bahan.perilaku if p.nilai == NilaiPerilaku.ADAPTIF)

        assert (adaptif.suara.ucapan, adaptif.suara.sebelumnya) == (
            [],
            "1 umpan balik: 1 di bawah ekspektasi",
        )
        assert bahan.saran_perilaku is None

    def test_thanks_are_what_the_page_of_behaviours_shows(self, dunia, skp, tw3, masuk):
        give_apresiasi(
            pelaku=dunia.citra,
            penerima=[dunia.sari],
            nilai=NilaiPerilaku.HARMONIS,
            isi="Terima kasih sudah membantu",
        )
        akhir = triwulan(skp, 4)

        kini = pelengkap_of(skp, akhir, penilai=dunia.budi.pk, hari=akhir.mulai).apresiasi
        acuan = ringkas_apresiasi(skp.pegawai_id, akhir.mulai, akhir.selesai)

        assert (
            (kini.jumlah, kini.per_nilai)
            == (acuan.jumlah, acuan.per_nilai)
            == (1, [(NilaiPerilaku.HARMONIS, 1)])
        )
        assert kini.terbaru[0].apresiasi.penulis.nama_lengkap == "Citra Lestari"

    def test_unknown_part_is_404_and_others_do_not_read_it(self, dunia, skp, masuk):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)

        assert masuk(dunia.budi).get(url("bahan", evaluasi), {"nilai": "x"}).status_code == 404
        assert masuk(dunia.karta).get(url("bahan", evaluasi), {"nilai": "umum"}).status_code == 403


class TestRentang:
    def test_spans_of_the_year_side_by_side_never_averaged(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        lengkap = pelengkap_of(skp, skp.periode, penilai=dunia.budi.pk, hari=date(2026, 10, 5))
        satu = lengkap.rentang[0]
        kedua = replace(satu, jabatan="Plt. Kepala Seksi", is_ini=False, nilai=[])

        tabel = tabel_rentang([satu, kedua])

        assert tabel.kolom == [satu, kedua]
        assert [(p, [n.predikat.label if n else None for _, n in nilai]) for p, nilai in tabel.baris] == [
            ("Triwulan II 2026", ["Baik", None])
        ]

    def test_a_moved_person_keeps_both_spans_in_sight(self, dunia, skp, masuk):
        evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp, periode=triwulan(skp, 3))

        halaman = masuk(dunia.budi).get(url("nilai", evaluasi)).content.decode()

        assert "Tidak ada yang dirata-ratakan" in halaman
        assert "Hasil sesuai ekspektasi, perilaku di atas ekspektasi" in halaman
        assert "Terbuka kepada pengguna." in halaman


class TestPenilaiBerganti:
    @pytest.fixture
    def berganti(self, dunia, skp, tw3):
        """Budi rated; Tono rates from the next day on."""
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=date(2026, 10, 4),
            alasan="Nota",
        )
        return evaluasi

    def test_ratings_of_another_are_not_sent_unread(self, dunia, berganti):
        with pytest.raises(PenilaiBerganti, match="Rating ini ditulis Budi Santoso"):
            finalise_evaluasi(pelaku=dunia.tono, evaluasi=berganti)
        # moving through the team posts the same content: that alone makes nobody their writer
        kini = Evaluasi.objects.get(pk=berganti.pk)
        set_rating(
            pelaku=dunia.tono,
            evaluasi=kini,
            **{
                k: getattr(kini, k)
                for k in (
                    "rating_hasil",
                    "rating_perilaku",
                    "alasan_hasil",
                    "alasan_perilaku",
                    "sebab_beda_hasil",
                    "sebab_beda_perilaku",
                    "catatan_rekomendasi",
                )
            },
        )
        assert Evaluasi.objects.get(pk=berganti.pk).penilai == dunia.budi

    def test_made_his_own_they_are_his(self, dunia, berganti):
        kini = take_over_rating(pelaku=dunia.tono, evaluasi=berganti, nomor_sunting=berganti.nomor_sunting)

        assert (
            finalise_evaluasi(pelaku=dunia.tono, evaluasi=kini).snapshot["penilai"]["nama"] == "Tono Prasetya"
        )

    def test_by_page_and_who_no_longer_rates_may_not(self, dunia, berganti, masuk):
        client = masuk(dunia.tono)
        assert 'id="ambil-alih"' in client.get(url("nilai", berganti)).content.decode()
        assert client.get(url("final", berganti)).content.decode().count("Jadikan penilaian Anda") == 1

        assert client.post(url("ambil_alih", berganti), {"versi": 0}).status_code == 409
        jawab = client.post(url("ambil_alih", berganti), {"versi": berganti.nomor_sunting})

        assert jawab.url == url("nilai", berganti)
        assert 'id="ambil-alih"' not in client.get(url("nilai", berganti)).content.decode()
        with pytest.raises(Dilarang):
            take_over_rating(pelaku=dunia.budi, evaluasi=berganti)


class TestPelaksana:
    def test_a_plt_sees_in_which_post_he_rates(self, dunia, skp, tw3):
        place_pegawai(
            pelaku=None,
            pegawai=dunia.tono,
            jabatan=dunia.penempatan(dunia.budi).jabatan,
            unit=dunia.bidang,
            mulai=date(2026, 10, 1),
            jenis=JenisPenugasan.PLT,
            is_kepala=True,
            turunkan=False,
        )

        jalur = skp.penempatan.unit.jalur
        tanya = {"hari": date(2026, 10, 5), "jalur": jalur}

        assert pelengkap_of(skp, tw3, penilai=dunia.tono.pk, **tanya).sebagai == (
            "Plt. Kepala Bidang Aplikasi Informatika"
        )
        assert pelengkap_of(skp, tw3, penilai=dunia.budi.pk, **tanya).sebagai == ""


class TestRekomendasi:
    def test_the_penilai_reads_it_and_it_is_frozen(self, dunia, skp, tw3, tulis, masuk):
        tulis()
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert evaluasi.snapshot["rekomendasi_tim"] == [
            {
                "tim": "Tim Layanan Digital",
                "oleh": "Tono Prasetya",
                "rating_hasil": "diatas",
                "rating_perilaku": "",
                "isi": "Menyelesaikan modul layanan lebih cepat.",
            }
        ]
        assert Kabar.objects.filter(penerima=dunia.budi, teks__contains="memberi rekomendasi").count() == 1
        with pytest.raises(EvaluasiFinal, match="sudah dikirim"):
            tulis(isi="Terlambat")
        milik = masuk(dunia.sari).get(url("lihat", evaluasi)).content.decode()
        assert "Menyelesaikan modul layanan lebih cepat." in milik
        assert "Berbeda dari saran: Dibaca dari seluruh bukti." in milik

    def test_on_the_page_of_the_one_who_rates(self, dunia, skp, tulis, masuk):
        tulis()

        halaman = masuk(dunia.budi).get(url("nilai", evaluasi_at(S.PENGISIAN, skp=skp))).content.decode()

        assert "Menyelesaikan modul layanan lebih cepat." in halaman
        assert "hasil kerja di atas ekspektasi" in halaman
        assert "1 rekomendasi ketua tim" in masuk(dunia.budi).get(reverse("evaluasi:tim")).content.decode()

    def test_who_may_not(self, dunia, tulis):
        for siapa in (dunia.budi, dunia.citra, dunia.karta, dunia.sari):
            with pytest.raises(Dilarang):
                tulis(pelaku=siapa)
        assert not RekomendasiTim.objects.exists()

    def test_an_agency_may_do_without(self, dunia, tulis, tim, tw3):
        set_pengaturan_nilai(pelaku=dunia.eka, instansi=dunia.instansi, rekomendasi_ketua_tim=False)

        with pytest.raises(Dilarang, match="tidak memakai rekomendasi"):
            tulis()

    def test_two_tabs_and_empty_words(self, dunia, tulis):
        pertama = tulis()
        assert tulis().pk == pertama.pk
        tulis(isi="Tab lain", nomor_sunting=0)

        with pytest.raises(SudahBerubah, match="Tono Prasetya mengubah"):
            tulis(isi="Tab ini", nomor_sunting=0)
        with pytest.raises(BahanBelumLengkap):
            tulis(isi=" ")
        assert RekomendasiTim.objects.get().isi == "Tab lain"

    def test_seen_by_writer_and_penilai_only(self, dunia, tulis):
        satu = tulis()

        melihat = {
            nama
            for nama in ("tono", "budi", "sari", "citra", "karta", "dewi", "eka")
            if RekomendasiTim.objects.visible_to(getattr(dunia, nama)).filter(pk=satu.pk).exists()
        }

        assert melihat == {"tono", "budi"}

    def test_by_page_wrong_input_keeps_what_was_typed(self, dunia, skp, tw3, tim, masuk):
        client, alamat = masuk(dunia.tono), url("rekomendasi_tulis", skp, tw3, tim)
        salah = client.post(alamat, {"isi": "<b>x</b>" * 300})
        assert salah.status_code == 422
        assert "&lt;b&gt;x&lt;/b&gt;" in salah.content.decode()

        client.post(alamat, {"isi": "Rapi dan cepat", "rating_perilaku": "diatas"})

        assert RekomendasiTim.objects.get().rating_perilaku == "diatas"
        daftar = client.get(reverse("evaluasi:rekomendasi"), {"periode": tw3.uuid}).content.decode()
        assert "1 orang · 1 sudah ditulis" in daftar
        assert "Rapi dan cepat" in daftar

    def test_after_the_result_it_is_offered_no_more_and_a_late_word_stays_on_the_page(
        self, dunia, skp, tw3, tim, masuk
    ):
        evaluasi_final(skp, dunia.bupati, dunia.dinas)
        client, alamat = masuk(dunia.tono), url("rekomendasi_tulis", skp, tw3, tim)

        daftar = client.get(reverse("evaluasi:rekomendasi"), {"periode": tw3.uuid}).content.decode()
        terlambat = client.post(alamat, {"isi": "Terlambat, tetapi rapi"})

        assert "Hasil sudah dikirim" in daftar
        assert alamat not in daftar
        assert terlambat.status_code == 422
        for kata in ("Terlambat, tetapi rapi", "tidak dapat diubah lagi"):
            assert kata in terlambat.content.decode()
        assert not RekomendasiTim.objects.exists()

    def test_queries_do_not_follow_the_members(self, dunia, skp, tw3, django_assert_num_queries):
        with django_assert_num_queries(5):
            baris = rekomendasi_ketua(dunia.tono, tw3, date(2026, 10, 5))

        assert [b.skp.pegawai for b in baris] == [dunia.sari]
