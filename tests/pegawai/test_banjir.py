"""Who asks, and how often: the address behind a proxy, one network for one customer, a count that is forgotten."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

from pegawai import banjir


@pytest.mark.parametrize(
    ("alamat_mentah", "harap"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8::1", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "?"),
        ("omong kosong", "?"),
    ],
)
def test_network_of_an_address(alamat_mentah, harap):
    assert banjir.jaringan(alamat_mentah) == harap


def test_only_our_own_proxy_is_believed(rf, settings):
    palsu = rf.post("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.9")

    assert banjir.alamat_of(palsu) == "10.0.0.1"
    settings.DI_BELAKANG_PROKSI = True
    assert banjir.alamat_of(palsu) == "203.0.113.9"


def test_each_key_has_its_own_count_and_it_ends():
    cache.delete_many(["banjir-a", "banjir-b"])

    assert [banjir.hitung("banjir-a", 60) for _ in range(3)] == [1, 2, 3]
    assert banjir.hitung("banjir-b", 60) == 1
    cache.delete("banjir-a")
    assert banjir.hitung("banjir-a", 60) == 1


def test_the_api_too_counts_strangers_by_the_address_of_the_peer(rf):
    """A header that anybody can write gives nobody a new count."""
    for palsu in ("1.2.3.4", "5.6.7.8, 9.9.9.9"):
        permintaan = rf.get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR=palsu)
        assert BaseThrottle().get_ident(permintaan) == "203.0.113.9"
