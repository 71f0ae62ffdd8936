"""Rows of issued documents: their signatures, the numbering rule, recaps. The document is of Sari's final evaluation.

Sari, Budi and Karta see it; Sari and Budi are named under it.
"""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LIHAT = "semua=200 tono,citra,dewi,asing=404"
TANDA = "semua=404 sari,budi=422 karta,eka=403"
PINDAI = "semua=404 sari,budi,eka=422 karta=403"


def _api(harap: str) -> str:
    return harap.replace("422", "400") + " anonim=403"


TABEL: list[Baris] = [
    baris("evaluasi:dokumen_lihat", LIHAT, objek="dokumen"),
    baris("evaluasi:dokumen_tanda_tangani", TANDA, metode="POST", objek="dokumen"),
    baris("evaluasi:dokumen_pindaian", PINDAI, metode="POST", objek="dokumen"),
    baris("evaluasi:tanda_unduh", LIHAT, objek="pindaian"),
    baris("evaluasi:pindaian_tarik", "semua=404 sari,eka=200 budi,karta=403", objek="pindaian"),
    baris(
        "evaluasi:pindaian_tarik", "semua=404 sari,eka=422 budi,karta=403", metode="POST", objek="pindaian"
    ),
    baris("evaluasi:dokumen_aturan", "semua=403 eka,asing=200"),
    baris("evaluasi:dokumen_aturan", "semua=403 eka,asing=422", metode="POST"),
    baris("evaluasi:dokumen_lambang", "semua=403 eka,asing=422", metode="POST"),
    baris("evaluasi:dokumen_lambang_lepas", "semua=403 eka,asing=302", metode="POST"),
    baris("evaluasi:rekap", "semua=403 budi,karta,eka,asing=200"),
    baris("evaluasi:rekap", "semua=403 budi,karta,eka,asing=422", metode="POST"),
    baris("api_dokumen", f"{LIHAT} anonim=403", objek="dokumen"),
    baris("api_dokumen_tanda_tangani", _api(TANDA), metode="POST", objek="dokumen"),
    baris("api_dokumen_pindaian", _api(PINDAI), metode="POST", objek="dokumen"),
    baris(
        "api_pindaian_tarik",
        "semua=404 sari,eka=400 budi,karta=403 anonim=403",
        metode="POST",
        objek="pindaian",
    ),
    baris("api_dokumen_aturan", "semua=403 eka,asing=200 anonim=403"),
    baris("api_dokumen_aturan", "semua=403 eka,asing=400 anonim=403", metode="PUT"),
    baris("api_dokumen_lambang", "semua=403 eka,asing=404 anonim=403"),
    baris("api_dokumen_lambang", "semua=403 eka,asing=400 anonim=403", metode="POST"),
    baris("api_dokumen_lambang", "semua=403 eka,asing=204 anonim=403", metode="DELETE"),
    baris("api_rekap", "semua=403 budi,karta,eka,asing=400 anonim=403", metode="POST"),
    baris("api_verifikasi", "semua=200 anonim=200", objek="kode"),
    baris("api_verifikasi", "semua=400 anonim=400", metode="POST", objek="kode"),
    baris("api_verifikasi_berkas", "semua=400 anonim=400", metode="POST"),
]
