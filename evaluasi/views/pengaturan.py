"""One page that leads to everything an admin sets, so that the menu stays short."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from pegawai import permissions
from pegawai.permintaan import Permintaan

BAGIAN: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Data",
        (
            ("pegawai:impor_daftar", "Impor data", "Pegawai dan unit dari berkas XLSX atau CSV."),
            ("pegawai:tim_daftar", "Tim kerja", "Tim lintas unit, ketua, dan anggotanya."),
            ("pegawai:perbaikan_daftar", "Permintaan perbaikan", "Laporan “ini salah” dari pegawai."),
        ),
    ),
    (
        "Waktu",
        (
            ("skp:periode", "Periode dan jendela", "Tahun, batas waktu, tenggang, dan perpanjangan."),
            (
                "evaluasi:periode_daftar",
                "Jadwal evaluasi",
                "Buka dan tutup periode, siapa yang belum siap dinilai.",
            ),
            (
                "kinerja:libur",
                "Hari libur dan hari kerja",
                "Libur nasional, cuti bersama, 5 atau 6 hari kerja.",
            ),
            (
                "kinerja:gangguan_aturan",
                "Perpanjangan karena gangguan",
                "Tambahan waktu setelah gangguan layanan.",
            ),
        ),
    ),
    (
        "Aturan",
        (
            (
                "evaluasi:perekomendasi",
                "Rekomendasi capaian",
                "Unit perencanaan, kepegawaian, dan pengawasan yang memberi rekomendasi.",
            ),
            ("kinerja:bukti_aturan", "Bukti dukung", "Batas unggahan dan pemeriksaan tautan."),
            ("kinerja:setelan_luring", "Foto bukti", "Ukuran dan mutu foto dari perangkat."),
            (
                "kinerja:perilaku_pengaturan",
                "Perilaku kerja",
                "Batas catatan sehari, dan catatan oleh rekan.",
            ),
            ("kinerja:umpan_balik_atur", "Umpan balik", "Irama, masa ubah, dan putaran 360."),
            (
                "kinerja:pembinaan_aturan",
                "Pembinaan dan apresiasi",
                "Siapa yang membina, batas apresiasi sehari.",
            ),
            (
                "evaluasi:pola_pengaturan",
                "Pola distribusi dan dasbor",
                "Unit kecil, kelompok yang disembunyikan, peta talenta.",
            ),
            (
                "evaluasi:keberatan_aturan",
                "Tanggapan dan keberatan",
                "Berapa hari, dan cara menghitung harinya.",
            ),
            ("evaluasi:pengaturan_nilai", "Penilaian", "Rekomendasi ketua tim."),
            (
                "evaluasi:dokumen_aturan",
                "Penomoran dan lambang dokumen",
                "Pola nomor, kode jenis, siapa yang menandatangani, lambang instansi.",
            ),
            (
                "evaluasi:kredit_koefisien",
                "Angka kredit",
                "Koefisien per jenjang sejak tanggal tertentu, dan cara menghitung.",
            ),
            ("evaluasi:usulan_aturan", "Usulan dari hasil evaluasi", "Penghargaan dan calon pengembangan."),
            ("kinerja:layanan_setelan", "Suara warga", "Batas kiriman, kata yang ditahan, jumlah terkecil."),
            (
                "evaluasi:laporan_pengaturan",
                "Laporan dan berkasnya",
                "Lama berkas disimpan, ID koefisien SIASN.",
            ),
        ),
    ),
)


@require_safe
def pengaturan(request: Permintaan) -> HttpResponse:
    """The list, for the admin kepegawaian."""
    permissions.require(permissions.may_open_pengaturan(request.pelaku))
    bagian = [
        (judul, [{"url": reverse(nama), "judul": apa, "keterangan": untuk} for nama, apa, untuk in isi])
        for judul, isi in BAGIAN
    ]
    return render(request, "evaluasi/pengaturan.html", {"bagian": bagian})
