"""A schedule of the admin, so that the page of schedules shows what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluasi.rules import AcuanPeriode, IramaJadwal, PilihanLaporan
from evaluasi.services import save_jadwal
from pegawai.models import PeranDiberikan
from pegawai.rules import Peran

if TYPE_CHECKING:
    from evaluasi.demo.cerita import Cerita


def jadwal(c: Cerita) -> None:
    """The recap of the whole agency on the fifth of each month."""
    admin = PeranDiberikan.objects.filter(
        instansi=c.instansi, peran=Peran.ADMIN_KEPEGAWAIAN, unit__isnull=True
    ).earliest("pk")
    akar = next(u for u in c.unit.values() if u.induk_id is None)
    save_jadwal(
        pelaku=admin.pegawai,
        unit=akar,
        isi=PilihanLaporan.REKAP_XLSX,
        acuan=AcuanPeriode.BERAKHIR,
        irama=IramaJadwal.BULANAN,
        hari=5,
        jam=6,
    )
