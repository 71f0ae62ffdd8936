"""Units and teams: who opens them, what they show, what they cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.rules import JenisPegawai, Peran
from pegawai.services import (
    derive_penilai,
    grant_peran,
)
from tests.factories.pegawai import MULAI, instansi_baru, jabatan_baru, pegawai_baru, unit_baru

UNIT = "/pegawai/unit/"
TIM = "/pegawai/tim/"
pytestmark = pytest.mark.django_db


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


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


class TestUnit:
    def test_the_tree_opens_one_level_and_then_on_demand(self, dunia, masuk):
        client = masuk(dunia.eka)

        awal = teks(client.get(UNIT))
        assert "Dinas Komunikasi dan Informatika" in awal
        assert "Bidang Statistik" not in awal
        assert "2 unit" in awal

        dibuka = teks(client.get(UNIT, {"buka": str(dunia.dinas.uuid)}))
        assert "Bidang Aplikasi Informatika Budi Santoso" in dibuka
        assert "Bidang Statistik Tanpa pimpinan" in dibuka

    def test_people_are_counted_with_everything_below(self, dunia, masuk):
        simpul = {
            s.unit: s for s in masuk(dunia.eka).get(UNIT, {"buka": str(dunia.dinas.uuid)}).context["simpul"]
        }

        assert simpul[dunia.kabupaten].orang == Penempatan.objects.count()
        assert simpul[dunia.bidang].orang == 3
        assert [s.tingkat for s in simpul.values()] == [0, 1, 2, 2]

    def test_search_and_filter_give_a_flat_list(self, dunia, masuk):
        client = masuk(dunia.eka)

        assert [s.unit for s in client.get(UNIT, {"cari": "bidang stat"}).context["simpul"]] == [
            dunia.bidang_lain
        ]
        assert [s.unit for s in client.get(UNIT, {"tanpa_pejabat": "on"}).context["simpul"]] == [
            dunia.bidang_lain
        ]
        UnitKerja.objects.filter(pk=dunia.bidang_lain.pk).update(is_aktif=False)
        assert [s.unit for s in client.get(UNIT, {"ditutup": "on"}).context["simpul"]] == [dunia.bidang_lain]
        assert "Tidak ada yang cocok" in teks(client.get(UNIT, {"cari": "zzz"}))

    def test_odd_addresses_do_not_break(self, dunia, masuk):
        assert masuk(dunia.eka).get(UNIT, {"buka": "x"}).status_code == 200

    def test_an_agency_without_units_says_what_to_do(self, db, masuk):
        lain = instansi_baru("Kosong")
        admin = pegawai_baru(lain, "Admin Baru")
        grant_peran(pelaku=None, pegawai=admin, peran=Peran.ADMIN_KEPEGAWAIAN)

        assert "Belum ada unit kerja" in teks(masuk(admin).get(UNIT))

    def test_a_subtrees_admin_has_his_unit_as_root(self, dunia, masuk):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.dinas)

        response = masuk(dunia.citra).get(UNIT)

        assert [(s.unit, s.tingkat) for s in response.context["simpul"]] == [
            (dunia.dinas, 0),
            (dunia.bidang, 1),
            (dunia.bidang_lain, 1),
        ]

    def test_queries_do_not_grow(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.get(UNIT)
        with CaptureQueriesContext(connection) as sedikit:
            client.get(UNIT, {"cari": "bidang"})
        for n in range(40):
            unit_baru(dunia.instansi, f"Bidang {n}", dunia.dinas)
        with CaptureQueriesContext(connection) as banyak:
            client.get(UNIT, {"cari": "bidang"})

        assert len(sedikit) == len(banyak) <= 12

    def test_one_unit(self, dunia, masuk):
        halaman = teks(masuk(dunia.eka).get(reverse("pegawai:unit_detail", args=[dunia.bidang.uuid])))

        for kata in ("Budi Santoso", "Sari Puspita", "Citra Lestari", "Tetapkan pimpinan", "Ubah nama"):
            assert kata in halaman
        assert "Dewi Anggraini" not in halaman

    def test_a_unit_without_head_says_who_rates(self, dunia, masuk):
        halaman = teks(masuk(dunia.eka).get(reverse("pegawai:unit_detail", args=[dunia.bidang_lain.uuid])))

        assert "Belum ada pimpinan. Anggota unit ini dinilai pimpinan unit di atasnya." in halaman
        assert "Tambah pejabat negara" in halaman

    def test_people_of_a_large_unit_come_in_pages(self, dunia, masuk, django_assert_max_num_queries):
        banyak_pegawai(dunia, 130)
        unit = UnitKerja.objects.get(nama="Bidang Besar")
        alamat = reverse("pegawai:unit_detail", args=[unit.uuid])
        client = masuk(dunia.eka)
        awal = client.get(alamat).context["halaman"]

        with django_assert_max_num_queries(12):
            lanjut = client.get(alamat, {"sesudah": awal.sesudah}).context["halaman"]

        assert [p.pegawai.nama for p in lanjut.baris] == [f"Pegawai {n:04d}" for n in range(50, 100)]

    def test_a_closed_unit_can_only_be_reopened(self, dunia, masuk):
        UnitKerja.objects.filter(pk=dunia.bidang_lain.pk).update(is_aktif=False)

        halaman = teks(masuk(dunia.eka).get(reverse("pegawai:unit_detail", args=[dunia.bidang_lain.uuid])))

        assert "Buka kembali" in halaman
        assert "Tetapkan pimpinan" not in halaman

    def test_others_are_told_why_not(self, dunia, masuk):
        assert masuk(dunia.sari).get(UNIT).status_code == 403
        assert (
            masuk(dunia.sari).get(reverse("pegawai:unit_detail", args=[dunia.bidang.uuid])).status_code == 403
        )

    def test_readers_have_no_acts(self, dunia, masuk):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.AUDITOR)

        halaman = teks(masuk(dunia.citra).get(reverse("pegawai:unit_detail", args=[dunia.bidang.uuid])))

        assert "Ubah nama" not in halaman
        assert "Riwayat" not in halaman.replace("Riwayat gangguan layanan", "")


class TestTim:
    def test_members_see_their_teams_only(self, dunia, masuk):
        assert "Tim Layanan Digital Dinas Komunikasi dan Informatika Tono Prasetya 2" in teks(
            masuk(dunia.sari).get(TIM)
        )
        assert "Belum ada tim" in teks(masuk(dunia.citra).get(TIM))

    def test_admin_sees_all_and_may_found_one(self, dunia, masuk):
        halaman = teks(masuk(dunia.eka).get(TIM))

        assert "Tim Layanan Digital" in halaman
        assert "Bentuk tim" in halaman

    def test_ended_teams_are_on_their_own_tab(self, dunia, masuk):
        from pegawai.models import TimKerja

        TimKerja.objects.update(selesai=timezone.localdate() - timedelta(days=1))

        assert "Belum ada tim" in teks(masuk(dunia.eka).get(TIM))
        assert "Tim Layanan Digital" in teks(masuk(dunia.eka).get(TIM, {"berakhir": "1"}))

    def test_strangers_find_no_team(self, dunia, masuk):
        from pegawai.models import TimKerja

        alamat = reverse("pegawai:tim_detail", args=[TimKerja.objects.get().uuid])

        assert masuk(dunia.citra).get(alamat).status_code == 404
        assert masuk(dunia.sari).get(alamat).status_code == 200

    def test_former_members_are_folded_away(self, dunia, masuk):
        from pegawai.models import AnggotaTim, TimKerja

        AnggotaTim.objects.filter(pegawai=dunia.tono).update(selesai=timezone.localdate() - timedelta(days=1))
        halaman = teks(
            masuk(dunia.eka).get(reverse("pegawai:tim_detail", args=[TimKerja.objects.get().uuid]))
        )

        assert "Tim ini belum memiliki ketua." in halaman
        assert "Pernah menjadi anggota" in halaman

    def test_queries(self, dunia, masuk, django_assert_max_num_queries):
        client = masuk(dunia.eka)
        client.get(TIM)

        with django_assert_max_num_queries(8):
            client.get(TIM)
