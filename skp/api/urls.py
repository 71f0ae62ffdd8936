"""Routes of the planning API."""

from django.urls import path

from skp.api import ringan, views

urlpatterns = [
    path("", views.DaftarSkp.as_view(), name="api_skp_daftar"),
    path("<uuid:uuid>/", views.DetailSkp.as_view(), name="api_skp_detail"),
    path("<uuid:uuid>/ajukan/", views.AjukanSkp.as_view(), name="api_skp_ajukan"),
    path("<uuid:uuid>/tarik/", views.TarikSkp.as_view(), name="api_skp_tarik"),
    path("<uuid:uuid>/kembalikan/", views.KembalikanSkp.as_view(), name="api_skp_kembalikan"),
    path("<uuid:uuid>/salin/", ringan.SalinSkp.as_view(), name="api_skp_salin"),
    path("<uuid:uuid>/setujui/", views.SetujuiSkp.as_view(), name="api_skp_setujui"),
]
