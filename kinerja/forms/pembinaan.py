"""Forms of bimbingan and konseling, in the order in which the talk goes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from kinerja.forms.bidang import BELUM, SALAH_PILIH, JamField, TanggalField, kunci_kirim, teks_kerja
from kinerja.models import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.rules import (
    JawabanPembinaan,
    JenisPembinaan,
    PihakPembinaan,
    StatusLangkah,
    TopikPembinaan,
)
from kinerja.rules.pembinaan import HASIL_PILIHAN, MAKS_LANGKAH, MAKS_TEMPAT, IsiLangkah
from kinerja.selectors.pembinaan import KEADAAN_PEMBINAAN, CalonPembina
from pegawai.errors import AturanDilanggar
from pegawai.forms.pilih import Formulir

TAMBAHAN = 2
"""Empty steps offered below those that are there."""


class TolakForm(forms.Form):
    """Takes a rule's refusal at the field it concerns."""

    def tolak(self, galat: AturanDilanggar) -> None:
        self.add_error(galat.bidang if galat.bidang in self.fields else None, galat.pesan)


def _jenis() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Jenis",
        choices=JenisPembinaan.choices(),
        widget=forms.RadioSelect,
        initial=JenisPembinaan.BIMBINGAN.value,
        help_text="Bimbingan terlihat rantai penilai. Konseling hanya terlihat berdua.",
        error_messages={**SALAH_PILIH, "required": "Pilih bimbingan atau konseling."},
    )


class IsiRencanaForm(TolakForm):
    """Goal, situation, subjects: what both a plan and a request hold."""

    tujuan = teks_kerja("Tujuan", baris=2, bantuan="Perubahan apa yang ingin dicapai setelah sesi ini.")
    situasi = teks_kerja(
        "Situasi", baris=3, bantuan="Apa yang terjadi dan dampaknya. Tulis fakta, bukan penilaian orang."
    )
    topik = forms.MultipleChoiceField(
        label="Pokok pembicaraan",
        choices=TopikPembinaan.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={**SALAH_PILIH, "required": "Pilih paling sedikit satu pokok pembicaraan."},
    )


class JadwalForm(TolakForm):
    """When and where."""

    tanggal = TanggalField(label="Tanggal pertemuan")
    jam = JamField(label="Jam")
    tempat = forms.CharField(
        label="Tempat",
        required=False,
        max_length=MAKS_TEMPAT,
        help_text="Misalnya ruang rapat, atau lewat telepon.",
        error_messages={"max_length": f"Tempat paling panjang {MAKS_TEMPAT} huruf."},
    )


class RencanaForm(IsiRencanaForm, JadwalForm):
    """A leader plans a session."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    jenis = _jenis()
    field_order = ("klien_id", "jenis", "tujuan", "situasi", "topik", "tanggal", "jam", "tempat")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klien_id"].initial = uuid.uuid4

    def untuk_layanan(self) -> dict[str, Any]:
        c = dict(self.cleaned_data)
        kunci = c.pop("klien_id")
        return {**c, "klien_id": kunci_kirim(kunci, *(str(v) for v in c.values()))}


class UbahRencanaForm(IsiRencanaForm, JadwalForm):
    """The plan before the talk; without a day while it is only asked for."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("nomor_sunting", "tujuan", "situasi", "topik", "tanggal", "jam", "tempat")

    def __init__(self, *args: Any, sesi: SesiPembinaan, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "tujuan": sesi.tujuan,
            "situasi": sesi.situasi,
            "topik": sesi.topik,
            "tanggal": sesi.tanggal_rencana,
            "jam": sesi.jam_rencana,
            "tempat": sesi.tempat,
            "nomor_sunting": sesi.nomor_sunting,
        }
        super().__init__(*args, **kwargs)
        if sesi.tanggal_rencana is None:
            for nama in ("tanggal", "jam", "tempat"):
                del self.fields[nama]


class MintaForm(IsiRencanaForm):
    """A pegawai asks one of his leaders."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    pembina = forms.ChoiceField(
        label="Kepada",
        widget=forms.RadioSelect,
        error_messages={**SALAH_PILIH, "required": "Pilih satu pimpinan."},
    )
    jenis = _jenis()
    field_order = ("klien_id", "pembina", "jenis", "tujuan", "situasi", "topik")

    def __init__(self, *args: Any, calon: Iterable[CalonPembina], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.calon = {str(c.pegawai.uuid): c for c in calon}
        pilihan: Any = self.fields["pembina"]
        pilihan.choices = [(k, f"{c.pegawai.nama_lengkap} ({c.peran.label})") for k, c in self.calon.items()]
        if len(self.calon) == 1:
            pilihan.initial = next(iter(self.calon))
        self.fields["klien_id"].initial = uuid.uuid4

    def untuk_layanan(self) -> dict[str, Any]:
        c = dict(self.cleaned_data)
        kunci = c.pop("klien_id")
        kirim = kunci_kirim(kunci, *(str(v) for v in c.values()))
        return {**c, "pembina": self.calon[c["pembina"]].pegawai, "klien_id": kirim}


class BatalForm(TolakForm):
    alasan = teks_kerja("Alasan", baris=2, bantuan="Dibaca pihak lain.")


class LangkahForm(forms.Form):
    """One line of the agreed steps. An empty line is none."""

    uuid = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    teks = teks_kerja("Langkah", baris=2, wajib=False)
    pelaksana = forms.ChoiceField(
        label="Pelaksana", choices=PihakPembinaan.choices(), required=False, error_messages=SALAH_PILIH
    )
    tenggat = TanggalField(label="Tenggat", required=False)
    metode = forms.CharField(
        label="Cara",
        required=False,
        max_length=MAKS_TEMPAT,
        help_text="Misalnya pelatihan, pendampingan, atau magang.",
        error_messages={"max_length": f"Cara paling panjang {MAKS_TEMPAT} huruf."},
    )

    def clean(self) -> dict[str, Any]:
        c = super().clean() or {}
        if c.get("teks"):
            if not c.get("tenggat") and "tenggat" not in self.errors:
                self.add_error("tenggat", "Isi sampai kapan langkah ini dikerjakan.")
            if not c.get("pelaksana") and "pelaksana" not in self.errors:
                self.add_error("pelaksana", "Pilih siapa yang mengerjakan.")
        elif (c.get("tenggat") or c.get("metode")) and "teks" not in self.errors:
            self.add_error("teks", "Tulis langkahnya, atau kosongkan baris ini.")
        return c

    def isi(self) -> IsiLangkah | None:
        c = self.cleaned_data
        if not c.get("teks"):
            return None
        return IsiLangkah(c["teks"], PihakPembinaan(c["pelaksana"]), c["tenggat"], c["metode"], c["uuid"])


class CatatPembinaanForm(TolakForm):
    """The record: the day, the words, the steps."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput)
    tanggal = TanggalField(label="Tanggal pertemuan")
    pembahasan = teks_kerja(
        "Pembahasan", baris=5, bantuan="Apa yang dibicarakan: pandangan pegawai, masukan pembina, kesimpulan."
    )
    banyak = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MAKS_LANGKAH)

    def __init__(
        self,
        data: Any = None,
        *,
        sesi: SesiPembinaan,
        langkah: Iterable[LangkahPembinaan],
        warisan: bool,
        hari: date,
    ) -> None:
        awal: list[dict[str, Any]] = [
            {
                "uuid": "" if warisan else str(x.uuid),
                "teks": x.teks,
                "pelaksana": x.pelaksana,
                "tenggat": None if warisan else x.tenggat,
                "metode": x.metode,
            }
            for x in langkah
        ]
        banyak = min(len(awal) + TAMBAHAN, MAKS_LANGKAH)
        initial = {
            "nomor_sunting": sesi.nomor_sunting,
            "tanggal": sesi.tanggal or min(hari, sesi.tanggal_rencana or hari),
            "pembahasan": sesi.pembahasan,
            "banyak": banyak,
        }
        super().__init__(data, initial=initial)
        if data is not None:
            banyak = _angka(data.get("banyak"), banyak)
            if "tambah" in data:
                banyak = min(banyak + TAMBAHAN, MAKS_LANGKAH)
                self.data = {**data.dict(), "banyak": str(banyak)}
        self.langkah = [
            LangkahForm(data, prefix=f"l{i}", initial=awal[i] if i < len(awal) else None)
            for i in range(banyak)
        ]
        self.boleh_tambah = banyak < MAKS_LANGKAH

    @property
    def sedang_menambah(self) -> bool:
        """The button for more lines was pressed: check nothing yet."""
        return self.is_bound and "tambah" in self.data

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(x.is_valid() for x in self.langkah)])

    def untuk_layanan(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "tanggal": c["tanggal"],
            "pembahasan": c["pembahasan"],
            "nomor_sunting": c["nomor_sunting"],
            "langkah": [x for f in self.langkah if (x := f.isi())],
        }


def _angka(teks: Any, lain: int) -> int:
    try:
        return max(1, min(int(teks), MAKS_LANGKAH))
    except (TypeError, ValueError):
        return lain


class JawabForm(TolakForm):
    versi = forms.CharField(widget=forms.HiddenInput, max_length=32)
    jawaban = forms.ChoiceField(choices=JawabanPembinaan.choices(), error_messages=SALAH_PILIH)
    alasan = teks_kerja("Yang tidak sesuai", baris=3, wajib=False)


class TandaiLangkahForm(TolakForm):
    status = forms.ChoiceField(label="Keadaan", choices=StatusLangkah.choices(), error_messages=SALAH_PILIH)
    catatan = teks_kerja("Catatan", baris=2, wajib=False)

    def __init__(self, data: Any = None, *, langkah: LangkahPembinaan) -> None:
        super().__init__(
            data,
            prefix=f"g{langkah.uuid.hex[:8]}",
            initial={"status": langkah.status, "catatan": langkah.catatan},
        )


class TutupForm(TolakForm):
    hasil = forms.ChoiceField(
        label="Hasil",
        choices=[(h.value, h.label) for h in HASIL_PILIHAN],
        widget=forms.RadioSelect,
        error_messages={**SALAH_PILIH, "required": "Pilih hasil sesi ini."},
    )
    catatan = teks_kerja("Keterangan hasil", baris=3, bantuan="Apa yang berubah, dan apa buktinya.")
    lanjut_pada = TanggalField(
        label="Tanggal pertemuan lanjutan", required=False, help_text="Isi bila perlu dilanjutkan."
    )


class AkhiriForm(TolakForm):
    alasan = teks_kerja("Alasan", baris=3, bantuan="Misalnya: pembina pindah tugas sejak 1 Maret.")


class SaringPembinaanForm(forms.Form):
    keadaan = forms.ChoiceField(label="Tampilkan", required=False, choices=list(KEADAAN_PEMBINAAN.items()))
    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Keduanya"), *JenisPembinaan.choices()]
    )


class SaringTimForm(SaringPembinaanForm):
    cari = forms.CharField(
        label="Nama pegawai", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    field_order = ("cari", "keadaan", "jenis")


class PengaturanBinaForm(Formulir):
    ketua_tim_membina = forms.BooleanField(
        label="Ketua tim boleh membina anggotanya",
        required=False,
        help_text="Tanpa centang, hanya pejabat penilai dan atasannya.",
    )
    apresiasi_per_hari = forms.IntegerField(
        label="Apresiasi per orang per hari",
        help_text="Menjaga halaman apresiasi dari banjir kiriman.",
        error_messages={"required": BELUM, "invalid": "Tulis angka, misalnya 5."},
    )
    minimum_rekap = forms.IntegerField(
        label="Sembunyikan angka rekap di bawah (orang)",
        help_text="Angka dari sedikit orang dapat mengungkap siapa mereka.",
        error_messages={"required": BELUM, "invalid": "Tulis angka, misalnya 5."},
    )

    def __init__(self, *args: Any, atur: PengaturanBina, **kwargs: Any) -> None:
        kwargs["initial"] = {n: getattr(atur, n) for n in self.base_fields}
        super().__init__(*args, **kwargs)
