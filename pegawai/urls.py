"""Pages of this app."""

from django.urls import path

from pegawai.views import akses, impor, pegawai, penempatan, perbaikan, pilih, tim, unit

app_name = "pegawai"

urlpatterns = [
    # everyone: own placement and chain, "ini salah"
    path("saya/", penempatan.penempatan_saya, name="penempatan_saya"),
    path("saya/salah/", perbaikan.perbaikan_buat, name="perbaikan_buat"),
    path("saya/laporan/<uuid:uuid>/cabut/", perbaikan.perbaikan_cabut, name="perbaikan_cabut"),
    path("pilih/<str:jenis>/", pilih.pilih, name="pilih"),
    # people
    path("", pegawai.pegawai_daftar, name="pegawai_daftar"),
    path("cari/", pegawai.pegawai_cari, name="pegawai_cari"),
    path("<uuid:uuid>/", pegawai.pegawai_detail, name="pegawai_detail"),
    path("<uuid:uuid>/identitas/", pegawai.identitas_ubah, name="identitas_ubah"),
    path("<uuid:uuid>/kedudukan/", pegawai.kedudukan_ubah, name="kedudukan_ubah"),
    path("<uuid:uuid>/pindah/", penempatan.penempatan_pindah, name="penempatan_pindah"),
    path("<uuid:uuid>/tugas/", penempatan.penempatan_tugas, name="penempatan_tugas"),
    path("akses/", akses.akses_massal, name="akses_massal"),
    path("<uuid:uuid>/akses/", akses.akses_reset, name="akses_reset"),
    path("<uuid:uuid>/peran/", akses.peran_beri, name="peran_beri"),
    path("peran/<uuid:uuid>/cabut/", akses.peran_cabut, name="peran_cabut"),
    path("penempatan/<uuid:uuid>/tutup/", penempatan.penempatan_tutup, name="penempatan_tutup"),
    path("penempatan/<uuid:uuid>/penilai/", penempatan.penilai_tetapkan, name="penilai_tetapkan"),
    path("penempatan/<uuid:uuid>/penilai/otomatis/", penempatan.penilai_otomatis, name="penilai_otomatis"),
    path("penempatan/<uuid:uuid>/bukan-kepala/", unit.kepala_lepas, name="kepala_lepas"),
    # units
    path("unit/", unit.unit_daftar, name="unit_daftar"),
    path("unit/baru/", unit.unit_akar_tambah, name="unit_akar_tambah"),
    path("unit/<uuid:uuid>/", unit.unit_detail, name="unit_detail"),
    path("unit/<uuid:uuid>/tambah/", unit.unit_tambah, name="unit_tambah"),
    path("unit/<uuid:uuid>/nama/", unit.unit_nama, name="unit_nama"),
    path("unit/<uuid:uuid>/pindah/", unit.unit_pindah, name="unit_pindah"),
    path("unit/<uuid:uuid>/tutup/", unit.unit_tutup, name="unit_tutup"),
    path("unit/<uuid:uuid>/buka/", unit.unit_buka, name="unit_buka"),
    path("unit/<uuid:uuid>/kepala/", unit.unit_kepala, name="unit_kepala"),
    path("unit/<uuid:uuid>/pejabat-negara/", unit.pejabat_negara_tambah, name="pejabat_negara_tambah"),
    # teams
    path("tim/", tim.tim_daftar, name="tim_daftar"),
    path("tim/baru/", tim.tim_bentuk, name="tim_bentuk"),
    path("tim/<uuid:uuid>/", tim.tim_detail, name="tim_detail"),
    path("tim/<uuid:uuid>/ubah/", tim.tim_ubah, name="tim_ubah"),
    path("tim/<uuid:uuid>/anggota/", tim.anggota_tambah, name="anggota_tambah"),
    path("tim/anggota/<uuid:uuid>/akhiri/", tim.anggota_akhiri, name="anggota_akhiri"),
    # the queue of reports
    path("perbaikan/", perbaikan.perbaikan_daftar, name="perbaikan_daftar"),
    path("perbaikan/<uuid:uuid>/", perbaikan.perbaikan_detail, name="perbaikan_detail"),
    path("perbaikan/<uuid:uuid>/terapkan/", perbaikan.perbaikan_terapkan, name="perbaikan_terapkan"),
    path("perbaikan/<uuid:uuid>/selesai/", perbaikan.perbaikan_selesai, name="perbaikan_selesai"),
    path("perbaikan/<uuid:uuid>/benar/", perbaikan.perbaikan_benar, name="perbaikan_benar"),
    # imports of the agency's files
    path("impor/", impor.impor_daftar, name="impor_daftar"),
    path("impor/baru/", impor.impor_baru, name="impor_baru"),
    path("impor/<uuid:uuid>/", impor.impor_detail, name="impor_detail"),
    path("impor/<uuid:uuid>/kemajuan/", impor.impor_kemajuan, name="impor_kemajuan"),
    path("impor/<uuid:uuid>/terapkan/", impor.impor_terapkan, name="impor_terapkan"),
    path("impor/<uuid:uuid>/batal/", impor.impor_batal, name="impor_batal"),
    path("impor/<uuid:uuid>/ditolak.<str:jenis>", impor.impor_ditolak, name="impor_ditolak"),
]
