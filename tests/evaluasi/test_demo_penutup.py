"""What the demo shows beside results: each through the services, as far as the signer of the installation goes."""

from __future__ import annotations

from datetime import date

import pytest
from freezegun import freeze_time

from evaluasi.demo import penutup
from evaluasi.demo.cerita import Cerita
from evaluasi.models import Potensial, RekomendasiTim
from evaluasi.selectors import daftar_pelaksanaan

HARI = "2026-11-20 03:00:00"


@pytest.mark.django_db
@pytest.mark.slow
def test_word_of_the_ketua_tim_potential_and_closed_quarters():
    with freeze_time(HARI):
        c = Cerita(date(2026, 11, 20))
        c.susun_instansi()
        c.tempatkan_orang()
        c.bagikan_peran()
        c.buka_periode()
        c.rencanakan()

        penutup.rekomendasi_ketua_tim(c)
        penutup.potensial(c)
        penutup.periode(c)

        assert {r.pegawai for r in RekomendasiTim.objects.all()} == {c.orang["P"], c.orang["C"]}
        assert Potensial.objects.filter(tahun=2026).count() == sum(map(len, penutup.POTENSIAL.values()))
        keadaan = {b.periode.nomor: b.keadaan.label for b in daftar_pelaksanaan(c.instansi, c.hari_ini)}
        assert [keadaan[n] for n in (1, 2, 3, 4)] == ["Ditutup", "Ditutup", "Dibuka", "Belum dibuka"]
