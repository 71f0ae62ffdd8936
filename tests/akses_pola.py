"""Rows of the pola distribusi. Budi, Karta and Bupati rate; Budi's capaian is the dinas's."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

PENILAI = "semua=403 budi,karta=200"
API = "anonim=403"
ATUR = "semua=403 eka,asing=200"
LIHAT = "sari,eka=403 budi=200 karta=403"

TABEL: list[Baris] = [
    baris("evaluasi:pola", PENILAI),
    baris("evaluasi:pola", PENILAI, metode="POST"),
    baris("evaluasi:pola_langsung", f"semua=404 {LIHAT}", objek="evaluasi"),
    # in a world of one person rated, one result is outside the pola "Baik": nobody must improve
    baris("evaluasi:pola_alasan", "semua=403 budi=422 karta=403 asing=404", metode="POST", objek="capaian"),
    baris("evaluasi:pola_pengaturan", ATUR),
    baris("evaluasi:pola_pengaturan", ATUR.replace("200", "422"), metode="POST"),
    baris("api_pola", f"{PENILAI} {API}"),
    baris("api_pola_coba", f"semua=403 budi,karta=400 {API}", metode="POST"),
    baris("api_pola_alasan", f"semua=400 asing=404 {API}", metode="POST", objek="capaian"),
    baris("api_pola_pengaturan", f"{ATUR} {API}"),
    baris("api_pola_pengaturan", f"semua=400 {API}", metode="POST"),
]
