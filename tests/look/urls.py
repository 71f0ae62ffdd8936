"""The application's addresses and the gallery's."""

from django.urls import include, path

from tests.look import galeri

handler400 = "config.galat.buruk"
handler403 = "config.galat.dilarang"
handler404 = "config.galat.tidak_ada"
handler500 = "config.galat.rusak"

urlpatterns = [
    path("galeri/", galeri.galeri, name="galeri"),
    path("galeri/simpan/", galeri.simpan, name="galeri_simpan"),
    path("", include("config.urls")),
]
