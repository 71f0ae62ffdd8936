"""Acts on units and teams."""

from __future__ import annotations

from django import forms

from pegawai.forms.orang import alasan, dilihat, tanggal
from pegawai.forms.pilih import Formulir, JabatanField, OrangField, UnitField
from pegawai.models import UnitKerja
from pegawai.rules import JenisPenugasan, PeranTim


class UnitBaruForm(Formulir):
    nama = forms.CharField(label="Nama unit", max_length=255)


class UnitNamaForm(UnitBaruForm):
    alasan = alasan()
    dilihat = dilihat()


class UnitPindahForm(Formulir):
    induk = UnitField(label="Unit induk yang baru")
    alasan = alasan()
    dilihat = dilihat()


class KepalaForm(Formulir):
    pegawai = OrangField(label="Pimpinan unit")
    jenis = forms.ChoiceField(
        label="Sebagai",
        widget=forms.RadioSelect,
        choices=[p for p in JenisPenugasan.choices() if p[0] != JenisPenugasan.TUGAS_TAMBAHAN],
        help_text="Definitif memindahkannya ke unit ini. Plt., Plh., dan Pj. menambah tugas di samping jabatannya.",
    )
    jabatan = JabatanField(label="Jabatan yang dipegang di unit ini")
    mulai = tanggal("Mulai")
    selesai = tanggal("Sampai", required=False, bantuan="Hanya untuk Plt., Plh., dan Pj. Boleh kosong.")
    alasan = alasan()

    def clean_jenis(self) -> JenisPenugasan:
        return JenisPenugasan(self.cleaned_data["jenis"])


class PejabatNegaraForm(Formulir):
    nama = forms.CharField(label="Nama tanpa gelar", max_length=200)
    gelar_depan = forms.CharField(label="Gelar depan", max_length=50, required=False)
    gelar_belakang = forms.CharField(label="Gelar belakang", max_length=80, required=False)
    jabatan = forms.CharField(label="Jabatan", max_length=255, help_text="Misalnya “Bupati Tirta Jaya”.")
    mulai = tanggal("Mulai menjabat")
    nama_masuk = forms.RegexField(
        label="Nama masuk",
        regex=r"^[a-z][a-z0-9._-]{3,49}$",
        help_text="Pengganti NIP saat masuk. Huruf kecil, angka, dan titik; paling sedikit empat.",
        error_messages={"invalid": "Pakai huruf kecil, angka, titik, atau garis; awali dengan huruf."},
    )
    alasan = alasan("Misalnya nomor keputusan pelantikan. Tercatat dalam riwayat.")


class TimForm(Formulir):
    nama = forms.CharField(label="Nama tim", max_length=200)
    unit = UnitField(label="Unit yang membawahi")
    mulai = tanggal("Mulai")
    selesai = tanggal("Sampai", required=False, bantuan="Kosongkan bila belum ditentukan.")


class AnggotaForm(Formulir):
    pegawai = OrangField(label="Pegawai")
    peran = forms.ChoiceField(label="Peran", widget=forms.RadioSelect, choices=PeranTim.choices())
    mulai = tanggal("Mulai")
    selesai = tanggal("Sampai", required=False, bantuan="Kosongkan bila belum ditentukan.")

    def clean_peran(self) -> PeranTim:
        return PeranTim(self.cleaned_data["peran"])


class AkhiriForm(Formulir):
    selesai = tanggal("Hari terakhir sebagai anggota")


class SaringPegawaiForm(forms.Form):
    """The search and filters of the people list. Sent as POST: the text may be a NIP."""

    cari = forms.CharField(
        label="Nama, NIP, atau unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    unit = forms.ChoiceField(label="Unit", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)

    def beri_pilihan(
        self, units: list[UnitKerja], jenis: list[tuple[str, str]], keadaan: list[tuple[str, str]]
    ) -> None:
        self.fields["unit"].choices = [("", "Semua unit"), *((str(u.uuid), u.nama) for u in units)]  # type: ignore[attr-defined]
        self.fields["jenis"].choices = [("", "Semua jenis"), *jenis]  # type: ignore[attr-defined]
        self.fields["keadaan"].choices = keadaan  # type: ignore[attr-defined]


class SaringUnitForm(forms.Form):
    cari = forms.CharField(
        label="Cari nama unit",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    tanpa_pejabat = forms.BooleanField(label="Hanya yang tanpa pimpinan", required=False)
    ditutup = forms.BooleanField(label="Hanya yang sudah ditutup", required=False)
