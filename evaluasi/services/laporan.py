"""Jobs that issue documents. The rows are the truth, the queue only the doorbell."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from evaluasi import permissions, rules
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, Laporan
from evaluasi.rules import JenisDokumen, StatusButir, StatusLaporan
from evaluasi.services.berkas import simpan_isi
from pegawai import audit
from pegawai.models import Pegawai

log = logging.getLogger(__name__)

JENIS_EVALUASI = (JenisDokumen.EVALUASI, JenisDokumen.DOKUMEN_EVALUASI)
"""The two documents of every final evaluation."""
MAKS_PERCOBAAN = 3
JEDA_DERING = timedelta(seconds=60)
"""A job that nobody touched this long is rung again."""
STATUS_JALAN = (StatusLaporan.ANTRE, StatusLaporan.BERJALAN)


@dataclass(frozen=True)
class Terbitan:
    """What a document is made from: its kind and the frozen data, with its own number and code."""

    jenis: JenisDokumen
    data: dict[str, Any]


Cetak = Callable[[Terbitan], bytes]


@transaction.atomic
def request_laporan(
    *,
    pelaku: Pegawai,
    evaluasi: Sequence[Evaluasi],
    jenis: Sequence[JenisDokumen] = JENIS_EVALUASI,
    judul: str = "",
) -> Laporan:
    """Order the documents of final evaluations. The caller rings the bell after the commit.

    A document that was issued before is taken as it is: a job whose documents all exist is done at once.
    """
    daftar = list(dict.fromkeys(evaluasi))
    if not daftar or not jenis:
        raise BahanBelumLengkap("Pilih paling sedikit satu evaluasi.")
    permissions.require(permissions.may_request_laporan(pelaku, daftar))
    ada = {
        (d.evaluasi_id, d.jenis): d
        for d in Dokumen.objects.filter(evaluasi__in=daftar, jenis__in=jenis).order_by("versi")
    }
    sekarang = timezone.now()
    laporan = Laporan.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        judul=(judul or _judul(daftar))[:300],
        jumlah=len(daftar) * len(jenis),
        dering_pada=sekarang,
    )
    ButirLaporan.objects.bulk_create(
        (
            ButirLaporan(
                laporan=laporan,
                evaluasi=e,
                jenis=j,
                dokumen=ada.get((e.pk, j)),
                status=StatusButir.SELESAI if (e.pk, j) in ada else StatusButir.ANTRE,
            )
            for e in daftar
            for j in jenis
        ),
        batch_size=1000,
    )
    if len(ada) == laporan.jumlah:
        laporan.status, laporan.mulai_pada, laporan.selesai_pada = StatusLaporan.SELESAI, sekarang, sekarang
        laporan.save(update_fields=["status", "mulai_pada", "selesai_pada"])
    return laporan


def _judul(daftar: Sequence[Evaluasi]) -> str:
    periode = ", ".join(dict.fromkeys(str(e.periode) for e in daftar))
    orang = {e.pegawai_id for e in daftar}
    siapa = daftar[0].pegawai.nama_lengkap if len(orang) == 1 else f"{len(orang)} pegawai"
    return f"Dokumen evaluasi {siapa}, {periode}"


@transaction.atomic
def start_laporan(laporan_pk: int) -> bool:
    """Note that a worker has taken the job up. False: nothing is left to do, or the job is gone."""
    laporan = Laporan.objects.select_for_update().filter(pk=laporan_pk, status__in=STATUS_JALAN).first()
    if laporan is None:
        return False
    sekarang = timezone.now()
    if laporan.status == StatusLaporan.ANTRE:
        rules.check_transition_laporan(StatusLaporan.ANTRE, StatusLaporan.BERJALAN)
        laporan.status = StatusLaporan.BERJALAN
        laporan.mulai_pada = laporan.mulai_pada or sekarang
    laporan.dering_pada = sekarang
    laporan.save(update_fields=["status", "mulai_pada", "dering_pada"])
    return True


@transaction.atomic
def work_butir(*, laporan_pk: int, cetak: Cetak, versi_templat: str) -> bool:
    """Make one document that nobody else is making. False: none is free.

    The row lock is the claim and lasts as long as this transaction: a worker that is killed lets go of it
    with its connection, and the document waits again as if never touched.
    """
    butir = (
        ButirLaporan.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("evaluasi__periode", "evaluasi__instansi")
        .filter(laporan=laporan_pk, status=StatusButir.ANTRE)
        .order_by("percobaan", "id")
        .first()
    )
    if butir is None:
        return False
    try:
        with transaction.atomic():
            butir.dokumen = issue_dokumen(
                evaluasi=butir.evaluasi,
                jenis=JenisDokumen(butir.jenis),
                cetak=cetak,
                versi_templat=versi_templat,
            )
        butir.status, butir.galat = StatusButir.SELESAI, ""
    except Exception as galat:  # whatever one document suffers from, the others go on
        log.exception("butir laporan %s gagal", butir.pk)
        butir.dokumen = None
        butir.percobaan += 1
        butir.galat = _kalimat(galat)
        if butir.percobaan >= MAKS_PERCOBAAN:
            butir.status = StatusButir.GAGAL
    butir.save(update_fields=["status", "dokumen", "percobaan", "galat"])
    return True


def _kalimat(galat: Exception) -> str:
    """Say what happened without the inside of the program; operators find the rest in the log."""
    if isinstance(galat, OSError):
        return "Penyimpanan berkas menolak. Periksa ruang kosong, lalu ulangi."
    if isinstance(galat, MemoryError):
        return "Dokumen ini terlalu besar untuk dibuat. Hubungi admin sistem."
    return "Dokumen ini tidak dapat dibuat. Ulangi; bila tetap gagal, hubungi admin sistem."


def issue_dokumen(
    *, evaluasi: Evaluasi, jenis: JenisDokumen, cetak: Cetak, versi_templat: str, versi: int = 1
) -> Dokumen:
    """Make and store one document, or hand back the one that was issued before.

    Two jobs may ask for the same document at once: both render the same bytes, one row stays.
    """
    dikenal = {"evaluasi": evaluasi, "jenis": jenis, "versi": versi}
    lama = Dokumen.objects.filter(**dikenal).first()
    if lama:
        return lama
    nomor = rules.nomor_dokumen(jenis, tahun=evaluasi.periode.tahun, nomor=evaluasi.pk, versi=versi)
    kode = rules.kode_dokumen(jenis, evaluasi.kode_verifikasi, versi)
    isi = cetak(Terbitan(jenis, _data_dokumen(evaluasi, nomor=nomor, kode=kode)))
    nama, cap = simpan_isi(isi)
    with audit.act(None, "dokumen.diterbitkan"):
        Dokumen.objects.bulk_create(
            [
                Dokumen(
                    **dikenal,
                    instansi_id=evaluasi.instansi_id,
                    nomor=nomor,
                    kode_verifikasi=kode,
                    versi_templat=versi_templat,
                    berkas=nama,
                    ukuran=len(isi),
                    sha256=cap,
                )
            ],
            ignore_conflicts=True,
        )
    return Dokumen.objects.get(**dikenal)


def _data_dokumen(evaluasi: Evaluasi, *, nomor: str, kode: str) -> dict[str, Any]:
    if evaluasi.snapshot is None or evaluasi.final_pada is None:
        raise BahanBelumLengkap("Dokumen dibuat setelah evaluasi final.")
    terbit = evaluasi.final_pada.astimezone(ZoneInfo(evaluasi.instansi.zona_waktu))
    return {
        **evaluasi.snapshot,
        "dokumen": {
            "nomor": nomor,
            "kode_verifikasi": rules.tampil_kode(kode),
            "url_verifikasi": alamat_verifikasi(kode),
            "dicetak": terbit.isoformat(timespec="seconds"),
        },
    }


def alamat_verifikasi(kode: str) -> str:
    """The public address behind the QR code."""
    return f"{settings.ALAMAT_APLIKASI.rstrip('/')}/v/{kode}/"


@transaction.atomic
def close_laporan(laporan_pk: int) -> Laporan | None:
    """Give the job its end when no document waits any more. Whichever worker comes last does it."""
    laporan = Laporan.objects.select_for_update().filter(pk=laporan_pk).first()
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
    rules.check_transition_laporan(StatusLaporan.BERJALAN, akhir)
    laporan.status, laporan.selesai_pada = akhir, timezone.now()
    laporan.save(update_fields=["status", "selesai_pada"])
    return laporan


@transaction.atomic
def retry_laporan(*, pelaku: Pegawai, laporan: Laporan) -> Laporan:
    """Run the failed documents of a job again; what succeeded stays. The caller rings the bell."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    permissions.require(permissions.may_retry_laporan(pelaku, laporan))
    rules.check_transition_laporan(StatusLaporan(laporan.status), StatusLaporan.ANTRE)
    laporan.butir.filter(status=StatusButir.GAGAL).update(status=StatusButir.ANTRE, percobaan=0, galat="")
    laporan.status, laporan.selesai_pada, laporan.dering_pada = StatusLaporan.ANTRE, None, timezone.now()
    laporan.save(update_fields=["status", "selesai_pada", "dering_pada"])
    return laporan


@transaction.atomic
def claim_silent_laporan(*, batas: int = 100) -> list[int]:
    """Find the jobs that nobody touched for a while, note the ringing, and return their keys."""
    sekarang = timezone.now()
    kunci = list(
        Laporan.objects.select_for_update(skip_locked=True)
        .filter(status__in=STATUS_JALAN, dering_pada__lt=sekarang - JEDA_DERING)
        .order_by("dering_pada")
        .values_list("pk", flat=True)[:batas]
    )
    Laporan.objects.filter(pk__in=kunci).update(dering_pada=sekarang)
    return kunci


def touch_laporan(laporan_pks: Iterable[int]) -> None:
    """Say that a worker is at these jobs, so that beat does not ring for them."""
    Laporan.objects.filter(pk__in=list(laporan_pks), status__in=STATUS_JALAN).update(
        dering_pada=timezone.now()
    )
