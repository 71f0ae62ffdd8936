"""Rows of opening and closing periods (see `akses.py`): every admin watches, the agency's admin acts."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LIHAT = "semua=403 eka=200 asing=404"
PEKERJAAN = "semua=404 eka=409"

TABEL: list[Baris] = [
    baris("evaluasi:periode_daftar", "semua=403 eka,asing=200"),
    baris("evaluasi:periode_lihat", LIHAT, objek="periode"),
    baris("evaluasi:periode_buka", LIHAT, objek="periode"),
    baris("evaluasi:periode_buka", "semua=403 eka=422 asing=404", metode="POST", objek="periode", alasan=" "),
    baris("evaluasi:periode_tutup", LIHAT, objek="periode"),
    baris(
        "evaluasi:periode_tutup", "semua=403 eka=422 asing=404", metode="POST", objek="periode", alasan=" "
    ),
    baris("evaluasi:periode_ulang", PEKERJAAN, metode="POST", objek="pekerjaan_periode"),
    baris("api_periode_pelaksanaan", f"{LIHAT} anonim=403", objek="periode"),
    baris("api_periode_terkendala", f"{LIHAT} anonim=403", objek="periode"),
    baris("api_periode_buka", "semua=403 eka=400 asing=404 anonim=403", metode="POST", objek="periode"),
    baris("api_periode_tutup", "semua=403 eka=400 asing=404 anonim=403", metode="POST", objek="periode"),
    baris("api_periode_ulang", f"{PEKERJAAN} anonim=403", metode="POST", objek="pekerjaan_periode"),
]
