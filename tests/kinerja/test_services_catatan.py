"""The log and behaviours: the act, its trail, and each refusal leaving nothing changed."""

from __future__ import annotations

import uuid
from datetime import date, time
from decimal import Decimal

import pytest
from freezegun import freeze_time

from kinerja import services
from kinerja.errors import BuktiDukungDitolak, CatatanTidakSah, PeriodeDitutup
from kinerja.models import CatatanHarian, CatatanPerilaku
from kinerja.rules import StatusBukti
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from skp.models import RencanaAksi, Skp
from skp.rules import NilaiPerilaku, StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, perilaku_baru
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db


class TestLog:
    def test_entry_is_kept_with_its_act(self, dunia, rhk, hari_ini):
        c = services.log_catatan(
            pelaku=dunia.sari,
            rhk=rhk,
            tanggal=hari_ini,
            uraian="  Menyusun laporan\r\nbersama tim ",
            jumlah=Decimal("2.5"),
            satuan=" lembar  kerja ",
            jam_mulai=time(8),
            jam_selesai=time(9),
        )

        c.refresh_from_db()
        assert (c.uraian, c.jumlah, c.satuan) == (
            "Menyusun laporan\nbersama tim",
            Decimal("2.50"),
            "lembar kerja",
        )
        assert (c.skp, c.pegawai, c.instansi) == (rhk.skp, dunia.sari, dunia.instansi)
        jejak = audit.riwayat(c)
        assert [(j["tindakan"], j["pelaku"]) for j in jejak] == [("catatan.dicatat", dunia.sari.pk)]

    def test_same_key_gives_the_same_entry_unchanged(self, dunia, rhk, hari_ini):
        kunci = uuid.uuid4()
        a = catatan_baru(rhk, hari_ini, "Pertama", klien_id=kunci)

        b = catatan_baru(rhk, hari_ini, "Kedua", klien_id=kunci)

        assert a.pk == b.pk
        assert CatatanHarian.objects.get().uraian == "Pertama"

    def test_same_key_still_answers_when_the_skp_is_no_longer_in_force(self, dunia, rhk, hari_ini):
        kunci = uuid.uuid4()
        a = catatan_baru(rhk, hari_ini, klien_id=kunci)
        Skp.objects.filter(pk=rhk.skp_id).update(status=StatusSkp.SELESAI)

        assert catatan_baru(rhk, hari_ini, klien_id=kunci) == a

    def test_key_of_another_person_is_another_key(self, dunia, rhk, hari_ini):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra).rhk.first()
        kunci = uuid.uuid4()

        assert catatan_baru(rhk, hari_ini, klien_id=kunci) != catatan_baru(lain, hari_ini, klien_id=kunci)

    @pytest.mark.parametrize("siapa", ["budi", "karta", "tono", "citra", "eka"])
    def test_nobody_logs_for_another(self, dunia, rhk, hari_ini, siapa):
        with pytest.raises(Dilarang):
            services.log_catatan(pelaku=getattr(dunia, siapa), rhk=rhk, tanggal=hari_ini, uraian="x")

        assert not CatatanHarian.objects.exists()

    @pytest.mark.parametrize(
        ("tanggal", "galat"),
        [
            (date(2026, 5, 13), CatatanTidakSah),
            (date(2025, 12, 31), CatatanTidakSah),
            (date(2026, 3, 31), PeriodeDitutup),
        ],
    )
    def test_closed_or_outside_day_is_refused(self, rhk, triwulan, tanggal, galat):
        with pytest.raises(galat):
            catatan_baru(rhk, tanggal)

        assert not CatatanHarian.objects.exists()

    def test_first_day_of_the_open_quarter_is_accepted(self, rhk, triwulan):
        assert catatan_baru(rhk, triwulan.mulai)

    def test_day_is_the_agencys_day(self, dunia, skp, rhk):
        """Half past midnight on the 13th in Jakarta is still the 12th in UTC."""
        with freeze_time("2026-05-12 17:30:00"):
            assert catatan_baru(rhk, date(2026, 5, 13))

    def test_action_plan_of_another_rhk_is_refused(self, rhk, skp, triwulan, hari_ini):
        lain = skp.rhk.exclude(pk=rhk.pk).first()
        aksi = RencanaAksi.objects.create(rhk=lain, periode=triwulan, teks="Langkah", target="1")

        with pytest.raises(CatatanTidakSah) as galat:
            catatan_baru(rhk, hari_ini, rencana_aksi=aksi)

        assert galat.value.bidang == "rencana_aksi"
        assert catatan_baru(lain, hari_ini, rencana_aksi=aksi).rencana_aksi == aksi

    def test_own_evidence_hangs_on_it_and_may_serve_twice(self, rhk, skp, hari_ini):
        b = bukti_baru(skp)

        a, c = catatan_baru(rhk, hari_ini, bukti=[b]), catatan_baru(rhk, hari_ini, bukti=[b])

        assert list(a.bukti.all()) == list(c.bukti.all()) == [b]

    def test_evidence_of_a_leader_is_not_ones_own(self, dunia, rhk, skp, hari_ini):
        b = bukti_baru(skp, oleh=dunia.budi)

        with pytest.raises(Dilarang):
            catatan_baru(rhk, hari_ini, bukti=[b])
        assert not CatatanHarian.objects.exists()

    def test_refused_evidence_cannot_be_used(self, rhk, skp, hari_ini):
        b = bukti_baru(skp)
        b.status, b.alasan_ditolak = StatusBukti.DITOLAK, "PDF ini memuat JavaScript."
        b.save()

        with pytest.raises(BuktiDukungDitolak, match="JavaScript"):
            catatan_baru(rhk, hari_ini, bukti=[b])


class TestUbah:
    def ubah(self, catatan, **lain):
        isi = {"rhk": catatan.rhk, "tanggal": catatan.tanggal, "uraian": catatan.uraian, **lain}
        return services.edit_catatan(pelaku=catatan.pegawai, catatan=catatan, **isi)

    def test_change_raises_the_number_and_keeps_history(self, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        self.ubah(c, uraian="Diperbaiki", nomor_sunting=0)

        c.refresh_from_db()
        assert (c.uraian, c.nomor_sunting) == ("Diperbaiki", 1)
        assert [j["tindakan"] for j in audit.riwayat(c)] == ["catatan.diubah", "catatan.dicatat"]

    def test_slower_tab_is_told(self, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)
        self.ubah(c, uraian="Tab pertama", nomor_sunting=0)

        with pytest.raises(SudahBerubah):
            self.ubah(c, uraian="Tab kedua", nomor_sunting=0)

        c.refresh_from_db()
        assert c.uraian == "Tab pertama"

    def test_withdrawn_entry_is_restored_first(self, dunia, rhk, hari_ini):
        c = services.withdraw_catatan(pelaku=dunia.sari, catatan=catatan_baru(rhk, hari_ini))

        with pytest.raises(SudahBerubah, match="ditarik"):
            self.ubah(c, uraian="x")

    def test_evidence_is_replaced_only_when_given(self, rhk, skp, hari_ini):
        b = bukti_baru(skp)
        c = catatan_baru(rhk, hari_ini, bukti=[b])

        self.ubah(c, uraian="Tanpa bukti baru")
        assert list(c.bukti.all()) == [b]
        self.ubah(c, bukti=[])
        assert not c.bukti.exists()

    def test_rhk_of_another_skp_is_refused(self, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra).rhk.first()

        with pytest.raises(CatatanTidakSah) as galat:
            self.ubah(c, rhk=lain)
        assert galat.value.bidang == "rhk"

    def test_neither_into_nor_out_of_a_closed_period(self, rhk, hari_ini):
        with freeze_time("2026-03-30 03:00:00"):
            lama = catatan_baru(rhk, date(2026, 3, 30))

        with pytest.raises(PeriodeDitutup):
            self.ubah(lama, tanggal=hari_ini)
        with pytest.raises(PeriodeDitutup):
            self.ubah(catatan_baru(rhk, hari_ini), tanggal=date(2026, 3, 30))
        lama.refresh_from_db()
        assert lama.tanggal == date(2026, 3, 30)

    def test_others_are_refused(self, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        with pytest.raises(Dilarang):
            services.edit_catatan(pelaku=dunia.budi, catatan=c, rhk=rhk, tanggal=hari_ini, uraian="x")


class TestTarik:
    def test_withdraw_and_restore_leave_their_trail(self, dunia, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        assert not CatatanHarian.objects.aktif().exists()
        services.restore_catatan(pelaku=dunia.sari, catatan=c)
        services.restore_catatan(pelaku=dunia.sari, catatan=c)

        assert CatatanHarian.objects.aktif().get() == c
        assert [j["tindakan"] for j in audit.riwayat(c)] == [
            "catatan.dipulihkan",
            "catatan.ditarik",
            "catatan.dicatat",
        ]

    def test_closed_period_keeps_its_entries(self, dunia, rhk, hari_ini):
        with freeze_time("2026-03-30 03:00:00"):
            c = catatan_baru(rhk, date(2026, 3, 30))

        with pytest.raises(PeriodeDitutup):
            services.withdraw_catatan(pelaku=dunia.sari, catatan=c)
        assert CatatanHarian.objects.aktif().exists()

    @pytest.mark.parametrize("layanan", [services.withdraw_catatan, services.restore_catatan])
    def test_others_are_refused(self, dunia, rhk, hari_ini, layanan):
        c = catatan_baru(rhk, hari_ini)

        with pytest.raises(Dilarang):
            layanan(pelaku=dunia.budi, catatan=c)


class TestUlang:
    def test_same_work_on_another_day_without_times_and_evidence(self, dunia, rhk, skp, hari_ini):
        asal = catatan_baru(
            rhk, date(2026, 5, 11), jumlah=2, satuan="laporan", jam_mulai=time(8), bukti=[bukti_baru(skp)]
        )

        c = services.repeat_catatan(pelaku=dunia.sari, catatan=asal, tanggal=hari_ini)

        assert (c.uraian, c.jumlah, c.satuan, c.rhk, c.tanggal) == (
            asal.uraian,
            2,
            "laporan",
            rhk,
            hari_ini,
        )
        assert c.jam_mulai is None
        assert not c.bukti.exists()

    def test_action_plan_goes_along_only_within_its_period(self, dunia, rhk, triwulan, hari_ini):
        aksi = RencanaAksi.objects.create(rhk=rhk, periode=triwulan, teks="Langkah", target="1")
        asal = catatan_baru(rhk, hari_ini, rencana_aksi=aksi)

        assert services.repeat_catatan(pelaku=dunia.sari, catatan=asal, tanggal=hari_ini).rencana_aksi == aksi
        with freeze_time("2026-07-01 03:00:00"):
            baru = services.repeat_catatan(pelaku=dunia.sari, catatan=asal, tanggal=date(2026, 7, 1))
        assert baru.rencana_aksi is None

    def test_whole_day_once_per_key(self, dunia, rhk, hari_ini):
        catatan_baru(rhk, date(2026, 5, 11), "Satu")
        catatan_baru(rhk, date(2026, 5, 11), "Dua")
        services.withdraw_catatan(pelaku=dunia.sari, catatan=catatan_baru(rhk, date(2026, 5, 11), "Ditarik"))
        kunci = uuid.uuid4()

        for _ in range(2):
            hasil = services.repeat_hari(
                pelaku=dunia.sari, dari=date(2026, 5, 11), ke=hari_ini, klien_id=kunci
            )

        assert [c.uraian for c in hasil] == ["Satu", "Dua"]
        assert CatatanHarian.objects.filter(tanggal=hari_ini).count() == 2

    def test_day_without_entries_says_so(self, dunia, skp, hari_ini):
        with pytest.raises(CatatanTidakSah, match="Tidak ada catatan"):
            services.repeat_hari(
                pelaku=dunia.sari, dari=date(2026, 5, 11), ke=hari_ini, klien_id=uuid.uuid4()
            )


class TestPerilaku:
    @pytest.mark.parametrize("siapa", ["sari", "budi", "karta", "tono"])
    def test_owner_and_leaders_log(self, dunia, skp, hari_ini, siapa):
        oleh = getattr(dunia, siapa)

        p = perilaku_baru(skp, hari_ini, NilaiPerilaku.HARMONIS, oleh=oleh)

        assert (p.oleh, p.pegawai, p.nilai) == (oleh, dunia.sari, "harmonis")
        assert audit.riwayat(p)[0]["tindakan"] == "perilaku.dicatat"

    @pytest.mark.parametrize("siapa", ["dewi", "eka", "bupati"])
    def test_others_are_refused(self, dunia, skp, hari_ini, siapa):
        with pytest.raises(Dilarang):
            perilaku_baru(skp, hari_ini, oleh=getattr(dunia, siapa))

        assert not CatatanPerilaku.objects.exists()

    def test_same_key_same_row(self, skp, hari_ini):
        kunci = uuid.uuid4()

        assert perilaku_baru(skp, hari_ini, klien_id=kunci) == perilaku_baru(skp, hari_ini, klien_id=kunci)
        assert CatatanPerilaku.objects.count() == 1

    def test_leader_adds_evidence_of_his_own(self, dunia, skp, hari_ini):
        b = bukti_baru(skp, oleh=dunia.budi)

        assert list(perilaku_baru(skp, hari_ini, oleh=dunia.budi, bukti=[b]).bukti.all()) == [b]

    @pytest.mark.parametrize(
        ("isi", "galat"),
        [
            ({"uraian": " \x00 "}, CatatanTidakSah),
            ({"tanggal": date(2026, 5, 13)}, CatatanTidakSah),
            ({"tanggal": date(2026, 3, 1)}, PeriodeDitutup),
        ],
    )
    def test_rules_are_asked(self, skp, hari_ini, isi, galat):
        with pytest.raises(galat):
            perilaku_baru(skp, **{"tanggal": hari_ini, **isi})

        assert not CatatanPerilaku.objects.exists()

    def test_writer_withdraws_and_restores(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, oleh=dunia.budi)

        with pytest.raises(Dilarang):
            services.withdraw_perilaku(pelaku=dunia.sari, perilaku=p)
        for _ in range(2):
            services.withdraw_perilaku(pelaku=dunia.budi, perilaku=p)
        assert not CatatanPerilaku.objects.aktif().exists()
        for _ in range(2):
            services.restore_perilaku(pelaku=dunia.budi, perilaku=p)
        assert CatatanPerilaku.objects.aktif().exists()
        assert [j["tindakan"] for j in audit.riwayat(p)] == [
            "perilaku.dipulihkan",
            "perilaku.ditarik",
            "perilaku.dicatat",
        ]
