"""Rows of the contents of an SKP through the API (see `akses.py`)."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

TERKUNCI = "semua=403 anonim=403 sari=409 citra,dewi,asing=404"
"""The SKP of the table is in force: its owner is told so, everyone else may not write at all."""

PIHAK = "semua=404 anonim,karta,eka=403"
"""The contents of a PK: its first party alone; who else sees it is told why not."""

TABEL: list[Baris] = [
    baris("api_skp_susun", "semua=400 anonim=403", metode="POST"),
    baris("api_rhk_tambah", TERKUNCI, metode="POST", objek="skp", teks="Hasil"),
    baris("api_rhk", TERKUNCI, metode="PUT", objek="rhk", teks="Hasil"),
    baris("api_rhk", TERKUNCI, metode="DELETE", objek="rhk"),
    baris("api_indikator_tambah", TERKUNCI, metode="POST", objek="rhk", teks="Jumlah"),
    baris("api_indikator", TERKUNCI, metode="PUT", objek="indikator", teks="Jumlah"),
    baris("api_indikator", TERKUNCI, metode="DELETE", objek="indikator"),
    baris("api_skp_perilaku", f"{TERKUNCI} budi=409", metode="PUT", objek="skp", perilaku={"loyal": "Setia"}),
    baris("api_pk_kepala", f"{PIHAK} budi=200", metode="PUT", objek="pk", tingkat="program"),
    baris("api_pk_sasaran", f"{PIHAK} budi=201", metode="POST", objek="pk", teks="Sasaran"),
    baris("api_pk_sasaran_satu", f"{PIHAK} budi=200", metode="PUT", objek="sasaran_pk", teks="Sasaran"),
    baris("api_pk_sasaran_satu", f"{PIHAK} budi=204", metode="DELETE", objek="sasaran_pk"),
    baris("api_pk_indikator", f"{PIHAK} budi=400", metode="POST", objek="sasaran_pk"),
    baris("api_pk_indikator_satu", f"{PIHAK} budi=400", metode="PUT", objek="indikator_pk"),
    baris("api_pk_indikator_satu", f"{PIHAK} budi=204", metode="DELETE", objek="indikator_pk"),
    baris("api_pk_program", f"{PIHAK} budi=400", metode="POST", objek="pk"),
    baris("api_pk_program_satu", f"{PIHAK} budi=400", metode="PUT", objek="program_pk"),
    baris("api_pk_program_satu", f"{PIHAK} budi=204", metode="DELETE", objek="program_pk"),
    baris("api_pk_anggaran", "semua=403 anonim=403 eka,asing=400", metode="PUT", objek="tahun_pk"),
    baris("api_skp_lampiran", TERKUNCI, metode="PUT", objek="skp", lampiran={"konsekuensi": ["Dibina"]}),
]
