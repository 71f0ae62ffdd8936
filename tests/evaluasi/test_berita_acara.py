"""The paper of a talk: what stands on it, for whom it is, when it becomes a new version, what others learn of it."""

from __future__ import annotations

import io
import re

import pytest
from django.urls import reverse
from pypdf import PdfReader

from evaluasi import selectors
from evaluasi.laporan import pdf
from evaluasi.models import Dokumen, Laporan
from evaluasi.permissions import may_download_bundel
from evaluasi.rules import JenisDokumen, StatusLaporan
from evaluasi.services import request_dokumen, susun_terbitan
from kinerja.rules import JenisPembinaan, StatusLangkah, StatusPembinaan
from kinerja.services import pembinaan as layanan
from pegawai.errors import Dilarang
from tests.evaluasi.test_services_laporan import kerjakan
from tests.factories.bina import langkah_baru, sesi_at

pytestmark = pytest.mark.django_db
S, BA = StatusPembinaan, JenisDokumen.BERITA_ACARA
SKRIP = "<script>alert(1)</script> & 😀 مرحبا " + "panjang " * 600


def konseling(d, status=S.DISEPAKATI, **lain):
    return sesi_at(status, pegawai=d.sari, pembina=d.budi, jenis=JenisPembinaan.KONSELING, **lain)


def minta(pelaku, sesi) -> Laporan:
    sumber = selectors.pembinaan_cetak().get(pk=sesi.pk)
    return kerjakan(request_dokumen(pelaku=pelaku, sumber=[sumber], jenis=[BA]))


def test_paper_holds_both_the_words_the_steps_and_the_outcome(dunia):
    sesi = konseling(dunia, S.SELESAI, tempat="Ruang rapat")
    assert minta(dunia.sari, sesi).status == StatusLaporan.SELESAI

    dokumen = Dokumen.objects.get(pembinaan=sesi)
    html = pdf.to_html(BA, pdf.KONTEKS[BA].from_snapshot(susun_terbitan(dokumen).data))
    isi = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.partition("<body")[2]))

    for kata in (
        "BERITA ACARA KONSELING KINERJA",
        dunia.sari.nama_lengkap,
        dunia.budi.nama_lengkap,
        sesi.tujuan,
        sesi.situasi,
        "Beban kerja dibagi ulang",
        "Menyusun jadwal mingguan",
        "Tidak berhasil",
        "Belum ada perubahan.",
        "Ruang rapat",
        "Dikonfirmasi",
    ):
        assert kata in isi
    assert dokumen.nomor == f"BAP/{sesi.tanggal.year}/{sesi.pk:06d}"


@pytest.mark.slow
def test_real_pdf_is_the_same_bytes_again_also_with_hostile_text(dunia):
    sesi = konseling(dunia, langkah=[langkah_baru(SKRIP[:1900])], tujuan=SKRIP[:1900])
    minta(dunia.sari, sesi)
    dokumen = Dokumen.objects.get(pembinaan=sesi)
    data = susun_terbitan(dokumen).data

    satu, dua = pdf.render_snapshot(BA, data), pdf.render_snapshot(BA, data)

    assert satu == dua
    baca = PdfReader(io.BytesIO(satu))
    assert "<script>alert(1)</script>" in "".join(h.extract_text() for h in baca.pages)
    assert len(baca.pages) >= 2


def test_it_grows_with_the_steps_and_stays_one_while_nothing_changes(dunia):
    sesi = konseling(dunia)
    minta(dunia.sari, sesi)
    minta(dunia.budi, sesi)
    assert Dokumen.objects.count() == 1

    layanan.update_langkah(pelaku=dunia.sari, langkah=sesi.langkah.get(), status=StatusLangkah.SELESAI)
    minta(dunia.budi, sesi)

    lama, baru = Dokumen.objects.order_by("versi")
    assert (lama.versi, baru.versi) == (1, 2)
    assert lama.sha256 != baru.sha256
    ditemukan = selectors.keaslian(lama.kode_verifikasi)
    assert ditemukan is not None
    assert ditemukan[1].pengganti
    assert list(ditemukan[1].penanda_tangan) == []


def test_only_the_two_and_only_once_both_confirmed(dunia):
    sesi = konseling(dunia, S.DILAKSANAKAN)
    with pytest.raises(Dilarang, match="mengonfirmasi"):
        minta(dunia.sari, sesi)
    bimbingan = sesi_at(S.DISEPAKATI, pegawai=dunia.sari, pembina=dunia.budi)
    for orang in (dunia.karta, dunia.eka, dunia.citra):
        with pytest.raises(Dilarang, match="pembinanya"):
            minta(orang, bimbingan)
    minta(dunia.budi, bimbingan)
    terlihat = {
        o.nama for o in (dunia.sari, dunia.budi, dunia.karta, dunia.eka) if Dokumen.objects.visible_to(o)
    }
    assert terlihat == {dunia.sari.nama, dunia.budi.nama}


def test_admin_sees_no_job_and_title_names_nobody(dunia, masuk):
    laporan = minta(dunia.sari, konseling(dunia))

    assert dunia.sari.nama not in laporan.judul
    assert Laporan.objects.visible_to(dunia.sari).get() == laporan
    assert not Laporan.objects.visible_to(dunia.eka).exists()
    assert not may_download_bundel(dunia.eka, laporan)
    alamat = reverse("evaluasi:laporan_lihat", args=[laporan.uuid])
    assert masuk(dunia.eka).get(alamat).status_code == 404
    halaman = masuk(dunia.sari).get(alamat).content.decode()
    dokumen = Dokumen.objects.get()
    assert dokumen.nomor in halaman
    umum = masuk(dunia.citra).get(reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi]))
    teks = umum.content.decode()
    assert dokumen.sha256 in teks
    assert dunia.sari.nama_lengkap not in teks
    assert dunia.budi.nama_lengkap not in teks
    assert masuk(dunia.karta).get(reverse("evaluasi:dokumen_unduh", args=[dokumen.uuid])).status_code == 404
