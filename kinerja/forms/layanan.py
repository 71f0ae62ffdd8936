"""Forms of services, question sets and settings."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from kinerja.forms.bidang import BELUM, SALAH_PILIH
from kinerja.forms.ulasan import PANJANG, BobotField
from kinerja.models import Layanan, SetelanUlasan, SetPertanyaan, UnsurPertanyaan
from kinerja.rules.ulasan import LABEL_SKALA, UNSUR_SKM
from kinerja.services.layanan import IsiUnsur, versi_layanan
from pegawai.forms.pilih import Formulir, UnitField
from pegawai.models import UnitKerja

MAKS_UNSUR = 20
MAKS_UNIT = 60
KOSONG_LAGI = 3
"""Empty lines at the end of the form of a set."""


class _IsiLayanan(forms.Form):
    nama = forms.CharField(
        label="Nama layanan",
        max_length=150,
        help_text="Seperti warga menyebutnya, misalnya “Pembuatan KTP”.",
        error_messages={"required": "Nama layanan belum ditulis.", **PANJANG},
    )
    uraian = forms.CharField(
        label="Keterangan",
        required=False,
        max_length=300,
        help_text="Satu kalimat yang tampil di bawah namanya.",
        error_messages=PANJANG,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )
    set_pertanyaan = forms.ModelChoiceField(
        label="Set pertanyaan",
        queryset=SetPertanyaan.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label="Sembilan unsur SKM (baku)",
        error_messages=SALAH_PILIH,
    )

    def ikat_set(self, instansi_id: int) -> None:
        bidang: Any = self.fields["set_pertanyaan"]
        bidang.queryset = SetPertanyaan.objects.filter(instansi=instansi_id)


class LayananForm(_IsiLayanan, Formulir):
    """A new service of one of the units one manages: a list while they are few, else a search."""

    unit = UnitField(label="Unit yang memberi layanan")

    field_order = ("unit", "nama", "uraian", "set_pertanyaan")

    def __init__(self, *args: Any, kelola: QuerySet[UnitKerja], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ikat_set(self.pelaku.instansi_id)
        sedikit = list(kelola.order_by("jalur")[: MAKS_UNIT + 1])
        if len(sedikit) <= MAKS_UNIT:
            self.fields["unit"] = forms.ModelChoiceField(
                label="Unit yang memberi layanan",
                queryset=kelola.order_by("jalur"),
                to_field_name="uuid",
                empty_label=None if len(sedikit) == 1 else "Pilih unit",
                error_messages=SALAH_PILIH,
            )
            self.order_fields(self.field_order)


class LayananUbahForm(_IsiLayanan, Formulir):
    """A service that exists: its unit and its code stay."""

    versi = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, layanan: Layanan, **kwargs: Any) -> None:
        awal = {
            "nama": layanan.nama,
            "uraian": layanan.uraian,
            "set_pertanyaan": layanan.set_pertanyaan.uuid,
            "versi": versi_layanan(layanan),
        }
        super().__init__(*args, **{"initial": awal, **kwargs})
        self.ikat_set(layanan.instansi_id)
        bidang: Any = self.fields["set_pertanyaan"]
        bidang.empty_label, bidang.required = None, True


def _bulat(label: str, bantuan: str, maks: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=maks,
        help_text=bantuan,
        widget=forms.NumberInput(attrs={"class": "pendek", "inputmode": "numeric"}),
        error_messages={
            "required": BELUM,
            "invalid": "Tulis angka bulat.",
            "min_value": "Tulis angka mulai dari 1.",
            "max_value": f"Tulis angka sampai {maks}.",
        },
    )


class SetelanUlasanForm(Formulir):
    """What the agency sets for the voice of citizens."""

    n_minimum = _bulat(
        "Jumlah terkecil", "Di bawah jumlah ini hanya banyaknya yang tampil, tanpa indeks.", 1000
    )
    batas_alamat = _bulat(
        "Ulasan per jaringan dalam 10 menit",
        "Satu kantor atau satu tablet di loket sering memakai satu jaringan.",
        1000,
    )
    batas_layanan = _bulat("Ulasan per layanan dalam 10 menit", "Sisanya diminta menunggu.", 30_000)
    pengali = _bulat("Pengali indeks", "25 mengubah rata-rata skala 1–4 menjadi 25–100.", 100)
    kategori = forms.CharField(
        label="Kategori mutu",
        max_length=1000,
        help_text="Satu baris satu kategori: batas bawah | mutu | sebutan. Bawaan dari PermenPANRB 14/2017; cocokkan dengan naskahnya.",
        error_messages={"required": BELUM, **PANJANG},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    kata = forms.CharField(
        label="Kata yang menahan ulasan",
        required=False,
        max_length=10_000,
        help_text="Satu kata per baris. Imbuhan dan ejaan samaran dikenali. Ulasan ditahan untuk moderasi, tidak ditolak.",
        error_messages=PANJANG,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    catatan_privasi = forms.CharField(
        label="Catatan privasi tambahan",
        required=False,
        max_length=500,
        help_text="Tampil di bawah formulir warga, sesudah catatan bawaan.",
        error_messages=PANJANG,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )

    @staticmethod
    def awal(setelan: SetelanUlasan) -> dict[str, Any]:
        return {n: getattr(setelan, n) for n in SetelanUlasanForm.base_fields}


class SetForm(Formulir):
    """A set of questions: the words of the scale, and a line per element."""

    nama = forms.CharField(label="Nama set", max_length=100, error_messages={"required": BELUM, **PANJANG})
    sumber = forms.CharField(label="Dasar", required=False, max_length=200, error_messages=PANJANG)

    def __init__(self, *args: Any, set_pertanyaan: SetPertanyaan | None = None, **kwargs: Any) -> None:
        baris = list(set_pertanyaan.unsur.all()) if set_pertanyaan else []
        super().__init__(*args, **{"initial": _awal(set_pertanyaan, baris), **kwargs})
        for n, label in enumerate(LABEL_SKALA, 1):
            self.fields[f"label_{n}"] = forms.CharField(
                label=f"Nilai {n}",
                max_length=30,
                initial=label,
                error_messages={"required": BELUM, **PANJANG},
            )
        banyak = len(baris) or len(UNSUR_SKM)
        self.banyak = min(banyak + KOSONG_LAGI, max(MAKS_UNSUR, banyak))
        for i in range(self.banyak):
            self.fields[f"kode_{i}"] = forms.CharField(
                label="Kode", max_length=8, required=False, widget=forms.TextInput(attrs={"class": "pendek"})
            )
            self.fields[f"nama_{i}"] = forms.CharField(
                label="Unsur", max_length=100, required=False, error_messages=PANJANG
            )
            self.fields[f"tanya_{i}"] = forms.CharField(
                label="Pertanyaan", max_length=200, required=False, error_messages=PANJANG
            )
            self.fields[f"bobot_{i}"] = BobotField(label="Bobot", required=False)
            self.fields[f"pakai_{i}"] = forms.BooleanField(label="Dipakai", required=False)

    def bagian(self) -> list[dict[str, Any]]:
        """The lines as the template shows them."""
        return [self._bagian(i) for i in range(self.banyak)]

    def _bagian(self, i: int) -> dict[str, Any]:
        """One line: folded under its name, so that a phone shows all of them at a glance; open where it is wrong."""
        bidang = [self[f"{n}_{i}"] for n in ("kode", "nama", "tanya", "bobot", "pakai")]
        kode, nama = (str(b.value() or "").strip() for b in bidang[:2])
        tidak_dipakai = "" if bidang[-1].value() else " (tidak dipakai)"
        return {
            "judul": f"{kode} {nama}".strip() + tidak_dipakai if kode or nama else f"Unsur baru {i + 1}",
            "bidang": bidang,
            "galat": any(b.errors for b in bidang),
        }

    def skala(self) -> list[forms.BoundField]:
        return [self[f"label_{n}"] for n in range(1, 5)]

    def clean(self) -> dict[str, Any]:
        c = super().clean() or {}
        for i in range(self.banyak):
            kode, nama, tanya = (c.get(f"{n}_{i}") for n in ("kode", "nama", "tanya"))
            if any((kode, nama, tanya)) and not all((kode, nama, tanya)):
                self.add_error(f"nama_{i}", "Lengkapi kode, unsur, dan pertanyaan; atau kosongkan ketiganya.")
        return c

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "nama": c["nama"],
            "sumber": c["sumber"],
            "skala": tuple(c[f"label_{n}"] for n in range(1, 5)),
            "unsur": [
                IsiUnsur(
                    c[f"kode_{i}"].upper(),
                    c[f"nama_{i}"],
                    c[f"tanya_{i}"],
                    c[f"bobot_{i}"] or Decimal(1),
                    c[f"pakai_{i}"],
                )
                for i in range(self.banyak)
                if c.get(f"kode_{i}")
            ],
        }


def _awal(satu: SetPertanyaan | None, baris: list[UnsurPertanyaan]) -> dict[str, Any]:
    """The values of a set, or the nine elements for a new one."""
    awal: dict[str, Any] = {"nama": satu.nama, "sumber": satu.sumber} if satu else {}
    if satu:
        awal |= {f"label_{n}": label for n, label in satu.skala}
    isi = [(u.kode, u.nama, u.pertanyaan, u.bobot.normalize(), u.is_aktif) for u in baris] or [
        (kode, nama, tanya, Decimal(1), True) for kode, nama, tanya in UNSUR_SKM
    ]
    for i, (kode, nama, tanya, bobot, pakai) in enumerate(isi):
        awal |= {
            f"kode_{i}": kode,
            f"nama_{i}": nama,
            f"tanya_{i}": tanya,
            f"bobot_{i}": bobot,
            f"pakai_{i}": pakai,
        }
    return awal
