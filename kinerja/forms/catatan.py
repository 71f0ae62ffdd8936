"""Forms of the daily log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from kinerja import rules, selectors
from kinerja.forms.bidang import (
    AngkaField,
    JamField,
    PilihBukti,
    PilihUuid,
    TanggalField,
    kunci_kirim,
    potong,
    teks_kerja,
)
from kinerja.forms.bukti import BuktiCampuran
from kinerja.models import BuktiDukung, CatatanHarian
from skp.models import RencanaAksi, RencanaHasilKerja, Skp


class CatatanForm(BuktiCampuran):
    """One entry of the log, in the order in which one tells it."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    rhk = PilihUuid(label="Untuk hasil kerja", queryset=RencanaHasilKerja.objects.none(), empty_label=None)
    uraian = teks_kerja("Apa yang Anda kerjakan", baris=2)
    jumlah = AngkaField(label="Jumlah", required=False, pecahan=2)
    satuan = forms.CharField(
        label="Satuan",
        required=False,
        max_length=rules.MAKS_SATUAN,
        widget=forms.TextInput(attrs={"class": "pendek", "list": "daftar-satuan", "autocapitalize": "none"}),
    )
    tanggal = TanggalField(label="Tanggal")
    jam_mulai = JamField(label="Jam mulai")
    jam_selesai = JamField(label="Jam selesai")
    rencana_aksi = PilihUuid(
        label="Rencana aksi",
        queryset=RencanaAksi.objects.none(),
        required=False,
        empty_label="Tidak dipilih",
    )

    BIDANG_RINCI = ("tanggal", "jam_mulai", "jam_selesai", "rencana_aksi")

    def __init__(self, *args: Any, skp: Iterable[Skp], hari: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skp = list(skp)
        self.hari = hari
        pilih: Any = self.fields["rhk"]
        pilih.queryset = selectors.rhk_terbuka(self.skp)
        if len(self.skp) > 1:
            pilih.label_from_instance = lambda r: f"{r.skp.penempatan.jabatan_tampil}: {potong(r.teks, 60)}"
        aksi: Any = self.fields["rencana_aksi"]
        aksi.queryset = selectors.rencana_aksi_hari(self.skp, hari)
        self.fields["tanggal"].initial = hari
        self.fields["klien_id"].initial = uuid.uuid4

    @property
    def rinci_terisi(self) -> bool:
        return any(n in self.errors for n in self.BIDANG_RINCI)

    @property
    def bidang_rinci(self) -> list[forms.BoundField]:
        return [self[n] for n in self.BIDANG_RINCI]

    def isi(self) -> dict[str, Any]:
        """What the service is told."""
        c = self.cleaned_data
        return {n: c[n] for n in ("rhk", "uraian", "jumlah", "satuan", *self.BIDANG_RINCI)}

    @property
    def kunci(self) -> uuid.UUID:
        isi = self.isi()
        return kunci_kirim(self.cleaned_data["klien_id"], isi["rhk"].pk, *list(isi.values())[1:])


def awal_catatan(catatan: CatatanHarian, *, ulang: bool = False) -> dict[str, Any]:
    """Initial values from an entry: to change it, or (`ulang`) to do the same again."""
    isi: dict[str, Any] = {
        "rhk": catatan.rhk.uuid,
        "uraian": catatan.uraian,
        "jumlah": catatan.jumlah,
        "satuan": catatan.satuan,
    }
    if not ulang:
        isi |= {
            "tanggal": catatan.tanggal,
            "jam_mulai": catatan.jam_mulai,
            "jam_selesai": catatan.jam_selesai,
            "rencana_aksi": catatan.rencana_aksi.uuid if catatan.rencana_aksi else None,
        }
    return isi


class UbahCatatanForm(CatatanForm):
    """The same, with the number of the version that was opened and the evidence that stays."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    bukti = PilihBukti(
        label="Bukti yang tetap dipakai",
        queryset=BuktiDukung.objects.none(),
        required=False,
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, catatan: CatatanHarian, **kwargs: Any) -> None:
        kwargs["initial"] = {
            **awal_catatan(catatan),
            "nomor_sunting": catatan.nomor_sunting,
            "bukti": [b.uuid for b in catatan.bukti.all()],
        }
        super().__init__(*args, **kwargs)
        pilih: Any = self.fields["rhk"]
        if catatan.rhk.skp_id != catatan.skp_id:
            # a revision dropped this RHK: the entry may stay where it was written
            pilih.queryset = pilih.queryset.model.objects.filter(
                Q(pk=catatan.rhk_id) | Q(pk__in=pilih.queryset.values("pk"))
            ).select_related("skp__penempatan__jabatan")
        bidang: Any = self.fields["bukti"]
        bidang.queryset = catatan.bukti.exclude(status=rules.StatusBukti.DITOLAK)


class UlangForm(forms.Form):
    """ "Catat lagi": for which day, with which key."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    tanggal = TanggalField()


class UlangHariForm(UlangForm):
    """ "Sama seperti kemarin": everything of one day again on another."""

    dari = TanggalField()


class CariForm(forms.Form):
    q = forms.CharField(
        label="Kata yang dicari", max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
