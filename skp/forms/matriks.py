"""Forms of the matrix: one cell, a block of cells, the cells of one person, a workbook."""

from __future__ import annotations

from typing import Any

from django import forms

from skp.forms.bidang import TeksField
from skp.laporan.matriks import MAKS_BYTE
from skp.rules import MAKS_HASIL, MAKS_HASIL_PER_SEL
from skp.selectors import BarisMatriks
from skp.services import IsianSel

MAKS_SEL = MAKS_HASIL * MAKS_HASIL_PER_SEL + MAKS_HASIL_PER_SEL
MAKS_TEMPEL = 4000


class SelForm(forms.Form):
    """One cell, as the page sends it. Whether it may be written, the service says."""

    pegawai = forms.CharField(max_length=40)
    kolom = forms.CharField(max_length=80)
    teks = TeksField(required=False, strip=False)
    versi = forms.CharField(required=False, max_length=40)

    def isian(self) -> IsianSel:
        """An empty fingerprint is that of an empty cell."""
        return IsianSel(**self.cleaned_data)


class TempelForm(forms.Form):
    """A block of cells: what was pasted, or the changes of a workbook that was looked at."""

    isi = forms.JSONField(error_messages={"invalid": "Isi tempelan tidak terbaca. Salin ulang, lalu tempel."})

    def clean_isi(self) -> list[IsianSel]:
        isi = self.cleaned_data["isi"]
        if not isinstance(isi, list) or len(isi) > MAKS_TEMPEL:
            raise forms.ValidationError(f"Tempel paling banyak {MAKS_TEMPEL} sel sekaligus.")
        hasil = []
        for satu in isi:
            form = SelForm(satu if isinstance(satu, dict) else {})
            if not form.is_valid():
                raise forms.ValidationError("Isi tempelan tidak terbaca. Salin ulang, lalu tempel.")
            hasil.append(IsianSel(**form.cleaned_data, letak=str(satu.get("letak", ""))[:100]))
        return hasil


class BarisForm(forms.Form):
    """Every cell of one person, one field per column, each with the fingerprint it was opened with."""

    def __init__(self, *args: Any, baris: BarisMatriks, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.baris = baris
        for i, sel in enumerate(baris.sel):
            self.fields[f"teks-{sel.kolom.kunci}"] = TeksField(
                label=f"{sel.kolom.nomor}. {sel.kolom.teks}",
                required=False,
                initial=sel.teks,
                help_text=sel.kolom.indikator
                or ("Satu hasil per baris. Kosong berarti tidak ikut." if not i else ""),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"versi-{sel.kolom.kunci}"] = forms.CharField(
                required=False, initial=sel.versi, widget=forms.HiddenInput
            )

    def isian(self) -> list[IsianSel]:
        data, uuid = self.cleaned_data, str(self.baris.pegawai.uuid)
        return [
            IsianSel(
                pegawai=uuid,
                kolom=s.kolom.kunci,
                teks=data[f"teks-{s.kolom.kunci}"],
                versi=data[f"versi-{s.kolom.kunci}"],
            )
            for s in self.baris.sel
        ]


class PesertaForm(forms.Form):
    """Look for people of one's unit, then take one into the matrix."""

    cari = forms.CharField(
        label="Nama, jabatan, atau unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class BukuMatriksForm(forms.Form):
    """A workbook. What it holds, its content says; here only its size counts."""

    berkas = forms.FileField(
        label="Berkas XLSX",
        help_text="Unduh matriks ini, isi selnya, lalu unggah di sini. Paling besar 5 MB.",
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ".xlsx", "data-maks-mb": MAKS_BYTE // 1024 // 1024}),
        error_messages={
            "required": "Pilih berkas XLSX dahulu.",
            "empty": "Berkas ini kosong. Unduh matriks, isi, lalu unggah kembali.",
            "max_length": "Nama berkas lebih dari 255 huruf. Perpendek namanya.",
        },
    )
