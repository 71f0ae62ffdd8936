"""Who may do what, person by person; and that the question and the query agree."""

from __future__ import annotations

import pytest

from kinerja import permissions
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi, UmpanBalik
from kinerja.rules import BELUM_TETAP, PeranPemberi
from pegawai.errors import Dilarang
from pegawai.rules import Peran, PeranTim
from pegawai.services import grant_peran, set_penilai
from skp.models import Skp
from skp.rules import STATUS_TETAP, StatusSkp
from tests.factories.kinerja import (
    bukti_baru,
    catatan_baru,
    perilaku_baru,
    realisasi_baru,
    umpan_balik_baru,
)
from tests.factories.skp import skp_at

pytestmark = pytest.mark.django_db

SEMUA = ("sari", "budi", "karta", "tono", "citra", "dewi", "eka", "bupati")


@pytest.mark.parametrize(
    ("siapa", "peran"),
    [
        ("sari", None),
        ("budi", PeranPemberi.PENILAI),
        ("karta", PeranPemberi.ATASAN_PENILAI),
        ("tono", PeranPemberi.KETUA_TIM),
        ("bupati", None),
        ("citra", None),
        ("dewi", None),
        ("eka", None),
    ],
)
class TestPeran:
    def test_role_follows_from_relations(self, dunia, skp, siapa, peran, django_assert_num_queries):
        assert skp.penempatan.pegawai_id == dunia.sari.pk

        with django_assert_num_queries(0 if siapa == "sari" else 1):
            assert permissions.peran_pemberi(getattr(dunia, siapa), skp) == peran

    def test_givers_and_loggers_of_behaviour(self, dunia, skp, siapa, peran):
        pelaku = getattr(dunia, siapa)

        rekan = siapa == "citra"
        assert bool(permissions.may_give_umpan_balik(pelaku, skp)) == (peran is not None or rekan)
        menulis = peran is not None or siapa == "sari" or rekan
        assert bool(permissions.may_log_perilaku(pelaku, skp)) == menulis
        assert bool(permissions.may_upload_bukti(pelaku, skp)) == menulis

    def test_only_the_owner_logs_work(self, dunia, skp, siapa, peran):
        pelaku = getattr(dunia, siapa)

        assert bool(permissions.may_log_catatan(pelaku, skp)) == (siapa == "sari")
        assert bool(permissions.may_record_realisasi(pelaku, skp)) == (siapa == "sari")


def test_the_nearest_relation_counts(dunia, skp, hari_ini):
    """A ketua tim who is made penilai speaks as penilai."""
    set_penilai(
        pelaku=dunia.eka,
        penempatan=dunia.penempatan(dunia.sari),
        penilai=dunia.tono,
        mulai=hari_ini,
        alasan="Nota dinas",
    )

    assert permissions.peran_pemberi(dunia.tono, skp) == PeranPemberi.PENILAI
    assert permissions.peran_pemberi(dunia.budi, skp) is None


@pytest.mark.parametrize("status", [s for s in StatusSkp if s not in STATUS_TETAP])
def test_nothing_is_logged_under_an_skp_that_is_not_fixed(dunia, hari_ini, status):
    skp = skp_at(status, pegawai=dunia.sari)

    for verdict in (
        permissions.may_log_catatan(dunia.sari, skp),
        permissions.may_record_realisasi(dunia.sari, skp),
        permissions.may_log_perilaku(dunia.sari, skp),
        permissions.may_give_umpan_balik(dunia.budi, skp),
    ):
        assert not verdict
        assert verdict.alasan == BELUM_TETAP[status]


def test_refusal_carries_its_reason(dunia, skp):
    with pytest.raises(Dilarang, match="Catatan kerja hanya ditulis oleh pemilik SKP"):
        permissions.require(permissions.may_log_catatan(dunia.budi, skp))


@pytest.fixture
def isi(dunia, skp, rhk, triwulan, hari_ini):
    """One row of each kind under Sari's SKP."""
    bukti = bukti_baru(skp)
    return {
        CatatanHarian: catatan_baru(rhk, hari_ini, bukti=[bukti]),
        Realisasi: realisasi_baru(rhk.indikator.first(), triwulan, 3),
        CatatanPerilaku: perilaku_baru(skp, hari_ini),
        UmpanBalik: umpan_balik_baru(dunia.budi, skp),
        BuktiDukung: bukti,
    }


class TestTerlihat:
    @pytest.mark.parametrize("siapa", SEMUA)
    def test_question_and_query_agree_for_everyone(self, dunia, skp, isi, siapa):
        pelaku = getattr(dunia, siapa)
        boleh = bool(permissions.may_view_kinerja(pelaku, skp))

        assert boleh == (siapa in ("sari", "budi", "karta", "tono", "eka"))
        assert Skp.objects.visible_to(pelaku).filter(pk=skp.pk).exists() == boleh
        for model, objek in isi.items():
            assert model.objects.visible_to(pelaku).filter(pk=objek.pk).exists() == boleh

    def test_reason_is_given_to_strangers(self, dunia, skp):
        assert "pimpinannya" in permissions.may_view_kinerja(dunia.dewi, skp).alasan

    def test_auditor_and_pimpinan_see_within_their_units(self, dunia, isi):
        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.AUDITOR, unit=dunia.bidang_lain)
        assert not CatatanHarian.objects.visible_to(dunia.citra).exists()

        grant_peran(pelaku=None, pegawai=dunia.citra, peran=Peran.PIMPINAN, unit=dunia.dinas)
        assert CatatanHarian.objects.visible_to(dunia.citra).exists()

    def test_a_leader_of_another_team_sees_nothing(self, dunia, isi):
        from pegawai.models import TimKerja
        from pegawai.services import assign_tim

        tim = TimKerja.objects.create(
            instansi=dunia.instansi,
            unit=dunia.dinas,
            nama="Tim lain",
            mulai=dunia.penempatan(dunia.sari).mulai,
        )
        assign_tim(pelaku=None, tim=tim, pegawai=dunia.dewi, peran=PeranTim.KETUA, mulai=tim.mulai)

        assert not CatatanHarian.objects.visible_to(dunia.dewi).exists()


class TestMilik:
    def test_only_the_receiver_replies_and_reads(self, dunia, isi):
        u = isi[UmpanBalik]

        for siapa in SEMUA:
            pelaku = getattr(dunia, siapa)
            assert bool(permissions.may_reply_umpan_balik(pelaku, u)) == (siapa == "sari")
            assert bool(permissions.may_read_umpan_balik(pelaku, u)) == (siapa == "sari")

    def test_only_the_writer_withdraws_a_behaviour(self, dunia, skp, hari_ini):
        oleh_budi = perilaku_baru(skp, hari_ini, oleh=dunia.budi)

        assert permissions.may_withdraw_perilaku(dunia.budi, oleh_budi)
        assert not permissions.may_withdraw_perilaku(dunia.sari, oleh_budi)

    def test_evidence_is_used_by_its_owner_under_its_skp(self, dunia, skp, isi):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        bukti = isi[BuktiDukung]

        assert permissions.may_use_bukti(dunia.sari, bukti, skp)
        assert not permissions.may_use_bukti(dunia.budi, bukti, skp)
        assert not permissions.may_use_bukti(dunia.sari, bukti, lain)
