"""Working without a network: how long an answer is remembered, which answers count as one."""

from datetime import timedelta

UMUR_KUNCI = timedelta(days=7)
"""A device that was without a network for longer asks again; the entry's own key still keeps it single."""

SEMENTARA = frozenset({401, 408, 425, 429})
"""Answers that say nothing about what was sent: the same key may be answered differently later."""


def is_tetap(status: int) -> bool:
    """Tell whether an answer settles a sending: done, or refused for what it said."""
    return 200 <= status < 500 and status not in SEMENTARA
