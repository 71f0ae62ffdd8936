"""Behaviour and received feedback as people meet them."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja import services
from kinerja.models import BuktiDukung, CatatanPerilaku, UmpanBalik
from tests.factories.kinerja import (
    pdf,
    perilaku_baru,
    umpan_balik_baru,
)
from tests.kinerja.test_views_catatan import BENTENG, alamat

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


class TestPerilaku:
    def catat(self, klien, skp, **isi):
        data = {
            "klien_id": str(uuid.uuid4()),
            "nilai": "harmonis",
            "tanggal": "2026-05-12",
            "uraian": "Menolong rekan baru",
            **isi,
        }
        return klien.post(alamat("perilaku_catat", skp.uuid), data)

    def test_seven_values_with_guidance_and_expectation(self, sari, skp):
        isi = sari.get(alamat("perilaku")).content.decode()

        assert "Menghargai setiap orang apa pun latar belakangnya" in isi
        assert "Melibatkan pengguna sejak awal" in isi
        assert isi.count("Catat perilaku") == 7

    def test_form_opens_under_its_value(self, sari, skp):
        isi = sari.get(alamat("perilaku"), {"nilai": "harmonis"}).content.decode()

        assert isi.count("<textarea") == 1
        assert 'name="nilai" value="harmonis"' in isi

    @pytest.mark.parametrize("siapa", ["sari", "budi", "tono", "karta"])
    def test_owner_and_leaders_log(self, dunia, masuk, skp, siapa):
        klien = masuk(getattr(dunia, siapa))

        jawab = self.catat(klien, skp, berkas=SimpleUploadedFile("a.pdf", pdf()))

        p = CatatanPerilaku.objects.get()
        assert jawab["Location"] == alamat(
            *(("perilaku",) if siapa == "sari" else ("perilaku_pegawai", skp.uuid))
        )
        assert (p.oleh, p.bukti.count()) == (getattr(dunia, siapa), 1)
        isi = klien.get(jawab["Location"]).content.decode()
        assert "Menolong rekan baru" in isi
        assert "Tarik" in isi

    def test_double_press_is_one(self, sari, skp):
        kunci = str(uuid.uuid4())
        for _ in range(2):
            self.catat(sari, skp, klien_id=kunci, berkas=SimpleUploadedFile("a.pdf", pdf()))

        assert (CatatanPerilaku.objects.count(), BuktiDukung.objects.count()) == (1, 1)

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"uraian": ""}, "belum ditulis"),
            ({"tanggal": "2026-05-13"}, "belum tiba"),
            ({"nilai": "baik_hati"}, "Pilihan itu tidak ditemukan"),
            ({"tautan": "http://localhost/"}, "jaringan kantor"),
        ],
    )
    def test_bad_input_keeps_the_words(self, sari, skp, ubah, kata):
        jawab = self.catat(sari, skp, **ubah)

        assert jawab.status_code == 422
        assert kata in jawab.content.decode()
        assert not CatatanPerilaku.objects.exists()

    def test_withdraw_and_undo_by_its_writer(self, budi, sari, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, oleh=dunia.budi)

        assert sari.post(alamat("perilaku_tarik", p.uuid)).status_code == 403
        isi = budi.post(alamat("perilaku_tarik", p.uuid), follow=True).content.decode()
        assert "Baru ditarik" in isi
        isi = budi.post(alamat("perilaku_pulihkan", p.uuid), follow=True).content.decode()
        assert "Baru ditarik" not in isi
        assert CatatanPerilaku.objects.aktif().exists()

    def test_admin_reads_and_strangers_do_not(self, dunia, masuk, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini)

        eka = masuk(dunia.eka)
        assert eka.get(alamat("perilaku_pegawai", skp.uuid)).status_code == 200
        assert "Catat perilaku" not in eka.get(alamat("perilaku_pegawai", skp.uuid)).content.decode()
        assert self.catat(eka, skp).status_code == 403
        for siapa in (dunia.citra, dunia.dewi):
            klien = masuk(siapa)
            assert klien.get(alamat("perilaku_pegawai", skp.uuid)).status_code == 404
            assert self.catat(klien, skp).status_code == 404
            assert klien.post(alamat("perilaku_tarik", p.uuid)).status_code == 404

    def test_without_skp_it_says_so(self, sari, dunia):
        assert "belum memiliki SKP" in sari.get(alamat("perilaku")).content.decode()

    def test_html_is_shown_as_text(self, sari, skp, hari_ini):
        perilaku_baru(skp, hari_ini, uraian=BENTENG)

        assert BENTENG not in sari.get(alamat("perilaku")).content.decode()

    def test_queries_do_not_grow(self, budi, skp, dunia, hari_ini, django_assert_max_num_queries):
        perilaku_baru(skp, hari_ini)
        with django_assert_max_num_queries(12) as sedikit:
            budi.get(alamat("perilaku_pegawai", skp.uuid))
        for n in range(20):
            perilaku_baru(skp, hari_ini, uraian=f"Perilaku {n}")
            umpan_balik_baru(dunia.budi, skp, nilai="akuntabel")
        with django_assert_max_num_queries(12) as banyak:
            budi.get(alamat("perilaku_pegawai", skp.uuid))

        assert len(sedikit) == len(banyak)


class TestUmpanBalikDiterima:
    def test_unread_first_read_and_replied(self, sari, dunia, skp, rhk):
        u = umpan_balik_baru(dunia.budi, skp, "Tingkatkan cakupan uji", rhk=rhk, sifat="koreksi")
        isi = sari.get(alamat("umpan_balik")).content.decode()
        assert "1 belum dibaca" in isi
        assert "Budi Santoso, Pejabat Penilai Kinerja" in isi
        assert "Koreksi" in isi

        sari.post(alamat("umpan_balik_baca", u.uuid))
        assert "Semua sudah dibaca" in sari.get(alamat("umpan_balik")).content.decode()
        sari.post(alamat("umpan_balik_balas", u.uuid), {f"u{u.uuid.hex[:8]}-balasan": "Siap, minggu depan."})

        isi = sari.get(alamat("umpan_balik")).content.decode()
        assert "Siap, minggu depan." in isi
        u.refresh_from_db()
        assert u.balasan == "Siap, minggu depan."

    def test_opening_the_page_does_not_mark_as_read(self, sari, dunia, skp):
        umpan_balik_baru(dunia.budi, skp)

        sari.get(alamat("umpan_balik"))

        assert UmpanBalik.objects.get().dibaca_pada is None

    def test_empty_reply_is_refused_in_place(self, sari, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp)

        jawab = sari.post(alamat("umpan_balik_balas", u.uuid), {})

        assert jawab.status_code == 422
        assert "belum ditulis" in jawab.content.decode()

    def test_nobody_else_replies(self, dunia, masuk, skp):
        u = umpan_balik_baru(dunia.budi, skp)

        for siapa, status in (("budi", 403), ("tono", 403), ("eka", 403), ("citra", 404)):
            klien = masuk(getattr(dunia, siapa))
            assert klien.post(alamat("umpan_balik_balas", u.uuid), {"balasan": "x"}).status_code == status
            assert klien.post(alamat("umpan_balik_baca", u.uuid)).status_code == status

    def test_what_i_gave_with_the_reply(self, budi, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp, "Rapi sekali")
        services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan="Terima kasih, Pak")

        isi = budi.get(alamat("umpan_balik_diberikan")).content.decode()

        assert "Rapi sekali" in isi
        assert "Terima kasih, Pak" in isi

    @pytest.mark.parametrize("nama", ["umpan_balik", "umpan_balik_diberikan"])
    def test_queries_do_not_grow(self, masuk, dunia, skp, nama, django_assert_max_num_queries):
        klien = masuk(dunia.sari if nama == "umpan_balik" else dunia.budi)
        umpan_balik_baru(dunia.budi, skp)
        with django_assert_max_num_queries(12) as sedikit:
            klien.get(alamat(nama))
        for n in range(40):
            umpan_balik_baru(dunia.budi, skp, f"Catatan {n}")
        with django_assert_max_num_queries(12) as banyak:
            klien.get(alamat(nama))

        assert len(sedikit) == len(banyak)

    def test_html_is_shown_as_text(self, sari, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp, BENTENG)
        services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan=BENTENG)

        assert BENTENG not in sari.get(alamat("umpan_balik")).content.decode()
