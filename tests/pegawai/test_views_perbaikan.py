"""The admin's queue of "ini salah"; first passwords; the API."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai, Pengguna, PermintaanPerbaikan
from pegawai.rules import BidangPerbaikan, KedudukanHukum, Peran, StatusPerbaikan
from pegawai.selectors import penempatan_of, penilai_of
from pegawai.services import (
    change_kedudukan,
    grant_peran,
    reject_perbaikan,
    report_salah,
    withdraw_perbaikan,
)
from tests.factories.pegawai import instansi_baru, jabatan_baru, pegawai_baru, unit_baru

ANTREAN = "/pegawai/perbaikan/"
pytestmark = pytest.mark.django_db


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def lapor(
    dunia, bidang: BidangPerbaikan = BidangPerbaikan.PENILAI, siapa: str = "sari", **lain
) -> PermintaanPerbaikan:
    orang = getattr(dunia, siapa)
    return report_salah(pelaku=orang, pegawai=orang, bidang=bidang, data_benar="Seharusnya lain", **lain)


def alamat(nama: str, laporan: PermintaanPerbaikan) -> str:
    return reverse(f"pegawai:perbaikan_{nama}", args=[laporan.uuid])


def hari_ini() -> str:
    return timezone.localdate().isoformat()


class TestAntrean:
    def test_oldest_first_and_only_what_waits(self, dunia, masuk):
        pertama, kedua = lapor(dunia), lapor(dunia, siapa="citra")
        ditolak = lapor(dunia, siapa="dewi")
        reject_perbaikan(pelaku=dunia.eka, permintaan=ditolak, jawaban="Benar")
        PermintaanPerbaikan.objects.filter(pk=kedua.pk).update(dibuat_pada=timezone.now() - timedelta(days=3))

        response = masuk(dunia.eka).get(ANTREAN)

        assert response.context["halaman"].baris == [kedua, pertama]
        assert "Menunggu (2)" in teks(response)
        assert masuk(dunia.eka).get(ANTREAN, {"dijawab": "1"}).context["halaman"].baris == [ditolak]

    def test_filter_by_matter(self, dunia, masuk):
        lapor(dunia)
        unit = lapor(dunia, BidangPerbaikan.UNIT, "citra")

        assert masuk(dunia.eka).get(ANTREAN, {"bidang": "unit"}).context["halaman"].baris == [unit]
        assert masuk(dunia.eka).get(ANTREAN, {"bidang": "x"}).status_code == 200

    def test_empty_says_so(self, dunia, masuk):
        assert "Tidak ada yang menunggu" in teks(masuk(dunia.eka).get(ANTREAN))
        assert "Belum ada yang dijawab" in teks(masuk(dunia.eka).get(ANTREAN, {"dijawab": "1"}))

    def test_others_are_told_why_not(self, dunia, masuk):
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR)

        for siapa in (dunia.sari, dunia.budi, dunia.dewi):
            assert masuk(siapa).get(ANTREAN).status_code == 403

    def test_a_subtrees_admin_has_his_own_queue(self, dunia, masuk):
        grant_peran(pelaku=None, pegawai=dunia.tono, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)
        dalam, luar = lapor(dunia), lapor(dunia, siapa="dewi")

        assert masuk(dunia.tono).get(ANTREAN).context["halaman"].baris == [dalam]
        assert masuk(dunia.tono).get(alamat("detail", luar)).status_code == 404

    def test_queries_do_not_grow(self, dunia, masuk):
        lapor(dunia)
        client = masuk(dunia.eka)
        client.get(ANTREAN)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(ANTREAN)
        for siapa in ("citra", "dewi", "budi", "karta", "tono"):
            lapor(dunia, siapa=siapa)
        with CaptureQueriesContext(connection) as banyak:
            client.get(ANTREAN)

        assert len(sedikit) == len(banyak) <= 12


class TestDetail:
    @pytest.mark.parametrize("bidang", BidangPerbaikan)
    def test_what_is_recorded_stands_beside_what_is_said(
        self, dunia, masuk, bidang, django_assert_max_num_queries
    ):
        laporan = lapor(dunia, bidang)
        client = masuk(dunia.eka)
        client.get(alamat("detail", laporan))

        with django_assert_max_num_queries(12):
            halaman = teks(client.get(alamat("detail", laporan)))

        for kata in ("Seharusnya lain", "Budi Santoso", "Bidang Aplikasi Informatika", "Sudah saya perbaiki"):
            assert kata in halaman
        assert ("Perbaiki sekarang" in halaman) == (bidang != BidangPerbaikan.LAIN)

    def test_the_owner_reads_it_without_acts(self, dunia, masuk):
        halaman = teks(masuk(dunia.sari).get(alamat("detail", lapor(dunia))))

        assert "Giliran admin kepegawaian menjawab." in halaman
        assert "Perbaiki sekarang" not in halaman

    @pytest.mark.parametrize("siapa", ["citra", "budi", "karta"])
    def test_strangers_find_nothing(self, dunia, masuk, siapa):
        assert masuk(getattr(dunia, siapa)).get(alamat("detail", lapor(dunia))).status_code == 404

    def test_states_are_told_in_a_sentence(self, dunia, masuk):
        dijawab, dicabut = lapor(dunia), lapor(dunia, BidangPerbaikan.UNIT)
        reject_perbaikan(pelaku=dunia.eka, permintaan=dijawab, jawaban="Sudah benar")
        withdraw_perbaikan(pelaku=dunia.sari, permintaan=dicabut)

        assert ", dijawab Eka Rahmawati pada" in teks(masuk(dunia.eka).get(alamat("detail", dijawab)))
        assert "dicabut oleh pelapornya" in teks(masuk(dunia.eka).get(alamat("detail", dicabut)))


TERAPAN = {
    BidangPerbaikan.PENILAI: (
        lambda d: {"penilai": d.tono.uuid, "mulai": hari_ini(), "alasan": "Nota 1"},
        lambda d: penilai_of(d.penempatan(d.sari), timezone.localdate()) == d.tono,
        "Pejabat penilai Anda kini Tono Prasetya, berlaku",
        lambda d: {"penilai": d.sari.uuid, "mulai": hari_ini(), "alasan": "Nota 1"},
    ),
    BidangPerbaikan.UNIT: (
        lambda d: {
            "unit": d.bidang_lain.uuid,
            "jabatan": d.penempatan(d.sari).jabatan.uuid,
            "mulai": hari_ini(),
            "alasan": "SK 1",
        },
        lambda d: penempatan_of(d.sari, timezone.localdate()).unit == d.bidang_lain,
        "Anda tercatat sebagai Pranata Komputer Ahli Pertama di Bidang Statistik.",
        lambda d: {
            "unit": d.bidang.uuid,
            "jabatan": d.penempatan(d.sari).jabatan.uuid,
            "mulai": hari_ini(),
            "alasan": "SK 1",
        },
    ),
    BidangPerbaikan.JABATAN: (
        lambda d: {
            "unit": d.bidang.uuid,
            "jabatan": jabatan_baru(d.instansi, "Statistisi").uuid,
            "mulai": hari_ini(),
            "alasan": "SK 1",
        },
        lambda d: penempatan_of(d.sari, timezone.localdate()).jabatan.nama == "Statistisi",
        "Anda tercatat sebagai Statistisi di Bidang Aplikasi Informatika.",
        lambda d: {"unit": d.bidang.uuid, "mulai": hari_ini(), "alasan": "SK 1"},
    ),
    BidangPerbaikan.PANGKAT: (
        lambda d: {"nama": "Sari Puspita", "golongan": "III/c", "alasan": "SK 1"},
        lambda d: Pegawai.objects.get(pk=d.sari.pk).golongan == "III/c",
        "Anda kini tercatat sebagai Sari Puspita, Penata / III/c.",
        lambda d: {"nama": "Sari Puspita", "golongan": "XX", "alasan": "SK 1"},
    ),
    BidangPerbaikan.NAMA: (
        lambda d: {"nama": "Sari Puspita Dewi", "golongan": "III/b", "alasan": "KTP"},
        lambda d: Pegawai.objects.get(pk=d.sari.pk).nama == "Sari Puspita Dewi",
        "Anda kini tercatat sebagai Sari Puspita Dewi",
        lambda d: {"nama": "Sari Puspita", "golongan": "III/b", "alasan": "KTP"},
    ),
}


@pytest.mark.parametrize("bidang", TERAPAN)
class TestTerapkan:
    """The change and the answer in one act."""

    def test_works_and_the_person_reads_the_answer(self, dunia, masuk, bidang):
        isi, berhasil, jawaban, _ = TERAPAN[bidang]
        laporan = lapor(dunia, bidang)

        response = masuk(dunia.eka).post(alamat("terapkan", laporan), isi(dunia))

        assert response["Location"] == ANTREAN
        assert berhasil(dunia)
        laporan.refresh_from_db()
        assert laporan.status == StatusPerbaikan.DISELESAIKAN
        assert laporan.dijawab_oleh == dunia.eka
        assert jawaban in laporan.jawaban
        assert jawaban in teks(masuk(dunia.sari).get("/pegawai/saya/"))

    def test_a_refusal_changes_nothing_and_keeps_the_text(self, dunia, masuk, bidang):
        _, berhasil, _, salah = TERAPAN[bidang]
        laporan = lapor(dunia, bidang)

        response = masuk(dunia.eka).post(alamat("terapkan", laporan), salah(dunia))

        assert response.status_code == 422
        assert salah(dunia)["alasan"] in response.content.decode()
        assert not berhasil(dunia)
        laporan.refresh_from_db()
        assert laporan.status == StatusPerbaikan.BARU

    def test_the_owner_does_not_mend_it_himself(self, dunia, masuk, bidang):
        isi, berhasil, _, _ = TERAPAN[bidang]
        laporan = lapor(dunia, bidang)

        assert masuk(dunia.sari).post(alamat("terapkan", laporan), isi(dunia)).status_code == 403
        assert not berhasil(dunia)

    def test_a_stranger_finds_nothing(self, dunia, masuk, bidang):
        assert masuk(dunia.citra).post(alamat("terapkan", lapor(dunia, bidang))).status_code == 404

    def test_an_answered_one_is_refused_with_who_and_when(self, dunia, masuk, bidang):
        isi, berhasil, _, _ = TERAPAN[bidang]
        laporan = lapor(dunia, bidang)
        reject_perbaikan(pelaku=dunia.eka, permintaan=laporan, jawaban="Sudah benar")

        response = masuk(dunia.eka).post(alamat("terapkan", laporan), isi(dunia))

        assert response.status_code == 409
        assert re.search(r"sudah dijawab Eka Rahmawati pada \d+ \w+ \d{4} pukul", teks(response))
        assert not berhasil(dunia)

    def test_get_is_refused(self, dunia, masuk, bidang):
        assert masuk(dunia.eka).get(alamat("terapkan", lapor(dunia, bidang))).status_code == 405


class TestUsul:
    def test_what_the_person_picked_is_already_chosen(self, dunia, masuk):
        laporan = lapor(dunia, usul_penilai=dunia.karta)

        halaman = " ".join(masuk(dunia.eka).get(alamat("detail", laporan)).content.decode().split())

        assert f'value="{dunia.karta.uuid}" id="id_penilai_{dunia.karta.uuid}" checked' in halaman

    def test_searching_for_another_one_without_script(self, dunia, masuk):
        laporan = lapor(dunia, usul_penilai=dunia.karta)

        response = masuk(dunia.eka).post(
            alamat("terapkan", laporan), {"cari": "penilai", "penilai_cari": "tono", "alasan": "Nota"}
        )

        assert response.status_code == 200
        assert "Tono Prasetya" in teks(response)

    def test_nothing_to_apply_for_other_matters(self, dunia, masuk):
        laporan = lapor(dunia, BidangPerbaikan.LAIN)

        assert masuk(dunia.eka).post(alamat("terapkan", laporan))["Location"] == alamat("detail", laporan)

    def test_somebody_who_sits_nowhere_is_placed_first(self, dunia, masuk):
        lepas = pegawai_baru(dunia.instansi, "Lepas")
        laporan = report_salah(
            pelaku=lepas, pegawai=lepas, bidang=BidangPerbaikan.PENILAI, data_benar="Belum ada"
        )

        response = masuk(dunia.eka).post(
            alamat("terapkan", laporan), {"penilai": dunia.karta.uuid, "mulai": hari_ini(), "alasan": "Nota"}
        )

        assert response.status_code == 422
        assert "Tempatkan dahulu" in teks(response)


@pytest.mark.parametrize(
    ("nama", "status"), [("selesai", StatusPerbaikan.DISELESAIKAN), ("benar", StatusPerbaikan.DITOLAK)]
)
class TestJawab:
    def test_works(self, dunia, masuk, nama, status):
        laporan = lapor(dunia, BidangPerbaikan.LAIN)

        masuk(dunia.eka).post(alamat(nama, laporan), {"jawaban": "Sudah diperiksa."})

        laporan.refresh_from_db()
        assert (laporan.status, laporan.jawaban, laporan.dijawab_oleh) == (
            status,
            "Sudah diperiksa.",
            dunia.eka,
        )

    def test_without_words_it_is_refused(self, dunia, masuk, nama, status):
        laporan = lapor(dunia)

        assert masuk(dunia.eka).post(alamat(nama, laporan), {"jawaban": " "}).status_code == 422
        laporan.refresh_from_db()
        assert laporan.status == StatusPerbaikan.BARU

    def test_the_owner_does_not_answer_himself(self, dunia, masuk, nama, status):
        assert masuk(dunia.sari).post(alamat(nama, lapor(dunia)), {"jawaban": "Ya"}).status_code == 403

    def test_a_stranger_finds_nothing(self, dunia, masuk, nama, status):
        assert masuk(dunia.budi).post(alamat(nama, lapor(dunia)), {"jawaban": "Ya"}).status_code == 404

    def test_a_withdrawn_one_is_refused(self, dunia, masuk, nama, status):
        laporan = lapor(dunia)
        withdraw_perbaikan(pelaku=dunia.sari, permintaan=laporan)

        response = masuk(dunia.eka).post(alamat(nama, laporan), {"jawaban": "Ya"})

        assert response.status_code == 409
        assert "sudah dicabut oleh pelapornya" in teks(response)

    def test_get_is_refused(self, dunia, masuk, nama, status):
        assert masuk(dunia.eka).get(alamat(nama, lapor(dunia))).status_code == 405


class TestAkses:
    def reset(self, pegawai) -> str:
        return reverse("pegawai:akses_reset", args=[pegawai.uuid])

    def test_asks_first_and_shows_the_password_once(self, dunia, masuk):
        client = masuk(dunia.eka)
        assert "Buat sandi awal yang baru?" in teks(client.get(self.reset(dunia.sari)))

        response = client.post(self.reset(dunia.sari))

        sandi = re.search(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", response.content.decode())[0]
        dunia.sari.pengguna.refresh_from_db()
        assert check_password(sandi, dunia.sari.pengguna.password)
        assert "no-store" in response["Cache-Control"]
        assert sandi not in client.get(self.reset(dunia.sari)).content.decode()
        assert dunia.sari.nip in response.content.decode()

    def test_who_has_no_account_gets_one(self, dunia, masuk):
        baru = pegawai_baru(dunia.instansi, "Hani", unit=dunia.bidang, akun=False)

        assert masuk(dunia.eka).post(self.reset(baru)).status_code == 200

        baru.refresh_from_db()
        assert baru.pengguna.nama_masuk == baru.nip

    def test_a_colleague_is_told_why_not(self, dunia, masuk):
        assert masuk(dunia.budi).get(self.reset(dunia.sari)).status_code == 403
        assert masuk(dunia.budi).post(self.reset(dunia.sari)).status_code == 403

    def test_a_stranger_finds_nothing(self, dunia, masuk):
        assert masuk(dunia.citra).post(self.reset(dunia.sari)).status_code == 404

    def test_ones_own_password_is_changed_elsewhere(self, dunia, masuk):
        response = masuk(dunia.eka).post(self.reset(dunia.eka))

        assert response.status_code == 403
        assert "lewat menu akun" in teks(response)

    def test_who_left_gets_none(self, dunia, masuk):
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        response = masuk(dunia.eka).post(self.reset(dunia.sari))

        assert response.status_code == 409
        assert "berstatus pensiun, sehingga tidak dapat masuk" in teks(response)


class TestAksesMassal:
    """First passwords for many on one sheet; who can sign in already is left alone."""

    ALAMAT = "/pegawai/akses/"

    def test_each_gets_his_own_and_the_rest_a_reason(self, dunia, masuk):
        baru = [pegawai_baru(dunia.instansi, f"Baru {n}", unit=dunia.bidang, akun=False) for n in range(3)]
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=baru[2],
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        response = masuk(dunia.eka).post(self.ALAMAT, {"pilih": [p.uuid for p in [*baru, dunia.sari]]})

        sandi = re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", response.content.decode())
        assert len(set(sandi)) == 2
        for orang, satu in zip(baru[:2], sandi, strict=True):
            orang.refresh_from_db()
            assert check_password(satu, orang.pengguna.password)
        halaman = teks(response)
        assert "Sari Puspita Sudah dapat masuk, jadi sandinya tidak diubah." in halaman
        assert "Baru 2 berstatus pensiun" in halaman
        assert "no-store" in response["Cache-Control"]

    def test_a_first_password_that_ran_out_is_replaced(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.post(reverse("pegawai:akses_reset", args=[dunia.sari.uuid]))
        Pengguna.objects.filter(pk=dunia.sari.pengguna_id).update(sandi_awal_sampai=timezone.now())

        assert "Nama masuk" in teks(client.post(self.ALAMAT, {"pilih": [dunia.sari.uuid]}))

    def test_the_list_offers_it_where_it_helps(self, dunia, masuk):
        pegawai_baru(dunia.instansi, "Baru", unit=dunia.bidang, akun=False)
        client = masuk(dunia.eka)

        assert "Buat sandi awal" in teks(client.get("/pegawai/", {"keadaan": "belum_bisa_masuk"}))
        assert "Buat sandi awal" not in teks(client.get("/pegawai/"))

    def test_nothing_ticked(self, dunia, masuk):
        response = masuk(dunia.eka).post(self.ALAMAT, {"pilih": "x"}, follow=True)

        assert "Centang dahulu pegawai" in teks(response)

    def test_strangers_are_not_touched(self, dunia, masuk):
        asing = pegawai_baru(instansi_baru("Lain"), "Asing", akun=False)

        assert "Asing" not in teks(masuk(dunia.eka).post(self.ALAMAT, {"pilih": asing.uuid}))
        assert Pegawai.objects.get(pk=asing.pk).pengguna is None

    def test_others_are_told_why_not(self, dunia, masuk):
        assert masuk(dunia.budi).post(self.ALAMAT, {"pilih": dunia.sari.uuid}).status_code == 403

    def test_get_is_refused(self, dunia, masuk):
        assert masuk(dunia.eka).get(self.ALAMAT).status_code == 405


class TestApi:
    SAYA = "/api/v1/pegawai/saya/"
    DAFTAR = "/api/v1/pegawai/"

    def test_the_own_chain(self, dunia, masuk):
        isi = masuk(dunia.sari).get(self.SAYA).json()

        assert isi["pegawai"]["nama"] == "Sari Puspita"
        assert isi["penempatan"]["unit"] == "Bidang Aplikasi Informatika"
        assert isi["penilai"]["penilai"]["nama"] == "Budi Santoso"
        assert isi["atasan_penilai"]["penilai"]["nama"] == "Karta Wijaya"
        assert isi["peran"] == ["pegawai"]
        assert isi["kekurangan"] == []

    def test_gaps_are_null_and_told(self, dunia, masuk):
        isi = masuk(pegawai_baru(dunia.instansi, "Lepas")).get(self.SAYA).json()

        assert isi["penempatan"] is isi["penilai"] is isi["kepala_unit"] is None
        assert isi["kekurangan"] == ["Anda belum ditempatkan di unit mana pun. SKP belum dapat dibuat."]

    def test_the_list_for_those_with_a_role(self, dunia, masuk):
        isi = masuk(dunia.eka).get(self.DAFTAR).json()

        orang = {p["nama"]: p for p in isi["results"]}
        assert orang["Sari Puspita"]["penilai"] == "Budi Santoso"
        assert orang["Sari Puspita"]["nip"] == dunia.sari.nip
        assert orang["H. Surya Darmawan"]["nip"] is None
        assert len(orang) == Pegawai.objects.count()

    @pytest.mark.parametrize(
        ("tanya", "hasil"),
        [
            ({"cari": "puspita"}, ["Sari Puspita"]),
            ({"jenis": "pejabat_negara"}, ["H. Surya Darmawan"]),
            ({"keadaan": "tidak_aktif"}, []),
        ],
    )
    def test_filters(self, dunia, masuk, tanya, hasil):
        assert [p["nama"] for p in masuk(dunia.eka).get(self.DAFTAR, tanya).json()["results"]] == hasil

    def test_filter_by_unit(self, dunia, masuk):
        isi = masuk(dunia.eka).get(self.DAFTAR, {"unit": str(dunia.bidang.uuid)}).json()

        assert {p["nama"] for p in isi["results"]} == {"Budi Santoso", "Sari Puspita", "Citra Lestari"}

    def test_pages_by_key(self, dunia, masuk):
        client = masuk(dunia.eka)
        isi = client.get(self.DAFTAR, {"ukuran": 5}).json()

        lanjut = client.get(isi["next"]).json()

        assert len(isi["results"]) == 5
        assert not {p["uuid"] for p in isi["results"]} & {p["uuid"] for p in lanjut["results"]}

    @pytest.mark.parametrize(
        ("tanya", "bidang"),
        [
            ({"cari": "199001012015011001"}, "cari"),
            ({"unit": "x"}, "unit"),
            ({"jenis": "naga"}, "jenis"),
        ],
    )
    def test_odd_questions_are_refused_by_field(self, dunia, masuk, tanya, bidang):
        response = masuk(dunia.eka).get(self.DAFTAR, tanya)

        assert response.status_code == 400
        assert bidang in response.json()["rincian"]

    def test_a_unit_of_another_agency_is_unknown(self, dunia, masuk):
        asing = unit_baru(instansi_baru("Lain"), "Asing")

        assert masuk(dunia.eka).get(self.DAFTAR, {"unit": str(asing.uuid)}).status_code == 400

    def test_refused_to_the_same_people_as_the_page(self, dunia, masuk):
        for siapa in (dunia.sari, dunia.budi, dunia.tono):
            response = masuk(siapa).get(self.DAFTAR)
            assert response.status_code == 403
            assert response.json()["kode"] == "dilarang"
            assert "hanya dibuka untuk admin kepegawaian" in response.json()["pesan"]

    def test_nobody_without_signing_in(self, dunia, client):
        assert client.get(self.SAYA).status_code in (401, 403)
        assert client.get(self.SAYA).json()["kode"] == "belum_masuk"

    def test_queries_do_not_grow(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.get(self.DAFTAR)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(self.DAFTAR, {"ukuran": 3})
        with CaptureQueriesContext(connection) as banyak:
            client.get(self.DAFTAR)

        assert len(sedikit) == len(banyak) <= 6

    def test_the_chain_costs_few_queries(self, dunia, masuk, django_assert_max_num_queries):
        client = masuk(dunia.sari)
        client.get(self.SAYA)

        with django_assert_max_num_queries(7):
            client.get(self.SAYA)
