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
from pegawai.forms.pilih import Formulir
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


def _sebab(label: str) -> forms.CharField:
    return teks_panjang(
        label, 2000, baris=2, wajib=False, bantuan="Satu kalimat cukup. Pegawai membaca tulisan ini."
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
    sebab_beda_hasil = _sebab("Sebab rating hasil kerja berbeda dari saran")
    sebab_beda_perilaku = _sebab("Sebab rating perilaku kerja berbeda dari saran")
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
            "sebab_beda_hasil": evaluasi.sebab_beda_hasil,
            "sebab_beda_perilaku": evaluasi.sebab_beda_perilaku,
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


class RekomendasiForm(forms.Form):
    """What a ketua tim says; the two ratings are his view and may stay open."""

    isi = teks_panjang(
        "Rekomendasi", 2000, baris=5, bantuan="Sebut hasil dan perilaku yang Anda lihat di tim."
    )
    rating_hasil = _rating("Hasil kerja menurut Anda", "Boleh dikosongkan. Penilai yang memutuskan.")
    rating_perilaku = _rating("Perilaku kerja menurut Anda", "Boleh dikosongkan. Penilai yang memutuskan.")
    versi = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def untuk_service(self) -> dict[str, Any]:
        isi = dict(self.cleaned_data)
        isi["nomor_sunting"] = isi.pop("versi")
        return isi


class PengaturanNilaiForm(Formulir):
    rekomendasi_ketua_tim = forms.BooleanField(
        label="Ketua tim memberi rekomendasi",
        required=False,
        help_text="Untuk anggota yang dinilai pejabat lain. Rekomendasi yang sudah ada tetap terlihat.",
    )
