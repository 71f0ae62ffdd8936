"""What one wants to hear."""

from __future__ import annotations

from typing import Any

from django import forms

from pegawai.models import SetelanKabar
from pegawai.rules import JenisKabar


class SetelanKabarForm(forms.Form):
    dengar = forms.MultipleChoiceField(
        label="Kabar yang saya terima",
        choices=JenisKabar.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Mulai sekarang, yang tidak dicentang tidak dikabarkan dan tidak masuk surel.",
    )
    ringkasan = forms.BooleanField(
        label="Kirim surel ringkasan sehari sekali",
        required=False,
        help_text="Hanya bila ada kabar baru atau tenggat yang dekat.",
    )

    def __init__(self, data: Any = None, *, setelan: SetelanKabar) -> None:
        awal = {
            "dengar": [j.value for j in JenisKabar if j.value not in setelan.senyap],
            "ringkasan": setelan.ringkasan,
        }
        super().__init__(data, initial=awal)
        self.setelan = setelan

    def untuk_service(self) -> dict[str, Any]:
        dengar = set(self.cleaned_data["dengar"])
        return {
            "senyap": [j for j in JenisKabar if j.value not in dengar],
            "ringkasan": self.cleaned_data["ringkasan"],
        }
