"""Pages of progress: what stands behind, the way of combining, closing a period, opening it again."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from freezegun import freeze_time

from kinerja import tasks
from kinerja.models import BekuRealisasi, PembukaanPeriode, Realisasi
from kinerja.services import lock_realisasi
from skp.models import IndikatorKinerja
from tests.factories.kinerja import bukti_baru, catatan_baru, realisasi_baru


@pytest.fixture
def indikator(rhk) -> IndikatorKinerja:
    return rhk.indikator.get()


@pytest.fixture
def catatan(rhk, hari_ini):
    bukti = bukti_baru(rhk.skp)
    return [
        catatan_baru(
            rhk, hari_ini, "Menyusun dua laporan", jumlah=Decimal(2), satuan="laporan", bukti=[bukti]
        ),
        catatan_baru(rhk, hari_ini, "Menyusun satu laporan", jumlah=Decimal(1), satuan="Laporan"),
        catatan_baru(rhk, hari_ini, "Rapat persiapan", jumlah=Decimal(1), satuan="rapat"),
    ]


def alamat(nama, *args):
    return reverse(f"kinerja:{nama}", args=args)


@pytest.mark.django_db
class TestDasar:
    def test_entries_that_count_stand_apart_with_their_evidence(
        self, masuk, dunia, indikator, triwulan, catatan
    ):
        isi = masuk(dunia.budi).get(alamat("realisasi_dasar", indikator.uuid, triwulan.uuid)).text

        assert "Catatan yang terhitung (2)" in isi
        assert "Catatan lain untuk hasil kerja ini (1)" in isi
        assert "jumlah dari catatan, 2 catatan" in isi
        assert "laporan.pdf" in isi

    def test_what_was_written_differs_from_the_log(self, masuk, dunia, indikator, triwulan, catatan):
        realisasi_baru(indikator, triwulan, 5)
        isi = masuk(dunia.sari).get(alamat("realisasi_dasar", indikator.uuid, triwulan.uuid)).text

        assert "2 lebih tinggi dari catatan (3)." in isi

    def test_a_change_behind_a_frozen_copy_is_told(self, masuk, dunia, indikator, triwulan, catatan):
        realisasi_baru(indikator, triwulan, 3)
        lock_realisasi(pelaku=dunia.budi, skp=indikator.rhk.skp, periode=triwulan)
        halaman = alamat("realisasi_dasar", indikator.uuid, triwulan.uuid)
        assert "berubah setelah periode ditutup" not in masuk(dunia.budi).get(halaman).text

        catatan_baru(indikator.rhk, date(2026, 5, 11), "Menyusul")
        assert "berubah setelah periode ditutup" in masuk(dunia.budi).get(halaman).text

    def test_a_stranger_gets_404(self, masuk, dunia, indikator, triwulan):
        halaman = alamat("realisasi_dasar", indikator.uuid, triwulan.uuid)
        assert masuk(dunia.citra).get(halaman).status_code == 404


@pytest.mark.django_db
class TestRealisasi:
    def test_the_picture_says_in_words_what_it_draws(self, masuk, dunia, indikator, triwulan, catatan):
        realisasi_baru(indikator, triwulan, 5)
        isi = masuk(dunia.sari).get(f"{alamat('realisasi')}?periode={triwulan.uuid}").text

        assert "Dijumlahkan sampai TW II: 5." in isi
        assert "Target 12 laporan, dicapai atau dilampaui." in isi
        assert "Kemajuan seluruh indikator" in isi
        assert "2 lebih tinggi dari catatan (3)." in isi

    def test_the_way_of_combining_changes_what_stands_so_far(self, masuk, dunia, indikator, triwulan):
        jawab = masuk(dunia.sari).post(
            alamat("gabung_pilih", indikator.uuid), {"gabung": "terakhir", "periode": str(triwulan.uuid)}
        )

        assert jawab.status_code == 302
        assert IndikatorKinerja.objects.get(pk=indikator.pk).gabung == "terakhir"
        assert masuk(dunia.tono).post(alamat("gabung_pilih", indikator.uuid)).status_code == 403

    def test_twelve_queries_at_most(self, masuk, dunia, indikator, triwulan, catatan):
        realisasi_baru(indikator, triwulan, 5)
        lock_realisasi(pelaku=dunia.budi, skp=indikator.rhk.skp, periode=triwulan)
        klien = masuk(dunia.sari)
        for halaman in (
            f"{alamat('realisasi')}?periode={triwulan.uuid}",
            alamat("realisasi_dasar", indikator.uuid, triwulan.uuid),
            f"{alamat('tutup')}?periode={triwulan.uuid}",
        ):
            with CaptureQueriesContext(
                connection,
            ) as c:
                assert klien.get(halaman).status_code == 200
            assert len(c) <= 12, (halaman, len(c), [q["sql"][:120] for q in c.captured_queries])


@pytest.mark.django_db
class TestTutup:
    def test_what_is_missing_then_all_proposals_with_one_press(self, masuk, dunia, skp, triwulan, catatan):
        klien = masuk(dunia.sari)
        halaman = f"{alamat('tutup')}?skp={skp.uuid}&periode={triwulan.uuid}"
        isi = klien.get(halaman).text
        assert "0 dari 2 indikator lengkap" in isi
        assert "Realisasi belum diisi." in isi
        assert "Pakai 3 laporan" in isi

        jawab = klien.post(alamat("usul_pakai", skp.uuid, triwulan.uuid), follow=True)

        r = Realisasi.objects.get()
        assert (r.angka, r.sumber_data, r.bukti.count()) == (Decimal(3), "Catatan kerja", 1)
        assert "1 dari 2 indikator lengkap" in jawab.text
        assert klien.post(alamat("usul_pakai", skp.uuid, triwulan.uuid)).status_code == 409

    def test_a_proposal_never_replaces_what_was_written(
        self, masuk, dunia, skp, triwulan, catatan, indikator
    ):
        realisasi_baru(indikator, triwulan, 5)
        jawab = masuk(dunia.sari).post(
            alamat("usul_pakai", skp.uuid, triwulan.uuid), {"indikator": str(indikator.uuid)}
        )

        assert jawab.status_code == 409
        assert Realisasi.objects.get().angka == Decimal(5)

    def test_others_do_not_close_for_him(self, masuk, dunia, skp, triwulan, catatan):
        assert masuk(dunia.budi).post(alamat("usul_pakai", skp.uuid, triwulan.uuid)).status_code == 403
        assert masuk(dunia.citra).post(alamat("usul_pakai", skp.uuid, triwulan.uuid)).status_code == 404


@pytest.mark.django_db
class TestBukaKembali:
    def test_admin_opens_owner_corrects_on_the_page_with_a_reason(
        self, masuk, dunia, skp, triwulan, indikator, catatan
    ):
        realisasi_baru(indikator, triwulan, 3)
        with freeze_time("2026-07-15 03:00:00"):
            tasks.tutup_periode()
            halaman = alamat("periode_buka", skp.uuid, triwulan.uuid)
            salah = masuk(dunia.eka).post(halaman, {"sampai": "2026-07-17", "alasan": ""})
            assert salah.status_code == 422
            assert "Alasan belum ditulis." in salah.text
            masuk(dunia.eka).post(halaman, {"sampai": "2026-07-17", "alasan": "Laporan terlewat"})
            assert PembukaanPeriode.objects.get().alasan == "Laporan terlewat"

            sari, awalan = masuk(dunia.sari), f"i{indikator.uuid.hex[:8]}"
            isi = {f"{awalan}-nomor_sunting": 1, f"{awalan}-angka": "4", f"{awalan}-sumber_data": ""}
            kirim = alamat("realisasi_simpan", indikator.uuid, triwulan.uuid)
            tanpa = sari.post(kirim, isi)
            assert tanpa.status_code == 422
            assert "Tulis alasan perubahannya" in tanpa.text
            assert sari.post(kirim, isi | {f"{awalan}-alasan": "Satu terlewat"}).status_code == 302
            assert BekuRealisasi.objects.get(ke=2).alasan == "Satu terlewat"
            lihat = sari.get(f"{alamat('realisasi')}?periode={triwulan.uuid}").text
            assert "Satu terlewat" in lihat
