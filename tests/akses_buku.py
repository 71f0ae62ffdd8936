"""Rows of the log taken in and out, of answers to entries, and of outages (see `akses.py`)."""

from __future__ import annotations

from uuid import UUID

from tests.akses_dasar import Baris, baris

RANTAI = "citra,dewi,asing=404"
KIRIMAN = str(UUID(int=7))

TABEL: list[Baris] = [
    baris("kinerja:catatan_tanggapan", f"semua=200 {RANTAI}", objek="catatan"),
    baris("kinerja:catatan_ketahui", f"semua=403 budi,tono=302 {RANTAI}", metode="POST", objek="catatan"),
    baris("kinerja:catatan_tanyakan", f"semua=403 budi,tono=422 {RANTAI}", metode="POST", objek="catatan"),
    baris("kinerja:catatan_jawab", f"semua=403 sari=422 {RANTAI}", metode="POST", objek="catatan"),
    baris(
        "kinerja:catatan_tanggapan_batal",
        f"semua=403 budi,tono=302 {RANTAI}",
        metode="POST",
        objek="catatan",
    ),
    baris("kinerja:pertanyaan", "semua=200"),
    baris("kinerja:tim_catatan", "semua=200"),
    baris("kinerja:tim_catatan_ketahui", "semua=302", metode="POST"),
    baris("kinerja:tim_catatan_urungkan", "semua=302", metode="POST"),
    baris("api_kinerja:catatan_tanggapan", f"semua=200 anonim=403 {RANTAI}", objek="catatan"),
    baris(
        "api_kinerja:catatan_ketahui",
        f"semua=403 anonim=403 budi,tono=200 {RANTAI}",
        metode="POST",
        objek="catatan",
    ),
    baris(
        "api_kinerja:catatan_tanyakan",
        f"semua=403 anonim=403 budi,tono=200 {RANTAI}",
        metode="POST",
        objek="catatan",
        isi="Untuk layanan yang mana?",
    ),
    baris(
        "api_kinerja:catatan_jawab",
        f"semua=403 anonim=403 sari=409 {RANTAI}",
        metode="POST",
        objek="catatan",
        isi="Untuk layanan izin.",
    ),
    baris("api_kinerja:tanggapan_batal", "semua=404 anonim=403", metode="POST", objek="catatan"),
    baris("api_kinerja:tim_catatan", "semua=200 anonim=403"),
    baris("api_kinerja:tim_catatan", "semua=400 anonim=403", metode="POST"),
    baris(
        "api_kinerja:tim_catatan_urungkan",
        "semua=200 anonim=403",
        metode="POST",
        kiriman=KIRIMAN,
    ),
    baris("kinerja:catatan_impor", "semua=200"),
    baris("kinerja:catatan_impor", "semua=422", metode="POST"),
    baris("kinerja:catatan_impor_templat", "semua=200"),
    baris("kinerja:catatan_impor_lihat", "semua=404 sari=200", objek="impor_catatan"),
    baris("kinerja:catatan_impor_perbaiki", "semua=404 sari=302", metode="POST", objek="impor_catatan"),
    baris("kinerja:catatan_impor_simpan", "semua=404 sari=302", metode="POST", objek="impor_catatan"),
    baris("kinerja:catatan_impor_batal", "semua=404 sari=302", metode="POST", objek="impor_catatan"),
    baris("kinerja:catatan_ekspor", "semua=200"),
    baris("kinerja:catatan_ekspor_unduh", "semua=422"),
    baris("evaluasi:catatan_pdf", "semua=302"),
    baris("api_kinerja:impor", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:impor_satu", "semua=404 anonim=403 sari=200", objek="impor_catatan"),
    baris(
        "api_kinerja:impor_perbaiki",
        "semua=400 anonim=403",
        metode="POST",
        objek="impor_catatan",
    ),
    baris("api_kinerja:impor_simpan", "semua=404 anonim=403 sari=200", metode="POST", objek="impor_catatan"),
    baris("api_kinerja:impor_batal", "semua=404 anonim=403 sari=200", metode="POST", objek="impor_catatan"),
    baris("api_kinerja:ekspor", "semua=400 anonim=403"),
    baris("kinerja:gangguan", "semua=200"),
    baris("kinerja:gangguan_tambah", "semua=403 eka,asing=200"),
    baris("kinerja:gangguan_tambah", "semua=403 eka,asing=422", metode="POST", keterangan="x"),
    baris("kinerja:gangguan_aturan", "semua=403 eka,asing=200"),
    baris("kinerja:gangguan_aturan", "semua=403 eka,asing=422", metode="POST", maks_hari="x"),
    baris("kinerja:gangguan_ubah", "semua=403 eka=200 asing=404", objek="gangguan"),
    baris(
        "kinerja:gangguan_ubah", "semua=403 eka=422 asing=404", metode="POST", objek="gangguan", alasan="x"
    ),
    baris("kinerja:gangguan_batal", "semua=403 eka=200 asing=404", objek="gangguan"),
    baris(
        "kinerja:gangguan_batal", "semua=403 eka=302 asing=404", metode="POST", objek="gangguan", alasan="x"
    ),
    baris("api_kinerja:gangguan", "semua=200 anonim=403"),
    baris("api_kinerja:gangguan", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:gangguan_aturan", "semua=200 anonim=403"),
    baris(
        "api_kinerja:gangguan_aturan",
        "semua=403 anonim=403 eka,asing=200",
        metode="POST",
        menit_terdeteksi="10",
        hari_lihat="3",
        hari_per_jam="1",
        maks_hari="5",
    ),
    baris("api_kinerja:gangguan_satu", "semua=200 anonim=403 asing=404", objek="gangguan"),
    baris(
        "api_kinerja:gangguan_batal",
        "semua=403 anonim=403 eka=200 asing=404",
        metode="POST",
        objek="gangguan",
        alasan="Keliru",
    ),
]
