"""Acts on an SKP: what each does, its trail, and that a refusal changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from kinerja.models import CatatanHarian, Realisasi
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import HubunganPenilai
from pegawai.rules import JenisPenugasan
from pegawai.services import close_penempatan, place_pegawai, set_penilai
from skp import services
from skp.errors import (
    IsianTidakSah,
    PeriodeTidakSah,
    RencanaDipakai,
    RentangBertabrakan,
    RujukanTidakSah,
    SkpBelumLengkap,
    SkpTerkunci,
    TargetTidakSah,
    TransisiTidakSah,
)
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import (
    Aspek,
    JenisLampiran,
    JenisPeriode,
    JenisRhk,
    JenisTarget,
    KeluargaFormulir,
    KlasifikasiRhk,
    NilaiPerilaku,
    Pendekatan,
    Perspektif,
    Polaritas,
    StatusSkp,
)
from tests.factories.pegawai import jabatan_baru
from tests.factories.skp import RHK_PIMPINAN, isi_skp, periode_ke, periode_tahun, skp_at
from tests.skp.conftest import potret

pytestmark = pytest.mark.django_db
S = StatusSkp


@pytest.fixture
def tetap():
    """Assert that nothing of an SKP changed inside the block."""

    class Tetap:
        def __init__(self, skp: Skp) -> None:
            self.skp = skp

        def __enter__(self) -> None:
            self.awal = potret(self.skp)

        def __exit__(self, *galat: object) -> None:
            assert potret(self.skp) == self.awal

    return Tetap


def catat(rhk: RencanaHasilKerja, **lain: object) -> None:
    """Log a piece of work on an RHK, straight into the table: the state of the SKP is not the point here."""
    CatatanHarian.objects.create(
        instansi=rhk.skp.instansi,
        pegawai=rhk.skp.pegawai,
        skp=rhk.skp,
        rhk=rhk,
        tanggal=timezone.localdate(),
        uraian="Menulis modul",
        **lain,
    )


class TestBukaTahun:
    def test_opens_the_year_with_its_quarters(self, dunia):
        hasil = services.open_tahun(pelaku=dunia.eka, instansi=dunia.instansi, tahun=2026)

        assert [str(p) for p in hasil] == [
            "Tahun 2026",
            "Triwulan I 2026",
            "Triwulan II 2026",
            "Triwulan III 2026",
            "Triwulan IV 2026",
        ]
        assert hasil[0].skp_sampai == date(2026, 1, 31)
        assert audit.riwayat(hasil[0])[0]["tindakan"] == "periode.dibuka"

    def test_again_changes_nothing_and_keeps_moved_deadlines(self, dunia):
        tahun = services.open_tahun(pelaku=dunia.eka, instansi=dunia.instansi, tahun=2026)[0]
        Periode.objects.filter(pk=tahun.pk).update(skp_sampai=date(2026, 2, 15))

        lagi = services.open_tahun(pelaku=dunia.eka, instansi=dunia.instansi, tahun=2026)

        assert lagi[0].skp_sampai == date(2026, 2, 15)
        assert Periode.objects.filter(instansi=dunia.instansi).count() == 5

    def test_months(self, dunia):
        assert (
            len(services.open_tahun(pelaku=None, instansi=dunia.instansi, tahun=2026, periodik="bulanan"))
            == 13
        )

    def test_another_cycle_in_the_same_year_is_refused(self, dunia):
        services.open_tahun(pelaku=None, instansi=dunia.instansi, tahun=2026)

        with pytest.raises(PeriodeTidakSah, match="sudah dibuka dengan periode triwulan"):
            services.open_tahun(pelaku=None, instansi=dunia.instansi, tahun=2026, periodik="bulanan")
        assert Periode.objects.filter(instansi=dunia.instansi).count() == 5

    def test_colleague_is_refused(self, dunia):
        with pytest.raises(Dilarang, match="admin kepegawaian seluruh instansi"):
            services.open_tahun(pelaku=dunia.citra, instansi=dunia.instansi, tahun=2026)
        assert not Periode.objects.filter(instansi=dunia.instansi).exists()


class TestSusun:
    def susun(self, dunia, orang, **ubah):
        return services.draft_skp(
            **{
                "pelaku": orang,
                "penempatan": dunia.penempatan(orang),
                "periode": periode_tahun(dunia.instansi),
            }
            | ubah
        )

    def test_covers_the_year_and_knows_its_penilai(self, dunia):
        tahun = timezone.localdate().year

        skp = self.susun(dunia, dunia.sari)

        assert (skp.mulai, skp.selesai) == (date(tahun, 1, 1), date(tahun, 12, 31))
        assert (skp.status, skp.penilai, skp.keluarga) == (S.DRAF, dunia.budi, KeluargaFormulir.JA_JF)
        assert list(skp.riwayat.values_list("dari", "ke", "oleh")) == [("", "draf", dunia.sari.pk)]
        assert audit.riwayat(skp)[0]["tindakan"] == "skp.disusun"

    def test_a_jpt_gets_the_form_of_jpt(self, dunia):
        assert self.susun(dunia, dunia.karta).keluarga == KeluargaFormulir.JPT

    def test_a_second_one_for_the_same_days_is_refused(self, dunia):
        self.susun(dunia, dunia.sari)

        with pytest.raises(RentangBertabrakan, match="Lanjutkan SKP itu"):
            self.susun(dunia, dunia.sari)
        assert Skp.objects.count() == 1

    def test_after_a_cancelled_one_another_is_begun(self, dunia, skp_di):
        skp_di(S.DIBATALKAN)
        assert self.susun(dunia, dunia.sari).status == S.DRAF

    def test_two_spans_that_do_not_touch_stand_side_by_side(self, dunia):
        t = timezone.localdate().year
        self.susun(dunia, dunia.sari, selesai=date(t, 6, 30))
        kedua = self.susun(dunia, dunia.sari, mulai=date(t, 7, 1))
        assert kedua.mulai == date(t, 7, 1)

    def test_an_acting_post_gets_one_of_its_own(self, dunia):
        self.susun(dunia, dunia.sari)
        hari = timezone.localdate()
        plt = place_pegawai(
            pelaku=dunia.eka,
            pegawai=dunia.sari,
            jabatan=jabatan_baru(dunia.instansi, "Kepala Seksi"),
            unit=dunia.bidang_lain,
            mulai=hari,
            jenis=JenisPenugasan.PLT,
            is_kepala=True,
        )

        skp = self.susun(dunia, dunia.sari, penempatan=plt)

        assert skp.is_plt_plh
        assert (skp.mulai, skp.penilai) == (hari, dunia.karta)
        with pytest.raises(RentangBertabrakan):
            self.susun(dunia, dunia.sari, penempatan=plt)

    def test_without_penilai_it_can_be_drafted_but_not_handed_in(self, dunia, tetap):
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()
        skp = self.susun(dunia, dunia.sari)
        isi_skp(skp)

        assert skp.penilai is None
        with tetap(skp), pytest.raises(SkpBelumLengkap, match="Laporkan lewat halaman Penempatan saya"):
            services.submit_skp(pelaku=dunia.sari, skp=skp)

    def test_for_somebody_else_is_refused(self, dunia):
        with pytest.raises(Dilarang, match="pemiliknya"):
            self.susun(dunia, dunia.budi, penempatan=dunia.penempatan(dunia.sari))
        assert not Skp.objects.exists()

    def test_a_year_of_another_agency_or_a_quarter_is_not_found(self, dunia, asing):
        periode_tahun(dunia.instansi)
        for periode in (periode_tahun(asing.instansi), periode_ke(dunia.instansi, 1)):
            with pytest.raises(PeriodeTidakSah, match="tidak ditemukan"):
                self.susun(dunia, dunia.sari, periode=periode)
        assert not Skp.objects.exists()


class TestRhk:
    def test_is_added_with_the_words_of_a_leader(self, dunia, draf):
        rhk = services.save_rhk(
            pelaku=dunia.sari,
            skp=draf,
            teks="  Tersedianya laporan  ",
            jenis=JenisRhk.TAMBAHAN,
            klasifikasi=KlasifikasiRhk.INDIVIDU,
            rhk_pimpinan_teks="Arahan Bupati",
            penugasan_dari="Bupati",
        )

        assert (rhk.teks, rhk.jenis, rhk.klasifikasi) == ("Tersedianya laporan", "tambahan", "individu")
        assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks, rhk.penugasan_dari) == (
            None,
            "Arahan Bupati",
            "Bupati",
        )
        assert rhk.urutan == 3
        assert audit.riwayat(rhk)[0]["tindakan"] == "rhk.disimpan"

    def test_each_save_counts(self, dunia, draf):
        awal = draf.nomor_sunting
        services.save_rhk(pelaku=dunia.sari, skp=draf, teks="Satu")
        draf.refresh_from_db()
        assert draf.nomor_sunting == awal + 1

    def test_a_jpt_has_perspektif_and_serves_nobody(self, dunia):
        skp = skp_at(S.DRAF, pegawai=dunia.karta, isi=False)
        rhk = services.save_rhk(
            pelaku=dunia.karta,
            skp=skp,
            teks="Meningkatnya layanan",
            rhk_pimpinan_teks="tidak dipakai",
            perspektif=[Perspektif.ANGGARAN, Perspektif.PENERIMA_LAYANAN],
        )
        assert rhk.perspektif == ["penerima_layanan", "anggaran"]
        assert not rhk.punya_rujukan

    def test_a_ja_has_no_perspektif(self, dunia, draf):
        rhk = services.save_rhk(pelaku=dunia.sari, skp=draf, teks="x", perspektif=[Perspektif.ANGGARAN])
        assert rhk.perspektif == []

    def test_empty_text_is_refused(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(IsianTidakSah, match="belum diisi"):
            services.save_rhk(pelaku=dunia.sari, skp=draf, teks=" \n ")

    def test_another_person_is_refused(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(Dilarang, match="pemiliknya"):
            services.save_rhk(pelaku=dunia.budi, skp=draf, teks="x")

    @pytest.mark.parametrize("status", [S.DIAJUKAN, S.BERJALAN, S.DIBATALKAN])
    def test_in_another_state_nothing_changes(self, dunia, skp_di, tetap, status):
        skp = skp_di(status)
        rhk = skp.rhk.first()
        indikator = rhk.indikator.first()
        tulis = [
            lambda: services.save_rhk(pelaku=dunia.sari, skp=skp, teks="x"),
            lambda: services.delete_rhk(pelaku=dunia.sari, rhk=rhk),
            lambda: services.save_indikator(
                pelaku=dunia.sari, rhk=rhk, teks="x", target_angka=Decimal(1), satuan="x"
            ),
            lambda: services.delete_indikator(pelaku=dunia.sari, indikator=indikator),
            lambda: services.set_lampiran(pelaku=dunia.sari, skp=skp, isi={JenisLampiran.KONSEKUENSI: ["x"]}),
            lambda: services.set_ekspektasi(pelaku=dunia.sari, skp=skp, nilai=NilaiPerilaku.LOYAL, teks="x"),
        ]
        for tindakan in tulis:
            with tetap(skp), pytest.raises(SkpTerkunci):
                tindakan()

    def test_an_rhk_of_another_skp_is_not_written_through_this_one(self, dunia, draf, tetap):
        lain = skp_at(S.DRAF, pegawai=dunia.citra)
        with tetap(lain), pytest.raises(RencanaHasilKerja.DoesNotExist):
            services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=lain.rhk.first(), teks="x")

    def test_the_second_tab_is_told_and_loses_nothing(self, dunia, draf, tetap):
        rhk = draf.rhk.first()
        versi = rhk.versi
        services.save_rhk(
            pelaku=dunia.sari, skp=draf, rhk=rhk, teks="Tab satu", rhk_pimpinan_teks=RHK_PIMPINAN, versi=versi
        )

        with tetap(draf), pytest.raises(SudahBerubah, match="diubah di tempat lain"):
            services.save_rhk(pelaku=dunia.sari, skp=draf, rhk=rhk, teks="Tab dua", versi=versi)

    def test_deleting_takes_indicators_and_plans_along(self, dunia, draf):
        rhk = draf.rhk.first()
        periode = periode_ke(dunia.instansi, 1)
        services.save_rencana_aksi(pelaku=dunia.sari, rhk=rhk, periode=periode, teks="a", target="1")

        services.delete_rhk(pelaku=dunia.sari, rhk=rhk)

        assert draf.rhk.count() == 1
        assert not Periode.objects.get(pk=periode.pk).rencana_aksi.exists()

    def test_what_work_was_logged_on_stays(self, dunia, draf, tetap):
        rhk = draf.rhk.first()
        catat(rhk)
        with tetap(draf), pytest.raises(RencanaDipakai, match="sudah dipakai"):
            services.delete_rhk(pelaku=dunia.sari, rhk=rhk)


class TestTautan:
    @pytest.fixture
    def pimpinan(self, dunia) -> RencanaHasilKerja:
        return skp_at(S.DRAF, pegawai=dunia.budi, rhk=["Layanan siap pakai"]).rhk.first()

    def tautkan(self, dunia, draf, pimpinan, **lain):
        return services.save_rhk(
            pelaku=dunia.sari, skp=draf, rhk=draf.rhk.first(), teks="RHK saya", rhk_pimpinan=pimpinan, **lain
        )

    def test_keeps_a_copy_of_the_leaders_words(self, dunia, draf, pimpinan):
        rhk = self.tautkan(dunia, draf, pimpinan)
        assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (pimpinan, "Layanan siap pakai")

    def test_free_text_is_linked_later_by_a_click(self, dunia, draf, pimpinan):
        rhk = draf.rhk.first()
        assert rhk.rhk_pimpinan_teks == RHK_PIMPINAN
        assert self.tautkan(dunia, draf, pimpinan).rhk_pimpinan_teks == pimpinan.teks

    def test_with_the_indicator_of_a_jpt(self, dunia):
        karta = skp_at(S.BERJALAN, pegawai=dunia.karta)
        pimpinan = karta.rhk.first()
        budi = skp_at(S.DRAF, pegawai=dunia.budi)
        indikator = pimpinan.indikator.first()

        rhk = services.save_rhk(
            pelaku=dunia.budi, skp=budi, teks="x", rhk_pimpinan=pimpinan, indikator_pimpinan=indikator
        )

        assert rhk.indikator_pimpinan_teks == indikator.teks
        with pytest.raises(RujukanTidakSah):
            services.save_rhk(
                pelaku=dunia.budi,
                skp=budi,
                teks="x",
                rhk_pimpinan=karta.rhk.last(),
                indikator_pimpinan=indikator,
            )

    def test_copies_follow_the_leader_until_the_skp_is_fixed(self, dunia, draf, pimpinan):
        rhk = self.tautkan(dunia, draf, pimpinan)
        services.save_rhk(
            pelaku=dunia.budi, skp=pimpinan.skp, rhk=pimpinan, teks="Kata baru", rhk_pimpinan_teks="k"
        )
        rhk.refresh_from_db()
        assert rhk.rhk_pimpinan_teks == "Kata baru"

        services.save_indikator(
            pelaku=dunia.sari, rhk=rhk, teks="i", aspek="waktu", target_angka=Decimal(1), satuan="x"
        )
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        services.approve_skp(pelaku=dunia.budi, skp=draf)
        services.save_rhk(
            pelaku=dunia.budi, skp=pimpinan.skp, rhk=pimpinan, teks="Kata lain", rhk_pimpinan_teks="k"
        )
        rhk.refresh_from_db()
        assert rhk.rhk_pimpinan_teks == "Kata baru"

    def test_following_is_no_conflict_for_an_open_form(self, dunia, draf, pimpinan):
        rhk = self.tautkan(dunia, draf, pimpinan)
        services.save_rhk(
            pelaku=dunia.budi, skp=pimpinan.skp, rhk=pimpinan, teks="Kata baru", rhk_pimpinan_teks="k"
        )
        self.tautkan(dunia, draf, pimpinan, versi=rhk.versi)

    def test_deleting_the_leaders_rhk_loses_nothing(self, dunia, draf, pimpinan):
        rhk = self.tautkan(dunia, draf, pimpinan)
        services.delete_rhk(pelaku=dunia.budi, rhk=pimpinan)
        rhk.refresh_from_db()
        assert (rhk.rhk_pimpinan, rhk.rhk_pimpinan_teks) == (None, "Layanan siap pakai")
        assert rhk.punya_rujukan

    def test_a_posted_id_of_somebody_else_is_told_as_not_found(self, dunia, draf, asing, tetap):
        lain = [
            skp_at(S.BERJALAN, pegawai=asing.budi).rhk.first(),
            skp_at(S.BERJALAN, pegawai=dunia.dewi).rhk.first(),
        ]
        for pimpinan in lain:
            with tetap(draf), pytest.raises(RujukanTidakSah, match="tidak ditemukan"):
                self.tautkan(dunia, draf, pimpinan)

    def test_a_link_that_stands_survives_a_new_leader(self, dunia, draf, pimpinan):
        rhk = self.tautkan(dunia, draf, pimpinan)
        set_penilai(
            pelaku=dunia.eka,
            penempatan=draf.penempatan,
            penilai=dunia.tono,
            mulai=timezone.localdate(),
            alasan="Nota dinas",
        )
        assert self.tautkan(dunia, draf, pimpinan).rhk_pimpinan_id == rhk.rhk_pimpinan_id


class TestIndikator:
    def simpan(self, dunia, rhk, **ubah):
        return services.save_indikator(
            **{
                "pelaku": dunia.sari,
                "rhk": rhk,
                "teks": "Cakupan uji",
                "aspek": Aspek.KUALITAS,
                "jenis_target": JenisTarget.PERSEN,
                "target_angka": Decimal(80),
            }
            | ubah
        )

    def test_is_added_with_its_typed_target(self, dunia, draf):
        i = self.simpan(dunia, draf.rhk.first(), satuan="persen", target_teks="sisa")
        assert (i.target_tampil, i.satuan, i.target_teks, i.urutan) == ("80%", "", "", 2)
        assert i.polaritas == Polaritas.MAKSIMAL
        assert audit.riwayat(i)[0]["tindakan"] == "indikator.disimpan"

    def test_direction_follows_the_kind_unless_said(self, dunia, draf):
        rhk = draf.rhk.first()
        paling = self.simpan(dunia, rhk, jenis_target=JenisTarget.PALING_BANYAK, satuan="hari")
        assert paling.polaritas == Polaritas.MINIMAL
        assert self.simpan(dunia, rhk, polaritas=Polaritas.STABIL).polaritas == Polaritas.STABIL

    def test_changing_the_kind_drops_the_old_number(self, dunia, draf):
        rhk = draf.rhk.first()
        i = self.simpan(dunia, rhk)
        i = self.simpan(
            dunia, rhk, indikator=i, jenis_target=JenisTarget.TANGGAL, target_tanggal=date(2026, 6, 30)
        )
        i.refresh_from_db()
        assert (i.target_tampil, i.target_angka) == ("30 Juni 2026", None)

    def test_an_incomplete_target_is_refused(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(TargetTidakSah, match="Satuan"):
            self.simpan(dunia, draf.rhk.first(), jenis_target=JenisTarget.ANGKA)

    def test_another_person_is_refused(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(Dilarang):
            self.simpan(dunia, draf.rhk.first(), pelaku=dunia.citra)

    def test_the_second_tab_is_told(self, dunia, draf, tetap):
        rhk = draf.rhk.first()
        i = rhk.indikator.first()
        versi = i.versi
        self.simpan(dunia, rhk, indikator=i, versi=versi)
        with tetap(draf), pytest.raises(SudahBerubah):
            self.simpan(dunia, rhk, indikator=i, teks="lain", versi=versi)

    def test_version_is_the_same_from_the_form_and_from_the_database(self, dunia, draf):
        i = self.simpan(dunia, draf.rhk.first(), target_angka=Decimal("80.50"))
        assert i.versi == type(i).objects.get(pk=i.pk).versi

    def test_is_deleted(self, dunia, draf):
        i = draf.rhk.first().indikator.first()
        services.delete_indikator(pelaku=dunia.sari, indikator=i)
        assert not draf.rhk.first().indikator.exists()

    def test_one_with_realisasi_stays(self, dunia, draf, tetap):
        i = draf.rhk.first().indikator.first()
        Realisasi.objects.create(
            instansi=draf.instansi,
            skp=draf,
            indikator=i,
            periode=periode_ke(dunia.instansi, 1),
            angka=Decimal(3),
        )
        with tetap(draf), pytest.raises(RencanaDipakai, match="realisasi"):
            services.delete_indikator(pelaku=dunia.sari, indikator=i)


class TestPerilakuDanLampiran:
    def test_expectation_is_written_changed_and_taken_away(self, dunia, draf):
        n = NilaiPerilaku.ADAPTIF
        for teks, hasil in (("Bertahap", ["Bertahap"]), ("Sprint", ["Sprint"]), ("  ", [])):
            services.set_ekspektasi(pelaku=dunia.sari, skp=draf, nilai=n, teks=teks)
            assert list(draf.ekspektasi.filter(nilai=n).values_list("teks", flat=True)) == hasil

    def test_penilai_puts_it_right_while_he_reviews(self, dunia, diajukan):
        services.set_ekspektasi(
            pelaku=dunia.budi, skp=diajukan, nilai=NilaiPerilaku.LOYAL, teks="Jaga rahasia"
        )
        assert diajukan.ekspektasi.get(nilai="loyal").teks == "Jaga rahasia"

    def test_penilai_does_not_write_in_a_draft(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(SkpTerkunci, match="menunggu persetujuan"):
            services.set_ekspektasi(pelaku=dunia.budi, skp=draf, nilai=NilaiPerilaku.LOYAL, teks="x")

    def test_others_do_not_write(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(Dilarang):
            services.set_ekspektasi(pelaku=dunia.tono, skp=draf, nilai=NilaiPerilaku.LOYAL, teks="x")

    def test_the_same_again_counts_nothing(self, dunia, draf, tetap):
        with tetap(draf):
            services.save_perilaku(
                pelaku=dunia.sari,
                skp=draf,
                isi={NilaiPerilaku.KOLABORATIF: "Melibatkan pengguna sejak awal "},
            )
            services.set_lampiran(
                pelaku=dunia.sari, skp=draf, isi={JenisLampiran.PERTANGGUNGJAWABAN: ["", " Laporan bulanan"]}
            )

    def test_annex_lines_are_changed_added_and_dropped(self, dunia, draf):
        for butir in (["Satu", "Dua", "Tiga"], ["Satu", "2"], []):
            services.set_lampiran(pelaku=dunia.sari, skp=draf, isi={JenisLampiran.SUMBER_DAYA: butir})
            ada = draf.lampiran.filter(jenis="sumber_daya").order_by("urutan").values_list("teks", flat=True)
            assert list(ada) == butir
        assert draf.lampiran.filter(jenis="pertanggungjawaban").exists()

    def test_the_second_tab_is_told(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(SudahBerubah):
            services.set_lampiran(
                pelaku=dunia.sari, skp=draf, isi={JenisLampiran.SUMBER_DAYA: ["x"]}, versi="lama"
            )
        with tetap(draf), pytest.raises(SudahBerubah):
            services.save_perilaku(pelaku=dunia.sari, skp=draf, isi={NilaiPerilaku.LOYAL: "x"}, versi="lama")

    def test_annex_belongs_to_its_owner(self, dunia, diajukan, tetap):
        with tetap(diajukan), pytest.raises(Dilarang):
            services.set_lampiran(pelaku=dunia.budi, skp=diajukan, isi={JenisLampiran.SUMBER_DAYA: ["x"]})


class TestRencanaAksi:
    def simpan(self, dunia, skp, pelaku=None, **ubah):
        return services.save_rencana_aksi(
            **{
                "pelaku": pelaku or dunia.sari,
                "rhk": skp.rhk.first(),
                "periode": periode_ke(dunia.instansi, 2),
                "teks": "Membangun aplikasi",
                "target": "2 aplikasi",
            }
            | ubah
        )

    @pytest.mark.parametrize("status", [S.DRAF, S.DIKEMBALIKAN, S.BERJALAN])
    def test_by_owner_and_penilai_in_drafts_and_during_the_year(self, dunia, skp_di, status):
        skp = skp_di(status)
        satu = self.simpan(dunia, skp)
        dua = self.simpan(dunia, skp, dunia.budi)
        assert (satu.urutan, dua.urutan) == (1, 2)
        assert audit.riwayat(satu)[0]["tindakan"] == "rencana_aksi.disimpan"

    def test_is_changed_and_deleted(self, dunia, draf):
        aksi = self.simpan(dunia, draf)
        aksi = self.simpan(dunia, draf, aksi=aksi, teks="Menguji", versi=aksi.versi)
        assert draf.rhk.first().rencana_aksi.get().teks == "Menguji"
        services.delete_rencana_aksi(pelaku=dunia.budi, aksi=aksi)
        assert not draf.rhk.first().rencana_aksi.exists()

    def test_one_step_for_all_quarters(self, dunia, draf):
        hasil = services.spread_rencana_aksi(
            pelaku=dunia.sari,
            rhk=draf.rhk.first(),
            periode=[periode_ke(dunia.instansi, n) for n in (1, 2, 3, 4)],
            teks="Laporan",
            target="3 laporan",
        )
        assert len(hasil) == draf.rhk.first().rencana_aksi.count() == 4

    def test_spreading_is_all_or_none(self, dunia, draf, asing, tetap):
        with tetap(draf), pytest.raises(PeriodeTidakSah):
            services.spread_rencana_aksi(
                pelaku=dunia.sari,
                rhk=draf.rhk.first(),
                periode=[periode_ke(dunia.instansi, 1), periode_ke(asing.instansi, 1)],
                teks="x",
                target="y",
            )

    def test_outside_the_span_is_refused(self, dunia, draf, tetap):
        tahunan = Periode.objects.get(instansi=dunia.instansi, jenis=JenisPeriode.TAHUNAN)
        with tetap(draf), pytest.raises(PeriodeTidakSah, match="di luar rentang"):
            self.simpan(dunia, draf, periode=tahunan)

    def test_others_and_other_states_are_refused(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(Dilarang):
            self.simpan(dunia, draf, dunia.citra)
        with tetap(draf), pytest.raises(IsianTidakSah, match="Target"):
            self.simpan(dunia, draf, target=" ")
        aksi = self.simpan(dunia, draf)
        services.submit_skp(pelaku=dunia.sari, skp=draf)
        with tetap(draf), pytest.raises(SkpTerkunci, match="Diajukan"):
            self.simpan(dunia, draf)
        with tetap(draf), pytest.raises(SkpTerkunci):
            services.delete_rencana_aksi(pelaku=dunia.sari, aksi=aksi)

    def test_the_second_tab_is_told(self, dunia, draf, tetap):
        aksi = self.simpan(dunia, draf)
        with tetap(draf), pytest.raises(SudahBerubah):
            self.simpan(dunia, draf, aksi=aksi, teks="lain", versi="lama")

    def test_one_with_logged_work_stays(self, dunia, draf, tetap):
        aksi = self.simpan(dunia, draf)
        catat(aksi.rhk, rencana_aksi=aksi)
        with tetap(draf), pytest.raises(RencanaDipakai):
            services.delete_rencana_aksi(pelaku=dunia.sari, aksi=aksi)


GERAK = {
    "submit": (lambda d, s: services.submit_skp(pelaku=d.sari, skp=s), S.DIAJUKAN),
    "withdraw": (lambda d, s: services.withdraw_skp(pelaku=d.sari, skp=s), S.DRAF),
    "return": (lambda d, s: services.return_skp(pelaku=d.budi, skp=s, catatan="Perbaiki"), S.DIKEMBALIKAN),
    "approve": (lambda d, s: services.approve_skp(pelaku=d.budi, skp=s), S.BERJALAN),
    "cancel": (lambda d, s: services.cancel_skp(pelaku=d.eka, skp=s, alasan="Salah"), S.DIBATALKAN),
}
BOLEH = {
    "submit": {S.DRAF, S.DIKEMBALIKAN},
    "withdraw": {S.DIAJUKAN},
    "return": {S.DIAJUKAN, S.DISETUJUI},
    "approve": {S.DIAJUKAN},
    "cancel": {S.DRAF, S.DIKEMBALIKAN, S.DITETAPKAN, S.BERJALAN},
}


class TestGerak:
    """The table of moves walked completely: every act from every state, in one world."""

    @pytest.mark.parametrize("tindakan", list(GERAK))
    def test_every_act_from_every_state(self, dunia, tetap, tindakan):
        lakukan, hasil = GERAK[tindakan]
        for status in S:
            with transaction.atomic():
                skp = skp_at(status, pegawai=dunia.sari)
                if status in BOLEH[tindakan]:
                    lakukan(dunia, skp)
                    skp.refresh_from_db()
                    assert skp.status == hasil, status
                    assert skp.riwayat.order_by("-pada", "-id").first().ke == hasil
                else:
                    with tetap(skp), pytest.raises((SudahBerubah, TransisiTidakSah)):
                        lakukan(dunia, skp)
                transaction.set_rollback(True)


class TestAlur:
    def test_handing_in_notes_moment_and_penilai(self, dunia, draf):
        skp = services.submit_skp(pelaku=dunia.sari, skp=draf)

        assert skp.diajukan_pada is not None
        assert skp.penilai == dunia.budi
        assert audit.riwayat(skp)[0]["tindakan"] == "skp.diajukan"
        assert audit.riwayat(skp)[0]["pelaku"] == dunia.sari.pk

    def test_an_incomplete_one_is_refused(self, dunia, tetap):
        skp = skp_at(S.DRAF, pegawai=dunia.sari, isi=False)
        with tetap(skp), pytest.raises(SkpBelumLengkap, match="Belum ada rencana hasil kerja utama"):
            services.submit_skp(pelaku=dunia.sari, skp=skp)

    @pytest.mark.parametrize(
        ("tindakan", "nama"),
        [
            ("submit", "budi"),
            ("withdraw", "citra"),
            ("return", "karta"),
            ("approve", "karta"),
            ("cancel", "citra"),
        ],
    )
    def test_the_wrong_person_is_refused(self, dunia, diajukan, tetap, tindakan, nama):
        orang = getattr(dunia, nama)
        lakukan = {
            "submit": lambda: services.submit_skp(pelaku=orang, skp=diajukan),
            "withdraw": lambda: services.withdraw_skp(pelaku=orang, skp=diajukan),
            "return": lambda: services.return_skp(pelaku=orang, skp=diajukan, catatan="x"),
            "approve": lambda: services.approve_skp(pelaku=orang, skp=diajukan),
            "cancel": lambda: services.cancel_skp(pelaku=orang, skp=diajukan, alasan="x"),
        }
        with tetap(diajukan), pytest.raises(Dilarang):
            lakukan[tindakan]()

    def test_nobody_approves_his_own(self, dunia, diajukan, tetap):
        with tetap(diajukan), pytest.raises(Dilarang):
            services.approve_skp(pelaku=dunia.sari, skp=diajukan)

    def test_approval_fixes_and_keeps_each_move(self, dunia, diajukan):
        skp = services.approve_skp(pelaku=dunia.budi, skp=diajukan, catatan="Semoga lancar")

        assert skp.disetujui_oleh == dunia.budi
        assert skp.disetujui_pada == skp.ditetapkan_pada
        assert list(skp.riwayat.order_by("id").values_list("dari", "ke", "catatan"))[-3:] == [
            ("diajukan", "disetujui", "Semoga lancar"),
            ("disetujui", "ditetapkan", ""),
            ("ditetapkan", "berjalan", ""),
        ]

    def test_the_bupati_approves_a_jpt(self, dunia):
        skp = skp_at(S.DIAJUKAN, pegawai=dunia.karta)
        assert services.approve_skp(pelaku=dunia.bupati, skp=skp).status == S.BERJALAN

    def test_a_return_needs_a_note(self, dunia, diajukan, tetap):
        with tetap(diajukan), pytest.raises(IsianTidakSah, match="Catatan") as galat:
            services.return_skp(pelaku=dunia.budi, skp=diajukan, catatan="  ")
        assert galat.value.bidang == "catatan"

    def test_a_return_keeps_its_note(self, dunia, diajukan):
        skp = services.return_skp(pelaku=dunia.budi, skp=diajukan, catatan="Target 2 terlalu rendah")
        assert skp.riwayat.order_by("-pada", "-id").first().catatan == "Target 2 terlalu rendah"
        assert audit.riwayat(skp)[0]["alasan"] == "Target 2 terlalu rendah"

    def test_taken_back_it_is_a_draft_again(self, dunia, diajukan):
        skp = services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        assert (skp.status, skp.diajukan_pada) == (S.DRAF, None)

    def test_cancelling_needs_a_reason(self, dunia, draf, tetap):
        with tetap(draf), pytest.raises(IsianTidakSah, match="Alasan"):
            services.cancel_skp(pelaku=dunia.sari, skp=draf, alasan="")

    def test_what_was_decided_meanwhile_names_who_and_when(self, dunia, diajukan, tetap):
        services.approve_skp(pelaku=dunia.budi, skp=diajukan)
        with (
            tetap(diajukan),
            pytest.raises(SudahBerubah, match=r"Budi Santoso menyetujui SKP ini pada \d+ \w+ \d{4}"),
        ):
            services.approve_skp(pelaku=dunia.budi, skp=diajukan)

    def test_approving_what_was_withdrawn_a_second_ago(self, dunia, diajukan, tetap):
        services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        with tetap(diajukan), pytest.raises(SudahBerubah, match="Sari Puspita menarik kembali SKP ini"):
            services.approve_skp(pelaku=dunia.budi, skp=diajukan)

    @pytest.mark.parametrize("tindakan", ["approve", "return"])
    def test_what_changed_after_reading_is_not_decided_unread(self, dunia, diajukan, tetap, tindakan):
        dibaca = diajukan.nomor_sunting
        services.withdraw_skp(pelaku=dunia.sari, skp=diajukan)
        services.save_rhk(
            pelaku=dunia.sari, skp=diajukan, rhk=diajukan.rhk.first(), teks="Lain", rhk_pimpinan_teks="x"
        )
        services.submit_skp(pelaku=dunia.sari, skp=diajukan)

        putuskan = {
            "approve": services.approve_skp,
            "return": partial(services.return_skp, catatan="x"),
        }[tindakan]
        with tetap(diajukan), pytest.raises(SudahBerubah, match="berubah setelah Anda membukanya"):
            putuskan(pelaku=dunia.budi, skp=diajukan, nomor_sunting=dibaca)

    def test_kualitatif_runs_the_same_way(self, dunia):
        skp = skp_at(S.BERJALAN, pegawai=dunia.sari, pendekatan=Pendekatan.KUALITATIF)
        assert skp.pendekatan == Pendekatan.KUALITATIF


class TestSelaras:
    def test_open_skp_follow_the_chain_of_the_day(self, dunia, skp_di):
        berjalan = skp_di(S.BERJALAN)
        batal = skp_at(S.DIBATALKAN, pegawai=dunia.citra)
        close_penempatan(
            pelaku=dunia.eka,
            penempatan=dunia.penempatan(dunia.budi),
            selesai=timezone.localdate() - timedelta(days=1),
            alasan="Mutasi",
        )

        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        berjalan.refresh_from_db()
        batal.refresh_from_db()
        assert (berjalan.penilai, batal.penilai) == (dunia.karta, dunia.budi)
        assert audit.riwayat(berjalan)[0]["tindakan"] == "skp.penilai_diselaraskan"
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 0

    def test_a_gap_empties_it_and_a_new_one_fills_it(self, dunia, draf):
        HubunganPenilai.objects.filter(pegawai=dunia.sari).delete()
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        draf.refresh_from_db()
        assert draf.penilai is None

        set_penilai(
            pelaku=dunia.eka,
            penempatan=draf.penempatan,
            penilai=dunia.tono,
            mulai=draf.mulai,
            alasan="Nota dinas",
        )
        assert services.sync_penilai_skp(instansi=dunia.instansi) == 1
        draf.refresh_from_db()
        assert draf.penilai == dunia.tono

    def test_the_queue_is_right_before_anything_was_synchronised(self, dunia, diajukan):
        set_penilai(
            pelaku=dunia.eka,
            penempatan=diajukan.penempatan,
            penilai=dunia.tono,
            mulai=timezone.localdate(),
            alasan="Nota dinas",
        )

        assert diajukan.penilai == dunia.budi
        assert list(Skp.objects.dinilai_oleh(dunia.tono)) == [diajukan]
        assert not Skp.objects.dinilai_oleh(dunia.budi).exists()
        assert services.approve_skp(pelaku=dunia.tono, skp=diajukan).penilai == dunia.tono

    def test_daily_task_serves_every_agency(self, dunia, asing, draf):
        from skp.tasks import sync_penilai

        lain = skp_at(S.DRAF, pegawai=asing.sari)
        Skp.objects.update(penilai=None)
        sync_penilai()
        draf.refresh_from_db()
        lain.refresh_from_db()
        assert (draf.penilai, lain.penilai) == (dunia.budi, asing.budi)
