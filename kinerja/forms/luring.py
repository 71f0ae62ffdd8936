"""The agency's settings for photos on devices."""

from __future__ import annotations

from typing import Any

from django import forms

from kinerja.forms.bidang import BELUM
from kinerja.models import SetelanLuring
from pegawai.forms.pilih import Formulir


def angka(kolom: str, mulai: int, sampai: int, sebut: str) -> forms.IntegerField:
    bidang: Any = SetelanLuring._meta.get_field(kolom)
    salah = f"Tulis angka {sebut}."
    return forms.IntegerField(
        label=str(bidang.verbose_name),
        help_text=bidang.help_text,
        min_value=mulai,
        max_value=sampai,
        error_messages={"required": BELUM, "invalid": salah, "min_value": salah, "max_value": salah},
        widget=forms.NumberInput(attrs={"class": "pendek", "inputmode": "numeric"}),
    )


class SetelanLuringForm(Formulir):
    """How small photos become before they travel."""

    foto_sisi = angka("foto_sisi", 640, 4000, "640 sampai 4000")
    foto_mutu = angka("foto_mutu", 40, 95, "40 sampai 95")
