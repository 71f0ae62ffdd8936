"""The admin's queue of "ini salah"."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai, PermintaanPerbaikan
from pegawai.rules import BidangPerbaikan, Peran, StatusPerbaikan
from pegawai.selectors import penempatan_of, penilai_of
from pegawai.services import (
    grant_peran,
    reject_perbaikan,
    report_salah,
    withdraw_perbaikan,
)
from tests.factories.pegawai import jabatan_baru, pegawai_baru

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
