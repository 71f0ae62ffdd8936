"""The penilai's pages: his queue, one SKP with his decision, and what he is told when he comes second."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pegawai.services import close_penempatan
from skp.models import Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import RHK_PIMPINAN, skp_at
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp


class TestTinjau:
    def test_shows_the_leaders_rhk_and_the_decision(self, dunia, masuk):
        milik = skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=["Layanan siap pakai", "Data tertib"]).rhk.first()
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.sari, rhk_pimpinan=milik)
        isi = teks(masuk(dunia.budi).get(url("tinjau", skp)))
        assert "Keputusan saya" in isi
        assert "Layanan siap pakai Didukung" in isi
        assert "Data tertib Tidak didukung" in isi

    def test_words_that_name_the_leaders_rhk_are_no_lack_of_support(self, dunia, masuk):
        skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=[RHK_PIMPINAN])
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.sari)

        isi = teks(masuk(dunia.budi).get(url("tinjau", skp)))

        assert skp.rhk.filter(rhk_pimpinan_teks=RHK_PIMPINAN, rhk_pimpinan=None).exists()
        assert f"{RHK_PIMPINAN} Ditulis, belum tertaut" in isi

    @pytest.mark.parametrize(
        ("nama", "status"), [("sari", 403), ("karta", 403), ("eka", 403), ("citra", 404)]
    )
    def test_is_for_the_penilai(self, dunia, masuk, diajukan, nama, status):
        response = masuk(getattr(dunia, nama)).get(url("tinjau", diajukan))
        assert response.status_code == status
        if status == 403:
            assert "pejabat penilainya" in teks(response)

    def test_decided_already_it_shows_no_button(self, dunia, masuk, skp_di):
        halaman = masuk(dunia.budi).get(url("tinjau", skp_di(S.BERJALAN)))
        assert url("setujui", Skp.objects.get()) not in halaman.content.decode()
        assert "menyetujui SKP" in teks(halaman)

    def test_goes_on_to_the_next_and_at_last_to_the_list(self, dunia, masuk, diajukan):
        kedua = skp_at(S.DIAJUKAN, pegawai=dunia.citra)
        client = masuk(dunia.budi)
        halaman = client.get(url("tinjau", diajukan))
        assert "1 dari 2 yang menunggu Anda" in teks(halaman)
        assert f'href="{url("tinjau", kedua)}" data-key="j"' in halaman.content.decode()
        assert (
            f'href="{url("tinjau", diajukan)}" data-key="k"'
            in client.get(url("tinjau", kedua)).content.decode()
        )

        assert client.post(url("setujui", diajukan))["Location"] == url("tinjau", kedua)
        assert client.post(url("kembalikan", kedua), {"catatan": "x"})["Location"] == url("tim")

    def test_a_return_without_note_keeps_the_page(self, dunia, masuk, diajukan):
        response = masuk(dunia.budi).post(url("kembalikan", diajukan), {"catatan": "  "})
        assert response.status_code == 422
        assert "Catatan untuk pegawai belum diisi." in teks(response)
        assert "Keputusan saya" in teks(response)

    def test_approving_on_a_stale_page_is_409(self, dunia, masuk, diajukan):
        response = masuk(dunia.budi).post(url("setujui", diajukan), {"nomor_sunting": "1"})
        assert response.status_code == 409
        assert "berubah setelah Anda membukanya" in teks(response)

    def test_the_second_tab_is_told_who_and_when(self, dunia, masuk, diajukan):
        client = masuk(dunia.budi)
        client.post(url("setujui", diajukan))
        response = client.post(url("setujui", diajukan))
        assert response.status_code == 409
        assert "Budi Santoso menyetujui SKP ini pada" in teks(response)

    def test_queries(self, dunia, masuk, diajukan, django_assert_max_num_queries):
        client = masuk(dunia.budi)
        client.get(url("tinjau", diajukan))
        with django_assert_max_num_queries(12):
            client.get(url("tinjau", diajukan))


class TestTim:
    def test_what_waits_comes_first_and_who_has_none_is_named(self, dunia, masuk):
        skp_at(S.DRAF, pegawai=dunia.citra)
        skp_at(S.DIAJUKAN, pegawai=dunia.sari)
        pegawai_baru(dunia.instansi, "Zainal Belum", unit=dunia.bidang)
        from pegawai.services import derive_penilai

        derive_penilai(dunia.instansi)
        isi = teks(masuk(dunia.budi).get(url("tim")))
        assert isi.index("Sari Puspita") < isi.index("Citra Lestari")
        assert "2 SKP · 1 draf, 1 menunggu Anda" in isi
        assert "Belum menyusun SKP (1)" in isi
        assert "Zainal Belum" in isi

    @pytest.mark.parametrize(
        ("saring", "ada", "tidak_ada"),
        [
            ({"status": "diajukan"}, "Sari Puspita", "Citra Lestari"),
            ({"cari": "citra"}, "Citra Lestari", "Sari Puspita"),
            ({"cari": "tidak ada"}, "Tidak ada yang cocok", "Sari Puspita"),
        ],
    )
    def test_is_filtered(self, dunia, masuk, diajukan, saring, ada, tidak_ada):
        skp_at(S.DRAF, pegawai=dunia.citra)
        isi = teks(masuk(dunia.budi).get(url("tim"), saring))
        assert ada in isi
        assert tidak_ada not in isi

    def test_others_find_it_empty(self, dunia, masuk, diajukan):
        assert "Belum ada SKP" in teks(masuk(dunia.citra).get(url("tim")))

    def test_it_changes_hands_with_the_unit(self, dunia, masuk, diajukan):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=timezone.localdate() - timedelta(days=1),
            alasan="Mutasi",
        )
        assert "Sari Puspita" in teks(masuk(dunia.karta).get(url("tim")))
        assert "Sari Puspita" not in teks(masuk(dunia.budi).get(url("tim")))

    def test_same_queries_for_three_and_forty(self, dunia, masuk, django_assert_num_queries):
        from pegawai.services import derive_penilai

        client = masuk(dunia.budi)
        for jumlah in (3, 37):
            orang = [
                pegawai_baru(dunia.instansi, f"Anggota {jumlah}-{n:02}", unit=dunia.bidang, akun=False)
                for n in range(jumlah)
            ]
            derive_penilai(dunia.instansi)
            for o in orang:
                skp = skp_at(S.DRAF, pegawai=o, isi=False)
                Skp.objects.filter(pk=skp.pk).update(status="diajukan", diajukan_pada=timezone.now())
            client.get(url("tim"))
            with django_assert_num_queries(6):
                halaman = client.get(url("tim"))
        assert "Halaman 1 dari 2" in teks(halaman)
