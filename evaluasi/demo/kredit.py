"""Angka kredit of the demo: what Dewi and Rizky bring along, their year converted; the others wait for whoever tries it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from evaluasi.demo.jam import pada
from evaluasi.rules import JenisSaldo
from evaluasi.services.kredit import fix_konversi, fix_penetapan
from evaluasi.services.kredit_atur import record_saldo

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

SALDO = {
    "M": ((JenisSaldo.DASAR, "100", "SK pengangkatan Ahli Muda"), (JenisSaldo.JF_LAMA, "46.09", "PAK Integrasi 800/114")),
    "P": ((JenisSaldo.DASAR, "50", "SK pengangkatan Ahli Pertama"),),
}  # fmt: skip


def angka_kredit(c: Cerita) -> None:
    akhir = min(c.tahunan.selesai, c.hari_ini)
    with pada(akhir):
        for kunci, daftar in SALDO.items():
            for jenis, nilai, dasar in daftar:
                record_saldo(
                    pelaku=c.orang["ADMIN"],
                    pegawai=c.orang[kunci],
                    jenis=jenis,
                    nilai=Decimal(nilai),
                    tanggal=date(c.tahun - 1, 3, 1),
                    dasar=f"{dasar}/{c.tahun - 1}",
                )
            fix_konversi(pelaku=c.orang["B"], pegawai=c.orang[kunci], tahun=c.tahun)
        fix_penetapan(pelaku=c.orang["B"], pegawai=c.orang["M"])
