"""The pages of the matrix and its API: what is seen, what a plain form does, what comes back when it cannot be."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pegawai.services import derive_penilai
from skp import selectors, services
from skp.laporan.matriks import matriks_xlsx
from skp.models import SelMatriks, Skp
from skp.rules import StatusSkp
from skp.services import IsianSel
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import skp_at
from tests.skp.halaman import NAKAL, teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp
MODUL = "Tersusunnya modul antarmuka"
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def milik(dunia) -> Skp:
    return skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Layanan siap pakai", "Data tertib"])


def kunci(skp: Skp, kolom: int = 0) -> str:
    return selectors.kolom_of(skp)[kolom].kunci


def isi(skp: Skp, pegawai, teks: str, kolom: int = 0, **lain: str) -> dict[str, str]:
    return {"pegawai": str(pegawai.uuid), "kolom": kunci(skp, kolom), "teks": teks, **lain}


def tulis(skp: Skp, pegawai, teks: str, kolom: int = 0) -> None:
    services.save_sel(pelaku=skp.pegawai, skp=skp, isian=IsianSel(**isi(skp, pegawai, teks, kolom)))


def alamat_baris(skp: Skp, pegawai) -> str:
    return reverse("skp:matriks_baris", args=[skp.uuid, pegawai.uuid])


class TestHalaman:
    def test_says_what_nobody_carries_and_who_carries_nothing(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, MODUL)

        halaman = masuk(dunia.budi).get(url("matriks", milik))

        assert "2 RHK belum dipikul siapa pun · 1 dari 2 pegawai belum memikul apa pun" in teks(halaman)
        assert "1 hasil menunggu masuk ke SKP" in teks(halaman)
        assert f'<p class="hasil">{MODUL}</p>' in halaman.content.decode()

    def test_what_people_write_is_text(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, NAKAL)

        assert "<script>alert" not in masuk(dunia.budi).get(url("matriks", milik)).content.decode()

    def test_five_and_forty_members_cost_the_same_queries(self, dunia, masuk, milik):
        client = masuk(dunia.budi)
        jumlah = []
        for banyak in (5, 35):
            for n in range(banyak):
                pegawai_baru(dunia.instansi, f"Pegawai {banyak}-{n:02d}", unit=dunia.bidang, akun=False)
            derive_penilai(dunia.instansi)
            m = selectors.matriks_of(milik)
            services.save_banyak_sel(
                pelaku=dunia.budi,
                skp=milik,
                isian=[
                    IsianSel(**isi(milik, b.pegawai, f"Hasil {b.nomor}", k)) for b in m.baris for k in (0, 1)
                ],
            )
            with CaptureQueriesContext(connection) as kueri:
                client.get(url("matriks", milik))
            jumlah.append(len(kueri))

        assert len(selectors.matriks_of(milik).baris) == 42
        assert jumlah[0] == jumlah[1] <= 12

    def test_who_only_sees_it_writes_nothing(self, dunia, masuk, milik):
        halaman = masuk(dunia.karta).get(url("matriks", milik))

        assert "hanya diubah pemilik SKP" in teks(halaman)
        assert "data-matriks" not in halaman.content.decode()
        assert (
            masuk(dunia.karta).post(url("matriks_sel", milik), isi(milik, dunia.sari, "x")).status_code == 403
        )
        assert not SelMatriks.objects.exists()

    def test_my_matrix_is_one_click_away(self, dunia, masuk):
        assert "Mulai dari SKP Anda" in teks(masuk(dunia.budi).get(url("matriks_saya")))
        milik = skp_at(S.DRAF, pegawai=dunia.budi, isi=False)

        assert masuk(dunia.budi).get(url("matriks_saya"))["Location"] == url("matriks", milik)
        assert "Belum ada RHK untuk dibagi" in teks(masuk(dunia.budi).get(url("matriks", milik)))
        for asal in ("/", "/skp/", "/skp/tim/"):
            assert url("matriks_saya") in masuk(dunia.budi).get(asal).content.decode()
        assert url("matriks_saya") in masuk(dunia.tono).get("/skp/").content.decode()

    def test_the_print_carries_title_table_and_signature(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, MODUL)

        isi = teks(masuk(dunia.budi).get(url("matriks_cetak", milik)))

        assert "MATRIKS PERAN HASIL BIDANG APLIKASI INFORMATIKA TAHUN" in isi
        assert f"Sari Puspita Pranata Komputer Ahli Pertama (Anggota) {MODUL}" in isi
        assert "Kepala Bidang Aplikasi Informatika, Budi Santoso NIP" in isi

    def test_a_member_reads_beside_his_results_what_the_leader_wrote(self, dunia, masuk, milik):
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        tulis(milik, dunia.sari, "Kata Budi")
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=draf.rhk.get(), teks="Kata Sari")

        assert "Budi Santoso menulis: “Kata Budi”" in teks(masuk(dunia.sari).get(url("hasil_kerja", draf)))


class TestSatuSel:
    def test_autosave_answers_with_time_fingerprint_and_the_cell_of_the_page(self, dunia, masuk, milik):
        client = masuk(dunia.budi)

        jawab = client.post(url("matriks_sel", milik), isi(milik, dunia.sari, MODUL, versi=""), **JSON)

        sel = jawab.json()["sel"][0]
        assert jawab.status_code == 200
        assert sel["html"].strip() in client.get(url("matriks", milik)).content.decode()
        assert sel["versi"] == selectors.versi_sel([MODUL])

    def test_a_conflict_brings_both_texts(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, "Tulisan pertama")

        jawab = masuk(dunia.budi).post(
            url("matriks_sel", milik), isi(milik, dunia.sari, "Kedua", versi=""), **JSON
        )

        assert jawab.status_code == 409
        assert (jawab.json()["teks"], jawab.json()["tersimpan"]) == ("Kedua", "Tulisan pertama")
        assert SelMatriks.objects.get().teks == "Tulisan pertama"

    def test_people_and_rhk_of_others_are_refused_with_the_reason(self, dunia, masuk, milik, asing):
        client = masuk(dunia.budi)
        lain = skp_at(S.DRAF, pegawai=asing.budi)
        for data, kata in (
            (isi(milik, asing.sari, "x"), "tidak ada di matriks"),
            (isi(milik, dunia.dewi, "x"), "tidak lagi di tim"),
            (isi(lain, dunia.sari, "x"), "tidak ada lagi di SKP ini"),
            ({"pegawai": "x" * 99}, "tidak ada lagi"),
        ):
            jawab = client.post(url("matriks_sel", milik), data)
            assert jawab.status_code == 403
            assert kata in teks(jawab)
        assert not SelMatriks.objects.exists()

    def test_too_long_says_so(self, dunia, masuk, milik):
        jawab = masuk(dunia.budi).post(url("matriks_sel", milik), isi(milik, dunia.sari, "x" * 2001), **JSON)

        assert jawab.status_code == 422
        assert "2.000 huruf" in jawab.json()["pesan"]

    def test_the_buttons_in_a_cell_work_as_plain_forms(self, dunia, masuk, milik):
        client = masuk(dunia.budi)
        draf = skp_at(S.DRAF, pegawai=dunia.sari, rhk=[MODUL], rhk_pimpinan=milik.rhk.first())
        assert "Ambil ke matriks" in teks(client.get(url("matriks", milik)))
        client.post(url("matriks_sel", milik), isi(milik, dunia.sari, MODUL, versi=""))
        services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=draf.rhk.first(), teks="Kata Sari")
        halaman = teks(client.get(url("matriks", milik)))
        assert "Anggota menulis: “Kata Sari” Pakai tulisan anggota" in halaman
        services.delete_rhk(pelaku=dunia.sari, rhk=draf.rhk.get(teks="Kata Sari"))
        assert "Dihapus anggota dari SKP-nya. Kirim lagi" in teks(client.get(url("matriks", milik)))

        client.post(url("matriks_kirim", milik), {"sel": str(SelMatriks.objects.get().uuid)})

        assert draf.rhk.filter(teks=MODUL).count() == 1


class TestBaris:
    def test_every_cell_of_a_person_in_one_form(self, dunia, masuk, milik):
        client, alamat = masuk(dunia.budi), alamat_baris(milik, dunia.sari)
        assert client.get(alamat).status_code == 200

        jawab = client.post(
            alamat, {f"teks-{kunci(milik)}": f"{MODUL}\r\nKedua", f"versi-{kunci(milik)}": ""}
        )

        assert jawab["Location"] == f"{url('matriks', milik)}#orang-{dunia.sari.uuid}"
        assert [s.teks for s in SelMatriks.objects.all()] == [MODUL, "Kedua"]

    def test_a_refused_text_stays_in_the_form(self, dunia, masuk, milik):
        jawab = masuk(dunia.budi).post(
            alamat_baris(milik, dunia.sari),
            {f"teks-{kunci(milik)}": "y" * 2001, f"teks-{kunci(milik, 1)}": "Baik"},
        )

        assert jawab.status_code == 422
        assert "y" * 2001 in jawab.content.decode()
        assert SelMatriks.objects.get().teks == "Baik"

    def test_two_leaders_see_both_texts_and_one_is_chosen(self, dunia, masuk, milik):
        client, alamat = masuk(dunia.budi), alamat_baris(milik, dunia.sari)
        tulis(milik, dunia.sari, "Tulisan pertama")

        jawab = client.post(alamat, {f"teks-{kunci(milik)}": "Tulisan kedua", f"versi-{kunci(milik)}": ""})

        assert jawab.status_code == 409
        assert "Tulisan kedua" in teks(jawab)
        assert "Tulisan pertama" in teks(jawab)
        client.post(alamat, dict(jawab.context["isi"]))
        assert SelMatriks.objects.get().teks == "Tulisan kedua"

    def test_who_is_not_in_the_matrix_has_no_row(self, dunia, masuk, milik):
        assert masuk(dunia.budi).get(alamat_baris(milik, dunia.dewi)).status_code == 404


class TestTempel:
    def test_keeps_the_rest_and_names_the_bad_ones(self, dunia, masuk, milik):
        blok = [
            isi(milik, dunia.sari, MODUL, versi="", letak="Sari Puspita, RHK 1"),
            isi(milik, dunia.sari, "x" * 2001, 1, letak="Sari Puspita, RHK 2"),
            isi(milik, dunia.dewi, "Bukan anggota", letak="Dewi, RHK 1"),
        ]

        jawab = masuk(dunia.budi).post(url("matriks_tempel", milik), {"isi": json.dumps(blok)}, **JSON).json()

        assert [(d["letak"], d["kode"]) for d in jawab["ditolak"]] == [
            ("Sari Puspita, RHK 2", "isian_tidak_sah"),
            ("Dewi, RHK 1", "bukan_anggota_matriks"),
        ]
        assert jawab["pesan"] == "1 sel berubah dan tersimpan. 2 sel ditolak."
        assert SelMatriks.objects.get().teks == MODUL

    @pytest.mark.parametrize("buruk", ["", "bukan json", '{"a": 1}', '["x"]', "[1]"])
    def test_what_cannot_be_read_changes_nothing(self, dunia, masuk, milik, buruk):
        jawab = masuk(dunia.budi).post(url("matriks_tempel", milik), {"isi": buruk})

        assert jawab.status_code == 422
        assert not SelMatriks.objects.exists()


def _buku(skp: Skp, ubah) -> io.BytesIO:
    """The workbook of a matrix after somebody worked in it."""
    buku = openpyxl.load_workbook(io.BytesIO(matriks_xlsx(selectors.matriks_of(skp))))
    ubah(buku.active)
    berkas = io.BytesIO()
    buku.save(berkas)
    berkas.seek(0)
    berkas.name = "matriks.xlsx"
    return berkas


class TestBuku:
    def test_goes_out_as_text_with_the_official_head(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, "=1+1\nKedua")

        jawab = masuk(dunia.budi).get(url("matriks_unduh", milik))

        kertas = openpyxl.load_workbook(io.BytesIO(jawab.content)).active
        sel = next(s for b in kertas.iter_rows() for s in b if s.value == "=1+1\nKedua")
        nip = next(s for b in kertas.iter_rows() for s in b if s.value == dunia.sari.nip)
        assert (kertas["A1"].value, sel.data_type, nip.data_type) == ("MATRIKS PERAN HASIL", "s", "s")

    def test_comes_back_with_a_look_at_what_changes(self, dunia, masuk, milik):
        tulis(milik, dunia.sari, "Akan dikosongkan", 1)

        def ubah(kertas):
            baris = {b[1].value: b for b in kertas.iter_rows(min_row=6)}
            baris[dunia.sari.nip][5].value = MODUL
            baris[dunia.sari.nip][6].value = None
            baris[dunia.citra.nip][5].value = "z" * 2001
            kertas.append(["", dunia.dewi.nip, "Dewi", "", "", "Orang luar"])
            kertas.cell(5, 9, "Kolom asing")

        client = masuk(dunia.budi)
        jawab = client.post(url("matriks_unggah", milik), {"berkas": _buku(milik, ubah)})

        halaman = teks(jawab)
        assert "1 sel berubah · 0 sama · 1 kosong di berkas · 3 ditolak" in halaman
        for kata in ("I5 : Kolom ini bukan RHK", "baris 8 : NIP ini tidak ada", "2.000 huruf"):
            assert kata in halaman
        assert SelMatriks.objects.count() == 1

        client.post(url("matriks_tempel", milik), {"isi": jawab.context["isi"]})
        assert sorted(s.teks for s in SelMatriks.objects.all()) == ["Akan dikosongkan", MODUL]
        client.post(url("matriks_tempel", milik), {"isi": jawab.context["isi_kosong"]})
        assert [s.teks for s in SelMatriks.objects.all()] == [MODUL]

    def test_what_changed_since_the_look_is_kept_and_shown(self, dunia, masuk, milik):
        def ubah(kertas):
            {b[1].value: b for b in kertas.iter_rows(min_row=6)}[dunia.sari.nip][5].value = "Dari buku"

        client = masuk(dunia.budi)
        isi = client.post(url("matriks_unggah", milik), {"berkas": _buku(milik, ubah)}).context["isi"]
        tulis(milik, dunia.sari, "Ditulis di antaranya")

        jawab = client.post(url("matriks_tempel", milik), {"isi": isi})

        assert jawab.status_code == 422
        assert "Sari Puspita, RHK 1" in teks(jawab)
        assert "Dari buku" in teks(jawab)
        assert SelMatriks.objects.get().teks == "Ditulis di antaranya"

    @pytest.mark.parametrize(
        ("isi", "kata"),
        [
            (b"%PDF-1.4", "bukan XLSX"),
            (b"PK\x03\x04rusak", "bukan XLSX"),
            (b"\xd0\xcf\x11\xe0", "Excel lama"),
        ],
    )
    def test_another_kind_of_file_is_refused_in_words(self, dunia, masuk, milik, isi, kata):
        berkas = io.BytesIO(isi)
        berkas.name = "matriks.xlsx"

        jawab = masuk(dunia.budi).post(url("matriks_unggah", milik), {"berkas": berkas})

        assert jawab.status_code == 422
        assert kata in teks(jawab)

    def test_a_workbook_of_something_else_is_refused(self, dunia, masuk, milik):
        def ubah(kertas):
            for sel in kertas[5]:
                sel.value = "Lain"

        jawab = masuk(dunia.budi).post(url("matriks_unggah", milik), {"berkas": _buku(milik, ubah)})
        assert "Kolom NIP tidak ditemukan" in teks(jawab)


class TestPeserta:
    def test_is_searched_added_and_taken_out(self, dunia, masuk):
        milik = skp_at(S.DRAF, pegawai=dunia.karta)
        client = masuk(dunia.karta)
        cari = client.get(url("matriks_tambah", milik), {"cari": "sari"})
        assert "Sari Puspita" in teks(cari)
        assert "Citra" not in teks(cari)

        client.post(url("matriks_tambah", milik), {"pegawai": str(dunia.sari.uuid)})

        assert "Sari Puspita" in teks(client.get(url("matriks", milik)))
        client.post(url("matriks_lepas", milik), {"pegawai": str(dunia.sari.uuid)})
        assert str(dunia.sari.uuid) not in client.get(url("matriks", milik)).content.decode()


class TestApi:
    def api(self, nama: str, skp: Skp) -> str:
        return reverse(f"api_matriks{nama}", args=[skp.uuid])

    def test_reads_writes_and_sends(self, dunia, masuk, milik):
        client = masuk(dunia.budi)
        draf = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)

        jawab = client.post(self.api("_sel", milik), isi(milik, dunia.sari, MODUL), "application/json")

        assert (jawab.status_code, jawab.json()["berubah"]) == (200, 1)
        m = client.get(self.api("", milik)).json()
        sari = next(b for b in m["baris"] if b["pegawai"]["uuid"] == str(dunia.sari.uuid))
        assert sari["sel"][0]["hasil"][0] | {"uuid": ""} == {
            "uuid": "",
            "teks": MODUL,
            "keadaan": "masuk",
            "teks_anggota": "",
        }
        assert [k["belum_dipikul"] for k in m["kolom"]] == [False, True, True]
        assert client.post(self.api("_kirim", milik)).json() == {"jumlah": 0}
        assert draf.rhk.count() == 1

    def test_refuses_by_name(self, dunia, masuk, milik):
        client = masuk(dunia.budi)
        tulis(milik, dunia.sari, "Sudah ada")
        blok = {"isi": [isi(milik, dunia.sari, "Lain", versi=""), isi(milik, dunia.citra, MODUL)]}

        jawab = client.post(self.api("_tempel", milik), blok, "application/json").json()
        satu = client.post(self.api("_sel", milik), isi(milik, dunia.dewi, "x"), "application/json")

        assert [(d["kode"], d["tersimpan"]) for d in jawab["ditolak"]] == [("sudah_berubah", "Sudah ada")]
        assert (satu.status_code, satu.json()["kode"]) == (403, "bukan_anggota_matriks")

    def test_people_come_and_go(self, dunia, masuk):
        milik = skp_at(S.DRAF, pegawai=dunia.karta)
        client, data = masuk(dunia.karta), {"pegawai": str(dunia.sari.uuid)}

        masuknya = client.post(self.api("_peserta", milik), data, "application/json").json()
        keluar = client.post(self.api("_peserta_lepas", milik), data, "application/json").json()

        def ada(m):
            return str(dunia.sari.uuid) in [b["pegawai"]["uuid"] for b in m["baris"]]

        assert (ada(masuknya), ada(keluar)) == (True, False)
