"""Forms of the public thanks."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import QueryDict

from kinerja.forms.bidang import SALAH_PILIH, kunci_kirim
from kinerja.rules.apresiasi import MAKS_APRESIASI, MAKS_PENERIMA
from pegawai.forms.pilih import Formulir, OrangField
from pegawai.models import Pegawai
from pegawai.selectors import baca_uuid
from skp.rules import PANDUAN_PERILAKU, NilaiPerilaku


def _pilihan_nilai() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each value by itself, then its three panduan perilaku."""
    return [
        (
            n.label,
            [
                (n.value, f"{n.label}, secara umum"),
                *((f"{n.value}:{i}", p) for i, p in enumerate(PANDUAN_PERILAKU[n], 1)),
            ],
        )
        for n in NilaiPerilaku
    ]


class ApresiasiForm(Formulir):
    """To whom, for which value, in one's own words. More people are added one by one."""

    data: QueryDict

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    orang = OrangField(label="Untuk siapa", required=False)
    nilai = forms.ChoiceField(
        label="Nilai yang ditunjukkan",
        help_text="Pilih nilai, atau panduan perilakunya bila ingin lebih tepat.",
        error_messages={**SALAH_PILIH, "required": "Pilih satu nilai."},
    )
    isi = forms.CharField(
        label="Apresiasi Anda",
        max_length=MAKS_APRESIASI,
        help_text="Sebutkan apa yang dilakukan dan manfaatnya. Terbaca semua pegawai instansi.",
        error_messages={
            "required": "Apresiasi belum ditulis.",
            "max_length": f"Apresiasi paling panjang {MAKS_APRESIASI} huruf. Ringkas.",
        },
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAKS_APRESIASI}),
    )

    def __init__(self, *args: Any, pelaku: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, pelaku=pelaku, **kwargs)
        self.fields["klien_id"].initial = uuid.uuid4
        nilai: Any = self.fields["nilai"]
        nilai.choices = [("", "Pilih nilai"), *_pilihan_nilai()]
        self.terpilih = self._terpilih()

    def _terpilih(self) -> list[Pegawai]:
        """Those who were chosen already; a name whose button "Hapus" was pressed is out."""
        if not self.is_bound:
            return []
        hapus = self.data.get("hapus", "")
        kunci = [u for t in self.data.getlist("penerima")[: MAKS_PENERIMA * 2] if (u := baca_uuid(t))]
        orang: Any = self.fields["orang"]
        ada = {p.uuid: p for p in orang.semua().filter(uuid__in=kunci)}
        return [ada[u] for u in dict.fromkeys(kunci) if u in ada and str(u) != hapus]

    @property
    def sedang_menyusun(self) -> bool:
        """Somebody is added or taken out: check nothing yet."""
        return self.is_bound and ("tambah" in self.data or "hapus" in self.data)

    def full_clean(self) -> None:
        super().full_clean()
        if self.sedang_menyusun:
            self._errors.clear()

    def susun(self) -> None:
        """Move whom the picker names into the list."""
        if "tambah" not in self.data:
            return
        orang: Any = self.fields["orang"]
        isian = orang.widget.value_from_datadict(self.data, {}, "orang")
        baru = orang.ambil(isian.nilai) if isian.nilai else None
        if baru is None:
            return  # a name was typed and nobody picked yet: who was found stands below it
        if baru not in self.terpilih:
            self.terpilih.append(baru)
        self.data = self.data.copy()
        self.data.pop("orang", None)
        self.data.pop("orang_cari", None)

    def untuk_layanan(self) -> dict[str, Any]:
        c = self.cleaned_data
        penerima = [*self.terpilih, *([c["orang"]] if c.get("orang") else [])]
        nilai, _, panduan = c["nilai"].partition(":")
        kunci = kunci_kirim(c["klien_id"], c["nilai"], c["isi"], *sorted({str(p.uuid) for p in penerima}))
        return {
            "penerima": penerima,
            "nilai": nilai,
            "panduan": int(panduan) if panduan else None,
            "isi": c["isi"],
            "klien_id": kunci,
        }


class SaringApresiasiForm(forms.Form):
    unit = forms.CharField(required=False, widget=forms.HiddenInput)
    bulan = forms.CharField(required=False, widget=forms.HiddenInput)
    disembunyikan = forms.CharField(required=False, widget=forms.HiddenInput)
    cari = forms.CharField(
        label="Cari nama atau kata",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    nilai = forms.ChoiceField(
        label="Nilai", required=False, choices=[("", "Semua nilai"), *NilaiPerilaku.choices()]
    )


class SembunyiForm(forms.Form):
    alasan = forms.CharField(
        label="Alasan",
        max_length=MAKS_APRESIASI,
        help_text="Penulis membaca alasan ini.",
        error_messages={
            "required": "Tulis alasannya; penulis akan membacanya.",
            "max_length": f"Alasan paling panjang {MAKS_APRESIASI} huruf. Ringkas.",
        },
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MAKS_APRESIASI}),
    )
