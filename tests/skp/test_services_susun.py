"""Opening a year, drafting an SKP, its RHK and indicators: each act, its trail, and refusals that change nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from kinerja.models import CatatanHarian, Realisasi
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from pegawai.models import HubunganPenilai
from pegawai.rules import JenisPenugasan
from pegawai.services import place_pegawai, set_penilai
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
)
from skp.models import Periode, RencanaHasilKerja, Skp
from skp.rules import (
    Aspek,
    JenisLampiran,
    JenisRhk,
    JenisTarget,
    KeluargaFormulir,
    KlasifikasiRhk,
    NilaiPerilaku,
    Perspektif,
    Polaritas,
    StatusSkp,
)
from tests.factories.pegawai import jabatan_baru
from tests.factories.skp import RHK_PIMPINAN, isi_skp, periode_ke, periode_tahun, skp_at

pytestmark = pytest.mark.django_db
S = StatusSkp


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
        with tetap(draf), pytest.raises(TargetTidakSah, match="angkanya"):
            self.simpan(dunia, draf.rhk.first(), jenis_target=JenisTarget.ANGKA, target_angka=None)

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
