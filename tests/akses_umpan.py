"""Rows of feedback among all, requests, the agency's rules, and 360 rounds (see `akses.py`)."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

ADMIN = "semua=403 eka,asing=200"
PERTANYAAN = {"teks": "Apa lagi?", "jenis": "kata"}


TABEL: list[Baris] = [
    baris("kinerja:umpan_balik_ubah", "semua=403 budi=200 citra,dewi,asing=404", objek="umpan_balik"),
    baris(
        "kinerja:umpan_balik_ubah",
        "semua=403 budi=422 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris(
        "kinerja:umpan_balik_tarik",
        "semua=403 budi=302 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris("kinerja:umpan_balik_orang", "semua=200"),
    baris("kinerja:umpan_balik_kepada", "semua=200 sari,dewi,eka=403 asing=404", objek="pegawai"),
    baris(
        "kinerja:umpan_balik_kepada",
        "semua=422 sari,dewi,eka=403 asing=404",
        metode="POST",
        objek="pegawai",
    ),
    baris("kinerja:permintaan", "semua=200"),
    baris("kinerja:permintaan_buat", "semua=200"),
    baris("kinerja:permintaan_buat", "semua=200 sari=422", metode="POST"),
    baris("kinerja:permintaan_jawab", "semua=404 sari=403 citra=200", objek="permintaan_umpan"),
    baris(
        "kinerja:permintaan_jawab", "semua=404 sari=403 citra=422", metode="POST", objek="permintaan_umpan"
    ),
    baris(
        "kinerja:permintaan_tolak", "semua=404 sari=403 citra=302", metode="POST", objek="permintaan_umpan"
    ),
    baris(
        "kinerja:permintaan_cabut", "semua=404 citra=403 sari=302", metode="POST", objek="permintaan_umpan"
    ),
    baris("kinerja:frasa", "semua=200"),
    baris("kinerja:frasa", "semua=422", metode="POST"),
    baris("kinerja:frasa_hapus", "semua=403 budi=302 asing=404", metode="POST", objek="frasa"),
    baris("kinerja:umpan_balik_atur", ADMIN),
    baris("kinerja:umpan_balik_atur", "semua=403 eka,asing=422", metode="POST"),
    baris("kinerja:irama_atur", "semua=403 eka,asing=422", metode="POST"),
    baris("kinerja:irama_hapus", "semua=403 eka=302 asing=404", metode="POST", objek="irama"),
    baris("kinerja:frasa_bersama", "semua=403 eka,asing=422", metode="POST"),
    baris("kinerja:ronde", "semua=200"),
    baris("kinerja:ronde_aturan", "semua=200"),
    baris("kinerja:ronde_isi", "semua=403 citra,tono=200 asing=404", objek="ronde_tentang"),
    baris("kinerja:ronde_isi", "semua=403 citra,tono=422 asing=404", metode="POST", objek="ronde_tentang"),
    baris("kinerja:ronde_kelola", ADMIN),
    baris("kinerja:ronde_buat", ADMIN),
    baris("kinerja:ronde_buat", "semua=403 eka,asing=422", metode="POST"),
    baris("kinerja:ronde_detail", "semua=403 eka=200 asing=404", objek="ronde_draf"),
    baris("kinerja:ronde_ubah", "semua=403 eka=200 asing=404", objek="ronde_draf"),
    baris("kinerja:ronde_ubah", "semua=403 eka=422 asing=404", metode="POST", objek="ronde_draf"),
    baris("kinerja:ronde_pertanyaan", "semua=403 eka=422 asing=404", metode="POST", objek="ronde_draf"),
    baris("kinerja:ronde_buka", "semua=403 eka=409 asing=404", metode="POST", objek="ronde_draf"),
    baris("kinerja:ronde_batal", "semua=403 eka=302 asing=404", metode="POST", objek="ronde_draf"),
    baris("kinerja:pertanyaan_hapus", "semua=403 eka=302 asing=404", metode="POST", objek="pertanyaan_ronde"),
    baris(
        "api_kinerja:umpan_balik_ubah",
        "semua=403 anonim=403 budi=200 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
        isi="Laporan rapi dan lengkap.",
        sifat="pujian",
        nomor_sunting="0",
    ),
    baris(
        "api_kinerja:umpan_balik_tarik",
        "semua=403 anonim=403 budi=200 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris("api_kinerja:umpan_balik_orang", "semua=200 anonim=403"),
    baris("api_kinerja:permintaan", "semua=200 anonim=403"),
    baris("api_kinerja:permintaan", "semua=400 anonim=403", metode="POST"),
    baris(
        "api_kinerja:permintaan_tolak",
        "semua=404 anonim=403 sari=403 citra=200",
        metode="POST",
        objek="permintaan_umpan",
    ),
    baris(
        "api_kinerja:permintaan_cabut",
        "semua=404 anonim=403 citra=403 sari=200",
        metode="POST",
        objek="permintaan_umpan",
    ),
    baris("api_kinerja:frasa", "semua=200 anonim=403"),
    baris("api_kinerja:frasa", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:frasa_hapus", "semua=204 anonim=403", metode="POST", objek="frasa"),
    baris("api_kinerja:umpan_balik_atur", "semua=200 anonim=403"),
    baris("api_kinerja:umpan_balik_atur", "semua=403 anonim=403 eka,asing=400", metode="POST"),
    baris("api_kinerja:irama", "semua=200 anonim=403"),
    baris("api_kinerja:irama", "semua=403 anonim=403 eka,asing=400", metode="POST"),
    baris("api_kinerja:irama_hapus", "semua=403 anonim=403 eka,asing=204", metode="POST", objek="irama"),
    baris("api_kinerja:ronde", "semua=200 anonim=403"),
    baris("api_kinerja:ronde", "semua=403 anonim=403 eka,asing=400", metode="POST"),
    baris("api_kinerja:ronde_hasil", "semua=200 anonim=403"),
    baris(
        "api_kinerja:ronde_ubah",
        "semua=403 anonim=403 eka=400 asing=404",
        metode="POST",
        objek="ronde_draf",
    ),
    baris(
        "api_kinerja:ronde_pertanyaan",
        "semua=403 anonim=403 eka=201 asing=404",
        metode="POST",
        objek="ronde_draf",
        **PERTANYAAN,
    ),
    baris(
        "api_kinerja:ronde_buka", "semua=403 anonim=403 eka=409 asing=404", metode="POST", objek="ronde_draf"
    ),
    baris(
        "api_kinerja:ronde_batal", "semua=403 anonim=403 eka=200 asing=404", metode="POST", objek="ronde_draf"
    ),
    baris("api_kinerja:ronde_tugas", "semua=200 anonim=403 asing=404", objek="ronde"),
    baris("api_kinerja:ronde_jawab", "semua=400 anonim=403 asing=404", metode="POST", objek="ronde"),
    baris(
        "api_kinerja:pertanyaan_hapus",
        "semua=403 anonim=403 eka=204 asing=404",
        metode="POST",
        objek="pertanyaan_ronde",
    ),
]
