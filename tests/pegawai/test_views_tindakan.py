"""Every act of an admin on people, units and teams: works · stranger 404 · colleague 403 · refusal at its field · text kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from freezegun import freeze_time

from pegawai.models import (
    AnggotaTim,
    HubunganPenilai,
    Pegawai,
    Penempatan,
    PeranDiberikan,
    TimKerja,
    UnitKerja,
)
from pegawai.rules import JenisPegawai, KedudukanHukum, Peran, PeranTim, SumberHubungan
from pegawai.selectors import penempatan_of, penilai_of
from pegawai.services import grant_peran, set_penilai
from tests.factories.pegawai import Dunia, instansi_baru, jabatan_baru, pegawai_baru, unit_baru

HARI = date(2026, 3, 2)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, scope="module")
def _hari_ini():
    with freeze_time("2026-03-02 03:00:00"):
        yield


@dataclass(frozen=True)
class Tindakan:
    """One act: its address, what a valid form says, what then holds, and one form that a rule refuses."""

    rute: str
    objek: Callable[[Dunia], Any]
    isi: Callable[[Dunia], dict[str, Any]]
    berhasil: Callable[[Dunia], bool]
    ditolak: Callable[[Dunia], dict[str, Any]]
    kalimat: str
    rekan: str = "budi"
    """Who may see the object and still not do this: gets 403."""
    orang_luar: str = "citra"
    """Who may not even see it: gets 404. Empty where everybody of the agency is told why not."""

    def alamat(self, dunia: Dunia) -> str:
        objek = self.objek(dunia)
        return reverse(f"pegawai:{self.rute}", args=[objek.uuid] if objek else [])


def tim(dunia: Dunia) -> TimKerja:
    return TimKerja.objects.get(instansi=dunia.instansi)


def peran_auditor(dunia: Dunia) -> PeranDiberikan:
    return grant_peran(pelaku=None, pegawai=dunia.sari, peran=Peran.AUDITOR)


def peran_eka(dunia: Dunia) -> PeranDiberikan:
    return PeranDiberikan.objects.get(pegawai=dunia.eka, peran=Peran.ADMIN_KEPEGAWAIAN)


def ditetapkan(dunia: Dunia) -> Penempatan:
    p = dunia.penempatan(dunia.sari)
    if not p.hubungan_penilai.filter(sumber=SumberHubungan.DITETAPKAN).exists():
        set_penilai(pelaku=dunia.eka, penempatan=p, penilai=dunia.tono, mulai=date(2026, 2, 1), alasan="Nota")
    return p


def kosong(dunia: Dunia) -> UnitKerja:
    return UnitKerja.objects.filter(nama="Seksi Kosong").first() or unit_baru(
        dunia.instansi, "Seksi Kosong", dunia.bidang_lain
    )


def tertutup(dunia: Dunia) -> UnitKerja:
    unit = kosong(dunia)
    UnitKerja.objects.filter(pk=unit.pk).update(is_aktif=False)
    return unit


def tak_berubah(dunia: Dunia) -> dict[str, Any]:
    kini = penempatan_of(dunia.sari, HARI)
    return {"unit": kini.unit.uuid, "jabatan": kini.jabatan.uuid, "mulai": "2026-03-02", "alasan": "SK"}


TINDAKAN = [
    Tindakan(
        "penempatan_pindah",
        lambda d: d.sari,
        lambda d: {
            "unit": d.bidang_lain.uuid,
            "jabatan": jabatan_baru(d.instansi, "Statistisi").uuid,
            "mulai": "2026-03-02",
            "alasan": "SK 12/2026",
            "dilihat": d.penempatan(d.sari).versi,
        },
        lambda d: penempatan_of(d.sari, HARI).unit == d.bidang_lain,
        tak_berubah,
        "Pilih jabatan atau unit yang baru.",
    ),
    Tindakan(
        "penempatan_tugas",
        lambda d: d.sari,
        lambda d: {
            "jenis": "PLT",
            "unit": d.bidang_lain.uuid,
            "jabatan": jabatan_baru(d.instansi, "Kepala Bidang Statistik").uuid,
            "is_kepala": "on",
            "mulai": "2026-03-01",
            "selesai": "2026-06-30",
            "alasan": "Sprin 3/2026",
        },
        lambda d: penilai_of(d.penempatan(d.dewi), HARI) == d.sari,
        lambda d: {
            "jenis": "PLT",
            "unit": d.bidang_lain.uuid,
            "jabatan": jabatan_baru(d.instansi, "Kepala Bidang Statistik").uuid,
            "mulai": "2026-03-01",
            "selesai": "2026-02-01",
            "alasan": "Sprin",
        },
        "Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
    ),
    Tindakan(
        "penempatan_tutup",
        lambda d: Penempatan.objects.get(pegawai=d.sari),
        lambda d: {"selesai": "2026-03-02", "alasan": "Mutasi keluar"},
        lambda d: Penempatan.objects.get(pegawai=d.sari).selesai == HARI,
        lambda d: {"selesai": "2020-01-01", "alasan": "Mutasi keluar"},
        "Tanggal selesai tidak boleh sebelum tanggal mulai (1 Januari 2024).",
    ),
    Tindakan(
        "penilai_tetapkan",
        lambda d: d.penempatan(d.sari),
        lambda d: {"penilai": d.tono.uuid, "mulai": "2026-03-01", "alasan": "Nota dinas 7"},
        lambda d: penilai_of(d.penempatan(d.sari), HARI) == d.tono,
        lambda d: {"penilai": d.sari.uuid, "mulai": "2026-03-01", "alasan": "Nota dinas 7"},
        "Tidak ada yang menilai dirinya sendiri.",
    ),
    Tindakan(
        "penilai_otomatis",
        ditetapkan,
        lambda d: {"mulai": "2026-03-02", "alasan": "Selesai"},
        lambda d: penilai_of(d.penempatan(d.sari), HARI) == d.budi,
        lambda d: {"mulai": "bukan tanggal", "alasan": "Selesai"},
        "Tulis tanggal yang ada",
        rekan="tono",
    ),
    Tindakan(
        "identitas_ubah",
        lambda d: d.sari,
        lambda d: {
            "nama": "Sari Puspita",
            "gelar_belakang": "S.Kom.",
            "golongan": "III/c",
            "alasan": "Ijazah",
        },
        lambda d: Pegawai.objects.get(pk=d.sari.pk).nama_lengkap == "Sari Puspita, S.Kom.",
        lambda d: {"nama": "Sari Puspita", "golongan": "III/b", "alasan": "Ijazah"},
        "Data ini sudah sama dengan yang tercatat.",
    ),
    Tindakan(
        "kedudukan_ubah",
        lambda d: d.sari,
        lambda d: {"kedudukan": KedudukanHukum.CLTN, "berlaku": "2026-03-01", "alasan": "SK CLTN"},
        lambda d: Pegawai.objects.get(pk=d.sari.pk).kedudukan == KedudukanHukum.CLTN,
        lambda d: {"kedudukan": KedudukanHukum.PENSIUN, "berlaku": "2026-09-01", "alasan": "SK pensiun"},
        "Tanggal berlaku paling lambat hari ini.",
    ),
    Tindakan(
        "peran_beri",
        lambda d: d.sari,
        lambda d: {"peran": "auditor", "unit": d.dinas.uuid, "alasan": "SK 9"},
        lambda d: PeranDiberikan.objects.filter(pegawai=d.sari, peran="auditor", unit=d.dinas).exists(),
        lambda d: {"peran": "raja", "alasan": "SK 9"},
        "Pilihan itu tidak ditemukan",
    ),
    Tindakan(
        "peran_cabut",
        peran_auditor,
        lambda d: {"alasan": "Selesai"},
        lambda d: not PeranDiberikan.objects.filter(pegawai=d.sari).exists(),
        lambda d: {"alasan": ""},
        "Tulis alasannya",
    ),
    Tindakan(
        "unit_tambah",
        lambda d: d.bidang,
        lambda d: {"nama": "Seksi Pengembangan"},
        lambda d: UnitKerja.objects.filter(
            nama="Seksi Pengembangan", jalur__startswith=d.bidang.jalur
        ).exists(),
        lambda d: {"nama": ""},
        "Nama unit",
        orang_luar="",
    ),
    Tindakan(
        "unit_nama",
        lambda d: d.bidang,
        lambda d: {"nama": "Bidang Aplikasi", "alasan": "Perbup 1", "dilihat": d.bidang.versi},
        lambda d: UnitKerja.objects.get(pk=d.bidang.pk).nama == "Bidang Aplikasi",
        lambda d: {"nama": "Bidang Aplikasi", "alasan": ""},
        "Tulis alasannya",
        orang_luar="",
    ),
    Tindakan(
        "unit_pindah",
        lambda d: d.bidang,
        lambda d: {"induk": d.bidang_lain.uuid, "alasan": "Perbup 1"},
        lambda d: UnitKerja.objects.get(pk=d.bidang.pk).induk == d.bidang_lain,
        lambda d: {"induk": d.bidang.uuid, "alasan": "Perbup 1"},
        "Unit tidak dapat berada di bawah dirinya sendiri.",
        orang_luar="",
    ),
    Tindakan(
        "unit_tutup",
        kosong,
        lambda d: {"alasan": "Perbup 1"},
        lambda d: not UnitKerja.objects.get(nama="Seksi Kosong").is_aktif,
        lambda d: {"alasan": " "},
        "Tulis alasannya",
        orang_luar="",
    ),
    Tindakan(
        "unit_buka",
        tertutup,
        lambda d: {"alasan": "Perbup 2"},
        lambda d: UnitKerja.objects.get(nama="Seksi Kosong").is_aktif,
        lambda d: {"alasan": ""},
        "Tulis alasannya",
        orang_luar="",
    ),
    Tindakan(
        "unit_kepala",
        lambda d: d.bidang_lain,
        lambda d: {
            "pegawai": d.tono.uuid,
            "jenis": "D",
            "jabatan": d.penempatan(d.tono).jabatan.uuid,
            "mulai": "2026-03-01",
            "alasan": "SK 5",
        },
        lambda d: penilai_of(penempatan_of(d.dewi, HARI), HARI) == d.tono,
        lambda d: {
            "pegawai": d.tono.uuid,
            "jenis": "D",
            "jabatan": d.penempatan(d.tono).jabatan.uuid,
            "mulai": "2023-03-01",
            "alasan": "",
        },
        "Tulis alasannya",
        orang_luar="",
    ),
    Tindakan(
        "kepala_lepas",
        lambda d: Penempatan.objects.filter(pegawai=d.budi).earliest("mulai"),
        lambda d: {"mulai": "2026-03-02", "alasan": "Salah catat"},
        lambda d: penilai_of(d.penempatan(d.sari), HARI) == d.karta,
        lambda d: {"mulai": "2026-03-02", "alasan": ""},
        "Tulis alasannya",
    ),
    Tindakan(
        "pejabat_negara_tambah",
        kosong,
        lambda d: {
            "nama": "Ratna Dewi",
            "jabatan": "Wakil Bupati",
            "mulai": "2026-03-01",
            "nama_masuk": "wakil.bupati",
            "alasan": "Pelantikan",
        },
        lambda d: Penempatan.objects.filter(pegawai__nama="Ratna Dewi", is_kepala=True).exists(),
        lambda d: {
            "nama": "Ratna Dewi",
            "jabatan": "Wakil Bupati",
            "mulai": "2026-03-01",
            "nama_masuk": "WAKIL BUPATI",
            "alasan": "Pelantikan",
        },
        "Pakai huruf kecil, angka, titik, atau garis; awali dengan huruf.",
        orang_luar="",
    ),
    Tindakan(
        "unit_akar_tambah",
        lambda d: None,
        lambda d: {"nama": "RSUD Tirta Jaya"},
        lambda d: UnitKerja.objects.filter(nama="RSUD Tirta Jaya", induk=None).exists(),
        lambda d: {"nama": ""},
        "Nama unit",
        orang_luar="",
    ),
    Tindakan(
        "tim_bentuk",
        lambda d: None,
        lambda d: {"nama": "Tim Data", "unit": d.dinas.uuid, "mulai": "2026-03-01"},
        lambda d: TimKerja.objects.filter(nama="Tim Data", unit=d.dinas).exists(),
        lambda d: {"nama": "Tim Data", "unit": d.dinas.uuid, "mulai": "2026-03-01", "selesai": "2026-01-01"},
        "Tanggal selesai harus sama dengan atau setelah tanggal mulai.",
        orang_luar="",
    ),
    Tindakan(
        "tim_ubah",
        tim,
        lambda d: {
            "nama": "Tim Layanan",
            "unit": d.dinas.uuid,
            "mulai": "2024-01-01",
            "selesai": "2026-12-31",
        },
        lambda d: set(tim(d).anggota.values_list("selesai", flat=True)) == {date(2026, 12, 31)},
        lambda d: {"nama": "Tim Layanan", "unit": d.dinas.uuid, "mulai": "2025-01-01"},
        "Anggota pertama mulai 1 Januari 2024.",
        rekan="tono",
    ),
    Tindakan(
        "anggota_tambah",
        tim,
        lambda d: {"pegawai": d.citra.uuid, "peran": "anggota", "mulai": "2026-03-02"},
        lambda d: tim(d).anggota.filter(pegawai=d.citra).exists(),
        lambda d: {"pegawai": d.citra.uuid, "peran": "ketua", "mulai": "2026-03-02"},
        "Tim ini sudah diketuai Tono Prasetya.",
        rekan="tono",
    ),
    Tindakan(
        "anggota_akhiri",
        lambda d: AnggotaTim.objects.get(pegawai=d.sari),
        lambda d: {"selesai": "2026-03-02"},
        lambda d: AnggotaTim.objects.get(pegawai=d.sari).selesai == HARI,
        lambda d: {"selesai": "2020-01-01"},
        "Tanggal selesai tidak boleh sebelum tanggal mulai (1 Januari 2024).",
        rekan="tono",
    ),
]


@pytest.mark.parametrize("t", TINDAKAN, ids=lambda t: t.rute)
class TestTindakan:
    def test_admin_sees_the_form(self, dunia, masuk, t):
        response = masuk(dunia.eka).get(t.alamat(dunia))

        assert response.status_code == 200
        assert 'role="alert"' not in response.content.decode()

    def test_works_and_says_so(self, dunia, masuk, t):
        client = masuk(dunia.eka)

        response = client.post(t.alamat(dunia), t.isi(dunia), follow=True)

        assert response.redirect_chain, response.content.decode()
        assert response.status_code == 200
        assert [m.level_tag for m in response.context["messages"]] == ["success"]
        assert t.berhasil(dunia)

    def test_a_refusal_stands_at_its_field_and_the_text_stays(self, dunia, masuk, t):
        isi = t.ditolak(dunia)

        response = masuk(dunia.eka).post(t.alamat(dunia), isi)

        halaman = response.content.decode()
        assert response.status_code == 422
        assert t.kalimat in halaman
        assert "galat-ringkasan" in halaman
        if isi.get("alasan", "").strip():
            assert isi["alasan"] in halaman
        assert not t.berhasil(dunia)

    def test_a_colleague_is_told_why_not(self, dunia, masuk, t):
        client = masuk(getattr(dunia, t.rekan))
        alamat = t.alamat(dunia)

        assert client.get(alamat).status_code == 403
        response = client.post(alamat, t.isi(dunia))

        assert response.status_code == 403
        assert "admin kepegawaian" in response.content.decode()
        assert not t.berhasil(dunia)

    def test_a_stranger_finds_nothing(self, dunia, masuk, t):
        alamat = t.alamat(dunia)
        lain = instansi_baru("Kabupaten Seberang")
        asing = pegawai_baru(lain, "Asing Pradana", unit=unit_baru(lain, "Kabupaten Seberang"))
        grant_peran(pelaku=None, pegawai=asing, peran=Peran.ADMIN_KEPEGAWAIAN)
        orang = [getattr(dunia, t.orang_luar)] if t.orang_luar else []
        if t.objek(dunia) is not None:
            orang.append(asing)

        for satu in orang:
            assert masuk(satu).get(alamat).status_code == 404
            assert masuk(satu).post(alamat, t.isi(dunia)).status_code == 404
        assert not t.berhasil(dunia)


class TestDuaAdmin:
    """Two admins with the same form open: the second is told who was first, and loses no text."""

    @pytest.fixture
    def fajar(self, dunia) -> Pegawai:
        fajar = pegawai_baru(dunia.instansi, "Fajar Nugroho", unit=dunia.dinas)
        grant_peran(pelaku=None, pegawai=fajar, peran=Peran.ADMIN_KEPEGAWAIAN)
        return fajar

    def test_penilai(self, dunia, masuk, fajar):
        p = dunia.penempatan(dunia.sari)
        alamat = reverse("pegawai:penilai_tetapkan", args=[p.uuid])
        versi = HubunganPenilai.objects.get(penempatan=p).versi
        isi = {"mulai": "2026-03-02", "alasan": "Nota", "dilihat": versi}
        masuk(dunia.eka).post(alamat, {**isi, "penilai": dunia.tono.uuid})

        response = masuk(fajar).post(alamat, {**isi, "penilai": dunia.karta.uuid})

        assert response.status_code == 409
        # the moment comes from the database's own clock
        assert re.search(
            r"sudah diubah Eka Rahmawati pada \d+ \w+ \d{4} pukul \d\d\.\d\d", response.content.decode()
        )
        assert penilai_of(p, HARI) == dunia.tono

    def test_mutasi(self, dunia, masuk, fajar):
        alamat = reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])
        isi = TINDAKAN[0].isi(dunia)
        masuk(dunia.eka).post(alamat, isi)

        response = masuk(fajar).post(alamat, {**isi, "unit": dunia.dinas.uuid, "mulai": "2026-04-01"})

        assert response.status_code == 409
        assert "Eka Rahmawati" in response.content.decode()
        assert penempatan_of(dunia.sari, date(2026, 4, 1)).unit == dunia.bidang_lain

    def test_unit(self, dunia, masuk, fajar):
        alamat = reverse("pegawai:unit_nama", args=[dunia.bidang.uuid])
        isi = {"alasan": "Perbup", "dilihat": dunia.bidang.versi}
        masuk(dunia.eka).post(alamat, {**isi, "nama": "Bidang A"})

        response = masuk(fajar).post(alamat, {**isi, "nama": "Bidang B"})

        assert response.status_code == 409
        assert UnitKerja.objects.get(pk=dunia.bidang.pk).nama == "Bidang A"

    def test_penutupan(self, dunia, masuk, fajar):
        p = dunia.penempatan(dunia.sari)
        alamat = reverse("pegawai:penempatan_tutup", args=[p.uuid])
        isi = {"alasan": "Mutasi", "dilihat": p.versi}
        masuk(dunia.eka).post(alamat, {**isi, "selesai": "2026-03-31"})

        response = masuk(fajar).post(alamat, {**isi, "selesai": "2026-03-15"})

        assert response.status_code == 409
        assert Penempatan.objects.get(pk=p.pk).selesai == date(2026, 3, 31)


class TestJabatanBaru:
    def test_a_post_that_is_not_there_yet_is_entered(self, dunia, masuk):
        alamat = reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])
        isi = {
            **TINDAKAN[0].isi(dunia),
            "jabatan": "",
            "jabatan_baru": "Arsiparis",
            "jenis_jabatan": "fungsional",
        }
        assert "Pilih jenjang" in masuk(dunia.eka).post(alamat, isi).content.decode()

        masuk(dunia.eka).post(alamat, {**isi, "jenjang": "MU"})

        assert penempatan_of(dunia.sari, HARI).jabatan.nama == "Arsiparis"

    def test_without_any_post_it_is_asked_for(self, dunia, masuk):
        alamat = reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])

        response = masuk(dunia.eka).post(alamat, {**TINDAKAN[0].isi(dunia), "jabatan": ""})

        assert "Cari jabatannya, lalu pilih satu dari hasilnya." in response.content.decode()


class TestCakupan:
    """An admin of one unit and below: inside as the admin of the agency, outside nothing is there."""

    @pytest.fixture
    def gita(self, dunia) -> Pegawai:
        gita = pegawai_baru(dunia.instansi, "Gita Lestari", unit=dunia.bidang)
        grant_peran(pelaku=None, pegawai=gita, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)
        return gita

    def test_inside_he_acts(self, dunia, masuk, gita):
        alamat = reverse("pegawai:penilai_tetapkan", args=[dunia.penempatan(dunia.sari).uuid])

        assert masuk(gita).post(alamat, TINDAKAN[3].isi(dunia)).status_code == 302

    def test_outside_nothing_is_there(self, dunia, masuk, gita):
        for rute, objek in (
            ("pegawai_detail", dunia.dewi),
            ("penempatan_pindah", dunia.dewi),
            ("unit_detail", dunia.bidang_lain),
            ("unit_detail", dunia.dinas),
            ("unit_nama", dunia.bidang_lain),
        ):
            assert masuk(gita).get(reverse(f"pegawai:{rute}", args=[objek.uuid])).status_code == 404

    def test_nobody_is_moved_out_of_reach(self, dunia, masuk, gita):
        alamat = reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])

        assert masuk(gita).post(alamat, TINDAKAN[0].isi(dunia)).status_code == 403

    def test_roles_and_roots_are_the_agencys_matter(self, dunia, masuk, gita):
        client = masuk(gita)

        assert client.get(reverse("pegawai:peran_beri", args=[dunia.sari.uuid])).status_code == 403
        assert client.get(reverse("pegawai:unit_akar_tambah")).status_code == 403

    def test_who_holds_a_role_is_not_reset_from_below(self, dunia, masuk, gita):
        grant_peran(pelaku=None, pegawai=dunia.sari, peran=Peran.AUDITOR)

        response = masuk(gita).post(reverse("pegawai:akses_reset", args=[dunia.sari.uuid]))

        assert response.status_code == 403
        assert "hanya disetel ulang admin seluruh instansi" in response.content.decode()


class TestIdentitas:
    """The golongan offered is that of the person's kind."""

    @pytest.mark.parametrize(
        ("jenis", "ada", "tidak"),
        [("pns", "III/d", "XVII"), ("pppk", "XVII", "III/d"), ("pejabat_negara", "Tanpa golongan", "III/d")],
    )
    def test_golongan(self, dunia, masuk, jenis, ada, tidak):
        orang = pegawai_baru(dunia.instansi, "Hani", jenis=JenisPegawai(jenis), golongan="")

        halaman = masuk(dunia.eka).get(reverse("pegawai:identitas_ubah", args=[orang.uuid])).content.decode()

        assert ada in halaman
        assert tidak not in halaman


def test_a_new_post_without_its_kind_is_asked_for(dunia, masuk):
    alamat = reverse("pegawai:penempatan_pindah", args=[dunia.sari.uuid])
    isi = {**TINDAKAN[0].isi(dunia), "jabatan": "", "jabatan_baru": "Arsiparis"}

    assert "Pilih jenis jabatan baru ini." in masuk(dunia.eka).post(alamat, isi).content.decode()


def test_ketua_role_is_named_in_the_team(dunia, masuk):
    halaman = masuk(dunia.sari).get(reverse("pegawai:tim_detail", args=[tim(dunia).uuid])).content.decode()

    assert PeranTim.KETUA.label in halaman
    assert "Tambah anggota" not in halaman
