"""Angka kredit in any state, through the services."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from evaluasi.models import Evaluasi, KonversiAngkaKredit, SaldoKredit
from evaluasi.rules import Ekspektasi, JenisKonversi, JenisSaldo, StatusEvaluasi
from evaluasi.services.kredit import fix_konversi, fix_penetapan
from evaluasi.services.kredit_atur import record_saldo, save_koefisien
from pegawai.models import Pegawai
from pegawai.rules import JenjangFungsional
from skp.models import Periode, Skp
from tests.factories.evaluasi import capaian_tetap, evaluasi_at
from tests.factories.pegawai import Dunia

SANGAT_BAIK = (Ekspektasi.DIATAS, Ekspektasi.DIATAS)
BAIK = (Ekspektasi.SESUAI, Ekspektasi.SESUAI)


def tahunan_final(
    d: Dunia, skp: Skp, rating: tuple[Ekspektasi, Ekspektasi] = BAIK, periode: Periode | None = None
) -> Evaluasi:
    """A final evaluation of the year (or of `periode`), with the capaian it needs."""
    periode = periode or skp.periode
    if not periode.capaian.filter(unit=d.dinas).exists():
        capaian_tetap(d.dinas, periode, d.bupati)
    return evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=periode, hasil=rating[0], perilaku=rating[1])


def saldo_baru(
    d: Dunia, pegawai: Pegawai, nilai: str = "50", jenis: JenisSaldo = JenisSaldo.DASAR
) -> SaldoKredit:
    return record_saldo(
        pelaku=d.eka,
        pegawai=pegawai,
        jenis=jenis,
        nilai=Decimal(nilai),
        tanggal=date(2025, 3, 1),
        dasar="SK 800/12/2025",
    )


def konversi_tahun(d: Dunia, pegawai: Pegawai, tahun: int = 2026) -> KonversiAngkaKredit:
    return fix_konversi(pelaku=d.budi, pegawai=pegawai, tahun=tahun)[0]


def objek_kredit(d: Dunia, triwulan: Periode) -> dict[str, Any]:
    """What the access table names: Sari's, from the final evaluation of her quarter."""
    saldo = saldo_baru(d, d.sari)
    konversi = fix_konversi(
        pelaku=d.budi, pegawai=d.sari, tahun=triwulan.tahun, jenis=JenisKonversi.PERIODIK
    )[0]
    return {
        "saldo_kredit": saldo,
        "konversi": konversi,
        "penetapan": fix_penetapan(pelaku=d.budi, pegawai=d.sari),
        "koefisien": save_koefisien(
            pelaku=d.eka,
            instansi=d.instansi,
            jenjang=JenjangFungsional.AHLI_UTAMA,
            mulai=date(2027, 1, 1),
            koefisien=Decimal(55),
            golongan="IV/d, IV/e",
            akk_pangkat=Decimal(220),
            dasar="Peraturan baru",
        ),
    }
