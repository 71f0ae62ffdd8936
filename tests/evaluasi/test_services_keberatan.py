"""A result in the person's hands: each act, what it writes, and every refusal leaving nothing changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InternalError, transaction
from freezegun import freeze_time

from evaluasi.errors import (
    BahanBelumLengkap,
    CapaianBelumDitetapkan,
    CapaianTerkunci,
    EvaluasiDisampaikan,
    KeberatanTerlambat,
    TransisiTidakSah,
)
from evaluasi.laporan.konteks import KonteksEvaluasi
from evaluasi.models import Evaluasi, Keberatan, Penyampaian
from evaluasi.rules import (
    AwalKeberatan,
    Ekspektasi,
    KeputusanKeberatan,
    Lama,
    Predikat,
    SatuanHari,
    StatusEvaluasi,
    StatusKeberatan,
)
from evaluasi.services import (
    appoint_pemutus,
    decide_keberatan,
    deliver_evaluasi,
    explain_keberatan,
    file_keberatan,
    finalise_evaluasi,
    finalise_expired,
    receive_evaluasi,
    reopen_capaian,
    return_evaluasi,
    set_aturan_keberatan,
    set_rating,
    withdraw_keberatan,
)
from kinerja.errors import BuktiMasihDipakai, RealisasiTerkunci
from kinerja.models import BuktiDukung, HariLibur
from kinerja.services import delete_bukti, record_realisasi, upload_bukti
from pegawai import audit
from pegawai.errors import Dilarang
from pegawai.models import HubunganPenilai, Kabar
from skp.models import Skp
from skp.rules import StatusSkp
from skp.selectors import rhk_of
from tests.evaluasi.test_snapshot import DOKUMEN
from tests.factories.evaluasi import evaluasi_at
from tests.factories.keberatan import ALASAN, disampaikan, keberatan_at, wajib_disampaikan
from tests.factories.kinerja import pdf
from tests.factories.skp import skp_at

S, K = StatusEvaluasi, StatusKeberatan
TETAP, GANTI = KeputusanKeberatan

pytestmark = pytest.mark.django_db


@pytest.fixture
def hasil(dunia, skp, tw3):
    """Sari's result, handed over on 5 October: Butuh Perbaikan."""
    return disampaikan(
        skp,
        tw3,
        capaian_oleh=dunia.bupati,
        unit=dunia.dinas,
        hasil=Ekspektasi.DIBAWAH,
        perilaku=Ekspektasi.SESUAI,
    )


def status(evaluasi: Evaluasi) -> str:
    return Evaluasi.objects.values_list("status", flat=True).get(pk=evaluasi.pk)


class TestDeliver:
    def test_the_person_is_told_and_the_clock_runs(self, dunia, hasil):
        sampai = Penyampaian.objects.get(evaluasi=hasil)

        assert (hasil.status, sampai.disampaikan_oleh) == (S.DISAMPAIKAN, dunia.budi)
        # 14 working days to answer; unanswered, 14 days more to object
        assert sampai.batas_tanggapan.astimezone().isoformat()[:19] == "2026-10-24T00:00:00"
        assert sampai.batas_keberatan.astimezone().isoformat()[:19] == "2026-11-07T00:00:00"
        assert Kabar.objects.filter(
            penerima=dunia.sari, teks__contains="23 Oktober 2026 pukul 23.59"
        ).exists()
        assert audit.riwayat(hasil)[0]["tindakan"] == "evaluasi.disampaikan"

    def test_nothing_of_it_changes_any_more(self, dunia, skp, tw3, hasil):
        with pytest.raises(EvaluasiDisampaikan):
            set_rating(pelaku=dunia.budi, evaluasi=hasil, rating_hasil=Ekspektasi.DIATAS)
        with pytest.raises(EvaluasiDisampaikan):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=hasil)
        with pytest.raises(TransisiTidakSah):
            return_evaluasi(pelaku=dunia.budi, evaluasi=hasil, catatan="Lengkapi.")
        with pytest.raises(EvaluasiDisampaikan):
            deliver_evaluasi(pelaku=dunia.budi, evaluasi=hasil)
        indikator = rhk_of(skp)[0].indikator.first()
        with pytest.raises(RealisasiTerkunci):
            record_realisasi(pelaku=dunia.sari, indikator=indikator, periode=tw3, angka=9, teks="Sembilan")
        with pytest.raises(CapaianTerkunci, match="sudah disampaikan"):
            reopen_capaian(pelaku=dunia.bupati, capaian=hasil.penyampaian.capaian, alasan="Salah")
        assert (status(hasil), hasil.predikat) == (S.DISAMPAIKAN, Predikat.BUTUH_PERBAIKAN)

    def test_a_period_that_hands_over_is_not_made_final_at_once_and_the_other_way_round(
        self, dunia, skp, tw3, hasil
    ):
        lain = evaluasi_at(S.DINILAI, skp=skp, periode=skp.periode)
        with pytest.raises(TransisiTidakSah, match="langsung final"):
            deliver_evaluasi(pelaku=dunia.budi, evaluasi=lain)
        wajib_disampaikan(skp.periode)
        with pytest.raises(TransisiTidakSah, match="disampaikan dahulu"):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=lain)
        with pytest.raises(CapaianBelumDitetapkan):
            deliver_evaluasi(pelaku=dunia.budi, evaluasi=lain)
        assert status(lain) == S.DINILAI

    def test_only_who_rates_hands_over(self, dunia, skp, tw3):
        wajib_disampaikan(tw3)
        evaluasi = evaluasi_at(S.DINILAI, skp=skp, periode=tw3)

        for siapa in (dunia.sari, dunia.karta, dunia.eka):
            with pytest.raises(Dilarang):
                deliver_evaluasi(pelaku=siapa, evaluasi=evaluasi)


class TestReceive:
    def test_receipt_moves_the_clock_and_keeps_the_words(self, dunia, hasil, hari):
        hari.move_to("2026-10-08 02:00:00")

        receive_evaluasi(pelaku=dunia.sari, evaluasi=hasil, tanggapan=" Terima kasih.\r\n")

        sampai = Penyampaian.objects.get(evaluasi=hasil)
        assert (status(hasil), sampai.tanggapan) == (S.DITERIMA, "Terima kasih.")
        assert sampai.batas_keberatan.astimezone().date() == date(2026, 10, 23)
        assert Kabar.objects.filter(penerima=dunia.budi, teks__contains="menanggapi").exists()

    def test_accepted_it_is_final_at_once_with_both_dates(self, dunia, hasil, hari):
        hari.move_to("2026-10-08 02:00:00")

        selesai = receive_evaluasi(pelaku=dunia.sari, evaluasi=hasil, tanpa_keberatan=True)

        assert (status(hasil), selesai.final_oleh, selesai.penilai) == (S.FINAL, dunia.sari, dunia.budi)
        assert (selesai.snapshot["tanggal"], selesai.snapshot["tanggal_pegawai"]) == (
            "2026-10-05",
            "2026-10-08",
        )
        with pytest.raises(Dilarang, match="final"):
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=ALASAN)

    def test_nobody_receives_for_another(self, dunia, hasil):
        for siapa in (dunia.budi, dunia.karta, dunia.eka):
            with pytest.raises(Dilarang, match="pegawai yang dinilai"):
                receive_evaluasi(pelaku=siapa, evaluasi=hasil)


class TestObject:
    def test_all_three_are_told_and_the_evidence_is_open_to_them(self, dunia, skp, hasil):
        bukti = upload_bukti(
            pelaku=dunia.sari, skp=skp, berkas=SimpleUploadedFile("a.pdf", pdf()), nama="a.pdf"
        )

        keberatan = file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=ALASAN, bukti=[bukti])

        assert (status(hasil), keberatan.status, keberatan.predikat_semula) == (
            S.KEBERATAN,
            K.DIAJUKAN,
            Predikat.BUTUH_PERBAIKAN,
        )
        for siapa in (dunia.budi, dunia.karta):
            assert Kabar.objects.filter(penerima=siapa, teks__contains="mengajukan keberatan").exists()
            assert BuktiDukung.objects.visible_to(siapa).filter(pk=bukti.pk).exists()
        with pytest.raises(BuktiMasihDipakai, match="keberatan yang sudah diajukan"):
            delete_bukti(pelaku=dunia.sari, bukti=bukti)

    def test_late_is_refused_with_the_rule(self, dunia, hasil, hari):
        receive_evaluasi(pelaku=dunia.sari, evaluasi=hasil)
        hari.move_to("2026-10-19 16:59:59")  # the last second in Jakarta
        with transaction.atomic():
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=ALASAN)
            transaction.set_rollback(True)
        hari.move_to("2026-10-19 17:00:00")
        with pytest.raises(KeberatanTerlambat, match=r"19 Oktober 2026 pukul 23\.59 WIB.*14 hari kalender"):
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=ALASAN)
        assert (status(hasil), Keberatan.objects.count()) == (S.DITERIMA, 0)

    def test_holidays_and_a_running_clock_follow_the_setting_of_their_day(self, dunia, skp, tw3):
        HariLibur.objects.create(instansi=dunia.instansi, tanggal=date(2026, 10, 6), nama="Hari jadi")
        tiga = Lama(1, SatuanHari.KERJA)
        set_aturan_keberatan(
            pelaku=dunia.eka,
            instansi=dunia.instansi,
            awal_keberatan=AwalKeberatan.PENYAMPAIAN,
            keberatan=tiga,
            tanggapan=tiga,
        )
        hasil = disampaikan(skp, tw3, capaian_oleh=dunia.bupati, unit=dunia.dinas)
        set_aturan_keberatan(
            pelaku=dunia.eka, instansi=dunia.instansi, awal_keberatan=AwalKeberatan.PENERIMAAN
        )

        batas = Penyampaian.objects.get(evaluasi=hasil).batas_keberatan
        assert batas.astimezone().date() == date(2026, 10, 8)  # 7 October is the first working day
        with pytest.raises(Dilarang):
            set_aturan_keberatan(pelaku=dunia.budi, instansi=dunia.instansi, awal_keberatan="penyampaian")

    def test_without_words_or_twice_it_is_refused(self, dunia, hasil):
        with pytest.raises(BahanBelumLengkap) as galat:
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=" \n ")
        assert galat.value.bidang == "alasan"
        with pytest.raises(BahanBelumLengkap, match=r"4\.000 huruf"):
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan="x" * 5000)
        file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan="<b>الاعتراض</b> 🙂")
        with pytest.raises(Dilarang, match="sudah diajukan"):
            file_keberatan(pelaku=dunia.sari, evaluasi=hasil, alasan=ALASAN)

    def test_evidence_can_still_be_sent_when_the_span_is_over(self, dunia, skp, hasil):
        Skp.objects.filter(pk=skp.pk).update(status=StatusSkp.SELESAI)
        isi = {"skp": skp, "berkas": SimpleUploadedFile("b.pdf", pdf()), "nama": "b.pdf"}

        assert upload_bukti(pelaku=dunia.sari, **isi).pemilik == dunia.sari
        with pytest.raises(Dilarang):
            upload_bukti(pelaku=dunia.budi, **isi)

    def test_withdrawn_the_result_stands_and_may_be_objected_to_again(self, dunia, hasil):
        keberatan = keberatan_at(K.DICABUT, hasil)

        assert (status(hasil), keberatan.status) == (S.DITERIMA, K.DICABUT)
        with pytest.raises(Dilarang):
            withdraw_keberatan(pelaku=dunia.sari, keberatan=keberatan)
        assert keberatan_at(K.DIAJUKAN, hasil).pk != keberatan.pk


class TestDecide:
    def putus(self, dunia, keberatan, **lain):
        isi = {"keputusan": TETAP, "alasan": "Target tidak tercapai.", **lain}
        return decide_keberatan(pelaku=dunia.karta, keberatan=keberatan, **isi)

    def test_upheld_and_printed_as_variant_b(self, dunia, hasil):
        keberatan = keberatan_at(K.DIPUTUS, hasil, rekomendasi="Pengadaan UPS.")

        hasil = Evaluasi.objects.get(pk=hasil.pk)
        assert (hasil.status, hasil.predikat, hasil.final_oleh) == (
            S.FINAL,
            Predikat.BUTUH_PERBAIKAN,
            dunia.karta,
        )
        k = KonteksEvaluasi.from_snapshot({**hasil.snapshot, "dokumen": DOKUMEN})
        assert [(u.nomor, u.judul, u.teks) for u in k.uraian[1:]] == [
            (6, "KEBERATAN", ALASAN),
            (7, "PENJELASAN PEJABAT PENILAI ATAS KEBERATAN", "Uptime 98,1% dari target 99,5%."),
            (
                8,
                "KEPUTUSAN ATASAN PEJABAT PENILAI KINERJA",
                "Hasil penilaian tetap: Butuh Perbaikan.\nTarget tidak tercapai.\nRekomendasi: Pengadaan UPS.",
            ),
        ]
        assert (k.atasan_cetak.nama, k.tanggal_atasan) == ("Karta Wijaya", date(2026, 10, 5))
        with pytest.raises(InternalError), transaction.atomic():
            Keberatan.objects.filter(pk=keberatan.pk).update(alasan="lain")

    def test_granted_the_new_ratings_hold_and_the_old_ones_are_kept(self, dunia, hasil):
        keberatan = keberatan_at(K.DIJELASKAN, hasil)
        baru = {"rating_hasil": "sesuai", "rating_perilaku": "sesuai"}
        with pytest.raises(BahanBelumLengkap) as galat:
            self.putus(dunia, keberatan, keputusan=GANTI, **baru)
        assert galat.value.bidang == "alasan_hasil"

        selesai = self.putus(dunia, keberatan, keputusan=GANTI, alasan_hasil="Gangguan terbukti.", **baru)

        kini = Evaluasi.objects.get(pk=selesai.pk)
        assert (kini.predikat, kini.rating_hasil, kini.alasan_hasil) == (
            Predikat.BAIK,
            Ekspektasi.SESUAI,
            "Gangguan terbukti.",
        )
        assert kini.alasan_perilaku == "Terbuka kepada pengguna."
        assert kini.snapshot["keberatan"]["predikat_semula"] == Predikat.BUTUH_PERBAIKAN
        assert "Predikat semula Butuh Perbaikan, menjadi Baik." in kini.snapshot["keberatan"]["keputusan"]

    def test_nobody_but_the_atasan_decides(self, dunia, hasil):
        keberatan = keberatan_at(K.DIJELASKAN, hasil)

        for siapa in (dunia.sari, dunia.budi, dunia.eka, dunia.bupati):
            with pytest.raises(Dilarang, match="diputus"):
                decide_keberatan(pelaku=siapa, keberatan=keberatan, keputusan=TETAP, alasan="Tetap.")
        assert status(hasil) == S.KEBERATAN

    def test_the_penilai_is_heard_first_unless_his_days_are_over(self, dunia, hasil, hari):
        keberatan = keberatan_at(K.DIAJUKAN, hasil)
        with pytest.raises(TransisiTidakSah, match="Tunggu penjelasan Budi Santoso"):
            self.putus(dunia, keberatan)
        hari.tick(timedelta(days=15))

        assert self.putus(dunia, keberatan).snapshot["keberatan"]["penjelasan"] == ""

    def test_twice_is_refused(self, dunia, hasil):
        keberatan = keberatan_at(K.DIPUTUS, hasil)

        with pytest.raises(Dilarang, match="selesai"):
            self.putus(dunia, keberatan)
        with pytest.raises(Dilarang, match="selesai"):
            explain_keberatan(pelaku=dunia.budi, keberatan=keberatan, penjelasan="Lagi.")

    def test_where_no_atasan_is_the_admin_names_who_decides(self, dunia, hasil):
        HubunganPenilai.objects.filter(pegawai=dunia.budi).delete()
        keberatan = keberatan_at(K.DIJELASKAN, hasil)
        assert Kabar.objects.filter(penerima=dunia.eka, teks__contains="belum memiliki pemutus").exists()
        with pytest.raises(Dilarang, match="ditunjuk admin"):
            self.putus(dunia, keberatan)
        with pytest.raises(BahanBelumLengkap, match="bukan penilainya"):
            appoint_pemutus(pelaku=dunia.eka, keberatan=keberatan, pemutus=dunia.budi, alasan="Kosong")
        with pytest.raises(Dilarang):
            appoint_pemutus(pelaku=dunia.sari, keberatan=keberatan, pemutus=dunia.dewi, alasan="Kosong")
        assert not Evaluasi.objects.visible_to(dunia.dewi).filter(pk=hasil.pk).exists()

        appoint_pemutus(pelaku=dunia.eka, keberatan=keberatan, pemutus=dunia.dewi, alasan="Kosong")

        assert Evaluasi.objects.visible_to(dunia.dewi).filter(pk=hasil.pk).exists()
        decide_keberatan(pelaku=dunia.dewi, keberatan=keberatan, keputusan=TETAP, alasan="Tetap.")
        assert status(hasil) == S.FINAL


class TestExpired:
    def test_what_nobody_objected_to_is_final_when_the_days_are_over(self, dunia, hasil):
        with freeze_time("2026-11-06 16:59:59"):
            assert finalise_expired() == ([], 0)
        with freeze_time("2026-11-06 17:00:00"):
            jadi, gagal = finalise_expired()

        kini = Evaluasi.objects.get(pk=hasil.pk)
        assert ([e.pk for e in jadi], gagal) == ([hasil.pk], 0)
        assert (kini.status, kini.final_oleh, kini.riwayat.last().oleh) == (S.FINAL, None, None)
        assert kini.snapshot["tanggal_pegawai"] is None
        assert Kabar.objects.filter(penerima=dunia.sari, teks__contains="Masa keberatan berakhir").exists()

    def test_one_whose_data_are_broken_holds_nobody_up(self, dunia, hasil, tw3):
        lain = disampaikan(
            skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra), tw3, capaian_oleh=dunia.bupati, unit=dunia.dinas
        )
        Evaluasi.objects.filter(pk=hasil.pk).update(rating_hasil="rusak")

        with freeze_time("2026-12-01"):
            jadi, gagal = finalise_expired()

        assert ([e.pk for e in jadi], gagal) == ([lain.pk], 1)
        assert status(hasil) == S.DISAMPAIKAN

    def test_an_objection_on_the_table_is_never_overtaken(self, dunia, hasil):
        keberatan_at(K.DIAJUKAN, hasil)

        with freeze_time("2027-06-01"):
            assert finalise_expired() == ([], 0)
