"""Fields that planning uses again and again: texts that count their letters, numbers and dates as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from skp import rules
from skp.errors import TargetTidakSah

WAJIB = {"required": "Isian ini belum diisi."}


class TeksField(forms.CharField):
    """A text of several lines; browsers send two characters for each line end, people count one."""

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n")


def teks_panjang(
    label: str, batas: int, *, baris: int = 3, bantuan: str = "", wajib: bool = True
) -> forms.CharField:
    """A text of several lines that says how many letters are left."""
    return TeksField(
        label=label,
        max_length=batas,
        required=wajib,
        help_text=bantuan,
        error_messages={
            "required": f"{label} belum diisi.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
        widget=forms.Textarea(attrs={"rows": baris, "maxlength": batas}),
    )


class AngkaField(forms.CharField):
    """A number as people write it here: comma for decimals, points for thousands."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(
            max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "pendek"}), **lain
        )

    def prepare_value(self, value: Any) -> Any:
        return rules.angka_id(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        teks = super().to_python(value)
        if not teks:
            return None
        try:
            angka = rules.baca_angka(teks)
        except TargetTidakSah as galat:
            raise forms.ValidationError(galat.pesan) from galat
        if angka.adjusted() > 15 or -int(angka.as_tuple().exponent) > 4:
            raise forms.ValidationError(
                "Angka ini terlalu panjang. Tulis paling banyak empat angka di belakang koma."
            )
        return angka

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """The length was looked at while it was text."""


class TanggalField(forms.DateField):
    def __init__(self, **lain: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 31-12-2026.", **WAJIB},
            **lain,
        )


class SuntingForm(forms.Form):
    """A form over something that is stored: it carries the fingerprint of what it was opened with."""

    versi = forms.CharField(required=False, widget=forms.HiddenInput)

    def isi_tersimpan(self) -> dict[str, Any]:
        """What is stored now, by field, for the page that shows both texts."""
        return {}


class TanggalTeksField(forms.CharField):
    """A date in words: "5 Maret 2026". A date picker would take nothing else than its own."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"class": "pendek"}), **lain)

    def prepare_value(self, value: Any) -> Any:
        return rules.tanggal_panjang(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        teks = super().to_python(value)
        if not teks:
            return None
        try:
            return rules.baca_tanggal_target(teks)
        except TargetTidakSah as galat:
            raise forms.ValidationError(galat.pesan) from galat

    def run_validators(self, value: Any) -> None:
        """The length was looked at while it was text."""
