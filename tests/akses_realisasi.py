"""The rows of the access table about realisasi, closing a period, and behaviours of colleagues."""

from tests.akses_dasar import Baris, baris

TABEL: list[Baris] = [
    baris("kinerja:realisasi_dasar", "semua=200 citra,dewi,asing=404", objek="indikator_periode"),
    baris(
        "kinerja:gabung_pilih",
        "semua=403 sari,budi=302 citra,dewi,asing=404",
        metode="POST",
        objek="indikator",
        gabung="terakhir",
    ),
    baris("kinerja:tutup", "semua=200"),
    baris(
        "kinerja:usul_pakai",
        "semua=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp_periode_satu",
    ),
    baris("kinerja:periode_buka", "semua=403 eka=200 citra,dewi,asing=404", objek="skp_periode_satu"),
    baris(
        "kinerja:periode_buka",
        "semua=403 eka=422 citra,dewi,asing=404",
        metode="POST",
        objek="skp_periode_satu",
    ),
    baris(
        "api_kinerja:realisasi_dasar",
        "semua=200 anonim=403 citra,dewi,asing=404",
        objek="indikator_periode",
    ),
    baris(
        "api_kinerja:gabung_pilih",
        "semua=403 anonim=403 sari,budi=200 citra,dewi,asing=404",
        metode="POST",
        objek="indikator",
        gabung="terakhir",
    ),
    baris("api_kinerja:tutup", "semua=200 anonim=403 citra,dewi,asing=404", objek="skp_periode_satu"),
    baris(
        "api_kinerja:usul_pakai",
        "semua=403 anonim=403 sari=409 citra,dewi,asing=404",
        metode="POST",
        objek="skp_periode_satu",
    ),
    baris(
        "api_kinerja:periode_buka",
        "semua=403 anonim=403 eka=400 citra,dewi,asing=404",
        metode="POST",
        objek="skp_periode_satu",
    ),
    baris("kinerja:perilaku_rekan", "semua=200"),
    baris("kinerja:perilaku_rekan_orang", "semua=404 tono,citra=200", objek="pegawai"),
    baris(
        "kinerja:perilaku_rekan_orang",
        "semua=404 tono,citra=422",
        metode="POST",
        objek="pegawai",
    ),
    baris("kinerja:perilaku_pengaturan", "semua=403 eka,asing=200"),
    baris("kinerja:perilaku_pengaturan", "semua=403 eka,asing=422", metode="POST"),
    baris("kinerja:perilaku_ubah", "semua=403 sari=200 citra,dewi,asing=404", objek="perilaku"),
    baris(
        "kinerja:perilaku_ubah", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="perilaku"
    ),
    baris("kinerja:perilaku_balas", "semua=403 sari=200 citra,dewi,asing=404", objek="perilaku_budi"),
    baris(
        "kinerja:perilaku_balas",
        "semua=403 sari=422 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku_budi",
    ),
    baris("api_kinerja:perilaku_pengaturan", "semua=403 anonim=403 eka,asing=200"),
    baris(
        "api_kinerja:perilaku_balas",
        "semua=403 anonim=403 sari=400 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku_budi",
    ),
    baris("api_kinerja:perilaku_satu", "semua=200 anonim=403 citra,dewi,asing=404", objek="perilaku"),
]
