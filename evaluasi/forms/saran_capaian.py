"""Advice on a capaian, and which units give it."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import PerekomendasiCapaian
from evaluasi.rules import MAKS_DASAR, BidangRekomendasi, PredikatOrganisasi
from pegawai.forms.pilih import Formulir, UnitField
from skp.forms import teks_panjang


class RekomendasiCapaianForm(Formulir):
    """One field's advice; the field is asked only of who speaks for several."""

    bidang = forms.ChoiceField(
        label="Bidang", widget=forms.RadioSelect, error_messages={"required": "Pilih bidangnya."}
    )
    predikat = forms.ChoiceField(
        label="Predikat yang direkomendasikan",
        choices=PredikatOrganisasi.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih predikat."},
    )
    alasan = teks_panjang(
        "Alasan rekomendasi", MAKS_DASAR, baris=4, bantuan="Dibaca pimpinan yang menetapkan capaian."
    )

    def __init__(self, *args: Any, ditunjuk: list[PerekomendasiCapaian], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = [(b.bidang, b.get_bidang_display()) for b in ditunjuk]
        self.fields["bidang"].choices = pilihan  # type: ignore[attr-defined]
        if len(pilihan) == 1:
            self.fields["bidang"].initial = pilihan[0][0]


class PerekomendasiForm(Formulir):
    """A unit that the agency asks for advice."""

    unit = UnitField(label="Unit", help_text="Pimpinannya dapat memberi rekomendasi.")
    bidang = forms.ChoiceField(
        label="Bidang",
        choices=BidangRekomendasi.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih bidangnya."},
    )
