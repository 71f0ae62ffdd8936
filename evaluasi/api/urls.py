"""Routes of the evaluation API."""

from django.urls import path

from evaluasi.api import (
    capaian,
    dasbor,
    dokumen,
    keberatan,
    koreksi,
    kredit,
    laporan,
    nilai,
    pelaksanaan,
    pembinaan,
    pola,
    talenta,
    tanda_tangan,
    tindak_lanjut,
    views,
)

urlpatterns = [
    path("", views.DaftarEvaluasi.as_view(), name="api_evaluasi_daftar"),
    path("tim/", views.TimEvaluasi.as_view(), name="api_evaluasi_tim"),
    path("dasbor/", dasbor.DasborUnit.as_view(), name="api_dasbor"),
    path("dasbor/saya/", dasbor.DasborSaya.as_view(), name="api_dasbor_saya"),
    path("dasbor/tim/", dasbor.DasborTim.as_view(), name="api_dasbor_tim"),
    path("talenta/", talenta.Talenta.as_view(), name="api_talenta"),
    path("talenta/orang/", talenta.KotakTalenta.as_view(), name="api_talenta_orang"),
    path("talenta/impor/", talenta.ImporTalenta.as_view(), name="api_talenta_impor"),
    path(
        "talenta/impor/<uuid:uuid>/terapkan/", talenta.TerapkanTalenta.as_view(), name="api_talenta_terapkan"
    ),
    path("talenta/impor/<uuid:uuid>/batal/", talenta.BatalTalenta.as_view(), name="api_talenta_batal"),
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
    path("capaian/<uuid:unit>/<uuid:periode>/", capaian.CapaianUnit.as_view(), name="api_capaian"),
    path(
        "capaian/<uuid:unit>/<uuid:periode>/rekomendasi/",
        capaian.RekomendasikanCapaian.as_view(),
        name="api_capaian_rekomendasi",
    ),
    path("capaian/<uuid:uuid>/tetapkan/", capaian.TetapkanCapaian.as_view(), name="api_capaian_tetapkan"),
    path("capaian/<uuid:uuid>/buka/", capaian.BukaCapaian.as_view(), name="api_capaian_buka"),
    path("perekomendasi/", capaian.DaftarPerekomendasi.as_view(), name="api_perekomendasi"),
    path("perekomendasi/<uuid:uuid>/", capaian.CabutPerekomendasi.as_view(), name="api_perekomendasi_cabut"),
    path("<uuid:uuid>/", views.DetailEvaluasi.as_view(), name="api_evaluasi_detail"),
    path("<uuid:uuid>/rating/", views.RatingEvaluasi.as_view(), name="api_evaluasi_rating"),
    path("<uuid:uuid>/kembalikan/", views.KembalikanEvaluasi.as_view(), name="api_evaluasi_kembalikan"),
    path("<uuid:uuid>/final/", views.FinalEvaluasi.as_view(), name="api_evaluasi_final"),
    path("<uuid:uuid>/dokumen/", views.DokumenEvaluasi.as_view(), name="api_evaluasi_dokumen"),
    path("<uuid:uuid>/sampaikan/", keberatan.SampaikanEvaluasi.as_view(), name="api_evaluasi_sampaikan"),
    path("<uuid:uuid>/terima/", keberatan.TerimaEvaluasi.as_view(), name="api_evaluasi_terima"),
    path("<uuid:uuid>/versi/", koreksi.VersiEvaluasi.as_view(), name="api_evaluasi_versi"),
    path("<uuid:uuid>/koreksi/batal/", koreksi.BatalKoreksi.as_view(), name="api_koreksi_batal"),
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
    path("tindak-lanjut/", tindak_lanjut.DaftarTindakLanjut.as_view(), name="api_tindak_daftar"),
    path(
        "<uuid:uuid>/tindak-lanjut/", tindak_lanjut.TindakLanjutEvaluasi.as_view(), name="api_tindak_tambah"
    ),
    path(
        "tindak-lanjut/<uuid:uuid>/tutup/", tindak_lanjut.TutupTindakLanjut.as_view(), name="api_tindak_tutup"
    ),
    path("usulan/aturan/", tindak_lanjut.DaftarAturanUsulan.as_view(), name="api_usulan_aturan"),
    path("usulan/aturan/<uuid:uuid>/alih/", tindak_lanjut.AlihAturanUsulan.as_view(), name="api_usulan_alih"),
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
    path("angka-kredit/", kredit.KreditSaya.as_view(), name="api_kredit_saya"),
    path("angka-kredit/aturan/", kredit.AturanKredit.as_view(), name="api_kredit_aturan"),
    path("angka-kredit/koefisien/", kredit.Koefisien.as_view(), name="api_kredit_koefisien"),
    path(
        "angka-kredit/koefisien/<uuid:uuid>/hapus/",
        kredit.KoefisienHapus.as_view(),
        name="api_kredit_koefisien_hapus",
    ),
    path("angka-kredit/massal/", kredit.KonversiMassal.as_view(), name="api_kredit_massal"),
    path("angka-kredit/saldo/tempel/", kredit.SaldoTempel.as_view(), name="api_kredit_saldo_tempel"),
    path("angka-kredit/saldo/<uuid:uuid>/batal/", kredit.SaldoBatal.as_view(), name="api_kredit_saldo_batal"),
    path("angka-kredit/pegawai/<uuid:uuid>/", kredit.KreditPegawai.as_view(), name="api_kredit_pegawai"),
    path("angka-kredit/pegawai/<uuid:uuid>/konversi/", kredit.Konversi.as_view(), name="api_kredit_konversi"),
    path("angka-kredit/pegawai/<uuid:uuid>/saldo/", kredit.Saldo.as_view(), name="api_kredit_saldo"),
    path(
        "angka-kredit/pegawai/<uuid:uuid>/penetapan/", kredit.Penetapan.as_view(), name="api_kredit_penetapan"
    ),
    path(
        "angka-kredit/konversi/<uuid:uuid>/batal/",
        kredit.KonversiBatal.as_view(),
        name="api_kredit_konversi_batal",
    ),
    path(
        "angka-kredit/konversi/<uuid:uuid>/dokumen/",
        kredit.KonversiDokumen.as_view(),
        name="api_kredit_konversi_dokumen",
    ),
    path(
        "angka-kredit/penetapan/<uuid:uuid>/batal/",
        kredit.PenetapanBatal.as_view(),
        name="api_kredit_penetapan_batal",
    ),
    path(
        "angka-kredit/penetapan/<uuid:uuid>/dokumen/",
        kredit.PenetapanDokumen.as_view(),
        name="api_kredit_penetapan_dokumen",
    ),
]
