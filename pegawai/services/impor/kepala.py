"""Who heads what after an import: one definitif head of a unit on any day, and nobody's past is taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from pegawai.models import Impor, Penempatan
from pegawai.rules import BATAS_WAKTU, HasilBaris


def appoint_kepala(impor: Impor) -> int:
    """Make the heads that the unit file names heads of their units. Returns how many were new."""
    hari_ini = timezone.localdate()
    pasangan = {
        (kunci, nip)
        for kunci, nip in impor.baris.filter(
            lembar="unor", hasil__in=(HasilBaris.BARU, HasilBaris.BERUBAH, HasilBaris.SAMA)
        ).values_list("kunci", "data__nip_kepala")
        if nip
    }
    calon = [
        p
        for p in Penempatan.objects.definitif()
        .bertemu(hari_ini, None)
        .filter(
            instansi=impor.instansi,
            pegawai__nip__in={nip for _, nip in pasangan},
            unit__siasn_id__in={kunci for kunci, _ in pasangan},
        )
        .select_related("pegawai", "unit")
        .order_by("-mulai")
        if (p.unit.siasn_id, p.pegawai.nip) in pasangan
    ]
    terakhir = {(p.unit_id, p.pegawai_id): p for p in reversed(calon)}
    return make_kepala([p for p in terakhir.values() if not p.is_kepala], hari_ini)


def make_kepala(penempatan: Sequence[Penempatan], hari_ini: date) -> int:
    """Turn placements into headships; whoever headed the unit before stops on the day before.

    A successor whose term is planned to begin later keeps it, and the placement is left as it is.
    """
    lain = _kepala_lain(penempatan)
    jadi = [p for p in penempatan if not any(k.mulai > max(hari_ini, p.mulai) for k in lain[p.unit_id])]
    ubah: list[Penempatan] = []
    ekor: list[Penempatan] = []
    for p in jadi:
        for k in lain[p.unit_id]:
            if k.mulai >= p.mulai:
                k.is_kepala = False
            else:
                ekor.append(_tail(k, p.mulai))
                k.selesai = p.mulai - timedelta(days=1)
            ubah.append(k)
        p.is_kepala = True
    Penempatan.objects.bulk_update(ubah, ["is_kepala", "selesai"], batch_size=500)
    Penempatan.objects.bulk_create(ekor)
    Penempatan.objects.bulk_update(jadi, ["is_kepala"], batch_size=500)
    return len(jadi)


def _kepala_lain(penempatan: Collection[Penempatan]) -> dict[int, list[Penempatan]]:
    """Other definitif heads of the same units whose days meet the placement's, by unit."""
    kini = {p.unit_id: p for p in penempatan}
    hasil: dict[int, list[Penempatan]] = defaultdict(list)
    if not kini:
        return hasil
    awal = min(p.mulai for p in penempatan)
    for k in (
        Penempatan.objects.definitif()
        .filter(Q(selesai__isnull=True) | Q(selesai__gte=awal), unit_id__in=kini, is_kepala=True)
        .exclude(pk__in=[p.pk for p in penempatan])
        .order_by("mulai")
    ):
        p = kini[k.unit_id]
        if k.mulai <= (p.selesai or BATAS_WAKTU) and p.mulai <= (k.selesai or BATAS_WAKTU):
            hasil[k.unit_id].append(k)
    return hasil


def _tail(k: Penempatan, awal: date) -> Penempatan:
    """The rest of a placement from the day on which somebody else heads the unit."""
    return Penempatan(
        instansi_id=k.instansi_id,
        pegawai_id=k.pegawai_id,
        jabatan_id=k.jabatan_id,
        unit_id=k.unit_id,
        jenis=k.jenis,
        mulai=awal,
        selesai=k.selesai,
        is_kepala=False,
        alasan="Unit dipimpin orang lain menurut data kepegawaian.",
    )
