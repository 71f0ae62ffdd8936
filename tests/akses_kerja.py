"""Rows of work, judgement and documents."""

from __future__ import annotations

from tests.akses_dasar import Baris, baris

TABEL: list[Baris] = [
    baris("evaluasi:perjanjian_minta", "semua=404 budi,karta,eka=302", metode="POST", objek="pk"),
    baris("kinerja:catatan", "semua=200"),
    baris("kinerja:catatan_catat", "semua=422", metode="POST"),
    baris("kinerja:catatan_ubah", "semua=403 sari=200 citra,dewi,asing=404", objek="catatan"),
    baris("kinerja:catatan_ubah", "semua=403 sari=422 citra,dewi,asing=404", metode="POST", objek="catatan"),
    baris("kinerja:catatan_tarik", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="catatan"),
    baris(
        "kinerja:catatan_pulihkan", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="catatan"
    ),
    baris("kinerja:catatan_ulang_hari", "semua=302", metode="POST"),
    baris("kinerja:catatan_minggu", "semua=200"),
    baris("kinerja:catatan_bulan", "semua=200"),
    baris("kinerja:catatan_cari", "semua=200"),
    baris("kinerja:realisasi", "semua=200"),
    baris(
        "kinerja:realisasi_simpan",
        "semua=403 sari=422 citra,dewi,asing=404",
        metode="POST",
        objek="indikator_periode",
    ),
    baris("kinerja:perilaku", "semua=200"),
    baris(
        "kinerja:perilaku_tarik", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="perilaku"
    ),
    baris(
        "kinerja:perilaku_pulihkan",
        "semua=403 sari=302 citra,dewi,asing=404",
        metode="POST",
        objek="perilaku",
    ),
    baris("kinerja:umpan_balik", "semua=200"),
    baris("kinerja:umpan_balik_diberikan", "semua=200"),
    baris(
        "kinerja:umpan_balik_balas",
        "semua=403 sari=422 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris(
        "kinerja:umpan_balik_baca",
        "semua=403 sari=302 citra,dewi,asing=404",
        metode="POST",
        objek="umpan_balik",
    ),
    baris("kinerja:tim", "semua=200"),
    baris("kinerja:linimasa", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("kinerja:perilaku_pegawai", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("kinerja:perilaku_catat", "semua=422 citra,dewi,asing=404 eka=403", metode="POST", objek="skp"),
    baris("kinerja:umpan_balik_beri", "semua=200 sari,eka=403 citra,dewi,asing=404", objek="skp"),
    baris(
        "kinerja:umpan_balik_beri", "semua=422 sari,eka=403 citra,dewi,asing=404", metode="POST", objek="skp"
    ),
    baris(
        "kinerja:umpan_balik_singkat",
        "semua=422 sari,eka=403 citra,dewi,asing=404",
        metode="POST",
        objek="skp",
    ),
    baris("kinerja:bukti_unduh", "semua=200 citra,dewi,asing=404", objek="bukti"),
    baris("evaluasi:daftar", "semua=200"),
    baris("evaluasi:ajukan", "semua=403 sari=409 citra,dewi,asing=404", metode="POST", objek="skp_periode"),
    baris("evaluasi:lihat", "semua=200 tono,citra,dewi,asing=404", objek="evaluasi"),
    baris("evaluasi:tim", "semua=403 budi,karta=200 tono=302"),
    baris(
        "evaluasi:buka", "semua=403 sari,budi=302 citra,dewi,asing=404", metode="POST", objek="skp_periode"
    ),
    baris("evaluasi:nilai", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:nilai", "semua=404 sari,karta,eka=403 budi=302", metode="POST", objek="evaluasi"),
    baris("evaluasi:kuadran", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:kembalikan", "semua=404 sari,karta,eka=403 budi=422", metode="POST", objek="evaluasi"),
    baris("evaluasi:final", "semua=404 sari,karta,eka=403 budi=200", objek="evaluasi"),
    baris("evaluasi:final", "semua=404 sari,karta,eka=403 budi=409", metode="POST", objek="evaluasi"),
    baris("evaluasi:laporan_minta", "semua=403 tono,citra,dewi,asing=404", metode="POST", objek="evaluasi"),
    baris("evaluasi:capaian", "semua=200"),
    baris("evaluasi:capaian_ubah", "semua=403 karta,eka=200 asing=404", objek="unit_periode"),
    baris("evaluasi:capaian_ubah", "semua=403 karta,eka=422 asing=404", metode="POST", objek="unit_periode"),
    baris("evaluasi:capaian_buka", "semua=403 eka=422 asing=404", metode="POST", objek="capaian"),
    baris("evaluasi:capaian_lampiran", "semua=404", objek="capaian"),
    baris("evaluasi:laporan_daftar", "semua=200"),
    baris("evaluasi:laporan_lihat", "semua=404 sari,eka=200", objek="laporan"),
    baris("evaluasi:laporan_ulang", "semua=404 sari,eka=409", metode="POST", objek="laporan"),
    baris("evaluasi:laporan_massal", "semua=403 budi,karta,eka,asing=200"),
    baris("evaluasi:laporan_massal", "semua=403 budi,karta,eka,asing=422", metode="POST"),
    baris("evaluasi:skp_dokumen", "semua=200 citra,dewi,asing=404", objek="skp"),
    baris("evaluasi:skp_dokumen_minta", "semua=422 citra,dewi,asing=404", metode="POST", objek="skp"),
    baris("evaluasi:laporan_unduh", "semua=404 sari,eka=200", objek="bundel"),
    baris("evaluasi:dokumen_unduh", "semua=200 tono,citra,dewi,asing=404", objek="dokumen"),
    baris("evaluasi:verifikasi", "semua=200 anonim=200"),
    baris("evaluasi:verifikasi", "semua=422 anonim=422", metode="POST"),
    baris("evaluasi:verifikasi_kode", "semua=200 anonim=200", objek="kode"),
    baris("evaluasi:verifikasi_kode", "semua=422 anonim=422", metode="POST", objek="kode"),
    baris("evaluasi:pemantauan", "semua=403 budi,karta,eka,asing=200"),
]
