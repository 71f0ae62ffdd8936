"""Rows of the page that judges and what stands beside it (see `akses.py`).

Sari is in the team of Tono and rated by Budi: Tono recommends, Budi reads it. `rekomendasi` names Sari's SKP, the
quarter of today and that team.
"""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

NILAI = "semua=404 sari,karta,eka=403"
"""Who may read the evaluation but does not rate; strangers get 404."""
API = "anonim=403"
ATUR = "semua=403 eka,asing=200"

TABEL: list[Baris] = [
    # Without a part it names nothing: whoever rates gets 404 as well.
    baris("evaluasi:bahan", f"{NILAI} budi=404", objek="evaluasi"),
    baris("evaluasi:ambil_alih", f"{NILAI} budi=302", metode="POST", objek="evaluasi"),
    baris("evaluasi:rekomendasi", "semua=403 tono=200"),
    baris("evaluasi:rekomendasi_tulis", "semua=404 sari,eka=403 tono=200", objek="rekomendasi"),
    baris(
        "evaluasi:rekomendasi_tulis", "semua=404 sari,eka=403 tono=422", metode="POST", objek="rekomendasi"
    ),
    baris("evaluasi:pengaturan_nilai", ATUR),
    baris("evaluasi:pengaturan_nilai", ATUR.replace("200", "302"), metode="POST", rekomendasi_ketua_tim="on"),
    baris("api_evaluasi_ambil_alih", f"{NILAI} {API} budi=200", metode="POST", objek="evaluasi", versi="0"),
    baris("api_evaluasi_pertimbangan", f"{NILAI} {API} budi=200", objek="evaluasi"),
    baris("api_rekomendasi", f"semua=200 {API}"),
    baris("api_rekomendasi", f"semua=400 {API}", metode="POST"),
    baris("api_pengaturan_nilai", f"{ATUR} {API}"),
    baris("api_pengaturan_nilai", f"{ATUR} {API}", metode="PUT", rekomendasi_ketua_tim=True),
]
