"""People and organisation: who someone is, where, and under whom, at a date."""

from pegawai.models.dasar import Dasar
from pegawai.models.impor import BarisImpor, Impor
from pegawai.models.kabar import Kabar, RingkasanHarian, SetelanKabar
from pegawai.models.orang import Pegawai, PejabatNegara, Pengguna, PeranDiberikan
from pegawai.models.organisasi import Instansi, Jabatan, UnitKerja
from pegawai.models.penempatan import (
    AnggotaTim,
    HubunganPenilai,
    Penempatan,
    PermintaanPerbaikan,
    TimKerja,
)

__all__ = [
    "AnggotaTim",
    "BarisImpor",
    "Dasar",
    "HubunganPenilai",
    "Impor",
    "Instansi",
    "Jabatan",
    "Kabar",
    "Pegawai",
    "PejabatNegara",
    "Penempatan",
    "Pengguna",
    "PeranDiberikan",
    "PermintaanPerbaikan",
    "RingkasanHarian",
    "SetelanKabar",
    "TimKerja",
    "UnitKerja",
]
