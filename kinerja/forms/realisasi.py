"""The form of a realisasi."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kinerja.forms.bidang import AngkaField, TanggalField, teks_kerja
from kinerja.forms.bukti import BuktiCampuran
from kinerja.models import BuktiDukung
from skp.models import IndikatorKinerja
from skp.rules import JenisTarget


class RealisasiForm(BuktiCampuran):
    """What one indicator reached, typed like its target; evidence is chosen from the log or added."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    angka = AngkaField(label="Realisasi", required=False, pecahan=4)
    tanggal = TanggalField(label="Tanggal selesai", required=False)
    teks = teks_kerja("Uraian", baris=2, wajib=False)
    sumber_data = forms.CharField(
        label="Sumber data", required=False, max_length=300, help_text="Misalnya nama laporan atau aplikasi."
    )
    alasan = teks_kerja(
        "Alasan perubahan",
        baris=2,
        wajib=False,
        bantuan="Periode ini sudah ditutup. Isian lama tetap tersimpan sebagai versi sebelumnya.",
    )
    bukti = forms.MultipleChoiceField(
        label="Bukti yang dipakai",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Bukti itu tidak ditemukan. Pilih dari daftar."},
    )

    def __init__(
        self,
        *args: Any,
        indikator: IndikatorKinerja,
        bukti: Iterable[BuktiDukung],
        koreksi: bool = False,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("prefix", f"i{indikator.uuid.hex[:8]}")
        super().__init__(*args, **kwargs)
        jenis = JenisTarget(indikator.jenis_target)
        if jenis in (JenisTarget.TEKS, JenisTarget.TANGGAL):
            del self.fields["angka"]
        else:
            self.fields["angka"].label = f"Realisasi ({self._satuan(jenis, indikator)})"
        self.fields["teks"].required = jenis == JenisTarget.TEKS
        if jenis != JenisTarget.TANGGAL:
            del self.fields["tanggal"]
        if not koreksi:
            del self.fields["alasan"]
        self.pilihan_bukti = {str(b.uuid): b for b in bukti}
        pilih: Any = self.fields["bukti"]
        pilih.choices = [(k, b.nama) for k, b in self.pilihan_bukti.items()]

    @staticmethod
    def _satuan(jenis: JenisTarget, indikator: IndikatorKinerja) -> str:
        return "%" if jenis == JenisTarget.PERSEN else indikator.satuan

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "angka": c.get("angka"),
            "tanggal": c.get("tanggal"),
            "teks": c["teks"],
            "sumber_data": c["sumber_data"],
            "nomor_sunting": c["nomor_sunting"],
            "alasan": c.get("alasan", ""),
        }

    def bukti_dipilih(self) -> list[BuktiDukung]:
        return [self.pilihan_bukti[k] for k in self.cleaned_data["bukti"]]
