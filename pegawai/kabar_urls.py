"""Notifications, under /kabar/."""

from django.urls import path

from pegawai.views import kabar

app_name = "kabar"

urlpatterns = [
    path("", kabar.kabar, name="kabar"),
    path("baca/", kabar.kabar_baca, name="baca"),
    path("<uuid:uuid>/buka/", kabar.kabar_buka, name="buka"),
    path("setelan/", kabar.setelan, name="setelan"),
    path("kalender/", kabar.kalender_buat, name="kalender_buat"),
    path("kalender/cabut/", kabar.kalender_cabut, name="kalender_cabut"),
]
