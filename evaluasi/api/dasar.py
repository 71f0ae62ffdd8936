"""What several routes of this API begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import Http404

from evaluasi import selectors
from skp.models import Periode


def get_periode(pilihan: Sequence[Periode], diminta: UUID | None, hari: date) -> Periode | None:
    """The period that was asked for, 404 for one that has not begun or is not ours; without one, today's."""
    if diminta is None:
        return selectors.periode_kini(pilihan, hari)
    if periode := next((p for p in pilihan if p.uuid == diminta), None):
        return periode
    raise Http404
