"""Two tabs, a nervous thumb, a network that repeats itself: real connections at the same moment."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from kinerja import services
from kinerja.models import CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import SifatUmpanBalik
from pegawai.errors import SudahBerubah
from skp.models import Periode
from skp.rules import NilaiPerilaku, StatusSkp
from tests.factories.kinerja import catatan_baru
from tests.factories.pegawai import dunia_baru
from tests.factories.skp import skp_at

BANYAK = 8


def serentak(kerja: Callable[[int], Any], banyak: int = BANYAK) -> list[Any]:
    """Let many threads do it at once, each on a connection of its own; answers or exceptions, in order."""
    mulai, hasil = threading.Barrier(banyak), [None] * banyak

    def satu(n: int) -> None:
        try:
            mulai.wait(10)
            hasil[n] = kerja(n)
        except Exception as galat:
            hasil[n] = galat
        finally:
            connection.close()

    utas = [threading.Thread(target=satu, args=(n,)) for n in range(banyak)]
    for u in utas:
        u.start()
    for u in utas:
        u.join(60)
    return hasil


@pytest.fixture
def nyata(transactional_db):
    """Committed rows, on the real day: threads see each other's work."""
    dunia = dunia_baru()
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    return dunia, skp, skp.rhk.first()


class TestSerentak:
    def test_twenty_copies_of_one_entry_are_one(self, nyata):
        dunia, _, rhk = nyata
        kunci, hari = uuid.uuid4(), timezone.localdate()

        hasil = serentak(
            lambda n: services.log_catatan(
                pelaku=dunia.sari, rhk=rhk, tanggal=hari, uraian=f"Kiriman {n}", klien_id=kunci
            ),
            20,
        )

        assert {h.pk for h in hasil} == {CatatanHarian.objects.get().pk}

    def test_one_key_under_two_skp_is_one_entry(self, nyata):
        """Different locks: the unique key decides."""
        dunia, _, rhk = nyata
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        type(lain).objects.filter(pk=lain.pk).update(pegawai=dunia.sari, is_plt_plh=True)
        rhk_lain = lain.rhk.first()
        kunci, hari = uuid.uuid4(), timezone.localdate()

        hasil = serentak(
            lambda n: services.log_catatan(
                pelaku=dunia.sari, rhk=rhk if n % 2 else rhk_lain, tanggal=hari, uraian="Sama", klien_id=kunci
            )
        )

        assert {h.pk for h in hasil} == {CatatanHarian.objects.get().pk}

    def test_feedback_and_behaviour_are_sent_once(self, nyata):
        dunia, skp, _ = nyata
        kunci, hari = uuid.uuid4(), timezone.localdate()

        serentak(
            lambda n: services.give_umpan_balik(
                pelaku=dunia.budi, skp=skp, isi="Rapi", sifat=SifatUmpanBalik.PUJIAN, klien_id=kunci
            )
        )
        serentak(
            lambda n: services.log_perilaku(
                pelaku=dunia.budi,
                skp=skp,
                nilai=NilaiPerilaku.LOYAL,
                tanggal=hari,
                uraian="Menjaga rahasia",
                klien_id=kunci,
            )
        )

        assert (UmpanBalik.objects.count(), CatatanPerilaku.objects.count()) == (1, 1)

    def test_one_key_under_two_skp_is_one_feedback_and_one_behaviour(self, nyata):
        dunia, skp, _ = nyata
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        kunci, hari = uuid.uuid4(), timezone.localdate()

        for kerja in (
            lambda n: services.give_umpan_balik(
                pelaku=dunia.budi, skp=(skp, lain)[n % 2], isi="Rapi", sifat="pujian", klien_id=kunci
            ),
            lambda n: services.log_perilaku(
                pelaku=dunia.budi,
                skp=(skp, lain)[n % 2],
                nilai="loyal",
                tanggal=hari,
                uraian="Setia",
                klien_id=kunci,
            ),
        ):
            assert len({h.pk for h in serentak(kerja)}) == 1

    def test_of_two_tabs_exactly_one_wins(self, nyata):
        dunia, skp, rhk = nyata
        periode = Periode.objects.periodik().pada(timezone.localdate()).get(instansi=skp.instansi)
        indikator = rhk.indikator.first()

        hasil = serentak(
            lambda n: services.record_realisasi(
                pelaku=dunia.sari, indikator=indikator, periode=periode, angka=Decimal(n), nomor_sunting=0
            )
        )

        kalah = [h for h in hasil if isinstance(h, SudahBerubah)]
        assert len(kalah) == BANYAK - 1
        menang = next(h for h in hasil if not isinstance(h, Exception))
        assert Realisasi.objects.get().angka == menang.angka

    def test_of_two_changes_of_an_entry_exactly_one_wins(self, nyata):
        dunia, _, rhk = nyata
        c = catatan_baru(rhk, timezone.localdate())

        hasil = serentak(
            lambda n: services.edit_catatan(
                pelaku=dunia.sari, catatan=c, rhk=rhk, tanggal=c.tanggal, uraian=f"Tab {n}", nomor_sunting=0
            )
        )

        assert sum(isinstance(h, SudahBerubah) for h in hasil) == BANYAK - 1
        c.refresh_from_db()
        assert c.nomor_sunting == 1

    def test_day_repeated_by_two_tabs_is_repeated_once(self, nyata):
        dunia, _, rhk = nyata
        hari = timezone.localdate()
        lalu = max(hari - timedelta(days=1), hari.replace(month=1, day=1))
        catatan_baru(rhk, lalu, "Satu")
        catatan_baru(rhk, lalu, "Dua")
        kunci = uuid.uuid4()

        serentak(lambda n: services.repeat_hari(pelaku=dunia.sari, dari=lalu, ke=hari, klien_id=kunci))

        assert CatatanHarian.objects.count() == 4
