"""Forms of taking the log in and out."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from kinerja.forms.bidang import TanggalField
from kinerja.impor.buku import KOLOM, MAKS_BYTE, MAKS_TEMPEL

Pilihan = Sequence[tuple[str, Any]]
MAKS_HARI = 366 * 5


class ImporForm(forms.Form):
    """A workbook or a paste, and what rows without a step hang on."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    tempel = forms.CharField(
        label="Tempel baris dari lembar kerja",
        required=False,
        max_length=MAKS_TEMPEL,
        help_text="Tanpa baris judul, urutannya: tanggal, kegiatan, jumlah, satuan, rencana aksi, jam mulai, jam selesai.",
        error_messages={"max_length": "Tempelan terlalu panjang. Tempel beberapa kali, atau unggah XLSX."},
        widget=forms.Textarea(attrs={"rows": 6, "wrap": "off", "spellcheck": "false"}),
        strip=False,
    )
    berkas = forms.FileField(
        label="Atau unggah XLSX",
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"data-maks-mb": MAKS_BYTE // 1024 // 1024, "accept": ".xlsx"}),
        error_messages={
            "empty": "Berkas ini kosong. Unduh templatnya, isi, lalu unggah kembali.",
            "max_length": "Nama berkas lebih dari 255 huruf. Perpendek namanya.",
        },
    )
    bawaan = forms.ChoiceField(
        label="Baris tanpa rencana aksi dicatat untuk",
        required=False,
        error_messages={"invalid_choice": "Pilihan itu tidak ditemukan. Pilih dari daftar."},
    )

    def __init__(self, *args: Any, tujuan: Pilihan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bawaan"].choices = [("", "Ditanyakan per baris"), *tujuan]  # type: ignore[attr-defined]
        self.fields["klien_id"].initial = uuid.uuid4
        # two million letters left is nothing to be told; the field itself still refuses more
        self.fields["tempel"].widget.attrs.pop("maxlength", None)

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas and berkas.size > MAKS_BYTE:
            raise forms.ValidationError(
                f"Berkas melebihi {MAKS_BYTE // 1024 // 1024} MB. Bagi menjadi beberapa berkas."
            )
        return berkas

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        if not self.errors and not isi.get("berkas") and not (isi.get("tempel") or "").strip():
            self.add_error("tempel", "Tempel baris, atau pilih berkas XLSX.")
        return isi


class BarisForm(forms.Form):
    """One refused row with what stands in it, to be mended. Whatever is typed is judged by the service."""

    tanggal = forms.CharField(label="Tanggal", required=False, max_length=60)
    uraian = forms.CharField(
        label="Kegiatan", required=False, widget=forms.Textarea(attrs={"rows": 2}), strip=True
    )
    jumlah = forms.CharField(label="Jumlah", required=False, max_length=60)
    satuan = forms.CharField(label="Satuan", required=False)
    jam_mulai = forms.CharField(label="Jam mulai", required=False, max_length=60)
    jam_selesai = forms.CharField(label="Jam selesai", required=False, max_length=60)
    tautan = forms.CharField(label="Tautan bukti", required=False)
    tujuan = forms.ChoiceField(label="Rencana aksi", required=False)

    def __init__(self, *args: Any, tujuan: Pilihan, rencana: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kosong = f"Seperti tertulis: {rencana[:60]}" if rencana else "Pilih rencana aksi"
        self.fields["tujuan"].choices = [("", kosong), *tujuan]  # type: ignore[attr-defined]
        for nama in ("tanggal", "jumlah", "satuan", "jam_mulai", "jam_selesai"):
            self.fields[nama].widget.attrs["class"] = "pendek"

    def tempel_pesan(self, pesan: Sequence[Mapping[str, str]]) -> None:
        """Show the sentences of the judgement at their fields."""
        self.full_clean()
        for p in pesan:
            bidang = {"rencana": "tujuan"}.get(p["bidang"], p["bidang"])
            self.add_error(bidang if bidang in self.fields else None, p["kalimat"])


BIDANG_BARIS = (*(b for b in KOLOM if b != "rencana"), "tujuan")


class EksporForm(forms.Form):
    """Which span, in which shape."""

    BENTUK = (
        ("xlsx", "XLSX: semua kolom"),
        ("pdf", "PDF: siap cetak"),
        ("nasional_xlsx", "XLSX urutan Progress Harian e-Kinerja BKN"),
        ("nasional_csv", "CSV urutan Progress Harian e-Kinerja BKN"),
    )
    mulai = TanggalField(label="Dari tanggal")
    selesai = TanggalField(label="Sampai tanggal")
    bentuk = forms.ChoiceField(
        label="Bentuk",
        choices=BENTUK,
        widget=forms.RadioSelect,
        initial="xlsx",
        error_messages={"invalid_choice": "Pilih salah satu bentuk.", "required": "Pilih salah satu bentuk."},
    )

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or self.cleaned_data
        mulai, selesai = isi.get("mulai"), isi.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Tanggal akhir harus sama dengan atau setelah tanggal awal.")
        elif mulai and selesai and selesai - mulai > timedelta(days=MAKS_HARI):
            self.add_error("selesai", "Paling lama lima tahun sekali ekspor. Persempit rentangnya.")
        return isi

    @staticmethod
    def awal(hari: date) -> dict[str, date]:
        return {"mulai": hari.replace(day=1), "selesai": hari}
