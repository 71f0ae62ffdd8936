"""The chain of penilai follows from who heads which unit, on every day."""

from datetime import date

import pytest

from pegawai.errors import Dilarang, PenempatanBertabrakan
from pegawai.models import HubunganPenilai
from pegawai.rules import Peran, SumberHubungan
from pegawai.selectors import atasan_penilai_of, penilai_of, peran_of
from pegawai.services import close_penempatan, derive_penilai, move_pegawai, set_penilai
from tests.factories.pegawai import jabatan_baru

HARI = date(2026, 3, 2)


@pytest.mark.django_db
class TestRantai:
    def test_member_is_rated_by_head_and_head_by_head_above(self, dunia):
        assert penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.budi
        assert penilai_of(dunia.penempatan(dunia.budi), HARI) == dunia.karta
        assert penilai_of(dunia.penempatan(dunia.karta), HARI) == dunia.bupati
        assert penilai_of(dunia.penempatan(dunia.bupati), HARI) is None
        assert atasan_penilai_of(dunia.penempatan(dunia.sari), HARI) == dunia.karta

    def test_unit_without_head_is_rated_by_next_head_up(self, dunia):
        assert penilai_of(dunia.penempatan(dunia.dewi), HARI) == dunia.karta

    def test_when_the_head_leaves_the_past_stays(self, dunia):
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=date(2026, 6, 30),
            alasan="Mutasi",
        )

        assert penilai_of(dunia.penempatan(dunia.sari), date(2026, 6, 30)) == dunia.budi
        assert penilai_of(dunia.penempatan(dunia.sari), date(2026, 7, 1)) == dunia.karta

    def test_settled_penilai_survives_deriving(self, dunia):
        p = dunia.penempatan(dunia.sari)
        set_penilai(
            pelaku=dunia.eka, penempatan=p, penilai=dunia.tono, mulai=date(2026, 2, 1), alasan="Nota dinas"
        )

        assert derive_penilai(dunia.instansi) == 0
        assert penilai_of(p, date(2026, 1, 31)) == dunia.budi
        assert penilai_of(p, date(2026, 2, 1)) == dunia.tono
        assert HubunganPenilai.objects.filter(sumber=SumberHubungan.DITETAPKAN).count() == 1

        set_penilai(pelaku=dunia.eka, penempatan=p, penilai=None, mulai=date(2026, 5, 1), alasan="Selesai")
        assert penilai_of(p, date(2026, 4, 30)) == dunia.tono
        assert penilai_of(p, date(2026, 5, 1)) == dunia.budi

    def test_move_opens_a_new_span_under_the_new_head(self, dunia):
        baru = move_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Statistisi"),
            unit=dunia.bidang_lain,
            mulai=date(2026, 6, 1),
            alasan="SK 12/2026",
        )

        assert penilai_of(baru, date(2026, 6, 1)) == dunia.karta
        lama = dunia.sari.penempatan.order_by("mulai").first()
        assert lama.selesai == date(2026, 5, 31)

    def test_second_head_is_refused_by_name(self, dunia):
        with pytest.raises(PenempatanBertabrakan, match="sudah dipimpin Budi Santoso"):
            move_pegawai(
                pelaku=dunia.eka,
                pegawai=dunia.sari,
                jabatan=jabatan_baru(dunia.instansi, "Kepala Bidang"),
                unit=dunia.bidang,
                mulai=date(2026, 6, 1),
                is_kepala=True,
                alasan="SK",
            )

    def test_colleague_may_not_move_anyone(self, dunia):
        with pytest.raises(Dilarang):
            close_penempatan(
                pelaku=dunia.citra, penempatan=dunia.penempatan(dunia.sari), selesai=HARI, alasan="x"
            )


@pytest.mark.django_db
def test_roles_follow_from_relations(dunia):
    assert peran_of(dunia.sari, HARI) == {Peran.PEGAWAI}
    assert peran_of(dunia.budi, HARI) == {Peran.PEGAWAI, Peran.PENILAI}
    assert peran_of(dunia.karta, HARI) == {Peran.PEGAWAI, Peran.PENILAI, Peran.ATASAN_PENILAI}
    assert peran_of(dunia.bupati, HARI) == {Peran.PENILAI, Peran.ATASAN_PENILAI}
    assert peran_of(dunia.eka, HARI) == {Peran.PEGAWAI, Peran.ADMIN_KEPEGAWAIAN}
    assert peran_of(dunia.tono, HARI) == {Peran.PEGAWAI, Peran.KETUA_TIM}
