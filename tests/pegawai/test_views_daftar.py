"""The list of people and one person: who opens them, what they show, what they cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai, Penempatan
from pegawai.rules import JenisPegawai, KedudukanHukum, Peran
from pegawai.services import (
    change_kedudukan,
    close_penempatan,
    derive_penilai,
    grant_peran,
    move_pegawai,
    place_pegawai,
    reset_akses,
)
from tests.factories.pegawai import MULAI, instansi_baru, jabatan_baru, pegawai_baru, unit_baru

DAFTAR = "/pegawai/"
CARI = "/pegawai/cari/"
pytestmark = pytest.mark.django_db


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def nama(response) -> list[str]:
    return [p.nama for p in response.context["baris"]]


def banyak_pegawai(dunia, jumlah: int) -> None:
    """Fill a unit fast; the chain is derived once."""
    unit = unit_baru(dunia.instansi, "Bidang Besar", dunia.dinas)
    jabatan = jabatan_baru(dunia.instansi, "Pengadministrasi")
    orang = Pegawai.objects.bulk_create(
        Pegawai(
            instansi=dunia.instansi,
            nama=f"Pegawai {n:04d}",
            jenis=JenisPegawai.PNS,
            golongan="II/a",
            nip=f"19800101{n:010d}",
        )
        for n in range(jumlah)
    )
    Penempatan.objects.bulk_create(
        Penempatan(instansi=dunia.instansi, pegawai=p, jabatan=jabatan, unit=unit, mulai=MULAI) for p in orang
    )
    derive_penilai(dunia.instansi)


class TestDaftar:
    def test_admin_sees_everybody_in_service_by_name(self, dunia, masuk):
        response = masuk(dunia.eka).get(DAFTAR)

        assert nama(response) == sorted(p.nama for p in Pegawai.objects.all())
        assert "8 pegawai" in teks(response) or f"{Pegawai.objects.count()} pegawai" in teks(response)

    @pytest.mark.parametrize("peran", [Peran.PIMPINAN, Peran.AUDITOR])
    def test_pimpinan_and_auditor_read_it(self, dunia, masuk, peran):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=peran)

        response = masuk(dunia.citra).get(DAFTAR)

        assert response.status_code == 200
        assert (
            masuk(dunia.citra).get(reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])).status_code
            == 403
        )

    @pytest.mark.parametrize("siapa", ["sari", "budi", "tono"])
    def test_others_are_told_why_not(self, dunia, masuk, siapa):
        response = masuk(getattr(dunia, siapa)).get(DAFTAR)

        assert response.status_code == 403
        assert "hanya dibuka untuk admin kepegawaian, pimpinan, dan auditor" in teks(response)

    def test_nobody_of_another_agency_is_in_it(self, dunia, masuk):
        pegawai_baru(instansi_baru("Lain"), "Asing Sekali")

        assert "Asing Sekali" not in nama(masuk(dunia.eka).get(DAFTAR))

    @pytest.mark.parametrize(
        ("cari", "hasil"),
        [
            ("sari", ["Sari Puspita"]),
            ("puspita sari", ["Sari Puspita"]),
            ("statistik", ["Dewi Anggraini", "Tono Prasetya"]),
            ("kepala bidang", ["Budi Santoso"]),
            ("%", []),
            ("zzz", []),
        ],
    )
    def test_words_are_found_in_name_post_and_unit(self, dunia, masuk, cari, hasil):
        response = masuk(dunia.eka).get(DAFTAR, {"cari": cari})

        assert nama(response) == hasil

    def test_nothing_found_says_what_to_do(self, dunia, masuk):
        assert "Tidak ada yang cocok" in teks(masuk(dunia.eka).get(DAFTAR, {"cari": "zzz"}))

    def test_filters(self, dunia, masuk):
        client = masuk(dunia.eka)
        lepas = pegawai_baru(dunia.instansi, "Lepas Tanpa Unit", akun=False)
        pppk = pegawai_baru(dunia.instansi, "Pram PPPK", jenis=JenisPegawai.PPPK, unit=dunia.bidang_lain)
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.citra,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        assert nama(client.get(DAFTAR, {"keadaan": "tanpa_penempatan"})) == [lepas.nama]
        assert nama(client.get(DAFTAR, {"keadaan": "belum_bisa_masuk"})) == [lepas.nama]
        assert nama(client.get(DAFTAR, {"keadaan": "tidak_aktif"})) == [dunia.citra.nama]
        assert nama(client.get(DAFTAR, {"jenis": "pppk"})) == [pppk.nama]
        # a person placed by hand, whose chain has not been derived
        assert pppk.nama in nama(client.get(DAFTAR, {"keadaan": "tanpa_penilai"}))
        assert dunia.bupati.nama not in nama(client.get(DAFTAR, {"keadaan": "tanpa_penilai"}))
        assert set(nama(client.get(DAFTAR, {"unit": str(dunia.bidang.uuid)}))) == {
            "Budi Santoso",
            "Sari Puspita",
        }
        assert len(nama(client.get(DAFTAR, {"unit": str(dunia.dinas.uuid)}))) == 7

    @pytest.mark.parametrize(
        "tanya",
        [{"unit": "bukan-uuid"}, {"jenis": "naga"}, {"keadaan": "x"}, {"sesudah": "x"}, {"urut": "nip"}],
    )
    def test_odd_addresses_do_not_break(self, dunia, masuk, tanya):
        assert masuk(dunia.eka).get(DAFTAR, tanya).status_code == 200

    def test_first_password_that_ran_out_counts_as_not_able_to_sign_in(self, dunia, masuk):
        reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)
        client = masuk(dunia.eka)
        assert nama(client.get(DAFTAR, {"keadaan": "belum_bisa_masuk"})) == []

        dunia.sari.pengguna.refresh_from_db()
        dunia.sari.pengguna.sandi_awal_sampai = timezone.now() - timedelta(days=1)
        dunia.sari.pengguna.save()

        assert nama(client.get(DAFTAR, {"keadaan": "belum_bisa_masuk"})) == ["Sari Puspita"]


class TestHalamanKunci:
    """Pages by key: every row once, in both directions, whatever the order."""

    @pytest.mark.parametrize("urut", ["nama", "-nama", "unit", "-unit"])
    def test_forward_and_back(self, dunia, masuk, urut):
        banyak_pegawai(dunia, 120)
        pegawai_baru(dunia.instansi, "Lepas Tanpa Unit", akun=False)
        client = masuk(dunia.eka)
        halaman, tanya = [], {"urut": urut}
        while True:
            response = client.get(DAFTAR, tanya)
            halaman.append(nama(response))
            if not response.context["halaman"].sesudah:
                break
            tanya = {"urut": urut, "sesudah": response.context["halaman"].sesudah}

        semua = [n for h in halaman for n in h]
        assert len(semua) == len(set(semua)) == Pegawai.objects.filter(instansi=dunia.instansi).count()
        assert [len(h) for h in halaman[:2]] == [50, 50]
        if urut.endswith("nama"):
            assert semua == sorted(semua, reverse=urut.startswith("-"))
        mundur = client.get(DAFTAR, {"urut": urut, "sebelum": response.context["halaman"].sebelum})
        assert nama(mundur) == halaman[-2]
        assert client.get(DAFTAR, {"urut": urut}).context["halaman"].sebelum == ""

    def test_the_key_tells_nothing_about_the_person(self, dunia, masuk):
        banyak_pegawai(dunia, 60)

        kunci = masuk(dunia.eka).get(DAFTAR).context["halaman"].sesudah

        assert re.fullmatch(r"[0-9a-f-]{36}", kunci)

    def test_the_same_queries_for_10_and_300_people(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.get(DAFTAR)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(DAFTAR)
        banyak_pegawai(dunia, 300)
        with CaptureQueriesContext(connection) as banyak:
            response = client.get(DAFTAR)

        assert len(response.context["baris"]) == 50
        assert len(sedikit) == len(banyak) <= 12

    def test_a_key_costs_one_more(self, dunia, masuk, django_assert_max_num_queries):
        banyak_pegawai(dunia, 300)
        client = masuk(dunia.eka)
        kunci = client.get(DAFTAR).context["halaman"].sesudah

        with django_assert_max_num_queries(12):
            client.get(DAFTAR, {"sesudah": kunci, "unit": str(dunia.dinas.uuid), "urut": "unit"})


class TestCari:
    """A NIP is typed into the box, and never comes into an address."""

    def test_words_go_into_the_address(self, dunia, masuk):
        response = masuk(dunia.eka).post(CARI, {"cari": "sari", "jenis": "pns", "unit": "", "keadaan": ""})

        assert response["Location"] == "/pegawai/?cari=sari&jenis=pns"

    def test_a_whole_nip_leads_to_the_person(self, dunia, masuk):
        response = masuk(dunia.eka).post(CARI, {"cari": dunia.sari.nip_tampil})

        assert response["Location"] == f"/pegawai/{dunia.sari.uuid}/"

    def test_some_digits_are_answered_in_place(self, dunia, masuk):
        response = masuk(dunia.eka).post(CARI, {"cari": "19900101"})

        assert response.status_code == 200
        assert len(nama(response)) == Pegawai.objects.filter(nip__startswith="19900101").count()
        assert 'value="19900101"' in response.content.decode()
        assert "cari=1990" not in response.content.decode()

    def test_a_nip_nobody_has(self, dunia, masuk):
        assert "0 pegawai dengan NIP itu" in teks(masuk(dunia.eka).post(CARI, {"cari": "199912312022031009"}))

    def test_a_nip_in_the_address_is_not_read(self, dunia, masuk):
        response = masuk(dunia.eka).get(DAFTAR, {"cari": dunia.sari.nip}, follow=True)

        assert response.redirect_chain == [("/pegawai/", 302)]
        assert "NIP tidak ditulis di alamat halaman." in teks(response)

    def test_htmx_gets_the_list_and_the_address_without_reloading(self, dunia, masuk):
        response = masuk(dunia.eka).post(CARI, {"cari": "sari"}, headers={"HX-Request": "true"})

        assert response["HX-Push-Url"] == "/pegawai/?cari=sari"
        assert nama(response) == ["Sari Puspita"]
        assert (
            "?cari=sari&amp;urut=-nama" in response.content.decode()
            or "cari=sari" in response.content.decode()
        )

    def test_htmx_with_a_nip_pushes_no_address(self, dunia, masuk):
        response = masuk(dunia.eka).post(CARI, {"cari": dunia.sari.nip}, headers={"HX-Request": "true"})

        assert "HX-Push-Url" not in response
        assert nama(response) == ["Sari Puspita"]

    def test_a_reload_of_the_answer_leads_back_to_the_list(self, dunia, masuk):
        assert masuk(dunia.eka).get(CARI)["Location"] == DAFTAR

    def test_others_are_told_why_not(self, dunia, masuk):
        assert masuk(dunia.sari).post(CARI, {"cari": "budi"}).status_code == 403

    def test_a_subtrees_admin_finds_nobody_outside(self, dunia, masuk):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)

        assert nama(masuk(dunia.citra).post(CARI, {"cari": dunia.dewi.nip})) == []
        assert set(nama(masuk(dunia.citra).get(DAFTAR))) == {"Budi Santoso", "Sari Puspita", "Citra Lestari"}


class TestDetail:
    def detail(self, pegawai) -> str:
        return reverse("pegawai:pegawai_detail", args=[pegawai.uuid])

    def test_admin_reads_everything(self, dunia, masuk):
        move_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Statistisi"),
            unit=dunia.bidang_lain,
            mulai=timezone.localdate(),
            alasan="SK 12/2026",
        )
        reset_akses(pelaku=dunia.eka, pegawai=dunia.sari)

        halaman = teks(masuk(dunia.eka).get(self.detail(dunia.sari)))

        for kata in (
            "Statistisi",
            "Pranata Komputer Ahli Pertama",
            "Eka Rahmawati memindahkan pegawai SK 12/2026",
            "Eka Rahmawati menyetel ulang akses",
            "Menunggu sandi awal dipakai",
            "Tim Layanan Digital",
            "Budi Santoso",
        ):
            assert kata in halaman

    def test_one_act_is_told_once(self, dunia, masuk):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            selesai=timezone.localdate(),
            alasan="Mutasi keluar",
        )

        halaman = teks(masuk(dunia.eka).get(self.detail(dunia.sari)))

        assert halaman.count("Mutasi keluar") == 1

    @pytest.mark.parametrize("siapa", ["sari", "budi", "karta", "tono"])
    def test_who_has_to_do_with_him_reads_it_without_acts(self, dunia, masuk, siapa):
        response = masuk(getattr(dunia, siapa)).get(self.detail(dunia.sari))

        assert response.status_code == 200
        assert "Pindahkan" not in teks(response)
        assert "Riwayat" not in teks(response).replace("Riwayat gangguan layanan", "")

    @pytest.mark.parametrize("siapa", ["citra", "dewi"])
    def test_strangers_find_nothing(self, dunia, masuk, siapa):
        assert masuk(getattr(dunia, siapa)).get(self.detail(dunia.sari)).status_code == 404

    def test_somebody_without_anything_has_a_page_too(self, dunia, masuk):
        lepas = pegawai_baru(dunia.instansi, "Lepas", akun=False)

        halaman = teks(masuk(dunia.eka).get(self.detail(lepas)))

        assert "Belum ditempatkan" in halaman
        assert "Belum ada akun" in halaman
        assert "Tempatkan" in halaman

    def test_who_left_cannot_be_placed(self, dunia, masuk):
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        halaman = teks(masuk(dunia.eka).get(self.detail(dunia.sari)))

        assert "Tidak bertugas lagi" in halaman
        assert "Tambah Plt." not in halaman
        assert "Akun ditutup" in halaman

    def test_queries(self, dunia, masuk, django_assert_max_num_queries):
        for n in range(5):
            place_pegawai(
                pelaku=None,
                pegawai=dunia.sari,
                jabatan=jabatan_baru(dunia.instansi, f"Tugas {n}"),
                unit=dunia.dinas,
                mulai=MULAI,
                jenis="TT",
            )
        client = masuk(dunia.eka)
        client.get(self.detail(dunia.sari))

        with django_assert_max_num_queries(12):
            client.get(self.detail(dunia.sari))
