""" "Ini salah", and the admin's answer to it."""

from __future__ import annotations

from typing import Any

from django import forms

from pegawai.forms.orang import alasan, tanggal
from pegawai.forms.pilih import Formulir, JabatanField, OrangField, UnitField
from pegawai.rules import BidangPerbaikan

YANG_BENAR = {
    BidangPerbaikan.PENILAI: "Siapa seharusnya pejabat penilai Anda, sejak kapan?",
    BidangPerbaikan.UNIT: "Di unit mana Anda seharusnya, sejak kapan?",
    BidangPerbaikan.JABATAN: "Apa jabatan Anda seharusnya, sejak kapan?",
    BidangPerbaikan.PANGKAT: "Apa pangkat dan golongan Anda seharusnya, sejak kapan?",
    BidangPerbaikan.NAMA: "Bagaimana nama dan gelar Anda seharusnya ditulis?",
    BidangPerbaikan.LAIN: "Apa yang salah, dan apa yang benar?",
}


class PerbaikanForm(Formulir):
    """What is wrong is chosen before; here one says what is right."""

    usul_penilai = OrangField(label="Pilih pejabat penilai yang benar", required=False)
    usul_unit = UnitField(label="Pilih unit yang benar", required=False)
    data_benar = forms.CharField(
        max_length=2000,
        help_text="Sebutkan nomor surat keputusan bila ada, supaya admin cepat memeriksanya.",
        widget=forms.Textarea(attrs={"maxlength": 2000, "rows": 4}),
        error_messages={"required": "Tulis data yang benar, supaya admin dapat memperbaikinya."},
    )

    def __init__(self, *args: Any, bidang: BidangPerbaikan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["data_benar"].label = YANG_BENAR[bidang]
        if bidang != BidangPerbaikan.PENILAI:
            del self.fields["usul_penilai"]
        if bidang != BidangPerbaikan.UNIT:
            del self.fields["usul_unit"]


class JawabForm(Formulir):
    jawaban = forms.CharField(
        label="Jawaban untuk pegawai",
        max_length=2000,
        widget=forms.Textarea(attrs={"maxlength": 2000, "rows": 4}),
        error_messages={"required": "Tulis jawaban. Pegawai membacanya di halaman penempatannya."},
    )


class TetapkanPenilaiForm(Formulir):
    penilai = OrangField(label="Pejabat penilai kinerja")
    mulai = tanggal("Berlaku mulai")
    alasan = alasan()


class PindahkanForm(Formulir):
    unit = UnitField(label="Unit kerja")
    jabatan = JabatanField(label="Jabatan")
    mulai = tanggal("Berlaku mulai")
    alasan = alasan()
