"""Behaviour, annex and action plans: each act, its trail, and refusals that change nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kinerja.models import CatatanHarian
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from skp import services
from skp.errors import (
    IsianTidakSah,
    PeriodeTidakSah,
    RencanaDipakai,
    SkpTerkunci,
)
from skp.models import Periode, RencanaHasilKerja
from skp.rules import (
    JenisLampiran,
    JenisPeriode,
    NilaiPerilaku,
    StatusSkp,
)
from tests.factories.skp import periode_ke

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
