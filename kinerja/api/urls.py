"""API routes of this app."""

from django.urls import URLPattern, path

from kinerja.api import bukti, catatan, kalender, luring, perilaku, realisasi, tanggapan, umpan_balik

app_name = "api_kinerja"

urlpatterns: list[URLPattern] = [
    path("catatan/", catatan.CatatanDaftar.as_view(), name="catatan"),
    path("catatan/<uuid:uuid>/", catatan.CatatanSatu.as_view(), name="catatan_satu"),
    path("catatan/<uuid:uuid>/tarik/", catatan.CatatanTarik.as_view(), name="catatan_tarik"),
    path("catatan/<uuid:uuid>/pulihkan/", catatan.CatatanPulihkan.as_view(), name="catatan_pulihkan"),
    path("catatan/<uuid:uuid>/tanggapan/", tanggapan.CatatanTanggapan.as_view(), name="catatan_tanggapan"),
    path("catatan/<uuid:uuid>/ketahui/", tanggapan.CatatanKetahui.as_view(), name="catatan_ketahui"),
    path("catatan/<uuid:uuid>/tanyakan/", tanggapan.CatatanTanyakan.as_view(), name="catatan_tanyakan"),
    path("catatan/<uuid:uuid>/jawab/", tanggapan.CatatanJawab.as_view(), name="catatan_jawab"),
    path("catatan/<uuid:uuid>/tanggapan/batal/", tanggapan.TanggapanBatal.as_view(), name="tanggapan_batal"),
    path("tim/catatan/", tanggapan.TimPekan.as_view(), name="tim_catatan"),
    path("tim/catatan/urungkan/", tanggapan.TimPekanUrungkan.as_view(), name="tim_catatan_urungkan"),
    path("libur/", kalender.LiburDaftar.as_view(), name="libur"),
    path("libur/hari-kerja/", kalender.HariKerja.as_view(), name="hari_kerja"),
    path("libur/<uuid:uuid>/hapus/", kalender.LiburHapus.as_view(), name="libur_hapus"),
    path("cuti/", kalender.CutiDaftar.as_view(), name="cuti"),
    path("cuti/<uuid:uuid>/hapus/", kalender.CutiHapus.as_view(), name="cuti_hapus"),
    path("realisasi/", realisasi.RealisasiDaftar.as_view(), name="realisasi"),
    path("perilaku/", perilaku.PerilakuDaftar.as_view(), name="perilaku"),
    path("perilaku/<uuid:uuid>/tarik/", perilaku.PerilakuTarik.as_view(), name="perilaku_tarik"),
    path("perilaku/<uuid:uuid>/pulihkan/", perilaku.PerilakuPulihkan.as_view(), name="perilaku_pulihkan"),
    path("umpan-balik/", umpan_balik.UmpanBalikDaftar.as_view(), name="umpan_balik"),
    path("umpan-balik/<uuid:uuid>/balas/", umpan_balik.UmpanBalikBalas.as_view(), name="umpan_balik_balas"),
    path("umpan-balik/<uuid:uuid>/baca/", umpan_balik.UmpanBalikBaca.as_view(), name="umpan_balik_baca"),
    path("bukti/", bukti.BuktiDaftar.as_view(), name="bukti"),
    path("bukti/<uuid:uuid>/", bukti.BuktiSatu.as_view(), name="bukti_satu"),
    path("luring/sesi/", luring.LuringSesi.as_view(), name="luring_sesi"),
    path("luring/bahan/", luring.LuringBahan.as_view(), name="luring_bahan"),
    path("luring/catatan/", luring.LuringCatatan.as_view(), name="luring_catatan"),
    path("luring/batal/", luring.LuringBatal.as_view(), name="luring_batal"),
]
