"""The doorbell: a task does its turn and goes to the end of the queue; silent jobs are rung again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from config.celery import QUEUE_PDF, QUEUE_PDF_KECIL, DeringSaatTersambung, app
from dev.services import worker_command
from evaluasi import tasks
from evaluasi.models import Dokumen, Laporan
from evaluasi.rules import StatusLaporan, lajur
from evaluasi.services import baca_isi
from tests.factories.evaluasi import evaluasi_final

pytestmark = pytest.mark.django_db


@pytest.fixture
def dering(monkeypatch):
    """Catch what goes out on the wire: the broker is another system."""
    terkirim: list[tuple[str, tuple[int, ...]]] = []

    def kirim(self, args=(), kwargs=None, **lain):
        terkirim.append((self.name, tuple(args)))

    for tugas in (tasks.kerjakan_laporan, tasks.dering_ulang_laporan, tasks.dering_ulang_periode):
        monkeypatch.setattr(type(app.tasks[tugas.name]), "apply_async", kirim)
    return terkirim


@pytest.fixture
def laporan(dunia, skp):
    evaluasi_final(skp, dunia.bupati, dunia.dinas)
    return Laporan.objects.get()


@pytest.mark.slow
def test_a_turn_makes_real_documents(laporan):
    tasks.kerjakan_laporan(laporan.pk)

    laporan.refresh_from_db()
    assert laporan.status == StatusLaporan.SELESAI
    assert [baca_isi(d)[:5] for d in Dokumen.objects.all()] == [b"%PDF-"] * 2


def test_a_job_that_is_gone_or_done_is_no_trouble(laporan):
    Laporan.objects.update(status=StatusLaporan.SELESAI, selesai_pada=timezone.now())

    tasks.kerjakan_laporan(laporan.pk)
    tasks.kerjakan_laporan(999_999)

    assert not Dokumen.objects.exists()


def test_when_its_turn_is_over_it_queues_again(laporan, dering, monkeypatch):
    monkeypatch.setattr(tasks, "GILIRAN", -1.0)
    monkeypatch.setattr(tasks, "cetak", lambda t: b"%PDF-")

    tasks.kerjakan_laporan(laporan.pk)

    assert Dokumen.objects.count() == 1
    assert dering == [("evaluasi.tasks.kerjakan_laporan", (laporan.pk,))]
    laporan.refresh_from_db()
    assert laporan.status == StatusLaporan.BERJALAN


def test_beat_rings_for_silent_jobs_once(laporan, dering):
    Laporan.objects.update(dering_pada=timezone.now() - timedelta(minutes=2))

    assert tasks.dering_ulang_laporan() == 1
    assert tasks.dering_ulang_laporan() == 0
    assert dering == [("evaluasi.tasks.kerjakan_laporan", (laporan.pk,))]


def test_a_worker_that_connects_rings_for_what_another_left_at_once(laporan, dering):
    Laporan.objects.update(dering_pada=timezone.now())

    DeringSaatTersambung(None).start(None)

    assert (tasks.dering_ulang_laporan.name, (0,)) in dering
    assert tasks.dering_ulang_laporan(0) == 1
    assert dering[-1] == (tasks.kerjakan_laporan.name, (laporan.pk,))


@pytest.mark.parametrize(("jumlah", "kali"), [(2, 1), (20, 1), (21, 2), (10_000, 8)])
def test_large_jobs_ring_for_several_workers(
    laporan, dering, jumlah, kali, django_capture_on_commit_callbacks
):
    laporan.jumlah = jumlah

    with django_capture_on_commit_callbacks(execute=True):
        tasks.bunyikan(laporan)

    assert len(dering) == kali


def test_a_job_that_is_done_at_once_rings_for_nobody(laporan, dering, django_capture_on_commit_callbacks):
    laporan.selesai_pada = timezone.now()

    with django_capture_on_commit_callbacks(execute=True):
        tasks.bunyikan(laporan)

    assert dering == []


def test_documents_have_a_queue_of_their_own():
    assert app.conf.task_routes[tasks.kerjakan_laporan.name] == {"queue": QUEUE_PDF}
    assert (lajur(10), lajur(11)) == (QUEUE_PDF_KECIL, QUEUE_PDF)
    assert app.conf.broker_transport_options["queue_order_strategy"] == "priority"
    assert worker_command("pdf")[5] == f"{QUEUE_PDF_KECIL},{QUEUE_PDF}"


def test_schedule_knows_the_tasks():
    jadwal = {e["task"] for e in app.conf.beat_schedule.values()}

    assert {tasks.dering_ulang_laporan.name, tasks.bersihkan_berkas.name} <= jadwal


def test_cleaning_up_an_empty_storage_is_no_trouble(db):
    assert tasks.bersihkan_berkas() == 0
