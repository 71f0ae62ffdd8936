"""People and organisation in a real browser: every page readable at 360 and 1280 px, pickers, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.sessions.backends.cached_db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from pegawai.models import Pegawai, PermintaanPerbaikan, TimKerja
from pegawai.rules import BidangPerbaikan, StatusPerbaikan
from pegawai.selectors import penilai_of
from pegawai.services import report_salah, settle_perbaikan
from tests.factories.pegawai import SANDI, Dunia, dunia_baru, pegawai_baru

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KECIL_SEKALI, PONSEL, MEJA = (320, 600), (360, 740), (1280, 900)
KECIL = """() => [...document.querySelectorAll('a, button, summary, select, textarea, input:not([type=hidden])')]
  .filter(e => e.getClientRects().length && !e.closest('p, dd, .sr, .lewati, .orang'))
  .map(e => [e, (e.matches('[type=checkbox], [type=radio]') ? e.closest('.pilihan')
                 : e.closest('.tugas-isi') ? e.closest('li') : e).getBoundingClientRect()])
  .filter(([, r]) => r.height < 43.5 || r.width < 24).map(([e]) => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def d(transactional_db) -> Dunia:
    return dunia_baru()


@pytest.fixture
def buka(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """A page signed in as somebody; script errors and breaches of the security policy fail the test."""
    terbuka, keluhan = [], []

    def _buka(pegawai: Pegawai, ukuran: tuple[int, int] = MEJA, *, skrip: bool = True) -> Page:
        klien = Client()
        klien.force_login(pegawai.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        konteks = browser.new_context(
            locale="id-ID",
            base_url=live_server.url,
            viewport={"width": ukuran[0], "height": ukuran[1]},
            java_script_enabled=skrip,
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
        terbuka.append(konteks)
        halaman = konteks.new_page()
        halaman.on("pageerror", lambda galat: keluhan.append(str(galat)))
        halaman.on("console", lambda m: keluhan.append(m.text) if "Content Security" in m.text else None)
        return halaman

    yield _buka
    for konteks in terbuka:
        konteks.close()
    assert not keluhan


def halaman_sari(d: Dunia) -> list[str]:
    report_salah(
        pelaku=d.sari,
        pegawai=d.sari,
        bidang=BidangPerbaikan.UNIT,
        data_benar="Salah unit",
        usul_unit=d.bidang_lain,
    )
    lama = report_salah(pelaku=d.sari, pegawai=d.sari, bidang=BidangPerbaikan.NAMA, data_benar="Gelar kurang")
    settle_perbaikan(pelaku=d.eka, permintaan=lama, jawaban="Sudah diperbaiki.")
    return [
        reverse("pegawai:penempatan_saya"),
        reverse("pegawai:perbaikan_buat"),
        reverse("pegawai:perbaikan_buat") + "?bidang=penilai",
        reverse("pegawai:tim_daftar"),
        reverse("pegawai:tim_detail", args=[TimKerja.objects.get().uuid]),
    ]


def halaman_budi(d: Dunia) -> list[str]:
    return [reverse("pegawai:penempatan_saya"), reverse("pegawai:pegawai_detail", args=[d.sari.uuid])]


def halaman_eka(d: Dunia) -> list[str]:
    laporan = report_salah(
        pelaku=d.sari,
        pegawai=d.sari,
        bidang=BidangPerbaikan.PENILAI,
        data_benar="Salah",
        usul_penilai=d.karta,
    )
    p = d.penempatan(d.sari)
    pegawai_baru(d.instansi, "Hani Safitri", unit=d.bidang, akun=False)
    tanpa = ("pegawai_daftar", "unit_daftar", "unit_akar_tambah", "tim_bentuk", "perbaikan_daftar")
    dengan = {
        d.sari.uuid: (
            "pegawai_detail",
            "identitas_ubah",
            "kedudukan_ubah",
            "penempatan_pindah",
            "penempatan_tugas",
            "akses_reset",
            "peran_beri",
        ),
        p.uuid: ("penempatan_tutup", "penilai_tetapkan", "penilai_otomatis"),
        d.bidang_lain.uuid: (
            "unit_detail",
            "unit_tambah",
            "unit_nama",
            "unit_pindah",
            "unit_tutup",
            "unit_kepala",
            "pejabat_negara_tambah",
        ),
        TimKerja.objects.get().uuid: ("tim_detail", "tim_ubah", "anggota_tambah"),
        laporan.uuid: ("perbaikan_detail",),
    }
    alamat = [reverse(f"pegawai:{n}") for n in tanpa]
    alamat += [reverse(f"pegawai:{n}", args=[u]) for u, nama in dengan.items() for n in nama]
    return [
        *alamat,
        f"{reverse('pegawai:unit_daftar')}?tanpa_pejabat=on",
        f"{reverse('pegawai:pegawai_daftar')}?cari=zzz",
        f"{reverse('pegawai:pegawai_daftar')}?keadaan=belum_bisa_masuk",
    ]


@pytest.mark.parametrize(
    ("siapa", "daftar"),
    [("sari", halaman_sari), ("budi", halaman_budi), ("eka", halaman_eka)],
    ids=["sari", "budi", "eka"],
)
def test_every_page_is_readable_and_fits(d, buka, siapa, daftar):
    """Opened once and drawn three times: 320 px, a phone, a desk."""
    alamat = daftar(d)
    halaman = buka(getattr(d, siapa), PONSEL)
    temuan = {}
    for satu in alamat:
        halaman.goto(satu)
        for lebar, tinggi in (KECIL_SEKALI, PONSEL, MEJA):
            halaman.set_viewport_size({"width": lebar, "height": tinggi})
            if masalah := masalah_di(halaman, lebar):
                temuan[satu, lebar] = masalah

    assert temuan == {}


def masalah_di(halaman: Page, lebar: int) -> list[tuple[str, list[str]]]:
    """What axe finds, what sticks out sideways, what is too small for a thumb."""
    axe = Axe().run(halaman, options={"resultTypes": ["violations"]}).response
    masalah = [(t["id"], [n["html"][:120] for n in t["nodes"]]) for t in axe["violations"]]
    if halaman.evaluate("document.documentElement.scrollWidth") > lebar:
        masalah.append(("scrolls sideways", []))
    return masalah + [("small target", [k]) for k in halaman.evaluate(KECIL)]


def test_wrong_penilai_is_reported_and_mended_by_two_people(d, buka):
    """Sari picks the right one while typing; Eka settles it with one reason and one press; Sari reads it."""
    sari = buka(d.sari, PONSEL)
    sari.goto("/pegawai/saya/")
    sari.get_by_role("link", name=re.compile("Ini salah.*pejabat penilai")).click()
    sari.get_by_label("Pilih pejabat penilai yang benar").press_sequentially("karta")
    sari.get_by_label("Karta Wijaya").check()
    sari.get_by_label("Siapa seharusnya pejabat penilai Anda, sejak kapan?").fill("Karta, sejak Maret.")
    sari.get_by_role("button", name="Kirim kepada admin").click()
    expect(sari.get_by_text("Laporan terkirim kepada admin kepegawaian.")).to_be_visible()

    eka = buka(d.eka)
    eka.goto("/pegawai/perbaikan/")
    eka.get_by_role("link", name="Sari Puspita").click()
    expect(eka.get_by_label("Karta Wijaya")).to_be_checked()
    eka.get_by_label("Alasan").fill("Nota dinas 800/12")
    eka.get_by_role("button", name="Perbaiki dan jawab").click()
    expect(eka.get_by_text("Tidak ada yang menunggu")).to_be_visible()

    sari.goto("/pegawai/saya/")
    expect(sari.get_by_text("Pejabat penilai Anda kini Karta Wijaya")).to_be_visible()
    assert penilai_of(d.penempatan(d.sari), timezone.localdate()) == d.karta


def test_the_same_without_script(d, buka):
    sari = buka(d.sari, PONSEL, skrip=False)
    sari.goto("/pegawai/saya/salah/?bidang=penilai")
    sari.get_by_label("Siapa seharusnya pejabat penilai Anda, sejak kapan?").fill("Karta, sejak Maret.")
    sari.get_by_label("Pilih pejabat penilai yang benar").fill("karta")
    sari.get_by_role("button", name="Cari").click()
    sari.get_by_label("Karta Wijaya").check()
    expect(sari.get_by_label("Siapa seharusnya pejabat penilai Anda, sejak kapan?")).to_have_value(
        "Karta, sejak Maret."
    )
    with sari.expect_navigation():
        sari.get_by_role("button", name="Kirim kepada admin").click()

    laporan = PermintaanPerbaikan.objects.get()
    assert (laporan.usul_penilai, laporan.status) == (d.karta, StatusPerbaikan.BARU)


def test_searching_people_follows_the_typing_and_keeps_a_nip_out_of_the_address(d, buka):
    eka = buka(d.eka)
    eka.goto("/pegawai/")
    kotak = eka.get_by_label("Nama, NIP, atau unit")

    kotak.press_sequentially("statis")
    expect(eka.get_by_text("2 pegawai", exact=True)).to_be_visible()
    eka.wait_for_url("**/pegawai/?cari=statis")
    eka.get_by_role("link", name="Unit dan jabatan").click()
    eka.wait_for_url("**/pegawai/?cari=statis&urut=unit")

    kotak = eka.get_by_label("Nama, NIP, atau unit")
    kotak.fill("")
    kotak.press_sequentially(d.sari.nip)
    expect(eka.get_by_role("link", name="Sari Puspita")).to_be_visible()
    expect(eka.get_by_text("1 pegawai dengan NIP itu")).to_be_visible()
    assert d.sari.nip[:6] not in eka.url
    kotak.press("Enter")
    eka.wait_for_load_state()
    assert d.sari.nip[:6] not in eka.url


def test_a_form_that_comes_after_the_session_ended_keeps_its_text(d, buka):
    """The words stay on the device; after signing in one is back on the form and gets them back."""
    eka = buka(d.eka)
    alamat = reverse("pegawai:unit_nama", args=[d.bidang.uuid])
    eka.goto(alamat)
    eka.get_by_label("Alasan").fill("Perbup 12 Tahun 2026, Pasal 4 ayat 2")
    kue = next(k for k in eka.context.cookies() if k["name"] == settings.SESSION_COOKIE_NAME)
    SessionStore(kue["value"]).delete()
    # what the page fetches by itself hears of it first, and its answer takes the cookie away
    eka.evaluate("fetch('/pekerja-layanan.js', { cache: 'no-store' }).then(j => j.text())")
    assert settings.SESSION_COOKIE_NAME not in {k["name"] for k in eka.context.cookies()}

    eka.get_by_role("button", name="Simpan nama").click()

    expect(eka.get_by_text("Sesi Anda berakhir, jadi kiriman tadi belum tersimpan.")).to_be_visible()
    eka.get_by_label("NIP").fill(d.eka.nip)
    eka.get_by_label("Kata sandi", exact=True).fill(SANDI)
    eka.get_by_role("button", name="Masuk", exact=True).click()
    eka.wait_for_url(f"**{alamat}")
    eka.get_by_role("button", name="Pulihkan tulisan").click()
    expect(eka.get_by_label("Alasan")).to_have_value("Perbup 12 Tahun 2026, Pasal 4 ayat 2")


def test_a_conflict_leads_back_to_the_form_with_the_text(d, buka):
    eka = buka(d.eka)
    alamat = reverse("pegawai:unit_nama", args=[d.bidang.uuid])
    eka.goto(alamat)
    eka.get_by_label("Nama unit").fill("Bidang Aplikasi")
    eka.get_by_label("Alasan").fill("Perbup 12")
    d.bidang.nama = "Bidang Aplikasi dan Data"
    d.bidang.save()

    eka.get_by_role("button", name="Simpan nama").click()

    expect(eka.get_by_text("Data ini sudah diubah sejak halaman Anda dibuka.")).to_be_visible()
    eka.get_by_role("link", name="Lihat keadaan terbaru").click()
    expect(eka.get_by_label("Nama unit")).to_have_value("Bidang Aplikasi dan Data")
    eka.get_by_role("button", name="Pulihkan tulisan").click()
    expect(eka.get_by_label("Alasan")).to_have_value("Perbup 12")


def test_the_first_password_is_printed_without_the_shell(d, buka):
    eka = buka(d.eka)
    eka.goto(reverse("pegawai:akses_reset", args=[d.sari.uuid]))
    eka.get_by_role("button", name="Buat sandi awal").click()
    sandi = eka.locator(".sandi-awal")
    expect(sandi).to_be_visible()
    expect(eka.get_by_role("button", name="Cetak")).to_be_visible()

    eka.emulate_media(media="print")

    expect(sandi).to_be_visible()
    expect(eka.get_by_role("button", name="Cetak")).to_be_hidden()
    expect(eka.get_by_role("navigation", name="Menu utama")).to_be_hidden()


def test_the_tree_opens_branch_by_branch(d, buka):
    eka = buka(d.eka, PONSEL)
    eka.goto("/pegawai/unit/")
    expect(eka.get_by_role("link", name="Bidang Statistik")).to_have_count(0)

    eka.get_by_role("link", name="2 unit di bawah Dinas Komunikasi dan Informatika").click()

    expect(eka.get_by_role("link", name="Bidang Statistik")).to_be_visible()


def test_signing_in_with_a_first_password_on_a_phone(d, buka, page, live_server):
    from pegawai.services import reset_akses

    sandi = reset_akses(pelaku=d.eka, pegawai=d.sari)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{live_server.url}/pegawai/saya/")
    page.get_by_label("NIP").fill(d.sari.nip_tampil)
    page.get_by_label("Kata sandi", exact=True).fill(sandi)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.get_by_label("Kata sandi baru", exact=True).fill("kuda-batu-jendela-81")
    page.get_by_label("Tulis sekali lagi kata sandi baru").fill("kuda-batu-jendela-81")
    page.get_by_role("button", name="Simpan kata sandi").click()

    page.wait_for_url("**/pegawai/saya/")
    expect(page.get_by_text("Kata sandi baru tersimpan.")).to_be_visible()
