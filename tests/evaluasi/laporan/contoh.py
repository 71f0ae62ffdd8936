"""The worked example of the domain reference: Dewi Lestari Putri, ketua tim, year 2026."""

import copy
from typing import Any

RATNA = {
    "nama": "Dr. Ratna Wulandari, M.T.",
    "nip": "197206141997032901",
    "jenis": "pns",
    "pangkat_gol": "Pembina Utama Muda / IV/c",
    "jabatan": "Kepala Dinas Komunikasi dan Informatika",
    "unit": "Dinas Komunikasi dan Informatika",
    "instansi": "Pemerintah Kabupaten Tirta Jaya",
}
AGUS = {
    "nama": "Agus Prasetyo, S.Kom., M.M.",
    "nip": "197910052005011902",
    "jenis": "pns",
    "pangkat_gol": "Pembina / IV/a",
    "jabatan": "Kepala Bidang Aplikasi Informatika",
    "unit": "Bidang Aplikasi Informatika",
    "instansi": "Pemerintah Kabupaten Tirta Jaya",
}
DEWI = {
    "nama": "Dewi Lestari Putri, S.T.",
    "nip": "198503222010012903",
    "jenis": "pns",
    "pangkat_gol": "Penata Tingkat I / III/d",
    "jabatan": "Pranata Komputer Ahli Muda",
    "unit": "Bidang Aplikasi Informatika",
    "instansi": "Pemerintah Kabupaten Tirta Jaya",
}
BAYU = {
    "nama": "Bayu Nugroho, S.Kom.",
    "nip": "199605092024211906",
    "jenis": "pppk",
    "pangkat_gol": "IX",
    "jabatan": "Pranata Komputer Ahli Pertama",
    "unit": "Bidang Aplikasi Informatika",
    "instansi": "Pemerintah Kabupaten Tirta Jaya",
}
BUPATI = {
    "nama": "H. Surya Darmawan",
    "jenis": "pejabat_negara",
    "pangkat_gol": "Pejabat Negara",
    "jabatan": "Bupati Tirta Jaya",
    "instansi": "Pemerintah Kabupaten Tirta Jaya",
}

_DEWI_2026: dict[str, Any] = {
    "instansi": "Dinas Komunikasi dan Informatika Kabupaten Tirta Jaya",
    "unit": "Bidang Aplikasi Informatika",
    "tempat": "Tirta Jaya",
    "keluarga": "ja_jf",
    "pendekatan": "kuantitatif",
    "periode": {
        "jenis": "tahunan",
        "nomor": 1,
        "tahun": 2026,
        "mulai": "2026-01-01",
        "selesai": "2026-12-31",
    },
    "pegawai": DEWI,
    "penilai": AGUS,
    "atasan_penilai": RATNA,
    "hasil_kerja": [
        {
            "jenis": "utama",
            "teks": "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah",
            "diintervensi": {
                "teks": "Tersedianya layanan publik digital yang siap pakai bagi perangkat daerah",
            },
            "indikator": [
                {
                    "aspek": "kuantitas",
                    "teks": "Jumlah aplikasi yang dibangun",
                    "target": "4 aplikasi",
                    "realisasi": "5 aplikasi (1 tambahan atas permintaan Bupati)",
                    "sumber_data": "Berita acara serah terima",
                },
                {
                    "aspek": "kualitas",
                    "teks": "Persentase modul yang lulus uji terima pengguna (UAT)",
                    "target": "95%",
                    "realisasi": "96%",
                    "sumber_data": "Berita acara UAT",
                },
                {
                    "aspek": "waktu",
                    "teks": "Rata-rata penyelesaian terhadap jadwal",
                    "target": "≤ 5 hari keterlambatan",
                    "realisasi": "2 hari; aplikasi 3 terlambat 8 hari",
                    "sumber_data": "Laporan kemajuan bulanan",
                },
            ],
            "umpan_balik": [
                {"peran": "penilai", "teks": "Kebutuhan pengguna tergali dengan baik"},
                {"peran": "penilai", "teks": "Tepat waktu"},
                {"peran": "penilai", "teks": "Perlu mitigasi jadwal"},
                {"peran": "penilai", "teks": "Melampaui yang disepakati"},
                {"peran": "atasan_penilai", "teks": "Sangat membantu"},
            ],
        },
        {
            "jenis": "tambahan",
            "teks": "Terlaksananya pendampingan reviu arsitektur SPBE Kecamatan",
            "diintervensi": {
                "teks": "Meningkatnya kualitas layanan pemerintahan berbasis elektronik",
                "indikator": ["Persentase layanan publik yang terdigitalisasi"],
            },
            "indikator": [
                {
                    "aspek": "kuantitas",
                    "teks": "Jumlah kecamatan yang didampingi",
                    "target": "3 kecamatan",
                    "realisasi": "3 kecamatan",
                    "sumber_data": "Laporan pendampingan",
                }
            ],
            "umpan_balik": [{"peran": "penilai", "teks": "Sesuai ekspektasi"}],
        },
    ],
    "perilaku": [
        {
            "nilai": "berorientasi_pelayanan",
            "umpan_balik": [{"peran": "penilai", "teks": "Cepat menanggapi keluhan perangkat daerah"}],
        },
        {
            "nilai": "kompeten",
            "umpan_balik": [{"peran": "bawahan", "teks": "Arahan jelas, terbuka menerima usul"}],
        },
        {
            "nilai": "adaptif",
            "ekspektasi_khusus": "Menerapkan metode kerja bertahap (sprint)",
            "umpan_balik": [{"peran": "penilai", "teks": "Sprint dua mingguan berjalan sepanjang tahun"}],
        },
        {
            "nilai": "kolaboratif",
            "ekspektasi_khusus": "Melibatkan perangkat daerah pengguna sejak awal perancangan",
            "umpan_balik": [
                {"peran": "penilai", "teks": "Perangkat daerah hadir dalam setiap demo"},
                {"peran": "bawahan", "teks": "Membagi peran dengan adil"},
            ],
        },
    ],
    "capaian_organisasi": "baik",
    "rating_hasil": "diatas",
    "rating_perilaku": "diatas",
    "predikat": "sangat_baik",
    "catatan": "Masuk talent pool bidang digital",
    "tanggal": "2027-01-11",
    "tanggal_pegawai": "2027-01-13",
    "lampiran": {
        "sumber_daya": [
            "Tim 2 programmer dan 1 penguji",
            "Lisensi server uji",
            "Akses data perangkat daerah",
        ],
        "pertanggungjawaban": [
            "Laporan kemajuan bulanan kepada Kepala Bidang",
            "Demo aplikasi tiap triwulan",
        ],
        "konsekuensi": [
            "Bila target tercapai, diusulkan mengikuti pelatihan",
            "Bila tidak tercapai, dilakukan bimbingan kinerja dan penjadwalan ulang",
        ],
    },
    "versi_aturan": "PermenPANRB 6/2022, SE MenPANRB 3/2023 (1)",
    "dokumen": {
        "nomor": "EVK/2026/000127",
        "kode_verifikasi": "K7QP-3MXA-92TD",
        "url_verifikasi": "https://kinerja.tirtajayakab.go.id/verifikasi/K7QP3MXA92TD/",
        "dicetak": "2027-01-13T10:42:07+07:00",
    },
}

_RATNA_2026: dict[str, Any] = _DEWI_2026 | {
    "unit": "Dinas Komunikasi dan Informatika",
    "keluarga": "jpt",
    "pegawai": RATNA,
    "penilai": BUPATI,
    "atasan_penilai": None,
    "hasil_kerja": [
        {
            "jenis": "utama",
            "teks": "Meningkatnya kualitas layanan pemerintahan berbasis elektronik",
            "perspektif": ["penerima_layanan"],
            "indikator": [
                {
                    "teks": "Indeks SPBE",
                    "target": "3,60",
                    "realisasi": "3,58",
                    "sumber_data": "Evaluasi SPBE 2026",
                },
                {
                    "teks": "Persentase layanan publik yang terdigitalisasi",
                    "target": "80%",
                    "realisasi": "82%",
                    "sumber_data": "Laporan kinerja Dinas",
                },
                {"teks": "Indeks Kepuasan Masyarakat layanan TIK", "target": "85", "realisasi": "86"},
            ],
            "umpan_balik": [{"peran": "penilai", "teks": "Percepat tata kelola data"}],
        }
    ],
    "perilaku": [],
    "rating_hasil": "sesuai",
    "rating_perilaku": "sesuai",
    "predikat": "baik",
    "catatan": "Percepat tata kelola data",
}

_BAYU_2026: dict[str, Any] = _DEWI_2026 | {
    "pegawai": BAYU,
    "hasil_kerja": [
        {
            "jenis": "utama",
            "teks": "Tersedianya lingkungan produksi aplikasi yang andal",
            "diintervensi": {
                "teks": "Terbangunnya aplikasi layanan publik sesuai kebutuhan perangkat daerah",
            },
            "indikator": [
                {
                    "aspek": "kualitas",
                    "teks": "Ketersediaan layanan (uptime)",
                    "target": "99,5%",
                    "realisasi": "98,1%",
                    "sumber_data": "Pemantauan server",
                }
            ],
            "umpan_balik": [{"peran": "ketua_tim", "teks": "Gangguan berulang pada pusat data"}],
        }
    ],
    "perilaku": [],
    "rating_hasil": "dibawah",
    "rating_perilaku": "sesuai",
    "predikat": "butuh_perbaikan",
    "catatan": "Uptime 98,1%; bimbingan kinerja TW I 2027",
    "keberatan": {
        "keberatan": "Gangguan listrik pusat data di luar kendali.",
        "penjelasan": "Gangguan listrik hanya menyebabkan 6 dari 166 jam henti; selebihnya kesalahan konfigurasi.",
        "keputusan": "Predikat tetap Butuh Perbaikan, dengan rekomendasi pengadaan UPS pusat data.",
    },
    "tanggal_atasan": "2027-02-05",
}


_PERJANJIAN: dict[str, Any] = {
    "tingkat": "strategis",
    "sasaran": [
        {
            "teks": "Meningkatnya kualitas layanan pemerintahan berbasis elektronik",
            "indikator": [
                {"teks": "Indeks SPBE", "target": "3,60 indeks"},
                {"teks": "Persentase layanan publik yang terdigitalisasi", "target": "80%"},
            ],
        }
    ],
    "program": [
        {
            "nama": "Program Pengelolaan Aplikasi Informatika",
            "anggaran": "4.250.000.000",
            "keterangan": "APBD",
        }
    ],
    "total": "4.250.000.000",
}
"""What only the paper of a Perjanjian Kinerja reads; the others pass over it."""

_KREDIT: dict[str, Any] = {
    "masa": {"tahun": 2026, "teks": "Januari-Desember 2026"},
    "lahir": "22 Maret 1985",
    "kelamin": "Perempuan",
    "tmt_jabatan": "1 Januari 2025",
    "tembusan": ["Kepala BKPSDM"],
    "baris": [
        {
            "tahun": 2026,
            "bulan": "Januari-Desember",
            "jumlah_bulan": 12,
            "predikat": "sangat_baik",
            "persen": 150,
            "koefisien": "25",
            "nilai": "75/2",
        }
    ],
    "saldo": [{"jenis": "dasar", "nilai": "100", "tahun": 2025, "lama": True}],
    "pangkat": {"minimal": "200", "selisih": "-125/2", "kalimat": "Belum dapat dipertimbangkan."},
    "jenjang": {"minimal": "200", "selisih": "-125/2", "kalimat": "Belum dapat dipertimbangkan."},
}
"""What only the papers of angka kredit read."""


_LAIN: dict[str, Any] = {
    "orang": [
        AGUS | {"rating_hasil": "sesuai", "rating_perilaku": "diatas", "predikat": "baik"},
        DEWI | {"rating_hasil": "diatas", "rating_perilaku": "diatas", "predikat": "sangat_baik"},
    ],
    "kota": "Tirta Jaya",
    "jenis": "bimbingan",
    "peran_pembina": "Pejabat penilai",
    "topik": "Ketepatan waktu",
    "tujuan": "Aplikasi ketiga selesai tepat waktu",
    "situasi": "Aplikasi ketiga terlambat 8 hari",
    "pembahasan": "Jadwal disusun ulang bersama penguji",
    "langkah": [
        {"teks": "Menyusun jadwal", "pelaksana": "Pegawai", "tenggat": "2026-06-01", "keadaan": "Berjalan"}
    ],
    "dikonfirmasi": ["2026-05-12T10:00:00+07:00"],
}
"""What only the recap of a unit and the record of a talk read."""


def dewi(**ganti: Any) -> dict[str, Any]:
    """Give a fresh snapshot of Dewi's year, with some keys replaced."""
    return copy.deepcopy(_DEWI_2026 | _PERJANJIAN | _KREDIT | _LAIN) | ganti


def ratna(**ganti: Any) -> dict[str, Any]:
    """Give the JPT's: no intervened RHK, a perspektif, a penilai without NIP."""
    return copy.deepcopy(_RATNA_2026 | _PERJANJIAN | _KREDIT | _LAIN) | ganti


def bayu(**ganti: Any) -> dict[str, Any]:
    """Give the PPPK's who objected."""
    return copy.deepcopy(_BAYU_2026 | _PERJANJIAN | _KREDIT | _LAIN) | ganti
