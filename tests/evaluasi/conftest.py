"""The day of these stories, and the year as it stands that day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import rest_framework.throttling  # noqa: F401 - keeps the clock as it finds it: load it before one is frozen
from freezegun import freeze_time

from skp.models import Periode, Skp
from tests.factories.evaluasi import skp_berjalan, triwulan
from tests.factories.pegawai import Dunia


@pytest.fixture
def hari() -> Iterator[object]:
    """5 October 2026, nine in the morning in Jakarta."""
    with freeze_time("2026-10-05 02:00:00") as jam:
        yield jam


@pytest.fixture
def skp(hari: object, dunia: Dunia) -> Skp:
    """Sari's SKP in force."""
    return skp_berjalan(dunia.sari)


@pytest.fixture
def tw3(skp: Skp) -> Periode:
    """Quarter III, just ended."""
    return triwulan(skp)
