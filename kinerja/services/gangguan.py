"""The application's own outages: noticed, recorded, mended; and the windows they keep open."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from kinerja import rules
from kinerja.models import AturanGangguan, DenyutLayanan, Gangguan, HariLibur
from kinerja.permissions.gangguan import may_manage_gangguan
from kinerja.rules import Kalender, Putus, SumberGangguan
from kinerja.rules.gangguan import batas_sesudah_gangguan, check_aturan, check_gangguan, is_celah, lama_tampil
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require
from skp.models import Periode, PerpanjanganJendela
from skp.rules import JenisJendela, check_teks, hari_di_zona, tanggal_panjang
from skp.services.jendela_gangguan import set_perpanjangan_gangguan

MASA_DENYUT = timedelta(days=7)
MASA_DIHITUNG = timedelta(days=120)
"""Older outages and deadlines are left as they stand."""
HARI_SURUT = 31
KETERANGAN_OTOMATIS = "Aplikasi tidak dapat dipakai; dicatat sendiri oleh aplikasi."


def aturan_of(instansi: Instansi) -> AturanGangguan:
    """The rule of an agency; the defaults where it has set none."""
    return AturanGangguan.objects.filter(instansi=instansi).first() or AturanGangguan(instansi=instansi)


# --- noticing ------------------------------------------------------------------------------------
def beat_layanan(*, kini: datetime, is_web_menjawab: bool = True) -> list[Gangguan]:
    """Write this minute's heartbeat; a silence before it becomes an outage of every agency. Safe to repeat."""
    sebelum = DenyutLayanan.objects.filter(is_web_menjawab=True, pada__lt=kini).first()
    try:
        with transaction.atomic():
            DenyutLayanan.objects.create(pada=kini, is_web_menjawab=is_web_menjawab)
    except IntegrityError:
        return []
    DenyutLayanan.objects.filter(pada__lt=kini - MASA_DENYUT).delete()
    if sebelum is None or not is_web_menjawab:
        return []
    hasil = []
    for instansi in Instansi.objects.select_related("aturan_gangguan").order_by("pk"):
        aturan = getattr(instansi, "aturan_gangguan", None) or AturanGangguan(instansi=instansi)
        if is_celah(sebelum.pada, kini, aturan.menit_terdeteksi):
            hasil.append(_catat_otomatis(instansi, sebelum.pada, kini))
    return hasil


@transaction.atomic
def _catat_otomatis(instansi: Instansi, mulai: datetime, selesai: datetime) -> Gangguan:
    with audit.act(None, "gangguan.dicatat"):
        gangguan, _ = Gangguan.objects.get_or_create(
            instansi=instansi,
            mulai=mulai,
            sumber=SumberGangguan.OTOMATIS.value,
            defaults={"selesai": selesai, "keterangan": KETERANGAN_OTOMATIS},
        )
    refresh_perpanjangan(instansi=instansi)
    return gangguan


# --- the admin -----------------------------------------------------------------------------------
@transaction.atomic
def record_gangguan(
    *, pelaku: Pegawai, mulai: datetime, selesai: datetime | None, keterangan: str
) -> Gangguan:
    """Record an outage that the application did not notice, such as a cut line of the agency."""
    require(may_manage_gangguan(pelaku))
    keterangan = rules.rapikan(keterangan)
    check_gangguan(mulai, selesai, keterangan, timezone.now())
    with audit.act(pelaku, "gangguan.dicatat"):
        gangguan = Gangguan.objects.create(
            instansi_id=pelaku.instansi_id,
            mulai=mulai,
            selesai=selesai,
            keterangan=keterangan,
            sumber=SumberGangguan.ADMIN.value,
            oleh=pelaku,
        )
    refresh_perpanjangan(instansi=pelaku.instansi)
    return gangguan


def _terkunci(pelaku: Pegawai, gangguan: Gangguan) -> Gangguan:
    gangguan = Gangguan.objects.select_for_update(of=("self",)).visible_to(pelaku).get(pk=gangguan.pk)
    require(may_manage_gangguan(pelaku))
    if gangguan.dibatalkan_pada is not None:
        raise SudahBerubah("Gangguan ini sudah dibatalkan. Muat ulang halaman ini.")
    return gangguan


@transaction.atomic
def edit_gangguan(
    *,
    pelaku: Pegawai,
    gangguan: Gangguan,
    mulai: datetime,
    selesai: datetime | None,
    keterangan: str,
    alasan: str,
) -> Gangguan:
    """Mend times or words of an outage, with the reason; windows are counted again."""
    gangguan = _terkunci(pelaku, gangguan)
    keterangan = rules.rapikan(keterangan)
    check_gangguan(mulai, selesai, keterangan, timezone.now())
    alasan = check_teks(alasan, sebutan="Alasan perubahan", bidang="alasan")
    gangguan.mulai, gangguan.selesai = mulai, selesai
    gangguan.keterangan, gangguan.alasan = keterangan, alasan
    with audit.act(pelaku, "gangguan.diubah", alasan):
        gangguan.save(update_fields=["mulai", "selesai", "keterangan", "alasan"])
    refresh_perpanjangan(instansi=pelaku.instansi)
    return gangguan


@transaction.atomic
def cancel_gangguan(*, pelaku: Pegawai, gangguan: Gangguan, alasan: str) -> Gangguan:
    """Take an outage out of the count, with the reason; it stays readable."""
    gangguan = _terkunci(pelaku, gangguan)
    gangguan.alasan = check_teks(alasan, sebutan="Alasan pembatalan", bidang="alasan")
    gangguan.dibatalkan_pada = timezone.now()
    with audit.act(pelaku, "gangguan.dibatalkan", gangguan.alasan):
        gangguan.save(update_fields=["alasan", "dibatalkan_pada"])
    refresh_perpanjangan(instansi=pelaku.instansi)
    return gangguan


@transaction.atomic
def set_aturan_gangguan(
    *, pelaku: Pegawai, menit_terdeteksi: int, hari_lihat: int, hari_per_jam: int, maks_hari: int
) -> AturanGangguan:
    """Set how outages are noticed and what they give; windows are counted again by it."""
    require(may_manage_gangguan(pelaku))
    isi = {
        "menit_terdeteksi": menit_terdeteksi,
        "hari_lihat": hari_lihat,
        "hari_per_jam": hari_per_jam,
        "maks_hari": maks_hari,
    }
    check_aturan(**isi)
    with audit.act(pelaku, "gangguan.aturan_diubah"):
        aturan, _ = AturanGangguan.objects.update_or_create(instansi=pelaku.instansi, defaults=isi)
    refresh_perpanjangan(instansi=pelaku.instansi)
    return aturan


# --- windows -------------------------------------------------------------------------------------
@transaction.atomic
def refresh_perpanjangan(*, instansi: Instansi) -> int:
    """Bring the extensions of an agency in line with its outages and its rule; how many windows they move.

    Every deadline has its own count, those given to a unit too. Long past deadlines stay as they stand.
    """
    kini = timezone.now()
    hari_ini = hari_di_zona(kini, instansi.zona_waktu)
    putus = [
        Putus(g.mulai, g.selesai or max(kini, g.mulai + timedelta(minutes=1)))
        for g in Gangguan.objects.berlaku().filter(instansi=instansi, mulai__gte=kini - MASA_DIHITUNG)
    ]
    aturan, kalender = aturan_of(instansi).perpanjangan, _kalender(instansi, hari_ini)
    digeser = 0
    for periode, jendela, unit_id, batas in _batas(instansi, hari_ini):
        sampai = batas_sesudah_gangguan(batas, putus, aturan, instansi.zona_waktu, kalender)
        is_geser = sampai > batas
        set_perpanjangan_gangguan(
            periode=periode,
            jendela=jendela,
            unit_id=unit_id,
            sampai=sampai if is_geser else None,
            alasan=_alasan(putus, batas, instansi) if is_geser else "Tidak ada gangguan menjelang batas.",
        )
        digeser += is_geser
    return digeser


def _kalender(instansi: Instansi, hari_ini: date) -> Kalender:
    libur = HariLibur.objects.filter(instansi=instansi, tanggal__gte=hari_ini - MASA_DIHITUNG)
    return Kalender(instansi.hari_kerja, dict(libur.order_by("tanggal").values_list("tanggal", "nama")))


def _batas(instansi: Instansi, hari_ini: date) -> list[tuple[Periode, JenisJendela, int | None, date]]:
    """The deadlines that still matter: of the agency with its own extensions, and of each unit that has one."""
    awal = hari_ini - timedelta(days=HARI_SURUT)
    bidang = {j: f"{j.value}_sampai" for j in JenisJendela}
    syarat = Q()
    for nama in bidang.values():
        syarat |= Q(**{f"{nama}__gte": awal})
    lebih: dict[tuple[int, str, int | None], date] = {}
    for x in (
        PerpanjanganJendela.objects.berlaku()
        .filter(instansi=instansi, is_gangguan=False, sampai__gte=awal)
        .select_related("periode")
        .order_by("pk")
    ):
        kunci = (x.periode_id, x.jendela, x.unit_id)
        lebih[kunci] = max(x.sampai, lebih.get(kunci, x.sampai))
    periode = {p.pk: p for p in Periode.objects.filter(syarat, instansi=instansi)}
    periode |= {p.pk: p for p in Periode.objects.filter(pk__in={k[0] for k in lebih})}
    hasil: list[tuple[Periode, JenisJendela, int | None, date]] = []
    for p in periode.values():
        for jendela, nama in bidang.items():
            batas = getattr(p, nama)
            if batas is None:
                continue
            umum = max(batas, lebih.get((p.pk, jendela.value, None), batas))
            if umum >= awal:
                hasil.append((p, jendela, None, umum))
            hasil += [
                (p, jendela, unit, sampai)
                for (pk, j, unit), sampai in lebih.items()
                if pk == p.pk and j == jendela.value and unit is not None and sampai > umum
            ]
    return hasil


def _alasan(putus: list[Putus], batas: date, instansi: Instansi) -> str:
    """Which outage gave the extension, in a sentence: the last one that began before the deadline was over."""
    sebelum = [p for p in putus if hari_di_zona(p.mulai, instansi.zona_waktu) <= batas]
    terakhir = max(sebelum, key=lambda p: p.mulai, default=None)
    if terakhir is None:
        return "Gangguan layanan."
    hari = hari_di_zona(terakhir.mulai, instansi.zona_waktu)
    return f"Gangguan layanan {lama_tampil(terakhir.lama)} sejak {tanggal_panjang(hari)}."
