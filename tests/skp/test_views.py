"""Pages of planning: works · stranger 404 · colleague without the right 403 · wrong state 409 · GET refused."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from pegawai.models import HubunganPenilai
from pegawai.services import close_penempatan
from skp import services
from skp.models import IndikatorKinerja, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku, Pendekatan, StatusSkp
from skp.selectors import isi_lampiran, isi_perilaku, versi_lampiran, versi_perilaku
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import RHK_PIMPINAN, isi_skp, periode_ke, periode_tahun, skp_at
from tests.skp.conftest import potret

pytestmark = pytest.mark.django_db
S = StatusSkp
NAKAL = '<script>alert("x")</script> & {{ 7 }} =1+1'


def url(nama: str, objek: object = None) -> str:
    return reverse(f"skp:{nama}", args=[objek.uuid] if objek else [])


def teks(response) -> str:
    """What a reader sees: tags gone, blanks joined."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def aksi(dunia, draf) -> RencanaAksi:
    return services.save_rencana_aksi(
        pelaku=dunia.sari,
        rhk=draf.rhk.first(),
        periode=periode_ke(dunia.instansi, 1),
        teks="Menyusun modul",
        target="4 modul",
    )


class TestDaftar:
    def test_offers_to_begin_when_there_is_none(self, dunia, masuk):
        periode_tahun(dunia.instansi)
        response = masuk(dunia.sari).get(url("daftar"))
        assert response.status_code == 200
        assert f"Susun SKP {timezone.localdate().year}" in teks(response)
        assert url("susun") in response.content.decode()

    def test_shows_state_and_whose_turn(self, dunia, masuk, diajukan):
        isi = teks(masuk(dunia.sari).get(url("daftar")))
        assert "Diajukan" in isi
        assert "Giliran Budi Santoso memeriksa." in isi
        assert "Susun SKP" not in isi

    @pytest.mark.parametrize(
        ("halangan", "alasan"),
        [
            ("tahun", "belum dibuka. Admin kepegawaian instansi Anda yang membukanya."),
            ("penempatan", "Penempatan Anda belum tercatat. Laporkan lewat halaman Penempatan saya."),
            ("kedudukan", "Dengan kedudukan Cuti di luar tanggungan negara, Anda tidak menyusun SKP."),
        ],
    )
    def test_says_what_is_missing_and_who_can_mend_it(self, dunia, masuk, halangan, alasan):
        if halangan != "tahun":
            periode_tahun(dunia.instansi)
        orang = dunia.sari
        if halangan == "penempatan":
            orang = pegawai_baru(dunia.instansi, "Baru Datang")
        if halangan == "kedudukan":
            type(orang).objects.filter(pk=orang.pk).update(kedudukan="02")

        response = masuk(orang).get(url("daftar"))

        assert alasan in teks(response)
        assert 'aria-disabled="true"' in response.content.decode()

    def test_penilai_finds_his_queue(self, dunia, masuk, diajukan):
        isi = masuk(dunia.budi).get(url("daftar"))
        assert "1 menunggu keputusan Anda" in teks(isi)
        assert url("tim") in isi.content.decode()

    def test_same_queries_for_one_and_many(self, dunia, masuk, draf, django_assert_num_queries):
        client = masuk(dunia.sari)
        client.get(url("daftar"))
        with django_assert_num_queries(6):
            client.get(url("daftar"))
        for lalu in (1, 2):
            skp_at(S.DRAF, pegawai=dunia.sari, tahun=timezone.localdate().year - lalu)
        with django_assert_num_queries(6):
            assert teks(client.get(url("daftar"))).count("Pranata Komputer") == 3


class TestSusun:
    def test_shows_who_will_rate_and_begins(self, dunia, masuk):
        periode_tahun(dunia.instansi)
        client = masuk(dunia.sari)

        halaman = client.get(url("susun"))
        assert "Budi Santoso" in teks(halaman)
        calon = re.search(r'name="calon" value="([^"]+)"', halaman.content.decode()).group(1)
        response = client.post(url("susun"), {"calon": calon, "pendekatan": "kualitatif"})

        skp = Skp.objects.get(pegawai=dunia.sari)
        assert response.status_code == 302
        assert response["Location"] == url("detail", skp)
        assert skp.pendekatan == Pendekatan.KUALITATIF

    def test_without_penilai_it_says_so_and_still_begins(self, dunia, masuk):
        periode_tahun(dunia.instansi)
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()
        assert "setelah admin kepegawaian menetapkan" in teks(masuk(dunia.sari).get(url("susun")))

    def test_a_placement_of_somebody_else_is_not_found(self, dunia, masuk):
        tahun = periode_tahun(dunia.instansi)
        calon = f"{dunia.penempatan(dunia.budi).uuid}.{tahun.uuid}"
        response = masuk(dunia.sari).post(url("susun"), {"calon": calon, "pendekatan": "kuantitatif"})
        assert response.status_code == 422
        assert "tidak ditemukan" in teks(response)
        assert not Skp.objects.exists()

    def test_whoever_owes_none_is_refused_with_the_reason(self, dunia, masuk):
        periode_tahun(dunia.instansi)
        response = masuk(dunia.bupati).get(url("susun"))
        assert response.status_code == 403
        assert "Pejabat negara tidak menyusun SKP." in teks(response)

    def test_twice_is_refused(self, dunia, masuk, draf):
        assert masuk(dunia.sari).post(url("susun"), {}).status_code == 403
        assert Skp.objects.count() == 1


class TestDetail:
    def test_owner_of_a_draft_sees_what_is_left(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        response = masuk(dunia.sari).get(url("detail", skp))
        isi = teks(response)
        for bagian in ("Hasil kerja", "Perilaku kerja", "Lampiran", "Rencana aksi"):
            assert bagian in isi
        assert "Belum ada rencana hasil kerja utama." in isi
        assert "Giliran Anda melengkapi" in isi

    def test_a_returned_one_shows_the_note(self, dunia, masuk, skp_di):
        isi = teks(masuk(dunia.sari).get(url("detail", skp_di(S.DIKEMBALIKAN))))
        assert "Lengkapi indikator kualitas." in isi
        assert "Giliran Anda memperbaiki" in isi

    @pytest.mark.parametrize("nama", ["sari", "budi", "karta", "tono", "eka"])
    def test_the_fixed_one_is_read_like_the_form(self, dunia, masuk, skp_di, nama):
        skp = skp_di(S.BERJALAN)
        isi = teks(masuk(getattr(dunia, nama)).get(url("detail", skp)))
        judul = [
            "Pegawai yang dinilai",
            "Pejabat penilai kinerja",
            "RHK pimpinan yang diintervensi",
            "Rencana hasil kerja",
            "Aspek",
            "Indikator kinerja individu",
            "Target",
            "A. Utama",
            "B. Tambahan",
            "Ekspektasi khusus pimpinan",
            "Dukungan sumber daya",
            "Skema pertanggungjawaban",
            "Konsekuensi",
        ]
        letak = [isi.index(j) for j in judul]
        assert letak == sorted(letak)
        for ada in (RHK_PIMPINAN, "12 laporan", "Melibatkan pengguna sejak awal", "Tim 2 programmer", "NIP"):
            assert ada in isi

    def test_an_rhk_spans_its_indicators(self, dunia, masuk, draf):
        rhk = draf.rhk.first()
        services.save_indikator(
            pelaku=dunia.sari,
            rhk=rhk,
            teks="Cakupan uji",
            aspek="kualitas",
            target_angka=Decimal(80),
            satuan="%",
        )
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        halaman = masuk(dunia.sari).get(url("detail", draf)).content.decode()
        assert halaman.count('rowspan="2"') == 3
        assert halaman.count('rowspan="1"') == 3

    def test_jpt_has_perspektif_and_no_leader(self, dunia, masuk):
        isi = teks(masuk(dunia.karta).get(url("detail", skp_at(S.BERJALAN, pegawai=dunia.karta))))
        assert "Perspektif" in isi
        assert "Penerima Layanan" in isi
        assert "diintervensi" not in isi

    def test_kualitatif_is_told_in_sentences(self, dunia, masuk):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        isi = teks(masuk(dunia.sari).get(url("detail", skp)))
        assert "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:" in isi
        assert "Jumlah laporan yang disampaikan: 12 laporan" in isi

    @pytest.mark.parametrize("nama", ["citra", "dewi"])
    def test_strangers_get_404(self, dunia, masuk, draf, nama):
        assert masuk(getattr(dunia, nama)).get(url("detail", draf)).status_code == 404

    def test_another_agency_gets_404(self, asing, masuk, draf):
        assert masuk(asing.eka).get(url("detail", draf)).status_code == 404

    def test_history_names_every_move(self, dunia, masuk, skp_di):
        isi = teks(masuk(dunia.budi).get(url("detail", skp_di(S.BERJALAN))))
        for kalimat in ("mulai menyusun SKP", "mengajukan SKP", "menyetujui SKP", "menetapkan SKP"):
            assert kalimat in isi

    @pytest.mark.parametrize(("nama", "jumlah"), [("sari", 9), ("budi", 9), ("eka", 9)])
    def test_queries(self, dunia, masuk, skp_di, django_assert_max_num_queries, nama, jumlah):
        skp = skp_di(S.BERJALAN)
        client = masuk(getattr(dunia, nama))
        client.get(url("detail", skp))
        with django_assert_max_num_queries(jumlah):
            client.get(url("detail", skp))

    def test_same_queries_for_two_and_twelve_rhk(self, dunia, masuk, draf, django_assert_max_num_queries):
        isi_skp(draf, rhk=[f"RHK {n}" for n in range(10)])
        client = masuk(dunia.sari)
        client.get(url("detail", draf))
        with django_assert_max_num_queries(12):
            client.get(url("detail", draf))


# Pages that only the owner of a draft may open: (name of the url, which object).
SUNTING = [
    ("periksa", "skp"),
    ("hasil_kerja", "skp"),
    ("rhk_tambah", "skp"),
    ("lampiran", "skp"),
    ("perilaku", "skp"),
    ("rhk_ubah", "rhk"),
    ("rhk_hapus", "rhk"),
    ("indikator_tambah", "rhk"),
    ("indikator_ubah", "indikator"),
    ("indikator_hapus", "indikator"),
    ("aksi_tambah", "rhk"),
    ("aksi_ubah", "aksi"),
    ("aksi_hapus", "aksi"),
]


@pytest.fixture
def objek(draf, aksi) -> dict[str, object]:
    rhk = draf.rhk.first()
    return {"skp": draf, "rhk": rhk, "indikator": rhk.indikator.first(), "aksi": aksi}


class TestHalamanSunting:
    @pytest.mark.parametrize(("nama", "apa"), SUNTING)
    def test_owner_stranger_and_reader(self, dunia, masuk, objek, nama, apa):
        alamat = url(nama, objek[apa])

        assert masuk(dunia.sari).get(alamat).status_code == 200
        assert masuk(dunia.citra).get(alamat).status_code == 404
        assert masuk(dunia.tono).get(alamat).status_code == 403
        assert masuk(dunia.eka).get(alamat).status_code == 403

    @pytest.mark.parametrize(("nama", "apa"), SUNTING)
    def test_handed_in_it_is_409_and_nothing_changes(self, dunia, masuk, objek, nama, apa):
        skp = objek["skp"]
        services.submit_skp(pelaku=dunia.sari, skp=skp)
        awal = potret(skp)
        client = masuk(dunia.sari)

        assert client.get(url(nama, objek[apa])).status_code == 409
        if nama not in ("periksa", "hasil_kerja"):
            assert client.post(url(nama, objek[apa]), {"teks": "x"}).status_code == 409
        assert potret(skp) == awal

    @pytest.mark.parametrize(
        "nama", ["periksa", "hasil_kerja", "detail", "rencana_aksi", "diajukan", "tinjau"]
    )
    def test_reading_pages_take_no_post(self, dunia, masuk, draf, nama):
        assert masuk(dunia.sari).post(url(nama, draf)).status_code == 405

    @pytest.mark.parametrize(("nama", "apa"), SUNTING)
    def test_anonymous_signs_in_first(self, client, objek, nama, apa):
        response = client.get(url(nama, objek[apa]))
        assert response.status_code == 302
        assert reverse("account_login") in response["Location"]


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
            ({"target_angka": "dua"}, "Tulis angka saja, dengan koma untuk pecahan"),
            ({"target_angka": "-1"}, "Angka target tidak boleh negatif."),
            ({"target_angka": "9" * 25}, "Angka ini terlalu panjang."),
            ({"target_angka": "1,23456"}, "Angka ini terlalu panjang."),
            ({"jenis_target": "angka"}, "Satuan target belum diisi"),
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

    def test_kualitatif_asks_for_no_aspek_and_begins_with_words(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        halaman = masuk(dunia.sari).get(url("indikator_tambah", skp.rhk.first())).content.decode()
        assert 'name="aspek"' not in halaman
        assert '<option value="teks" selected>' in halaman


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
        assert "Belum ada rencana untuk" in isi

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


class TestAjukan:
    def test_check_page_names_each_lack_with_a_link(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari)
        rhk = services.save_rhk(pelaku=dunia.sari, skp=skp, teks="Kedua", rhk_pimpinan_teks="x")
        halaman = masuk(dunia.sari).get(url("periksa", skp))
        assert "1 hal perlu dilengkapi" in teks(halaman)
        assert url("rhk_ubah", rhk) in halaman.content.decode()
        assert 'aria-disabled="true"' in halaman.content.decode()

    def test_hands_in_and_says_what_happens_next(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        assert "dikirim kepada Budi Santoso" in teks(client.get(url("periksa", draf)))

        response = client.post(url("ajukan", draf), follow=True)

        draf.refresh_from_db()
        assert draf.status == S.DIAJUKAN
        assert "Yang terjadi berikutnya" in teks(response)

    def test_incomplete_is_409_and_nothing_changes(self, dunia, masuk):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        awal = potret(skp)
        response = masuk(dunia.sari).post(url("ajukan", skp))
        assert response.status_code == 409
        assert "SKP belum dapat diajukan." in teks(response)
        assert potret(skp) == awal

    def test_confirmation_page_is_for_the_owner_in_that_state(self, dunia, masuk, draf):
        assert masuk(dunia.sari).get(url("diajukan", draf))["Location"] == url("detail", draf)
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        assert masuk(dunia.budi).get(url("diajukan", draf)).status_code == 403
        assert masuk(dunia.citra).get(url("diajukan", draf)).status_code == 404


# One row per act of one button: (name, state in which it works, state after, who may, state in which it is refused).
TINDAKAN = [
    ("ajukan", S.DRAF, S.DIAJUKAN, "sari", S.BERJALAN),
    ("tarik", S.DIAJUKAN, S.DRAF, "sari", S.BERJALAN),
    ("setujui", S.DIAJUKAN, S.BERJALAN, "budi", S.DRAF),
    ("kembalikan", S.DIAJUKAN, S.DIKEMBALIKAN, "budi", S.BERJALAN),
    ("batal", S.DRAF, S.DIBATALKAN, "sari", S.DIAJUKAN),
]
KIRIM = {"kembalikan": {"catatan": "Perbaiki target"}, "batal": {"alasan": "Salah penempatan"}}


class TestTindakan:
    @pytest.mark.parametrize(("nama", "status", "hasil", "siapa", "_"), TINDAKAN)
    def test_works(self, dunia, masuk, skp_di, nama, status, hasil, siapa, _):
        skp = skp_di(status)
        response = masuk(getattr(dunia, siapa)).post(url(nama, skp), KIRIM.get(nama, {}))
        skp.refresh_from_db()
        assert response.status_code == 302
        assert skp.status == hasil

    @pytest.mark.parametrize(("nama", "status", "hasil", "siapa", "_"), TINDAKAN)
    def test_stranger_404_reader_403_and_nothing_changes(
        self, dunia, masuk, skp_di, nama, status, hasil, siapa, _
    ):
        skp = skp_di(status)
        awal = potret(skp)
        assert masuk(dunia.dewi).post(url(nama, skp), KIRIM.get(nama, {})).status_code == 404
        assert masuk(dunia.tono).post(url(nama, skp), KIRIM.get(nama, {})).status_code == 403
        assert potret(skp) == awal

    @pytest.mark.parametrize(("nama", "_", "hasil", "siapa", "status"), TINDAKAN)
    def test_wrong_state_is_409_or_refused_and_nothing_changes(
        self, dunia, masuk, skp_di, nama, _, hasil, siapa, status
    ):
        skp = skp_di(status)
        awal = potret(skp)
        response = masuk(getattr(dunia, siapa)).post(url(nama, skp), KIRIM.get(nama, {}))
        # a fixed SKP is cancelled by the admin only: that is a question of who, not of the state
        assert response.status_code == (403 if nama == "batal" else 409)
        assert potret(skp) == awal

    @pytest.mark.parametrize("nama", ["ajukan", "tarik", "setujui", "kembalikan"])
    def test_get_is_refused(self, dunia, masuk, draf, nama):
        assert masuk(dunia.sari).get(url(nama, draf)).status_code == 405

    def test_cancelling_asks_for_the_reason(self, dunia, masuk, draf):
        client = masuk(dunia.sari)
        assert client.get(url("batal", draf)).status_code == 200
        response = client.post(url("batal", draf), {"alasan": ""})
        assert response.status_code == 422
        assert "Alasan pembatalan belum diisi." in teks(response)

    def test_admin_cancels_what_is_fixed(self, dunia, masuk, skp_di):
        skp = skp_di(S.BERJALAN)
        assert masuk(dunia.eka).post(url("batal", skp), {"alasan": "Salah unit"}).status_code == 302
        assert masuk(dunia.eka).get(url("batal", skp)).status_code == 409

    def test_htmx_gets_the_sentence_as_an_alert(self, dunia, masuk, skp_di):
        skp = skp_di(S.BERJALAN)
        response = masuk(dunia.budi).post(url("setujui", skp), headers={"HX-Request": "true"})
        assert response.status_code == 409
        assert response["HX-Retarget"] == "#pemberitahuan"
        assert "menyetujui SKP ini pada" in teks(response)


class TestTinjau:
    def test_shows_the_leaders_rhk_and_the_decision(self, dunia, masuk):
        milik = skp_at(S.BERJALAN, pegawai=dunia.budi, rhk=["Layanan siap pakai", "Data tertib"]).rhk.first()
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.sari, rhk_pimpinan=milik)
        isi = teks(masuk(dunia.budi).get(url("tinjau", skp)))
        assert "Keputusan saya" in isi
        assert "Layanan siap pakai Didukung" in isi
        assert "Data tertib Tidak didukung" in isi

    @pytest.mark.parametrize(
        ("nama", "status"), [("sari", 403), ("karta", 403), ("eka", 403), ("citra", 404)]
    )
    def test_is_for_the_penilai(self, dunia, masuk, diajukan, nama, status):
        response = masuk(getattr(dunia, nama)).get(url("tinjau", diajukan))
        assert response.status_code == status
        if status == 403:
            assert "pejabat penilainya" in teks(response)

    def test_decided_already_it_shows_no_button(self, dunia, masuk, skp_di):
        halaman = masuk(dunia.budi).get(url("tinjau", skp_di(S.BERJALAN)))
        assert url("setujui", Skp.objects.get()) not in halaman.content.decode()
        assert "menyetujui SKP" in teks(halaman)

    def test_goes_on_to_the_next_and_at_last_to_the_list(self, dunia, masuk, diajukan):
        kedua = skp_at(S.DIAJUKAN, pegawai=dunia.citra)
        client = masuk(dunia.budi)
        halaman = client.get(url("tinjau", diajukan))
        assert "1 dari 2 yang menunggu Anda" in teks(halaman)
        assert f'href="{url("tinjau", kedua)}" data-key="j"' in halaman.content.decode()
        assert (
            f'href="{url("tinjau", diajukan)}" data-key="k"'
            in client.get(url("tinjau", kedua)).content.decode()
        )

        assert client.post(url("setujui", diajukan))["Location"] == url("tinjau", kedua)
        assert client.post(url("kembalikan", kedua), {"catatan": "x"})["Location"] == url("tim")

    def test_a_return_without_note_keeps_the_page(self, dunia, masuk, diajukan):
        response = masuk(dunia.budi).post(url("kembalikan", diajukan), {"catatan": "  "})
        assert response.status_code == 422
        assert "Catatan untuk pegawai belum diisi." in teks(response)
        assert "Keputusan saya" in teks(response)

    def test_approving_on_a_stale_page_is_409(self, dunia, masuk, diajukan):
        response = masuk(dunia.budi).post(url("setujui", diajukan), {"nomor_sunting": "1"})
        assert response.status_code == 409
        assert "berubah setelah Anda membukanya" in teks(response)

    def test_the_second_tab_is_told_who_and_when(self, dunia, masuk, diajukan):
        client = masuk(dunia.budi)
        client.post(url("setujui", diajukan))
        response = client.post(url("setujui", diajukan))
        assert response.status_code == 409
        assert "Budi Santoso menyetujui SKP ini pada" in teks(response)

    def test_queries(self, dunia, masuk, diajukan, django_assert_max_num_queries):
        client = masuk(dunia.budi)
        client.get(url("tinjau", diajukan))
        with django_assert_max_num_queries(12):
            client.get(url("tinjau", diajukan))


class TestTim:
    def test_what_waits_comes_first_and_who_has_none_is_named(self, dunia, masuk):
        skp_at(S.DRAF, pegawai=dunia.citra)
        skp_at(S.DIAJUKAN, pegawai=dunia.sari)
        pegawai_baru(dunia.instansi, "Zainal Belum", unit=dunia.bidang)
        from pegawai.services import derive_penilai

        derive_penilai(dunia.instansi)
        isi = teks(masuk(dunia.budi).get(url("tim")))
        assert isi.index("Sari Puspita") < isi.index("Citra Lestari")
        assert "2 SKP · 1 draf, 1 menunggu Anda" in isi
        assert "Belum menyusun SKP (1)" in isi
        assert "Zainal Belum" in isi

    @pytest.mark.parametrize(
        ("saring", "ada", "tidak_ada"),
        [
            ({"status": "diajukan"}, "Sari Puspita", "Citra Lestari"),
            ({"cari": "citra"}, "Citra Lestari", "Sari Puspita"),
            ({"cari": "tidak ada"}, "Tidak ada yang cocok", "Sari Puspita"),
        ],
    )
    def test_is_filtered(self, dunia, masuk, diajukan, saring, ada, tidak_ada):
        skp_at(S.DRAF, pegawai=dunia.citra)
        isi = teks(masuk(dunia.budi).get(url("tim"), saring))
        assert ada in isi
        assert tidak_ada not in isi

    def test_others_find_it_empty(self, dunia, masuk, diajukan):
        assert "Belum ada SKP" in teks(masuk(dunia.citra).get(url("tim")))

    def test_it_changes_hands_with_the_unit(self, dunia, masuk, diajukan):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=timezone.localdate() - timedelta(days=1),
            alasan="Mutasi",
        )
        assert "Sari Puspita" in teks(masuk(dunia.karta).get(url("tim")))
        assert "Sari Puspita" not in teks(masuk(dunia.budi).get(url("tim")))

    def test_same_queries_for_three_and_forty(self, dunia, masuk, django_assert_num_queries):
        from pegawai.services import derive_penilai

        client = masuk(dunia.budi)
        for jumlah in (3, 37):
            orang = [
                pegawai_baru(dunia.instansi, f"Anggota {jumlah}-{n:02}", unit=dunia.bidang, akun=False)
                for n in range(jumlah)
            ]
            derive_penilai(dunia.instansi)
            for o in orang:
                skp = skp_at(S.DRAF, pegawai=o, isi=False)
                Skp.objects.filter(pk=skp.pk).update(status="diajukan", diajukan_pada=timezone.now())
            client.get(url("tim"))
            with django_assert_num_queries(7):
                halaman = client.get(url("tim"))
        assert "Halaman 1 dari 2" in teks(halaman)


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
