"""Who is told what happens in the execution stage: the other one, in a line that gives nothing away."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kinerja import services
from kinerja.errors import BuktiDukungDitolak
from pegawai.models import Kabar
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
