"""Sari's SKP in force with two results, on a fixed day in the second quarter of 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import rest_framework.throttling  # noqa: F401 - takes hold of the clock when it is loaded: before it is frozen
from freezegun import freeze_time

from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import Dunia
from tests.factories.skp import periode_ke, skp_at

HARI_INI = date(2026, 5, 12)


@pytest.fixture
def hari_ini() -> Iterator[date]:
    """Tuesday 12 May 2026, ten in the morning in Jakarta."""
    with freeze_time("2026-05-12 03:00:00"):
        yield HARI_INI


@pytest.fixture
def skp(dunia: Dunia, hari_ini: date) -> Skp:
    """Sari's SKP of 2026, fixed by Budi: one RHK utama and one tambahan, 12 laporan each."""
    return skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)


@pytest.fixture
def rhk(skp: Skp) -> RencanaHasilKerja:
    return skp.rhk.order_by("-jenis", "urutan").first()


@pytest.fixture
def triwulan(skp: Skp) -> Periode:
    """The second quarter, in which the fixed day lies."""
    return periode_ke(skp.instansi, 2)
