"""Floods: who asks, and how often in a span of time. Counted in the cache alone; a count that is lost lets people through."""

from __future__ import annotations

import ipaddress
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def alamat_of(request: HttpRequest) -> str:
    """Who asks: the last hop that our own proxy saw, or the peer itself."""
    if settings.DI_BELAKANG_PROKSI:
        return request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def jaringan(alamat: str) -> str:
    """One address of IPv4, or the /64 of IPv6 that one customer gets."""
    try:
        ip = ipaddress.ip_address(alamat.split("%")[0])
    except ValueError:
        return "?"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is None:
            return str(ipaddress.ip_network((ip, 64), strict=False))
        return str(ip.ipv4_mapped)
    return str(ip)


def hitung(kunci: str, detik: int) -> int:
    """Count one more under this key and say how many there are, this one included; forgotten `detik` seconds after the first."""
    cache.add(kunci, 0, timeout=detik)
    try:
        return int(cache.incr(kunci))
    except ValueError:  # the time ended between the two steps
        return 1


def lupakan(kunci: str, kali: int | None = None) -> None:
    """Take so many counts back, or all of them."""
    if kali is None:
        cache.delete(kunci)
        return
    with suppress(ValueError):  # the time has ended
        cache.decr(kunci, kali)
