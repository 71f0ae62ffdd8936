"""API routes of this app."""

from django.urls import URLPattern, path

from kinerja.api import bukti, catatan, perilaku, realisasi, umpan_balik

app_name = "api_kinerja"

urlpatterns: list[URLPattern] = [
    path("catatan/", catatan.CatatanDaftar.as_view(), name="catatan"),
    path("catatan/<uuid:uuid>/", catatan.CatatanSatu.as_view(), name="catatan_satu"),
    path("catatan/<uuid:uuid>/tarik/", catatan.CatatanTarik.as_view(), name="catatan_tarik"),
    path("catatan/<uuid:uuid>/pulihkan/", catatan.CatatanPulihkan.as_view(), name="catatan_pulihkan"),
    path("realisasi/", realisasi.RealisasiDaftar.as_view(), name="realisasi"),
    path("perilaku/", perilaku.PerilakuDaftar.as_view(), name="perilaku"),
    path("perilaku/<uuid:uuid>/tarik/", perilaku.PerilakuTarik.as_view(), name="perilaku_tarik"),
    path("perilaku/<uuid:uuid>/pulihkan/", perilaku.PerilakuPulihkan.as_view(), name="perilaku_pulihkan"),
    path("umpan-balik/", umpan_balik.UmpanBalikDaftar.as_view(), name="umpan_balik"),
    path("umpan-balik/<uuid:uuid>/balas/", umpan_balik.UmpanBalikBalas.as_view(), name="umpan_balik_balas"),
    path("umpan-balik/<uuid:uuid>/baca/", umpan_balik.UmpanBalikBaca.as_view(), name="umpan_balik_baca"),
    path("bukti/", bukti.BuktiDaftar.as_view(), name="bukti"),
    path("bukti/<uuid:uuid>/", bukti.BuktiSatu.as_view(), name="bukti_satu"),
]
