"""An agency of any size as two workbooks, with all the columns of a real export and a head for every unit."""

from __future__ import annotations

import random
from pathlib import Path

import xlsxwriter

from tests.factories.impor import AGAMA, JUDUL, KOLOM_PEGAWAI, KOLOM_UNOR, NIK, NPWP

LAIN = (
    "NIP LAMA",
    "TEMPAT LAHIR NAMA",
    "JENIS KELAMIN",
    "JENIS KAWIN NAMA",
    "NOMOR HP",
    "EMAIL",
    "EMAIL GOV",
    "ALAMAT",
    "BPJS",
    "KEDUDUKAN HUKUM NAMA",
    "STATUS CPNS PNS",
    "TMT GOLONGAN",
    "JENIS JABATAN NAMA",
    "JABATAN ID",
    "TINGKAT PENDIDIKAN NAMA",
    "INSTANSI INDUK NAMA",
)
JABATAN = (
    ("2", "Guru Ahli Muda"),
    ("2", "Pranata Komputer Ahli Pertama"),
    ("2", "Arsiparis Terampil"),
    ("4", "Pengolah Data dan Informasi"),
    ("4", "Pengadministrasi Perkantoran"),
)
SEKSI_PER_BIDANG, BIDANG_PER_DINAS = 17, 4


def tulis_besar(folder: Path, jumlah: int) -> tuple[Path, Path]:
    """Write unor.xlsx and pegawai.xlsx for `jumlah` people; the same files for the same number."""
    acak = random.Random(jumlah)
    nip = _nip(acak)
    unit, kepala = _susun(max(1, jumlah // 400), nip)
    daun = [u for u in unit if u[4] == "41"]
    orang = [(n, u[0], u[1], "1", u[5]) for n, u in zip(kepala, unit[1:], strict=True)]
    while len(orang) < jumlah:
        u = acak.choice(daun)
        orang.append((next(nip), u[0], u[1], *acak.choice(JABATAN)))
    acak.shuffle(orang)
    unor, pegawai = folder / "unor.xlsx", folder / "pegawai.xlsx"
    _tulis(unor, KOLOM_UNOR, [dict(zip(KOLOM_UNOR, u, strict=True)) for u in unit])
    _tulis(pegawai, KOLOM_PEGAWAI + LAIN, [_orang(acak, i, *o) for i, o in enumerate(orang)])
    return unor, pegawai


def _nip(acak: random.Random):
    sudah = set()
    while True:
        n = (
            f"{acak.randint(1966, 1999)}{acak.randint(1, 12):02d}{acak.randint(1, 28):02d}"
            f"{acak.randint(2000, 2023)}{acak.randint(1, 12):02d}{acak.randint(1, 2)}{acak.randint(1, 999):03d}"
        )
        if n not in sudah:
            sudah.add(n)
            yield n


def _susun(dinas: int, nip) -> tuple[list[tuple[str, ...]], list[str]]:
    unit: list[tuple[str, ...]] = [("AKAR", "Kabupaten Besar", "", "", "", "Bupati", "", "Y")]
    kepala: list[str] = []

    def tambah(kunci: str, nama: str, induk: str, eselon: str) -> None:
        kepala.append(next(nip))
        unit.append((kunci, nama, induk, "", eselon, f"Kepala {nama}", kepala[-1], "Y"))

    for d in range(dinas):
        tambah(f"D{d}", f"Dinas {d}", "AKAR", "22")
        for b in range(BIDANG_PER_DINAS):
            tambah(f"D{d}B{b}", f"Bidang {b} Dinas {d}", f"D{d}", "32")
            for s in range(SEKSI_PER_BIDANG):
                tambah(f"D{d}B{b}S{s}", f"Seksi {s} Bidang {b} Dinas {d}", f"D{d}B{b}", "41")
    return unit, kepala


def _orang(
    acak: random.Random, i: int, nip: str, unit: str, nama_unit: str, jenis: str, jabatan: str
) -> dict[str, str]:
    return {
        "PNS ID": f"P{i:08d}",
        "NIP BARU": nip,
        "NAMA": f"ORANG NOMOR {i}",
        "GELAR BELAKANG": "S.E.",
        "TANGGAL LAHIR": f"{nip[6:8]}-{nip[4:6]}-{nip[:4]}",
        "AGAMA NAMA": AGAMA,
        "NIK": NIK,
        "NPWP NOMOR": NPWP,
        "JENIS PEGAWAI NAMA": "PNS Daerah",
        "KEDUDUKAN HUKUM ID": "01",
        "GOL AKHIR ID": "31",
        "GOL AKHIR NAMA": "III/a",
        "JENIS JABATAN ID": jenis,
        "JABATAN NAMA": jabatan,
        "TMT JABATAN": f"{acak.randint(1, 28):02d}-{acak.randint(1, 12):02d}-{acak.randint(2019, 2025)}",
        "UNOR ID": unit,
        "UNOR NAMA": nama_unit,
        "EMAIL": f"p{i}@contoh.example",
        "INSTANSI INDUK NAMA": "Pemerintah Kabupaten Besar",
        "ALAMAT": f"Jalan Contoh {i}",
    }


def _tulis(berkas: Path, kolom: tuple[str, ...], baris: list[dict[str, str]]) -> None:
    buku = xlsxwriter.Workbook(berkas)
    kertas = buku.add_worksheet()
    kertas.write_string(0, 0, JUDUL[0])
    for nomor, isi in enumerate([dict(zip(kolom, kolom, strict=True)), *baris], start=2):
        for j, k in enumerate(kolom):
            kertas.write_string(nomor, j, isi.get(k, ""))
    buku.close()
