"""Mounts each app's API under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

urlpatterns = [
    path("pegawai/", include("pegawai.api.urls")),
    path("kabar/", include("pegawai.api.kabar_urls")),
    path("skp/", include("skp.api.urls")),
    path("kinerja/", include("kinerja.api.urls")),
    path("evaluasi/", include("evaluasi.api.urls")),
    path("skema/", SpectacularAPIView.as_view(), name="api_skema"),
]
