"""What a device keeps to write entries without a network: own plans and habits, nothing of other people."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja.models import BuktiDukung, CatatanHarian, SetelanLuring
from kinerja.selectors.catatan import rhk_terbuka, saran_kegiatan, skp_tetap
from pegawai.models import Pegawai
from skp.models import RencanaAksi, RencanaHasilKerja, Skp

SARAN = 12
MUNDUR = timedelta(days=45)
"""Planned steps of periods that ended longer ago are not offered: their windows have closed."""


@dataclass(frozen=True)
class BahanLuring:
    """Everything the offline form offers to choose from."""

    rhk: list[RencanaHasilKerja]
    rencana_aksi: list[RencanaAksi]
    saran: tuple[CatatanHarian, ...]
    satuan: list[str]
    setelan: SetelanLuring
    hari_terakhir: date | None
    """The last day with entries before today, for doing all of it again."""
    jabatan_tampil: bool
    """More than one SKP is in force: the RHK says for which function it is."""


def bahan_luring(pegawai: Pegawai, hari: date) -> BahanLuring:
    """Gather what one person may choose from in the next days (five queries)."""
    skp: list[Skp] = skp_tetap(pegawai)
    aksi = (
        RencanaAksi.objects.filter(rhk__skp__in=skp, periode__selesai__gte=hari - MUNDUR)
        .select_related("rhk", "periode")
        .order_by("periode__mulai", "rhk__urutan", "urutan", "id")
    )
    kebiasaan = saran_kegiatan(pegawai, hari, SARAN)
    return BahanLuring(
        rhk=list(rhk_terbuka(skp)),
        rencana_aksi=list(aksi),
        saran=kebiasaan.kegiatan,
        satuan=kebiasaan.satuan,
        setelan=setelan_luring(pegawai.instansi_id),
        hari_terakhir=kebiasaan.hari_terakhir,
        jabatan_tampil=len(skp) > 1,
    )


def setelan_luring(instansi_id: int) -> SetelanLuring:
    """The agency's photo sizes; the defaults where it has set none."""
    return SetelanLuring.objects.filter(instansi=instansi_id).first() or SetelanLuring(
        instansi_id=instansi_id
    )


def bukti_siap(pegawai: Pegawai, skp: Skp, kunci: Iterable[uuid.UUID]) -> list[BuktiDukung]:
    """Evidence that went ahead of its entry, in the order in which it was taken; short where one is missing."""
    semua = {b.uuid: b for b in BuktiDukung.objects.filter(uuid__in=list(kunci), skp=skp, pemilik=pegawai)}
    return [semua[k] for k in dict.fromkeys(kunci) if k in semua]
