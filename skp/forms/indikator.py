"""The form of one indicator with its typed target; of one narrative under the kualitatif approach."""

from __future__ import annotations

from typing import Any

from django import forms

from skp import rules
from skp.errors import TargetTidakSah
from skp.forms.bidang import SuntingForm, TanggalTeksField, teks_panjang
from skp.models import IndikatorKinerja, Skp
from skp.models.target import Bertarget
from skp.rules import CONTOH_TARGET, Aspek, CaraGabung, JenisTarget, Pendekatan, Polaritas

BERANGKA = (JenisTarget.ANGKA, JenisTarget.PERSEN, JenisTarget.PALING_BANYAK, JenisTarget.RENTANG)
BIDANG_TARGET = (
    "jenis_target",
    "target_angka",
    "target_angka_maks",
    "satuan",
    "target_tanggal",
    "target_teks",
    "polaritas",
    "gabung",
)


def _angka_field(label: str, bantuan: str) -> forms.CharField:
    """The line of a number; what it says depends on the kind of target, so the form reads it whole."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=80,
        help_text=bantuan,
        widget=forms.TextInput(attrs={"class": "pendek"}),
        error_messages={"max_length": "Angka ini terlalu panjang. Tulis misalnya 12 atau 3,60."},
    )


def isian_target(i: Bertarget) -> dict[str, Any]:
    """A stored target as its fields show it; the direction is empty where it follows the kind."""
    nama = ("jenis_target", "satuan", "target_tanggal", "target_teks")
    angka = {
        n: None if (nilai := getattr(i, n)) is None else rules.angka_id(nilai, i.target_desimal)
        for n in ("target_angka", "target_angka_maks")
    }
    bawaan = rules.POLARITAS_BAWAAN[JenisTarget(i.jenis_target)]
    arah = "" if i.polaritas == bawaan else i.polaritas
    return {n: getattr(i, n) for n in nama} | angka | {"polaritas": arah}


class IndikatorForm(SuntingForm):
    """One indicator with its typed target."""

    aspek = forms.ChoiceField(
        label="Aspek",
        choices=Aspek.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih aspek yang diukur."},
    )
    teks = teks_panjang(
        "Indikator kinerja individu",
        1000,
        bantuan="Ukuran keberhasilannya. Contoh: “Jumlah modul yang selesai”.",
    )
    jenis_target = forms.ChoiceField(
        label="Bentuk target",
        choices=[
            (JenisTarget.ANGKA.value, "Jumlah, misalnya 12 laporan"),
            (JenisTarget.PERSEN.value, "Persentase, misalnya 95%"),
            (JenisTarget.PALING_BANYAK.value, "Paling banyak, misalnya ≤ 5 hari"),
            (JenisTarget.RENTANG.value, "Rentang, misalnya 10–12 layanan"),
            (JenisTarget.TANGGAL.value, "Tanggal selesai"),
            (JenisTarget.TEKS.value, "Uraian dengan kata-kata"),
        ],
        initial=JenisTarget.ANGKA.value,
    )
    target_angka = _angka_field("Angka target", "Misalnya 12, 3,60, atau ≤ 5 hari. Rentang: 10–12.")
    target_angka_maks = _angka_field("Angka tertinggi", "Hanya untuk rentang, bila belum ditulis di atas.")
    satuan = forms.CharField(
        label="Satuan",
        max_length=60,
        required=False,
        help_text="Misalnya laporan, layanan, hari. Indeks boleh tanpa satuan.",
        widget=forms.TextInput(attrs={"class": "pendek", "list": "satuan-umum"}),
        error_messages={"max_length": "Satuan terlalu panjang. Ringkas sampai 60 huruf."},
    )
    target_tanggal = TanggalTeksField(
        label="Tanggal target",
        required=False,
        help_text=f"Hanya untuk target berupa tanggal. Misalnya {CONTOH_TARGET[JenisTarget.TANGGAL]}.",
        error_messages={"max_length": "Tanggal ini tidak ada. Tulis seperti 5 Maret 2026."},
    )
    target_teks = teks_panjang(
        "Uraian target", 500, baris=2, bantuan="Hanya untuk target berupa uraian.", wajib=False
    )
    polaritas = forms.ChoiceField(
        label="Arah nilai",
        choices=[("", "Mengikuti bentuk target"), *Polaritas.choices()],
        required=False,
        help_text="Jumlah dan persentase: makin tinggi makin baik. Paling banyak dan tanggal: makin rendah. "
        "Rentang: tepat pada target.",
    )

    gabung = forms.ChoiceField(
        label="Angka beberapa periode",
        choices=[("", "Menurut bentuk target"), *CaraGabung.choices()],
        required=False,
        help_text="Jumlah laporan dijumlahkan. Indeks dan persentase memakai angka terakhir. "
        "Pilih sendiri bila ukuran ini berbeda.",
    )

    def __init__(
        self, *args: Any, skp: Skp, indikator: IndikatorKinerja | None = None, **kwargs: Any
    ) -> None:
        self.indikator = indikator
        self.kualitatif = skp.pendekatan == Pendekatan.KUALITATIF
        kwargs["initial"] = self._awal() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if skp.is_jpt or self.kualitatif:
            del self.fields["aspek"]
        if self.kualitatif:
            for nama in BIDANG_TARGET:
                del self.fields[nama]
            teks = self.fields["teks"]
            teks.label = "Ukuran keberhasilan/indikator kinerja individu, dan target"
            teks.help_text = (
                "Satu uraian dengan targetnya. "
                "Contoh: “Modul selesai dan lulus uji pengguna paling lambat Oktober 2026”."
            )
            teks.error_messages["required"] = "Ukuran keberhasilan dan target belum diisi."

    def _awal(self) -> dict[str, Any]:
        i = self.indikator
        if i is None:
            return {"jenis_target": JenisTarget.ANGKA.value}
        if self.kualitatif:
            return {"versi": i.versi, "teks": i.uraian}
        dasar = {"versi": i.versi, "aspek": i.aspek, "teks": i.teks, "gabung": i.gabung}
        return dasar | isian_target(i)

    def isi_tersimpan(self) -> dict[str, Any]:
        return {} if self.indikator is None else self._awal()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.kualitatif:
            return data | {"jenis_target": JenisTarget.TEKS}
        data["polaritas"] = Polaritas(data["polaritas"]) if data.get("polaritas") else None
        if "gabung" not in self.data:
            data.pop("gabung", None)
        if data.get("jenis_target"):
            jenis = data["jenis_target"] = JenisTarget(data["jenis_target"])
            self._baca_angka(data, jenis)
        return data

    def _baca_angka(self, data: dict[str, Any], jenis: JenisTarget) -> None:
        """Turn the typed lines into numbers, and into a unit where one stands behind them."""
        baris = {n: data.get(n, "") for n in ("target_angka", "target_angka_maks")}
        data["target_angka"] = data["target_angka_maks"] = None
        if jenis not in BERANGKA:
            return
        if bacaan := self._baca("target_angka", baris, jenis):
            data["target_angka"], data["target_angka_maks"] = bacaan.angka, bacaan.angka_maks
            data["satuan"] = data.get("satuan") or bacaan.satuan
        if jenis == JenisTarget.RENTANG and (atas := self._baca("target_angka_maks", baris, jenis)):
            data["target_angka_maks"] = atas.angka
            data["satuan"] = data.get("satuan") or atas.satuan

    def _baca(self, nama: str, baris: dict[str, str], jenis: JenisTarget) -> rules.Bacaan | None:
        if not baris[nama]:
            return None
        try:
            return rules.baca_isian_target(jenis, baris[nama])
        except TargetTidakSah as galat:
            self.add_error(nama, galat.pesan)
            return None
