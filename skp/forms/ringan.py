"""Forms of typing less."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from pegawai.forms.pilih import Formulir, JabatanField
from pegawai.models import Jabatan
from skp.forms.bidang import teks_panjang
from skp.rules import Aspek, JenisRhk, JenisTarget

MAKS_MB = 5


class CariForm(forms.Form):
    """Narrow the list of SKP that can be copied."""

    cari = forms.CharField(
        label="Nama rekan atau unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class BankSaringForm(forms.Form):
    """Narrow the bank. Unknown values in the address mean everything."""

    cari = forms.CharField(
        label="Kata dalam RHK atau indikator",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    jabatan = forms.ChoiceField(label="Jabatan", required=False)
    aspek = forms.ChoiceField(label="Aspek", required=False, choices=[("", "Semua aspek"), *Aspek.choices()])

    def __init__(self, *args: Any, jabatan: Iterable[Jabatan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilih: Any = self.fields["jabatan"]
        pilih.choices = [("", "Semua jabatan"), *((str(j.uuid), j.nama) for j in jabatan)]

    @property
    def pilihan(self) -> dict[str, str]:
        self.is_valid()
        return {k: str(self.cleaned_data.get(k, "")) for k in self.fields}


class CalonSaringForm(forms.Form):
    """Narrow the candidates for the bank."""

    cari = forms.CharField(
        label="Kata dalam RHK",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class BankForm(Formulir):
    """One entry of the bank; its indicators stand in rows beside it."""

    # the search widget of posts is one for the whole application
    jabatan = JabatanField(label="Jabatan")
    jenis = forms.ChoiceField(
        label="Jenis", choices=JenisRhk.choices(), widget=forms.RadioSelect, initial=JenisRhk.UTAMA.value
    )
    teks = teks_panjang(
        "Rencana hasil kerja",
        2000,
        bantuan="Tulis hasilnya, bukan kegiatannya. Contoh: “Tersusunnya laporan”.",
    )


class BankIkiForm(forms.Form):
    """One indicator of an entry; a row without text is left out."""

    aspek = forms.ChoiceField(label="Aspek", required=False, choices=[("", "Tanpa aspek"), *Aspek.choices()])
    teks = forms.CharField(
        label="Indikator",
        required=False,
        max_length=1000,
        error_messages={"max_length": "Indikator terlalu panjang. Ringkas sampai 1.000 huruf."},
    )
    jenis_target = forms.ChoiceField(
        label="Bentuk target", choices=JenisTarget.choices(), initial=JenisTarget.ANGKA.value
    )
    satuan = forms.CharField(
        label="Satuan",
        required=False,
        max_length=60,
        error_messages={"max_length": "Satuan terlalu panjang. Ringkas sampai 60 huruf."},
    )


BankIkiFormSet = forms.formset_factory(BankIkiForm, extra=2, max_num=20, absolute_max=20)


class BerkasRencanaForm(forms.Form):
    """A workbook; what it is, its content says when it is read."""

    berkas = forms.FileField(
        label="Berkas XLSX",
        max_length=255,
        widget=forms.FileInput(attrs={"data-maks-mb": MAKS_MB, "accept": ".xlsx"}),
        error_messages={
            "required": "Pilih berkas XLSX dahulu.",
            "empty": "Berkas ini kosong. Unduh contohnya, isi, lalu unggah kembali.",
            "max_length": "Nama berkas lebih dari 255 huruf. Perpendek namanya.",
        },
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MAKS_MB * 1024 * 1024:
            raise forms.ValidationError(f"Berkas melebihi {MAKS_MB} MB. Bagi menjadi beberapa berkas.")
        return berkas
