"""Forms of the table of action plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from skp.forms.bidang import SuntingForm, teks_panjang
from skp.models import Periode, RencanaAksi
from skp.selectors.rencana import UsulRhk
from skp.services.rencana import UsulDiterima


class SelForm(SuntingForm):
    """One cell: what will be done in that period, and how much of it."""

    teks = teks_panjang("Rencana aksi", 1000, baris=2)
    target = forms.CharField(
        label="Target",
        max_length=200,
        error_messages={
            "required": "Target belum diisi. Tulis misalnya 2 aplikasi.",
            "max_length": "Target terlalu panjang. Ringkas sampai 200 huruf.",
        },
    )

    def __init__(self, *args: Any, aksi: RencanaAksi | None = None, **kwargs: Any) -> None:
        self.aksi = aksi
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)

    def isi_tersimpan(self) -> dict[str, Any]:
        a = self.aksi
        return {"versi": a.versi, "teks": a.teks, "target": a.target} if a else {"versi": ""}


class PeriodeForm(forms.Form):
    """One period of the SKP, by its address."""

    periode = forms.ChoiceField(
        error_messages={"required": "Pilih periode.", "invalid_choice": "Pilih periode dari daftar."}
    )

    def __init__(self, *args: Any, periode: Iterable[Periode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar = {str(p.uuid): p for p in periode}
        bidang: Any = self.fields["periode"]
        bidang.choices = [(u, str(p)) for u, p in self.daftar.items()]

    def clean_periode(self) -> Periode:
        return self.daftar[self.cleaned_data["periode"]]


class UsulanForm(forms.Form):
    """Proposals with a tick each; the wording of an RHK once, a target per period."""

    def __init__(self, *args: Any, usul: list[UsulRhk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usul = usul
        for u in usul:
            self.fields[f"teks-{u.rhk.uuid}"] = teks_panjang(
                "Rencana aksi",
                1000,
                baris=2,
                wajib=False,
                bantuan="Dipakai untuk setiap periode yang dicentang.",
            )
            self.initial[f"teks-{u.rhk.uuid}"] = u.rhk.teks
            for a in u.aksi:
                self.fields[f"pakai-{a.kunci}"] = forms.BooleanField(label=str(a.periode), required=False)
                self.initial[f"pakai-{a.kunci}"] = True
                self.fields[f"target-{a.kunci}"] = forms.CharField(
                    label=f"Target {a.periode}",
                    max_length=200,
                    required=False,
                    error_messages={"max_length": "Target terlalu panjang. Ringkas sampai 200 huruf."},
                )
                self.initial[f"target-{a.kunci}"] = a.target

    @property
    def kelompok(
        self,
    ) -> list[tuple[UsulRhk, forms.BoundField, list[tuple[forms.BoundField, forms.BoundField]]]]:
        return [
            (
                u,
                self[f"teks-{u.rhk.uuid}"],
                [(self[f"pakai-{a.kunci}"], self[f"target-{a.kunci}"]) for a in u.aksi],
            )
            for u in self.usul
        ]

    def clean(self) -> dict[str, Any]:
        """A ticked proposal needs its words and its target."""
        data = super().clean() or {}
        for u in self.usul:
            dipakai = [a for a in u.aksi if data.get(f"pakai-{a.kunci}")]
            teks = f"teks-{u.rhk.uuid}"
            if dipakai and teks not in self.errors and not data.get(teks):
                self.add_error(teks, "Rencana aksi belum diisi. Tulis, atau lepas centangnya.")
            for a in dipakai:
                nama = f"target-{a.kunci}"
                if nama not in self.errors and not data.get(nama):
                    self.add_error(nama, f"Target {a.periode} belum diisi. Tulis, atau lepas centangnya.")
        return data

    @property
    def diterima(self) -> list[UsulDiterima]:
        data = self.cleaned_data
        return [
            UsulDiterima(u.rhk, a.periode, data[f"teks-{u.rhk.uuid}"], data[f"target-{a.kunci}"])
            for u in self.usul
            for a in u.aksi
            if data.get(f"pakai-{a.kunci}")
        ]
