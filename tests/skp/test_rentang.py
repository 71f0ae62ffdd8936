"""Life happens: moves, acting posts, gaps with a reason, results that pass to the successor, a new penilai."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pegawai import audit
from pegawai.errors import Dilarang
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import JenisPenugasan
from pegawai.services import move_pegawai, place_pegawai
from skp import rules, selectors, services
from skp.errors import IsianTidakSah, JedaTidakSah, RentangBertabrakan
from skp.models import JedaSkp, Skp
from skp.rules import AlasanJeda, KlasifikasiRhk, StatusSkp
from tests.factories.pegawai import jabatan_baru, pegawai_baru
from tests.factories.skp import RHK_TAMBAHAN, RHK_UTAMA, skp_at
from tests.skp.halaman import teks, url


def hari() -> date:
    return timezone.localdate()


@pytest.fixture
def pindah(dunia):
    """Sari, whose SKP is in force, moves to Bidang Statistik today (never on 1 January)."""
    skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
    sejak = max(hari(), skp.mulai + timedelta(days=1))
    baru = move_pegawai(
        pelaku=dunia.eka,
        pegawai=dunia.sari,
        jabatan=jabatan_baru(dunia.instansi, "Statistisi"),
        unit=dunia.bidang_lain,
        mulai=sejak,
        alasan="Keputusan Bupati",
    )
    return skp, baru


class TestRules:
    A = date(2026, 1, 1)
    Z = date(2026, 12, 31)

    @pytest.mark.parametrize(
        ("terpakai", "bebas"),
        [
            ([], [(A, Z)]),
            ([(A, Z)], []),
            ([(A, date(2026, 5, 31))], [(date(2026, 6, 1), Z)]),
            ([(date(2026, 3, 1), date(2026, 5, 31))], [(A, date(2026, 2, 28)), (date(2026, 6, 1), Z)]),
            ([(date(2025, 1, 1), date(2025, 12, 31))], [(A, Z)]),
            ([(date(2026, 6, 1), Z), (A, date(2026, 7, 1))], []),
        ],
    )
    def test_free_days(self, terpakai, bebas):
        assert rules.rentang_bebas(self.A, self.Z, terpakai) == bebas

    def test_the_span_of_today_comes_before_others(self):
        a, b = (self.A, date(2026, 2, 1)), (date(2026, 6, 1), self.Z)

        assert rules.rentang_terdekat([a, b], date(2026, 1, 5)) == a
        assert rules.rentang_terdekat([a, b], date(2026, 3, 1)) == b
        assert rules.rentang_terdekat([a], date(2026, 3, 1)) == a
        assert rules.rentang_terdekat([], self.A) is None

    @pytest.mark.parametrize(
        ("kedudukan", "masa", "alasan"),
        [
            ("01", [], AlasanJeda.BELUM_DIANGKAT),
            ("01", [(date(2026, 6, 1), None)], AlasanJeda.BELUM_DIANGKAT),
            ("01", [(A, None)], None),
            ("02", [(A, None)], AlasanJeda.CLTN),
            ("03", [(A, None)], AlasanJeda.TUGAS_BELAJAR),
            ("04", [(A, None)], AlasanJeda.BERHENTI_SEMENTARA),
            ("20", [(A, None)], AlasanJeda.MPP),
            ("99", [(A, date(2026, 1, 31))], AlasanJeda.PENSIUN),
        ],
    )
    def test_proposed_reason(self, kedudukan, masa, alasan):
        usul = rules.usul_alasan(
            kedudukan=kedudukan, mulai=date(2026, 3, 1), selesai=date(2026, 3, 31), penempatan=masa
        )

        assert usul == alasan


class TestMutasi:
    def test_the_span_ends_the_day_before_and_twice_changes_nothing(self, dunia, pindah):
        skp, baru = pindah

        assert services.close_rentang(instansi=dunia.instansi) == 1
        assert services.close_rentang() == 0

        skp.refresh_from_db()
        assert skp.selesai == baru.mulai - timedelta(days=1)
        assert skp.status == StatusSkp.BERJALAN
        assert audit.riwayat(skp, 1)[0]["tindakan"] == "skp.rentang_ditutup"

    def test_new_post_is_offered_and_begun_before_any_task_ran(self, dunia, masuk, pindah):
        skp, baru = pindah
        client = masuk(dunia.sari)
        assert "untuk jabatan baru" in teks(client.get("/")) or skp.selesai == hari()

        halaman = client.get(url("susun"))
        nilai = f"{baru.uuid}.{skp.periode.uuid}"
        client.post(url("susun"), {"calon": nilai, "pendekatan": "kuantitatif"})

        assert "Statistisi" in teks(halaman)
        skp.refresh_from_db()
        baru_skp = Skp.objects.get(penempatan=baru)
        assert (skp.selesai, baru_skp.mulai) == (baru.mulai - timedelta(days=1), baru.mulai)
        assert selectors.penilai_skp(skp) == dunia.budi  # the span that is over stays with its penilai

    def test_draft_for_a_post_that_never_came_about_is_called_off(self, dunia):
        draf = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
        Penempatan.objects.filter(pk=draf.penempatan_id).update(selesai=draf.mulai - timedelta(days=1))
        baru = place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Statistisi"),
            unit=dunia.bidang_lain,
            mulai=draf.mulai,
        )

        services.draft_skp(pelaku=dunia.sari, penempatan=baru, periode=draf.periode)

        draf.refresh_from_db()
        assert draf.status == StatusSkp.DIBATALKAN
        assert "sebelum SKP ini mulai" in draf.riwayat.last().catatan

    def test_acting_post_gives_a_further_skp_for_its_own_days(self, dunia):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        plt = place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Statistik"),
            unit=dunia.bidang_lain,
            mulai=hari(),
            jenis=JenisPenugasan.PLT,
        )
        calon, _ = selectors.calon_skp(dunia.sari, hari())

        assert [(c.penempatan, c.mulai) for c in calon] == [(plt, hari())]
        tambahan = services.draft_skp(pelaku=dunia.sari, penempatan=plt, periode=skp.periode)
        assert tambahan.is_plt_plh
        Penempatan.objects.filter(pk=plt.pk).update(selesai=hari())
        services.close_rentang()
        tambahan.refresh_from_db()
        assert tambahan.selesai == hari()

    def test_new_penilai_finds_the_queue(self, dunia, masuk):
        skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)
        lama = dunia.penempatan(dunia.budi)
        Penempatan.objects.filter(pk=lama.pk).update(selesai=hari() - timedelta(days=1))
        pengganti = pegawai_baru(dunia.instansi, "Fajar Hidayat")
        place_pegawai(
            pelaku=None,
            pegawai=pengganti,
            jabatan=lama.jabatan,
            unit=dunia.bidang,
            mulai=hari(),
            is_kepala=True,
        )

        assert "Sari Puspita" in teks(masuk(pengganti).get(url("tim")))
        assert masuk(pengganti).get(url("tinjau", skp)).status_code == 200
        assert masuk(dunia.budi).get(url("tinjau", skp)).status_code == 403


class TestWarisan:
    @pytest.fixture
    def penerus(self, dunia, pindah):
        """Citra takes over Sari's post the day Sari leaves it; Sari's tambahan is her own."""
        skp, baru = pindah
        skp.rhk.filter(teks=RHK_TAMBAHAN).update(klasifikasi=KlasifikasiRhk.INDIVIDU)
        services.close_rentang()
        move_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.citra,
            jabatan=skp.penempatan.jabatan,
            unit=dunia.bidang,
            mulai=baru.mulai,
            alasan="Menggantikan",
        )
        tempat = Penempatan.objects.get(pegawai=dunia.citra, mulai=baru.mulai)
        return services.draft_skp(pelaku=dunia.citra, penempatan=tempat, periode=skp.periode)

    def test_organisation_passes_to_the_successor_with_its_link(self, dunia, masuk, pindah, penerus):
        client = masuk(dunia.citra)
        halaman = teks(client.get(url("detail", penerus)))
        assert "RHK organisasi dari pendahulu, Sari Puspita" in halaman
        assert RHK_UTAMA in halaman
        assert RHK_TAMBAHAN not in halaman

        client.post(url("warisan", penerus))

        rhk = penerus.rhk.get()
        assert (rhk.teks, rhk.asal.skp) == (RHK_UTAMA, pindah[0])
        assert rhk.indikator.get().target_tampil == "12 laporan"
        assert "Ambil ke draf ini" not in teks(client.get(url("detail", penerus)))

    def test_individual_stays_with_the_person(self, dunia, pindah, penerus):
        skp, baru = pindah
        milik = services.draft_skp(pelaku=dunia.sari, penempatan=baru, periode=skp.periode)

        assert services.inherit_rhk(pelaku=dunia.sari, skp=milik) == 1
        assert milik.rhk.get().teks == RHK_TAMBAHAN

    def test_nothing_waits_twice_and_strangers_take_nothing(self, dunia, penerus):
        with pytest.raises(Dilarang):
            services.inherit_rhk(pelaku=dunia.dewi, skp=penerus)
        services.inherit_rhk(pelaku=dunia.citra, skp=penerus)

        with pytest.raises(IsianTidakSah):
            services.inherit_rhk(pelaku=dunia.citra, skp=penerus)

    def test_no_questions_for_who_did_not_move(self, dunia, django_assert_num_queries):
        draf = skp_at(StatusSkp.DRAF, pegawai=dunia.sari)
        skp = Skp.objects.select_related("penempatan", "periode").get(pk=draf.pk)

        with django_assert_num_queries(0):
            assert selectors.warisan_of(skp) == []


class TestJeda:
    @pytest.fixture
    def berjalan(self, dunia):
        return skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)

    def catat(self, dunia, mulai, selesai=None, oleh=None, alasan=AlasanJeda.CLTN):
        return services.record_jeda(
            pelaku=oleh or dunia.eka, pegawai=dunia.sari, mulai=mulai, selesai=selesai, alasan=alasan
        )

    def test_a_gap_ends_the_running_skp_the_day_before(self, dunia, berjalan):
        mulai = berjalan.mulai + timedelta(days=40)
        self.catat(dunia, mulai)

        berjalan.refresh_from_db()
        assert berjalan.selesai == mulai - timedelta(days=1)
        with pytest.raises(RentangBertabrakan, match="tercatat cuti di luar tanggungan negara"):
            services.draft_skp(
                pelaku=dunia.sari,
                penempatan=berjalan.penempatan,
                periode=berjalan.periode,
                mulai=mulai,
            )

    def test_the_year_by_page_proposes_and_takes_the_reason(self, dunia, masuk):
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)
        Skp.objects.filter(pk=skp.pk).update(mulai=skp.mulai + timedelta(days=31))
        Pegawai.objects.filter(pk=dunia.sari.pk).update(kedudukan="02")
        client = masuk(dunia.eka)
        alamat = url("jeda_pegawai", dunia.sari)

        assert "Menurut data: cuti di luar tanggungan negara." in teks(client.get(alamat))
        isi = {
            "mulai": skp.mulai.isoformat(),
            "selesai": (skp.mulai + timedelta(days=30)).isoformat(),
            "alasan": "cltn",
            "catatan": "SK 800/12",
        }
        assert client.post(url("jeda_catat", dunia.sari), isi).status_code == 302

        halaman = teks(client.get(alamat))
        assert "Tanpa SKP: cuti di luar tanggungan negara. SK 800/12" in halaman
        assert "belum ada alasan" not in halaman

    def test_after_the_gap_a_new_skp_is_offered(self, dunia, berjalan):
        if hari() < berjalan.mulai + timedelta(days=3):
            pytest.skip("the year has just begun")
        mulai = hari() - timedelta(days=2)
        jeda = self.catat(dunia, mulai)
        assert selectors.calon_skp(dunia.sari, hari())[0] == []

        services.end_jeda(pelaku=dunia.sari, jeda=jeda, selesai=hari() - timedelta(days=1))

        calon, _ = selectors.calon_skp(dunia.sari, hari())
        assert [(c.mulai, c.selesai) for c in calon] == [(hari(), berjalan.periode.selesai)]

    @pytest.mark.parametrize(
        ("mulai", "selesai", "bidang"),
        [(40, 30, "selesai"), (0, 500, "mulai")],
    )
    def test_refused_with_the_field_and_nothing_changed(self, dunia, berjalan, mulai, selesai, bidang):
        with pytest.raises(JedaTidakSah) as galat:
            self.catat(
                dunia, berjalan.mulai + timedelta(days=mulai), berjalan.mulai + timedelta(days=selesai)
            )

        assert galat.value.bidang == bidang
        akhir = berjalan.selesai
        berjalan.refresh_from_db()
        assert (berjalan.selesai, JedaSkp.objects.count()) == (akhir, 0)

    def test_two_gaps_do_not_overlap(self, dunia, masuk):
        self.catat(dunia, date(2020, 1, 1), date(2020, 6, 30))

        jawab = masuk(dunia.sari).post(
            url("jeda_catat", dunia.sari),
            {"mulai": "2020-06-30", "selesai": "2020-07-31", "alasan": "mpp", "catatan": "Tetap di sini"},
        )

        assert jawab.status_code == 422
        assert "1 Januari 2020 sampai 30 Juni 2020. Pilih tanggal lain." in teks(jawab)
        assert "Tetap di sini" in jawab.content.decode()

    def test_colleague_and_penilai_may_not(self, dunia):
        for siapa in (dunia.citra, dunia.budi):
            with pytest.raises(Dilarang):
                self.catat(dunia, date(2020, 1, 1), date(2020, 6, 30), oleh=siapa)

    def test_wrong_one_is_taken_back_and_longer_one_may_not_run_into_an_skp(self, dunia, berjalan):
        jeda = self.catat(dunia, berjalan.mulai - timedelta(days=20), berjalan.mulai - timedelta(days=10))
        with pytest.raises(JedaTidakSah):
            services.end_jeda(pelaku=dunia.eka, jeda=jeda, selesai=berjalan.mulai)

        services.delete_jeda(pelaku=dunia.sari, jeda=jeda)

        assert not JedaSkp.objects.exists()
