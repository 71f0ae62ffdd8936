"""Mounts each app's pages under its name."""

from django.urls import include, path

from config.kesehatan import sehat, siap
from evaluasi.views.beranda import beranda

urlpatterns = [
    path("", beranda, name="beranda"),
    path("sehat/", sehat, name="sehat"),
    path("siap/", siap, name="siap"),
    path("akun/", include("config.akun_urls")),
    path("pegawai/", include("pegawai.urls")),
    path("skp/", include("skp.urls")),
    path("kinerja/", include("kinerja.urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("evaluasi.urls")),
]

handler400 = "config.galat.buruk"
handler403 = "config.galat.dilarang"
handler404 = "config.galat.tidak_ada"
handler500 = "config.galat.rusak"
