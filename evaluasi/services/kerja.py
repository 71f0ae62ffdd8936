"""Work on jobs: documents one by one, the file at the end. The rows are the truth, the queue only the doorbell."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap, RuangPenuh, TransisiTidakSah
from evaluasi.models import ButirLaporan, Laporan
from evaluasi.rules import BentukLaporan, JenisDokumen, JenisLaporan, StatusButir, StatusLaporan
from evaluasi.selectors.naskah import is_siap_terbit
from evaluasi.services.berkas import DRAF, is_penuh, simpan_isi
from evaluasi.services.bundel import Tulis, pack_laporan, tulis_laporan
from evaluasi.services.giliran import STATUS_JALAN, hold_laporan, tanpa_menunggu_disk
from evaluasi.services.kabar import tell_laporan
from evaluasi.services.nomor import reserve_nomor
from evaluasi.services.pengaturan import simpan_sampai
from evaluasi.services.terbit import Cetak, issue_dokumen, susun_draf
from pegawai.errors import AturanDilanggar
from pegawai.models import Pegawai
from pegawai.prepared import prepared

log = logging.getLogger(__name__)

KELAS_KUNCI = 1_401 << 40
"""Where our numbers of session locks begin: one for each document of a job in the hands of a worker."""
MAKS_PERCOBAAN = 3
MATI_BERULANG = "Pembuatannya berhenti mendadak tiga kali. Ulangi; bila tetap gagal, hubungi admin sistem."
JEDA_DERING = timedelta(seconds=60)
"""A job that nobody touched this long is rung again."""


def work_butir(*, laporan_pk: int, cetak: Cetak, versi_templat: str) -> bool:
    """Make one document that nobody else is making. False: none is free.

    The attempt is counted, and committed, before the work begins: a document that kills its worker each time is
    named as failed instead of being tried for ever. The claim is a lock of the database session, which outlives
    that commit and which a killed worker lets go of with its connection.
    """
    butir_pk = _claim_butir(laporan_pk)
    if butir_pk is None:
        return False
    try:
        reserve_nomor(butir_pk=butir_pk)
        with transaction.atomic():
            for butir in _butir_antre(butir_pk):
                _make_butir(butir, cetak, versi_templat)
    except RuangPenuh:
        ButirLaporan.objects.filter(pk=butir_pk, percobaan__gt=0).update(percobaan=F("percobaan") - 1)
        hold_laporan(laporan_pk)
        return False
    finally:
        _lepas(butir_pk)
    return True


@transaction.atomic
def _claim_butir(laporan_pk: int) -> int | None:
    """Count an attempt at the next document; those that were tried least come first."""
    tanpa_menunggu_disk()
    dikerjakan: list[int] = []
    while True:
        berikut = _butir_berikut(laporan_pk, tuple(dikerjakan))
        if not berikut:
            return None
        butir = berikut[0]
        if not _pegang(butir.pk):
            dikerjakan.append(butir.pk)
        elif butir.percobaan < MAKS_PERCOBAAN:
            ButirLaporan.objects.filter(pk=butir.pk).update(percobaan=F("percobaan") + 1)
            return butir.pk
        else:
            butir.status = StatusButir.GAGAL
            butir.galat = butir.galat or MATI_BERULANG
            butir.save(update_fields=["status", "galat"])
            _lepas(butir.pk)


@prepared
def _butir_berikut(laporan_pk: int, dikerjakan: tuple[int, ...]) -> QuerySet[ButirLaporan]:
    antre = ButirLaporan.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        laporan=laporan_pk, status=StatusButir.ANTRE
    )
    return antre.exclude(pk__in=dikerjakan).order_by("percobaan", "id")[:1]


@prepared
def _butir_antre(butir_pk: int) -> QuerySet[ButirLaporan]:
    """The document in hand, unless it was made meanwhile."""
    return ButirLaporan.objects.select_for_update(of=("self",)).filter(pk=butir_pk, status=StatusButir.ANTRE)


def _pegang(butir_pk: int) -> bool:
    """Take the document for this database session; False while another one has it."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_lock(%s)", [KELAS_KUNCI + butir_pk])
        return bool(kursor.fetchone()[0])


def _lepas(butir_pk: int) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_advisory_unlock(%s)", [KELAS_KUNCI + butir_pk])


def _make_butir(butir: ButirLaporan, cetak: Cetak, versi_templat: str) -> None:
    """Print one document, and note how it ended."""
    jenis = JenisDokumen(butir.jenis)
    try:
        with transaction.atomic():
            sumber = selectors.sumber_cetak(butir)
            if butir.is_draf and not is_siap_terbit(sumber):
                butir.berkas.name, _ = simpan_isi(cetak(susun_draf(sumber, jenis)), DRAF)
            else:
                butir.is_draf = False
                butir.dokumen = issue_dokumen(
                    sumber=sumber, jenis=jenis, cetak=cetak, versi_templat=versi_templat
                )
        butir.status, butir.galat, butir.percobaan = StatusButir.SELESAI, "", 0
    except Exception as galat:  # whatever one document suffers from, the others go on
        if is_penuh(galat):
            raise RuangPenuh("Ruang penyimpanan penuh.") from galat
        log.exception("butir laporan %s gagal", butir.pk)
        butir.dokumen = None
        butir.galat = _kalimat(galat)
        if butir.percobaan >= MAKS_PERCOBAAN:
            butir.status = StatusButir.GAGAL
    butir.save(update_fields=["status", "is_draf", "dokumen", "berkas", "percobaan", "galat"])


def _kalimat(galat: Exception) -> str:
    """Say what happened without the inside of the program; operators find the rest in the log."""
    if isinstance(galat, AturanDilanggar):
        return str(galat)
    if isinstance(galat, OSError):
        return "Penyimpanan berkas menolak. Periksa ruang kosong, lalu ulangi."
    if isinstance(galat, MemoryError):
        return "Dokumen ini terlalu besar untuk dibuat. Hubungi admin sistem."
    return "Dokumen ini tidak dapat dibuat. Ulangi; bila tetap gagal, hubungi admin sistem."


def close_laporan(laporan_pk: int, *, tulis: Mapping[JenisLaporan, Tulis] | None = None) -> Laporan | None:
    """Give the job its end when no document waits any more. Whichever worker comes last does it.

    Its file is made here, under the lock on the job, and its attempts are counted like those of a document: the
    bundle of the documents, or what `tulis` writes about a unit.
    """
    if not _may_close(laporan_pk):
        return Laporan.objects.filter(pk=laporan_pk).first()
    try:
        return _close(laporan_pk, tulis or {})
    except RuangPenuh:
        hold_laporan(laporan_pk)
        return Laporan.objects.get(pk=laporan_pk)


@transaction.atomic
def _close(laporan_pk: int, tulis: Mapping[JenisLaporan, Tulis]) -> Laporan | None:
    laporan = (
        Laporan.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("diminta_oleh__instansi", "unit", "periode", "instansi")
        .filter(pk=laporan_pk)
        .first()
    )
    if laporan is None or laporan.status != StatusLaporan.BERJALAN:
        return laporan
    hitung = laporan.butir.aggregate(
        antre=Count("pk", filter=Q(status=StatusButir.ANTRE)),
        selesai=Count("pk", filter=Q(status=StatusButir.SELESAI)),
        gagal=Count("pk", filter=Q(status=StatusButir.GAGAL)),
    )
    if hitung["antre"]:
        return laporan
    akhir = rules.status_laporan_akhir(hitung["selesai"], hitung["gagal"])
    berisi = hitung["selesai"] > 0 or laporan.jenis != JenisLaporan.DOKUMEN
    if laporan.bentuk != BentukLaporan.SATUAN and berisi and not _pack(laporan, tulis):
        akhir = StatusLaporan.GAGAL
    rules.check_transition_laporan(StatusLaporan.BERJALAN, akhir)
    laporan.status, laporan.selesai_pada = akhir, timezone.now()
    if laporan.berkas:
        laporan.simpan_sampai, laporan.dihapus_pada = simpan_sampai(laporan, laporan.selesai_pada), None
    laporan.save()
    tell_laporan(laporan)
    return laporan


@transaction.atomic
def _may_close(laporan_pk: int) -> bool:
    """Count an attempt at the end of a job in which nothing waits. False: somebody else is at it, or it goes on."""
    laporan = (
        Laporan.objects.select_for_update(skip_locked=True)
        .filter(pk=laporan_pk, status=StatusLaporan.BERJALAN)
        .exclude(butir__status=StatusButir.ANTRE)
        .first()
    )
    if laporan is None:
        return False
    laporan.percobaan += 1
    laporan.save(update_fields=["percobaan"])
    return True


def _pack(laporan: Laporan, tulis: Mapping[JenisLaporan, Tulis]) -> bool:
    """Make the file; False with the reason on the job when it cannot be made."""
    try:
        if laporan.percobaan > MAKS_PERCOBAAN:
            laporan.galat = MATI_BERULANG
            return False
        with transaction.atomic():
            if laporan.jenis == JenisLaporan.DOKUMEN:
                pack_laporan(laporan)
            else:
                tulis_laporan(laporan, tulis[JenisLaporan(laporan.jenis)])
    except Exception as galat:
        if is_penuh(galat):
            raise RuangPenuh("Ruang penyimpanan penuh.") from galat
        log.exception("berkas laporan %s gagal", laporan.pk)
        laporan.galat = _kalimat(galat)
        return False
    laporan.galat = ""
    return True


@transaction.atomic
def retry_laporan(*, pelaku: Pegawai, laporan: Laporan, butir: Collection[int] = ()) -> Laporan:
    """Run the failed documents of a job again, or some of them; what succeeded stays. The caller rings the bell."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    permissions.require(permissions.may_steer_laporan(pelaku, laporan))
    if laporan.status == StatusLaporan.DIJEDA:
        raise TransisiTidakSah("Pekerjaan ini dijeda. Tekan Lanjutkan.")
    rules.check_transition_laporan(StatusLaporan(laporan.status), StatusLaporan.ANTRE)
    gagal = laporan.butir.filter(status=StatusButir.GAGAL)
    if butir and not gagal.filter(pk__in=butir).exists():
        raise BahanBelumLengkap("Dokumen itu tidak gagal. Muat ulang halaman ini.", bidang="butir")
    (gagal.filter(pk__in=butir) if butir else gagal).update(status=StatusButir.ANTRE, percobaan=0, galat="")
    laporan.status, laporan.selesai_pada, laporan.dering_pada = StatusLaporan.ANTRE, None, timezone.now()
    laporan.percobaan, laporan.galat = 0, ""
    laporan.save(update_fields=["status", "selesai_pada", "dering_pada", "percobaan", "galat"])
    return laporan


@transaction.atomic
def claim_silent_laporan(*, jeda: timedelta | None = None, batas: int = 100) -> list[int]:
    """Find the jobs that nobody touched for a while, note the ringing, and return their keys."""
    sekarang = timezone.now()
    kunci = list(
        Laporan.objects.select_for_update(skip_locked=True)
        .filter(status__in=STATUS_JALAN, dering_pada__lte=sekarang - (JEDA_DERING if jeda is None else jeda))
        .order_by("dering_pada")
        .values_list("pk", flat=True)[:batas]
    )
    Laporan.objects.filter(pk__in=kunci).update(dering_pada=sekarang)
    return kunci
