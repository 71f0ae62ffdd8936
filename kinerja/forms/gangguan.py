"""Forms of the record of outages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from kinerja.forms.bidang import BELUM
from kinerja.rules.gangguan import MAKS_KETERANGAN
from pegawai.forms.pilih import Formulir

SALAH_WAKTU = "Waktu ini tidak ada. Tulis seperti 31-12-2026 08:30."


class WaktuField(forms.DateTimeField):
    """A moment in the agency's own zone."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"],
            error_messages={"invalid": SALAH_WAKTU, "required": BELUM},
            **lain,
        )


class GangguanForm(Formulir):
    """When it began and ended, and what people noticed."""

    mulai = WaktuField(label="Mulai")
    selesai = WaktuField(label="Selesai", required=False, help_text="Kosongkan bila masih berlangsung.")
    keterangan = forms.CharField(
        label="Keterangan",
        max_length=MAKS_KETERANGAN,
        help_text="Yang dirasakan pegawai, dengan kata biasa. Dibaca semua orang.",
        error_messages={
            "required": "Keterangan belum ditulis.",
            "max_length": f"Keterangan paling panjang {MAKS_KETERANGAN} huruf.",
        },
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MAKS_KETERANGAN}),
    )

    def __init__(self, *args: Any, zona: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zona = ZoneInfo(zona)
        for nama in ("mulai", "selesai"):
            if isinstance(self.initial.get(nama), datetime):
                self.initial[nama] = self.initial[nama].astimezone(self.zona).replace(tzinfo=None)

    def _di_zona(self, nama: str) -> datetime | None:
        """What was typed is the clock on the wall of the agency, wherever the server stands."""
        nilai = self.cleaned_data.get(nama)
        return timezone.make_naive(nilai).replace(tzinfo=self.zona) if nilai else None

    def clean_mulai(self) -> datetime | None:
        return self._di_zona("mulai")

    def clean_selesai(self) -> datetime | None:
        return self._di_zona("selesai")


class UbahGangguanForm(GangguanForm):
    """The same, with the reason of the change."""

    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=500,
        help_text="Tercatat pada riwayat.",
        error_messages={"required": "Alasan perubahan belum ditulis."},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )


def _angka(label: str, bantuan: str) -> forms.IntegerField:
    pesan = "Tulis bilangan bulat."
    return forms.IntegerField(
        label=label, help_text=bantuan, error_messages={"invalid": pesan, "required": BELUM}
    )


class AturanGangguanForm(Formulir):
    """How outages are noticed and what they give."""

    menit_terdeteksi = _angka(
        "Aplikasi diam lebih dari (menit)", "Lebih lama dari ini dicatat sebagai gangguan."
    )
    hari_lihat = _angka("Hari terakhir sebelum batas yang dihitung", "Termasuk hari batas itu sendiri.")
    hari_per_jam = _angka(
        "Hari kerja tambahan per jam gangguan",
        "Tiap jam yang dimulai dihitung penuh. 0 mematikan aturan ini.",
    )
    maks_hari = _angka("Paling banyak hari kerja tambahan", "Untuk satu batas waktu.")
