"""Forms of planning: they check shape, never policy; fields in the order of the printed form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from skp import selectors
from skp.forms.bidang import WAJIB, SuntingForm, teks_panjang
from skp.models import Periode, RencanaAksi, RencanaHasilKerja, Skp
from skp.permissions import RUJUKAN_TIDAK_ADA
from skp.rules import (
    PANDUAN_PERILAKU,
    JenisLampiran,
    JenisRhk,
    KlasifikasiRhk,
    NilaiPerilaku,
    Pendekatan,
    Perspektif,
    StatusSkp,
)


class SusunForm(forms.Form):
    """Begin an SKP: for which post and year, in which approach."""

    calon = forms.ChoiceField(
        label="SKP untuk",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilihan itu tidak ditemukan. Pilih dari daftar.", **WAJIB},
    )
    pendekatan = forms.ChoiceField(
        label="Pendekatan hasil kerja",
        widget=forms.RadioSelect,
        choices=[
            (
                Pendekatan.KUANTITATIF.value,
                "Kuantitatif – target dalam angka, disebut terpisah dari indikator",
            ),
            (Pendekatan.KUALITATIF.value, "Kualitatif – indikator dan target dalam satu uraian"),
        ],
        initial=Pendekatan.KUANTITATIF.value,
        help_text="Ikuti ketentuan instansi Anda. Sebagian besar memakai kuantitatif.",
        error_messages={"invalid_choice": "Pilih kuantitatif atau kualitatif.", **WAJIB},
    )

    def __init__(self, *args: Any, calon: list[selectors.CalonSkp], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.daftar = {c.nilai: c for c in calon}
        bidang: Any = self.fields["calon"]
        bidang.choices = [(c.nilai, c.label) for c in calon]
        if len(calon) == 1:
            bidang.widget = forms.HiddenInput()
            bidang.initial = calon[0].nilai

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("calon"):
            calon = self.daftar[data.pop("calon")]
            data |= {"penempatan": calon.penempatan, "periode": calon.periode}
            data |= {"mulai": calon.mulai, "selesai": calon.selesai}
        if data.get("pendekatan"):
            data["pendekatan"] = Pendekatan(data["pendekatan"])
        return data


class RhkForm(SuntingForm):
    """One rencana hasil kerja, and the leader's RHK that it serves."""

    jenis = forms.ChoiceField(
        label="Jenis", choices=JenisRhk.choices(), widget=forms.RadioSelect, initial=JenisRhk.UTAMA.value
    )
    rujukan = forms.CharField(label="RHK pimpinan yang diintervensi", required=False, max_length=80)
    rhk_pimpinan_teks = teks_panjang(
        "RHK pimpinan dengan kata-kata Anda",
        2000,
        bantuan="Dipakai bila pilihan di atas belum memuatnya. Dapat ditautkan kemudian.",
        wajib=False,
    )
    teks = teks_panjang(
        "Rencana hasil kerja",
        2000,
        bantuan="Tulis hasilnya, bukan kegiatannya. Contoh: “Tersusunnya modul antarmuka layanan”.",
    )
    penugasan_dari = teks_panjang(
        "Penugasan dari", 300, baris=1, bantuan="Untuk tugas tambahan: siapa yang menugaskan.", wajib=False
    )
    perspektif = forms.MultipleChoiceField(
        label="Perspektif",
        required=False,
        choices=Perspektif.choices(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Pilih perspektif dari daftar."},
    )
    klasifikasi = forms.ChoiceField(
        label="Klasifikasi",
        choices=[
            (KlasifikasiRhk.ORGANISASI.value, "Organisasi – milik unit, diteruskan pengganti Anda"),
            (KlasifikasiRhk.INDIVIDU.value, "Individu – milik Anda, ikut bila Anda pindah"),
        ],
        widget=forms.RadioSelect,
        initial=KlasifikasiRhk.ORGANISASI.value,
    )

    def __init__(self, *args: Any, skp: Skp, rhk: RencanaHasilKerja | None = None, **kwargs: Any) -> None:
        self.skp, self.rhk = skp, rhk
        kwargs["initial"] = self._awal() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for nama in ("rujukan", "rhk_pimpinan_teks", "penugasan_dari") if skp.is_jpt else ("perspektif",):
            del self.fields[nama]

    def _awal(self) -> dict[str, Any]:
        r = self.rhk
        if r is None:
            return {}
        return {
            "versi": r.versi,
            "jenis": r.jenis,
            "klasifikasi": r.klasifikasi,
            "teks": r.teks,
            "rujukan": rujukan_nilai(r),
            "rhk_pimpinan_teks": "" if r.rhk_pimpinan_id else r.rhk_pimpinan_teks,
            "penugasan_dari": r.penugasan_dari,
            "perspektif": r.perspektif,
        }

    def isi_tersimpan(self) -> dict[str, Any]:
        return self._awal()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["rhk_pimpinan"], data["indikator_pimpinan"] = None, None
        if nilai := data.pop("rujukan", ""):
            ketemu = selectors.find_rujukan(self.skp, nilai)
            if ketemu is None:
                self.add_error("rujukan", RUJUKAN_TIDAK_ADA)
            else:
                data["rhk_pimpinan"], data["indikator_pimpinan"] = ketemu
        return data


def rujukan_nilai(r: RencanaHasilKerja) -> str:
    """The radio that stands for the link of this RHK."""
    if r.rhk_pimpinan is None:
        return ""
    return (
        f"{r.rhk_pimpinan.uuid}.{r.indikator_pimpinan.uuid}"
        if r.indikator_pimpinan
        else str(r.rhk_pimpinan.uuid)
    )


class PerilakuForm(SuntingForm):
    """The seven values with what the leader particularly expects under each."""

    def __init__(self, *args: Any, isi: dict[NilaiPerilaku, str], **kwargs: Any) -> None:
        self.isi = isi
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)
        for nilai in NilaiPerilaku:
            self.fields[nilai.value] = teks_panjang(nilai.label, 1000, baris=2, wajib=False)

    def isi_tersimpan(self) -> dict[str, Any]:
        return {"versi": selectors.versi_perilaku(self.isi)} | {n.value: t for n, t in self.isi.items()}

    @property
    def blok(self) -> list[tuple[forms.BoundField, tuple[str, str, str]]]:
        """Each value with its three official guides."""
        return [(self[n.value], PANDUAN_PERILAKU[n]) for n in NilaiPerilaku]

    def untuk_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"versi": data["versi"], "isi": {n: data[n.value] for n in NilaiPerilaku}}


class LampiranForm(SuntingForm):
    """The annex: three lists, one item per line."""

    BANTUAN = {
        JenisLampiran.SUMBER_DAYA: "Apa yang Anda perlukan, misalnya “Akses data perangkat daerah”.",
        JenisLampiran.PERTANGGUNGJAWABAN: "Cara Anda melapor, misalnya “Laporan kemajuan bulanan”.",
        JenisLampiran.KONSEKUENSI: "Akibat bila target tercapai atau tidak, sesuai dialog kinerja.",
    }

    def __init__(self, *args: Any, isi: dict[JenisLampiran, list[str]], **kwargs: Any) -> None:
        self.isi = isi
        kwargs["initial"] = self.isi_tersimpan()
        super().__init__(*args, **kwargs)
        for jenis in JenisLampiran:
            self.fields[jenis.value] = teks_panjang(
                jenis.label,
                4000,
                baris=4,
                bantuan=f"{self.BANTUAN[jenis]} Satu butir per baris.",
                wajib=False,
            )

    def isi_tersimpan(self) -> dict[str, Any]:
        return {"versi": selectors.versi_lampiran(self.isi)} | {
            j.value: "\n".join(b) for j, b in self.isi.items()
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for jenis in JenisLampiran:
            if any(len(b) > 1000 for b in data.get(jenis.value, "").splitlines()):
                self.add_error(
                    jenis.value, "Satu butir paling panjang 1.000 huruf. Bagi menjadi beberapa baris."
                )
        return data

    def untuk_service(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"versi": data["versi"], "isi": {j: data[j.value].splitlines() for j in JenisLampiran}}


class AksiForm(SuntingForm):
    """What will be done for one RHK; a new one may be spread over several periods at once."""

    teks = teks_panjang(
        "Rencana aksi", 1000, bantuan="Langkah nyata, misalnya “Membangun dan menguji aplikasi 1–2”."
    )
    target = forms.CharField(
        label="Target",
        max_length=200,
        help_text="Misalnya 2 aplikasi.",
        error_messages={
            "required": "Target belum diisi.",
            "max_length": "Target terlalu panjang. Ringkas sampai 200 huruf.",
        },
    )

    def __init__(
        self, *args: Any, periode: Iterable[Periode], aksi: RencanaAksi | None = None, **kwargs: Any
    ) -> None:
        self.aksi, self.daftar = aksi, {str(p.uuid): p for p in periode}
        kwargs["initial"] = self.isi_tersimpan() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        pilihan = [(u, str(p)) for u, p in self.daftar.items()]
        galat = {"required": "Pilih periode.", "invalid_choice": "Pilih periode dari daftar."}
        if aksi:
            self.fields["periode"] = forms.ChoiceField(
                label="Periode", choices=pilihan, widget=forms.Select, error_messages=galat
            )
        else:
            self.fields["periode"] = forms.MultipleChoiceField(
                label="Periode",
                choices=pilihan,
                widget=forms.CheckboxSelectMultiple,
                help_text="Boleh lebih dari satu: rencana yang sama dibuat untuk tiap periode.",
                error_messages=galat,
            )
        self.order_fields(["periode", "teks", "target", "versi"])

    def isi_tersimpan(self) -> dict[str, Any]:
        a = self.aksi
        if a is None:
            return {}
        return {"versi": a.versi, "teks": a.teks, "target": a.target, "periode": str(a.periode.uuid)}

    def clean_periode(self) -> Any:
        nilai = self.cleaned_data["periode"]
        return self.daftar[nilai] if self.aksi else [self.daftar[n] for n in nilai]


class CatatanForm(forms.Form):
    """The note with which an SKP goes back."""

    catatan = teks_panjang(
        "Catatan untuk pegawai",
        4000,
        baris=4,
        bantuan="Boleh kosong bila catatan sudah disematkan pada bagiannya.",
        wajib=False,
    )
    nomor_sunting = forms.IntegerField(required=False, widget=forms.HiddenInput)


class SetujuForm(forms.Form):
    nomor_sunting = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BatalForm(forms.Form):
    alasan = teks_panjang("Alasan pembatalan", 1000)


class TimForm(forms.Form):
    """Narrow the list of a penilai."""

    cari = forms.CharField(
        label="Nama atau NIP",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Semua")]
        + [(s.value, s.label) for s in StatusSkp if s not in (StatusSkp.DIREVISI, StatusSkp.DIBATALKAN)],
    )
