"""Pages of pembinaan walked without script, and the way from a weak predikat to a session."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluasi.permissions import may_plan_pembinaan_dari
from evaluasi.rules import Ekspektasi, Predikat, StatusEvaluasi
from evaluasi.services.pembinaan import usul_rencana
from kinerja.models import SesiPembinaan
from kinerja.rules import JenisPembinaan, StatusPembinaan
from skp.models import Periode
from skp.rules import StatusSkp
from tests.factories.bina import apresiasi_baru, sesi_at
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db
ISI = {
    "jenis": "bimbingan",
    "tujuan": "Laporan tepat waktu",
    "situasi": "Tiga laporan lewat tenggat.",
    "topik": ["hasil_kerja"],
}


def kirim(klien, nama, sesi, **isi):
    return klien.post(reverse(f"kinerja:pembinaan_{nama}", args=[sesi.uuid]), isi)


def teks(jawab):
    return jawab.content.decode()


def test_the_whole_way_without_script(dunia, masuk):
    sari, budi = masuk(dunia.sari), masuk(dunia.budi)
    hari = timezone.localdate()
    jawab = sari.post(
        reverse("kinerja:pembinaan_minta"),
        {**ISI, "pembina": str(dunia.budi.uuid), "klien_id": str(uuid.uuid4())},
    )
    sesi = SesiPembinaan.objects.get()
    assert jawab["Location"] == reverse("kinerja:pembinaan_lihat", args=[sesi.uuid])
    assert "Tindak lanjuti 1 sesi pembinaan tim" in teks(budi.get(reverse("beranda")))

    assert kirim(budi, "terima", sesi, tanggal=hari.isoformat(), tempat="Ruang rapat").status_code == 302
    dasar = {"nomor_sunting": "1", "tanggal": hari.isoformat(), "pembahasan": "Beban dibagi ulang."}
    kosong = kirim(budi, "catat", sesi, **dasar, banyak="2", **{"l0-teks": "Menyusun jadwal"})
    assert kosong.status_code == 422
    assert "Langkah 1: Isi sampai kapan langkah ini dikerjakan." in teks(kosong)
    assert "Beban dibagi ulang." in teks(kosong)
    langkah = {
        "l0-teks": "Menyusun jadwal",
        "l0-pelaksana": "pegawai",
        "l0-tenggat": (hari + timedelta(7)).isoformat(),
    }
    tambah = kirim(budi, "catat", sesi, **dasar, **langkah, banyak="2", tambah="ya")
    assert tambah.status_code == 200
    assert 'name="l3-teks"' in teks(tambah)
    assert "Menyusun jadwal" in teks(tambah)
    assert kirim(budi, "catat", sesi, **dasar, **langkah, banyak="4").status_code == 302

    sesi = SesiPembinaan.objects.get()
    tolak = kirim(sari, "jawab", sesi, versi=sesi.versi, jawaban="keberatan", alasan="")
    assert tolak.status_code == 422
    for klien in (sari, budi):
        assert kirim(klien, "jawab", sesi, versi=sesi.versi, jawaban="setuju").status_code == 302
    satu = sesi.langkah.get()
    awalan = f"g{satu.uuid.hex[:8]}"
    tanda = reverse("kinerja:pembinaan_langkah", args=[satu.uuid])
    assert sari.post(tanda, {f"{awalan}-status": "batal"}).status_code == 422
    assert sari.post(tanda, {f"{awalan}-status": "selesai"}).status_code == 302
    lanjut = kirim(budi, "tutup", sesi, hasil="lanjut", catatan="Masih ada satu.")
    assert lanjut.status_code == 422
    assert "Isi tanggal pertemuan lanjutan" in teks(lanjut)
    assert (
        kirim(
            budi, "tutup", sesi, hasil="lanjut", catatan="Masih ada satu.", lanjut_pada=hari.isoformat()
        ).status_code
        == 302
    )

    halaman = teks(sari.get(reverse("kinerja:pembinaan_lihat", args=[sesi.uuid])))
    assert "Perlu dilanjutkan" in halaman
    assert "Dilanjutkan" in halaman
    jawab = sari.post(reverse("evaluasi:berita_acara", args=[sesi.uuid]), follow=True)
    assert jawab.status_code == 200
    assert "Berita Acara Pembinaan" in teks(jawab)


def test_lists_are_narrowed_and_cost_the_same_for_many(dunia, masuk, django_assert_max_num_queries):
    for n in range(35):
        sesi_at(
            StatusPembinaan.DIRENCANAKAN,
            pegawai=dunia.sari,
            pembina=dunia.budi,
            tujuan=f"Tujuan {n}",
            jenis=JenisPembinaan.KONSELING if n % 2 else JenisPembinaan.BIMBINGAN,
        )
    alamat = reverse("kinerja:pembinaan_tim")
    budi, sari = masuk(dunia.budi), masuk(dunia.sari)

    with django_assert_max_num_queries(12):
        jawab = teks(budi.get(alamat))
    assert "Halaman 1 dari 2" in jawab
    with django_assert_max_num_queries(12):
        assert "Halaman 1 dari 2" in teks(sari.get(reverse("kinerja:pembinaan")))
    karta = teks(masuk(dunia.karta).get(alamat))
    assert "Konseling kinerja:" not in karta
    assert "Bimbingan kinerja: Tujuan" in karta
    kosong = teks(masuk(dunia.budi).get(alamat, {"keadaan": "terlambat", "cari": "zzz"}))
    assert "Tidak ada sesi di sini" in kosong


def test_rekap_page_shows_counts_and_hides_few(dunia, masuk, django_assert_max_num_queries):
    sesi_at(
        StatusPembinaan.DIRENCANAKAN, pegawai=dunia.sari, pembina=dunia.budi, jenis=JenisPembinaan.KONSELING
    )
    eka = masuk(dunia.eka)
    with django_assert_max_num_queries(12):
        jawab = teks(eka.get(reverse("kinerja:pembinaan_rekap")))
    assert "disembunyikan" in jawab
    assert dunia.sari.nama not in jawab


@pytest.fixture
def lemah(dunia):
    """Sari's evaluation of this quarter, final, with results below expectation."""
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    triwulan = Periode.objects.periodik().pada(timezone.localdate()).get(instansi=dunia.instansi)
    capaian_tetap(dunia.dinas, triwulan, dunia.bupati)
    return evaluasi_at(
        StatusEvaluasi.FINAL,
        skp=skp,
        periode=triwulan,
        hasil=Ekspektasi.DIBAWAH,
        perilaku=Ekspektasi.SESUAI,
    )


def test_a_weak_predikat_leads_to_a_session_that_both_find_again(dunia, masuk, lemah):
    assert lemah.predikat == Predikat.BUTUH_PERBAIKAN
    budi = masuk(dunia.budi)
    lihat = reverse("evaluasi:lihat", args=[lemah.uuid])
    rencana = reverse("evaluasi:pembinaan", args=[lemah.uuid])
    assert rencana in teks(budi.get(lihat))
    assert "Minta pembinaan" in teks(masuk(dunia.sari).get(lihat))
    assert lemah.alasan_hasil in usul_rencana(lemah)["situasi"]
    assert lemah.alasan_hasil in teks(budi.get(rencana))

    isi = {**ISI, "jenis": "konseling", "klien_id": str(uuid.uuid4())}
    salah = budi.post(rencana, {**isi, "tanggal": "2020-01-01"})
    assert salah.status_code == 422
    assert "Tanggal pertemuan sudah lewat" in teks(salah)
    jawab = budi.post(rencana, {**isi, "tanggal": timezone.localdate().isoformat()})

    assert jawab.status_code == 302
    sesi = SesiPembinaan.objects.get()
    assert sesi.asal_evaluasi == lemah.uuid
    assert "Butuh Perbaikan" in sesi.asal_label
    for orang in (dunia.budi, dunia.sari):
        assert reverse("kinerja:pembinaan_lihat", args=[sesi.uuid]) in teks(masuk(orang).get(lihat))
    for orang in (dunia.karta, dunia.eka):
        assert reverse("kinerja:pembinaan_lihat", args=[sesi.uuid]) not in teks(masuk(orang).get(lihat))


def test_a_draft_or_good_predikat_plans_nothing(dunia, lemah):
    lemah.status = StatusEvaluasi.DINILAI
    assert "setelah hasil" in may_plan_pembinaan_dari(dunia.budi, lemah).alasan
    lemah.status, lemah.predikat = StatusEvaluasi.FINAL, Predikat.BAIK
    assert not may_plan_pembinaan_dari(dunia.budi, lemah)
    lemah.predikat = Predikat.KURANG
    assert may_plan_pembinaan_dari(dunia.budi, lemah)
    assert not may_plan_pembinaan_dari(dunia.sari, lemah)


def test_home_tells_of_thanks(dunia, masuk):
    apresiasi_baru(dunia.citra, dunia.sari)

    assert "Baca 1 apresiasi untuk Anda" in teks(masuk(dunia.sari).get(reverse("beranda")))
