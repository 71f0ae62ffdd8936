"""Who is penilai on which day, for any tree: never oneself, at most one a day, always the nearest head."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from pegawai.models import HubunganPenilai, Pegawai, Penempatan, UnitKerja
from pegawai.rules import (
    BATAS_WAKTU,
    URUTAN_KEPALA,
    JenisPegawai,
    JenisPenugasan,
    MasaKepala,
    SegmenPenilai,
    kepala_pada,
    segmen_penilai,
)
from pegawai.services import derive_penilai
from pegawai.services.penilai import _tanpa_hari
from tests.factories.pegawai import MULAI, instansi_baru, jabatan_baru, unit_baru

AWAL = date(2024, 1, 1)
hari = st.integers(0, 400).map(lambda n: AWAL + timedelta(days=n))
orang = st.integers(1, 8)


@st.composite
def masa(draw: st.DrawFn) -> tuple[date, date | None]:
    mulai = draw(hari)
    lama = draw(st.none() | st.integers(0, 300))
    return mulai, None if lama is None else mulai + timedelta(days=lama)


@st.composite
def masa_kepala(draw: st.DrawFn) -> MasaKepala:
    mulai, selesai = draw(masa())
    jenis = draw(st.sampled_from([j for j in JenisPenugasan if j != JenisPenugasan.TUGAS_TAMBAHAN]))
    return MasaKepala(draw(orang), jenis, mulai, selesai)


@st.composite
def organisasi(draw: st.DrawFn) -> tuple[list[int], dict[int, list[MasaKepala]]]:
    """A chain of units upward from the person, and who heads each when; some have nobody."""
    rantai = list(range(draw(st.integers(0, 5))))
    return rantai, {u: draw(st.lists(masa_kepala(), max_size=4)) for u in rantai}


def nearest_head(
    rantai: list[int], kepala: dict[int, list[MasaKepala]], pada: date, bukan: int
) -> int | None:
    """The rule in its plainest form: unit by unit upward, the first that is headed by somebody else that day."""
    for unit in rantai:
        calon = [
            m
            for m in kepala.get(unit, [])
            if m.mulai <= pada and (m.selesai is None or pada <= m.selesai) and m.pegawai_id != bukan
        ]
        if calon:
            terakhir = max(m.mulai for m in calon)
            serentak = [m for m in calon if m.mulai == terakhir]
            return min(serentak, key=lambda m: URUTAN_KEPALA[JenisPenugasan(m.jenis)]).pegawai_id
    return None


@given(organisasi(), masa(), orang, st.lists(hari, min_size=1, max_size=20))
def test_every_day_has_the_nearest_head_and_nobody_else(org, span, siapa, hari_uji):
    rantai, kepala = org
    mulai, selesai = span

    segmen = segmen_penilai(pegawai_id=siapa, mulai=mulai, selesai=selesai, rantai_unit=rantai, kepala=kepala)

    for s in segmen:
        assert s.penilai_id != siapa
        assert s.mulai <= (s.selesai or BATAS_WAKTU)
        assert mulai <= s.mulai
        assert (s.selesai or BATAS_WAKTU) <= (selesai or BATAS_WAKTU)
    for a, b in pairwise(segmen):
        assert a.selesai is not None
        assert a.selesai < b.mulai
        assert a.penilai_id != b.penilai_id or a.selesai + timedelta(days=1) < b.mulai
    tepi = [s.mulai for s in segmen] + [s.selesai for s in segmen if s.selesai]
    for h in [*hari_uji, *tepi, *(t + timedelta(days=1) for t in tepi)]:
        yang_menilai = [s.penilai_id for s in segmen if s.mulai <= h <= (s.selesai or BATAS_WAKTU)]
        di_dalam = mulai <= h <= (selesai or BATAS_WAKTU)
        harap = nearest_head(rantai, kepala, h, siapa) if di_dalam else None
        assert yang_menilai == ([harap] if harap else [])


@given(st.lists(masa_kepala(), max_size=5), hari, orang)
def test_nobody_heads_himself(semua, pada, siapa):
    assert kepala_pada(semua, pada, bukan=siapa) != siapa


@given(masa(), st.lists(masa(), max_size=3), st.lists(hari, min_size=1, max_size=20))
def test_settled_days_are_cut_out_exactly(span, tetap, hari_uji):
    segmen = [SegmenPenilai(1, *span)]
    tutup = [(a, b or BATAS_WAKTU) for a, b in tetap]

    sisa = _tanpa_hari(segmen, tutup)

    for h in [*hari_uji, span[0], *(a for a, _ in tutup)]:
        di_dalam = span[0] <= h <= (span[1] or BATAS_WAKTU)
        ditetapkan = any(a <= h <= b for a, b in tutup)
        assert sum(s.mulai <= h <= (s.selesai or BATAS_WAKTU) for s in sisa) == (di_dalam and not ditetapkan)


def bangun(jumlah: int):
    """An agency of this many people in a tree of units, ten to a unit, every third unit with a head."""
    instansi = instansi_baru()
    akar = unit_baru(instansi, "Akar")
    jabatan = jabatan_baru(instansi, "Pengadministrasi")
    units = [akar]
    for n in range(max(jumlah // 10 - 1, 1)):
        induk = units[n // 4]
        unit = UnitKerja.objects.create(instansi=instansi, nama=f"Unit {n}", induk=induk)
        unit.jalur = f"{induk.jalur}{unit.pk}/"
        units.append(unit)
    UnitKerja.objects.bulk_update(units, ["jalur"])
    semua = Pegawai.objects.bulk_create(
        Pegawai(instansi=instansi, nama=f"P{n}", jenis=JenisPegawai.PNS, nip=f"19700101{n:010d}")
        for n in range(jumlah)
    )
    Penempatan.objects.bulk_create(
        Penempatan(
            instansi=instansi,
            pegawai=p,
            jabatan=jabatan,
            unit=units[n // 10],
            mulai=MULAI,
            is_kepala=n % 10 == 0 and (n // 10) % 3 == 0,
        )
        for n, p in enumerate(semua)
    )
    return instansi


@pytest.mark.django_db
def test_two_thousand_people_cost_as_many_queries_as_twenty():
    kecil, besar = bangun(20), bangun(2000)

    with CaptureQueriesContext(connection) as sedikit:
        assert derive_penilai(kecil) == 19
    with CaptureQueriesContext(connection) as banyak:
        assert derive_penilai(besar) == 1999

    assert len(sedikit) == len(banyak) <= 10
    with CaptureQueriesContext(connection) as lagi:
        assert derive_penilai(besar) == 0
    assert len(lagi) <= 8


@pytest.mark.django_db
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_the_table_holds_what_the_rule_says_for_random_trees(data):
    """The service writes what the rule derives, for trees and spans of every shape, and twice changes nothing."""
    instansi = instansi_baru()
    units: list[UnitKerja] = []
    for n in range(data.draw(st.integers(1, 6), label="units")):
        induk = data.draw(st.sampled_from([None, *units]), label="induk") if units else None
        units.append(unit_baru(instansi, f"U{n}", induk))
    jabatan = jabatan_baru(instansi, "X")
    terpakai: dict[int, list[tuple[date, date]]] = {}
    for n in range(data.draw(st.integers(1, 8), label="orang")):
        p = Pegawai.objects.create(instansi=instansi, nama=f"P{n}", jenis="pejabat_negara")
        mulai, selesai = data.draw(masa(), label="masa")
        unit = data.draw(st.sampled_from(units), label="unit")
        span = (mulai, selesai or BATAS_WAKTU)
        bebas = all(span[1] < a or span[0] > b for a, b in terpakai.get(unit.pk, []))
        kepala = bebas and data.draw(st.booleans(), label="kepala")
        if kepala:
            terpakai.setdefault(unit.pk, []).append(span)
        Penempatan.objects.create(
            instansi=instansi,
            pegawai=p,
            jabatan=jabatan,
            unit=unit,
            mulai=mulai,
            selesai=selesai,
            is_kepala=kepala,
        )

    derive_penilai(instansi)

    assert derive_penilai(instansi) == 0
    peta = {u.pk: UnitKerja.objects.get(pk=u.pk).leluhur_id for u in units}
    kepala_unit: dict[int, list[MasaKepala]] = {}
    for p in Penempatan.objects.filter(instansi=instansi, is_kepala=True):
        kepala_unit.setdefault(p.unit_id, []).append(MasaKepala(p.pegawai_id, p.jenis, p.mulai, p.selesai))
    for p in Penempatan.objects.filter(instansi=instansi):
        rantai = peta[p.unit_id][1:] if p.is_kepala else peta[p.unit_id]
        for h in {p.mulai, p.selesai or p.mulai + timedelta(days=90), p.mulai + timedelta(days=30)}:
            if p.selesai and h > p.selesai:
                continue
            harap = nearest_head(rantai, kepala_unit, h, p.pegawai_id)
            ada = list(
                HubunganPenilai.objects.filter(penempatan=p).pada(h).values_list("penilai_id", flat=True)
            )
            assert ada == ([harap] if harap else [])
