"""Jobs that issue documents. The rows are the truth, the queue only the doorbell."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import ButirLaporan, Dokumen, Evaluasi, Laporan
from evaluasi.rules import (
    SUMBER,
    BentukLaporan,
    JenisDokumen,
    KeadaanCetak,
    StatusButir,
    StatusLaporan,
)
from evaluasi.selectors.naskah import Sumber, is_siap_terbit
from evaluasi.services.berkas import DRAF, simpan_isi
from evaluasi.services.bundel import pack_laporan
from evaluasi.services.kabar import tell_laporan
from evaluasi.services.terbit import Cetak, issue_dokumen, susun_draf
from pegawai.errors import AturanDilanggar
from pegawai.models import Pegawai, UnitKerja

log = logging.getLogger(__name__)

JENIS_EVALUASI = (JenisDokumen.EVALUASI, JenisDokumen.DOKUMEN_EVALUASI)
"""The two documents of every final evaluation."""
KELAS_KUNCI = 1_401 << 40
"""Where our numbers of session locks begin: one for each document of a job in the hands of a worker."""
MAKS_PERCOBAAN = 3
MATI_BERULANG = "Pembuatannya berhenti mendadak tiga kali. Ulangi; bila tetap gagal, hubungi admin sistem."
JEDA_DERING = timedelta(seconds=60)
"""A job that nobody touched this long is rung again."""
STATUS_JALAN = (StatusLaporan.ANTRE, StatusLaporan.BERJALAN)


def request_laporan(
    *,
    pelaku: Pegawai,
    evaluasi: Sequence[Evaluasi],
    jenis: Sequence[JenisDokumen] = JENIS_EVALUASI,
    judul: str = "",
) -> Laporan:
    """Order the documents of final evaluations."""
    if not evaluasi:
        raise BahanBelumLengkap("Pilih paling sedikit satu evaluasi.")
    return request_dokumen(pelaku=pelaku, sumber=evaluasi, jenis=jenis, judul=judul)


@transaction.atomic
def request_dokumen(
    *,
    pelaku: Pegawai,
    sumber: Sequence[Sumber],
    jenis: Sequence[JenisDokumen],
    bentuk: BentukLaporan = BentukLaporan.SATUAN,
    draf: bool = False,
    judul: str = "",
) -> Laporan:
    """Order documents of things of one kind; in a bundle they lie in the order given. The caller rings the bell
    after the commit.

    A document that was issued before is taken as it is: a job whose documents all exist is done at once. `draf` lets
    in what is not fixed: it is printed with the mark DRAF and not issued, so such a job ends in a bundle.
    """
    daftar = list(dict.fromkeys(sumber))
    jenis = [j for j in JenisDokumen if j in jenis]
    if not daftar or not jenis:
        raise BahanBelumLengkap("Pilih paling sedikit satu dokumen.")
    permissions.require(permissions.may_request_dokumen(pelaku, daftar, jenis, draf=draf))
    if draf and bentuk == BentukLaporan.SATUAN:
        bentuk = BentukLaporan.GABUNGAN
    isi = _pasangan(daftar, jenis)
    rules.check_jumlah_butir(len(isi), bentuk)
    sekarang = timezone.now()
    laporan = Laporan.objects.create(
        instansi_id=pelaku.instansi_id,
        diminta_oleh=pelaku,
        judul=(judul or _judul(daftar, jenis, draf=draf))[:300],
        bentuk=bentuk,
        jumlah=len(isi),
        dering_pada=sekarang,
    )
    butir = _butir_baru(laporan, isi)
    ButirLaporan.objects.bulk_create(butir, batch_size=1000)
    if laporan.bentuk == BentukLaporan.SATUAN and all(b.dokumen is not None for b in butir):
        laporan.status, laporan.mulai_pada, laporan.selesai_pada = StatusLaporan.SELESAI, sekarang, sekarang
        laporan.save(update_fields=["status", "mulai_pada", "selesai_pada"])
    return laporan


@transaction.atomic
def request_massal(
    *,
    pelaku: Pegawai,
    unit: UnitKerja | None,
    tahun: int,
    jenis: Sequence[JenisDokumen],
    keadaan: KeadaanCetak,
    bentuk: BentukLaporan,
) -> Laporan:
    """Order the documents of a unit with everything below it, or of those whom `pelaku` rates, as one file."""
    permissions.require(permissions.may_request_massal(pelaku, unit))
    daftar = list(selectors.skp_massal(pelaku, unit=unit, tahun=tahun, keadaan=keadaan))
    if not daftar:
        raise BahanBelumLengkap("Tidak ada SKP dengan pilihan ini. Ganti unit, tahun, atau keadaan.")
    return request_dokumen(
        pelaku=pelaku,
        sumber=daftar,
        jenis=jenis,
        bentuk=bentuk,
        draf=keadaan != KeadaanCetak.TETAP,
        judul=f"SKP {unit.nama if unit else 'yang dinilai ' + pelaku.nama_lengkap}, {tahun}",
    )


def _pasangan(daftar: Sequence[Sumber], jenis: Sequence[JenisDokumen]) -> list[tuple[Sumber, JenisDokumen]]:
    """Every source with every kind; a matrix only where somebody contributes, unless it was asked for by itself."""
    punya = None
    if JenisDokumen.MATRIKS in jenis and len(daftar) * len(jenis) > 1:
        punya = selectors.bermatriks(daftar)
    isi = [
        (s, j) for s in daftar for j in jenis if j != JenisDokumen.MATRIKS or punya is None or s.pk in punya
    ]
    if not isi:
        raise BahanBelumLengkap("Belum ada yang membagi peran dalam matriks. Pilih dokumen lain.")
    return isi


def _butir_baru(laporan: Laporan, isi: Sequence[tuple[Sumber, JenisDokumen]]) -> list[ButirLaporan]:
    """One item per source and kind; what was issued and cannot have changed is done already."""
    kolom = SUMBER[isi[0][1]]
    ada = {
        (getattr(d, f"{kolom}_id"), d.jenis, d.versi): d
        for d in Dokumen.objects.filter(
            **{f"{kolom}__in": {selectors.pokok(s) for s, _ in isi}}, jenis__in={j for _, j in isi}
        ).defer("naskah")
    }

    def terbit(s: Sumber, j: JenisDokumen) -> Dokumen | None:
        versi = selectors.versi_tetap(j, s)
        return ada.get((selectors.pokok(s), j, versi)) if versi else None

    return [
        ButirLaporan(
            laporan=laporan,
            **{kolom: s},
            jenis=j,
            is_draf=not is_siap_terbit(s),
            dokumen=terbit(s, j),
            status=StatusButir.SELESAI if terbit(s, j) else StatusButir.ANTRE,
        )
        for s, j in isi
    ]


def _judul(daftar: Sequence[Sumber], jenis: Sequence[JenisDokumen], *, draf: bool) -> str:
    if SUMBER[jenis[0]] == "pembinaan":
        return jenis[0].label  # no name: a title travels into lists and notices
    periode = ", ".join(dict.fromkeys(str(s.periode) for s in daftar))
    orang = {s.pegawai_id for s in daftar}
    siapa = daftar[0].pegawai.nama_lengkap if len(orang) == 1 else f"{len(orang)} pegawai"
    if SUMBER[jenis[0]] == "evaluasi":
        return f"Dokumen evaluasi {siapa}, {periode}"
    apa = jenis[0].label if len(jenis) == 1 else "Dokumen SKP"
    return f"{'Draf ' if draf else ''}{apa} {siapa}, {periode}"


@transaction.atomic
def start_laporan(laporan_pk: int) -> bool:
    """Note that a worker has taken the job up. False: nothing is left to do, or somebody is just finishing it."""
    laporan = (
        Laporan.objects.select_for_update(skip_locked=True)
        .filter(pk=laporan_pk, status__in=STATUS_JALAN)
        .first()
    )
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
        with transaction.atomic():
            butir = ButirLaporan.objects.select_for_update(of=("self",)).get(pk=butir_pk)
            if butir.status == StatusButir.ANTRE:
                _make_butir(butir, cetak, versi_templat)
    finally:
        _lepas(butir_pk)
    return True


@transaction.atomic
def _claim_butir(laporan_pk: int) -> int | None:
    """Count an attempt at the next document; those that were tried least come first."""
    dikerjakan: list[int] = []
    while True:
        butir = (
            ButirLaporan.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(laporan=laporan_pk, status=StatusButir.ANTRE)
            .exclude(pk__in=dikerjakan)
            .order_by("percobaan", "id")
            .first()
        )
        if butir is None:
            return None
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


def close_laporan(laporan_pk: int) -> Laporan | None:
    """Give the job its end when no document waits any more. Whichever worker comes last does it.

    A bundle is put together here, under the lock on the job, and its attempts are counted like those of a document.
    """
    if not _may_close(laporan_pk):
        return Laporan.objects.filter(pk=laporan_pk).first()
    with transaction.atomic():
        laporan = Laporan.objects.select_for_update(skip_locked=True).filter(pk=laporan_pk).first()
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
        if laporan.bentuk != BentukLaporan.SATUAN and hitung["selesai"] and not _pack(laporan):
            akhir = StatusLaporan.GAGAL
        rules.check_transition_laporan(StatusLaporan.BERJALAN, akhir)
        laporan.status, laporan.selesai_pada = akhir, timezone.now()
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


def _pack(laporan: Laporan) -> bool:
    """Make the bundle; False with the reason on the job when it cannot be made."""
    try:
        if laporan.percobaan > MAKS_PERCOBAAN:
            laporan.galat = MATI_BERULANG
            return False
        pack_laporan(laporan)
    except Exception as galat:
        log.exception("bundel laporan %s gagal", laporan.pk)
        laporan.galat = _kalimat(galat)
        return False
    laporan.galat = ""
    return True


@transaction.atomic
def retry_laporan(*, pelaku: Pegawai, laporan: Laporan) -> Laporan:
    """Run the failed documents of a job again; what succeeded stays. The caller rings the bell."""
    laporan = Laporan.objects.select_for_update().get(pk=laporan.pk)
    permissions.require(permissions.may_retry_laporan(pelaku, laporan))
    rules.check_transition_laporan(StatusLaporan(laporan.status), StatusLaporan.ANTRE)
    laporan.butir.filter(status=StatusButir.GAGAL).update(status=StatusButir.ANTRE, percobaan=0, galat="")
    laporan.status, laporan.selesai_pada, laporan.dering_pada = StatusLaporan.ANTRE, None, timezone.now()
    laporan.percobaan, laporan.galat = 0, ""
    laporan.save(update_fields=["status", "selesai_pada", "dering_pada", "percobaan", "galat"])
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
