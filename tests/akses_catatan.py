"""Rows of the access table: the calendar of the log (holidays, working week, leave), corrections, history."""

from __future__ import annotations

from typing import Any

from tests.akses_dasar import Baris, baris

TABEL: list[Baris] = [
    baris("kinerja:libur", "semua=200"),
    baris("kinerja:libur_tambah", "semua=403 eka,asing=200"),
    baris("kinerja:libur_tambah", "semua=403 eka,asing=200", metode="POST"),
    baris("kinerja:libur_tempel", "semua=403 eka,asing=200"),
    baris("kinerja:libur_tempel", "semua=403 eka,asing=200", metode="POST"),
    baris("kinerja:libur_hapus", "semua=403 eka=302 asing=404", metode="POST", objek="libur"),
    baris("kinerja:hari_kerja", "semua=403 eka,asing=302", metode="POST", hari_kerja="6"),
    baris("kinerja:cuti", "semua=200"),
    baris("kinerja:cuti_pegawai", "semua=403 sari,eka=200 citra,dewi,asing=404", objek="pegawai"),
    baris("kinerja:cuti_catat", "semua=403 sari,eka=200 citra,dewi,asing=404", objek="pegawai"),
    baris(
        "kinerja:cuti_catat",
        "semua=403 sari,eka=200 citra,dewi,asing=404",
        metode="POST",
        objek="pegawai",
    ),
    baris("kinerja:cuti_hapus", "semua=404 sari,eka=302", metode="POST", objek="cuti"),
    baris("kinerja:catatan_lihat", "semua=200 citra,dewi,asing=404", objek="catatan"),
    # the window of that day is open: its owner is sent to the page with the button that changes it
    baris("kinerja:catatan_koreksi", "semua=403 sari=302 citra,dewi,asing=404", objek="catatan"),
    baris(
        "kinerja:catatan_koreksi", "semua=403 sari=302 citra,dewi,asing=404", metode="POST", objek="catatan"
    ),
    baris("kinerja:catatan_koreksi_tarik", "semua=403 sari=302 citra,dewi,asing=404", objek="catatan"),
    baris(
        "kinerja:catatan_koreksi_tarik",
        "semua=403 sari=302 citra,dewi,asing=404",
        metode="POST",
        objek="catatan",
    ),
    baris(
        "api_kinerja:catatan_koreksi",
        "semua=400 anonim=403 citra,dewi,asing=404",
        metode="POST",
        objek="catatan",
    ),
    baris(
        "api_kinerja:catatan_koreksi_tarik",
        "semua=403 sari=409 anonim=403 citra,dewi,asing=404",
        metode="POST",
        objek="catatan",
        alasan="Salah hari",
    ),
    baris("api_kinerja:catatan_riwayat", "semua=200 anonim=403 citra,dewi,asing=404", objek="catatan"),
    baris("api_kinerja:libur", "semua=200 anonim=403"),
    baris("api_kinerja:libur", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:libur_tempel", "semua=403 anonim=403 eka,asing=400", metode="POST"),
    baris(
        "api_kinerja:libur_hapus",
        "semua=403 anonim=403 eka=204 asing=404",
        metode="POST",
        objek="libur",
    ),
    baris("api_kinerja:hari_kerja", "semua=405 anonim=403"),
    baris("api_kinerja:cuti", "semua=200 anonim=403"),
    baris("api_kinerja:cuti", "semua=400 anonim=403", metode="POST"),
    baris("api_kinerja:cuti_hapus", "semua=404 anonim=403 sari,eka=204", metode="POST", objek="cuti"),
]


def objek_catatan(d: Any, hari: Any) -> dict[str, Any]:
    """A holiday of the agency and a day on which Sari is away."""
    from datetime import date

    from kinerja.rules import JenisCuti, JenisLibur
    from kinerja.services import add_libur, record_cuti

    return {
        "libur": add_libur(
            pelaku=d.eka,
            instansi=d.instansi,
            tanggal=date(hari.year, 8, 17),
            nama="Proklamasi Kemerdekaan",
            jenis=JenisLibur.NASIONAL,
        ),
        "cuti": record_cuti(pelaku=d.sari, pegawai=d.sari, jenis=JenisCuti.TAHUNAN, mulai=hari, selesai=hari),
    }
