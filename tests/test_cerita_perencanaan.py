"""The worked example of planning, entered by hand in a real browser, and printed: matrix, SKP and annex.

Budi divides his RHK among his people by keyboard; Sari finds hers in her draft, completes it and hands it in;
Budi approves. What was typed is what the papers say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from evaluasi.laporan import pdf
from evaluasi.rules import JenisDokumen
from evaluasi.services.terbit import susun_draf
from skp.models import RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import Dunia, dunia_baru
from tests.factories.skp import skp_at
from tests.orang import Orang, perangkat

RHK_BUDI = "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah"
RHK_SARI = "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah"
RHK_CITRA = "Terkelolanya data layanan publik secara tertib dan akurat"
INDIKATOR = (
    ("kuantitas", "Jumlah aplikasi yang dibangun", "angka", "4", "aplikasi", "4 aplikasi"),
    ("kualitas", "Persentase modul yang lulus uji terima pengguna (UAT)", "persen", "95", "", "95%"),
    (
        "waktu",
        "Rata-rata penyelesaian terhadap jadwal",
        "paling_banyak",
        "5",
        "hari keterlambatan",
        "≤ 5 hari keterlambatan",
    ),
)
TAMBAHAN = "Terlaksananya pendampingan reviu arsitektur SPBE Kecamatan"
EKSPEKTASI = {
    "kolaboratif": "Melibatkan perangkat daerah pengguna sejak awal perancangan",
    "adaptif": "Menerapkan metode kerja bertahap (sprint)",
}
LAMPIRAN = {
    "sumber_daya": (
        "Tim 2 programmer dan 1 penguji",
        "Lisensi server uji",
        "Akses data perangkat daerah",
    ),
    "pertanggungjawaban": (
        "Laporan kemajuan bulanan kepada Kepala Bidang",
        "Demo aplikasi tiap triwulan",
    ),
    "konsekuensi": (
        "Bila target tercapai, diusulkan mengikuti pelatihan",
        "Bila tidak tercapai, dilakukan bimbingan kinerja dan penjadwalan ulang",
    ),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def cerita() -> Dunia:
    dunia = dunia_baru()
    skp_at(StatusSkp.BERJALAN, pegawai=dunia.budi, rhk=(RHK_BUDI,))
    return dunia


@pytest.fixture
def datang(browser: Browser, live_server: Any) -> Iterator[Callable[..., Orang]]:
    with perangkat(browser, live_server.url) as bawa:
        yield bawa


def test_the_worked_example_is_entered_and_printed(cerita: Dunia, datang: Callable[..., Orang]) -> None:
    budi, sari = datang(cerita.budi, 1280), datang(cerita.sari, 1280)

    isi_matriks(budi, cerita)
    skp = susun(sari)
    budi.buka(f"/skp/{skp.uuid}/tinjau/")
    budi.lihat(RHK_SARI)
    budi.tekan("Setujui SKP")

    skp.refresh_from_db()
    assert skp.status == StatusSkp.BERJALAN
    assert RencanaHasilKerja.objects.get(skp=skp, teks=RHK_SARI).rhk_pimpinan.teks == RHK_BUDI
    lembar_skp_memuat(skp)
    lembar_matriks_memuat(Skp.objects.get(pegawai=cerita.budi), cerita)


def isi_matriks(budi: Orang, cerita: Dunia) -> None:
    """By keyboard alone, as in a spreadsheet: a cell, Enter, the words, Enter."""
    budi.buka("/skp/matriks/")
    for pegawai, teks in ((cerita.sari, RHK_SARI), (cerita.citra, RHK_CITRA)):
        sel = budi.halaman.locator(f"#orang-{pegawai.uuid} td").first
        sel.focus()
        budi.halaman.keyboard.press("Enter")
        budi.halaman.keyboard.type(teks)
        budi.halaman.keyboard.press("Enter")
        expect(sel).to_contain_text(teks)
    expect(budi.halaman.locator("[data-status]")).to_contain_text("Tersimpan")
    budi.buka("/skp/matriks/")
    budi.lihat(RHK_SARI)
    budi.lihat(RHK_CITRA)


def susun(sari: Orang) -> Skp:
    """The RHK from the matrix waits in the draft, linked; the rest is typed."""
    mulai = sari.langkah
    sari.buka("/skp/")
    sari.tekan("Susun SKP", "link")
    sari.tekan("Mulai")
    skp = Skp.objects.get(pegawai__nama="Sari Puspita")
    sari.buka(f"/skp/{skp.uuid}/hasil-kerja/")
    sari.lihat(RHK_SARI)
    sari.lihat(RHK_BUDI)
    rhk = skp.rhk.get()
    sari.buka(f"/skp/rhk/{rhk.uuid}/indikator/tambah/")
    for n, (aspek, teks, jenis, angka, satuan, _) in enumerate(INDIKATOR, start=1):
        indikator(sari, teks, aspek=aspek, jenis=jenis, angka=angka, satuan=satuan)
        sari.tekan("Simpan dan tambah lagi" if n < len(INDIKATOR) else "Simpan")
    sari.buka(f"/skp/{skp.uuid}/hasil-kerja/tambah/")
    sari.isi("teks", TAMBAHAN)
    sari.pilih("jenis", "tambahan")
    sari.tekan("Simpan dan tambah indikator")
    indikator(sari, "Jumlah kecamatan yang didampingi", "kuantitas", "angka", "3", "kecamatan")
    sari.tekan("Simpan")
    sari.buka(f"/skp/{skp.uuid}/perilaku/")
    for nilai, teks in EKSPEKTASI.items():
        sari.isi(nilai, teks)
    sari.tekan("Simpan dan lanjut")
    sari.buka(f"/skp/{skp.uuid}/lampiran/")
    for jenis, butir in LAMPIRAN.items():
        sari.isi(jenis, "\n".join(butir))
    sari.tekan("Simpan")
    sari.buka(f"/skp/{skp.uuid}/periksa/")
    for teks in (RHK_SARI, TAMBAHAN, *EKSPEKTASI.values()):
        sari.lihat(teks)
    sari.tekan("Ajukan SKP")
    sari.lihat("Budi Santoso")
    assert sari.langkah - mulai <= 17, (
        "a first SKP of two results, four targets and the annex within 15 minutes"
    )
    return skp


def indikator(sari: Orang, teks: str, aspek: str, jenis: str, angka: str, satuan: str) -> None:
    sari.pilih("aspek", aspek)
    sari.isi("teks", teks)
    sari.halaman.locator("[name=jenis_target]").select_option(jenis)
    sari.isi("target_angka", angka)
    if satuan:
        sari.isi("satuan", satuan)


def cetakan(jenis: JenisDokumen, skp: Skp) -> str:
    berkas = pdf.render_snapshot(jenis, susun_draf(skp, jenis).data)
    halaman = PdfReader(BytesIO(berkas)).pages
    return " ".join(" ".join(h.extract_text() for h in halaman).split())


def urut(teks: str, isi: list[str]) -> None:
    """Every piece stands there, in this order."""
    dari = 0
    for potong in isi:
        letak = teks.find(potong, dari)
        assert letak >= 0, f"{potong!r} tidak ada setelah {teks[max(0, dari - 60) : dari]!r}"
        dari = letak + len(potong)


def lembar_skp_memuat(skp: Skp) -> None:
    teks = cetakan(JenisDokumen.SKP, skp)
    urut(
        teks,
        [
            "SASARAN KINERJA PEGAWAI",
            "PENDEKATAN HASIL KERJA KUANTITATIF",
            "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
            "HASIL KERJA",
            "A. UTAMA",
            RHK_BUDI,
            RHK_SARI,
            *(potong for i in INDIKATOR for potong in (i[1], i[5])),
            "B. TAMBAHAN",
            TAMBAHAN,
            "3 kecamatan",
            "PERILAKU KERJA",
            EKSPEKTASI["adaptif"],
            EKSPEKTASI["kolaboratif"],
        ],
    )
    lampiran = cetakan(JenisDokumen.LAMPIRAN_SKP, skp)
    urut(
        lampiran,
        [
            "LAMPIRAN SASARAN KINERJA PEGAWAI",
            "DUKUNGAN SUMBER DAYA",
            *LAMPIRAN["sumber_daya"],
            "SKEMA PERTANGGUNGJAWABAN",
            *LAMPIRAN["pertanggungjawaban"],
            "KONSEKUENSI",
            *LAMPIRAN["konsekuensi"],
        ],
    )


def lembar_matriks_memuat(skp: Skp, cerita: Dunia) -> None:
    teks = cetakan(JenisDokumen.MATRIKS, skp)

    urut(teks, ["MATRIKS PERAN HASIL", "BIDANG APLIKASI INFORMATIKA", RHK_BUDI])
    for pegawai, hasil in ((cerita.sari, RHK_SARI), (cerita.citra, RHK_CITRA)):
        urut(teks, [pegawai.nama, hasil])
