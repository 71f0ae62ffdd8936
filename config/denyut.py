"""Heartbeat of the workers: each one says in Redis, every two seconds, which queues it serves.

`/siap/` reads it in one round trip; asking the workers themselves would cost a broadcast and a wait for every probe.
"""

from collections.abc import Sequence
from typing import Any

from celery.signals import heartbeat_sent, worker_ready
from django.core.cache import caches

from config.celery import QUEUES

ALIVE_SECONDS = 15

_served: list[str] = []
"""Queues of this worker process, known once it is ready."""


def _key(queue: str) -> str:
    return f"denyut:{queue}"


def beat(queues: Sequence[str]) -> None:
    """Say that a worker serves these queues now."""
    caches["denyut"].set_many(dict.fromkeys(map(_key, queues), 1), timeout=ALIVE_SECONDS)


def silent(queues: Sequence[str]) -> list[str]:
    """The queues that no living worker serves."""
    found = caches["denyut"].get_many([_key(queue) for queue in queues])
    return [queue for queue in queues if _key(queue) not in found]


def forget() -> None:
    """Drop what workers of an earlier start said; the living ones say it again within two seconds."""
    caches["denyut"].delete_many([_key(queue) for queue in QUEUES])


@worker_ready.connect
def _on_ready(sender: Any, **_: Any) -> None:
    _served[:] = [queue.name for queue in sender.task_consumer.queues]
    beat(_served)


@heartbeat_sent.connect
def _on_heartbeat(**_: Any) -> None:
    if _served:
        beat(_served)
