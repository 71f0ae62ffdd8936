"""Opening and closing the evaluation of a period: the decision here, the work for everybody in pieces."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from evaluasi import permissions, rules, selectors
from evaluasi.errors import TransisiTidakSah
from evaluasi.models import PekerjaanPeriode, PelaksanaanEvaluasi
from evaluasi.rules import JenisPekerjaan, StatusPekerjaan, StatusPelaksanaan
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from skp.models import Periode
from skp.selectors import hari_instansi

STATUS_BERJALAN = (StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN)
JEDA_DERING = timedelta(seconds=60)
"""Work that nobody touched this long is rung again."""


@transaction.atomic
def open_periode(*, pelaku: Pegawai | None, periode: Periode, alasan: str = "") -> PekerjaanPeriode:
    """Open the evaluations of everybody in a period. `pelaku` None: its day has come.

    A closed period opens again, with the reason: whoever was not rated can be rated after all.
    """
    periode = _lock_periode(periode)
    alasan = _boleh(pelaku, periode, alasan)
    rules.check_boleh_dibuka(periode=str(periode), mulai=periode.mulai, pada=hari_instansi(periode.instansi))
    with audit.act(pelaku, "evaluasi.periode_dibuka", alasan):
        p = _pelaksanaan(periode)
        rules.check_pelaksanaan(StatusPelaksanaan(p.status), StatusPelaksanaan.DIBUKA, str(periode))
        p.status, p.dibuka_pada, p.dibuka_oleh = StatusPelaksanaan.DIBUKA.value, timezone.now(), pelaku
        p.ditutup_pada, p.ditutup_oleh = None, None
        p.save()
    return _pekerjaan(pelaku, periode, JenisPekerjaan.BUKA, alasan)


@transaction.atomic
def close_periode(*, pelaku: Pegawai | None, periode: Periode, alasan: str = "") -> PekerjaanPeriode:
    """End the evaluations of a period: nothing is rated any more, and what is complete becomes final."""
    periode = _lock_periode(periode)
    alasan = _boleh(pelaku, periode, alasan)
    rules.check_boleh_ditutup(
        periode=str(periode), selesai=periode.selesai, pada=hari_instansi(periode.instansi)
    )
    with audit.act(pelaku, "evaluasi.periode_ditutup", alasan):
        p = _pelaksanaan(periode)
        rules.check_pelaksanaan(StatusPelaksanaan(p.status), StatusPelaksanaan.DITUTUP, str(periode))
        p.status, p.ditutup_pada, p.ditutup_oleh = StatusPelaksanaan.DITUTUP.value, timezone.now(), pelaku
        p.save()
    return _pekerjaan(pelaku, periode, JenisPekerjaan.TUTUP, alasan)


@transaction.atomic
def repeat_pekerjaan(*, pelaku: Pegawai, pekerjaan: PekerjaanPeriode) -> PekerjaanPeriode:
    """Take up again what failed; what succeeded stays. The caller rings the bell."""
    periode = _lock_periode(pekerjaan.periode)
    permissions.require(permissions.may_run_periode(pelaku, periode.instansi))
    if pekerjaan.status not in (StatusPekerjaan.SEBAGIAN, StatusPekerjaan.GAGAL):
        raise TransisiTidakSah("Pekerjaan ini tidak menyisakan yang gagal. Muat ulang halaman ini.")
    return _pekerjaan(pelaku, periode, JenisPekerjaan(pekerjaan.jenis), pekerjaan.alasan)


def _lock_periode(periode: Periode) -> Periode:
    """Two admins, or an admin and the clock, can act at once."""
    return Periode.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=periode.pk)


def _boleh(pelaku: Pegawai | None, periode: Periode, alasan: str) -> str:
    if pelaku is None:
        return ""
    permissions.require(permissions.may_run_periode(pelaku, periode.instansi))
    return rules.check_alasan_periode(alasan)


def _pelaksanaan(periode: Periode) -> PelaksanaanEvaluasi:
    return PelaksanaanEvaluasi.objects.get_or_create(
        periode=periode, defaults={"instansi_id": periode.instansi_id}
    )[0]


def _pekerjaan(
    pelaku: Pegawai | None, periode: Periode, jenis: JenisPekerjaan, alasan: str
) -> PekerjaanPeriode:
    """Write the job down; the caller rings the bell after the commit, beat does for whoever forgot."""
    try:
        with transaction.atomic():
            return PekerjaanPeriode.objects.create(
                instansi_id=periode.instansi_id,
                periode=periode,
                jenis=jenis.value,
                diminta_oleh=pelaku,
                alasan=alasan,
                dering_pada=timezone.now(),
            )
    except IntegrityError as galat:
        raise TransisiTidakSah(
            f"Pekerjaan lain untuk {periode} masih berjalan. Tunggu sampai selesai, lalu ulangi."
        ) from galat


def run_due(*, instansi: Instansi) -> list[PekerjaanPeriode]:
    """Open and close the periods of an agency whose day has come; open for those who came later.

    Doing it twice changes nothing. Two workers at once: the second finds the state already changed.
    """
    hari = hari_instansi(instansi)
    hasil = []
    for p in Periode.objects.filter(instansi=instansi, evaluasi_mulai__lte=hari).select_related(
        "instansi", "pelaksanaan"
    ):
        pelaksanaan = getattr(p, "pelaksanaan", None)
        if pelaksanaan is not None and pelaksanaan.status == StatusPelaksanaan.DITUTUP:
            continue
        try:
            pekerjaan = _run_periode(p, hari)
        except TransisiTidakSah:
            continue  # somebody was faster
        if pekerjaan:
            hasil.append(pekerjaan)
    return hasil


def _run_periode(periode: Periode, hari_ini: date) -> PekerjaanPeriode | None:
    status = selectors.status_pelaksanaan(periode)
    final = selectors.jendela_final(periode, hari_ini)
    if rules.is_waktunya_dibuka(status, mulai=periode.evaluasi_mulai, sampai=final.sampai, pada=hari_ini):
        return open_periode(pelaku=None, periode=periode)
    if rules.is_waktunya_ditutup(status, final=final, pada=hari_ini):
        return close_periode(pelaku=None, periode=periode)
    if status == StatusPelaksanaan.DIBUKA and selectors.skp_belum_dibuka(periode, hari_ini).exists():
        with transaction.atomic():
            return _pekerjaan(None, _lock_periode(periode), JenisPekerjaan.BUKA, "")
    return None


@transaction.atomic
def claim_silent_pekerjaan(*, jeda: timedelta | None = None, batas: int = 100) -> list[int]:
    """Find work that nobody touched for a while, note the ringing, and return its keys."""
    sekarang = timezone.now()
    kunci = list(
        PekerjaanPeriode.objects.select_for_update(skip_locked=True)
        .filter(
            status__in=STATUS_BERJALAN, dering_pada__lte=sekarang - (JEDA_DERING if jeda is None else jeda)
        )
        .order_by("dering_pada")
        .values_list("pk", flat=True)[:batas]
    )
    PekerjaanPeriode.objects.filter(pk__in=kunci).update(dering_pada=sekarang)
    return kunci
