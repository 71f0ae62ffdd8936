"""Placements: a file brings a person to his post, without overlap, and a second time without effect."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pegawai.errors import PenempatanBertabrakan
from pegawai.impor.catatan import Sebab
from pegawai.impor.kursi import Kursi, Rencana, rencanakan, rencanakan_berhenti

HARI_INI = date(2026, 6, 15)


def kursi(
    mulai: date, selesai: date | None = None, *, id: int = 1, unit: str = "A", jabatan: str = "x"
) -> Kursi:
    return Kursi(id, unit, jabatan, mulai, selesai)


def terapkan(daftar: list[Kursi], rencana: Rencana, unit: str, jabatan: str) -> list[Kursi]:
    """Do to a list what the service does to the table."""
    hasil = []
    tutup = dict(rencana.tutup)
    for k in daftar:
        if k.id in tutup:
            k = replace(k, selesai=tutup[k.id])
        if k.id == rencana.ganti:
            k = replace(k, unit=unit, jabatan=jabatan, mulai=rencana.mulai)
        hasil.append(k)
    if rencana.buka:
        hasil.append(Kursi(max((k.id for k in daftar), default=0) + 1, unit, jabatan, rencana.buka, None))
    return hasil


def ke(daftar, unit="A", jabatan="x", tmt=date(2024, 1, 1)) -> Rencana:
    return rencanakan(daftar, unit=unit, jabatan=jabatan, tmt=tmt, hari_ini=HARI_INI)


class TestRencanakan:
    def test_first_placement_opens_on_tmt(self):
        assert ke([]).buka == date(2024, 1, 1)

    def test_same_post_same_day_is_nothing(self):
        assert ke([kursi(date(2024, 1, 1))]).is_kosong

    def test_another_unit_closes_the_day_before_and_opens_on_tmt(self):
        r = ke([kursi(date(2024, 1, 1))], unit="B", tmt=date(2026, 3, 1))

        assert (r.tutup, r.buka, r.sebab) == (((1, date(2026, 2, 28)),), date(2026, 3, 1), None)

    def test_another_post_in_the_same_unit_too(self):
        assert ke([kursi(date(2024, 1, 1))], jabatan="y", tmt=date(2026, 3, 1)).buka == date(2026, 3, 1)

    def test_move_without_new_tmt_opens_today_and_says_so(self):
        r = ke([kursi(date(2024, 1, 1))], unit="B")

        assert (r.tutup, r.buka, r.sebab) == (((1, date(2026, 6, 14)),), HARI_INI, Sebab.TMT_MUNDUR)

    def test_what_was_entered_today_is_set_right_in_place(self):
        r = ke([kursi(HARI_INI)], unit="B", tmt=date(2025, 1, 1))

        assert (r.tutup, r.buka, r.ganti, r.mulai) == ((), None, 1, date(2025, 1, 1))

    def test_earlier_tmt_moves_the_beginning(self):
        r = ke([kursi(date(2024, 5, 1))])

        assert (r.ganti, r.mulai) == (1, date(2024, 1, 1))

    def test_earlier_tmt_stops_at_the_placement_before(self):
        lama = kursi(date(2020, 1, 1), date(2024, 4, 30), id=1, unit="B")

        assert ke([lama, kursi(date(2024, 5, 1), id=2)]).is_kosong

    def test_later_tmt_of_the_same_post_is_a_new_appointment(self):
        r = ke([kursi(date(2024, 1, 1))], tmt=date(2026, 3, 1))

        assert (r.tutup, r.buka) == (((1, date(2026, 2, 28)),), date(2026, 3, 1))

    def test_who_returns_begins_after_the_end(self):
        assert ke([kursi(date(2020, 1, 1), date(2026, 1, 31))], tmt=date(2026, 2, 1)).buka == date(2026, 2, 1)
        assert ke([kursi(date(2020, 1, 1), date(2026, 1, 31))]).buka == HARI_INI

    def test_planned_move_that_the_file_does_not_know_stays(self):
        kini = kursi(date(2024, 1, 1), date(2026, 6, 30))
        nanti = kursi(date(2026, 7, 1), id=2, unit="B")

        assert ke([kini, nanti]).is_kosong
        assert ke([kini, nanti], unit="B", tmt=date(2026, 7, 1)).is_kosong
        with pytest.raises(PenempatanBertabrakan, match="01-07-2026"):
            ke([kini, nanti], unit="C", tmt=date(2026, 6, 1))

    def test_leaving_closes_yesterday_and_once(self):
        r = rencanakan_berhenti([kursi(date(2024, 1, 1))], hari_ini=HARI_INI)

        assert r.tutup == ((1, date(2026, 6, 14)),)
        assert rencanakan_berhenti([kursi(date(2024, 1, 1), date(2026, 6, 14))], hari_ini=HARI_INI).is_kosong

    def test_leaving_on_the_first_day_closes_that_day(self):
        assert rencanakan_berhenti([kursi(HARI_INI)], hari_ini=HARI_INI).tutup == ((1, HARI_INI),)
        assert rencanakan_berhenti([kursi(HARI_INI, HARI_INI)], hari_ini=HARI_INI).is_kosong


HARI = st.integers(-900, 60).map(lambda n: HARI_INI + timedelta(days=n))


@st.composite
def riwayat(draw: st.DrawFn) -> list[Kursi]:
    """Placements one after the other, with gaps, the last one perhaps open."""
    batas = sorted(draw(st.sets(HARI, max_size=6)))
    daftar = [
        Kursi(i, draw(st.sampled_from("AB")), draw(st.sampled_from("xy")), awal, akhir)
        for i, (awal, akhir) in enumerate(zip(batas[::2], batas[1::2], strict=False), start=1)
    ]
    if daftar and draw(st.booleans()):
        daftar[-1] = replace(daftar[-1], selesai=None)
    return daftar


def is_tanpa_tumpang_tindih(daftar: list[Kursi]) -> bool:
    urut = sorted(daftar, key=lambda k: k.mulai)
    return all(k.selesai is None or k.selesai >= k.mulai for k in urut) and all(
        a.selesai is not None and a.selesai < b.mulai for a, b in itertools.pairwise(urut)
    )


@given(riwayat(), st.sampled_from("AB"), st.sampled_from("xy"), HARI)
def test_never_overlapping_and_never_twice(daftar, unit, jabatan, tmt):
    assert is_tanpa_tumpang_tindih(daftar)
    try:
        rencana = rencanakan(daftar, unit=unit, jabatan=jabatan, tmt=tmt, hari_ini=HARI_INI)
    except PenempatanBertabrakan:
        return

    sesudah = terapkan(daftar, rencana, unit, jabatan)

    assert is_tanpa_tumpang_tindih(sesudah)
    assert any((k.unit, k.jabatan) == (unit, jabatan) for k in sesudah)
    assert rencanakan(sesudah, unit=unit, jabatan=jabatan, tmt=tmt, hari_ini=HARI_INI).is_kosong


@given(riwayat())
def test_who_left_has_no_open_placement_and_leaves_only_once(daftar):
    sesudah = terapkan(daftar, rencanakan_berhenti(daftar, hari_ini=HARI_INI), "", "")

    assert all(k.selesai is not None for k in sesudah)
    assert is_tanpa_tumpang_tindih(sesudah)
    assert rencanakan_berhenti(sesudah, hari_ini=HARI_INI).is_kosong
