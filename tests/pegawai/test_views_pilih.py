"""Pickers, with and without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.factories.pegawai import instansi_baru, jabatan_baru, pegawai_baru, unit_baru

pytestmark = pytest.mark.django_db


class TestPilihTanpaSkrip:
    """The search button of a picker shows what was found and keeps everything else."""

    def cari(self, dunia, masuk, **isi: Any):
        alamat = reverse("pegawai:penilai_tetapkan", args=[dunia.penempatan(dunia.sari).uuid])
        return masuk(dunia.eka).post(alamat, {"cari": "penilai", "alasan": "Nota dinas 7", **isi})

    def test_found_people_are_offered_without_errors(self, dunia, masuk):
        response = self.cari(dunia, masuk, penilai_cari="tono")

        halaman = response.content.decode()
        assert response.status_code == 200
        assert "Tono Prasetya" in halaman
        assert "Pranata Komputer Ahli Pertama, Bidang Statistik" in halaman
        assert "Nota dinas 7" in halaman
        assert "galat-ringkasan" not in halaman

    def test_a_whole_nip_finds_one(self, dunia, masuk):
        halaman = self.cari(dunia, masuk, penilai_cari=dunia.dewi.nip_tampil).content.decode()

        assert f'value="{dunia.dewi.uuid}"' in halaman
        assert halaman.count('type="radio"') == 1

    def test_nobody_found_is_said(self, dunia, masuk):
        assert "Tidak ada yang cocok" in self.cari(dunia, masuk, penilai_cari="zzz").content.decode()

    def test_the_chosen_one_stays_chosen_while_searching_on(self, dunia, masuk):
        response = self.cari(dunia, masuk, penilai=dunia.karta.uuid, penilai_cari="dewi")

        halaman = response.content.decode()
        assert f'value="{dunia.karta.uuid}" id="id_penilai_{dunia.karta.uuid}" checked' in " ".join(
            halaman.split()
        )
        assert f'value="{dunia.dewi.uuid}"' in halaman

    def test_saving_without_choosing_asks_to_choose(self, dunia, masuk):
        alamat = reverse("pegawai:penilai_tetapkan", args=[dunia.penempatan(dunia.sari).uuid])

        response = masuk(dunia.eka).post(
            alamat, {"penilai_cari": "tono", "mulai": "2026-03-02", "alasan": "Nota dinas 7"}
        )

        assert response.status_code == 422
        assert "lalu pilih satu orang dari hasilnya" in response.content.decode()

    def test_a_made_up_choice_is_refused(self, dunia, masuk):
        alamat = reverse("pegawai:penilai_tetapkan", args=[dunia.penempatan(dunia.sari).uuid])

        response = masuk(dunia.eka).post(alamat, {"penilai": "../../x", "mulai": "2026-03-02", "alasan": "N"})

        assert response.status_code == 422


class TestPilihDenganHtmx:
    def test_the_list_follows_the_typing(self, dunia, masuk):
        response = masuk(dunia.sari).post(
            "/pegawai/pilih/orang/", {"pilih": "usul_penilai", "usul_penilai_cari": "bud"}
        )

        halaman = response.content.decode()
        assert response.status_code == 200
        assert f'name="usul_penilai" value="{dunia.budi.uuid}"' in " ".join(halaman.split())
        assert "<html" not in halaman

    @pytest.mark.parametrize("jenis", ["orang", "unit", "jabatan"])
    def test_only_the_own_agency_is_searched(self, dunia, masuk, jenis):
        lain = instansi_baru("Kabupaten Seberang")
        pegawai_baru(lain, "Asing", unit=unit_baru(lain, "Asing"), jabatan=jabatan_baru(lain, "Asing"))

        response = masuk(dunia.eka).post(f"/pegawai/pilih/{jenis}/", {"pilih": "x", "x_cari": "asing"})

        assert "Tidak ada yang cocok" in response.content.decode()

    def test_a_get_is_refused_so_that_no_nip_comes_into_an_address(self, dunia, masuk):
        assert masuk(dunia.sari).get("/pegawai/pilih/orang/?pilih=x&x_cari=1").status_code == 405

    def test_unknown_kind_and_odd_names_find_nothing(self, dunia, masuk):
        assert masuk(dunia.sari).post("/pegawai/pilih/uang/", {"pilih": "x"}).status_code == 404
        assert masuk(dunia.sari).post("/pegawai/pilih/orang/", {"pilih": '"><b>'}).status_code == 404
