"""Which documents are wanted, and papers held against what was issued."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.rules import (
    PILIHAN_MASSAL,
    BentukLaporan,
    JenisDokumen,
    KeadaanCetak,
)
from pegawai.models import UnitKerja


class DokumenSkpForm(forms.Form):
    """Which documents of one SKP are wanted."""

    jenis = forms.MultipleChoiceField(
        label="Dokumen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu dokumen.",
            "invalid_choice": "Dokumen itu tidak dibuat dari SKP ini. Pilih dari daftar.",
        },
    )

    def __init__(self, data: Any = None, *, pilihan: list[JenisDokumen]) -> None:
        super().__init__(data, initial={"jenis": [pilihan[0].value]})
        self.pilihan = pilihan
        self.fields["jenis"].choices = [(j.value, j.label) for j in pilihan]  # type: ignore[attr-defined]

    def clean_jenis(self) -> list[JenisDokumen]:
        return [JenisDokumen(j) for j in self.cleaned_data["jenis"]]


YANG_DINILAI = "dinilai"


class MassalForm(forms.Form):
    """Which documents of which unit are wanted in one file."""

    unit = forms.ChoiceField(
        label="Unit",
        help_text="Termasuk semua unit di bawahnya.",
        error_messages={
            "required": "Pilih unit.",
            "invalid_choice": "Unit itu tidak ada dalam daftar. Pilih dari daftar.",
        },
    )
    tahun = forms.TypedChoiceField(
        label="Tahun",
        coerce=int,
        error_messages={
            "required": "Pilih tahun.",
            "invalid_choice": "Tahun itu belum dibuka. Pilih dari daftar.",
        },
    )
    jenis = forms.MultipleChoiceField(
        label="Dokumen",
        choices=PILIHAN_MASSAL,
        widget=forms.CheckboxSelectMultiple,
        help_text="Perjanjian kinerja yang ditetapkan berarti yang sudah disepakati.",
        error_messages={
            "required": "Pilih paling sedikit satu dokumen.",
            "invalid_choice": "Dokumen itu tidak dicetak sekaligus. Pilih dari daftar.",
        },
    )
    keadaan = forms.ChoiceField(
        label="Yang mana",
        choices=KeadaanCetak.choices(),
        initial=KeadaanCetak.TETAP.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih yang mana yang dicetak."},
    )
    bentuk = forms.ChoiceField(
        label="Hasil",
        choices=[(b.value, b.label) for b in (BentukLaporan.GABUNGAN, BentukLaporan.ZIP)],
        initial=BentukLaporan.GABUNGAN.value,
        widget=forms.RadioSelect,
        help_text="Satu PDF memuat paling banyak 1.000 dokumen. Lebih dari itu, pilih ZIP.",
        error_messages={"required": "Pilih bentuk hasilnya."},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        unit: list[UnitKerja],
        tahun: list[int],
        menilai: bool,
        terpilih: str = "",
        jenis: str = "",
        kini: int | None = None,
    ) -> None:
        mula = {"unit": terpilih, "jenis": [jenis or JenisDokumen.SKP.value]}
        super().__init__(data, initial={**mula, "tahun": kini if kini in tahun else None})
        self.units = {str(u.uuid): u for u in unit}
        awal = [(YANG_DINILAI, "Pegawai yang saya nilai")] if menilai else []
        self.fields["unit"].choices = [*awal, *((k, u.nama) for k, u in self.units.items())]  # type: ignore[attr-defined]
        self.fields["tahun"].choices = [(t, str(t)) for t in tahun]  # type: ignore[attr-defined]

    def clean_unit(self) -> UnitKerja | None:
        return self.units.get(self.cleaned_data["unit"])

    def clean_jenis(self) -> list[JenisDokumen]:
        return [JenisDokumen(j) for j in self.cleaned_data["jenis"]]

    def clean_keadaan(self) -> KeadaanCetak:
        return KeadaanCetak(self.cleaned_data["keadaan"])

    def clean_bentuk(self) -> BentukLaporan:
        return BentukLaporan(self.cleaned_data["bentuk"])


class VerifikasiForm(forms.Form):
    kode = forms.CharField(
        label="Kode verifikasi",
        max_length=60,
        help_text="Tercetak di bawah kode QR, misalnya K7QP-3MXA-92TD-ABCE.",
        error_messages={"required": "Tulis kode yang tercetak pada dokumen."},
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


MAKS_BERKAS_MB = 20
"""No document and no scan of ours is larger."""


class BandingkanForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas PDF",
        help_text="Berkas hanya dibandingkan, tidak disimpan.",
        error_messages={"required": "Pilih berkas PDF yang Anda terima.", "empty": "Berkas ini kosong."},
        widget=forms.FileInput(attrs={"accept": "application/pdf", "data-maks-mb": MAKS_BERKAS_MB}),
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > MAKS_BERKAS_MB << 20:
            raise forms.ValidationError(
                f"Berkas ini lebih besar dari {MAKS_BERKAS_MB} MB, jadi pasti bukan dokumen kami. Pilih berkas lain."
            )
        return berkas
