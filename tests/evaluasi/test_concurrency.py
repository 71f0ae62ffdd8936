"""Two at once, with real connections: one wins, the other is told; nothing is doubled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from evaluasi.errors import CapaianBelumDitetapkan, CapaianTerkunci, EvaluasiFinal
from evaluasi.models import CapaianOrganisasi, Evaluasi, Laporan, PekerjaanPeriode
from evaluasi.rules import StatusCapaian, StatusEvaluasi
from evaluasi.services import (
    finalise_evaluasi,
    fix_capaian,
    open_evaluasi,
    reopen_capaian,
    run_due,
    save_capaian,
    set_rating,
)
from pegawai.errors import SudahBerubah
from skp.models import Periode
from tests.factories.evaluasi import capaian_tetap, evaluasi_at

pytestmark = pytest.mark.django_db(transaction=True)


def bersamaan(*kerja: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own at the same moment; hand back what came out, or what was raised."""
    mulai = threading.Barrier(len(kerja))

    def satu(apa: Callable[[], Any]) -> Any:
        mulai.wait()
        try:
            return apa()
        except Exception as galat:
            return galat
        finally:
            connection.close()

    with ThreadPoolExecutor(len(kerja)) as kolam:
        return list(kolam.map(satu, kerja))


def test_two_tabs_make_it_final_once(dunia, skp, tw3):
    capaian_tetap(dunia.dinas, tw3, dunia.bupati)
    evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)

    hasil = bersamaan(*[lambda: finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)] * 2)

    menang = [h for h in hasil if isinstance(h, Evaluasi)]
    kalah = [h for h in hasil if isinstance(h, EvaluasiFinal)]
    assert (len(menang), len(kalah)) == (1, 1)
    assert "Budi Santoso sudah menjadikan evaluasi ini final pada 5 Oktober 2026" in kalah[0].pesan
    assert Laporan.objects.count() == 1
    assert evaluasi.riwayat.filter(ke=StatusEvaluasi.FINAL).count() == 1


def test_two_tabs_save_different_words_and_none_is_lost_unseen(dunia, skp, tw3):
    evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

    def simpan(teks: str) -> Evaluasi:
        return set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil=teks, nomor_sunting=0)

    hasil = bersamaan(lambda: simpan("Tab satu"), lambda: simpan("Tab dua"))

    assert sum(isinstance(h, SudahBerubah) for h in hasil) == 1
    evaluasi.refresh_from_db()
    assert evaluasi.alasan_hasil == next(h.alasan_hasil for h in hasil if isinstance(h, Evaluasi))


def test_penilai_and_pegawai_open_one_evaluation(dunia, skp, tw3):
    satu, dua = bersamaan(
        lambda: open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3),
        lambda: open_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3),
    )

    assert satu == dua
    assert Evaluasi.objects.count() == 1


def test_two_beats_open_a_period_once(dunia, skp, tw3):
    Periode.objects.filter(pk=tw3.pk).update(evaluasi_mulai=tw3.selesai)
    Periode.objects.exclude(pk=tw3.pk).update(evaluasi_mulai=None)

    hasil = bersamaan(*[lambda: run_due(instansi=dunia.instansi)] * 2)

    assert sorted(len(h) for h in hasil) == [0, 1]
    assert PekerjaanPeriode.objects.count() == 1


def test_two_leaders_draft_one_capaian(dunia, skp, tw3):
    def simpan(pelaku: Any, predikat: str) -> Any:
        return save_capaian(pelaku=pelaku, unit=dunia.dinas, periode=tw3, predikat=predikat, dasar="Dasar")

    bersamaan(lambda: simpan(dunia.bupati, "baik"), lambda: simpan(dunia.eka, "istimewa"))

    assert CapaianOrganisasi.objects.count() == 1


def test_two_leaders_fix_one_capaian_and_the_second_is_told(dunia, skp, tw3):
    capaian = save_capaian(pelaku=dunia.eka, unit=dunia.dinas, periode=tw3, predikat="baik", dasar="Dasar")

    hasil = bersamaan(
        lambda: fix_capaian(pelaku=dunia.bupati, capaian=capaian),
        lambda: fix_capaian(pelaku=dunia.eka, capaian=capaian),
    )

    capaian.refresh_from_db()
    (kalah,) = [h for h in hasil if isinstance(h, CapaianTerkunci)]
    assert f"{capaian.ditetapkan_oleh.nama_lengkap} sudah menetapkan capaian ini" in kalah.pesan


def test_a_capaian_that_is_being_reopened_supports_nothing(dunia, skp, tw3):
    """Final waits for the other's transaction and then sees that the ground is gone."""
    capaian = capaian_tetap(dunia.dinas, tw3, dunia.bupati)
    evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)
    terkunci = threading.Event()

    def buka() -> None:
        with transaction.atomic():
            reopen_capaian(pelaku=dunia.bupati, capaian=capaian, alasan="Angka keliru")
            terkunci.set()
            threading.Event().wait(0.4)

    def final() -> Evaluasi:
        terkunci.wait(5)
        return finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)

    _, hasil = bersamaan(buka, final)

    assert isinstance(hasil, CapaianBelumDitetapkan)
    capaian.refresh_from_db()
    evaluasi.refresh_from_db()
    assert (capaian.status, evaluasi.status) == (StatusCapaian.DRAF, StatusEvaluasi.DINILAI)
