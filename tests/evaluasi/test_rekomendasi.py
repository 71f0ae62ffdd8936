"""What a leader weighs: the proposed basis, and the advice of units that the agency asks."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluasi.errors import BahanBelumLengkap, CapaianTerkunci
from evaluasi.models import CapaianOrganisasi, PerekomendasiCapaian, RekomendasiCapaian
from evaluasi.rules import BidangRekomendasi, PredikatOrganisasi, baris_usul, satukan_usul
from evaluasi.selectors import usul_dasar
from evaluasi.services import add_perekomendasi, recommend_capaian, remove_perekomendasi
from pegawai import audit
from pegawai.errors import Dilarang
from tests.factories.evaluasi import HARI, capaian_tetap, isi_bahan, skp_berjalan

RENCANA = BidangRekomendasi.PERENCANAAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def ditunjuk(dunia, tw3):
    """Karta heads the dinas, and the agency asks the dinas about planning."""
    return add_perekomendasi(pelaku=dunia.eka, instansi=dunia.instansi, unit=dunia.dinas, bidang=RENCANA)


def sarankan(dunia, tw3, **lain):
    isi = {
        "pelaku": dunia.karta,
        "unit": dunia.bidang,
        "periode": tw3,
        "bidang": RENCANA,
        "predikat": PredikatOrganisasi.BAIK,
        "alasan": "Target layanan tercapai",
    }
    return recommend_capaian(**(isi | lain))


class TestProposedBasis:
    @pytest.mark.parametrize(
        ("indikator", "target", "realisasi", "kalimat"),
        [
            ("Indeks SPBE", "3,60", "3,58", "Indeks SPBE: 3,58 dari target 3,60."),
            ("Indeks SPBE.", "3,60", "", "Indeks SPBE: target 3,60, realisasi belum tercatat."),
            ("Layanan", "", "12 layanan", "Layanan: 12 layanan."),
            ("Laporan", "4", "TW I: 1\nTW II: 2", "Laporan: TW I: 1; TW II: 2 dari target 4."),
        ],
    )
    def test_one_sentence_per_indicator(self, indikator, target, realisasi, kalimat):
        assert baris_usul(indikator, target, realisasi) == kalimat

    def test_no_more_than_the_form_holds(self):
        assert satukan_usul(["a" * 10, "b" * 10], maks=15) == "a" * 10

    def test_it_names_what_the_heads_indicators_reached(self, dunia, skp, tw3):
        kepala = skp_berjalan(dunia.budi)
        isi_bahan(kepala, tw3)

        usul = usul_dasar(dunia.bidang, tw3, HARI)

        indikator = kepala.rhk.first().indikator.first()
        assert indikator.teks in usul
        assert indikator.target_tampil in usul

    def test_without_a_head_there_is_nothing_to_propose(self, dunia, tw3):
        assert usul_dasar(dunia.dinas, tw3, HARI) == ""

    def test_the_button_puts_it_below_what_was_typed_and_saves_nothing(self, masuk, dunia, skp, tw3):
        isi_bahan(skp_berjalan(dunia.budi), tw3)
        alamat = reverse("evaluasi:capaian_ubah", args=[dunia.bidang.uuid, tw3.uuid])

        jawab = masuk(dunia.karta).post(alamat, {"aksi": "usul", "dasar": "Kata saya", "predikat": "baik"})

        dasar = jawab.context["form"]["dasar"].value()
        assert dasar == f"Kata saya\n{usul_dasar(dunia.bidang, tw3, HARI)}"
        assert jawab.context["form"]["predikat"].value() == "baik"
        assert not CapaianOrganisasi.objects.exists()

    def test_the_page_stays_within_its_queries(
        self, masuk, dunia, skp, tw3, ditunjuk, django_assert_max_num_queries
    ):
        isi_bahan(skp_berjalan(dunia.budi), tw3)
        client = masuk(dunia.karta)
        alamat = reverse("evaluasi:capaian_ubah", args=[dunia.bidang.uuid, tw3.uuid])
        client.get(alamat)

        with django_assert_max_num_queries(12):
            client.get(alamat)
        with django_assert_max_num_queries(12):
            client.get(reverse("evaluasi:capaian"))


class TestAdvice:
    def test_the_head_of_a_named_unit_advises_and_the_leader_reads_it(self, masuk, dunia, skp, tw3, ditunjuk):
        hasil = sarankan(dunia, tw3, alasan=" Target <b>tercapai</b> ")

        assert (hasil.dari_unit, hasil.oleh) == (dunia.dinas, dunia.karta)
        assert audit.riwayat(hasil)[0]["tindakan"] == "capaian.direkomendasikan"
        isi = masuk(dunia.eka).get(reverse("evaluasi:capaian_ubah", args=[dunia.bidang.uuid, tw3.uuid]))
        assert "Target &lt;b&gt;tercapai" in isi.content.decode()

    def test_the_later_word_counts(self, dunia, skp, tw3, ditunjuk):
        sarankan(dunia, tw3)
        sarankan(dunia, tw3, predikat=PredikatOrganisasi.KURANG)

        assert RekomendasiCapaian.objects.get().predikat == PredikatOrganisasi.KURANG

    @pytest.mark.parametrize("siapa", ["sari", "budi", "eka", "dewi"])
    def test_nobody_else_advises(self, dunia, skp, tw3, ditunjuk, siapa):
        with pytest.raises(Dilarang, match="pimpinan unit yang ditunjuk"):
            sarankan(dunia, tw3, pelaku=getattr(dunia, siapa))

    def test_nobody_advises_on_his_own_unit(self, dunia, skp, tw3, ditunjuk):
        with pytest.raises(Dilarang, match="di dalam unit ini"):
            sarankan(dunia, tw3, unit=dunia.dinas)

    def test_not_on_what_is_fixed_and_not_without_a_reason(self, dunia, skp, tw3, ditunjuk):
        with pytest.raises(BahanBelumLengkap, match="alasan"):
            sarankan(dunia, tw3, alasan=" \n")
        with pytest.raises(BahanBelumLengkap, match=r"4\.000"):
            sarankan(dunia, tw3, alasan="ع" * 5000)
        capaian_tetap(dunia.bidang, tw3, dunia.karta)

        with pytest.raises(CapaianTerkunci):
            sarankan(dunia, tw3)

    def test_a_unit_is_named_once_per_field_and_can_be_taken_off(self, dunia, tw3, ditunjuk):
        with pytest.raises(BahanBelumLengkap, match="sudah ditunjuk"):
            add_perekomendasi(pelaku=dunia.eka, instansi=dunia.instansi, unit=dunia.dinas, bidang=RENCANA)
        with pytest.raises(Dilarang):
            remove_perekomendasi(pelaku=dunia.karta, perekomendasi=ditunjuk)

        remove_perekomendasi(pelaku=dunia.eka, perekomendasi=ditunjuk)

        assert not PerekomendasiCapaian.objects.exists()


class TestApi:
    def test_drafted_advised_fixed_and_inherited(self, masuk, dunia, skp, tw3, ditunjuk):
        karta = masuk(dunia.karta)
        alamat = reverse("api_capaian", args=[dunia.bidang.uuid, tw3.uuid])
        saran = {"bidang": "perencanaan", "predikat": "baik", "alasan": "Sesuai target"}
        kirim = {"content_type": "application/json"}
        nasihat = karta.post(
            reverse("api_capaian_rekomendasi", args=[dunia.bidang.uuid, tw3.uuid]), saran, **kirim
        )
        draf = karta.post(alamat, {"predikat": "baik", "dasar": "12 dari 12"}, **kirim).json()
        rekan = masuk(dunia.sari).get(alamat).json()
        karta.post(reverse("api_capaian_tetapkan", args=[draf["uuid"]]))
        tetap = masuk(dunia.sari).get(alamat).json()

        assert nasihat.status_code == 200
        assert (draf["status"], rekan["milik"], rekan["rekomendasi"]) == ("draf", None, [])
        assert (tetap["berlaku"]["predikat"], tetap["mengikuti"]) == ("baik", "")
