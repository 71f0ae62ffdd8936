"""A period closes: frozen once and whole, opened again with a reason, corrected as a new version, settled for good."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.utils import InternalError
from freezegun import freeze_time

from kinerja import tasks
from kinerja.errors import PeriodeDitutup, RealisasiTerkunci, RealisasiTidakSah
from kinerja.models import BekuRealisasi, PenutupanPeriode, Realisasi
from kinerja.selectors.penutupan import dengan_jejak, sidik_of
from kinerja.services import lock_realisasi, penutupan, record_realisasi, reopen_periode
from pegawai.errors import Dilarang
from skp.rules import JenisJendela
from skp.services import extend_jendela
from tests.factories.kinerja import bukti_baru, catatan_baru, realisasi_baru

DITUTUP = "2026-07-15 03:00:00"
"""The second quarter closes on 10 July."""


@pytest.fixture
def realisasi(rhk, triwulan, hari_ini) -> Realisasi:
    bukti = bukti_baru(rhk.skp)
    catatan_baru(rhk, hari_ini, jumlah=Decimal(2), satuan="laporan", bukti=[bukti])
    catatan_baru(rhk, hari_ini, jumlah=Decimal(1), satuan="laporan")
    return realisasi_baru(rhk.indikator.get(), triwulan, 3, sumber_data="Arsip", bukti=[bukti])


@pytest.fixture
def beku(realisasi):
    with freeze_time(DITUTUP):
        assert tasks.tutup_periode() == 1
        yield realisasi


@pytest.mark.django_db
class TestTutup:
    def test_nothing_is_frozen_while_the_window_is_open(self, realisasi):
        with freeze_time("2026-07-10 03:00:00"):
            assert tasks.tutup_periode() == 0

        assert not BekuRealisasi.objects.exists()

    def test_the_copy_holds_content_entries_and_evidence(self, beku):
        salinan = BekuRealisasi.objects.get()

        assert (salinan.ke, salinan.angka, salinan.sumber_data) == (1, Decimal(3), "Arsip")
        assert (salinan.jumlah_catatan, salinan.jumlah_bukti, salinan.alasan) == (2, 1, "")
        assert salinan.sidik == sidik_of(dengan_jejak(Realisasi.objects.all()).get())
        assert salinan.tampil == "3 laporan"
        assert PenutupanPeriode.objects.get(periode=beku.periode).ditutup_pada is not None

    def test_closing_twice_changes_nothing(self, beku):
        assert tasks.tutup_periode() == 0
        assert BekuRealisasi.objects.count() == 1

    def test_a_copy_cannot_be_changed_in_the_database(self, beku):
        with pytest.raises(InternalError), transaction.atomic():
            BekuRealisasi.objects.update(teks="lain")

    def test_a_run_that_was_killed_goes_on_where_it_stopped(self, realisasi, skp, triwulan, monkeypatch):
        kedua = skp.rhk.exclude(pk=realisasi.indikator.rhk_id).get()
        realisasi_baru(kedua.indikator.get(), triwulan, 1)
        monkeypatch.setattr(penutupan, "SEKALI", 1)
        asli, kali = penutupan._freeze, []

        def mati_di_tengah(qs, **lain):
            kali.append(1)
            if len(kali) == 2:
                raise KeyboardInterrupt
            return asli(qs, **lain)

        monkeypatch.setattr(penutupan, "_freeze", mati_di_tengah)
        with freeze_time(DITUTUP):
            with pytest.raises(KeyboardInterrupt):
                tasks.tutup_periode()
            assert BekuRealisasi.objects.count() == 1
            assert PenutupanPeriode.objects.get(periode=triwulan).ditutup_pada is None
            assert tasks.tutup_periode() == 1

        assert BekuRealisasi.objects.count() == 2

    def test_a_unit_with_more_time_is_frozen_later(self, realisasi, dunia, triwulan):
        with freeze_time("2026-07-05 03:00:00"):
            extend_jendela(
                pelaku=dunia.eka,
                periode=triwulan,
                jendela=JenisJendela.PENGISIAN,
                unit=dunia.bidang,
                sampai=date(2026, 7, 20),
                alasan="Pemadaman listrik",
            )
        with freeze_time(DITUTUP):
            assert tasks.tutup_periode() == 0
            assert PenutupanPeriode.objects.get(periode=triwulan).ditutup_pada is None
        with freeze_time("2026-07-21 03:00:00"):
            assert tasks.tutup_periode() == 1
            assert PenutupanPeriode.objects.get(periode=triwulan).ditutup_pada is not None


def koreksi(realisasi, alasan="", angka=4, **lain):
    realisasi.refresh_from_db()
    return record_realisasi(
        pelaku=realisasi.skp.pegawai,
        indikator=realisasi.indikator,
        periode=realisasi.periode,
        angka=Decimal(angka),
        sumber_data="Arsip",
        nomor_sunting=realisasi.nomor_sunting,
        alasan=alasan,
        **lain,
    )


def buka(dunia, realisasi, sampai=date(2026, 7, 17), oleh=None):
    return reopen_periode(
        pelaku=oleh or dunia.eka,
        skp=realisasi.skp,
        periode=realisasi.periode,
        sampai=sampai,
        alasan="Laporan Juni terlewat",
    )


@pytest.mark.django_db
class TestKoreksi:
    def test_a_closed_period_refuses_realisasi_and_entries(self, beku):
        with pytest.raises(PeriodeDitutup):
            koreksi(beku, "Salah hitung")
        with pytest.raises(PeriodeDitutup):
            catatan_baru(beku.indikator.rhk, date(2026, 6, 1))

    def test_opened_again_it_takes_a_correction_with_a_reason_as_a_new_version(self, beku, dunia):
        buka(dunia, beku)
        with pytest.raises(RealisasiTidakSah) as galat:
            koreksi(beku)
        assert galat.value.bidang == "alasan"

        koreksi(beku, "Satu laporan terlewat")

        satu, dua = BekuRealisasi.objects.order_by("ke")
        assert (satu.angka, dua.angka, dua.ke) == (Decimal(3), Decimal(4), 2)
        assert (dua.alasan, dua.oleh) == ("Satu laporan terlewat", dunia.sari)
        assert tasks.tutup_periode() == 0

    def test_the_same_content_is_no_correction_and_other_evidence_is_one(self, beku, dunia):
        buka(dunia, beku)
        koreksi(beku, angka=3)
        assert BekuRealisasi.objects.count() == 1

        koreksi(beku, "Bukti diganti", angka=3, bukti=[])
        assert BekuRealisasi.objects.get(ke=2).jumlah_bukti == 1  # the entry's own remains

    def test_the_days_are_over_again(self, beku, dunia):
        buka(dunia, beku)
        with freeze_time("2026-07-18 03:00:00"), pytest.raises(PeriodeDitutup):
            koreksi(beku, "Terlambat")

    def test_only_the_admin_opens_and_only_what_is_closed(self, beku, dunia, triwulan):
        with pytest.raises(Dilarang):
            buka(dunia, beku, oleh=dunia.budi)
        with pytest.raises(RealisasiTidakSah):
            buka(dunia, beku, sampai=date(2026, 7, 1))
        buka(dunia, beku)
        with pytest.raises(RealisasiTidakSah, match="masih dibuka"):
            buka(dunia, beku)

    def test_after_a_final_evaluation_nothing_changes_and_the_way_out_is_named(self, realisasi, dunia):
        lock_realisasi(pelaku=dunia.budi, skp=realisasi.skp, periode=realisasi.periode)

        assert BekuRealisasi.objects.get().angka == Decimal(3)
        with pytest.raises(RealisasiTerkunci, match="Versi dan koreksi"):
            koreksi(realisasi, "Salah hitung")
        with freeze_time(DITUTUP), pytest.raises(RealisasiTerkunci):
            buka(dunia, realisasi)
        assert Realisasi.objects.get().angka == Decimal(3)
