"""Forms of the agency's rules for feedback, and of openers."""

from __future__ import annotations

from typing import Any

from django import forms

from kinerja.forms.bidang import BELUM, SALAH_PILIH
from kinerja.models import PengaturanUmpanBalik
from kinerja.rules import MIN_JEDA_RONDE, IramaUmpanBalik, SifatUmpanBalik
from pegawai.forms.pilih import Formulir, UnitField

ANGKA = {"invalid": "Tulis angka bulat, misalnya 60.", "required": BELUM}
BIDANG = ("menit_ubah", "is_rekan_dibuka", "is_bawahan_dibuka", "hari_jeda_ronde")


class PengaturanForm(forms.Form):
    menit_ubah = forms.IntegerField(
        label="Umpan balik dapat diubah atau ditarik selama (menit)",
        min_value=0,
        max_value=7 * 24 * 60,
        help_text="0 berarti tidak dapat ditarik. Paling lama 10080 menit, tujuh hari.",
        error_messages=ANGKA
        | {"min_value": "Tulis 0 sampai 10080 menit.", "max_value": "Tulis 0 sampai 10080 menit."},
    )
    is_rekan_dibuka = forms.BooleanField(label="Rekan kerja dapat memberi umpan balik", required=False)
    is_bawahan_dibuka = forms.BooleanField(
        label="Bawahan dapat memberi umpan balik kepada penilainya", required=False
    )
    hari_jeda_ronde = forms.IntegerField(
        label="Jarak antarronde 360 (hari)",
        min_value=MIN_JEDA_RONDE,
        max_value=366,
        help_text="Ronde yang berdekatan dapat dibandingkan sehingga penulis tertebak.",
        error_messages=ANGKA
        | {
            "min_value": f"Tulis {MIN_JEDA_RONDE} sampai 366 hari.",
            "max_value": f"Tulis {MIN_JEDA_RONDE} sampai 366 hari.",
        },
    )

    def __init__(self, *args: Any, pengaturan: PengaturanUmpanBalik, **kwargs: Any) -> None:
        awal = {n: getattr(pengaturan, n) for n in BIDANG}
        super().__init__(*args, **kwargs | {"initial": awal})


class IramaForm(Formulir):
    """How often, for whom. Without a unit: the whole agency."""

    unit = UnitField(label="Unit kerja", required=False, help_text="Kosong berarti seluruh instansi.")
    irama = forms.ChoiceField(label="Irama", choices=IramaUmpanBalik.choices(), error_messages=SALAH_PILIH)
    hari = forms.IntegerField(
        label="Jarak hari",
        required=False,
        help_text="Hanya untuk pilihan jarak hari sendiri.",
        error_messages=ANGKA,
    )


class FrasaForm(forms.Form):
    teks = forms.CharField(
        label="Kalimat pembuka",
        max_length=120,
        help_text="Awal kalimat yang Anda lengkapi sendiri, misalnya “Yang membantu warga:”.",
        error_messages={
            "required": "Kalimat pembuka belum ditulis.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
    )
    sifat = forms.ChoiceField(
        label="Untuk",
        required=False,
        choices=[("", "Semua sifat"), *SifatUmpanBalik.choices()],
        error_messages=SALAH_PILIH,
    )
