"""Pages of judgement: one act, one address."""

from django.urls import path

from evaluasi.views import (
    buku,
    capaian,
    dokumen,
    evaluasi,
    keberatan,
    laporan,
    laporan_unit,
    nilai,
    pelaksanaan,
    pemantauan,
    pembinaan,
    pengaturan,
    penilaian,
    pola,
    poster_layanan,
    rekomendasi,
)

app_name = "evaluasi"

urlpatterns = [
    # one's own
    path("evaluasi/", evaluasi.daftar, name="daftar"),
    path("evaluasi/ajukan/<uuid:skp>/<uuid:periode>/", evaluasi.ajukan, name="ajukan"),
    path("evaluasi/<uuid:uuid>/", evaluasi.lihat, name="lihat"),
    # those I rate
    path("evaluasi/tim/", penilaian.tim, name="tim"),
    path("evaluasi/buka/<uuid:skp>/<uuid:periode>/", penilaian.buka, name="buka"),
    path("evaluasi/<uuid:uuid>/nilai/", penilaian.nilai, name="nilai"),
    path("evaluasi/<uuid:uuid>/kuadran/", penilaian.kuadran, name="kuadran"),
    path("evaluasi/pola/", pola.pola, name="pola"),
    path("evaluasi/pola/<uuid:uuid>/alasan/", pola.alasan, name="pola_alasan"),
    path("evaluasi/<uuid:uuid>/pola/", pola.langsung, name="pola_langsung"),
    path("evaluasi/<uuid:uuid>/bahan/", nilai.bahan, name="bahan"),
    path("evaluasi/<uuid:uuid>/ambil-alih/", nilai.ambil_alih, name="ambil_alih"),
    path("evaluasi/<uuid:uuid>/kembalikan/", penilaian.kembalikan, name="kembalikan"),
    path("evaluasi/<uuid:uuid>/final/", penilaian.final, name="final"),
    path("evaluasi/<uuid:uuid>/sampaikan/", keberatan.sampaikan, name="sampaikan"),
    path("evaluasi/<uuid:uuid>/terima/", keberatan.terima, name="terima"),
    path("evaluasi/<uuid:uuid>/keberatan/", keberatan.keberatan, name="keberatan"),
    path("evaluasi/<uuid:uuid>/keberatan/jelaskan/", keberatan.jelaskan, name="keberatan_jelaskan"),
    path("evaluasi/<uuid:uuid>/keberatan/putuskan/", keberatan.putuskan, name="keberatan_putuskan"),
    path("evaluasi/<uuid:uuid>/keberatan/cabut/", keberatan.cabut, name="keberatan_cabut"),
    path("evaluasi/<uuid:uuid>/keberatan/pemutus/", keberatan.pemutus, name="keberatan_pemutus"),
    path("evaluasi/keberatan/", keberatan.keberatan_daftar, name="keberatan_daftar"),
    path("evaluasi/keberatan/aturan/", keberatan.aturan, name="keberatan_aturan"),
    path("evaluasi/<uuid:uuid>/pembinaan/", pembinaan.pembinaan, name="pembinaan"),
    path("evaluasi/<uuid:uuid>/dokumen/", laporan.laporan_minta, name="laporan_minta"),
    # periods for everybody
    path("evaluasi/periode/", pelaksanaan.periode_daftar, name="periode_daftar"),
    path("evaluasi/periode/<uuid:uuid>/", pelaksanaan.periode_lihat, name="periode_lihat"),
    path("evaluasi/periode/<uuid:uuid>/buka/", pelaksanaan.periode_buka, name="periode_buka"),
    path("evaluasi/periode/<uuid:uuid>/tutup/", pelaksanaan.periode_tutup, name="periode_tutup"),
    path("evaluasi/periode/pekerjaan/<uuid:uuid>/ulang/", pelaksanaan.periode_ulang, name="periode_ulang"),
    # members of my teams whom others rate
    path("evaluasi/rekomendasi/", rekomendasi.rekomendasi, name="rekomendasi"),
    path(
        "evaluasi/rekomendasi/<uuid:skp>/<uuid:periode>/<uuid:tim>/",
        rekomendasi.rekomendasi_tulis,
        name="rekomendasi_tulis",
    ),
    # capaian of units
    path("capaian/", capaian.capaian, name="capaian"),
    path("capaian/<uuid:unit>/<uuid:periode>/", capaian.capaian_ubah, name="capaian_ubah"),
    path("capaian/<uuid:uuid>/buka/", capaian.capaian_buka, name="capaian_buka"),
    path("capaian/<uuid:uuid>/lampiran/", capaian.capaian_lampiran, name="capaian_lampiran"),
    # jobs and documents
    path("skp/<uuid:uuid>/dokumen/", dokumen.skp_dokumen, name="skp_dokumen"),
    path("skp/<uuid:uuid>/dokumen/minta/", dokumen.skp_dokumen_minta, name="skp_dokumen_minta"),
    path("perjanjian/<uuid:uuid>/dokumen/", dokumen.perjanjian_minta, name="perjanjian_minta"),
    path("pembinaan/<uuid:uuid>/dokumen/", pembinaan.berita_acara, name="berita_acara"),
    path("evaluasi/catatan-pdf/", buku.catatan_pdf, name="catatan_pdf"),
    path("laporan/", laporan.laporan_daftar, name="laporan_daftar"),
    path("laporan/massal/", dokumen.massal, name="laporan_massal"),
    path("laporan/buat/", laporan_unit.laporan_buat, name="laporan_buat"),
    path("laporan/jadwal/", laporan_unit.jadwal, name="laporan_jadwal"),
    path("laporan/jadwal/baru/", laporan_unit.jadwal_baru, name="laporan_jadwal_baru"),
    path("laporan/jadwal/<uuid:uuid>/", laporan_unit.jadwal_ubah, name="laporan_jadwal_ubah"),
    path("laporan/jadwal/<uuid:uuid>/aktif/", laporan_unit.jadwal_aktif, name="laporan_jadwal_aktif"),
    path("laporan/pengaturan/", laporan_unit.laporan_pengaturan, name="laporan_pengaturan"),
    path("laporan/<uuid:uuid>/jeda/", laporan_unit.laporan_jeda, name="laporan_jeda"),
    path("laporan/<uuid:uuid>/lanjut/", laporan_unit.laporan_lanjut, name="laporan_lanjut"),
    path("laporan/<uuid:uuid>/", laporan.laporan_lihat, name="laporan_lihat"),
    path("laporan/<uuid:uuid>/unduh/", laporan.laporan_unduh, name="laporan_unduh"),
    path("laporan/<uuid:uuid>/ulang/", laporan.laporan_ulang, name="laporan_ulang"),
    path("dokumen/<uuid:uuid>/unduh/", laporan.dokumen_unduh, name="dokumen_unduh"),
    # anyone with a paper in hand
    path("v/", laporan.verifikasi, name="verifikasi"),
    path("v/<str:kode>/", laporan.verifikasi_kode, name="verifikasi_kode"),
    # the poster of a service
    path("layanan/<uuid:uuid>/poster/", poster_layanan.poster_layanan, name="poster_layanan"),
    path("pengaturan/pola/", pola.pengaturan, name="pola_pengaturan"),
    path("pengaturan/", pengaturan.pengaturan, name="pengaturan"),
    path("pengaturan/penilaian/", nilai.pengaturan_nilai, name="pengaturan_nilai"),
    # progress of units
    path("pemantauan/", pemantauan.pemantauan, name="pemantauan"),
]
