"""Sari's SKP in force with two results, on a fixed day in the second quarter of 2026."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date

import pytest
import rest_framework.throttling  # noqa: F401 - takes hold of the clock when it is loaded: before it is frozen
from django.test import Client
from freezegun import freeze_time

from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import Dunia
from tests.factories.skp import periode_ke, skp_at

HARI_INI = date(2026, 5, 12)


SAAT_INI = "2026-05-12 03:00:00"


@pytest.fixture
def hari_ini() -> Iterator[date]:
    """Tuesday 12 May 2026, ten in the morning in Jakarta."""
    with freeze_time(SAAT_INI):
        yield HARI_INI


@pytest.fixture(scope="module")
def _skp_modul(skp_sekali: Callable[..., Skp | None]) -> Skp | None:
    return skp_sekali(SAAT_INI, lambda dunia: skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari))


@pytest.fixture
def skp(dunia: Dunia, hari_ini: date, _skp_modul: Skp | None) -> Skp:
    """Sari's SKP of 2026, fixed by Budi: one RHK utama and one tambahan, 12 laporan each."""
    return deepcopy(_skp_modul) or skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)


@pytest.fixture
def rhk(skp: Skp) -> RencanaHasilKerja:
    return skp.rhk.order_by("-jenis", "urutan").first()


@pytest.fixture
def triwulan(skp: Skp) -> Periode:
    """The second quarter, in which the fixed day lies."""
    return periode_ke(skp.instansi, 2)


@pytest.fixture
def sari(dunia: Dunia, masuk: Callable[..., Client], hari_ini: date) -> Client:
    """Sari at her pages, on the day of these tests."""
    return masuk(dunia.sari)


@pytest.fixture
def budi(dunia: Dunia, masuk: Callable[..., Client], hari_ini: date) -> Client:
    """Her penilai."""
    return masuk(dunia.budi)
