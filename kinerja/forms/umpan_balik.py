"""Forms of feedback and of the reply."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinerja import rules
from kinerja.forms.bidang import SALAH_PILIH, TanggalField, kunci_kirim, potong, teks_kerja
from kinerja.models import CatatanHarian, PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import CaraUmpanBalik, PenilaianUmpanBalik, PeranPemberi, SifatUmpanBalik
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
    cara = forms.ChoiceField(
        label="Cara menyampaikan",
        choices=CaraUmpanBalik.choices(),
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    tanggal = TanggalField(label="Tanggal")

    field_order = ("klien_id", "sasaran", "sifat", "penilaian", "isi", "cara", "tanggal")

    def __init__(
        self,
        *args: Any,
        rhk: Iterable[RencanaHasilKerja],
        catatan: CatatanHarian | None = None,
        permintaan: PermintaanUmpanBalik | None = None,
        is_pemimpin: bool = True,
        hari: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.permintaan = permintaan
        self.rhk = {f"rhk:{r.uuid}": r for r in rhk}
        self.catatan = catatan
        self.fields["klien_id"].initial = uuid.uuid4
        self.fields["tanggal"].initial = hari
        self.fields["sifat"].widget = forms.RadioSelect(choices=SifatUmpanBalik.choices())
        self.fields["isi"] = teks_kerja("Umpan balik", baris=4, bantuan="Sebutkan apa yang Anda lihat.")
        sasaran: Any = self.fields["sasaran"]
        hasil = [("Hasil kerja", [(k, potong(r.teks)) for k, r in self.rhk.items()])] if self.rhk else []
        sasaran.choices = [
            ("", "Pegawai secara umum"),
            *hasil,
            ("Perilaku", [(f"nilai:{n.value}", n.label) for n in NilaiPerilaku]),
        ]
        if not self.rhk:
            sasaran.help_text = "Perilaku, atau pegawai secara umum."
        self.fields["cara"].initial = CaraUmpanBalik.TERTULIS.value
        if catatan is not None or permintaan is not None:
            del self.fields["sasaran"]
        if not is_pemimpin:
            del self.fields["penilaian"]

    def tujuan(self) -> dict[str, Any]:
        c = self.cleaned_data
        jenis, _, nilai = c.get("sasaran", "").partition(":")
        return {
            "rhk": self.rhk[c["sasaran"]] if jenis == "rhk" else None,
            "nilai": nilai if jenis == "nilai" else "",
            "catatan": self.catatan,
            "permintaan": self.permintaan,
            "penilaian": c.get("penilaian", ""),
            "cara": c["cara"],
            "tanggal": c["tanggal"],
        }


class UbahUmpanBalikForm(forms.Form):
    """Mend what one has just said; about what and to whom it was said stays."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sifat = forms.ChoiceField(
        label="Sifat", choices=SifatUmpanBalik.choices(), widget=forms.RadioSelect, error_messages=SALAH_PILIH
    )
    penilaian = forms.ChoiceField(
        label="Jawaban siap",
        required=False,
        choices=[("", "Tanpa jawaban siap"), *PenilaianUmpanBalik.choices()],
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    isi = teks_kerja("Umpan balik", baris=4)
    cara = forms.ChoiceField(
        label="Cara menyampaikan",
        choices=CaraUmpanBalik.choices(),
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )

    def __init__(self, *args: Any, umpan_balik: UmpanBalik, **kwargs: Any) -> None:
        awal = {n: getattr(umpan_balik, n) for n in ("nomor_sunting", "sifat", "penilaian", "isi", "cara")}
        super().__init__(*args, **kwargs | {"initial": awal})
        if umpan_balik.peran_pemberi not in rules.PEMIMPIN:
            del self.fields["penilaian"]


class SaringForm(forms.Form):
    """Which feedback a list shows."""

    q = forms.CharField(
        label="Cari", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    sifat = forms.ChoiceField(
        label="Sifat",
        required=False,
        choices=[("", "Semua sifat"), *SifatUmpanBalik.choices()],
    )
    peran = forms.ChoiceField(
        label="Pemberi",
        required=False,
        choices=[("", "Semua pemberi"), *PeranPemberi.choices()],
    )
    penilaian = forms.ChoiceField(
        label="Jawaban siap",
        required=False,
        choices=[("", "Semua jawaban"), *PenilaianUmpanBalik.choices()],
    )
    tentang = forms.ChoiceField(
        label="Tentang",
        required=False,
        choices=[
            ("", "Semua"),
            ("umum", "Pegawai secara umum"),
            ("rhk", "Hasil kerja"),
            ("nilai", "Perilaku"),
            ("Perilaku tertentu", [(f"nilai:{n.value}", n.label) for n in NilaiPerilaku]),
        ],
    )
    mulai = TanggalField(label="Sejak", required=False)
    selesai = TanggalField(label="Sampai", required=False)

    def untuk_selektor(self) -> dict[str, Any]:
        """What is understood of it; a filter that cannot be read narrows nothing."""
        self.is_valid()
        return {k: v for k, v in self.cleaned_data.items() if v}


class BalasForm(forms.Form):
    balasan = teks_kerja("Balasan Anda", baris=2)

    def __init__(self, *args: Any, umpan_balik: UmpanBalik, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"u{umpan_balik.uuid.hex[:8]}")
        kwargs.setdefault("initial", {"balasan": umpan_balik.balasan})
        super().__init__(*args, **kwargs)
