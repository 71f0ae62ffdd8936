"""Rows of the contents of an SKP through the API (see `akses.py`)."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

TERKUNCI = "semua=403 anonim=403 sari=409 citra,dewi,asing=404"
"""The SKP of the table is in force: its owner is told so, everyone else may not write at all."""


TABEL: list[Baris] = [
    baris("api_skp_susun", "semua=400 anonim=403", metode="POST"),
    baris("api_rhk_tambah", TERKUNCI, metode="POST", objek="skp", teks="Hasil"),
    baris("api_rhk", TERKUNCI, metode="PUT", objek="rhk", teks="Hasil"),
    baris("api_rhk", TERKUNCI, metode="DELETE", objek="rhk"),
    baris("api_indikator_tambah", TERKUNCI, metode="POST", objek="rhk", teks="Jumlah"),
    baris("api_indikator", TERKUNCI, metode="PUT", objek="indikator", teks="Jumlah"),
    baris("api_indikator", TERKUNCI, metode="DELETE", objek="indikator"),
    baris("api_skp_perilaku", f"{TERKUNCI} budi=409", metode="PUT", objek="skp", perilaku={"loyal": "Setia"}),
    baris("api_skp_lampiran", TERKUNCI, metode="PUT", objek="skp", lampiran={"konsekuensi": ["Dibina"]}),
]
