"""Steps of a penilai's week with thirty people and of a month's closing, walked on a phone and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import copy
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db.models import Model
from django.db.models.base import ModelState
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page

from kinerja.models import CatatanHarian, Realisasi, TanggapanCatatan, UmpanBalik
from kinerja.rules import JenisTanggapan
from pegawai.models import Penempatan
from pegawai.services import derive_penilai
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from tests.factories.kinerja import catatan_baru
from tests.factories.pegawai import dunia_baru, pegawai_baru
from tests.factories.skp import skp_at
from tests.kinerja.test_browser import buka  # noqa: F401 - the signed-in phone

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BANYAK = 30
M = TypeVar("M", bound=Model)


class Langkah:
    """Taps and fillings, counted as a person makes them."""

    def __init__(self, halaman: Page) -> None:
        self.halaman, self.jumlah = halaman, 0

    def ketuk(self, apa: Locator) -> None:
        self.jumlah += 1
        apa.tap()

    def pindah(self, apa: Locator) -> None:
        """A tap that leads to another page."""
        with self.halaman.expect_navigation():
            self.ketuk(apa)

    def isi(self, apa: Locator, teks: str) -> None:
        self.jumlah += 1
        apa.fill(teks)

    def tak_melebar(self) -> None:
        lebar = self.halaman.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert lebar[0] <= lebar[1], f"{self.halaman.url} scrolls sideways"


@pytest.fixture
def tim(transactional_db):
    """Budi rates thirty people; each wrote two entries today."""
    dunia = dunia_baru()
    for n in range(BANYAK - 2):
        pegawai_baru(dunia.instansi, f"Anggota {n:02d}", unit=dunia.bidang, akun=False)
    derive_penilai(dunia.instansi)
    for p in (dunia.sari, dunia.citra):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=p)
        for uraian in ("Menyusun laporan mingguan", "Melayani permintaan data"):
            catatan_baru(skp.rhk.first(), timezone.localdate(), uraian, jumlah=1, satuan="laporan")
    serupakan(skp, Penempatan.objects.filter(pegawai__nama__startswith="Anggota"))
    return dunia


def serupakan(skp: Skp, tempat: Iterable[Penempatan]) -> None:
    """Others with the same SKP and the same entries as this one, in one statement for each kind of row."""
    milik = {p: salinan(skp, pegawai_id=p.pegawai_id, penempatan=p) for p in tempat}
    Skp.objects.bulk_create(milik.values())
    asal = list(skp.rhk.all())
    rhk = {(p, r.pk): salinan(r, skp=s) for p, s in milik.items() for r in asal}
    RencanaHasilKerja.objects.bulk_create(rhk.values())
    IndikatorKinerja.objects.bulk_create(
        salinan(i, rhk=rhk[p, r.pk]) for r in asal for i in r.indikator.all() for p in milik
    )
    CatatanHarian.objects.bulk_create(
        salinan(c, skp=s, rhk=rhk[p, c.rhk_id], pegawai_id=p.pegawai_id, klien_id=uuid4())
        for c in CatatanHarian.objects.filter(skp=skp).order_by("id")
        for p, s in milik.items()
    )


def salinan(baris: M, **ganti: object) -> M:
    baru = copy(baris)
    baru.pk, baru._state = None, ModelState()
    for nama, nilai in {"uuid": uuid4(), **ganti}.items():
        setattr(baru, nama, nilai)
    return baru


def test_week_of_a_penilai_and_closing_of_a_month(tim, buka, record_property):  # noqa: F811
    halaman = buka(tim.budi)
    minggu = Langkah(halaman)
    halaman.goto(reverse("kinerja:tim"))
    minggu.tak_melebar()

    # one entry is questioned
    minggu.pindah(halaman.get_by_role("link", name="Catatan tim"))
    minggu.tak_melebar()
    minggu.ketuk(halaman.get_by_role("link", name="Anggota 00"))
    minggu.pindah(halaman.get_by_role("link", name=re.compile("^Tanggapi atau tanyakan")).first)
    minggu.tak_melebar()
    kolom = halaman.locator("textarea:visible").first
    minggu.isi(kolom, "Untuk triwulan yang mana?")
    minggu.ketuk(kolom.locator("xpath=ancestor::form").get_by_role("button").first)
    halaman.get_by_role("status").or_(halaman.locator(".alert")).first.wait_for()
    assert TanggapanCatatan.objects.filter(jenis=JenisTanggapan.DITANYAKAN).count() == 1

    # the rest of the week is acknowledged, a page at a time
    for _ in range(3):
        halaman.goto(reverse("kinerja:tim_catatan"))
        sisa = halaman.get_by_text(re.compile(r"\d+ dari \d+ belum diketahui"))
        if not sisa.count():
            break
        minggu.ketuk(halaman.get_by_text("Pilih semua", exact=True))
        minggu.pindah(halaman.get_by_role("button", name=re.compile("^Ketahui")))
    diketahui = TanggapanCatatan.objects.filter(jenis=JenisTanggapan.DIKETAHUI).count()
    assert diketahui == CatatanHarian.objects.count() - 1

    # one of them hears a word
    halaman.goto(reverse("kinerja:tim"))
    kolom = halaman.get_by_label("Umpan balik untuk Sari Puspita")
    minggu.isi(kolom, "Laporan rapi dan tepat waktu")
    minggu.jumlah += 1
    kolom.press("Enter")
    halaman.get_by_text("Umpan balik terkirim.").wait_for()
    assert UmpanBalik.objects.count() == 1

    # Sari closes her month
    halaman = buka(tim.sari)
    bulan = Langkah(halaman)
    halaman.goto(reverse("kinerja:realisasi"))
    bulan.pindah(halaman.get_by_role("link", name=re.compile("^Periksa yang kurang")).first)
    bulan.tak_melebar()
    tombol = halaman.get_by_role("button", name=re.compile("^Pakai"))
    bulan.pindah(tombol.first)
    assert Realisasi.objects.filter(skp__pegawai=tim.sari).exists()

    record_property("langkah_minggu_penilai_30_orang", minggu.jumlah)
    record_property("langkah_tutup_bulan", bulan.jumlah)
    assert minggu.jumlah <= 9
    assert bulan.jumlah <= 2
