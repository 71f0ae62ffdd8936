"""Who is a colleague of whom on a day."""

from datetime import date

import pytest

from pegawai.models import Pegawai, TimKerja
from pegawai.models.lingkup import rekan_of
from pegawai.rules import PeranTim
from pegawai.services import assign_tim, close_penempatan

HARI = date(2026, 3, 2)


@pytest.mark.django_db
class TestRekan:
    def test_same_unit_and_same_team_but_neither_penilai_nor_oneself(self, dunia):
        assert set(rekan_of(dunia.sari, HARI)) == {dunia.citra, dunia.tono}
        assert set(rekan_of(dunia.budi, HARI)) == set()
        assert set(rekan_of(dunia.eka, HARI)) == set()

    def test_it_is_mutual_for_everybody(self, dunia):
        semua = list(Pegawai.objects.filter(instansi=dunia.instansi))
        pasangan = {(a.pk, b.pk) for a in semua for b in rekan_of(a, HARI)}

        assert pasangan == {(b, a) for a, b in pasangan}

    def test_it_follows_the_day(self, dunia):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.citra),
            selesai=date(2026, 6, 30),
            alasan="Mutasi",
        )

        assert dunia.citra in rekan_of(dunia.sari, date(2026, 6, 30))
        assert dunia.citra not in rekan_of(dunia.sari, date(2026, 7, 1))

    def test_a_team_that_has_ended_binds_nobody(self, dunia):
        tim = TimKerja.objects.create(
            instansi=dunia.instansi,
            unit=dunia.dinas,
            nama="Panitia",
            mulai=date(2026, 1, 1),
            selesai=date(2026, 2, 1),
        )
        for p in (dunia.sari, dunia.dewi):
            assign_tim(pelaku=None, tim=tim, pegawai=p, peran=PeranTim.ANGGOTA, mulai=date(2026, 1, 1))

        assert dunia.dewi in rekan_of(dunia.sari, date(2026, 1, 15))
        assert dunia.dewi not in rekan_of(dunia.sari, HARI)
