"""The cache when Redis is away: counters go on in each process's own memory, sessions in the database alone.

A page that only counts or remembers must not fail because what it counts with is gone. Limits then hold per process,
so a flood gets through a few times as often as it should and not without end (ADR 0037).
"""

from __future__ import annotations

import logging
import time
from typing import Any, ClassVar

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.dummy import DummyCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as TidakTersambung
from redis.exceptions import TimeoutError as TidakMenjawab

JEDA = 5.0
"""Seconds in which Redis is not asked again, so that one that hangs does not hold up every page."""

logger = logging.getLogger(__name__)


class IngatanTahan(RedisCache):
    """Redis; while it does not answer, the memory of this process, begun empty at each loss."""

    # One state per process and server: every thread has an object of its own, and a threaded server many threads.
    _hilang: ClassVar[dict[str, float]] = {}

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._nama = f"{type(self).__name__}:{server}"
        self._cadangan = self._buat_cadangan(params)

    def _buat_cadangan(self, params: dict[str, Any]) -> BaseCache:
        return LocMemCache(self._nama, {**params, "OPTIONS": {"MAX_ENTRIES": 50_000}})

    def _lakukan(self, nama: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._hilang.get(self._nama, 0.0):
            try:
                hasil = getattr(super(), nama)(*args, **kwargs)
            except (TidakTersambung, TidakMenjawab) as galat:
                self._catat_hilang(galat)
            else:
                self._hilang.pop(self._nama, None)
                return hasil
        return getattr(self._cadangan, nama)(*args, **kwargs)

    def _catat_hilang(self, galat: Exception) -> None:
        if self._nama not in self._hilang:
            self._cadangan.clear()
            logger.error("Redis does not answer; this process counts by itself meanwhile. %s", galat)
        self._hilang[self._nama] = time.monotonic() + JEDA

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._lakukan("add", *args, **kwargs))

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._lakukan("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._lakukan("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._lakukan("touch", *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._lakukan("delete", *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return dict(self._lakukan("get_many", *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._lakukan("has_key", *args, **kwargs))

    def incr(self, *args: Any, **kwargs: Any) -> int:
        return int(self._lakukan("incr", *args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return list(self._lakukan("set_many", *args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        self._lakukan("delete_many", *args, **kwargs)

    def clear(self) -> None:
        self._lakukan("clear")


class IngatanSesi(IngatanTahan):
    """Redis; while it does not answer, nothing at all: the database knows every session.

    A copy in one process would outlive a sign-out in another.
    """

    def _buat_cadangan(self, params: dict[str, Any]) -> BaseCache:
        return DummyCache("", params)
