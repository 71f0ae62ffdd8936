"""The form that opens a closed period again."""

from __future__ import annotations

from django import forms

from kinerja.forms.bidang import TanggalField


class PembukaanForm(forms.Form):
    """Until when, and why."""

    sampai = TanggalField(label="Dibuka sampai")
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        help_text="Terbaca oleh pegawai dan penilainya.",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        error_messages={
            "required": "Alasan belum ditulis.",
            "max_length": "Alasan terlalu panjang. Ringkas sampai 500 huruf.",
        },
    )
