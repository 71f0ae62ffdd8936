"""Rows of follow-up. `tindak`: Budi noted a recommendation after Sari's final result; `usulan`: the agency's rule."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LUAR = "semua=404 anonim=403"


def _post(rute: str, harap: str, objek: str = "", **data: str) -> Baris:
    return baris(rute, harap, metode="POST", objek=objek, **data)


TABEL: list[Baris] = [
    baris("evaluasi:tindak_daftar", "semua=200"),
    baris("evaluasi:tindak_tambah", "semua=404 sari,karta=403 budi,eka=200", objek="final"),
    _post("evaluasi:tindak_tambah", "semua=404 sari,karta=403 budi,eka=422", "final"),
    baris("evaluasi:tindak", "semua=404 sari,budi,karta,eka=200", objek="tindak"),
    _post("evaluasi:tindak", "semua=404 sari,karta=403 budi,eka=422", "tindak"),
    baris("evaluasi:usulan_aturan", "semua=403 eka,asing=200"),
    _post("evaluasi:usulan_aturan", "semua=403 eka,asing=422"),
    _post("evaluasi:usulan_alih", "semua=403 eka=302 asing=404", "usulan"),
    baris("api_tindak_daftar", "semua=200 anonim=403"),
    _post("api_tindak_tambah", f"{LUAR} sari,karta=403 budi,eka=400", "final"),
    _post("api_tindak_tutup", f"{LUAR} sari,karta=403 budi,eka=400", "tindak"),
    baris("api_usulan_aturan", "semua=403 anonim=403 eka,asing=200"),
    _post("api_usulan_aturan", "semua=403 anonim=403 eka,asing=400"),
    _post("api_usulan_alih", "semua=403 anonim=403 eka=200 asing=404", "usulan"),
]
