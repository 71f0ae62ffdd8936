"""A session whose pembina is gone comes to an end through another, who neither reads nor judges it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kinerja.errors import PembinaanTidakSah
from kinerja.models import SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import HasilPembinaan, StatusPembinaan, rapikan
from kinerja.rules import pembinaan as aturan
from kinerja.rules.teks import check_teks
from kinerja.services.kabar import tell_pembinaan
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require


@transaction.atomic
def end_pembinaan(*, pelaku: Pegawai, sesi: SesiPembinaan, alasan: str) -> SesiPembinaan:
    """End it with the reason: agreed steps close as "the pembina changed", anything before is called off."""
    sesi = (
        SesiPembinaan.objects.select_for_update(of=("self",))
        .select_related("pegawai", "pembina", "instansi")
        .get(pk=sesi.pk)
    )
    require(izin.may_end_pembinaan(pelaku, sesi))
    alasan = rapikan(alasan)
    check_teks(alasan, "Alasan", PembinaanTidakSah, "alasan")
    disepakati = sesi.status == StatusPembinaan.DISEPAKATI
    ke = StatusPembinaan.SELESAI if disepakati else StatusPembinaan.DIBATALKAN
    aturan.check_transition_pembinaan(StatusPembinaan(sesi.status), ke)
    sesi.status, sesi.catatan_akhir = ke, alasan
    sesi.hasil = HasilPembinaan.BERGANTI.value if disepakati else ""
    sesi.ditutup_oleh, sesi.ditutup_pada = pelaku, timezone.now()
    sesi.nomor_sunting += 1
    with audit.act(pelaku, "pembinaan.diakhiri"):
        sesi.save()
        tell_pembinaan(sesi, pelaku)
    return sesi
