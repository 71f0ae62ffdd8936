"""Mounted under /api/v1/pegawai/."""

from django.urls import path

from pegawai.api import views

urlpatterns = [
    path("", views.DaftarPegawai.as_view(), name="api_pegawai_daftar"),
    path("saya/", views.RantaiSaya.as_view(), name="api_pegawai_saya"),
]
