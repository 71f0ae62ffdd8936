"""Rows of evidence: pieces on their way, previews, where it hangs, links, limits (see `akses.py`)."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

RANTAI = "citra,dewi,asing=404"
PEMILIK = f"semua=403 sari=302 {RANTAI}"

TABEL: list[Baris] = [
    baris("kinerja:bukti_saya", "semua=200"),
    baris("kinerja:bukti_pilih", "semua=200"),
    baris("kinerja:bukti_lihat", f"semua=200 {RANTAI}", objek="bukti"),
    baris("kinerja:bukti_keadaan", f"semua=200 {RANTAI}", objek="bukti"),
    baris("kinerja:bukti_gambar", f"semua=200 {RANTAI}", objek="bukti_gambar"),
    baris("kinerja:bukti_pasang", f"semua=302 {RANTAI}", metode="POST", objek="bukti"),
    baris("kinerja:bukti_lepas", f"semua=302 {RANTAI}", metode="POST", objek="bukti"),
    baris("kinerja:bukti_hapus", f"semua=403 sari=200 {RANTAI}", objek="bukti"),
    baris("kinerja:bukti_hapus", f"semua=403 sari=409 {RANTAI}", metode="POST", objek="bukti"),
    baris("kinerja:bukti_tautan_jawab", PEMILIK, metode="POST", objek="bukti_tautan", terbuka="ya"),
    baris("kinerja:bukti_tautan_lapor", f"semua=302 sari=403 {RANTAI}", metode="POST", objek="bukti_tautan"),
    baris("kinerja:bukti_tautan_ulang", PEMILIK, metode="POST", objek="bukti_tautan"),
    baris("kinerja:bukti_aturan", "semua=403 eka,asing=200"),
    baris("kinerja:bukti_aturan", "semua=403 eka,asing=422", metode="POST"),
    baris("api_kinerja:bukti", "semua=200 anonim=403"),
    baris("api_kinerja:bukti_pasang", f"semua=400 anonim=403 {RANTAI}", metode="POST", objek="bukti"),
    baris("api_kinerja:bukti_lepas", f"semua=400 anonim=403 {RANTAI}", metode="POST", objek="bukti"),
    baris(
        "api_kinerja:bukti_satu", f"semua=403 anonim=403 sari=409 {RANTAI}", metode="DELETE", objek="bukti"
    ),
    baris(
        "api_kinerja:bukti_tautan_jawab",
        f"semua=403 anonim=403 sari=200 {RANTAI}",
        metode="POST",
        objek="bukti_tautan",
        terbuka="true",
    ),
    baris(
        "api_kinerja:bukti_tautan_lapor",
        f"semua=200 anonim=403 sari=403 {RANTAI}",
        metode="POST",
        objek="bukti_tautan",
    ),
    baris(
        "api_kinerja:bukti_tautan_ulang",
        f"semua=403 anonim=403 sari=200 {RANTAI}",
        metode="POST",
        objek="bukti_tautan",
    ),
    baris("api_kinerja:unggahan", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:unggahan_satu", "semua=404 anonim=403 sari=200", objek="unggahan"),
    baris("api_kinerja:bukti_aturan", "semua=200 anonim=403"),
    baris("api_kinerja:bukti_aturan", "semua=403 anonim=403 eka,asing=400", metode="POST"),
]
