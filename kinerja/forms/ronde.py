"""Forms of the 360 round: its plan, its questions, its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from kinerja.forms.bidang import SALAH_PILIH, TanggalField
from kinerja.models import PertanyaanRonde, Ronde360
from kinerja.rules import MAKS_URAIAN, MIN_KELOMPOK, JenisPertanyaan, RelasiRonde, SkalaRonde
from pegawai.models import UnitKerja
from skp.rules import NilaiPerilaku


class BanyakUnit(forms.ModelMultipleChoiceField):
    """Units by their uuid; one sentence for everything that is not in the list."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            raise forms.ValidationError("Unit itu tidak ditemukan. Pilih dari daftar.") from None

    def label_from_instance(self, obj: Any) -> str:
        return f"{'– ' * obj.kedalaman}{obj.nama}"


class RondeForm(forms.Form):
    """Name, span, groups, minimum, units."""

    nama = forms.CharField(
        label="Nama ronde",
        max_length=150,
        error_messages={"required": "Nama ronde belum diisi.", "max_length": "Ringkas sampai 150 huruf."},
    )
    mulai = TanggalField(label="Mulai")
    selesai = TanggalField(label="Selesai")
    relasi = forms.MultipleChoiceField(
        label="Kelompok pemberi",
        choices=RelasiRonde.choices(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Penilai dan ketua tim hanya seorang, jadi mereka berbicara dengan nama.",
        error_messages=SALAH_PILIH | {"required": "Pilih paling sedikit satu kelompok pemberi."},
    )
    minimum = forms.IntegerField(
        label="Kelompok paling sedikit (orang)",
        min_value=MIN_KELOMPOK,
        max_value=50,
        initial=5,
        help_text=f"Tidak ada yang ditampilkan di bawah jumlah ini. Paling rendah {MIN_KELOMPOK}.",
        error_messages={
            "required": "Tulis jumlah orang.",
            "invalid": "Tulis angka bulat, misalnya 5.",
            "min_value": f"Kelompok paling sedikit {MIN_KELOMPOK} orang. Di bawah itu penulis mudah ditebak.",
            "max_value": "Kelompok paling banyak 50 orang.",
        },
    )
    unit = BanyakUnit(
        label="Unit yang dicakup",
        queryset=UnitKerja.objects.none(),
        required=False,
        to_field_name="uuid",
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Dengan semua unit di bawahnya. Kosong berarti seluruh instansi.",
    )

    def __init__(
        self, *args: Any, unit: QuerySet[UnitKerja], ronde: Ronde360 | None = None, **kwargs: Any
    ) -> None:
        if ronde is not None:
            kwargs["initial"] = {
                n: getattr(ronde, n) for n in ("nama", "mulai", "selesai", "relasi", "minimum")
            } | {"unit": ronde.unit.all()}
        super().__init__(*args, **kwargs)
        bidang: Any = self.fields["unit"]
        bidang.queryset = unit


class PertanyaanForm(forms.Form):
    teks = forms.CharField(
        label="Pertanyaan",
        max_length=300,
        error_messages={
            "required": "Pertanyaan belum ditulis.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
    )
    jenis = forms.ChoiceField(
        label="Cara menjawab", choices=JenisPertanyaan.choices(), error_messages=SALAH_PILIH
    )
    nilai = forms.ChoiceField(
        label="Nilai BerAKHLAK",
        required=False,
        choices=[("", "Tidak terikat nilai"), *NilaiPerilaku.choices()],
        error_messages=SALAH_PILIH,
    )


class JawabRondeForm(forms.Form):
    """One field per question; each may be passed over."""

    def __init__(self, *args: Any, pertanyaan: Sequence[PertanyaanRonde], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for p in pertanyaan:
            self.fields[str(p.uuid)] = _bidang(p)


def _bidang(p: PertanyaanRonde) -> forms.Field:
    if p.jenis == JenisPertanyaan.SKALA:
        return forms.ChoiceField(
            label=p.teks,
            required=False,
            choices=[("", "Tidak dapat menilai"), *SkalaRonde.choices()],
            widget=forms.RadioSelect,
            error_messages=SALAH_PILIH,
        )
    return forms.CharField(
        label=p.teks,
        required=False,
        max_length=MAKS_URAIAN,
        help_text="Jangan menulis hal yang menunjuk diri Anda.",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": MAKS_URAIAN, "autocomplete": "off"}),
        error_messages={"max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf."},
    )
