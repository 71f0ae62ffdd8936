"""Rows of the voice of citizens (see `akses.py`): the public pages open to everybody, the rest along the units."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LUAR = "tono,dewi,asing=404"
STAF = "sari,citra=403"
API = "anonim=403"
UMUM = "semua=200 anonim=200"
ATUR = "semua=403 eka,asing=200"


def satu(rute: str, harap: str, objek: str, metode: str = "POST") -> Baris:
    return baris(rute, f"{harap} {LUAR}", metode=metode, objek=objek)


def api(rute: str, harap: str, objek: str = "", metode: str = "POST") -> Baris:
    return baris(f"api_kinerja:{rute}", f"{harap} {API}", metode=metode, objek=objek)


TABEL: list[Baris] = [
    baris("suara:cari", UMUM),
    baris("suara:ulas", UMUM, objek="kode_layanan"),
    baris("suara:ulas", "semua=422 anonim=422", metode="POST", objek="kode_layanan"),
    baris("suara:jawaban", UMUM, objek="kode_layanan"),
    baris("suara:resi", UMUM, objek="resi"),
    baris("kinerja:layanan", "semua=200"),
    satu("kinerja:layanan_lihat", "semua=200", "layanan", "GET"),
    baris("kinerja:layanan_tambah", "semua=200 sari,citra,dewi,tono=403"),
    baris("kinerja:layanan_tambah", "semua=422 sari,citra,dewi,tono=403", metode="POST"),
    satu("kinerja:layanan_ubah", f"semua=200 {STAF}", "layanan", "GET"),
    satu("kinerja:layanan_ubah", f"semua=422 {STAF}", "layanan"),
    satu("kinerja:layanan_aktif", f"semua=302 {STAF}", "layanan"),
    satu("kinerja:layanan_hapus", f"semua=409 {STAF}", "layanan"),
    baris("kinerja:layanan_setelan", ATUR),
    baris("kinerja:layanan_setelan", ATUR.replace("200", "422"), metode="POST"),
    baris("kinerja:layanan_set_tambah", ATUR),
    baris("kinerja:layanan_set_tambah", ATUR.replace("200", "422"), metode="POST"),
    baris("kinerja:layanan_set", "semua=403 eka=200 asing=404", objek="set_pertanyaan"),
    baris("kinerja:layanan_set", "semua=403 eka=422 asing=404", metode="POST", objek="set_pertanyaan"),
    satu("kinerja:ulasan_lonjakan", "semua=403 eka=200", "layanan", "GET"),
    satu("kinerja:ulasan_lonjakan", "semua=403 eka=422", "layanan"),
    baris("kinerja:ulasan", "semua=200 sari,citra,dewi,tono=403"),
    baris("kinerja:ulasan_unduh", "semua=200 sari,citra,dewi,tono=403"),
    baris("kinerja:ulasan_moderasi", ATUR),
    satu("kinerja:ulasan_lihat", f"semua=200 {STAF}", "ulasan", "GET"),
    satu("kinerja:ulasan_balas", f"semua=422 {STAF}", "ulasan"),
    satu("kinerja:ulasan_putuskan", "semua=403 eka=422", "ulasan"),
    satu("kinerja:ulasan_batal", "semua=403 eka=422", "ulasan"),
    satu("kinerja:ulasan_pulihkan", "semua=403 eka=302", "ulasan"),
    satu("kinerja:ulasan_tautkan", f"semua=422 {STAF}", "ulasan"),
    baris("kinerja:tautan_saya", "semua=200"),
    baris("kinerja:tautan_lepas", "semua=403 budi=422 citra,dewi,asing=404", metode="POST", objek="tautan"),
    baris(
        "kinerja:tautan_tanggapi", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="tautan"
    ),
    satu("evaluasi:poster_layanan", "semua=200", "layanan", "GET"),
    api("layanan", "semua=200", metode="GET"),
    api("layanan", "semua=400"),
    api("layanan_satu", f"semua=200 {LUAR}", "layanan", "GET"),
    api("layanan_aktif", f"semua=400 {LUAR}", "layanan"),
    api("layanan_indeks", f"semua=200 {LUAR}", "layanan", "GET"),
    api("layanan_lonjakan", f"semua=403 eka=400 {LUAR}", "layanan"),
    api("layanan_setelan", ATUR, metode="GET"),
    api("layanan_set", ATUR, metode="GET"),
    api("layanan_set", ATUR.replace("200", "400")),
    api("layanan_set_satu", "semua=405", "set_pertanyaan", "GET"),
    api("ulasan", "semua=200 sari,citra,dewi,tono=403", metode="GET"),
    api("ulasan_balas", f"semua=400 {STAF} {LUAR}", "ulasan"),
    api("ulasan_putuskan", f"semua=403 eka=400 {LUAR}", "ulasan"),
    api("ulasan_batal", f"semua=403 eka=400 {LUAR}", "ulasan"),
    api("ulasan_pulihkan", f"semua=403 eka=200 {LUAR}", "ulasan"),
    api("ulasan_tautkan", f"semua=400 {STAF} {LUAR}", "ulasan"),
    api("tautan", "semua=200", metode="GET"),
    api("tautan_lepas", "semua=403 budi=400 citra,dewi,asing=404", "tautan"),
    api("tautan_tanggapi", "semua=403 sari=400 citra,dewi,asing=404", "tautan"),
]
