"""What pages ask: what may be begun, which RHK may be served, who waits for whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from pegawai.models import Penempatan
from pegawai.rules import JenisPenugasan
from pegawai.services import close_penempatan, place_pegawai
from skp import selectors, services
from skp.models import RiwayatSkp, Skp
from skp.rules import StatusBagian, StatusSkp
from tests.factories.pegawai import jabatan_baru
from tests.factories.skp import periode_tahun, skp_at

pytestmark = pytest.mark.django_db
S = StatusSkp
HARI = timezone.localdate


def plt(dunia, pegawai) -> Penempatan:
    return place_pegawai(
        pelaku=dunia.eka,
        pegawai=pegawai,
        jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi"),
        unit=dunia.bidang_lain,
        mulai=HARI(),
        jenis=JenisPenugasan.PLT,
        is_kepala=True,
    )


class TestCalon:
    def test_each_post_and_opened_year_that_has_none(self, dunia):
        tahun = periode_tahun(dunia.instansi)
        periode_tahun(dunia.instansi, tahun.tahun + 1)
        plt(dunia, dunia.sari)

        calon, boleh = selectors.calon_skp(dunia.sari, HARI())

        assert boleh
        assert [(c.periode.tahun - tahun.tahun, c.penempatan.jenis) for c in calon] == [
            (0, "D"),
            (0, "PLT"),
            (1, "D"),
            (1, "PLT"),
        ]

    def test_what_is_there_already_is_left_out(self, dunia, draf):
        tugas = plt(dunia, dunia.sari)
        calon, _ = selectors.calon_skp(dunia.sari, HARI())
        assert [c.penempatan for c in calon] == [tugas]

        services.draft_skp(pelaku=dunia.sari, penempatan=tugas, periode=draf.periode)
        calon, boleh = selectors.calon_skp(dunia.sari, HARI())
        assert (calon, boleh.alasan) == ([], "SKP untuk setiap jabatan Anda sudah ada.")

    def test_a_past_year_is_not_offered(self, dunia):
        periode_tahun(dunia.instansi, HARI().year - 1)
        calon, boleh = selectors.calon_skp(dunia.sari, HARI())
        assert not calon
        assert "belum dibuka" in boleh.alasan


class TestPihak:
    def test_penilai_with_his_post(self, dunia, draf):
        pihak = selectors.dokumen_skp(draf).penilai
        assert (pihak.pegawai, pihak.jabatan, pihak.unit) == (
            dunia.budi,
            "Kepala Bidang Aplikasi Informatika",
            "Bidang Aplikasi Informatika",
        )

    def test_penilai_without_a_post_is_still_named(self, dunia, draf):
        Penempatan.objects.filter(pegawai=dunia.budi).update(jenis="PLT")
        pihak = selectors.pihak_penilai(draf.penempatan_id, HARI())
        assert (pihak.pegawai, pihak.jabatan) == (dunia.budi, "-")

    def test_nobody(self, dunia, draf):
        draf.penempatan.hubungan_penilai.all().delete()
        assert selectors.dokumen_skp(draf).penilai is None
        assert selectors.penilai_skp(draf) is None

    @pytest.mark.parametrize("pada", [date(2020, 1, 1), date(2999, 1, 1)])
    def test_python_and_database_agree_on_the_day(self, dunia, draf, pada):
        close_penempatan(
            pelaku=dunia.eka, penempatan=draf.penempatan, selesai=HARI() - timedelta(days=1), alasan="Mutasi"
        )
        draf.refresh_from_db()
        satu = Skp.objects.dinilai_oleh(dunia.budi, pada).get(pk=draf.pk)
        assert satu.hari_penilai == selectors.hari_penilai(draf, pada)


class TestKalimat:
    @pytest.mark.parametrize(
        ("status", "kata"),
        [
            (S.DRAF, "mulai menyusun SKP"),
            (S.DIAJUKAN, "Giliran Budi Santoso memeriksa."),
            (S.DIKEMBALIKAN, "Giliran Anda memperbaiki"),
            (S.BERJALAN, "Berlaku sampai 31 Desember"),
            (S.DIBATALKAN, "membatalkan SKP"),
        ],
    )
    def test_says_who_did_what_and_whose_turn_it_is(self, dunia, skp_di, status, kata):
        dokumen = selectors.dokumen_skp(skp_di(status))
        kalimat = selectors.keadaan_of(dokumen, dunia.sari)
        assert kata in kalimat
        assert all(len(k.split()) <= 18 for k in kalimat.split(". "))

    def test_addresses_the_penilai(self, dunia, diajukan):
        assert "Giliran Anda memeriksa." in selectors.keadaan_of(selectors.dokumen_skp(diajukan), dunia.budi)

    def test_says_who_can_mend_a_missing_penilai(self, dunia, diajukan):
        diajukan.penempatan.hubungan_penilai.all().delete()
        kalimat = selectors.keadaan_of(selectors.dokumen_skp(diajukan), dunia.sari)
        assert "Pejabat penilai belum ada. Admin kepegawaian" in kalimat

    def test_of_an_approved_one_is_the_approval(self, dunia, skp_di):
        kalimat = selectors.keadaan_of(selectors.dokumen_skp(skp_di(S.BERJALAN)), dunia.sari)
        assert "Budi Santoso menyetujui SKP pada" in kalimat
        assert RiwayatSkp.objects.filter(ke="berjalan").exists()


class TestBagian:
    def status(self, skp):
        return {b.kode: b.status for b in selectors.bagian_of(selectors.dokumen_skp(skp))}

    def test_of_an_empty_draft(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        assert set(self.status(skp).values()) == {StatusBagian.BELUM}

    def test_of_a_full_one(self, draf):
        assert self.status(draf) == {
            "hasil_kerja": StatusBagian.LENGKAP,
            "perilaku": StatusBagian.LENGKAP,
            "lampiran": StatusBagian.LENGKAP,
            "rencana_aksi": StatusBagian.BELUM,
        }

    def test_what_lacks_after_a_return_is_to_be_mended(self, dunia, skp_di):
        skp = skp_di(S.DIKEMBALIKAN)
        services.save_rhk(pelaku=dunia.sari, skp=skp, teks="Tanpa indikator", rhk_pimpinan_teks="x")
        assert self.status(skp)["hasil_kerja"] == StatusBagian.PERLU_PERBAIKAN


class TestRujukan:
    def test_penilai_before_ketua_tim_before_others(self, dunia, draf):
        for orang in (dunia.tono, dunia.budi, dunia.karta):
            skp_at(S.BERJALAN, pegawai=orang)
        kelompok = selectors.rujukan_of(draf, cari="karta")
        assert [(k.pemimpin, k.sebagai) for k in kelompok] == [
            (dunia.budi, "Pejabat penilai Anda"),
            (dunia.tono, "Ketua tim Anda"),
            (dunia.karta, "Pimpinan lain"),
        ]
        assert all("." in o.nilai for o in kelompok[2].opsi)
        assert all("." not in o.nilai for o in kelompok[0].opsi)

    def test_what_is_linked_already_stays_in_the_list(self, dunia, draf):
        rhk = skp_at(S.BERJALAN, pegawai=dunia.karta).rhk.first()
        assert not selectors.rujukan_of(draf)
        assert selectors.rujukan_of(draf, terpilih=rhk)[0].pemimpin == dunia.karta

    @pytest.mark.parametrize("nilai", ["", "x", "00000000-0000-0000-0000-000000000000", "a.b"])
    def test_nonsense_is_not_found(self, draf, nilai):
        assert selectors.find_rujukan(draf, nilai) is None

    def test_an_indicator_of_another_rhk_is_not_found(self, dunia, draf):
        karta = skp_at(S.BERJALAN, pegawai=dunia.karta)
        satu, dua = karta.rhk.all()
        assert selectors.find_rujukan(draf, f"{satu.uuid}.{satu.indikator.first().uuid}")
        assert selectors.find_rujukan(draf, f"{satu.uuid}.{dua.indikator.first().uuid}") is None


class TestAntrean:
    def test_oldest_first_with_neighbours(self, dunia, diajukan):
        kedua = skp_at(S.DIAJUKAN, pegawai=dunia.citra)
        satu, dua = (selectors.letak_antrean(dunia.budi, s) for s in (diajukan, kedua))
        assert (satu.nomor, satu.jumlah, satu.sebelum, satu.sesudah) == (1, 2, None, kedua.uuid)
        assert (dua.nomor, dua.sebelum, dua.sesudah) == (2, diajukan.uuid, diajukan.uuid)

    def test_one_that_does_not_wait(self, dunia, diajukan):
        lain = skp_at(S.DRAF, pegawai=dunia.citra)
        letak = selectors.letak_antrean(dunia.budi, lain)
        assert (letak.nomor, letak.jumlah, letak.sesudah) == (0, 1, diajukan.uuid)

    def test_alone(self, dunia, diajukan):
        assert selectors.letak_antrean(dunia.budi, diajukan).sesudah is None

    def test_whoever_owes_one_and_has_not_begun(self, dunia, draf):
        assert [h.pegawai for h in selectors.belum_menyusun(dunia.budi, HARI())] == [dunia.citra]
        type(dunia.citra).objects.filter(pk=dunia.citra.pk).update(kedudukan="20")
        assert selectors.belum_menyusun(dunia.budi, HARI()) == []

    def test_before_the_year_is_opened_nobody_is_late(self, dunia):
        assert selectors.belum_menyusun(dunia.budi, HARI()) == []
