"""The course of an evaluation: each act, what it writes, and every refusal leaving nothing changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from freezegun import freeze_time

from evaluasi.errors import (
    BahanBelumLengkap,
    CapaianBelumDitetapkan,
    EvaluasiFinal,
    PeriodeTidakSesuai,
    TransisiTidakSah,
)
from evaluasi.models import ButirLaporan, Evaluasi, Laporan, RiwayatEvaluasi
from evaluasi.rules import (
    VERSI_ATURAN,
    Ekspektasi,
    JenisDokumen,
    Predikat,
    PredikatOrganisasi,
    StatusEvaluasi,
)
from evaluasi.services import (
    finalise_evaluasi,
    open_evaluasi,
    reopen_capaian,
    return_evaluasi,
    set_rating,
    submit_evaluasi,
)
from pegawai import audit
from pegawai.errors import DataBelumLengkap, Dilarang, SudahBerubah
from pegawai.models import HubunganPenilai
from pegawai.rules import JenisPenugasan, Peran
from pegawai.services import grant_peran, place_pegawai, set_penilai
from skp.models import Skp
from skp.rules import StatusSkp
from skp.selectors import penilai_skp
from tests.factories.evaluasi import capaian_tetap, evaluasi_at, evaluasi_final, isi_bahan, triwulan
from tests.factories.skp import skp_at

DIATAS, SESUAI, DIBAWAH = Ekspektasi
S = StatusEvaluasi

pytestmark = pytest.mark.django_db


class TestOpen:
    def test_penilai_opens_and_the_trail_says_so(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        assert (evaluasi.status, evaluasi.penilai, evaluasi.pegawai) == (S.PENGISIAN, dunia.budi, dunia.sari)
        gerak = evaluasi.riwayat.get()
        assert (gerak.dari, gerak.ke, gerak.oleh) == (S.BELUM_DIBUKA, S.PENGISIAN, dunia.budi)
        assert audit.riwayat(evaluasi)[0]["tindakan"] == "evaluasi.dibuka"

    def test_opening_again_gives_the_same(self, dunia, skp, tw3):
        satu = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        assert open_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3) == satu
        assert Evaluasi.objects.count() == 1

    def test_it_follows_a_revised_skp(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        Skp.objects.filter(pk=skp.pk).update(status=StatusSkp.DIREVISI)
        baru = skp_at(StatusSkp.BERJALAN, pegawai=dunia.sari)

        sama = open_evaluasi(pelaku=dunia.budi, skp=baru, periode=tw3)

        assert sama.pk == evaluasi.pk
        assert sama.skp == baru

    def test_who_does_not_rate_is_refused(self, dunia, skp, tw3):
        for siapa in (dunia.citra, dunia.karta, dunia.tono, dunia.eka, dunia.dewi):
            with pytest.raises(Dilarang, match="pejabat penilai yang sedang berwenang"):
                open_evaluasi(pelaku=siapa, skp=skp, periode=tw3)

        assert not Evaluasi.objects.exists()

    def test_skp_that_is_not_fixed_is_refused(self, dunia, hari):
        skp = skp_at(StatusSkp.DIAJUKAN, pegawai=dunia.sari)

        with pytest.raises(Dilarang, match="berstatus Diajukan"):
            open_evaluasi(pelaku=dunia.budi, skp=skp, periode=triwulan(skp))
        with pytest.raises(Dilarang, match="menunggu SKP ditetapkan"):
            submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=triwulan(skp))

    def test_period_to_come_is_refused(self, dunia, skp):
        with (
            freeze_time("2026-08-05 02:00:00"),
            pytest.raises(PeriodeTidakSesuai, match="baru dimulai 1 Oktober 2026"),
        ):
            open_evaluasi(pelaku=dunia.budi, skp=skp, periode=triwulan(skp, 4))

    def test_period_outside_the_span_is_refused(self, dunia, skp):
        Skp.objects.filter(pk=skp.pk).update(mulai=date(2026, 7, 1))
        skp.refresh_from_db()

        with pytest.raises(PeriodeTidakSesuai, match="di luar masa SKP"):
            open_evaluasi(pelaku=dunia.budi, skp=skp, periode=triwulan(skp, 1))

    def test_without_any_penilai_it_says_who_can_mend_it(self, dunia, skp, tw3):
        HubunganPenilai.objects.filter(penempatan=skp.penempatan).delete()

        with pytest.raises(DataBelumLengkap, match="Penempatan saya"):
            open_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3)


class TestSubmit:
    def test_pegawai_hands_in(self, dunia, skp, tw3):
        evaluasi = submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3)

        assert evaluasi.status == S.DIAJUKAN
        assert evaluasi.diajukan_pada is not None
        assert list(evaluasi.riwayat.values_list("ke", flat=True)) == [S.PENGISIAN, S.DIAJUKAN]

    def test_nobody_hands_in_for_another(self, dunia, skp, tw3):
        with pytest.raises(Dilarang, match="pemilik SKP"):
            submit_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

    def test_twice_is_refused(self, dunia, skp, tw3):
        submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3)

        with pytest.raises(TransisiTidakSah):
            submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3)


class TestRating:
    def test_partial_ratings_are_kept_and_do_not_move_it(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        evaluasi = set_rating(
            pelaku=dunia.budi,
            evaluasi=evaluasi,
            rating_hasil=DIATAS,
            alasan_hasil=" Melampaui. ",
            nomor_sunting=0,
        )

        assert (evaluasi.rating_hasil, evaluasi.alasan_hasil, evaluasi.predikat) == (DIATAS, "Melampaui.", "")
        assert (evaluasi.status, evaluasi.nomor_sunting) == (S.PENGISIAN, 1)

    @pytest.mark.parametrize(
        ("hasil", "perilaku", "predikat"),
        [
            (DIATAS, DIATAS, Predikat.SANGAT_BAIK),
            (DIATAS, DIBAWAH, Predikat.KURANG),
            (DIBAWAH, SESUAI, Predikat.BUTUH_PERBAIKAN),
        ],
    )
    def test_both_ratings_give_the_predikat_of_the_kuadran(self, dunia, skp, tw3, hasil, perilaku, predikat):
        evaluasi = evaluasi_at(S.DIAJUKAN, skp=skp)

        evaluasi = set_rating(
            pelaku=dunia.budi, evaluasi=evaluasi, rating_hasil=hasil, rating_perilaku=perilaku
        )

        assert (evaluasi.predikat, evaluasi.status) == (predikat, S.DINILAI)
        assert evaluasi.riwayat.last().ke == S.DINILAI
        assert audit.riwayat(evaluasi)[0]["tindakan"] == "evaluasi.dinilai"

    def test_taking_a_rating_back_takes_the_predikat_back(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        evaluasi = set_rating(pelaku=dunia.budi, evaluasi=evaluasi, rating_hasil=DIATAS)

        assert (evaluasi.predikat, evaluasi.rating_perilaku) == ("", "")

    def test_second_tab_is_told_who_and_when(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Tab pertama", nomor_sunting=0)

        with pytest.raises(SudahBerubah, match=r"Budi Santoso .* pada 5 Oktober 2026 pukul 09\.00 WIB"):
            set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Tab kedua", nomor_sunting=0)

        evaluasi.refresh_from_db()
        assert evaluasi.alasan_hasil == "Tab pertama"

    def test_same_content_twice_is_no_conflict(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        for _ in range(2):
            evaluasi = set_rating(pelaku=dunia.budi, evaluasi=evaluasi, rating_hasil=SESUAI, nomor_sunting=0)

        assert evaluasi.nomor_sunting == 1

    def test_too_long_a_ground_is_refused(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        with pytest.raises(BahanBelumLengkap, match=r"paling panjang 4\.000 huruf") as galat:
            set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_perilaku="x" * 4001)

        assert galat.value.bidang == "alasan_perilaku"

    def test_who_does_not_rate_is_refused(self, dunia, skp):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)

        for siapa in (dunia.sari, dunia.citra, dunia.karta, dunia.tono, dunia.eka):
            with pytest.raises(Dilarang):
                set_rating(pelaku=siapa, evaluasi=evaluasi, rating_hasil=DIATAS)

        evaluasi.refresh_from_db()
        assert evaluasi.rating_hasil == ""

    def test_after_a_change_only_the_new_penilai_rates(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=date(2026, 10, 4),
            alasan="Nota",
        )

        with pytest.raises(Dilarang, match="sedang berwenang"):
            set_rating(pelaku=dunia.budi, evaluasi=evaluasi, rating_hasil=DIATAS)
        evaluasi = set_rating(
            pelaku=dunia.tono, evaluasi=evaluasi, rating_hasil=DIATAS, rating_perilaku=DIATAS
        )

        assert evaluasi.penilai == dunia.tono

    def test_future_penilai_must_wait(self, dunia, skp):
        evaluasi = evaluasi_at(S.PENGISIAN, skp=skp)
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=date(2026, 10, 6),
            alasan="Nota",
        )

        with pytest.raises(Dilarang, match="sedang berwenang"):
            set_rating(pelaku=dunia.tono, evaluasi=evaluasi, rating_hasil=DIATAS)


class TestReturn:
    def test_penilai_asks_for_more_and_notes_stay(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        evaluasi = return_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi, catatan="Lampirkan berita acara")

        assert (evaluasi.status, evaluasi.rating_hasil) == (S.PENGISIAN, SESUAI)
        assert evaluasi.riwayat.last().catatan == "Lampirkan berita acara"

    def test_rating_again_with_the_same_words_moves_it_on(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        return_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi, catatan="Lampirkan berita acara")

        assert evaluasi_at(S.DINILAI, skp=skp).status == S.DINILAI

    def test_without_words_it_is_refused(self, dunia, skp):
        evaluasi = evaluasi_at(S.DIAJUKAN, skp=skp)

        with pytest.raises(BahanBelumLengkap, match="perlu dilengkapi"):
            return_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi, catatan="  ")

    def test_pegawai_may_not(self, dunia, skp):
        with pytest.raises(Dilarang):
            return_evaluasi(pelaku=dunia.sari, evaluasi=evaluasi_at(S.DIAJUKAN, skp=skp), catatan="x")

    def test_what_was_not_handed_in_cannot_go_back(self, dunia, skp):
        with pytest.raises(TransisiTidakSah):
            return_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi_at(S.PENGISIAN, skp=skp), catatan="x")


class TestFinal:
    def test_everything_is_frozen_and_documents_are_ordered(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert (evaluasi.status, evaluasi.final_oleh, evaluasi.predikat) == (
            S.FINAL,
            dunia.budi,
            Predikat.BAIK,
        )
        assert evaluasi.versi_aturan == VERSI_ATURAN
        assert len(evaluasi.kode_verifikasi) == 15
        assert evaluasi.riwayat.last().ke == S.FINAL
        assert audit.riwayat(evaluasi)[0]["tindakan"] == "evaluasi.final"
        laporan = Laporan.objects.get(diminta_oleh=dunia.budi)
        assert set(ButirLaporan.objects.filter(laporan=laporan).values_list("jenis", flat=True)) == {
            JenisDokumen.EVALUASI,
            JenisDokumen.DOKUMEN_EVALUASI,
        }

    def test_capaian_of_the_unit_above_is_inherited(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        assert evaluasi.snapshot["capaian_unit"] == dunia.dinas.nama

    def test_inherited_over_two_levels_and_changed_after_the_rating(self, dunia, skp, tw3):
        capaian = capaian_tetap(dunia.kabupaten, tw3, dunia.eka)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        reopen_capaian(pelaku=dunia.eka, capaian=capaian, alasan="Indeks direvisi")
        with pytest.raises(CapaianBelumDitetapkan, match="belum ditetapkan"):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)
        capaian_tetap(dunia.kabupaten, tw3, dunia.eka, PredikatOrganisasi.KURANG)

        final = finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)

        assert final.snapshot["capaian_uuid"] == str(capaian.uuid)
        assert final.snapshot["capaian_organisasi"] == PredikatOrganisasi.KURANG
        assert final.predikat == evaluasi.predikat  # the pola weighs, it never rates

    def test_nearest_capaian_counts(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        capaian_tetap(dunia.bidang, tw3, dunia.karta, predikat="istimewa")

        assert evaluasi_at(S.FINAL, skp=skp).snapshot["capaian_organisasi"] == "istimewa"

    def test_without_capaian_it_names_who_fixes_it_and_where(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        with pytest.raises(
            CapaianBelumDitetapkan, match=r"Karta Wijaya atau admin.*halaman Capaian organisasi"
        ):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)

        evaluasi.refresh_from_db()
        assert evaluasi.status == S.DINILAI

    def test_draft_capaian_does_not_count(self, dunia, skp, tw3):
        capaian = capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        reopen_capaian(pelaku=dunia.bupati, capaian=capaian, alasan="Angka keliru")

        with pytest.raises(CapaianBelumDitetapkan):
            evaluasi_at(S.FINAL, skp=skp)

    @pytest.mark.parametrize(
        ("isi", "bidang"),
        [
            ({"rating_perilaku": SESUAI, "alasan_perilaku": "a", "alasan_hasil": "b"}, "rating_hasil"),
            ({"rating_hasil": SESUAI, "alasan_perilaku": "a", "alasan_hasil": "b"}, "rating_perilaku"),
            ({"rating_hasil": SESUAI, "rating_perilaku": SESUAI, "alasan_perilaku": "a"}, "alasan_hasil"),
            ({"rating_hasil": SESUAI, "rating_perilaku": SESUAI, "alasan_hasil": "a"}, "alasan_perilaku"),
        ],
    )
    def test_what_is_missing_is_named(self, dunia, skp, tw3, isi, bidang):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        evaluasi = set_rating(pelaku=dunia.budi, evaluasi=evaluasi, **isi)

        with pytest.raises(BahanBelumLengkap) as galat:
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi)

        assert galat.value.bidang == bidang
        evaluasi.refresh_from_db()
        assert not evaluasi.is_final

    def test_who_does_not_rate_is_refused(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        for siapa in (dunia.sari, dunia.citra, dunia.karta, dunia.eka):
            with pytest.raises(Dilarang):
                finalise_evaluasi(pelaku=siapa, evaluasi=evaluasi)

    def test_unseen_change_is_refused(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)

        with pytest.raises(SudahBerubah):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi, nomor_sunting=0)

    def test_second_tab_is_told_who_and_when(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for act in (
            lambda: finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi),
            lambda: set_rating(pelaku=dunia.budi, evaluasi=evaluasi, rating_hasil=DIBAWAH),
        ):
            with pytest.raises(EvaluasiFinal, match=r"Budi Santoso sudah .* 5 Oktober 2026 pukul 09\.00 WIB"):
                act()
        assert Laporan.objects.count() == 1

    def test_a_delegate_does_not_rate_himself(self, dunia, skp, tw3):
        place_pegawai(
            pelaku=None,
            pegawai=dunia.sari,
            jabatan=dunia.penempatan(dunia.budi).jabatan,
            unit=dunia.bidang,
            jenis=JenisPenugasan.PLH,
            is_kepala=True,
            mulai=date(2026, 10, 1),
        )
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)

        assert penilai_skp(lain) == dunia.sari  # for her days she answers for the others of the unit
        assert penilai_skp(skp) not in (None, dunia.sari)
        with pytest.raises(Dilarang, match="menilai dirinya sendiri"):
            set_rating(pelaku=dunia.sari, evaluasi=evaluasi_at(S.PENGISIAN, skp=skp), rating_hasil=DIATAS)

    def test_who_rates_himself_is_refused_also_by_the_database(self, dunia, skp, tw3):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evaluasi.objects.create(
                instansi=dunia.instansi,
                skp=skp,
                pegawai=dunia.sari,
                penempatan=skp.penempatan,
                periode=tw3,
                penilai=dunia.sari,
            )

    def test_the_database_itself_refuses_to_change_it(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        for sql in (
            "UPDATE evaluasi_evaluasi SET predikat = 'sangat_baik' WHERE id = %s",
            "UPDATE evaluasi_evaluasi SET status = 'dinilai' WHERE id = %s",
            "UPDATE evaluasi_evaluasi SET snapshot = '{}' WHERE id = %s",
            "DELETE FROM evaluasi_evaluasi WHERE id = %s",
        ):
            with (
                pytest.raises(InternalError, match="Cannot"),
                transaction.atomic(),
                connection.cursor() as kursor,
            ):
                kursor.execute(sql, [evaluasi.pk])

    def test_its_trail_cannot_be_rewritten(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)

        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            RiwayatEvaluasi.objects.filter(evaluasi=evaluasi).update(catatan="lain")


class TestWhoSees:
    """`visible_to` is narrower than the SKP's."""

    def test_own_chain_and_granted_scope(self, dunia, skp):
        evaluasi = evaluasi_at(S.DINILAI, skp=skp)
        semua = ("sari", "budi", "karta", "bupati", "tono", "citra", "dewi", "eka")

        melihat = {
            n for n in semua if Evaluasi.objects.visible_to(getattr(dunia, n)).filter(pk=evaluasi.pk).exists()
        }

        assert melihat == {"sari", "budi", "karta", "eka"}

    def test_ketua_tim_sees_the_skp_but_not_its_evaluation(self, dunia, skp):
        evaluasi_at(S.DINILAI, skp=skp)

        assert Skp.objects.visible_to(dunia.tono).filter(pk=skp.pk).exists()
        assert not Evaluasi.objects.visible_to(dunia.tono).exists()

    def test_granted_role_reaches_its_subtree_only(self, dunia, skp):
        evaluasi_at(S.DINILAI, skp=skp)
        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=dunia.bidang_lain)
        assert not Evaluasi.objects.visible_to(dunia.dewi).exists()

        grant_peran(pelaku=None, pegawai=dunia.dewi, peran=Peran.AUDITOR, unit=dunia.dinas)
        assert Evaluasi.objects.visible_to(dunia.dewi).exists()

    def test_former_penilai_keeps_what_he_signed_and_loses_the_rest(self, dunia, skp, tw3):
        lama = evaluasi_final(skp, dunia.bupati, dunia.dinas, periode=triwulan(skp, 2))
        set_penilai(
            pelaku=dunia.eka,
            penempatan=skp.penempatan,
            penilai=dunia.tono,
            mulai=date(2026, 10, 4),
            alasan="Nota",
        )
        baru = open_evaluasi(pelaku=dunia.tono, skp=skp, periode=tw3)

        assert set(Evaluasi.objects.visible_to(dunia.budi)) == {lama}
        assert set(Evaluasi.objects.visible_to(dunia.tono)) == {lama, baru}
