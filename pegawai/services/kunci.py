"""What every act on people and units begins with: one at a time, on what was seen, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from pegawai import audit
from pegawai.errors import DataBelumLengkap, SudahBerubah
from pegawai.models import Dasar, Instansi, Pegawai
from pegawai.rules import tampil_tanggal

if TYPE_CHECKING:
    from datetime import datetime


def lock_organisasi(instansi: Instansi) -> None:
    """Let one change of the organisation at a time into an agency.

    Deriving the chain reads what other changes write; two at once would both add the same relation.
    Taken first of all locks, so that nobody waits for the other in a circle.
    """
    Instansi.objects.select_for_update(no_key=True).get(pk=instansi.pk)


def check_punya_alasan(
    alasan: str, pesan: str = "Tulis alasan perubahan, misalnya nomor surat keputusan."
) -> None:
    """Ask for a reason."""
    if not alasan.strip():
        raise DataBelumLengkap(pesan, bidang="alasan")


def check_belum_berubah(kini: str, dilihat: str | None, objek: Dasar | None) -> None:
    """Refuse when the state is no longer the one the form was opened with (None: the caller saw no form)."""
    if dilihat is None or dilihat == kini:
        return
    raise SudahBerubah(f"{siapa_mengubah(objek)} Periksa keadaan terbaru, lalu ulangi bila masih perlu.")


def siapa_mengubah(objek: Dasar | None) -> str:
    """Say who changed a row last, and when: "Data ini baru diubah Eka pada 3 Maret 2026 pukul 10.42.\""""
    terakhir = audit.riwayat(objek, 1) if objek else []
    if not terakhir or not terakhir[0]["pelaku"]:
        return "Data ini sudah diubah sejak halaman Anda dibuka."
    pelaku = Pegawai.objects.filter(pk=terakhir[0]["pelaku"]).first()
    return f"Data ini sudah diubah {pelaku} pada {tampil_saat(terakhir[0]['pada'])}."


def tampil_saat(saat: datetime) -> str:
    """Write a moment at the agency's clock: "3 Maret 2026 pukul 10.42"."""
    setempat = timezone.localtime(saat)
    return f"{tampil_tanggal(setempat.date())} pukul {setempat:%H.%M}"
