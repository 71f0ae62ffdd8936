"""How the days of reply and objection are counted, to the last second, and what a decision may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from evaluasi.errors import BahanBelumLengkap, KeberatanTerlambat, TransisiTidakSah
from evaluasi.rules import (
    TRANSISI_KEBERATAN,
    AturanTenggat,
    AwalKeberatan,
    Ekspektasi,
    KeputusanKeberatan,
    Lama,
    Rating,
    SatuanHari,
    StatusKeberatan,
    batas_setelah,
    batas_tampil,
    check_boleh_diputus,
    check_masa_keberatan,
    check_putusan,
    check_transition_keberatan,
    hari_terakhir,
    sisa_hari,
)
from kinerja.rules import Kalender

KERJA, KALENDER = SatuanHari
WIB, WIT = "Asia/Jakarta", "Asia/Jayapura"
NATAL = Kalender(5, {date(2026, 12, 24): "Cuti bersama", date(2026, 12, 25): "Natal"})
SELASA = datetime(2026, 12, 22, 3, 0, tzinfo=UTC)
"""10.00 WIB."""


@pytest.mark.parametrize(
    ("lama", "geser", "terakhir"),
    [
        (Lama(1, KALENDER), False, date(2026, 12, 23)),
        (Lama(14, KALENDER), False, date(2027, 1, 5)),
        (Lama(3, KALENDER), False, date(2026, 12, 25)),
        # a holiday and a weekend behind it: the next working day
        (Lama(3, KALENDER), True, date(2026, 12, 28)),
        (Lama(1, KERJA), False, date(2026, 12, 23)),
        (Lama(2, KERJA), False, date(2026, 12, 28)),
        (Lama(3, KERJA), True, date(2026, 12, 29)),
    ],
)
def test_days_are_counted_as_the_setting_says(lama, geser, terakhir):
    batas = batas_setelah(SELASA, lama, zona=WIB, kalender=NATAL, geser_libur=geser)

    assert hari_terakhir(batas, WIB) == terakhir


def test_six_working_days_a_week_shorten_it():
    jumat = datetime(2026, 12, 11, 3, 0, tzinfo=UTC)

    lima = batas_setelah(jumat, Lama(1, KERJA), zona=WIB, kalender=Kalender(5))
    enam = batas_setelah(jumat, Lama(1, KERJA), zona=WIB, kalender=Kalender(6))

    assert (hari_terakhir(lima, WIB), hari_terakhir(enam, WIB)) == (date(2026, 12, 14), date(2026, 12, 12))


@pytest.mark.parametrize(
    ("zona", "detik_terakhir"),
    [
        (WIB, datetime(2027, 1, 5, 16, 59, 59, tzinfo=UTC)),
        # In Jayapura the day is over two hours earlier.
        (WIT, datetime(2027, 1, 5, 14, 59, 59, tzinfo=UTC)),
    ],
)
def test_the_last_second_counts_where_the_agency_is(zona, detik_terakhir):
    batas = batas_setelah(SELASA, Lama(14, KALENDER), zona=zona, kalender=Kalender())

    check_masa_keberatan(kini=detik_terakhir, batas=batas, zona=zona, aturan=AturanTenggat())
    with pytest.raises(KeberatanTerlambat, match=r"14 hari kalender sejak hasil diterima.*Pasal 59"):
        check_masa_keberatan(
            kini=detik_terakhir + timedelta(seconds=1), batas=batas, zona=zona, aturan=AturanTenggat()
        )


def test_a_deadline_says_its_zone():
    batas = batas_setelah(SELASA, Lama(14, KALENDER), zona=WIT, kalender=Kalender())

    assert batas_tampil(batas, WIT) == "5 Januari 2027 pukul 23.59 WIT"
    assert sisa_hari(SELASA, batas, WIT) == 14


class TestFromWhen:
    SAMPAI = SELASA
    TANGGAPAN = SELASA + timedelta(days=20)

    def batas(self, awal: AwalKeberatan, diterima: datetime | None) -> datetime:
        return AturanTenggat(awal=awal).batas_keberatan(
            disampaikan=self.SAMPAI,
            batas_tanggapan=self.TANGGAPAN,
            diterima=diterima,
            hitung=lambda dari, lama: dari + timedelta(days=lama.hari),
        )

    def test_from_receipt(self):
        terima = self.SAMPAI + timedelta(days=3)

        assert self.batas(AwalKeberatan.PENERIMAAN, terima) == terima + timedelta(days=14)

    def test_who_never_says_so_has_received_it_when_the_reply_is_due(self):
        diam = self.batas(AwalKeberatan.PENERIMAAN, None)

        assert diam == self.batas(AwalKeberatan.PENERIMAAN, self.TANGGAPAN + timedelta(days=9))
        assert self.TANGGAPAN + timedelta(days=13) < diam < self.TANGGAPAN + timedelta(days=14)

    def test_from_delivery(self):
        terima = self.SAMPAI + timedelta(days=3)

        assert self.batas(AwalKeberatan.PENYAMPAIAN, terima) == self.SAMPAI + timedelta(days=14)


def test_the_rule_comes_back_as_it_was_kept():
    aturan = AturanTenggat(putusan=Lama(5, KALENDER), awal=AwalKeberatan.PENYAMPAIAN, geser_libur=True)

    assert AturanTenggat.baca(aturan.simpan()) == aturan


@pytest.mark.parametrize(
    ("dari", "ke"), [(d, k) for d in StatusKeberatan for k in StatusKeberatan], ids=lambda s: s.value
)
def test_moves_of_an_objection(dari, ke):
    if ke in TRANSISI_KEBERATAN[dari]:
        check_transition_keberatan(dari, ke)
    else:
        with pytest.raises(TransisiTidakSah):
            check_transition_keberatan(dari, ke)


class TestDecision:
    SEMULA = Rating(Ekspektasi.DIBAWAH, Ekspektasi.SESUAI)
    NAIK = Rating(Ekspektasi.SESUAI, Ekspektasi.SESUAI)

    def test_upheld_keeps_the_ratings_whatever_else_was_ticked(self):
        assert check_putusan(KeputusanKeberatan.DITOLAK, self.SEMULA, self.NAIK) == self.SEMULA

    def test_granted_replaces_them(self):
        assert check_putusan(KeputusanKeberatan.DIKABULKAN, self.SEMULA, self.NAIK) == self.NAIK

    @pytest.mark.parametrize("baru", [None, SEMULA])
    def test_granted_without_a_change_is_refused(self, baru):
        with pytest.raises(BahanBelumLengkap) as galat:
            check_putusan(KeputusanKeberatan.DIKABULKAN, self.SEMULA, baru)

        assert galat.value.bidang == "rating_hasil"

    def test_the_penilai_is_heard_first_unless_he_is_late(self):
        isi = {"penilai": "Budi", "zona": WIB, "batas_penjelasan": SELASA}

        check_boleh_diputus(kini=SELASA - timedelta(days=1), dijelaskan=True, **isi)
        check_boleh_diputus(kini=SELASA, dijelaskan=False, **isi)
        with pytest.raises(TransisiTidakSah, match="Tunggu penjelasan Budi"):
            check_boleh_diputus(kini=SELASA - timedelta(seconds=1), dijelaskan=False, **isi)
