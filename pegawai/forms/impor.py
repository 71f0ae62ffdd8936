"""Forms of the import: which files, and which rows to look at."""

from __future__ import annotations

from typing import Any

from django import forms

from pegawai.impor.baca import MAKS_BYTE
from pegawai.impor.catatan import Sebab
from pegawai.rules import HasilBaris
from pegawai.selectors.impor import LEMBAR

MAKS_MB = MAKS_BYTE // 1024 // 1024


class BerkasKerjaField(forms.FileField):
    """A workbook or CSV. What it is, its content says when it is read; here only its size counts."""

    def __init__(self, **kwargs: Any) -> None:
        atribut = {"data-maks-mb": MAKS_MB, "accept": ".xlsx,.csv,.txt"}
        super().__init__(required=False, max_length=255, widget=forms.FileInput(attrs=atribut), **kwargs)
        self.error_messages["empty"] = "Berkas ini kosong. Ekspor ulang dari SIASN, lalu unggah kembali."
        self.error_messages["max_length"] = "Nama berkas lebih dari 255 huruf. Perpendek namanya."

    def clean(self, data: Any, initial: Any = None) -> Any:
        berkas = super().clean(data, initial)
        if berkas and berkas.size > MAKS_BYTE:
            raise forms.ValidationError(
                f"Berkas berukuran {berkas.size / 1024 / 1024:.0f} MB. "
                f"Batasnya {MAKS_MB} MB: bagi menjadi beberapa berkas."
            )
        return berkas


class ImporForm(forms.Form):
    berkas_unor = BerkasKerjaField(
        label="Berkas unit kerja (UNOR)", help_text="Kolom wajib: ID, NAMA UNOR, ID ATASAN. XLSX atau CSV."
    )
    berkas_pegawai = BerkasKerjaField(
        label="Berkas pegawai",
        help_text="Data profil ASN dari SIASN, dengan kolom NIP sebagai teks. XLSX atau CSV.",
    )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if not self.errors and not any(isi.values()):
            raise forms.ValidationError("Pilih berkas unit kerja, berkas pegawai, atau keduanya.")
        return isi


class SaringBarisForm(forms.Form):
    """Narrows the rows of an import. Unknown values in the address mean everything."""

    hasil = forms.ChoiceField(
        label="Hasil", required=False, choices=[("", "Semua hasil"), *HasilBaris.choices()]
    )
    lembar = forms.ChoiceField(
        label="Berkas", required=False, choices=[("", "Kedua berkas"), *LEMBAR.items()]
    )
    sebab = forms.ChoiceField(label="Keterangan", required=False, choices=[("", "Semua"), *Sebab.choices()])

    @property
    def pilihan(self) -> dict[str, str]:
        self.is_valid()
        return {k: str(self.cleaned_data.get(k, "")) for k in self.fields}
