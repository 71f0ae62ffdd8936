"""Reply, objection, explanation, decision, and the agency's days."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import AturanKeberatan, Evaluasi
from evaluasi.rules import (
    MAKS_DASAR,
    MAKS_HARI_TENGGAT,
    NAMA_LAMA,
    AwalKeberatan,
    Ekspektasi,
    KeputusanKeberatan,
    Lama,
    PembukaKoreksi,
    SatuanHari,
)
from kinerja.forms import BuktiCampuran
from pegawai.errors import AturanDilanggar
from pegawai.forms.pilih import Formulir, OrangField
from skp.forms import teks_panjang

TERIMA, PIKIR = "terima", "pikir"


class TanggapanForm(forms.Form):
    """The reply to a result: accepted, or received and still being thought about."""

    jawaban = forms.ChoiceField(
        label="Jawaban Anda",
        choices=[
            (TERIMA, "Saya menerima hasil ini tanpa keberatan. Evaluasi menjadi final sekarang."),
            (PIKIR, "Saya sudah menerima dokumennya dan masih mempertimbangkan."),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Pilih salah satu jawaban.",
            "invalid_choice": "Pilih salah satu jawaban.",
        },
    )
    tanggapan = teks_panjang(
        "Tanggapan", MAKS_DASAR, bantuan="Pejabat penilai membaca tulisan ini.", wajib=False
    )

    def untuk_service(self) -> dict[str, Any]:
        isi = self.cleaned_data
        return {"tanpa_keberatan": isi["jawaban"] == TERIMA, "tanggapan": isi["tanggapan"]}


class KeberatanForm(BuktiCampuran):
    """Reasons, with evidence."""

    alasan = teks_panjang(
        "Alasan keberatan",
        MAKS_DASAR,
        baris=6,
        bantuan="Sebut rating mana yang Anda keberati dan kenyataan yang mendukungnya.",
    )
    field_order = ("alasan",)


class PenjelasanForm(forms.Form):
    penjelasan = teks_panjang(
        "Penjelasan pejabat penilai",
        MAKS_DASAR,
        baris=5,
        bantuan="Pegawai dan atasan Anda membaca tulisan ini. Dicetak pada Dokumen Evaluasi.",
    )


class CabutForm(forms.Form):
    alasan = teks_panjang("Alasan mencabut", 500, baris=2, wajib=False)


class PutusanForm(forms.Form):
    """The decision of the atasan; new ratings only where the objection is granted."""

    keputusan = forms.ChoiceField(
        label="Keputusan",
        choices=KeputusanKeberatan.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keputusan Anda.", "invalid_choice": "Pilih keputusan Anda."},
    )
    rating_hasil = forms.ChoiceField(
        label="Rating hasil kerja",
        choices=Ekspektasi.choices(),
        required=False,
        widget=forms.RadioSelect,
        help_text="Hanya dipakai bila rating diganti.",
    )
    alasan_hasil = teks_panjang("Dasar rating hasil kerja yang baru", MAKS_DASAR, baris=2, wajib=False)
    rating_perilaku = forms.ChoiceField(
        label="Rating perilaku kerja",
        choices=Ekspektasi.choices(),
        required=False,
        widget=forms.RadioSelect,
        help_text="Hanya dipakai bila rating diganti.",
    )
    alasan_perilaku = teks_panjang("Dasar rating perilaku kerja yang baru", MAKS_DASAR, baris=2, wajib=False)
    alasan = teks_panjang(
        "Alasan keputusan",
        MAKS_DASAR,
        baris=5,
        bantuan="Pegawai dan penilai membaca tulisan ini. Dicetak pada Dokumen Evaluasi.",
    )
    rekomendasi = teks_panjang(
        "Rekomendasi", MAKS_DASAR, baris=2, bantuan="Misalnya perbaikan sarana kerja.", wajib=False
    )

    def __init__(self, data: Any = None, *, evaluasi: Evaluasi) -> None:
        super().__init__(
            data,
            initial={"rating_hasil": evaluasi.rating_hasil, "rating_perilaku": evaluasi.rating_perilaku},
        )

    def tolak(self, galat: AturanDilanggar) -> None:
        self.add_error(galat.bidang if galat.bidang in self.fields else None, galat.pesan)


class PemutusForm(Formulir):
    pemutus = OrangField(label="Pejabat yang memutus")
    alasan = teks_panjang(
        "Alasan penunjukan", 500, baris=2, bantuan="Misalnya: jabatan atasan penilai sedang kosong."
    )


LABEL_LAMA = {
    "tanggapan": ("Masa tanggapan pegawai", "Sejak hasil disampaikan."),
    "keberatan": ("Masa keberatan", "PP 30/2019 Pasal 59: 14 hari sejak diterima."),
    "penjelasan": (
        "Masa penjelasan penilai",
        "Sejak keberatan diajukan. Lewat masa ini, atasan dapat memutus.",
    ),
    "putusan": ("Masa putusan atasan penilai", "Sejak keberatan diajukan."),
}


class AturanKeberatanForm(forms.Form):
    """The agency's days, and how they are counted."""

    def __init__(self, data: Any = None, *, aturan: AturanKeberatan) -> None:
        super().__init__(data)
        for nama in NAMA_LAMA:
            label, bantuan = LABEL_LAMA[nama]
            self.fields[f"hari_{nama}"] = forms.IntegerField(
                label=f"{label}, dalam hari",
                help_text=bantuan,
                min_value=1,
                max_value=MAKS_HARI_TENGGAT,
                initial=getattr(aturan, f"hari_{nama}"),
                error_messages=dict.fromkeys(
                    ("required", "invalid", "min_value", "max_value"),
                    f"Tulis angka antara 1 dan {MAKS_HARI_TENGGAT}.",
                ),
                widget=forms.NumberInput(attrs={"class": "pendek"}),
            )
            self.fields[f"satuan_{nama}"] = forms.ChoiceField(
                label=f"{label} dihitung dalam",
                choices=SatuanHari.choices(),
                initial=getattr(aturan, f"satuan_{nama}"),
                error_messages=dict.fromkeys(("required", "invalid_choice"), "Pilih cara menghitung hari."),
            )
        self.fields["awal_keberatan"] = forms.ChoiceField(
            label="Masa keberatan dihitung",
            choices=AwalKeberatan.choices(),
            widget=forms.RadioSelect,
            initial=aturan.awal_keberatan,
            error_messages=dict.fromkeys(("required", "invalid_choice"), "Pilih awal masa keberatan."),
        )
        self.fields["geser_libur"] = forms.BooleanField(
            label="Hari terakhir yang libur bergeser ke hari kerja berikutnya",
            help_text="Berarti bagi hari kalender. Hari libur diatur pada halaman Hari libur dan hari kerja.",
            required=False,
            initial=aturan.geser_libur,
        )
        self.fields["pembuka_koreksi"] = forms.ChoiceField(
            label="Koreksi hasil yang sudah final dibuka oleh",
            help_text="Bila atasan penilai tidak ada, admin kepegawaian yang membukanya.",
            choices=PembukaKoreksi.choices(),
            widget=forms.RadioSelect,
            initial=aturan.pembuka_koreksi,
            error_messages=dict.fromkeys(("required", "invalid_choice"), "Pilih siapa yang membuka koreksi."),
        )

    def tolak(self, galat: AturanDilanggar) -> None:
        self.add_error(galat.bidang if galat.bidang in self.fields else None, galat.pesan)

    def untuk_service(self) -> dict[str, Any]:
        isi = self.cleaned_data
        lama = {n: Lama(isi[f"hari_{n}"], SatuanHari(isi[f"satuan_{n}"])) for n in NAMA_LAMA}
        tetap = ("awal_keberatan", "geser_libur", "pembuka_koreksi")
        return {k: isi[k] for k in tetap} | lama
