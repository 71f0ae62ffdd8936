"""Forms of acknowledging, questioning and answering."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from kinerja.forms.bidang import teks_kerja


class KetahuiForm(forms.Form):
    """Which version of the entry was read."""

    nomor_sunting = forms.IntegerField(min_value=0, required=False)


class PesanForm(forms.Form):
    """Words about an entry, with the key of their sending."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    isi = teks_kerja("Pertanyaan", baris=2)

    def __init__(self, *args: object, sebutan: str = "Pertanyaan", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["isi"] = teks_kerja(sebutan, baris=2)
        self.fields["klien_id"].initial = uuid.uuid4

    @property
    def kunci(self) -> uuid.UUID:
        """Twice the same is one message; changed words are another."""
        return uuid.uuid5(self.cleaned_data["klien_id"], self.cleaned_data["isi"])


class PekanForm(forms.Form):
    """What was ticked on the week of the team: whole people, single entries."""

    hari = forms.DateField()
    kiriman = forms.UUIDField()

    MAKS = 400

    def pilihan_orang(self) -> dict[uuid.UUID, str]:
        """SKP → the mark of what was seen; what is no key is left out."""
        return dict(self._pasangan("o"))

    def pilihan_catatan(self) -> dict[uuid.UUID, int]:
        """Entry → the version that was read."""
        return {kunci: int(nilai) for kunci, nilai in self._pasangan("c") if nilai.isdigit()}

    def _pasangan(self, jenis: str) -> list[tuple[uuid.UUID, str]]:
        hasil = []
        data: Any = self.data
        for teks in data.getlist("pilih")[: self.MAKS]:
            awal, _, isi = teks.partition(":")
            kunci, _, nilai = isi.partition(":")
            try:
                if awal == jenis:
                    hasil.append((uuid.UUID(kunci), nilai[:40]))
            except ValueError:
                continue
        return hasil
