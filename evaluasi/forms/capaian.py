"""The capaian of a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from evaluasi.models import CapaianOrganisasi
from evaluasi.rules import (
    MAKS_DASAR,
    PredikatOrganisasi,
)
from evaluasi.selectors import versi_capaian
from skp.forms import teks_panjang

TERIMA_LAMPIRAN = "application/pdf,image/jpeg,image/png,image/webp"


class CapaianForm(forms.Form):
    predikat = forms.ChoiceField(
        label="Predikat capaian kinerja organisasi",
        choices=PredikatOrganisasi.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih predikat capaian."},
    )
    dasar = teks_panjang(
        "Dasar penetapan",
        MAKS_DASAR,
        baris=4,
        bantuan="Sebut capaian rencana aksi atau perjanjian kinerja. Contoh: “Indeks SPBE 3,58 dari target 3,60”.",
    )
    lampiran = forms.FileField(
        label="Lampiran",
        required=False,
        help_text=f"PDF atau gambar, paling besar {settings.UKURAN_BUKTI_MAKS_MB} MB.",
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
        widget=forms.FileInput(
            attrs={"accept": TERIMA_LAMPIRAN, "data-maks-mb": settings.UKURAN_BUKTI_MAKS_MB}
        ),
    )
    versi = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, capaian: CapaianOrganisasi | None) -> None:
        awal = {"versi": versi_capaian(capaian)}
        if capaian is not None:
            awal |= {"predikat": capaian.predikat, "dasar": capaian.dasar}
        super().__init__(data, files, initial=awal)


class AlasanForm(forms.Form):
    alasan = teks_panjang("Alasan membuka kembali", 1000, baris=2, bantuan="Tersimpan di riwayat.")
