"""Forms of the correction of a final result."""

from __future__ import annotations

from django import forms

from evaluasi.rules import MAKS_ALASAN_KOREKSI
from kinerja.forms.bidang import TanggalField
from skp.forms import teks_panjang


class KoreksiForm(forms.Form):
    """What was wrong, on whose request, and until when the person may mend his realisasi."""

    alasan = teks_panjang(
        "Apa yang keliru, dan atas permintaan siapa",
        MAKS_ALASAN_KOREKSI,
        baris=4,
        bantuan="Pegawai dan penilai membaca tulisan ini. Alasannya tersimpan pada riwayat versi.",
    )
    sampai = TanggalField(
        label="Realisasi boleh diperbaiki sampai",
        help_text="Kosongkan bila realisasinya sudah benar dan hanya penilaian yang keliru.",
        required=False,
    )


class BatalKoreksiForm(forms.Form):
    alasan = teks_panjang("Alasan membatalkan koreksi", MAKS_ALASAN_KOREKSI, baris=2)
