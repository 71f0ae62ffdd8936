"""The windows of the year: the rule, the acts on them, and what the pages say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import Instansi
from pegawai.rules import Peran
from pegawai.services import grant_peran
from skp import rules, selectors, services
from skp.errors import JendelaDitutup, PeriodeTidakSah
from skp.models import Periode, PerpanjanganJendela, Skp
from skp.rules import AturanJendela, JenisJendela, Perpanjangan, SebabJendela, StatusSkp
from tests.factories.skp import periode_ke, skp_at
from tests.skp.halaman import teks, url

BATAS = date(2027, 1, 31)


def aturan(**lain) -> AturanJendela:
    return AturanJendela(jenis=JenisJendela.SKP, periode="2027", mulai=None, sampai=BATAS, **lain)


class TestRule:
    @pytest.mark.parametrize(
        ("isi", "pada", "sebab", "kalimat"),
        [
            ({}, date(2027, 1, 19), "batas", "Batas penetapan SKP 31 Januari 2027, 12 hari lagi."),
            ({}, date(2027, 1, 30), "batas", "Batas penetapan SKP 31 Januari 2027, besok."),
            ({}, BATAS, "batas", "Batas penetapan SKP 31 Januari 2027, hari ini."),
            ({}, date(2027, 2, 1), "ditutup", "Jendela SKP 2027 ditutup 31 Januari 2027."),
            (
                {"tenggang": 14},
                date(2027, 2, 11),
                "tenggang",
                (
                    "Batas penetapan SKP 31 Januari 2027 sudah lewat. "
                    "Masa tenggang sampai 14 Februari 2027, 3 hari lagi."
                ),
            ),
            ({"tenggang": 14}, date(2027, 2, 15), "ditutup", "Jendela SKP 2027 ditutup 14 Februari 2027."),
            (
                {"perpanjangan": (Perpanjangan(date(2027, 3, 1), "Dinas"),)},
                date(2027, 2, 27),
                "perpanjangan",
                "Batas penetapan SKP diperpanjang untuk Dinas sampai 1 Maret 2027, 2 hari lagi.",
            ),
            (
                {"hitung_dari": (date(2027, 6, 1),), "hari_baru": 30},
                date(2027, 6, 29),
                "baru",
                "Batas untuk SKP ini 1 Juli 2027, 2 hari lagi.",
            ),
        ],
    )
    def test_open_until_when_and_why(self, isi, pada, sebab, kalimat):
        keadaan = rules.jendela_pada(aturan(**isi), pada)

        assert keadaan.sebab == SebabJendela(sebab)
        assert keadaan.terbuka == (sebab != "ditutup")
        assert rules.kalimat_jendela(keadaan, pada) == kalimat

    def test_before_its_first_day_it_is_closed_and_says_when_it_opens(self):
        a = AturanJendela(JenisJendela.SKP, "2027", date(2026, 12, 1), BATAS)
        keadaan = rules.jendela_pada(a, date(2026, 11, 30))

        assert not keadaan.terbuka
        assert (
            rules.kalimat_jendela(keadaan, date(2026, 11, 30)) == "Jendela SKP 2027 dibuka 1 Desember 2026."
        )

    def test_without_a_deadline_it_stays_open(self):
        keadaan = rules.jendela_pada(AturanJendela(JenisJendela.SKP, "2027", None, None), date(2099, 1, 1))

        assert keadaan.sebab == SebabJendela.TANPA_BATAS
        assert rules.kalimat_jendela(keadaan, date(2099, 1, 1)) == ""

    def test_grace_lets_in_but_does_not_make_punctual(self):
        keadaan = rules.jendela_pada(aturan(tenggang=14), date(2027, 2, 3))

        assert keadaan.terbuka
        assert keadaan.lewat(date(2027, 2, 3))

    def test_the_day_ends_where_the_agency_is(self):
        """At 15.30 UTC on 31 January it is already 1 February in Jayapura, not in Jakarta."""
        saat = datetime(2027, 1, 31, 15, 30, tzinfo=UTC)

        assert rules.hari_di_zona(saat, "Asia/Jakarta") == BATAS
        assert rules.hari_di_zona(saat, "Asia/Jayapura") == date(2027, 2, 1)

    @pytest.mark.parametrize(("pada", "dekat"), [(date(2027, 1, 16), False), (date(2027, 1, 17), True)])
    def test_told_from_so_many_days_before(self, pada, dekat):
        assert rules.is_mendekat(rules.jendela_pada(aturan(), pada), pada, 14) is dekat

    @pytest.mark.parametrize(
        ("mulai", "pada", "boleh"),
        [(None, BATAS, False), (BATAS, BATAS - timedelta(1), False), (BATAS, BATAS, True)],
    )
    def test_day_of_the_pengelola(self, mulai, pada, boleh):
        assert rules.pengelola_boleh(mulai, pada) is boleh


@pytest.fixture
def tutup():
    """Close the SKP window of a year: opened long ago, deadline and grace over."""

    def _tutup(periode: Periode) -> Periode:
        Periode.objects.filter(pk=periode.pk).update(
            skp_sampai=timezone.localdate() - timedelta(days=1),
            skp_tenggang=0,
            dibuat_pada=timezone.now() - timedelta(days=300),
        )
        periode.refresh_from_db()
        return periode

    return _tutup


class TestAjukan:
    def test_closed_names_window_day_and_who_extends_and_keeps_the_draft(
        self, dunia, masuk, draf, tutup, tetap
    ):
        tutup(draf.periode)
        client = masuk(dunia.sari)

        periksa, detail = client.get(url("periksa", draf)), client.get(url("detail", draf))
        with tetap(draf):
            kirim = client.post(url("ajukan", draf))

        kalimat = f"Jendela SKP {draf.periode.tahun} ditutup"
        assert kirim.status_code == 409
        for halaman in (kirim, periksa, detail):
            assert kalimat in teks(halaman)
            assert "Minta perpanjangan kepada Eka Rahmawati" in teks(halaman)
        assert client.post(f"/api/v1/skp/{draf.uuid}/ajukan/").json()["kode"] == "jendela_ditutup"

    def test_text_is_still_saved_after_the_deadline(self, dunia, masuk, draf, tutup):
        tutup(draf.periode)

        client = masuk(dunia.sari)
        client.post(url("lampiran", draf), {"sumber_daya": "Server", "versi": ""})

        assert draf.lampiran.filter(teks="Server").exists()

    def test_deadline_passes_in_another_time_zone(self, dunia, draf, tutup):
        """The form was opened on the last day; it is sent when the day is over in Jayapura and not in Jakarta."""
        tahun = draf.periode.tahun
        Periode.objects.filter(pk=draf.periode.pk).update(
            skp_sampai=date(tahun, 12, 1), skp_tenggang=0, dibuat_pada=timezone.now() - timedelta(days=300)
        )
        Instansi.objects.filter(pk=dunia.instansi.pk).update(zona_waktu="Asia/Jayapura")
        saat = datetime(tahun, 12, 1, 15, 30, tzinfo=UTC)
        dunia.sari.refresh_from_db()
        with patch.object(timezone, "now", lambda: saat):
            with pytest.raises(JendelaDitutup, match="ditutup 1 Desember"):
                services.submit_skp(pelaku=dunia.sari, skp=draf)
            Instansi.objects.filter(pk=dunia.instansi.pk).update(zona_waktu="Asia/Jakarta")

            assert services.submit_skp(pelaku=dunia.sari, skp=draf).status == StatusSkp.DIAJUKAN

    def test_extension_of_the_unit_above_opens_it_again(self, dunia, draf, tutup):
        periode = tutup(draf.periode)
        akhir = timezone.localdate() + timedelta(days=5)
        for unit in (dunia.bidang_lain, dunia.dinas):
            with pytest.raises(JendelaDitutup):
                services.submit_skp(pelaku=dunia.sari, skp=draf)
            services.extend_jendela(
                pelaku=dunia.eka,
                periode=periode,
                jendela=JenisJendela.SKP,
                unit=unit,
                sampai=akhir,
                alasan="Banjir",
            )

        assert services.submit_skp(pelaku=dunia.sari, skp=draf).status == StatusSkp.DIAJUKAN

    def test_what_came_back_may_be_handed_in_again(self, dunia, skp_di, tutup):
        skp = skp_di(StatusSkp.DIKEMBALIKAN)
        tutup(skp.periode)

        assert services.submit_skp(pelaku=dunia.sari, skp=skp).status == StatusSkp.DIAJUKAN

    def test_approval_is_never_shut_out(self, dunia, diajukan, tutup):
        tutup(diajukan.periode)

        assert services.approve_skp(pelaku=dunia.budi, skp=diajukan).status == StatusSkp.BERJALAN

    def test_beginning_is_refused_and_the_list_says_why(self, dunia, masuk, draf, tutup):
        tutup(draf.periode)

        halaman = masuk(dunia.citra).get(url("daftar"))

        assert f"Jendela SKP {draf.periode.tahun} ditutup" in teks(halaman)
        with pytest.raises(JendelaDitutup):
            services.draft_skp(
                pelaku=dunia.citra, penempatan=dunia.penempatan(dunia.citra), periode=draf.periode
            )

    def test_a_span_that_begins_during_the_year_has_its_own_days(self, dunia, draf, tutup):
        tutup(draf.periode)
        mulai = timezone.localdate() - timedelta(days=10)
        Skp.objects.filter(pk=draf.pk).update(mulai=max(mulai, draf.periode.mulai + timedelta(days=1)))
        draf.refresh_from_db()

        assert services.submit_skp(pelaku=dunia.sari, skp=draf).status == StatusSkp.DIAJUKAN

    def test_notice_in_good_time(self, dunia, masuk, draf):
        batas = timezone.localdate() + timedelta(days=12)
        Periode.objects.filter(pk=draf.periode.pk).update(
            skp_sampai=batas, dibuat_pada=timezone.now() - timedelta(days=300)
        )
        client = masuk(dunia.sari)
        kalimat = f"Batas penetapan SKP {rules.tanggal_panjang(batas)}, 12 hari lagi."

        assert kalimat in teks(client.get(url("daftar")))
        assert kalimat in teks(client.get(url("detail", draf)))


class TestUbah:
    def isi(self, periode: Periode, **ganti: str) -> dict[str, str]:
        form = {
            "skp_sampai": "", "skp_mulai": "", "skp_tenggang": "7", "pengelola_mulai": "",
            "hari_skp_baru": "30", "hari_peringatan": "14", "pengisian_mulai": "", "pengisian_sampai": "",
            "pengisian_tenggang": "0", "penilaian_mulai": "", "penilaian_sampai": "",
            "alasan": "Surat edaran", "versi": periode.versi,
        }  # fmt: skip
        return form | ganti

    def test_admin_changes_windows_and_history_keeps_the_reason(self, dunia, masuk, draf):
        periode = draf.periode
        batas = f"{periode.tahun}-02-15"

        jawab = masuk(dunia.eka).post(url("periode_ubah", periode), self.isi(periode, skp_sampai=batas))

        periode.refresh_from_db()
        assert jawab.status_code == 302
        assert (periode.skp_sampai, periode.skp_tenggang) == (date(periode.tahun, 2, 15), 7)
        from pegawai import audit

        assert audit.riwayat(periode, 1)[0]["tindakan"] == "periode.jendela_diubah"
        assert audit.riwayat(periode, 1)[0]["alasan"] == "Surat edaran"

    @pytest.mark.parametrize(
        ("ganti", "kalimat"),
        [
            ({"skp_sampai": "31-31-2026"}, "Tanggal ini tidak ada."),
            ({"skp_tenggang": "banyak"}, "Tulis jumlah hari antara 0 dan 366."),
            ({"hari_peringatan": "-1"}, "Tulis jumlah hari antara 0 dan 366."),
            ({"skp_sampai": "1990-01-31"}, "Tulis tanggal antara tahun"),
            ({"alasan": " "}, "Alasan perubahan belum diisi."),
        ],
    )
    def test_bad_input_names_the_field_and_keeps_what_was_typed(self, dunia, masuk, draf, ganti, kalimat):
        jawab = masuk(dunia.eka).post(
            url("periode_ubah", draf.periode), self.isi(draf.periode, **({"alasan": "Sebab"} | ganti))
        )

        assert jawab.status_code == 422
        assert kalimat in teks(jawab)
        assert next(iter(ganti.values())).strip() in jawab.content.decode()
        draf.periode.refresh_from_db()
        assert draf.periode.skp_tenggang == rules.TENGGANG_SKP

    def test_end_before_begin(self, dunia, draf):
        t = draf.periode.tahun
        with pytest.raises(PeriodeTidakSah) as galat:
            services.set_jendela(
                pelaku=dunia.eka,
                periode=draf.periode,
                isi={"skp_mulai": date(t, 2, 1), "skp_sampai": date(t, 1, 31)},
                alasan="x",
            )

        assert galat.value.bidang == "skp_sampai"

    def test_two_admins(self, dunia, draf):
        versi = draf.periode.versi
        services.set_jendela(
            pelaku=dunia.eka, periode=draf.periode, isi={"hari_peringatan": 3}, alasan="x", versi=versi
        )

        with pytest.raises(SudahBerubah):
            services.set_jendela(
                pelaku=dunia.eka, periode=draf.periode, isi={"hari_peringatan": 5}, alasan="x", versi=versi
            )

    def test_open_a_year_by_page(self, dunia, masuk, draf):
        jawab = masuk(dunia.eka).post(url("periode_buka"), {"tahun": "2031", "periodik": "bulanan"})

        assert jawab["Location"].endswith("/skp/periode/2031/")
        assert Periode.objects.filter(instansi=dunia.instansi, tahun=2031).count() == 13
        assert Periode.objects.get(
            instansi=dunia.instansi, tahun=2031, jenis="tahunan"
        ).pengelola_mulai == date(2031, 1, 15)


class TestPerpanjang:
    def test_page_shows_giver_reason_and_withdrawal(self, dunia, masuk, draf):
        client = masuk(dunia.eka)
        akhir = f"{draf.periode.tahun + 1}-01-31"
        client.post(
            url("periode_perpanjang", draf.periode),
            {"jendela": "skp", "sampai": akhir, "unit": str(dunia.dinas.uuid), "alasan": "Listrik padam"},
        )
        x = PerpanjanganJendela.objects.get(unit=dunia.dinas)
        client.post(url("perpanjangan_cabut", x), {"alasan": "Sudah menyala"})

        halaman = teks(client.get(f"/skp/periode/{draf.periode.tahun}/"))
        for kata in ("Listrik padam", "Sudah menyala", "Eka Rahmawati", "Dinas Komunikasi"):
            assert kata in halaman
        assert selectors.perpanjangan_berlaku([draf.periode]) == []

    def test_twice_withdrawn(self, dunia, draf):
        x = services.extend_jendela(
            pelaku=None,
            periode=draf.periode,
            jendela=JenisJendela.SKP,
            sampai=draf.periode.selesai,
            alasan="x",
        )
        services.withdraw_perpanjangan(pelaku=dunia.eka, perpanjangan=x, alasan="y")

        with pytest.raises(SudahBerubah):
            services.withdraw_perpanjangan(pelaku=dunia.eka, perpanjangan=x, alasan="y")

    def test_admin_of_a_subtree_extends_only_there(self, dunia, draf):
        grant_peran(pelaku=None, pegawai=dunia.tono, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)
        isi = {
            "pelaku": dunia.tono,
            "periode": draf.periode,
            "jendela": JenisJendela.SKP,
            "sampai": draf.periode.selesai,
            "alasan": "x",
        }

        assert services.extend_jendela(**isi, unit=dunia.bidang).untuk == "Bidang Aplikasi Informatika"
        for unit in (None, dunia.dinas, dunia.bidang_lain):
            with pytest.raises(Dilarang):
                services.extend_jendela(**isi, unit=unit)

    @pytest.mark.parametrize("geser", [-1, 0])
    def test_not_before_the_deadline(self, dunia, draf, geser):
        sampai = draf.periode.skp_sampai + timedelta(days=geser)
        with pytest.raises(PeriodeTidakSah) as galat:
            services.extend_jendela(
                pelaku=dunia.eka,
                periode=draf.periode,
                jendela=JenisJendela.SKP,
                sampai=sampai,
                alasan="x",
            )

        assert galat.value.bidang == "sampai"


def test_filling_follows_the_extension_of_the_unit(dunia):
    from kinerja.services import jendela_of

    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    hari = timezone.localdate()
    triwulan = periode_ke(dunia.instansi, 1)
    Periode.objects.filter(pk=triwulan.pk).update(pengisian_sampai=hari - timedelta(days=2))
    triwulan.refresh_from_db()
    assert jendela_of(skp, triwulan, hari).sampai == hari - timedelta(days=2)
    assert "Eka Rahmawati" in jendela_of(skp, triwulan, hari).jalan_keluar

    services.extend_jendela(
        pelaku=dunia.eka,
        periode=triwulan,
        jendela=JenisJendela.PENGISIAN,
        unit=dunia.bidang,
        sampai=hari + timedelta(days=3),
        alasan="x",
    )

    assert jendela_of(skp, triwulan, hari).sampai == hari + timedelta(days=3)
