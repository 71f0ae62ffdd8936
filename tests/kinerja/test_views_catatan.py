"""The log as a person meets it: today, look back, change, withdraw, evidence."""

from __future__ import annotations

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from freezegun import freeze_time

from kinerja.models import BuktiDukung, CatatanHarian
from skp.models import RencanaAksi
from skp.rules import StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, pdf
from tests.factories.skp import skp_at
from tests.kinerja import berkas
from tests.kinerja.test_selectors import isi_banyak

pytestmark = pytest.mark.django_db

SENIN, HARI = date(2026, 5, 11), date(2026, 5, 12)
BENTENG = '<script>alert("x")</script>'


def isian(rhk, **lain):
    return {
        "klien_id": str(uuid.uuid4()),
        "rhk": str(rhk.uuid),
        "uraian": "Menyusun laporan",
        "tanggal": "2026-05-12",
        **lain,
    }


def alamat(nama, *arg):
    return reverse(f"kinerja:{nama}", args=arg)


class TestHariIni:
    def test_form_stands_ready_with_the_last_rhk_and_habits(self, sari, skp, hari_ini):
        kedua = skp.rhk.order_by("jenis").first()
        catatan_baru(kedua, SENIN, "Rapat tim", jumlah=1, satuan="rapat")

        isi = sari.get(alamat("catatan")).content.decode()

        assert re.search(rf'<option value="{kedua.uuid}" selected>', isi)
        assert "Sama seperti Senin, 11 Mei 2026" in isi
        assert "Rapat tim" in isi
        assert '<option value="rapat">' in isi
        assert "Belum ada catatan hari ini" in isi
        assert 'capture="environment"' in isi

    def test_pattern_fills_the_form_without_script(self, sari, rhk):
        c = catatan_baru(rhk, SENIN, "Menguji modul", jumlah=3, satuan="modul")

        isi = sari.get(f"{alamat('catatan')}?contoh={c.uuid}").content.decode()

        assert re.search(r"<textarea[^>]*>\s*Menguji modul</textarea>", isi)
        assert 'value="3"' in isi

    @pytest.mark.parametrize("hari", ["2026-05-04", "bukan", "2026-13-45", ""])
    def test_another_day_or_nonsense_opens(self, sari, skp, hari):
        assert sari.get(alamat("catatan"), {"hari": hari}).status_code == 200

    def test_without_skp_it_says_what_is_missing(self, sari, dunia):
        isi = sari.get(alamat("catatan")).content.decode()

        assert "Anda belum memiliki SKP untuk tanggal ini." in isi
        assert "Simpan catatan" not in isi

    def test_draft_skp_leads_to_it(self, sari, dunia):
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)

        isi = sari.get(alamat("catatan")).content.decode()

        assert "SKP masih draf" in isi
        assert reverse("skp:detail", args=[skp.uuid]) in isi

    def test_rhk_of_two_posts_are_told_apart(self, sari, dunia, skp):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        type(skp).objects.filter(pk=lain.pk).update(pegawai=dunia.sari, is_plt_plh=True)

        isi = sari.get(alamat("catatan")).content.decode()

        assert "Pengolah Data dan Informasi: Tersusunnya" in isi
        assert "Pranata Komputer Ahli Pertama: Tersusunnya" in isi

    def test_pejabat_negara_has_nothing_to_log(self, dunia, masuk, hari_ini):
        assert (
            "Pejabat negara tidak menyusun SKP" in masuk(dunia.bupati).get(alamat("catatan")).content.decode()
        )

    def test_queries_and_weight_stay_for_300_entries(self, sari, rhk, django_assert_max_num_queries):
        catatan_baru(rhk, SENIN)
        with django_assert_max_num_queries(12) as sedikit:
            sari.get(alamat("catatan"))
        isi_banyak(rhk, HARI, 300)
        with django_assert_max_num_queries(12) as banyak:
            jawab = sari.get(alamat("catatan"))

        assert len(sedikit) == len(banyak)
        assert len(jawab.content) < 40_000

    def test_html_is_shown_as_text(self, sari, skp, rhk, hari_ini):
        catatan_baru(
            rhk, hari_ini, BENTENG, jumlah=1, satuan="<b>x</b>", bukti=[bukti_baru(skp, '"><img src=x>.pdf')]
        )

        isi = sari.get(alamat("catatan")).content.decode()

        assert BENTENG not in isi
        assert "&lt;script&gt;" in isi
        assert "<b>x</b>" not in isi
        assert "<img src=x" not in isi


class TestCatat:
    def test_entry_with_file_photo_and_link(self, sari, dunia, rhk):
        jawab = sari.post(
            alamat("catatan_catat"),
            isian(
                rhk,
                jumlah="1.250,5",
                satuan="lembar",
                berkas=[SimpleUploadedFile("a.pdf", pdf()), SimpleUploadedFile("b.pdf", pdf(2))],
                foto=SimpleUploadedFile("f.jpg", berkas.foto_berlokasi()),
                tautan="https://tirtajaya.go.id/a",
            ),
            follow=True,
        )

        c = CatatanHarian.objects.get()
        assert jawab.redirect_chain == [(f"{alamat('catatan')}?hari=2026-05-12", 302)]
        assert "Tercatat untuk 12 Mei 2026 (WIB)." in jawab.content.decode()
        assert str(c.jumlah) == "1250.50"
        assert {b.nama for b in c.bukti.all()} == {"a.pdf", "b.pdf", "f.jpg", "https://tirtajaya.go.id/a"}
        isi = jawab.content.decode()
        assert 'rel="noopener noreferrer external"' in isi
        assert "(tautan luar)" in isi

    def test_times_and_step(self, sari, rhk, triwulan):
        aksi = RencanaAksi.objects.create(rhk=rhk, periode=triwulan, teks="Langkah", target="1")

        sari.post(
            alamat("catatan_catat"),
            isian(rhk, jam_mulai="08:00", jam_selesai="09.30", rencana_aksi=str(aksi.uuid)),
        )

        c = CatatanHarian.objects.get()
        assert (c.jam_mulai.hour, c.jam_selesai.minute, c.rencana_aksi) == (8, 30, aksi)

    def test_double_press_is_one_entry_with_one_file(self, sari, rhk):
        isi = isian(rhk)
        for _ in range(3):
            jawab = sari.post(alamat("catatan_catat"), {**isi, "berkas": SimpleUploadedFile("a.pdf", pdf())})
            assert jawab.status_code == 302

        assert (CatatanHarian.objects.count(), BuktiDukung.objects.count()) == (1, 1)

    def test_page_gone_back_to_and_changed_is_another_entry(self, sari, rhk):
        isi = isian(rhk)
        sari.post(alamat("catatan_catat"), isi)

        sari.post(alamat("catatan_catat"), {**isi, "uraian": "Pekerjaan lain"})

        assert CatatanHarian.objects.count() == 2

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"uraian": ""}, "belum ditulis"),
            ({"uraian": "x" * 2001}, "terlalu panjang"),
            ({"uraian": "a\x00b"}, ""),
            ({"jumlah": "dua"}, "Tulis angka saja"),
            ({"jumlah": "1,234"}, "di belakang koma"),
            ({"jumlah": "-1", "satuan": "x"}, "Jumlah harus antara"),
            ({"jumlah": "3", "satuan": ""}, "Tulis satuan"),
            ({"tanggal": "2026-05-13"}, "belum tiba"),
            ({"tanggal": "2025-05-12"}, "SKP ini berlaku"),
            ({"tanggal": "2026-03-31"}, "Pengisian Triwulan I 2026 ditutup"),
            ({"tanggal": "kemarin"}, "Tanggal ini tidak ada"),
            ({"tanggal": "2026-13-45"}, "Tanggal ini tidak ada"),
            ({"jam_mulai": "25:00"}, "Jam ini tidak ada"),
            ({"jam_mulai": "10:00", "jam_selesai": "09:00"}, "Jam selesai harus setelah"),
            ({"rhk": str(uuid.uuid4())}, "Pilihan itu tidak ditemukan"),
            ({"rhk": "bukan-uuid"}, "Pilihan itu tidak ditemukan"),
            ({"rencana_aksi": str(uuid.uuid4())}, "Pilihan itu tidak ditemukan"),
            ({"tautan": "javascript:alert(1)"}, "Tautan harus diawali"),
            ({"tautan": "http://10.0.0.1/"}, "jaringan kantor"),
            ({"klien_id": "x"}, ""),
        ],
    )
    def test_bad_input_keeps_what_was_typed(self, sari, rhk, ubah, kata):
        jawab = sari.post(alamat("catatan_catat"), {**isian(rhk), "jumlah": "7", "satuan": "laporan", **ubah})

        isi = jawab.content.decode()
        assert jawab.status_code == 422
        assert kata in isi
        assert "Isian Anda tetap tersimpan" in isi
        if "uraian" not in ubah:
            assert "Menyusun laporan</textarea>" in isi
        assert not CatatanHarian.objects.exists()

    def test_posted_rhk_of_another_person_is_refused(self, sari, dunia, skp):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra).rhk.first()

        assert sari.post(alamat("catatan_catat"), isian(lain)).status_code == 422
        assert not CatatanHarian.objects.exists()

    @pytest.mark.parametrize("nama", ["svg", "elf", "gif_jar", "heic", "ole", "rar"])
    def test_what_the_first_bytes_give_away_is_refused_at_its_field(self, sari, rhk, nama):
        buat, kata = berkas.DITOLAK[nama]
        isi = buat() if callable(buat) else buat

        jawab = sari.post(alamat("catatan_catat"), isian(rhk, berkas=SimpleUploadedFile("laporan.pdf", isi)))

        teks = jawab.content.decode()
        assert jawab.status_code == 422
        assert f"laporan.pdf: {kata}" in teks or kata in teks
        assert 'id="id_berkas_error"' in teks
        assert not CatatanHarian.objects.exists()

    def test_empty_file_is_refused_in_words(self, sari, rhk):
        jawab = sari.post(alamat("catatan_catat"), isian(rhk, berkas=SimpleUploadedFile("a.pdf", b"")))

        assert "kosong" in jawab.content.decode()
        assert jawab.status_code == 422

    def test_files_that_came_in_need_no_second_upload(self, sari, rhk):
        isi = isian(rhk, tanggal="2026-05-13")
        jawab = sari.post(alamat("catatan_catat"), {**isi, "berkas": SimpleUploadedFile("a.pdf", pdf())})

        teks = jawab.content.decode()
        assert "Sudah terunggah" in teks
        siap = re.search(r'name="siap" value="([0-9a-f-]{36})"', teks)
        assert siap
        sari.post(alamat("catatan_catat"), {**isi, "tanggal": "2026-05-12", "siap": siap[1]})

        assert [b.nama for b in CatatanHarian.objects.get().bukti.all()] == ["a.pdf"]
        assert BuktiDukung.objects.count() == 1

    def test_evidence_of_others_is_not_smuggled_in(self, sari, dunia, skp, rhk):
        milik_budi = bukti_baru(skp, oleh=dunia.budi)

        sari.post(alamat("catatan_catat"), isian(rhk, siap=str(milik_budi.uuid)))
        assert not CatatanHarian.objects.get().bukti.exists()
        assert sari.post(alamat("catatan_catat"), isian(rhk, siap="x,y")).status_code == 422

    def test_fifty_megabytes_are_refused_without_filling_the_memory(self, sari, rhk, monkeypatch):
        disimpan = []
        from django.core.files.uploadhandler import TemporaryFileUploadHandler as Penyimpan

        asli = Penyimpan.receive_data_chunk
        monkeypatch.setattr(
            Penyimpan,
            "receive_data_chunk",
            lambda self, data, mulai: (disimpan.append(len(data)), asli(self, data, mulai))[1],
        )
        besar = SimpleUploadedFile("besar.pdf", b"%PDF-1.7\n" + b"\0" * (50 * 1024 * 1024))

        jawab = sari.post(alamat("catatan_catat"), isian(rhk, berkas=besar))

        teks = jawab.content.decode()
        assert jawab.status_code == 413
        assert "Berkas lebih besar dari 10 MB" in teks
        assert "Menyusun laporan</textarea>" in teks
        assert sum(disimpan) <= 10 * 1024 * 1024
        assert not BuktiDukung.objects.exists()

    def test_many_files_together_have_a_limit(self, sari, rhk, settings):
        settings.UKURAN_BUKTI_MAKS_MB = 1
        banyak = [SimpleUploadedFile(f"{n}.pdf", b"%PDF" + b"\0" * 900_000) for n in range(6)]

        assert sari.post(alamat("catatan_catat"), isian(rhk, berkas=banyak)).status_code == 413

    def test_eleven_files_are_too_many(self, sari, rhk):
        banyak = [SimpleUploadedFile(f"{n}.pdf", pdf(tanda=n + 1)) for n in range(11)]

        jawab = sari.post(alamat("catatan_catat"), isian(rhk, berkas=banyak))

        assert "paling banyak 10 bukti" in jawab.content.decode()
        assert not CatatanHarian.objects.exists()

    def test_without_the_token_nothing_is_taken(self, dunia, rhk):
        from django.conf import settings
        from django.test import Client

        ketat = Client(enforce_csrf_checks=True)
        ketat.force_login(dunia.sari.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])

        assert ketat.post(alamat("catatan_catat"), isian(rhk)).status_code == 403
        assert not CatatanHarian.objects.exists()

    def test_get_is_refused(self, sari, skp):
        assert sari.get(alamat("catatan_catat")).status_code == 405


class TestUlang:
    def kiriman(self, sari, hari: str) -> dict[str, str]:
        """The hidden fields of the first "Catat" on the page of a day."""
        isi = sari.get(f"{alamat('catatan')}?hari={hari}").content.decode()
        bagian = isi[isi.index('class="daftar daftar-ulang"') :]
        satu = next(f for f in re.findall(r"<form.*?</form>", bagian, re.S) if "lagi:" in f)
        assert f'action="{alamat("catatan_catat")}"' in satu, (
            "only that form is queued when the network is gone"
        )
        return dict(re.findall(r'name="(\w+)" value="([^"]*)"', satu))

    def test_one_tap_logs_it_again(self, sari, rhk):
        catatan_baru(rhk, SENIN, "Rapat", jumlah=Decimal("1234.5"), satuan="lembar")
        kiriman = self.kiriman(sari, "2026-05-12")

        for _ in range(2):
            jawab = sari.post(alamat("catatan_catat"), kiriman, follow=True)

        assert "Tercatat untuk 12 Mei 2026" in jawab.content.decode()
        satu = CatatanHarian.objects.get(tanggal=HARI)
        assert (satu.uraian, satu.jumlah, satu.satuan) == ("Rapat", Decimal("1234.5"), "lembar")

    def test_tap_that_waited_offline_is_the_same_entry(self, sari, rhk):
        """The answer was lost, the worker queued the form under its key: one entry all the same."""
        catatan_baru(rhk, SENIN, "Rapat")
        kiriman = self.kiriman(sari, "2026-05-12")
        sari.post(alamat("catatan_catat"), kiriman)
        antre = {k: v for k, v in kiriman.items() if k not in ("csrfmiddlewaretoken", "klien_id")}

        jawab = sari.post(
            "/api/v1/kinerja/luring/catatan/",
            {"klien_id": kiriman["klien_id"], "isi": antre},
            content_type="application/json",
            headers={
                "Idempotency-Key": kiriman["klien_id"],
                "X-Kinerja-Akun": str(rhk.skp.pegawai.pengguna.pk),
            },
        )

        assert jawab.status_code in (200, 201), jawab.content
        assert CatatanHarian.objects.filter(tanggal=HARI).count() == 1

    def test_yesterday_again(self, sari, rhk):
        catatan_baru(rhk, SENIN, "Satu")
        catatan_baru(rhk, SENIN, "Dua")
        kiriman = {"klien_id": str(uuid.uuid4()), "tanggal": "2026-05-12", "dari": "2026-05-11"}

        for _ in range(2):
            jawab = sari.post(alamat("catatan_ulang_hari"), kiriman, follow=True)

        assert "2 catatan diulang dari 11 Mei 2026." in jawab.content.decode()
        assert CatatanHarian.objects.filter(tanggal=HARI).count() == 2

    def test_nonsense_goes_back_to_the_log(self, sari, rhk):
        assert sari.post(alamat("catatan_ulang_hari"), {"tanggal": "x"}).status_code == 302
        assert not CatatanHarian.objects.exists()


class TestUbah:
    def test_change_with_evidence_kept_and_added(self, sari, skp, rhk, hari_ini):
        a, b = bukti_baru(skp, "a.pdf"), bukti_baru(skp, "b.pdf")
        c = catatan_baru(rhk, hari_ini, bukti=[a, b])
        assert "a.pdf" in sari.get(alamat("catatan_ubah", c.uuid)).content.decode()

        jawab = sari.post(
            alamat("catatan_ubah", c.uuid),
            isian(
                rhk,
                uraian="Diperbaiki",
                nomor_sunting=0,
                bukti=[str(a.uuid)],
                berkas=SimpleUploadedFile("c.pdf", pdf()),
            ),
        )

        assert jawab.status_code == 302
        c.refresh_from_db()
        assert (c.uraian, {x.nama for x in c.bukti.all()}) == ("Diperbaiki", {"a.pdf", "c.pdf"})

    @pytest.mark.parametrize("kunci", ["x", "6fc9b8d8-f2d3-4da3-91b0-4f44487ecceb"])
    def test_unknown_evidence_is_refused(self, sari, rhk, hari_ini, kunci):
        c = catatan_baru(rhk, hari_ini)

        jawab = sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, nomor_sunting=0, bukti=[kunci]))

        assert jawab.status_code == 422
        assert "Bukti itu tidak ditemukan" in jawab.content.decode()

    def test_two_tabs_see_both_texts_and_the_second_may_win_knowingly(self, sari, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Asal")
        sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, uraian="Tab pertama", nomor_sunting=0))

        jawab = sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, uraian="Tab kedua", nomor_sunting=0))

        isi = jawab.content.decode()
        assert jawab.status_code == 409
        assert "Tab pertama" in isi
        assert "Tab kedua</textarea>" in isi
        assert 'name="nomor_sunting" value="1"' in isi
        sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, uraian="Tab kedua", nomor_sunting=1))
        c.refresh_from_db()
        assert c.uraian == "Tab kedua"

    def test_refused_change_keeps_the_text(self, sari, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Asal")

        for ubah in ({"tanggal": "2026-05-13"}, {"uraian": ""}):
            jawab = sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, nomor_sunting=0, **ubah))
            assert jawab.status_code == 422
        besar = SimpleUploadedFile("a.pdf", b"%PDF" + b"\0" * (11 * 1024 * 1024))
        jawab = sari.post(alamat("catatan_ubah", c.uuid), isian(rhk, nomor_sunting=0, berkas=besar))

        assert jawab.status_code == 413
        c.refresh_from_db()
        assert c.uraian == "Asal"

    def test_chain_sees_but_does_not_change_and_strangers_see_nothing(self, dunia, masuk, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        for siapa, status in (("budi", 403), ("tono", 403), ("eka", 403), ("citra", 404), ("dewi", 404)):
            klien = masuk(getattr(dunia, siapa))
            assert klien.get(alamat("catatan_ubah", c.uuid)).status_code == status
            assert klien.post(alamat("catatan_tarik", c.uuid)).status_code == status
            assert klien.post(alamat("catatan_pulihkan", c.uuid)).status_code == status
        assert CatatanHarian.objects.aktif().count() == 1


class TestTarik:
    def test_withdraw_and_undo(self, sari, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini, "Salah tulis")

        isi = sari.post(alamat("catatan_tarik", c.uuid), follow=True).content.decode()
        assert "Belum ada catatan hari ini" in isi
        assert "Pulihkan" in isi
        isi = sari.post(alamat("catatan_pulihkan", c.uuid), follow=True).content.decode()

        assert "1 catatan hari ini" in isi
        assert "Baru ditarik" not in isi

    def test_closed_period_answers_409(self, sari, rhk):
        with freeze_time("2026-03-30 03:00:00"):
            c = catatan_baru(rhk, date(2026, 3, 30))

        assert sari.post(alamat("catatan_tarik", c.uuid)).status_code == 409

    def test_get_is_refused(self, sari, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        for nama in ("catatan_tarik", "catatan_pulihkan"):
            assert sari.get(alamat(nama, c.uuid)).status_code == 405


@pytest.mark.parametrize("nama", ["catatan", "catatan_minggu", "catatan_bulan"])
@pytest.mark.parametrize("hari", ["0001-01-01", "9999-12-31", "2026-02-31", "x"])
def test_a_day_that_no_calendar_has_shows_today(sari, skp, hari_ini, nama, hari):
    response = sari.get(reverse(f"kinerja:{nama}"), {"hari": hari})

    assert response.status_code == 200
    assert response.context["hari"] == hari_ini
