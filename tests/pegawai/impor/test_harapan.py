"""The example files of an agency, when they lie beside the project: every list and count of what is expected."""

import json
from collections import Counter
from pathlib import Path

import pytest

from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.rules import HasilBaris
from tests.pegawai.impor.bantuan import periksa_berkas, sebab

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="contoh data tidak ada di samping proyek")

D, P, R, I = JenisCatatan.DITOLAK, JenisCatatan.PERINGATAN, JenisCatatan.DIPERBAIKI, JenisCatatan.INFO  # noqa: E741
BARU, DITOLAK = HasilBaris.BARU, HasilBaris.DITOLAK
ORANG = {
    "nip_dengan_apostrof_atau_spasi_diperbaiki": (BARU, [(R, Sebab.NIP_DIPERBAIKI)]),
    "unor_tidak_dikenal_ditolak": (DITOLAK, [(D, Sebab.UNIT_TIDAK_DIKENAL)]),
    "nip_ganda_isi_berbeda_ditolak": (DITOLAK, [(D, Sebab.NIP_GANDA)]),
    "pensiun_tidak_aktif": (BARU, [(I, Sebab.BERHENTI)]),
    "cltn_aktif_tanpa_skp": (BARU, [(I, Sebab.TANPA_SKP)]),
    "tugas_belajar": (BARU, [(I, Sebab.TUGAS_BELAJAR)]),
    "rumus_tetap_teks": (BARU, []),
    "nama_html_tetap_teks": (BARU, []),
    "tanggal_lahir_beda_dengan_nip_peringatan": (BARU, [(P, Sebab.TANGGAL_LAHIR)]),
    "tmt_jabatan_kosong_atau_salah_ditolak": (DITOLAK, [(D, Sebab.TMT)]),
}
TANPA_NIP = {"nip_rusak_karena_angka_ditolak": Sebab.NIP_ANGKA, "nip_17_digit_ditolak": Sebab.NIP_PANJANG}
UNIT = {
    "unit_tanpa_pejabat": (BARU, [(P, Sebab.PEJABAT_KOSONG)]),
    "unit_pejabat_tidak_dikenal": (BARU, [(P, Sebab.PEJABAT_TIDAK_DIKENAL)]),
    "unit_melingkar_ditolak": (DITOLAK, [(D, Sebab.MELINGKAR)]),
    "unit_induk_tidak_dikenal_ditolak": (DITOLAK, [(D, Sebab.INDUK_TIDAK_DIKENAL)]),
    "unit_nonaktif": (BARU, []),
}


@pytest.fixture(scope="module")
def harapan():
    return json.loads((DATA / "harapan.json").read_text())


@pytest.fixture(scope="module")
def hasil():
    with (DATA / "unor.xlsx").open("rb") as unor, (DATA / "pegawai.xlsx").open("rb") as pegawai:
        return periksa_berkas(unor, pegawai)


def catatan(h):
    return [(c.jenis, c.sebab) for c in h.catatan]


def test_every_kind_is_checked_here(harapan):
    assert set(harapan["rusak"]) == {*ORANG, *TANPA_NIP, *UNIT, "nip_ganda_sama_persis_sekali_saja"}


@pytest.mark.parametrize("jenis", ORANG)
def test_people_of_each_kind(harapan, hasil, jenis):
    harap, ucap = ORANG[jenis]
    for nip in harapan["rusak"][jenis]:
        baris = [h for h in hasil[1] if h.kunci == nip]
        assert baris, nip
        for h in baris:
            assert (h.hasil, catatan(h)) == (harap, ucap)


@pytest.mark.parametrize("jenis", TANPA_NIP)
def test_damaged_numbers(harapan, hasil, jenis):
    ditolak = [h for h in hasil[1] if sebab(h, D) == [TANPA_NIP[jenis]]]

    assert len(ditolak) == len(harapan["rusak"][jenis])
    assert {h.kunci for h in ditolak} == {""}


def test_identical_rows_once(harapan, hasil):
    for nip in harapan["rusak"]["nip_ganda_sama_persis_sekali_saja"]:
        assert [h.hasil for h in hasil[1] if h.kunci == nip] == [BARU, HasilBaris.PERULANGAN]


@pytest.mark.parametrize("jenis", UNIT)
def test_units_of_each_kind(harapan, hasil, jenis):
    harap, ucap = UNIT[jenis]
    for nama in harapan["rusak"][jenis]:
        [h] = [h for h in hasil[0] if h.nama == nama]
        assert (h.hasil, catatan(h)) == (harap, ucap)


def test_nobody_else_is_touched(harapan, hasil):
    """Every row that no list names is new and without a word, but for the root that awaits its pejabat negara."""
    bernama = {n for daftar in harapan["rusak"].values() for n in daftar}
    unit_lain = [h for h in hasil[0] if h.nama not in bernama]
    orang_lain = [h for h in hasil[1] if h.kunci and h.kunci not in bernama]

    assert {h.hasil for h in unit_lain + orang_lain} == {BARU}
    assert [catatan(h) for h in unit_lain + orang_lain if h.catatan] == [[(I, Sebab.PUNCAK_KOSONG)]]
    assert all(h.data["nip_kepala"] for h in unit_lain if h.data["induk"])


def test_counts(harapan, hasil):
    unit, orang = hasil
    rusak = {k: len(v) for k, v in harapan["rusak"].items()}
    tak_terbaca = sum(rusak[k] for k in TANPA_NIP)
    ditolak = rusak["unor_tidak_dikenal_ditolak"] + rusak["tmt_jabatan_kosong_atau_salah_ditolak"]

    assert (len(unit), len(orang)) == (harapan["baris_unit"], harapan["baris_pegawai"])
    assert Counter(h.hasil for h in unit) == {
        BARU: harapan["unit_bersih"] + rusak["unit_nonaktif"],
        DITOLAK: rusak["unit_melingkar_ditolak"] + rusak["unit_induk_tidak_dikenal_ditolak"],
    }
    assert Counter(h.hasil for h in orang) == {
        BARU: harapan["orang_bersih"] - tak_terbaca - ditolak - rusak["nip_ganda_isi_berbeda_ditolak"],
        DITOLAK: tak_terbaca + ditolak + 2 * rusak["nip_ganda_isi_berbeda_ditolak"],
        HasilBaris.PERULANGAN: rusak["nip_ganda_sama_persis_sekali_saja"],
    }
