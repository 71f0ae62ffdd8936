"""Outages: noticed, recorded, and the windows they keep open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from kinerja import services
from kinerja.errors import GangguanTidakSah, PeriodeDitutup
from kinerja.models import DenyutLayanan, Gangguan, HariLibur
from kinerja.rules import Kalender, Putus
from kinerja.rules.gangguan import AturanPerpanjangan, batas_sesudah_gangguan, is_celah, lama_tampil
from pegawai.errors import Dilarang, SudahBerubah
from skp import rules as skp_rules
from skp.models import PerpanjanganJendela
from skp.rules import JenisJendela
from skp.selectors import hari_instansi, jendela_pengisian, keadaan_jendela
from skp.services import extend_jendela
from tests.factories.kinerja import catatan_baru
from tests.factories.skp import periode_ke

WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"
BATAS = date(2026, 4, 10)
"""A Friday."""


def putus(mulai: str, selesai: str, zona: str = WIB) -> Putus:
    """Times on the wall of a zone: "04-10 23:30"."""
    z = ZoneInfo(zona)
    return Putus(
        *(datetime.strptime(f"2026-{t}", "%Y-%m-%d %H:%M").replace(tzinfo=z) for t in (mulai, selesai))
    )


ATURAN = AturanPerpanjangan(hari_lihat=3, hari_per_jam=1, maks_hari=5)


class TestRule:
    @pytest.mark.parametrize(
        ("gangguan", "sampai"),
        [
            ([], "04-10"),
            ([("04-10 09:00", "04-10 09:20")], "04-13"),  # a begun hour: Monday
            ([("04-10 09:00", "04-10 10:00")], "04-13"),  # exactly one hour
            ([("04-10 09:00", "04-10 10:01")], "04-14"),  # the second hour has begun
            ([("04-08 00:00", "04-08 00:30")], "04-13"),  # the first minute of the last three days
            ([("04-07 23:00", "04-08 00:00")], "04-10"),  # ends as they begin
            ([("04-07 22:00", "04-08 00:30")], "04-13"),  # only what lies in them counts
            ([("04-10 23:00", "04-10 23:59")], "04-13"),  # the last hour of the deadline
            ([("04-10 23:00", "04-11 00:00")], "04-13"),  # ends at midnight: has not touched Saturday
            ([("04-11 00:00", "04-11 05:00")], "04-10"),  # begins when the window is closed
            ([("04-10 23:30", "04-11 01:30")], "04-14"),  # over the deadline: from Saturday, two hours
            ([("04-09 08:00", "04-14 08:00")], "04-21"),  # days long: the limit, counted from its end
            ([("04-09 08:00", "04-09 08:30"), ("04-10 08:00", "04-10 08:30")], "04-14"),  # two outages
            ([("04-09 08:00", "04-09 08:30"), ("04-09 08:10", "04-09 08:50")], "04-13"),  # twice recorded
            (
                [("04-10 08:00", "04-10 08:30"), ("04-13 08:00", "04-13 09:30")],
                "04-15",
            ),  # in the new last days
            (
                [("04-10 08:00", "04-10 12:00"), ("04-16 08:00", "04-16 13:00")],
                "04-17",
            ),  # together within the limit
        ],
    )
    def test_deadline_after_outages(self, gangguan, sampai):
        hasil = batas_sesudah_gangguan(BATAS, [putus(*g) for g in gangguan], ATURAN, WIB)

        assert hasil == date.fromisoformat(f"2026-{sampai}")

    @pytest.mark.parametrize(
        ("zona", "geser"),
        [(WIB, True), (WITA, False), (WIT, False)],
    )
    def test_midnight_is_the_agencys(self, zona, geser):
        """23.00 to 23.30 in Jakarta is past midnight in Makassar and Jayapura."""
        hasil = batas_sesudah_gangguan(BATAS, [putus("04-10 23:00", "04-10 23:30")], ATURAN, zona)

        assert (hasil > BATAS) is geser

    @pytest.mark.parametrize("zona", [WIB, WITA, WIT])
    def test_last_half_hour_counts_in_every_zone(self, zona):
        hasil = batas_sesudah_gangguan(BATAS, [putus("04-10 23:29", "04-10 23:59", zona)], ATURAN, zona)

        assert hasil == date(2026, 4, 13)

    def test_holidays_and_working_week(self):
        g = [putus("04-10 09:00", "04-10 09:30")]

        libur = Kalender(5, {date(2026, 4, 13): "Libur"})
        assert batas_sesudah_gangguan(BATAS, g, ATURAN, WIB, libur) == date(2026, 4, 14)
        assert batas_sesudah_gangguan(BATAS, g, ATURAN, WIB, Kalender(6)) == date(2026, 4, 11)

    @pytest.mark.parametrize("aturan", [AturanPerpanjangan(hari_per_jam=0), AturanPerpanjangan(maks_hari=0)])
    def test_switched_off(self, aturan):
        assert batas_sesudah_gangguan(BATAS, [putus("04-10 09:00", "04-10 19:00")], aturan, WIB) == BATAS

    @pytest.mark.parametrize(("menit", "ya"), [(9, False), (10, False), (11, True)])
    def test_silence(self, menit, ya):
        kini = datetime(2026, 5, 12, 3, tzinfo=ZoneInfo("UTC"))

        assert is_celah(kini - timedelta(minutes=menit), kini, 10) is ya

    @pytest.mark.parametrize(
        ("menit", "kata"),
        [(0, "1 menit"), (59, "59 menit"), (60, "1 jam"), (200, "3 jam 20 menit"), (1500, "1 hari 1 jam")],
    )
    def test_duration_in_words(self, menit, kata):
        assert lama_tampil(timedelta(minutes=menit)) == kata


@pytest.mark.django_db
class TestHeartbeat:
    def test_gap_becomes_an_outage_once(self, dunia, hari_ini):
        kini = timezone.now()
        services.beat_layanan(kini=kini - timedelta(minutes=50))

        for _ in range(2):
            services.beat_layanan(kini=kini)

        (g,) = Gangguan.objects.filter(instansi=dunia.instansi)
        assert (g.sumber, g.lama) == ("otomatis", timedelta(minutes=50))

    def test_regular_beat_records_nothing_and_old_beats_go(self, dunia, hari_ini):
        kini = timezone.now()
        DenyutLayanan.objects.create(pada=kini - timedelta(days=8))
        DenyutLayanan.objects.create(pada=kini - timedelta(minutes=1))

        services.beat_layanan(kini=kini)

        assert not Gangguan.objects.exists()
        assert DenyutLayanan.objects.count() == 2

    def test_first_start_is_no_outage(self, dunia, hari_ini):
        services.beat_layanan(kini=timezone.now())

        assert not Gangguan.objects.exists()

    def test_pages_that_do_not_answer_are_an_outage(self, dunia, hari_ini):
        kini = timezone.now()
        services.beat_layanan(kini=kini - timedelta(minutes=20))
        for m in range(19, 0, -1):
            services.beat_layanan(kini=kini - timedelta(minutes=m), is_web_menjawab=False)

        services.beat_layanan(kini=kini)

        assert Gangguan.objects.filter(instansi=dunia.instansi).get().lama == timedelta(minutes=20)

    def test_threshold_is_the_agencys(self, dunia, hari_ini):
        services.set_aturan_gangguan(
            pelaku=dunia.eka, menit_terdeteksi=90, hari_lihat=3, hari_per_jam=1, maks_hari=5
        )
        kini = timezone.now()
        services.beat_layanan(kini=kini - timedelta(minutes=50))
        services.beat_layanan(kini=kini)

        assert not Gangguan.objects.filter(instansi=dunia.instansi).exists()


def catat(dunia, mulai: str, selesai: str) -> Gangguan:
    p = putus(mulai, selesai)
    return services.record_gangguan(
        pelaku=dunia.eka, mulai=p.mulai, selesai=p.selesai, keterangan="Pusat data padam"
    )


@pytest.mark.django_db
class TestWindows:
    def test_closed_window_opens_for_the_log_and_closes_again(self, dunia, rhk, skp):
        """Quarter I was to be filled by Friday 10 April."""
        with freeze_time("2026-04-13 03:00:00"):
            with pytest.raises(PeriodeDitutup, match="ditutup 10 April 2026"):
                catatan_baru(rhk, date(2026, 3, 30))
            catat(dunia, "04-10 09:00", "04-10 10:30")
            catatan_baru(rhk, date(2026, 3, 30))
            keadaan = jendela_pengisian(skp, periode_ke(skp.instansi, 1), hari_instansi(skp.instansi))
            kalimat = skp_rules.kalimat_jendela(keadaan, date(2026, 4, 13))
        assert "karena gangguan layanan sampai 14 April 2026" in kalimat
        with freeze_time("2026-04-15 03:00:00"), pytest.raises(PeriodeDitutup, match="ditutup 14 April 2026"):
            catatan_baru(rhk, date(2026, 3, 30))

    def test_window_of_the_skp_moves_too(self, dunia, skp):
        with freeze_time("2026-02-02 03:00:00"):
            catat(dunia, "01-30 09:00", "01-30 09:30")
            keadaan = keadaan_jendela(
                skp.periode, JenisJendela.SKP, skp.penempatan.unit.jalur, date(2026, 2, 2)
            )

        assert keadaan.batas == date(2026, 2, 2)

    def test_mending_and_cancelling_count_again(self, dunia, skp):
        with freeze_time("2026-04-13 03:00:00"):
            g = catat(dunia, "04-10 09:00", "04-10 11:30")
            lebih = PerpanjanganJendela.objects.berlaku().filter(
                is_gangguan=True, jendela=JenisJendela.PENGISIAN
            )
            assert [p.sampai for p in lebih] == [date(2026, 4, 15)]
            p = putus("04-10 09:00", "04-10 09:30")
            services.edit_gangguan(
                pelaku=dunia.eka,
                gangguan=g,
                mulai=p.mulai,
                selesai=p.selesai,
                keterangan="Singkat",
                alasan="Keliru",
            )
            assert [p.sampai for p in lebih.all()] == [date(2026, 4, 13)]
            services.cancel_gangguan(pelaku=dunia.eka, gangguan=g, alasan="Salah catat")

            assert not lebih.all().exists()
            with pytest.raises(SudahBerubah):
                services.cancel_gangguan(pelaku=dunia.eka, gangguan=g, alasan="Lagi")

    def test_counting_twice_writes_nothing(self, dunia, skp):
        with freeze_time("2026-04-13 03:00:00"):
            catat(dunia, "04-10 09:00", "04-10 11:30")
            sebelum = PerpanjanganJendela.objects.count()
            services.refresh_perpanjangan(instansi=dunia.instansi)

        assert PerpanjanganJendela.objects.count() == sebelum

    def test_holiday_that_is_entered_later_moves_it_further(self, dunia, skp):
        with freeze_time("2026-04-12 03:00:00"):
            catat(dunia, "04-10 09:00", "04-10 09:30")
            HariLibur.objects.create(instansi=dunia.instansi, tanggal=date(2026, 4, 13), nama="Libur")
            services.refresh_perpanjangan(instansi=dunia.instansi)

        lebih = PerpanjanganJendela.objects.berlaku().get(is_gangguan=True, jendela=JenisJendela.PENGISIAN)
        assert lebih.sampai == date(2026, 4, 14)

    def test_extension_that_an_admin_gave_moves_as_well(self, dunia, rhk, skp):
        with freeze_time("2026-04-10 03:00:00"):
            extend_jendela(
                pelaku=dunia.eka,
                periode=periode_ke(skp.instansi, 1),
                jendela=JenisJendela.PENGISIAN,
                sampai=date(2026, 4, 17),
                alasan="Surat",
                unit=dunia.bidang,
            )
        with freeze_time("2026-04-20 03:00:00"):
            catat(dunia, "04-17 09:00", "04-17 09:30")
            catatan_baru(rhk, date(2026, 3, 30))

        lebih = PerpanjanganJendela.objects.berlaku().get(is_gangguan=True, jendela=JenisJendela.PENGISIAN)
        assert (lebih.unit, lebih.sampai) == (dunia.bidang, date(2026, 4, 20))

    @pytest.mark.parametrize(
        ("mulai", "selesai", "kata", "kalimat"),
        [
            ("05-12 11:00", "05-12 11:30", "x", "belum tiba"),
            ("05-12 09:00", "05-12 08:00", "x", "harus setelah waktu mulai"),
            ("05-12 09:00", "05-12 12:00", "x", "Waktu selesai belum tiba"),
            ("05-12 09:00", "05-12 09:30", " ", "Keterangan belum ditulis"),
        ],
    )
    def test_bad_outage_is_refused(self, dunia, hari_ini, mulai, selesai, kata, kalimat):
        p = putus(mulai, selesai)

        with pytest.raises(GangguanTidakSah, match=kalimat):
            services.record_gangguan(pelaku=dunia.eka, mulai=p.mulai, selesai=p.selesai, keterangan=kata)

    def test_only_the_agencys_admin(self, dunia, hari_ini):
        p = putus("05-12 08:00", "05-12 08:30")

        with pytest.raises(Dilarang):
            services.record_gangguan(pelaku=dunia.karta, mulai=p.mulai, selesai=p.selesai, keterangan="x")


@pytest.mark.django_db
class TestPages:
    def test_everyone_reads_only_the_admin_mends(self, dunia, skp, masuk):
        with freeze_time("2026-05-12 03:00:00"):
            catat(dunia, "05-12 08:00", "05-12 09:10")
            halaman = masuk(dunia.sari).get(reverse("kinerja:gangguan")).content.decode()

        assert "1 jam 10 menit" in halaman
        assert "Pusat data padam" in halaman
        assert "Catat gangguan" not in halaman

    def test_form_takes_the_clock_of_the_agency(self, dunia, skp, masuk):
        dunia.instansi.zona_waktu = WIT
        dunia.instansi.save()

        masuk(dunia.eka).post(
            reverse("kinerja:gangguan_tambah"),
            {"mulai": "2026-05-12T08:00", "selesai": "2026-05-12T09:00", "keterangan": "Padam"},
        )

        assert Gangguan.objects.get().mulai == datetime(2026, 5, 12, 8, tzinfo=ZoneInfo(WIT))

    def test_bad_rule_keeps_what_was_typed(self, dunia, skp, masuk):
        response = masuk(dunia.eka).post(
            reverse("kinerja:gangguan_aturan"),
            {"menit_terdeteksi": "10", "hari_lihat": "3", "hari_per_jam": "99", "maks_hari": "5"},
        )

        assert response.status_code == 422
        halaman = response.content.decode()
        assert "Tulis angka antara 0 dan 10." in halaman
        assert 'value="99"' in halaman
