"""A small agency in two files that holds every kind of row, and what is expected of each."""

from __future__ import annotations

import io
from typing import Any

from tests.factories.impor import nip, orang, pegawai_xlsx, unit, unor_xlsx

SEKDA, KADIS, KABID, KASI = nip(1), nip(2), nip(3), nip(4)
BERSIH, DIPERBAIKI, PPPK, PENSIUN, CLTN, TUGAS = (
    nip(10),
    nip(11),
    nip(12, pppk=True),
    nip(13),
    nip(14),
    nip(15),
)
RUMUS, HTML, LAHIR, GANDA_SAMA = nip(16), nip(17), nip(18), nip(19)
GANDA_BEDA, TANPA_UNIT, TMT_SALAH, UNIT_TUTUP, UNIT_YATIM = nip(20), nip(21), nip(22), nip(23), nip(24)
NAMA_RUMUS = '=HYPERLINK("http://contoh.example","FITRI")'
NAMA_HTML = "TEGUH <script>alert(1)</script>"


def baris_unit() -> list[dict[str, Any] | None]:
    return [
        unit("K", "Kabupaten Contoh", ESELON_ID="", NAMA_JABATAN="Bupati"),
        unit("D", "Dinas Contoh", "K", ESELON_ID="22", NIP_PEJABAT=KADIS),
        unit("B", "Bidang Contoh", "D", ESELON_ID="32", NIP_PEJABAT=KABID),
        None,
        unit("S1", "Seksi Satu", "B", NIP_PEJABAT=KASI),
        unit("S2", "Seksi Tanpa Pejabat", "B"),
        unit("S3", "Seksi Pejabat Asing", "B", NIP_PEJABAT="9" * 18),
        unit("TUTUP", "Seksi Tutup", "B", AKTIF="N"),
        unit("L1", "Melingkar Satu", "L2"),
        unit("L2", "Melingkar Dua", "L1"),
        unit("Y", "Seksi Yatim", "TIADA"),
    ]


def kepala(nip_: str, nama: str, unor: str, jabatan: str) -> dict[str, Any]:
    return orang(nip_, nama, unor, JENIS_JABATAN_ID="1", JABATAN_NAMA=jabatan, TMT_JABATAN="01-01-2023")


def baris_pegawai() -> list[dict[str, Any] | None]:
    ganda = orang(GANDA_SAMA, "RATNA", "S1")
    return [
        kepala(KADIS, "KARTA", "D", "Kepala Dinas Contoh"),
        kepala(KABID, "BUDI", "B", "Kepala Bidang Contoh"),
        kepala(KASI, "AGUS", "S1", "Kepala Seksi Satu"),
        orang(BERSIH, "SARI", "S1"),
        orang(f"'{DIPERBAIKI[:8]} {DIPERBAIKI[8:]}", "NUR", "S1"),
        orang(PPPK, "BAYU", "S2", JENIS_PEGAWAI_NAMA="PPPK", GOL_AKHIR_ID="", GOL_AKHIR_NAMA="IX"),
        None,
        orang(PENSIUN, "MAYA", "S1", KEDUDUKAN_HUKUM_ID="99"),
        orang(CLTN, "TEGUH", "S3", KEDUDUKAN_HUKUM_ID="02"),
        orang(TUGAS, "DEWI", "S1", KEDUDUKAN_HUKUM_ID="3"),
        orang(RUMUS, NAMA_RUMUS, "S1"),
        orang(HTML, NAMA_HTML, "S1"),
        orang(LAHIR, "JOKO", "S1", TANGGAL_LAHIR="31-12-1950"),
        ganda,
        ganda,
        orang(GANDA_BEDA, "OKI", "S1"),
        orang(GANDA_BEDA, "OKI LAIN", "S2"),
        orang(TANPA_UNIT, "INDRA", "U-LAMA", UNOR_NAMA="Unit Lama"),
        orang(TMT_SALAH, "HESTI", "S1", TMT_JABATAN="31-02-2024"),
        orang(UNIT_TUTUP, "RAHMAT", "TUTUP"),
        orang(UNIT_YATIM, "PUTRI", "Y"),
        orang(1.98403052011062e17, "ANGKA", "S1"),
        orang(nip(30)[:17], "TUJUH BELAS", "S1"),
    ]


def ubah(baris: list[dict[str, Any] | None], kunci: str, **lain: Any) -> list[dict[str, Any] | None]:
    """The same rows, one of them (by NIP or unit ID) with other cells."""
    sel = {k.replace("_", " "): v for k, v in lain.items()}
    kolom = "NIP BARU" if any(b and "NIP BARU" in b for b in baris) else "ID"
    assert any(b and b[kolom] == kunci for b in baris)
    return [{**b, **sel} if b and b[kolom] == kunci else b for b in baris]


def berkas_unor(baris: list[dict[str, Any] | None] | None = None) -> io.BytesIO:
    return _bernama(unor_xlsx(baris if baris is not None else baris_unit()), "unor.xlsx")


def berkas_pegawai(baris: list[dict[str, Any] | None] | None = None) -> io.BytesIO:
    return _bernama(pegawai_xlsx(baris if baris is not None else baris_pegawai()), "pegawai.xlsx")


def _bernama(berkas: io.BytesIO, nama: str) -> io.BytesIO:
    berkas.name = nama  # type: ignore[attr-defined]
    return berkas


BARU_UNIT, DITOLAK_UNIT = 7, 3
BARU, PERULANGAN, DITOLAK = 13, 1, 8
