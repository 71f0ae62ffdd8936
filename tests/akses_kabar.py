"""Rows of notifications and the calendar feed (see `akses.py`): everyone his own, nobody another's."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

TABEL: list[Baris] = [
    baris("kabar:kabar", "semua=200"),
    baris("kabar:baca", "semua=302", metode="POST"),
    baris("kabar:buka", "semua=404 sari=302", metode="POST", objek="kabar"),
    baris("kabar:setelan", "semua=200"),
    baris("kabar:setelan", "semua=302", metode="POST", ringkasan="on"),
    baris("kabar:kalender_buat", "semua=200", metode="POST"),
    baris("kabar:kalender_cabut", "semua=302", metode="POST"),
    baris("kalender_tenggat", "semua=200 anonim=200", objek="kunci_kalender"),
    baris("api_kabar", "semua=200 anonim=403"),
    baris("api_kabar_baca", "semua=200 anonim=403", metode="POST"),
    baris("api_kabar_setelan", "semua=200 anonim=403"),
    baris("api_kabar_setelan", "semua=200 anonim=403", metode="PUT", senyap=["skp"], ringkasan=True),
    baris("api_kalender_buat", "semua=201 anonim=403", metode="POST"),
    baris("api_kalender_cabut", "semua=204 anonim=403", metode="POST"),
]
