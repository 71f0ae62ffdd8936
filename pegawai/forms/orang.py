"""Acts on one person: moving, acting posts, penilai, legal standing, identity, roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from pegawai.forms.pilih import Formulir, JabatanField, OrangField, UnitField
from pegawai.models import Pegawai, Penempatan
from pegawai.rules import (
    GOLONGAN_PPPK,
    NAMA_PANGKAT,
    PERAN_DIBERIKAN,
    JenisJabatan,
    JenisPegawai,
    JenisPenugasan,
    JenjangFungsional,
    KedudukanHukum,
    Peran,
)


def tanggal(label: str, *, required: bool = True, bantuan: str = "") -> forms.DateField:
    """A day, as the browser's own calendar gives it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=bantuan,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Tulis tanggal yang ada, misalnya 31-01-2026."},
    )


def alasan(
    bantuan: str = "Misalnya nomor surat keputusan atau nota dinas. Tercatat dalam riwayat.",
) -> forms.CharField:
    return forms.CharField(
        label="Alasan",
        max_length=300,
        help_text=bantuan,
        widget=forms.Textarea(attrs={"maxlength": 300, "rows": 3}),
        error_messages={"required": "Tulis alasannya, misalnya nomor surat keputusan."},
    )


class Dilihat(forms.Field):
    """The version that was on the page ("" for none): another admin's change in between is noticed."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> str | None:
        return None if value is None else str(value)


def dilihat() -> Dilihat:
    return Dilihat(required=False)


class AlasanForm(Formulir):
    alasan = alasan()


class MulaiAlasanForm(Formulir):
    mulai = tanggal("Berlaku mulai")
    alasan = alasan()
    dilihat = dilihat()


class PindahForm(Formulir):
    """Mutasi, or the first placement of somebody who sits nowhere."""

    unit = UnitField(label="Unit kerja")
    jabatan = JabatanField(label="Jabatan", required=False)
    jabatan_baru = forms.CharField(
        label="Nama jabatan baru",
        required=False,
        max_length=255,
        help_text="Hanya bila jabatannya tidak ada di hasil pencarian.",
    )
    jenis_jabatan = forms.ChoiceField(
        label="Jenis jabatan baru",
        required=False,
        choices=[
            ("", "Pilih jenis"),
            *(p for p in JenisJabatan.choices() if p[0] != JenisJabatan.PEJABAT_NEGARA),
        ],
    )
    jenjang = forms.ChoiceField(
        label="Jenjang jabatan baru",
        required=False,
        help_text="Hanya untuk jabatan fungsional.",
        choices=[("", "Tanpa jenjang"), *JenjangFungsional.choices()],
    )
    is_kepala = forms.BooleanField(label="Memimpin unit ini", required=False)
    mulai = tanggal("Mulai bertugas")
    alasan = alasan()
    dilihat = dilihat()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("jabatan") and not data.get("jabatan_baru"):
            self.add_error("jabatan", self.fields["jabatan"].kosong)  # type: ignore[attr-defined]
        if data.get("jabatan_baru") and not data.get("jabatan") and not data.get("jenis_jabatan"):
            self.add_error("jenis_jabatan", "Pilih jenis jabatan baru ini.")
        return data


class TugasForm(Formulir):
    """An acting or additional post beside the definitif one."""

    jenis = forms.ChoiceField(
        label="Jenis penugasan",
        widget=forms.RadioSelect,
        choices=[p for p in JenisPenugasan.choices() if p[0] != JenisPenugasan.DEFINITIF],
    )
    unit = UnitField(label="Unit kerja")
    jabatan = JabatanField(label="Jabatan", help_text="Awalan “Plt.” atau “Plh.” ditambahkan sendiri.")
    is_kepala = forms.BooleanField(
        label="Memimpin unit ini",
        required=False,
        help_text="Anggota unit dinilai olehnya bila unit tanpa pimpinan tetap.",
    )
    mulai = tanggal("Mulai")
    selesai = tanggal("Sampai", required=False, bantuan="Kosongkan bila belum ditentukan.")
    alasan = alasan()

    def clean_jenis(self) -> JenisPenugasan:
        return JenisPenugasan(self.cleaned_data["jenis"])


class TutupForm(Formulir):
    selesai = tanggal("Hari terakhir bertugas")
    alasan = alasan()
    dilihat = dilihat()


class PenilaiForm(Formulir):
    penilai = OrangField(label="Pejabat penilai kinerja")
    mulai = tanggal("Berlaku mulai", bantuan="Penilaian sebelum tanggal ini tetap pada pejabat yang lama.")
    alasan = alasan()
    dilihat = dilihat()


class KedudukanForm(Formulir):
    kedudukan = forms.ChoiceField(label="Kedudukan hukum", choices=KedudukanHukum.choices())
    berlaku = tanggal("Berlaku mulai")
    alasan = alasan()

    def clean_kedudukan(self) -> KedudukanHukum:
        return KedudukanHukum(self.cleaned_data["kedudukan"])


class IdentitasForm(Formulir):
    nama = forms.CharField(label="Nama tanpa gelar", max_length=200)
    gelar_depan = forms.CharField(label="Gelar depan", max_length=50, required=False)
    gelar_belakang = forms.CharField(label="Gelar belakang", max_length=80, required=False)
    golongan = forms.ChoiceField(label="Golongan", required=False)
    alasan = alasan()

    def __init__(self, *args: Any, pegawai: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kosong = [("", "Tanpa golongan")]
        if pegawai.jenis == JenisPegawai.PNS:
            pilihan = [(g, f"{g} – {p}") for g, p in NAMA_PANGKAT.items()]
        elif pegawai.jenis == JenisPegawai.PPPK:
            pilihan = [(g, g) for g in GOLONGAN_PPPK.values()]
        else:
            pilihan = []
        self.fields["golongan"].choices = kosong + pilihan  # type: ignore[attr-defined]
        for nama in ("nama", "gelar_depan", "gelar_belakang", "golongan"):
            self.fields[nama].initial = getattr(pegawai, nama)


class PeranForm(Formulir):
    peran = forms.ChoiceField(
        label="Peran", widget=forms.RadioSelect, choices=[(p.value, p.label) for p in PERAN_DIBERIKAN]
    )
    unit = UnitField(
        label="Hanya untuk unit ini dan di bawahnya",
        required=False,
        help_text="Kosongkan untuk seluruh instansi.",
    )
    alasan = alasan()

    def clean_peran(self) -> Peran:
        return Peran(self.cleaned_data["peran"])


def awal_pindah(kini: Penempatan | None) -> dict[str, Any]:
    """What a mutasi form starts with: today's placement, so that only what changes is filled in."""
    return {
        "unit": kini.unit if kini else None,
        "jabatan": kini.jabatan if kini else None,
        "is_kepala": bool(kini and kini.is_kepala),
        "mulai": timezone.localdate(),
        "dilihat": kini.versi if kini else "",
    }
