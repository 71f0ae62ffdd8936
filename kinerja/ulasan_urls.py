"""Pages for citizens, under /suara/."""

from django.urls import URLPattern, path

from kinerja.views import ulasan_publik

app_name = "suara"

urlpatterns: list[URLPattern] = [
    path("", ulasan_publik.cari, name="cari"),
    path("resi/<str:resi>/", ulasan_publik.resi, name="resi"),
    path("<str:kode>/", ulasan_publik.ulas, name="ulas"),
    path("<str:kode>/jawaban/", ulasan_publik.jawaban, name="jawaban"),
]
