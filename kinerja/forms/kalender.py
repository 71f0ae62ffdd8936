"""Forms of the calendar: holidays, working days, leave."""

from __future__ import annotations

from typing import Any

from django import forms

from kinerja.forms.bidang import BELUM, TanggalField
from kinerja.rules import JenisCuti, JenisLibur
from kinerja.rules.kalender import MAKS_NAMA_LIBUR, MAKS_TEMPEL_LIBUR
from pegawai.forms.pilih import Formulir

SALAH_JENIS = {"invalid_choice": "Pilih salah satu jenis.", "required": "Pilih salah satu jenis."}
SALAH_TAHUN = "Tulis tahun dengan empat angka, misalnya 2027."


class LiburForm(Formulir):
    """One holiday."""

    tanggal = TanggalField(label="Tanggal")
    nama = forms.CharField(
        label="Nama hari libur", max_length=MAKS_NAMA_LIBUR, error_messages={"required": BELUM}
    )
    jenis = forms.ChoiceField(
        label="Jenis",
        choices=JenisLibur.choices(),
        widget=forms.RadioSelect,
        initial=JenisLibur.NASIONAL.value,
        error_messages=SALAH_JENIS,
    )


class TempelLiburForm(Formulir):
    """A list of holidays, one per line."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2020,
        max_value=2100,
        help_text="Dipakai untuk tanggal yang tidak menyebut tahun.",
        widget=forms.NumberInput(attrs={"class": "pendek"}),
        error_messages={
            "required": SALAH_TAHUN,
            "invalid": SALAH_TAHUN,
            "min_value": SALAH_TAHUN,
            "max_value": SALAH_TAHUN,
        },
    )
    jenis = forms.ChoiceField(
        label="Jenis bila barisnya tidak menyebut",
        choices=JenisLibur.choices(),
        widget=forms.RadioSelect,
        initial=JenisLibur.NASIONAL.value,
        error_messages=SALAH_JENIS,
    )
    daftar = forms.CharField(
        label="Daftar hari libur",
        max_length=MAKS_TEMPEL_LIBUR,
        help_text="Satu hari per baris: tanggal lalu nama, misalnya 17 Agustus 2026 Proklamasi Kemerdekaan.",
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Tempel daftarnya di sini."},
    )


class HariKerjaForm(Formulir):
    hari_kerja = forms.TypedChoiceField(
        label="Hari kerja seminggu",
        coerce=int,
        choices=[(5, "Senin sampai Jumat"), (6, "Senin sampai Sabtu")],
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": "Pilih lima atau enam hari kerja.",
            "required": "Pilih lima atau enam hari kerja.",
        },
    )


class CutiForm(Formulir):
    """Days away: the category, never the reason in words."""

    jenis = forms.ChoiceField(
        label="Jenis", choices=JenisCuti.choices(), widget=forms.RadioSelect, error_messages=SALAH_JENIS
    )
    mulai = TanggalField(label="Mulai tanggal")
    selesai = TanggalField(label="Sampai tanggal", help_text="Isi tanggal yang sama untuk satu hari.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jenis"].help_text = "Jangan tulis alasan atau keterangan kesehatan di mana pun."
