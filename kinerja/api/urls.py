"""API routes of this app."""

from django.urls import URLPattern, path

from kinerja.api import views

app_name = "api_kinerja"

urlpatterns: list[URLPattern] = [
    path("catatan/", views.CatatanDaftar.as_view(), name="catatan"),
    path("catatan/<uuid:uuid>/", views.CatatanSatu.as_view(), name="catatan_satu"),
    path("catatan/<uuid:uuid>/tarik/", views.CatatanTarik.as_view(), name="catatan_tarik"),
    path("catatan/<uuid:uuid>/pulihkan/", views.CatatanPulihkan.as_view(), name="catatan_pulihkan"),
    path("realisasi/", views.RealisasiDaftar.as_view(), name="realisasi"),
    path("perilaku/", views.PerilakuDaftar.as_view(), name="perilaku"),
    path("perilaku/<uuid:uuid>/tarik/", views.PerilakuTarik.as_view(), name="perilaku_tarik"),
    path("perilaku/<uuid:uuid>/pulihkan/", views.PerilakuPulihkan.as_view(), name="perilaku_pulihkan"),
    path("umpan-balik/", views.UmpanBalikDaftar.as_view(), name="umpan_balik"),
    path("umpan-balik/<uuid:uuid>/balas/", views.UmpanBalikBalas.as_view(), name="umpan_balik_balas"),
    path("umpan-balik/<uuid:uuid>/baca/", views.UmpanBalikBaca.as_view(), name="umpan_balik_baca"),
    path("bukti/", views.BuktiDaftar.as_view(), name="bukti"),
    path("bukti/<uuid:uuid>/", views.BuktiSatu.as_view(), name="bukti_satu"),
]
