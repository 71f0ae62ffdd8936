"""The day of these stories, and the year as it stands that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

import pytest
import rest_framework.throttling  # noqa: F401 - keeps the clock as it finds it: load it before one is frozen
from freezegun import freeze_time

from skp.models import Periode, Skp
from tests.factories.evaluasi import skp_berjalan, triwulan
from tests.factories.pegawai import Dunia

SAAT_INI = "2026-10-05 02:00:00"


@pytest.fixture
def hari() -> Iterator[object]:
    """5 October 2026, nine in the morning in Jakarta."""
    with freeze_time(SAAT_INI) as jam:
        yield jam


@pytest.fixture(scope="module")
def _skp_modul(skp_sekali: Callable[..., Skp | None]) -> Skp | None:
    return skp_sekali(SAAT_INI, lambda dunia: skp_berjalan(dunia.sari))


@pytest.fixture
def skp(hari: object, dunia: Dunia, _skp_modul: Skp | None) -> Skp:
    """Sari's SKP in force."""
    return deepcopy(_skp_modul) or skp_berjalan(dunia.sari)


@pytest.fixture
def tw3(skp: Skp) -> Periode:
    """Quarter III, just ended."""
    return triwulan(skp)
