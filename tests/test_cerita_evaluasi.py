"""The annual evaluation of the worked example, by five people in a real browser, from opening to decided objection.

The agency, its SKP and its realisasi are those of the demo; what is judged here is judged through the pages. The
tasks run in this process: a worker beside that of the other story would take its work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from evaluasi import tasks
from evaluasi.demo import data, pekerjaan
from evaluasi.demo.cerita import LENGKAP, Cerita
from evaluasi.demo.jam import pada
from evaluasi.models import Evaluasi, Laporan, PekerjaanPeriode, Penyampaian
from evaluasi.rules import SIASN_KUADRAN, Predikat
from evaluasi.services import receive_evaluasi
from tests.orang import Orang, perangkat

DASAR_CAPAIAN = "Indeks SPBE 3,58/3,60; layanan digital 82%/80%; IKM 86/85"
ALASAN = "Gangguan listrik pusat data di luar kendali"
PENJELASAN = "Genset tidak diuji pada triwulan II, padahal tugas ini ada pada rencana aksi"
KEPUTUSAN = "Uptime 98,1% dari 99,5% tetap di bawah ekspektasi; predikat tetap Butuh Perbaikan"
UPS = "Pengadaan UPS pusat data"
PENILAI = {"K": "BUPATI", "B": "K", "M": "B", "P": "B", "C": "B", "L": "B"}
PREDIKAT = {"K": "baik", "B": "baik", "M": "sangat_baik", "P": "baik", "C": "butuh_perbaikan", "L": "baik"}
KUADRAN = {"K": 2, "B": 2, "M": 1, "P": 2, "C": 3, "L": 2}
"""Domain reference 10.7: predikat and kuadranKinerjaNilai of the six."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cerita() -> Cerita:
    """The year up to the evaluation: SKP fixed, realisasi of the running quarter with evidence."""
    c = Cerita(timezone.localdate())
    c.susun_instansi()
    c.tempatkan_orang()
    c.bagikan_peran()
    c.buka_periode()
    c.rencanakan()
    ke, periode = max((n, p) for n, p in enumerate(c.triwulan, start=1) if p.mulai <= c.hari_ini)
    with pada(c.hari_ini):
        for kunci in LENGKAP:
            pekerjaan.catat_realisasi(c, kunci, ke, periode)
    return c


@pytest.fixture
def datang(browser: Browser, live_server: Any) -> Iterator[Callable[..., Orang]]:
    with perangkat(browser, live_server.url, sandi=data.SANDI_DEMO, hemat=True) as bawa:
        yield bawa


def test_from_opening_to_decided_objection(cerita: Cerita, datang: Callable[..., Orang]) -> None:
    c = cerita
    bupati = datang(c.orang["BUPATI"], 1280)
    k, b = datang(c.orang["K"], 1280), datang(c.orang["B"], 1280)
    andi = datang(c.orang["C"], 360)
    buka_periode(datang(c.orang["ADMIN"], 1280), c)
    tetapkan_capaian(bupati, c)
    for kunci in LENGKAP:
        nilai({"BUPATI": bupati, "K": k, "B": b}[PENILAI[kunci]], c, kunci)
    for orang, kunci in ((k, "K"), (b, "B")):
        terima(orang, c, kunci)
    for kunci in ("M", "P", "L"):
        receive_evaluasi(pelaku=c.orang[kunci], evaluasi=evaluasi_of(c, kunci), tanpa_keberatan=True)
    periksa_pola(b, c)
    keberatan(andi, c)
    jelaskan(b, c)
    putuskan(k, c)
    sesuai_contoh(c)
    for laporan in Laporan.objects.all():
        tasks.kerjakan_laporan(laporan.pk)
    dokumen_memuat(unduh(andi, evaluasi_of(c, "C")), c)


def evaluasi_of(c: Cerita, kunci: str) -> Evaluasi:
    return Evaluasi.objects.get(pegawai=c.orang[kunci], periode=c.tahunan)


def buka_periode(admin: Orang, c: Cerita) -> None:
    """Step 1: the admin opens the evaluation of the year for everybody."""
    admin.buka(f"/evaluasi/periode/{c.tahunan.uuid}/")
    admin.tekan("Buka evaluasi", "link")
    admin.isi("alasan", "Sesuai surat edaran jadwal evaluasi")
    admin.tekan("Buka evaluasi")
    for satu in PekerjaanPeriode.objects.all():
        tasks.kerjakan_periode(satu.pk)
    expect(admin.halaman.locator("#pekerjaan")).to_contain_text("Membuka evaluasi: 6 orang", timeout=60_000)


def tetapkan_capaian(bupati: Orang, c: Cerita) -> None:
    """Step 2, before any predikat: what the dinas achieved."""
    bupati.buka(f"/capaian/{c.unit['kominfo'].uuid}/{c.tahunan.uuid}/")
    bupati.pilih("predikat", "baik")
    bupati.isi("dasar", DASAR_CAPAIAN)
    bupati.tekan("Tetapkan")
    bupati.lihat("Ditetapkan")


def nilai(penilai: Orang, c: Cerita, kunci: str) -> None:
    """Step 3: two ratings with grounds, the predikat of the quadrant, handed over."""
    n = data.EVALUASI_TAHUNAN[kunci]
    nama = c.orang[kunci].nama
    penilai.buka(f"/evaluasi/tim/?periode={c.tahunan.uuid}")
    penilai.halaman.locator("tr").filter(has_text=nama).locator("th a").click()
    penilai.halaman.wait_for_url("**/nilai/")
    penilai.periksa()
    penilai.pilih("rating_hasil", n.hasil)
    penilai.pilih("rating_perilaku", n.perilaku)
    penilai.isi("alasan_hasil", n.alasan_hasil)
    penilai.isi("alasan_perilaku", n.alasan_perilaku)
    penilai.isi("catatan_rekomendasi", n.catatan)
    penilai.tekan("Periksa dan kirim")
    penilai.lihat(Predikat(PREDIKAT[kunci]).label)
    penilai.tekan("Sampaikan hasil")
    penilai.lihat("Hasil disampaikan")


def terima(orang: Orang, c: Cerita, kunci: str) -> None:
    """Step 4: read with all grounds, and accepted."""
    orang.buka(f"/evaluasi/{evaluasi_of(c, kunci).uuid}/")
    orang.lihat(data.EVALUASI_TAHUNAN[kunci].alasan_hasil)
    orang.halaman.locator("input[name=jawaban]").first.check()
    orang.tekan("Kirim jawaban")
    orang.lihat("Evaluasi final")


def periksa_pola(b: Orang, c: Cerita) -> None:
    """Step 5: the four of B beside the pola of capaian Baik, in counts, for they are few."""
    b.buka(f"/evaluasi/pola/?periode={c.tahunan.uuid}")
    b.lihat("2 dari 4 orang")


def keberatan(andi: Orang, c: Cerita) -> None:
    """Step 6: received, thought about for eight days, objected to."""
    evaluasi = evaluasi_of(c, "C")
    andi.buka(f"/evaluasi/{evaluasi.uuid}/")
    andi.lihat("Butuh Perbaikan")
    andi.halaman.locator("input[name=jawaban]").nth(1).check()
    andi.tekan("Kirim jawaban")
    andi.lihat("Penerimaan tercatat")
    sampai = Penyampaian.objects.get(evaluasi=evaluasi)
    mundur = timedelta(days=8)
    for bidang in ("disampaikan_pada", "diterima_pada", "batas_keberatan"):
        setattr(sampai, bidang, getattr(sampai, bidang) - mundur)
    sampai.save()
    andi.buka(f"/evaluasi/{evaluasi.uuid}/keberatan/")
    andi.isi("alasan", ALASAN)
    andi.tekan("Ajukan keberatan")
    andi.lihat("Keberatan diajukan")


def jelaskan(b: Orang, c: Cerita) -> None:
    """Step 7: the penilai answers."""
    b.buka(f"/evaluasi/{evaluasi_of(c, 'C').uuid}/keberatan/")
    b.lihat(ALASAN)
    b.isi("penjelasan", PENJELASAN)
    b.tekan("Kirim penjelasan")
    b.lihat(PENJELASAN)


def putuskan(k: Orang, c: Cerita) -> None:
    """Step 8: the atasan of the penilai decides with the whole file in sight."""
    k.buka(f"/evaluasi/{evaluasi_of(c, 'C').uuid}/keberatan/")
    for isi in (ALASAN, PENJELASAN, data.EVALUASI_TAHUNAN["C"].alasan_hasil):
        k.lihat(isi)
    k.pilih("keputusan", "ditolak")
    k.isi("alasan", KEPUTUSAN)
    k.isi("rekomendasi", UPS)
    k.tekan("Putuskan dan jadikan final")
    k.lihat(KEPUTUSAN)


def sesuai_contoh(c: Cerita) -> None:
    """All six are final with the predikat of the example."""
    for kunci in LENGKAP:
        evaluasi = evaluasi_of(c, kunci)
        assert (evaluasi.status, evaluasi.predikat) == ("final", PREDIKAT[kunci]), kunci
        assert SIASN_KUADRAN[Predikat(evaluasi.predikat)] == KUADRAN[kunci]


def unduh(orang: Orang, evaluasi: Evaluasi) -> list[str]:
    """Step 9: both documents, made by a real worker."""
    orang.buka(f"/evaluasi/{evaluasi.uuid}/")
    tautan = orang.halaman.locator("a[href$='/unduh/']")
    expect(tautan).to_have_count(2, timeout=60_000)
    teks = []
    for n in range(2):
        with orang.halaman.expect_download() as unduhan:
            tautan.nth(n).click()
        lembar = PdfReader(BytesIO(Path(unduhan.value.path()).read_bytes())).pages
        teks.append(" ".join(" ".join(h.extract_text() for h in lembar).split()))
    return sorted(teks, key=lambda t: t.startswith("DOKUMEN") or "DOKUMEN EVALUASI KINERJA PEGAWAI" in t)


def dokumen_memuat(teks: list[str], c: Cerita) -> None:
    """What the five wrote stands in the documents; the objection in its three parts, in their order."""
    lembar, dokumen = teks
    for isi in ("BUTUH PERBAIKAN", "DIBAWAH EKSPEKTASI", "SESUAI EKSPEKTASI", c.orang["C"].nama):
        assert isi in lembar, isi
    bagian = (
        "CAPAIAN KINERJA ORGANISASI",
        "PREDIKAT KINERJA PEGAWAI",
        "CATATAN/REKOMENDASI",
        "KEBERATAN",
        "PENJELASAN PEJABAT PENILAI ATAS KEBERATAN",
        "KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA",
    )
    letak = [re.search(re.escape(b), dokumen) for b in bagian]
    assert all(letak), [b for b, ada in zip(bagian, letak, strict=True) if not ada]
    assert [m.start() for m in letak if m] == sorted(m.start() for m in letak if m)
    for isi in ("BAIK", data.EVALUASI_TAHUNAN["C"].catatan, ALASAN, PENJELASAN, KEPUTUSAN, UPS):
        assert isi in dokumen, isi
