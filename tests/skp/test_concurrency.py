"""Two people, two tabs, two real connections: exactly one wins, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from pegawai.errors import AturanDilanggar, SudahBerubah
from skp import services
from skp.errors import RentangBertabrakan
from skp.models import Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import Dunia, dunia_baru
from tests.factories.skp import periode_tahun, skp_at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dunia(transactional_db: None) -> Dunia:
    return dunia_baru()


def bersamaan(*tindakan: Callable[[], object]) -> list[BaseException | None]:
    """Run the acts at the same moment, each on its own connection; hand back what each raised."""
    palang = Barrier(len(tindakan))
    hasil: list[BaseException | None] = [None] * len(tindakan)

    def jalan(nomor: int) -> None:
        try:
            palang.wait(timeout=20)
            tindakan[nomor]()
        except BaseException as galat:
            hasil[nomor] = galat
        finally:
            connections.close_all()

    utas = [Thread(target=jalan, args=(n,)) for n in range(len(tindakan))]
    for u in utas:
        u.start()
    for u in utas:
        u.join(timeout=30)
    assert not any(u.is_alive() for u in utas)
    return hasil


@pytest.mark.parametrize("kali", range(3))
def test_two_tabs_approving_exactly_one_wins(dunia, kali):
    skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

    hasil = bersamaan(*[lambda: services.approve_skp(pelaku=dunia.budi, skp=skp)] * 2)

    (kalah,) = [g for g in hasil if g is not None]
    assert isinstance(kalah, SudahBerubah)
    assert "Budi Santoso menyetujui SKP ini pada" in kalah.pesan
    skp.refresh_from_db()
    assert skp.status == StatusSkp.BERJALAN
    assert skp.riwayat.filter(ke=StatusSkp.DISETUJUI).count() == 1


def test_approving_while_the_owner_withdraws(dunia):
    skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

    hasil = bersamaan(
        lambda: services.approve_skp(pelaku=dunia.budi, skp=skp),
        lambda: services.withdraw_skp(pelaku=dunia.sari, skp=skp),
    )

    assert sum(g is None for g in hasil) == 1
    assert all(g is None or isinstance(g, SudahBerubah) for g in hasil)
    skp.refresh_from_db()
    assert skp.status == (StatusSkp.BERJALAN if hasil[0] is None else StatusSkp.DRAF)


def test_two_tabs_saving_one_rhk_neither_overwrites_silently(dunia):
    skp = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
    rhk = skp.rhk.first()
    versi = rhk.versi

    def simpan(teks: str) -> Callable[[], object]:
        return lambda: services.save_rhk(
            pelaku=dunia.sari, skp=skp, rhk=rhk, teks=teks, rhk_pimpinan_teks="x", versi=versi
        )

    hasil = bersamaan(simpan("Tab satu"), simpan("Tab dua"))

    assert [type(g) for g in hasil if g] == [SudahBerubah]
    rhk.refresh_from_db()
    assert rhk.teks == ("Tab satu" if hasil[0] is None else "Tab dua")


def test_two_tabs_beginning_one_skp(dunia):
    periode = periode_tahun(dunia.instansi)
    tempat = dunia.penempatan(dunia.sari)

    hasil = bersamaan(
        *[lambda: services.draft_skp(pelaku=dunia.sari, penempatan=tempat, periode=periode)] * 2
    )

    assert [type(g) for g in hasil if g] == [RentangBertabrakan]
    assert Skp.objects.count() == 1


def test_leader_and_member_saving_at_once_do_not_wait_for_each_other(dunia):
    pimpinan = skp_at(StatusSkp.DRAF, pegawai=dunia.budi)
    milik = pimpinan.rhk.first()
    skp = skp_at(StatusSkp.DRAF, pegawai=dunia.sari, rhk_pimpinan=milik)
    rhk = skp.rhk.first()

    hasil = bersamaan(
        lambda: services.save_rhk(
            pelaku=dunia.budi, skp=pimpinan, rhk=milik, teks="Kata baru", rhk_pimpinan_teks="x"
        ),
        lambda: services.save_rhk(pelaku=dunia.sari, skp=skp, rhk=rhk, teks="RHK saya", rhk_pimpinan=milik),
    )

    assert not [g for g in hasil if not isinstance(g, AturanDilanggar | None)]
    assert hasil == [None, None]
