"""Reading notifications: always one's own."""

from __future__ import annotations

from django.db.models import QuerySet

from pegawai.models import Kabar, Pegawai, RingkasanHarian, SetelanKabar
from pegawai.rules import sidik_kunci


def kabar_of(pelaku: Pegawai, *, jenis: str = "", baru: bool = False) -> QuerySet[Kabar]:
    """One's own notifications, the newest first."""
    semua = Kabar.objects.visible_to(pelaku)
    if jenis:
        semua = semua.filter(jenis=jenis)
    return (semua.baru() if baru else semua).order_by("-id")


def setelan_of(pelaku: Pegawai) -> SetelanKabar:
    """What the person set, or what holds as long as he set nothing."""
    ada = SetelanKabar.objects.filter(pegawai=pelaku).first()
    return ada or SetelanKabar(pegawai=pelaku, instansi_id=pelaku.instansi_id)


def ringkasan_tak_sampai(pelaku: Pegawai) -> RingkasanHarian | None:
    """The last digest mail, where it did not go out: the address may be wrong."""
    terakhir = RingkasanHarian.objects.filter(pegawai=pelaku).order_by("-hari").first()
    return terakhir if terakhir and terakhir.dicoba_pada and not terakhir.terkirim_pada else None


def pegawai_kalender(kunci: str) -> Pegawai | None:
    """Whose feed this key opens; None for an unknown or revoked one, and for an account that is closed."""
    setelan = (
        SetelanKabar.objects.select_related("pegawai__instansi")
        .filter(sidik_kalender=sidik_kunci(kunci), pegawai__pengguna__is_active=True)
        .first()
    )
    return setelan.pegawai if setelan else None
