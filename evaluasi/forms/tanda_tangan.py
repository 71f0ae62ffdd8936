"""Signing a document, filing the scan of a signed paper, taking one back."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.rules import PeranPenanda


class TandaTanganForm(forms.Form):
    peran = forms.ChoiceField(
        label="Menandatangani sebagai",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih sebagai siapa Anda menandatangani.",
            "invalid_choice": "Anda tidak tercetak dengan sebutan itu. Pilih dari daftar.",
        },
    )
    nik = forms.CharField(
        label="NIK",
        max_length=24,
        help_text="16 angka seperti terdaftar di BSrE. Tidak disimpan.",
        error_messages={"required": "Tulis NIK Anda."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    passphrase = forms.CharField(
        label="Passphrase",
        max_length=200,
        strip=False,
        help_text="Hanya dipakai untuk tanda tangan ini. Tidak disimpan.",
        error_messages={"required": "Tulis passphrase tanda tangan elektronik Anda."},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, pilihan: list[tuple[str, str]], perlu_nik: bool) -> None:
        super().__init__(data, initial={"peran": pilihan[0][0] if len(pilihan) == 1 else None})
        self.fields["peran"].choices = pilihan  # type: ignore[attr-defined]
        if not perlu_nik:
            del self.fields["nik"]


class PindaianForm(forms.Form):
    peran = forms.MultipleChoiceField(
        label="Tanda tangan pada pindaian",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih tanda tangan siapa yang ada pada pindaian.",
            "invalid_choice": "Orang itu tidak menandatangani dokumen ini. Pilih dari daftar.",
        },
    )
    berkas = forms.FileField(
        label="Pindaian PDF",
        help_text="Semua halaman, terbaca jelas, kode QR ikut terpindai.",
        error_messages={"required": "Pilih berkas PDF hasil pindai.", "empty": "Berkas ini kosong."},
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, pilihan: list[tuple[str, str]]) -> None:
        super().__init__(data, files, prefix=None)
        self.fields["peran"].choices = pilihan  # type: ignore[attr-defined]

    def clean_peran(self) -> list[PeranPenanda]:
        return [PeranPenanda(p) for p in self.cleaned_data["peran"]]


class TarikPindaianForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Tulis alasan menarik pindaian ini.",
            "max_length": "Alasan paling panjang 500 huruf.",
        },
    )
