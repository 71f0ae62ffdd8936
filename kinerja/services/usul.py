"""Taking what the log proposes as realisasi, with the evidence behind it: one indicator, or all of a period."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from kinerja import permissions, rules
from kinerja.errors import RealisasiTidakSah
from kinerja.models import BuktiDukung, Realisasi
from kinerja.selectors import CapaianIndikator, bukti_catatan_per_rhk, capaian_per_indikator, dengan_narasi
from kinerja.services.dasar import lock_skp
from kinerja.services.realisasi import record_realisasi
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require
from skp.models import IndikatorKinerja, Periode, Skp

SUMBER = "Catatan kerja"


@transaction.atomic
def take_usul(
    *, pelaku: Pegawai, skp: Skp, periode: Periode, indikator: IndikatorKinerja | None = None
) -> list[Realisasi]:
    """Record what the log proposes where nothing was recorded yet: for one indicator, or for all of them.

    What somebody wrote himself is never replaced. Refused when nothing is proposed.
    """
    skp = lock_skp(skp.pk)
    require(permissions.may_record_realisasi(pelaku, skp))
    capaian = dengan_narasi(skp, periode, capaian_per_indikator(skp, periode))
    siap = [c for c in capaian if c.usul and not c.realisasi and not c.is_lama]
    if indikator is not None:
        siap = [c for c in siap if c.indikator.pk == indikator.pk]
    if not siap:
        raise RealisasiTidakSah("Tidak ada usul yang belum dipakai. Isi sendiri yang masih kosong.")
    bukti = bukti_catatan_per_rhk(skp, periode)
    with audit.act(pelaku, "realisasi.usul_dipakai"):
        return [_record(pelaku, c, periode, bukti.get(c.rhk.pk, ())) for c in siap]


def _record(
    pelaku: Pegawai, c: CapaianIndikator, periode: Periode, bukti: Iterable[BuktiDukung]
) -> Realisasi:
    assert c.usul  # noqa: S101 - chosen by it
    milik = [b for b in bukti if b.pemilik_id == pelaku.pk][: rules.MAKS_BUKTI]
    return record_realisasi(
        pelaku=pelaku,
        indikator=c.indikator,
        periode=periode,
        angka=c.usul.angka,
        tanggal=c.usul.tanggal,
        teks=c.usul.teks,
        sumber_data=SUMBER,
        bukti=milik,
    )
