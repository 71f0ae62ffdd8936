"""Rows of reports about units, of steering jobs, schedules, rules for files, SIASN (see `akses.py`).

The schedule is Eka's; `laporan` and `bundel` are jobs that Sari asked for.
"""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

PANTAU = "semua=403 karta,budi,eka,asing=200"
LUAR = "semua=404 anonim=403"


def _post(rute: str, harap: str, objek: str = "", **data: str) -> Baris:
    return baris(rute, harap, metode="POST", objek=objek, **data)


TABEL: list[Baris] = [
    baris("evaluasi:laporan_buat", PANTAU),
    _post("evaluasi:laporan_buat", PANTAU.replace("200", "422"), isi="x"),
    _post("evaluasi:laporan_jeda", "semua=404 sari,eka=409", "laporan"),
    _post("evaluasi:laporan_lanjut", "semua=404 sari,eka=409", "laporan"),
    baris("evaluasi:laporan_jadwal", PANTAU),
    baris("evaluasi:laporan_jadwal_baru", PANTAU),
    _post("evaluasi:laporan_jadwal_baru", PANTAU.replace("200", "422"), isi="x"),
    baris("evaluasi:laporan_jadwal_ubah", "semua=404 eka=200", objek="jadwal"),
    _post("evaluasi:laporan_jadwal_ubah", "semua=404 eka=422", "jadwal", isi="x"),
    _post("evaluasi:laporan_jadwal_aktif", "semua=404 eka=302", "jadwal", aktif="tidak"),
    baris("evaluasi:laporan_pengaturan", "semua=403 eka,asing=200"),
    _post("evaluasi:laporan_pengaturan", "semua=403 eka,asing=422", hari_simpan="x"),
    _post("api_laporan_isi", f"{PANTAU.replace('200', '400')} anonim=403"),
    _post("api_laporan_jeda", f"{LUAR} sari,eka=409", "laporan"),
    _post("api_laporan_lanjut", f"{LUAR} sari,eka=409", "laporan"),
    baris("api_laporan_ulang", f"{LUAR} sari,eka=200", objek="laporan"),
    _post("api_laporan_ulang", f"{LUAR} sari,eka=409", "laporan"),
    baris("api_laporan_jadwal", "semua=200 anonim=403"),
    _post("api_laporan_jadwal", f"{PANTAU.replace('200', '400')} anonim=403"),
    baris("api_laporan_jadwal_satu", f"{LUAR} eka=200", objek="jadwal"),
    _post("api_laporan_jadwal_satu", f"{LUAR} eka=400", "jadwal"),
    _post("api_laporan_jadwal_aktif", f"{LUAR} eka=200", "jadwal", aktif="true"),
    baris("api_laporan_pengaturan", "semua=403 anonim=403 eka,asing=200"),
    _post("api_laporan_pengaturan", "semua=403 anonim=403 eka,asing=400"),
    baris("api_evaluasi_siasn", f"{LUAR} sari,budi,karta,eka=200", objek="final"),
]
