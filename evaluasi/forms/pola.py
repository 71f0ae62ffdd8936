"""Why a distribution lies outside the pola, and what an agency settles about it."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import PengaturanPola
from evaluasi.rules import MAKS_ALASAN_POLA, Predikat
from evaluasi.selectors import SebaranCapaian
from pegawai.forms.pilih import Formulir
from skp.forms import teks_panjang

ANGKA = {"required": "Isi angka ini.", "invalid": "Tulis angka bulat, misalnya 10."}


class AlasanPolaForm(forms.Form):
    alasan = teks_panjang(
        "Alasan di luar pola",
        MAKS_ALASAN_POLA,
        baris=3,
        bantuan="Atasan Anda dan admin kepegawaian membaca tulisan ini. Pegawai tidak.",
        wajib=False,
    )


class CobaPolaForm(forms.Form):
    """One choice per member, named by his SKP; nothing of it is saved."""

    def __init__(self, data: Any = None, *, sebaran: SebaranCapaian) -> None:
        super().__init__(data)
        for a in sebaran.anggota:
            self.fields[a.skp_uuid] = forms.ChoiceField(
                label=a.nama,
                required=False,
                choices=[("", "Belum dinilai"), *Predikat.choices()],
                initial=a.predikat.value if a.predikat else "",
                help_text=a.jabatan,
            )

    def coba(self) -> dict[str, Predikat | None]:
        return {k: Predikat(v) if v else None for k, v in self.cleaned_data.items()}


class PengaturanPolaForm(Formulir):
    unit_kecil = forms.IntegerField(
        label="Tampilkan jumlah orang, bukan persen, di bawah (orang)",
        help_text="Sepuluh persen dari empat orang tidak ada artinya.",
        error_messages=ANGKA,
    )
    kelompok_min = forms.IntegerField(
        label="Sembunyikan sebaran dari kelompok di bawah (orang)",
        help_text="Sebaran dari sedikit orang dapat mengungkap predikat mereka.",
        error_messages=ANGKA,
    )
    minta_alasan = forms.BooleanField(
        label="Minta alasan bila sebaran di luar pola",
        required=False,
        help_text="Tanpa alasan pun penilaian tidak pernah dihalangi.",
    )
    selisih_pencilan = forms.IntegerField(
        label="Unit menonjol bila berbeda paling sedikit (poin persen)",
        help_text="Dibandingkan dengan sebaran seluruh unit yang dilihat.",
        error_messages=ANGKA,
    )
    kepala_lihat_talenta = forms.BooleanField(
        label="Pimpinan unit melihat peta talenta unitnya",
        required=False,
        help_text="Tanpa centang, hanya admin kepegawaian dan pimpinan instansi.",
    )

    def __init__(self, *args: Any, atur: PengaturanPola, **kwargs: Any) -> None:
        kwargs["initial"] = {n: getattr(atur, n) for n in self.base_fields}
        super().__init__(*args, **kwargs)
