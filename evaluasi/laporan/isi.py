"""The files of jobs about a unit: what each writes, straight into the file, and what it tells of the content."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

import xlsxwriter

from evaluasi import permissions, selectors
from evaluasi.laporan.laporan_unit import laporan_unit_pdf, laporan_unit_xlsx
from evaluasi.models import Laporan
from evaluasi.rules import EJAAN_REKAP, KOLOM_REKAP, BentukLaporan, JenisLaporan, Predikat
from evaluasi.services.bundel import TANGGAL_ZIP, Tulis, nama_berkas_orang
from pegawai.models import Pegawai, UnitKerja
from pegawai.rules import AWALAN_JABATAN
from skp.models import Periode

LEBAR_REKAP = (6, 22, 40, 45, 22, 22, 24)
MAKS_SEBUT = 200
"""People whose lack the page of the job names; the workbook in the zip names all."""


def _tentang(laporan: Laporan) -> tuple[Pegawai, UnitKerja, Periode]:
    """For whom and about what; whoever lost the right meanwhile gets nothing."""
    if laporan.unit is None or laporan.periode is None:
        raise ValueError("the constraint laporan_tentang_unit does not hold")
    permissions.require(permissions.may_request_isi(laporan.diminta_oleh, laporan.unit))
    return laporan.diminta_oleh, laporan.unit, laporan.periode


def tulis_unit(laporan: Laporan, berkas: BinaryIO) -> dict[str, Any]:
    """The report of a unit down the tree, to read or to calculate with."""
    isi = selectors.laporan_unit(*_tentang(laporan))
    if laporan.bentuk == BentukLaporan.PDF:
        berkas.write(laporan_unit_pdf(isi, laporan.dibuat_pada))
    else:
        laporan_unit_xlsx(isi, berkas)
    return {"unit": len(isi.baris), "tertutup": isi.tertutup, "terkecil": isi.terkecil}


# The national recap


def buku_baru(berkas: BinaryIO) -> Any:
    """A workbook in constant memory. Every text is text: no formula and no address comes to life."""
    return xlsxwriter.Workbook(
        berkas, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )


def tulis_rekap(laporan: Laporan, berkas: BinaryIO) -> dict[str, Any]:
    """One line per person in the order of the workbook that e-Kinerja exports; NIP is text."""
    pelaku, unit, periode = _tentang(laporan)
    hasil = {e.value: ejaan for e, ejaan in EJAAN_REKAP.items()}
    predikat = {p.value: p.label for p in Predikat}
    with buku_baru(berkas) as buku:
        kertas = buku.add_worksheet("Rekap")
        for kolom, lebar in enumerate(LEBAR_REKAP):
            kertas.set_column(kolom, kolom, lebar)
        kertas.freeze_panes(5, 0)
        for nomor, teks in enumerate(kepala_rekap(unit, periode)):
            kertas.write_string(nomor, 0, teks)
        for kolom, judul in enumerate(KOLOM_REKAP):
            kertas.write_string(4, kolom, judul)
        jumlah, tulis = 0, kertas.write_string
        semua = selectors.baris_rekap(selectors.rekap_pegawai(pelaku, unit, periode))
        for jumlah, (nip, depan, nama, belakang, tugas, jabatan, rh, rp, p) in enumerate(semua, start=1):
            baris = jumlah + 4
            kertas.write_number(baris, 0, jumlah)
            tulis(baris, 1, nip or "-")
            tulis(baris, 2, _nama(depan, nama, belakang))
            tulis(baris, 3, f"{AWALAN_JABATAN.get(tugas, '')}{jabatan}")
            tulis(baris, 4, hasil[rh])
            tulis(baris, 5, hasil[rp])
            tulis(baris, 6, predikat[p])
    return {"orang": jumlah, "belum": selectors.belum_direkap(unit, periode)}


def _nama(depan: str, nama: str, belakang: str) -> str:
    lengkap = f"{depan} {nama}" if depan else nama
    return f"{lengkap}, {belakang}" if belakang else lengkap


def kepala_rekap(unit: UnitKerja, periode: Periode) -> tuple[str, str, str]:
    """The three lines above the table."""
    jenis = periode.get_jenis_display()
    nomor = "" if periode.is_tahunan else f" {periode.nomor}"
    return (
        f"{unit.instansi.kode} - {unit.instansi.nama}",
        unit.nama,
        f"Periode {jenis}{nomor} Tahun {periode.tahun}",
    )


# SIASN


def tulis_siasn(laporan: Laporan, berkas: BinaryIO) -> dict[str, Any]:
    """A JSON for each person, complete ones apart, and a workbook that says what is missing in the others."""
    pelaku, unit, periode = _tentang(laporan)
    periksa: list[tuple[str, str, str, str, str]] = []
    sebut: list[dict[str, str]] = []
    with zipfile.ZipFile(berkas, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nomor, (e, data) in enumerate(selectors.semua_siasn(pelaku, unit, periode), start=1):
            folder = "lengkap" if data.lengkap else "belum-lengkap"
            nama = f"{folder}/{nomor:06d} {nama_berkas_orang(e.pegawai.nama)}.json"
            kurang = ", ".join(data.kurang)
            isi = {"jalur": f"/apisiasn/1.0{data.jalur}", "nip": e.pegawai.nip, "data": dict(data.isi)}
            _masuk(arsip, nama, json.dumps(isi, ensure_ascii=False, indent=1).encode())
            periksa.append(
                (e.pegawai.nip or "-", e.pegawai.nama_lengkap, e.penempatan.unit.nama, kurang, nama)
            )
            if kurang and len(sebut) < MAKS_SEBUT:
                sebut.append({"nama": e.pegawai.nama_lengkap, "kurang": kurang})
        with arsip.open(_entri("kelengkapan.xlsx"), "w") as keluar:
            _tulis_kelengkapan(keluar, periksa)
    belum = sum(bool(p[3]) for p in periksa)
    return {"orang": len(periksa), "lengkap": len(periksa) - belum, "kurang": belum, "sebut": sebut}


def _entri(nama: str) -> zipfile.ZipInfo:
    masuk = zipfile.ZipInfo(nama, TANGGAL_ZIP)
    masuk.compress_type = zipfile.ZIP_DEFLATED
    masuk.external_attr = 0o600 << 16
    return masuk


def _masuk(arsip: zipfile.ZipFile, nama: str, isi: bytes) -> None:
    arsip.writestr(_entri(nama), isi)


JUDUL_PERIKSA = ("No", "NIP", "Nama", "Unit kerja", "Lengkap", "Yang kurang", "Berkas")


def _tulis_kelengkapan(keluar: Any, periksa: Sequence[tuple[str, str, str, str, str]]) -> None:
    with buku_baru(keluar) as buku:
        kertas = buku.add_worksheet("Kelengkapan")
        kertas.freeze_panes(1, 0)
        for kolom, (judul, lebar) in enumerate(zip(JUDUL_PERIKSA, (6, 22, 40, 45, 10, 60, 50), strict=True)):
            kertas.set_column(kolom, kolom, lebar)
            kertas.write_string(0, kolom, judul)
        for nomor, (nip, nama, unit, kurang, berkas) in enumerate(periksa, start=1):
            kertas.write_number(nomor, 0, nomor)
            sel = (nip, nama, unit, "Belum" if kurang else "Ya", kurang, berkas)
            for kolom, teks in enumerate(sel, start=1):
                kertas.write_string(nomor, kolom, teks)


TULIS: Mapping[JenisLaporan, Tulis] = {
    JenisLaporan.UNIT: tulis_unit,
    JenisLaporan.REKAP: tulis_rekap,
    JenisLaporan.SIASN: tulis_siasn,
}
"""Which writer makes the file of which job; documents have their own way."""
