"""Own placement and chain, and "ini salah"."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from pegawai.models import Penempatan, PermintaanPerbaikan
from pegawai.rules import BidangPerbaikan, JenisPenugasan, Peran, StatusPerbaikan
from pegawai.services import (
    derive_penilai,
    grant_peran,
    place_pegawai,
    reject_perbaikan,
    report_salah,
    set_penilai,
)
from tests.factories.pegawai import MULAI, jabatan_baru, pegawai_baru

SAYA = "/pegawai/saya/"
SALAH = "/pegawai/saya/salah/"
pytestmark = pytest.mark.django_db


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestPenempatanSaya:
    def test_the_whole_chain_stands_on_one_page(self, dunia, masuk):
        halaman = teks(masuk(dunia.sari).get(SAYA))

        for kata in (
            "Sari Puspita",
            "Penata Muda Tingkat I / III/b",
            "Pranata Komputer Ahli Pertama",
            "Kabupaten Tirta Jaya › Dinas Komunikasi dan Informatika › Bidang Aplikasi Informatika",
            "Budi Santoso Kepala Bidang Aplikasi Informatika Mengikuti pimpinan unit, 1 Januari 2024 – sekarang",
            "Karta Wijaya",
            "Tim Layanan Digital , anggota",
            "Eka Rahmawati (admin kepegawaian)",
        ):
            assert kata in halaman
        assert "Yang belum lengkap" not in halaman
        assert halaman.count("Ini salah") == 6  # five rows and the line that explains it

    def test_acting_posts_and_granted_roles_are_shown(self, dunia, masuk):
        place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            unit=dunia.bidang_lain,
            mulai=MULAI,
            jenis=JenisPenugasan.PLT,
            is_kepala=True,
        )
        grant_peran(pelaku=None, pegawai=dunia.sari, peran=Peran.AUDITOR, unit=dunia.dinas)

        halaman = teks(masuk(dunia.sari).get(SAYA))

        assert "Plt. Kepala Bidang Statistik, Bidang Statistik" in halaman
        assert "Auditor, Dinas Komunikasi dan Informatika dan di bawahnya" in halaman

    def test_a_settled_penilai_is_told_as_such(self, dunia, masuk):
        set_penilai(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            penilai=dunia.karta,
            mulai=MULAI,
            alasan="Nota",
        )

        halaman = teks(masuk(dunia.sari).get(SAYA))

        assert "Ditetapkan admin" in halaman
        assert "Tidak ada: penilai Anda pejabat negara" not in halaman

    def test_whoever_the_bupati_rates_has_no_atasan_penilai(self, dunia, masuk):
        assert "Tidak ada: penilai Anda pejabat negara" in teks(masuk(dunia.karta).get(SAYA))

    def test_a_pejabat_negara_is_not_rated(self, dunia, masuk):
        halaman = teks(masuk(dunia.bupati).get(SAYA))

        assert "Bupati Tirta Jaya" in halaman
        assert "Pejabat penilai kinerja" not in halaman
        assert "Yang belum lengkap" not in halaman

    def test_what_is_missing_is_told_with_who_can_mend_it(self, dunia, masuk):
        baru = pegawai_baru(dunia.instansi, "Hani Safitri", golongan="")

        halaman = teks(masuk(baru).get(SAYA))

        assert "Anda belum ditempatkan di unit mana pun. SKP belum dapat dibuat." in halaman
        assert "Yang dapat melengkapi: Eka Rahmawati (admin kepegawaian)." in halaman

    def test_a_unit_without_any_head_above(self, dunia, masuk):
        Penempatan.objects.filter(is_kepala=True).update(is_kepala=False)
        derive_penilai(dunia.instansi)

        halaman = teks(masuk(dunia.sari).get(SAYA))

        assert "Pejabat penilai Anda belum ada. SKP belum dapat diajukan." in halaman
        assert "Bidang Aplikasi Informatika belum memiliki pimpinan." in halaman

    def test_a_penilai_who_sits_nowhere_leaves_the_chain_open(self, dunia, masuk):
        set_penilai(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            penilai=pegawai_baru(dunia.instansi, "Lepas"),
            mulai=MULAI,
            alasan="Nota",
        )

        halaman = teks(masuk(dunia.sari).get(SAYA))

        assert "Lepas belum ditempatkan di unit mana pun." in halaman
        assert "Atasan pejabat penilai Anda belum ada. Keberatan belum dapat diputus." in halaman

    def test_without_pangkat_it_is_said(self, dunia, masuk):
        dunia.sari.golongan = ""
        dunia.sari.save()

        assert "Pangkat dan golongan Anda belum tercatat." in teks(masuk(dunia.sari).get(SAYA))

    def test_an_agency_without_admin_says_whom_to_ask(self, dunia, masuk):
        dunia.eka.peran_diberikan.all().delete()

        assert "belum ada admin kepegawaian" in teks(masuk(dunia.sari).get(SAYA))

    @pytest.mark.parametrize("siapa", ["sari", "budi", "eka", "bupati"])
    def test_queries(self, dunia, masuk, django_assert_max_num_queries, siapa):
        client = masuk(getattr(dunia, siapa))
        client.get(SAYA)

        with django_assert_max_num_queries(12):
            client.get(SAYA)


class TestLaporkan:
    def test_what_is_wrong_is_chosen_first(self, dunia, masuk):
        halaman = masuk(dunia.sari).get(SALAH).content.decode()

        for bidang in BidangPerbaikan:
            assert f"?bidang={bidang}" in halaman

    @pytest.mark.parametrize("bidang", BidangPerbaikan)
    def test_each_matter_has_its_form(self, dunia, masuk, bidang):
        client = masuk(dunia.sari)
        assert client.get(f"{SALAH}?bidang={bidang}").status_code == 200

        response = client.post(SALAH, {"bidang": bidang, "data_benar": "Seharusnya lain"}, follow=True)

        assert "Laporan terkirim kepada admin kepegawaian." in teks(response)
        assert "“Seharusnya lain”" in teks(response)
        assert PermintaanPerbaikan.objects.get().bidang == bidang

    def test_the_right_penilai_is_picked(self, dunia, masuk):
        masuk(dunia.sari).post(
            SALAH, {"bidang": "penilai", "data_benar": "Pindah tim", "usul_penilai": dunia.karta.uuid}
        )

        assert PermintaanPerbaikan.objects.get().usul_penilai == dunia.karta

    def test_a_unit_of_another_agency_cannot_be_picked(self, dunia, masuk):
        from tests.factories.pegawai import instansi_baru, unit_baru

        asing = unit_baru(instansi_baru("Lain"), "Unit asing")

        response = masuk(dunia.sari).post(
            SALAH, {"bidang": "unit", "data_benar": "x", "usul_unit": asing.uuid}
        )

        assert response.status_code == 422
        assert not PermintaanPerbaikan.objects.exists()

    def test_nothing_said_is_asked_for(self, dunia, masuk):
        response = masuk(dunia.sari).post(SALAH, {"bidang": "unit", "data_benar": "  "})

        assert response.status_code == 422
        assert "Tulis data yang benar" in teks(response)

    def test_the_same_matter_twice_is_refused_and_the_text_stays(self, dunia, masuk):
        client = masuk(dunia.sari)
        client.post(SALAH, {"bidang": "unit", "data_benar": "Pertama"})

        response = client.post(SALAH, {"bidang": "unit", "data_benar": "Kedua kalinya"})

        assert response.status_code == 422
        assert "masih menunggu admin" in teks(response)
        assert "Kedua kalinya" in response.content.decode()
        assert PermintaanPerbaikan.objects.count() == 1

    def test_html_stays_text(self, dunia, masuk):
        client = masuk(dunia.sari)

        response = client.post(
            SALAH, {"bidang": "lain", "data_benar": "<script>alert(1)</script>"}, follow=True
        )

        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.content.decode()


class TestCabut:
    def buat(self, dunia):
        return report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.LAIN, data_benar="Salah"
        )

    def test_works(self, dunia, masuk):
        laporan = self.buat(dunia)

        response = masuk(dunia.sari).post(f"{SAYA}laporan/{laporan.uuid}/cabut/", follow=True)

        assert "Laporan dicabut." in teks(response)
        laporan.refresh_from_db()
        assert laporan.status == StatusPerbaikan.DICABUT

    def test_stranger_finds_nothing(self, dunia, masuk):
        laporan = self.buat(dunia)

        assert masuk(dunia.citra).post(f"{SAYA}laporan/{laporan.uuid}/cabut/").status_code == 404

    def test_an_admin_does_not_withdraw_for_others(self, dunia, masuk):
        laporan = self.buat(dunia)

        assert masuk(dunia.eka).post(f"{SAYA}laporan/{laporan.uuid}/cabut/").status_code == 403

    def test_an_answered_report_stays(self, dunia, masuk):
        laporan = self.buat(dunia)
        reject_perbaikan(pelaku=dunia.eka, permintaan=laporan, jawaban="Sudah benar")

        response = masuk(dunia.sari).post(f"{SAYA}laporan/{laporan.uuid}/cabut/")

        assert response.status_code == 409
        assert "sudah dijawab Eka Rahmawati" in teks(response)

    def test_get_is_refused(self, dunia, masuk):
        assert masuk(dunia.sari).get(f"{SAYA}laporan/{self.buat(dunia).uuid}/cabut/").status_code == 405


def test_the_answer_is_read_on_the_own_page(dunia, masuk):
    laporan = report_salah(
        pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.NAMA, data_benar="Gelar kurang"
    )
    reject_perbaikan(pelaku=dunia.eka, permintaan=laporan, jawaban="Ijazah belum diserahkan.")

    halaman = teks(masuk(dunia.sari).get(SAYA))

    assert "Ijazah belum diserahkan." in halaman
    assert "Data dinyatakan benar" in halaman
    assert f"Eka Rahmawati, {timezone.localdate().day}" in halaman
