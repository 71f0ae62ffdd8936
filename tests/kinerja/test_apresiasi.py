"""Public thanks: to whom, how many, who takes what down, and that they never rate."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.urls import reverse
from freezegun import freeze_time

from kinerja.errors import ApresiasiTidakSah
from kinerja.models import Apresiasi
from kinerja.permissions import apresiasi as izin
from kinerja.selectors import apresiasi as baca
from kinerja.services import apresiasi as layanan
from kinerja.services.pembinaan import set_pengaturan_bina
from pegawai.audit import riwayat
from pegawai.errors import Dilarang
from pegawai.rules import KedudukanHukum, Peran
from pegawai.services import grant_peran
from skp.rules import NilaiPerilaku
from tests.factories.bina import apresiasi_baru
from tests.factories.pegawai import instansi_baru, pegawai_baru

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hari_ini")]
BULAN = {"mulai": date(2026, 5, 1), "selesai": date(2026, 5, 31)}


def di_unit(pelaku, unit, **lain):
    return list(baca.apresiasi_unit(pelaku, unit=unit, **BULAN, **lain))


@pytest.mark.parametrize(
    ("ubah", "bidang"),
    [
        ({"isi": "Mantap"}, "isi"),
        ({"isi": "x" * 401}, "isi"),
        ({"panduan": 4}, "panduan"),
        ({"penerima": []}, "orang"),
    ],
)
def test_thanks_name_the_field_they_lack(dunia, ubah, bidang):
    isi = {
        "penerima": [dunia.sari],
        "nilai": "loyal",
        "isi": "Menata arsip dengan tekun.",
        "panduan": None,
    } | ubah

    with pytest.raises(ApresiasiTidakSah) as galat:
        layanan.give_apresiasi(pelaku=dunia.citra, **isi)

    assert galat.value.bidang == bidang
    assert not Apresiasi.objects.exists()


def test_thanks_go_to_others_of_the_agency_who_serve(dunia):
    luar = pegawai_baru(instansi_baru("Kabupaten Seberang"), "Luar Biasa")
    pensiun = pegawai_baru(dunia.instansi, "Pak Pensiun")
    pensiun.kedudukan = KedudukanHukum.PENSIUN
    pensiun.save(update_fields=["kedudukan"])
    with pytest.raises(ApresiasiTidakSah, match="orang lain"):
        apresiasi_baru(dunia.sari, dunia.sari, dunia.citra)
    for salah in (luar, pensiun, dunia.bupati):
        with pytest.raises(Dilarang):
            apresiasi_baru(dunia.sari, salah)

    baru = apresiasi_baru(dunia.sari, dunia.citra, dunia.dewi, dunia.citra, panduan=2)

    assert {p.penerima for p in baru.daftar_penerima.all()} == {dunia.citra, dunia.dewi}
    assert baru.panduan_tampil == "Suka menolong orang lain"
    assert riwayat(baru)[0]["tindakan"] == "apresiasi.diberikan"


def test_the_day_has_a_limit_that_withdrawing_does_not_lift(dunia):
    set_pengaturan_bina(
        pelaku=dunia.eka,
        instansi=dunia.instansi,
        ketua_tim_membina=True,
        apresiasi_per_hari=2,
        minimum_rekap=5,
    )
    kunci = uuid.uuid4()
    a = apresiasi_baru(dunia.sari, dunia.citra, klien_id=kunci)
    assert apresiasi_baru(dunia.sari, dunia.citra, klien_id=kunci) == a
    layanan.withdraw_apresiasi(pelaku=dunia.sari, apresiasi=apresiasi_baru(dunia.sari, dunia.dewi))

    with pytest.raises(ApresiasiTidakSah, match="besok"):
        apresiasi_baru(dunia.sari, dunia.dewi)

    with freeze_time("2026-05-13 03:00:00"):
        apresiasi_baru(dunia.sari, dunia.dewi)


def test_month_page_of_a_unit_and_the_tree_below(dunia):
    d = dunia
    a = apresiasi_baru(d.citra, d.sari, nilai=NilaiPerilaku.ADAPTIF)
    b = apresiasi_baru(d.citra, d.dewi, isi="Menjaga nama baik kantor.", nilai=NilaiPerilaku.LOYAL)

    assert di_unit(d.tono, d.bidang) == [a]
    assert set(di_unit(d.tono, d.dinas)) >= {a}
    assert set(di_unit(d.tono, d.kabupaten)) == {a, b}
    assert di_unit(d.tono, d.kabupaten, cari=d.dewi.nama.split()[0]) == [b]
    assert di_unit(d.tono, d.kabupaten, nilai="adaptif") == [a]
    hitung = dict(baca.hitung_nilai(baca.apresiasi_unit(d.tono, unit=d.kabupaten, **BULAN)))
    assert (hitung[NilaiPerilaku.ADAPTIF], hitung[NilaiPerilaku.LOYAL], hitung[NilaiPerilaku.AKUNTABEL]) == (
        1,
        1,
        0,
    )
    lalu = {"mulai": date(2026, 4, 1), "selesai": date(2026, 4, 30)}
    assert not baca.apresiasi_unit(d.tono, unit=d.kabupaten, **lalu).exists()


def test_who_is_thanked_takes_his_name_out_and_puts_it_back(dunia):
    d = dunia
    a = apresiasi_baru(d.citra, d.sari, d.dewi)
    milik = a.daftar_penerima.get(penerima=d.sari)
    with pytest.raises(Dilarang):
        layanan.set_nama_tampil(pelaku=d.dewi, penerima=milik, tampil=False)

    layanan.set_nama_tampil(pelaku=d.sari, penerima=milik, tampil=False)

    (satu,) = di_unit(d.tono, d.kabupaten)
    assert [p.penerima for p in satu.penerima_tampil] == [d.dewi]
    assert di_unit(d.tono, d.kabupaten, cari=d.sari.nama) == []
    assert di_unit(d.tono, d.bidang) == []
    assert not baca.ringkas_apresiasi(d.sari.pk, **BULAN)
    layanan.set_nama_tampil(pelaku=d.dewi, penerima=a.daftar_penerima.get(penerima=d.dewi), tampil=False)
    assert di_unit(d.tono, d.kabupaten) == []
    assert not izin.may_view_apresiasi(d.tono, a)
    layanan.set_nama_tampil(pelaku=d.sari, penerima=milik, tampil=True)
    assert di_unit(d.tono, d.bidang) == [a]


def test_writer_withdraws_and_undoes(dunia):
    a = apresiasi_baru(dunia.citra, dunia.sari)
    with pytest.raises(Dilarang):
        layanan.withdraw_apresiasi(pelaku=dunia.sari, apresiasi=a)

    layanan.withdraw_apresiasi(pelaku=dunia.citra, apresiasi=a)

    assert di_unit(dunia.tono, dunia.kabupaten) == []
    assert not baca.apresiasi_untuk(dunia.sari).exists()
    assert baca.apresiasi_ditarik(dunia.citra) == [a]
    layanan.restore_apresiasi(pelaku=dunia.citra, apresiasi=a)
    assert di_unit(dunia.tono, dunia.kabupaten) == [a]


def test_admin_hides_with_a_reason_that_the_writer_reads(dunia, masuk):
    d = dunia
    a = apresiasi_baru(d.citra, d.sari, isi="Kata yang kurang pantas di sini.")
    grant_peran(pelaku=None, pegawai=d.dewi, peran=Peran.ADMIN_KEPEGAWAIAN, unit=d.bidang_lain)
    for orang in (d.budi, d.citra, d.dewi):
        with pytest.raises(Dilarang):
            layanan.hide_apresiasi(pelaku=orang, apresiasi=a, alasan="Tidak pantas.")
    with pytest.raises(ApresiasiTidakSah):
        layanan.hide_apresiasi(pelaku=d.eka, apresiasi=a, alasan=" ")

    layanan.hide_apresiasi(pelaku=d.eka, apresiasi=a, alasan="Menyinggung orang lain.")

    assert di_unit(d.tono, d.kabupaten) == []
    assert di_unit(d.dewi, d.kabupaten, disembunyikan=True) == []
    assert di_unit(d.eka, d.kabupaten, disembunyikan=True) == [a]
    halaman = masuk(d.citra).get(reverse("kinerja:apresiasi_saya"), {"tab": "ditulis"})
    assert "Menyinggung orang lain." in halaman.content.decode()
    layanan.show_apresiasi(pelaku=d.eka, apresiasi=a)
    assert di_unit(d.tono, d.kabupaten) == [a]


def test_thanks_stand_beside_the_behaviours_and_are_no_rating(dunia, skp, masuk):
    apresiasi_baru(dunia.citra, dunia.sari, isi="Menolong saya menata data.")

    for orang in (dunia.sari, dunia.budi):
        teks = masuk(orang).get(reverse("kinerja:perilaku_pegawai", args=[skp.uuid])).content.decode()
        assert "Apresiasi rekan: 1" in teks
        assert "Menolong saya menata data." in teks
        assert "Bukan rating" in teks


# Pages


def test_thanking_without_script_adds_people_one_by_one(dunia, masuk):
    klien = masuk(dunia.citra)
    alamat = reverse("kinerja:apresiasi_beri")
    isi = {"klien_id": str(uuid.uuid4()), "nilai": "harmonis:2", "isi": "Menolong saya menata data."}

    susun = klien.post(alamat, {**isi, "tambah": "ya", "orang": str(dunia.sari.uuid), "orang_cari": "Sari"})
    assert susun.status_code == 200
    assert f'name="penerima" value="{dunia.sari.uuid}"' in susun.content.decode()
    assert "Menolong saya menata data." in susun.content.decode()
    jawab = klien.post(alamat, {**isi, "penerima": [str(dunia.sari.uuid)], "orang": str(dunia.dewi.uuid)})

    assert jawab.status_code == 302
    baru = Apresiasi.objects.get()
    assert {p.penerima for p in baru.daftar_penerima.all()} == {dunia.sari, dunia.dewi}
    assert (baru.nilai, baru.panduan) == ("harmonis", 2)
    klien.post(alamat, {**isi, "penerima": [str(dunia.sari.uuid)], "orang": str(dunia.dewi.uuid)})
    assert Apresiasi.objects.count() == 1


def test_adding_somebody_by_a_typed_name_shows_whom_it_finds_and_no_fault(dunia, masuk):
    susun = masuk(dunia.citra).post(
        reverse("kinerja:apresiasi_beri"),
        {"klien_id": str(uuid.uuid4()), "nilai": "", "isi": "", "tambah": "ya", "orang_cari": "Sari"},
    )
    halaman = susun.content.decode()
    assert susun.status_code == 200
    assert f'value="{dunia.sari.uuid}"' in halaman
    assert 'name="penerima"' not in halaman
    assert "Galat:" not in halaman


def test_a_refused_form_keeps_what_was_typed(dunia, masuk):
    jawab = masuk(dunia.citra).post(
        reverse("kinerja:apresiasi_beri"),
        {
            "klien_id": str(uuid.uuid4()),
            "nilai": "loyal",
            "isi": "Terima kasih untuk diri saya sendiri.",
            "penerima": [str(dunia.citra.uuid)],
        },
    )

    assert jawab.status_code == 422
    teks = jawab.content.decode()
    assert "Apresiasi diberikan kepada orang lain" in teks
    assert "Terima kasih untuk diri saya sendiri." in teks


def test_month_page_costs_the_same_for_few_and_many(dunia, masuk, django_assert_max_num_queries):
    d = dunia
    penulis = [pegawai_baru(d.instansi, f"Penulis {n}") for n in range(8)]
    for p in penulis:
        for _ in range(4):
            apresiasi_baru(p, d.sari, d.dewi, klien_id=uuid.uuid4())
    klien = masuk(d.eka)

    with django_assert_max_num_queries(12):
        jawab = klien.get(reverse("kinerja:apresiasi"), {"unit": str(d.kabupaten.uuid)})

    teks = jawab.content.decode()
    assert "32 apresiasi" in teks
    assert "Halaman 1 dari 2" in teks


def test_odd_addresses_of_the_month_page(dunia, masuk):
    klien = masuk(dunia.sari)
    alamat = reverse("kinerja:apresiasi")

    assert klien.get(alamat, {"bulan": "kemarin", "nilai": "ngawur", "page": "-1"}).status_code == 200
    assert klien.get(alamat, {"bulan": "9999-12-31"}).status_code == 200
    assert klien.get(alamat, {"bulan": "0001-01-01"}).status_code == 200
    assert klien.get(alamat, {"unit": "bukan-uuid"}).status_code == 404
    assert klien.get(alamat, {"cari": "'; <script>"}).status_code == 200


def test_api_gives_and_lists(dunia, masuk):
    klien = masuk(dunia.citra)
    alamat = reverse("api_kinerja:apresiasi")
    badan = {
        "penerima": [str(dunia.sari.uuid)],
        "nilai": "kompeten",
        "isi": "Mengajari kami memakai lembar kerja.",
    }

    kunci = str(uuid.uuid4())
    a, b = (
        klien.post(alamat, badan, content_type="application/json", headers={"Idempotency-Key": kunci})
        for _ in range(2)
    )

    assert (a.status_code, b.status_code) == (201, 201)
    assert a.json()["uuid"] == b.json()["uuid"]
    assert [x["uuid"] for x in masuk(dunia.tono).get(alamat).json()["results"]] == [a.json()["uuid"]]
    salah = klien.post(alamat, {**badan, "penerima": [str(uuid.uuid4())]}, content_type="application/json")
    assert salah.status_code == 400
    diri = klien.post(alamat, {**badan, "penerima": [str(dunia.citra.uuid)]}, content_type="application/json")
    assert (diri.status_code, diri.json()["kode"]) == (409, "apresiasi_tidak_sah")
