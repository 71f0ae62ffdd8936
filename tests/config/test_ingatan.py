"""Pages go on while Redis is away; limits hold per process; nothing of a loss stays behind."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache, caches
from django.test import Client
from django.urls import reverse

from config import ingatan
from kinerja.models import UlasanLayanan
from tests.factories.layanan import layanan_baru
from tests.kinerja.test_ulasan_publik import kirim

pytestmark = pytest.mark.django_db
TAK_ADA = "redis://127.0.0.1:1/0"


@pytest.fixture
def redis_mati(settings) -> Iterator[None]:
    """Every cache points at a port where nobody listens."""
    hidup = settings.CACHES
    settings.CACHES = {nama: {**isi, "LOCATION": TAK_ADA} for nama, isi in hidup.items()}
    ingatan.IngatanTahan._hilang.clear()
    yield
    settings.CACHES = hidup
    ingatan.IngatanTahan._hilang.clear()


@pytest.mark.usefixtures("redis_mati")
class TestTanpaRedis:
    def test_review_is_taken_in_once_and_limits_hold(self, dunia):
        layanan = layanan_baru(dunia.budi, dunia.bidang)
        alamat = reverse("suara:ulas", args=[layanan.kode])
        mulai = time.monotonic()

        jawab = [kirim(alamat, layanan, kata="Cepat") for _ in range(12)]

        assert [j.status_code for j in jawab] == [302] * 10 + [429] * 2
        assert UlasanLayanan.objects.count() == 10
        assert "Tunggu" in jawab[-1].content.decode()
        assert Client().get(jawab[0]["Location"]).status_code == 200
        assert time.monotonic() - mulai < 5, "a lost Redis is not asked again for each counter"

    def test_signed_in_people_go_on_and_sign_out_holds(self, dunia, masuk):
        satu = masuk(dunia.sari)
        dua = Client()
        dua.cookies = satu.cookies
        assert satu.get(reverse("kinerja:catatan")).status_code == 200

        dua.post(reverse("account_logout"))

        assert satu.get(reverse("kinerja:catatan")).status_code == 302

    def test_sign_in_works(self, dunia, settings):
        sandi = "kata-sandi-uji-2026"
        dunia.sari.pengguna.set_password(sandi)
        dunia.sari.pengguna.save()

        jawab = Client().post(
            reverse("account_login"), {"login": dunia.sari.pengguna.nama_masuk, "password": sandi}
        )

        assert jawab.status_code == 302

    def test_health_page_says_that_it_is_gone(self, client):
        assert "redis" in client.get("/siap/").json()["gangguan"]


def test_memory_of_one_loss_does_not_reach_the_next(settings):
    hidup = settings.CACHES
    mati = {nama: {**isi, "LOCATION": TAK_ADA} for nama, isi in hidup.items()}
    for _ in range(2):
        settings.CACHES = mati
        ingatan.IngatanTahan._hilang.clear()
        assert cache.get("hitungan") is None
        assert cache.add("hitungan", 1)
        assert cache.incr("hitungan") == 2
        assert caches["sesi"].get("hitungan") is None
        settings.CACHES = hidup
    ingatan.IngatanTahan._hilang.clear()
