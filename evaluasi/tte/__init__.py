"""Electronic signatures behind one door: which engine signs is a setting. Knows no models and no requests."""

from __future__ import annotations

from django.conf import settings

from evaluasi.rules import CaraTandaTangan
from evaluasi.tte.dasar import MesinTte, PermintaanTte
from evaluasi.tte.periksa import periksa_hasil

__all__ = ["MesinTte", "PermintaanTte", "mesin_tte", "periksa_hasil"]


def mesin_tte() -> MesinTte | None:
    """The engine that the settings name; None where documents are signed by hand only."""
    match settings.TTE_MESIN:
        case CaraTandaTangan.BSRE.value:
            from evaluasi.tte.bsre import MesinBsre

            return MesinBsre(
                alamat=settings.BSRE_ALAMAT,
                pengguna=settings.BSRE_PENGGUNA,
                sandi=settings.BSRE_SANDI,
                tunggu=settings.BSRE_TUNGGU,
            )
        case CaraTandaTangan.UJI.value:
            from evaluasi.tte.uji import MesinUji

            return MesinUji(settings.DATA_DIR / "tte-uji", settings.TTE_UJI_PASSPHRASE)
    return None
