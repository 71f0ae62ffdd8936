"""Makes the workbooks an agency would export: header in odd spelling, title lines, empty rows, and every fault."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import openpyxl

KOLOM_UNOR = (
    "ID",
    "NAMA UNOR",
    "ID ATASAN",
    "NAMA ATASAN",
    "ESELON ID",
    "NAMA JABATAN",
    "NIP PEJABAT",
    "AKTIF",
)
KOLOM_PEGAWAI = (
    "PNS ID",
    "NIP BARU",
    "NAMA",
    "GELAR DEPAN",
    "GELAR BELAKANG",
    "TANGGAL LAHIR",
    "AGAMA NAMA",
    "NIK",
    "NPWP NOMOR",
    "JENIS PEGAWAI NAMA",
    "KEDUDUKAN HUKUM ID",
    "GOL AKHIR ID",
    "GOL AKHIR NAMA",
    "JENIS JABATAN ID",
    "JABATAN NAMA",
    "TMT JABATAN",
    "UNOR ID",
    "UNOR NAMA",
)
JUDUL = ("DATA PROFIL ASN - Pemerintah Kabupaten Tirta Jaya",)
AGAMA, NIK, NPWP = "Agama Rahasia", "3201999999990001", "99.999.999.9-999.999"
"""Stand in every row of people; must never be found again after reading."""


def nip(urut: int, *, pppk: bool = False) -> str:
    """The `urut`-th invented NIP; born on 1 March 1980 or a later year."""
    return f"{1980 + urut // 900}0301{'202121' if pppk else '201001'}{1 + urut % 2}{100 + urut % 900}"


def unit(kunci: str, nama: str, induk: str = "", **lain: Any) -> dict[str, Any]:
    """A sound row of the unit file."""
    return {
        "ID": kunci,
        "NAMA UNOR": nama,
        "ID ATASAN": induk,
        "ESELON ID": "41",
        "NAMA JABATAN": f"Kepala {nama}",
        "AKTIF": "Y",
        **{k.replace("_", " "): v for k, v in lain.items()},
    }


def orang(nip_: Any, nama: str = "SARI PUSPITA", unor: str = "U-1", **lain: Any) -> dict[str, Any]:
    """A sound row of the people file: a pelaksana, PNS III/a, in post since 2024."""
    teks = "".join(h for h in str(nip_) if h.isdigit())
    return {
        "PNS ID": f"A8-{teks[-6:]}",
        "NIP BARU": nip_,
        "NAMA": nama,
        "GELAR DEPAN": "",
        "GELAR BELAKANG": "S.E.",
        "TANGGAL LAHIR": f"{teks[6:8]}-{teks[4:6]}-{teks[:4]}",
        "AGAMA NAMA": AGAMA,
        "NIK": NIK,
        "NPWP NOMOR": NPWP,
        "JENIS PEGAWAI NAMA": "PNS Daerah",
        "KEDUDUKAN HUKUM ID": "01",
        "GOL AKHIR ID": "31",
        "GOL AKHIR NAMA": "III/a",
        "JENIS JABATAN ID": "4",
        "JABATAN NAMA": "Pengolah Data dan Informasi",
        "TMT JABATAN": "01-02-2024",
        "UNOR ID": unor,
        "UNOR NAMA": "Seksi Data",
        **{k.replace("_", " "): v for k, v in lain.items()},
    }


def judul_aneh(kolom: Sequence[str]) -> list[str]:
    """Header names as exports have them: some in another case, some with spaces around or underscores."""
    return [(k, f"  {k.title()} ", k.lower().replace(" ", "_"))[i % 3] for i, k in enumerate(kolom)]


def xlsx(
    baris: Iterable[Mapping[str, Any] | None], kolom: Sequence[str], *, judul: Sequence[Any] | None = None
) -> io.BytesIO:
    """A workbook with a title above the header; None makes an empty row. Text that begins with "=" stays text."""
    buku = openpyxl.Workbook()
    kertas = buku.active
    kertas.append(list(JUDUL))
    kertas.append([])
    kertas.append(list(judul) if judul is not None else judul_aneh(kolom))
    for b in baris:
        kertas.append([b.get(k) for k in kolom] if b else [])
    for sel in (s for r in kertas.iter_rows() for s in r):
        if sel.data_type == "f":
            sel.data_type = "s"
    keluar = io.BytesIO()
    buku.save(keluar)
    keluar.seek(0)
    return keluar


def unor_xlsx(baris: Iterable[Mapping[str, Any] | None], **lain: Any) -> io.BytesIO:
    return xlsx(baris, KOLOM_UNOR, **lain)


def pegawai_xlsx(baris: Iterable[Mapping[str, Any] | None], **lain: Any) -> io.BytesIO:
    return xlsx(baris, KOLOM_PEGAWAI, **lain)


def csv_teks(
    baris: Iterable[Mapping[str, Any] | None],
    kolom: Sequence[str],
    *,
    pemisah: str = ";",
    aksara: str = "utf-8-sig",
) -> io.BytesIO:
    teks = io.StringIO()
    penulis = csv.writer(teks, delimiter=pemisah)
    penulis.writerow(JUDUL)
    penulis.writerow([])
    penulis.writerow(judul_aneh(kolom))
    for b in baris:
        penulis.writerow([b.get(k, "") for k in kolom] if b else [])
    return io.BytesIO(teks.getvalue().encode(aksara))
