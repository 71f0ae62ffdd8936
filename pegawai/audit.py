"""Names the act and the actor in the history that the database writes, and reads it back for people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pghistory

if TYPE_CHECKING:
    from django.db.models import Model

    from pegawai.models import Pegawai


_sedang_berlangsung: ContextVar[bool] = ContextVar("tindakan_sedang_berlangsung", default=False)


@contextmanager
def act(pelaku: Pegawai | None, tindakan: str, alasan: str = "") -> Iterator[None]:
    """Attach act, actor and reason to every history row written inside the block.

    `tindakan` is "noun.verb" ("skp.diajukan"); None as actor means the system itself. An act that is
    part of another one (a mutasi places a person) keeps the name of the outer act.
    """
    if _sedang_berlangsung.get():
        yield
        return
    rincian: dict[str, Any] = {"tindakan": tindakan, "pelaku": pelaku.pk if pelaku else None}
    if alasan:
        rincian["alasan"] = alasan
    penanda = _sedang_berlangsung.set(True)
    try:
        with pghistory.context(**rincian):
            yield
    finally:
        _sedang_berlangsung.reset(penanda)


def riwayat(objek: Model, batas: int = 50) -> list[dict[str, Any]]:
    """Read the latest changes of a row: when, which act, by whom (key), and the changed columns."""
    from pghistory.models import Events

    baris = Events.objects.tracks(objek).order_by("-pgh_created_at", "-pgh_id")[:batas]
    return [
        {
            "pada": b.pgh_created_at,
            "tindakan": (b.pgh_context or {}).get("tindakan", ""),
            "pelaku": (b.pgh_context or {}).get("pelaku"),
            "alasan": (b.pgh_context or {}).get("alasan", ""),
            "perubahan": b.pgh_diff or {},
        }
        for b in baris
    ]
