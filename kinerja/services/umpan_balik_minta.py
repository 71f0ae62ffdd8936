"""Asking for feedback: ask, decline, call back. The answer itself is `give_umpan_balik`."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone

from kinerja import permissions, rules
from kinerja.errors import UmpanBalikTidakSah
from kinerja.models import CatatanHarian, PermintaanUmpanBalik
from kinerja.rules import StatusPermintaan
from kinerja.services.dasar import lock_skp
from kinerja.services.kabar import tell_penolakan, tell_permintaan, untell_permintaan
from pegawai import audit
from pegawai.models import Pegawai
from pegawai.rules import require, tidak
from skp.models import RencanaHasilKerja, Skp
from skp.rules import NilaiPerilaku


@transaction.atomic
def request_umpan_balik(
    *,
    pelaku: Pegawai,
    skp: Skp,
    kepada: Pegawai,
    pertanyaan: str,
    sampai: date,
    rhk: RencanaHasilKerja | None = None,
    nilai: NilaiPerilaku | str = "",
    catatan: CatatanHarian | None = None,
    klien_id: uuid.UUID | None = None,
) -> PermintaanUmpanBalik:
    """Ask one other for feedback on a result, a behaviour, an entry or oneself. Same `klien_id`, same row."""
    skp = lock_skp(skp.pk)
    kunci = klien_id or uuid.uuid4()
    ada = PermintaanUmpanBalik.objects.filter(pegawai=pelaku, klien_id=kunci, kepada=kepada).first()
    if ada:
        return ada
    require(permissions.may_ask_umpan_balik(pelaku, skp, kepada))
    if catatan is not None and rhk is None and not nilai:
        rhk = catatan.rhk
    pertanyaan = rules.rapikan(pertanyaan)
    rules.check_permintaan(
        pertanyaan=pertanyaan,
        sampai=sampai,
        hari_ini=timezone.localdate(),
        punya_rhk=rhk is not None,
        nilai=str(nilai),
    )
    if (rhk is not None and rhk.skp_id != skp.pk) or (
        catatan is not None and (catatan.skp_id != skp.pk or catatan.ditarik_pada is not None)
    ):
        raise UmpanBalikTidakSah("Sasaran itu bukan bagian SKP ini. Pilih dari daftar.", bidang="sasaran")
    with audit.act(pelaku, "permintaan_umpan_balik.dikirim"):
        dikirim = PermintaanUmpanBalik.objects.get_or_create(
            pegawai=pelaku,
            klien_id=kunci,
            kepada=kepada,
            defaults={
                "instansi_id": skp.instansi_id,
                "skp": skp,
                "rhk": rhk,
                "nilai": NilaiPerilaku(nilai) if nilai else "",
                "catatan": catatan,
                "pertanyaan": pertanyaan,
                "sampai": sampai,
            },
        )[0]
        tell_permintaan(dikirim)
    return dikirim


@transaction.atomic
def decline_permintaan(
    *, pelaku: Pegawai, permintaan: PermintaanUmpanBalik, alasan: str = ""
) -> PermintaanUmpanBalik:
    """Say politely that one cannot answer; a reason is welcome and not demanded. Twice changes nothing more."""
    permintaan = PermintaanUmpanBalik.objects.select_for_update(of=("self",)).get(pk=permintaan.pk)
    require(permissions.may_answer_permintaan(pelaku, permintaan))
    if permintaan.status == StatusPermintaan.DITOLAK:
        return permintaan
    rules.check_jawab_permintaan(StatusPermintaan(permintaan.status))
    alasan = rules.rapikan(alasan)
    if len(alasan) > 500:
        raise UmpanBalikTidakSah("Alasan paling panjang 500 huruf.", bidang="alasan")
    tell_penolakan(permintaan)
    return _selesaikan(pelaku, permintaan, StatusPermintaan.DITOLAK, alasan)


@transaction.atomic
def cancel_permintaan(*, pelaku: Pegawai, permintaan: PermintaanUmpanBalik) -> PermintaanUmpanBalik:
    """Call one's request back while it waits. Twice changes nothing more."""
    permintaan = PermintaanUmpanBalik.objects.select_for_update(of=("self",)).get(pk=permintaan.pk)
    if pelaku.pk != permintaan.pegawai_id:
        require(tidak("Permintaan hanya dapat dicabut pengirimnya."))
    if permintaan.status == StatusPermintaan.DICABUT:
        return permintaan
    rules.check_jawab_permintaan(StatusPermintaan(permintaan.status))
    untell_permintaan(permintaan)
    return _selesaikan(pelaku, permintaan, StatusPermintaan.DICABUT, "")


def _selesaikan(
    pelaku: Pegawai, permintaan: PermintaanUmpanBalik, status: StatusPermintaan, alasan: str
) -> PermintaanUmpanBalik:
    permintaan.status, permintaan.alasan, permintaan.dijawab_pada = status, alasan, timezone.now()
    with audit.act(pelaku, f"permintaan_umpan_balik.{status}", alasan):
        permintaan.save(update_fields=["status", "alasan", "dijawab_pada"])
    return permintaan
