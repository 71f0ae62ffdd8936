"""Which report about which unit is wanted, when it makes itself, and the agency's rules for files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from evaluasi.rules import (
    HARI_SIMPAN_MAKS,
    HARI_SIMPAN_MIN,
    AcuanPeriode,
    IramaJadwal,
    PilihanLaporan,
)
from pegawai.forms.pilih import Formulir
from pegawai.models import UnitKerja
from pegawai.rules import JenjangFungsional
from skp.models import Periode

UNIT_LAIN = "Termasuk semua unit di bawahnya. Unit lain: buka Pemantauan, pilih unit, lalu Laporan."
SETAHUN = "setahun-"


class _DenganUnit(Formulir):
    """A form that names one of the units offered."""

    isi = forms.ChoiceField(
        label="Laporan",
        choices=PilihanLaporan.choices(),
        initial=PilihanLaporan.UNIT_PDF.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih laporan.", "invalid_choice": "Pilih laporan dari daftar."},
    )
    unit = forms.ChoiceField(
        label="Unit",
        help_text=UNIT_LAIN,
        error_messages={
            "required": "Pilih unit.",
            "invalid_choice": "Unit itu tidak ada dalam daftar. Pilih dari daftar.",
        },
    )

    def __init__(self, *args: Any, unit: Sequence[UnitKerja], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(u.uuid): u for u in unit}
        self.fields["unit"].choices = [(k, u.nama) for k, u in self.units.items()]  # type: ignore[attr-defined]

    def clean_unit(self) -> UnitKerja:
        return self.units[self.cleaned_data["unit"]]

    def clean_isi(self) -> PilihanLaporan:
        return PilihanLaporan(self.cleaned_data["isi"])


class BuatLaporanForm(_DenganUnit):
    """One report, now."""

    periode = forms.ChoiceField(
        label="Periode",
        error_messages={
            "required": "Pilih periode.",
            "invalid_choice": "Periode itu belum dimulai. Pilih dari daftar.",
        },
    )

    def __init__(self, *args: Any, periode: Sequence[Periode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periodes = {str(p.uuid): p for p in periode}
        tahun = {p.tahun: p for p in periode}
        self.tahun = {f"{SETAHUN}{t}": p for t, p in sorted(tahun.items(), reverse=True)}
        self.fields["periode"].choices = [  # type: ignore[attr-defined]
            *((k, str(p)) for k, p in self.periodes.items()),
            *((k, f"Semua periode {p.tahun} (hanya dokumen)") for k, p in self.tahun.items()),
        ]

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        if kunci := isian.get("periode"):
            isian["is_setahun"] = kunci in self.tahun
            isian["periode"] = self.tahun.get(kunci) or self.periodes[kunci]
        return isian


class JadwalForm(_DenganUnit):
    """A report that makes itself."""

    acuan = forms.ChoiceField(
        label="Tentang periode",
        choices=AcuanPeriode.choices(),
        initial=AcuanPeriode.BERAKHIR.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih periode yang dilaporkan."},
    )
    irama = forms.ChoiceField(
        label="Dibuat",
        choices=IramaJadwal.choices(),
        initial=IramaJadwal.BULANAN.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih seberapa sering laporan dibuat."},
    )
    hari = forms.IntegerField(
        label="Pada hari ke",
        initial=5,
        help_text="Mingguan: 1 Senin sampai 7 Minggu. Selain itu tanggal 1 sampai 31. Harian: biarkan.",
        error_messages={"required": "Tulis harinya.", "invalid": "Tulis bilangan bulat, misalnya 5."},
    )
    jam = forms.TypedChoiceField(
        label="Pukul",
        coerce=int,
        choices=[(j, f"{j:02d}.00") for j in range(24)],
        initial=6,
        help_text="Waktu setempat instansi.",
        error_messages={"required": "Pilih jam.", "invalid_choice": "Pilih jam dari daftar."},
    )
    field_order = ("isi", "unit", "acuan", "irama", "hari", "jam")

    def clean_acuan(self) -> AcuanPeriode:
        return AcuanPeriode(self.cleaned_data["acuan"])

    def clean_irama(self) -> IramaJadwal:
        return IramaJadwal(self.cleaned_data["irama"])


class PengaturanLaporanForm(Formulir):
    """How long files are kept, the ids of SIASN."""

    hari_simpan = forms.IntegerField(
        label="Berkas disimpan (hari)",
        min_value=HARI_SIMPAN_MIN,
        max_value=HARI_SIMPAN_MAKS,
        help_text="Laporan, ZIP, dan PDF gabungan. Dokumen yang sudah terbit tidak pernah dihapus.",
        error_messages={
            "required": "Tulis jumlah hari.",
            "invalid": "Tulis bilangan bulat, misalnya 30.",
            "min_value": "Tulis paling sedikit 1 hari.",
            "max_value": "Tulis paling banyak 3650 hari.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for jenjang in JenjangFungsional:
            self.fields[f"koefisien_{jenjang.value}"] = forms.CharField(
                label=f"ID koefisien SIASN: {jenjang.label}", max_length=64, required=False
            )

    def clean(self) -> dict[str, Any]:
        isian = super().clean() or {}
        isian["koefisien_siasn"] = {
            j.value: isian.pop(f"koefisien_{j.value}", "").strip() for j in JenjangFungsional
        }
        return isian
