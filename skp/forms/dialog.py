"""The form of a dialog kinerja, in the order in which the talk goes."""

from __future__ import annotations

from typing import Any

from django import forms

from skp.forms.bidang import SuntingForm, TanggalTeksField, teks_panjang
from skp.models import DialogKinerja
from skp.rules import JenisDialog, JenisLampiran, NilaiPerilaku

BANTUAN = {
    JenisLampiran.SUMBER_DAYA: "Apa yang diperlukan agar rencana itu tercapai.",
    JenisLampiran.PERTANGGUNGJAWABAN: "Bagaimana dan kapan kemajuan dilaporkan.",
    JenisLampiran.KONSEKUENSI: "Apa akibatnya bila tercapai, dan bila tidak.",
}


class DialogForm(SuntingForm):
    tanggal = TanggalTeksField(
        label="Tanggal dialog",
        help_text="Misalnya 12 Januari 2026.",
        error_messages={
            "required": "Tanggal dialog belum diisi. Tulis misalnya 12 Januari 2026.",
            "max_length": "Tanggal ini tidak ada. Tulis seperti 12 Januari 2026.",
        },
    )
    jenis = forms.ChoiceField(
        label="Tujuan dialog",
        choices=JenisDialog.choices(),
        widget=forms.RadioSelect,
        initial=JenisDialog.PENETAPAN.value,
        error_messages={"required": "Pilih tujuan dialog.", "invalid_choice": "Pilih tujuan dari daftar."},
    )
    rencana_kinerja = teks_panjang(
        "Rencana kinerja yang disepakati",
        4000,
        baris=5,
        bantuan="Hasil yang diharapkan, ukuran keberhasilan, dan targetnya.",
    )

    def __init__(self, *args: Any, dialog: DialogKinerja | None = None, **kwargs: Any) -> None:
        self.dialog = dialog
        kwargs["initial"] = self.isi_tersimpan() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for nilai in NilaiPerilaku:
            self.fields[nilai.value] = teks_panjang(nilai.label, 1000, baris=2, wajib=False)
        for jenis in JenisLampiran:
            self.fields[jenis.value] = teks_panjang(
                jenis.label, 4000, baris=3, bantuan=f"{BANTUAN[jenis]} Satu butir per baris.", wajib=False
            )

    def isi_tersimpan(self) -> dict[str, Any]:
        d = self.dialog
        if d is None:
            return {}
        return (
            {"versi": d.versi, "tanggal": d.tanggal, "jenis": d.jenis, "rencana_kinerja": d.rencana_kinerja}
            | d.perilaku
            | {j.value: "\n".join(getattr(d, j.value)) for j in JenisLampiran}
        )

    @property
    def perilaku(self) -> list[forms.BoundField]:
        return [self[n.value] for n in NilaiPerilaku]

    @property
    def lampiran(self) -> list[forms.BoundField]:
        return [self[j.value] for j in JenisLampiran]

    @property
    def perilaku_terbuka(self) -> bool:
        """Open the seven values when one of them is written or wrong."""
        return any(b.value() or b.errors for b in self.perilaku)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for jenis in JenisLampiran:
            if any(len(b) > 1000 for b in data.get(jenis.value, "").splitlines()):
                self.add_error(
                    jenis.value, "Satu butir paling panjang 1.000 huruf. Bagi menjadi beberapa baris."
                )
        return data

    def untuk_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "jenis": JenisDialog(data["jenis"]),
            "tanggal": data["tanggal"],
            "rencana_kinerja": data["rencana_kinerja"],
            "versi": data["versi"],
            "perilaku": {n: data[n.value] for n in NilaiPerilaku},
        } | {j.value: data[j.value].splitlines() for j in JenisLampiran}


class WajibForm(forms.Form):
    wajib = forms.BooleanField(required=False)
