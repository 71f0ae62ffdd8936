"""A period opens and closes: by hand, by its day, for everybody, again after a kill."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from evaluasi import services
from evaluasi.errors import BahanBelumLengkap, PeriodeDitutup, PeriodeTidakSesuai, TransisiTidakSah
from evaluasi.models import (
    ButirLaporan,
    Evaluasi,
    Laporan,
    PekerjaanPeriode,
    PelaksanaanEvaluasi,
    RiwayatEvaluasi,
)
from evaluasi.rules import (
    JenisPekerjaan,
    KendalaFinal,
    KendalaPembukaan,
    StatusEvaluasi,
    StatusLaporan,
    StatusPekerjaan,
    StatusPelaksanaan,
    TahapEvaluasi,
    is_waktunya_dibuka,
    keadaan_pelaksanaan,
    tahap_kini,
)
from evaluasi.selectors import (
    daftar_terbuka,
    daftar_terkendala,
    kesiapan,
    penutupan,
    sebab_pembukaan,
    status_pelaksanaan,
)
from evaluasi.services import (
    close_periode,
    open_evaluasi,
    open_periode,
    repeat_pekerjaan,
    repeat_satu,
    run_due,
    set_rating,
    step_pekerjaan,
    submit_evaluasi,
)
from evaluasi.services import pekerjaan as kerja
from evaluasi.tasks import dering_ulang_periode, jaga_periode, kerjakan_periode
from kinerja.errors import RealisasiTerkunci
from kinerja.models import KunciRealisasi
from kinerja.services import record_realisasi
from pegawai import audit
from pegawai.errors import Dilarang
from pegawai.models import HubunganPenilai, Kabar
from skp.rules import JenisJendela
from skp.selectors import rhk_of
from skp.services import extend_jendela
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at, isi_bahan, skp_berjalan

JSON = "application/json"
ALASAN = "Sesuai jadwal BKPSDM"

pytestmark = pytest.mark.django_db


def jalankan(pekerjaan: PekerjaanPeriode) -> PekerjaanPeriode:
    while step_pekerjaan(pekerjaan.pk):
        pass
    pekerjaan.refresh_from_db()
    return pekerjaan


class TestState:
    @pytest.mark.parametrize(
        ("status", "jumlah", "final", "kata"),
        [
            ("belum", 0, 0, "Belum dibuka"),
            ("belum", 20, 3, "Berjalan tanpa dibuka"),
            ("belum", 20, 20, "Semua final, belum ditutup"),
            ("dibuka", 0, 0, "Dibuka"),
            ("dibuka", 20, 19, "Dibuka"),
            ("dibuka", 20, 20, "Semua final, belum ditutup"),
            ("ditutup", 20, 19, "Ditutup"),
        ],
    )
    def test_it_is_named_by_what_is_there(self, status, jumlah, final, kata):
        assert keadaan_pelaksanaan(StatusPelaksanaan(status), jumlah=jumlah, final=final).label == kata


class TestStages:
    @pytest.mark.parametrize(
        ("hari", "tahap"),
        [
            (date(2026, 6, 30), TahapEvaluasi.BELUM),
            (date(2026, 9, 30), TahapEvaluasi.BERJALAN),
            (date(2026, 10, 1), TahapEvaluasi.PENGISIAN),
            (date(2026, 10, 10), TahapEvaluasi.PENGISIAN),
            (date(2026, 10, 11), TahapEvaluasi.PENILAIAN),
            (date(2026, 10, 21), TahapEvaluasi.FINAL),
            (date(2026, 12, 14), TahapEvaluasi.LEWAT),
        ],
    )
    def test_the_first_day_not_over_names_the_stage(self, hari, tahap):
        batas = {
            TahapEvaluasi.PENGISIAN: date(2026, 10, 10),
            TahapEvaluasi.PENILAIAN: date(2026, 10, 20),
            TahapEvaluasi.FINAL: date(2026, 12, 13),
        }

        assert tahap_kini(mulai=date(2026, 7, 1), selesai=date(2026, 9, 30), batas=batas, pada=hari) == tahap

    @pytest.mark.parametrize(
        ("status", "mulai", "sampai", "dibuka"),
        [
            (StatusPelaksanaan.BELUM, HARI, None, True),
            (StatusPelaksanaan.BELUM, HARI, HARI, True),
            (StatusPelaksanaan.BELUM, HARI + timedelta(1), None, False),
            (StatusPelaksanaan.BELUM, None, None, False),
            (StatusPelaksanaan.BELUM, HARI - timedelta(9), HARI - timedelta(1), False),
            (StatusPelaksanaan.DIBUKA, HARI, None, False),
            (StatusPelaksanaan.DITUTUP, HARI, None, False),
        ],
    )
    def test_a_period_opens_by_itself_between_its_days_and_once(self, status, mulai, sampai, dibuka):
        assert is_waktunya_dibuka(status, mulai=mulai, sampai=sampai, pada=HARI) is dibuka


class TestOpen:
    def test_by_hand_everybody_gets_his_evaluation(self, dunia, skp, tw3):
        pekerjaan = jalankan(open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        evaluasi = Evaluasi.objects.get(periode=tw3)
        assert (pekerjaan.status, pekerjaan.jumlah, pekerjaan.berhasil) == (StatusPekerjaan.SELESAI, 1, 1)
        assert (evaluasi.skp, evaluasi.penilai, evaluasi.status) == (
            skp,
            dunia.budi,
            StatusEvaluasi.PENGISIAN,
        )
        assert RiwayatEvaluasi.objects.get(evaluasi=evaluasi).oleh == dunia.eka
        kabar = Kabar.objects.get(penerima=dunia.sari, tautan="/evaluasi/")
        assert "Lengkapi sampai 10 Oktober 2026" in kabar.teks
        jejak = audit.riwayat(PelaksanaanEvaluasi.objects.get(periode=tw3))[0]
        assert (jejak["tindakan"], jejak["alasan"]) == ("evaluasi.periode_dibuka", ALASAN)

    def test_what_was_begun_by_hand_stays_as_it_is(self, dunia, skp, tw3):
        awal = submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3)

        pekerjaan = jalankan(open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        assert (pekerjaan.berhasil, Evaluasi.objects.get(periode=tw3)) == (0, awal)
        assert Evaluasi.objects.get(periode=tw3).status == StatusEvaluasi.DIAJUKAN

    def test_without_penilai_nothing_is_opened_and_the_person_is_named(self, dunia, skp, tw3):
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()

        pekerjaan = jalankan(open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        assert (pekerjaan.berhasil, Evaluasi.objects.count()) == (0, 0)
        baris = daftar_terkendala(tw3, [dunia.dinas], HARI, kendala=KendalaPembukaan.PENILAI_BELUM)
        assert dunia.sari in [b.pegawai for b in baris]

    @pytest.mark.parametrize("siapa", ["sari", "budi", "karta", "dewi"])
    def test_only_the_admin_of_the_agency(self, dunia, skp, tw3, siapa):
        with pytest.raises(Dilarang, match="admin kepegawaian"):
            open_periode(pelaku=getattr(dunia, siapa), periode=tw3, alasan=ALASAN)

        assert not PelaksanaanEvaluasi.objects.exists()

    def test_by_hand_it_wants_a_reason(self, dunia, skp, tw3):
        with pytest.raises(BahanBelumLengkap, match="alasan") as galat:
            open_periode(pelaku=dunia.eka, periode=tw3, alasan=" \n ")

        assert galat.value.bidang == "alasan"

    def test_not_before_the_period_begins(self, dunia, skp, tw3):
        tw4 = tw3.__class__.objects.get(instansi=tw3.instansi, tahun=2026, jenis="triwulan", nomor=4)
        tw4.mulai = HARI + timedelta(1)
        tw4.save()

        with pytest.raises(PeriodeTidakSesuai, match="6 Oktober 2026"):
            open_periode(pelaku=dunia.eka, periode=tw4, alasan=ALASAN)

    def test_twice_is_refused_while_the_first_runs_and_after(self, dunia, skp, tw3):
        pekerjaan = open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)
        with pytest.raises(TransisiTidakSah, match="Dibuka"):
            open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)
        jalankan(pekerjaan)

        with pytest.raises(TransisiTidakSah):
            open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)


class TestWhoLacksWhat:
    def test_each_cause_is_counted_and_leads_to_its_people(self, dunia, skp, tw3):
        hasil = kesiapan(tw3, [dunia.dinas], HARI)

        assert hasil.kendala[KendalaPembukaan.CAPAIAN_BELUM] == hasil.wajib
        assert hasil.siap == 0
        for kendala, jumlah in hasil.kendala.items():
            assert daftar_terkendala(tw3, [dunia.dinas], HARI, kendala=kendala).count() == jumlah

    def test_whoever_lacks_nothing_is_not_on_the_list(self, dunia, skp, tw3):
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)

        orang = [b.pegawai for b in daftar_terkendala(tw3, [dunia.dinas], HARI)]

        assert dunia.sari not in orang
        assert kesiapan(tw3, [dunia.dinas], HARI).siap == 1

    def test_the_row_says_what_to_do(self, dunia, skp, tw3):
        baris = daftar_terkendala(tw3, [dunia.dinas], HARI, cari=dunia.citra.nama)[0]

        sebab = dict(sebab_pembukaan(baris))
        assert sebab[KendalaPembukaan.SKP_BELUM] == "Pegawai menyusun dan mengajukan SKP."
        assert KendalaPembukaan.CAPAIAN_BELUM in sebab

    def test_only_the_units_one_watches(self, dunia, skp, tw3):
        assert kesiapan(tw3, [], HARI).wajib == 0


class TestClose:
    def test_what_is_complete_becomes_final_with_snapshot_lock_and_documents(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)

        pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        evaluasi.refresh_from_db()
        assert (pekerjaan.status, pekerjaan.berhasil, pekerjaan.gagal.count()) == (
            StatusPekerjaan.SELESAI,
            1,
            0,
        )
        assert (evaluasi.status, evaluasi.final_oleh, evaluasi.penilai) == (
            StatusEvaluasi.FINAL,
            dunia.eka,
            dunia.budi,
        )
        assert evaluasi.snapshot["penilai"]["nama"] == dunia.budi.nama_lengkap
        assert KunciRealisasi.objects.get(skp=skp, periode=tw3).oleh == dunia.budi
        assert ButirLaporan.objects.filter(laporan=pekerjaan.laporan, evaluasi=evaluasi).count() == 2
        assert RiwayatEvaluasi.objects.filter(evaluasi=evaluasi).last().catatan == kerja.CATATAN_TUTUP

    def test_its_snapshot_equals_that_of_a_hand(self, dunia, skp, tw3, hari):
        isi_bahan(skp, tw3)
        evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))
        bersama = Evaluasi.objects.get(pk=evaluasi.pk).snapshot
        tw2 = tw3.__class__.objects.get(instansi=tw3.instansi, tahun=2026, jenis="triwulan", nomor=2)
        capaian_tetap(dunia.dinas, tw2, dunia.bupati)
        sendiri = evaluasi_at(StatusEvaluasi.FINAL, skp=skp, periode=tw2).snapshot

        beda = {"periode", "hasil_kerja", "perilaku", "umpan_balik_umum", "saran", "capaian_uuid"}
        assert {k: v for k, v in bersama.items() if k not in beda} == {
            k: v for k, v in sendiri.items() if k not in beda
        }
        assert bersama["hasil_kerja"][0]["indikator"][0]["realisasi"]

    @pytest.mark.parametrize(
        ("siapkan", "kendala"),
        [
            ("pengisian", KendalaFinal.BELUM_DINILAI),
            ("tanpa_dasar", KendalaFinal.DASAR_KOSONG),
            ("tanpa_capaian", KendalaFinal.CAPAIAN_BELUM),
            ("penyampaian", KendalaFinal.BELUM_DISAMPAIKAN),
        ],
    )
    def test_what_is_not_complete_stays_and_says_why(self, dunia, skp, tw3, siapkan, kendala):
        if siapkan == "pengisian":
            open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        else:
            evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
            if siapkan == "tanpa_dasar":
                Evaluasi.objects.filter(pk=evaluasi.pk).update(alasan_hasil="")
        if siapkan != "tanpa_capaian":
            capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        tw3.penyampaian_wajib = siapkan == "penyampaian"
        tw3.save()

        pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        assert (pekerjaan.berhasil, Evaluasi.objects.final().count()) == (0, 0)
        assert penutupan(tw3, [dunia.dinas]).kendala[kendala] == 1
        assert [e.kendala for e in daftar_terbuka(tw3, [dunia.dinas], kendala=kendala)] == [kendala.value]

    def test_where_the_agency_wants_it_nothing_becomes_final(self, dunia, skp, tw3):
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        tw3.final_saat_tutup = False
        tw3.save()

        pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        assert (pekerjaan.status, Evaluasi.objects.final().count()) == (StatusPekerjaan.SELESAI, 0)

    def test_one_that_fails_stops_no_other_and_is_taken_up_again(self, dunia, skp, tw3, monkeypatch):
        satu = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        dua = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp_berjalan(dunia.citra), periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        asli = kerja.isi_final

        def rusak(evaluasi, **lain):
            if evaluasi.pk == satu.pk:
                raise ZeroDivisionError
            asli(evaluasi, **lain)

        with monkeypatch.context() as m:
            m.setattr(kerja, "isi_final", rusak)
            pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))
        assert (pekerjaan.status, pekerjaan.berhasil) == (StatusPekerjaan.SEBAGIAN, 1)
        assert pekerjaan.gagal.get().evaluasi == satu
        assert "ZeroDivision" not in pekerjaan.gagal.get().galat

        ulang = jalankan(repeat_pekerjaan(pelaku=dunia.eka, pekerjaan=pekerjaan))

        assert (ulang.status, ulang.berhasil) == (StatusPekerjaan.SELESAI, 1)
        assert set(Evaluasi.objects.final()) == {satu, dua}

    def test_one_that_failed_is_taken_up_alone(self, dunia, skp, tw3, monkeypatch, masuk):
        dua = [
            evaluasi_at(StatusEvaluasi.DINILAI, skp=s, periode=tw3) for s in (skp, skp_berjalan(dunia.citra))
        ]
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        with monkeypatch.context() as m:
            m.setattr(kerja, "isi_final", lambda *_, **__: 1 / 0)
            pekerjaan = jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))
            alamat = reverse("evaluasi:periode_ulang", args=[pekerjaan.uuid])
            jawab = masuk(dunia.eka).post(alamat, {"evaluasi": dua[0].uuid}, follow=True).content.decode()
            assert "masih gagal" in jawab
        assert pekerjaan.gagal.count() == 2

        masuk(dunia.eka).post(alamat, {"evaluasi": dua[0].uuid})

        assert list(Evaluasi.objects.final()) == [dua[0]]
        assert pekerjaan.gagal.get().evaluasi == dua[1]
        assert ButirLaporan.objects.filter(evaluasi=dua[0]).count() == 2
        api = reverse("api_periode_ulang", args=[pekerjaan.uuid])
        assert masuk(dunia.eka).post(api, {"evaluasi": str(dua[0].uuid)}, JSON).status_code == 409
        jawab = masuk(dunia.eka).post(api, {"evaluasi": str(dua[1].uuid)}, JSON)
        assert (jawab.status_code, jawab.json()["status"], jawab.json()["gagal"]) == (200, "selesai", [])
        assert Evaluasi.objects.final().count() == 2
        with pytest.raises(Dilarang):
            repeat_satu(pelaku=dunia.budi, pekerjaan=pekerjaan, evaluasi=dua[1].uuid)

    def test_a_killed_worker_loses_its_piece_and_nothing_else(self, dunia, skp, tw3, monkeypatch):
        """The transaction of a piece goes back as a whole; the next worker goes on after what was done."""
        for s in (skp, skp_berjalan(dunia.citra)):
            evaluasi_at(StatusEvaluasi.DINILAI, skp=s, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        monkeypatch.setattr(kerja, "SEKALI_TUTUP", 1)
        pekerjaan = close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)
        assert step_pekerjaan(pekerjaan.pk)

        class Mati(BaseException):
            pass

        def mati(*_):
            raise Mati

        with monkeypatch.context() as m:
            m.setattr(kerja, "_order_dokumen", mati)
            with pytest.raises(Mati):
                step_pekerjaan(pekerjaan.pk)
        assert Evaluasi.objects.final().count() == 1

        jalankan(pekerjaan)

        assert (pekerjaan.berhasil, Evaluasi.objects.final().count()) == (2, 2)
        assert ButirLaporan.objects.filter(laporan=pekerjaan.laporan).count() == 4
        assert Laporan.objects.get(pk=pekerjaan.laporan_id).jumlah == 4

    def test_not_while_the_period_runs(self, dunia, skp, tw3):
        tw3.selesai = HARI
        tw3.save()

        with pytest.raises(PeriodeTidakSesuai, match="5 Oktober 2026"):
            close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)


class TestAfterClosing:
    def test_nothing_is_rated_handed_in_or_begun_until_it_is_reopened(self, dunia, skp, tw3):
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))

        for tindakan in (
            lambda: set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Baik"),
            lambda: submit_evaluasi(pelaku=dunia.sari, skp=skp, periode=tw3),
            lambda: services.return_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi, catatan="x"),
            lambda: services.finalise_evaluasi(pelaku=dunia.budi, evaluasi=evaluasi),
        ):
            with pytest.raises(PeriodeDitutup, match="membukanya kembali"):
                tindakan()

        jalankan(open_periode(pelaku=dunia.eka, periode=tw3, alasan="Satu orang belum dinilai"))
        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Baik")
        assert status_pelaksanaan(tw3) == StatusPelaksanaan.DIBUKA

    def test_a_realisasi_cannot_be_corrected_and_the_way_is_named(self, dunia, skp, tw3):
        isi_bahan(skp, tw3)
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        jalankan(close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))
        indikator = rhk_of(skp)[0].indikator.all()[0]

        with pytest.raises(RealisasiTerkunci, match="Versi dan koreksi"):
            record_realisasi(pelaku=dunia.sari, indikator=indikator, periode=tw3, teks="Lain", alasan="Salah")


class TestRatingWindow:
    def test_before_it_begins_rating_is_refused_with_the_day(self, dunia, skp, tw3):
        tw3.penilaian_mulai = HARI + timedelta(days=2)
        tw3.save()
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)

        with pytest.raises(PeriodeDitutup, match="dibuka 7 Oktober 2026"):
            set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Baik")

    def test_late_is_taken_unless_the_agency_binds_the_deadline(self, dunia, skp, tw3):
        tw3.penilaian_sampai = HARI - timedelta(days=1)
        tw3.save()
        evaluasi = open_evaluasi(pelaku=dunia.budi, skp=skp, periode=tw3)
        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Baik")
        tw3.penilaian_mengikat = True
        tw3.save()

        with pytest.raises(PeriodeDitutup, match=r"ditutup 4 Oktober 2026.*Minta perpanjangan kepada"):
            set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Lebih baik")

        extend_jendela(
            pelaku=dunia.eka,
            periode=tw3,
            jendela=JenisJendela.PENILAIAN,
            sampai=HARI,
            alasan="Penilai sakit",
            unit=skp.penempatan.unit,
        )
        set_rating(pelaku=dunia.budi, evaluasi=evaluasi, alasan_hasil="Lebih baik")


class TestByItself:
    def test_the_day_opens_it_and_twice_changes_nothing(self, dunia, skp, tw3):
        baru = run_due(instansi=dunia.instansi)

        dibuka = [p for p in baru if p.periode == tw3]
        assert [(p.jenis, p.diminta_oleh) for p in dibuka] == [(JenisPekerjaan.BUKA, None)]
        jalankan(dibuka[0])
        assert Evaluasi.objects.get(periode=tw3).penilai == dunia.budi
        assert [p for p in run_due(instansi=dunia.instansi) if p.periode == tw3] == []

    def test_an_skp_that_came_later_is_opened_too(self, dunia, skp, tw3):
        jalankan(next(p for p in run_due(instansi=dunia.instansi) if p.periode == tw3))
        skp_berjalan(dunia.citra)

        jalankan(next(p for p in run_due(instansi=dunia.instansi) if p.periode == tw3))

        assert set(Evaluasi.objects.filter(periode=tw3).values_list("pegawai", flat=True)) == {
            dunia.sari.pk,
            dunia.citra.pk,
        }

    def test_its_last_day_closes_it_and_an_extension_keeps_it_open(self, dunia, skp, tw3, hari):
        evaluasi = evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        jalankan(open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN))
        hari.move_to("2026-12-13 16:59:00")  # 23.59 in Jakarta, the last day
        extend_jendela(
            pelaku=dunia.eka,
            periode=tw3,
            jendela=JenisJendela.FINAL,
            sampai=date(2026, 12, 20),
            alasan="Menunggu putusan",
            unit=skp.penempatan.unit,
        )
        hari.move_to("2026-12-20 16:59:00")
        assert [p for p in run_due(instansi=dunia.instansi) if p.periode == tw3] == []

        hari.move_to("2026-12-20 17:01:00")
        tutup = next(p for p in run_due(instansi=dunia.instansi) if p.periode == tw3)
        jalankan(tutup)

        evaluasi.refresh_from_db()
        assert (tutup.jenis, evaluasi.status) == (JenisPekerjaan.TUTUP, StatusEvaluasi.FINAL)
        assert (evaluasi.final_oleh, evaluasi.penilai) == (None, dunia.budi)
        assert Laporan.objects.get(pk=tutup.laporan_id).diminta_oleh == dunia.eka

    def test_beat_does_it_all_and_a_lost_doorbell_is_rung_again(
        self, dunia, skp, tw3, hari, django_capture_on_commit_callbacks, monkeypatch
    ):
        dibunyikan = []
        monkeypatch.setattr(kerjakan_periode, "delay", dibunyikan.append)
        with django_capture_on_commit_callbacks(execute=False):
            assert jaga_periode() >= 1
        hari.tick(timedelta(seconds=61))

        assert dering_ulang_periode() == len(dibunyikan) >= 1
        kerjakan_periode(PekerjaanPeriode.objects.get(periode=tw3).pk)

        assert Evaluasi.objects.filter(periode=tw3).count() == 1
        assert PekerjaanPeriode.objects.get(periode=tw3).status == StatusPekerjaan.SELESAI

    def test_documents_wait_for_the_end_of_closing(self, dunia, skp, tw3, django_capture_on_commit_callbacks):
        evaluasi_at(StatusEvaluasi.DINILAI, skp=skp, periode=tw3)
        capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        pekerjaan = close_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)
        step_pekerjaan(pekerjaan.pk)
        pekerjaan.refresh_from_db()
        assert (pekerjaan.laporan.dering_pada, pekerjaan.laporan.status) == (None, StatusLaporan.ANTRE)

        kerjakan_periode(pekerjaan.pk)

        assert Laporan.objects.get(pk=pekerjaan.laporan_id).dering_pada is not None

    def test_work_that_cannot_go_on_says_so(self, dunia, skp, tw3, monkeypatch):
        pekerjaan = open_periode(pelaku=dunia.eka, periode=tw3, alasan=ALASAN)
        monkeypatch.setattr(kerja, "_open_piece", lambda _: 1 / 0)

        kerjakan_periode(pekerjaan.pk)

        pekerjaan.refresh_from_db()
        assert (pekerjaan.status, "terhenti" in pekerjaan.galat) == (StatusPekerjaan.GAGAL, True)
