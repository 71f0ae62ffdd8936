"""What pages read: right figures, and the same number of queries for few and many."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from freezegun import freeze_time

from kinerja import selectors, services
from kinerja.models import CatatanHarian
from pegawai.services import close_penempatan
from skp.models import IndikatorKinerja, RencanaAksi, Skp
from skp.rules import NilaiPerilaku, StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, perilaku_baru, realisasi_baru, umpan_balik_baru
from tests.factories.pegawai import pegawai_baru
from tests.factories.skp import periode_ke, skp_at

pytestmark = pytest.mark.django_db

SENIN, SELASA = date(2026, 5, 11), date(2026, 5, 12)


def jumlah_kueri(kerja):
    with CaptureQueriesContext(connection) as tangkap:
        hasil = kerja()
    return len(tangkap), hasil


def isi_banyak(rhk, hari, banyak):
    """Many entries at once; their history rows come from the database itself."""
    CatatanHarian.objects.bulk_create(
        CatatanHarian(
            instansi_id=rhk.skp.instansi_id,
            pegawai_id=rhk.skp.pegawai_id,
            skp=rhk.skp,
            rhk=rhk,
            tanggal=hari - timedelta(days=n % 40),
            uraian=f"Kegiatan {n % 90}",
            jumlah=1,
            satuan="laporan",
        )
        for n in range(banyak)
    )


class TestTempat:
    def test_skp_in_force_is_found(self, dunia, skp):
        assert selectors.tempat_mencatat(dunia.sari, SELASA).skp == (skp,)

    @pytest.mark.parametrize(
        ("status", "kata"),
        [
            (StatusSkp.DRAF, "masih draf"),
            (StatusSkp.DIAJUKAN, "menunggu persetujuan"),
            (StatusSkp.DIKEMBALIKAN, "dikembalikan"),
            (StatusSkp.DISETUJUI, "menunggu penetapan"),
            (StatusSkp.SELESAI, "sudah selesai"),
        ],
    )
    def test_state_that_is_in_the_way_is_named(self, dunia, hari_ini, status, kata):
        skp = skp_at(status, pegawai=dunia.sari)

        t = selectors.tempat_mencatat(dunia.sari, SELASA)

        assert t.skp == ()
        assert kata in t.alasan
        assert (t.tindakan, t.terkait) == ("buka_skp", skp)

    @pytest.mark.parametrize("status", [StatusSkp.DIBATALKAN, StatusSkp.DIREVISI])
    def test_dead_versions_count_as_none(self, dunia, hari_ini, status):
        skp_at(status, pegawai=dunia.sari)

        assert selectors.tempat_mencatat(dunia.sari, SELASA).tindakan == "susun_skp"

    def test_no_placement_is_for_the_admin(self, dunia, hari_ini):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            selesai=date(2026, 4, 30),
            alasan="Mutasi",
        )

        assert selectors.tempat_mencatat(dunia.sari, SELASA).tindakan == "penempatan"

    def test_who_needs_no_skp_is_told(self, dunia, hari_ini):
        t = selectors.tempat_mencatat(dunia.bupati, SELASA)

        assert (t.tindakan, t.alasan) == ("", "Pejabat negara tidak menyusun SKP.")


class TestHari:
    def test_day_holds_its_entries_then_what_was_just_withdrawn(self, dunia, rhk, hari_ini):
        a, b, c = (catatan_baru(rhk, hari_ini, t) for t in ("a", "b", "c"))
        services.withdraw_catatan(pelaku=dunia.sari, catatan=a)
        catatan_baru(rhk, SENIN)

        assert selectors.catatan_hari(dunia.sari, hari_ini) == [b, c, a]
        with freeze_time("2026-05-13 04:00:00"):
            assert selectors.catatan_hari(dunia.sari, hari_ini) == [b, c]

    def test_gaps_are_past_working_days_within_the_skp(self, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, date(2026, 5, 7))

        hari = selectors.hari_hari(dunia.sari, date(2026, 5, 4), date(2026, 5, 13), [skp])

        assert [h.tanggal.day for h in hari if h.is_kosong] == [4, 5, 6, 8, 11]
        assert [h.jumlah for h in hari if h.tanggal.day == 7] == [1]
        assert [h.tanggal for h in hari if h.is_hari_ini] == [hari_ini]
        assert not any(
            h.is_kosong for h in selectors.hari_hari(dunia.sari, date(2026, 5, 4), date(2026, 5, 13), [])
        )

    def test_search_finds_words_whatever_their_affixes_of_ones_own(self, dunia, skp, rhk, hari_ini):
        a = catatan_baru(rhk, hari_ini, "Rapat anggaran 100%")
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra).rhk.first()
        catatan_baru(lain, hari_ini, "Rapat anggaran")

        assert list(selectors.cari_catatan(dunia.sari, "ANGGARAN 100%")) == [a]
        assert list(selectors.cari_catatan(dunia.sari, "merapatkan anggaran")) == [a]
        assert not selectors.cari_catatan(dunia.sari, "anggaran cuaca").exists()
        assert not selectors.cari_catatan(dunia.sari, "_").exists()

    def test_habits_are_different_and_the_latest_first(self, dunia, skp, rhk, hari_ini):
        for teks, hari in (("A", SENIN), ("B", SENIN), ("a", SENIN), ("C", date(2026, 4, 20))):
            catatan_baru(rhk, hari, teks, jumlah=1, satuan="laporan")

        k = selectors.saran_kegiatan(dunia.sari, hari_ini)

        assert [c.uraian for c in k.kegiatan] == ["a", "B", "C"]
        assert (k.hari_terakhir, k.rhk_terakhir, k.satuan) == (SENIN, rhk, ["laporan"])

    def test_habits_of_an_skp_that_ended_are_not_offered(self, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, SENIN)
        Skp.objects.filter(pk=skp.pk).update(status=StatusSkp.DIREVISI)

        k = selectors.saran_kegiatan(dunia.sari, hari_ini)

        assert (k.kegiatan, k.hari_terakhir, k.rhk_terakhir) == ((), None, None)

    def test_steps_of_the_days_period_only(self, skp, rhk, triwulan, hari_ini):
        kini = RencanaAksi.objects.create(rhk=rhk, periode=triwulan, teks="Kini", target="1")
        RencanaAksi.objects.create(rhk=rhk, periode=periode_ke(skp.instansi, 3), teks="Nanti", target="1")

        assert list(selectors.rencana_aksi_hari([skp], hari_ini)) == [kini]


class TestCapaian:
    def test_figures_evidence_and_entries_of_a_period(self, dunia, skp, rhk, triwulan, hari_ini):
        b = bukti_baru(skp)
        catatan_baru(rhk, hari_ini, jumlah=2, satuan="laporan", bukti=[b])
        catatan_baru(rhk, SENIN, jumlah=3, satuan="Laporan")
        services.withdraw_catatan(
            pelaku=dunia.sari, catatan=catatan_baru(rhk, SENIN, jumlah=9, satuan="laporan")
        )
        with freeze_time("2026-02-10 03:00:00"):
            catatan_baru(rhk, date(2026, 2, 10), jumlah=7, satuan="laporan")
            lalu = realisasi_baru(rhk.indikator.first(), periode_ke(skp.instansi, 1), 3)
        r = realisasi_baru(rhk.indikator.first(), triwulan, 3, bukti=[b])

        c = selectors.capaian_per_indikator(skp, triwulan)[0]

        assert (c.rhk, c.indikator, c.realisasi) == (rhk, rhk.indikator.first(), r)
        assert c.riwayat == (lalu, r)
        assert [x["uuid"] for x in c.bukti] == [str(b.uuid)]
        assert c.jumlah_catatan == 2
        assert (c.kumulatif, c.capaian.persen, c.tampil) == (6, 50, "3 laporan")
        assert c.usul is not None
        assert c.usul.angka == 5

    def test_everything_so_far_and_the_year(self, skp, rhk, triwulan, hari_ini):
        realisasi_baru(rhk.indikator.first(), triwulan, 3)

        semua = selectors.capaian_per_indikator(skp)[0]
        setahun = selectors.capaian_per_indikator(skp, skp.periode)[0]

        assert semua.realisasi.angka == 3
        assert setahun.realisasi is None
        assert setahun.tampil == "Triwulan II 2026: 3 laporan"
        realisasi_baru(rhk.indikator.first(), skp.periode, 11)
        setahun = selectors.capaian_per_indikator(skp, skp.periode)[0]
        assert (setahun.kumulatif, setahun.tampil) == (11, "11 laporan")
        assert selectors.capaian_per_indikator(skp, triwulan)[0].kumulatif == 3

    def test_nothing_yet(self, skp):
        c = selectors.capaian_per_indikator(skp)[0]

        assert (c.realisasi, c.riwayat, c.bukti, c.jumlah_catatan, c.usul, c.tampil) == (
            None,
            (),
            (),
            0,
            None,
            "",
        )

    def test_queries_do_not_grow(self, skp, rhk, triwulan, hari_ini):
        isi_banyak(rhk, hari_ini, 10)
        realisasi_baru(rhk.indikator.first(), triwulan, 3, bukti=[bukti_baru(skp)])
        sedikit, _ = jumlah_kueri(lambda: selectors.capaian_per_indikator(skp, triwulan))

        for n in range(12):
            i = IndikatorKinerja.objects.create(
                rhk=rhk, teks=f"IKI {n}", target_angka=Decimal(3), satuan="laporan"
            )
            realisasi_baru(i, triwulan, 1, bukti=[bukti_baru(skp)])
        isi_banyak(rhk, hari_ini, 290)
        banyak, hasil = jumlah_kueri(lambda: selectors.capaian_per_indikator(skp, triwulan))

        assert sedikit == banyak == 4
        assert len(hasil) == 14

    def test_evidence_behind_the_entries(self, skp, rhk, triwulan, hari_ini):
        a, b = bukti_baru(skp), bukti_baru(skp)
        catatan_baru(rhk, SENIN, bukti=[a])
        catatan_baru(rhk, hari_ini, bukti=[b, a])

        assert selectors.bukti_catatan_per_rhk(skp, triwulan) == {rhk.pk: [b, a]}
        assert selectors.bukti_catatan_per_rhk(skp, periode_ke(skp.instansi, 1)) == {}


class TestPerilakuDanUmpanBalik:
    def test_seven_values_with_what_was_seen_and_said(self, dunia, skp, triwulan, hari_ini):
        p = perilaku_baru(skp, hari_ini, NilaiPerilaku.KOLABORATIF, oleh=dunia.budi)
        u = umpan_balik_baru(dunia.tono, skp, nilai="kolaboratif")

        n, hasil = jumlah_kueri(lambda: selectors.perilaku_per_nilai(skp, triwulan))

        assert n == 3
        assert [h.nilai for h in hasil] == list(NilaiPerilaku)
        akhir = hasil[-1]
        assert (akhir.catatan, akhir.umpan_balik) == ((p,), (u,))
        assert akhir.ekspektasi == "Melibatkan pengguna sejak awal"
        assert selectors.perilaku_per_nilai(skp, periode_ke(skp.instansi, 1))[-1].catatan == ()

    def test_withdrawn_behaviour_is_offered_back_to_its_writer(self, dunia, skp, hari_ini):
        p = perilaku_baru(skp, hari_ini, oleh=dunia.budi)
        services.withdraw_perilaku(pelaku=dunia.budi, perilaku=p)

        assert selectors.perilaku_ditarik(dunia.budi, skp) == [p]
        assert selectors.perilaku_ditarik(dunia.sari, skp) == []

    def test_feedback_by_rhk_and_about_the_person(self, dunia, skp, rhk, triwulan):
        a = umpan_balik_baru(dunia.budi, skp, rhk=rhk)
        b = umpan_balik_baru(dunia.budi, skp)
        umpan_balik_baru(dunia.budi, skp, nilai="adaptif")

        n, hasil = jumlah_kueri(lambda: selectors.umpan_balik_per_rhk(skp, triwulan))

        assert n == 1
        assert hasil == {rhk.pk: [a], None: [b]}

    def test_unread_comes_first(self, dunia, skp):
        lama = umpan_balik_baru(dunia.budi, skp, tanggal=SENIN)
        dibaca = umpan_balik_baru(dunia.budi, skp)
        services.mark_read(pelaku=dunia.sari, umpan_balik=dibaca)

        assert list(selectors.umpan_balik_diterima(dunia.sari)) == [lama, dibaca]
        assert selectors.jumlah_belum_dibaca(dunia.sari) == 1
        assert list(selectors.umpan_balik_diberikan(dunia.budi)) == [dibaca, lama]


class TestTim:
    def test_those_i_rate_then_those_i_lead(self, dunia, skp, hari_ini):
        assert {c.pegawai for c in selectors.anggota_of(dunia.budi)} == {dunia.sari, dunia.citra}
        assert [(c.pegawai, c.peran, c.tim) for c in selectors.anggota_of(dunia.tono)] == [
            (dunia.sari, "ketua_tim", "Tim Layanan Digital")
        ]
        assert selectors.anggota_of(dunia.sari) == []

    def test_member_of_two_of_my_teams_stands_once(self, dunia, skp, hari_ini):
        from pegawai.models import TimKerja
        from pegawai.rules import PeranTim
        from pegawai.services import assign_tim

        lain = TimKerja.objects.create(
            instansi=dunia.instansi, unit=dunia.dinas, nama="Tim Arsitektur", mulai=SENIN
        )
        assign_tim(pelaku=None, tim=lain, pegawai=dunia.tono, peran=PeranTim.KETUA, mulai=SENIN)
        assign_tim(pelaku=None, tim=lain, pegawai=dunia.sari, peran=PeranTim.ANGGOTA, mulai=SENIN)

        assert [(c.pegawai, c.tim) for c in selectors.anggota_of(dunia.tono)] == [
            (dunia.sari, "Tim Arsitektur")
        ]

    def test_one_line_per_member(self, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)
        catatan_baru(rhk, hari_ini)
        catatan_baru(rhk, SENIN)
        catatan_baru(rhk, date(2026, 5, 10))
        umpan_balik_baru(dunia.tono, skp, tanggal=date(2026, 5, 4))

        tim = {a.pegawai: a for a in selectors.tim_minggu(selectors.anggota_of(dunia.budi), hari_ini)}

        sari, citra = tim[dunia.sari], tim[dunia.citra]
        assert (sari.jumlah, sari.jumlah_hari, sari.hari_tanpa_umpan_balik, sari.boleh) == (3, 2, 8, True)
        assert (citra.skp, citra.boleh, citra.hari_tanpa_umpan_balik) == (None, False, None)
        ketua = selectors.tim_minggu(selectors.anggota_of(dunia.tono), hari_ini)[0]
        assert (ketua.skp, ketua.jabatan, ketua.jumlah) == (skp, "Pranata Komputer Ahli Pertama", 3)

    def test_who_leads_people_is_marked(self, dunia, hari_ini):
        tim = {a.pegawai: a for a in selectors.tim_minggu(selectors.anggota_of(dunia.karta), hari_ini)}

        assert tim[dunia.budi].is_penilai
        assert not tim[dunia.dewi].is_penilai

    def test_queries_do_not_grow_with_the_team(self, dunia, skp, rhk, hari_ini):
        catatan_baru(rhk, hari_ini)
        sedikit, _ = jumlah_kueri(lambda: selectors.tim_minggu(selectors.anggota_of(dunia.budi), hari_ini))

        from pegawai.services import derive_penilai

        for n in range(40):
            pegawai_baru(dunia.instansi, f"Anggota {n:02d}", unit=dunia.bidang, akun=False)
        derive_penilai(dunia.instansi)
        banyak, hasil = jumlah_kueri(lambda: selectors.tim_minggu(selectors.anggota_of(dunia.budi), hari_ini))

        assert len(hasil) == 42
        assert sedikit == banyak <= 8


class TestLinimasa:
    @pytest.fixture
    def semua(self, dunia, skp, rhk, triwulan, hari_ini):
        catatan_baru(rhk, SENIN, bukti=[bukti_baru(skp)])
        catatan_baru(rhk, date(2026, 4, 30))
        perilaku_baru(skp, hari_ini)
        realisasi_baru(rhk.indikator.first(), triwulan, 3)
        umpan_balik_baru(dunia.budi, skp, rhk=rhk)
        umpan_balik_baru(dunia.budi, skp)

    def test_all_kinds_the_latest_first(self, skp, semua):
        n, butir = jumlah_kueri(lambda: selectors.linimasa(skp, date(2026, 5, 1), date(2026, 5, 31)))

        assert n == 4
        assert sorted(b.jenis for b in butir[:4]) == ["perilaku", "realisasi", "umpan_balik", "umpan_balik"]
        assert [(b.jenis, b.tanggal) for b in butir[4:]] == [("catatan", SENIN)]
        assert [x["nama"] for x in butir[-1].bukti] == ["laporan.pdf"]

    @pytest.mark.parametrize(
        ("saring", "jumlah"),
        [("catatan", 1), ("realisasi", 1), ("perilaku", 1), ("umpan_balik", 2)],
    )
    def test_one_kind(self, skp, semua, saring, jumlah):
        n, butir = jumlah_kueri(
            lambda: selectors.linimasa(skp, date(2026, 5, 1), date(2026, 5, 31), jenis=saring)
        )

        assert (n, len(butir)) == (1, jumlah)

    def test_one_rhk(self, skp, rhk, semua):
        lain = skp.rhk.exclude(pk=rhk.pk).first()

        butir = selectors.linimasa(skp, date(2026, 5, 1), date(2026, 5, 31), rhk=rhk)

        assert {b.jenis for b in butir} == {"catatan", "realisasi", "umpan_balik"}
        assert selectors.linimasa(skp, date(2026, 5, 1), date(2026, 5, 31), rhk=lain) == []

    def test_months(self, skp, semua):
        assert selectors.jumlah_per_bulan(skp) == {date(2026, 4, 1): 1, date(2026, 5, 1): 1}
