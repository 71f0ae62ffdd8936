"""Units: the tree, one unit, and the acts on it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pegawai import permissions, selectors, services
from pegawai.forms.orang import AlasanForm, MulaiAlasanForm
from pegawai.forms.organisasi import (
    KepalaForm,
    PejabatNegaraForm,
    SaringUnitForm,
    UnitBaruForm,
    UnitNamaForm,
    UnitPindahForm,
)
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import PERAN_DIBERIKAN
from pegawai.views.bersama import formulir, penempatan_dikelola, unit_dikelola, unit_terlihat


@require_http_methods(["GET"])
def unit_daftar(request: Permintaan) -> HttpResponse:
    """The tree, opened down to one unit; a flat list as soon as one searches or filters."""
    permissions.require(permissions.may_see_people(request.pelaku))
    form = SaringUnitForm(request.GET)
    saring = form.cleaned_data if form.is_valid() else {}
    konteks = {"form": form, "boleh_akar": permissions.may_manage_instansi(request.pelaku), "pohon": False}
    if any(saring.values()):
        units = selectors.cari_unit_terkelola(request.pelaku, **saring)
        halaman = selectors.halaman_kunci(
            units,
            ("nama", "id"),
            sesudah=request.GET.get("sesudah", ""),
            sebelum=request.GET.get("sebelum", ""),
        )
        konteks |= {"simpul": selectors.simpulkan(halaman.baris), "halaman": halaman, "jumlah": units.count()}
    else:
        konteks |= {"simpul": selectors.pohon_unit(request.pelaku, _dibuka(request)), "pohon": True}
    return render(request, "pegawai/unit_daftar.html", konteks)


def _dibuka(request: Permintaan) -> UnitKerja | None:
    uuid = selectors.baca_uuid(request.GET.get("buka", ""))
    return (
        selectors.unit_terkelola(request.pelaku, PERAN_DIBERIKAN).filter(uuid=uuid).first() if uuid else None
    )


@require_http_methods(["GET"])
def unit_detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One unit: where it hangs, who heads it, who is in it, what lies below."""
    unit = unit_terlihat(request, uuid)
    halaman = selectors.halaman_kunci(
        selectors.orang_di_unit(unit),
        ("-is_kepala", "pegawai__nama", "id"),
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
    )
    kelola = permissions.may_manage_unit(request.pelaku, unit)
    konteks = {
        "unit": unit,
        "jalur": UnitKerja.objects.filter(pk__in=unit.leluhur_id[1:]).order_by("jalur"),
        "kepala": list(selectors.orang_di_unit(unit).filter(is_kepala=True)),
        "anak": selectors.anak_unit(unit),
        "halaman": halaman,
        "kelola": kelola,
        "riwayat": selectors.riwayat_unit(unit) if kelola else [],
    }
    return render(request, "pegawai/unit_detail.html", konteks)


def _detail(unit: UnitKerja) -> str:
    return reverse("pegawai:unit_detail", args=[unit.uuid])


@require_http_methods(["GET", "POST"])
def unit_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Enter a unit below this one."""
    induk = unit_dikelola(request, uuid)
    return formulir(
        request,
        UnitBaruForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.save_unit(
            pelaku=request.pelaku, instansi=induk.instansi, induk=induk, **isian
        ),
        tujuan=_detail,
        pesan=lambda u: f"{u.nama} ditambahkan di bawah {induk.nama}.",
        judul=f"Tambah unit di bawah {induk.nama}",
        tombol="Tambah unit",
        unit=induk,
    )


@require_http_methods(["GET", "POST"])
def unit_nama(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Rename a unit."""
    unit = unit_dikelola(request, uuid)
    return formulir(
        request,
        UnitNamaForm(
            request.POST or None, pelaku=request.pelaku, initial={"nama": unit.nama, "dilihat": unit.versi}
        ),
        kirim=lambda isian: services.save_unit(
            pelaku=request.pelaku,
            instansi=unit.instansi,
            unit=unit,
            induk=unit.induk,
            is_aktif=unit.is_aktif,
            **isian,
        ),
        tujuan=_detail,
        pesan=lambda u: f"Nama unit kini {u.nama}.",
        judul="Ubah nama unit",
        tombol="Simpan nama",
        unit=unit,
    )


@require_http_methods(["GET", "POST"])
def unit_pindah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Put a unit, and all below it, under another one."""
    unit = unit_dikelola(request, uuid)
    return formulir(
        request,
        UnitPindahForm(request.POST or None, pelaku=request.pelaku, initial={"dilihat": unit.versi}),
        kirim=lambda isian: services.save_unit(
            pelaku=request.pelaku,
            instansi=unit.instansi,
            unit=unit,
            nama=unit.nama,
            is_aktif=unit.is_aktif,
            **isian,
        ),
        tujuan=_detail,
        pesan=lambda u: f"{u.nama} kini di bawah {u.induk.nama}.",
        judul=f"Pindahkan {unit.nama}",
        akibat="Semua unit di bawahnya ikut pindah. Pejabat penilai disesuaikan dengan pimpinan yang baru.",
        tombol="Pindahkan unit",
        unit=unit,
    )


def _ubah_aktif(request: Permintaan, unit: UnitKerja, *, is_aktif: bool, **kata: str) -> HttpResponse:
    return formulir(
        request,
        AlasanForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.save_unit(
            pelaku=request.pelaku,
            instansi=unit.instansi,
            unit=unit,
            nama=unit.nama,
            induk=unit.induk,
            is_aktif=is_aktif,
            **isian,
        ),
        tujuan=_detail,
        unit=unit,
        **kata,
    )


@require_http_methods(["GET", "POST"])
def unit_tutup(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Close a unit in which nobody sits any more."""
    unit = unit_dikelola(request, uuid)
    return _ubah_aktif(
        request,
        unit,
        is_aktif=False,
        pesan=f"{unit.nama} ditutup.",
        judul=f"Tutup {unit.nama}",
        akibat="Unit tertutup tidak dapat dipilih lagi. Riwayatnya tetap ada, dan unit dapat dibuka kembali.",
        tombol="Tutup unit",
    )


@require_http_methods(["GET", "POST"])
def unit_buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Reopen a closed unit."""
    unit = unit_dikelola(request, uuid)
    return _ubah_aktif(
        request,
        unit,
        is_aktif=True,
        pesan=f"{unit.nama} dibuka kembali.",
        judul=f"Buka kembali {unit.nama}",
        tombol="Buka kembali",
    )


@require_http_methods(["GET", "POST"])
def unit_kepala(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say who heads a unit."""
    unit = unit_dikelola(request, uuid)
    return formulir(
        request,
        KepalaForm(
            request.POST or None, pelaku=request.pelaku, initial={"mulai": timezone.localdate(), "jenis": "D"}
        ),
        kirim=lambda isian: services.set_kepala(pelaku=request.pelaku, unit=unit, **isian),
        tujuan=_detail(unit),
        pesan=lambda p: f"{unit.nama} kini dipimpin {p.pegawai.nama_akhir}.",
        judul=f"Tetapkan pimpinan {unit.nama}",
        akibat="Pejabat penilai anggota unit ini mengikuti pimpinan yang baru sejak tanggal mulai.",
        tombol="Tetapkan pimpinan",
        unit=unit,
    )


@require_http_methods(["GET", "POST"])
def kepala_lepas(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say that a placed person does not head his unit (any more), though he stays in it."""
    penempatan = penempatan_dikelola(request, uuid)
    unit = penempatan.unit
    return formulir(
        request,
        MulaiAlasanForm(request.POST or None, pelaku=request.pelaku, initial={"mulai": penempatan.mulai}),
        kirim=lambda isian: services.set_is_kepala(
            pelaku=request.pelaku,
            penempatan=penempatan,
            is_kepala=False,
            mulai=isian["mulai"],
            alasan=isian["alasan"],
        ),
        tujuan=_detail(unit),
        pesan=f"{penempatan.pegawai.nama_lengkap} tidak lagi tercatat sebagai pimpinan {unit.nama}.",
        judul=f"{penempatan.pegawai.nama_lengkap} bukan pimpinan {unit.nama}",
        akibat="Ia tetap ditempatkan di unit ini. Anggota unit dinilai pimpinan di atasnya sampai ada yang baru.",
        tombol="Simpan",
        unit=unit,
    )


@require_http_methods(["GET", "POST"])
def pejabat_negara_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Enter a bupati, menteri or the like as head of a unit."""
    unit = unit_dikelola(request, uuid)
    return formulir(
        request,
        PejabatNegaraForm(
            request.POST or None, pelaku=request.pelaku, initial={"mulai": timezone.localdate()}
        ),
        kirim=lambda isian: services.add_pejabat_negara(
            pelaku=request.pelaku, instansi=unit.instansi, unit=unit, **isian
        ),
        tujuan=lambda p: reverse("pegawai:pegawai_detail", args=[p.uuid]),
        pesan=lambda p: f"{p.nama_lengkap} memimpin {unit.nama}. Setel akses supaya dapat masuk.",
        judul=f"Tambah pejabat negara yang memimpin {unit.nama}",
        akibat="Pejabat negara menilai pejabat di bawahnya, tetapi tidak memiliki NIP dan tidak dinilai.",
        tombol="Tambah pejabat negara",
        unit=unit,
    )


@require_http_methods(["GET", "POST"])
def unit_akar_tambah(request: Permintaan) -> HttpResponse:
    """Enter a unit at the top of the tree."""
    permissions.require(permissions.may_manage_instansi(request.pelaku))
    return formulir(
        request,
        UnitBaruForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.save_unit(
            pelaku=request.pelaku, instansi=request.pelaku.instansi, induk=None, **isian
        ),
        tujuan=_detail,
        pesan=lambda u: f"{u.nama} ditambahkan.",
        judul="Tambah unit di puncak",
        tombol="Tambah unit",
    )
