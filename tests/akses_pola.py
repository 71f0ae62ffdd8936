"""Rows of the pola distribusi. Budi, Karta and Bupati rate; Budi's capaian is the dinas's."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

PENILAI = "semua=403 budi,karta=200"
API = "anonim=403"
ATUR = "semua=403 eka,asing=200"
# a head watches his unit; an agency without an opened year has nothing to list
PANTAU = "semua=403 budi,karta,eka=200 asing=200"
TALENTA = "semua=403 eka=200 asing=404"
LIHAT = "sari,eka=403 budi=200 karta=403"

TABEL: list[Baris] = [
    baris("evaluasi:pola", PENILAI),
    baris("evaluasi:pola", PENILAI, metode="POST"),
    baris("evaluasi:pola_langsung", f"semua=404 {LIHAT}", objek="evaluasi"),
    # in a world of one person rated, one result is outside the pola "Baik": nobody must improve
    baris("evaluasi:pola_alasan", "semua=403 budi=422 karta=403 asing=404", metode="POST", objek="capaian"),
    baris("evaluasi:pola_pengaturan", ATUR),
    baris("evaluasi:pola_pengaturan", ATUR.replace("200", "422"), metode="POST"),
    baris("evaluasi:talenta", ATUR),
    baris("evaluasi:talenta_impor", ATUR),
    baris("evaluasi:talenta_impor", ATUR.replace("200", "422"), metode="POST"),
    baris("evaluasi:talenta_pratinjau", TALENTA, objek="potensial"),
    baris("evaluasi:talenta_terapkan", TALENTA.replace("200", "302"), metode="POST", objek="potensial"),
    baris("evaluasi:talenta_batal", TALENTA.replace("200", "302"), metode="POST", objek="potensial"),
    baris("api_talenta", f"semua=403 eka=200 asing=404 {API}"),
    baris("api_talenta_orang", f"semua=403 eka,asing=400 {API}"),
    baris("api_talenta_impor", f"semua=403 eka,asing=415 {API}", metode="POST"),
    baris("api_talenta_terapkan", f"semua=404 eka=200 {API}", metode="POST", objek="potensial"),
    baris("api_talenta_batal", f"semua=404 eka=200 {API}", metode="POST", objek="potensial"),
    baris("evaluasi:dasbor", PANTAU),
    baris("evaluasi:dasbor_saya", "semua=200"),
    baris("evaluasi:dasbor_tim", PENILAI),
    baris("api_dasbor_saya", f"semua=200 {API}"),
    baris("api_dasbor_tim", f"{PENILAI} {API}"),
    baris("evaluasi:dasbor_daftar", PANTAU.replace("asing=200", "asing=404")),
    baris("evaluasi:dasbor_alasan", PANTAU.replace("asing=200", "asing=404")),
    baris("api_dasbor", f"{PANTAU.replace('asing=200', 'asing=404')} {API}"),
    baris("api_pola", f"{PENILAI} {API}"),
    baris("api_pola_coba", f"semua=403 budi,karta=400 {API}", metode="POST"),
    baris("api_pola_alasan", f"semua=400 asing=404 {API}", metode="POST", objek="capaian"),
    baris("api_pola_pengaturan", f"{ATUR} {API}"),
    baris("api_pola_pengaturan", f"semua=400 {API}", metode="POST"),
]
