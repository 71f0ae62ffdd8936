"""Search and choose: people, units and posts in lists too long for a select.

Works without script: the search button sends the form, the page comes back with what was found as radio
buttons and everything typed still there. With htmx the list follows the typing. The search text travels in
the body of a POST, because it may be a NIP.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.utils import ErrorDict
from django.urls import reverse

from pegawai.errors import AturanDilanggar
from pegawai.models import Jabatan, Pegawai, UnitKerja
from pegawai.selectors import baca_uuid, cari_jabatan, cari_orang, cari_unit, orang_bertugas

TOMBOL_CARI = "cari"
BATAS = 8


@dataclass(frozen=True)
class Isian:
    """What came in for a picker: the chosen uuid, and the text that was searched."""

    nilai: str
    teks: str


@dataclass(frozen=True)
class Temuan:
    """One line of the list."""

    nilai: str
    judul: str
    keterangan: str


class PilihCari(forms.Widget):
    template_name = "pegawai/_pilih.html"
    bidang: PilihField

    def use_required_attribute(self, initial: Any) -> bool:
        """Required is the choice, not the search text."""
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Isian:
        return Isian(str(data.get(name, "")), str(data.get(f"{name}_cari", "")).strip())

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        konteks = super().get_context(name, value, attrs)
        isian = value if isinstance(value, Isian) else Isian(str(getattr(value, "uuid", "") or ""), "")
        konteks["widget"].update(
            teks=isian.teks,
            url=reverse("pegawai:pilih", args=[self.bidang.jenis]),
            petunjuk=self.bidang.petunjuk,
            **self.bidang.daftar(isian),
        )
        return konteks


class PilihField(forms.Field):
    """A row chosen by search. `ikat` tells it who searches."""

    widget = PilihCari
    jenis = ""
    petunjuk = ""
    kosong = ""
    pelaku: Pegawai

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.bidang = self

    def __deepcopy__(self, memo: dict[int, Any]) -> PilihField:
        hasil: PilihField = super().__deepcopy__(memo)
        hasil.widget.bidang = hasil
        return hasil

    def ikat(self, pelaku: Pegawai) -> None:
        self.pelaku = pelaku

    def semua(self) -> QuerySet[Any]:
        raise NotImplementedError

    def cari(self, teks: str, batas: int) -> Sequence[Any]:
        raise NotImplementedError

    def temuan(self, objek: Any) -> Temuan:
        return Temuan(str(objek.uuid), str(objek), "")

    def ambil(self, nilai: str) -> Any:
        uuid = baca_uuid(nilai)
        return self.semua().filter(uuid=uuid).first() if uuid else None

    def daftar(self, isian: Isian) -> dict[str, Any]:
        """The list to show: what is chosen first, then what was found."""
        terpilih = self.ambil(isian.nilai) if isian.nilai else None
        ditemukan = list(self.cari(isian.teks, BATAS + 1)) if isian.teks else []
        lain = [o for o in ditemukan[:BATAS] if o != terpilih]
        return {
            "temuan": [self.temuan(o) for o in ([terpilih] if terpilih else []) + lain],
            "nilai": str(terpilih.uuid) if terpilih else "",
            "masih_ada": len(ditemukan) > BATAS,
            "tidak_ada": bool(isian.teks) and not ditemukan,
        }

    def clean(self, value: Any) -> Any:
        objek = self.ambil(value.nilai) if isinstance(value, Isian) and value.nilai else None
        if objek is None and (self.required or value.nilai):
            raise forms.ValidationError(self.kosong)
        return objek


class OrangField(PilihField):
    jenis = "orang"
    petunjuk = "Tulis nama, jabatan, unit, atau NIP lengkap"
    kosong = "Cari namanya, lalu pilih satu orang dari hasilnya."

    def semua(self) -> QuerySet[Pegawai]:
        return orang_bertugas(self.pelaku.instansi_id)

    def cari(self, teks: str, batas: int) -> Sequence[Pegawai]:
        return cari_orang(self.pelaku.instansi_id, teks, batas)

    def temuan(self, objek: Pegawai) -> Temuan:
        kini = objek.kini  # type: ignore[attr-defined]
        return Temuan(
            str(objek.uuid),
            objek.nama_lengkap,
            f"{kini.jabatan.nama}, {kini.unit.nama}" if kini else "Belum ditempatkan",
        )


class UnitField(PilihField):
    jenis = "unit"
    petunjuk = "Tulis nama unit"
    kosong = "Cari nama unitnya, lalu pilih satu dari hasilnya."

    def semua(self) -> QuerySet[UnitKerja]:
        return UnitKerja.objects.visible_to(self.pelaku).aktif().select_related("induk")

    def cari(self, teks: str, batas: int) -> Sequence[UnitKerja]:
        return cari_unit(self.semua(), teks, batas)

    def temuan(self, objek: UnitKerja) -> Temuan:
        return Temuan(str(objek.uuid), objek.nama, objek.induk.nama if objek.induk else "")


class JabatanField(PilihField):
    jenis = "jabatan"
    petunjuk = "Tulis nama jabatan"
    kosong = "Cari jabatannya, lalu pilih satu dari hasilnya."

    def semua(self) -> QuerySet[Jabatan]:
        return Jabatan.objects.filter(instansi_id=self.pelaku.instansi_id)

    def cari(self, teks: str, batas: int) -> Sequence[Jabatan]:
        return cari_jabatan(self.pelaku.instansi_id, teks, batas)

    def temuan(self, objek: Jabatan) -> Temuan:
        return Temuan(str(objek.uuid), objek.nama, objek.get_jenis_display())


JENIS_PILIH: dict[str, type[PilihField]] = {f.jenis: f for f in (OrangField, UnitField, JabatanField)}


class Formulir(forms.Form):
    """A form of one act: knows who fills it, searches before it checks, and takes a rule's refusal."""

    def __init__(self, *args: Any, pelaku: Pegawai, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pelaku = pelaku
        for bidang in self.fields.values():
            if isinstance(bidang, PilihField):
                bidang.ikat(pelaku)

    @property
    def sedang_mencari(self) -> bool:
        """A search button was pressed: show what was found, check nothing yet."""
        dicari = self.data.get(self.add_prefix(TOMBOL_CARI)) if self.is_bound else None
        return isinstance(self.fields.get(dicari or ""), PilihField)

    def full_clean(self) -> None:
        if self.sedang_mencari:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        return not self.sedang_mencari and super().is_valid()

    def tolak(self, galat: AturanDilanggar) -> None:
        """Show a rule's refusal at the field it concerns."""
        self.add_error(galat.bidang if galat.bidang in self.fields else None, galat.pesan)
