"""Rows of delivery, objection and correction. Sari's result: Budi rated it, Karta is his atasan, Eka the admin.

`hasil` was delivered; `dikeberati` was objected to and waits for Budi's explanation; `koreksi` corrects `semula`.
"""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LUAR = "semua=404 anonim=403"
TERKAIT = "semua=404 sari,budi,karta,eka=200"
ISI_ATURAN = "semua=403 anonim=403 eka,asing=400"


def _post(rute: str, harap: str, objek: str = "", **data: str) -> Baris:
    return baris(rute, harap, metode="POST", objek=objek, **data)


TABEL: list[Baris] = [
    _post("evaluasi:sampaikan", "semua=404 sari,karta,eka=403 budi=409", "evaluasi"),
    _post("evaluasi:terima", "semua=404 sari=422 budi,karta,eka=403", "hasil"),
    baris("evaluasi:keberatan", TERKAIT, objek="dikeberati"),
    _post("evaluasi:keberatan", "semua=404 sari=422 budi,karta,eka=403", "hasil"),
    _post("evaluasi:keberatan_jelaskan", "semua=404 sari,karta,eka=403 budi=422", "dikeberati"),
    _post("evaluasi:keberatan_putuskan", "semua=404 sari,budi,eka=403 karta=422", "dikeberati"),
    _post("evaluasi:keberatan_cabut", "semua=404 sari=302 budi,karta,eka=403", "dikeberati"),
    _post("evaluasi:keberatan_pemutus", "semua=404 sari,budi,karta=403 eka=422", "dikeberati"),
    baris("evaluasi:keberatan_daftar", "semua=200"),
    baris("evaluasi:keberatan_aturan", "semua=403 eka,asing=200"),
    _post("evaluasi:keberatan_aturan", "semua=403 eka,asing=422"),
    baris("evaluasi:versi", TERKAIT, objek="semula"),
    _post("evaluasi:versi", "semua=404 sari,budi=403 karta,eka=422", "semula"),
    _post("evaluasi:koreksi_batal", "semua=404 sari,budi=403 karta,eka=422", "koreksi"),
    baris("api_evaluasi_versi", f"{LUAR} sari,budi,karta,eka=200", objek="semula"),
    _post("api_evaluasi_versi", f"{LUAR} sari,budi=403 karta,eka=400", "semula"),
    _post("api_koreksi_batal", f"{LUAR} sari,budi=403 karta,eka=400", "koreksi"),
    _post("api_evaluasi_sampaikan", f"{LUAR} sari,karta,eka=403 budi=409", "evaluasi", versi="0"),
    _post("api_evaluasi_terima", f"{LUAR} sari=200 budi,karta,eka=403", "hasil"),
    baris("api_keberatan", f"{LUAR} sari,budi,karta,eka=200", objek="dikeberati"),
    _post("api_keberatan", f"{LUAR} sari=400 budi,karta,eka=403", "hasil"),
    _post("api_keberatan_jelaskan", f"{LUAR} sari,karta,eka=403 budi=400", "dikeberati"),
    _post("api_keberatan_putuskan", f"{LUAR} sari,budi,eka=403 karta=400", "dikeberati"),
    _post("api_keberatan_cabut", f"{LUAR} sari=200 budi,karta,eka=403", "dikeberati"),
    _post("api_keberatan_pemutus", f"{LUAR} sari,budi,karta=403 eka=400", "dikeberati"),
    baris("api_keberatan_daftar", "semua=200 anonim=403"),
    baris("api_keberatan_aturan", "semua=200 anonim=403"),
    _post("api_keberatan_aturan", ISI_ATURAN),
]
