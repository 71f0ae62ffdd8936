"""What follows from a result, and when it is proposed."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.rules import (
    JENIS_USUL,
    MAKS_URAIAN_TINDAK,
    JenisTindakLanjut,
    Predikat,
    StatusTindakLanjut,
)
from evaluasi.selectors.tindak_lanjut import KEADAAN_TINDAK
from skp.forms import teks_panjang

PILIH = dict.fromkeys(("required", "invalid_choice"), "Pilih salah satu.")


class TindakLanjutForm(forms.Form):
    jenis = forms.ChoiceField(
        label="Jenis", choices=JenisTindakLanjut.choices(), widget=forms.RadioSelect, error_messages=PILIH
    )
    uraian = teks_panjang("Tindak lanjut", MAKS_URAIAN_TINDAK, bantuan="Apa yang dikerjakan, dan oleh siapa.")
    tenggat = forms.DateField(
        label="Tenggat",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal yang benar."},
    )


class SaringTindakForm(forms.Form):
    """Narrow the list: whose, how far, of which kind."""

    cari = forms.CharField(
        label="Nama atau NIP",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=KEADAAN_TINDAK.items())
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua jenis"), *JenisTindakLanjut.choices()]
    )


class TutupTindakForm(forms.Form):
    status = forms.ChoiceField(
        label="Keadaan",
        choices=[(s.value, s.label) for s in StatusTindakLanjut if s != StatusTindakLanjut.TERBUKA],
        widget=forms.RadioSelect,
        error_messages=PILIH,
    )
    hasil = teks_panjang("Hasil", MAKS_URAIAN_TINDAK, bantuan="Apa yang sudah terjadi, atau alasan berhenti.")


class AturanUsulanForm(forms.Form):
    nama = forms.CharField(
        label="Nama usulan",
        max_length=200,
        help_text="Misalnya: Prioritas kelompok rencana suksesi.",
        error_messages={"required": "Nama usulan belum diisi."},
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=[(j.value, j.label) for j in JenisTindakLanjut if j in JENIS_USUL],
        error_messages=PILIH,
    )
    predikat_minimal = forms.ChoiceField(
        label="Predikat paling rendah", choices=Predikat.choices(), error_messages=PILIH
    )
    is_tahunan = forms.TypedChoiceField(
        label="Dihitung dari evaluasi",
        choices=[("ya", "Tahunan"), ("tidak", "Bulanan atau triwulan")],
        coerce=lambda v: v == "ya",
        error_messages=PILIH,
    )
    berturut = forms.IntegerField(
        label="Berturut-turut sebanyak",
        min_value=1,
        max_value=24,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "pendek"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Tulis angka antara 1 dan 24."
        ),
    )

    def tolak(self, galat: Any) -> None:
        self.add_error(galat.bidang if galat.bidang in self.fields else None, galat.pesan)
