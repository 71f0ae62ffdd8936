"""Links: tried out by the system, answered for by their owner, reported by a reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.bukti import tautan as pemeriksa
from kinerja.models import AturanBukti, BuktiDukung
from kinerja.rules import JenisBukti, KeadaanTautan
from pegawai import audit
from pegawai.models import Instansi, Pegawai
from pegawai.rules import require


def check_tautan_bukti(
    *, bukti: BuktiDukung, periksa: Callable[[str], KeadaanTautan] = pemeriksa.periksa
) -> BuktiDukung:
    """Try a link out as a stranger; at most three times by itself. What its owner said meanwhile stands."""
    if bukti.jenis != JenisBukti.TAUTAN or bukti.percobaan >= rules.MAKS_PERCOBAAN:
        return bukti
    BuktiDukung.objects.filter(pk=bukti.pk).update(
        percobaan=bukti.percobaan + 1, dikerjakan_pada=timezone.now()
    )
    hasil = (
        periksa(bukti.tautan) if is_tautan_diperiksa(bukti.instansi_id) else KeadaanTautan.BELUM_DIPASTIKAN
    )
    with transaction.atomic():
        baris = BuktiDukung.objects.select_for_update(of=("self",)).filter(pk=bukti.pk).first()
        if baris is None:  # its owner deleted it meanwhile
            return bukti
        if baris.tautan_oleh_id is None:
            _catat(baris, hasil, None, "bukti.tautan_diperiksa")
    return baris


@transaction.atomic
def answer_tautan(*, pelaku: Pegawai, bukti: BuktiDukung, terbuka: bool) -> BuktiDukung:
    """Note the owner's own word on whether his penilai can open the link."""
    baris = _kunci(bukti)
    require(permissions.may_answer_tautan(pelaku, baris))
    return _catat(baris, _kata(terbuka), pelaku, "bukti.tautan_dijawab")


@transaction.atomic
def report_tautan(*, pelaku: Pegawai, bukti: BuktiDukung) -> BuktiDukung:
    """Note that a reader could not open the link."""
    baris = _kunci(bukti)
    require(permissions.may_report_tautan(pelaku, baris))
    return _catat(baris, KeadaanTautan.TERKUNCI, pelaku, "bukti.tautan_dilaporkan")


@transaction.atomic
def reset_tautan(*, pelaku: Pegawai, bukti: BuktiDukung) -> BuktiDukung:
    """Have a link tried out again: its sharing was changed. The caller rings for it."""
    baris = _kunci(bukti)
    require(permissions.may_answer_tautan(pelaku, baris))
    BuktiDukung.objects.filter(pk=baris.pk).update(percobaan=0, dikerjakan_pada=None)
    with audit.act(pelaku, "bukti.tautan_diulang"):
        baris.keadaan_tautan, baris.tautan_diperiksa_pada = KeadaanTautan.BELUM_DIPASTIKAN, None
        baris.tautan_oleh = None
        baris.save(update_fields=["keadaan_tautan", "tautan_diperiksa_pada", "tautan_oleh"])
    baris.percobaan = 0
    return baris


def is_tautan_diperiksa(instansi_id: int) -> bool:
    """Whether this agency lets the server ask the web about links."""
    return not AturanBukti.objects.filter(instansi=instansi_id, periksa_tautan=False).exists()


@transaction.atomic
def set_aturan_bukti(*, pelaku: Pegawai, instansi: Instansi, **isi: Any) -> AturanBukti:
    """Set how much a person may send in a day, and whether links are tried out."""
    require(permissions.may_set_aturan_bukti(pelaku))
    with audit.act(pelaku, "bukti.aturan_diubah"):
        aturan, _ = AturanBukti.objects.update_or_create(instansi=instansi, defaults=isi)
    return aturan


def _kunci(bukti: BuktiDukung) -> BuktiDukung:
    return BuktiDukung.objects.select_for_update(of=("self",)).get(pk=bukti.pk, jenis=JenisBukti.TAUTAN)


def _kata(terbuka: bool) -> KeadaanTautan:
    return KeadaanTautan.TERBUKA if terbuka else KeadaanTautan.TERKUNCI


def _catat(bukti: BuktiDukung, keadaan: KeadaanTautan, oleh: Pegawai | None, tindakan: str) -> BuktiDukung:
    bukti.keadaan_tautan, bukti.tautan_oleh = keadaan, oleh
    bukti.tautan_diperiksa_pada = timezone.now()
    with audit.act(oleh or bukti.pemilik, tindakan):
        bukti.save(update_fields=["keadaan_tautan", "tautan_oleh", "tautan_diperiksa_pada"])
    return bukti
