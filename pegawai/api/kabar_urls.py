"""Mounted under /api/v1/kabar/."""

from django.urls import path

from pegawai.api import kabar

urlpatterns = [
    path("", kabar.DaftarKabar.as_view(), name="api_kabar"),
    path("baca/", kabar.BacaKabar.as_view(), name="api_kabar_baca"),
    path("setelan/", kabar.SetelanKabarApi.as_view(), name="api_kabar_setelan"),
    path("kalender/", kabar.BuatKalender.as_view(), name="api_kalender_buat"),
    path("kalender/cabut/", kabar.CabutKalender.as_view(), name="api_kalender_cabut"),
]
