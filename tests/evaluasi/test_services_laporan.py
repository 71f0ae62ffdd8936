"""Jobs of documents: once each, together, again after trouble, and never a second paper."""

from __future__ import annotations

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import InternalError, connection, transaction
from django.utils import timezone

from evaluasi.errors import BahanBelumLengkap, DokumenRusak, TransisiTidakSah
from evaluasi.models import ButirLaporan, Dokumen, Laporan
from evaluasi.rules import JenisDokumen, StatusButir, StatusEvaluasi, StatusLaporan, lajur
from evaluasi.services import (
    baca_isi,
    buang_sementara,
    claim_silent_laporan,
    close_laporan,
    issue_dokumen,
    next_laporan,
    request_laporan,
    retry_laporan,
    start_laporan,
    work_butir,
)
from evaluasi.services.berkas import simpan_isi
from evaluasi.services.terbit import Terbitan
from pegawai.errors import Dilarang
from tests.factories.evaluasi import evaluasi_at, evaluasi_final, skp_berjalan, triwulan

pytestmark = pytest.mark.django_db


def cetak(terbitan: Terbitan) -> bytes:
    """Stand for the printer: bytes that follow from the data alone, as the real one's do."""
    return f"%PDF {terbitan.jenis} {terbitan.data['dokumen'].get('nomor', 'DRAF')}".encode()


def rusak(terbitan: Terbitan) -> bytes:
    raise ValueError("rahasia dalam mesin")


def kerjakan(laporan: Laporan, pencetak=cetak) -> Laporan:
    start_laporan(laporan.pk)
    while work_butir(laporan_pk=laporan.pk, cetak=pencetak, versi_templat="1"):
        pass
    close_laporan(laporan.pk)
    laporan.refresh_from_db()
    return laporan


def _disk_penuh(nomor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def evaluasi(dunia, skp):
    return evaluasi_final(skp, dunia.bupati, dunia.dinas)


@pytest.fixture
def laporan(evaluasi):
    """The job that becoming final has ordered."""
    return Laporan.objects.get()


class TestRequest:
    def test_rows_of_a_job(self, dunia, evaluasi):
        laporan = request_laporan(pelaku=dunia.sari, evaluasi=[evaluasi, evaluasi])

        assert (laporan.jumlah, laporan.status, laporan.diminta_oleh) == (2, StatusLaporan.ANTRE, dunia.sari)
        assert laporan.judul == "Dokumen evaluasi Sari Puspita, Triwulan III 2026"
        assert laporan.butir.count() == 2

    def test_of_an_evaluation_that_is_not_final_is_refused(self, dunia, skp):
        with pytest.raises(Dilarang, match="setelah evaluasi final"):
            request_laporan(pelaku=dunia.budi, evaluasi=[evaluasi_at(StatusEvaluasi.DINILAI, skp=skp)])

    def test_of_others_is_refused(self, dunia, evaluasi):
        for siapa in (dunia.citra, dunia.tono, dunia.dewi):
            with pytest.raises(Dilarang, match="tidak terbuka"):
                request_laporan(pelaku=siapa, evaluasi=[evaluasi])

        assert Laporan.objects.count() == 1

    def test_its_title_says_whose_or_how_many(self, dunia, skp):
        daftar = [
            evaluasi_final(s, dunia.bupati, dunia.dinas, periode=triwulan(skp, n))
            for s, n in ((skp, 2), (skp, 3), (skp_berjalan(dunia.citra), 3))
        ]

        def judul(*evaluasi, **lain) -> str:
            return request_laporan(pelaku=dunia.eka, evaluasi=evaluasi, **lain).judul

        assert judul(*daftar[:2]) == "Dokumen evaluasi Sari Puspita, Triwulan II 2026, Triwulan III 2026"
        assert judul(*daftar[1:]) == "Dokumen evaluasi 2 pegawai, Triwulan III 2026"
        assert judul(*daftar, judul="Akhir tahun") == "Akhir tahun"

    def test_of_nothing_is_refused(self, dunia):
        with pytest.raises(BahanBelumLengkap):
            request_laporan(pelaku=dunia.budi, evaluasi=[])

    def test_whose_documents_all_exist_is_done_at_once(self, dunia, evaluasi, laporan):
        kerjakan(laporan)

        ulang = request_laporan(pelaku=dunia.sari, evaluasi=[evaluasi])

        assert (ulang.status, ulang.selesai_pada is None) == (StatusLaporan.SELESAI, False)
        assert set(ulang.butir.values_list("dokumen", flat=True)) == set(
            Dokumen.objects.values_list("pk", flat=True)
        )

    def test_half_of_which_exists_makes_the_other_half(self, dunia, evaluasi, laporan):
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")

        ulang = request_laporan(pelaku=dunia.sari, evaluasi=[evaluasi])

        assert ulang.butir.filter(status=StatusButir.SELESAI).count() == 1
        assert kerjakan(ulang).status == StatusLaporan.SELESAI
        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert Dokumen.objects.count() == 2


class TestWork:
    def test_documents_are_issued_with_number_code_and_hash(self, evaluasi, laporan):
        assert kerjakan(laporan).status == StatusLaporan.SELESAI

        dokumen = Dokumen.objects.get(jenis=JenisDokumen.EVALUASI)
        assert dokumen.nomor == f"EVK/2026/{evaluasi.pk:06d}"
        assert dokumen.kode_verifikasi == f"{evaluasi.kode_verifikasi}E"
        assert sha256(baca_isi(dokumen)).hexdigest() == dokumen.sha256
        assert dokumen.sha256 in dokumen.berkas.name

    def test_what_is_printed_is_the_snapshot_and_the_identity(self, evaluasi, laporan):
        lihat: list[Terbitan] = []
        kerjakan(laporan, lambda t: lihat.append(t) or cetak(t))

        data = next(t.data for t in lihat if t.jenis == JenisDokumen.EVALUASI)
        assert {k: v for k, v in data.items() if k != "dokumen"} == evaluasi.snapshot
        assert data["dokumen"]["url_verifikasi"].endswith(f"/v/{evaluasi.kode_verifikasi}E/")
        assert data["dokumen"]["dicetak"] == "2026-10-05T09:00:00+07:00"

    def test_running_it_twice_changes_nothing(self, laporan):
        kerjakan(laporan)
        sebelum = list(Dokumen.objects.values())

        assert not start_laporan(laporan.pk)
        kerjakan(laporan)

        assert list(Dokumen.objects.values()) == sebelum

    def test_two_jobs_for_the_same_evaluation_share_the_paper(self, dunia, evaluasi, laporan):
        lain = request_laporan(pelaku=dunia.sari, evaluasi=[evaluasi])
        kerjakan(lain)
        kerjakan(laporan)

        assert Dokumen.objects.count() == 2
        assert (
            laporan.butir.get(jenis=JenisDokumen.EVALUASI).dokumen
            == lain.butir.get(jenis=JenisDokumen.EVALUASI).dokumen
        )

    def test_one_bad_document_does_not_hold_up_the_others(self, laporan, caplog):
        def pilih(t: Terbitan) -> bytes:
            return rusak(t) if t.jenis == JenisDokumen.EVALUASI else cetak(t)

        assert kerjakan(laporan, pilih).status == StatusLaporan.SEBAGIAN

        gagal = laporan.butir.get(status=StatusButir.GAGAL)
        assert (gagal.jenis, gagal.percobaan) == (JenisDokumen.EVALUASI, 3)
        assert "rahasia" not in gagal.galat
        assert gagal.galat.startswith("Dokumen ini tidak dapat dibuat.")
        assert caplog.text.count("ValueError: rahasia dalam mesin") == 3

    def test_all_bad_is_failed_and_can_be_run_again(self, dunia, laporan, caplog):
        assert kerjakan(laporan, rusak).status == StatusLaporan.GAGAL

        retry_laporan(pelaku=dunia.budi, laporan=laporan)

        assert kerjakan(laporan).status == StatusLaporan.SELESAI
        assert not laporan.butir.exclude(galat="").exists()

    def test_full_disk_is_said_in_a_sentence(self, laporan, settings, tmp_path, caplog):
        folder = tmp_path / "berkas"
        folder.mkdir(exist_ok=True)
        (folder / "dokumen").write_text("a file where a folder should be")

        kerjakan(laporan)

        assert laporan.butir.first().galat.startswith("Penyimpanan berkas menolak.")
        assert not Dokumen.objects.exists()

    def test_a_failed_write_leaves_no_half_file(self, laporan, monkeypatch):
        monkeypatch.setattr("os.fsync", _disk_penuh)

        with pytest.raises(OSError, match="No space"):
            simpan_isi(b"%PDF")

        assert list(Path(default_storage.path("dokumen/.sementara")).iterdir()) == []

    def test_a_document_too_large_is_said_in_a_sentence(self, laporan, caplog):
        def besar(terbitan: Terbitan) -> bytes:
            raise MemoryError

        kerjakan(laporan, besar)

        assert laporan.butir.first().galat.startswith("Dokumen ini terlalu besar")

    def test_nothing_is_printed_of_what_is_not_final(self, skp):
        with pytest.raises(BahanBelumLengkap, match="setelah evaluasi final"):
            issue_dokumen(
                sumber=evaluasi_at(StatusEvaluasi.DINILAI, skp=skp),
                jenis=JenisDokumen.EVALUASI,
                cetak=cetak,
                versi_templat="1",
            )

    def test_only_the_asker_runs_it_again(self, dunia, laporan, caplog):
        kerjakan(laporan, rusak)

        with pytest.raises(Dilarang):
            retry_laporan(pelaku=dunia.sari, laporan=laporan)

    def test_a_finished_job_is_not_run_again(self, dunia, laporan):
        with pytest.raises(TransisiTidakSah):
            retry_laporan(pelaku=dunia.budi, laporan=kerjakan(laporan))

    def test_a_job_with_documents_waiting_stays_open(self, laporan):
        start_laporan(laporan.pk)
        work_butir(laporan_pk=laporan.pk, cetak=cetak, versi_templat="1")

        assert close_laporan(laporan.pk).status == StatusLaporan.BERJALAN

    def test_an_unknown_job_is_left_alone(self):
        assert not start_laporan(999_999)
        assert close_laporan(999_999) is None


class TestIssued:
    @pytest.mark.parametrize(
        "sql", ["UPDATE evaluasi_dokumen SET sha256 = ''", "DELETE FROM evaluasi_dokumen"]
    )
    def test_the_database_refuses_to_change_it(self, laporan, sql):
        kerjakan(laporan)

        with (
            pytest.raises(InternalError, match="Cannot"),
            transaction.atomic(),
            connection.cursor() as kursor,
        ):
            kursor.execute(sql)

    @pytest.mark.parametrize("ubah", [lambda p: p.write_bytes(p.read_bytes() + b" "), lambda p: p.unlink()])
    def test_an_altered_or_lost_file_is_never_handed_out(self, laporan, ubah):
        kerjakan(laporan)
        dokumen = Dokumen.objects.first()
        ubah(Path(default_storage.path(dokumen.berkas.name)))

        with pytest.raises(DokumenRusak, match="tidak utuh"):
            baca_isi(dokumen)

    def test_leftovers_of_killed_workers_go_after_an_hour(self, laporan):
        kerjakan(laporan)
        folder = Path(default_storage.path("dokumen/.sementara"))
        (folder / "lama.pdf").write_bytes(b"x")
        (folder / "baru.pdf").write_bytes(b"x")
        os.utime(folder / "lama.pdf", (time.time() - 7200,) * 2)

        assert buang_sementara() == 1
        assert [p.name for p in folder.iterdir()] == ["baru.pdf"]


class TestSilentJobs:
    def test_are_found_once_a_minute(self, laporan):
        assert claim_silent_laporan() == []
        Laporan.objects.update(dering_pada=timezone.now() - timedelta(seconds=61))

        assert claim_silent_laporan() == [laporan.pk]
        assert claim_silent_laporan() == []

    def test_finished_ones_stay_silent(self, laporan):
        kerjakan(laporan)
        Laporan.objects.update(dering_pada=timezone.now() - timedelta(hours=1))

        assert claim_silent_laporan() == []


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_two_workers_share_a_job_and_one_waits_for_none(self, dunia, skp):
        """Both print at the same time: neither waits for the other's lock."""
        evaluasi_final(skp, dunia.bupati, dunia.dinas)
        laporan = Laporan.objects.get()
        bersama: list[float] = []

        def lambat(t: Terbitan) -> bytes:
            bersama.append(time.monotonic())
            time.sleep(0.4)
            return cetak(t)

        def pekerja(_: int) -> int:
            try:
                n = 0
                while work_butir(laporan_pk=laporan.pk, cetak=lambat, versi_templat="1"):
                    n += 1
                return n
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as kolam:
            hasil = list(kolam.map(pekerja, range(2)))

        assert hasil == [1, 1]
        assert abs(bersama[0] - bersama[1]) < 0.4
        assert Dokumen.objects.count() == 2

    @pytest.mark.parametrize(("ditahan", "dapat"), [(0.2, True), (2.0, False)])
    def test_a_job_held_for_a_moment_is_waited_for_and_one_being_finished_is_not(
        self, dunia, skp, ditahan, dapat
    ):
        """Whoever gives up at once goes home while thousands of documents wait."""
        evaluasi_final(skp, dunia.bupati, dunia.dinas)
        laporan, dipegang = Laporan.objects.get(), threading.Event()

        def pegang() -> None:
            try:
                with transaction.atomic():
                    Laporan.objects.select_for_update().get(pk=laporan.pk)
                    dipegang.set()
                    time.sleep(ditahan)
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as kolam:
            kolam.submit(pegang)
            assert dipegang.wait(10)
            assert (next_laporan(lajur(laporan.jumlah)) == laporan.pk) is dapat

    def test_two_jobs_at_once_make_one_paper(self, dunia, skp):
        evaluasi = evaluasi_final(skp, dunia.bupati, dunia.dinas)
        satu = Laporan.objects.get()
        dua = request_laporan(pelaku=dunia.sari, evaluasi=[evaluasi])

        def pekerja(laporan: Laporan) -> StatusLaporan:
            try:
                return kerjakan(laporan, lambda t: time.sleep(0.2) or cetak(t)).status
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as kolam:
            assert list(kolam.map(pekerja, [satu, dua])) == [StatusLaporan.SELESAI] * 2

        assert Dokumen.objects.count() == 2
        assert ButirLaporan.objects.filter(status=StatusButir.SELESAI).count() == 4
