"""Whose job a worker serves next, and jobs that stand still: paused by people, or held because the disk is full."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Collection
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import OperationalError, connection, transaction
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from psycopg2.errors import LockNotAvailable

from evaluasi import permissions, rules
from evaluasi.models import Laporan
from evaluasi.rules import JUMLAH_KECIL, JenisLaporan, StatusButir, StatusLaporan
from evaluasi.services.kabar import tell_laporan
from pegawai.models import Pegawai
from pegawai.prepared import prepared

log = logging.getLogger(__name__)

STATUS_JALAN = (StatusLaporan.ANTRE, StatusLaporan.BERJALAN)
RUANG_PENUH = (
    "Ruang penyimpanan penuh. Pekerjaan dilanjutkan sendiri setelah ada ruang; yang sudah jadi tetap ada."
)
RUANG_LANJUT = 256 << 20
"""Bytes that must be free before held jobs go on: a document is small, the temporary files of a zip are not."""
TUNGGU_GILIRAN = "1s"
"""How long a worker waits for the row of a job before it believes that somebody is putting its file together."""
JEDA_TAHAN = timedelta(minutes=1)


@prepared
def _calon(is_kecil: bool, kecuali: tuple[int, ...]) -> QuerySet[Laporan, int]:
    """The jobs of a lane (`rules.lajur`), whoever has been served longest ago first."""
    kecil = Q(jenis=JenisLaporan.DOKUMEN, jumlah__lte=JUMLAH_KECIL)
    peminta = (
        Laporan.objects.filter(diminta_oleh=OuterRef("diminta_oleh"), status__in=STATUS_JALAN)
        .order_by()
        .values("diminta_oleh")
        .annotate(m=Max("dilayani_pada"))
        .values("m")
    )
    return (
        Laporan.objects.filter(kecil if is_kecil else ~kecil, status__in=STATUS_JALAN)
        .filter(dering_pada__isnull=False)  # what is still being put together has never rung
        .exclude(pk__in=kecuali)
        .annotate(dilayani=Subquery(peminta))
        .order_by(F("dilayani").asc(nulls_first=True), F("dilayani_pada").asc(nulls_first=True), "pk")
        .values_list("pk", flat=True)[:1]
    )


def next_laporan(antrean: str, *, kecuali: Collection[int] = ()) -> int | None:
    """Choose the job to serve next in a lane: the requesters in turn, each of their jobs in turn.

    Whoever has been served longest ago comes first, so a thousand documents of one person cost another person one
    document of waiting, whatever the number of jobs of each.
    """
    lewati = set(kecuali)
    while calon := _calon(antrean == rules.lajur(1), tuple(sorted(lewati))):
        if start_laporan(calon[0]):
            return calon[0]
        lewati.add(calon[0])
    return None


def tanpa_menunggu_disk() -> None:
    """Let this transaction be written to disk together with the next one that matters.

    The log is written in order: a document that is on disk has its attempt and its number there before it. What a
    failing machine takes along is only told again.
    """
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL synchronous_commit TO off")


def start_laporan(laporan_pk: int) -> bool:
    """Note that a worker serves the job. False: nothing is left to do, or somebody is just finishing it."""
    try:
        return _start(laporan_pk)
    except OperationalError as galat:
        if isinstance(galat.__cause__, LockNotAvailable):
            return False
        raise


@transaction.atomic
def _start(laporan_pk: int) -> bool:
    """The lock is waited for: other workers hold it for a moment with each document, only the last one for long.

    Whoever gave up at once would believe that nothing is left, and go home while thousands of documents wait.
    """
    tanpa_menunggu_disk()
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL lock_timeout = %s", [TUNGGU_GILIRAN])
    jalan = _jalan(laporan_pk)
    if not jalan:
        return False
    laporan = jalan[0]
    sekarang = timezone.now()
    if laporan.status == StatusLaporan.ANTRE:
        rules.check_transition_laporan(StatusLaporan.ANTRE, StatusLaporan.BERJALAN)
        laporan.status = StatusLaporan.BERJALAN
        laporan.mulai_pada = sekarang
        laporan.dibuat_awal = laporan.butir.exclude(status=StatusButir.ANTRE).count()
    laporan.dering_pada = laporan.dilayani_pada = sekarang
    laporan.save(update_fields=["status", "mulai_pada", "dibuat_awal", "dering_pada", "dilayani_pada"])
    return True


@prepared
def _jalan(laporan_pk: int) -> QuerySet[Laporan]:
    return Laporan.objects.select_for_update(of=("self",)).filter(pk=laporan_pk, status__in=STATUS_JALAN)


# Standing still


@transaction.atomic
def pause_laporan(*, pelaku: Pegawai, laporan: Laporan) -> Laporan:
    """Stop serving a job after the documents that workers have in hand; what is made stays."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    permissions.require(permissions.may_steer_laporan(pelaku, laporan))
    _jeda(laporan, oleh=pelaku)
    return laporan


@transaction.atomic
def hold_laporan(laporan_pk: int) -> None:
    """Stop a job because the disk is full, and tell whoever asked. Repeating it changes nothing."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan_pk)
    if laporan.status in STATUS_JALAN:
        log.error("laporan %s ditahan: ruang penyimpanan penuh", laporan.uuid)
        _jeda(laporan, oleh=None, sebab=RUANG_PENUH)
        tell_laporan(laporan)


def _jeda(laporan: Laporan, *, oleh: Pegawai | None, sebab: str = "") -> None:
    rules.check_transition_laporan(StatusLaporan(laporan.status), StatusLaporan.DIJEDA)
    laporan.status, laporan.galat = StatusLaporan.DIJEDA, sebab
    laporan.dijeda_pada, laporan.dijeda_oleh = timezone.now(), oleh
    laporan.save(update_fields=["status", "galat", "dijeda_pada", "dijeda_oleh"])


@transaction.atomic
def resume_laporan(*, pelaku: Pegawai, laporan: Laporan) -> Laporan:
    """Let a job go on where it stood. The caller rings the bell."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    permissions.require(permissions.may_steer_laporan(pelaku, laporan))
    _lanjut(laporan)
    return laporan


def _lanjut(laporan: Laporan) -> None:
    rules.check_transition_laporan(StatusLaporan(laporan.status), StatusLaporan.ANTRE)
    laporan.status, laporan.galat, laporan.percobaan = StatusLaporan.ANTRE, "", 0
    laporan.dijeda_pada = laporan.dijeda_oleh = None
    laporan.dering_pada = timezone.now()
    laporan.save(update_fields=["status", "galat", "percobaan", "dijeda_pada", "dijeda_oleh", "dering_pada"])


@transaction.atomic
def release_laporan(*, ruang: int | None = None) -> list[Laporan]:
    """Let the jobs go on that were held for want of space, once there is some. The caller rings for them."""
    bebas = shutil.disk_usage(default_storage.path("")).free if ruang is None else ruang
    if bebas < RUANG_LANJUT:
        return []
    tertahan = list(
        Laporan.objects.select_for_update(skip_locked=True)
        .filter(
            status=StatusLaporan.DIJEDA,
            dijeda_oleh__isnull=True,
            dijeda_pada__lt=timezone.now() - JEDA_TAHAN,
        )
        .order_by("dijeda_pada")[:100]
    )
    for laporan in tertahan:
        _lanjut(laporan)
    return tertahan
