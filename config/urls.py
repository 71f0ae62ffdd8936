"""Mounts each app's pages under its name."""

from django.urls import include, path

from config.kesehatan import sehat, siap
from evaluasi.views.beranda import beranda
from kinerja.views import luring
from skp.views.tenggat import kalender

urlpatterns = [
    path("", beranda, name="beranda"),
    path("sehat/", sehat, name="sehat"),
    path("siap/", siap, name="siap"),
    path("manifes.webmanifest", luring.manifes, name="manifes"),
    path("ikon/<str:nama>", luring.ikon, name="ikon"),
    path("pekerja-layanan.js", luring.pekerja_layanan, name="pekerja_layanan"),
    path("luring/", luring.luring, name="luring"),
    path("akun/", include("config.akun_urls")),
    path("pegawai/", include("pegawai.urls")),
    path("kabar/", include("pegawai.kabar_urls")),
    path("tenggat/<str:kunci>.ics", kalender, name="kalender_tenggat"),
    path("skp/", include("skp.urls")),
    path("kinerja/", include("kinerja.urls")),
    path("suara/", include("kinerja.ulasan_urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("evaluasi.urls")),
]

handler400 = "config.galat.buruk"
handler403 = "config.galat.dilarang"
handler404 = "config.galat.tidak_ada"
handler500 = "config.galat.rusak"
