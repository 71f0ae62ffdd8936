"""The calendar of the log: working days, holidays, leave; who keeps them, and what a gap is."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from kinerja import rules, selectors, services
from kinerja.errors import KalenderTidakSah
from kinerja.models import Cuti, HariLibur
from kinerja.rules import JenisCuti, JenisHari, JenisLibur, Kalender
from kinerja.rules.kalender import MAKS_BARIS_LIBUR
from pegawai import audit
from pegawai.errors import Dilarang
from skp.rules import AlasanJeda
from skp.services import record_jeda
from tests.factories.kinerja import catatan_baru

RABU = date(2026, 5, 6)


class TestAturan:
    @pytest.mark.parametrize(
        ("hari", "seminggu", "jenis"),
        [
            (date(2026, 5, 8), 5, JenisHari.KERJA),
            (date(2026, 5, 9), 5, JenisHari.AKHIR_PEKAN),
            (date(2026, 5, 9), 6, JenisHari.KERJA),
            (date(2026, 5, 10), 6, JenisHari.AKHIR_PEKAN),
        ],
    )
    def test_week_of_the_agency(self, hari, seminggu, jenis):
        assert Kalender(seminggu).jenis(hari)[0] == jenis

    def test_leave_comes_before_holiday_and_weekend(self):
        k = Kalender(5, {RABU: "Raya"}, [(date(2026, 5, 7), date(2026, 5, 10), "Cuti tahunan")])

        assert k.jenis(RABU) == (JenisHari.LIBUR, "Raya")
        assert k.jenis(date(2026, 5, 10)) == (JenisHari.CUTI, "Cuti tahunan")
        assert not k.is_hari_kerja(date(2026, 5, 7))
        assert k.is_hari_kerja(date(2026, 5, 5))

    @pytest.mark.parametrize("jumlah", [0, 4, 7])
    def test_week_has_five_or_six_days(self, jumlah):
        with pytest.raises(KalenderTidakSah):
            rules.check_hari_kerja(jumlah)

    @pytest.mark.parametrize(
        ("mulai", "selesai"),
        [
            (date(2026, 5, 6), date(2026, 5, 5)),
            (date(2026, 5, 6), date(2027, 5, 7)),
            (date(2062, 5, 6), date(2062, 5, 6)),
            (date(2016, 5, 6), date(2016, 5, 6)),
        ],
    )
    def test_span_of_leave_that_nobody_means_is_refused(self, mulai, selesai):
        with pytest.raises(KalenderTidakSah):
            rules.check_cuti(mulai, selesai, RABU)

    @pytest.mark.parametrize(
        ("baris", "hari", "nama", "jenis"),
        [
            ("1 Januari 2026\tTahun Baru", date(2026, 1, 1), "Tahun Baru", JenisLibur.NASIONAL),
            ("2026-01-01;Tahun Baru", date(2026, 1, 1), "Tahun Baru", JenisLibur.NASIONAL),
            ("1.\t1 Januari\tKamis\tTahun Baru", date(2026, 1, 1), "Tahun Baru", JenisLibur.NASIONAL),
            ("Kamis, 1 Januari 2026 - Tahun Baru", date(2026, 1, 1), "Tahun Baru", JenisLibur.NASIONAL),
            (
                "18 Maret 2026 Cuti bersama Nyepi",
                date(2026, 3, 18),
                "Cuti bersama Nyepi",
                JenisLibur.CUTI_BERSAMA,
            ),
            ("18/3/2026;Nyepi;cuti bersama", date(2026, 3, 18), "Nyepi", JenisLibur.CUTI_BERSAMA),
            ("12 Juni 2026\tHari jadi\tLibur instansi", date(2026, 6, 12), "Hari jadi", JenisLibur.INSTANSI),
            ("12 Juni 2026", date(2026, 6, 12), "Libur nasional", JenisLibur.NASIONAL),
        ],
    )
    def test_list_is_read_as_people_have_it(self, baris, hari, nama, jenis):
        hasil = rules.baca_libur(baris, 2026)

        assert [(b.tanggal, b.nama, b.jenis) for b in hasil.baris] == [(hari, nama, jenis)]
        assert not hasil.ditolak

    def test_bad_rows_are_named_and_stop_no_other(self):
        teks = "Tanggal\tNama\n31 Februari 2026 Tidak ada\n\nLebaran\n17 Agustus 2026 HUT RI\n17-8-2026 Lagi"

        hasil = rules.baca_libur(teks, 2026)

        assert [b.nama for b in hasil.baris] == ["HUT RI"]
        assert [b.nomor for b in hasil.ditolak] == [2, 4, 6]
        assert hasil.sisa.split("\n") == ["31 Februari 2026 Tidak ada", "Lebaran", "17-8-2026 Lagi"]

    def test_too_many_rows_are_said(self):
        hasil = rules.baca_libur("\n".join(["x 1"] * (MAKS_BARIS_LIBUR + 5)), 2026)

        assert "paling banyak" in hasil.ditolak[-1].alasan


@pytest.mark.django_db
class TestSelang:
    def test_holiday_leave_and_free_saturday_are_no_gaps(self, dunia, skp, rhk, hari_ini):
        services.add_libur(
            pelaku=dunia.eka, instansi=dunia.instansi, tanggal=RABU, nama="Raya", jenis=JenisLibur.INSTANSI
        )
        services.record_cuti(
            pelaku=dunia.sari,
            pegawai=dunia.sari,
            jenis=JenisCuti.SAKIT,
            mulai=date(2026, 5, 7),
            selesai=date(2026, 5, 9),
        )

        def kosong():
            return [
                h.tanggal.day
                for h in selectors.hari_hari(dunia.sari, date(2026, 5, 4), date(2026, 5, 13), [skp])
                if h.is_kosong
            ]

        assert kosong() == [4, 5, 11]
        services.set_hari_kerja(pelaku=dunia.eka, instansi=dunia.instansi, hari_kerja=6)
        dunia.sari.instansi.refresh_from_db()
        Cuti.objects.all().delete()
        assert kosong() == [4, 5, 7, 8, 9, 11]

    def test_days_without_skp_carry_their_reason(self, dunia, hari_ini):
        record_jeda(
            pelaku=dunia.sari,
            pegawai=dunia.sari,
            mulai=date(2026, 5, 4),
            alasan=AlasanJeda.CLTN,
        )

        h = selectors.hari_hari(dunia.sari, RABU, RABU, [])[0]

        assert (h.jenis, h.keterangan) == (JenisHari.CUTI, "Cuti di luar tanggungan negara")

    def test_holidays_of_another_agency_do_not_count(self, dunia, skp, hari_ini):
        from tests.factories.pegawai import instansi_baru

        lain = instansi_baru("Kabupaten Seberang")
        HariLibur.objects.create(instansi=lain, tanggal=RABU, nama="Hari jadi", jenis="instansi")

        assert selectors.kalender_of(dunia.sari, RABU, RABU).is_hari_kerja(RABU)


@pytest.mark.django_db
class TestLayanan:
    def test_holiday_is_the_admins_and_only_once_a_day(self, dunia, hari_ini):
        isi = {"instansi": dunia.instansi, "tanggal": RABU, "jenis": JenisLibur.NASIONAL}
        with pytest.raises(Dilarang):
            services.add_libur(pelaku=dunia.budi, nama="Raya", **isi)

        libur = services.add_libur(pelaku=dunia.eka, nama="  Raya   Besar ", **isi)

        with pytest.raises(KalenderTidakSah, match="Raya Besar"):
            services.add_libur(pelaku=dunia.eka, nama="Lain", **isi)
        with pytest.raises(KalenderTidakSah):
            services.add_libur(pelaku=dunia.eka, nama=" ", **{**isi, "tanggal": date(2026, 5, 7)})
        assert audit.riwayat(libur)[0]["tindakan"] == "libur.ditambah"
        with pytest.raises(Dilarang):
            services.delete_libur(pelaku=dunia.sari, libur=libur)
        services.delete_libur(pelaku=dunia.eka, libur=libur)
        assert not HariLibur.objects.exists()

    def test_leave_is_recorded_by_oneself_or_the_admin(self, dunia, skp, hari_ini):
        isi = {"pegawai": dunia.sari, "jenis": JenisCuti.TAHUNAN, "mulai": RABU, "selesai": RABU}
        for siapa in (dunia.budi, dunia.citra, dunia.tono):
            with pytest.raises(Dilarang):
                services.record_cuti(pelaku=siapa, **isi)

        cuti = services.record_cuti(pelaku=dunia.eka, **isi)

        assert cuti.oleh == dunia.eka
        with pytest.raises(KalenderTidakSah, match="Sudah tercatat cuti tahunan"):
            services.record_cuti(pelaku=dunia.sari, **isi)
        assert set(Cuti.objects.visible_to(dunia.sari)) == set(Cuti.objects.visible_to(dunia.eka)) == {cuti}
        assert not Cuti.objects.visible_to(dunia.budi).exists()
        services.delete_cuti(pelaku=dunia.sari, cuti=cuti)
        assert not Cuti.objects.exists()

    def test_work_on_a_day_off_is_accepted(self, dunia, skp, rhk, hari_ini):
        services.record_cuti(
            pelaku=dunia.sari, pegawai=dunia.sari, jenis=JenisCuti.DINAS_LUAR, mulai=RABU, selesai=RABU
        )

        assert catatan_baru(rhk, RABU).tanggal == RABU


@pytest.mark.django_db
class TestHalaman:
    @pytest.fixture
    def eka(self, dunia, masuk, hari_ini):
        return masuk(dunia.eka)

    def test_list_is_pasted_and_bad_rows_stay(self, eka, dunia):
        isi = {"tahun": "2026", "jenis": "nasional", "daftar": "17 Agustus HUT RI\nentah"}

        jawab = eka.post(reverse("kinerja:libur_tempel"), isi)

        assert jawab.status_code == 422
        teks = jawab.content.decode()
        assert "Baris 2: Tanggalnya tidak terbaca" in teks
        assert ">\nentah</textarea>" in teks
        assert HariLibur.objects.get().tanggal == date(2026, 8, 17)
        jawab = eka.post(reverse("kinerja:libur_tempel"), {**isi, "daftar": "17 Agustus HUT RI"}, follow=True)
        assert "1 hari sudah tercatat sebelumnya" in jawab.content.decode()
        assert HariLibur.objects.count() == 1

    def test_admin_adds_sees_and_sets_the_week(self, eka, dunia, masuk):
        eka.post(
            reverse("kinerja:libur_tambah"), {"tanggal": "2026-08-17", "nama": "HUT RI", "jenis": "nasional"}
        )
        eka.post(reverse("kinerja:hari_kerja"), {"hari_kerja": "6"})

        teks = masuk(dunia.sari).get(reverse("kinerja:libur")).content.decode()

        assert "HUT RI" in teks
        assert "Senin sampai Sabtu" in teks
        assert "Hapus" not in teks
        jawab = eka.post(reverse("kinerja:hari_kerja"), {"hari_kerja": "9"}, follow=True)
        assert "Pilih lima atau enam hari kerja." in jawab.content.decode()

    def test_leave_form_keeps_what_was_typed(self, dunia, masuk, hari_ini):
        sari = masuk(dunia.sari)
        alamat = reverse("kinerja:cuti_catat", args=[dunia.sari.uuid])

        jawab = sari.post(alamat, {"jenis": "sakit", "mulai": "2026-05-07", "selesai": "2026-05-06"})

        assert jawab.status_code == 422
        assert "Tanggal selesai harus sama" in jawab.content.decode()
        assert 'value="2026-05-07"' in jawab.content.decode()
        jawab = sari.post(
            alamat, {"jenis": "sakit", "mulai": "2026-05-07", "selesai": "2026-05-07"}, follow=True
        )
        assert "Cuti sakit dicatat" in jawab.content.decode()

    def test_month_shows_holiday_leave_and_gap_in_words(
        self, dunia, masuk, skp, rhk, hari_ini, django_assert_max_num_queries
    ):
        services.add_libur(
            pelaku=dunia.eka, instansi=dunia.instansi, tanggal=RABU, nama="Raya", jenis=JenisLibur.NASIONAL
        )
        services.record_cuti(
            pelaku=dunia.sari,
            pegawai=dunia.sari,
            jenis=JenisCuti.TAHUNAN,
            mulai=date(2026, 5, 7),
            selesai=date(2026, 5, 8),
        )
        sari = masuk(dunia.sari)

        with django_assert_max_num_queries(12):
            teks = sari.get(reverse("kinerja:catatan_bulan")).content.decode()

        assert "Raya" in teks
        assert "Cuti tahunan" in teks
        assert "4 hari kerja belum diisi" in teks  # 1, 4, 5, 11 and none of the days off
