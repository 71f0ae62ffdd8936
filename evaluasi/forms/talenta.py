"""A workbook of potential."""

from __future__ import annotations

from typing import Any

from django import forms

MAKS_MB = 20


class ImporPotensialForm(forms.Form):
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int, error_messages={"required": "Pilih tahunnya."})
    sumber = forms.CharField(
        label="Sumber penilaian",
        max_length=200,
        help_text="Contoh: Assessment center BKD, Agustus 2026.",
        error_messages={"required": "Sebut sumber penilaian potensial."},
    )
    berkas = forms.FileField(
        label="Berkas XLSX atau CSV",
        max_length=255,
        help_text="Kolom NIP (teks, 18 angka) dan Potensial (rendah, menengah, atau tinggi).",
        widget=forms.FileInput(attrs={"data-maks-mb": MAKS_MB, "accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Pilih berkas XLSX atau CSV dahulu.",
            "empty": "Berkas ini kosong. Isi kolom NIP dan Potensial.",
            "max_length": "Nama berkas lebih dari 255 huruf. Perpendek namanya.",
        },
    )

    def __init__(self, *args: Any, tahun: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tahun"].choices = [(t, str(t)) for t in tahun]  # type: ignore[attr-defined]

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MAKS_MB * 1024 * 1024:
            raise forms.ValidationError(f"Berkas melebihi {MAKS_MB} MB. Bagi menjadi beberapa berkas.")
        return berkas


class TahunForm(forms.Form):
    tahun = forms.ChoiceField(label="Tahun", required=False)

    def __init__(self, *, pilihan: list[int], terpilih: int | None) -> None:
        super().__init__({"tahun": str(terpilih)} if terpilih else None)
        self.fields["tahun"].choices = [(str(t), str(t)) for t in pilihan]  # type: ignore[attr-defined]
