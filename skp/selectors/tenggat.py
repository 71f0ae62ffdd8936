"""The deadlines of people: of one for his calendar, of a whole agency for the digest of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from pegawai.models import HubunganPenilai, Instansi, Pegawai, Penempatan
from skp.models import Periode, PerpanjanganJendela, Skp
from skp.rules import STATUS_TETAP, JenisJendela, JenisPeriode, StatusSkp, Tenggat
from skp.selectors.jendela import jendela_susun, keadaan_jendela, perpanjangan_berlaku

KE_DEPAN = 400
KE_BELAKANG = 31
"""Days around today that a calendar holds."""


@dataclass(frozen=True)
class BahanTenggat:
    """What the deadlines of an agency are computed from, read once for any number of people."""

    instansi: Instansi
    hari: date
    periode: Sequence[Periode]
    perpanjangan: Sequence[PerpanjanganJendela]


def bahan_tenggat(instansi: Instansi, hari: date, *, ke_depan: int = KE_DEPAN) -> BahanTenggat:
    """Two queries."""
    batas = (hari - timedelta(days=KE_BELAKANG), hari + timedelta(days=ke_depan))
    periode = list(
        Periode.objects.filter(instansi=instansi)
        .filter(Q(selesai__gte=batas[0]) | Q(penilaian_sampai__gte=batas[0]), mulai__lte=batas[1])
        .order_by("mulai", "-selesai")
    )
    return BahanTenggat(instansi, hari, periode, perpanjangan_berlaku(periode))


def tenggat_dari(
    bahan: BahanTenggat, tempat: Penempatan | None, *, tahun_tetap: Iterable[int], menilai: bool
) -> list[Tenggat]:
    """The deadlines of whoever sits there, has a fixed SKP of these years, and rates others or not."""
    hasil: list[Tenggat] = []
    tetap = set(tahun_tetap)
    if tempat is None:
        return hasil

    def tambah(jenis: JenisJendela, periode: Periode, nama: str, tanggal: date | None) -> None:
        if tanggal is not None:
            hasil.append(Tenggat(jenis, nama, tanggal, f"{jenis.value}-{periode.uuid}"))

    for p in bahan.periode:
        if p.jenis == JenisPeriode.TAHUNAN and p.tahun not in tetap:
            k = jendela_susun(
                tempat, p, instansi=bahan.instansi, pada=bahan.hari, perpanjangan=bahan.perpanjangan
            )
            tambah(JenisJendela.SKP, p, str(p.tahun), k.batas)
        for jenis, perlu in ((JenisJendela.PENGISIAN, p.tahun in tetap), (JenisJendela.PENILAIAN, menilai)):
            if perlu:
                k = keadaan_jendela(p, jenis, tempat.unit.jalur, bahan.hari, perpanjangan=bahan.perpanjangan)
                tambah(jenis, p, str(p), k.batas)
    return sorted(hasil, key=lambda t: (t.tanggal, t.judul))


def tenggat_of(pegawai: Pegawai, hari: date) -> list[Tenggat]:
    """One person's deadlines around today, the soonest first. Five queries."""
    bahan = bahan_tenggat(pegawai.instansi, hari)
    semua = tenggat_banyak(bahan, [pegawai.pk])
    return semua.get(pegawai.pk, [])


def tenggat_banyak(bahan: BahanTenggat, pegawai: Sequence[int]) -> dict[int, list[Tenggat]]:
    """The deadlines of many people. Three queries for any number."""
    hari = bahan.hari
    tempat = {
        p.pegawai_id: p
        for p in Penempatan.objects.definitif().pada(hari).filter(pegawai__in=pegawai).select_related("unit")
    }
    tetap: dict[int, set[int]] = defaultdict(set)
    jadi = [s.value for s in (*STATUS_TETAP, StatusSkp.SELESAI)]
    skp = Skp.objects.filter(pegawai__in=pegawai, status__in=jadi, revisi_dari__isnull=True)
    for siapa, tahun in skp.values_list("pegawai", "periode__tahun"):
        tetap[siapa].add(tahun)
    menilai = set(
        HubunganPenilai.objects.filter(penilai__in=pegawai).pada(hari).values_list("penilai", flat=True)
    )
    return {
        pk: tenggat_dari(bahan, tempat.get(pk), tahun_tetap=tetap[pk], menilai=pk in menilai)
        for pk in pegawai
    }
