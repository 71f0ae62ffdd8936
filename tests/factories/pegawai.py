"""Speaks the domain: an agency with its units, posts and people, made through the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from pegawai.models import Instansi, Jabatan, Pegawai, Penempatan, UnitKerja
from pegawai.rules import JenisJabatan, JenisPegawai
from pegawai.services import create_akun, derive_penilai, place_pegawai, save_unit

SANDI = "rahasia-negara-7"
MULAI = date(2024, 1, 1)
_urut = count(1)


def nip_baru(*, pppk: bool = False) -> str:
    """Make an 18-digit NIP that belongs to nobody."""
    n = next(_urut)
    lahir = date(1990, 1, 1) + timedelta(days=n // 1000)
    return f"{lahir:%Y%m%d}{'202021' if pppk else '201501'}1{n % 1000:03d}"


def instansi_baru(nama: str = "Kabupaten Tirta Jaya") -> Instansi:
    return Instansi.objects.create(kode=f"{7000 + next(_urut)}", nama=nama, kota="Tirta Jaya")


def unit_baru(instansi: Instansi, nama: str, induk: UnitKerja | None = None) -> UnitKerja:
    return save_unit(pelaku=None, instansi=instansi, nama=nama, induk=induk)


def jabatan_baru(
    instansi: Instansi, nama: str, jenis: JenisJabatan = JenisJabatan.PELAKSANA, **lain: str
) -> Jabatan:
    return Jabatan.objects.get_or_create(instansi=instansi, nama=nama, jenis=jenis, **lain)[0]


def pegawai_baru(
    instansi: Instansi,
    nama: str,
    *,
    unit: UnitKerja | None = None,
    jabatan: Jabatan | None = None,
    is_kepala: bool = False,
    golongan: str = "III/b",
    jenis: JenisPegawai = JenisPegawai.PNS,
    akun: bool = True,
    mulai: date = MULAI,
) -> Pegawai:
    """A person with an account whose password is SANDI, placed where given."""
    pegawai = Pegawai.objects.create(
        instansi=instansi,
        nama=nama,
        jenis=jenis,
        golongan=golongan,
        nip=None if jenis == JenisPegawai.PEJABAT_NEGARA else nip_baru(pppk=jenis == JenisPegawai.PPPK),
    )
    if akun:
        create_akun(pegawai, nama_masuk=pegawai.nip or f"pejabat{pegawai.pk}", sandi=SANDI)
    if unit:
        place_pegawai(
            pelaku=None,
            pegawai=pegawai,
            jabatan=jabatan or jabatan_baru(instansi, "Pengolah Data dan Informasi"),
            unit=unit,
            mulai=mulai,
            is_kepala=is_kepala,
            turunkan=False,
        )
    return pegawai


@dataclass
class Dunia:
    """The people every test knows. Sari is rated by Budi, Budi by Karta, Karta by the Bupati.

    Citra sits beside Sari without authority, Dewi in another unit, Eka is admin kepegawaian, Tono leads a
    team across units in which Sari works.
    """

    instansi: Instansi
    kabupaten: UnitKerja
    dinas: UnitKerja
    bidang: UnitKerja
    bidang_lain: UnitKerja
    bupati: Pegawai
    karta: Pegawai
    budi: Pegawai
    sari: Pegawai
    citra: Pegawai
    dewi: Pegawai
    eka: Pegawai
    tono: Pegawai

    def penempatan(self, pegawai: Pegawai) -> Penempatan:
        return Penempatan.objects.get(pegawai=pegawai, jenis="D", selesai__isnull=True)


def dunia_baru() -> Dunia:
    from pegawai.models import TimKerja
    from pegawai.rules import Peran, PeranTim
    from pegawai.services import assign_tim, grant_peran

    i = instansi_baru()
    kabupaten = unit_baru(i, "Kabupaten Tirta Jaya")
    dinas = unit_baru(i, "Dinas Komunikasi dan Informatika", kabupaten)
    bidang = unit_baru(i, "Bidang Aplikasi Informatika", dinas)
    lain = unit_baru(i, "Bidang Statistik", dinas)
    bupati = pegawai_baru(
        i,
        "H. Surya Darmawan",
        unit=kabupaten,
        is_kepala=True,
        golongan="",
        jabatan=jabatan_baru(i, "Bupati Tirta Jaya", JenisJabatan.PEJABAT_NEGARA),
        jenis=JenisPegawai.PEJABAT_NEGARA,
    )
    karta = pegawai_baru(
        i,
        "Karta Wijaya",
        unit=dinas,
        is_kepala=True,
        golongan="IV/c",
        jabatan=jabatan_baru(i, "Kepala Dinas Komunikasi dan Informatika", JenisJabatan.JPT, eselon="II.b"),
    )
    budi = pegawai_baru(
        i,
        "Budi Santoso",
        unit=bidang,
        is_kepala=True,
        golongan="IV/a",
        jabatan=jabatan_baru(
            i, "Kepala Bidang Aplikasi Informatika", JenisJabatan.ADMINISTRATOR, eselon="III.b"
        ),
    )
    prakom = jabatan_baru(i, "Pranata Komputer Ahli Pertama", JenisJabatan.FUNGSIONAL, jenjang="PT")
    sari = pegawai_baru(i, "Sari Puspita", unit=bidang, jabatan=prakom)
    citra = pegawai_baru(i, "Citra Lestari", unit=bidang)
    dewi = pegawai_baru(i, "Dewi Anggraini", unit=lain)
    tono = pegawai_baru(i, "Tono Prasetya", unit=lain, jabatan=prakom)
    eka = pegawai_baru(i, "Eka Rahmawati", unit=dinas)
    derive_penilai(i)
    grant_peran(pelaku=None, pegawai=eka, peran=Peran.ADMIN_KEPEGAWAIAN)
    tim = TimKerja.objects.create(instansi=i, unit=dinas, nama="Tim Layanan Digital", mulai=MULAI)
    assign_tim(pelaku=None, tim=tim, pegawai=tono, peran=PeranTim.KETUA, mulai=MULAI)
    assign_tim(pelaku=None, tim=tim, pegawai=sari, peran=PeranTim.ANGGOTA, mulai=MULAI)
    return Dunia(i, kabupaten, dinas, bidang, lain, bupati, karta, budi, sari, citra, dewi, eka, tono)
