"""Forms of the year: opening it, its windows, extensions, days without SKP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from pegawai.forms.pilih import Formulir, UnitField
from skp.forms.bidang import WAJIB, TanggalField, teks_panjang
from skp.models import Periode
from skp.models.periode import BIDANG_JENDELA
from skp.rules import BAWAAN_JENDELA, AlasanJeda, JenisJendela, JenisPeriode

MAKS_ALASAN = 500
LABEL_JENDELA = {
    "skp_mulai": "SKP dapat disusun sejak",
    "skp_sampai": "Batas penetapan SKP",
    "skp_tenggang": "Masa tenggang SKP (hari)",
    "pengelola_mulai": "Pengelola kinerja dapat menyusunkan SKP sejak",
    "hari_skp_baru": "Waktu untuk SKP yang mulai di tengah tahun (hari)",
    "hari_peringatan": "Ingatkan sebelum jendela ditutup (hari)",
    "pengisian_mulai": "Realisasi dapat diisi sejak",
    "pengisian_sampai": "Batas pengisian catatan dan realisasi",
    "pengisian_tenggang": "Masa tenggang pengisian (hari)",
    "penilaian_mulai": "Penilaian sejak",
    "penilaian_sampai": "Batas penilaian",
    "penilaian_mengikat": "Tolak penilaian sesudah batasnya",
    "evaluasi_mulai": "Evaluasi dibuka sendiri pada",
    "penyampaian_wajib": "Sampaikan hasil kepada pegawai sebelum final",
    "penyampaian_sampai": "Batas penyampaian hasil evaluasi",
    "keberatan_sampai": "Batas tanggapan dan keberatan",
    "final_sampai": "Batas penetapan hasil; periode ditutup sendiri sesudahnya",
    "final_saat_tutup": "Jadikan final penilaian yang lengkap saat periode ditutup",
}
HANYA_TAHUNAN = (
    "skp_mulai",
    "skp_sampai",
    "skp_tenggang",
    "pengelola_mulai",
    "hari_skp_baru",
    "hari_peringatan",
)
YA_TIDAK = ("penilaian_mengikat", "penyampaian_wajib", "final_saat_tutup")
BAWAAN = {b.bidang: b for b in BAWAAN_JENDELA}


class TahunForm(Formulir):
    """Open a year."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2020,
        max_value=2100,
        error_messages={
            "invalid": "Tulis tahun dengan empat angka, misalnya 2027.",
            "min_value": "Tulis tahun dengan empat angka, misalnya 2027.",
            "max_value": "Tulis tahun dengan empat angka, misalnya 2027.",
            **WAJIB,
        },
    )
    periodik = forms.ChoiceField(
        label="Evaluasi periodik",
        widget=forms.RadioSelect,
        choices=[
            (JenisPeriode.TRIWULAN.value, "Triwulan, empat periode setahun"),
            (JenisPeriode.BULANAN.value, "Bulanan, dua belas periode setahun"),
        ],
        initial=JenisPeriode.TRIWULAN.value,
        help_text="Tidak dapat diganti setelah tahun dibuka.",
        error_messages={"invalid_choice": "Pilih triwulan atau bulanan.", **WAJIB},
    )


class JendelaForm(Formulir):
    """The windows of one period, each with its default and where that comes from."""

    alasan = teks_panjang("Alasan perubahan", MAKS_ALASAN, bantuan="Tercatat pada riwayat.")
    versi = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, periode: Periode, **kwargs: Any) -> None:
        awal = {b: getattr(periode, b) for b in BIDANG_JENDELA} | {"versi": periode.versi}
        super().__init__(*args, initial=awal, **kwargs)
        bidang: dict[str, forms.Field] = {
            nama: self._bidang(nama)
            for nama in BIDANG_JENDELA
            if periode.is_tahunan or nama not in HANYA_TAHUNAN
        }
        self.fields = bidang | self.fields  # the reason comes last

    @staticmethod
    def _bidang(nama: str) -> forms.Field:
        bawaan = BAWAAN[nama]
        bantuan = f"Bawaan: {bawaan.bawaan} ({bawaan.sumber})."
        if nama in YA_TIDAK:
            return forms.BooleanField(label=LABEL_JENDELA[nama], required=False, help_text=bantuan)
        if "tenggang" in nama or nama.startswith("hari_"):
            pesan = "Tulis jumlah hari antara 0 dan 366."
            return forms.IntegerField(
                label=LABEL_JENDELA[nama],
                min_value=0,
                max_value=366,
                help_text=bantuan,
                error_messages={"invalid": pesan, "min_value": pesan, "max_value": pesan, **WAJIB},
            )
        return TanggalField(label=LABEL_JENDELA[nama], required=False, help_text=bantuan)

    def untuk_service(self) -> dict[str, Any]:
        isi = {k: v for k, v in self.cleaned_data.items() if k in BIDANG_JENDELA}
        return {"isi": isi, "alasan": self.cleaned_data["alasan"], "versi": self.cleaned_data["versi"]}


class PerpanjangForm(Formulir):
    """Keep one window open longer."""

    jendela = forms.ChoiceField(
        label="Yang diperpanjang",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu jendela.", **WAJIB},
    )
    sampai = TanggalField(label="Sampai tanggal")
    unit = UnitField(
        label="Unit, beserta semua di bawahnya",
        required=False,
        help_text="Kosongkan untuk seluruh instansi.",
    )
    alasan = teks_panjang("Alasan perpanjangan", MAKS_ALASAN, bantuan="Dibaca pegawai yang mendapatkannya.")

    def __init__(self, *args: Any, periode: Periode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilihan = [(j.value, j.label) for j in JenisJendela if getattr(periode, f"{j}_sampai") is not None]
        self.fields["jendela"].choices = pilihan  # type: ignore[attr-defined]


class AlasanForm(Formulir):
    """A reason and nothing else."""

    alasan = teks_panjang("Alasan", MAKS_ALASAN, bantuan="Tercatat pada riwayat.")


class JedaForm(Formulir):
    """Days without an SKP, and why."""

    mulai = TanggalField(label="Mulai tanggal")
    selesai = TanggalField(
        label="Sampai tanggal", required=False, help_text="Kosongkan bila belum diketahui."
    )
    alasan = forms.ChoiceField(
        label="Alasan",
        choices=AlasanJeda.choices(),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu alasan.", **WAJIB},
    )
    catatan = forms.CharField(
        label="Keterangan",
        max_length=MAKS_ALASAN,
        required=False,
        help_text="Misalnya nomor surat keputusan.",
        error_messages={"max_length": f"Keterangan terlalu panjang. Ringkas sampai {MAKS_ALASAN} huruf."},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": MAKS_ALASAN}),
    )


class AkhiriForm(Formulir):
    """The last day of a gap."""

    selesai = TanggalField(label="Hari terakhir")


class PantauSkpForm(forms.Form):
    """Narrow the overview; `unit` travels along."""

    unit = forms.CharField(required=False, widget=forms.HiddenInput)
    tahun = forms.ChoiceField(label="Tahun", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)
    cari = forms.CharField(
        label="Nama",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(
        self, *args: Any, tahun: Sequence[int], keadaan: Sequence[tuple[str, str]], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.fields["tahun"].choices = [(str(t), str(t)) for t in tahun]  # type: ignore[attr-defined]
        self.fields["keadaan"].choices = [("", "Semua"), *keadaan]  # type: ignore[attr-defined]
