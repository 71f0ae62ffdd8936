"""The whole path in a real browser: plan, log, feed back, judge, and the document made by a real worker.

Sari plans and logs on a phone, Tono leads her team on one; Budi rates her and Karta fixes the capaian at a desk.
Each page is looked at in both widths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from evaluasi.models import Dokumen, Evaluasi
from skp.models import Periode, Skp
from skp.rules import StatusSkp
from tests.factories.kinerja import pdf
from tests.factories.pegawai import Dunia, dunia_baru
from tests.factories.skp import skp_at
from tests.orang import Orang, perangkat
from tests.pekerja import pekerja

RHK_BUDI = "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah"
RHK = "Tersusunnya modul antarmuka & API <b>layanan</b>"
INDIKATOR = "Jumlah modul yang lulus uji"
EKSPEKTASI = "Melibatkan pengguna sejak awal"
KEGIATAN = "Menulis uji otomatis modul pembayaran"
REALISASI = "Modul pembayaran dan modul pendaftaran selesai"
PERILAKU = "Mengajak tiga perangkat daerah menguji rancangan"
UMPAN_TIM = "Antarmuka mudah dipakai, pertahankan"
UMPAN_PENILAI = "Pengguna merasa dilibatkan"
BALASAN = "Terima kasih, akan saya lanjutkan"
DASAR_HASIL = "Enam belas modul lulus uji menurut berita acara"
DASAR_PERILAKU = "Selalu membuka ruang bagi pengguna"
REKOMENDASI = "Diusulkan pelatihan keamanan aplikasi"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cerita() -> Dunia:
    """The agency on the day before planning: Budi's own SKP is in force."""
    dunia = dunia_baru()
    skp_at(StatusSkp.BERJALAN, pegawai=dunia.budi, rhk=(RHK_BUDI,))
    return dunia


@pytest.fixture
def datang(browser: Browser, live_server: Any) -> Iterator[Callable[..., Orang]]:
    with perangkat(browser, live_server.url) as bawa:
        yield bawa


PONSEL, MEJA = (360, 1280), (1280, 360)
"""The width one works in, and the other."""


def test_a_year_from_plan_to_document(cerita: Dunia, datang: Callable[..., Orang], tmp_path: Path):
    sari, budi = datang(cerita.sari, *PONSEL), datang(cerita.budi, *MEJA)

    susun_skp(sari)
    kembalikan_lalu_setujui(budi, sari)
    skp = Skp.objects.get(pegawai=cerita.sari)
    catat_kinerja(sari, skp)
    umpan_balik(datang(cerita.tono, *PONSEL), budi, sari, skp)
    tetapkan_capaian(datang(cerita.karta, *MEJA), cerita, skp)
    with pekerja(tmp_path, settings.REDIS_URL):
        evaluasi = nilai(budi, skp)
        teks = unduh_dokumen(sari, budi, evaluasi)

    dokumen_memuat(teks, skp)


def susun_skp(sari: Orang) -> None:
    """Step 1: an RHK under the leader's, an indicator with a typed target, an expectation; hand it in."""
    sari.buka("/skp/")
    sari.tekan("Susun SKP", "link")
    sari.tekan("Mulai")
    sari.buka(f"{sari_skp_alamat(sari)}hasil-kerja/tambah/")
    sari.halaman.get_by_text(RHK_BUDI).first.click()
    sari.isi("teks", RHK)
    sari.tekan("Simpan dan tambah indikator")
    sari.pilih("aspek", "kuantitas")
    sari.isi("teks", INDIKATOR)
    sari.isi("target_angka", "16")
    sari.isi("satuan", "modul")
    sari.tekan("Simpan", pindah=True)
    sari.lihat(INDIKATOR)
    sari.tekan("Lanjut ke perilaku kerja", "link")
    sari.halaman.locator("[name=kolaboratif]").fill(EKSPEKTASI)
    expect(sari.halaman.get_by_text("Tersimpan").first).to_be_visible()
    sari.tekan("Simpan dan lanjut")
    sari.buka(f"{sari_skp_alamat(sari)}periksa/")
    sari.lihat(EKSPEKTASI)
    sari.tekan("Ajukan SKP")
    sari.lihat("Budi Santoso")


def sari_skp_alamat(sari: Orang) -> str:
    return f"/skp/{Skp.objects.get(pegawai__nama='Sari Puspita').uuid}/"


def kembalikan_lalu_setujui(budi: Orang, sari: Orang) -> None:
    """Budi returns it with a note, Sari mends it, Budi approves."""
    budi.buka("/")
    budi.tekan("Sari Puspita", "link")
    budi.lihat(RHK)
    budi.isi("catatan", "Sebutkan uji yang dipakai.")
    budi.tekan("Kembalikan dengan catatan")
    sari.buka(sari_skp_alamat(sari))
    sari.lihat("Sebutkan uji yang dipakai.")
    sari.buka(f"{sari_skp_alamat(sari)}periksa/")
    sari.tekan("Ajukan SKP")
    budi.buka(f"{sari_skp_alamat(sari)}tinjau/")
    budi.tekan("Setujui SKP")
    sari.buka(sari_skp_alamat(sari))
    sari.lihat("Berjalan")


def catat_kinerja(sari: Orang, skp: Skp) -> None:
    """Step 2: work of today with a file, the realisasi of the quarter, a behaviour."""
    sari.buka("/kinerja/")
    sari.isi("uraian", KEGIATAN)
    sari.isi("jumlah", "6")
    sari.isi("satuan", "kasus uji")
    sari.halaman.get_by_text("Tambah bukti").click()
    sari.halaman.locator("[name=berkas]").set_input_files(
        {"name": "berita acara.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    expect(sari.halaman.locator("[data-daftar-unggahan]")).to_contain_text(
        re.compile("terkirim|siap dipakai")
    )
    sari.tekan("Simpan catatan")
    sari.lihat(KEGIATAN)
    sari.lihat("berita acara.pdf")
    sari.buka("/kinerja/realisasi/")
    formulir = (
        sari.halaman.locator("form")
        .filter(has_text=INDIKATOR)
        .or_(sari.halaman.locator("form[hx-post]"))
        .first
    )
    formulir.locator("[name$=-angka]").fill("16")
    formulir.locator("[name$=-teks]").fill(REALISASI)
    formulir.locator("[name$=-sumber_data]").fill("Berita acara uji")
    formulir.get_by_role("button", name="Simpan realisasi").click()
    sari.lihat("Tersimpan")
    sari.buka("/kinerja/perilaku/?nilai=kolaboratif")
    sari.halaman.locator("[name$=uraian]").first.fill(PERILAKU)
    sari.tekan("Simpan")
    sari.lihat(PERILAKU)


def umpan_balik(tono: Orang, budi: Orang, sari: Orang, skp: Skp) -> None:
    """Step 3: the ketua tim on the RHK, the penilai on a behaviour; Sari reads and replies."""
    rhk = skp.rhk.get()
    for orang, sasaran, isi in (
        (tono, rhk.uuid, UMPAN_TIM),
        (budi, "kolaboratif", UMPAN_PENILAI),
    ):
        orang.buka(f"/kinerja/pegawai/{skp.uuid}/umpan-balik/")
        pilihan = orang.halaman.locator("[name=sasaran] option")
        nilai = next(v for v in pilihan.evaluate_all("o => o.map(x => x.value)") if str(sasaran) in v)
        orang.halaman.locator("[name=sasaran]").select_option(nilai)
        orang.pilih("sifat", "pujian")
        orang.pilih("penilaian", "diatas")
        orang.halaman.locator("[name=isi]").fill(isi)
        orang.tekan("Kirim umpan balik")
    sari.buka("/kinerja/umpan-balik/")
    sari.lihat(UMPAN_TIM)
    sari.lihat(UMPAN_PENILAI)
    if not sari.halaman.locator("[name$=balasan]").first.is_visible():
        sari.halaman.locator("summary").filter(has_text="Balas").first.click()
    sari.halaman.locator("[name$=balasan]").first.fill(BALASAN)
    sari.halaman.get_by_role("button", name="Kirim balasan").first.click()
    sari.lihat(BALASAN)


def tetapkan_capaian(karta: Orang, cerita: Dunia, skp: Skp) -> None:
    """Step 4, before any predikat: the leader above fixes what the unit achieved."""
    periode = triwulan_ini(skp)
    karta.buka(f"/capaian/{cerita.bidang.uuid}/{periode.uuid}/")
    karta.pilih("predikat", "baik")
    karta.halaman.locator("[name=dasar]").fill("Dua belas layanan digital dari target dua belas")
    karta.tekan("Tetapkan")
    karta.lihat("Ditetapkan")


def triwulan_ini(skp: Skp) -> Periode:
    return Periode.objects.periodik().pada(timezone.localdate()).get(instansi=skp.instansi_id)


def nilai(budi: Orang, skp: Skp) -> Evaluasi:
    """Step 4: all material in sight, two ratings with grounds, the predikat of the quadrant, final."""
    budi.buka(f"/evaluasi/tim/?periode={triwulan_ini(skp).uuid}")
    budi.tekan("Nilai")
    for bahan in (RHK, INDIKATOR, REALISASI, PERILAKU, UMPAN_TIM, UMPAN_PENILAI, EKSPEKTASI):
        budi.lihat(bahan)
    budi.pilih("rating_hasil", "diatas")
    budi.pilih("rating_perilaku", "diatas")
    budi.halaman.locator("[name=alasan_hasil]").fill(DASAR_HASIL)
    budi.halaman.locator("[name=alasan_perilaku]").fill(DASAR_PERILAKU)
    budi.halaman.locator("[name=catatan_rekomendasi]").fill(REKOMENDASI)
    budi.tekan("Periksa dan kirim")
    budi.lihat("Sangat Baik")
    budi.tekan("final")
    evaluasi = Evaluasi.objects.get(skp=skp)
    assert evaluasi.is_final
    assert evaluasi.predikat == "sangat_baik"
    return evaluasi


def unduh_dokumen(sari: Orang, budi: Orang, evaluasi: Evaluasi) -> dict[str, str]:
    """Step 5: the page waits for the worker; both download the same two documents."""
    teks: dict[str, str] = {}
    for orang in (sari, budi):
        orang.buka(f"/evaluasi/{evaluasi.uuid}/")
        tautan = orang.halaman.locator("a[href$='/unduh/']")
        expect(tautan).to_have_count(2, timeout=60_000)
        for n in range(2):
            with orang.halaman.expect_download() as unduhan:
                tautan.nth(n).click()
            isi = Path(unduhan.value.path()).read_bytes()
            assert str(evaluasi.pegawai.nip) not in unduhan.value.suggested_filename
            halaman = PdfReader(BytesIO(isi)).pages
            teks[unduhan.value.suggested_filename] = " ".join(
                " ".join(h.extract_text() for h in halaman).split()
            )
    assert Dokumen.objects.filter(evaluasi=evaluasi).count() == 2
    assert len(teks) == 2
    return teks


def dokumen_memuat(teks: dict[str, str], skp: Skp) -> None:
    """What was typed stands in the documents, letter by letter."""
    lembar, dokumen = sorted(teks.values(), key=len, reverse=True)
    for isi in (
        RHK_BUDI,
        RHK,
        INDIKATOR,
        "16 modul",
        REALISASI,
        UMPAN_TIM,
        UMPAN_PENILAI,
        EKSPEKTASI,
        "Berita acara uji",
    ):
        assert isi in lembar, isi
    for judul in (
        "EVALUASI KINERJA PEGAWAI",
        "HASIL KERJA",
        "A. UTAMA",
        "PERILAKU KERJA",
        "PREDIKAT KINERJA PEGAWAI",
    ):
        assert judul in lembar
    assert "DOKUMEN EVALUASI KINERJA PEGAWAI" in dokumen
    assert REKOMENDASI in dokumen
    assert "SANGAT BAIK" in dokumen
    assert str(skp.pegawai.nip) in dokumen
