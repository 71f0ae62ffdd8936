"""The report of a unit: a PDF to read and print, a workbook with the names of those who are late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from evaluasi.laporan.fon import tercetak
from evaluasi.laporan.pdf import penyaring, to_pdf
from evaluasi.laporan.svg import kurva_distribusi
from evaluasi.rules import TEKS_POLA, URUTAN_KURVA, Predikat, PredikatOrganisasi
from evaluasi.selectors import LaporanUnit
from evaluasi.selectors.laporan_unit import KOLOM_KEMAJUAN, BarisLaporanUnit
from skp.rules import StatusSkp, tanggal_panjang

MAKS_NAMA_PDF = 300
"""More names than this are for the workbook, not for paper."""
TUTUP = "–"
KEMAJUAN_PDF = tuple(KOLOM_KEMAJUAN)
URUTAN_PREDIKAT = tuple(Predikat)


@dataclass(frozen=True)
class BarisCetak:
    """One line as it is printed."""

    nama: str
    tingkat: int
    sel: Sequence[str]


def _angka(n: int) -> str:
    return f"{n:,}".replace(",", ".")


def _predikat(b: BarisLaporanUnit) -> list[str]:
    if b.predikat is None:
        return [TUTUP] * len(URUTAN_PREDIKAT)
    return [_angka(b.predikat[p]) for p in URUTAN_PREDIKAT]


def _cetak(b: BarisLaporanUnit) -> BarisCetak:
    sel = [_angka(b.kemajuan[k]) for k in KEMAJUAN_PDF]
    capaian = PredikatOrganisasi(b.capaian.predikat).label if b.capaian else "Belum ditetapkan"
    keberatan = (
        f"{b.keberatan} ({b.keberatan_terbuka} belum diputus)" if b.keberatan_terbuka else f"{b.keberatan}"
    )
    return BarisCetak(b.unit.nama, b.tingkat, [*sel, *_predikat(b), keberatan, capaian])


def html_laporan_unit(isi: LaporanUnit, diminta_pada: datetime) -> str:
    """Fill the template; nothing is read from the database but the names of the late."""
    puncak, zona = isi.puncak, ZoneInfo(isi.unit.instansi.zona_waktu)
    jumlah_lambat = isi.terlambat.count()
    organisasi = PredikatOrganisasi(puncak.capaian.predikat) if puncak.capaian else None
    kurva = ""
    if organisasi and puncak.predikat:
        kurva = mark_safe(kurva_distribusi(organisasi, puncak.predikat))  # noqa: S308 — drawn by us, escaped
    saat = diminta_pada.astimezone(zona)
    konteks: dict[str, Any] = {
        "k": isi,
        "instansi": isi.unit.instansi,
        "organisasi": organisasi,
        "kurva": kurva,
        "teks_pola": TEKS_POLA[organisasi] if organisasi else "",
        "kemajuan": [(k.label, _angka(puncak.kemajuan[k])) for k in KEMAJUAN_PDF],
        "sebaran": list(zip([p.label for p in URUTAN_PREDIKAT], _predikat(puncak), strict=True)),
        "baris": [_cetak(b) for b in isi.baris],
        "kolom_kemajuan": [k.label for k in KEMAJUAN_PDF],
        "kolom_predikat": [p.label for p in URUTAN_PREDIKAT],
        "pada": tanggal_panjang(isi.pada),
        "dicetak": saat,
        "dicetak_tampil": f"{tanggal_panjang(saat.date())} pukul {saat:%H.%M} {isi.unit.instansi.get_zona_waktu_display()}",
        "jumlah_lambat": jumlah_lambat,
        "lambat": list(isi.terlambat[:MAKS_NAMA_PDF]) if jumlah_lambat <= MAKS_NAMA_PDF else [],
    }
    return tercetak(render_to_string("evaluasi/laporan/laporan_unit.html", konteks), penyaring())


def laporan_unit_pdf(isi: LaporanUnit, diminta_pada: datetime) -> bytes:
    """Tagged and archivable like every document, but not issued: it says how things stood on a day."""
    return to_pdf(html_laporan_unit(isi, diminta_pada), {})


# The workbook

JUDUL_UNIT = ("Unit", "Tingkat")
JUDUL_AKHIR = ("Hasil disampaikan", "Keberatan", "Keberatan belum diputus", "Capaian organisasi")
JUDUL_LAMBAT = ("No", "NIP", "Nama", "Jabatan", "Unit kerja", "Keadaan SKP")


def laporan_unit_xlsx(isi: LaporanUnit, berkas: BinaryIO) -> None:
    """Three sheets: units down the tree, the pola sentence by sentence, who is late."""
    pilihan = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(berkas, pilihan) as buku:
        tebal = buku.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _lembar_unit(buku, tebal, isi)
        _lembar_pola(buku, tebal, isi)
        _lembar_lambat(buku, tebal, isi)


def _kepala(kertas: Any, tebal: Any, isi: LaporanUnit, judul: Sequence[str], lebar: Sequence[int]) -> None:
    for kolom, w in enumerate(lebar):
        kertas.set_column(kolom, kolom, w)
    kertas.write_string(0, 0, f"{isi.unit.instansi.kode} - {isi.unit.instansi.nama}", tebal)
    kertas.write_string(1, 0, isi.unit.nama)
    kertas.write_string(2, 0, f"{isi.periode}, keadaan per {tanggal_panjang(isi.pada)}")
    kertas.freeze_panes(5, 0)
    for kolom, teks in enumerate(judul):
        kertas.write_string(4, kolom, teks, tebal)


def _lembar_unit(buku: Any, tebal: Any, isi: LaporanUnit) -> None:
    kertas = buku.add_worksheet("Unit")
    kolom = [k.label for k in KOLOM_KEMAJUAN] + [p.label for p in URUTAN_PREDIKAT]
    judul = [*JUDUL_UNIT, *kolom, *JUDUL_AKHIR]
    _kepala(kertas, tebal, isi, judul, [60, 8, *([13] * (len(judul) - 3)), 20])
    for nomor, b in enumerate(isi.baris, start=5):
        kertas.write_string(nomor, 0, f"{'    ' * b.tingkat}{b.unit.nama}")
        nilai: list[int | None] = [b.tingkat, *(b.kemajuan[k] for k in KOLOM_KEMAJUAN)]
        nilai += [None if b.predikat is None else b.predikat[p] for p in URUTAN_PREDIKAT]
        nilai += [b.disampaikan, b.keberatan, b.keberatan_terbuka]
        for k, n in enumerate(nilai, start=1):
            if n is None:
                kertas.write_string(nomor, k, TUTUP)
            else:
                kertas.write_number(nomor, k, n)
        label = PredikatOrganisasi(b.capaian.predikat).label if b.capaian else "Belum ditetapkan"
        kertas.write_string(nomor, len(nilai) + 1, label)
    if isi.tertutup:
        kertas.write_string(
            len(isi.baris) + 6,
            0,
            f"{TUTUP} berarti kelompok kurang dari {isi.terkecil} orang, atau dapat dihitung darinya.",
        )


def _lembar_pola(buku: Any, tebal: Any, isi: LaporanUnit) -> None:
    kertas = buku.add_worksheet("Distribusi")
    _kepala(kertas, tebal, isi, ("Predikat", "Pegawai"), (60, 12))
    baris = 5
    for p in reversed(URUTAN_KURVA):
        kertas.write_string(baris, 0, p.label)
        if isi.puncak.predikat is None:
            kertas.write_string(baris, 1, TUTUP)
        else:
            kertas.write_number(baris, 1, isi.puncak.predikat[p])
        baris += 1
    if isi.pola is not None:
        kertas.write_string(baris + 1, 0, f"Pola bagi capaian {isi.pola.capaian.label}", tebal)
        for ke, b in enumerate(isi.pola.butir, start=baris + 2):
            kertas.write_string(ke, 0, b.kalimat)
            kertas.write_string(ke, 1, "Sesuai" if b.terpenuhi else "Tidak sesuai")


def _lembar_lambat(buku: Any, tebal: Any, isi: LaporanUnit) -> None:
    kertas = buku.add_worksheet("Terlambat")
    _kepala(kertas, tebal, isi, JUDUL_LAMBAT, (6, 22, 40, 45, 45, 20))
    for nomor, t in enumerate(isi.terlambat.iterator(2000), start=1):
        keadaan = StatusSkp(t.status_skp).label if t.status_skp else "Belum ada"
        kertas.write_number(nomor + 4, 0, nomor)
        sel = (t.pegawai.nip or "-", t.pegawai.nama_lengkap, t.jabatan.nama, t.unit.nama, keadaan)
        for kolom, teks in enumerate(sel, start=1):
            kertas.write_string(nomor + 4, kolom, teks)
