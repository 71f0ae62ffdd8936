"""Evidence that is deleted for good, and what may not be."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from kinerja import services, tasks
from kinerja.bukti.pemeriksa import periksa
from kinerja.errors import BuktiDukungDitolak, BuktiMasihDipakai
from kinerja.models import BuktiDukung, Unggahan
from kinerja.models.bukti import pemakaian
from kinerja.selectors import halangan_hapus
from kinerja.selectors.bukti_hapus import _peristiwa
from pegawai import audit
from pegawai.errors import Dilarang
from tests.factories.kinerja import bukti_baru, catatan_baru, gambar, perilaku_baru, realisasi_baru

pytestmark = pytest.mark.django_db


def hapus(bukti, oleh=None):
    services.delete_bukti(pelaku=oleh or bukti.pemilik, bukti=bukti)


def halaman(bukti):
    return reverse("kinerja:bukti_hapus", args=[bukti.uuid])


def tempat(bukti):
    return [bukti.berkas.name, *bukti.pratinjau["gambar"]]


def lepas(bukti, objek):
    services.detach_bukti(pelaku=bukti.pemilik, bukti=bukti, objek=objek)


@pytest.fixture
def foto(skp):
    """A picture: it has a preview beside it."""
    b = bukti_baru(skp, "foto.jpg", isi=gambar())
    b.pratinjau = {"gambar": [default_storage.save("pratinjau/2026/05/12/foto", ContentFile(b"webp"))]}
    b.save(update_fields=["pratinjau"])
    return b


class TestHapus:
    def test_row_file_and_preview_go_and_the_history_says_who(
        self, sari, foto, django_capture_on_commit_callbacks
    ):
        simpanan = tempat(foto)
        Unggahan.objects.create(
            instansi=foto.instansi, pemilik=foto.pemilik, skp=foto.skp, nama="a", ukuran=1, bukti=foto
        )
        assert "tidak dapat dibatalkan" in sari.get(halaman(foto)).content.decode()
        assert BuktiDukung.objects.filter(pk=foto.pk).exists()  # looking deletes nothing

        with django_capture_on_commit_callbacks(execute=True):
            jawab = sari.post(halaman(foto), follow=True)

        assert "foto.jpg dihapus" in jawab.content.decode()
        assert not BuktiDukung.objects.filter(pk=foto.pk).exists()
        assert len(simpanan) == 2
        assert not any(default_storage.exists(n) for n in simpanan)
        akhir = audit.riwayat(foto)[0]
        assert (akhir["tindakan"], akhir["pelaku"]) == ("bukti.dihapus", foto.pemilik_id)

    def test_second_press_and_second_process_find_it_done(self, sari, foto):
        hapus(foto)
        hapus(foto)

        assert "sudah dihapus" in sari.post(halaman(foto), follow=True).content.decode()
        assert sari.get(halaman(foto)).status_code == 404
        hilang = BuktiDukung.pgh_event_model.objects.filter(uuid=foto.uuid, pgh_label="delete")
        assert hilang.count() == 1

    def test_copy_on_the_same_file_keeps_it_until_it_goes_too(self, foto, django_capture_on_commit_callbacks):
        salinan = BuktiDukung.objects.get(pk=foto.pk)
        salinan.pk, salinan.uuid = None, uuid4()
        salinan.save()

        with django_capture_on_commit_callbacks(execute=True):
            hapus(foto)
        assert all(default_storage.exists(n) for n in tempat(salinan))

        with django_capture_on_commit_callbacks(execute=True):
            hapus(salinan)
        assert not any(default_storage.exists(n) for n in tempat(salinan))

    def test_what_the_store_kept_is_removed_later(self, foto):
        """The callback after the commit never ran: the process died."""
        simpanan = tempat(foto)
        hapus(foto)
        assert all(default_storage.exists(n) for n in simpanan)

        with freeze_time(timezone.now()) as jam:
            jam.move_to("2026-05-12 05:00:00")
            assert tasks.rapikan_bukti_dihapus() == len(simpanan)

        assert not any(default_storage.exists(n) for n in simpanan)
        assert tasks.rapikan_bukti_dihapus() == 0

    def test_deleted_while_it_is_examined_leaves_nothing_behind(self, skp, dunia):
        berkas = ContentFile(gambar(warna="red"), name="a.jpg")
        b = services.upload_bukti(pelaku=dunia.sari, skp=skp, berkas=berkas, nama="a.jpg")

        def sambil_dihapus(isi):
            hapus(b)
            return periksa(isi)

        services.examine_bukti(bukti=b, periksa=sambil_dihapus)

        assert not BuktiDukung.objects.filter(pk=b.pk).exists()
        assert not default_storage.exists("bukti") or not default_storage.listdir("bukti/2026/05/12")[1]

    def test_chosen_in_another_tab_it_is_refused_by_name(self, foto, rhk, hari_ini):
        hapus(foto)

        with pytest.raises(BuktiDukungDitolak, match=r"foto\.jpg sudah dihapus"):
            catatan_baru(rhk, hari_ini, bukti=[foto])


class TestMasihDipakai:
    def test_sentence_names_the_place_and_nothing_changes(self, sari, foto, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, bukti=[foto])
        p = perilaku_baru(foto.skp, hari_ini, bukti=[foto])

        jawab = sari.post(halaman(foto))
        lihat = sari.get(halaman(foto)).content.decode()

        assert jawab.status_code == 409
        assert "catatan kerja 12 Mei 2026 dan 1 tempat lain" in jawab.content.decode()
        assert "Tekan Lepas" in lihat
        assert 'class="konfirmasi' not in lihat
        assert all(default_storage.exists(n) for n in tempat(foto))
        lepas(foto, c)
        lepas(foto, p)
        hapus(foto)

    def test_withdrawn_entry_holds_it_while_it_can_come_back(self, foto, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, bukti=[foto])
        services.withdraw_catatan(pelaku=foto.pemilik, catatan=c)

        with pytest.raises(BuktiMasihDipakai, match="masih dapat dipulihkan"):
            hapus(foto)

        with freeze_time(timezone.now() + timedelta(hours=25)):
            hapus(foto)
        assert not c.bukti.exists()

    def test_every_relation_has_its_history(self):
        """Without it, nobody could say whether something final was built on the evidence."""
        assert len(pemakaian()) >= 4
        assert all(_peristiwa(r.through) for r in pemakaian())


class TestTetap:
    @pytest.fixture
    def indikator(self, rhk):
        return rhk.indikator.first()

    def test_frozen_with_a_closed_period(self, dunia, foto, rhk, indikator, triwulan, hari_ini):
        catatan_baru(rhk, hari_ini, bukti=[foto])
        r = realisasi_baru(indikator, triwulan, 3, sumber_data="Arsip", bukti=[foto])
        with freeze_time("2026-08-01 03:00:00"):
            assert tasks.tutup_periode() == 1
            with pytest.raises(BuktiMasihDipakai, match=r"realisasi .* yang sudah dibekukan.*lepas lewat"):
                hapus(foto)
            r.bukti.clear()
            foto.catatan.clear()
            with pytest.raises(BuktiMasihDipakai, match="hanya Anda yang melihatnya"):
                hapus(foto)

    def test_released_before_the_closing_it_may_go(self, foto, rhk, indikator, triwulan, hari_ini):
        """The rows of history carry the database's own clock: the closing lies after it."""
        lepas(foto, c := catatan_baru(rhk, hari_ini, bukti=[foto]))
        realisasi_baru(indikator, triwulan, 3, sumber_data="Arsip")
        with freeze_time("2099-08-01 03:00:00"):
            assert tasks.tutup_periode() == 1
            assert halangan_hapus(foto) == ""
            c.bukti.add(foto)
            assert "sudah dibekukan" in halangan_hapus(foto)

    def test_behaviour_of_a_final_evaluation(self, dunia, foto, triwulan, hari_ini):
        p = perilaku_baru(foto.skp, hari_ini, bukti=[foto])
        services.lock_realisasi(pelaku=dunia.budi, skp=foto.skp, periode=triwulan)
        lepas(foto, p)

        with pytest.raises(BuktiMasihDipakai, match="sudah final"):
            hapus(foto)

    def test_brought_after_the_final_evaluation_it_was_no_part_of_it(self, dunia, skp, triwulan, hari_ini):
        services.lock_realisasi(pelaku=dunia.budi, skp=skp, periode=triwulan)
        with freeze_time("2026-05-12 05:00:00"):
            baru = bukti_baru(skp)
            p = perilaku_baru(skp, hari_ini, bukti=[baru])
            assert "Tekan Lepas" in halangan_hapus(baru)
            lepas(baru, p)
            hapus(baru)

    def test_named_by_a_correction(self, foto, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, bukti=[foto])
        isi = {"rhk": rhk, "uraian": "Rapat", "bukti": []}
        with freeze_time("2026-08-01 03:00:00"):
            services.correct_catatan(pelaku=foto.pemilik, catatan=c, alasan="Berkas keliru", **isi)
            with pytest.raises(BuktiMasihDipakai, match="koreksi catatan kerja 12 Mei 2026"):
                hapus(foto)


class TestSiapa:
    def test_only_the_owner(self, dunia, masuk, foto, rhk, hari_ini):
        asing = masuk(dunia.citra).post(halaman(foto))
        catatan_baru(rhk, hari_ini, bukti=[foto])
        penilai = masuk(dunia.budi).post(halaman(foto))

        assert (asing.status_code, penilai.status_code) == (404, 403)
        assert "Hanya pemilik bukti" in penilai.content.decode()
        with pytest.raises(Dilarang):
            hapus(foto, oleh=dunia.budi)

    def test_api_answers_like_the_page(self, sari, foto, rhk, hari_ini):
        alamat = reverse("api_kinerja:bukti_satu", args=[foto.uuid])
        c = catatan_baru(rhk, hari_ini, bukti=[foto])

        dipakai = sari.delete(alamat)
        lepas(foto, c)

        assert (dipakai.status_code, dipakai.json()["kode"]) == (409, "bukti_masih_dipakai")
        assert sari.delete(alamat).status_code == 204
        assert sari.delete(alamat).status_code == 404

    def test_page_stays_within_its_queries(
        self, sari, foto, rhk, triwulan, hari_ini, django_assert_max_num_queries
    ):
        for _ in range(3):
            catatan_baru(rhk, hari_ini, bukti=[foto])
        realisasi_baru(rhk.indikator.first(), triwulan, 3, sumber_data="Arsip", bukti=[foto])

        with django_assert_max_num_queries(12):
            sari.get(halaman(foto))
