"""Who may do what: each question, yes and no, with its reason; and the agreement with `visible_to`."""

from __future__ import annotations

from datetime import date

import pytest

from pegawai import permissions
from pegawai.errors import Dilarang
from pegawai.models import Pegawai, Penempatan, PermintaanPerbaikan, TimKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.rules import BidangPerbaikan, Peran, StatusPerbaikan
from pegawai.services import close_penempatan, grant_peran, report_salah, set_penilai
from tests.factories.pegawai import Dunia, instansi_baru, pegawai_baru, unit_baru

pytestmark = pytest.mark.django_db
ORANG = ("bupati", "karta", "budi", "sari", "citra", "dewi", "eka", "tono")
SEMUA = set(ORANG)


def siapa(boleh) -> set[str]:
    return {nama for nama in ORANG if boleh(nama)}


@pytest.fixture
def gita(dunia) -> Pegawai:
    """Admin of one unit and below."""
    gita = pegawai_baru(dunia.instansi, "Gita", unit=dunia.dinas)
    grant_peran(pelaku=None, pegawai=gita, peran=Peran.ADMIN_KEPEGAWAIAN, unit=dunia.bidang)
    return gita


@pytest.fixture
def asing(db) -> Pegawai:
    lain = instansi_baru("Kabupaten Seberang")
    asing = pegawai_baru(lain, "Asing", unit=unit_baru(lain, "Seberang"))
    grant_peran(pelaku=None, pegawai=asing, peran=Peran.ADMIN_KEPEGAWAIAN)
    return asing


def test_relations(dunia):
    sari = dunia.sari

    assert siapa(lambda n: permissions.is_penilai_of(getattr(dunia, n), sari)) == {"budi"}
    assert siapa(lambda n: permissions.is_atasan_penilai_of(getattr(dunia, n), sari)) == {"karta"}
    assert siapa(lambda n: permissions.is_ketua_tim_of(getattr(dunia, n), sari)) == {"tono"}
    assert not permissions.is_ketua_tim_of(dunia.tono, dunia.tono)


def test_relations_are_asked_at_a_date(dunia):
    set_penilai(
        pelaku=dunia.eka,
        penempatan=dunia.penempatan(dunia.sari),
        penilai=dunia.tono,
        mulai=date(2026, 6, 1),
        alasan="Nota",
    )

    assert permissions.is_penilai_of(dunia.budi, dunia.sari, date(2026, 5, 31))
    assert not permissions.is_penilai_of(dunia.budi, dunia.sari, date(2026, 6, 1))
    assert permissions.is_atasan_penilai_of(dunia.karta, dunia.sari, date(2026, 6, 1))


@pytest.mark.parametrize(
    "tanya",
    [
        permissions.may_import,
        permissions.may_see_people,
        permissions.may_manage_instansi,
        permissions.may_grant_peran,
        permissions.may_add_jabatan,
        permissions.may_add_tim,
        permissions.may_see_perbaikan,
        permissions.may_hand_out_sandi,
    ],
    ids=lambda f: f.__name__,
)
def test_questions_of_the_whole_agency(dunia, tanya):
    assert siapa(lambda n: tanya(getattr(dunia, n))) == {"eka"}
    assert tanya(dunia.sari).alasan.endswith(".")


def test_what_a_subtrees_admin_may(dunia, gita):
    assert permissions.is_admin_kepegawaian(gita)
    assert permissions.is_admin_kepegawaian(gita, dunia.bidang)
    assert not permissions.is_admin_kepegawaian(gita, dunia.dinas)
    assert not permissions.is_admin_instansi(gita)
    assert permissions.may_manage_unit(gita, dunia.bidang)
    assert not permissions.may_manage_unit(gita, dunia.bidang_lain)
    assert permissions.may_manage_pegawai(gita, dunia.sari, dunia.bidang)
    assert not permissions.may_manage_pegawai(gita, dunia.dewi, dunia.bidang_lain)
    assert not permissions.may_manage_pegawai(gita, dunia.sari, None)
    assert permissions.may_see_people(gita)
    assert not permissions.may_import(gita)


def test_another_agencys_admin_may_nothing(dunia, asing):
    assert not permissions.may_manage_unit(asing, dunia.bidang)
    assert permissions.may_manage_pegawai(asing, dunia.sari, dunia.bidang).alasan == (
        "Pegawai ini berada di instansi lain."
    )


@pytest.mark.parametrize("peran", [Peran.PIMPINAN, Peran.AUDITOR])
def test_readers_change_nothing(dunia, peran):
    grant_peran(pelaku=None, pegawai=dunia.citra, peran=peran)

    assert permissions.may_see_people(dunia.citra)
    assert not permissions.may_manage_unit(dunia.citra, dunia.bidang)
    assert not permissions.may_manage_pegawai(dunia.citra, dunia.sari, dunia.bidang)
    assert not permissions.may_see_perbaikan(dunia.citra)


class TestReset:
    def test_downward_only_and_never_oneself(self, dunia, gita):
        assert permissions.may_reset_akses(dunia.eka, dunia.sari, dunia.bidang)
        assert permissions.may_reset_akses(gita, dunia.sari, dunia.bidang)
        assert permissions.may_reset_akses(dunia.eka, gita, dunia.dinas)
        assert "menu akun" in permissions.may_reset_akses(dunia.eka, dunia.eka, dunia.dinas).alasan
        assert "membawahi unitnya" in permissions.may_reset_akses(dunia.budi, dunia.sari, dunia.bidang).alasan

    def test_who_holds_a_role_is_reset_by_the_agencys_admin(self, dunia, gita):
        grant_peran(pelaku=None, pegawai=dunia.sari, peran=Peran.AUDITOR)

        assert "admin seluruh instansi" in permissions.may_reset_akses(gita, dunia.sari, dunia.bidang).alasan
        assert permissions.may_reset_akses(dunia.eka, dunia.sari, dunia.bidang)


class TestLaporan:
    def test_everyone_reports_about_himself(self, dunia):
        assert permissions.may_request_perbaikan(dunia.sari, dunia.sari)
        assert not permissions.may_request_perbaikan(dunia.budi, dunia.sari)

    def test_answered_while_it_waits_by_who_manages_the_person(self, dunia, gita):
        laporan = report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.NAMA, data_benar="x"
        )

        assert permissions.may_answer_perbaikan(dunia.eka, laporan, dunia.bidang)
        assert permissions.may_answer_perbaikan(gita, laporan, dunia.bidang)
        assert not permissions.may_answer_perbaikan(dunia.sari, laporan, dunia.bidang)
        laporan.status = StatusPerbaikan.DITOLAK
        assert permissions.may_answer_perbaikan(dunia.eka, laporan, dunia.bidang).alasan == (
            "Laporan ini sudah diselesaikan."
        )


def test_require_raises_with_the_reason(dunia):
    permissions.require(permissions.may_import(dunia.eka))
    with pytest.raises(Dilarang, match="hanya dapat dijalankan admin"):
        permissions.require(permissions.may_import(dunia.sari))


class TestTerlihat:
    """`visible_to` in SQL and the questions in Python give the same answer, for everyone about everyone."""

    def may_view(self, dunia: Dunia, pelaku: Pegawai, pegawai: Pegawai) -> bool:
        kini = (
            Penempatan.objects.definitif()
            .filter(pegawai=pegawai, selesai=None)
            .select_related("unit")
            .first()
        )
        cakupan = cakupan_of(pelaku)
        return (
            pelaku == pegawai
            or permissions.is_penilai_of(pelaku, pegawai)
            or permissions.is_atasan_penilai_of(pelaku, pegawai)
            or permissions.is_ketua_tim_of(pelaku, pegawai)
            or (
                pegawai.instansi_id == pelaku.instansi_id
                and any(c.unit is None or (kini and c.mencakup(kini.unit.jalur)) for c in cakupan)
            )
        )

    def test_people(self, dunia, gita, asing):
        lepas = pegawai_baru(dunia.instansi, "Lepas")
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=dunia.bidang_lain)
        semua = [*(getattr(dunia, n) for n in ORANG), gita, asing, lepas]

        for pelaku in semua:
            terlihat = set(Pegawai.objects.visible_to(pelaku))
            assert terlihat == {p for p in semua if self.may_view(dunia, pelaku, p)}, pelaku

    def test_placements_go_with_the_person(self, dunia):
        assert {p.pegawai for p in Penempatan.objects.visible_to(dunia.budi)} == {
            dunia.budi,
            dunia.sari,
            dunia.citra,
        }

    def test_somebody_who_left_the_unit_leaves_the_subtrees_scope(self, dunia, gita):
        assert dunia.sari in Pegawai.objects.visible_to(gita)

        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.sari),
            selesai=date(2025, 1, 1),
            alasan="Keluar",
        )

        assert dunia.sari not in Pegawai.objects.visible_to(gita)
        assert dunia.sari in Pegawai.objects.visible_to(dunia.eka)

    def test_teams(self, dunia, gita, asing):
        tim = TimKerja.objects.get(instansi=dunia.instansi)

        assert siapa(lambda n: tim in TimKerja.objects.visible_to(getattr(dunia, n))) == {
            "sari",
            "tono",
            "eka",
        }
        assert tim not in TimKerja.objects.visible_to(gita)
        assert tim not in TimKerja.objects.visible_to(asing)

    def test_reports(self, dunia, gita, asing):
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.PIMPINAN)
        laporan = report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.NAMA, data_benar="x"
        )

        assert siapa(lambda n: laporan in PermintaanPerbaikan.objects.visible_to(getattr(dunia, n))) == {
            "sari",
            "eka",
        }
        assert laporan in PermintaanPerbaikan.objects.dikelola(gita)
        assert laporan not in PermintaanPerbaikan.objects.visible_to(asing)


def test_granted_roles_come_with_the_account_or_are_asked_for(dunia, masuk, django_assert_num_queries):
    from pegawai.adapters import PintuMasuk

    grant_peran(pelaku=None, pegawai=dunia.eka, peran=Peran.AUDITOR, unit=dunia.bidang)
    with django_assert_num_queries(1):
        pelaku = PintuMasuk().get_user(dunia.eka.pengguna_id).pegawai
        dibawa = cakupan_of(pelaku)
        assert pelaku.instansi.nama

    assert set(dibawa) == set(cakupan_of(dunia.eka))
    assert PintuMasuk().get_user(0) is None
