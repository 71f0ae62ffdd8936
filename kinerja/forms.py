"""Forms of the execution stage: they check shape, never policy."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q

from kinerja import rules, selectors
from kinerja.bukti import TERIMA
from kinerja.models import BuktiDukung, CatatanHarian, UmpanBalik
from kinerja.rules import PenilaianUmpanBalik, SifatUmpanBalik
from pegawai.errors import AturanDilanggar
from skp.models import IndikatorKinerja, RencanaAksi, RencanaHasilKerja, Skp
from skp.rules import JenisTarget, NilaiPerilaku, angka_id, baca_angka

BELUM = "Isian ini belum diisi."
SALAH_PILIH = {"invalid_choice": "Pilihan itu tidak ditemukan. Pilih dari daftar.", "required": BELUM}


class AngkaField(forms.CharField):
    """A number as people write it here: comma for decimals, points for thousands."""

    def __init__(self, *, pecahan: int, **lain: Any) -> None:
        self.pecahan = pecahan
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "pendek", "autocomplete": "off"})
        super().__init__(max_length=30, widget=widget, **lain)

    def prepare_value(self, value: Any) -> Any:
        return angka_id(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        teks = super().to_python(value)
        if not teks:
            return None
        try:
            angka = baca_angka(teks)
        except AturanDilanggar as galat:
            raise forms.ValidationError(galat.pesan) from galat
        if -int(angka.as_tuple().exponent) > self.pecahan:
            raise forms.ValidationError(f"Tulis paling banyak {self.pecahan} angka di belakang koma.")
        return angka

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def run_validators(self, value: Any) -> None:
        """The length was looked at while it was text."""


class TanggalField(forms.DateField):
    def __init__(self, **lain: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
            error_messages={"invalid": "Tanggal ini tidak ada. Tulis seperti 31-12-2026.", "required": BELUM},
            **lain,
        )


class JamField(forms.TimeField):
    def __init__(self, **lain: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
            error_messages={"invalid": "Jam ini tidak ada. Tulis seperti 13.30."},
            **lain,
        )


class BanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True


class BerkasField(forms.FileField):
    """Any number of files; the picker offers what is accepted, the examination decides."""

    def __init__(self, label: str, *, kamera: bool = False, bantuan: str = "") -> None:
        batas = settings.UKURAN_BUKTI_MAKS_MB
        attrs = {"data-maks-mb": batas, "accept": "image/*" if kamera else TERIMA}
        if kamera:
            attrs["capture"] = "environment"
        else:
            attrs["multiple"] = True
        super().__init__(label=label, required=False, help_text=bantuan, widget=BanyakBerkas(attrs=attrs))

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Hand every file on unread: also an empty one is for the examination to refuse, with its sentence."""
        return [b for b in (data if isinstance(data, list | tuple) else [data]) if b]


class BuktiCampuran(forms.Form):
    """The part of a form that shows evidence: a photo, files, a link."""

    foto = BerkasField("Ambil foto", kamera=True)
    berkas = BerkasField("Pilih berkas", bantuan="PDF, JPG, PNG, WEBP, DOCX, XLSX, atau PPTX.")
    tautan = forms.CharField(
        label="Tautan",
        required=False,
        max_length=1000,
        help_text="Alamat lengkap yang dapat dibuka atasan Anda.",
        widget=forms.TextInput(attrs={"type": "url", "inputmode": "url"}),
    )

    siap = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    """Keys of what was already taken in when something else in the form was refused: no second upload."""

    BIDANG_BUKTI = ("foto", "berkas", "tautan")
    sudah_terunggah: list[BuktiDukung] = []

    @property
    def bukti_terisi(self) -> bool:
        """Whether the folded part must stand open: something in it was refused, taken in or typed."""
        galat = any(n in self.errors for n in self.BIDANG_BUKTI)
        return galat or bool(self.sudah_terunggah) or bool(self["tautan"].value())

    @property
    def bidang_bukti(self) -> list[forms.BoundField]:
        return [self[n] for n in self.BIDANG_BUKTI]

    def berkas_baru(self) -> list[UploadedFile]:
        return [*self.cleaned_data["foto"], *self.cleaned_data["berkas"]]

    def clean_siap(self) -> list[uuid.UUID]:
        try:
            return [uuid.UUID(k) for k in self.cleaned_data["siap"].split(",") if k]
        except ValueError:
            raise forms.ValidationError("Berkas yang tadi diunggah tidak dikenali. Unggah lagi.") from None

    def ingat_siap(self, bukti: Iterable[BuktiDukung]) -> None:
        """Show the form again with these already inside."""
        self.sudah_terunggah = list(bukti)
        self.ganti_isian("siap", ",".join(str(b.uuid) for b in self.sudah_terunggah))

    def ganti_isian(self, bidang: str, nilai: object) -> None:
        """Replace one field of what was sent, before the form is shown again."""
        kiriman: Any = self.data
        baru = kiriman.copy()
        baru[self.add_prefix(bidang)] = nilai
        self.data = baru


def teks_kerja(label: str, *, baris: int = 3, bantuan: str = "", wajib: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=wajib,
        max_length=rules.MAKS_URAIAN,
        help_text=bantuan,
        error_messages={
            "required": f"{label} belum ditulis.",
            "max_length": "Tulisan terlalu panjang. Ringkas sampai %(limit_value)d huruf.",
        },
        widget=forms.Textarea(attrs={"rows": baris, "maxlength": rules.MAKS_URAIAN}),
    )


def kunci_kirim(klien_id: uuid.UUID, *isi: object) -> uuid.UUID:
    """The key of one sending: the page's key and what was written.

    Twice the same is one entry; a page that was gone back to and changed sends another.
    """
    return uuid.uuid5(klien_id, "\x1f".join(str(i) for i in isi))


class PilihUuid(forms.ModelChoiceField):
    """A row by its uuid; one sentence for everything that is not in the list."""

    def __init__(self, **lain: Any) -> None:
        super().__init__(to_field_name="uuid", error_messages=SALAH_PILIH, **lain)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(SALAH_PILIH["invalid_choice"], code="invalid_choice") from None

    def label_from_instance(self, obj: Any) -> str:
        return potong(obj.teks)


class PilihBukti(forms.ModelMultipleChoiceField):
    """Pieces of evidence by their uuid."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except forms.ValidationError:
            raise forms.ValidationError("Bukti itu tidak ditemukan. Pilih dari daftar.") from None


def potong(teks: str, batas: int = 90) -> str:
    return teks if len(teks) <= batas else f"{teks[: batas - 1].rstrip()}…"


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


class RealisasiForm(BuktiCampuran):
    """What one indicator reached, typed like its target; evidence is chosen from the log or added."""

    nomor_sunting = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    angka = AngkaField(label="Realisasi", required=False, pecahan=4)
    tanggal = TanggalField(label="Tanggal selesai", required=False)
    teks = teks_kerja("Uraian", baris=2, wajib=False)
    sumber_data = forms.CharField(
        label="Sumber data", required=False, max_length=300, help_text="Misalnya nama laporan atau aplikasi."
    )
    bukti = forms.MultipleChoiceField(
        label="Bukti yang dipakai",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Bukti itu tidak ditemukan. Pilih dari daftar."},
    )

    def __init__(
        self, *args: Any, indikator: IndikatorKinerja, bukti: Iterable[BuktiDukung], **kwargs: Any
    ) -> None:
        kwargs.setdefault("prefix", f"i{indikator.uuid.hex[:8]}")
        super().__init__(*args, **kwargs)
        jenis = JenisTarget(indikator.jenis_target)
        if jenis in (JenisTarget.TEKS, JenisTarget.TANGGAL):
            del self.fields["angka"]
        else:
            self.fields["angka"].label = f"Realisasi ({self._satuan(jenis, indikator)})"
        if jenis != JenisTarget.TANGGAL:
            del self.fields["tanggal"]
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
        }

    def bukti_dipilih(self) -> list[BuktiDukung]:
        return [self.pilihan_bukti[k] for k in self.cleaned_data["bukti"]]


class PerilakuForm(BuktiCampuran):
    """A behaviour under one value."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    nilai = forms.ChoiceField(
        label="Nilai", choices=NilaiPerilaku.choices(), widget=forms.HiddenInput, error_messages=SALAH_PILIH
    )
    tanggal = TanggalField(label="Tanggal")
    uraian = teks_kerja("Apa yang dilakukan", baris=3, bantuan="Sebutkan kejadiannya, bukan sifatnya.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["klien_id"].initial = uuid.uuid4

    def isi(self) -> dict[str, Any]:
        c = self.cleaned_data
        return {
            "nilai": c["nilai"],
            "tanggal": c["tanggal"],
            "uraian": c["uraian"],
            "klien_id": kunci_kirim(c["klien_id"], c["nilai"], c["tanggal"], c["uraian"]),
        }


class SingkatForm(forms.Form):
    """Feedback on one line of the team page: words, kind, send."""

    klien_id = forms.UUIDField(widget=forms.HiddenInput)
    isi = forms.CharField(
        label="Umpan balik",
        max_length=rules.MAKS_URAIAN,
        error_messages={"required": "Tulis umpan balik dengan kata-kata Anda."},
    )
    sifat = forms.ChoiceField(label="Sifat", choices=SifatUmpanBalik.choices(), error_messages=SALAH_PILIH)

    def tujuan(self) -> dict[str, Any]:
        """What it is about; on one line always the person."""
        return {}

    def untuk_layanan(self) -> dict[str, Any]:
        c = self.cleaned_data
        tujuan = self.tujuan()
        inti = [c["isi"], c["sifat"], *(str(getattr(v, "pk", v)) for v in tujuan.values())]
        return {
            "isi": c["isi"],
            "sifat": c["sifat"],
            **tujuan,
            "klien_id": kunci_kirim(c["klien_id"], *inti),
        }


class UmpanBalikForm(SingkatForm):
    """Feedback in full: about what, of which kind, with a ready answer beside the words."""

    sasaran = forms.ChoiceField(
        label="Tentang",
        required=False,
        error_messages=SALAH_PILIH,
        help_text="Hasil kerja, perilaku, atau pegawai secara umum.",
    )
    penilaian = forms.ChoiceField(
        label="Jawaban siap",
        required=False,
        choices=[("", "Tanpa jawaban siap"), *PenilaianUmpanBalik.choices()],
        widget=forms.RadioSelect,
        error_messages=SALAH_PILIH,
    )
    tanggal = TanggalField(label="Tanggal")

    field_order = ("klien_id", "sasaran", "sifat", "penilaian", "isi", "tanggal")

    def __init__(
        self,
        *args: Any,
        rhk: Iterable[RencanaHasilKerja],
        catatan: CatatanHarian | None = None,
        hari: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rhk = {f"rhk:{r.uuid}": r for r in rhk}
        self.catatan = catatan
        self.fields["klien_id"].initial = uuid.uuid4
        self.fields["tanggal"].initial = hari
        self.fields["sifat"].widget = forms.RadioSelect(choices=SifatUmpanBalik.choices())
        self.fields["isi"] = teks_kerja("Umpan balik", baris=4, bantuan="Sebutkan apa yang Anda lihat.")
        sasaran: Any = self.fields["sasaran"]
        sasaran.choices = [
            ("", "Pegawai secara umum"),
            ("Hasil kerja", [(k, potong(r.teks)) for k, r in self.rhk.items()]),
            ("Perilaku", [(f"nilai:{n.value}", n.label) for n in NilaiPerilaku]),
        ]
        if catatan is not None:
            del self.fields["sasaran"]

    def tujuan(self) -> dict[str, Any]:
        c = self.cleaned_data
        jenis, _, nilai = c.get("sasaran", "").partition(":")
        return {
            "rhk": self.rhk[c["sasaran"]] if jenis == "rhk" else None,
            "nilai": nilai if jenis == "nilai" else "",
            "catatan": self.catatan,
            "penilaian": c["penilaian"],
            "tanggal": c["tanggal"],
        }


class BalasForm(forms.Form):
    balasan = teks_kerja("Balasan Anda", baris=2)

    def __init__(self, *args: Any, umpan_balik: UmpanBalik, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", f"u{umpan_balik.uuid.hex[:8]}")
        kwargs.setdefault("initial", {"balasan": umpan_balik.balasan})
        super().__init__(*args, **kwargs)


def tempel_galat(form: forms.Form, galat: AturanDilanggar) -> None:
    """Put a refused rule at the field it concerns, or on top of the form."""
    bidang = galat.bidang if galat.bidang in form.fields else None
    form.add_error(bidang, galat.pesan)
