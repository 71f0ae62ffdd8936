"""Routes of the evaluation API."""

from django.urls import path

from evaluasi.api import dokumen, keberatan, laporan, nilai, pelaksanaan, pembinaan, pola, tanda_tangan, views

urlpatterns = [
    path("", views.DaftarEvaluasi.as_view(), name="api_evaluasi_daftar"),
    path("tim/", views.TimEvaluasi.as_view(), name="api_evaluasi_tim"),
    path("pola/", pola.Pola.as_view(), name="api_pola"),
    path("pola/coba/", pola.CobaPola.as_view(), name="api_pola_coba"),
    path("pola/pengaturan/", pola.AturPola.as_view(), name="api_pola_pengaturan"),
    path("pola/<uuid:uuid>/alasan/", pola.JelaskanPola.as_view(), name="api_pola_alasan"),
    path("buka/", views.BukaEvaluasi.as_view(), name="api_evaluasi_buka"),
    path("ajukan/", views.AjukanEvaluasi.as_view(), name="api_evaluasi_ajukan"),
    path("periode/<uuid:uuid>/", pelaksanaan.Pelaksanaan.as_view(), name="api_periode_pelaksanaan"),
    path("periode/<uuid:uuid>/terkendala/", pelaksanaan.Terkendala.as_view(), name="api_periode_terkendala"),
    path("periode/<uuid:uuid>/buka/", pelaksanaan.BukaPeriode.as_view(), name="api_periode_buka"),
    path("periode/<uuid:uuid>/tutup/", pelaksanaan.TutupPeriode.as_view(), name="api_periode_tutup"),
    path(
        "periode/pekerjaan/<uuid:uuid>/ulang/", pelaksanaan.UlangPekerjaan.as_view(), name="api_periode_ulang"
    ),
    path("rekomendasi/", nilai.DaftarRekomendasi.as_view(), name="api_rekomendasi"),
    path("pengaturan/", nilai.SetelanNilai.as_view(), name="api_pengaturan_nilai"),
    path("<uuid:uuid>/ambil-alih/", nilai.AmbilAlihEvaluasi.as_view(), name="api_evaluasi_ambil_alih"),
    path("<uuid:uuid>/pertimbangan/", nilai.PertimbanganEvaluasi.as_view(), name="api_evaluasi_pertimbangan"),
    path("<uuid:uuid>/", views.DetailEvaluasi.as_view(), name="api_evaluasi_detail"),
    path("<uuid:uuid>/rating/", views.RatingEvaluasi.as_view(), name="api_evaluasi_rating"),
    path("<uuid:uuid>/kembalikan/", views.KembalikanEvaluasi.as_view(), name="api_evaluasi_kembalikan"),
    path("<uuid:uuid>/final/", views.FinalEvaluasi.as_view(), name="api_evaluasi_final"),
    path("<uuid:uuid>/dokumen/", views.DokumenEvaluasi.as_view(), name="api_evaluasi_dokumen"),
    path("<uuid:uuid>/sampaikan/", keberatan.SampaikanEvaluasi.as_view(), name="api_evaluasi_sampaikan"),
    path("<uuid:uuid>/terima/", keberatan.TerimaEvaluasi.as_view(), name="api_evaluasi_terima"),
    path("<uuid:uuid>/keberatan/", keberatan.KeberatanEvaluasi.as_view(), name="api_keberatan"),
    path(
        "<uuid:uuid>/keberatan/jelaskan/",
        keberatan.JelaskanKeberatan.as_view(),
        name="api_keberatan_jelaskan",
    ),
    path(
        "<uuid:uuid>/keberatan/putuskan/",
        keberatan.PutuskanKeberatan.as_view(),
        name="api_keberatan_putuskan",
    ),
    path("<uuid:uuid>/keberatan/cabut/", keberatan.CabutKeberatan.as_view(), name="api_keberatan_cabut"),
    path(
        "<uuid:uuid>/keberatan/pemutus/", keberatan.PemutusKeberatan.as_view(), name="api_keberatan_pemutus"
    ),
    path("keberatan/", keberatan.DaftarKeberatan.as_view(), name="api_keberatan_daftar"),
    path("keberatan/aturan/", keberatan.AturanKeberatan.as_view(), name="api_keberatan_aturan"),
    path("<uuid:uuid>/pembinaan/", pembinaan.PembinaanEvaluasi.as_view(), name="api_evaluasi_pembinaan"),
    path("pembinaan/<uuid:uuid>/dokumen/", pembinaan.BeritaAcara.as_view(), name="api_berita_acara"),
    path("skp/<uuid:uuid>/dokumen/", dokumen.DokumenSkp.as_view(), name="api_skp_dokumen"),
    path("perjanjian/<uuid:uuid>/dokumen/", dokumen.DokumenPerjanjian.as_view(), name="api_pk_dokumen"),
    path("dokumen/aturan/", tanda_tangan.AturanDokumen.as_view(), name="api_dokumen_aturan"),
    path("dokumen/<uuid:uuid>/", tanda_tangan.DokumenSatu.as_view(), name="api_dokumen"),
    path(
        "dokumen/<uuid:uuid>/tanda-tangan/",
        tanda_tangan.TandaTanganDokumen.as_view(),
        name="api_dokumen_tanda_tangani",
    ),
    path(
        "dokumen/<uuid:uuid>/pindaian/", tanda_tangan.PindaianDokumen.as_view(), name="api_dokumen_pindaian"
    ),
    path("tanda-tangan/<uuid:uuid>/tarik/", tanda_tangan.TarikPindaian.as_view(), name="api_pindaian_tarik"),
    path("verifikasi/<str:kode>/", tanda_tangan.VerifikasiApi.as_view(), name="api_verifikasi"),
    path("laporan/rekap/", tanda_tangan.RekapUnitApi.as_view(), name="api_rekap"),
    path("laporan/massal/", dokumen.MassalSkp.as_view(), name="api_laporan_massal"),
    path("laporan/", views.DaftarLaporan.as_view(), name="api_laporan_daftar"),
    path("<uuid:uuid>/siasn/", laporan.SiasnEvaluasi.as_view(), name="api_evaluasi_siasn"),
    path("laporan/isi/", laporan.IsiLaporan.as_view(), name="api_laporan_isi"),
    path("laporan/jadwal/", laporan.DaftarJadwal.as_view(), name="api_laporan_jadwal"),
    path("laporan/jadwal/<uuid:uuid>/", laporan.SatuJadwal.as_view(), name="api_laporan_jadwal_satu"),
    path("laporan/jadwal/<uuid:uuid>/aktif/", laporan.AktifJadwal.as_view(), name="api_laporan_jadwal_aktif"),
    path("laporan/pengaturan/", laporan.AturLaporan.as_view(), name="api_laporan_pengaturan"),
    path("laporan/<uuid:uuid>/jeda/", laporan.JedaLaporan.as_view(), name="api_laporan_jeda"),
    path("laporan/<uuid:uuid>/lanjut/", laporan.LanjutLaporan.as_view(), name="api_laporan_lanjut"),
    path("laporan/<uuid:uuid>/ulang/", laporan.UlangLaporan.as_view(), name="api_laporan_ulang"),
    path("laporan/<uuid:uuid>/", views.DetailLaporan.as_view(), name="api_laporan_detail"),
]
