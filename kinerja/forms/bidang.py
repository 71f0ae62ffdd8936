"""Fields that read what people type on a phone."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kinerja import rules
from kinerja.bukti import TERIMA
from pegawai.errors import AturanDilanggar
from skp.rules import angka_id, baca_angka

BELUM = "Isian ini belum diisi."
SALAH_PILIH = {"invalid_choice": "Pilihan itu tidak ditemukan. Pilih dari daftar.", "required": BELUM}


class AngkaField(forms.CharField):
    """A number as people write it here: comma for decimals, points for thousands."""

    def __init__(self, *, pecahan: int, **lain: Any) -> None:
        self.pecahan = pecahan
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "pendek", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **lain)

    def prepare_value(self, value: Any) -> Any:
        return angka_id(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        teks = super().to_python(value)
        if not teks:
            return None
        try:
            angka = baca_angka(teks)
        except AturanDilanggar as galat:
            raise forms.ValidationError(galat.pesan) from galat
        if -int(angka.as_tuple().exponent) > self.pecahan:
            raise forms.ValidationError(f"Tulis paling banyak {self.pecahan} angka di belakang koma.")
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
            error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 31-12-2026.", "required": BELUM},
            **lain,
        )

    def to_python(self, value: Any) -> date | None:
        hari = super().to_python(value)
        if hari and not 1900 < hari.year < 2200:  # the day after it must exist, too
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return hari


class JamField(forms.TimeField):
    def __init__(self, **lain: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            error_messages={"invalid": "Jam ini tidak ada. Tulis seperti 13.30."},
            **lain,
        )


class BanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True


class BerkasField(forms.FileField):
    """Any number of files; the picker offers what is accepted, the examination decides."""

    def __init__(self, label: str, *, kamera: bool = False, bantuan: str = "") -> None:
        batas = settings.UKURAN_BUKTI_MAKS_MB
        attrs = {"data-maks-mb": batas, "accept": "image/*" if kamera else TERIMA}
        if kamera:
            attrs["capture"] = "environment"
        else:
            attrs["multiple"] = True
        super().__init__(label=label, required=False, help_text=bantuan, widget=BanyakBerkas(attrs=attrs))

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Hand every file on unread: also an empty one is for the examination to refuse, with its sentence."""
        return [b for b in (data if isinstance(data, list | tuple) else [data]) if b]


def teks_kerja(label: str, *, baris: int = 3, bantuan: str = "", wajib: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=wajib,
        max_length=rules.MAKS_URAIAN,
        help_text=bantuan,
        error_messages={
            "required": f"{label} belum ditulis.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
        widget=forms.Textarea(attrs={"rows": baris, "maxlength": rules.MAKS_URAIAN}),
    )


def kunci_kirim(klien_id: uuid.UUID, *isi: object) -> uuid.UUID:
    """The key of one sending: the page's key and what was written.

    Twice the same is one entry; a page that was gone back to and changed sends another.
    """
    return uuid.uuid5(klien_id, "\x1f".join(str(i) for i in isi))


class PilihUuid(forms.ModelChoiceField):
    """A row by its uuid; one sentence for everything that is not in the list."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(to_field_name="uuid", error_messages=SALAH_PILIH, **lain)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(SALAH_PILIH["invalid_choice"], code="invalid_choice") from None

    def label_from_instance(self, obj: Any) -> str:
        return potong(obj.teks)


class PilihBukti(forms.ModelMultipleChoiceField):
    """Pieces of evidence by their uuid."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            raise forms.ValidationError("Bukti itu tidak ditemukan. Pilih dari daftar.") from None


def potong(teks: str, batas: int = 90) -> str:
    return teks if len(teks) <= batas else f"{teks[: batas - 1].rstrip()}…"


def tempel_galat(form: forms.Form, galat: AturanDilanggar) -> None:
    """Put a refused rule at the field it concerns, or on top of the form."""
    bidang = galat.bidang if galat.bidang in form.fields else None
    form.add_error(bidang, galat.pesan)
