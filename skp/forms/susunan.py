"""Small forms of the order of a draft."""

from __future__ import annotations

from django import forms

from skp.rules import Arah, JenisTerhapus, Pendekatan


class ArahForm(forms.Form):
    arah = forms.TypedChoiceField(
        choices=Arah.choices(),
        coerce=Arah,
        error_messages={"required": "Pilih naik atau turun.", "invalid_choice": "Pilih naik atau turun."},
    )


class PulihkanForm(forms.Form):
    """Which deletion is taken back: its kind and its number in the history."""

    jenis = forms.TypedChoiceField(choices=JenisTerhapus.choices(), coerce=JenisTerhapus)
    kejadian = forms.IntegerField(min_value=1, max_value=2_147_483_647)


class PendekatanForm(forms.Form):
    pendekatan = forms.TypedChoiceField(
        choices=Pendekatan.choices(), coerce=Pendekatan, error_messages={"required": "Pilih pendekatan."}
    )
