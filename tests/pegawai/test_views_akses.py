"""First passwords, for one and for many."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.urls import reverse
from django.utils import timezone

from pegawai.models import Pegawai, Pengguna
from pegawai.rules import KedudukanHukum
from pegawai.services import (
    change_kedudukan,
)
from tests.factories.pegawai import instansi_baru, pegawai_baru

pytestmark = pytest.mark.django_db


def teks(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestAkses:
    def reset(self, pegawai) -> str:
        return reverse("pegawai:akses_reset", args=[pegawai.uuid])

    def test_asks_first_and_shows_the_password_once(self, dunia, masuk):
        client = masuk(dunia.eka)
        assert "Buat sandi awal yang baru?" in teks(client.get(self.reset(dunia.sari)))

        response = client.post(self.reset(dunia.sari))

        sandi = re.search(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", response.content.decode())[0]
        dunia.sari.pengguna.refresh_from_db()
        assert check_password(sandi, dunia.sari.pengguna.password)
        assert "no-store" in response["Cache-Control"]
        assert sandi not in client.get(self.reset(dunia.sari)).content.decode()
        assert dunia.sari.nip in response.content.decode()

    def test_who_has_no_account_gets_one(self, dunia, masuk):
        baru = pegawai_baru(dunia.instansi, "Hani", unit=dunia.bidang, akun=False)

        assert masuk(dunia.eka).post(self.reset(baru)).status_code == 200

        baru.refresh_from_db()
        assert baru.pengguna.nama_masuk == baru.nip

    def test_a_colleague_is_told_why_not(self, dunia, masuk):
        assert masuk(dunia.budi).get(self.reset(dunia.sari)).status_code == 403
        assert masuk(dunia.budi).post(self.reset(dunia.sari)).status_code == 403

    def test_a_stranger_finds_nothing(self, dunia, masuk):
        assert masuk(dunia.citra).post(self.reset(dunia.sari)).status_code == 404

    def test_ones_own_password_is_changed_elsewhere(self, dunia, masuk):
        response = masuk(dunia.eka).post(self.reset(dunia.eka))

        assert response.status_code == 403
        assert "lewat menu akun" in teks(response)

    def test_who_left_gets_none(self, dunia, masuk):
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        response = masuk(dunia.eka).post(self.reset(dunia.sari))

        assert response.status_code == 409
        assert "berstatus pensiun, sehingga tidak dapat masuk" in teks(response)


class TestAksesMassal:
    """First passwords for many on one sheet; who can sign in already is left alone."""

    ALAMAT = "/pegawai/akses/"

    def test_each_gets_his_own_and_the_rest_a_reason(self, dunia, masuk):
        baru = [pegawai_baru(dunia.instansi, f"Baru {n}", unit=dunia.bidang, akun=False) for n in range(3)]
        change_kedudukan(
            pelaku=dunia.eka,
            pegawai=baru[2],
            kedudukan=KedudukanHukum.PENSIUN,
            berlaku=timezone.localdate(),
            alasan="SK",
        )

        response = masuk(dunia.eka).post(self.ALAMAT, {"pilih": [p.uuid for p in [*baru, dunia.sari]]})

        sandi = re.findall(r"\b(?:[a-z2-9]{4}-){3}[a-z2-9]{4}\b", response.content.decode())
        assert len(set(sandi)) == 2
        for orang, satu in zip(baru[:2], sandi, strict=True):
            orang.refresh_from_db()
            assert check_password(satu, orang.pengguna.password)
        halaman = teks(response)
        assert "Sari Puspita Sudah dapat masuk, jadi sandinya tidak diubah." in halaman
        assert "Baru 2 berstatus pensiun" in halaman
        assert "no-store" in response["Cache-Control"]

    def test_a_first_password_that_ran_out_is_replaced(self, dunia, masuk):
        client = masuk(dunia.eka)
        client.post(reverse("pegawai:akses_reset", args=[dunia.sari.uuid]))
        Pengguna.objects.filter(pk=dunia.sari.pengguna_id).update(sandi_awal_sampai=timezone.now())

        assert "Nama masuk" in teks(client.post(self.ALAMAT, {"pilih": [dunia.sari.uuid]}))

    def test_the_list_offers_it_where_it_helps(self, dunia, masuk):
        pegawai_baru(dunia.instansi, "Baru", unit=dunia.bidang, akun=False)
        client = masuk(dunia.eka)

        assert "Buat sandi awal" in teks(client.get("/pegawai/", {"keadaan": "belum_bisa_masuk"}))
        assert "Buat sandi awal" not in teks(client.get("/pegawai/"))

    def test_nothing_ticked(self, dunia, masuk):
        response = masuk(dunia.eka).post(self.ALAMAT, {"pilih": "x"}, follow=True)

        assert "Centang dahulu pegawai" in teks(response)

    def test_strangers_are_not_touched(self, dunia, masuk):
        asing = pegawai_baru(instansi_baru("Lain"), "Asing", akun=False)

        assert "Asing" not in teks(masuk(dunia.eka).post(self.ALAMAT, {"pilih": asing.uuid}))
        assert Pegawai.objects.get(pk=asing.pk).pengguna is None

    def test_others_are_told_why_not(self, dunia, masuk):
        assert masuk(dunia.budi).post(self.ALAMAT, {"pilih": dunia.sari.uuid}).status_code == 403

    def test_get_is_refused(self, dunia, masuk):
        assert masuk(dunia.eka).get(self.ALAMAT).status_code == 405
