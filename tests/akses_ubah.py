"""Rows of what is changed by PUT, PATCH or DELETE in the execution stage, and of the page of settings (see `akses.py`)."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

UNGGAHAN = "semua=404 anonim=403"

TABEL: list[Baris] = [
    baris(
        "api_kinerja:catatan_satu", "semua=400 anonim=403 citra,dewi,asing=404", metode="PUT", objek="catatan"
    ),
    baris("evaluasi:pengaturan", "semua=403 eka,asing=200"),
    baris(
        "api_kinerja:gangguan_satu",
        "semua=403 anonim=403 eka=200 asing=404",
        metode="PUT",
        objek="gangguan",
        mulai="2026-01-05T08:00:00+07:00",
        selesai="2026-01-05T09:30:00+07:00",
        keterangan="Listrik pusat data padam",
        alasan="Jam mulai diperbaiki",
    ),
    baris("api_kinerja:layanan_setelan", "semua=403 anonim=403 eka,asing=400", metode="PUT"),
    baris(
        "api_kinerja:layanan_satu",
        "semua=400 anonim=403 tono,dewi,asing=404",  # what was sent is read before it is asked who may
        metode="PUT",
        objek="layanan",
    ),
    baris(
        "api_kinerja:layanan_satu",
        "semua=409 anonim=403 sari,citra=403 tono,dewi,asing=404",  # it was reviewed already
        metode="DELETE",
        objek="layanan",
    ),
    baris(
        "api_kinerja:perilaku_satu",
        "semua=403 anonim=403 sari=400 citra,dewi,asing=404",
        metode="PUT",
        objek="perilaku",
    ),
    baris("api_kinerja:perilaku_pengaturan", "semua=403 anonim=403 eka,asing=400", metode="PUT"),
    baris("api_kinerja:unggahan_satu", f"{UNGGAHAN} sari=400", metode="PATCH", objek="unggahan"),
    baris("api_kinerja:unggahan_satu", f"{UNGGAHAN} sari=204", metode="DELETE", objek="unggahan"),
    baris(
        "api_kinerja:layanan_set_satu",
        "semua=403 anonim=403 eka=400 asing=404",
        metode="PUT",
        objek="set_pertanyaan",
    ),
    baris("api_kinerja:hari_kerja", "semua=403 anonim=403 eka,asing=200", metode="PUT", hari_kerja=6),
    baris("api_kinerja:realisasi", "semua=400 anonim=403", metode="PUT"),
]
