"""The bank: stems, half words, highlights, filters, paging; kept by the admin; taken into the forms without loss."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from pegawai.errors import Dilarang
from skp import services
from skp.errors import IsianTidakSah
from skp.models import BankRhk
from skp.rules import StatusSkp
from skp.selectors import cari_bank, halaman_calon
from skp.services import IsiIki
from tests.factories.pegawai import jabatan_baru, pegawai_baru
from tests.factories.skp import RHK_UTAMA, skp_at
from tests.skp.conftest import potret
from tests.skp.halaman import NAKAL, teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp


@pytest.fixture
def prakom(dunia):
    return dunia.penempatan(dunia.sari).jabatan


@pytest.fixture
def simpan(dunia, prakom):
    def _simpan(isi, iki=(), jabatan=None):
        return services.save_bank_rhk(pelaku=dunia.eka, jabatan=jabatan or prakom, teks=isi, iki=list(iki))

    return _simpan


@pytest.fixture
def modul(simpan):
    return simpan(
        "Tersusunnya modul layanan",
        [
            IsiIki("Jumlah modul yang disusun", "kuantitas", "angka", "modul"),
            IsiIki("Cakupan uji", "kualitas", "persen"),
        ],
    )


class TestCari:
    @pytest.mark.parametrize(
        "cari", ["modul", "MODUL", "mod", "layan", "menyusun", "cakupan uji", "tersusunnya lay", "disusun"]
    )
    def test_finds_stems_half_words_and_words_of_the_indicators(self, dunia, modul, simpan, cari):
        simpan("Terkelolanya arsip daerah")
        assert list(cari_bank(dunia.sari, cari=cari)) == [modul]

    @pytest.mark.parametrize("cari", ["kapal", "modul kapal", "' | 1", "a:*&!b\\", NAKAL])
    def test_what_is_not_there_or_is_no_word_breaks_nothing(self, dunia, modul, cari):
        assert list(cari_bank(dunia.sari, cari=cari)) == []

    def test_filters_agency_and_retired(self, dunia, asing, modul, simpan, prakom):
        lain = simpan(
            "Terkelolanya data", [IsiIki("Ketepatan", "waktu")], jabatan_baru(dunia.instansi, "Arsiparis")
        )
        assert list(cari_bank(dunia.sari, jabatan=str(prakom.uuid))) == [modul]
        assert list(cari_bank(dunia.sari, aspek="waktu")) == [lain]
        assert list(cari_bank(asing.sari)) == []
        services.set_bank_aktif(pelaku=dunia.eka, bank=modul, aktif=False)
        assert list(cari_bank(dunia.sari)) == [lain]
        assert list(cari_bank(dunia.sari, pensiun=True)) == [modul]

    def test_the_search_uses_its_index(self, dunia, modul):
        with connection.cursor() as kursor:
            kursor.execute("set local enable_seqscan = off")
        rencana = BankRhk.objects.annotate(v=vektor_teks()).filter(v=kueri_modul()).explain()
        assert "bank_rhk_cari" in rencana

    def test_the_page_marks_the_words_escapes_the_rest_and_stays_within_its_queries(
        self, dunia, masuk, modul, simpan
    ):
        simpan(f"Tersusunnya {NAKAL}")
        for n in range(26):
            simpan(
                f"Tersusunnya laporan {n:02}",
                [IsiIki(f"Jumlah laporan {n}", "kuantitas", "angka", "laporan")],
            )
        client = masuk(dunia.sari)

        with CaptureQueriesContext(connection) as kueri:
            response = client.get(reverse("skp:bank"), {"cari": "susun"})

        isi = response.content.decode()
        assert "<mark>Tersusunnya</mark>" in isi
        assert "<script>alert" not in isi
        assert len(kueri) <= 12
        lanjut = isi.split('rel="next"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
        kedua = teks(client.get(reverse("skp:bank") + lanjut))
        assert "Tersusunnya modul layanan" in kedua
        assert "laporan 00" not in kedua
        assert "Pensiunkan" not in kedua


def vektor_teks():
    from skp.models.bank import vektor

    return vektor("teks")


def kueri_modul():
    from skp.selectors.bank import kueri

    return kueri("modul")


class TestKelola:
    def test_candidates_are_grouped_counted_and_leave_when_decided(self, dunia, prakom):
        from pegawai.services import derive_penilai

        rekan = pegawai_baru(dunia.instansi, "Rekan", unit=dunia.bidang, jabatan=prakom)
        derive_penilai(dunia.instansi)
        skp_at(S.BERJALAN, pegawai=dunia.sari, rhk=["Tersusunnya modul", "Hanya Sari"])
        skp_at(S.BERJALAN, pegawai=rekan, rhk=["  tersusunnya MODUL. "])
        skp_at(S.DIAJUKAN, pegawai=dunia.tono, rhk=["Belum tetap"])

        calon, sesudah = halaman_calon(dunia.eka)

        assert (calon[0].contoh.teks, calon[0].orang) == ("Tersusunnya modul", 2)
        assert "Belum tetap" not in {c.contoh.teks for c in calon}
        assert sesudah == ""
        pertama, kunci = halaman_calon(dunia.eka, ukuran=1)
        kedua, _ = halaman_calon(dunia.eka, sesudah=kunci, ukuran=1)
        assert pertama[0].contoh != kedua[0].contoh
        assert services.accept_calon(pelaku=dunia.eka, calon=[calon[0].contoh]) == 1
        sisa = next(c for c in halaman_calon(dunia.eka)[0] if c.contoh.teks == "Hanya Sari")
        services.reject_calon(pelaku=dunia.eka, calon=sisa.contoh)
        assert {"Tersusunnya modul", "Hanya Sari"}.isdisjoint(
            {c.contoh.teks for c in halaman_calon(dunia.eka)[0]}
        )
        bank = BankRhk.objects.aktif().get()
        assert [(i.teks, i.satuan) for i in bank.iki.all()] == [
            ("Jumlah laporan yang disampaikan", "laporan")
        ]

    def test_the_same_words_in_one_jabatan_are_refused_by_name(self, dunia, modul, simpan):
        with pytest.raises(IsianTidakSah, match="sudah ada di bank"):
            simpan("tersusunnya  modul layanan!")

    def test_merging_moves_the_indicators_and_retires(self, dunia, modul, simpan):
        lain = simpan("Tersedianya modul", [IsiIki("cakupan UJI"), IsiIki("Jumlah rilis")])

        services.merge_bank(pelaku=dunia.eka, bank=lain, ke=modul)

        assert [i.teks for i in modul.iki.all()] == [
            "Jumlah modul yang disusun",
            "Cakupan uji",
            "Jumlah rilis",
        ]
        lain.refresh_from_db()
        assert (lain.is_aktif, lain.digabung_ke) == (False, modul)
        with pytest.raises(IsianTidakSah, match="sudah pensiun"):
            services.merge_bank(pelaku=dunia.eka, bank=modul, ke=lain)
        with pytest.raises(IsianTidakSah, match="jabatan yang sama"):
            services.merge_bank(pelaku=dunia.eka, bank=modul, ke=modul)

    @pytest.mark.parametrize("nama", ["sari", "budi", "karta"])
    def test_only_the_admin_of_the_agency_keeps_it(self, dunia, asing, prakom, modul, nama):
        for pelaku in (getattr(dunia, nama), asing.eka):
            with pytest.raises((Dilarang, IsianTidakSah)):
                services.save_bank_rhk(pelaku=pelaku, jabatan=prakom, teks="x")
            with pytest.raises(Dilarang):
                services.set_bank_aktif(pelaku=pelaku, bank=modul, aktif=False)

    def test_pages_add_change_retire_merge(self, dunia, masuk, prakom, modul, simpan):
        client = masuk(dunia.eka)
        isi = {
            "jabatan": str(prakom.uuid), "jenis": "utama", "teks": "Terjaganya jaringan",
            "iki-TOTAL_FORMS": "2", "iki-INITIAL_FORMS": "0",
            "iki-0-teks": "Uptime", "iki-0-aspek": "kualitas", "iki-0-jenis_target": "persen", "iki-0-satuan": "",
            "iki-1-teks": "", "iki-1-aspek": "", "iki-1-jenis_target": "angka", "iki-1-satuan": "",
        }  # fmt: skip
        assert client.post(reverse("skp:bank_tambah"), isi).status_code == 302
        jaringan = BankRhk.objects.get(teks="Terjaganya jaringan")
        assert [i.teks for i in jaringan.iki.all()] == ["Uptime"]
        ganda = client.post(reverse("skp:bank_tambah"), isi)
        assert ganda.status_code == 422
        assert "sudah ada di bank" in teks(ganda)
        assert 'value="Uptime"' in ganda.content.decode()
        client.post(url("bank_ubah", jaringan), isi | {"iki-0-satuan": "persen", "iki-INITIAL_FORMS": "1"})
        assert jaringan.iki.get().satuan == "persen"
        assert client.post(url("bank_gabung", jaringan)).status_code == 422
        assert client.post(url("bank_gabung", jaringan), {"ke": str(modul.uuid)}).status_code == 302
        client.post(url("bank_aktif", jaringan), {"aktif": "ya"})
        jaringan.refresh_from_db()
        assert (jaringan.is_aktif, jaringan.digabung_ke) == (True, None)

    def test_the_page_of_candidates_takes_and_dismisses(self, dunia, masuk):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari)
        client = masuk(dunia.eka)
        with CaptureQueriesContext(connection) as kueri:
            assert RHK_UTAMA in teks(client.get(reverse("skp:bank_calon")))
        assert len(kueri) <= 12
        r = skp.rhk.get(jenis="utama")
        assert RHK_UTAMA in client.get(reverse("skp:bank_tambah"), {"calon": r.uuid}).content.decode()
        client.post(reverse("skp:bank_calon"), {"pilih": [str(r.uuid)], "aksi": "terima"})
        assert BankRhk.objects.aktif().get().teks == RHK_UTAMA
        assert "Belum ada yang dipilih" in teks(client.post(reverse("skp:bank_calon"), follow=True))

    def test_the_switch_for_colleagues(self, dunia, masuk):
        client = masuk(dunia.eka)
        assert "ditutup" in teks(client.post(reverse("skp:salin_rekan"), {"dibuka": "tidak"}, follow=True))
        dunia.instansi.refresh_from_db()
        assert dunia.instansi.is_salin_rekan_dibuka is False


class TestPanel:
    ISI = {
        "jenis": "utama",
        "klasifikasi": "organisasi",
        "teks": "Setengah jadi",
        "rhk_pimpinan_teks": "Arahan",
    }

    def test_rhk_form_offers_those_of_the_jabatan_and_keeps_what_was_typed(self, dunia, masuk, draf, modul):
        client, awal = masuk(dunia.sari), potret(draf)
        cari = client.post(url("rhk_tambah", draf), self.ISI | {"cari_bank": "1", "bank": ""})
        assert "Tersusunnya modul layanan" in teks(cari)
        assert "Setengah jadi" in teks(cari)

        pakai = client.post(url("rhk_tambah", draf), self.ISI | {"pakai_bank": str(modul.uuid)})

        assert pakai.status_code == 200
        assert "Setengah jadi" not in teks(pakai)
        assert "Arahan" in teks(pakai)
        assert ">Tersusunnya modul layanan</textarea>" in pakai.content.decode().replace("\n", "")
        assert potret(draf) == awal
        assert "Tidak ada yang cocok" in teks(
            client.post(url("rhk_tambah", draf), self.ISI | {"cari_bank": "1", "bank": "kapal"})
        )

    def test_indicator_form_offers_those_of_the_same_rhk_and_fills_all_but_the_figure(
        self, dunia, masuk, draf, modul
    ):
        rhk = services.save_rhk(
            pelaku=dunia.sari, skp=draf, teks="Tersusunnya modul layanan.", rhk_pimpinan_teks="x"
        )
        client = masuk(dunia.sari)
        with CaptureQueriesContext(connection) as kueri:
            assert "Jumlah modul yang disusun" in teks(client.get(url("indikator_tambah", rhk)))
        assert len(kueri) <= 12
        i = modul.iki.get(satuan="modul")

        halaman = client.post(
            url("indikator_tambah", rhk), {"pakai_bank": str(i.uuid), "target_angka": "16", "teks": ""}
        ).content.decode()

        assert 'value="modul"' in halaman
        assert 'value="16"' in halaman
        assert "Jumlah modul yang disusun</textarea>" in halaman
        assert not rhk.indikator.exists()

    @pytest.mark.parametrize("kunci", ["bukan-uuid", "00000000-0000-4000-8000-000000000000"])
    def test_a_made_up_entry_leaves_the_form_as_it_was(self, dunia, masuk, draf, kunci):
        halaman = masuk(dunia.sari).post(url("rhk_tambah", draf), self.ISI | {"pakai_bank": kunci})
        assert "Setengah jadi" in teks(halaman)


class TestApiDanXlsx:
    def test_api_searches_writes_retires_and_merges(self, dunia, masuk, prakom, modul):
        alamat = reverse("api_skp_bank")
        assert [b["teks"] for b in masuk(dunia.sari).get(alamat, {"cari": "modul"}).json()["results"]] == [
            modul.teks
        ]
        client = masuk(dunia.eka)
        baru = client.post(
            alamat,
            {"jabatan": str(prakom.uuid), "teks": "Baru", "iki": [{"teks": "Jumlah", "satuan": "buah"}]},
            content_type="application/json",
        )
        assert (baru.status_code, baru.json()["iki"][0]["satuan"]) == (201, "buah")
        satu = reverse("api_skp_bank_satu", args=[baru.json()["uuid"]])
        gabung = client.post(satu, {"gabung_ke": str(modul.uuid)}, content_type="application/json")
        assert gabung.json()["uuid"] == str(modul.uuid)
        assert client.post(satu, {}, content_type="application/json").status_code == 400

    def test_export_and_import_again_changes_nothing(self, dunia, masuk, modul):
        client = masuk(dunia.eka)
        berkas = io.BytesIO(client.get(reverse("skp:bank_ekspor")).content)
        berkas.name = "bank.xlsx"
        halaman = client.post(reverse("skp:bank_impor"), {"berkas": berkas}, follow=True)
        assert "tidak ada yang perlu diterapkan" in teks(halaman)

    def test_import_tells_new_changed_and_refused_and_applies(self, dunia, masuk, prakom, modul):
        client = masuk(dunia.eka)
        buku = load_workbook(io.BytesIO(client.get(reverse("skp:bank_ekspor")).content))
        kertas = buku.active
        kertas["G2"] = "paket"
        kertas.append(
            [prakom.nama, "Utama", "=1+1 Terjaganya jaringan", "Kualitas", "Uptime", "Persentase", ""]
        )
        kertas.append(["", "", "", "Warna", "Lain", "", ""])
        kertas.append(["Jabatan khayal", "Utama", "x", "", "y", "", ""])
        simpan = io.BytesIO()
        buku.save(simpan)
        simpan.seek(0)
        simpan.name = "bank.xlsx"

        halaman = client.post(reverse("skp:bank_impor"), {"berkas": simpan}, follow=True)

        isi = teks(halaman)
        assert "“Warna” bukan aspek" in isi
        assert "Jabatan “Jabatan khayal” tidak ada" in isi
        assert "Terapkan 2 baris" in isi
        client.post(halaman.redirect_chain[-1][0] + "terapkan/")
        assert modul.iki.get(teks="Jumlah modul yang disusun").satuan == "paket"
        assert BankRhk.objects.get(teks="=1+1 Terjaganya jaringan").iki.get().jenis_target == "persen"

    def test_api_decides_on_candidates_and_sets_the_switch(self, dunia, masuk):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari)
        client, alamat = masuk(dunia.eka), reverse("api_skp_bank_calon")
        assert RHK_UTAMA in {c["teks"] for c in client.get(alamat).json()["calon"]}
        r = skp.rhk.get(jenis="utama")

        sisa = client.post(alamat, {"pilih": [str(r.uuid)]}, content_type="application/json").json()

        assert RHK_UTAMA not in {c["teks"] for c in sisa["calon"]}
        assert BankRhk.objects.aktif().get().teks == RHK_UTAMA
        saklar = reverse("api_skp_salin_rekan")
        assert client.post(saklar, {"dibuka": False}, content_type="application/json").json() == {
            "dibuka": False
        }
