"""Forms of angka kredit, their fields in the order of the decision they are copied from."""

from __future__ import annotations

from typing import Any

from django import forms

from evaluasi.models import PengaturanKredit
from evaluasi.rules import HitungBulan, HitungPangkat, JenisKonversi, JenisSaldo, KeadaanKredit
from evaluasi.rules.kredit import BULAN_SETAHUN, TAHUN_AWAL
from kinerja.forms.bidang import BELUM, SALAH_PILIH, AngkaField, TanggalField
from pegawai.forms.pilih import Formulir
from pegawai.models import Jabatan, UnitKerja
from pegawai.rules import NAMA_BULAN, JenisJabatan, JenjangFungsional

BULAN = [(n, nama) for n, nama in enumerate(NAMA_BULAN, start=1)]
SALAH_TAHUN = "Pilih tahun dari daftar."


class KonversiForm(forms.Form):
    """Which months of which year are converted, by what."""

    tahun = forms.IntegerField(min_value=TAHUN_AWAL, max_value=2100, widget=forms.HiddenInput)
    jenis = forms.ChoiceField(choices=JenisKonversi.choices(), widget=forms.HiddenInput)
    mulai = forms.TypedChoiceField(label="Mulai bulan", choices=BULAN, coerce=int, required=False, initial=1)
    sampai = forms.TypedChoiceField(
        label="Sampai bulan", choices=BULAN, coerce=int, required=False, initial=BULAN_SETAHUN
    )

    def clean_jenis(self) -> JenisKonversi:
        return JenisKonversi(self.cleaned_data["jenis"])

    def clean_mulai(self) -> int:
        return self.cleaned_data["mulai"] or 1

    def clean_sampai(self) -> int:
        return self.cleaned_data["sampai"] or BULAN_SETAHUN


class SaldoForm(Formulir):
    """One opening balance, as the decision has it."""

    jenis = forms.ChoiceField(
        label="Jenis", choices=JenisSaldo.choices(), widget=forms.RadioSelect, error_messages=SALAH_PILIH
    )
    nilai = AngkaField(
        label="Angka kredit",
        pecahan=3,
        help_text="Misalnya 46,09.",
        error_messages={"required": "Isi angka kredit menurut keputusan."},
    )
    tanggal = TanggalField(label="Tanggal keputusan")
    dasar = forms.CharField(
        label="Dasar",
        max_length=300,
        help_text="Nomor dan perihal keputusan, misalnya PAK Integrasi 800/12/2023.",
        error_messages={"required": BELUM, "max_length": "Dasar paling panjang 300 huruf."},
    )

    def clean_jenis(self) -> JenisSaldo:
        return JenisSaldo(self.cleaned_data["jenis"])


class TempelSaldoForm(Formulir):
    """A list of opening balances, one person per line."""

    daftar = forms.CharField(
        label="Daftar saldo",
        max_length=200_000,
        help_text="Satu baris per saldo, dipisah tab atau titik koma: NIP; jenis; angka kredit; tanggal; dasar.",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={
            "required": "Tempel daftarnya di sini.",
            "max_length": "Daftar ini terlalu panjang. Tempel paling banyak 1.000 baris.",
        },
    )


class BatalKreditForm(Formulir):
    alasan = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Alasan ini tersimpan dalam riwayat.",
        error_messages={
            "required": "Tulis alasan pembatalan.",
            "max_length": "Alasan paling panjang 500 huruf.",
        },
    )


class KoefisienForm(Formulir):
    """Figures of a jenjang from a day on."""

    jenjang = forms.ChoiceField(
        label="Jenjang", choices=JenjangFungsional.choices(), error_messages=SALAH_PILIH
    )
    jabatan = forms.ModelChoiceField(
        label="Hanya untuk jabatan",
        queryset=Jabatan.objects.none(),
        required=False,
        to_field_name="uuid",
        empty_label="Semua jabatan fungsional jenjang ini",
        error_messages=SALAH_PILIH,
    )
    mulai = TanggalField(label="Berlaku mulai tanggal")
    koefisien = AngkaField(
        label="Koefisien per tahun",
        pecahan=3,
        help_text="Misalnya 12,5.",
        error_messages={"required": "Isi koefisien per tahun."},
    )
    golongan = forms.CharField(
        label="Golongan jenjang ini",
        max_length=100,
        help_text="Misalnya III/a, III/b.",
        error_messages={"required": BELUM, "max_length": "Golongan paling panjang 100 huruf."},
    )
    akk_pangkat = AngkaField(label="Angka kredit kumulatif kenaikan pangkat", pecahan=3, required=False)
    akk_jenjang = AngkaField(
        label="Angka kredit kumulatif kenaikan jenjang",
        pecahan=3,
        required=False,
        help_text="Kosongkan bila jenjang ini yang tertinggi.",
    )
    dasar = forms.CharField(
        label="Dasar",
        max_length=300,
        help_text="Peraturan yang menetapkan angka ini.",
        error_messages={"required": BELUM, "max_length": "Dasar paling panjang 300 huruf."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jf = Jabatan.objects.filter(instansi=self.pelaku.instansi_id, jenis=JenisJabatan.FUNGSIONAL)
        self.fields["jabatan"].queryset = jf.exclude(jenjang="")  # type: ignore[attr-defined]

    def clean_jenjang(self) -> JenjangFungsional:
        return JenjangFungsional(self.cleaned_data["jenjang"])


class PengaturanKreditForm(Formulir):
    """What the regulation leaves open."""

    hitung_bulan = forms.ChoiceField(
        label="Bulan terjadinya perubahan jabatan dihitung menurut",
        choices=HitungBulan.choices(),
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    hitung_pangkat = forms.ChoiceField(
        label="Kebutuhan kenaikan pangkat",
        choices=HitungPangkat.choices(),
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    is_per_jenjang = forms.BooleanField(
        label="Mulai dari nol setelah naik jenjang",
        required=False,
        help_text="Angka kredit jenjang sebelumnya tetap tampil, tetapi tidak dijumlahkan.",
    )
    is_pppk = forms.BooleanField(
        label="Hitung juga angka kredit PPPK",
        required=False,
        help_text="Aturan nasional menghitungnya untuk kenaikan pangkat PNS.",
    )
    tembusan = forms.CharField(
        label="Tembusan pada dokumen",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu penerima per baris.",
        error_messages={"max_length": "Tembusan paling panjang 1.000 huruf."},
    )

    def __init__(self, *args: Any, atur: PengaturanKredit, **kwargs: Any) -> None:
        awal = {b: getattr(atur, b) for b in self.base_fields}
        super().__init__(*args, initial=awal, **kwargs)


YANG_DINILAI = "dinilai"


class DaftarKreditForm(forms.Form):
    """What the list is narrowed to; bound with what holds, so that nothing unknown stays."""

    unit = forms.ChoiceField(label="Pegawai", required=False)
    tahun = forms.ChoiceField(label="Tahun", required=False)
    keadaan = forms.ChoiceField(label="Konversi", required=False)

    def __init__(
        self, *, units: list[UnitKerja], menilai: bool, tahun: list[int], kini: dict[str, str]
    ) -> None:
        super().__init__(kini)
        dinilai = [(YANG_DINILAI, "Yang saya nilai")] if menilai else []
        self.fields["unit"].choices = [*dinilai, *((str(u.uuid), u.nama) for u in units)]  # type: ignore[attr-defined]
        self.fields["tahun"].choices = [(str(t), str(t)) for t in tahun]  # type: ignore[attr-defined]
        self.fields["keadaan"].choices = [("", "Semua"), *KeadaanKredit.choices()]  # type: ignore[attr-defined]
