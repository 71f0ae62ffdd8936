"""Behaviour entries: who writes about whom, what an entry shows, how many, edited and answered."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kinerja import permissions
from kinerja.errors import CatatanTidakSah
from kinerja.models import CatatanPerilaku
from kinerja.rules import PenulisPerilaku
from kinerja.services import (
    edit_perilaku,
    examine_bukti,
    reply_perilaku,
    set_pengaturan_perilaku,
    withdraw_perilaku,
)
from pegawai.errors import Dilarang, SudahBerubah
from skp.rules import NilaiPerilaku
from tests.factories.kinerja import pdf, perilaku_baru

KOLABORATIF = NilaiPerilaku.KOLABORATIF


def alamat(nama, *args):
    return reverse(f"kinerja:{nama}", args=args)


@pytest.mark.django_db
class TestSiapa:
    @pytest.mark.parametrize(
        ("siapa", "penulis"),
        [
            ("sari", PenulisPerilaku.SENDIRI),
            ("budi", PenulisPerilaku.PIMPINAN),
            ("karta", PenulisPerilaku.PIMPINAN),
            ("tono", PenulisPerilaku.PIMPINAN),
            ("citra", PenulisPerilaku.REKAN),
            ("dewi", None),
            ("eka", None),
            ("bupati", None),
        ],
    )
    def test_who_writes_about_sari(self, dunia, skp, siapa, penulis):
        pelaku = getattr(dunia, siapa)

        assert permissions.penulis_perilaku(pelaku, skp) == penulis
        assert bool(permissions.may_log_perilaku(pelaku, skp)) == (penulis is not None)

    def test_a_bawahan_does_not_write_about_his_penilai(self, dunia, skp):
        from skp.rules import StatusSkp
        from tests.factories.skp import skp_at

        milik_budi = skp_at(StatusSkp.BERJALAN, pegawai=dunia.budi)
        assert permissions.penulis_perilaku(dunia.sari, milik_budi) is None

    def test_the_agency_closes_it_to_colleagues(self, dunia, skp):
        set_pengaturan_perilaku(
            pelaku=dunia.eka, instansi=dunia.instansi, maks_per_hari=2, is_rekan_dibuka=False
        )

        assert permissions.penulis_perilaku(dunia.citra, skp) is None
        assert permissions.penulis_perilaku(dunia.budi, skp) == PenulisPerilaku.PIMPINAN
        with pytest.raises(Dilarang):
            set_pengaturan_perilaku(
                pelaku=dunia.budi, instansi=dunia.instansi, maks_per_hari=2, is_rekan_dibuka=True
            )


@pytest.mark.django_db
class TestIsi:
    def test_it_names_the_guidance_and_keeps_the_expectation_in_its_words(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, KOLABORATIF, oleh=dunia.budi, panduan=2, ekspektasi=True)

        assert p.panduan_tampil == "Terbuka dalam bekerja sama untuk menghasilkan nilai tambah"
        assert p.ekspektasi == "Melibatkan pengguna sejak awal"
        skp.ekspektasi.all().delete()
        assert CatatanPerilaku.objects.get(pk=p.pk).ekspektasi == "Melibatkan pengguna sejak awal"

    def test_an_expectation_that_is_not_there_is_refused(self, skp, hari_ini):
        with pytest.raises(CatatanTidakSah, match="tidak memuat ekspektasi khusus Harmonis"):
            perilaku_baru(skp, hari_ini, NilaiPerilaku.HARMONIS, ekspektasi=True)
        with pytest.raises(CatatanTidakSah, match="panduan"):
            perilaku_baru(skp, hari_ini, panduan=4)
        assert not CatatanPerilaku.objects.exists()

    def test_a_colleague_does_not_read_the_expectation_through_it(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, KOLABORATIF, oleh=dunia.citra, ekspektasi=True)

        assert (p.ekspektasi, p.penulis) == ("", "rekan")

    def test_one_too_many_about_the_same_person_today(self, dunia, skp, hari_ini):
        set_pengaturan_perilaku(
            pelaku=dunia.eka, instansi=dunia.instansi, maks_per_hari=2, is_rekan_dibuka=True
        )
        satu = perilaku_baru(skp, hari_ini, oleh=dunia.citra, uraian="Satu")
        withdraw_perilaku(pelaku=dunia.citra, perilaku=satu)
        perilaku_baru(skp, hari_ini, oleh=dunia.citra, uraian="Dua")
        with pytest.raises(CatatanTidakSah, match="Lanjutkan besok"):
            perilaku_baru(skp, hari_ini, oleh=dunia.citra, uraian="Tiga")
        for n in range(3):
            perilaku_baru(skp, hari_ini, uraian=f"Sendiri {n}")
        perilaku_baru(skp, hari_ini, oleh=dunia.budi, uraian="Pimpinan")

        assert CatatanPerilaku.objects.count() == 6


@pytest.mark.django_db
class TestUbahDanBalas:
    def test_its_writer_changes_it_and_two_tabs_do_not_overwrite(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, oleh=dunia.citra)
        isi = {"tanggal": hari_ini, "uraian": "Membantu rekan baru", "panduan": 1}
        edit_perilaku(pelaku=dunia.citra, perilaku=p, nomor_sunting=0, **isi)
        edit_perilaku(pelaku=dunia.citra, perilaku=p, nomor_sunting=0, **isi)  # the same again

        with pytest.raises(SudahBerubah):
            edit_perilaku(pelaku=dunia.citra, perilaku=p, nomor_sunting=0, **isi | {"uraian": "Lain"})
        with pytest.raises(Dilarang):
            edit_perilaku(pelaku=dunia.sari, perilaku=p, nomor_sunting=1, **isi)
        assert CatatanPerilaku.objects.get().uraian == "Membantu rekan baru"

    def test_the_person_answers_and_nobody_else(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, oleh=dunia.citra)
        assert reply_perilaku(pelaku=dunia.sari, perilaku=p, balasan="Terima kasih").balasan == "Terima kasih"

        for siapa in (dunia.citra, dunia.budi):
            with pytest.raises(Dilarang):
                reply_perilaku(pelaku=siapa, perilaku=p, balasan="Sama-sama")
        milik = perilaku_baru(skp, hari_ini)
        with pytest.raises(Dilarang):
            reply_perilaku(pelaku=dunia.sari, perilaku=milik, balasan="Sendiri")


@pytest.mark.django_db
class TestHalaman:
    def test_a_colleague_writes_and_sees_only_his_own(self, masuk, dunia, skp, hari_ini):
        perilaku_baru(skp, hari_ini, KOLABORATIF, oleh=dunia.budi, uraian="Rahasia pimpinan")
        citra = masuk(dunia.citra)
        assert dunia.sari.nama in citra.get(alamat("perilaku_rekan")).text
        orang = alamat("perilaku_rekan_orang", dunia.sari.uuid)
        form = citra.get(f"{orang}?nilai=kolaboratif").text
        assert "Melibatkan pengguna sejak awal" not in form
        data = {
            "nilai": "kolaboratif",
            "tanggal": "2026-05-12",
            "uraian": "Membagi bahan rapat",
            "panduan": "1",
            "klien_id": "7a1c1a0e-1111-4111-8111-111111111111",
        }

        jawab = citra.post(orang, data, follow=True)

        assert "Membagi bahan rapat" in jawab.text
        assert "Rahasia pimpinan" not in jawab.text
        sari = masuk(dunia.sari).get(alamat("perilaku")).text
        assert "Citra Lestari (rekan kerja)" in sari
        assert "Rekan kerja 1" in sari
        assert "Panduan: Memberi kesempatan kepada berbagai pihak untuk berkontribusi" in sari

    def test_a_colleague_opens_what_he_attached_and_no_link_leads_nowhere(self, masuk, dunia, skp, hari_ini):
        citra = masuk(dunia.citra)
        orang = alamat("perilaku_rekan_orang", dunia.sari.uuid)
        data = {
            "nilai": "kolaboratif",
            "tanggal": "2026-05-12",
            "uraian": "Membagi bahan rapat",
            "panduan": "1",
            "klien_id": "7a1c1a0e-1111-4111-8111-222222222222",
            "berkas": SimpleUploadedFile("bahan.pdf", pdf(), "application/pdf"),
        }
        halaman = citra.post(orang, data, follow=True).text
        bukti = examine_bukti(bukti=CatatanPerilaku.objects.get().bukti.get())

        assert alamat("bukti_lihat", bukti.uuid) in halaman
        isi = citra.get(alamat("bukti_lihat", bukti.uuid)).text
        for tautan in set(re.findall(r'href="(/kinerja/[^"#]+)"', isi)) - {alamat("bukti_unduh", bukti.uuid)}:
            assert citra.get(tautan.replace("&amp;", "&")).status_code == 200, tautan
        assert orang in isi
        assert alamat("bukti_unduh", bukti.uuid) in isi
        assert masuk(dunia.budi).get(alamat("bukti_lihat", bukti.uuid)).status_code == 200
        assert masuk(dunia.dewi).get(alamat("bukti_lihat", bukti.uuid)).status_code == 404

    def test_who_is_no_colleague_is_not_there(self, masuk, dunia, skp):
        for siapa in (dunia.dewi, dunia.budi, dunia.eka):
            klien = masuk(siapa)
            assert klien.get(alamat("perilaku_rekan_orang", dunia.sari.uuid)).status_code == 404
            assert klien.post(alamat("perilaku_rekan_orang", dunia.sari.uuid)).status_code == 404

    def test_seven_values_at_a_glance_with_gaps(self, masuk, dunia, skp, hari_ini):
        perilaku_baru(skp, hari_ini, NilaiPerilaku.AKUNTABEL)
        perilaku_baru(skp, date(2026, 5, 4), NilaiPerilaku.AKUNTABEL, oleh=dunia.budi)
        isi = masuk(dunia.sari).get(alamat("perilaku")).text

        assert "Pegawai sendiri 1, Pimpinan 1" in isi
        assert isi.count("Belum ada</span>") == 5
        assert isi.count("Belum ada, padahal diharapkan") == 1

    def test_a_change_keeps_what_was_typed_and_shows_earlier_words(self, masuk, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, uraian="Isi pertama")
        sari, ubah = masuk(dunia.sari), alamat("perilaku_ubah", p.uuid)
        isi = {"tanggal": "2026-05-12", "uraian": "Isi kedua", "panduan": "", "nomor_sunting": "0"}
        salah = sari.post(ubah, isi | {"tanggal": "2027-01-01"})
        assert salah.status_code == 422
        assert "Isi kedua" in salah.text

        assert sari.post(ubah, isi).status_code == 302
        assert "Isi pertama" in sari.get(ubah).text

    def test_the_admin_sets_the_limit(self, masuk, dunia):
        eka, halaman = masuk(dunia.eka), alamat("perilaku_pengaturan")
        assert eka.post(halaman, {"maks_per_hari": "0"}).status_code == 422
        assert eka.post(halaman, {"maks_per_hari": "7", "is_rekan_dibuka": "on"}).status_code == 302
        assert 'value="7"' in eka.get(halaman).text

    def test_twelve_queries_at_most(self, masuk, dunia, skp, hari_ini):
        for n in range(4):
            perilaku_baru(skp, hari_ini, oleh=dunia.citra, uraian=f"Ke-{n}")
        for siapa, halaman in (
            (dunia.sari, alamat("perilaku")),
            (dunia.budi, alamat("perilaku_pegawai", skp.uuid)),
            (dunia.citra, alamat("perilaku_rekan")),
            (dunia.citra, alamat("perilaku_rekan_orang", dunia.sari.uuid)),
        ):
            klien = masuk(siapa)
            with CaptureQueriesContext(connection) as c:
                assert klien.get(halaman).status_code == 200
            assert len(c) <= 12, (halaman, len(c))
