"""Carrying a plan into another year: dates, periods, what is there already. Imports no Django."""

from datetime import date

from skp.rules.periode import JenisPeriode


def geser_tahun(hari: date, tahun: int) -> date:
    """The same day some years later; 29 February becomes 28 where the year has none."""
    try:
        return hari.replace(year=hari.year + tahun)
    except ValueError:
        return hari.replace(year=hari.year + tahun, day=28)


def padankan_periode(jenis: str, nomor: int, ke: str) -> int:
    """The number of the period that takes over the plans of another year's period.

    Where the agency changed its cycle, a quarter's plan goes to its last month, and a month's to its quarter.
    """
    if jenis == ke:
        return nomor
    return nomor * 3 if ke == JenisPeriode.BULANAN else (nomor + 2) // 3
