"""A field that says nothing of its own speaks as the application does."""

import pytest
from django import forms

from kinerja.forms.bidang import TanggalField


@pytest.mark.parametrize(
    ("bidang", "isian", "pesan"),
    [
        (forms.CharField(), "", "Isian ini belum diisi."),
        (
            forms.CharField(max_length=5),
            "terlalu panjang",
            "Tulisan terlalu panjang. Ringkas sampai 5 huruf.",
        ),
        (
            forms.CharField(),
            "a\0b",
            "Tulisan memuat karakter yang tidak dapat disimpan. Hapus karakter itu, lalu kirim lagi.",
        ),
        (forms.ChoiceField(choices=[("a", "A")]), "b", "Pilihan itu tidak ditemukan. Pilih dari daftar."),
        (
            forms.MultipleChoiceField(choices=[("a", "A")]),
            ["b"],
            "Pilihan itu tidak ditemukan. Pilih dari daftar.",
        ),
        (forms.UUIDField(), "x", "Pilihan itu tidak ditemukan. Pilih dari daftar."),
        (forms.IntegerField(), "1,5", "Tulis bilangan bulat, misalnya 5."),
        (forms.IntegerField(min_value=1), "0", "Tulis 1 atau lebih."),
        (forms.IntegerField(max_value=9), "10", "Tulis 9 atau kurang."),
        (forms.DateField(), "31 Februari", "Tanggal ini tidak ada. Tulis seperti 31-12-2026."),
        (TanggalField(), "9999-12-31", "Tanggal ini tidak ada. Tulis seperti 31-12-2026."),
        (TanggalField(), "0001-01-01", "Tanggal ini tidak ada. Tulis seperti 31-12-2026."),
    ],
)
def test_the_sentence_says_the_way_out(bidang, isian, pesan):
    with pytest.raises(forms.ValidationError) as galat:
        bidang.clean(isian)

    assert galat.value.messages == [pesan]
