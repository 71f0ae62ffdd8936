"""Forms of judgement: they check shape, never policy; fields in the order of the printed form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import (
    MAKS_DASAR,
    PETUNJUK_RATING,
    PILIHAN_JENIS_SKP,
    BentukLaporan,
    Ekspektasi,
    JenisDokumen,
    KeadaanCetak,
    PredikatOrganisasi,
)
from evaluasi.selectors import versi_capaian
from pegawai.models import UnitKerja
from skp.forms import teks_panjang
from skp.models import Periode

TERIMA_LAMPIRAN = "application/pdf,image/jpeg,image/png,image/webp"


def _rating(label: str, bantuan: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=Ekspektasi.choices(),
        widget=forms.RadioSelect,
        help_text=bantuan,
        error_messages={"invalid_choice": "Pilih salah satu dari tiga rating."},
    )


class RatingForm(forms.Form):
    """The decision of the penilai. Nothing is required while he writes; being final asks for all of it."""

    rating_hasil = _rating("Rating hasil kerja", "Satu rating untuk semua hasil kerja bersama-sama.")
    alasan_hasil = teks_panjang(
        "Dasar rating hasil kerja",
        MAKS_DASAR,
        bantuan="Sebut realisasi dan bukti yang menentukan. Pegawai membaca tulisan ini.",
        wajib=False,
    )
    rating_perilaku = _rating("Rating perilaku kerja", "Satu rating untuk tujuh nilai bersama-sama.")
    alasan_perilaku = teks_panjang(
        "Dasar rating perilaku kerja",
        MAKS_DASAR,
        bantuan="Sebut perilaku yang Anda lihat, bukan sifat orangnya.",
        wajib=False,
    )
    catatan_rekomendasi = teks_panjang(
        "Catatan/rekomendasi", MAKS_DASAR, bantuan="Dicetak pada Dokumen Evaluasi bagian 5.", wajib=False
    )
    versi = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, evaluasi: Evaluasi) -> None:
        super().__init__(data, initial=self.isi(evaluasi))

    @staticmethod
    def isi(evaluasi: Evaluasi) -> dict[str, Any]:
        """What is stored now, by field."""
        return {
            "rating_hasil": evaluasi.rating_hasil,
            "alasan_hasil": evaluasi.alasan_hasil,
            "rating_perilaku": evaluasi.rating_perilaku,
            "alasan_perilaku": evaluasi.alasan_perilaku,
            "catatan_rekomendasi": evaluasi.catatan_rekomendasi,
            "versi": evaluasi.nomor_sunting,
        }

    def untuk_service(self) -> dict[str, Any]:
        isi = dict(self.cleaned_data)
        isi["nomor_sunting"] = isi.pop("versi")
        return isi


class KuadranForm(forms.Form):
    """Two ratings to look up in the kuadran; nothing is saved."""

    rating_hasil = _rating("Rating hasil kerja", "")
    rating_perilaku = _rating("Rating perilaku kerja", "")


class FinalForm(forms.Form):
    """The count of changes that was on the page when the penilai confirmed."""

    versi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class CatatanKembaliForm(forms.Form):
    catatan = teks_panjang(
        "Bahan yang perlu dilengkapi", 2000, baris=2, bantuan="Pegawai membaca tulisan ini di berandanya."
    )


class CapaianForm(forms.Form):
    predikat = forms.ChoiceField(
        label="Predikat capaian kinerja organisasi",
        choices=PredikatOrganisasi.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih predikat capaian."},
    )
    dasar = teks_panjang(
        "Dasar penetapan",
        MAKS_DASAR,
        baris=4,
        bantuan="Sebut capaian rencana aksi atau perjanjian kinerja. Contoh: “Indeks SPBE 3,58 dari target 3,60”.",
    )
    lampiran = forms.FileField(
        label="Lampiran",
        required=False,
        help_text=f"PDF atau gambar, paling besar {settings.UKURAN_BUKTI_MAKS_MB} MB.",
        error_messages={"empty": "Berkas ini kosong. Pilih berkas lain."},
        widget=forms.FileInput(
            attrs={"accept": TERIMA_LAMPIRAN, "data-maks-mb": settings.UKURAN_BUKTI_MAKS_MB}
        ),
    )
    versi = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, files: Any = None, *, capaian: CapaianOrganisasi | None) -> None:
        awal = {"versi": versi_capaian(capaian)}
        if capaian is not None:
            awal |= {"predikat": capaian.predikat, "dasar": capaian.dasar}
        super().__init__(data, files, initial=awal)


class AlasanForm(forms.Form):
    alasan = teks_panjang("Alasan membuka kembali", 1000, baris=2, bantuan="Tersimpan di riwayat.")


class PeriodeForm(forms.Form):
    """Choose a period; the first one of the list where nothing or something unknown was chosen."""

    periode = forms.ChoiceField(label="Periode", required=False)

    def __init__(self, *, pilihan: list[Periode], terpilih: Periode | None) -> None:
        super().__init__({"periode": str(terpilih.uuid)} if terpilih else None)
        self.fields["periode"].choices = [(str(p.uuid), str(p)) for p in pilihan]  # type: ignore[attr-defined]


class PantauForm(PeriodeForm):
    """What the page of progress is narrowed to."""

    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    unit = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *,
        pilihan: list[Periode],
        terpilih: Periode | None,
        keadaan: list[tuple[str, str]],
        unit: UnitKerja | None,
        kini: str,
    ) -> None:
        super().__init__(pilihan=pilihan, terpilih=terpilih)
        self.fields["keadaan"].choices = [("", "Semua"), *keadaan]  # type: ignore[attr-defined]
        self.data = {**self.data, "keadaan": kini, "unit": str(unit.uuid) if unit else ""}


class DokumenSkpForm(forms.Form):
    """Which documents of one SKP are wanted."""

    jenis = forms.MultipleChoiceField(
        label="Dokumen",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Pilih paling sedikit satu dokumen.",
            "invalid_choice": "Dokumen itu tidak dibuat dari SKP ini. Pilih dari daftar.",
        },
    )

    def __init__(self, data: Any = None, *, pilihan: list[JenisDokumen]) -> None:
        super().__init__(data, initial={"jenis": [JenisDokumen.SKP.value]})
        self.fields["jenis"].choices = [(j.value, j.label) for j in pilihan]  # type: ignore[attr-defined]

    def clean_jenis(self) -> list[JenisDokumen]:
        return [JenisDokumen(j) for j in self.cleaned_data["jenis"]]


YANG_DINILAI = "dinilai"


class MassalForm(forms.Form):
    """Which documents of which unit are wanted in one file."""

    unit = forms.ChoiceField(
        label="Unit",
        help_text="Termasuk semua unit di bawahnya.",
        error_messages={
            "required": "Pilih unit.",
            "invalid_choice": "Unit itu tidak ada dalam daftar. Pilih dari daftar.",
        },
    )
    tahun = forms.TypedChoiceField(
        label="Tahun",
        coerce=int,
        error_messages={
            "required": "Pilih tahun.",
            "invalid_choice": "Tahun itu belum dibuka. Pilih dari daftar.",
        },
    )
    jenis = forms.MultipleChoiceField(
        label="Dokumen",
        choices=PILIHAN_JENIS_SKP,
        initial=[JenisDokumen.SKP.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu dokumen."},
    )
    keadaan = forms.ChoiceField(
        label="SKP",
        choices=KeadaanCetak.choices(),
        initial=KeadaanCetak.TETAP.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih SKP mana yang dicetak."},
    )
    bentuk = forms.ChoiceField(
        label="Hasil",
        choices=[(b.value, b.label) for b in (BentukLaporan.GABUNGAN, BentukLaporan.ZIP)],
        initial=BentukLaporan.GABUNGAN.value,
        widget=forms.RadioSelect,
        help_text="Satu PDF memuat paling banyak 1.000 dokumen. Lebih dari itu, pilih ZIP.",
        error_messages={"required": "Pilih bentuk hasilnya."},
    )

    def __init__(
        self, data: Any = None, *, unit: list[UnitKerja], tahun: list[int], menilai: bool, terpilih: str = ""
    ) -> None:
        super().__init__(data, initial={"unit": terpilih})
        self.units = {str(u.uuid): u for u in unit}
        awal = [(YANG_DINILAI, "Pegawai yang saya nilai")] if menilai else []
        self.fields["unit"].choices = [*awal, *((k, u.nama) for k, u in self.units.items())]  # type: ignore[attr-defined]
        self.fields["tahun"].choices = [(t, str(t)) for t in tahun]  # type: ignore[attr-defined]

    def clean_unit(self) -> UnitKerja | None:
        return self.units.get(self.cleaned_data["unit"])

    def clean_jenis(self) -> list[JenisDokumen]:
        return [JenisDokumen(j) for j in self.cleaned_data["jenis"]]

    def clean_keadaan(self) -> KeadaanCetak:
        return KeadaanCetak(self.cleaned_data["keadaan"])

    def clean_bentuk(self) -> BentukLaporan:
        return BentukLaporan(self.cleaned_data["bentuk"])


class VerifikasiForm(forms.Form):
    kode = forms.CharField(
        label="Kode verifikasi",
        max_length=60,
        help_text="Tercetak di bawah kode QR, misalnya K7QP-3MXA-92TD-ABCE.",
        error_messages={"required": "Tulis kode yang tercetak pada dokumen."},
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class BandingkanForm(forms.Form):
    berkas = forms.FileField(
        label="Berkas PDF",
        help_text="Berkas hanya dibandingkan, tidak disimpan.",
        error_messages={"required": "Pilih berkas PDF yang Anda terima.", "empty": "Berkas ini kosong."},
        widget=forms.FileInput(attrs={"accept": "application/pdf", "data-maks-mb": 20}),
    )


PETUNJUK = [(e.label, PETUNJUK_RATING[e]) for e in Ekspektasi]
"""The guideline as a hint beside the ratings."""
