"""Pages of this app."""

from django.urls import URLPattern, path

from kinerja.views import bukti, catatan, kalender, luring, perilaku, realisasi, tanggapan, umpan_balik

app_name = "kinerja"

urlpatterns: list[URLPattern] = [
    path("", catatan.catatan, name="catatan"),
    path("catat/", catatan.catatan_catat, name="catatan_catat"),
    path("catatan/<uuid:uuid>/ubah/", catatan.catatan_ubah, name="catatan_ubah"),
    path("catatan/<uuid:uuid>/tarik/", catatan.catatan_tarik, name="catatan_tarik"),
    path("catatan/<uuid:uuid>/pulihkan/", catatan.catatan_pulihkan, name="catatan_pulihkan"),
    path("catatan/<uuid:uuid>/ulang/", catatan.catatan_ulang, name="catatan_ulang"),
    path("ulang-hari/", catatan.catatan_ulang_hari, name="catatan_ulang_hari"),
    path("minggu/", catatan.catatan_minggu, name="catatan_minggu"),
    path("bulan/", catatan.catatan_bulan, name="catatan_bulan"),
    path("cari/", catatan.catatan_cari, name="catatan_cari"),
    path("libur/", kalender.libur, name="libur"),
    path("libur/tambah/", kalender.libur_tambah, name="libur_tambah"),
    path("libur/tempel/", kalender.libur_tempel, name="libur_tempel"),
    path("libur/hari-kerja/", kalender.hari_kerja, name="hari_kerja"),
    path("libur/<uuid:uuid>/hapus/", kalender.libur_hapus, name="libur_hapus"),
    path("cuti/", kalender.cuti, name="cuti"),
    path("cuti/<uuid:uuid>/hapus/", kalender.cuti_hapus, name="cuti_hapus"),
    path("orang/<uuid:uuid>/cuti/", kalender.cuti_pegawai, name="cuti_pegawai"),
    path("orang/<uuid:uuid>/cuti/catat/", kalender.cuti_catat, name="cuti_catat"),
    path("realisasi/", realisasi.realisasi, name="realisasi"),
    path(
        "indikator/<uuid:uuid>/realisasi/<uuid:periode>/", realisasi.realisasi_simpan, name="realisasi_simpan"
    ),
    path("perilaku/", perilaku.perilaku, name="perilaku"),
    path("perilaku/<uuid:uuid>/tarik/", perilaku.perilaku_tarik, name="perilaku_tarik"),
    path("perilaku/<uuid:uuid>/pulihkan/", perilaku.perilaku_pulihkan, name="perilaku_pulihkan"),
    path("umpan-balik/", umpan_balik.umpan_balik, name="umpan_balik"),
    path("umpan-balik/diberikan/", umpan_balik.umpan_balik_diberikan, name="umpan_balik_diberikan"),
    path("umpan-balik/<uuid:uuid>/balas/", umpan_balik.umpan_balik_balas, name="umpan_balik_balas"),
    path("umpan-balik/<uuid:uuid>/baca/", umpan_balik.umpan_balik_baca, name="umpan_balik_baca"),
    path("catatan/<uuid:uuid>/tanggapan/", tanggapan.catatan_tanggapan, name="catatan_tanggapan"),
    path("catatan/<uuid:uuid>/ketahui/", tanggapan.catatan_ketahui, name="catatan_ketahui"),
    path("catatan/<uuid:uuid>/tanyakan/", tanggapan.catatan_tanyakan, name="catatan_tanyakan"),
    path("catatan/<uuid:uuid>/jawab/", tanggapan.catatan_jawab, name="catatan_jawab"),
    path(
        "catatan/<uuid:uuid>/tanggapan/batal/",
        tanggapan.catatan_tanggapan_batal,
        name="catatan_tanggapan_batal",
    ),
    path("pertanyaan/", tanggapan.pertanyaan, name="pertanyaan"),
    path("tim/", umpan_balik.tim, name="tim"),
    path("tim/catatan/", tanggapan.tim_catatan, name="tim_catatan"),
    path("tim/catatan/ketahui/", tanggapan.tim_catatan_ketahui, name="tim_catatan_ketahui"),
    path("tim/catatan/urungkan/", tanggapan.tim_catatan_urungkan, name="tim_catatan_urungkan"),
    path("pegawai/<uuid:uuid>/", umpan_balik.linimasa, name="linimasa"),
    path("pegawai/<uuid:uuid>/perilaku/", perilaku.perilaku_pegawai, name="perilaku_pegawai"),
    path("pegawai/<uuid:uuid>/perilaku/catat/", perilaku.perilaku_catat, name="perilaku_catat"),
    path("pegawai/<uuid:uuid>/umpan-balik/", umpan_balik.umpan_balik_beri, name="umpan_balik_beri"),
    path(
        "pegawai/<uuid:uuid>/umpan-balik/singkat/",
        umpan_balik.umpan_balik_singkat,
        name="umpan_balik_singkat",
    ),
    path("setelan-luring/", luring.setelan_luring, name="setelan_luring"),
    path("bukti/<uuid:uuid>/", bukti.bukti_unduh, name="bukti_unduh"),
]
