"""The form a citizen fills, and the forms of those who answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing

from kinerja.forms.bidang import BELUM, SALAH_PILIH, AngkaField, TanggalField
from kinerja.models import SetPertanyaan, UnsurPertanyaan
from kinerja.rules import ulasan as rules
from kinerja.rules.ulasan import JenisUlasan
from kinerja.selectors.ulasan import SaringBalasan
from skp.models import Skp

GARAM = "suara-warga"
UMUR_MAKS = 24 * 3600
UMUR_MIN = 2
"""Nobody reads and presses within two seconds."""
JEBAKAN = "situs"
PANJANG = {"max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf."}


def kunci_baru(kode: str) -> str:
    """A signed key of one form: which service, which sending, since when."""
    return signing.dumps([kode, str(uuid.uuid4())], salt=GARAM, compress=False)


def baca_kunci(kode: str, teks: str) -> tuple[uuid.UUID | None, str]:
    """The key inside, and what is wrong with it ("", "cepat", "lama", "rusak"). An old one keeps its key."""
    try:
        isi = signing.loads(teks, salt=GARAM)
        sendiri, kunci = isi[0] == kode, uuid.UUID(isi[1])
    except (signing.BadSignature, ValueError, TypeError, IndexError, KeyError):
        return None, "rusak"
    if not sendiri:
        return None, "rusak"
    try:
        signing.loads(teks, salt=GARAM, max_age=UMUR_MAKS)
    except signing.SignatureExpired:
        return None, "lama"
    try:
        signing.loads(teks, salt=GARAM, max_age=UMUR_MIN)
    except signing.SignatureExpired:
        return kunci, ""
    return kunci, "cepat"


class UlasanForm(forms.Form):
    """One mark and words; below it the elements of the survey. Nothing is obligatory but one answer."""

    required_css_class = ""

    nilai = forms.ChoiceField(required=False, widget=forms.RadioSelect, error_messages=SALAH_PILIH)
    jenis = forms.ChoiceField(
        label="Ini berupa",
        required=False,
        choices=JenisUlasan.choices(),
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    kata = forms.CharField(
        label="Ceritakan dengan kata-kata Anda",
        required=False,
        max_length=rules.MAKS_KATA,
        help_text=f"Paling panjang {rules.MAKS_KATA} huruf. Jangan menulis nomor telepon, NIK, atau alamat.",
        error_messages=PANJANG,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": rules.MAKS_KATA}),
    )
    petugas = forms.CharField(
        label="Nama petugas yang melayani, bila Anda tahu",
        required=False,
        max_length=rules.MAKS_PETUGAS,
        error_messages=PANJANG,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, set_pertanyaan: SetPertanyaan, unsur: Sequence[UnsurPertanyaan], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        skala = [(str(n), label) for n, label in reversed(set_pertanyaan.skala)]
        nilai: Any = self.fields["nilai"]
        nilai.label, nilai.choices = "Bagaimana pelayanan yang Anda terima?", skala
        self.unsur = list(unsur)
        for u in self.unsur:
            self.fields[f"u{u.pk}"] = forms.ChoiceField(
                label=u.pertanyaan,
                required=False,
                choices=skala,
                widget=forms.RadioSelect,
                error_messages=SALAH_PILIH,
            )

    def bidang_unsur(self) -> list[forms.BoundField]:
        return [self[f"u{u.pk}"] for u in self.unsur]

    def isi(self) -> dict[str, Any]:
        """What the service takes."""
        c = self.cleaned_data
        return {
            "nilai": int(c["nilai"]) if c["nilai"] else None,
            "jawaban": {u.pk: int(c[f"u{u.pk}"]) for u in self.unsur if c[f"u{u.pk}"]},
            "jenis": c["jenis"],
            "kata": c["kata"],
            "petugas": c["petugas"],
        }


class KodeForm(forms.Form):
    """The code of a service or of a receipt, as somebody types it from paper."""

    kode = forms.CharField(
        label="Kode layanan atau kode resi",
        max_length=30,
        help_text="Kode layanan 8 huruf ada di poster. Kode resi 12 huruf Anda terima setelah mengirim.",
        error_messages={"required": "Tulis kodenya dahulu."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SaringUlasanForm(forms.Form):
    """Narrows the list of comments."""

    cari = forms.CharField(
        label="Cari kata", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    layanan = forms.ChoiceField(label="Layanan", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False, choices=[("", "Semua"), *JenisUlasan.choices()])
    nilai = forms.ChoiceField(
        label="Nilai", required=False, choices=[("", "Semua"), *((str(s), str(s)) for s in rules.SKALA)]
    )
    balasan = forms.ChoiceField(label="Balasan", required=False, choices=SaringBalasan.choices())
    mulai = TanggalField(label="Sejak", required=False)
    selesai = TanggalField(label="Sampai", required=False)

    def __init__(self, *args: Any, layanan: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan: Any = self.fields["layanan"]
        pilihan.choices = [("", "Semua layanan"), *((str(x.uuid), x.nama) for x in layanan)]
        self.layanan_terbaca: dict[str, int] = {str(x.uuid): x.pk for x in layanan}

    def saringan(self) -> dict[str, Any]:
        """What the selector takes; a wrong value narrows nothing and is told at its field."""
        self.is_valid()
        c = self.cleaned_data
        satu = self.layanan_terbaca.get(c.get("layanan") or "")
        return {
            "layanan": [satu] if satu else list(self.layanan_terbaca.values()),
            "jenis": c.get("jenis") or "",
            "nilai": int(c["nilai"]) if c.get("nilai") else None,
            "balasan": c.get("balasan") or "",
            "kata": c.get("cari") or "",
            "mulai": c.get("mulai"),
            "selesai": c.get("selesai"),
        }


def _alasan(label: str = "Alasan", bantuan: str = "", *, wajib: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=wajib,
        max_length=rules.MAKS_ALASAN,
        help_text=bantuan,
        error_messages={"required": f"{label} belum ditulis.", **PANJANG},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": rules.MAKS_ALASAN}),
    )


class BalasUlasanForm(forms.Form):
    """The unit's answer to a citizen."""

    balasan = forms.CharField(
        label="Balasan unit",
        max_length=rules.MAKS_KATA,
        help_text="Warga membacanya dengan kode resinya.",
        error_messages={"required": "Balasan belum ditulis.", **PANJANG},
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": rules.MAKS_KATA}),
    )
    is_tampil = forms.BooleanField(
        label="Tampilkan tulisan warga dan balasan ini di halaman layanan",
        required=False,
        help_text="Periksa dahulu: jangan menampilkan nama orang atau data pribadi.",
    )


class ModerasiForm(forms.Form):
    """Open or close words; closing asks for the reason."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[("buka", "Buka untuk unit"), ("tutup", "Tutup")],
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    alasan = _alasan(bantuan="Wajib bila ditutup.", wajib=False)


class AlasanUlasanForm(forms.Form):
    """An act that asks for nothing but its reason."""

    alasan = _alasan(bantuan="Tercatat dalam riwayat.")


class LonjakanForm(forms.Form):
    """A span of time whose reviews are no opinion but a flood."""

    mulai = forms.DateTimeField(
        label="Dari",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"],
        error_messages={"required": BELUM, "invalid": "Waktu ini tidak ada. Tulis seperti 31-12-2026 13.30."},
    )
    selesai = forms.DateTimeField(
        label="Sampai",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M"],
        error_messages={"required": BELUM, "invalid": "Waktu ini tidak ada. Tulis seperti 31-12-2026 13.30."},
    )
    nilai = forms.MultipleChoiceField(
        label="Hanya nilai ini",
        required=False,
        choices=[(str(s), str(s)) for s in rules.SKALA],
        widget=forms.CheckboxSelectMultiple,
        help_text="Tanpa centang: semua ulasan pada rentang itu.",
        error_messages=SALAH_PILIH,
    )
    alasan = _alasan(bantuan="Misalnya “500 kiriman seragam dalam dua menit”. Tercatat dalam riwayat.")

    def clean_nilai(self) -> list[int]:
        return [int(n) for n in self.cleaned_data["nilai"]]


class TautkanForm(forms.Form):
    """Whom the praise or complaint is about, and on what grounds."""

    skp = forms.ModelChoiceField(
        label="Pegawai yang dimaksud",
        queryset=Skp.objects.none(),
        to_field_name="uuid",
        empty_label="Pilih pegawai",
        error_messages=SALAH_PILIH,
        help_text="Hanya pegawai yang Anda nilai dan SKP-nya berjalan.",
    )
    alasan = _alasan("Dasar penautan", "Bagaimana Anda tahu bahwa dialah yang dimaksud.")

    def __init__(self, *args: Any, pilihan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bidang: Any = self.fields["skp"]
        bidang.queryset = pilihan
        bidang.label_from_instance = lambda s: f"{s.pegawai.nama_lengkap} – {s.penempatan.jabatan.nama}"


class TanggapForm(forms.Form):
    """The words of a person to what was tied to him."""

    tanggapan = forms.CharField(
        label="Tanggapan Anda",
        max_length=rules.MAKS_KATA,
        error_messages={"required": "Tanggapan belum ditulis.", **PANJANG},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": rules.MAKS_KATA}),
    )


class BobotField(AngkaField):
    def __init__(self, **lain: Any) -> None:
        super().__init__(pecahan=3, **lain)

    def to_python(self, value: Any) -> Any:
        angka = super().to_python(value)
        if isinstance(angka, Decimal) and not 0 < angka < 1000:
            raise forms.ValidationError("Bobot harus lebih besar dari 0 dan kurang dari 1.000.")
        return angka
