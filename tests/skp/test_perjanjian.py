"""The acts of a Perjanjian Kinerja: what each does, who may, and what a refusal leaves as it was."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import InternalError, transaction
from django.utils import timezone

from pegawai import audit
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import Penempatan
from pegawai.rules import JenisPenugasan
from skp import services
from skp.errors import IsianTidakSah, PerjanjianBelumLengkap, PerjanjianTidakSah, TransisiTidakSah
from skp.models import PerjanjianKinerja, RiwayatPk
from skp.permissions import perjanjian as izin
from skp.rules import AlasanRevisiPk, JenisTarget, StatusPk
from skp.selectors import banding_pk, batas_pk_of, calon_pk, dokumen_pk, kepala_unit, versi_pk
from tests.factories.perjanjian import isi_pk, pk_at, sepakati_revisi
from tests.factories.skp import periode_tahun

pytestmark = pytest.mark.django_db
P = StatusPk
TAHUN = timezone.localdate().year


def jejak(pk) -> list[tuple[str, str]]:
    return list(RiwayatPk.objects.filter(perjanjian=pk).order_by("pada", "id").values_list("dari", "ke"))


class TestSusun:
    def test_begins_with_the_level_of_the_post(self, dunia):
        karta = pk_at(P.DRAF, pegawai=dunia.karta, isi=False)
        budi = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)

        assert (karta.tingkat, budi.tingkat) == ("strategis", "program")
        assert (karta.unit, karta.versi, karta.pihak_kedua) == (dunia.dinas, 1, None)
        assert audit.riwayat(karta)[0]["tindakan"] == "pk.disusun"

    def test_not_for_who_heads_nothing(self, dunia):
        periode_tahun(dunia.instansi)
        with pytest.raises(Dilarang, match="kepala unit"):
            services.draft_pk(pelaku=dunia.sari, penempatan=dunia.penempatan(dunia.sari), tahun=TAHUN)

    def test_not_for_somebody_else(self, dunia):
        periode_tahun(dunia.instansi)
        with pytest.raises(Dilarang, match="pihak pertamanya"):
            services.draft_pk(pelaku=dunia.eka, penempatan=dunia.penempatan(dunia.budi), tahun=TAHUN)

    def test_not_twice(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        with pytest.raises(PerjanjianTidakSah, match="sudah ada"):
            services.draft_pk(pelaku=dunia.budi, penempatan=pk.penempatan, tahun=TAHUN)
        assert calon_pk(dunia.budi)[0] == []

    def test_not_for_a_year_that_is_not_open(self, dunia):
        periode_tahun(dunia.instansi)
        with pytest.raises(PerjanjianTidakSah, match="belum dibuka"):
            services.draft_pk(pelaku=dunia.budi, penempatan=dunia.penempatan(dunia.budi), tahun=TAHUN + 3)


class TestIsi:
    def test_a_target_must_fit_its_kind(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        with pytest.raises(AturanDilanggar) as galat:
            services.save_indikator_pk(
                pelaku=dunia.budi,
                sasaran=pk.sasaran.get(),
                teks="Angka negatif",
                jenis_target=JenisTarget.ANGKA,
                target_angka=Decimal(-3),
            )
        assert galat.value.bidang == "target_angka"

    def test_two_tabs_never_overwrite_silently(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        sasaran = pk.sasaran.get()
        versi = sasaran.isian_versi
        services.save_sasaran(pelaku=dunia.budi, pk=pk, sasaran=sasaran, teks="Tab satu", versi=versi)

        with pytest.raises(SudahBerubah):
            services.save_sasaran(pelaku=dunia.budi, pk=pk, sasaran=sasaran, teks="Tab dua", versi=versi)

        assert pk.sasaran.get().teks == "Tab satu"

    def test_budget_is_never_negative(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        with pytest.raises(IsianTidakSah, match="negatif"):
            services.save_program(pelaku=dunia.budi, pk=pk, nama="X", anggaran=Decimal(-1))

    @pytest.mark.parametrize("siapa", ["karta", "eka", "citra"])
    def test_only_the_first_party_writes(self, dunia, siapa):
        pk = pk_at(P.DRAF, pegawai=dunia.budi)
        with pytest.raises(Dilarang, match="pihak pertama"):
            services.save_sasaran(pelaku=getattr(dunia, siapa), pk=pk, teks="Bukan milik saya")

    @pytest.mark.parametrize("status", [P.DIAJUKAN, P.DISEPAKATI, P.DIBATALKAN])
    def test_nothing_is_written_once_it_was_handed_in(self, dunia, status):
        pk = pk_at(status, pegawai=dunia.budi)
        s, i, p = pk.sasaran.get(), pk.sasaran.get().indikator.first(), pk.program.get()
        d = dunia.budi
        tindakan = [
            lambda: services.save_kepala_pk(pelaku=d, pk=pk, tingkat="kegiatan"),
            lambda: services.save_sasaran(pelaku=d, pk=pk, teks="A"),
            lambda: services.delete_sasaran(pelaku=d, sasaran=s),
            lambda: services.save_indikator_pk(pelaku=d, sasaran=s, teks="A"),
            lambda: services.delete_indikator_pk(pelaku=d, indikator=i),
            lambda: services.save_program(pelaku=d, pk=pk, nama="A", anggaran=Decimal(1)),
            lambda: services.delete_program(pelaku=d, program=p),
            lambda: services.paste_pk(pelaku=d, pk=pk, tempel="S\tI\tlayanan\t1"),
        ]
        for lakukan in tindakan:
            with pytest.raises(AturanDilanggar) as galat:
                lakukan()
            assert galat.value.kode == "perjanjian_terkunci"
        assert (pk.sasaran.count(), s.indikator.count(), pk.program.count()) == (1, 2, 1)


class TestTempel:
    def test_good_rows_go_in_once_and_bad_ones_are_named(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)
        baris = "\n".join(f"Sasaran {n // 5}\tIndikator {n}\tlayanan\t{n}" for n in range(1, 21))
        hasil = services.paste_pk(
            pelaku=dunia.budi, pk=pk, tempel=f"{baris}\nSasaran 9\tTanpa target\tlayanan\t"
        )

        assert (hasil.baru, hasil.diperbarui, hasil.sama) == (20, 0, 0)
        assert [b.nomor for b in hasil.tempelan.ditolak] == [21]
        assert pk.sasaran.count() == 5

        ulang = services.paste_pk(
            pelaku=dunia.budi,
            pk=pk,
            tempel="Sasaran 0\tindikator 1\tlayanan\t1\nSasaran 0\tIndikator 2\t%\t90",
        )
        assert (ulang.baru, ulang.diperbarui, ulang.sama) == (0, 1, 1)
        s = pk.sasaran.get(teks="Sasaran 0")
        assert [i.target_tampil for i in s.indikator.order_by("urutan")][:2] == ["1 layanan", "90%"]

    def test_a_whole_workbook_is_refused(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)
        with pytest.raises(IsianTidakSah, match="500 baris"):
            services.paste_pk(pelaku=dunia.budi, pk=pk, tempel="S\tI\tlayanan\t1\n" * 501)
        assert pk.sasaran.count() == 0


class TestAlur:
    def test_is_agreed_by_the_second_party(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.karta)

        assert (pk.pihak_kedua, pk.disepakati_oleh) == (dunia.bupati, dunia.bupati)
        assert jejak(pk) == [("", "draf"), ("draf", "diajukan"), ("diajukan", "disepakati")]
        assert audit.riwayat(pk)[0]["tindakan"] == "pk.disepakati"

    def test_incomplete_is_not_handed_in(self, dunia):
        pk = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)
        with pytest.raises(PerjanjianBelumLengkap, match="Belum ada sasaran"):
            services.submit_pk(pelaku=dunia.budi, pk=pk)
        assert jejak(pk) == [("", "draf")]

    def test_returned_with_a_note_and_handed_in_again(self, dunia):
        pk = pk_at(P.DIKEMBALIKAN, pegawai=dunia.budi)
        assert dokumen_pk(pk).catatan_kembali == "Lengkapi target."
        services.submit_pk(pelaku=dunia.budi, pk=pk)
        assert PerjanjianKinerja.objects.get(pk=pk.pk).status == P.DIAJUKAN

    def test_a_return_needs_its_note(self, dunia):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        with pytest.raises(IsianTidakSah):
            services.return_pk(pelaku=dunia.karta, pk=pk, catatan="  ")
        assert PerjanjianKinerja.objects.get(pk=pk.pk).status == P.DIAJUKAN

    def test_taken_back_then_agreeing_says_who_moved_it(self, dunia):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        services.withdraw_pk(pelaku=dunia.budi, pk=pk)
        with pytest.raises(SudahBerubah, match="Budi Santoso menarik kembali"):
            services.agree_pk(pelaku=dunia.karta, pk=pk)

    def test_what_changed_after_reading_is_not_agreed_unread(self, dunia):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        services.withdraw_pk(pelaku=dunia.budi, pk=pk)
        services.save_sasaran(pelaku=dunia.budi, pk=pk, sasaran=pk.sasaran.get(), teks="Lain")
        services.submit_pk(pelaku=dunia.budi, pk=pk)
        with pytest.raises(SudahBerubah, match="berubah setelah Anda membukanya"):
            services.agree_pk(pelaku=dunia.karta, pk=pk, nomor_sunting=pk.nomor_sunting)

    @pytest.mark.parametrize("siapa", ["budi", "bupati", "eka", "sari"])
    def test_only_the_second_party_agrees(self, dunia, siapa):
        pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
        with pytest.raises(Dilarang, match="pihak kedua"):
            services.agree_pk(pelaku=getattr(dunia, siapa), pk=pk)
        assert PerjanjianKinerja.objects.get(pk=pk.pk).status == P.DIAJUKAN

    def test_head_of_region_promises_alone(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.bupati)

        assert pk.is_sepihak
        assert (pk.status, pk.pihak_kedua, pk.disepakati_oleh) == (P.DISEPAKATI, None, dunia.bupati)
        assert jejak(pk) == [("", "draf"), ("draf", "diajukan"), ("diajukan", "disepakati")]

    def test_cancelled_keeps_its_words_and_never_changes_again(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        with pytest.raises(Dilarang, match="hanya dapat dibatalkan admin"):
            services.cancel_pk(pelaku=dunia.budi, pk=pk, alasan="Salah")
        services.cancel_pk(pelaku=dunia.eka, pk=pk, alasan="Salah unit")
        with pytest.raises(InternalError), transaction.atomic():
            PerjanjianKinerja.objects.filter(pk=pk.pk).update(tahun=1999)
        assert calon_pk(dunia.budi)[0] != []


class TestRevisi:
    def test_next_version_begins_with_everything_and_the_old_stays_in_force(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        baru = services.revise_pk(
            pelaku=dunia.budi, pk=pk, jenis_revisi=AlasanRevisiPk.ANGGARAN, alasan_revisi="APBD-P"
        )

        pk.refresh_from_db()
        assert (pk.status, baru.status, baru.versi) == (P.DISEPAKATI, P.DRAF, 2)
        assert banding_pk(dokumen_pk(pk), dokumen_pk(baru)) == []
        assert {s.kunci for s in pk.sasaran.all()} == {s.kunci for s in baru.sasaran.all()}
        with pytest.raises(SudahBerubah, match="sudah disusun"):
            services.revise_pk(
                pelaku=dunia.budi, pk=pk, jenis_revisi=AlasanRevisiPk.ANGGARAN, alasan_revisi="Lagi"
            )

    def test_agreed_the_old_one_ends_and_differences_are_told(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        baru = services.revise_pk(
            pelaku=dunia.budi, pk=pk, jenis_revisi=AlasanRevisiPk.STRATEGI, alasan_revisi="Arah baru"
        )
        s = baru.sasaran.get()
        services.save_sasaran(pelaku=dunia.budi, pk=baru, sasaran=s, teks="Sasaran baru")
        services.delete_indikator_pk(pelaku=dunia.budi, indikator=s.indikator.order_by("urutan").last())
        services.save_program(pelaku=dunia.budi, pk=baru, nama="Tambahan", anggaran=Decimal(10))
        services.submit_pk(pelaku=dunia.budi, pk=baru)
        services.agree_pk(pelaku=dunia.karta, pk=baru)

        pk.refresh_from_db()
        baru.refresh_from_db()
        assert (pk.status, baru.status) == (P.DIREVISI, P.DISEPAKATI)
        beda = banding_pk(dokumen_pk(pk), dokumen_pk(baru))
        assert [(b.jenis, b.perihal) for b in beda] == [
            ("diubah", "Sasaran"),
            ("ditambah", "Kegiatan"),
            ("dihapus", "Indikator"),
        ]
        assert beda[0].baru == "Sasaran baru"
        assert [v.versi for v in versi_pk(pk, dunia.budi)] == [2, 1]

    @pytest.mark.parametrize("status", [P.DRAF, P.DIAJUKAN, P.DIBATALKAN])
    def test_only_an_agreed_one_is_revised(self, dunia, status):
        pk = pk_at(status, pegawai=dunia.budi)
        with pytest.raises(TransisiTidakSah):
            services.revise_pk(
                pelaku=dunia.budi, pk=pk, jenis_revisi=AlasanRevisiPk.ANGGARAN, alasan_revisi="A"
            )

    def test_the_officer_who_follows_carries_it_on(self, dunia):
        pk = pk_at(P.DISEPAKATI, pegawai=dunia.budi)
        kemarin = timezone.localdate() - timedelta(days=1)
        dunia.penempatan(dunia.budi)
        Penempatan.objects.filter(pegawai=dunia.budi).update(selesai=kemarin)
        Penempatan.objects.create(
            instansi=dunia.instansi,
            pegawai=dunia.dewi,
            jabatan=pk.penempatan.jabatan,
            unit=dunia.bidang,
            jenis=JenisPenugasan.PLT,
            mulai=kemarin + timedelta(days=1),
            is_kepala=True,
        )

        with pytest.raises(Dilarang, match="Penerus Anda"):
            services.revise_pk(
                pelaku=dunia.budi, pk=pk, jenis_revisi=AlasanRevisiPk.PEJABAT, alasan_revisi="A"
            )
        assert izin.may_view_pk(dunia.dewi, pk)
        baru = services.revise_pk(
            pelaku=dunia.dewi, pk=pk, jenis_revisi=AlasanRevisiPk.PEJABAT, alasan_revisi="Ganti pejabat"
        )
        assert (baru.pegawai, baru.unit, baru.versi) == (dunia.dewi, dunia.bidang, 2)
        assert baru.penempatan.jabatan_tampil.startswith("Plt. ")


def test_deadline_comes_from_the_units_own_date_else_the_agencys(dunia):
    pk = pk_at(P.DRAF, pegawai=dunia.budi)
    assert batas_pk_of(pk) is None
    services.set_anggaran(
        pelaku=dunia.eka,
        instansi=dunia.instansi,
        tahun=TAHUN,
        ditetapkan_pada=date(TAHUN, 1, 31),
        tenggang_bulan=2,
    )
    assert batas_pk_of(pk) == date(TAHUN, 3, 31)
    services.save_kepala_pk(pelaku=dunia.budi, pk=pk, tingkat="program", anggaran_pada=date(TAHUN, 2, 10))
    pk.refresh_from_db()
    assert batas_pk_of(pk) == date(TAHUN, 4, 10)
    with pytest.raises(Dilarang):
        services.set_anggaran(
            pelaku=dunia.budi, instansi=dunia.instansi, tahun=TAHUN, ditetapkan_pada=date(TAHUN, 1, 1)
        )


def test_who_may_see_agrees_with_the_query(dunia):
    orang = ("bupati", "karta", "budi", "sari", "citra", "dewi", "tono", "eka")
    pk = pk_at(P.DIAJUKAN, pegawai=dunia.budi)
    lihat = {n for n in orang if izin.may_view_pk(getattr(dunia, n), pk)}

    assert lihat == {"bupati", "karta", "budi", "eka"}
    for n in orang:
        terlihat = PerjanjianKinerja.objects.visible_to(getattr(dunia, n)).filter(pk=pk.pk).exists()
        assert terlihat == (n in lihat)


def test_list_of_heads_knows_who_has_none(dunia):
    pk_at(P.DISEPAKATI, pegawai=dunia.budi)
    hari = timezone.localdate()
    baris = {p.pegawai_id: p.status_pk for p in kepala_unit(dunia.eka, TAHUN, hari)}

    assert baris == {dunia.bupati.pk: None, dunia.karta.pk: None, dunia.budi.pk: "disepakati"}
    assert [p.pegawai for p in kepala_unit(dunia.eka, TAHUN, hari, status="disepakati")] == [dunia.budi]
    assert kepala_unit(dunia.eka, TAHUN, hari, status="belum", cari="dinas").get().pegawai == dunia.karta
    assert not kepala_unit(dunia.sari, TAHUN, hari)


def test_revised_chain_of_three(dunia):
    pk = pk_at(P.DRAF, pegawai=dunia.budi, isi=False)
    isi_pk(pk)
    services.submit_pk(pelaku=dunia.budi, pk=pk)
    pk = services.agree_pk(pelaku=dunia.karta, pk=pk)
    dua = sepakati_revisi(pk, teks="Dua")
    tiga = sepakati_revisi(dua, teks="Tiga")

    assert [v.versi for v in versi_pk(pk, dunia.budi)] == [3, 2, 1]
    assert tiga.sasaran.get().kunci == pk.sasaran.get().kunci
