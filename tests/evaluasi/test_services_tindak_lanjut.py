"""What follows from a final result: by rule and once, by hand, settled by those who may."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Evaluasi, TindakLanjut
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
from skp.models import Skp
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


class TestPages:
    def test_from_the_follow_up_to_its_pembinaan(self, dunia, skp, masuk):
        final(dunia, skp)
        tindak = TindakLanjut.objects.get()
        alamat, tuju = reverse("evaluasi:tindak", args=[tindak.uuid]), "Rencanakan pembinaan"

        assert tuju in masuk(dunia.budi).get(alamat).content.decode()
        assert tuju not in masuk(dunia.sari).get(alamat).content.decode()
        assert "1 tindak lanjut evaluasi menunggu Anda" in masuk(dunia.budi).get("/").content.decode()
        close_tindak_lanjut(pelaku=dunia.budi, tindak=tindak, status=T.SELESAI, hasil="Dibimbing.")
        assert tuju not in masuk(dunia.budi).get(alamat).content.decode()
        assert "tindak lanjut evaluasi menunggu" not in masuk(dunia.budi).get("/").content.decode()

    def test_found_by_name(self, dunia, skp, masuk):
        final(dunia, skp)
        daftar = reverse("evaluasi:tindak_daftar")
        for cari, ada in (("sari", True), ("Budi Santoso", True), (dunia.sari.nip, True), ("<b>🙂", False)):
            halaman = masuk(dunia.karta).get(daftar, {"cari": cari}).content.decode()
            assert ("1 tindak lanjut" in halaman) is ada, cari
            assert ("Tidak ada yang cocok" in halaman) is not ada, cari
            assert "<b>🙂" not in halaman


def test_a_period_counts_once_for_two_spans_and_an_acting_post_not_at_all(dunia, skp):
    aturan(dunia, berturut=3)
    baik = {"hasil": Ekspektasi.DIATAS, "perilaku": Ekspektasi.DIATAS}
    final(dunia, skp, 1, hasil=Ekspektasi.DIBAWAH)
    dua = final(dunia, skp, 2, **baik)
    # a second judgement of the same quarter: the span before this one
    kembar = Evaluasi.objects.get(pk=dua.pk)
    kembar.pk, kembar.uuid, kembar.versi, kembar.kode_verifikasi = None, uuid4(), 1, "KEMBAR"
    kembar.skp = span_lama(skp)
    kembar.save(force_insert=True)

    final(dunia, skp, 3, **baik)

    assert not TindakLanjut.objects.filter(jenis=J.PENGHARGAAN).exists()


def span_lama(skp):
    """The same SKP as if it had been another one, before."""
    lama = Skp.objects.get(pk=skp.pk)
    lama.pk, lama.uuid = None, uuid4()
    lama.mulai, lama.selesai = date(2025, 1, 1), date(2025, 12, 31)
    lama.save(force_insert=True)
    return lama
