"""Realisasi, feedback and evidence: the act, its trail, and each refusal leaving nothing changed."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from freezegun import freeze_time

from kinerja import services
from kinerja.errors import (
    BuktiDukungDitolak,
    CatatanTidakSah,
    PeriodeDitutup,
    RealisasiTidakSah,
    UmpanBalikTidakSah,
)
from kinerja.models import BuktiDukung, Realisasi, UmpanBalik
from kinerja.rules import JenisBukti, SifatUmpanBalik, StatusBukti
from pegawai import audit
from pegawai.errors import Dilarang, SudahBerubah
from skp.models import Skp
from skp.rules import StatusSkp
from tests.factories.kinerja import bukti_baru, catatan_baru, pdf, realisasi_baru, umpan_balik_baru
from tests.factories.pegawai import instansi_baru
from tests.factories.skp import periode_ke, periode_tahun, skp_at
from tests.kinerja import berkas

pytestmark = pytest.mark.django_db


@pytest.fixture
def indikator(rhk):
    return rhk.indikator.first()


class TestRealisasi:
    def test_first_and_second_writing(self, dunia, indikator, triwulan):
        r = realisasi_baru(indikator, triwulan, 4, teks=" Tepat waktu ", sumber_data="Laporan bulanan")
        assert (r.nomor_sunting, r.teks) == (1, "Tepat waktu")

        r = realisasi_baru(indikator, triwulan, 5, nomor_sunting=1)

        assert (r.angka, r.nomor_sunting, Realisasi.objects.count()) == (5, 2, 1)
        assert [j["tindakan"] for j in audit.riwayat(r)] == ["realisasi.dicatat", "realisasi.dicatat"]

    @pytest.mark.parametrize("nomor", [0, 2])
    def test_slower_tab_is_told_and_nothing_is_lost(self, indikator, triwulan, nomor):
        realisasi_baru(indikator, triwulan, 4)

        with pytest.raises(SudahBerubah):
            realisasi_baru(indikator, triwulan, 9, nomor_sunting=nomor)

        assert Realisasi.objects.get().angka == 4

    def test_same_content_twice_is_no_conflict(self, indikator, triwulan):
        a = realisasi_baru(indikator, triwulan, 4)
        b = realisasi_baru(indikator, triwulan, 4)

        assert (a.pk, b.nomor_sunting) == (b.pk, 1)

    def test_evidence_alone_can_change(self, skp, indikator, triwulan):
        r = realisasi_baru(indikator, triwulan, 4)
        b = bukti_baru(skp)

        realisasi_baru(indikator, triwulan, 4, bukti=[b])
        assert list(r.bukti.all()) == [b]
        realisasi_baru(indikator, triwulan, 6, nomor_sunting=1)
        assert list(r.bukti.all()) == [b]
        realisasi_baru(indikator, triwulan, 6, nomor_sunting=2, bukti=[])
        assert not r.bukti.exists()

    def test_taking_evidence_away_leaves_its_trail(self, dunia, skp, indikator, triwulan):
        from pghistory.models import Events

        b = bukti_baru(skp)
        realisasi_baru(indikator, triwulan, 4, bukti=[b])
        realisasi_baru(indikator, triwulan, 4, bukti=[])

        jejak = Events.objects.filter(pgh_model="kinerja.BuktiRealisasiEvent").order_by(
            "pgh_created_at", "pgh_id"
        )
        assert [(j.pgh_label, j.pgh_context["tindakan"], j.pgh_context["pelaku"]) for j in jejak] == [
            ("insert", "realisasi.dicatat", dunia.sari.pk),
            ("delete", "realisasi.dicatat", dunia.sari.pk),
        ]
        assert jejak[0].pgh_data["buktidukung_id"] == b.pk

    def test_year_and_quarter_stand_beside_each_other(self, skp, indikator, triwulan):
        realisasi_baru(indikator, triwulan, 4)
        realisasi_baru(indikator, skp.periode, 4)

        assert Realisasi.objects.count() == 2

    def test_closed_and_future_periods_are_refused(self, indikator, skp):
        with pytest.raises(PeriodeDitutup, match=r"Pengisian Triwulan I 2026 ditutup"):
            realisasi_baru(indikator, periode_ke(skp.instansi, 1), 4)
        with pytest.raises(RealisasiTidakSah, match="baru dimulai 1 Juli 2026"):
            realisasi_baru(indikator, periode_ke(skp.instansi, 3), 4)

        assert not Realisasi.objects.exists()

    def test_periods_of_another_year_or_agency_are_refused(self, indikator, skp, hari_ini):
        for periode in (periode_tahun(skp.instansi, 2027), periode_tahun(instansi_baru(), 2026)):
            with pytest.raises(RealisasiTidakSah, match="di luar masa SKP"):
                realisasi_baru(indikator, periode, 4)

    def test_figure_is_needed(self, indikator, triwulan):
        with pytest.raises(RealisasiTidakSah):
            realisasi_baru(indikator, triwulan, teks="lancar")

    @pytest.mark.parametrize("siapa", ["budi", "karta", "tono", "citra", "eka"])
    def test_only_the_owner_records(self, dunia, indikator, triwulan, siapa):
        with pytest.raises(Dilarang):
            services.record_realisasi(
                pelaku=getattr(dunia, siapa), indikator=indikator, periode=triwulan, angka=Decimal(1)
            )

    def test_evidence_of_others_is_refused_and_nothing_written(self, dunia, skp, indikator, triwulan):
        b = bukti_baru(skp, oleh=dunia.budi)

        with pytest.raises(Dilarang):
            realisasi_baru(indikator, triwulan, 4, bukti=[b])

        assert not Realisasi.objects.exists()


class TestUmpanBalik:
    @pytest.mark.parametrize(
        ("siapa", "peran"), [("budi", "penilai"), ("karta", "atasan_penilai"), ("tono", "ketua_tim")]
    )
    def test_role_comes_from_the_relation(self, dunia, skp, hari_ini, siapa, peran):
        u = umpan_balik_baru(getattr(dunia, siapa), skp, penilaian="sesuai")

        assert (u.peran_pemberi, u.pegawai, u.tanggal, u.penilaian) == (peran, dunia.sari, hari_ini, "sesuai")
        assert audit.riwayat(u)[0]["tindakan"] == "umpan_balik.diberikan"

    @pytest.mark.parametrize("siapa", ["sari", "dewi", "eka", "bupati"])
    def test_others_are_refused(self, dunia, skp, siapa):
        with pytest.raises(Dilarang):
            umpan_balik_baru(getattr(dunia, siapa), skp)

        assert not UmpanBalik.objects.exists()

    def test_about_an_entry_it_is_about_its_rhk(self, dunia, skp, rhk, hari_ini):
        c = catatan_baru(rhk, hari_ini)

        u = umpan_balik_baru(dunia.budi, skp, catatan=c)

        assert (u.rhk, u.catatan) == (rhk, c)

    def test_about_an_entry_as_behaviour(self, dunia, skp, rhk, hari_ini):
        u = umpan_balik_baru(dunia.budi, skp, catatan=catatan_baru(rhk, hari_ini), nilai="adaptif")

        assert (u.rhk, u.nilai) == (None, "adaptif")

    def test_foreign_targets_are_refused(self, dunia, skp, rhk, hari_ini):
        lain = skp_at(StatusSkp.BERJALAN, pegawai=dunia.citra)
        ditarik = services.withdraw_catatan(pelaku=dunia.sari, catatan=catatan_baru(rhk, hari_ini))

        for tujuan in (
            {"rhk": lain.rhk.first()},
            {"catatan": catatan_baru(lain.rhk.first(), hari_ini)},
            {"catatan": ditarik},
            {"rhk": rhk, "nilai": "adaptif"},
        ):
            with pytest.raises(UmpanBalikTidakSah) as galat:
                umpan_balik_baru(dunia.budi, skp, **tujuan)
            assert galat.value.bidang == "sasaran"
        assert not UmpanBalik.objects.exists()

    @pytest.mark.parametrize("tanggal", [date(2026, 5, 13), date(2025, 12, 31)])
    def test_day_outside_is_refused(self, dunia, skp, tanggal):
        with pytest.raises(CatatanTidakSah):
            umpan_balik_baru(dunia.budi, skp, tanggal=tanggal)

    def test_unknown_kind_is_a_fault_not_a_row(self, dunia, skp):
        with pytest.raises(ValueError, match="umpatan"):
            umpan_balik_baru(dunia.budi, skp, sifat="umpatan")

    def test_same_key_same_row(self, dunia, skp):
        kunci = uuid.uuid4()

        a = umpan_balik_baru(dunia.budi, skp, klien_id=kunci)

        assert umpan_balik_baru(dunia.budi, skp, "Lain", klien_id=kunci) == a
        assert UmpanBalik.objects.get().isi == a.isi

    def test_no_feedback_on_an_skp_that_ended(self, dunia, skp):
        Skp.objects.filter(pk=skp.pk).update(status=StatusSkp.SELESAI)

        with pytest.raises(Dilarang, match="sudah selesai"):
            umpan_balik_baru(dunia.budi, skp)

    def test_reply_reads_and_can_be_changed(self, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp)

        services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan=" Terima kasih ")
        u.refresh_from_db()
        assert u.balasan == "Terima kasih"
        assert u.dibaca_pada == u.dibalas_pada
        services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan="Terima kasih")
        services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan="Akan saya perbaiki")

        u.refresh_from_db()
        assert u.balasan == "Akan saya perbaiki"
        assert [j["tindakan"] for j in audit.riwayat(u)].count("umpan_balik.dibalas") == 2

    def test_reply_needs_words_and_the_receiver(self, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp)

        with pytest.raises(UmpanBalikTidakSah):
            services.reply_umpan_balik(pelaku=dunia.sari, umpan_balik=u, balasan="  ")
        with pytest.raises(Dilarang):
            services.reply_umpan_balik(pelaku=dunia.budi, umpan_balik=u, balasan="x")
        with pytest.raises(Dilarang):
            services.mark_read(pelaku=dunia.budi, umpan_balik=u)

    def test_first_reading_counts(self, dunia, skp):
        u = umpan_balik_baru(dunia.budi, skp)
        pertama = services.mark_read(pelaku=dunia.sari, umpan_balik=u).dibaca_pada

        with freeze_time("2026-05-13 03:00:00"):
            assert services.mark_read(pelaku=dunia.sari, umpan_balik=u).dibaca_pada == pertama


def simpanan() -> list[str]:
    """Every file that is stored."""

    def semua(folder: str) -> list[str]:
        if folder and not default_storage.exists(folder):
            return []
        dalam, isi = default_storage.listdir(folder)
        return [f"{folder}/{n}" for n in isi] + [b for d in dalam for b in semua(f"{folder}/{d}".strip("/"))]

    return [b for f in ("bukti", "karantina") for b in semua(f)]


class TestUnggah:
    def test_clean_file_stands_under_a_random_name_in_a_folder_of_its_day(
        self, dunia, skp, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            b = bukti_baru(skp, "../../laporan\u202efdp.exe")

        assert (b.status, b.tipe, b.nama, b.jenis) == (
            "bersih",
            "application/pdf",
            "laporanfdp.pdf",
            "berkas",
        )
        assert simpanan() == [b.berkas.name]
        assert b.berkas.name.startswith("bukti/2026/05/12/")
        assert "laporan" not in b.berkas.name
        assert b.ukuran == default_storage.size(b.berkas.name)
        assert len(b.sha256) == 64
        assert [j["tindakan"] for j in audit.riwayat(b)] == ["bukti.diperiksa", "bukti.diunggah"]

    def test_photo_is_stored_without_its_location(self, skp):
        b = bukti_baru(skp, "IMG.JPG", isi=berkas.foto_berlokasi())

        with default_storage.open(b.berkas.name) as isi:
            assert b"Exif" not in isi.read()
        assert b.nama == "IMG.jpg"

    def test_hostile_file_is_refused_kept_nowhere_and_remembered(
        self, skp, django_capture_on_commit_callbacks
    ):
        buat, _ = berkas.DITOLAK["pdf_js_buka"]

        with (
            django_capture_on_commit_callbacks(execute=True),
            pytest.raises(BuktiDukungDitolak, match="JavaScript"),
        ):
            bukti_baru(skp, isi=buat())

        b = BuktiDukung.objects.get()
        assert (b.status, b.alasan_ditolak[:9]) == (StatusBukti.DITOLAK, "PDF ini m")
        assert simpanan() == []
        assert audit.riwayat(b)[0]["alasan"] == b.alasan_ditolak

    def test_renamed_program_is_refused_before_anything_is_stored(self, skp):
        with pytest.raises(BuktiDukungDitolak, match="program"):
            bukti_baru(skp, "laporan.pdf", isi=b"\x7fELF" + b"\0" * 100)

        assert not BuktiDukung.objects.exists()
        assert simpanan() == []

    def test_size_limit_is_a_setting(self, dunia, skp, settings):
        settings.UKURAN_BUKTI_MAKS_MB = 1
        besar = SimpleUploadedFile("a.pdf", pdf() + b" " * (1024 * 1024))

        with pytest.raises(BuktiDukungDitolak, match="lebih besar dari 1 MB"):
            services.upload_bukti(pelaku=dunia.sari, skp=skp, berkas=besar, nama="a.pdf")

    @pytest.mark.parametrize("siapa", ["dewi", "eka"])
    def test_others_upload_nothing(self, dunia, skp, siapa):
        with pytest.raises(Dilarang):
            bukti_baru(skp, oleh=getattr(dunia, siapa))

        assert simpanan() == []

    def test_file_lost_with_its_process_is_refused_in_words(self, skp):
        b = self._karantina(skp, pdf())
        default_storage.delete(b.berkas.name)

        assert (
            services.examine_bukti(bukti=b).alasan_ditolak == "Berkas tidak sampai utuh. Unggah sekali lagi."
        )

    def _karantina(self, skp, isi):
        tempat = default_storage.save("karantina/2026/05/12/a", ContentFile(isi))
        return BuktiDukung.objects.create(
            instansi=skp.instansi,
            skp=skp,
            pemilik=skp.pegawai,
            jenis=JenisBukti.BERKAS,
            nama="a",
            berkas=tempat,
            ukuran=len(isi),
        )


class TestTautan:
    def test_link_is_clean_at_once_and_kept_once(self, dunia, skp):
        a = services.add_tautan(
            pelaku=dunia.sari, skp=skp, tautan="https://tirtajaya.go.id/a", nama="Laporan"
        )
        b = services.add_tautan(pelaku=dunia.sari, skp=skp, tautan=" https://tirtajaya.go.id/a ")

        assert (a.pk, a.jenis, a.status, a.nama) == (b.pk, "tautan", "bersih", "Laporan")

    def test_name_falls_back_to_the_address(self, dunia, skp):
        assert (
            services.add_tautan(pelaku=dunia.sari, skp=skp, tautan="https://tirtajaya.go.id/a").nama
            == "https://tirtajaya.go.id/a"
        )

    def test_inner_address_and_strangers_are_refused(self, dunia, skp):
        with pytest.raises(BuktiDukungDitolak):
            services.add_tautan(pelaku=dunia.sari, skp=skp, tautan="http://10.0.0.1/a")
        with pytest.raises(Dilarang):
            services.add_tautan(pelaku=dunia.dewi, skp=skp, tautan="https://tirtajaya.go.id/a")

        assert not BuktiDukung.objects.exists()


def test_every_kind_of_feedback_has_a_colour():
    from pegawai.templatetags.tampilan import STATUS

    assert {s.value for s in SifatUmpanBalik} <= set(STATUS)
