"""Capaian of a unit: who fixes it, what it needs, how it is inherited, when it can be reopened."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from evaluasi.errors import BahanBelumLengkap, CapaianTerkunci
from evaluasi.models import CapaianOrganisasi
from evaluasi.permissions import may_set_capaian, penetap_capaian
from evaluasi.rules import PredikatOrganisasi, StatusCapaian, StatusEvaluasi
from evaluasi.selectors import (
    capaian_untuk,
    capaian_untuk_banyak,
    unit_capaian,
    unit_ditetapkan_oleh,
    versi_capaian,
)
from evaluasi.services import fix_capaian, reopen_capaian, save_capaian
from kinerja.errors import BuktiDukungDitolak
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from tests.factories.evaluasi import HARI, capaian_tetap, evaluasi_at
from tests.factories.pegawai import pegawai_baru, unit_baru
from tests.factories.skp import periode_ke, periode_tahun

BAIK, ISTIMEWA = PredikatOrganisasi.BAIK, PredikatOrganisasi.ISTIMEWA

pytestmark = pytest.mark.django_db


@pytest.fixture
def periode(hari, dunia):
    periode_tahun(dunia.instansi)
    return periode_ke(dunia.instansi, 3)


def simpan(dunia, periode, **lain):
    isi = {
        "pelaku": dunia.bupati,
        "unit": dunia.dinas,
        "periode": periode,
        "predikat": BAIK,
        "dasar": "Indeks SPBE 3,58",
    }
    return save_capaian(**(isi | lain))


def gambar() -> SimpleUploadedFile:
    isi = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(isi, "PNG")
    return SimpleUploadedFile("Berita Acara.png", isi.getvalue(), content_type="application/pdf")


class TestSave:
    def test_leader_above_drafts(self, dunia, periode):
        capaian = simpan(dunia, periode, dasar="  Indeks SPBE 3,58\r\ndari 3,60 ")

        assert (capaian.status, capaian.dasar) == (StatusCapaian.DRAF, "Indeks SPBE 3,58\ndari 3,60")
        assert audit.riwayat(capaian)[0]["tindakan"] == "capaian.disimpan"

    def test_saving_again_changes_the_same_row(self, dunia, periode):
        simpan(dunia, periode)
        simpan(dunia, periode, predikat=ISTIMEWA)

        assert CapaianOrganisasi.objects.get().predikat == ISTIMEWA

    def test_without_basis_it_is_refused(self, dunia, periode):
        with pytest.raises(BahanBelumLengkap, match="dasar penetapan"):
            simpan(dunia, periode, dasar=" \n ")

        assert not CapaianOrganisasi.objects.exists()

    def test_another_tab_was_faster(self, dunia, periode):
        simpan(dunia, periode, versi=versi_capaian(None))

        with pytest.raises(SudahBerubah):
            simpan(dunia, periode, predikat=ISTIMEWA, versi=versi_capaian(None))

        assert CapaianOrganisasi.objects.get().predikat == BAIK

    @pytest.mark.parametrize("siapa", ["karta", "budi", "sari", "dewi"])
    def test_nobody_fixes_his_own_unit(self, dunia, periode, siapa):
        with pytest.raises(Dilarang, match=r"H\. Surya Darmawan atau admin"):
            simpan(dunia, periode, pelaku=getattr(dunia, siapa))


class TestAttachment:
    def test_picture_is_kept_under_a_name_that_says_nothing(self, dunia, periode):
        capaian = simpan(dunia, periode, lampiran=gambar())

        assert capaian.lampiran_nama == "Berita Acara.png"
        assert "Berita" not in capaian.lampiran.name
        assert default_storage.exists(capaian.lampiran.name)

    def test_saving_without_a_new_one_keeps_it(self, dunia, periode):
        lama = simpan(dunia, periode, lampiran=gambar()).lampiran.name

        assert simpan(dunia, periode, predikat=ISTIMEWA).lampiran.name == lama

    @pytest.mark.parametrize(
        ("nama", "isi", "kalimat"),
        [
            ("a.pdf", b"MZ\x90\x00 program", "sebuah program"),
            ("a.svg", b"<svg onload=alert(1)>", "SVG"),
            ("a.pdf", b"", "kosong"),
        ],
    )
    def test_harmful_files_are_refused(self, dunia, periode, nama, isi, kalimat):
        with pytest.raises(BuktiDukungDitolak, match=kalimat) as galat:
            simpan(dunia, periode, lampiran=SimpleUploadedFile(nama, isi))

        assert galat.value.bidang == "lampiran"
        assert not CapaianOrganisasi.objects.exists()

    def test_office_files_are_no_attachment(self, dunia, periode):
        isi = io.BytesIO()
        buku = xlsxwriter.Workbook(isi, {"in_memory": True})
        buku.add_worksheet()
        buku.close()

        with pytest.raises(BuktiDukungDitolak, match="harus PDF atau gambar"):
            simpan(dunia, periode, lampiran=SimpleUploadedFile("a.pdf", isi.getvalue()))

    def test_too_large_is_refused(self, dunia, periode, settings):
        settings.UKURAN_BUKTI_MAKS_MB = 0

        with pytest.raises(BuktiDukungDitolak, match="lebih besar"):
            simpan(dunia, periode, lampiran=gambar())


class TestFix:
    def test_it_is_fixed_with_name_and_time(self, dunia, periode):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        assert (capaian.status, capaian.ditetapkan_oleh) == (StatusCapaian.DITETAPKAN, dunia.bupati)
        assert audit.riwayat(capaian)[0]["tindakan"] == "capaian.ditetapkan"

    def test_second_leader_is_told_who_and_when(self, dunia, periode):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        for act in (
            lambda: fix_capaian(pelaku=dunia.eka, capaian=capaian),
            lambda: simpan(dunia, periode, pelaku=dunia.eka, predikat=ISTIMEWA),
        ):
            with pytest.raises(CapaianTerkunci, match=r"Surya Darmawan sudah menetapkan .* pukul 09\.00 WIB"):
                act()

    def test_colleague_may_not(self, dunia, periode):
        with pytest.raises(Dilarang):
            fix_capaian(pelaku=dunia.karta, capaian=simpan(dunia, periode))


class TestReopen:
    def test_with_a_reason_while_nothing_rests_on_it(self, dunia, periode):
        capaian = capaian_tetap(dunia.dinas, periode, dunia.bupati)

        capaian = reopen_capaian(pelaku=dunia.bupati, capaian=capaian, alasan="Angka diperbaiki")

        assert (capaian.status, capaian.ditetapkan_oleh) == (StatusCapaian.DRAF, None)
        assert audit.riwayat(capaian)[0]["alasan"] == "Angka diperbaiki"

    def test_not_without_a_reason(self, dunia, periode):
        with pytest.raises(BahanBelumLengkap, match="alasan"):
            reopen_capaian(
                pelaku=dunia.bupati, capaian=capaian_tetap(dunia.dinas, periode, dunia.bupati), alasan=" "
            )

    def test_not_once_a_final_evaluation_rests_on_it(self, dunia, skp, tw3):
        capaian = capaian_tetap(dunia.dinas, tw3, dunia.bupati)
        evaluasi_at(StatusEvaluasi.FINAL, skp=skp)

        with pytest.raises(CapaianTerkunci, match="dasar 1 evaluasi final"):
            reopen_capaian(pelaku=dunia.bupati, capaian=capaian, alasan="Angka keliru")

    def test_draft_has_nothing_to_reopen(self, dunia, periode):
        with pytest.raises(CapaianTerkunci, match="masih draf"):
            reopen_capaian(pelaku=dunia.bupati, capaian=simpan(dunia, periode), alasan="x")

    def test_colleague_may_not(self, dunia, periode):
        with pytest.raises(Dilarang):
            reopen_capaian(
                pelaku=dunia.budi, capaian=capaian_tetap(dunia.dinas, periode, dunia.bupati), alasan="x"
            )


class TestWhoFixes:
    def test_the_penilai_of_the_head_or_the_nearest_head_above(self, dunia, hari):
        assert penetap_capaian(dunia.dinas) == [dunia.bupati]
        assert penetap_capaian(dunia.bidang) == [dunia.karta]
        assert penetap_capaian(dunia.bidang_lain) == [dunia.karta]  # no head of its own
        assert penetap_capaian(dunia.kabupaten) == []

    def test_admin_of_the_subtree_on_record(self, dunia, hari):
        assert may_set_capaian(dunia.eka, dunia.kabupaten)
        assert "admin kepegawaian karena" in may_set_capaian(dunia.bupati, dunia.kabupaten).alasan

    def test_lists_hold_exactly_what_one_may_fix(self, dunia, hari):
        semua = [dunia.kabupaten, dunia.dinas, dunia.bidang, dunia.bidang_lain]
        for pelaku in (dunia.bupati, dunia.karta, dunia.budi, dunia.sari):
            boleh = {u for u in semua if may_set_capaian(pelaku, u)}
            assert set(unit_ditetapkan_oleh(pelaku, HARI)) == boleh, pelaku
            assert set(unit_capaian(pelaku, HARI)) == boleh, pelaku

    def test_a_head_finds_units_below_a_level_without_a_head(self, dunia, hari):
        seksi = unit_baru(dunia.instansi, "Seksi", dunia.bidang_lain)
        ruas = unit_baru(dunia.instansi, "Ruas", dunia.bidang)

        assert penetap_capaian(seksi) == [dunia.karta]
        assert set(unit_ditetapkan_oleh(dunia.karta, HARI)) == {dunia.bidang, dunia.bidang_lain, seksi}
        assert set(unit_ditetapkan_oleh(dunia.budi, HARI)) == {ruas}
        assert set(unit_ditetapkan_oleh(dunia.bupati, HARI)) == {dunia.dinas}

    def test_admin_walks_down_the_tree(self, dunia, hari):
        assert set(unit_capaian(dunia.eka, HARI)) == {dunia.kabupaten, dunia.dinas}
        assert set(unit_capaian(dunia.eka, HARI, induk=dunia.dinas)) == {dunia.bidang, dunia.bidang_lain}

    def test_admin_of_another_agency_may_not(self, dunia, hari):
        from tests.factories.pegawai import instansi_baru

        asing = instansi_baru("Kabupaten Lain")
        orang = pegawai_baru(asing, "Asing", unit=unit_baru(asing, "Badan"))

        assert not may_set_capaian(orang, dunia.dinas)


class TestInheritance:
    def test_nearest_of_self_and_above_in_one_query(self, dunia, periode, django_assert_num_queries):
        dinas = capaian_tetap(dunia.dinas, periode, dunia.bupati)
        bidang = capaian_tetap(dunia.bidang, periode, dunia.karta, ISTIMEWA)

        with django_assert_num_queries(1):
            assert capaian_untuk(dunia.bidang, periode) == bidang
        assert capaian_untuk(dunia.bidang_lain, periode) == dinas
        assert capaian_untuk(dunia.kabupaten, periode) is None

    def test_many_units_in_one_query(self, dunia, periode, django_assert_num_queries):
        dinas = capaian_tetap(dunia.dinas, periode, dunia.bupati)
        bidang = capaian_tetap(dunia.bidang, periode, dunia.karta, ISTIMEWA)

        with django_assert_num_queries(1):
            hasil = capaian_untuk_banyak([dunia.kabupaten, dunia.bidang, dunia.bidang_lain], periode)

        assert hasil == {dunia.bidang.pk: bidang, dunia.bidang_lain.pk: dinas}

    def test_another_period_does_not_count(self, dunia, periode):
        capaian_tetap(dunia.dinas, periode, dunia.bupati)

        assert capaian_untuk(dunia.dinas, periode_ke(dunia.instansi, 2)) is None
