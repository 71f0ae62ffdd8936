"""Who may do what with Sari's SKP; her penilai is Budi, above him Karta, her ketua tim Tono, the admin Eka."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from pegawai.errors import Dilarang
from pegawai.models import PeranDiberikan
from pegawai.rules import JenisPenugasan, KedudukanHukum, Peran
from pegawai.services import close_penempatan, grant_peran, place_pegawai, set_penilai
from skp import permissions as p
from skp.models import RencanaHasilKerja, Skp
from skp.rules import StatusSkp
from tests.factories.pegawai import jabatan_baru
from tests.factories.skp import periode_tahun, skp_at
from tests.skp.conftest import semua_orang

pytestmark = pytest.mark.django_db


class TestLihat:
    @pytest.mark.parametrize("status", [StatusSkp.DRAF, StatusSkp.BERJALAN, StatusSkp.DIBATALKAN])
    def test_verdict_equals_visible_to_for_everyone(self, dunia, asing, skp_di, status):
        skp = skp_di(status)
        melihat = {dunia.sari, dunia.budi, dunia.karta, dunia.eka, dunia.tono}

        for orang in semua_orang(dunia) + semua_orang(asing):
            terlihat = Skp.objects.visible_to(orang).filter(pk=skp.pk).exists()
            assert bool(p.may_view_skp(orang, skp)) == terlihat == (orang in melihat), orang.nama

    def test_pimpinan_and_auditor_see_within_their_scope(self, dunia, draf):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.PIMPINAN)
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=dunia.bidang_lain)

        assert p.may_view_skp(dunia.citra, draf)
        assert not p.may_view_skp(dunia.dewi, draf)

    def test_a_former_penilai_still_sees_his_span(self, dunia, draf):
        hari = timezone.localdate()
        set_penilai(
            pelaku=dunia.eka, penempatan=draf.penempatan, penilai=dunia.tono, mulai=hari, alasan="Nota dinas"
        )

        assert p.may_view_skp(dunia.budi, draf)
        assert not p.may_review_skp(dunia.budi, draf)

    def test_rhk_follows_its_skp(self, dunia, draf):
        for orang in semua_orang(dunia):
            terlihat = RencanaHasilKerja.objects.visible_to(orang).filter(skp=draf).exists()
            assert terlihat == bool(p.may_view_skp(orang, draf))

    def test_refusal_has_a_reason(self, dunia, draf):
        with pytest.raises(Dilarang, match="tidak dibuka untuk Anda"):
            p.require(p.may_view_skp(dunia.citra, draf))


class TestSiapa:
    """The full table of person × act, and a reason with every no."""

    BOLEH = {
        "may_edit_skp": {"sari"},
        "may_submit_skp": {"sari"},
        "may_withdraw_skp": {"sari"},
        "may_review_skp": {"budi"},
        "may_approve_skp": {"budi"},
        "may_return_skp": {"budi"},
        "may_edit_ekspektasi": {"sari", "budi"},
        "may_plan_aksi": {"sari", "budi"},
        "may_cancel_skp": {"sari", "eka"},
    }

    @pytest.mark.parametrize("tindakan", list(BOLEH))
    def test_person_by_act(self, dunia, draf, tindakan):
        for nama in ("sari", "budi", "karta", "bupati", "citra", "dewi", "eka", "tono"):
            verdict = getattr(p, tindakan)(getattr(dunia, nama), draf)
            assert bool(verdict) == (nama in self.BOLEH[tindakan]), nama
            assert bool(verdict) != bool(verdict.alasan)

    def test_owner_does_not_cancel_what_is_fixed(self, dunia, skp_di):
        skp = skp_di(StatusSkp.BERJALAN)

        assert "hanya dapat dibatalkan admin" in p.may_cancel_skp(dunia.sari, skp).alasan
        assert p.may_cancel_skp(dunia.eka, skp)

    def test_admin_of_another_subtree_does_not_cancel(self, dunia, draf):
        PeranDiberikan.objects.all().delete()
        grant_peran(pelaku=None, pegawai=dunia.eka, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang_lain)
        assert not p.may_cancel_skp(dunia.eka, draf)

    def test_a_pejabat_negara_rates_a_jpt(self, dunia):
        skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.karta)

        assert p.may_approve_skp(dunia.bupati, skp)
        assert not p.may_approve_skp(dunia.budi, skp)


class TestSusun:
    def test_for_a_placement_of_ones_own(self, dunia):
        assert p.may_draft_skp(dunia.sari, dunia.penempatan(dunia.sari))
        assert not p.may_draft_skp(dunia.budi, dunia.penempatan(dunia.sari))

    def test_pejabat_negara_has_none(self, dunia):
        assert "Pejabat negara" in p.may_draft_skp(dunia.bupati, dunia.penempatan(dunia.bupati)).alasan

    @pytest.mark.parametrize(
        ("kedudukan", "boleh"),
        [(KedudukanHukum.CLTN, False), (KedudukanHukum.MPP, False), (KedudukanHukum.TUGAS_BELAJAR, True)],
    )
    def test_by_legal_standing(self, dunia, kedudukan, boleh):
        dunia.sari.kedudukan = kedudukan
        assert bool(p.may_draft_skp(dunia.sari, dunia.penempatan(dunia.sari))) == boleh

    def test_agency_may_settle_tugas_belajar_otherwise(self, dunia):
        dunia.sari.kedudukan = KedudukanHukum.TUGAS_BELAJAR
        dunia.sari.instansi.tugas_belajar_wajib_skp = False
        assert not p.may_draft_skp(dunia.sari, dunia.penempatan(dunia.sari))

    def test_year_is_opened_by_the_admin_of_the_whole_agency(self, dunia, asing):
        assert p.may_open_tahun(dunia.eka, dunia.instansi)
        assert not p.may_open_tahun(dunia.budi, dunia.instansi)
        assert not p.may_open_tahun(asing.eka, dunia.instansi)


class TestTautan:
    def rhk(self, pegawai, status=StatusSkp.BERJALAN, **lain):
        return skp_at(status, pegawai=pegawai, **lain).rhk.first()

    @pytest.mark.parametrize("status", [StatusSkp.DRAF, StatusSkp.DIAJUKAN, StatusSkp.BERJALAN])
    def test_to_the_penilai_in_any_live_state(self, dunia, draf, status):
        assert p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.budi, status))

    def test_to_the_ketua_tim_across_units(self, dunia, draf):
        assert p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.tono, StatusSkp.DRAF))

    @pytest.mark.parametrize(("status", "boleh"), [(StatusSkp.DRAF, False), (StatusSkp.BERJALAN, True)])
    def test_to_another_head_once_his_skp_is_fixed(self, dunia, draf, status, boleh):
        assert bool(p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.karta, status))) == boleh

    def test_not_to_somebody_who_leads_nobody(self, dunia, draf):
        assert not p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.dewi))
        assert not p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.citra))

    def test_not_to_oneself(self, dunia, draf):
        assert not p.may_link_rhk(dunia.sari, draf, draf.rhk.first())

    def test_not_to_another_agency(self, dunia, draf, asing):
        assert not p.may_link_rhk(dunia.sari, draf, self.rhk(asing.budi))

    def test_not_to_another_year(self, dunia, draf):
        lalu = timezone.localdate().year - 1
        assert not p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.budi, tahun=lalu))

    def test_not_to_one_that_was_called_off(self, dunia, draf):
        assert not p.may_link_rhk(dunia.sari, draf, self.rhk(dunia.budi, StatusSkp.DIBATALKAN))

    def test_only_the_owner_links_and_the_refusal_tells_nothing(self, dunia, draf):
        verdict = p.may_link_rhk(dunia.citra, draf, self.rhk(dunia.budi))
        assert verdict.alasan == p.RUJUKAN_TIDAK_ADA


class TestPenilaiPadaTanggal:
    def test_the_new_head_decides_the_day_after_the_old_one_left(self, dunia, diajukan):
        hari = timezone.localdate()
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=hari - timedelta(days=1),
            alasan="Mutasi",
        )

        assert not p.may_approve_skp(dunia.budi, diajukan)
        assert p.may_approve_skp(dunia.karta, diajukan)

    def test_an_acting_head_decides_for_a_vacant_unit(self, dunia, diajukan):
        hari = timezone.localdate()
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=hari - timedelta(days=1),
            alasan="Pensiun",
        )
        place_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.tono,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang Aplikasi Informatika"),
            unit=dunia.bidang,
            mulai=hari,
            jenis=JenisPenugasan.PLT,
            is_kepala=True,
        )

        assert p.may_approve_skp(dunia.tono, diajukan)

    def test_last_years_skp_stays_with_the_penilai_of_its_last_day(self, dunia):
        lalu = timezone.localdate().year - 1
        periode_tahun(dunia.instansi, lalu)
        skp = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari, tahun=lalu)
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=timezone.localdate().replace(month=1, day=1),
            alasan="Nota dinas",
        )

        assert p.is_penilai_skp(dunia.budi, skp)
        assert not p.is_penilai_skp(dunia.tono, skp)
