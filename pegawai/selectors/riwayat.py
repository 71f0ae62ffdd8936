"""What happened to a person or a unit, in sentences: one line per act, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypedDict

from django.apps import apps
from django.db.models import Model

from pegawai.models import Pegawai, UnitKerja

KALIMAT: dict[str, str] = {
    "akses.direset": "{siapa} menyetel ulang akses",
    "identitas.diperbaiki": "{siapa} memperbaiki nama atau golongan",
    "impor.diterapkan": "{siapa} menerapkan impor data",
    "kedudukan.diubah": "{siapa} mengubah kedudukan hukum",
    "kepala.dilepas": "{siapa} mencatat bahwa pimpinan unit selesai bertugas",
    "kepala.ditetapkan": "{siapa} menetapkan pimpinan unit",
    "pejabat_negara.ditambah": "{siapa} menambah pejabat negara",
    "penempatan.dibuat": "{siapa} membuat penempatan",
    "penempatan.dipindah": "{siapa} memindahkan pegawai",
    "penempatan.ditutup": "{siapa} menutup penempatan",
    "penilai.dikembalikan": "{siapa} mengembalikan pejabat penilai ke pimpinan unit",
    "penilai.ditetapkan": "{siapa} menetapkan pejabat penilai",
    "peran.diberikan": "{siapa} memberi peran",
    "peran.dicabut": "{siapa} mencabut peran",
    "perbaikan.diselesaikan": "{siapa} memperbaiki data atas laporan pegawai",
    "sandi.dibuat": "{siapa} membuat kata sandi sendiri",
    "tim.anggota_ditambah": "{siapa} menambah anggota tim",
    "tim.anggota_diakhiri": "{siapa} mengakhiri keanggotaan tim",
    "tim.diubah": "{siapa} mengubah tim",
    "unit.disimpan": "{siapa} mengubah unit kerja",
}
"""Act → what people read. An act that is missing here is told in general words."""
TANPA_CATATAN = frozenset({"impor.diterapkan"})
"""Acts whose reason is a key for machines."""


class ButirRiwayat(TypedDict):
    pada: datetime
    kalimat: str
    catatan: str


def riwayat_pegawai(pegawai: Pegawai, batas: int = 30) -> list[ButirRiwayat]:
    """Everything that changed the person, his placements, penilai, teams, roles and account."""
    sumber: list[tuple[str, dict[str, Any]]] = [
        ("PegawaiEvent", {"pgh_obj": pegawai.pk}),
        ("PenempatanEvent", {"pegawai": pegawai.pk}),
        ("HubunganPenilaiEvent", {"pegawai": pegawai.pk}),
        ("PeranDiberikanEvent", {"pegawai": pegawai.pk}),
        ("AnggotaTimEvent", {"pegawai": pegawai.pk}),
    ]
    if pegawai.pengguna_id:
        sumber.append(("PenggunaEvent", {"pgh_obj": pegawai.pengguna_id}))
    return _susun(sumber, batas)


def riwayat_unit(unit: UnitKerja, batas: int = 20) -> list[ButirRiwayat]:
    """What changed the unit itself, and who headed it."""
    return _susun(
        [
            ("UnitKerjaEvent", {"pgh_obj": unit.pk}),
            ("PenempatanEvent", {"unit": unit.pk, "is_kepala": True}),
        ],
        batas,
    )


def _susun(sumber: Iterable[tuple[str, dict[str, Any]]], batas: int) -> list[ButirRiwayat]:
    """Gather the events of several tables in one query and tell each act once."""
    semua = []
    for nama, syarat in sumber:
        model: type[Model] = apps.get_model("pegawai", nama)
        semua.append(
            model._default_manager.filter(**syarat)
            .values_list("pgh_created_at", "pgh_context_id", "pgh_context__metadata", "pgh_label")
            .order_by()
        )
    gabungan = semua[0].union(*semua[1:], all=True)
    tindakan: dict[Any, tuple[datetime, dict[str, Any], str]] = {}
    # one act writes several rows: read enough of them to tell `batas` acts
    for pada, konteks, rincian, label in gabungan.order_by("-pgh_created_at")[: batas * 10]:
        # what has no act (set-up, repairs in the database) is told once a minute
        tindakan.setdefault(
            konteks or (pada.replace(second=0, microsecond=0), label), (pada, rincian or {}, label)
        )
    terbaru = list(tindakan.values())[:batas]
    pelaku = Pegawai.objects.in_bulk({r["pelaku"] for _, r, _ in terbaru if r.get("pelaku")})
    return [
        {
            "pada": pada,
            "kalimat": _kalimat(rincian.get("tindakan", ""), label, pelaku.get(rincian.get("pelaku", 0))),
            "catatan": "" if rincian.get("tindakan") in TANPA_CATATAN else rincian.get("alasan", ""),
        }
        for pada, rincian, label in terbaru
    ]


def _kalimat(tindakan: str, label: str, pelaku: Pegawai | None) -> str:
    umum = "{siapa} mencatat data ini" if label == "insert" else "{siapa} mengubah data"
    return KALIMAT.get(tindakan, umum).format(siapa=pelaku.nama_lengkap if pelaku else "Sistem")
