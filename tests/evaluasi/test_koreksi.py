"""The correction of a final result: who begins it, what stays, which version every figure is made of."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.urls import reverse

from evaluasi.errors import BahanBelumLengkap, EvaluasiFinal, TransisiTidakSah
from evaluasi.models import AturanKeberatan, Dokumen, Evaluasi, PelaksanaanEvaluasi, TindakLanjut
from evaluasi.permissions import pengaturan_pola
from evaluasi.rules import Ekspektasi, PembukaKoreksi, Predikat, StatusEvaluasi, StatusPelaksanaan
from evaluasi.selectors import evaluasi_of, evaluasi_sendiri, jejak_unit, tim_penilai
from evaluasi.selectors.dasbor import dasbor_unit
from evaluasi.selectors.kredit import muat_kredit
from evaluasi.selectors.laporan_unit import rekap_pegawai
from evaluasi.selectors.naskah_rekap import evaluasi_rekap
from evaluasi.selectors.pola import hasil_terbuka
from evaluasi.services import (
    cancel_koreksi,
    correct_evaluasi,
    deliver_evaluasi,
    finalise_evaluasi,
    receive_evaluasi,
    return_evaluasi,
    set_rating,
)
from evaluasi.tasks import kerjakan_laporan
from kinerja.errors import RealisasiTerkunci, RealisasiTidakSah
from kinerja.models import Realisasi
from kinerja.services import record_realisasi
from pegawai import audit
from pegawai.errors import Dilarang
from pegawai.models import Kabar
from skp.selectors import rhk_of
from tests.factories.evaluasi import HARI, evaluasi_final, isi_bahan
from tests.factories.keberatan import disampaikan, keberatan_at, wajib_disampaikan

S, E = StatusEvaluasi, Ekspektasi
ALASAN = "Angka realisasi keliru ketik; diminta penilai."

JSON = "application/json"

pytestmark = pytest.mark.django_db


@pytest.fixture
def final(dunia, skp, tw3):
    """Sari's quarter III: Baik, final."""
    isi_bahan(skp, tw3)
    return evaluasi_final(skp, dunia.bupati, dunia.dinas)


def buka(dunia, final, **isi):
    return correct_evaluasi(pelaku=dunia.karta, evaluasi=final, **{"alasan": ALASAN, **isi})


def nilai_ulang(dunia, koreksi, hasil=E.DIBAWAH, perilaku=E.SESUAI):
    return set_rating(
        pelaku=dunia.budi,
        evaluasi=koreksi,
        rating_hasil=hasil,
        rating_perilaku=perilaku,
        alasan_hasil="Tujuh dari dua belas dokumen.",
        alasan_perilaku="Tertib.",
        sebab_beda_hasil="Angka yang benar.",
        sebab_beda_perilaku="Angka yang benar.",
    )


def pernah(evaluasi: Evaluasi) -> dict:
    return Evaluasi.objects.filter(pk=evaluasi.pk).values().get()


class TestCourse:
    def test_a_new_version_goes_its_way_and_the_old_one_stays_as_it_was(self, dunia, skp, tw3, final):
        semula = pernah(final)
        indikator = rhk_of(skp)[0].indikator.first()
        ubah = {
            "pelaku": dunia.sari,
            "indikator": indikator,
            "periode": tw3,
            "teks": "Tujuh",
            "angka": Decimal(7),
            "nomor_sunting": 1,
        }
        with pytest.raises(RealisasiTerkunci, match="minta koreksi di halaman evaluasi"):
            record_realisasi(**ubah)

        dua = buka(dunia, final, sampai=date(2026, 10, 12))
        record_realisasi(**ubah, alasan="Salah ketik")
        nilai_ulang(dunia, dua)
        finalise_evaluasi(pelaku=dunia.budi, evaluasi=dua)

        dua.refresh_from_db()
        assert (dua.versi, dua.mengoreksi, dua.predikat) == (2, final, Predikat.BUTUH_PERBAIKAN)
        assert pernah(final) == semula
        angka = [i["realisasi"] for r in dua.snapshot["hasil_kerja"] for i in r["indikator"]]
        assert any("Tujuh" in str(a) for a in angka)
        with pytest.raises(RealisasiTerkunci):
            record_realisasi(**ubah | {"nomor_sunting": 2}, alasan="Sekali lagi")
        with pytest.raises(InternalError), transaction.atomic():
            Evaluasi.objects.filter(pk=final.pk).update(predikat=Predikat.KURANG)
        assert audit.riwayat(dua)[-1]["tindakan"] == "evaluasi.koreksi_dibuka"
        assert dua.riwayat.first().catatan == ALASAN
        for siapa in (dunia.sari, dunia.budi):
            assert Kabar.objects.filter(penerima=siapa, tautan=f"/evaluasi/{dua.uuid}/versi/").exists()

    def test_without_a_day_the_realisasi_stay_settled(self, dunia, skp, tw3, final):
        buka(dunia, final)

        with pytest.raises(RealisasiTerkunci):
            record_realisasi(
                pelaku=dunia.sari,
                indikator=rhk_of(skp)[0].indikator.first(),
                periode=tw3,
                angka=Decimal(7),
                teks="Tujuh",
            )

    def test_a_closed_period_does_not_hold_a_correction(self, dunia, tw3, final):
        PelaksanaanEvaluasi.objects.create(
            instansi=dunia.instansi,
            periode=tw3,
            status=StatusPelaksanaan.DITUTUP,
            ditutup_pada=final.final_pada,
        )

        dua = nilai_ulang(dunia, buka(dunia, final))
        return_evaluasi(pelaku=dunia.budi, evaluasi=dua, catatan="Lengkapi bukti.")
        nilai_ulang(dunia, dua)

        assert finalise_evaluasi(pelaku=dunia.budi, evaluasi=dua).is_final

    def test_where_results_are_handed_over_so_is_a_corrected_one(self, dunia, tw3, final):
        wajib_disampaikan(tw3)
        dua = nilai_ulang(dunia, buka(dunia, final))
        with pytest.raises(TransisiTidakSah, match="disampaikan dahulu"):
            finalise_evaluasi(pelaku=dunia.budi, evaluasi=dua)

        deliver_evaluasi(pelaku=dunia.budi, evaluasi=dua)
        with pytest.raises(TransisiTidakSah):
            cancel_koreksi(pelaku=dunia.karta, evaluasi=dua, alasan="Tidak jadi")
        receive_evaluasi(pelaku=dunia.sari, evaluasi=dua, tanpa_keberatan=True)

        assert evaluasi_of(dua.skp, tw3).is_final

    def test_the_next_correction_starts_from_the_newest_version(self, dunia, final):
        dua = nilai_ulang(dunia, buka(dunia, final))
        finalise_evaluasi(pelaku=dunia.budi, evaluasi=dua)

        with pytest.raises(TransisiTidakSah, match="sudah digantikan versi 2"):
            buka(dunia, final)
        assert buka(dunia, dua).versi == 3

    def test_what_the_old_result_proposed_is_settled(self, dunia, final):
        dua = finalise_evaluasi(pelaku=dunia.budi, evaluasi=nilai_ulang(dunia, buka(dunia, final)))
        tiga = finalise_evaluasi(
            pelaku=dunia.budi, evaluasi=nilai_ulang(dunia, buka(dunia, dua), E.SESUAI, E.SESUAI)
        )

        lama = TindakLanjut.objects.get(evaluasi=dua, kunci="pembinaan")
        assert (lama.status, lama.ditutup_oleh) == ("dibatalkan", dunia.budi)
        assert "versi 3" in lama.hasil
        assert not TindakLanjut.objects.filter(evaluasi=tiga).exists()


class TestWho:
    @pytest.mark.parametrize(
        ("pembuka", "boleh"),
        [
            (PembukaKoreksi.KEDUANYA, {"karta", "eka"}),
            (PembukaKoreksi.ATASAN, {"karta"}),
            (PembukaKoreksi.ADMIN, {"eka"}),
        ],
    )
    def test_the_agency_settles_who_begins(self, dunia, final, pembuka, boleh):
        AturanKeberatan.objects.create(instansi=dunia.instansi, pembuka_koreksi=pembuka)

        for siapa in ("sari", "budi", "citra", "karta", "eka"):
            orang = getattr(dunia, siapa)
            if siapa in boleh:
                dua = correct_evaluasi(pelaku=orang, evaluasi=final, alasan=ALASAN)
                cancel_koreksi(pelaku=orang, evaluasi=dua, alasan="Tidak jadi")
            else:
                with pytest.raises(Dilarang, match="Koreksi dibuka"):
                    correct_evaluasi(pelaku=orang, evaluasi=final, alasan=ALASAN)
        assert Evaluasi.objects.filter(periode=final.periode).exclude(status=S.DIBATALKAN).count() == 1

    def test_a_decision_on_an_objection_is_corrected_by_the_admin_alone(self, dunia, skp, tw3):
        hasil = disampaikan(skp, tw3, capaian_oleh=dunia.bupati, unit=dunia.dinas, hasil=E.DIBAWAH)
        keberatan_at("diputus", hasil)
        hasil.refresh_from_db()

        with pytest.raises(Dilarang, match="dibuka admin kepegawaian"):
            buka(dunia, hasil)
        assert correct_evaluasi(pelaku=dunia.eka, evaluasi=hasil, alasan=ALASAN).versi == 2

    def test_what_is_refused_changes_nothing(self, dunia, skp, tw3, final):
        for isi, galat in (
            ({"alasan": " "}, BahanBelumLengkap),
            ({"alasan": "x" * 2001}, BahanBelumLengkap),
            ({"sampai": date(2026, 10, 4)}, RealisasiTidakSah),
        ):
            with pytest.raises(galat):
                buka(dunia, final, **isi)
        assert Evaluasi.objects.filter(periode=tw3).count() == 1
        dua = buka(dunia, final)
        with pytest.raises(TransisiTidakSah, match="sedang dikoreksi"):
            buka(dunia, final)
        with pytest.raises(Dilarang, match="sudah final"):
            buka(dunia, dua)
        with pytest.raises(EvaluasiFinal, match="Versi dan koreksi"):
            set_rating(pelaku=dunia.budi, evaluasi=final, rating_hasil=E.DIATAS)


class TestCancel:
    def test_the_old_version_stays_and_the_realisasi_are_settled_again(self, dunia, skp, tw3, final):
        dua = buka(dunia, final, sampai=date(2026, 10, 12))

        cancel_koreksi(pelaku=dunia.karta, evaluasi=dua, alasan="Angka semula benar")

        assert evaluasi_of(skp, tw3) == final
        with pytest.raises(RealisasiTerkunci):
            record_realisasi(
                pelaku=dunia.sari,
                indikator=rhk_of(skp)[0].indikator.first(),
                periode=tw3,
                angka=Decimal(7),
                teks="Tujuh",
            )
        with pytest.raises(TransisiTidakSah, match="sudah dibatalkan"):
            nilai_ulang(dunia, dua)
        assert buka(dunia, final).versi == 2

    def test_mended_realisasi_are_judged_first(self, dunia, skp, tw3, final, hari):
        dua = buka(dunia, final, sampai=date(2026, 10, 12))
        hari.tick()
        r = Realisasi.objects.filter(skp=skp, periode=tw3).first()
        record_realisasi(
            pelaku=dunia.sari,
            indikator=r.indikator,
            periode=tw3,
            angka=Decimal(7),
            teks="Tujuh",
            nomor_sunting=r.nomor_sunting,
            alasan="Salah ketik",
        )

        with pytest.raises(TransisiTidakSah, match="Selesaikan penilaiannya"):
            cancel_koreksi(pelaku=dunia.karta, evaluasi=dua, alasan="Tidak jadi")


class TestFigures:
    """While a correction is under way everything counts the version before; then only the new one."""

    def baca(self, dunia, skp, tw3) -> dict[str, list]:
        d = dasbor_unit(
            dunia.eka,
            jejak_unit(dunia.eka, str(dunia.dinas.uuid)),
            tw3,
            pengaturan_pola(dunia.instansi.pk),
            HARI,
        )
        return {
            "dasbor": [p for p, n in d.angka.jumlah.items() for _ in range(n)],
            "final": [d.angka.final],
            "pola": list(hasil_terbuka(tw3).values_list("predikat", flat=True)),
            "rekap": [e.predikat for e in rekap_pegawai(dunia.eka, dunia.dinas, tw3)],
            "dokumen_rekap": [e.predikat for e in evaluasi_rekap(dunia.dinas, tw3.pk)],
            "kredit": [e.predikat for e in muat_kredit([dunia.sari])[dunia.sari.pk].evaluasi],
        }

    def test_one_version_per_person_everywhere(self, dunia, skp, tw3, final):
        def semua(predikat):
            isi = self.baca(dunia, skp, tw3)
            assert isi.pop("final") == [1]
            assert {k: v for k, v in isi.items() if v != [predikat]} == {}

        semua(Predikat.BAIK)
        dua = nilai_ulang(dunia, buka(dunia, final))
        semua(Predikat.BAIK)
        # the person and whoever rates deal with both
        assert {b.evaluasi for b in evaluasi_sendiri(dunia.sari, HARI) if b.evaluasi} == {final, dua}
        assert [b.evaluasi for b in tim_penilai(dunia.budi, tw3, HARI).baris if b.evaluasi] == [dua]
        finalise_evaluasi(pelaku=dunia.budi, evaluasi=dua)
        semua(Predikat.BUTUH_PERBAIKAN)
        assert {b.evaluasi for b in evaluasi_sendiri(dunia.sari, HARI) if b.evaluasi} == {dua}

    def test_siasn_takes_only_the_version_in_force(self, masuk, dunia, final):
        dua = finalise_evaluasi(pelaku=dunia.budi, evaluasi=nilai_ulang(dunia, buka(dunia, final)))

        eka = masuk(dunia.eka)
        assert eka.get(reverse("api_evaluasi_siasn", args=[final.uuid])).status_code == 404
        assert eka.get(reverse("api_evaluasi_siasn", args=[dua.uuid])).status_code == 200


class TestPages:
    def test_begin_read_and_verify(self, masuk, client, dunia, final):
        alamat = reverse("evaluasi:versi", args=[final.uuid])
        karta = masuk(dunia.karta)
        kosong = karta.post(alamat, {"alasan": "", "sampai": "2026-10-12"})
        assert kosong.status_code == 422
        # named once, not "label: label belum diisi"
        label = "Apa yang keliru, dan atas permintaan siapa"
        assert f">{label} belum diisi.</a>" in kosong.content.decode()
        jawab = karta.post(alamat, {"alasan": ALASAN, "sampai": ""}, follow=True).content.decode()
        assert "Koreksi dibuka sebagai versi 2." in jawab
        dua = Evaluasi.objects.get(versi=2)
        tombol = "Nilai versi 2"
        assert tombol not in jawab
        assert tombol in masuk(dunia.budi).get(alamat).content.decode()
        assert tombol not in masuk(dunia.sari).get(alamat).content.decode()
        assert masuk(dunia.budi).get(reverse("evaluasi:nilai", args=[dua.uuid])).status_code == 200

        finalise_evaluasi(pelaku=dunia.budi, evaluasi=nilai_ulang(dunia, dua))
        assert tombol not in masuk(dunia.budi).get(alamat).content.decode()
        for e in (final, dua):
            kerjakan_laporan(e.butirlaporan.first().laporan_id)

        halaman = masuk(dunia.sari).get(alamat).content.decode()
        assert ALASAN in halaman
        assert "Butuh Perbaikan" in halaman
        assert re.search(r">\s*Baik\s*<", halaman)
        lama, baru = (Dokumen.objects.filter(evaluasi=e).first() for e in (final, dua))
        assert lama.nomor != baru.nomor
        client.logout()
        for dokumen, kata in ((lama, True), (baru, False)):
            umum = client.get(
                reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi])
            ).content.decode()
            assert ("sudah diganti versi yang lebih baru" in umum) is kata
            assert "Butuh Perbaikan" not in umum

    def test_the_same_by_api(self, masuk, dunia, final):
        alamat = reverse("api_evaluasi_versi", args=[final.uuid])
        assert masuk(dunia.budi).post(alamat, {"alasan": ALASAN}, JSON).status_code == 403
        jawab = masuk(dunia.karta).post(alamat, {"alasan": ALASAN}, JSON)
        assert (jawab.status_code, jawab.json()["versi_hasil"]) == (201, 2)

        daftar = masuk(dunia.sari).get(alamat).json()

        assert [(v["versi_hasil"], v["is_berlaku"]) for v in daftar] == [(2, False), (1, True)]
        # what the penilai drafts is not told
        assert daftar[0]["penilaian"] is None
        batal = reverse("api_koreksi_batal", args=[jawab.json()["uuid"]])
        assert masuk(dunia.karta).post(batal, {"alasan": "Tidak jadi"}, JSON).json()["status"] == "dibatalkan"
