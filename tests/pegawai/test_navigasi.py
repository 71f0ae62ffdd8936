"""Which entries each role sees."""

from itertools import chain, combinations
from types import SimpleNamespace

import pytest

from pegawai.navigasi import ENTRI, menu_tentang, navigasi
from pegawai.rules import Peran

SEMUA_HIMPUNAN = [
    frozenset(h) for h in chain.from_iterable(combinations(Peran, n) for n in range(1, len(Peran) + 1))
]


@pytest.fixture
def menu(rf):
    def _menu(*peran, jalur="/"):
        request = rf.get(jalur)
        request.user = SimpleNamespace(is_authenticated=True)
        request.peran = frozenset(peran)
        return navigasi(request)

    return _menu


def label(daftar):
    return [e["label"] for e in daftar]


def test_every_entry_leads_to_a_page_that_exists(menu):
    hasil = menu(*Peran)["navigasi"]

    assert label(hasil) == [e.label for e in ENTRI]
    assert label(hasil[-1]["anak"]) == [e.label for e in ENTRI[-1].anak]


@pytest.mark.parametrize("peran", SEMUA_HIMPUNAN, ids=lambda h: "+".join(sorted(h)))
def test_no_mix_of_roles_sees_more_than_seven(menu, peran):
    hasil = menu(*peran)

    assert 1 <= len(hasil["navigasi"]) <= 7
    assert len(hasil["navigasi_bilah"]) <= 3
    assert all(len(e["anak"]) <= 7 for e in hasil["navigasi"])


def test_pegawai_sees_his_own_work_only(menu):
    hasil = menu(Peran.PEGAWAI)

    assert label(hasil["navigasi"]) == ["Beranda", "SKP", "Catatan kerja", "Umpan balik", "Evaluasi"]
    assert label(hasil["navigasi_bilah"]) == ["Beranda", "SKP", "Evaluasi"]
    assert hasil["navigasi_tambah"]["label"] == "Catat"


def test_the_plus_is_marked_on_its_own_page_only(menu):
    url = menu(Peran.PEGAWAI)["navigasi_tambah"]["url"]

    assert menu(Peran.PEGAWAI, jalur=url)["navigasi_tambah"]["aktif"]
    assert not menu(Peran.PEGAWAI)["navigasi_tambah"]["aktif"]


def test_auditor_reads_the_agency_and_administers_nothing(menu):
    hasil = menu(Peran.AUDITOR)

    assert label(hasil["navigasi"]) == ["Beranda", "Instansi"]
    assert label(hasil["navigasi"][-1]["anak"]) == [
        "Pemantauan",
        "Pegawai",
        "Unit kerja",
        "Suara warga",
        "Pembinaan",
        "Laporan",
    ]
    assert hasil["navigasi_tambah"] is None


def test_signed_out_sees_nothing(rf):
    request = rf.get("/")
    request.user = SimpleNamespace(is_authenticated=False)

    assert navigasi(request)["navigasi"] == []


def test_the_page_one_is_on_is_marked_with_its_parent(menu):
    url = {e["label"]: e["url"] for e in menu(*Peran)["navigasi"][-1]["anak"]}["Unit kerja"]

    hasil = menu(*Peran, jalur=f"{url}0b6f/")["navigasi"]

    assert [e["label"] for e in hasil if e["aktif"]] == ["Instansi"]
    assert [a["label"] for a in hasil[-1]["anak"] if a["aktif"]] == ["Unit kerja"]


def test_home_is_marked_at_home_only(menu):
    assert [e["label"] for e in menu(Peran.PEGAWAI)["navigasi"] if e["aktif"]] == ["Beranda"]
    assert [e["label"] for e in menu(Peran.PEGAWAI, jalur="/akun/x/")["navigasi"] if e["aktif"]] == []


def test_reading_the_skp_of_another_marks_the_team(menu):
    def ditandai(jalur):
        return [e["label"] for e in menu(*Peran, jalur=jalur)["navigasi"] if e["aktif"]]

    alamat = "/skp/00000000-0000-4000-8000-000000000000/"
    assert ditandai(f"{alamat}tinjau/") == ["Tim saya"]
    assert ditandai(alamat) == ["SKP"]


@pytest.mark.parametrize(
    ("jalur", "peran", "aktif"),
    [
        ("/capaian/", {Peran.PEGAWAI, Peran.PENILAI}, ["Tim saya"]),
        ("/evaluasi/tindak-lanjut/", {Peran.PEGAWAI, Peran.PENILAI}, ["Tim saya"]),
        ("/evaluasi/tindak-lanjut/", {Peran.PEGAWAI}, ["Evaluasi"]),
        ("/dasbor/", {Peran.PEGAWAI, Peran.PENILAI}, ["Tim saya"]),
        ("/dasbor/", {Peran.PEGAWAI, Peran.PENILAI, Peran.PIMPINAN}, ["Instansi", "Pemantauan"]),
        ("/dasbor/saya/", {Peran.PEGAWAI, Peran.PENILAI}, ["Evaluasi"]),
        ("/dokumen/x/", {Peran.PEGAWAI}, ["Evaluasi"]),
        ("/dokumen/x/", {Peran.PEGAWAI, Peran.ADMIN_KEPEGAWAIAN}, ["Instansi", "Laporan"]),
        ("/kinerja/bukti/aturan/", {Peran.PEGAWAI, Peran.ADMIN_KEPEGAWAIAN}, ["Instansi", "Pengaturan"]),
        ("/kinerja/bukti/", {Peran.PEGAWAI, Peran.ADMIN_KEPEGAWAIAN}, ["Catatan kerja"]),
    ],
)
def test_a_page_is_marked_where_its_reader_looks_for_it(menu, jalur, peran, aktif):
    daftar = menu(*peran, jalur=jalur)["navigasi"]

    assert [e["label"] for induk in daftar for e in (induk, *induk["anak"]) if e["aktif"]] == aktif


@pytest.mark.parametrize(
    ("milik", "peran", "aktif"),
    [
        (True, {Peran.PEGAWAI, Peran.PENILAI}, "Umpan balik"),
        (False, {Peran.PEGAWAI, Peran.PENILAI}, "Tim saya"),
        (False, {Peran.PEGAWAI, Peran.AUDITOR}, "Instansi"),
    ],
)
def test_a_page_about_another_person_is_marked_with_the_team_or_the_agency(rf, milik, peran, aktif):
    request = rf.get("/kinerja/pembinaan/x/")
    request.user = SimpleNamespace(is_authenticated=True)
    request.peran, request.pelaku = frozenset(peran), SimpleNamespace(pk=1)

    menu_tentang(request, 1 if milik else 2)

    assert [e["label"] for e in navigasi(request)["navigasi"] if e["aktif"]] == [aktif]
