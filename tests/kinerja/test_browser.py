"""The execution stage in a real browser: phone and desktop, counted taps, axe, no sideways scrolling, no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from kinerja.models import CatatanHarian, Realisasi, UmpanBalik
from pegawai.models import Pegawai
from skp.models import Periode
from skp.rules import StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, gambar, pdf, perilaku_baru, umpan_balik_baru
from tests.factories.pegawai import dunia_baru
from tests.factories.skp import skp_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PONSEL, MEJA = (360, 740), (1280, 800)


@pytest.fixture
def isi(transactional_db):
    """Committed rows on the real day: some work, a behaviour, feedback, evidence with a long name."""
    dunia = dunia_baru()
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    rhk = skp.rhk.order_by("-jenis", "urutan").first()
    kemarin = timezone.localdate() - timedelta(days=1)
    bukti = bukti_baru(skp, "laporan-pengujian-modul-antarmuka-dan-api-layanan-publik-versi-akhir-sekali.pdf")
    catatan_baru(
        rhk,
        kemarin,
        "Menguji modul antarmuka bersama perangkat daerah",
        jumlah=2,
        satuan="laporan",
        bukti=[bukti],
    )
    catatan_baru(rhk, kemarin, "Rapat koordinasi tim", jumlah=1, satuan="rapat")
    perilaku_baru(skp, kemarin)
    umpan_balik_baru(dunia.budi, skp, rhk=rhk, penilaian="sesuai")
    umpan_balik_baru(dunia.tono, skp, "Libatkan pengguna lebih awal.", sifat="saran", nilai="kolaboratif")
    return dunia, skp, rhk


@pytest.fixture
def buka(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A page signed in as somebody, at a size; every page must be free of script errors and CSP breaches."""
    konteks_terbuka, keluhan = [], []

    def _buka(pegawai: Pegawai, ukuran: tuple[int, int] = PONSEL, *, skrip: bool = True) -> Page:
        klien = Client()
        klien.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        konteks = browser.new_context(
            locale="id-ID",
            base_url=live_server.url,
            viewport={"width": ukuran[0], "height": ukuran[1]},
            java_script_enabled=skrip,
            has_touch=ukuran == PONSEL,
        )
        konteks.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": klien.session.session_key,
                    "url": live_server.url,
                }
            ]
        )
        halaman = konteks.new_page()
        halaman.on("pageerror", lambda galat: keluhan.append(str(galat)))
        halaman.on(
            "console", lambda p: keluhan.append(p.text) if p.type == "error" and "CSP" in p.text else None
        )
        konteks_terbuka.append(konteks)
        return halaman

    yield _buka
    for konteks in konteks_terbuka:
        konteks.close()
    assert keluhan == []


def lihat(halaman: Page) -> None:
    """What every page must be: no axe finding, nothing to scroll sideways, one main heading."""
    temuan = Axe().run(halaman, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(t["id"], t["nodes"][0]["html"][:200]) for t in temuan] == [], halaman.url
    lebar = halaman.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    keluar = halaman.evaluate(
        """() => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
             .slice(0, 5).map(e => e.outerHTML.slice(0, 160))"""
    )
    assert lebar[0] <= lebar[1], f"{halaman.url} scrolls sideways: {lebar}, {keluar}"
    assert halaman.locator("h1").count() == 1


def alamat_sari(skp) -> list[str]:
    c = skp.catatan.first()
    return [
        reverse("kinerja:catatan"),
        reverse("kinerja:catatan_minggu"),
        reverse("kinerja:catatan_bulan"),
        f"{reverse('kinerja:catatan_cari')}?q=modul",
        reverse("kinerja:catatan_ubah", args=[c.uuid]),
        reverse("kinerja:realisasi"),
        f"{reverse('kinerja:perilaku')}?nilai=harmonis",
        reverse("kinerja:umpan_balik"),
        reverse("kinerja:linimasa", args=[skp.uuid]),
    ]


def alamat_pimpinan(skp) -> list[str]:
    return [
        reverse("kinerja:tim"),
        reverse("kinerja:linimasa", args=[skp.uuid]),
        reverse("kinerja:umpan_balik_beri", args=[skp.uuid]),
        f"{reverse('kinerja:perilaku_pegawai', args=[skp.uuid])}?nilai=loyal",
        reverse("kinerja:umpan_balik_diberikan"),
    ]


@pytest.mark.parametrize("siapa", ["sari", "budi", "tono"])
def test_every_page_is_clean_at_every_size(isi, buka, siapa):
    """Opened once and drawn three times."""
    dunia, skp, _ = isi
    halaman = buka(getattr(dunia, siapa))

    for jalur in alamat_sari(skp) if siapa == "sari" else alamat_pimpinan(skp):
        jawab = halaman.goto(jalur)
        assert jawab is not None
        assert jawab.status == 200
        for rincian in halaman.locator("main details").all():
            rincian.evaluate("d => { d.open = true }")
        for lebar, tinggi in (PONSEL, MEJA, (320, 600)):
            halaman.set_viewport_size({"width": lebar, "height": tinggi})
            lihat(halaman)


class TestKetukan:
    """Steps of the everyday tasks, counted."""

    def test_repeated_entry_takes_two_taps_from_any_page(self, isi, buka):
        dunia, _, _ = isi
        halaman = buka(dunia.sari)
        halaman.goto(reverse("kinerja:umpan_balik"))

        halaman.get_by_role("link", name="Catat", exact=True).tap()
        halaman.get_by_role("button", name=re.compile("^Catat lagi: Rapat koordinasi tim")).tap()

        halaman.get_by_text("Tercatat untuk").wait_for()
        assert CatatanHarian.objects.filter(uraian="Rapat koordinasi tim").count() == 2

    def test_whole_day_again_takes_two_taps(self, isi, buka):
        dunia, _, _ = isi
        halaman = buka(dunia.sari)
        halaman.goto(reverse("kinerja:umpan_balik"))

        halaman.get_by_role("link", name="Catat", exact=True).tap()
        halaman.get_by_role("button", name="Ulangi").tap()

        halaman.get_by_text("2 catatan diulang dari").wait_for()
        assert CatatanHarian.objects.count() == 4

    def test_repeated_entry_with_another_amount_and_a_photo_takes_six(self, isi, buka, tmp_path):
        dunia, _, _ = isi
        foto = tmp_path / "foto.jpg"
        foto.write_bytes(gambar("JPEG", (400, 300)))
        halaman = buka(dunia.sari)
        halaman.goto(reverse("kinerja:umpan_balik"))

        halaman.get_by_role("link", name="Catat", exact=True).tap()  # 1
        halaman.get_by_role("link", name="Rapat koordinasi tim").tap()  # 2
        halaman.get_by_label("Jumlah").tap()  # 3
        halaman.get_by_label("Jumlah").fill("3")
        halaman.get_by_text("Tambah bukti").tap()  # 4
        with halaman.expect_file_chooser() as pilih:
            halaman.get_by_label("Ambil foto").tap()  # 5
        pilih.value.set_files(foto)
        halaman.get_by_role("button", name="Simpan catatan").tap()  # 6

        halaman.get_by_text(re.compile("^Tercatat untuk")).wait_for()
        c = CatatanHarian.objects.latest("id")
        assert (c.uraian, c.jumlah, c.bukti.count()) == ("Rapat koordinasi tim", 3, 1)

    def test_feedback_from_the_team_page_is_a_field_and_a_key(self, isi, buka):
        dunia, skp, _ = isi
        halaman = buka(dunia.budi, MEJA)
        halaman.goto(reverse("kinerja:tim"))

        kolom = halaman.get_by_label("Umpan balik untuk Sari Puspita")
        kolom.fill("Uji modul rapi dan lengkap")
        kolom.press("Enter")

        halaman.get_by_text("Umpan balik terkirim.").wait_for()
        u = UmpanBalik.objects.latest("id")
        assert (u.isi, u.pemberi, u.skp) == ("Uji modul rapi dan lengkap", dunia.budi, skp)
        assert halaman.url.endswith(reverse("kinerja:tim"))
        lihat(halaman)
        kolom = halaman.get_by_label("Umpan balik untuk Sari Puspita")
        assert kolom.input_value() == ""

    def test_refused_feedback_keeps_the_words_on_the_line(self, isi, buka):
        dunia, _, _ = isi
        halaman = buka(dunia.budi, MEJA)
        halaman.goto(reverse("kinerja:tim"))

        kolom = halaman.get_by_label("Umpan balik untuk Sari Puspita")
        kolom.fill("Sesuai ekspektasi")
        kolom.press("Enter")

        halaman.get_by_text("Tambahkan alasan dengan kata-kata Anda sendiri.").wait_for()
        assert halaman.get_by_label("Umpan balik untuk Sari Puspita").input_value() == "Sesuai ekspektasi"


class TestDiTempat:
    def test_realisasi_is_saved_in_place(self, isi, buka):
        dunia, _, rhk = isi
        halaman = buka(dunia.sari)
        halaman.goto(reverse("kinerja:realisasi"))
        baris = halaman.locator(f"#indikator-{rhk.indikator.first().uuid}")
        assert baris.get_by_label("Realisasi (laporan)").input_value() == "2"

        baris.get_by_label("laporan-pengujian").check()
        baris.get_by_role("button", name="Simpan realisasi").tap()

        baris.get_by_text(re.compile("^Tersimpan")).wait_for()
        r = Realisasi.objects.get()
        assert (r.angka, r.bukti.count()) == (2, 1)
        assert "16,7% dari target" in baris.inner_text()
        lihat(halaman)

    def test_two_tabs_get_the_page_with_both(self, isi, buka):
        dunia, skp, rhk = isi
        indikator = rhk.indikator.first()
        satu, dua = buka(dunia.sari, MEJA), buka(dunia.sari, MEJA)
        for tab in (satu, dua):
            tab.goto(reverse("kinerja:realisasi"))
        for tab, angka in ((satu, "4"), (dua, "9")):
            baris = tab.locator(f"#indikator-{indikator.uuid}")
            baris.get_by_label("Realisasi (laporan)").fill(angka)
            baris.get_by_role("button", name="Simpan realisasi").click()
            if tab is satu:
                baris.get_by_text(re.compile("^Tersimpan")).wait_for()

        dua.get_by_role("heading", name="Bandingkan kedua isian").wait_for()
        baris = dua.locator(f"#indikator-{indikator.uuid}")
        assert "4 laporan" in baris.inner_text()
        assert baris.get_by_label("Realisasi (laporan)").input_value() == "9"
        lihat(dua)
        with dua.expect_navigation():
            dua.get_by_role("button", name="Simpan isian saya").click()
        periode = Periode.objects.periodik().pada(timezone.localdate()).get(instansi=skp.instansi)
        assert Realisasi.objects.get(periode=periode).angka == 9

    def test_refused_file_leaves_the_words_and_moves_the_focus(self, isi, buka, tmp_path):
        dunia, _, _ = isi
        jahat = tmp_path / "laporan.pdf"
        jahat.write_bytes(b"\x7fELF" + b"\0" * 100)
        halaman = buka(dunia.sari)
        halaman.goto(reverse("kinerja:catatan"))
        halaman.get_by_label("Apa yang Anda kerjakan").fill("Menyusun panduan pengguna")
        halaman.get_by_text("Tambah bukti").tap()
        halaman.get_by_label("Pilih berkas").set_input_files(jahat)

        halaman.locator("[data-daftar-unggahan] .salah").get_by_text("sebuah program").wait_for()
        assert halaman.get_by_label("Apa yang Anda kerjakan").input_value() == "Menyusun panduan pengguna"
        lihat(halaman)

    def test_evidence_comes_as_a_download(self, isi, buka):
        dunia, skp, _ = isi
        halaman = buka(dunia.tono)
        halaman.goto(reverse("kinerja:linimasa", args=[skp.uuid]) + f"?bulan={skp.catatan.first().tanggal}")

        with halaman.expect_download() as unduhan:
            halaman.get_by_role("link", name=re.compile("laporan-pengujian")).first.tap()
            halaman.get_by_role("dialog").get_by_role("link", name=re.compile("^Unduh")).tap()

        assert unduhan.value.suggested_filename.endswith(".pdf")
        assert Path(unduhan.value.path()).read_bytes().startswith(b"%PDF-")


class TestTanpaSkrip:
    def test_log_edit_withdraw_and_restore(self, isi, buka, tmp_path):
        dunia, _, _ = isi
        berkas = tmp_path / "bukti.pdf"
        berkas.write_bytes(pdf())
        halaman = buka(dunia.sari, skrip=False)
        halaman.goto(reverse("kinerja:catatan"))

        halaman.get_by_label("Apa yang Anda kerjakan").fill("Menyusun panduan")
        halaman.get_by_text("Tambah bukti").click()
        halaman.get_by_label("Pilih berkas").set_input_files(berkas)
        halaman.get_by_role("button", name="Simpan catatan").click()
        halaman.get_by_role("link", name="Ubah Menyusun panduan").click()
        halaman.get_by_label("Apa yang Anda kerjakan").fill("Menyusun panduan pengguna")
        halaman.get_by_role("button", name="Simpan perubahan").click()
        halaman.get_by_role("button", name="Tarik Menyusun panduan pengguna").click()
        halaman.get_by_role("button", name=re.compile("^Pulihkan")).click()

        expect(halaman.get_by_text("Catatan dipulihkan.")).to_have_count(1)
        c = CatatanHarian.objects.latest("id")
        assert (c.uraian, c.ditarik_pada, c.bukti.count()) == ("Menyusun panduan pengguna", None, 1)

    def test_realisasi_and_feedback(self, isi, buka):
        dunia, _, rhk = isi
        halaman = buka(dunia.sari, skrip=False)
        halaman.goto(reverse("kinerja:realisasi"))
        baris = halaman.locator(f"#indikator-{rhk.indikator.first().uuid}")
        baris.get_by_label("Realisasi (laporan)").fill("3")
        with halaman.expect_navigation():
            baris.get_by_role("button", name="Simpan realisasi").click()
        assert Realisasi.objects.get().angka == 3

        halaman = buka(dunia.tono, skrip=False)
        halaman.goto(reverse("kinerja:tim"))
        halaman.get_by_label("Umpan balik untuk Sari Puspita").fill("Arahan jelas")
        halaman.get_by_role("button", name="Kirim untuk Sari Puspita").click()
        expect(halaman.get_by_text("Umpan balik untuk Sari Puspita terkirim.")).to_have_count(1)
        assert UmpanBalik.objects.latest("id").peran_pemberi == "ketua_tim"
