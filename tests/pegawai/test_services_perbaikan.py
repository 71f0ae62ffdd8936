"""Reports of wrong data, the history acts write, and two people at the same moment."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, connections
from django.utils import timezone

from pegawai import audit
from pegawai.errors import (
    AturanDilanggar,
    DataBelumLengkap,
    Dilarang,
    SudahBerubah,
)
from pegawai.models import (
    Pegawai,
    PeranDiberikan,
    PermintaanPerbaikan,
)
from pegawai.rules import (
    BidangPerbaikan,
    JenisPenugasan,
    Peran,
    StatusPerbaikan,
)
from pegawai.selectors import penilai_of, riwayat_pegawai
from pegawai.services import (
    derive_penilai,
    grant_peran,
    move_pegawai,
    reject_perbaikan,
    report_salah,
    revoke_peran,
    set_kepala,
    settle_perbaikan,
    settle_with_penilai,
)
from pegawai.services.kunci import siapa_mengubah
from tests.factories.pegawai import (
    dunia_baru,
    instansi_baru,
    jabatan_baru,
    unit_baru,
)

HARI = date(2026, 3, 2)


@pytest.mark.django_db
class TestLaporan:
    def test_proposals_from_elsewhere_and_oneself_are_refused(self, dunia):
        isi = {
            "pelaku": dunia.sari,
            "pegawai": dunia.sari,
            "bidang": BidangPerbaikan.PENILAI,
            "data_benar": "x",
        }
        with pytest.raises(DataBelumLengkap, match="menilai diri sendiri"):
            report_salah(**isi, usul_penilai=dunia.sari)
        with pytest.raises(DataBelumLengkap, match="instansi Anda sendiri"):
            report_salah(**isi, usul_unit=unit_baru(instansi_baru("Lain"), "Asing"))
        with pytest.raises(Dilarang):
            report_salah(**{**isi, "pelaku": dunia.eka})
        with pytest.raises(DataBelumLengkap, match="Tulis data yang benar"):
            report_salah(**{**isi, "data_benar": " "})

    def test_a_proposal_that_does_not_belong_to_the_matter_is_dropped(self, dunia):
        laporan = report_salah(
            pelaku=dunia.sari,
            pegawai=dunia.sari,
            bidang=BidangPerbaikan.NAMA,
            data_benar="x",
            usul_penilai=dunia.karta,
        )

        assert laporan.usul_penilai is None

    @pytest.mark.parametrize("jawab", [settle_perbaikan, reject_perbaikan])
    def test_an_answer_has_words(self, dunia, jawab):
        laporan = report_salah(
            pelaku=dunia.sari, pegawai=dunia.sari, bidang=BidangPerbaikan.NAMA, data_benar="x"
        )

        with pytest.raises(DataBelumLengkap, match="Pegawai membaca jawaban ini"):
            jawab(pelaku=dunia.eka, permintaan=laporan, jawaban=" ")

    def test_after_an_answer_one_may_report_again(self, dunia):
        isi = {"pelaku": dunia.sari, "pegawai": dunia.sari, "bidang": BidangPerbaikan.NAMA, "data_benar": "x"}
        reject_perbaikan(pelaku=dunia.eka, permintaan=report_salah(**isi), jawaban="Benar")

        assert report_salah(**isi).status == StatusPerbaikan.BARU


@pytest.mark.django_db
class TestRiwayat:
    def test_an_act_inside_an_act_keeps_the_outer_name(self, dunia):
        with audit.act(dunia.eka, "luar", "Alasan"), audit.act(dunia.budi, "dalam"):
            Pegawai.objects.filter(pk=dunia.sari.pk).update(gelar_depan="Dr.")

        assert (audit.riwayat(dunia.sari, 1)[0]["tindakan"], audit.riwayat(dunia.sari, 1)[0]["pelaku"]) == (
            "luar",
            dunia.eka.pk,
        )

    def test_after_an_act_the_next_has_its_own_name(self, dunia):
        with pytest.raises(ZeroDivisionError), audit.act(dunia.eka, "gagal"):
            raise ZeroDivisionError
        with audit.act(dunia.eka, "kemudian"):
            Pegawai.objects.filter(pk=dunia.sari.pk).update(gelar_depan="Dr.")

        assert audit.riwayat(dunia.sari, 1)[0]["tindakan"] == "kemudian"

    def test_what_has_no_act_is_told_generally(self, dunia):
        """Raw changes are in the history too: nothing goes around it."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', NULL, true)")
            cursor.execute("UPDATE pegawai_pegawai SET gelar_depan = 'Ir.' WHERE id = %s", [dunia.sari.pk])

        assert "Sistem mengubah data" in [r["kalimat"] for r in riwayat_pegawai(dunia.sari)]

    def test_who_changed_it_is_unknown_for_the_system(self, dunia):
        assert siapa_mengubah(None) == "Data ini sudah diubah sejak halaman Anda dibuka."
        assert siapa_mengubah(dunia.bidang) == "Data ini sudah diubah sejak halaman Anda dibuka."


@pytest.mark.django_db(transaction=True)
class TestBersamaan:
    """Truly at the same time, each in a transaction of his own: exactly one wins."""

    def serentak(self, *kerja) -> list[Exception | None]:
        mulai = threading.Barrier(len(kerja))
        hasil: list[Exception | None] = [None] * len(kerja)

        def jalankan(n: int) -> None:
            mulai.wait()
            try:
                kerja[n]()
            except AturanDilanggar as galat:
                hasil[n] = galat
            finally:
                connections.close_all()

        utas = [threading.Thread(target=jalankan, args=(n,)) for n in range(len(kerja))]
        for u in utas:
            u.start()
        for u in utas:
            u.join()
        return hasil

    def test_two_admins_settle_the_same_report(self):
        d = dunia_baru()
        grant_peran(pelaku=None, pegawai=d.karta, peran=Peran.ADMIN_KEPEGAWAIAN)
        laporan = report_salah(
            pelaku=d.sari, pegawai=d.sari, bidang=BidangPerbaikan.PENILAI, data_benar="Salah"
        )

        hasil = self.serentak(
            lambda: settle_with_penilai(
                pelaku=d.eka, permintaan=laporan, penilai=d.tono, mulai=timezone.localdate(), alasan="A"
            ),
            lambda: reject_perbaikan(pelaku=d.karta, permintaan=laporan, jawaban="Sudah benar"),
        )

        kalah = [g for g in hasil if g]
        assert len(kalah) == 1
        assert isinstance(kalah[0], SudahBerubah)
        laporan.refresh_from_db()
        assert f"sudah dijawab {laporan.dijawab_oleh.nama_lengkap} pada" in kalah[0].pesan
        tono_menilai = penilai_of(d.penempatan(d.sari), timezone.localdate()) == d.tono
        assert tono_menilai == (laporan.status == StatusPerbaikan.DISELESAIKAN)
        assert PermintaanPerbaikan.objects.count() == 1

    def test_two_mutasi_of_heads_leave_one_chain(self):
        d = dunia_baru()
        jabatan = jabatan_baru(d.instansi, "Kepala")

        hasil = self.serentak(
            lambda: move_pegawai(
                pelaku=d.eka,
                pegawai=d.budi,
                jabatan=jabatan,
                unit=d.bidang_lain,
                mulai=HARI,
                is_kepala=True,
                alasan="A",
            ),
            lambda: set_kepala(
                pelaku=d.eka,
                unit=d.dinas,
                pegawai=d.citra,
                jabatan=jabatan,
                jenis=JenisPenugasan.PLH,
                mulai=HARI,
                alasan="B",
            ),
        )

        assert hasil == [None, None]
        assert derive_penilai(d.instansi) == 0

    def test_two_admins_revoking_each_other_leave_one(self):
        d = dunia_baru()
        peran_karta = grant_peran(pelaku=None, pegawai=d.karta, peran=Peran.ADMIN_KEPEGAWAIAN)
        peran_eka = d.eka.peran_diberikan.get()

        hasil = self.serentak(
            lambda: revoke_peran(pelaku=d.eka, diberikan=peran_karta),
            lambda: revoke_peran(pelaku=d.karta, diberikan=peran_eka),
        )

        assert len([g for g in hasil if g]) == 1
        assert PeranDiberikan.objects.filter(peran=Peran.ADMIN_KEPEGAWAIAN).count() == 1
