"""A year with a gap: two SKP of one placement, each judged on its own (domain reference 2.8)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluasi.models import Evaluasi
from evaluasi.rules import StatusEvaluasi
from evaluasi.selectors import (
    bahan_evaluasi,
    evaluasi_of,
    evaluasi_sendiri,
    tim_penilai,
    urutan_tim,
)
from evaluasi.selectors.koreksi import versi_of
from evaluasi.selectors.pola import sebaran_penilai
from evaluasi.services import open_evaluasi, open_periode, step_pekerjaan
from skp.models import Skp
from skp.rules import StatusSkp
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at

S = StatusEvaluasi

pytestmark = pytest.mark.django_db


@pytest.fixture
def dua(skp):
    """Sari was away from 11 to 31 August: her SKP ended before it, another one began after it."""
    kedua = Skp.objects.get(pk=skp.pk)
    Skp.objects.filter(pk=skp.pk).update(selesai=date(2026, 8, 10))
    kedua.pk, kedua.uuid, kedua.mulai = None, uuid4(), date(2026, 9, 1)
    kedua.save(force_insert=True)
    return Skp.objects.get(pk=skp.pk), kedua


def test_each_has_its_own_evaluation_wherever_it_is_looked_for(dunia, dua, tw3):
    capaian_tetap(dunia.dinas, tw3, dunia.bupati)
    lama, baru = dua
    satu = evaluasi_at(S.FINAL, skp=lama, periode=tw3)

    lain = open_evaluasi(pelaku=dunia.budi, skp=baru, periode=tw3)

    assert lain.pk != satu.pk
    assert [evaluasi_of(s, tw3) for s in dua] == [satu, lain]
    tim = tim_penilai(dunia.budi, tw3, HARI).baris
    assert [(b.skp, b.evaluasi) for b in tim if b.skp] == [(lama, satu), (baru, lain)]
    assert [urutan_tim(dunia.budi, e, HARI).nomor for e in (satu, lain)] == [1, 2]
    assert {b.evaluasi for b in evaluasi_sendiri(dunia.sari, HARI) if b.periode == tw3} == {satu, lain}
    assert [b.evaluasi for b in versi_of(dunia.budi, lain)] == [lain]
    pola = sebaran_penilai(dunia.budi, tw3, HARI)[0]
    assert [(a.skp_uuid, a.predikat) for a in pola.anggota] == [
        (str(lama.uuid), satu.predikat),
        (str(baru.uuid), None),
    ]


def test_the_earlier_span_stands_beside_the_later_one(dunia, dua, tw3, masuk):
    capaian_tetap(dunia.dinas, tw3, dunia.bupati)
    lama, baru = dua
    evaluasi_at(S.FINAL, skp=lama, periode=tw3)
    lain = open_evaluasi(pelaku=dunia.budi, skp=baru, periode=tw3)

    rentang = bahan_evaluasi(baru, tw3).pelengkap.rentang

    assert [(r.mulai, r.is_ini, [n.predikat.value for n in r.nilai]) for r in rentang] == [
        (lama.mulai, False, ["baik"]),
        (baru.mulai, True, []),
    ]
    halaman = masuk(dunia.budi).get(reverse("evaluasi:nilai", args=[lain.uuid])).content.decode()
    assert "Tidak ada yang dirata-ratakan" in halaman
    assert "2 dari 2" in halaman


def test_a_period_opens_for_both_and_once(dunia, dua, tw3):
    pekerjaan = open_periode(pelaku=dunia.eka, periode=tw3, alasan="Jadwal")
    while step_pekerjaan(pekerjaan.pk):
        pass

    assert set(Evaluasi.objects.values_list("skp", flat=True)) == {s.pk for s in dua}


def test_what_was_begun_under_a_cancelled_skp_goes_on(dunia, dua, tw3):
    lama, baru = dua
    satu = evaluasi_at(S.PENGISIAN, skp=lama, periode=tw3)
    Skp.objects.filter(pk=lama.pk).update(status=StatusSkp.DIBATALKAN)

    assert open_evaluasi(pelaku=dunia.budi, skp=baru, periode=tw3).pk == satu.pk
    assert [b.evaluasi for b in tim_penilai(dunia.budi, tw3, HARI).baris if b.skp] == [satu]
