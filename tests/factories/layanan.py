"""Speaks the domain: a service of a unit, what citizens say about it, what a leader ties of it."""

from __future__ import annotations

import uuid
from typing import Any

from kinerja.models import Layanan, TautanUlasan, UlasanLayanan
from kinerja.services.layanan import add_layanan
from kinerja.services.ulasan import receive_ulasan, tie_ulasan
from pegawai.models import Pegawai, UnitKerja
from skp.models import Skp


def layanan_baru(pelaku: Pegawai, unit: UnitKerja, nama: str = "Pembuatan KTP", **lain: Any) -> Layanan:
    return add_layanan(pelaku=pelaku, unit=unit, nama=nama, **lain)


def ulasan_baru(layanan: Layanan, kata: str = "", nilai: int | None = 4, **lain: Any) -> UlasanLayanan:
    """One review, as a citizen sends it."""
    return receive_ulasan(layanan=layanan, kunci=uuid.uuid4(), kata=kata, nilai=nilai, **lain)[0]


def jawaban_semua(layanan: Layanan, nilai: int) -> dict[int, int]:
    """The same mark for every element."""
    return {u.pk: nilai for u in layanan.set_pertanyaan.unsur.all()}


def tautan_baru(pelaku: Pegawai, layanan: Layanan, skp: Skp) -> TautanUlasan:
    """A named praise, tied by the penilai."""
    pujian = ulasan_baru(layanan, "Bu Sari sabar sekali.", jenis="pujian", petugas="Bu Sari")
    return tie_ulasan(pelaku=pelaku, ulasan=pujian, skp=skp, alasan="Hanya satu Sari di loket.")


def objek_warga(pelaku: Pegawai, unit: UnitKerja, skp: Skp) -> dict[str, Any]:
    """The objects of the access table."""
    layanan = layanan_baru(pelaku, unit)
    keluhan = ulasan_baru(layanan, "Antre dua jam.", nilai=2, jenis="keluhan", petugas="Pak Joko")
    return {
        "layanan": layanan,
        "kode_layanan": {"kode": layanan.kode},
        "set_pertanyaan": layanan.set_pertanyaan,
        "ulasan": keluhan,
        "resi": {"resi": keluhan.resi},
        "tautan": tautan_baru(pelaku, layanan, skp),
    }
