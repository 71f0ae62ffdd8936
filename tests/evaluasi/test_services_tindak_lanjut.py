"""What follows from a final result: by rule and once, by hand, settled by those who may."""

from __future__ import annotations

from datetime import date

import pytest

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import TindakLanjut
from evaluasi.rules import (
    Ekspektasi,
    JenisTindakLanjut,
    Predikat,
    StatusEvaluasi,
    StatusTindakLanjut,
    memenuhi,
)
from evaluasi.selectors.tindak_lanjut import daftar_tindak_lanjut
from evaluasi.services import (
    add_tindak_lanjut,
    close_tindak_lanjut,
    propose_tindak_lanjut,
    save_aturan_usulan,
    toggle_aturan_usulan,
)
from evaluasi.services.pembinaan import plan_pembinaan_dari
from pegawai.errors import Dilarang
from tests.factories.bina import ISI
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, triwulan

SB, B, BP, KR, SK = Predikat
J, T = JenisTindakLanjut, StatusTindakLanjut

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("predikat", "minimal", "berturut", "ya"),
    [
        ([SB], SB, 1, True),
        ([B], SB, 1, False),
        ([SB, B], B, 2, True),
        ([SB, KR, SB], B, 2, False),
        ([SB], B, 2, False),
        ([], SK, 1, False),
    ],
)
def test_so_good_so_many_times_in_a_row(predikat, minimal, berturut, ya):
    assert memenuhi(predikat, minimal=minimal, berturut=berturut) is ya


def final(dunia, skp, nomor=3, hasil=Ekspektasi.DIBAWAH, perilaku=Ekspektasi.SESUAI):
    periode = triwulan(skp, nomor)
    capaian_tetap(dunia.dinas, periode, dunia.bupati)
    return evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=periode, hasil=hasil, perilaku=perilaku)


def aturan(dunia, **lain):
    isi = {
        "nama": "Kelompok rencana suksesi",
        "jenis": J.PENGHARGAAN,
        "predikat_minimal": SB,
        "is_tahunan": False,
        "berturut": 2,
    }
    return save_aturan_usulan(pelaku=dunia.eka, instansi=dunia.instansi, **{**isi, **lain})


class TestByRule:
    def test_a_weak_result_asks_the_penilai_for_pembinaan_once(self, dunia, skp):
        evaluasi = final(dunia, skp)
        propose_tindak_lanjut([evaluasi])

        tindak = TindakLanjut.objects.get()
        assert (tindak.jenis, tindak.penanggung_jawab, tindak.status) == (J.PEMBINAAN, dunia.budi, T.TERBUKA)
        plan_pembinaan_dari(
            pelaku=dunia.budi, evaluasi=evaluasi, jenis="bimbingan", tanggal=date(2026, 10, 12), **ISI
        )
        assert daftar_tindak_lanjut(dunia.sari).get().jumlah_sesi == 1

    def test_a_good_one_twice_is_proposed_to_the_admin_and_hidden_from_the_person(self, dunia, skp):
        aturan(dunia)
        toggle_aturan_usulan(pelaku=dunia.eka, aturan=aturan(dunia, nama="Dihentikan", berturut=1))
        baik = {"hasil": Ekspektasi.DIATAS, "perilaku": Ekspektasi.DIATAS}
        final(dunia, skp, 2, **baik)
        assert not TindakLanjut.objects.exists()

        final(dunia, skp, 3, **baik)

        usul = TindakLanjut.objects.get()
        assert (usul.uraian, usul.penanggung_jawab) == ("Kelompok rencana suksesi", None)
        assert not TindakLanjut.objects.visible_to(dunia.sari).exists()
        with pytest.raises(Dilarang, match="admin kepegawaian"):
            close_tindak_lanjut(pelaku=dunia.budi, tindak=usul, status=T.SELESAI, hasil="Diberikan.")
        close_tindak_lanjut(pelaku=dunia.eka, tindak=usul, status=T.SELESAI, hasil="Diberikan.")
        assert TindakLanjut.objects.visible_to(dunia.sari).get().hasil == "Diberikan."

    def test_a_rule_is_the_admins_and_means_something(self, dunia):
        with pytest.raises(Dilarang):
            save_aturan_usulan(
                pelaku=dunia.budi,
                instansi=dunia.instansi,
                nama="x",
                jenis=J.PENGHARGAAN,
                predikat_minimal=SB,
                is_tahunan=True,
                berturut=1,
            )
        for salah, bidang in (
            ({"nama": " "}, "nama"),
            ({"jenis": J.PEMBINAAN}, "jenis"),
            ({"berturut": 0}, "berturut"),
        ):
            with pytest.raises(BahanBelumLengkap) as galat:
                aturan(dunia, **salah)
            assert galat.value.bidang == bidang


class TestByHand:
    def test_noted_seen_and_settled(self, dunia, skp):
        evaluasi = final(dunia, skp, hasil=Ekspektasi.SESUAI)
        for siapa in (dunia.sari, dunia.karta, dunia.dewi):
            with pytest.raises(Dilarang):
                add_tindak_lanjut(pelaku=siapa, evaluasi=evaluasi, jenis=J.REKOMENDASI, uraian="Pelatihan")
        with pytest.raises(BahanBelumLengkap, match="sudah lewat"):
            add_tindak_lanjut(
                pelaku=dunia.budi,
                evaluasi=evaluasi,
                jenis=J.REKOMENDASI,
                uraian="Pelatihan",
                tenggat=date(2026, 10, 4),
            )

        tindak = add_tindak_lanjut(
            pelaku=dunia.budi, evaluasi=evaluasi, jenis=J.REKOMENDASI, uraian=" Ikut pelatihan. "
        )

        assert [t.uraian for t in daftar_tindak_lanjut(dunia.karta)] == ["Ikut pelatihan."]
        assert not daftar_tindak_lanjut(dunia.citra).exists()
        with pytest.raises(BahanBelumLengkap) as galat:
            close_tindak_lanjut(pelaku=dunia.budi, tindak=tindak, status=T.SELESAI, hasil=" ")
        assert galat.value.bidang == "hasil"
        close_tindak_lanjut(pelaku=dunia.budi, tindak=tindak, status=T.DIBATALKAN, hasil="Anggaran habis.")
        with pytest.raises(Dilarang, match="sudah ditutup"):
            close_tindak_lanjut(pelaku=dunia.budi, tindak=tindak, status=T.SELESAI, hasil="Lagi.")
        assert not daftar_tindak_lanjut(dunia.budi).exists()
