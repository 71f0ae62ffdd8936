"""Forms of typing less."""

from __future__ import annotations

from django import forms


class CariForm(forms.Form):
    """Narrow the list of SKP that can be copied."""

    cari = forms.CharField(
        label="Nama rekan atau unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
