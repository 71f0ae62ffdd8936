"""The API: same services, same refusals, one shape of error; a repeated sending is harmless."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kinerja import services, tasks
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from skp.models import RencanaAksi
from skp.rules import StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    pdf,
    perilaku_baru,
    realisasi_baru,
    umpan_balik_baru,
)
from tests.factories.skp import skp_at
from tests.kinerja import berkas

pytestmark = pytest.mark.django_db

AWAL = "/api/v1/kinerja"


def kirim(klien, jalur, isi=None, metode="post", **tajuk):
    return getattr(klien, metode)(
        f"{AWAL}/{jalur}", isi or {}, content_type="application/json", headers=tajuk
    )


def isian(rhk, **lain):
    return {"rhk": str(rhk.uuid), "tanggal": "2026-05-12", "uraian": "Menyusun laporan", **lain}


class TestCatatan:
    def test_entry_with_everything(self, sari, skp, rhk, triwulan):
        aksi = RencanaAksi.objects.create(rhk=rhk, periode=triwulan, teks="Langkah", target="1")
        b = bukti_baru(skp)

        jawab = kirim(
            sari,
            "catatan/",
            isian(
                rhk,
                jumlah="2.5",
                satuan="laporan",
                jam_mulai="08:00",
                jam_selesai="09:00",
                rencana_aksi=str(aksi.uuid),
                bukti=[str(b.uuid)],
            ),
        )

        badan = jawab.json()
        assert jawab.status_code == 201
        assert (badan["rhk"], badan["rencana_aksi"], badan["jumlah"]) == (
            str(rhk.uuid),
            str(aksi.uuid),
            "2.50",
        )
        assert badan["bukti"][0]["unduh"] == reverse("kinerja:bukti_unduh", args=[b.uuid])
        assert "nip" not in str(badan).lower()

    def test_same_key_same_answer_in_header_or_body(self, sari, rhk):
        kunci = str(uuid.uuid4())

        a = kirim(sari, "catatan/", isian(rhk), **{"Idempotency-Key": kunci})
        b = kirim(sari, "catatan/", isian(rhk, klien_id=kunci, uraian="Lain"))
        c = kirim(sari, "catatan/", isian(rhk, klien_id=kunci), **{"Idempotency-Key": kunci})

        assert a.json() == b.json() == c.json()
        assert (a.status_code, b.status_code) == (201, 201)
        assert CatatanHarian.objects.count() == 1

    @pytest.mark.parametrize(
        "tajuk", [{"Idempotency-Key": "bukan"}, {"Idempotency-Key": "00000000-0000-4000-8000-000000000000"}]
    )
    def test_odd_key_is_refused(self, sari, rhk, tajuk):
        jawab = kirim(sari, "catatan/", isian(rhk, klien_id=str(uuid.uuid4())), **tajuk)

        assert jawab.status_code == 400
        assert "klien_id" in jawab.json()["rincian"]

    @pytest.mark.parametrize(
        ("ubah", "status", "kode"),
        [
            ({"tanggal": "2026-05-13"}, 409, "catatan_tidak_sah"),
            ({"tanggal": "2026-03-01"}, 409, "periode_ditutup"),
            ({"jumlah": "3"}, 409, "catatan_tidak_sah"),
            ({"uraian": ""}, 400, "isian_tidak_sah"),
            ({"uraian": "a\u0000"}, 400, "isian_tidak_sah"),
            ({"tanggal": "x"}, 400, "isian_tidak_sah"),
            ({"rhk": "x"}, 400, "isian_tidak_sah"),
            ({"rhk": str(uuid.uuid4())}, 404, "tidak_ditemukan"),
            ({"rencana_aksi": str(uuid.uuid4())}, 404, "tidak_ditemukan"),
            ({"bukti": [str(uuid.uuid4())]}, 400, "isian_tidak_sah"),
        ],
    )
    def test_refusals_have_one_shape(self, sari, rhk, ubah, status, kode):
        jawab = kirim(sari, "catatan/", {**isian(rhk), **ubah})

        assert jawab.status_code == status
        assert set(jawab.json()) == {"kode", "pesan", "rincian"}
        assert jawab.json()["kode"] == kode
        assert not CatatanHarian.objects.exists()

    def test_list_by_cursor_of_oneself_or_of_ones_people(self, sari, budi, dunia, skp, rhk, hari_ini):
        for n in range(5):
            catatan_baru(rhk, hari_ini, f"Catatan {n}")
        services.withdraw_catatan(pelaku=dunia.sari, catatan=catatan_baru(rhk, hari_ini, "Ditarik"))

        satu = sari.get(f"{AWAL}/catatan/", {"ukuran": 3}).json()
        dua = sari.get(satu["next"]).json()

        assert [c["uraian"] for c in satu["results"]] == ["Catatan 4", "Catatan 3", "Catatan 2"]
        assert [c["uraian"] for c in dua["results"]] == ["Catatan 1", "Catatan 0"]
        assert budi.get(f"{AWAL}/catatan/").json()["results"] == []
        assert len(budi.get(f"{AWAL}/catatan/", {"skp": str(skp.uuid)}).json()["results"]) == 5
        assert (
            sari.get(f"{AWAL}/catatan/", {"mulai": "2026-05-13", "selesai": "2026-05-14"}).json()["results"]
            == []
        )

    def test_queries_of_the_list_do_not_grow(self, sari, rhk, skp, hari_ini, django_assert_max_num_queries):
        catatan_baru(rhk, hari_ini, bukti=[bukti_baru(skp)])
        with django_assert_max_num_queries(12) as sedikit:
            sari.get(f"{AWAL}/catatan/")
        for _ in range(30):
            catatan_baru(rhk, hari_ini)
        with django_assert_max_num_queries(12) as banyak:
            sari.get(f"{AWAL}/catatan/")

        assert len(sedikit) == len(banyak)

    def test_change_withdraw_restore(self, sari, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        jawab = kirim(sari, f"catatan/{c.uuid}/", isian(rhk, uraian="Baru", nomor_sunting=0), "put")
        assert (jawab.status_code, jawab.json()["nomor_sunting"]) == (200, 1)
        jawab = kirim(sari, f"catatan/{c.uuid}/", isian(rhk, uraian="Lambat", nomor_sunting=0), "put")
        assert (jawab.status_code, jawab.json()["kode"]) == (409, "sudah_berubah")
        assert kirim(sari, f"catatan/{c.uuid}/tarik/").json()["ditarik_pada"]
        assert kirim(sari, f"catatan/{c.uuid}/pulihkan/").json()["ditarik_pada"] is None
        assert sari.get(f"{AWAL}/catatan/{c.uuid}/").json()["uraian"] == "Baru"


class TestWenang:
    """Every act by API is refused to the same people as on the pages."""

    @pytest.mark.parametrize(
        ("siapa", "status"), [("budi", 403), ("tono", 403), ("eka", 403), ("citra", 404), ("dewi", 404)]
    )
    def test_acts_of_the_owner(self, dunia, masuk, skp, rhk, triwulan, hari_ini, siapa, status):
        klien = masuk(getattr(dunia, siapa))
        c = catatan_baru(rhk, hari_ini)
        p = perilaku_baru(skp, hari_ini)
        u = umpan_balik_baru(dunia.budi, skp)
        realisasi = {
            "indikator": str(rhk.indikator.first().uuid),
            "periode": str(triwulan.uuid),
            "angka": "1",
        }

        for jalur, isi, metode in (
            ("catatan/", isian(rhk), "post"),
            (f"catatan/{c.uuid}/", isian(rhk, nomor_sunting=0), "put"),
            (f"catatan/{c.uuid}/tarik/", {}, "post"),
            (f"catatan/{c.uuid}/pulihkan/", {}, "post"),
            ("realisasi/", realisasi, "put"),
            (f"perilaku/{p.uuid}/tarik/", {}, "post"),
            (f"perilaku/{p.uuid}/pulihkan/", {}, "post"),
            (f"umpan-balik/{u.uuid}/balas/", {"balasan": "x"}, "post"),
            (f"umpan-balik/{u.uuid}/baca/", {}, "post"),
        ):
            jawab = kirim(klien, jalur, isi, metode)
            assert (jalur, jawab.status_code) == (jalur, status)
        assert (CatatanHarian.objects.aktif().count(), Realisasi.objects.count()) == (1, 0)

    @pytest.mark.parametrize(
        ("siapa", "umpan", "perilaku"),
        [
            ("sari", 403, 201),
            ("budi", 201, 201),
            ("karta", 201, 201),
            ("tono", 201, 201),
            ("eka", 403, 403),
            ("citra", 404, 404),
            ("dewi", 404, 404),
        ],
    )
    def test_acts_of_leaders(self, dunia, masuk, skp, hari_ini, siapa, umpan, perilaku):
        klien = masuk(getattr(dunia, siapa))
        kunci = str(skp.uuid)

        u = kirim(klien, "umpan-balik/", {"skp": kunci, "isi": "Rapi", "sifat": "pujian"})
        p = kirim(
            klien,
            "perilaku/",
            {"skp": kunci, "nilai": "loyal", "tanggal": "2026-05-12", "uraian": "Menjaga rahasia"},
        )
        b = kirim(klien, "bukti/", {"skp": kunci, "tautan": "https://tirtajaya.go.id/a"})

        assert (u.status_code, p.status_code, b.status_code) == (umpan, perilaku, perilaku)

    def test_sign_in_is_needed(self, client, db):
        for jalur in ("catatan/", "realisasi/", "perilaku/", "umpan-balik/"):
            assert client.get(f"{AWAL}/{jalur}").status_code in (401, 403)

    @pytest.mark.parametrize("jalur", ["catatan/", "realisasi/", "perilaku/", "umpan-balik/"])
    def test_lists_of_a_strangers_skp_are_not_found(self, dunia, masuk, skp, jalur):
        klien = masuk(dunia.dewi)

        assert klien.get(f"{AWAL}/{jalur}", {"skp": str(skp.uuid)}).status_code == 404


class TestRealisasi:
    def test_write_read_conflict(self, sari, rhk, skp, triwulan):
        isi = {"indikator": str(rhk.indikator.first().uuid), "periode": str(triwulan.uuid), "angka": "4"}
        b = bukti_baru(skp)

        jawab = kirim(sari, "realisasi/", {**isi, "bukti": [str(b.uuid)]}, "put")
        assert (jawab.status_code, jawab.json()["tampil"], jawab.json()["nomor_sunting"]) == (
            200,
            "4 laporan",
            1,
        )
        assert kirim(sari, "realisasi/", {**isi, "angka": "9"}, "put").status_code == 409
        assert kirim(sari, "realisasi/", {**isi, "angka": "9", "nomor_sunting": 1}, "put").status_code == 200

        hasil = sari.get(f"{AWAL}/realisasi/", {"mulai": "2026-05-01", "selesai": "2026-05-31"}).json()[
            "results"
        ]
        assert [r["angka"] for r in hasil] == ["9.0000"]
        assert sari.get(f"{AWAL}/realisasi/", {"mulai": "2026-07-01"}).json()["results"] == []

    def test_refusal(self, sari, rhk, triwulan):
        isi = {"indikator": str(rhk.indikator.first().uuid), "periode": str(triwulan.uuid)}

        jawab = kirim(sari, "realisasi/", isi, "put")

        assert (jawab.status_code, jawab.json()["rincian"]) == (
            409,
            {"angka": ["Angka realisasi belum diisi."]},
        )


class TestPerilakuDanUmpanBalik:
    def test_behaviour(self, budi, skp, dunia):
        isi = {"skp": str(skp.uuid), "nilai": "loyal", "tanggal": "2026-05-12", "uraian": "Menjaga rahasia"}
        kunci = {"Idempotency-Key": str(uuid.uuid4())}

        a, b = kirim(budi, "perilaku/", isi, **kunci), kirim(budi, "perilaku/", isi, **kunci)

        assert a.json() == b.json()
        assert CatatanPerilaku.objects.get().oleh == dunia.budi
        jalur = f"perilaku/{a.json()['uuid']}"
        assert kirim(budi, f"{jalur}/tarik/").json()["ditarik_pada"]
        assert kirim(budi, f"{jalur}/pulihkan/").status_code == 200
        assert len(budi.get(f"{AWAL}/perilaku/", {"skp": str(skp.uuid)}).json()["results"]) == 1

    def test_feedback_with_reply(self, budi, sari, skp, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)
        isi = {
            "skp": str(skp.uuid),
            "isi": "Rapi",
            "sifat": "pujian",
            "penilaian": "sesuai",
            "catatan": str(c.uuid),
        }

        u = kirim(budi, "umpan-balik/", isi).json()
        assert (u["peran_pemberi"], u["rhk"], u["catatan"]) == ("penilai", str(rhk.uuid), str(c.uuid))
        assert kirim(sari, f"umpan-balik/{u['uuid']}/baca/").json()["dibaca_pada"]
        assert kirim(sari, f"umpan-balik/{u['uuid']}/balas/", {"balasan": "Siap"}).json()["balasan"] == "Siap"

        assert len(sari.get(f"{AWAL}/umpan-balik/").json()["results"]) == 1
        assert len(budi.get(f"{AWAL}/umpan-balik/", {"arah": "diberikan"}).json()["results"]) == 1
        assert budi.get(f"{AWAL}/umpan-balik/").json()["results"] == []

    def test_two_targets_are_refused(self, budi, skp, rhk):
        isi = {"skp": str(skp.uuid), "isi": "Rapi", "sifat": "pujian", "rhk": str(rhk.uuid), "nilai": "loyal"}

        assert kirim(budi, "umpan-balik/", isi).json()["kode"] == "umpan_balik_tidak_sah"
        assert not UmpanBalik.objects.exists()


class TestBukti:
    def unggah(self, klien, skp, isi, nama="laporan.pdf"):
        return klien.post(f"{AWAL}/bukti/", {"skp": str(skp.uuid), "berkas": SimpleUploadedFile(nama, isi)})

    def test_file_and_link(self, sari, skp):
        a = self.unggah(sari, skp, pdf()).json()
        b = kirim(sari, "bukti/", {"skp": str(skp.uuid), "tautan": "https://tirtajaya.go.id/a"}).json()

        assert a["status"] == "karantina"
        assert (b["jenis"], b["unduh"]) == ("tautan", None)
        tasks.periksa_bukti(BuktiDukung.objects.get(uuid=a["uuid"]).pk)
        a = sari.get(f"{AWAL}/bukti/{a['uuid']}/").json()
        assert (a["status"], a["tipe"], len(a["sha256"])) == ("bersih", "application/pdf", 64)

    def test_hostile_file_is_found_by_the_examination(self, sari, skp):
        a = self.unggah(sari, skp, berkas.DITOLAK["pdf_js_nama"][0]()).json()
        tasks.periksa_bukti(BuktiDukung.objects.get().pk)

        a = sari.get(f"{AWAL}/bukti/{a['uuid']}/").json()
        assert (a["status"], "JavaScript" in a["alasan_ditolak"]) == ("ditolak", True)

    @pytest.mark.parametrize("nama", ["svg", "elf", "gif_jar"])
    def test_what_the_first_bytes_give_away(self, sari, skp, nama):
        buat, kata = berkas.DITOLAK[nama]

        jawab = self.unggah(sari, skp, buat() if callable(buat) else buat)

        assert jawab.status_code == 409
        assert jawab.json()["kode"] == "bukti_dukung_ditolak"
        assert kata in jawab.json()["rincian"]["berkas"][0]

    def test_too_large_file(self, sari, skp):
        jawab = self.unggah(sari, skp, b"%PDF" + b"\0" * (11 * 1024 * 1024))

        assert jawab.status_code == 413
        assert "10 MB" in jawab.json()["pesan"]
        assert not BuktiDukung.objects.exists()

    @pytest.mark.parametrize("isi", [{}, {"tautan": "http://10.0.0.1/"}])
    def test_nothing_or_an_inner_address(self, sari, skp, isi):
        jawab = kirim(sari, "bukti/", {"skp": str(skp.uuid), **isi})

        assert jawab.status_code in (400, 409)
        assert not BuktiDukung.objects.exists()

    def test_chain_sees_it_and_strangers_do_not(self, dunia, masuk, skp, rhk, hari_ini):
        b = bukti_baru(skp)
        assert masuk(dunia.tono).get(f"{AWAL}/bukti/{b.uuid}/").status_code == 404, "under no entry yet"
        catatan_baru(rhk, hari_ini, bukti=[b])

        assert masuk(dunia.tono).get(f"{AWAL}/bukti/{b.uuid}/").status_code == 200
        assert masuk(dunia.dewi).get(f"{AWAL}/bukti/{b.uuid}/").status_code == 404


def test_state_in_the_way_is_told(sari, dunia):
    skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

    jawab = kirim(sari, "catatan/", isian(skp.rhk.first()))

    assert jawab.status_code == 403
    assert "SKP menunggu persetujuan" in jawab.json()["pesan"]


def test_realisasi_list_of_ones_people(budi, skp, rhk, triwulan):
    realisasi_baru(rhk.indikator.first(), triwulan, 3)

    assert len(budi.get(f"{AWAL}/realisasi/", {"skp": str(skp.uuid)}).json()["results"]) == 1
