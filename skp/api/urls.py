"""Routes of the planning API."""

from django.urls import path

from skp.api import dialog, matriks, periode, perjanjian, rencana, ringan, siklus, susunan, views

urlpatterns = [
    path("bank/", ringan.BankDaftar.as_view(), name="api_skp_bank"),
    path("bank/<uuid:uuid>/", ringan.BankSatu.as_view(), name="api_skp_bank_satu"),
    path("<uuid:uuid>/ekspor/", ringan.EksporSkp.as_view(), name="api_skp_ekspor"),
    path("<uuid:uuid>/nasihat/", ringan.NasihatSkp.as_view(), name="api_skp_nasihat"),
    path("", views.DaftarSkp.as_view(), name="api_skp_daftar"),
    path("pantau/", siklus.Pantau.as_view(), name="api_skp_pantau"),
    path("pantau/ingatkan/", siklus.Ingatkan.as_view(), name="api_skp_ingatkan"),
    path("pengingat/<uuid:uuid>/cabut/", siklus.CabutPengingat.as_view(), name="api_skp_pengingat_cabut"),
    path("jeda/", siklus.DaftarJeda.as_view(), name="api_skp_jeda"),
    path("jeda/<uuid:uuid>/akhiri/", siklus.AkhiriJeda.as_view(), name="api_skp_jeda_akhiri"),
    path("jeda/<uuid:uuid>/hapus/", siklus.HapusJeda.as_view(), name="api_skp_jeda_hapus"),
    path("<uuid:uuid>/warisan/", siklus.AmbilWarisan.as_view(), name="api_skp_warisan"),
    path("periode/", periode.DaftarPeriode.as_view(), name="api_skp_periode"),
    path("periode/<uuid:uuid>/", periode.UbahPeriode.as_view(), name="api_skp_periode_ubah"),
    path("periode/<uuid:uuid>/perpanjang/", periode.Perpanjang.as_view(), name="api_skp_perpanjang"),
    path("perpanjangan/<uuid:uuid>/cabut/", periode.Cabut.as_view(), name="api_skp_perpanjangan_cabut"),
    path("<uuid:uuid>/", views.DetailSkp.as_view(), name="api_skp_detail"),
    path("<uuid:uuid>/ajukan/", views.AjukanSkp.as_view(), name="api_skp_ajukan"),
    path("<uuid:uuid>/tarik/", views.TarikSkp.as_view(), name="api_skp_tarik"),
    path("<uuid:uuid>/kembalikan/", views.KembalikanSkp.as_view(), name="api_skp_kembalikan"),
    path("<uuid:uuid>/salin/", ringan.SalinSkp.as_view(), name="api_skp_salin"),
    path("<uuid:uuid>/setujui/", views.SetujuiSkp.as_view(), name="api_skp_setujui"),
    path("<uuid:uuid>/rencana-aksi/", rencana.RencanaAksiSkp.as_view(), name="api_aksi_daftar"),
    path("<uuid:uuid>/rencana-aksi/usulan/", rencana.UsulanAksi.as_view(), name="api_aksi_usulan"),
    path("<uuid:uuid>/rencana-aksi/salin/", rencana.SalinPeriode.as_view(), name="api_aksi_salin"),
    path("rhk/<uuid:uuid>/rencana-aksi/<uuid:periode>/", rencana.SelAksi.as_view(), name="api_aksi_sel"),
    path("rencana-aksi/<uuid:uuid>/hapus/", rencana.HapusAksi.as_view(), name="api_aksi_hapus"),
    path("<uuid:uuid>/dialog/", dialog.DaftarDialog.as_view(), name="api_dialog_daftar"),
    path("dialog/<uuid:uuid>/setuju/", dialog.SetujuDialog.as_view(), name="api_dialog_setuju"),
    path("dialog/<uuid:uuid>/pakai/", dialog.PakaiDialog.as_view(), name="api_dialog_pakai"),
    path("<uuid:uuid>/tautkan/", susunan.TautkanRhk.as_view(), name="api_skp_tautkan"),
    path("<uuid:uuid>/pendekatan/", susunan.GantiPendekatan.as_view(), name="api_skp_pendekatan"),
    path("<uuid:uuid>/pulihkan/", susunan.Pulihkan.as_view(), name="api_skp_pulihkan"),
    path("rhk/<uuid:uuid>/geser/", susunan.GeserRhk.as_view(), name="api_rhk_geser"),
    path("rhk/<uuid:uuid>/pindah/", susunan.PindahRhk.as_view(), name="api_rhk_pindah"),
    path("rhk/<uuid:uuid>/gandakan/", susunan.GandakanRhk.as_view(), name="api_rhk_gandakan"),
    path("indikator/<uuid:uuid>/geser/", susunan.GeserIndikator.as_view(), name="api_indikator_geser"),
    path(
        "indikator/<uuid:uuid>/gandakan/", susunan.GandakanIndikator.as_view(), name="api_indikator_gandakan"
    ),
    path("<uuid:uuid>/matriks/", matriks.DetailMatriks.as_view(), name="api_matriks"),
    path("<uuid:uuid>/matriks/sel/", matriks.SelMatriksApi.as_view(), name="api_matriks_sel"),
    path("<uuid:uuid>/matriks/tempel/", matriks.TempelMatriks.as_view(), name="api_matriks_tempel"),
    path("<uuid:uuid>/matriks/kirim/", matriks.KirimMatriks.as_view(), name="api_matriks_kirim"),
    path("<uuid:uuid>/matriks/peserta/", matriks.PesertaMatriksApi.as_view(), name="api_matriks_peserta"),
    path(
        "<uuid:uuid>/matriks/peserta/lepas/",
        matriks.LepasPesertaMatriks.as_view(),
        name="api_matriks_peserta_lepas",
    ),
]

urlpatterns += [
    path("perjanjian/", perjanjian.DaftarPk.as_view(), name="api_pk_daftar"),
    path("perjanjian/<uuid:uuid>/", perjanjian.DetailPk.as_view(), name="api_pk_detail"),
    path("perjanjian/<uuid:uuid>/ajukan/", perjanjian.AjukanPk.as_view(), name="api_pk_ajukan"),
    path("perjanjian/<uuid:uuid>/tarik/", perjanjian.TarikPk.as_view(), name="api_pk_tarik"),
    path("perjanjian/<uuid:uuid>/sepakati/", perjanjian.SepakatiPk.as_view(), name="api_pk_sepakati"),
    path("perjanjian/<uuid:uuid>/kembalikan/", perjanjian.KembalikanPk.as_view(), name="api_pk_kembalikan"),
    path("perjanjian/<uuid:uuid>/batal/", perjanjian.BatalPk.as_view(), name="api_pk_batal"),
    path("perjanjian/<uuid:uuid>/revisi/", perjanjian.RevisiPk.as_view(), name="api_pk_revisi"),
    path("perjanjian/<uuid:uuid>/tempel/", perjanjian.TempelPk.as_view(), name="api_pk_tempel"),
    path("<uuid:uuid>/perjanjian/", perjanjian.AmbilPk.as_view(), name="api_pk_ambil"),
]
"""Perjanjian Kinerja."""
