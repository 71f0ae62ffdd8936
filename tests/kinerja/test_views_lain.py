"""Realisasi, behaviour, feedback and the team as people meet them."""

from __future__ import annotations

import re
import uuid
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kinerja import services
from kinerja.models import BuktiDukung, CatatanPerilaku, Realisasi, UmpanBalik
from pegawai.services import derive_penilai
from skp.models import IndikatorKinerja, Skp
from skp.rules import StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    pdf,
    perilaku_baru,
    realisasi_baru,
    umpan_balik_baru,
)
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import periode_ke, skp_at
from tests.kinerja import berkas
from tests.kinerja.test_selectors import isi_banyak
from tests.kinerja.test_views_catatan import BENTENG, HARI, SENIN, alamat

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sari(dunia, masuk, hari_ini):
    return masuk(dunia.sari)


@pytest.fixture
def budi(dunia, masuk, hari_ini):
    return masuk(dunia.budi)


@pytest.fixture
def indikator(rhk):
    return rhk.indikator.first()


class TestRealisasi:
    def simpan(self, klien, indikator, periode, *, headers=None, **isi):
        awalan = f"i{indikator.uuid.hex[:8]}"
        data = {f"{awalan}-{k}": v for k, v in {"nomor_sunting": 0, **isi}.items()}
        return klien.post(
            alamat("realisasi_simpan", indikator.uuid, periode.uuid), data, headers=headers or {}
        )

    def test_page_holds_target_proposal_entries_and_time(self, sari, skp, rhk, indikator, triwulan, hari_ini):
        b = bukti_baru(skp, "bukti-catatan.pdf")
        catatan_baru(rhk, hari_ini, jumlah=2, satuan="laporan", bukti=[b])
        catatan_baru(rhk, SENIN, jumlah=3, satuan="laporan")

        isi = sari.get(alamat("realisasi")).content.decode()

        assert "Realisasi Triwulan II 2026" in isi
        assert "Target <strong>12 laporan</strong>" in isi
        assert "Terisi 5 sebagai usul: jumlah dari catatan." in isi
        assert re.search(rf'name="i{indikator.uuid.hex[:8]}-angka" value="5"', isi)
        assert "Lihat 2 catatan dan bukti di baliknya" in isi
        assert "bukti-catatan.pdf" in isi
        assert "46,2%" in isi
        assert "Pengisian Triwulan II 2026 dibuka sampai" in isi
        tautan = re.search(r'href="([^"]+)">Lihat 2 catatan', isi)
        assert tautan
        baliknya = sari.get(tautan[1].replace("&amp;", "&")).content.decode()
        assert baliknya.count('<p class="kecil"><strong>') == 2

    def test_save_and_come_back_to_the_line(self, sari, skp, rhk, indikator, triwulan, hari_ini):
        b = bukti_baru(skp)
        catatan_baru(rhk, hari_ini, bukti=[b])

        jawab = self.simpan(
            sari,
            indikator,
            triwulan,
            angka="4,5",
            teks="Tepat waktu",
            sumber_data="Laporan",
            bukti=[str(b.uuid)],
            berkas=SimpleUploadedFile("baru.pdf", pdf()),
        )

        assert jawab.status_code == 302
        assert jawab["Location"].endswith(f"#indikator-{indikator.uuid}")
        r = Realisasi.objects.get()
        assert (r.angka, r.teks, r.nomor_sunting) == (Decimal("4.5"), "Tepat waktu", 1)
        assert {x.nama for x in r.bukti.all()} == {"laporan.pdf", "baru.pdf"}

    def test_fragment_equals_the_fresh_page(self, sari, skp, indikator, triwulan):
        potongan = self.simpan(sari, indikator, triwulan, headers=HTMX, angka="4")

        halaman = sari.get(alamat("realisasi")).content.decode()
        assert potongan.status_code == 200
        kabar = '<p class="sr" role="status">Realisasi tersimpan.</p>'
        isi = potongan.content.decode()
        assert kabar in isi
        isi = _rapat(isi.replace(kabar, ""))
        assert isi.replace("> <", "><") in _rapat(halaman).replace("> <", "><")

    def test_refusals_answer_with_the_fragment_or_a_page(self, sari, indikator, triwulan):
        biasa = self.simpan(sari, indikator, triwulan, angka="", teks="lancar")
        potongan = self.simpan(sari, indikator, triwulan, headers=HTMX, angka="", teks="lancar")

        for jawab in (biasa, potongan):
            isi = jawab.content.decode()
            assert jawab.status_code == 422
            assert "Angka realisasi belum diisi." in isi
            assert "lancar</textarea>" in isi
        assert "<html" in biasa.content.decode()
        assert "<html" not in potongan.content.decode()
        assert not Realisasi.objects.exists()

    def test_bad_number_and_bad_file(self, sari, indikator, triwulan):
        assert "Tulis angka saja" in self.simpan(sari, indikator, triwulan, angka="banyak").content.decode()
        isi, kata = berkas.DITOLAK["gif"]
        jawab = self.simpan(sari, indikator, triwulan, angka="3", berkas=SimpleUploadedFile("a.pdf", isi))
        assert kata in jawab.content.decode()
        besar = SimpleUploadedFile("a.pdf", b"%PDF" + b"\0" * (11 * 1024 * 1024))
        assert self.simpan(sari, indikator, triwulan, angka="3", berkas=besar).status_code == 413
        assert not Realisasi.objects.exists()

    @pytest.mark.parametrize("headers", [None, HTMX])
    def test_two_tabs_see_both_contents(self, sari, indikator, triwulan, headers):
        self.simpan(sari, indikator, triwulan, angka="4", teks="Tab pertama")

        jawab = self.simpan(sari, indikator, triwulan, headers=headers, angka="9", teks="Tab kedua")

        isi = jawab.content.decode()
        assert jawab.status_code == 409
        assert "4 laporan; Tab pertama" in isi
        assert "Tab kedua</textarea>" in isi
        assert re.search(r'nomor_sunting" value="1"', isi)
        self.simpan(sari, indikator, triwulan, angka="9", teks="Tab kedua", nomor_sunting=1)
        assert Realisasi.objects.get().angka == 9

    def test_closed_period_is_shown_but_not_open(self, sari, skp, indikator):
        tutup = periode_ke(skp.instansi, 1)

        isi = sari.get(alamat("realisasi"), {"periode": str(tutup.uuid)}).content.decode()

        assert "Pengisian Triwulan I 2026 ditutup" in isi
        assert "Simpan realisasi" not in isi
        jawab = self.simpan(sari, indikator, tutup, angka="3")
        assert jawab.status_code == 422
        assert "ditutup" in jawab.content.decode()

    def test_period_without_an_end_says_nothing_of_it(self, sari, skp, triwulan):
        type(triwulan).objects.filter(pk=triwulan.pk).update(pengisian_sampai=None)

        assert "dibuka sampai" not in sari.get(alamat("realisasi")).content.decode()

    def test_unknown_parameters_fall_back(self, sari, skp):
        for q in ({"periode": "x"}, {"skp": "x"}, {"periode": str(uuid.uuid4()), "skp": str(uuid.uuid4())}):
            assert "Realisasi Triwulan II 2026" in sari.get(alamat("realisasi"), q).content.decode()

    def test_without_skp_it_says_so(self, sari, dunia):
        assert "belum memiliki SKP" in sari.get(alamat("realisasi")).content.decode()

    def test_draft_skp_shows_why_it_is_closed(self, sari, dunia):
        skp_at(StatusSkp.DRAF, pegawai=dunia.sari)

        assert "SKP masih draf" in sari.get(alamat("realisasi")).content.decode()

    def test_two_skp_are_two_tabs(self, sari, dunia, skp):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        Skp.objects.filter(pk=lain.pk).update(pegawai=dunia.sari, is_plt_plh=True)

        isi = sari.get(alamat("realisasi"), {"skp": str(lain.uuid)}).content.decode()

        assert "Pengolah Data dan Informasi" in isi
        assert "Pranata Komputer Ahli Pertama" in isi

    def test_targets_of_every_kind_have_their_field(self, sari, rhk):
        for jenis, lain in (
            ("tanggal", {"target_tanggal": HARI}),
            ("teks", {"target_teks": "Tertib"}),
            ("persen", {"target_angka": 80}),
            ("paling_banyak", {"target_angka": 5, "satuan": "hari"}),
        ):
            IndikatorKinerja.objects.create(rhk=rhk, teks=f"IKI {jenis}", jenis_target=jenis, **lain)

        isi = sari.get(alamat("realisasi")).content.decode()

        assert "Realisasi (%)" in isi
        assert "Realisasi (hari)" in isi
        assert "Tanggal selesai" in isi

    def test_queries_do_not_grow(self, sari, skp, rhk, indikator, triwulan, django_assert_max_num_queries):
        realisasi_baru(indikator, triwulan, 1, bukti=[bukti_baru(skp)])
        with django_assert_max_num_queries(12) as sedikit:
            sari.get(alamat("realisasi"))
        for n in range(15):
            i = IndikatorKinerja.objects.create(
                rhk=rhk, teks=f"IKI {n}", target_angka=Decimal(3), satuan="laporan"
            )
            realisasi_baru(i, triwulan, 1)
        isi_banyak(rhk, HARI, 300)
        with django_assert_max_num_queries(12) as banyak:
            sari.get(alamat("realisasi"))

        assert len(sedikit) == len(banyak)

    @pytest.mark.parametrize(
        ("siapa", "status"), [("budi", 403), ("tono", 403), ("eka", 403), ("citra", 404), ("dewi", 404)]
    )
    def test_others_are_kept_out(self, dunia, masuk, indikator, triwulan, siapa, status):
        klien = masuk(getattr(dunia, siapa))

        assert self.simpan(klien, indikator, triwulan, angka="1").status_code == status
        assert not Realisasi.objects.exists()

    def test_get_is_refused(self, sari, indikator, triwulan):
        assert sari.get(alamat("realisasi_simpan", indikator.uuid, triwulan.uuid)).status_code == 405

    def test_html_is_shown_as_text(self, sari, indikator, triwulan):
        realisasi_baru(indikator, triwulan, 1, teks=BENTENG, sumber_data=BENTENG)

        assert BENTENG not in sari.get(alamat("realisasi")).content.decode()


def _rapat(teks: str) -> str:
    """Without tokens and repeated blanks, which differ between two answers."""
    teks = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", teks)
    return re.sub(r"\s+", " ", teks).strip()


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


class TestTim:
    def test_each_member_on_one_line(self, budi, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)
        catatan_baru(rhk, SENIN)
        umpan_balik_baru(dunia.tono, skp, tanggal=SENIN)

        isi = budi.get(alamat("tim")).content.decode()

        assert "11–17 Mei 2026 · 2 orang" in isi
        assert "2 catatan · 0 bukti · 0 realisasi · 0 perilaku" in isi
        assert "1 hari lalu" in isi
        assert "Belum memiliki SKP." in isi
        assert alamat("linimasa", skp.uuid) in isi

    def test_one_field_and_one_key(self, budi, dunia, skp):
        kiriman = {"klien_id": str(uuid.uuid4()), "isi": "Rapi dan tepat waktu", "sifat": "pujian"}

        for _ in range(2):
            jawab = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman)

        u = UmpanBalik.objects.get()
        assert jawab["Location"] == f"{alamat('tim')}?terkirim={u.uuid}"
        assert (u.isi, u.sifat, u.rhk, u.nilai, u.peran_pemberi) == (
            "Rapi dan tepat waktu",
            "pujian",
            None,
            "",
            "penilai",
        )

    def test_fragment_is_the_line_of_the_fresh_page(self, budi, skp):
        jawab = budi.post(
            alamat("umpan_balik_singkat", skp.uuid),
            {"klien_id": str(uuid.uuid4()), "isi": "Rapi", "sifat": "saran"},
            headers=HTMX,
        )

        isi = jawab.content.decode()
        assert jawab.status_code == 200
        assert "Umpan balik terkirim." in isi
        assert "Hari ini" in isi
        assert isi.strip().startswith("<tr")
        kiri = re.sub(r"<form class=\"aksi\".*?</form>", "", isi, flags=re.DOTALL)
        kanan = budi.get(alamat("tim")).content.decode()
        assert _tanpa_kunci(kiri) in _tanpa_kunci(kanan)

    @pytest.mark.parametrize("siapa", ["karta", "tono"])
    def test_every_leader_gets_his_line_back(self, dunia, masuk, skp, siapa):
        """Also the superior of the leader, whose page is another one."""
        jawab = masuk(getattr(dunia, siapa)).post(
            alamat("umpan_balik_singkat", skp.uuid),
            {"klien_id": str(uuid.uuid4()), "isi": "Rapi", "sifat": "saran"},
            headers=HTMX,
        )

        isi = jawab.content.decode()
        kunci = dunia.penempatan(dunia.sari).uuid if siapa == "karta" else dunia.sari.uuid
        assert isi.strip().startswith(f'<tr id="anggota-{kunci}"')
        assert ("Tim Layanan Digital" in isi) == (siapa == "tono")

    @pytest.mark.parametrize("isi", ["", "Sesuai ekspektasi"])
    def test_no_words_no_feedback(self, budi, skp, isi):
        kiriman = {"klien_id": str(uuid.uuid4()), "isi": isi, "sifat": "pujian"}

        potongan = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman, headers=HTMX)
        biasa = budi.post(alamat("umpan_balik_singkat", skp.uuid), kiriman)

        assert (potongan.status_code, biasa.status_code) == (422, 422)
        assert "kata-kata Anda" in potongan.content.decode()
        assert "kata-kata Anda" in biasa.content.decode()
        assert not UmpanBalik.objects.exists()

    def test_role_is_never_posted(self, dunia, masuk, skp):
        masuk(dunia.tono).post(
            alamat("umpan_balik_singkat", skp.uuid),
            {
                "klien_id": str(uuid.uuid4()),
                "isi": "Arahan jelas",
                "sifat": "pujian",
                "peran_pemberi": "penilai",
            },
        )

        assert UmpanBalik.objects.get().peran_pemberi == "ketua_tim"

    def test_team_of_a_subordinate_leader(self, dunia, masuk, skp):
        karta = masuk(dunia.karta)
        assert f"pemimpin={dunia.budi.uuid}" in karta.get(alamat("tim")).content.decode()

        isi = karta.get(alamat("tim"), {"pemimpin": str(dunia.budi.uuid)}).content.decode()

        assert "tim Budi Santoso" in isi
        assert "Sari Puspita" in isi

    @pytest.mark.parametrize("pemimpin", ["x", "karta", "eka"])
    def test_team_of_a_stranger_is_not_found(self, budi, dunia, skp, pemimpin):
        kunci = str(getattr(dunia, pemimpin).uuid) if pemimpin != "x" else "x"

        assert budi.get(alamat("tim"), {"pemimpin": kunci}).status_code == 404

    def test_who_leads_nobody_is_told(self, sari, skp):
        assert "Belum ada anggota" in sari.get(alamat("tim")).content.decode()

    def test_three_or_forty_members_cost_the_same(self, budi, dunia, skp, django_assert_max_num_queries):
        with django_assert_max_num_queries(12) as sedikit:
            budi.get(alamat("tim"))
        for n in range(38):
            pegawai_baru(dunia.instansi, f"Anggota {n:02d}", unit=dunia.bidang, akun=False)
        derive_penilai(dunia.instansi)
        with django_assert_max_num_queries(12) as banyak:
            jawab = budi.get(alamat("tim"))

        assert jawab.content.decode().count('<tr id="anggota-') == 40
        assert len(sedikit) == len(banyak)


def _tanpa_kunci(teks: str) -> str:
    teks = re.sub(r'name="klien_id" value="[^"]+"|(id|for)="(isi|sifat)-[^"]+"', "", _rapat(teks))
    return teks.replace("> <", "><")


class TestBeri:
    def kirim(self, klien, skp, *, q="", **isi):
        data = {
            "klien_id": str(uuid.uuid4()),
            "isi": "Cakupan uji naik",
            "sifat": "pujian",
            "penilaian": "",
            "tanggal": "2026-05-12",
            "sasaran": "",
            "cara": "tertulis",
            **isi,
        }
        return klien.post(alamat("umpan_balik_beri", skp.uuid) + q, data)

    def test_about_a_result_a_behaviour_or_the_person(self, budi, skp, rhk):
        self.kirim(budi, skp, sasaran=f"rhk:{rhk.uuid}", penilaian="diatas")
        self.kirim(budi, skp, sasaran="nilai:adaptif", sifat="saran")
        self.kirim(budi, skp, isi="Umum saja")

        hasil = [(u.rhk, u.nilai, u.sifat, u.penilaian) for u in UmpanBalik.objects.order_by("id")]
        assert hasil == [
            (rhk, "", "pujian", "diatas"),
            (None, "adaptif", "saran", ""),
            (None, "", "pujian", ""),
        ]

    def test_about_an_entry(self, budi, skp, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Menguji modul")
        q = f"?catatan={c.uuid}"

        assert "Menguji modul" in budi.get(alamat("umpan_balik_beri", skp.uuid) + q).content.decode()
        self.kirim(budi, skp, q=q)

        u = UmpanBalik.objects.get()
        assert (u.catatan, u.rhk) == (c, rhk)

    def test_entry_of_another_skp_is_not_found(self, budi, dunia, skp, hari_ini):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        c = catatan_baru(lain.rhk.first(), hari_ini)

        assert budi.get(f"{alamat('umpan_balik_beri', skp.uuid)}?catatan={c.uuid}").status_code == 404
        assert budi.get(f"{alamat('umpan_balik_beri', skp.uuid)}?catatan=x").status_code == 200

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"isi": ""}, "belum ditulis"),
            ({"isi": "Sesuai ekspektasi."}, "kata-kata Anda sendiri"),
            ({"sasaran": f"rhk:{uuid.uuid4()}"}, "Pilihan itu tidak ditemukan"),
            ({"sasaran": "nilai:malas"}, "Pilihan itu tidak ditemukan"),
            ({"sifat": "umpatan"}, "Pilihan itu tidak ditemukan"),
            ({"penilaian": "istimewa"}, "Pilihan itu tidak ditemukan"),
            ({"tanggal": "2026-05-13"}, "belum tiba"),
        ],
    )
    def test_bad_input_keeps_the_words(self, budi, skp, ubah, kata):
        jawab = self.kirim(budi, skp, **ubah)

        assert jawab.status_code == 422
        assert kata in jawab.content.decode()
        assert not UmpanBalik.objects.exists()

    @pytest.mark.parametrize(
        ("siapa", "status"),
        [("sari", 403), ("eka", 403), ("citra", 404), ("dewi", 404), ("karta", 200), ("tono", 200)],
    )
    def test_who_may_open_it(self, dunia, masuk, skp, siapa, status):
        assert masuk(getattr(dunia, siapa)).get(alamat("umpan_balik_beri", skp.uuid)).status_code == status

    def test_draft_is_refused_with_the_reason(self, budi, dunia, hari_ini):
        skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

        jawab = budi.get(alamat("umpan_balik_beri", skp.uuid))

        assert jawab.status_code == 403
        assert "SKP menunggu persetujuan" in jawab.content.decode()


class TestLinimasa:
    def test_chain_reads_a_month_with_its_evidence(self, budi, dunia, skp, rhk, triwulan, hari_ini):
        b = bukti_baru(skp, "hasil-uji.pdf")
        catatan_baru(rhk, hari_ini, "Menguji modul", bukti=[b])
        perilaku_baru(skp, hari_ini, oleh=dunia.budi)
        realisasi_baru(rhk.indikator.first(), triwulan, 3, teks="Lancar", sumber_data="Aplikasi")
        umpan_balik_baru(dunia.tono, skp, "Arahan jelas")

        isi = budi.get(alamat("linimasa", skp.uuid)).content.decode()

        for kata in (
            "Menguji modul",
            "hasil-uji.pdf",
            "3 laporan; Lancar",
            "Sumber: Aplikasi",
            "Arahan jelas",
            "Mei 2026",
        ):
            assert kata in isi
        assert "Beri umpan balik atas catatan ini" in isi

    @pytest.mark.parametrize(
        "q",
        [
            "?bulan=2026-04-01",
            "?bulan=x",
            "?jenis=x&rhk=x",
            "?mulai=2026-05-01&selesai=2026-05-31",
            "?mulai=2030-01-01&selesai=2020-01-01",
        ],
    )
    def test_any_address_opens(self, budi, skp, q):
        assert budi.get(alamat("linimasa", skp.uuid) + q).status_code == 200

    def test_owner_sees_his_own_without_the_leaders_buttons(self, sari, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)

        isi = sari.get(alamat("linimasa", skp.uuid)).content.decode()

        assert "Beri umpan balik" not in isi

    def test_admin_reads_without_giving_feedback(self, dunia, masuk, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)

        isi = masuk(dunia.eka).get(alamat("linimasa", skp.uuid)).content.decode()

        assert "Beri umpan balik" not in isi

    @pytest.mark.parametrize("siapa", ["citra", "dewi"])
    def test_strangers_get_404(self, dunia, masuk, skp, siapa):
        assert masuk(getattr(dunia, siapa)).get(alamat("linimasa", skp.uuid)).status_code == 404

    def test_queries_do_not_grow(
        self, budi, dunia, skp, rhk, triwulan, hari_ini, django_assert_max_num_queries
    ):
        catatan_baru(rhk, hari_ini, bukti=[bukti_baru(skp)])
        umpan_balik_baru(dunia.budi, skp)
        with django_assert_max_num_queries(12) as sedikit:
            budi.get(alamat("linimasa", skp.uuid))
        isi_banyak(rhk, HARI, 300)
        for n in range(20):
            umpan_balik_baru(dunia.budi, skp, f"Kata {n}")
            perilaku_baru(skp, hari_ini, uraian=f"Perilaku {n}")
        realisasi_baru(rhk.indikator.first(), triwulan, 3, bukti=[bukti_baru(skp)])
        with django_assert_max_num_queries(12) as banyak:
            budi.get(alamat("linimasa", skp.uuid))

        assert len(sedikit) == len(banyak)

    def test_html_is_shown_as_text(self, budi, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini, BENTENG)
        perilaku_baru(skp, hari_ini, uraian=BENTENG)
        umpan_balik_baru(dunia.budi, skp, BENTENG)

        assert BENTENG not in budi.get(alamat("linimasa", skp.uuid)).content.decode()


def test_every_page_needs_a_sign_in(client, db):
    from kinerja.urls import urlpatterns

    kunci = uuid.uuid4()
    for pola in urlpatterns:
        arg = {n: 1 if n == "nomor" else kunci for n in pola.pattern.converters}
        jawab = client.post(reverse(f"kinerja:{pola.name}", kwargs=arg))
        assert jawab.status_code == 302, pola.name
        assert reverse("account_login") in jawab["Location"]
