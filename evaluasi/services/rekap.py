"""The results of a unit on paper, ordered as one document."""

from __future__ import annotations

from django.db import transaction

from evaluasi import permissions, rules, selectors
from evaluasi.errors import BahanBelumLengkap
from evaluasi.models import Laporan, RekapUnit
from evaluasi.rules import JenisDokumen
from evaluasi.services.laporan import request_dokumen
from pegawai import audit
from pegawai.models import Pegawai, UnitKerja
from skp.models import Periode


@transaction.atomic
def request_rekap(*, pelaku: Pegawai, unit: UnitKerja, periode: Periode) -> Laporan:
    """Order the recap of a unit with everything below it. The caller rings the bell.

    Issued again as a new version once a further evaluation is final.
    """
    isi = selectors.evaluasi_rekap(unit, periode.pk)
    permissions.require(permissions.may_request_rekap(pelaku, unit, isi))
    jumlah = isi.count()
    rules.check_jumlah_rekap(jumlah)
    if not jumlah:
        raise BahanBelumLengkap(
            f"Belum ada evaluasi final di {unit.nama} untuk {periode}. Pilih unit atau periode lain.",
            bidang="unit",
        )
    rekap = RekapUnit.objects.filter(unit=unit, periode=periode).first()
    if rekap is None:
        with audit.act(pelaku, "rekap.dibuka"):
            # Somebody else may begin the same one at once: the second finds it.
            rekap, _ = RekapUnit.objects.get_or_create(
                unit=unit, periode=periode, defaults={"instansi_id": unit.instansi_id}
            )
    return request_dokumen(pelaku=pelaku, sumber=[rekap], jenis=[JenisDokumen.REKAP])
