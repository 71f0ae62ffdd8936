"""The page of a citizen: one minute, no trace, inert, and cheap under a flood."""

from __future__ import annotations

import io
import re
import time
import uuid
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from openpyxl import load_workbook

from kinerja.forms.ulasan import JEBAKAN, baca_kunci, kunci_baru
from kinerja.models import UlasanLayanan
from kinerja.services import layanan as kelola
from kinerja.services import ulasan as services
from tests.factories.layanan import layanan_baru, ulasan_baru

pytestmark = pytest.mark.django_db
SKRIP = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def layanan(dunia):
    return layanan_baru(dunia.budi, dunia.bidang)


@pytest.fixture
def alamat(layanan) -> str:
    return reverse("suara:ulas", args=[layanan.kode])


def kunci(layanan, *, umur: int = 30) -> str:
    """A key that was signed a while ago."""
    from datetime import UTC, datetime

    with freeze_time(datetime.now(UTC) - timedelta(seconds=umur)):
        return kunci_baru(layanan.kode)


def kirim(alamat, layanan, client=None, *, dari="203.0.113.7", **isi):
    isi = {"kunci": kunci(layanan), "nilai": "4", **isi}
    return (client or Client()).post(alamat, isi, REMOTE_ADDR=dari)


class TestHalaman:
    def test_is_small_and_leaves_no_cookie(self, alamat):
        client = Client()
        with CaptureQueriesContext(connection) as q:
            halaman = client.get(alamat)

        assert halaman.status_code == 200
        assert not client.cookies
        assert len(q) <= 4
        assert len(halaman.content) < 20_000
        isi = halaman.content.decode()
        assert "<script" not in isi
        assert not re.search(r"(src|href)=\"https?://", isi)
        assert halaman["X-Frame-Options"] == "DENY"
        assert "script-src 'self'" in halaman["Content-Security-Policy"]
        assert "no-store" in halaman["Cache-Control"]

    def test_code_in_small_letters_leads_to_the_page(self, alamat, layanan):
        assert Client().get(alamat.lower())["Location"] == alamat
        assert Client().get(reverse("suara:cari"), {"kode": layanan.kode.lower()})["Location"] == alamat

    @pytest.mark.parametrize("kode", ["AAAAAAAA", "kosong", "..%2F", "A" * 300])
    def test_unknown_code_is_404(self, layanan, kode):
        assert Client().get(f"/suara/{kode}/").status_code == 404
        assert Client().post(f"/suara/{kode}/", {"nilai": "4"}).status_code == 404

    def test_closed_service_says_so(self, dunia, alamat, layanan):
        kelola.switch_layanan(pelaku=dunia.budi, layanan=layanan, is_aktif=False)

        assert Client().get(alamat).status_code == 410
        assert kirim(alamat, layanan).status_code == 410
        assert not UlasanLayanan.objects.exists()


class TestKirim:
    def test_one_mark_is_enough_and_gives_a_receipt(self, alamat, layanan):
        client = Client()
        jawab = kirim(alamat, layanan, client)
        u = UlasanLayanan.objects.get()

        assert (u.nilai, u.kata, u.jawaban) == (4, "", {})
        assert jawab["Location"] == reverse("suara:resi", args=[u.resi])
        resi = client.get(jawab["Location"])
        assert "Sudah diterima" in resi.content.decode()
        assert not client.cookies

    def test_all_elements_kind_words_and_name(self, alamat, layanan):
        unsur = {f"u{u.pk}": "3" for u in layanan.set_pertanyaan.unsur.all()}
        kirim(alamat, layanan, jenis="pujian", kata="Ramah\r\nsekali", petugas=" Bu  Rina ", **unsur)

        u = UlasanLayanan.objects.get()
        assert (u.jenis, u.kata, u.petugas, set(u.jawaban.values())) == (
            "pujian",
            "Ramah\nsekali",
            "Bu Rina",
            {3},
        )

    def test_twice_the_same_form_is_one_review(self, alamat, layanan):
        k = kunci(layanan)
        tujuan = {kirim(alamat, layanan, kunci=k)["Location"] for _ in range(5)}

        assert len(tujuan) == UlasanLayanan.objects.count() == 1

    def test_second_sending_is_known_also_when_redis_forgot(self, alamat, layanan):
        k = kunci(layanan)
        satu = kirim(alamat, layanan, kunci=k)["Location"]
        cache.clear()

        assert kirim(alamat, layanan, kunci=k)["Location"] == satu
        assert UlasanLayanan.objects.count() == 1

    @pytest.mark.parametrize(
        ("isi", "kalimat"),
        [
            ({"nilai": ""}, "Pilih satu nilai atau tulis satu kalimat"),
            ({"nilai": "", "kata": "   "}, "Pilih satu nilai atau tulis satu kalimat"),
            ({"nilai": "9"}, "Pilihan itu tidak ditemukan"),
            ({"kata": "x" * 1001}, "Ringkas sampai 1000 huruf"),
            ({"jenis": "hinaan"}, "Pilihan itu tidak ditemukan"),
            ({"kunci": "palsu"}, "Formulir ini tidak utuh"),
            ({"kunci": ""}, "Formulir ini tidak utuh"),
            ({JEBAKAN: "http://spam"}, "Formulir ini tidak utuh"),
        ],
    )
    def test_wrong_input_gets_a_sentence_and_keeps_the_words(self, alamat, layanan, isi, kalimat):
        jawab = kirim(alamat, layanan, **{"petugas": "Pak Joko dari loket", **isi})

        teks = jawab.content.decode()
        assert jawab.status_code == 422
        assert kalimat in teks
        assert "Pak Joko dari loket" in teks
        assert not UlasanLayanan.objects.exists()

    @pytest.mark.parametrize(("umur", "kalimat"), [(0, "terlalu cepat"), (90_000, "sudah lama terbuka")])
    def test_age_of_the_form(self, alamat, layanan, umur, kalimat):
        jawab = kirim(alamat, layanan, kunci=kunci(layanan, umur=umur), kata="Kata saya")

        assert kalimat in jawab.content.decode()
        assert "Kata saya" in jawab.content.decode()
        assert not UlasanLayanan.objects.exists()

    def test_key_of_another_service_is_worth_nothing(self, dunia, alamat, layanan):
        lain = layanan_baru(dunia.budi, dunia.bidang, "Lain")

        assert kirim(alamat, layanan, kunci=kunci(lain)).status_code == 422
        assert baca_kunci(layanan.kode, kunci(layanan))[1] == ""


class TestBanjir:
    def test_a_thousand_from_one_address(self, alamat, layanan):
        """The first few are taken in; the rest is refused in a sentence, without a query and without a row."""
        client = Client()
        kode = [kirim(alamat, layanan, client).status_code for _ in range(12)]
        k = kunci(layanan)
        mulai = time.process_time()
        with CaptureQueriesContext(connection) as q:
            sisa = [
                client.post(alamat, {"kunci": k, "nilai": "1", "kata": "Banjir"}, REMOTE_ADDR="203.0.113.7")
                for _ in range(200)
            ]
        per_kiriman = (time.process_time() - mulai) / len(sisa)

        assert kode == [302] * 10 + [429] * 2
        assert {r.status_code for r in sisa} == {429}
        assert len(q) == 0
        assert UlasanLayanan.objects.count() == 10
        assert "Tunggu" in sisa[0].content.decode()
        assert "Banjir" in sisa[0].content.decode()
        assert 0 < int(sisa[0]["Retry-After"]) <= 600
        assert per_kiriman < 0.02

    def test_others_are_not_kept_out(self, alamat, layanan):
        for _ in range(12):
            kirim(alamat, layanan)

        assert kirim(alamat, layanan, dari="198.51.100.4").status_code == 302

    def test_neighbours_of_an_ipv6_network_share_their_places(self, alamat, layanan):
        kode = [kirim(alamat, layanan, dari=f"2001:db8:1:2::{i:x}").status_code for i in range(1, 13)]

        assert kode == [302] * 10 + [429] * 2
        assert kirim(alamat, layanan, dari="2001:db8:1:3::1").status_code == 302

    def test_limit_of_the_service_holds_for_many_addresses(self, dunia, alamat, layanan):
        kelola.save_setelan(
            pelaku=dunia.eka,
            n_minimum=10,
            batas_alamat=10,
            batas_layanan=4,
            kata="",
            kategori="0 | A | Baik",
            pengali=25,
        )
        kode = [kirim(alamat, layanan, dari=f"198.51.100.{i}").status_code for i in range(6)]

        assert kode == [302] * 4 + [429] * 2

    def test_refused_sendings_use_up_tries_too(self, alamat, layanan):
        kode = [kirim(alamat, layanan, kunci="palsu").status_code for _ in range(62)]

        assert kode == [422] * 60 + [429] * 2

    def test_echo_of_a_refusal_is_inert(self, alamat, layanan):
        for _ in range(10):
            kirim(alamat, layanan)
        teks = kirim(alamat, layanan, kata=SKRIP, petugas=SKRIP).content.decode()

        assert "<script>alert" not in teks
        assert "&lt;script&gt;" in teks

    def test_address_is_forgotten(self, alamat, layanan):
        kirim(alamat, layanan)
        redis = cache._cache.get_client(write=True)
        awalan = cache.key_prefix
        semua = {k.decode(): redis.ttl(k) for k in redis.scan_iter(f"{awalan}:*suara:*")}

        assert semua
        assert all(0 < ttl <= 86_401 for ttl in semua.values())
        assert not any("203.0.113" in k for k in semua)


class TestResi:
    def test_states_and_answer(self, dunia, layanan):
        u = ulasan_baru(layanan, "Antre lama, goblok", 2, jenis="keluhan")
        alamat = reverse("suara:resi", args=[u.resi])
        assert "Menunggu pemeriksaan" in Client().get(alamat).content.decode()

        services.moderate_ulasan(pelaku=dunia.eka, ulasan=u, buka=True)
        services.reply_ulasan(pelaku=dunia.budi, ulasan=u, balasan="Loket ditambah.", is_tampil=True)

        teks = Client().get(alamat).content.decode()
        assert "Sudah dibalas" in teks
        assert "Loket ditambah." in teks
        assert dunia.budi.nama not in teks
        assert "Antre lama" not in teks
        umum = Client().get(reverse("suara:jawaban", args=[layanan.kode])).content.decode()
        assert "Antre lama" in umum

    def test_unknown_receipt_is_a_sentence(self, layanan):
        jawab = Client().get(reverse("suara:resi", args=["ABCDEFGH2345"]))

        assert jawab.status_code == 404
        assert "tidak dikenal" in jawab.content.decode()


class TestSkrip:
    def test_script_is_inert_on_every_page_and_in_the_workbook(self, dunia, layanan, masuk):
        u = ulasan_baru(layanan, f"{SKRIP} =1+1", 1, jenis="keluhan", petugas="=CMD()" + SKRIP)
        services.reply_ulasan(pelaku=dunia.eka, ulasan=u, balasan=f"={SKRIP}", is_tampil=True)
        client = masuk(dunia.eka)
        jalur = [
            reverse("kinerja:ulasan"),
            reverse("kinerja:ulasan_lihat", args=[u.uuid]),
            reverse("suara:resi", args=[u.resi]),
            reverse("suara:jawaban", args=[layanan.kode]),
        ]
        for satu in jalur:
            teks = client.get(satu).content.decode()
            assert "<script>alert" not in teks
            assert "<img src=x" not in teks

        buku = load_workbook(io.BytesIO(client.get(reverse("kinerja:ulasan_unduh")).content))
        baris = [[s.value for s in b] for b in buku.active.iter_rows()]
        assert baris[1][5] == f"{SKRIP} =1+1"
        assert all(s.data_type != "f" for b in buku.active.iter_rows() for s in b)

    def test_words_that_wait_stay_out_of_list_and_workbook(self, dunia, layanan, masuk):
        ulasan_baru(layanan, "Rahasia goblok", petugas="Pak Rahasia")
        client = masuk(dunia.budi)

        assert "Rahasia" not in client.get(reverse("kinerja:ulasan")).content.decode()
        buku = load_workbook(io.BytesIO(client.get(reverse("kinerja:ulasan_unduh")).content))
        assert not any("Rahasia" in str(s.value) for b in buku.active.iter_rows() for s in b)
        antrean = masuk(dunia.eka).get(reverse("kinerja:ulasan_moderasi")).content.decode()
        assert "Rahasia goblok" in antrean

    def test_unit_sees_the_day_of_a_review_and_not_the_minute(self, dunia, layanan, masuk):
        u = ulasan_baru(layanan, "Petugasnya ramah", 4)
        saat = timezone.make_aware(datetime(2026, 3, 5, 9, 41))
        UlasanLayanan.objects.filter(pk=u.pk).update(dibuat_pada=saat)
        client = masuk(dunia.eka)

        for rute in (reverse("kinerja:ulasan"), reverse("kinerja:ulasan_lihat", args=[u.uuid])):
            teks = client.get(rute).content.decode()
            assert "5 Maret 2026" in teks
            assert "09.41" not in teks
        satu = client.get("/api/v1/kinerja/ulasan/").json()["results"][0]
        assert satu["tanggal"] == "2026-03-05"
        assert "dibuat_pada" not in satu
        buku = load_workbook(io.BytesIO(client.get(reverse("kinerja:ulasan_unduh")).content))
        assert buku.active["A2"].value == "05-03-2026"


class TestHalamanStaf:
    def test_queries_do_not_grow(self, dunia, layanan, masuk):
        client = masuk(dunia.karta)
        ulasan_baru(layanan, "Kata")
        jalur = [
            reverse("kinerja:layanan") + f"?unit={dunia.dinas.uuid}",
            reverse("kinerja:layanan_lihat", args=[layanan.uuid]),
            reverse("kinerja:ulasan"),
        ]
        sedikit = [_banyak(client, j) for j in jalur]
        for i in range(8):
            satu = layanan_baru(dunia.karta, dunia.bidang, f"Layanan {i}")
            for _ in range(3):
                ulasan_baru(satu, "Kata", jenis="keluhan")

        assert [_banyak(client, j) for j in jalur] == sedikit
        assert max(sedikit) <= 12

    def test_wrong_filter_narrows_nothing(self, dunia, layanan, masuk):
        ulasan_baru(layanan, "Satu kata")
        jawab = masuk(dunia.budi).get(
            reverse("kinerja:ulasan"), {"layanan": "bukan", "nilai": "x", "mulai": "kapan", "sesudah": "a"}
        )

        assert "Satu kata" in jawab.content.decode()

    def test_reply_keeps_what_was_typed_when_refused(self, dunia, layanan, masuk):
        u = ulasan_baru(layanan, "Kata")
        jawab = masuk(dunia.budi).post(
            reverse("kinerja:ulasan_balas", args=[u.uuid]), {"balasan": "x" * 1001}
        )

        assert jawab.status_code == 422
        assert "x" * 1001 in jawab.content.decode()

    def test_walk_of_a_head(self, dunia, masuk):
        client = masuk(dunia.budi)
        jawab = client.post(
            reverse("kinerja:layanan_tambah"), {"unit": str(dunia.bidang.uuid), "nama": "Aduan Wi-Fi"}
        )
        assert jawab.status_code == 302
        teks = client.get(jawab["Location"]).content.decode()
        assert "Belum cukup" in teks

    def test_unit_of_others_cannot_be_chosen(self, dunia, masuk):
        jawab = masuk(dunia.budi).post(
            reverse("kinerja:layanan_tambah"), {"unit": str(dunia.dinas.uuid), "nama": "Aduan Wi-Fi"}
        )

        assert jawab.status_code == 422
        assert "Aduan Wi-Fi" in jawab.content.decode()

    def test_set_is_changed_on_its_page(self, dunia, layanan, masuk):
        client, satu = masuk(dunia.eka), layanan.set_pertanyaan
        alamat = reverse("kinerja:layanan_set", args=[satu.uuid])
        form = client.get(alamat).context["form"]
        isi = {b.html_name: b.value() or "" for b in form if b.value() not in (None, False)}
        isi["nama_0"], isi["label_4"] = "Syarat", "Hebat"
        isi.pop("pakai_8")

        assert client.post(alamat, isi).status_code == 302
        satu.refresh_from_db()
        assert (satu.label_4, satu.unsur.get(kode="U1").nama, satu.unsur.get(kode="U9").is_aktif) == (
            "Hebat",
            "Syarat",
            False,
        )


def _banyak(client, jalur) -> int:
    with CaptureQueriesContext(connection) as q:
        assert client.get(jalur).status_code == 200
    return len(q)


class TestApi:
    def test_acts_by_api(self, dunia, layanan, masuk):
        client = masuk(dunia.eka)
        dasar = "/api/v1/kinerja/layanan/"
        baru = client.post(
            dasar, {"unit": str(dunia.bidang.uuid), "nama": "Lain"}, content_type="application/json"
        )
        assert baru.status_code == 201
        satu = f"{dasar}{baru.json()['uuid']}/"
        ubah = client.put(satu, {"nama": "Lain lagi"}, content_type="application/json")
        assert ubah.json()["nama"] == "Lain lagi"
        assert client.delete(satu).status_code == 204
        assert client.get(satu).status_code == 404

    def test_index_of_a_service_without_reviews_is_empty(self, dunia, layanan, masuk):
        data = masuk(dunia.sari).get(f"/api/v1/kinerja/layanan/{layanan.uuid}/indeks/").json()

        assert (data["jumlah"], data["responden"], data["nilai"], data["unsur"]) == (0, 0, None, [])

    def test_index_by_api_hides_small_numbers(self, dunia, layanan, masuk):
        ulasan_baru(layanan, jawaban={layanan.set_pertanyaan.unsur.first().pk: 4})

        data = masuk(dunia.sari).get(f"/api/v1/kinerja/layanan/{layanan.uuid}/indeks/").json()

        assert (data["jumlah"], data["nilai"], data["unsur"][0]["rata"]) == (1, None, None)
        assert data["unsur"][0]["sebaran"] == []
        halaman = masuk(dunia.sari).get(reverse("kinerja:layanan_lihat", args=[layanan.uuid])).text
        assert "0, 0, 0, 1" not in halaman

    def test_key_is_unique_in_the_database(self, layanan):
        from django.db import IntegrityError, transaction

        u = ulasan_baru(layanan)
        with pytest.raises(IntegrityError), transaction.atomic():
            UlasanLayanan.objects.create(
                instansi=layanan.instansi, layanan=layanan, kunci=u.kunci, resi="X", bulan=u.bulan, nilai=1
            )
        assert isinstance(u.kunci, uuid.UUID)
