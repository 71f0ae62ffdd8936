"""Opening and closing a period by hand, and what its lists are narrowed to."""

from __future__ import annotations

from django import forms

from evaluasi.rules import MAKS_ALASAN_PERIODE, KendalaFinal, KendalaPembukaan
from pegawai.forms.pilih import Formulir
from skp.forms import teks_panjang


class AlasanPeriodeForm(Formulir):
    """Why a period is opened or closed by hand."""

    alasan = teks_panjang(
        "Alasan", MAKS_ALASAN_PERIODE, baris=3, bantuan="Contoh: “Sesuai surat edaran jadwal evaluasi”."
    )


class SaringKendalaForm(forms.Form):
    """Narrow the list of who cannot be judged yet, or of what stays open."""

    daftar = forms.CharField(required=False, widget=forms.HiddenInput)
    kendala = forms.ChoiceField(label="Sebab", required=False)
    cari = forms.CharField(
        label="Nama atau NIP",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, *, daftar: str, kendala: str, cari: str) -> None:
        super().__init__({"daftar": daftar, "kendala": kendala, "cari": cari})
        pilihan = KendalaFinal if daftar == "terbuka" else KendalaPembukaan
        self.fields["kendala"].choices = [("", "Semua"), *pilihan.choices()]  # type: ignore[attr-defined]
