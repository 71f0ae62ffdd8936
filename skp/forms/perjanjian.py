"""Forms of the Perjanjian Kinerja, with the fields of its printed form in their order."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from skp import rules, selectors
from skp.errors import TargetTidakSah
from skp.forms.bidang import WAJIB, AngkaField, SuntingForm, TanggalField, teks_panjang
from skp.forms.indikator import IndikatorForm, isian_target
from skp.models import IndikatorPk, PerjanjianKinerja, ProgramPk, SasaranPk
from skp.rules import AlasanRevisiPk, StatusPk, TingkatSasaran

MAKS_TEMPEL = 200_000
"""Letters in one paste; not on the field itself, where nobody counts them down."""
TIDAK_ADA = "Pilihan itu tidak ditemukan. Pilih dari daftar."


class SusunPkForm(forms.Form):
    """Begin a PK: for which post and year."""

    calon = forms.ChoiceField(
        label="Perjanjian kinerja untuk",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": TIDAK_ADA, **WAJIB},
    )

    def __init__(self, *args: Any, calon: list[selectors.CalonPk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar = {c.nilai: c for c in calon}
        bidang: Any = self.fields["calon"]
        bidang.choices = [(c.nilai, c.label) for c in calon]
        if calon:
            bidang.initial = calon[0].nilai

    def untuk_service(self) -> dict[str, Any]:
        calon = self.daftar[self.cleaned_data["calon"]]
        return {"penempatan": calon.penempatan, "tahun": calon.tahun}


class KepalaPkForm(SuntingForm):
    """The level of the objectives and the unit's own budget date."""

    tingkat = forms.ChoiceField(
        label="Tingkat sasaran",
        choices=TingkatSasaran.choices(),
        widget=forms.RadioSelect,
        help_text="Menentukan judul tabel lampiran. Usulannya mengikuti jabatan Anda.",
        error_messages={"invalid_choice": "Pilih tingkat sasaran dari daftar.", **WAJIB},
    )
    anggaran_pada = TanggalField(
        label="Tanggal dokumen anggaran (DPA/DIPA)",
        required=False,
        help_text="Isi bila unit Anda memiliki dokumen anggaran sendiri. Batas waktu dihitung dari sini.",
    )

    def __init__(self, *args: Any, pk: PerjanjianKinerja, **kwargs: Any) -> None:
        self.pk = pk
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)

    def isi_tersimpan(self) -> dict[str, Any]:
        return {
            "versi": self.pk.isian_versi,
            "tingkat": self.pk.tingkat,
            "anggaran_pada": self.pk.anggaran_pada,
        }

    def clean_anggaran_pada(self) -> Any:
        hari = self.cleaned_data["anggaran_pada"]
        if hari and abs(hari.year - self.pk.tahun) > 1:
            raise forms.ValidationError(
                f"Tanggal ini jauh dari tahun {self.pk.tahun}. Periksa angka tahunnya."
            )
        return hari


class SasaranPkForm(SuntingForm):
    """One objective."""

    teks = teks_panjang(
        "Sasaran",
        2000,
        bantuan="Kondisi yang ingin dicapai. Contoh: “Meningkatnya kualitas layanan”.",
    )

    def __init__(self, *args: Any, sasaran: SasaranPk | None = None, **kwargs: Any) -> None:
        self.sasaran = sasaran
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)

    def isi_tersimpan(self) -> dict[str, Any]:
        s = self.sasaran
        return {"versi": s.isian_versi, "teks": s.teks} if s else {}


class IndikatorPkForm(IndikatorForm):
    """One indicator of an objective: the same typed target as an IKI's, by the same parser."""

    aspek = None  # type: ignore[assignment]  # a PK has no aspek; None takes the inherited field away
    gabung = None  # type: ignore[assignment]  # realisasi is recorded on an SKP, not on a PK
    teks = teks_panjang(
        "Indikator kinerja", 1000, bantuan="Ukuran keberhasilan sasaran. Contoh: “Indeks SPBE”."
    )
    is_iku = forms.BooleanField(label="Termasuk indikator kinerja utama (IKU)", required=False)

    def __init__(self, *args: Any, indikator_pk: IndikatorPk | None = None, **kwargs: Any) -> None:
        self.indikator_pk, self.kualitatif = indikator_pk, False
        kwargs["initial"] = self.isi_tersimpan() | kwargs.get("initial", {})
        super(IndikatorForm, self).__init__(*args, **kwargs)
        self.order_fields(["teks", "is_iku"])

    def isi_tersimpan(self) -> dict[str, Any]:
        i = self.indikator_pk
        return (
            {}
            if i is None
            else isian_target(i) | {"versi": i.isian_versi, "teks": i.teks, "is_iku": i.is_iku}
        )


class RupiahField(AngkaField):
    """An amount of money as people write it: 4.250.000.000 or 1.250.000,50; "Rp" in front does no harm."""

    def prepare_value(self, value: Any) -> Any:
        return rules.rupiah(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        teks = str(value or "").strip()
        teks = teks[2:].lstrip(". ") if teks.lower().startswith("rp") else teks
        if not teks:
            return None
        try:
            angka = rules.baca_angka(teks.removesuffix(",-").removesuffix(",00"))
        except TargetTidakSah as galat:
            raise forms.ValidationError("Tulis rupiah dengan angka, misalnya 4.250.000.000.") from galat
        if angka < 0:
            raise forms.ValidationError("Anggaran tidak boleh negatif. Tulis rupiah penuh.")
        if angka.adjusted() > 16 or -int(angka.as_tuple().exponent) > 2:
            raise forms.ValidationError("Angka ini terlalu panjang. Periksa jumlah nolnya.")
        return angka


class ProgramPkForm(SuntingForm):
    """One programme with its budget."""

    nama = forms.CharField(
        label="Nama program atau kegiatan",
        max_length=500,
        error_messages={
            "required": "Nama program belum diisi.",
            "max_length": "Nama terlalu panjang. Ringkas sampai 500 huruf.",
        },
    )
    anggaran = RupiahField(
        label="Anggaran (Rp)",
        help_text="Rupiah penuh, misalnya 4.250.000.000.",
        error_messages={"required": "Anggaran belum diisi. Tulis 0 bila tanpa anggaran."},
    )
    keterangan = forms.CharField(
        label="Sumber dana atau keterangan",
        max_length=300,
        required=False,
        help_text="Misalnya APBD.",
        error_messages={"max_length": "Keterangan terlalu panjang. Ringkas sampai 300 huruf."},
    )

    def __init__(self, *args: Any, program: ProgramPk | None = None, **kwargs: Any) -> None:
        self.program = program
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)

    def isi_tersimpan(self) -> dict[str, Any]:
        p = self.program
        if p is None:
            return {}
        return {
            "versi": p.isian_versi,
            "nama": p.nama,
            "anggaran": p.anggaran,
            "keterangan": p.keterangan,
        }


class TempelPkForm(forms.Form):
    """Rows from a spreadsheet."""

    tempel = forms.CharField(
        label="Baris dari lembar kerja",
        strip=False,
        help_text="Empat kolom: sasaran, indikator, satuan, target. Sasaran kosong mengikuti baris di atasnya.",
        error_messages={
            "required": "Belum ada yang ditempel. Salin baris dari lembar kerja dahulu.",
        },
        widget=forms.Textarea(attrs={"rows": 10, "wrap": "off"}),
    )

    def clean_tempel(self) -> str:
        isi: str = self.cleaned_data["tempel"]
        if not isi.strip():
            raise forms.ValidationError("Belum ada yang ditempel. Salin baris dari lembar kerja dahulu.")
        if len(isi) > MAKS_TEMPEL:
            raise forms.ValidationError("Tempelan terlalu besar. Tempel sebagian dahulu.")
        return isi


class CatatanPkForm(forms.Form):
    """The note with which a PK goes back."""

    catatan = teks_panjang(
        "Catatan untuk pihak pertama",
        4000,
        baris=5,
        bantuan="Sebut apa yang perlu diperbaiki, satu per satu.",
    )
    nomor_sunting = forms.IntegerField(required=False, widget=forms.HiddenInput)


class RevisiPkForm(forms.Form):
    """Why the next version is made."""

    jenis_revisi = forms.ChoiceField(
        label="Alasan revisi",
        choices=AlasanRevisiPk.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasan revisi.", "invalid_choice": "Pilih alasan dari daftar."},
    )
    alasan_revisi = teks_panjang(
        "Penjelasan", 1000, bantuan="Apa yang berubah dan dasarnya. Contoh: “Pergeseran anggaran APBD-P”."
    )


class AnggaranForm(forms.Form):
    """When the agency's budget document of a year was fixed."""

    ditetapkan_pada = TanggalField(
        label="Tanggal dokumen anggaran (DPA/DIPA)",
        required=True,
        help_text="Tanggal DPA atau DIPA ditetapkan.",
    )
    tenggang_bulan = forms.IntegerField(
        label="Tenggang (bulan)",
        min_value=0,
        max_value=12,
        initial=rules.TENGGANG_PK,
        help_text="Perjanjian kinerja disepakati paling lambat sekian bulan sesudahnya.",
        error_messages={
            "required": "Tenggang belum diisi.",
            "invalid": "Tulis tenggang dengan angka.",
            "min_value": "Tenggang paling sedikit 0 bulan.",
            "max_value": "Tenggang paling banyak 12 bulan.",
        },
    )

    def __init__(self, *args: Any, tahun: int, **kwargs: Any) -> None:
        self.tahun = tahun
        super().__init__(*args, **kwargs)
        self.fields["ditetapkan_pada"].error_messages["required"] = "Tanggal dokumen anggaran belum diisi."

    def clean_ditetapkan_pada(self) -> Any:
        hari = self.cleaned_data["ditetapkan_pada"]
        if hari and abs(hari.year - self.tahun) > 1:
            raise forms.ValidationError(f"Tanggal ini jauh dari tahun {self.tahun}. Periksa angka tahunnya.")
        return hari


class SaringPkForm(forms.Form):
    """Narrow the list of heads of units."""

    cari = forms.CharField(
        label="Unit atau nama",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Semua"), ("belum", "Belum ada")]
        + [(s.value, s.label) for s in StatusPk if s not in (StatusPk.DIREVISI, StatusPk.DIBATALKAN)],
    )
    tahun = forms.IntegerField(required=False, min_value=2000, max_value=2100, widget=forms.HiddenInput)
