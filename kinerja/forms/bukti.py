"""Evidence beside whatever else a form asks."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from kinerja import rules, selectors
from kinerja.forms.bidang import BerkasField
from kinerja.models import BuktiDukung
from pegawai.models import Pegawai


def baca_uuid(daftar: Iterable[str]) -> list[uuid.UUID]:
    """The keys among these texts; what is none is left out."""
    hasil = []
    for teks in daftar:
        with contextlib.suppress(ValueError, AttributeError):
            hasil.append(uuid.UUID(teks))
    return hasil


class BanyakUuid(forms.Field):
    """Keys that the picker of evidence puts into the form; whose they are is for the service to see."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[uuid.UUID]:
        return baca_uuid(value or [])


class BuktiCampuran(forms.Form):
    """The part of a form that shows evidence: a photo, files, a link."""

    foto = BerkasField("Ambil foto", kamera=True)
    berkas = BerkasField("Pilih berkas", bantuan="PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX.")
    tautan = forms.CharField(
        label="Tautan",
        required=False,
        max_length=1000,
        help_text="Alamat lengkap yang dapat dibuka atasan Anda.",
        widget=forms.TextInput(attrs={"type": "url", "inputmode": "url"}),
    )

    siap = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    """Keys of what was already taken in, by script or before something else in the form was refused."""
    pilih = BanyakUuid(required=False)
    """Keys of what was chosen from one's own evidence."""

    BIDANG_BUKTI = ("foto", "berkas", "tautan")
    sudah_terunggah: list[BuktiDukung] = []
    pemilik: Pegawai | None = None
    """Who sends the form; set by the view before it is shown again."""

    @property
    def bukti_terisi(self) -> bool:
        """Whether the folded part must stand open: something in it was refused, taken in or typed."""
        galat = any(n in self.errors for n in self.BIDANG_BUKTI)
        return galat or bool(self.terunggah) or bool(self["tautan"].value())

    @property
    def terunggah(self) -> list[BuktiDukung]:
        """What need not be chosen again when the form comes back; asked for only then."""
        if self.sudah_terunggah or not self.is_bound or self.pemilik is None:
            return self.sudah_terunggah
        self.sudah_terunggah = selectors.bukti_milik(
            self.pemilik, [*self._kunci_siap(), *self._kunci_pilih()]
        )
        return self.sudah_terunggah

    def _kunci_siap(self) -> list[uuid.UUID]:
        return baca_uuid(str(self["siap"].value() or "").split(","))

    def _kunci_pilih(self) -> list[uuid.UUID]:
        return baca_uuid(self["pilih"].value() or [])

    @property
    def bidang_bukti(self) -> list[forms.BoundField]:
        return [self[n] for n in self.BIDANG_BUKTI]

    @property
    def bawa_bukti(self) -> bool:
        """Whether a valid form brings evidence along."""
        return bool(self.berkas_baru() or self.cleaned_data["tautan"] or self.cleaned_data["siap"])

    def berkas_baru(self) -> list[UploadedFile]:
        return [*self.cleaned_data["foto"], *self.cleaned_data["berkas"]]

    def clean_siap(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(k) for k in self.cleaned_data["siap"].split(",") if k]
        except ValueError:
            raise forms.ValidationError("Berkas yang tadi diunggah tidak dikenali. Unggah lagi.") from None

    def ingat_siap(self, bukti: Iterable[BuktiDukung]) -> None:
        """Show the form again with these already inside; the link still stands in its field, where it can be mended."""
        diketik = str(self["tautan"].value() or "").strip()
        self.sudah_terunggah = [b for b in bukti if not diketik or b.tautan != diketik]
        self.ganti_isian("pilih", "")
        self.ganti_isian("siap", ",".join(str(b.uuid) for b in self.sudah_terunggah))

    def ganti_isian(self, bidang: str, nilai: object) -> None:
        """Replace one field of what was sent, before the form is shown again."""
        kiriman: Any = self.data
        baru = kiriman.copy()
        baru[self.add_prefix(bidang)] = nilai
        self.data = baru


class CariBuktiForm(forms.Form):
    """Filter of one's own evidence."""

    q = forms.CharField(
        label="Nama berkas atau tautan",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Semua"), *rules.JenisBukti.choices()]
    )


class PasangBuktiForm(forms.Form):
    """Under which entry evidence is put, or off which it is taken."""

    catatan = forms.CharField(max_length=60)

    def clean_catatan(self) -> tuple[str, uuid.UUID]:
        jenis, _, kunci = self.cleaned_data["catatan"].partition(":")
        daftar = baca_uuid([kunci])
        if jenis not in selectors.bukti.KELAS or not daftar:
            raise forms.ValidationError("Pilih catatan dari daftar.")
        return jenis, daftar[0]


class JawabTautanForm(forms.Form):
    """ "Apakah penilai dapat membuka tautan ini?" """

    terbuka = forms.TypedChoiceField(
        label="Apakah penilai dapat membuka tautan ini?",
        choices=[("ya", "Ya, tanpa izin tambahan"), ("tidak", "Tidak, atau saya tidak tahu")],
        coerce=lambda nilai: nilai == "ya",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih ya atau tidak."},
    )


class AturanBuktiForm(forms.Form):
    """What an agency allows a person to send in a day, and whether links are tried out."""

    berkas_per_hari = forms.IntegerField(
        label="Berkas per orang per hari",
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "pendek"}),
        error_messages={"required": "Isi jumlah berkas.", "invalid": "Tulis dengan angka, misalnya 100."},
    )
    mb_per_hari = forms.IntegerField(
        label="MB per orang per hari",
        min_value=1,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"class": "pendek"}),
        error_messages={"required": "Isi jumlah MB.", "invalid": "Tulis dengan angka, misalnya 300."},
    )
    periksa_tautan = forms.BooleanField(
        label="Server mencoba membuka tautan bukti",
        required=False,
        help_text="Matikan bila server tidak boleh menghubungi internet. Pegawai lalu menjawab sendiri.",
    )
