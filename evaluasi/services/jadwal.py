"""Reports that make themselves: schedules, and the orders that beat makes from them."""

from __future__ import annotations

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from evaluasi import permissions, rules
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import JadwalLaporan, Laporan
from evaluasi.rules import AcuanPeriode, IramaJadwal, PilihanLaporan
from evaluasi.selectors import periode_pantau
from evaluasi.services.laporan import request_isi
from pegawai import audit
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import Pegawai, UnitKerja
from pegawai.rules import JenisKabar
from pegawai.services import tell
from skp.models import Periode
from skp.rules import JenisPeriode

log = logging.getLogger(__name__)


@transaction.atomic
def save_jadwal(
    *,
    pelaku: Pegawai,
    jadwal: JadwalLaporan | None = None,
    unit: UnitKerja,
    isi: PilihanLaporan,
    acuan: AcuanPeriode,
    irama: IramaJadwal,
    hari: int,
    jam: int,
) -> JadwalLaporan:
    """Make a schedule, or change one's own; a stopped one runs again."""
    permissions.require(permissions.may_request_isi(pelaku, unit))
    rules.check_hari_jadwal(irama, hari)
    if jadwal is None:
        jadwal = JadwalLaporan(instansi_id=pelaku.instansi_id, pembuat=pelaku)
    else:
        jadwal = JadwalLaporan.objects.select_for_update().get(pk=jadwal.pk)
        permissions.require(permissions.may_change_jadwal(pelaku, jadwal))
    jadwal.unit, jadwal.isi, jadwal.acuan, jadwal.irama = unit, isi, acuan, irama
    jadwal.hari, jadwal.jam, jadwal.is_aktif, jadwal.sebab_berhenti = hari, jam, True, ""
    jadwal.berikutnya_pada = _berikut(jadwal, timezone.now())
    with audit.act(pelaku, "jadwal_laporan.disimpan"):
        jadwal.save()
    return jadwal


@transaction.atomic
def set_jadwal_aktif(*, pelaku: Pegawai, jadwal: JadwalLaporan, aktif: bool) -> JadwalLaporan:
    """Stop a schedule, or let it run again from its next turn."""
    jadwal = JadwalLaporan.objects.select_for_update().select_related("instansi").get(pk=jadwal.pk)
    permissions.require(permissions.may_change_jadwal(pelaku, jadwal))
    jadwal.is_aktif, jadwal.sebab_berhenti = aktif, ""
    jadwal.berikutnya_pada = _berikut(jadwal, timezone.now())
    with audit.act(pelaku, "jadwal_laporan.dijalankan" if aktif else "jadwal_laporan.dihentikan"):
        jadwal.save(update_fields=["is_aktif", "sebab_berhenti", "berikutnya_pada"])
    return jadwal


def _berikut(jadwal: JadwalLaporan, sesudah: datetime) -> datetime:
    zona = ZoneInfo(jadwal.instansi.zona_waktu)
    setempat = sesudah.astimezone(zona)
    return rules.giliran_berikut(IramaJadwal(jadwal.irama), jadwal.hari, jadwal.jam, setempat)


def run_jadwal(*, batas: int = 200) -> list[Laporan]:
    """Order what is due, each turn once; turns missed while everything stood still are one. The caller rings.

    Each in its own transaction: one that cannot be ordered stops itself and holds up no other.
    """
    sekarang, hasil = timezone.now(), []
    jatuh = JadwalLaporan.objects.filter(is_aktif=True, berikutnya_pada__lte=sekarang)
    for pk in list(jatuh.order_by("berikutnya_pada").values_list("pk", flat=True)[:batas]):
        laporan = _jalankan(pk, sekarang)
        if laporan is not None:
            hasil.append(laporan)
    return hasil


@transaction.atomic
def _jalankan(pk: int, sekarang: datetime) -> Laporan | None:
    jadwal = (
        JadwalLaporan.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("pembuat__instansi", "unit", "instansi")
        .filter(pk=pk, is_aktif=True, berikutnya_pada__lte=sekarang)
        .first()
    )
    if jadwal is None:
        return None
    giliran, jadwal.terakhir_pada = jadwal.berikutnya_pada, sekarang
    jadwal.berikutnya_pada = _berikut(jadwal, sekarang)
    laporan = None
    try:
        with transaction.atomic():
            laporan = _minta(jadwal, sekarang)
            laporan.jadwal, laporan.giliran_pada = jadwal, giliran
            laporan.save(update_fields=["jadwal", "giliran_pada"])
    except Dilarang as galat:
        jadwal.is_aktif, jadwal.sebab_berhenti = False, str(galat)[:500]
        _kabarkan(jadwal, f"Jadwal “{jadwal}” berhenti: {galat}")
    except AturanDilanggar as galat:  # nothing to report this time; the next turn may have something
        jadwal.sebab_berhenti = str(galat)[:500]
        _kabarkan(jadwal, f"Jadwal “{jadwal}” tidak menghasilkan laporan: {galat}")
    else:
        jadwal.sebab_berhenti = ""
    with audit.act(None, "jadwal_laporan.dijalankan"):
        jadwal.save(update_fields=["berikutnya_pada", "terakhir_pada", "is_aktif", "sebab_berhenti"])
    return laporan


def _minta(jadwal: JadwalLaporan, sekarang: datetime) -> Laporan:
    hari = sekarang.astimezone(ZoneInfo(jadwal.instansi.zona_waktu)).date()
    semua = periode_pantau(jadwal.instansi, hari)
    periode = _periode(semua, AcuanPeriode(jadwal.acuan), hari)
    if periode is None:
        raise BahanBelumLengkap("Belum ada periode yang sesuai dengan jadwal ini.")
    return request_isi(
        pelaku=jadwal.pembuat, isi=PilihanLaporan(jadwal.isi), unit=jadwal.unit, periode=periode
    )


def _periode(semua: list[Periode], acuan: AcuanPeriode, hari: date) -> Periode | None:
    """Of the periods that have begun, newest first, the one that a schedule means on its day."""
    tahunan = [p for p in semua if p.jenis == JenisPeriode.TAHUNAN]
    bagian = [p for p in semua if p.jenis != JenisPeriode.TAHUNAN]
    match acuan:
        case AcuanPeriode.TAHUNAN:
            return next(iter(tahunan), None)
        case AcuanPeriode.BERJALAN:
            return next((p for p in bagian if p.selesai >= hari), None)
        case AcuanPeriode.BERAKHIR:
            return next((p for p in bagian if p.selesai < hari), None)


def _kabarkan(jadwal: JadwalLaporan, teks: str) -> None:
    tell(
        jadwal.pembuat,
        jenis=JenisKabar.DOKUMEN,
        teks=teks[:300],
        tautan="/laporan/jadwal/",
        kunci=f"jadwal-{jadwal.uuid}-{jadwal.berikutnya_pada:%Y%m%d%H}",
    )
