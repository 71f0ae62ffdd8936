"""The form of a behaviour."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from kinerja.forms.bidang import SALAH_PILIH, TanggalField, kunci_kirim, teks_kerja
from kinerja.forms.bukti import BuktiCampuran
from skp.rules import NilaiPerilaku


class PerilakuForm(BuktiCampuran):
    """A behaviour under one value."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    nilai = forms.ChoiceField(
        label="Nilai", choices=NilaiPerilaku.choices(), widget=forms.HiddenInput, error_messages=SALAH_PILIH
    )
    tanggal = TanggalField(label="Tanggal")
    uraian = teks_kerja("Apa yang dilakukan", baris=3, bantuan="Sebutkan kejadiannya, bukan sifatnya.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klien_id"].initial = uuid.uuid4

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "nilai": c["nilai"],
            "tanggal": c["tanggal"],
            "uraian": c["uraian"],
            "klien_id": kunci_kirim(c["klien_id"], c["nilai"], c["tanggal"], c["uraian"]),
        }
