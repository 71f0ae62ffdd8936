"""Rows of angka kredit. Sari's is fixed by Budi or Eka; Eka is admin; a ketua tim sees no predikat and no credit."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

LIHAT = "semua=404 sari,budi,karta,eka=200"
TETAP = "semua=404 sari,karta=403 budi,eka="
ADMIN = "semua=404 sari,budi,karta=403 eka="
DAFTAR = "semua=403 budi,karta,eka,asing="
ATUR = "semua=403 eka,asing="
LUAR = "anonim=403"


def _post(rute: str, harap: str, objek: str = "", **data: str) -> Baris:
    return baris(rute, harap, metode="POST", objek=objek, **data)


TABEL: list[Baris] = [
    baris("evaluasi:kredit", "semua=200"),
    baris("evaluasi:kredit_pegawai", LIHAT, objek="pegawai"),
    _post("evaluasi:kredit_konversi", f"{TETAP}422", "pegawai"),
    baris("evaluasi:kredit_saldo", f"{ADMIN}200", objek="pegawai"),
    _post("evaluasi:kredit_saldo", f"{ADMIN}422", "pegawai"),
    baris("evaluasi:kredit_penetapan", f"{TETAP}200", objek="pegawai"),
    _post("evaluasi:kredit_penetapan", f"{TETAP}422", "pegawai"),
    baris("evaluasi:kredit_konversi_batal", f"{TETAP}200", objek="konversi"),
    _post("evaluasi:kredit_konversi_batal", f"{TETAP}422", "konversi"),
    _post("evaluasi:kredit_konversi_dokumen", LIHAT.replace("200", "302"), "konversi"),
    baris("evaluasi:kredit_penetapan_batal", f"{TETAP}200", objek="penetapan"),
    _post("evaluasi:kredit_penetapan_batal", f"{TETAP}422", "penetapan"),
    _post("evaluasi:kredit_penetapan_dokumen", LIHAT.replace("200", "302"), "penetapan"),
    baris("evaluasi:kredit_saldo_batal", f"{ADMIN}200", objek="saldo_kredit"),
    _post("evaluasi:kredit_saldo_batal", f"{ADMIN}422", "saldo_kredit"),
    baris("evaluasi:kredit_daftar", f"{DAFTAR}200"),
    _post("evaluasi:kredit_tetapkan", f"{DAFTAR}302"),
    _post("evaluasi:kredit_cetak", f"{DAFTAR}302"),
    baris("evaluasi:kredit_saldo_tempel", f"{ATUR}200"),
    _post("evaluasi:kredit_saldo_tempel", f"{ATUR}422"),
    baris("evaluasi:kredit_koefisien", "semua=200"),
    baris("evaluasi:kredit_koefisien_tambah", f"{ATUR}200"),
    _post("evaluasi:kredit_koefisien_tambah", f"{ATUR}422"),
    _post("evaluasi:kredit_koefisien_hapus", "semua=403 asing=404 eka=302", "koefisien"),
    baris("evaluasi:kredit_aturan", f"{ATUR}200"),
    _post("evaluasi:kredit_aturan", f"{ATUR}422"),
    baris("api_kredit_saya", f"semua=200 {LUAR}"),
    baris("api_kredit_pegawai", f"{LIHAT} {LUAR}", objek="pegawai"),
    _post("api_kredit_konversi", f"{TETAP}400 {LUAR}", "pegawai"),
    _post("api_kredit_saldo", f"{ADMIN}400 {LUAR}", "pegawai"),
    _post("api_kredit_penetapan", f"{TETAP}409 {LUAR}", "pegawai"),
    _post("api_kredit_konversi_batal", f"{TETAP}400 {LUAR}", "konversi"),
    _post("api_kredit_konversi_dokumen", f"{LIHAT.replace('200', '201')} {LUAR}", "konversi"),
    _post("api_kredit_penetapan_batal", f"{TETAP}400 {LUAR}", "penetapan"),
    _post("api_kredit_penetapan_dokumen", f"{LIHAT.replace('200', '201')} {LUAR}", "penetapan"),
    _post("api_kredit_saldo_batal", f"{ADMIN}400 {LUAR}", "saldo_kredit"),
    _post("api_kredit_saldo_tempel", f"{ATUR}400 {LUAR}"),
    _post("api_kredit_massal", f"{DAFTAR}400 {LUAR}"),
    baris("api_kredit_koefisien", f"semua=200 {LUAR}"),
    _post("api_kredit_koefisien", f"{ATUR}400 {LUAR}"),
    _post("api_kredit_koefisien_hapus", f"semua=403 asing=404 eka=204 {LUAR}", "koefisien"),
    baris("api_kredit_aturan", f"semua=200 {LUAR}"),
    _post("api_kredit_aturan", f"{ATUR}400 {LUAR}"),
]
