"""Pages and API of the Perjanjian Kinerja: the whole way by hand, bad input, two tabs, and how many queries."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from skp import services
from skp.models import DokumenAnggaran, IndikatorPk, PerjanjianKinerja
from skp.rules import StatusPk, StatusSkp
from tests.factories.perjanjian import SASARAN, pk_at, sepakati_revisi
from tests.factories.skp import periode_tahun, skp_at
from tests.skp.halaman import NAKAL, teks, url

pytestmark = pytest.mark.django_db
P = StatusPk
TAHUN = timezone.localdate().year
JSON = {"accept": "application/json"}


def api(nama, objek=None):
    return reverse(f"api_pk_{nama}", args=[objek.uuid] if objek else [])


def kini(pk):
    return PerjanjianKinerja.objects.get(pk=pk.pk)


def test_the_whole_way_by_page(dunia, masuk):
    """Worked example 10.2: drafted by the head of the agency, agreed by the Bupati, taken into her SKP."""
    periode_tahun(dunia.instansi)
    karta, bupati = masuk(dunia.karta), masuk(dunia.bupati)
    assert "Belum ada perjanjian kinerja" in teks(karta.get(url("pk_saya")))

    halaman = karta.get(url("pk_susun")).content.decode()
    calon = re.search(r'name="calon"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="calon"', halaman)
    assert calon
    assert karta.post(url("pk_susun"), {"calon": calon[1] or calon[2]}).status_code == 302
    pk = PerjanjianKinerja.objects.get(pegawai=dunia.karta)

    tujuan = karta.post(url("pk_sasaran_tambah", pk), {"teks": SASARAN})["Location"]
    assert tujuan == url("pk_indikator_tambah", pk.sasaran.get())
    for isi in (
        {"teks": "Indeks SPBE", "jenis_target": "angka", "target_angka": "3,60", "is_iku": "on"},
        {"teks": "Layanan terdigitalisasi", "jenis_target": "persen", "target_angka": "80"},
        {"teks": "Indeks Kepuasan Masyarakat", "jenis_target": "angka", "target_angka": "85"},
    ):
        assert karta.post(tujuan, isi).status_code == 302
    karta.post(
        url("pk_program_tambah", pk),
        {"nama": "Program Aplikasi", "anggaran": "Rp 4.250.000.000", "keterangan": "APBD"},
    )
    periksa = teks(karta.get(url("pk_periksa", pk)))
    for kata in ("Indeks SPBE (IKU) 3,60", "80%", "85", "4.250.000.000", "Surya Darmawan"):
        assert kata in periksa

    karta.post(url("pk_ajukan", pk))
    antrean = teks(bupati.get(url("pk_saya")))
    assert "Karta Wijaya" in antrean
    assert "menunggu keputusan Anda" in antrean
    bupati.post(url("pk_sepakati", pk), {"nomor_sunting": kini(pk).nomor_sunting})
    assert kini(pk).status == P.DISEPAKATI

    skp = skp_at(StatusSkp.DRAF, pegawai=dunia.karta, isi=False)
    assert "4 butir belum ada di SKP" in teks(karta.get(url("hasil_kerja", skp)))
    halaman = karta.get(url("pk_ambil", skp)).content.decode()
    butir = re.findall(r'name="butir"\s+value="([^"]+)"', halaman)
    assert len(butir) == 4
    karta.post(url("pk_ambil", skp), {"butir": butir})
    assert [i.target_tampil for i in skp.rhk.get().indikator.order_by("urutan")] == ["3,60", "80%", "85"]
    assert "Sesuai dengan" in teks(karta.get(url("detail", skp)))


class TestSunting:
    @pytest.mark.parametrize(
        ("nama", "objek", "isi", "pesan"),
        [
            ("pk_sasaran_tambah", "pk", {"teks": ""}, "Sasaran belum diisi."),
            ("pk_sasaran_tambah", "pk", {"teks": "x" * 2001}, "Ringkas sampai 2000 huruf"),
            (
                "pk_indikator_tambah",
                "sasaran",
                {"teks": "A", "jenis_target": "angka"},
                "belum diisi angkanya",
            ),
            (
                "pk_indikator_tambah",
                "sasaran",
                {"teks": "A", "jenis_target": "tanggal", "target_tanggal": "31-02-2026"},
                "Tanggal",
            ),
            (
                "pk_indikator_tambah",
                "sasaran",
                {"teks": "A", "jenis_target": "rentang", "target_angka": "12–10", "satuan": "layanan"},
                "Angka tertinggi",
            ),
            ("pk_program_tambah", "pk", {"nama": "A", "anggaran": "banyak"}, "Tulis rupiah dengan angka"),
            ("pk_program_tambah", "pk", {"nama": "A", "anggaran": "-5"}, "tidak boleh negatif"),
            ("pk_program_tambah", "pk", {"nama": "A", "anggaran": ""}, "Anggaran belum diisi"),
            ("pk_kepala", "pk", {"tingkat": "entah"}, "Pilih tingkat sasaran"),
            ("pk_kepala", "pk", {"tingkat": "program", "anggaran_pada": "1999-01-01"}, "jauh dari tahun"),
            ("pk_tempel", "pk", {"tempel": "  \n "}, "Belum ada yang ditempel"),
        ],
    )
    def test_bad_input_names_the_field_and_keeps_the_rest(self, dunia, masuk, nama, objek, isi, pesan):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        response = masuk(dunia.budi).post(url(nama, pk if objek == "pk" else pk.sasaran.get()), isi)

        assert response.status_code == 422
        assert pesan in teks(response)
        assert (pk.sasaran.count(), IndikatorPk.objects.count(), pk.program.count()) == (1, 2, 1)

    def test_what_was_stored_comes_back_as_it_was_typed(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        indikator = pk.sasaran.get().indikator.get(teks="Indeks SPBE")
        halaman = masuk(dunia.budi).get(url("pk_indikator_ubah", indikator)).content.decode()
        assert 'value="3,60"' in halaman
        assert "checked" in halaman
        assert 'value="4.250.000.000"' in (
            masuk(dunia.budi).get(url("pk_program_ubah", pk.program.get())).content.decode()
        )

    def test_autosave_and_the_second_tab(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        client, sasaran = masuk(dunia.budi), pk.sasaran.get()
        alamat, versi = url("pk_sasaran_ubah", sasaran), sasaran.isian_versi
        satu = client.post(alamat, {"teks": "Tab satu", "versi": versi}, headers=JSON)
        assert satu.json()["versi"] == pk.sasaran.get().isian_versi

        assert client.post(alamat, {"teks": "Tab dua", "versi": versi}, headers=JSON).status_code == 409
        konflik = client.post(alamat, {"teks": "Tab dua", "versi": versi})
        assert konflik.status_code == 409
        assert "Tab satu" in teks(konflik)
        assert "Tab dua" in teks(konflik)
        assert "Disimpan Anda sendiri" in teks(konflik)
        assert pk.sasaran.get().teks == "Tab satu"

    def test_paste_names_the_bad_rows_and_keeps_them_in_the_field(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)
        isi = "Naik\tA\tlayanan\t12\nNaik\tB\tlayanan\t\nNaik\tC\t%\t90"
        response = masuk(dunia.budi).post(url("pk_tempel", pk), {"tempel": isi})

        assert response.status_code == 422
        assert "1 baris belum masuk. 2 indikator masuk." in teks(response)
        assert "Baris 2: Target belum diisi." in teks(response)
        assert "Naik\tB\tlayanan\t" in response.content.decode()
        assert "\tC\t" not in response.content.decode()
        assert [i.teks for i in pk.sasaran.get().indikator.all()] == ["A", "C"]

    def test_html_is_shown_as_text(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        services.save_sasaran(pelaku=dunia.budi, pk=pk, teks=NAKAL)
        for nama in ("pk_sasaran", "pk_periksa", "pk_detail"):
            assert b"<script>alert" not in masuk(dunia.budi).get(url(nama, pk)).content


class TestKeputusan:
    def test_return_needs_its_note_and_shows_it_to_the_first_party(self, dunia, masuk):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        karta = masuk(dunia.karta)
        assert "belum diisi" in teks(karta.post(url("pk_kembalikan", pk), {"catatan": ""}))
        karta.post(url("pk_kembalikan", pk), {"catatan": "Target terlalu rendah"})
        assert "Target terlalu rendah" in teks(masuk(dunia.budi).get(url("pk_detail", pk)))

    def test_who_only_reads_sees_no_buttons(self, dunia, masuk):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        for siapa in (dunia.bupati, dunia.eka):
            isi = masuk(siapa).get(url("pk_detail", pk)).content.decode()
            assert "Keputusan saya" not in isi
            assert "Tarik kembali" not in isi

    def test_agreeing_what_was_withdrawn_says_who_and_changes_nothing(self, dunia, masuk):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        services.withdraw_pk(pelaku=dunia.budi, pk=pk)
        response = masuk(dunia.karta).post(url("pk_sepakati", pk), {"nomor_sunting": pk.nomor_sunting})
        assert response.status_code == 409
        assert "Budi Santoso menarik kembali" in teks(response)
        assert kini(pk).status == P.DRAF

    def test_revision_and_comparison(self, dunia, masuk):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        client = masuk(dunia.budi)
        assert client.post(url("pk_revisi", pk), {"jenis_revisi": "anggaran"}).status_code == 422
        client.post(url("pk_revisi", pk), {"jenis_revisi": "anggaran", "alasan_revisi": "APBD-P"})
        baru = PerjanjianKinerja.objects.get(menggantikan=pk)
        client.post(url("pk_program_ubah", baru.program.get()), {"nama": "Program B", "anggaran": "5.000"})
        isi = teks(client.get(url("pk_banding", baru)))
        assert "1 perbedaan" in isi
        assert "Program B: Rp5.000" in isi
        assert client.get(url("pk_banding", baru), {"dengan": "entah"}).status_code == 404
        assert client.get(url("pk_revisi", pk)).status_code == 200

    def test_fixed_skp_shows_the_difference_but_takes_nothing(self, dunia, masuk):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.karta, isi=False)
        butir = [u for s in pk.sasaran.all() for u in (s.uuid, *(i.uuid for i in s.indikator.all()))]
        services.take_pk(pelaku=dunia.karta, skp=skp, pk=pk, butir=butir)
        services.submit_skp(pelaku=dunia.karta, skp=skp)
        services.approve_skp(pelaku=dunia.bupati, skp=skp)
        sepakati_revisi(pk, teks="Sasaran berubah")
        client = masuk(dunia.karta)

        assert "diambil lewat revisi SKP" in teks(client.get(url("detail", skp)))
        isi = client.get(url("pk_ambil", skp))
        assert "Sasaran berubah" in teks(isi)
        assert 'name="butir"' not in isi.content.decode()
        assert client.post(url("pk_ambil", skp), {"butir": []}).status_code == 409


class TestDaftar:
    def test_admin_reads_who_has_none_and_sets_the_deadline(self, dunia, masuk):
        pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        client = masuk(dunia.eka)
        isi = teks(client.get(url("pk_daftar")))
        assert "3 jabatan · 2 belum ada, 1 disepakati" in isi
        alamat = reverse("skp:pk_anggaran", args=[TAHUN])
        assert "Tenggang paling banyak 12 bulan" in teks(
            client.post(alamat, {"ditetapkan_pada": f"{TAHUN}-01-02", "tenggang_bulan": "13"})
        )
        client.post(alamat, {"ditetapkan_pada": f"{TAHUN}-01-02", "tenggang_bulan": "1"})
        assert DokumenAnggaran.objects.get().batas.month == 2
        assert f"paling lambat 2 Februari {TAHUN}" in teks(client.get(url("pk_daftar")))

    def test_successor_finds_the_pk_of_the_one_before(self, dunia, masuk):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        tempat = pk.penempatan
        tempat.pk, tempat.uuid, tempat.jenis, tempat.pegawai = None, dunia.dewi.uuid, "PLT", dunia.dewi
        tempat.save()
        isi = teks(masuk(dunia.eka).get(url("pk_daftar"), {"status": "belum"}))
        assert "PK Budi Santoso menunggu direvisi" in isi

    @pytest.mark.parametrize(
        ("nama", "siapa", "jumlah"),
        [
            ("pk_daftar", "eka", 12),
            ("pk_saya", "karta", 12),
            ("pk_saya", "bupati", 12),
            ("pk_detail", "karta", 12),
            ("pk_detail", "budi", 12),
            ("pk_periksa", "budi", 12),
            ("pk_sasaran", "budi", 12),
        ],
    )
    def test_queries(self, dunia, masuk, django_assert_max_num_queries, nama, siapa, jumlah):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        baris = "\n".join(f"Sasaran {n // 3}\tIndikator {n}\tlayanan\t{n}" for n in range(1, 31))
        services.paste_pk(pelaku=dunia.budi, pk=pk, tempel=baris)
        pk_at(P.DISEPAKATI, pegawai=dunia.karta)
        client = masuk(getattr(dunia, siapa))
        with django_assert_max_num_queries(jumlah):
            client.get(url(nama, None if nama in ("pk_daftar", "pk_saya") else pk))

    def test_taking_over_asks_no_more_for_many_items(self, dunia, masuk, django_assert_max_num_queries):
        pk = pk_at(P.DRAF, pegawai=dunia.karta)
        baris = "\n".join(f"Sasaran {n // 3}\tIndikator {n}\tlayanan\t{n}" for n in range(1, 31))
        services.paste_pk(pelaku=dunia.karta, pk=pk, tempel=baris)
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.karta, isi=False)
        client = masuk(dunia.karta)
        with django_assert_max_num_queries(12):
            client.get(url("pk_ambil", skp))


class TestApi:
    def kirim(self, client, nama, objek, **isi):
        return client.post(api(nama, objek), isi, content_type="application/json")

    def test_every_line_is_written_changed_and_taken_out(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        budi = masuk(dunia.budi)

        def ubah(cara, nama, objek, /, **isi):
            jawab = getattr(budi, cara)(api(nama, objek), isi, content_type="application/json")
            assert jawab.status_code in (200, 201, 204), jawab.content
            return jawab.json() if jawab.content else None

        ubah("put", "kepala", pk, tingkat="program", anggaran_pada=f"{TAHUN}-01-02")
        sasaran = ubah("post", "sasaran", pk, teks="Naiknya mutu layanan")["sasaran"][-1]
        satu = pk.sasaran.get(uuid=sasaran["uuid"])
        ubah("put", "sasaran_satu", satu, teks="Naiknya mutu semua layanan")
        isi = ubah("post", "indikator", satu, teks="Indeks", target_angka="3.60", is_iku=True)
        assert isi["sasaran"][-1]["indikator"][0]["target"] == "3,60"
        indikator = satu.indikator.get()
        isi = ubah(
            "put", "indikator_satu", indikator, teks="Indeks", jenis_target="persen", target_angka="80"
        )
        assert (isi["sasaran"][-1]["teks"], isi["sasaran"][-1]["indikator"][0]["target"]) == (
            "Naiknya mutu semua layanan",
            "80%",
        )
        ubah("post", "program", pk, nama="Program Data", anggaran="1000000")
        program = pk.program.get(nama="Program Data")
        isi = ubah("put", "program_satu", program, nama="Program Data", anggaran="2500000", keterangan="APBD")
        assert isi["program"][-1]["keterangan"] == "APBD"
        assert kini(pk).tingkat == "program"

        for nama, objek in (("indikator_satu", indikator), ("sasaran_satu", satu), ("program_satu", program)):
            ubah("delete", nama, objek)
        assert not pk.sasaran.filter(pk=satu.pk).exists()
        assert not pk.program.filter(pk=program.pk).exists()

    def test_a_target_that_is_not_of_its_type_and_an_agreed_pk_are_refused(self, dunia, masuk):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        budi, satu = masuk(dunia.budi), pk.sasaran.first()
        isi = {"teks": "Indeks", "jenis_target": "persen", "target_angka": "180000"}
        kosong = budi.post(
            api("indikator", satu), isi | {"target_angka": None}, content_type="application/json"
        )
        assert kosong.status_code == 409
        assert "target" in kosong.json()["pesan"].lower()
        services.submit_pk(pelaku=dunia.budi, pk=pk)
        tolak = budi.put(api("sasaran_satu", satu), {"teks": "Lain"}, content_type="application/json")
        assert tolak.status_code == 409
        assert pk.sasaran.first().teks == satu.teks

    def test_the_budget_date_of_a_year(self, dunia, masuk):
        alamat = reverse("api_pk_anggaran", args=[TAHUN])
        isi = {"ditetapkan_pada": f"{TAHUN}-01-02", "tenggang_bulan": 1}
        assert masuk(dunia.budi).put(alamat, isi, content_type="application/json").status_code == 403
        jawab = masuk(dunia.eka).put(alamat, isi, content_type="application/json")
        assert (jawab.status_code, jawab.json()["batas"]) == (200, f"{TAHUN}-02-02")
        assert DokumenAnggaran.objects.get().tenggang_bulan == 1

    def test_the_same_acts(self, dunia, masuk):
        periode_tahun(dunia.instansi)
        budi, karta = masuk(dunia.budi), masuk(dunia.karta)
        tempat = dunia.penempatan(dunia.budi)
        baru = self.kirim(budi, "daftar", None, penempatan=str(tempat.uuid), tahun=TAHUN)
        assert baru.status_code == 201
        pk = PerjanjianKinerja.objects.get(uuid=baru.json()["perjanjian"]["uuid"])

        tempel = self.kirim(budi, "tempel", pk, tempel="Naik\tA\tlayanan\t12\nNaik\tB\t\t")
        assert tempel.json() == {
            "baru": 1,
            "diperbarui": 0,
            "sama": 0,
            "ditolak": [{"nomor": 2, "asli": "Naik\tB\t\t", "alasan": "Target belum diisi."}],
        }
        assert self.kirim(budi, "ajukan", pk).json()["perjanjian"]["giliran"] == "penilai"
        assert self.kirim(budi, "tarik", pk).status_code == 200
        self.kirim(budi, "ajukan", pk)
        kembali = self.kirim(karta, "kembalikan", pk, catatan="Kurang")
        assert kembali.json()["perjanjian"]["status"] == "dikembalikan"
        self.kirim(budi, "ajukan", pk)
        isi = self.kirim(karta, "sepakati", pk, nomor_sunting=kini(pk).nomor_sunting).json()
        assert isi["perjanjian"]["status"] == "disepakati"
        assert isi["sasaran"][0]["indikator"][0]["target"] == "12 layanan"
        revisi = self.kirim(budi, "revisi", pk, jenis_revisi="strategi", alasan_revisi="Arah baru")
        assert (revisi.status_code, revisi.json()["perjanjian"]["versi"]) == (201, 2)
        assert len(budi.get(api("daftar"), {"tahun": TAHUN}).json()["results"]) == 2
        assert budi.get(api("daftar"), {"status": "entah"}).status_code == 400

    def test_refusals_have_the_one_shape(self, dunia, masuk):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        response = self.kirim(masuk(dunia.eka), "sepakati", pk)
        assert response.status_code == 403
        assert response.json()["kode"] == "dilarang"
        assert "pihak kedua" in response.json()["pesan"]
        assert self.kirim(masuk(dunia.citra), "sepakati", pk).status_code == 404

    def test_take_over(self, dunia, masuk):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)
        skp = skp_at(StatusSkp.DRAF, pegawai=dunia.karta, isi=False)
        butir = [str(s.uuid) for s in pk.sasaran.all()]
        hasil = self.kirim(masuk(dunia.karta), "ambil", skp, butir=butir)
        assert hasil.json() == {"rhk_baru": 1, "iki_baru": 0, "disesuaikan": 0}
