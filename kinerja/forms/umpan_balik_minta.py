"""Forms of asking for feedback and of declining."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from kinerja.forms.bidang import SALAH_PILIH, TanggalField, kunci_kirim, potong
from kinerja.models import CatatanHarian
from kinerja.rules import MAKS_PERTANYAAN
from kinerja.selectors.umpan_balik_daftar import Lawan
from pegawai.models import Pegawai
from skp.models import RencanaHasilKerja
from skp.rules import NilaiPerilaku


class PermintaanForm(forms.Form):
    """To whom, about what, the question in own words, until when."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    kepada = forms.ChoiceField(label="Kepada", error_messages=SALAH_PILIH)
    sasaran = forms.ChoiceField(label="Tentang", required=False, error_messages=SALAH_PILIH)
    pertanyaan = forms.CharField(
        label="Pertanyaan Anda",
        max_length=MAKS_PERTANYAAN,
        help_text="Tanyakan satu hal yang dapat dilihat orang itu.",
        error_messages={
            "required": "Pertanyaan belum ditulis.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAKS_PERTANYAAN}),
    )
    sampai = TanggalField(label="Jawaban diharapkan sampai")

    def __init__(
        self,
        *args: Any,
        lawan: Sequence[Lawan],
        rhk: Iterable[RencanaHasilKerja],
        catatan: CatatanHarian | None = None,
        hari: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lawan: dict[str, Pegawai] = {str(x.pegawai.uuid): x.pegawai for x in lawan}
        self.rhk = {f"rhk:{r.uuid}": r for r in rhk}
        self.catatan = catatan
        self.fields["klien_id"].initial = uuid.uuid4
        self.fields["sampai"].initial = hari + timedelta(days=7)
        kepada: Any = self.fields["kepada"]
        kepada.choices = [
            ("", "Pilih orang"),
            *((str(x.pegawai.uuid), f"{x.pegawai.nama_lengkap} ({x.peran.label})") for x in lawan),
        ]
        sasaran: Any = self.fields["sasaran"]
        sasaran.choices = [
            ("", "Saya secara umum"),
            ("Hasil kerja", [(k, potong(r.teks)) for k, r in self.rhk.items()]),
            ("Perilaku", [(f"nilai:{n.value}", n.label) for n in NilaiPerilaku]),
        ]
        if catatan is not None:
            del self.fields["sasaran"]

    def untuk_layanan(self) -> dict[str, Any]:
        c = self.cleaned_data
        sasaran = c.get("sasaran", "")
        jenis, _, nilai = sasaran.partition(":")
        isi = {
            "kepada": self.lawan[c["kepada"]],
            "pertanyaan": c["pertanyaan"],
            "sampai": c["sampai"],
            "rhk": self.rhk[sasaran] if jenis == "rhk" else None,
            "nilai": nilai if jenis == "nilai" else "",
            "catatan": self.catatan,
        }
        inti = [str(getattr(v, "pk", v)) for v in isi.values()]
        return {**isi, "klien_id": kunci_kirim(c["klien_id"], *inti)}


class TolakForm(forms.Form):
    alasan = forms.CharField(
        label="Pesan kepada pengirim",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
        error_messages={"max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf."},
    )
