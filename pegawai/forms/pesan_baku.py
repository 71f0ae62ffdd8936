"""What a form says where its field says nothing of its own: Django's sentences, put as this application speaks."""

from typing import Any

from django.core import validators
from django.forms import fields, models

TERLALU_PANJANG = "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf."
KARAKTER = "Tulisan memuat karakter yang tidak dapat disimpan. Hapus karakter itu, lalu kirim lagi."
BELUM = "Isian ini belum diisi."
TIDAK_ADA = "Pilihan itu tidak ditemukan. Pilih dari daftar."
BULAT = "Tulis bilangan bulat, misalnya 5."
ANGKA = "Tulis angka saja, dengan koma untuk pecahan, misalnya 99,5."
TANGGAL = "Tanggal ini tidak ada. Tulis seperti 31-12-2026."
JAM = "Jam ini tidak ada. Tulis seperti 13.30."

BAKU: dict[type, dict[str, str]] = {
    fields.Field: {"required": BELUM},
    fields.IntegerField: {"invalid": BULAT},
    fields.DecimalField: {"invalid": ANGKA},
    fields.DateField: {"invalid": TANGGAL},
    fields.TimeField: {"invalid": JAM},
    fields.DateTimeField: {"invalid": "Tanggal atau jam ini tidak ada. Pilih dari kalender."},
    fields.ChoiceField: {"invalid_choice": TIDAK_ADA},
    fields.MultipleChoiceField: {"invalid_choice": TIDAK_ADA},
    models.ModelChoiceField: {"invalid_choice": TIDAK_ADA},
    fields.UUIDField: {"invalid": TIDAK_ADA},
}


def pakai() -> None:
    """Once, when the application starts; a field's own `error_messages` still come first."""
    for jenis, pesan in BAKU.items():
        bawaan: Any = jenis.default_error_messages  # type: ignore[attr-defined]
        bawaan.update(pesan)
    panjang: Any = validators.MaxLengthValidator
    karakter: Any = validators.ProhibitNullCharactersValidator
    terkecil: Any = validators.MinValueValidator
    terbesar: Any = validators.MaxValueValidator
    panjang.message, karakter.message = TERLALU_PANJANG, KARAKTER
    terkecil.message = "Tulis %(limit_value)s atau lebih."
    terbesar.message = "Tulis %(limit_value)s atau kurang."
