"""Rows of working without a network: what is open is the same for everybody, what is not is one's own."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

TERBUKA = "semua=200 anonim=200"
KIRIM = "semua=400 anonim=403"
"""A sending without content: told so to everyone who is signed in; whose it is comes from the session alone."""

TABEL: list[Baris] = [
    baris("manifes", TERBUKA),
    baris("ikon", TERBUKA, objek="ikon"),
    baris("pekerja_layanan", TERBUKA),
    baris("luring", TERBUKA),
    baris("kinerja:setelan_luring", "semua=403 eka,asing=200"),
    baris("kinerja:setelan_luring", "semua=403 eka,asing=200", metode="POST"),
    baris("api_kinerja:luring_sesi", "semua=200 anonim=403"),
    baris("api_kinerja:luring_bahan", "semua=200 anonim=403"),
    baris("api_kinerja:luring_catatan", KIRIM, metode="POST"),
    baris("api_kinerja:luring_ulang_hari", KIRIM, metode="POST"),
    baris("api_kinerja:luring_batal", KIRIM, metode="POST"),
    baris("api_kinerja:luring_setelan", "semua=200 anonim=403"),
    baris("api_kinerja:luring_setelan", "semua=403 anonim=403 eka,asing=400", metode="POST"),
]
