"""The decision of the penilai, in the order of the printed form."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import Evaluasi
from evaluasi.rules import (
    MAKS_DASAR,
    PETUNJUK_RATING,
    Ekspektasi,
)
from skp.forms import teks_panjang


def _rating(label: str, bantuan: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=Ekspektasi.choices(),
        widget=forms.RadioSelect,
        help_text=bantuan,
        error_messages={"invalid_choice": "Pilih salah satu dari tiga rating."},
    )


class RatingForm(forms.Form):
    """The decision of the penilai. Nothing is required while he writes; being final asks for all of it."""

    rating_hasil = _rating("Rating hasil kerja", "Satu rating untuk semua hasil kerja bersama-sama.")
    alasan_hasil = teks_panjang(
        "Dasar rating hasil kerja",
        MAKS_DASAR,
        bantuan="Sebut realisasi dan bukti yang menentukan. Pegawai membaca tulisan ini.",
        wajib=False,
    )
    rating_perilaku = _rating("Rating perilaku kerja", "Satu rating untuk tujuh nilai bersama-sama.")
    alasan_perilaku = teks_panjang(
        "Dasar rating perilaku kerja",
        MAKS_DASAR,
        bantuan="Sebut perilaku yang Anda lihat, bukan sifat orangnya.",
        wajib=False,
    )
    catatan_rekomendasi = teks_panjang(
        "Catatan/rekomendasi", MAKS_DASAR, bantuan="Dicetak pada Dokumen Evaluasi bagian 5.", wajib=False
    )
    versi = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, evaluasi: Evaluasi) -> None:
        super().__init__(data, initial=self.isi(evaluasi))

    @staticmethod
    def isi(evaluasi: Evaluasi) -> dict[str, Any]:
        """What is stored now, by field."""
        return {
            "rating_hasil": evaluasi.rating_hasil,
            "alasan_hasil": evaluasi.alasan_hasil,
            "rating_perilaku": evaluasi.rating_perilaku,
            "alasan_perilaku": evaluasi.alasan_perilaku,
            "catatan_rekomendasi": evaluasi.catatan_rekomendasi,
            "versi": evaluasi.nomor_sunting,
        }

    def untuk_service(self) -> dict[str, Any]:
        isi = dict(self.cleaned_data)
        isi["nomor_sunting"] = isi.pop("versi")
        return isi


class KuadranForm(forms.Form):
    """Two ratings to look up in the kuadran; nothing is saved."""

    rating_hasil = _rating("Rating hasil kerja", "")
    rating_perilaku = _rating("Rating perilaku kerja", "")


class FinalForm(forms.Form):
    """The count of changes that was on the page when the penilai confirmed."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CatatanKembaliForm(forms.Form):
    catatan = teks_panjang(
        "Bahan yang perlu dilengkapi", 2000, baris=2, bantuan="Pegawai membaca tulisan ini di berandanya."
    )


PETUNJUK = [(e.label, PETUNJUK_RATING[e]) for e in Ekspektasi]
"""The guideline as a hint beside the ratings."""
