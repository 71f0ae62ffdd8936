"""What lets the people who try the demo type less: next year is open for copying, and the bank holds some wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from skp.models import RencanaHasilKerja
from skp.rules import Aspek, JenisRhk, JenisTarget
from skp.services import IsiIki, accept_calon, open_tahun, save_bank_rhk

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita

BANK = (
    (
        "P",
        "Terjaganya keamanan aplikasi layanan publik",
        (
            IsiIki("Jumlah aplikasi yang lulus uji keamanan", Aspek.KUANTITAS, JenisTarget.ANGKA, "aplikasi"),
            IsiIki("Waktu penutupan celah keamanan", Aspek.WAKTU, JenisTarget.PALING_BANYAK, "hari kerja"),
        ),
    ),
    (
        "L",
        "Tersajinya data layanan publik yang mutakhir",
        (
            IsiIki("Jumlah pemutakhiran data", Aspek.KUANTITAS, JenisTarget.ANGKA, "pemutakhiran"),
            IsiIki("Persentase data yang mutakhir", Aspek.KUALITAS, JenisTarget.PERSEN),
        ),
    ),
)
"""Wording that the admin added by hand: whose jabatan, the RHK, its indicators."""


def tahun_depan(c: Cerita) -> None:
    """The admin opens the next year, so that everybody can copy this one's SKP."""
    open_tahun(pelaku=c.orang["ADMIN"], instansi=c.instansi, tahun=c.tahun + 1)


def bank_rhk(c: Cerita) -> None:
    """A small bank for Pranata Komputer and Pengolah Data, fed from the fixed SKP by the admin."""
    calon = (
        RencanaHasilKerja.objects.filter(
            skp__in=[c.skp[k] for k in ("M", "P", "C", "L")], jenis=JenisRhk.UTAMA
        )
        .select_related("skp__penempatan__jabatan")
        .prefetch_related("indikator")
        .order_by("pk")
    )
    accept_calon(pelaku=c.orang["ADMIN"], calon=calon)
    for kunci, teks, iki in BANK:
        jabatan = c.skp[kunci].penempatan.jabatan
        save_bank_rhk(pelaku=c.orang["ADMIN"], jabatan=jabatan, teks=teks, iki=iki)
