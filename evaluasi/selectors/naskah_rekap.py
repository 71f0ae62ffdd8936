"""Freezes the recap of a unit: its capaian, how its predikat are spread, its people with both ratings."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluasi.models import Dokumen, Evaluasi, RekapUnit
from evaluasi.permissions import pengaturan_pola
from evaluasi.selectors.capaian import capaian_untuk
from evaluasi.selectors.snapshot import orang
from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.rules import JenisPenugasan


def rekap_cetak() -> QuerySet[RekapUnit]:
    return RekapUnit.objects.select_related("unit", "periode", "instansi")


def evaluasi_rekap(unit: UnitKerja, periode_pk: int) -> QuerySet[Evaluasi]:
    """The final evaluations of a unit and everything below. A PLT/PLH post is not counted beside the person's own."""
    return Evaluasi.objects.final().filter(
        periode=periode_pk,
        penempatan__unit__instansi=unit.instansi_id,
        penempatan__unit__jalur__startswith=unit.jalur,
        penempatan__jenis=JenisPenugasan.DEFINITIF,
    )


def naskah_rekap(rekap: RekapUnit) -> dict[str, Any]:
    """Every line comes from the snapshot of a final evaluation; the order is that of the tree, then of names."""
    unit, periode, instansi = rekap.unit, rekap.periode, rekap.instansi
    capaian = capaian_untuk(unit, periode)
    kepala = _kepala(rekap)
    baris = (
        evaluasi_rekap(unit, periode.pk)
        .order_by("penempatan__unit__jalur", "pegawai__nama", "id")
        .values_list(
            "snapshot__pegawai",
            "rating_hasil",
            "rating_perilaku",
            "predikat",
            "snapshot__unit",
        )
    )
    return {
        "instansi": instansi.nama,
        "unit": unit.nama,
        "tempat": instansi.kota,
        "periode": {
            "jenis": periode.jenis,
            "nomor": periode.nomor,
            "tahun": periode.tahun,
            "mulai": periode.mulai.isoformat(),
            "selesai": periode.selesai.isoformat(),
        },
        "pegawai": orang(kepala.pegawai, kepala, instansi.nama) if kepala else {"nama": "(belum ada)"},
        "capaian_organisasi": capaian.predikat if capaian else None,
        "capaian_unit": capaian.unit.nama if capaian else "",
        "unit_kecil": pengaturan_pola(instansi.pk).unit_kecil,
        "orang": [
            {
                "nip": siapa.get("nip") or "",
                "nama": siapa["nama"],
                "jabatan": siapa.get("jabatan") or "",
                "unit": nama_unit,
                "rating_hasil": hasil,
                "rating_perilaku": perilaku,
                "predikat": predikat,
            }
            for siapa, hasil, perilaku, predikat, nama_unit in baris
        ],
    }


def _kepala(rekap: RekapUnit) -> Penempatan | None:
    """Who heads the unit on the period's last day, or today while it runs; the definitif one before a PLT."""
    hari = min(rekap.periode.selesai, timezone.localdate())
    return (
        Penempatan.objects.filter(unit=rekap.unit, is_kepala=True)
        .pada(hari)
        .select_related("pegawai", "jabatan", "unit")
        .order_by("jenis", "id")
        .first()
    )


def dokumen_rekap(pelaku: Pegawai, batas: int = 50) -> QuerySet[Dokumen]:
    """The recaps that were issued and `pelaku` may see, the newest first."""
    return (
        Dokumen.objects.filter(rekap__in=RekapUnit.objects.visible_to(pelaku))
        .select_related("rekap__unit", "rekap__periode")
        .defer("naskah")
        .order_by("-terbit_pada")[:batas]
    )
