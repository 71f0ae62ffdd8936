"""A prepared query gives what the query itself gives, whatever the values; what it cannot do, it says."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pegawai.models import HubunganPenilai, Kabar, Pegawai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.prepared import TakDapatDisiapkan, prepared
from pegawai.rules import JenisPenugasan
from tests.factories.pegawai import Dunia

pytestmark = pytest.mark.django_db
HARI = date(2026, 7, 1)


def _tempat(pegawai: Pegawai, jenis: JenisPenugasan | None, pada: date) -> QuerySet[Penempatan]:
    dinilai = HubunganPenilai.objects.filter(berlaku_pada(pada), penempatan=OuterRef("pk"))
    baris = Penempatan.objects.filter(pegawai=pegawai).pada(pada)
    if jenis:
        baris = baris.filter(jenis=jenis)
    return baris.select_related("unit", "jabatan").annotate(dinilai=Exists(dinilai)).order_by("pk")


siap_tempat = prepared(_tempat)


@pytest.mark.parametrize("jenis", [None, JenisPenugasan.DEFINITIF, JenisPenugasan.PLT])
def test_same_rows_for_every_person_and_day(dunia: Dunia, jenis: JenisPenugasan | None) -> None:
    orang = list(Pegawai.objects.order_by("pk"))
    ada = 0
    for satu in orang:
        for pada in (HARI, date(1990, 1, 1)):
            biasa = list(_tempat(satu, jenis, pada))
            hasil = siap_tempat(satu, jenis, pada)

            assert hasil == biasa
            assert [(p.dinilai, p.unit.nama, p.jabatan.nama) for p in hasil] == [
                (p.dinilai, p.unit.nama, p.jabatan.nama) for p in biasa
            ]
            ada += len(hasil)
    assert ada or jenis == JenisPenugasan.PLT


def test_a_row_brings_its_relations_along(dunia: Dunia) -> None:
    with CaptureQueriesContext(connection) as seen:
        [tempat] = siap_tempat(dunia.sari, JenisPenugasan.DEFINITIF, HARI)
        assert tempat.unit.nama

    assert len(seen) == 1
    assert str(dunia.sari.pk) in seen[0]["sql"]


def test_values_rows_and_unions(dunia: Dunia) -> None:
    @prepared
    def nama(awal: str, sampai: int) -> QuerySet[Pegawai, dict[str, Any]]:
        satu = Pegawai.objects.filter(nama=awal).values(nm=F("nama"), apa=Value("satu"))
        return satu.union(Pegawai.objects.filter(pk=sampai).values(nm=F("nama"), apa=Value("dua")), all=True)

    @prepared
    def kunci(awal: str) -> QuerySet[Pegawai, int]:
        return Pegawai.objects.filter(nama=awal).values_list("pk", flat=True)

    for satu, dua in ((dunia.sari, dunia.budi), (dunia.budi, dunia.eka)):
        hasil = nama(satu.nama, dua.pk)
        assert sorted(map(tuple, (h.values() for h in hasil))) == sorted(
            [(satu.nama, "satu"), (dua.nama, "dua")]
        )
        assert kunci(satu.nama) == [satu.pk]


def test_each_time_zone_has_its_own_sql(dunia: Dunia) -> None:
    @prepared
    def hari(penerima: Pegawai) -> QuerySet[Kabar, date]:
        return (
            Kabar.objects.filter(penerima=penerima)
            .annotate(hari=TruncDate("dibuat_pada"))
            .values_list("hari", flat=True)
        )

    kabar = Kabar.objects.create(
        instansi=dunia.sari.instansi, penerima=dunia.sari, jenis="skp", teks="x", tautan="/"
    )
    # 23.30 in Jakarta is the next day in Jayapura
    Kabar.objects.filter(pk=kabar.pk).update(dibuat_pada="2026-07-01T16:30:00Z")
    for zona, lanjut in (("Asia/Jakarta", 0), ("Asia/Jayapura", 1), ("Asia/Jakarta", 0)):
        with timezone.override(zona):
            assert hari(dunia.sari) == [HARI + timedelta(days=lanjut)]


def test_it_asks_through_the_connection_of_its_thread(dunia: Dunia) -> None:
    siap_tempat(dunia.sari, None, HARI)
    lain: list[Any] = []

    def tanya() -> None:
        try:
            lain.append(siap_tempat(dunia.sari, None, HARI))
        finally:
            connection.close()

    utas = Thread(target=tanya)
    utas.start()
    utas.join()

    assert lain == [[]]  # the transaction of this test is not seen there


def test_nothing_matches_an_empty_choice(dunia: Dunia) -> None:
    @prepared
    def di(pegawai: Pegawai, jenis: tuple[str, ...]) -> QuerySet[Penempatan]:
        return Penempatan.objects.filter(pegawai=pegawai, jenis__in=jenis)

    assert di(dunia.sari, ()) == []
    assert len(di(dunia.sari, ("D",))) == 1


def test_days_may_be_added_to_a_date(dunia: Dunia) -> None:
    @prepared
    def sekitar(pegawai: Pegawai, sampai: date, dari: date) -> QuerySet[Penempatan]:
        return Penempatan.objects.filter(
            pegawai=pegawai, mulai__lte=sampai + timedelta(days=3), mulai__gt=dari - timedelta(days=400)
        )

    [tempat] = Penempatan.objects.filter(pegawai=dunia.sari)
    for geser, ada in ((-4, 0), (-3, 1), (0, 1), (399, 1)):
        assert len(sekitar(dunia.sari, tempat.mulai + timedelta(days=geser), tempat.mulai)) == ada
    assert not sekitar(dunia.sari, tempat.mulai, tempat.mulai + timedelta(days=400))


@pytest.mark.parametrize("hari_ke", range(12))
@pytest.mark.parametrize(
    "hitung",
    [
        lambda h: h.replace(day=1),
        lambda h: h - timedelta(days=h.weekday()),
        lambda h: h.replace(month=1, day=1),
        lambda h: date(h.year, 12, 31),
    ],
)
def test_other_days_are_refused(dunia: Dunia, hitung: Any, hari_ke: int) -> None:
    def awal(*hari: date) -> QuerySet[Penempatan]:
        return Penempatan.objects.filter(mulai__gte=hitung(hari[-1]))

    with pytest.raises(TakDapatDisiapkan):
        prepared(awal)(*[HARI] * (hari_ke + 1))


def _dihitung(angka: int) -> QuerySet[Penempatan]:
    return Penempatan.objects.filter(pk__gte=angka - 7)


def _kini(pegawai: Pegawai) -> QuerySet[Kabar]:
    return Kabar.objects.filter(penerima=pegawai, dibuat_pada__lte=timezone.now())


def _bertanya(pegawai: Pegawai) -> QuerySet[Penempatan]:
    return Penempatan.objects.filter(instansi=pegawai.instansi)


def _membaca_isi(pegawai: Pegawai) -> QuerySet[Pegawai]:
    return Pegawai.objects.filter(jenis=pegawai.jenis)


def _dipotong(banyak: int) -> QuerySet[Pegawai]:
    return Pegawai.objects.all()[:banyak]


def _menjemput(pegawai: Pegawai) -> QuerySet[Pegawai]:
    return Pegawai.objects.filter(pk=pegawai.pk).prefetch_related("penempatan")


def _dari_relasi(pegawai: Pegawai) -> QuerySet[Penempatan]:
    return pegawai.penempatan.all()


@pytest.mark.parametrize(
    ("susun", "isi"),
    [
        (_dihitung, 9),
        (_kini, None),
        (_bertanya, None),
        (_membaca_isi, None),
        (_dipotong, 3),
        (_menjemput, None),
        (_dari_relasi, None),
    ],
)
def test_what_depends_on_a_value_in_another_way_is_refused(dunia: Dunia, susun: Any, isi: Any) -> None:
    with pytest.raises(TakDapatDisiapkan):
        prepared(susun)(isi or dunia.sari)


def test_a_value_that_no_column_can_be_compared_with_is_refused(dunia: Dunia) -> None:
    with pytest.raises(TakDapatDisiapkan):
        prepared(_dihitung)([9])


def test_an_empty_key_is_not_compared(dunia: Dunia) -> None:
    @prepared
    def seakun(pegawai: Pegawai) -> QuerySet[Pegawai]:
        return Pegawai.objects.filter(Q(pengguna=pegawai.pengguna_id))

    assert seakun(dunia.sari) == [dunia.sari]
    tanpa = Pegawai(pk=0, nama="Tanpa akun")
    with pytest.raises(TakDapatDisiapkan):
        seakun(tanpa)
