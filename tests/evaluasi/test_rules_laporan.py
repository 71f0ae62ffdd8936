"""Turns of schedules, the payload of SIASN (domain reference 7.3): pure rules."""

from __future__ import annotations

from datetime import datetime

import pytest

from evaluasi.errors import BahanBelumLengkap
from evaluasi.rules import (
    ISI_PILIHAN,
    IramaJadwal,
    PilihanLaporan,
    check_hari_jadwal,
    giliran_berikut,
    susun_siasn,
)

I = IramaJadwal  # noqa: E741


@pytest.mark.parametrize(
    ("irama", "hari", "sesudah", "berikut"),
    [
        (I.HARIAN, 1, "2026-10-05 05:59", "2026-10-05 06:00"),
        (I.HARIAN, 1, "2026-10-05 06:00", "2026-10-06 06:00"),
        (I.MINGGUAN, 1, "2026-10-05 09:00", "2026-10-12 06:00"),
        (I.MINGGUAN, 7, "2026-10-05 09:00", "2026-10-11 06:00"),
        (I.BULANAN, 5, "2026-10-05 06:00", "2026-11-05 06:00"),
        (I.BULANAN, 31, "2026-02-01 00:00", "2026-02-28 06:00"),
        (I.TRIWULAN, 10, "2026-10-11 00:00", "2027-01-10 06:00"),
        (I.TAHUNAN, 2, "2026-01-02 06:00", "2027-01-02 06:00"),
    ],
)
def test_next_turn(irama, hari, sesudah, berikut):
    assert giliran_berikut(irama, hari, 6, datetime.fromisoformat(sesudah)) == datetime.fromisoformat(berikut)


@pytest.mark.parametrize(("irama", "hari"), [(I.MINGGUAN, 8), (I.MINGGUAN, 0), (I.BULANAN, 32)])
def test_a_day_that_the_rhythm_lacks_is_refused_at_its_field(irama, hari):
    with pytest.raises(BahanBelumLengkap, match="Tulis hari") as galat:
        check_hari_jadwal(irama, hari)

    assert galat.value.bidang == "hari"


def test_every_choice_has_its_kind_and_shape():
    assert set(ISI_PILIHAN) == set(PilihanLaporan)


SNAPSHOT = {
    "periode": {
        "jenis": "triwulan",
        "nomor": 3,
        "tahun": 2026,
        "mulai": "2026-07-01",
        "selesai": "2026-09-30",
    },
    "penilai": {
        "nama": "Budi Santoso, S.Kom.",
        "nip": "198001012005011901",
        "jenis": "pns",
        "pangkat_gol": "Penata Tingkat I / III/d",
        "jabatan": "Kepala Bidang",
        "unit": "Bidang Aplikasi",
    },
    "rating_hasil": "sesuai",
    "rating_perilaku": "dibawah",
    "predikat": "kurang",
}


class TestSiasn:
    def test_periodic_payload(self):
        data = susun_siasn(SNAPSHOT, siasn_id="A8ACA", koefisien="K-7")

        assert (data.jalur, data.lengkap) == ("/kinerjaperiodik/save", True)
        assert data.isi == {
            "bulanMulaiPenilaian": 7,
            "bulanSelesaiPenilaian": 9,
            "hasilKinerjaNilai": 2,
            "koefisienId": "K-7",
            "kuadranKinerjaNilai": 4,
            "penilaiGolongan": "34",
            "penilaiJabatanNama": "Kepala Bidang",
            "penilaiNama": "Budi Santoso, S.Kom.",
            "penilaiNipNrp": "198001012005011901",
            "penilaiUnorNama": "Bidang Aplikasi",
            "perilakuKerjaNilai": 3,
            "periodikId": 2,
            "pnsDinilaiId": "A8ACA",
            "statusPenilai": "ASN",
            "tahun": 2026,
            "tahunMulaiPenilaian": 2026,
            "tahunSelesaiPenilaian": 2026,
        }

    def test_annual_payload(self):
        tahunan = SNAPSHOT | {"periode": SNAPSHOT["periode"] | {"jenis": "tahunan"}}

        data = susun_siasn(tahunan, siasn_id="A8ACA", koefisien=None)

        assert (data.jalur, data.lengkap) == ("/skp22/save", True)
        assert set(data.isi) == {
            "hasilKinerjaNilai",
            "perilakuKerjaNilai",
            "kuadranKinerjaNilai",
            "penilaiGolongan",
            "penilaiJabatan",
            "penilaiNama",
            "penilaiNipNrp",
            "penilaiUnorNama",
            "pnsDinilaiOrang",
            "statusPenilai",
            "tahun",
        }

    def test_what_is_missing_is_named(self):
        penilai = SNAPSHOT["penilai"] | {"nip": "", "pangkat_gol": "-"}

        data = susun_siasn(SNAPSHOT | {"penilai": penilai}, siasn_id="", koefisien="")

        assert set(data.kurang) == {
            "ID SIASN pegawai",
            "NIP penilai",
            "golongan penilai",
            "ID koefisien jenjang fungsional",
        }

    def test_a_pejabat_negara_needs_no_nip_and_a_pelaksana_no_koefisien(self):
        penilai = SNAPSHOT["penilai"] | {"nip": "", "pangkat_gol": "", "jenis": "pejabat_negara"}

        data = susun_siasn(SNAPSHOT | {"penilai": penilai}, siasn_id="A8ACA", koefisien=None)

        assert data.lengkap
        assert data.isi["statusPenilai"] == "NON ASN"

    def test_golongan_of_pppk(self):
        penilai = SNAPSHOT["penilai"] | {"pangkat_gol": "IX"}

        assert (
            susun_siasn(SNAPSHOT | {"penilai": penilai}, siasn_id="A", koefisien=None).isi["penilaiGolongan"]
            == "09"
        )
