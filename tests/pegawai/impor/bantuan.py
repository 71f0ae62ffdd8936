"""Runs both files through the checkers, as the service does, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pegawai.impor import nilai
from pegawai.impor.baca import BarisMentah, baca
from pegawai.impor.catatan import JenisCatatan, Sebab
from pegawai.impor.klasifikasi import HasilPeriksa, PegawaiDikenal, UnitDikenal
from pegawai.impor.lembar import PEGAWAI, UNOR
from pegawai.impor.orang import PemeriksaPegawai
from pegawai.impor.unit import KursiPejabat, PetaUnit
from pegawai.rules import HasilBaris

HARI_INI = date(2026, 6, 15)


def mentah(baris: Iterable[Mapping[str, Any]]) -> list[BarisMentah]:
    """Rows as the reader gives them, the first one being row 2."""
    dipakai = UNOR.dipakai | PEGAWAI.dipakai
    return [
        BarisMentah(i, {k: v for k, v in b.items() if k in dipakai}) for i, b in enumerate(baris, start=2)
    ]


def periksa(
    unor: Iterable[BarisMentah] = (),
    pegawai: Iterable[BarisMentah] = (),
    *,
    unit_dikenal: Iterable[UnitDikenal] = (),
    pegawai_dikenal: Iterable[PegawaiDikenal] = (),
    kursi: Mapping[str, KursiPejabat] | None = None,
    tugas_belajar_wajib: bool = True,
) -> tuple[list[HasilPeriksa], list[HasilPeriksa]]:
    peta = PetaUnit(unor, {u.kunci: u for u in unit_dikenal})
    pemeriksa = PemeriksaPegawai(peta, hari_ini=HARI_INI, tugas_belajar_wajib=tugas_belajar_wajib)
    dikenal = {p.nip: p for p in pegawai_dikenal}
    hasil = {
        b.nomor: pemeriksa.periksa(b, dikenal.get(nilai.nip(b.sel.get("NIP BARU")).nip or ""))
        for b in pegawai
    }
    for nomor, catatan in pemeriksa.koreksi():
        for n in nomor:
            hasil[n].hasil, hasil[n].catatan, hasil[n].data = HasilBaris.DITOLAK, [catatan], {}
    return peta.hasil({**(kursi or {}), **pemeriksa.kursi_pejabat}), list(hasil.values())


def periksa_berkas(unor: Any, pegawai: Any) -> tuple[list[HasilPeriksa], list[HasilPeriksa]]:
    return periksa(baca(unor, UNOR), baca(pegawai, PEGAWAI))


def sebab(hasil: HasilPeriksa, jenis: JenisCatatan | None = None) -> list[Sebab]:
    return [c.sebab for c in hasil.catatan if jenis is None or c.jenis == jenis]
