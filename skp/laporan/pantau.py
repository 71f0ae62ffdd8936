"""The list behind a figure of the overview as a workbook. Every text is text: no formula comes to life."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import xlsxwriter
from django.db.models import Max, OuterRef, QuerySet, Subquery

from skp import rules
from skp.models import RiwayatSkp
from skp.selectors import AcuanSkp
from skp.selectors.pantau import KEADAAN_DARI_STATUS, URUTAN_ORANG

JENIS_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JUDUL = ("NIP", "Nama", "Jabatan", "Unit kerja", "Keadaan SKP", "Sejak", "Hari")
LEBAR = (22, 40, 45, 45, 16, 12, 8)


def daftar_xlsx(acuan: AcuanSkp, orang: QuerySet[Any]) -> bytes:
    """A workbook in constant memory, in the order of the page."""
    keluar = io.BytesIO()
    buku = xlsxwriter.Workbook(
        keluar,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "dd-mm-yyyy",
        },
    )
    kertas = buku.add_worksheet(f"SKP {acuan.periode.tahun}")
    for kolom, lebar in enumerate(LEBAR):
        kertas.set_column(kolom, kolom, lebar)
    kertas.freeze_panes(1, 0)
    for kolom, judul in enumerate(JUDUL):
        kertas.write_string(0, kolom, judul)
    for nomor, (teks, sejak) in enumerate(_isi(acuan, orang), start=1):
        for kolom, sel in enumerate(teks):
            kertas.write_string(nomor, kolom, sel)
        kertas.write_datetime(nomor, len(teks), sejak)
        kertas.write_number(nomor, len(teks) + 1, max((acuan.hari - sejak).days, 0))
    buku.close()
    return keluar.getvalue()


def _isi(acuan: AcuanSkp, orang: QuerySet[Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    zona = acuan.instansi.zona_waktu
    gerak = (
        RiwayatSkp.objects.filter(skp=OuterRef("skp_id"))
        .order_by()
        .values("skp")
        .annotate(m=Max("pada"))
        .values("m")
    )
    for t in orang.annotate(gerak=Subquery(gerak)).order_by(*URUTAN_ORANG).iterator(2000):
        sejak = rules.hari_di_zona(t.gerak, zona) if t.gerak else max(t.mulai, acuan.periode.mulai)
        keadaan = KEADAAN_DARI_STATUS[t.status_skp].label
        yield (t.pegawai.nip or "-", t.pegawai.nama_lengkap, t.jabatan.nama, t.unit.nama, keadaan), sejak
