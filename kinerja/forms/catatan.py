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
from pegawai.forms.pilih import Formulir
from skp.models import RencanaAksi, RencanaHasilKerja, Skp


class CatatanForm(BuktiCampuran):
    """One entry of the log, in the order in which one tells it."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    aksi_awal = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    """The planned step that the page had chosen by itself, or "otomatis": another RHK brings another step."""
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

    PILIH_AKSI = True
    BIDANG_RINCI: tuple[str, ...] = ("tanggal", "jam_mulai", "jam_selesai", "rencana_aksi")

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
        aksi.label_from_instance = lambda a: f"{potong(a.teks, 60)} ({potong(a.rhk.teks, 40)})"
        if not self.is_bound and self.PILIH_AKSI:
            daftar = selectors.pilihan_rhk(*(s.pk for s in self.skp))
            pilih.choices = [(str(r.uuid), pilih.label_from_instance(r)) for r in daftar]
            self._pilih_aksi(aksi)
        if "tanggal" in self.fields:
            self.fields["tanggal"].initial = hari
        self.fields["klien_id"].initial = uuid.uuid4

    def _pilih_aksi(self, bidang: Any) -> None:
        """Choose the step used last, else the only one of the result; one read for the choice and the list."""
        daftar = selectors.pilihan_aksi(self.hari, *(s.pk for s in self.skp))
        bidang.choices = [
            ("", bidang.empty_label),
            *((str(a.uuid), bidang.label_from_instance(a)) for a in daftar),
        ]
        rhk = self.initial.get("rhk")
        milik = [a for a in daftar if a.rhk.uuid == rhk]
        terakhir = [a for a in milik if a.uuid == self.initial.get("rencana_aksi")]
        pilihan = terakhir or (milik if len(milik) == 1 else [])
        self.initial["rencana_aksi"] = str(pilihan[0].uuid) if pilihan else None
        self.initial["aksi_awal"] = str(pilihan[0].uuid) if pilihan else "" if rhk else "otomatis"

    @property
    def rinci_terisi(self) -> bool:
        """Whether the folded part must stand open: something in it was refused, or times were typed."""
        if any(n in self.errors for n in self.BIDANG_RINCI):
            return True
        return self.is_bound and any(self[n].value() for n in ("jam_mulai", "jam_selesai"))

    @property
    def bidang_rinci(self) -> list[forms.BoundField]:
        return [self[n] for n in self.BIDANG_RINCI]

    def clean(self) -> dict[str, Any]:
        """Whoever only chose another result gets that result's step, not the refusal of a step he never chose."""
        c: dict[str, Any] = super().clean() or self.cleaned_data
        rhk, aksi, hari = c.get("rhk"), c.get("rencana_aksi"), c.get("tanggal")
        awal = c.get("aksi_awal", "")
        pilihan_sendiri = awal != ("otomatis" if aksi is None else str(aksi.uuid))
        if rhk and hari and not pilihan_sendiri and (aksi is None or aksi.rhk_id != rhk.pk):
            c["rencana_aksi"] = selectors.aksi_lazim(rhk, hari)
        return c

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

    PILIH_AKSI = False
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


class KoreksiForm(UbahCatatanForm):
    """A correction: the day stays, the reason is asked for."""

    alasan = forms.CharField(
        label="Alasan koreksi",
        max_length=rules.MAKS_ALASAN_KOREKSI,
        help_text="Dibaca pejabat penilai, di samping tulisan semula.",
        error_messages={"required": "Tulis alasan koreksi, agar yang membaca mengerti."},
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": rules.MAKS_ALASAN_KOREKSI}),
    )

    BIDANG_RINCI = ("jam_mulai", "jam_selesai", "rencana_aksi")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["tanggal"]


class TarikKoreksiForm(Formulir):
    """Take an entry out after its window: the reason and nothing else."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=rules.MAKS_ALASAN_KOREKSI,
        help_text="Dibaca pejabat penilai, di samping catatan yang ditarik.",
        error_messages={"required": "Tulis alasan koreksi, agar yang membaca mengerti."},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": rules.MAKS_ALASAN_KOREKSI}),
    )


class UlangHariForm(forms.Form):
    """ "Sama seperti kemarin": everything of one day again on another."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    tanggal = TanggalField()
    dari = TanggalField()

    @property
    def kunci(self) -> uuid.UUID:
        c = self.cleaned_data
        return kunci_kirim(c["klien_id"], c["dari"], c["tanggal"])


class CariForm(forms.Form):
    """What to look for in one's own log; any one of the fields is enough."""

    q = forms.CharField(
        label="Kata yang dicari",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    rhk = PilihUuid(
        label="Hasil kerja",
        queryset=RencanaHasilKerja.objects.none(),
        required=False,
        empty_label="Semua hasil kerja",
    )
    dari = TanggalField(label="Dari tanggal", required=False)
    sampai = TanggalField(label="Sampai tanggal", required=False)
    bukti = forms.ChoiceField(
        label="Bukti",
        required=False,
        choices=[("", "Dengan atau tanpa bukti"), ("ada", "Ada bukti"), ("tanpa", "Tanpa bukti")],
        error_messages={"invalid_choice": "Pilih dari daftar."},
    )

    def __init__(self, *args: Any, skp: Iterable[Skp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pilih: Any = self.fields["rhk"]
        pilih.queryset = selectors.rhk_terbuka(skp)

    def clean(self) -> dict[str, Any]:
        c = super().clean() or self.cleaned_data
        dari, sampai = c.get("dari"), c.get("sampai")
        if dari and sampai and sampai < dari:
            self.add_error("sampai", "Tanggal akhir harus sama dengan atau setelah tanggal awal.")
        return c

    @property
    def terisi(self) -> bool:
        return any(self.cleaned_data.values())

    def saringan(self) -> dict[str, Any]:
        c = self.cleaned_data
        bukti = {"ada": True, "tanpa": False}.get(c["bukti"])
        return {"kata": c["q"], "rhk": c["rhk"], "dari": c["dari"], "sampai": c["sampai"], "ada_bukti": bukti}
