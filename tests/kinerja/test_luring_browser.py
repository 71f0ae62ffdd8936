"""Without a network, in a real browser against a real server: nothing lost, nothing twice, nothing of others."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kinerja.models import BuktiDukung, CatatanHarian, KunciKiriman
from kinerja.views import luring
from skp.rules import StatusSkp
from tests.factories.kinerja import catatan_baru, gambar
from tests.factories.pegawai import dunia_baru
from tests.factories.skp import skp_at
from tests.kinerja.luring_jaringan import Perangkat, Pipa, tunggu
from tests.kinerja.test_idempotensi import serentak

HARI = ["Menulis laporan", "Survei desa"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def isi(transactional_db):
    dunia = dunia_baru()
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    catatan_baru(skp.rhk.order_by("-jenis", "urutan").first(), timezone.localdate(), "Rapat koordinasi tim")
    return dunia, skp


@pytest.fixture
def ponsel(browser, live_server, tmp_path) -> Iterator[Perangkat]:
    alamat = urlsplit(live_server.url)
    pipa = Pipa((alamat.hostname, alamat.port))
    perangkat = Perangkat(browser, pipa, tmp_path / "profil")
    yield perangkat
    perangkat.tutup()
    pipa.tutup()
    assert perangkat.keluhan == []


def siap(halaman) -> None:
    """The log once opened with a network: the worker is in charge, the choices are on the device."""
    halaman.goto(reverse("kinerja:catatan"))
    tunggu(lambda: halaman.evaluate("navigator.serviceWorker.controller !== null"), apa="worker")
    bahan = "luring.bahan(document.body.dataset.pengguna).then(b => Boolean(b && b.rhk.length))"
    tunggu(lambda: halaman.evaluate(bahan), apa="bahan")


def tulis(halaman, uraian: str, foto: list[dict] | None = None) -> None:
    halaman.get_by_label("Apa yang Anda kerjakan").fill(uraian)
    if foto:
        halaman.get_by_label("Foto bukti").set_input_files(foto)
        halaman.locator("#luring-foto img").nth(len(foto) - 1).wait_for()
    halaman.get_by_role("button", name="Simpan di perangkat ini").click()
    halaman.locator("[data-antre]", has_text=uraian).wait_for()


def tulis_salah(halaman, skp, uraian: str) -> None:
    """An entry that the server will refuse: a day before the SKP began."""
    halaman.get_by_text("Tanggal lain, jam, atau rencana aksi").click()
    halaman.get_by_label("Tanggal").fill(str(skp.mulai.replace(year=skp.mulai.year - 1)))
    tulis(halaman, uraian, [foto(1)])


def foto(n: int, ukuran: tuple[int, int] = (800, 600)) -> dict:
    isi = gambar("JPEG", ukuran, warna=f"#{n * 7 % 256:02x}{n * 31 % 256:02x}80")
    return {"name": f"foto-{n}.jpg", "mimeType": "image/jpeg", "buffer": isi}


def uraian_server() -> list[str]:
    return list(CatatanHarian.objects.order_by("id").values_list("uraian", flat=True))[1:]


def test_twenty_entries_with_photos_survive_a_killed_browser(isi, ponsel):
    dunia, _ = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)

    ponsel.luringkan()
    halaman.goto(reverse("kinerja:catatan"))
    for n in range(20):
        tulis(halaman, f"Kunjungan lapangan {n:02}", [foto(n)])
    ponsel.bunuh()
    halaman = ponsel.nyalakan()
    ponsel.konteks.set_offline(True)
    halaman.goto(reverse("kinerja:catatan"))
    halaman.get_by_role("heading", name="Belum terkirim (20)").wait_for()
    assert uraian_server() == []
    ponsel.masuk(dunia.sari)  # a killed browser may not have written its cookies
    ponsel.luringkan(False)

    tunggu(lambda: len(uraian_server()) >= 20, 90)
    halaman.get_by_text("20 catatan dari perangkat ini sudah terkirim.").wait_for()
    assert uraian_server() == [f"Kunjungan lapangan {n:02}" for n in range(20)]
    assert BuktiDukung.objects.count() == 20
    assert all(c.bukti.count() == 1 for c in CatatanHarian.objects.filter(uraian__startswith="Kunjungan"))


def test_refused_entry_waits_with_its_reason_and_goes_after_repair(isi, ponsel):
    dunia, skp = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    ponsel.luringkan()
    halaman.goto(reverse("kinerja:catatan"))
    tulis_salah(halaman, skp, "Salah tanggal")
    tulis(halaman, "Sesudahnya")

    ponsel.luringkan(False)

    baris = halaman.locator("[data-antre]", has_text="Salah tanggal")
    baris.get_by_text("Perlu diperbaiki").wait_for()
    assert "SKP ini berlaku" in baris.inner_text()
    tunggu(lambda: uraian_server() == ["Sesudahnya"])
    baris.get_by_role("link", name="Ubah").click()
    halaman.locator("#bidang_tanggal").get_by_text("SKP ini berlaku").wait_for()
    assert halaman.locator("#luring-foto img").count() == 1
    halaman.get_by_label("Tanggal").fill(str(timezone.localdate()))
    halaman.get_by_role("button", name="Simpan di perangkat ini").click()

    tunggu(lambda: uraian_server() == ["Sesudahnya", "Salah tanggal"])
    assert CatatanHarian.objects.latest("id").bukti.count() == 1


def test_two_seconds_on_three_seconds_off_gets_through_once(isi, ponsel):
    """Cut without a word to the browser, in the middle of whatever is on its way."""
    dunia, _ = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    ponsel.pipa.putus()
    halaman.goto(reverse("kinerja:catatan"))
    for n in range(4):
        tulis(halaman, f"Jaringan lemah {n}", [foto(n), foto(n + 40)])

    batas = time.monotonic() + 90
    while halaman.locator("[data-antre]").count():
        assert time.monotonic() < batas
        ponsel.pipa.sambung()
        halaman.wait_for_timeout(2000)
        ponsel.pipa.putus()
        halaman.wait_for_timeout(3000)

    assert uraian_server() == [f"Jaringan lemah {n}" for n in range(4)]
    assert {c.bukti.count() for c in CatatanHarian.objects.order_by("id")[1:]} == {2}


def test_form_of_the_page_is_queued_when_its_sending_breaks(isi, ponsel):
    """The page was open, the network only seemed to be there."""
    dunia, _ = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    halaman.get_by_label("Apa yang Anda kerjakan").fill("Ditulis saat tersambung")
    halaman.get_by_text("Tambah bukti").click()
    halaman.get_by_label("Ambil foto").set_input_files(foto(3, (4000, 3000)))
    halaman.locator("[data-daftar-unggahan]").get_by_text(re.compile("terkirim|siap dipakai")).wait_for()
    assert (
        BuktiDukung.objects.get().ukuran < 400_000
    )  # made small on the device: 4000 pixels wide it was larger
    ponsel.pipa.putus()

    halaman.get_by_role("button", name="Simpan catatan").click()

    halaman.get_by_role("heading", name="Belum terkirim (1)").wait_for()
    assert uraian_server() == []
    ponsel.pipa.sambung()
    tunggu(lambda: uraian_server() == ["Ditulis saat tersambung"])
    assert CatatanHarian.objects.latest("id").bukti.count() == 1
    halaman.goto(reverse("kinerja:catatan"))
    assert halaman.get_by_text("yang belum tersimpan").count() == 0


def test_a_whole_day_again_waits_and_goes_once(isi, ponsel):
    """ "Sama seperti kemarin" pressed on the open page while the network is gone, and on the page without one."""
    dunia, skp = isi
    rhk = skp.rhk.order_by("-jenis", "urutan").first()
    kemarin = timezone.localdate() - timedelta(days=1)
    for uraian in ("Survei desa", "Menulis laporan"):
        catatan_baru(rhk, kemarin, uraian)
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    ponsel.pipa.putus()

    halaman.get_by_role("button", name="Ulangi").click()

    halaman.get_by_role("heading", name="Belum terkirim (1)").wait_for()
    satu = halaman.locator("[data-antre]")
    assert "Sama seperti" in satu.inner_text()
    assert satu.get_by_role("link", name="Ubah").count() == 0
    halaman.get_by_role("button", name="Ulangi").wait_for(
        state="detached"
    )  # the same day is not offered twice
    hari_ini = CatatanHarian.objects.filter(tanggal=timezone.localdate(), uraian__in=HARI)
    assert not hari_ini.exists()
    ponsel.pipa.sambung()
    tunggu(lambda: sorted(c.uraian for c in hari_ini.all()) == HARI)
    halaman.get_by_text("1 catatan dari perangkat ini sudah terkirim").wait_for()
    assert hari_ini.count() == 2


def test_expired_session_and_another_account(isi, ponsel):
    dunia, _ = isi
    citra = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    ponsel.luringkan()
    halaman.goto(reverse("kinerja:catatan"))
    tulis(halaman, "Milik Sari", [foto(1)])
    Session.objects.all().delete()
    ponsel.konteks.clear_cookies()

    ponsel.luringkan(False)
    halaman.locator("#antrean").get_by_role("link", name="Masuk lagi").click()
    halaman.get_by_role("heading", name="Masuk", exact=True).wait_for()
    ponsel.masuk(dunia.citra)
    siap(halaman)
    halaman.goto(reverse("luring"))
    halaman.get_by_text(dunia.citra.nama_lengkap).first.wait_for()
    halaman.wait_for_timeout(1500)
    assert "Milik Sari" not in halaman.content()
    assert uraian_server() == []
    assert citra.catatan.count() == 0

    ponsel.masuk(dunia.sari)
    halaman.goto(reverse("kinerja:catatan"))
    tunggu(lambda: uraian_server() == ["Milik Sari"])
    assert CatatanHarian.objects.latest("id").pegawai == dunia.sari


def test_leaving_the_device_asks_and_wipes(isi, ponsel):
    dunia, skp = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    halaman.goto(reverse("luring"))
    tulis_salah(halaman, skp, "Belum dapat terkirim")
    halaman.get_by_text("Perlu diperbaiki").wait_for()
    halaman.goto(reverse("kinerja:catatan"))
    halaman.evaluate(
        "localStorage.setItem('kinerja:draf:' + document.body.dataset.pengguna + ':catatan', '{}')"
    )
    halaman.get_by_role("heading", name="Belum terkirim (1)").wait_for()

    halaman.locator(".akun > summary").click()
    halaman.get_by_role("button", name="Keluar", exact=True).click()
    halaman.get_by_text("1 catatan belum terkirim. Keluar akan menghapusnya").wait_for()
    assert halaman.url.endswith(reverse("kinerja:catatan"))
    halaman.get_by_role("button", name="Keluar dan hapus dari perangkat ini").click()

    halaman.wait_for_url(f"**{reverse('account_login')}**")
    sisa = halaman.evaluate(
        "(async () => [(await indexedDB.databases()).map(d => d.name), await caches.keys(),"
        " (await navigator.serviceWorker.getRegistrations()).length,"
        " Object.keys(localStorage).filter(n => n.startsWith('kinerja:draf'))])()"
    )
    assert sisa == [[], [], 0, []]
    assert uraian_server() == []


def test_new_version_asks_and_keeps_the_queue(isi, ponsel, settings):
    dunia, skp = isi
    halaman = ponsel.nyalakan()
    ponsel.masuk(dunia.sari)
    siap(halaman)
    halaman.goto(reverse("luring"))
    tulis_salah(halaman, skp, "Sebelum pembaruan")
    settings.MEREK = "nila"
    luring._sidik_tetap.cache_clear()

    halaman.goto(reverse("kinerja:catatan"))
    halaman.get_by_label("Apa yang Anda kerjakan").fill("Sedang ditulis")
    halaman.evaluate("navigator.serviceWorker.getRegistration().then(r => r.update())")
    halaman.get_by_text("Versi baru aplikasi siap.").wait_for()
    assert halaman.get_by_label("Apa yang Anda kerjakan").input_value() == "Sedang ditulis"
    with halaman.expect_navigation():
        halaman.get_by_role("button", name="Muat ulang").click()

    halaman.get_by_role("heading", name="Belum terkirim (1)").wait_for()
    halaman.get_by_role("button", name="Pulihkan tulisan").wait_for()
    tunggu(lambda: len(halaman.evaluate("caches.keys()")) == 1)
    luring._sidik_tetap.cache_clear()


def test_copies_that_arrive_together_get_one_answer(isi):
    dunia, skp = isi
    rhk, kunci = skp.rhk.first(), str(uuid.uuid4())
    isian = {"rhk": str(rhk.uuid), "uraian": "Serentak", "tanggal": str(timezone.localdate())}

    def satu(n: int) -> bytes:
        klien = Client()
        klien.force_login(dunia.sari.pengguna, backend=settings.AUTHENTICATION_BACKENDS[0])
        return klien.post(
            reverse("api_kinerja:luring_catatan"),
            json.dumps({"klien_id": kunci, "isi": isian}),
            content_type="application/json",
            headers={"Idempotency-Key": kunci},
        ).content

    jawaban = set(serentak(satu))

    assert len(jawaban) == 1
    assert uraian_server() == ["Serentak"]
    assert KunciKiriman.objects.count() == 1
