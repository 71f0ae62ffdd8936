"""Who is told what happens in the execution stage: the other one, in a line that gives nothing away."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja import services
from kinerja.errors import BuktiDukungDitolak
from kinerja.services.apresiasi import give_apresiasi, hide_apresiasi, withdraw_apresiasi
from kinerja.services.layanan import add_layanan
from kinerja.services.ulasan import receive_ulasan
from pegawai.models import Kabar, Penempatan
from skp.rules import NilaiPerilaku
from tests.factories.kinerja import catatan_baru, pdf, perilaku_baru, umpan_balik_baru

pytestmark = pytest.mark.django_db


def kabar(orang) -> list[str]:
    return list(Kabar.objects.filter(penerima=orang).order_by("id").values_list("teks", flat=True))


def test_feedback_and_the_reply_reach_the_other(dunia, skp):
    u = umpan_balik_baru(dunia.budi, skp)
    services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan="Terima kasih, saya perbaiki")

    assert kabar(dunia.sari)[-1] == "Budi Santoso memberi Anda umpan balik."
    assert kabar(dunia.budi)[-1] == "Sari Puspita membalas umpan balik Anda."
    assert u.isi not in " ".join(kabar(dunia.sari))


def test_a_question_and_its_answer(dunia, rhk, hari_ini):
    c = catatan_baru(rhk, hari_ini)
    services.question_catatan(pelaku=dunia.budi, catatan=c, isi="Untuk layanan yang mana?")
    services.answer_catatan(pelaku=dunia.sari, catatan=c, isi="Untuk layanan perizinan")

    assert kabar(dunia.sari)[-1] == "Budi Santoso menanyakan catatan kerja Anda."
    assert kabar(dunia.budi)[-1] == "Sari Puspita menjawab pertanyaan tentang catatan kerjanya."


def test_only_what_another_noted_is_told(dunia, skp, hari_ini):
    sebelum = len(kabar(dunia.sari))
    perilaku_baru(skp, hari_ini, NilaiPerilaku.HARMONIS, oleh=dunia.sari)
    assert len(kabar(dunia.sari)) == sebelum
    perilaku_baru(skp, hari_ini, NilaiPerilaku.HARMONIS, oleh=dunia.budi)
    assert kabar(dunia.sari)[-1] == "Budi Santoso mencatat perilaku kerja Anda: Harmonis."


def test_refused_evidence_is_told_to_its_owner_once(dunia, skp):
    def tolak(_):
        raise BuktiDukungDitolak("Berkas ini sebuah program.")

    berkas = SimpleUploadedFile("laporan.pdf", pdf(tanda=1))
    b = services.upload_bukti(pelaku=dunia.sari, skp=skp, berkas=berkas, nama="laporan.pdf")
    for _ in range(2):
        services.examine_bukti(bukti=b, periksa=tolak)
    ditolak = [k for k in kabar(dunia.sari) if "ditolak" in k]
    assert ditolak == [f"Bukti {b.nama} ditolak setelah diperiksa."]


def test_what_is_taken_back_unread_is_no_news(dunia, skp):
    u = umpan_balik_baru(dunia.budi, skp)
    sebelum = kabar(dunia.sari)
    services.withdraw_umpan_balik(pelaku=dunia.budi, umpan_balik=u)

    assert sebelum[-1] == "Budi Santoso memberi Anda umpan balik."
    assert kabar(dunia.sari) == sebelum[:-1]


def test_thanks_taken_back_are_no_news_and_hidden_ones_tell_their_writer(dunia):
    isi = {"penerima": [dunia.sari], "nilai": NilaiPerilaku.HARMONIS}
    a = give_apresiasi(pelaku=dunia.citra, isi="Terima kasih sudah menemani rapat", **isi)
    assert kabar(dunia.sari)[-1].endswith("berterima kasih kepada Anda.")
    withdraw_apresiasi(pelaku=dunia.citra, apresiasi=a)
    assert not Kabar.objects.filter(kunci=f"apresiasi-{a.uuid}").exists()

    b = give_apresiasi(pelaku=dunia.citra, isi="Terima kasih sudah menyunting naskah", **isi)
    hide_apresiasi(pelaku=dunia.eka, apresiasi=b, alasan="Memuat nama warga")
    assert kabar(dunia.citra)[-1] == "Apresiasi yang Anda tulis disembunyikan admin. Baca alasannya."
    assert not Kabar.objects.filter(kunci=f"apresiasi-{b.uuid}").exists()


def test_who_noted_a_behaviour_hears_of_the_answer(dunia, skp, hari_ini):
    p = perilaku_baru(skp, hari_ini, NilaiPerilaku.HARMONIS, oleh=dunia.budi)
    services.reply_perilaku(pelaku=dunia.sari, perilaku=p, balasan="Terima kasih")

    assert kabar(dunia.budi)[-1] == "Sari Puspita menanggapi catatan perilaku yang Anda tulis."


def test_who_asked_hears_that_there_will_be_no_answer(dunia, skp, hari_ini):
    minta = services.request_umpan_balik(
        pelaku=dunia.sari, skp=skp, kepada=dunia.budi, pertanyaan="Bagaimana laporan saya?", sampai=hari_ini
    )
    services.decline_permintaan(pelaku=dunia.budi, permintaan=minta, alasan="Sedang cuti")

    assert kabar(dunia.sari)[-1] == "Budi Santoso belum dapat menjawab permintaan umpan balik Anda."


class TestSuaraWarga:
    @pytest.fixture
    def layanan(self, dunia):
        return add_layanan(pelaku=dunia.eka, unit=dunia.bidang, nama="Izin usaha")

    def _tulis(self, layanan, kata):
        return receive_ulasan(layanan=layanan, kunci=uuid4(), nilai=1, kata=kata)[0]

    def test_words_that_wait_are_told_to_the_moderators_once_a_day(self, dunia, layanan):
        for _ in range(3):
            self._tulis(layanan, "Petugasnya goblok")
        assert kabar(dunia.eka).count("Tulisan warga menunggu moderasi.") == 1
        assert "Tulisan warga menunggu moderasi." not in kabar(dunia.sari)

    def test_the_head_of_the_unit_hears_of_open_words_once_a_day(self, dunia, layanan):
        kepala = list(
            Penempatan.objects.filter(unit=layanan.unit, is_kepala=True).values_list("pegawai", flat=True)
        )
        assert kepala
        for n in range(3):
            self._tulis(layanan, f"Antrean ke-{n} terlalu lama")
        semua = Kabar.objects.filter(teks=f"Warga menulis tentang layanan {layanan.unit.nama}.")
        assert sorted(semua.values_list("penerima", flat=True)) == sorted(kepala)

    def test_a_mark_without_words_is_no_news(self, dunia, layanan):
        sebelum = Kabar.objects.count()
        receive_ulasan(layanan=layanan, kunci=uuid4(), nilai=4)
        assert Kabar.objects.count() == sebelum
