"""The Celery app and the beat schedule.

The database row is the truth and a message only the doorbell: a lost message is rung again by beat, a doubled one
finds the work already done. Three queues: `cepat` for what a person waits for, so that documents never delay a
notice; `pdf_kecil` for a few documents, `pdf` for bulk jobs. The workers of documents take from the small lane first,
and a bulk job goes back to the end of its lane after a few seconds: nobody waits behind it for more than one piece.
"""

import os
from contextlib import suppress

from celery import Celery, bootsteps
from celery.schedules import crontab
from kombu import Exchange, Queue
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

QUEUE_CEPAT = "cepat"
QUEUE_PDF_KECIL = "pdf_kecil"
QUEUE_PDF = "pdf"
QUEUES = (QUEUE_CEPAT, QUEUE_PDF_KECIL, QUEUE_PDF)

HARD_LIMIT = 600
"""Seconds after which a task is ended; longer work is cut into pieces."""


app = Celery("kinerja_asn", include=["config.denyut"])
app.config_from_object("django.conf:settings", namespace="CELERY")  # broker and time zone; read at first use
app.conf.update(
    broker_connection_retry_on_startup=True,
    broker_transport_options={
        # A message of a worker that died without a word comes back after this; longer than any task may run.
        "visibility_timeout": HARD_LIMIT * 2,
        "socket_keepalive": True,
        # A worker of several queues takes from the first that holds anything, in the order of its -Q.
        "queue_order_strategy": "priority",
    },
    task_ignore_result=True,
    task_default_queue=QUEUE_CEPAT,
    task_create_missing_queues=False,
    task_queues=[Queue(name, Exchange(name), routing_key=name) for name in QUEUES],
    task_routes={
        "evaluasi.tasks.kerjakan_laporan": {"queue": QUEUE_PDF},
        "evaluasi.tasks.kerjakan_periode": {"queue": QUEUE_PDF},
    },
    task_serializer="json",
    accept_content=["json"],
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=HARD_LIMIT - 60,
    task_time_limit=HARD_LIMIT,
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=2000,
    worker_hijack_root_logger=False,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    enable_utc=True,
    beat_schedule={
        # "name": {"task": "app.tasks.name", "schedule": seconds or crontab(…)}
        "selaraskan-penilai-skp": {"task": "skp.tasks.sync_penilai", "schedule": crontab(hour=1, minute=15)},
        "kirim-ringkasan": {"task": "skp.tasks.kirim_ringkasan", "schedule": crontab(minute=5)},
        "lupakan-kabar": {"task": "skp.tasks.lupakan_kabar", "schedule": crontab(hour=2, minute=20)},
        "tutup-rentang-skp": {"task": "skp.tasks.tutup_rentang", "schedule": 300.0},
        "dering-ulang-impor": {"task": "pegawai.tasks.dering_ulang_impor", "schedule": 60.0},
        "dering-ulang-laporan": {"task": "evaluasi.tasks.dering_ulang_laporan", "schedule": 30.0},
        "jaga-periode": {"task": "evaluasi.tasks.jaga_periode", "schedule": 300.0},
        "dering-ulang-periode": {"task": "evaluasi.tasks.dering_ulang_periode", "schedule": 30.0},
        "catat-denyut": {
            "task": "kinerja.tasks.catat_denyut",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "hitung-perpanjangan-gangguan": {
            "task": "kinerja.tasks.hitung_perpanjangan_gangguan",
            "schedule": 300.0,
        },
        "lupakan-kunci-kiriman": {
            "task": "kinerja.tasks.lupakan_kunci_kiriman",
            "schedule": crontab(minute=35),
        },
        "tutup-ronde": {"task": "kinerja.tasks.tutup_ronde", "schedule": crontab(hour=0, minute=20)},
        "periksa-bukti-tertinggal": {"task": "kinerja.tasks.periksa_bukti_tertinggal", "schedule": 30.0},
        "periksa-tautan-tertinggal": {"task": "kinerja.tasks.periksa_tautan_tertinggal", "schedule": 300.0},
        "rapikan-unggahan": {"task": "kinerja.tasks.rapikan_unggahan", "schedule": 600.0},
        "rapikan-bukti-dihapus": {
            "task": "kinerja.tasks.rapikan_bukti_dihapus",
            "schedule": crontab(hour=1, minute=50),
        },
        "tutup-periode": {"task": "kinerja.tasks.tutup_periode", "schedule": 600.0},
        "finalkan-lewat-batas": {"task": "evaluasi.tasks.finalkan_lewat_batas", "schedule": 60.0},
        "hitung-ringkas": {
            "task": "evaluasi.tasks.hitung_ringkas",
            "schedule": 300.0,
            "options": {"expires": 300},
        },
        "bersihkan-berkas": {"task": "evaluasi.tasks.bersihkan_berkas", "schedule": 3600.0},
        "jalankan-jadwal-laporan": {"task": "evaluasi.tasks.jalankan_jadwal", "schedule": 60.0},
        "lanjutkan-laporan-tertahan": {"task": "evaluasi.tasks.lanjutkan_tertahan", "schedule": 60.0},
    },
)
app.autodiscover_tasks()

DERING_SAAT_TERSAMBUNG = (
    "evaluasi.tasks.dering_ulang_laporan",
    "evaluasi.tasks.dering_ulang_periode",
)


class DeringSaatTersambung(bootsteps.StartStopStep):
    """Rings for all unfinished work when a worker has started, or has found Redis again.

    The message that a killed worker had in hand, or that died with Redis, would come back only after the visibility
    timeout; and where other workers go on with the job, beat finds no silence. A second ring finds nothing to do, or
    shares the work.
    """

    requires = ("celery.worker.consumer.tasks:Tasks",)

    def start(self, parent: object) -> None:
        with suppress(OperationalError):  # gone again: this is called once more when it is back
            for nama in DERING_SAAT_TERSAMBUNG:
                app.tasks[nama].apply_async((0,))


app.steps["consumer"].add(DeringSaatTersambung)
