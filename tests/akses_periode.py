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
    baris("api_periode_terbuka", f"{LIHAT} anonim=403", objek="periode"),
    baris("api_periode_terkendala", f"{LIHAT} anonim=403", objek="periode"),
    baris("api_periode_buka", "semua=403 eka=400 asing=404 anonim=403", metode="POST", objek="periode"),
    baris("api_periode_tutup", "semua=403 eka=400 asing=404 anonim=403", metode="POST", objek="periode"),
    baris("api_periode_ulang", f"{PEKERJAAN} anonim=403", metode="POST", objek="pekerjaan_periode"),
    baris("evaluasi:capaian_rekomendasi", "semua=403 karta=200 asing=404", objek="unit_periode"),
    baris(
        "evaluasi:capaian_rekomendasi",
        "semua=403 karta=422 asing=404",
        metode="POST",
        objek="unit_periode",
        predikat="x",
    ),
    baris("evaluasi:perekomendasi", "semua=403 eka,asing=200"),
    baris("evaluasi:perekomendasi", "semua=403 eka,asing=422", metode="POST", bidang="x"),
    baris(
        "evaluasi:perekomendasi_cabut", "semua=403 eka=302 asing=404", metode="POST", objek="perekomendasi"
    ),
    baris("api_capaian", "semua=200 asing=404 anonim=403", objek="unit_periode"),
    baris("api_capaian", "semua=403 karta,eka=400 asing=404 anonim=403", metode="POST", objek="unit_periode"),
    baris(
        "api_capaian_rekomendasi",
        "semua=403 karta=400 asing=404 anonim=403",
        metode="POST",
        objek="unit_periode",
    ),
    baris("api_capaian_tetapkan", "semua=403 eka=409 asing=404 anonim=403", metode="POST", objek="capaian"),
    baris("api_capaian_buka", "semua=403 eka=400 asing=404 anonim=403", metode="POST", objek="capaian"),
    baris("api_perekomendasi", "semua=403 eka,asing=200 anonim=403"),
    baris("api_perekomendasi", "semua=403 eka,asing=400 anonim=403", metode="POST"),
    baris(
        "api_perekomendasi_cabut",
        "semua=403 eka=204 asing=404 anonim=403",
        metode="DELETE",
        objek="perekomendasi",
    ),
]
