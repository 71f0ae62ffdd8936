"""Rows of pembinaan and apresiasi. Sari is guided by Budi; she was thanked by Citra.

`bimbingan` is confirmed by both; `konseling` is planned; `permintaan` was asked of Budi by Sari.
"""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

BERDUA = "semua=404 sari,budi=200"
LINI = "semua=404 sari,budi=200 karta=403"
LUAR = "semua=404 anonim=403"


def _post(rute: str, harap: str, objek: str = "", **data: str) -> Baris:
    return baris(rute, harap, metode="POST", objek=objek, **data)


TABEL: list[Baris] = [
    baris("kinerja:pembinaan", "semua=200"),
    baris("kinerja:pembinaan_tim", "semua=200"),
    baris("kinerja:pembinaan_minta", "semua=200"),
    _post("kinerja:pembinaan_minta", "semua=422"),
    # Konseling: the two and nobody else; no role opens it. Bimbingan: the line reads, the two write.
    baris("kinerja:pembinaan_lihat", BERDUA, objek="konseling"),
    baris("kinerja:pembinaan_terima", "semua=404 sari=403 budi=200 karta=403", objek="permintaan"),
    _post("kinerja:pembinaan_terima", "semua=404 sari=403 budi=422 karta=403", "permintaan"),
    baris("kinerja:pembinaan_ubah", "semua=404 sari=403 budi=200", objek="konseling"),
    _post("kinerja:pembinaan_ubah", "semua=404 sari=403 budi=422", "konseling"),
    baris("kinerja:pembinaan_batal", BERDUA, objek="konseling"),
    _post("kinerja:pembinaan_batal", "semua=404 sari,budi=422", "konseling"),
    baris("kinerja:pembinaan_catat", LINI, objek="bimbingan"),
    _post("kinerja:pembinaan_catat", "semua=404 sari,budi=422 karta=403", "bimbingan"),
    _post(
        "kinerja:pembinaan_jawab", "semua=404 sari,budi,karta=403", "bimbingan", jawaban="setuju", versi="x"
    ),
    _post("kinerja:pembinaan_langkah", "semua=404 sari,budi=422 karta=403", "langkah"),
    baris("kinerja:pembinaan_tutup", "semua=404 sari,karta=403 budi=200", objek="bimbingan"),
    _post("kinerja:pembinaan_tutup", "semua=404 sari,karta=403 budi=422", "bimbingan"),
    baris("kinerja:pembinaan_akhiri", "semua=404 budi,eka=200", objek="tertinggal"),
    _post("kinerja:pembinaan_akhiri", "semua=404 budi,eka=422", "tertinggal"),
    _post("api_kinerja:pembinaan_akhiri", f"{LUAR} budi,eka=400", "tertinggal"),
    # The paper of a talk is for the two; the line that may read a bimbingan gets none.
    _post("evaluasi:berita_acara", "semua=404 sari,budi=302 karta=403", "bimbingan"),
    _post("api_berita_acara", f"{LUAR} sari,budi=201 karta=403", "bimbingan"),
    baris("evaluasi:pembinaan", "semua=404 sari,budi,karta,eka=403", objek="evaluasi"),
    _post("evaluasi:pembinaan", "semua=404 sari,budi,karta,eka=403", "evaluasi"),
    _post("api_evaluasi_pembinaan", f"{LUAR} sari,budi,karta,eka=403", "evaluasi"),
    baris("kinerja:pembinaan_rencana", "semua=404 sari,eka=403 budi,karta,tono=200", objek="pegawai"),
    _post("kinerja:pembinaan_rencana", "semua=404 sari,eka=403 budi,karta,tono=422", "pegawai"),
    baris("kinerja:pembinaan_rekap", "semua=403 eka,asing=200"),
    baris("kinerja:pembinaan_aturan", "semua=403 eka,asing=200"),
    _post("kinerja:pembinaan_aturan", "semua=403 eka,asing=422"),
    baris("api_kinerja:pembinaan", "semua=200 anonim=403"),
    _post("api_kinerja:pembinaan", "semua=400 anonim=403"),
    _post("api_kinerja:pembinaan_minta", "semua=400 anonim=403"),
    baris("api_kinerja:pembinaan_satu", f"{LUAR} sari,budi=200", objek="konseling"),
    _post("api_kinerja:pembinaan_terima", f"{LUAR} sari,budi=400 karta=403", "permintaan"),
    _post("api_kinerja:pembinaan_ubah", f"{LUAR} sari,budi=400", "konseling"),
    _post("api_kinerja:pembinaan_batal", f"{LUAR} sari,budi=400", "konseling"),
    _post("api_kinerja:pembinaan_catat", f"{LUAR} sari,budi=400 karta=403", "bimbingan"),
    _post(
        "api_kinerja:pembinaan_jawab",
        f"{LUAR} sari,budi,karta=403",
        "bimbingan",
        jawaban="setuju",
        versi="x",
    ),
    _post(
        "api_kinerja:pembinaan_tutup",
        f"{LUAR} sari,karta=403 budi=200",
        "bimbingan",
        hasil="tidak_berhasil",
        catatan="Pindah tugas.",
    ),
    _post(
        "api_kinerja:pembinaan_langkah",
        f"{LUAR} sari,budi=200 karta=403",
        "langkah",
        status="berjalan",
    ),
    baris("api_kinerja:pembinaan_rekap", "semua=403 anonim=403 eka,asing=400"),
    _post("api_kinerja:pembinaan_aturan", "semua=403 anonim=403 eka,asing=400"),
    # Apresiasi: public inside the agency.
    baris("kinerja:apresiasi", "semua=200"),
    baris("kinerja:apresiasi_beri", "semua=200"),
    _post("kinerja:apresiasi_beri", "semua=422"),
    baris("kinerja:apresiasi_saya", "semua=200"),
    _post("kinerja:apresiasi_tarik", "semua=403 citra=302 asing=404", "apresiasi"),
    _post("kinerja:apresiasi_pulihkan", "semua=403 citra=302 asing=404", "apresiasi"),
    _post("kinerja:apresiasi_nama", "semua=404 sari=302", "nama_apresiasi", tampil="tidak"),
    baris("kinerja:apresiasi_sembunyikan", "semua=403 eka=200 asing=404", objek="apresiasi"),
    _post("kinerja:apresiasi_sembunyikan", "semua=403 eka=422 asing=404", "apresiasi"),
    _post("kinerja:apresiasi_tampilkan", "semua=403 eka=302 asing=404", "apresiasi"),
    baris("api_kinerja:apresiasi", "semua=200 anonim=403"),
    _post("api_kinerja:apresiasi", "semua=400 anonim=403"),
    _post("api_kinerja:apresiasi_tarik", "semua=403 anonim=403 citra=200 asing=404", "apresiasi"),
    _post("api_kinerja:apresiasi_pulihkan", "semua=403 anonim=403 citra=200 asing=404", "apresiasi"),
    _post("api_kinerja:apresiasi_nama", "semua=404 anonim=403 sari=400", "nama_apresiasi"),
    _post("api_kinerja:apresiasi_sembunyikan", "semua=403 anonim=403 eka=400 asing=404", "apresiasi"),
    _post("api_kinerja:apresiasi_tampilkan", "semua=403 anonim=403 eka=200 asing=404", "apresiasi"),
]
