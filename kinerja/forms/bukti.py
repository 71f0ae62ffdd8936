"""Evidence beside whatever else a form asks."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kinerja.forms.bidang import BerkasField
from kinerja.models import BuktiDukung


class BuktiCampuran(forms.Form):
    """The part of a form that shows evidence: a photo, files, a link."""

    foto = BerkasField("Ambil foto", kamera=True)
    berkas = BerkasField("Pilih berkas", bantuan="PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX.")
    tautan = forms.CharField(
        label="Tautan",
        required=False,
        max_length=1000,
        help_text="Alamat lengkap yang dapat dibuka atasan Anda.",
        widget=forms.TextInput(attrs={"type": "url", "inputmode": "url"}),
    )

    siap = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    """Keys of what was already taken in when something else in the form was refused: no second upload."""

    BIDANG_BUKTI = ("foto", "berkas", "tautan")
    sudah_terunggah: list[BuktiDukung] = []

    @property
    def bukti_terisi(self) -> bool:
        """Whether the folded part must stand open: something in it was refused, taken in or typed."""
        galat = any(n in self.errors for n in self.BIDANG_BUKTI)
        return galat or bool(self.sudah_terunggah) or bool(self["tautan"].value())

    @property
    def bidang_bukti(self) -> list[forms.BoundField]:
        return [self[n] for n in self.BIDANG_BUKTI]

    @property
    def bawa_bukti(self) -> bool:
        """Whether a valid form brings evidence along."""
        return bool(self.berkas_baru() or self.cleaned_data["tautan"] or self.cleaned_data["siap"])

    def berkas_baru(self) -> list[UploadedFile]:
        return [*self.cleaned_data["foto"], *self.cleaned_data["berkas"]]

    def clean_siap(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(k) for k in self.cleaned_data["siap"].split(",") if k]
        except ValueError:
            raise forms.ValidationError("Berkas yang tadi diunggah tidak dikenali. Unggah lagi.") from None

    def ingat_siap(self, bukti: Iterable[BuktiDukung]) -> None:
        """Show the form again with these already inside."""
        self.sudah_terunggah = list(bukti)
        self.ganti_isian("siap", ",".join(str(b.uuid) for b in self.sudah_terunggah))

    def ganti_isian(self, bidang: str, nilai: object) -> None:
        """Replace one field of what was sent, before the form is shown again."""
        kiriman: Any = self.data
        baru = kiriman.copy()
        baru[self.add_prefix(bidang)] = nilai
        self.data = baru
