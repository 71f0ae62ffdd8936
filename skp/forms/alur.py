"""Forms of the flow: notes on items, revision, comparing versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from skp.forms.bidang import WAJIB, teks_panjang
from skp.models import Skp
from skp.selectors import Sasaran


class SematForm(forms.Form):
    """Pin a note to one item."""

    sasaran = forms.ChoiceField(
        label="Tentang",
        error_messages={"invalid_choice": "Bagian itu tidak ditemukan. Pilih dari daftar.", **WAJIB},
    )
    teks = teks_panjang("Catatan", 2000, baris=3, bantuan="Sebut apa yang perlu diperbaiki, dan bagaimana.")

    def __init__(self, *args: Any, daftar: Sequence[Sasaran], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bidang: Any = self.fields["sasaran"]
        bidang.choices = [
            (s.kunci, f"{s.nama}: {_potong(s.kutipan)}" if s.kutipan and s.rhk else s.nama) for s in daftar
        ]


def _potong(teks: str) -> str:
    return teks if len(teks) <= 50 else f"{teks[:49]}…"


class JawabanForm(forms.Form):
    jawaban = forms.CharField(max_length=2000, required=False)


class RevisiForm(forms.Form):
    alasan = teks_panjang(
        "Alasan revisi", 1000, bantuan="Misalnya perubahan prioritas, strategi, atau penugasan pimpinan."
    )


class BandingForm(forms.Form):
    """Which two versions are compared."""

    lama = forms.ChoiceField(label="Versi lama", required=False)
    baru = forms.ChoiceField(label="Versi baru", required=False)

    def __init__(self, *args: Any, pilihan: Sequence[tuple[Skp, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar = {str(s.uuid): s for s, _ in pilihan}
        for nama in ("lama", "baru"):
            bidang: Any = self.fields[nama]
            bidang.choices = [(str(s.uuid), label) for s, label in pilihan]


class PengelolaForm(forms.Form):
    cari = forms.CharField(
        label="Nama, NIP, atau unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
