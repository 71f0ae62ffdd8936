"""The forms of a behaviour, of the answer to one, and of the agency's settings."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from kinerja.forms.bidang import SALAH_PILIH, TanggalField, kunci_kirim, teks_kerja
from kinerja.forms.bukti import BuktiCampuran
from kinerja.rules.perilaku import BATAS_MAKS_PER_HARI
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku


class IsiPerilaku(forms.Form):
    """What an entry says: when, what, which guidance and expectation it shows."""

    tanggal = TanggalField(label="Tanggal")
    uraian = teks_kerja("Apa yang dilakukan", baris=3, bantuan="Sebutkan kejadiannya, bukan sifatnya.")
    panduan = forms.TypedChoiceField(
        label="Panduan perilaku yang ditunjukkan",
        required=False,
        coerce=int,
        empty_value=None,
        error_messages=SALAH_PILIH,
    )
    ekspektasi = forms.BooleanField(label="Menunjukkan ekspektasi khusus pimpinan", required=False)

    def __init__(self, *args: Any, nilai: NilaiPerilaku, ada_ekspektasi: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilih: Any = self.fields["panduan"]
        pilih.choices = [
            ("", "Tidak disebut"),
            *((n, teks) for n, teks in enumerate(PANDUAN_PERILAKU[nilai], start=1)),
        ]
        if not ada_ekspektasi:
            del self.fields["ekspektasi"]

    def isi_perilaku(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "tanggal": c["tanggal"],
            "uraian": c["uraian"],
            "panduan": c["panduan"],
            "ekspektasi": c.get("ekspektasi", False),
        }


class PerilakuForm(IsiPerilaku, BuktiCampuran):
    """A behaviour under one value, with its evidence."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    nilai = forms.ChoiceField(
        label="Nilai", choices=NilaiPerilaku.choices(), widget=forms.HiddenInput, error_messages=SALAH_PILIH
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klien_id"].initial = uuid.uuid4

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        kunci = kunci_kirim(c["klien_id"], c["nilai"], c["tanggal"], c["uraian"])
        return {"nilai": c["nilai"], "klien_id": kunci, **self.isi_perilaku()}


class UbahPerilakuForm(IsiPerilaku):
    """The same words again, with the number that tells two tabs apart."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def isi(self) -> dict[str, Any]:
        return {"nomor_sunting": self.cleaned_data["nomor_sunting"], **self.isi_perilaku()}


class TanggapanPerilakuForm(forms.Form):
    balasan = teks_kerja("Tanggapan Anda", baris=2)


class PengaturanPerilakuForm(forms.Form):
    """How many, and whether colleagues write."""

    maks_per_hari = forms.IntegerField(
        label="Paling banyak catatan sehari",
        min_value=1,
        max_value=BATAS_MAKS_PER_HARI,
        help_text="Dari satu penulis tentang satu orang. Catatan sendiri tidak dibatasi.",
        error_messages={
            "required": "Isi angkanya.",
            "invalid": "Tulis angka bulat.",
            "min_value": "Paling sedikit 1.",
            "max_value": f"Paling banyak {BATAS_MAKS_PER_HARI}.",
        },
    )
    is_rekan_dibuka = forms.BooleanField(label="Rekan kerja boleh mencatat perilaku", required=False)
