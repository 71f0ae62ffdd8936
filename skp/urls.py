"""Pages of planning: one act, one address."""

from django.urls import path

from skp.views import bagian, daftar, hasil_kerja, salin, skp, susunan, tim

app_name = "skp"

urlpatterns = [
    path("", daftar.daftar, name="daftar"),
    path("susun/", daftar.susun, name="susun"),
    path("tim/", tim.tim, name="tim"),
    path("<uuid:uuid>/", skp.detail, name="detail"),
    path("<uuid:uuid>/periksa/", skp.periksa, name="periksa"),
    path("<uuid:uuid>/ajukan/", skp.ajukan, name="ajukan"),
    path("<uuid:uuid>/diajukan/", skp.diajukan, name="diajukan"),
    path("<uuid:uuid>/tarik/", skp.tarik, name="tarik"),
    path("<uuid:uuid>/batal/", skp.batal, name="batal"),
    path("<uuid:uuid>/tinjau/", tim.tinjau, name="tinjau"),
    path("<uuid:uuid>/setujui/", tim.setujui, name="setujui"),
    path("<uuid:uuid>/kembalikan/", tim.kembalikan, name="kembalikan"),
    path("<uuid:uuid>/hasil-kerja/", hasil_kerja.hasil_kerja, name="hasil_kerja"),
    path("<uuid:uuid>/hasil-kerja/tambah/", hasil_kerja.rhk_tambah, name="rhk_tambah"),
    path("<uuid:uuid>/perilaku/", bagian.perilaku, name="perilaku"),
    path("<uuid:uuid>/lampiran/", bagian.lampiran, name="lampiran"),
    path("<uuid:uuid>/rencana-aksi/", bagian.rencana_aksi, name="rencana_aksi"),
    path("<uuid:uuid>/salin/", salin.salin, name="salin"),
    path("<uuid:uuid>/salin/<uuid:sumber>/", salin.salin_dari, name="salin_dari"),
    path("rhk/<uuid:uuid>/", hasil_kerja.rhk_ubah, name="rhk_ubah"),
    path("rhk/<uuid:uuid>/hapus/", hasil_kerja.rhk_hapus, name="rhk_hapus"),
    path("rhk/<uuid:uuid>/indikator/tambah/", hasil_kerja.indikator_tambah, name="indikator_tambah"),
    path("rhk/<uuid:uuid>/rencana-aksi/tambah/", bagian.aksi_tambah, name="aksi_tambah"),
    path("indikator/<uuid:uuid>/", hasil_kerja.indikator_ubah, name="indikator_ubah"),
    path("indikator/<uuid:uuid>/hapus/", hasil_kerja.indikator_hapus, name="indikator_hapus"),
    path("rencana-aksi/<uuid:uuid>/", bagian.aksi_ubah, name="aksi_ubah"),
    path("rencana-aksi/<uuid:uuid>/hapus/", bagian.aksi_hapus, name="aksi_hapus"),
    path("<uuid:uuid>/pendekatan/", susunan.pendekatan, name="pendekatan"),
    path("<uuid:uuid>/pulihkan/", susunan.pulihkan, name="pulihkan"),
    path("rhk/<uuid:uuid>/geser/", susunan.rhk_geser, name="rhk_geser"),
    path("rhk/<uuid:uuid>/pindah/", susunan.rhk_pindah, name="rhk_pindah"),
    path("rhk/<uuid:uuid>/gandakan/", susunan.rhk_gandakan, name="rhk_gandakan"),
    path("indikator/<uuid:uuid>/geser/", susunan.indikator_geser, name="indikator_geser"),
    path("indikator/<uuid:uuid>/gandakan/", susunan.indikator_gandakan, name="indikator_gandakan"),
]
