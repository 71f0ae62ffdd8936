"""Pages on which an SKP is written: saved by button and by itself, two tabs, bad input, HTML in every field."""

from __future__ import annotations

import re

import pytest

from skp import services
from skp.models import IndikatorKinerja, RencanaAksi, RencanaHasilKerja
from skp.rules import NilaiPerilaku, Pendekatan, StatusSkp
from skp.selectors import isi_lampiran, isi_perilaku, versi_lampiran, versi_perilaku
from tests.factories.skp import periode_ke, skp_at
from tests.skp.conftest import potret
from tests.skp.halaman import NAKAL, teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp


class TestRhk:
    ISI = {"jenis": "utama", "klasifikasi": "organisasi", "teks": "Tersedianya panduan"}

    def test_new_one_leads_to_its_first_indicator(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(
            url("rhk_tambah", draf), self.ISI | {"rujukan": "", "rhk_pimpinan_teks": "Arahan\r\nkedua"}
        )
        rhk = draf.rhk.get(teks="Tersedianya panduan")
        assert response.status_code == 302
        assert response["Location"] == url("indikator_tambah", rhk)
        assert rhk.rhk_pimpinan_teks == "Arahan\nkedua"

    def test_is_linked_to_the_rhk_of_the_penilai(self, dunia, masuk, draf):
        pimpinan = skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=["Layanan siap pakai"]).rhk.first()
        client = masuk(dunia.sari)
        halaman = teks(client.get(url("rhk_tambah", draf)))
        assert "Budi Santoso · Pejabat penilai Anda" in halaman
        assert "Layanan siap pakai" in halaman

        client.post(url("rhk_tambah", draf), self.ISI | {"rujukan": str(pimpinan.uuid)})

        assert draf.rhk.get(teks="Tersedianya panduan").rhk_pimpinan == pimpinan

    def test_a_jpts_rhk_comes_with_its_indicator(self, dunia, masuk):
        pimpinan = skp_at(S.BERJALAN, pegawai=dunia.karta).rhk.first()
        indikator = pimpinan.indikator.first()
        budi = skp_at(S.DRAF, pegawai=dunia.budi)
        masuk(dunia.budi).post(
            url("rhk_tambah", budi), self.ISI | {"rujukan": f"{pimpinan.uuid}.{indikator.uuid}"}
        )
        assert budi.rhk.get(teks="Tersedianya panduan").indikator_pimpinan == indikator

    def test_search_finds_other_leaders_saves_nothing_and_keeps_the_text(self, dunia, masuk, draf):
        skp_at(S.BERJALAN, pegawai=dunia.karta, rhk=["Meningkatnya indeks SPBE"])
        skp_at(S.BERJALAN, pegawai=dunia.dewi, rhk=["Bukan pimpinan SPBE"])
        awal = potret(draf)

        response = masuk(dunia.sari).post(
            url("rhk_tambah", draf), self.ISI | {"cari_rujukan": "1", "cari": "spbe", "teks": "Setengah jadi"}
        )

        isi = teks(response)
        assert response.status_code == 200
        assert "Karta Wijaya · Pimpinan lain" in isi
        assert "Meningkatnya indeks SPBE" in isi
        assert "Bukan pimpinan" not in isi
        assert "Setengah jadi" in isi
        assert potret(draf) == awal

    @pytest.mark.parametrize("milik", ["asing", "bukan_pimpinan", "bukan_uuid"])
    def test_a_posted_id_of_somebody_else_is_not_found_and_the_text_stays(
        self, dunia, asing, masuk, draf, milik
    ):
        nilai = {
            "asing": lambda: str(skp_at(S.BERJALAN, pegawai=asing.budi, rhk=["Rahasia"]).rhk.first().uuid),
            "bukan_pimpinan": lambda: str(
                skp_at(S.BERJALAN, pegawai=dunia.dewi, rhk=["Rahasia"]).rhk.first().uuid
            ),
            "bukan_uuid": lambda: "1 or 1=1",
        }[milik]()
        awal = potret(draf)

        response = masuk(dunia.sari).post(url("rhk_tambah", draf), self.ISI | {"rujukan": nilai})

        assert response.status_code == 422
        assert "RHK pimpinan itu tidak ditemukan" in teks(response)
        assert "Tersedianya panduan" in teks(response)
        assert "Rahasia" not in teks(response)
        assert potret(draf) == awal

    def test_errors_name_the_field_and_keep_the_rest(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(
            url("rhk_tambah", draf), self.ISI | {"teks": "", "rhk_pimpinan_teks": "Arahan Bupati"}
        )
        assert response.status_code == 422
        assert "Rencana hasil kerja belum diisi." in teks(response)
        assert "Arahan Bupati" in teks(response)

    def test_too_long_is_told(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(url("rhk_tambah", draf), self.ISI | {"teks": "x" * 2001})
        assert response.status_code == 422
        assert "Ringkas sampai 2000 huruf" in teks(response)

    def test_autosave_answers_in_json(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        client = masuk(dunia.sari)
        response = client.post(
            url("rhk_ubah", rhk),
            self.ISI | {"rhk_pimpinan_teks": "Arahan", "versi": rhk.versi},
            headers={"accept": "application/json"},
        )
        rhk.refresh_from_db()
        assert response.status_code == 200
        assert response.json()["versi"] == rhk.versi
        assert re.fullmatch(r"\d\d\.\d\d", response.json()["pada"])
        assert rhk.teks == "Tersedianya panduan"

        kosong = client.post(
            url("rhk_ubah", rhk), self.ISI | {"teks": ""}, headers={"accept": "application/json"}
        )
        assert (kosong.status_code, kosong.json()["kode"]) == (422, "isian_tidak_sah")

    def test_autosave_of_the_second_tab_says_how_to_compare(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        response = masuk(dunia.sari).post(
            url("rhk_ubah", rhk), self.ISI | {"versi": "lama"}, headers={"accept": "application/json"}
        )
        assert response.status_code == 409
        assert "Tekan Simpan untuk membandingkan" in response.json()["pesan"]

    def test_autosave_after_handing_in_says_so(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        response = masuk(dunia.sari).post(
            url("rhk_ubah", rhk), self.ISI | {"versi": rhk.versi}, headers={"accept": "application/json"}
        )
        assert response.status_code == 409

    def test_the_second_tab_gets_both_texts_and_can_keep_either(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        versi = rhk.versi
        client = masuk(dunia.sari)
        client.post(
            url("rhk_ubah", rhk), self.ISI | {"teks": "Tab satu", "rhk_pimpinan_teks": "a", "versi": versi}
        )

        dua = self.ISI | {"teks": "Tab dua", "rhk_pimpinan_teks": "a", "versi": versi}
        response = client.post(url("rhk_ubah", rhk), dua)

        isi = teks(response)
        assert response.status_code == 409
        assert "Tab satu" in isi
        assert "Tab dua" in isi
        assert "Disimpan Anda sendiri, di tab atau perangkat lain, pada" in isi
        rhk.refresh_from_db()
        assert rhk.teks == "Tab satu"

        kirim = dict(
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', response.content.decode())
        )
        assert client.post(url("rhk_ubah", rhk), kirim).status_code == 302
        rhk.refresh_from_db()
        assert rhk.teks == "Tab dua"

    def test_conflict_tells_choices_in_words(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.karta)
        response = masuk(dunia.karta).post(
            url("rhk_ubah", skp.rhk.first()),
            self.ISI | {"jenis": "tambahan", "perspektif": ["anggaran", "proses_bisnis"], "versi": "lama"},
        )
        isi = teks(response)
        assert response.status_code == 409
        assert "Anggaran, Proses Bisnis" in isi
        assert "Penerima Layanan" in isi
        assert "Tambahan Yang tersimpan sekarang Utama" in isi

    def test_conflict_tells_which_rhk_of_the_leader(self, dunia, masuk):
        pimpinan = skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=["Layanan siap pakai", "Data tertib"])
        satu, dua, _ = pimpinan.rhk.all()
        rhk = skp_at(S.DRAF, pegawai=dunia.sari, rhk_pimpinan=satu).rhk.first()
        client = masuk(dunia.sari)
        isi = teks(client.post(url("rhk_ubah", rhk), self.ISI | {"rujukan": str(dua.uuid), "versi": "lama"}))
        assert "Data tertib Yang tersimpan sekarang Layanan siap pakai" in isi
        isi = teks(client.post(url("rhk_ubah", rhk), self.ISI | {"rujukan": "", "versi": "lama"}))
        assert "Dengan kata-kata sendiri" in isi

    def test_deleting_says_how_many_people_hang_on_it(self, dunia, masuk):
        pimpinan = skp_at(S.DRAF, pegawai=dunia.budi)
        rhk = pimpinan.rhk.first()
        sari = skp_at(S.DRAF, pegawai=dunia.sari, rhk_pimpinan=rhk)
        client = masuk(dunia.budi)

        assert "1 RHK pegawai lain mendukungnya" in teks(client.get(url("rhk_hapus", rhk)))
        assert client.post(url("rhk_hapus", rhk)).status_code == 302

        assert sari.rhk.first().rhk_pimpinan_teks == rhk.teks
        assert not RencanaHasilKerja.objects.filter(pk=rhk.pk).exists()

    def test_perspektif_for_a_jpt(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.karta)
        client = masuk(dunia.karta)
        assert "diintervensi" not in teks(client.get(url("rhk_tambah", skp)))
        client.post(url("rhk_tambah", skp), self.ISI | {"perspektif": ["anggaran", "proses_bisnis"]})
        assert skp.rhk.get(teks="Tersedianya panduan").perspektif == ["proses_bisnis", "anggaran"]


class TestIndikator:
    ISI = {
        "aspek": "kualitas",
        "teks": "Cakupan uji",
        "jenis_target": "persen",
        "target_angka": "99,5",
        "polaritas": "maksimal",
    }

    def test_is_added_as_written_here(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        response = masuk(dunia.sari).post(url("indikator_tambah", rhk), self.ISI)
        assert response["Location"] == url("hasil_kerja", draf)
        assert rhk.indikator.get(teks="Cakupan uji").target_tampil == "99,5%"

    def test_and_another(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        response = masuk(dunia.sari).post(url("indikator_tambah", rhk), self.ISI | {"lagi": "1"})
        assert response["Location"] == url("indikator_tambah", rhk)

    def test_number_is_shown_back_as_written(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        masuk(dunia.sari).post(url("indikator_tambah", rhk), self.ISI | {"target_angka": "1.250,5"})
        halaman = masuk(dunia.sari).get(url("indikator_ubah", rhk.indikator.get(teks="Cakupan uji")))
        assert 'value="1.250,5"' in halaman.content.decode()

    @pytest.mark.parametrize(
        ("ubah", "kata"),
        [
            ({"target_angka": ""}, "Target belum diisi angkanya."),
            ({"target_angka": "dua"}, "Tulis angka saja, dengan koma untuk pecahan, misalnya 95 atau 99,5%."),
            ({"target_angka": "95 laporan"}, "Persentase tidak bersatuan."),
            ({"jenis_target": "angka", "target_angka": "95%"}, "Pilih bentuk target Persentase"),
            ({"jenis_target": "angka", "target_angka": "10-12"}, "Pilih bentuk target Rentang"),
            ({"jenis_target": "angka", "target_angka": "≤ 5 hari"}, "Pilih bentuk target Paling banyak"),
            ({"jenis_target": "rentang", "target_angka": "10"}, "Rentang memerlukan angka terendah"),
            ({"jenis_target": "tanggal", "target_tanggal": "5 Marert 2026"}, "Tulis seperti 5 Maret 2026."),
            ({"jenis_target": "tanggal", "target_tanggal": ""}, "Tanggal target belum diisi."),
            ({"target_angka": "-1"}, "Angka target tidak boleh negatif."),
            ({"target_angka": "9" * 25}, "Angka ini terlalu panjang."),
            ({"target_angka": "1,23456"}, "Angka ini terlalu panjang."),
            ({"jenis_target": "tanggal", "target_tanggal": "2026-02-31"}, "Tanggal ini tidak ada."),
            ({"jenis_target": "rentang", "target_angka_maks": "1", "satuan": "x"}, "Angka tertinggi"),
            ({"aspek": ""}, "Pilih aspek yang diukur."),
            ({"teks": " "}, "Indikator kinerja individu belum diisi."),
        ],
    )
    def test_each_error_has_its_sentence_and_keeps_the_text(self, dunia, masuk, draf, ubah, kata):
        awal = potret(draf)
        response = masuk(dunia.sari).post(url("indikator_tambah", draf.rhk.first()), self.ISI | ubah)
        assert response.status_code == 422
        assert kata in teks(response)
        assert potret(draf) == awal

    def test_autosave_and_conflict(self, dunia, masuk, draf):
        i = draf.rhk.first().indikator.first()
        client = masuk(dunia.sari)
        versi = i.versi
        json = {"accept": "application/json"}
        satu = client.post(url("indikator_ubah", i), self.ISI | {"versi": versi}, headers=json)
        assert satu.status_code == 200

        dua = client.post(url("indikator_ubah", i), self.ISI | {"teks": "Lain", "versi": versi})
        assert dua.status_code == 409
        assert "Cakupan uji" in teks(dua)
        assert "Lain" in teks(dua)

    def test_is_deleted_after_asking(self, dunia, masuk, draf):
        i = draf.rhk.first().indikator.first()
        client = masuk(dunia.sari)
        assert client.get(url("indikator_hapus", i)).status_code == 200
        assert IndikatorKinerja.objects.filter(pk=i.pk).exists()
        assert client.post(url("indikator_hapus", i)).status_code == 302
        assert not IndikatorKinerja.objects.filter(pk=i.pk).exists()

    @pytest.mark.parametrize(
        ("ubah", "tampil"),
        [
            ({"jenis_target": "angka", "target_angka": "3,60"}, "3,60"),
            ({"jenis_target": "angka", "target_angka": "1.250 orang"}, "1.250 orang"),
            ({"jenis_target": "paling_banyak", "target_angka": "≤ 5 hari"}, "≤ 5 hari"),
            ({"jenis_target": "paling_banyak", "target_angka": "5", "satuan": "hari"}, "≤ 5 hari"),
            ({"jenis_target": "rentang", "target_angka": "10–12 layanan"}, "10–12 layanan"),
            (
                {"jenis_target": "rentang", "target_angka": "10", "target_angka_maks": "12 layanan"},
                "10–12 layanan",
            ),
            ({"jenis_target": "tanggal", "target_tanggal": "5 Maret 2026"}, "5 Maret 2026"),
            ({"jenis_target": "persen", "target_angka": "99,5 %"}, "99,5%"),
        ],
    )
    def test_is_printed_and_shown_back_as_it_was_written(self, dunia, masuk, draf, ubah, tampil):
        rhk = draf.rhk.first()
        client = masuk(dunia.sari)
        assert (
            client.post(url("indikator_tambah", rhk), self.ISI | {"target_angka": ""} | ubah).status_code
            == 302
        )
        baru = rhk.indikator.get(teks="Cakupan uji")
        assert baru.target_tampil == tampil

        halaman = client.get(url("indikator_ubah", baru))
        data = {k: v or "" for k, v in halaman.context["form"].initial.items()}
        bidang = halaman.context["form"]
        kirim = {n: bidang[n].value() if bidang[n].value() is not None else "" for n in bidang.fields} | {
            "versi": data["versi"]
        }
        kirim["target_tanggal"] = (
            bidang["target_tanggal"].field.prepare_value(data.get("target_tanggal")) or ""
        )
        assert client.post(url("indikator_ubah", baru), kirim).status_code == 302
        baru.refresh_from_db()
        assert (baru.target_tampil, baru.versi) == (tampil, data["versi"])

    def test_direction_is_proposed_by_the_kind_and_can_be_changed(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        client = masuk(dunia.sari)
        isi = self.ISI | {"jenis_target": "paling_banyak", "target_angka": "5 hari", "polaritas": ""}
        client.post(url("indikator_tambah", rhk), isi)
        baru = rhk.indikator.get(teks="Cakupan uji")
        assert baru.polaritas == "minimal"
        client.post(url("indikator_ubah", baru), isi | {"polaritas": "stabil"})
        baru.refresh_from_db()
        assert baru.polaritas == "stabil"

    def test_kualitatif_asks_for_one_narrative(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        rhk = skp.rhk.first()
        client = masuk(dunia.sari)
        halaman = client.get(url("indikator_tambah", rhk)).content.decode()
        assert "Ukuran keberhasilan/indikator kinerja individu, dan target" in halaman
        assert 'name="aspek"' not in halaman
        assert 'name="jenis_target"' not in halaman
        salah = client.post(url("indikator_tambah", rhk), {"teks": " "})
        assert "Ukuran keberhasilan dan target belum diisi." in teks(salah)

        client.post(url("indikator_tambah", rhk), {"teks": "Modul lulus uji sebelum Oktober 2026"})

        assert "Modul lulus uji sebelum Oktober 2026 " in teks(client.get(url("hasil_kerja", skp)))
        assert client.get(url("periksa", skp)).context["dokumen"].kekurangan == []

    def test_kualitatif_keeps_a_typed_target_behind_its_narrative(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        i = skp.rhk.first().indikator.first()
        client = masuk(dunia.sari)
        assert (
            "Jumlah laporan yang disampaikan: 12 laporan"
            in client.get(url("indikator_ubah", i)).content.decode()
        )

        client.post(url("indikator_ubah", i), {"teks": "Laporan lengkap tiap bulan"})

        i.refresh_from_db()
        assert (i.uraian, i.simpanan["target_angka"][:2]) == ("Laporan lengkap tiap bulan", "12")


class TestPerilaku:
    def isi(self, skp, **ubah):
        return {
            "versi": versi_perilaku(isi_perilaku(skp)),
            "kolaboratif": "Melibatkan pengguna sejak awal",
        } | ubah

    def test_shows_seven_values_with_three_guides(self, dunia, masuk, draf):
        halaman = masuk(dunia.sari).get(url("perilaku", draf))
        assert halaman.content.decode().count("<textarea") == 7
        assert "Memahami dan memenuhi kebutuhan masyarakat" in teks(halaman)

    def test_is_saved_and_goes_on(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(url("perilaku", draf), self.isi(draf, adaptif="Sprint"))
        assert response["Location"] == url("lampiran", draf)
        assert isi_perilaku(draf) == {
            NilaiPerilaku.ADAPTIF: "Sprint",
            NilaiPerilaku.KOLABORATIF: "Melibatkan pengguna sejak awal",
        }

    def test_penilai_writes_while_he_reviews_and_returns_there(self, dunia, masuk, diajukan):
        response = masuk(dunia.budi).post(url("perilaku", diajukan), self.isi(diajukan, loyal="Jaga rahasia"))
        assert response["Location"] == url("tinjau", diajukan)
        assert isi_perilaku(diajukan)[NilaiPerilaku.LOYAL] == "Jaga rahasia"

    def test_autosave_hands_the_new_version_back(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        json = {"accept": "application/json"}
        satu = client.post(url("perilaku", draf), self.isi(draf, loyal="a"), headers=json).json()
        dua = client.post(url("perilaku", draf), self.isi(draf, loyal="b", versi=satu["versi"]), headers=json)
        assert dua.status_code == 200

    def test_the_second_tab_gets_both_texts(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(
            url("perilaku", draf), self.isi(draf, loyal="Punyaku", versi="lama")
        )
        assert response.status_code == 409
        assert "Punyaku" in teks(response)
        assert "Loyal" in teks(response)


class TestLampiran:
    def test_one_item_per_line(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(
            url("lampiran", draf),
            {
                "versi": versi_lampiran(isi_lampiran(draf)),
                "sumber_daya": "Satu\r\n\r\n Dua ",
                "konsekuensi": "",
            },
        )
        assert response["Location"] == url("detail", draf)
        assert list(isi_lampiran(draf).values()) == [["Satu", "Dua"], [], []]

    def test_an_item_too_long_is_told(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(url("lampiran", draf), {"sumber_daya": "x" * 1001})
        assert response.status_code == 422
        assert "paling panjang 1.000 huruf" in teks(response)

    def test_the_second_tab_gets_both_texts(self, dunia, masuk, draf):
        response = masuk(dunia.sari).post(url("lampiran", draf), {"versi": "lama", "sumber_daya": "Punyaku"})
        assert response.status_code == 409
        assert "Tim 2 programmer" in teks(response)


class TestRencanaAksi:
    def test_lists_each_rhk_with_what_is_missing(self, dunia, masuk, draf, aksi):
        isi = teks(masuk(dunia.sari).get(url("rencana_aksi", draf)))
        assert "Menyusun modul" in isi
        assert "Triwulan I " in isi
        assert "1 dari 2" in isi

    def test_readers_see_it_without_buttons(self, dunia, masuk, draf, aksi):
        halaman = masuk(dunia.tono).get(url("rencana_aksi", draf))
        assert "Menyusun modul" in teks(halaman)
        assert url("aksi_ubah", aksi) not in halaman.content.decode()

    def test_same_step_for_several_quarters(self, dunia, masuk, skp_di):
        skp = skp_di(S.BERJALAN)
        rhk = skp.rhk.first()
        periode = [str(periode_ke(dunia.instansi, n).uuid) for n in (1, 2)]
        response = masuk(dunia.budi).post(
            url("aksi_tambah", rhk), {"periode": periode, "teks": "Laporan", "target": "3"}
        )
        assert response["Location"] == url("rencana_aksi", skp)
        assert rhk.rencana_aksi.count() == 2

    def test_a_period_of_another_agency_is_refused(self, dunia, asing, masuk, draf):
        lain = periode_ke(asing.instansi, 1)
        response = masuk(dunia.sari).post(
            url("aksi_tambah", draf.rhk.first()), {"periode": [str(lain.uuid)], "teks": "x", "target": "y"}
        )
        assert response.status_code == 422
        assert "Pilih periode dari daftar." in teks(response)

    def test_owner_and_penilai_at_once(self, dunia, masuk, draf, aksi):
        isi = {"periode": str(aksi.periode.uuid), "teks": "Dari Budi", "target": "2", "versi": aksi.versi}
        assert masuk(dunia.budi).post(url("aksi_ubah", aksi), isi).status_code == 302
        response = masuk(dunia.sari).post(url("aksi_ubah", aksi), isi | {"teks": "Dari Sari"})
        assert response.status_code == 409
        assert "Disimpan Budi Santoso pada" in teks(response)

    def test_is_changed_and_deleted(self, dunia, masuk, draf, aksi):
        client = masuk(dunia.sari)
        periode = str(aksi.periode.uuid)
        isi = {"periode": periode, "teks": "Menguji", "target": "2", "versi": aksi.versi}
        assert client.post(url("aksi_ubah", aksi), isi).status_code == 302
        assert client.post(url("aksi_ubah", aksi), isi | {"teks": "Lain"}).status_code == 409
        aksi.refresh_from_db()
        assert aksi.teks == "Menguji"
        assert client.post(url("aksi_hapus", aksi)).status_code == 302
        assert not RencanaAksi.objects.exists()


class TestIsianNakal:
    """HTML in every text field comes back as text on every page that shows it."""

    def test_is_escaped_everywhere(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        rhk = draf.rhk.first()
        client.post(
            url("rhk_ubah", rhk),
            {
                "jenis": "utama",
                "klasifikasi": "organisasi",
                "teks": NAKAL,
                "rhk_pimpinan_teks": NAKAL,
                "penugasan_dari": NAKAL,
            },
        )
        client.post(
            url("indikator_tambah", rhk),
            {
                "aspek": "waktu",
                "teks": NAKAL,
                "jenis_target": "angka",
                "target_angka": "1",
                "satuan": NAKAL[:60],
            },
        )
        client.post(url("perilaku", draf), {"loyal": NAKAL})
        client.post(url("lampiran", draf), {"sumber_daya": NAKAL})
        aksi = services.save_rencana_aksi(
            pelaku=dunia.sari, rhk=rhk, periode=periode_ke(dunia.instansi, 1), teks=NAKAL, target=NAKAL
        )
        halaman = [
            (client, url("detail", draf)),
            (client, url("hasil_kerja", draf)),
            (client, url("rhk_ubah", rhk)),
            (client, url("rhk_hapus", rhk)),
            (client, url("indikator_ubah", rhk.indikator.last())),
            (client, url("indikator_hapus", rhk.indikator.last())),
            (client, url("perilaku", draf)),
            (client, url("lampiran", draf)),
            (client, url("rencana_aksi", draf)),
            (client, url("aksi_hapus", aksi)),
            (client, url("periksa", draf)),
        ]
        for c, alamat in halaman:
            self.bersih(c.get(alamat), alamat)
        konflik = client.post(
            url("rhk_ubah", rhk),
            {"jenis": "utama", "klasifikasi": "organisasi", "teks": NAKAL + "x", "versi": "lama"},
        )
        assert konflik.status_code == 409
        self.bersih(konflik, "konflik")
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        budi = masuk(dunia.budi)
        self.bersih(budi.get(url("tinjau", draf)), "tinjau")
        budi.post(url("kembalikan", draf), {"catatan": NAKAL})
        self.bersih(client.get(url("detail", draf)), "catatan")
        assert "=1+1" in teks(client.get(url("detail", draf)))

    def bersih(self, response, alamat: str) -> None:
        isi = response.content.decode()
        assert response.status_code in (200, 409), alamat
        assert "<script>alert" not in isi, alamat
        assert "{{ 7 }}" in isi or "x&quot;)" not in isi, alamat
