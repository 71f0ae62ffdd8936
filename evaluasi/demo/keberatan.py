"""The objection of the worked example: C objects, B explains, K decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluasi.models import Evaluasi
from evaluasi.rules import JenisTindakLanjut, KeputusanKeberatan, Predikat
from evaluasi.services import (
    decide_keberatan,
    explain_keberatan,
    file_keberatan,
    receive_evaluasi,
    save_aturan_usulan,
)

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita


def jawab(c: Cerita, kunci: str, evaluasi: Evaluasi) -> Evaluasi:
    """Everybody accepts his annual result; C objects to it."""
    pegawai = c.orang[kunci]
    if kunci != "C":
        return receive_evaluasi(pelaku=pegawai, evaluasi=evaluasi, tanpa_keberatan=True)
    keberatan = file_keberatan(
        pelaku=pegawai, evaluasi=evaluasi, alasan="Gangguan listrik pusat data di luar kendali."
    )
    explain_keberatan(
        pelaku=c.orang["B"],
        keberatan=keberatan,
        penjelasan="Gangguan listrik tercatat enam jam. Selebihnya pembaruan tanpa jadwal.",
    )
    return decide_keberatan(
        pelaku=c.orang["K"],
        keberatan=keberatan,
        keputusan=KeputusanKeberatan.DITOLAK,
        alasan="Uptime 98,1% tetap di bawah target 99,5%.",
        rekomendasi="Pengadaan UPS pusat data.",
    )


def aturan(c: Cerita) -> None:
    """What a year of Sangat Baik leads to in this agency."""
    save_aturan_usulan(
        pelaku=None,
        instansi=c.instansi,
        nama="Prioritas kelompok rencana suksesi",
        jenis=JenisTindakLanjut.PENGHARGAAN,
        predikat_minimal=Predikat.SANGAT_BAIK,
        is_tahunan=True,
        berturut=1,
    )
