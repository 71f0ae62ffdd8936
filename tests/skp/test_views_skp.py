"""One's own SKP on pages: works · stranger 404 · colleague without the right 403 · wrong state 409 · GET refused."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from pegawai.models import HubunganPenilai
from skp import services
from skp.models import Skp
from skp.rules import Pendekatan, StatusSkp
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import RHK_PIMPINAN, isi_skp, periode_tahun, skp_at
from tests.skp.conftest import potret
from tests.skp.halaman import teks, url

pytestmark = pytest.mark.django_db
S = StatusSkp


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
        with django_assert_num_queries(9):
            client.get(url("daftar"))
        for lalu in (1, 2):
            skp_at(S.DRAF, pegawai=dunia.sari, tahun=timezone.localdate().year - lalu)
        with django_assert_num_queries(9):
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
        isi = teks(masuk(dunia.budi).get(url("riwayat", skp_di(S.BERJALAN))))
        for kalimat in ("mulai menyusun SKP", "mengajukan SKP", "menyetujui SKP", "menetapkan SKP"):
            assert kalimat in isi

    @pytest.mark.parametrize(("nama", "jumlah"), [("sari", 12), ("budi", 12), ("eka", 12)])
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
