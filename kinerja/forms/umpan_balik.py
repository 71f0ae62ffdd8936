"""Forms of feedback and of the reply."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinerja import rules
from kinerja.forms.bidang import SALAH_PILIH, TanggalField, kunci_kirim, potong, teks_kerja
from kinerja.models import CatatanHarian, UmpanBalik
from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from skp.models import RencanaHasilKerja
from skp.rules import NilaiPerilaku


class SingkatForm(forms.Form):
    """Feedback on one line of the team page: words, kind, send."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    isi = forms.CharField(
        label="Umpan balik",
        max_length=rules.MAKS_URAIAN,
        error_messages={"required": "Tulis umpan balik dengan kata-kata Anda."},
    )
    sifat = forms.ChoiceField(label="Sifat", choices=SifatUmpanBalik.choices(), error_messages=SALAH_PILIH)

    def tujuan(self) -> dict[str, Any]:
        """What it is about; on one line always the person."""
        return {}

    def untuk_layanan(self) -> dict[str, Any]:
        c = self.cleaned_data
        tujuan = self.tujuan()
        inti = [c["isi"], c["sifat"], *(str(getattr(v, "pk", v)) for v in tujuan.values())]
        return {
            "isi": c["isi"],
            "sifat": c["sifat"],
            **tujuan,
            "klien_id": kunci_kirim(c["klien_id"], *inti),
        }


class UmpanBalikForm(SingkatForm):
    """Feedback in full: about what, of which kind, with a ready answer beside the words."""

    sasaran = forms.ChoiceField(
        label="Tentang",
        required=False,
        error_messages=SALAH_PILIH,
        help_text="Hasil kerja, perilaku, atau pegawai secara umum.",
    )
    penilaian = forms.ChoiceField(
        label="Jawaban siap",
        required=False,
        choices=[("", "Tanpa jawaban siap"), *PenilaianUmpanBalik.choices()],
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    tanggal = TanggalField(label="Tanggal")

    field_order = ("klien_id", "sasaran", "sifat", "penilaian", "isi", "tanggal")

    def __init__(
        self,
        *args: Any,
        rhk: Iterable[RencanaHasilKerja],
        catatan: CatatanHarian | None = None,
        hari: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rhk = {f"rhk:{r.uuid}": r for r in rhk}
        self.catatan = catatan
        self.fields["klien_id"].initial = uuid.uuid4
        self.fields["tanggal"].initial = hari
        self.fields["sifat"].widget = forms.RadioSelect(choices=SifatUmpanBalik.choices())
        self.fields["isi"] = teks_kerja("Umpan balik", baris=4, bantuan="Sebutkan apa yang Anda lihat.")
        sasaran: Any = self.fields["sasaran"]
        sasaran.choices = [
            ("", "Pegawai secara umum"),
            ("Hasil kerja", [(k, potong(r.teks)) for k, r in self.rhk.items()]),
            ("Perilaku", [(f"nilai:{n.value}", n.label) for n in NilaiPerilaku]),
        ]
        if catatan is not None:
            del self.fields["sasaran"]

    def tujuan(self) -> dict[str, Any]:
        c = self.cleaned_data
        jenis, _, nilai = c.get("sasaran", "").partition(":")
        return {
            "rhk": self.rhk[c["sasaran"]] if jenis == "rhk" else None,
            "nilai": nilai if jenis == "nilai" else "",
            "catatan": self.catatan,
            "penilaian": c["penilaian"],
            "tanggal": c["tanggal"],
        }


class BalasForm(forms.Form):
    balasan = teks_kerja("Balasan Anda", baris=2)

    def __init__(self, *args: Any, umpan_balik: UmpanBalik, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"u{umpan_balik.uuid.hex[:8]}")
        kwargs.setdefault("initial", {"balasan": umpan_balik.balasan})
        super().__init__(*args, **kwargs)
