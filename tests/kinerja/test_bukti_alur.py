"""Evidence from the first byte to the reader: pieces, quarantine, several entries, preview, who sees it."""

from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from kinerja import services, tasks
from kinerja.bukti import PemeriksaanGagal
from kinerja.bukti import periksa as pemeriksa
from kinerja.errors import BuktiDukungDitolak, PotonganTidakCocok
from kinerja.models import AturanBukti, BuktiDukung, Unggahan
from kinerja.rules import MAKS_PERCOBAAN, POTONGAN_MAKS, StatusBukti
from pegawai.errors import Dilarang
from skp.rules import StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    gambar,
    kantor,
    pdf,
    perilaku_baru,
    realisasi_baru,
)
from tests.factories.skp import skp_at
from tests.kinerja import berkas

pytestmark = pytest.mark.django_db

AWAL = "/api/v1/kinerja"
UNGGAH = f"{AWAL}/unggahan/"
RANTAI = {"sari", "budi", "karta", "tono", "eka"}


def url(nama: str, *arg: object) -> str:
    return reverse(f"kinerja:{nama}", args=arg)


@pytest.fixture
def sari(dunia, masuk):
    return masuk(dunia.sari)


@pytest.fixture
def besar() -> bytes:
    """A picture of several pieces."""
    return gambar("PNG", (900, 700)) + b"\0" * (700 * 1024)


def simpanan(folder: str = "") -> list[str]:
    """Every file in the store below a folder."""
    try:
        dalam, isi = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{i}".lstrip("/") for i in isi] + [
        s for d in dalam for s in simpanan(f"{folder}/{d}".lstrip("/"))
    ]


class TestBerpotongan:
    """The protocol as a sender on a bad line uses it."""

    def mulai(self, klien, skp, isi, nama="foto.png", **lain):
        badan = {
            "skp": str(skp.uuid),
            "nama": nama,
            "ukuran": len(isi),
            "sha256": hashlib.sha256(isi).hexdigest(),
        }
        return klien.post(UNGGAH, {**badan, **lain}, content_type="application/json")

    def kirim(self, klien, uuid, letak, potong, **tajuk):
        return klien.patch(
            f"{UNGGAH}{uuid}/",
            potong,
            content_type="application/octet-stream",
            headers={"Upload-Offset": str(letak), **tajuk},
        )

    def habiskan(self, klien, u, isi):
        while u["diterima"] < u["ukuran"]:
            letak = u["diterima"]
            u = self.kirim(klien, u["uuid"], letak, isi[letak : letak + u["potongan"]]).json()
        return u

    def test_file_arrives_whole_and_is_examined(self, sari, skp, besar, django_capture_on_commit_callbacks):
        jawab = self.mulai(sari, skp, besar)
        assert jawab.status_code == 201
        with django_capture_on_commit_callbacks(execute=True):
            u = self.habiskan(sari, jawab.json(), besar)

        b = BuktiDukung.objects.get(uuid=u["bukti"]["uuid"])
        assert (b.status, b.ukuran) == (StatusBukti.KARANTINA, len(besar))
        assert simpanan("unggahan") == []
        with default_storage.open(b.berkas.name) as f:
            assert f.read() == besar

    def test_goes_on_after_the_connection_broke_or_everything_was_restarted(self, dunia, masuk, skp, besar):
        """Another client, nothing remembered but the file itself: the server knows where it stands."""
        u = self.mulai(masuk(dunia.sari), skp, besar).json()
        self.kirim(masuk(dunia.sari), u["uuid"], 0, besar[: u["potongan"]])

        baru = masuk(dunia.sari)
        lanjut = self.mulai(baru, skp, besar)

        assert lanjut.status_code == 200
        assert (lanjut.json()["uuid"], lanjut.json()["diterima"]) == (u["uuid"], u["potongan"])
        assert self.habiskan(baru, lanjut.json(), besar)["bukti"]

    def test_piece_sent_twice_counts_once(self, sari, skp, besar):
        u = self.mulai(sari, skp, besar).json()
        potong = besar[: u["potongan"]]
        self.kirim(sari, u["uuid"], 0, potong)

        ulang = self.kirim(sari, u["uuid"], 0, potong)

        assert (ulang.status_code, ulang.json()["diterima"]) == (409, len(potong))
        assert sari.get(f"{UNGGAH}{u['uuid']}/").json()["diterima"] == len(potong)

    def test_lost_last_answer_is_given_again(self, sari, skp, besar):
        u = self.habiskan(sari, self.mulai(sari, skp, besar).json(), besar)

        lagi = sari.get(f"{UNGGAH}{u['uuid']}/").json()

        assert lagi["bukti"]["uuid"] == u["bukti"]["uuid"]
        assert BuktiDukung.objects.count() == 1

    def test_piece_that_changed_on_the_way_is_asked_for_again(self, sari, skp, besar):
        u = self.mulai(sari, skp, besar).json()

        jawab = self.kirim(sari, u["uuid"], 0, besar[:1000], **{"X-Sha256": "0" * 64})

        assert (jawab.status_code, "berubah di jalan" in jawab.json()["pesan"]) == (409, True)
        assert Unggahan.objects.get().diterima == 0
        assert simpanan("unggahan") == []

    def test_whole_that_is_not_what_was_announced_is_refused_and_forgotten(self, sari, skp, besar):
        u = self.mulai(sari, skp, besar, sha256="0" * 64).json()
        letak = 0
        while True:
            jawab = self.kirim(sari, u["uuid"], letak, besar[letak : letak + u["potongan"]])
            if jawab.status_code != 200:
                break
            letak = jawab.json()["diterima"]

        assert "tidak sampai utuh" in jawab.json()["pesan"]
        assert not Unggahan.objects.exists()
        assert not BuktiDukung.objects.exists()

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"ukuran": 11 * 1024 * 1024}, "10 MB"),
            ({"ukuran": 0}, "kosong"),
            ({"sha256": "bukan"}, "Sidik berkas"),
        ],
    )
    def test_beginning_that_cannot_end_well_is_refused(self, sari, skp, ubah, kata):
        jawab = self.mulai(sari, skp, b"abc", **ubah)

        assert (jawab.status_code, kata in jawab.json()["pesan"]) == (409, True)

    @pytest.mark.parametrize("tajuk", [{}, {"Upload-Offset": "-1"}, {"Upload-Offset": "satu"}])
    def test_piece_without_a_place_is_refused(self, sari, skp, besar, tajuk):
        u = self.mulai(sari, skp, besar).json()

        jawab = sari.patch(
            f"{UNGGAH}{u['uuid']}/", b"a", content_type="application/octet-stream", headers=tajuk
        )

        assert jawab.status_code == 400

    def test_piece_larger_than_allowed_is_not_read(self, sari, skp, besar):
        u = self.mulai(sari, skp, besar).json()

        assert self.kirim(sari, u["uuid"], 0, b"\0" * (POTONGAN_MAKS + 1)).status_code == 413

    def test_first_piece_gives_a_program_away(self, sari, skp):
        isi = b"\x7fELF" + b"\0" * 4000
        u = self.mulai(sari, skp, isi).json()

        jawab = self.kirim(sari, u["uuid"], 0, isi)

        assert "program" in jawab.json()["pesan"]
        assert not Unggahan.objects.exists()

    @pytest.mark.parametrize("siapa", ["budi", "citra", "eka"])
    def test_nobody_else_goes_on_with_it_or_sees_it(self, dunia, masuk, sari, skp, besar, siapa):
        u = self.mulai(sari, skp, besar).json()
        lain = masuk(getattr(dunia, siapa))

        assert lain.get(f"{UNGGAH}{u['uuid']}/").status_code == 404
        assert self.kirim(lain, u["uuid"], 0, besar[:10]).status_code == 404
        assert lain.delete(f"{UNGGAH}{u['uuid']}/").status_code == 404

    def test_given_up_upload_leaves_nothing(self, sari, skp, besar, django_capture_on_commit_callbacks):
        u = self.mulai(sari, skp, besar).json()
        self.kirim(sari, u["uuid"], 0, besar[: u["potongan"]])

        with django_capture_on_commit_callbacks(execute=True):
            assert sari.delete(f"{UNGGAH}{u['uuid']}/").status_code == 204

        assert not Unggahan.objects.exists()
        assert simpanan("unggahan") == []

    def test_known_bytes_need_no_second_upload(self, sari, skp):
        b = bukti_baru(skp)
        with default_storage.open(b.berkas.name) as f:
            isi = f.read()

        u = self.mulai(sari, skp, isi).json()

        assert u["bukti"]["uuid"] == str(b.uuid)

    def test_sweep_finishes_drops_and_tidies(self, dunia, skp, besar, django_capture_on_commit_callbacks):
        ini = services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="a.png", ukuran=len(besar))
        tempat = default_storage.save(f"unggahan/{ini.uuid.hex}/0", ContentFile(besar))
        Unggahan.objects.filter(pk=ini.pk).update(diterima=len(besar), bagian=[tempat])  # died before the end
        lama = services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="b.png", ukuran=99)
        default_storage.save("unggahan/" + "0" * 32 + "/0", ContentFile(b"yatim"))

        with (
            django_capture_on_commit_callbacks(execute=True),
            freeze_time(timezone.now() + timedelta(hours=25)),
        ):
            hasil = services.sweep_unggahan()

        assert [b.ukuran for b in hasil] == [len(besar)]
        assert not Unggahan.objects.filter(pk=lama.pk).exists()
        assert simpanan("unggahan") == []

    def test_two_pieces_at_one_place_cannot_both_count(self, dunia, skp, besar):
        u = services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="a.png", ukuran=len(besar))
        services.receive_potongan(pelaku=dunia.sari, unggahan=u, letak=0, isi=besar[:1000])

        with pytest.raises(
            PotonganTidakCocok, match="sudah sampai byte 1000"
        ):  # `u` is what the second one saw
            services.receive_potongan(pelaku=dunia.sari, unggahan=u, letak=0, isi=besar[:1000])


class TestBatasHarian:
    def test_files_and_megabytes_of_a_day_are_limited_by_the_agency(self, dunia, skp):
        AturanBukti.objects.create(instansi=dunia.instansi, berkas_per_hari=2, mb_per_hari=300)
        bukti_baru(skp)
        services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="a.pdf", ukuran=10)

        with pytest.raises(BuktiDukungDitolak, match="sudah mengirim 2 berkas hari ini"):
            bukti_baru(skp)
        AturanBukti.objects.update(berkas_per_hari=50, mb_per_hari=1)
        with pytest.raises(BuktiDukungDitolak, match="1 MB per hari"):
            services.start_unggahan(pelaku=dunia.sari, skp=skp, nama="b.pdf", ukuran=2 * 1024 * 1024)
        with freeze_time("2026-05-13 03:00:00"):
            assert bukti_baru(skp)

    def test_page_of_the_admin(self, dunia, masuk):
        eka = masuk(dunia.eka)
        isi = {"berkas_per_hari": "7", "mb_per_hari": "80"}

        assert eka.post(url("bukti_aturan"), isi).status_code == 302

        aturan = AturanBukti.objects.get(instansi=dunia.instansi)
        assert (aturan.berkas_per_hari, aturan.mb_per_hari, aturan.periksa_tautan) == (7, 80, False)
        salah = eka.post(url("bukti_aturan"), {"berkas_per_hari": "banyak", "mb_per_hari": "80"})
        assert (salah.status_code, "Tulis dengan angka" in salah.content.decode()) == (422, True)
        assert masuk(dunia.sari).get(url("bukti_aturan")).status_code == 403


class TestKarantina:
    def unggah(self, dunia, skp, isi=b""):
        return services.upload_bukti(
            pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile("a.pdf", isi or pdf()), nama="a.pdf"
        )

    def test_page_shows_the_state_and_asks_again_by_itself(self, dunia, sari, skp, rhk, hari_ini):
        b = self.unggah(dunia, skp)
        catatan_baru(rhk, hari_ini, bukti=[b])

        daftar = sari.get(url("catatan")).content.decode()
        halaman = sari.get(url("bukti_lihat", b.uuid)).content.decode()
        assert f'hx-get="{url("bukti_keadaan", b.uuid)}"' in daftar
        assert '<noscript><meta http-equiv="refresh"' in halaman
        assert "sedang diperiksa" in sari.get(url("bukti_keadaan", b.uuid)).content.decode()

        tasks.periksa_bukti(b.pk)

        sesudah = sari.get(url("bukti_keadaan", b.uuid)).content.decode()
        assert "sedang diperiksa" not in sesudah
        assert url("bukti_unduh", b.uuid) in sesudah
        assert " ".join(sesudah.split()) in " ".join(sari.get(url("catatan")).content.decode().split())

    def test_refusal_is_told_where_the_file_hangs(
        self, dunia, sari, skp, rhk, hari_ini, django_capture_on_commit_callbacks
    ):
        b = self.unggah(dunia, skp, berkas.DITOLAK["pdf_js_buka"][0]())
        c = catatan_baru(rhk, hari_ini, bukti=[b])

        with django_capture_on_commit_callbacks(execute=True):
            tasks.periksa_bukti(b.pk)

        isi = sari.get(url("catatan")).content.decode()
        assert "PDF ini memuat JavaScript. Cetak ulang ke PDF" in isi
        assert url("bukti_unduh", b.uuid) not in isi
        assert str(b.uuid) not in sari.get(url("catatan_ubah", c.uuid)).content.decode()
        assert simpanan() == []

    def test_dead_worker_is_followed_by_another_and_the_third_time_ends_it(self, dunia, skp, hari_ini):
        b = self.unggah(dunia, skp)

        def mati(berkas):
            raise PemeriksaanGagal("killed")

        for n in range(1, MAKS_PERCOBAAN + 1):
            assert services.examine_bukti(bukti=b, periksa=mati).status == StatusBukti.KARANTINA
            b.refresh_from_db()
            assert (b.percobaan, b.dikerjakan_pada) == (n, None)
        b = services.examine_bukti(bukti=b)
        assert (b.status, "gagal tiga kali" in b.alasan_ditolak) == (StatusBukti.DITOLAK, True)

    def test_claim_of_a_living_worker_holds_and_that_of_a_dead_one_ends(self, dunia, skp, monkeypatch):
        b = self.unggah(dunia, skp)
        BuktiDukung.objects.filter(pk=b.pk).update(dikerjakan_pada=timezone.now(), percobaan=1)
        dering = []
        monkeypatch.setattr(tasks.periksa_bukti, "delay", dering.append)

        assert services.examine_bukti(bukti=b).status == StatusBukti.KARANTINA
        with freeze_time(timezone.now() + timedelta(minutes=1)):
            assert tasks.periksa_bukti_tertinggal() == 0
        with freeze_time(timezone.now() + timedelta(minutes=3)):
            assert tasks.periksa_bukti_tertinggal() == 1
            assert dering == [b.pk]
            assert services.examine_bukti(bukti=b).status == StatusBukti.BERSIH

    def test_late_verdict_of_a_lost_claim_changes_nothing(self, dunia, skp):
        b = self.unggah(dunia, skp)

        def lambat(isi):
            services.examine_bukti(bukti=b)
            BuktiDukung.objects.filter(pk=b.pk).update(dikerjakan_pada=None)
            return pemeriksa(isi)

        services.examine_bukti(bukti=b, periksa=lambat)
        b.refresh_from_db()
        assert b.status == StatusBukti.KARANTINA
        assert [s for s in simpanan() if not s.startswith("karantina/")] == []


class TestBersama:
    """One file under several entries."""

    def test_taken_off_one_entry_the_others_keep_it(self, sari, dunia, skp, rhk, hari_ini):
        b = bukti_baru(skp)
        satu, dua = catatan_baru(rhk, hari_ini, bukti=[b]), catatan_baru(rhk, hari_ini)
        r = realisasi_baru(rhk.indikator.first(), skp.instansi.periode.periodik().pada(hari_ini).get(), 3)

        for kunci in (f"catatan:{dua.uuid}", f"realisasi:{r.uuid}"):
            assert sari.post(url("bukti_pasang", b.uuid), {"catatan": kunci}).status_code == 302
        isi = sari.get(url("bukti_lihat", b.uuid)).content.decode()
        assert "Dipakai di 3 tempat" in isi
        sari.post(url("bukti_lepas", b.uuid), {"catatan": f"catatan:{satu.uuid}"})

        assert list(satu.bukti.all()) == []
        assert list(dua.bukti.all()) == [b]
        assert list(r.bukti.all()) == [b]

    def test_same_bytes_twice_are_one(self, dunia, skp):
        isi = pdf(tanda=77)
        kirim = {"pelaku": dunia.sari, "skp": skp}

        a = services.upload_bukti(berkas=SimpleUploadedFile("a.pdf", isi), nama="a.pdf", **kirim)
        b = services.upload_bukti(berkas=SimpleUploadedFile("lain.pdf", isi), nama="lain.pdf", **kirim)

        assert a == b
        assert len(simpanan()) == 1

    def test_under_another_skp_it_is_a_row_of_its_own_on_the_same_file(self, dunia, masuk, skp, hari_ini):
        """Each row is seen by the chain of its own SKP: Dewi's penilai learns nothing of Sari's."""
        b = bukti_baru(skp)
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.dewi)

        with pytest.raises(Dilarang):
            services.use_bukti(pelaku=dunia.dewi, bukti=b, skp=lain)
        with pytest.raises(Dilarang):
            services.use_bukti(pelaku=dunia.sari, bukti=b, skp=lain)

    def test_chosen_in_the_form_it_hangs_on_the_new_entry(self, sari, skp, rhk, hari_ini):
        b = bukti_baru(skp, "rekap mei.pdf")
        pilih = sari.get(url("bukti_pilih"), {"q": "rekap", "nama": "pilih"}).content.decode()
        assert f'name="pilih" value="{b.uuid}"' in pilih
        assert str(b.uuid) not in sari.get(url("bukti_pilih"), {"q": "lain"}).content.decode()

        halaman = sari.get(url("catatan")).content.decode()
        isi = {
            "klien_id": re.search(r'name="klien_id" value="([^"]+)"', halaman)[1],
            "rhk": str(rhk.uuid),
            "uraian": "Menyusun rekap",
            "tanggal": "2026-05-12",
            "pilih": [str(b.uuid)],
        }
        assert sari.post(url("catatan_catat"), isi).status_code == 302
        assert [c.uraian for c in b.catatan.all()] == ["Menyusun rekap"]

    def test_evidence_of_others_chosen_by_its_key_is_ignored(self, dunia, masuk, sari, skp, rhk):
        asing = bukti_baru(skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra))

        services_isi = {
            "rhk": str(rhk.uuid),
            "uraian": "A",
            "tanggal": "2026-05-12",
            "pilih": [str(asing.uuid)],
        }
        sari.post(url("catatan_catat"), {"klien_id": "0b0e8a3e-0000-4000-8000-000000000001", **services_isi})

        assert list(asing.catatan.all()) == []

    @pytest.mark.parametrize("siapa", ["budi", "citra", "eka"])
    def test_only_its_owner_moves_it(self, dunia, masuk, skp, rhk, hari_ini, siapa):
        b = bukti_baru(skp)
        c = catatan_baru(rhk, hari_ini, bukti=[b])
        klien = masuk(getattr(dunia, siapa))

        for nama in ("bukti_lepas", "bukti_pasang"):
            jawab = klien.post(url(nama, b.uuid), {"catatan": f"catatan:{c.uuid}"})
            assert jawab.status_code in (403, 404)
        assert list(c.bukti.all()) == [b]

    def test_own_list_is_searched_and_its_queries_do_not_grow(
        self, sari, skp, rhk, hari_ini, django_assert_max_num_queries
    ):
        catatan_baru(rhk, hari_ini, bukti=[bukti_baru(skp, "rekap mei.pdf")])
        with django_assert_max_num_queries(12) as sedikit:
            isi = sari.get(url("bukti_saya"), {"q": "rekap"}).content.decode()
        assert "dipakai di 1 tempat" in isi
        for n in range(12):
            bukti_baru(skp, f"rekap {n}.pdf")
        with django_assert_max_num_queries(12) as banyak:
            sari.get(url("bukti_saya"), {"q": "rekap"})
        assert len(sedikit) == len(banyak)


class TestTerlihat:
    @pytest.mark.parametrize("siapa", ["sari", "budi", "karta", "tono", "citra", "dewi", "eka"])
    def test_exactly_the_chain_of_the_entry_in_every_way_it_is_shown(
        self, dunia, masuk, skp, rhk, hari_ini, siapa
    ):
        b = services.upload_bukti(
            pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile("a.png", gambar("PNG")), nama="a.png"
        )
        b = services.examine_bukti(bukti=b)
        c, p = catatan_baru(rhk, hari_ini, bukti=[b]), perilaku_baru(skp, hari_ini, bukti=[b])
        klien = masuk(getattr(dunia, siapa))
        alamat = [
            url("bukti_lihat", b.uuid),
            url("bukti_unduh", b.uuid),
            url("bukti_gambar", b.uuid, 1),
            url("bukti_keadaan", b.uuid),
            f"{AWAL}/bukti/{b.uuid}/",
        ]

        def lihat() -> set[int]:
            hasil = set()
            for a in alamat:
                jawab = klien.get(a)
                if jawab.streaming:
                    b"".join(jawab.streaming_content)
                hasil.add(jawab.status_code)
            return hasil

        assert lihat() == {200 if siapa in RANTAI else 404}
        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        assert lihat() == {200 if siapa in RANTAI else 404}, "still under the behaviour"
        services.withdraw_perilaku(pelaku=dunia.sari, perilaku=p)
        assert lihat() == {200 if siapa == "sari" else 404}, "under nothing: only its owner"


class TestPratinjau:
    def periksa(self, dunia, skp, isi, nama):
        b = services.upload_bukti(pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile(nama, isi), nama=nama)
        return services.examine_bukti(bukti=b)

    def test_pages_of_a_pdf_as_pictures_of_ours(self, dunia, sari, skp):
        b = self.periksa(dunia, skp, pdf(5), "laporan.pdf")

        isi = sari.get(url("bukti_lihat", b.uuid), headers={"X-Potongan": "1"}).content.decode()
        gambar_satu = sari.get(url("bukti_gambar", b.uuid, 1))

        assert "<html" not in isi
        assert isi.count("<img") == 3
        assert "Halaman 1 dari 5" in isi
        assert "2 halaman lagi" in isi
        assert gambar_satu["Content-Type"] == "image/webp"
        assert gambar_satu["X-Content-Type-Options"] == "nosniff"
        assert gambar_satu["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert b"".join(gambar_satu.streaming_content)[8:12] == b"WEBP"
        assert sari.get(url("bukti_gambar", b.uuid, 4)).status_code == 409

    def test_words_of_an_office_file_are_shown_as_text(self, dunia, sari, skp):
        jahat = (
            '<w:document xmlns:w="w"><w:p><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:p></w:document>'
        )
        b = self.periksa(dunia, skp, kantor("docx", {"word/document.xml": jahat}), "a.docx")

        isi = sari.get(url("bukti_lihat", b.uuid)).content.decode()

        assert "&lt;script&gt;alert(1)" in isi
        assert "<script>alert(1)" not in isi

    def test_file_without_a_picture_says_so(self, dunia, sari, skp):
        b = self.periksa(dunia, skp, kantor("docx"), "a.docx")

        assert "Pratinjau tidak tersedia" in sari.get(url("bukti_lihat", b.uuid)).content.decode()


def test_own_evidence_by_the_api(sari, skp, rhk, hari_ini):
    b = bukti_baru(skp, "rekap mei.pdf")
    c = catatan_baru(rhk, hari_ini)
    isi = json.dumps({"jenis": "catatan", "objek": str(c.uuid)})

    daftar = sari.get(f"{AWAL}/bukti/", {"q": "rekap"}).json()["results"]
    pasang = sari.post(f"{AWAL}/bukti/{b.uuid}/pasang/", isi, content_type="application/json")
    assert [d["uuid"] for d in daftar] == [str(b.uuid)]
    assert pasang.status_code == 200
    assert list(c.bukti.all()) == [b]
    lepas = sari.post(f"{AWAL}/bukti/{b.uuid}/lepas/", isi, content_type="application/json")
    assert lepas.status_code == 204
    assert list(c.bukti.all()) == []


def test_first_bytes_are_read_from_a_stream_as_from_memory():
    from kinerja.bukti.kenal import kenali_berkas

    aliran = io.BytesIO(pdf())
    aliran.seek(30)
    assert kenali_berkas(aliran) == "pdf"
    assert aliran.tell() == 0
