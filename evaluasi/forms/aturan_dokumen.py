"""How the agency numbers and signs documents, and its emblem; which unit's recap is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from evaluasi.models import PengaturanDokumen
from evaluasi.rules import AWALAN_NOMOR, ISIAN, MAKS_LEBAR, JenisDokumen, Penomoran
from pegawai.models import UnitKerja
from skp.models import Periode


class PengaturanDokumenForm(forms.Form):
    pola = forms.CharField(
        label="Pola nomor",
        max_length=80,
        help_text="Isian: " + ", ".join(f"{{{k}}} {v}" for k, v in ISIAN.items()) + ".",
        error_messages={"required": "Tulis pola nomor."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    penomoran = forms.ChoiceField(
        label="Angka nomor",
        choices=Penomoran.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih asal angka nomor."},
    )
    lebar = forms.IntegerField(
        label="Banyak angka",
        min_value=1,
        max_value=MAKS_LEBAR,
        help_text=f"Angka didahului nol, misalnya 000127. Paling banyak {MAKS_LEBAR}.",
        error_messages={
            "required": "Tulis banyak angka.",
            "invalid": "Banyak angka ditulis dengan bilangan bulat.",
            "min_value": "Banyak angka paling sedikit 1.",
            "max_value": f"Banyak angka paling banyak {MAKS_LEBAR}.",
        },
    )
    is_paraf_berdua = forms.BooleanField(
        label="Evaluasi Kinerja Pegawai ditandatangani penilai dan pegawai",
        required=False,
        help_text="Tanpa ini hanya pejabat penilai kinerja yang menandatangani.",
    )

    def __init__(
        self, data: Any = None, *, kini: PengaturanDokumen, contoh: Mapping[JenisDokumen, str]
    ) -> None:
        super().__init__(
            data,
            initial={
                "pola": kini.pola,
                "penomoran": kini.penomoran,
                "lebar": kini.lebar,
                "is_paraf_berdua": kini.is_paraf_berdua,
            },
        )
        self.kini, self.contoh = kini, contoh
        for jenis in JenisDokumen:
            self.fields[f"kode_{jenis.value}"] = forms.CharField(
                label=f"Kode {jenis.label}",
                required=False,
                max_length=20,
                initial=kini.kode.get(jenis.value) or AWALAN_NOMOR[jenis],
                help_text=f"Nomornya sekarang seperti {contoh[jenis]}. Kosong berarti {AWALAN_NOMOR[jenis]}.",
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )

    @property
    def pokok(self) -> list[forms.BoundField]:
        return [b for b in self if not b.name.startswith("kode_")]

    @property
    def kode(self) -> list[forms.BoundField]:
        """The codes of the kinds: a dozen fields that few agencies touch."""
        return [b for b in self if b.name.startswith("kode_")]

    @property
    def is_kode_salah(self) -> bool:
        return any(b.errors for b in self.kode)

    def isi(self) -> dict[str, Any]:
        """What the service takes: the codes of the kinds in one place."""
        bersih = dict(self.cleaned_data)
        kode = {j.value: bersih.pop(f"kode_{j.value}") for j in JenisDokumen}
        return bersih | {"kode": kode}


class LambangForm(forms.Form):
    berkas = forms.FileField(
        label="Gambar lambang",
        help_text="PNG atau JPG. Tercetak setinggi 16 mm, jadi diperkecil seperlunya.",
        error_messages={
            "required": "Pilih gambar lambang.",
            "empty": "Berkas ini kosong. Pilih gambar lain.",
        },
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )


class RekapForm(forms.Form):
    """Which unit, which period."""

    unit = forms.ChoiceField(
        label="Unit",
        help_text="Termasuk semua unit di bawahnya.",
        error_messages={
            "required": "Pilih unit.",
            "invalid_choice": "Unit itu tidak ada dalam daftar. Pilih dari daftar.",
        },
    )
    periode = forms.ChoiceField(
        label="Periode",
        error_messages={
            "required": "Pilih periode.",
            "invalid_choice": "Periode itu tidak ada dalam daftar. Pilih dari daftar.",
        },
    )

    def __init__(
        self, data: Any = None, *, unit: list[UnitKerja], periode: list[Periode], terpilih: Any = None
    ) -> None:
        super().__init__(data, initial=terpilih)
        self.units = {str(u.uuid): u for u in unit}
        self.periodes = {str(p.uuid): p for p in periode}
        self.fields["unit"].choices = [(k, u.nama) for k, u in self.units.items()]  # type: ignore[attr-defined]
        self.fields["periode"].choices = [(k, str(p)) for k, p in self.periodes.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> UnitKerja:
        return self.units[self.cleaned_data["unit"]]

    def clean_periode(self) -> Periode:
        return self.periodes[self.cleaned_data["periode"]]
