"""The agency's holidays and working days, and a person's leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import rules, services
from kinerja.forms.kalender import CutiForm, HariKerjaForm, LiburForm, TempelLiburForm
from kinerja.models import Cuti, HariLibur
from kinerja.permissions.kalender import may_manage_kalender, may_record_cuti
from kinerja.rules.kalender import JenisLibur
from kinerja.selectors.kalender import cuti_of, libur_setahun
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.rules import Verdict, require
from pegawai.selectors import penempatan_of
from pegawai.views.bersama import formulir, pegawai_terlihat
from skp.selectors import hari_instansi

ASAL_LIBUR = "Hari libur"


def _tahun(request: Permintaan) -> int:
    kini = hari_instansi(request.pelaku.instansi).year
    teks = request.GET.get("tahun", "")
    return int(teks) if teks.isdecimal() and 2020 <= int(teks) <= 2100 else kini


def _ke_tahun(tahun: int) -> str:
    return f"{reverse('kinerja:libur')}?tahun={tahun}"


@require_safe
def libur(request: Permintaan) -> HttpResponse:
    """The holidays of a year; for the admin also the ways to change them."""
    tahun = _tahun(request)
    instansi = request.pelaku.instansi
    konteks: dict[str, Any] = {
        "tahun": tahun,
        "daftar": libur_setahun(instansi.pk, tahun),
        "hari": hari_instansi(instansi),
        "instansi": instansi,
        "boleh": may_manage_kalender(request.pelaku, instansi),
        "form": HariKerjaForm(pelaku=request.pelaku, initial={"hari_kerja": instansi.hari_kerja}),
    }
    return render(request, "kinerja/libur.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def libur_tambah(request: Permintaan) -> HttpResponse:
    """Add one holiday."""
    instansi = request.pelaku.instansi
    require(may_manage_kalender(request.pelaku, instansi))
    return formulir(
        request,
        LiburForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.add_libur(pelaku=request.pelaku, instansi=instansi, **isian),
        tujuan=lambda hasil: _ke_tahun(hasil.tanggal.year),
        pesan=lambda hasil: f"{hasil.nama} ditambahkan.",
        judul="Tambah hari libur",
        tombol="Tambah",
        asal={"url": reverse("kinerja:libur"), "label": ASAL_LIBUR},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def libur_tempel(request: Permintaan) -> HttpResponse:
    """Take in a list; the rows that cannot be read stay in the field, each with its reason."""
    instansi = request.pelaku.instansi
    require(may_manage_kalender(request.pelaku, instansi))
    form = TempelLiburForm(
        request.POST or None, pelaku=request.pelaku, initial={"tahun": hari_instansi(instansi).year}
    )
    konteks: dict[str, Any] = {"form": form, "ditolak": []}
    if not form.is_valid():
        return render(request, "kinerja/libur_tempel.html", konteks, status=422 if form.errors else 200)
    c = form.cleaned_data
    tempelan = rules.baca_libur(c["daftar"], c["tahun"], JenisLibur(c["jenis"]))
    baru = services.add_banyak_libur(pelaku=request.pelaku, instansi=instansi, baris=tempelan.baris)
    lama = len(tempelan.baris) - len(baru)
    sudah = f" {lama} hari sudah tercatat sebelumnya." if lama else ""
    if baru or not tempelan.ditolak:
        messages.success(request, f"{len(baru)} hari libur ditambahkan.{sudah}")
    if not tempelan.ditolak:
        return redirect(_ke_tahun(c["tahun"]))
    konteks["ditolak"] = tempelan.ditolak
    konteks["form"] = TempelLiburForm(
        pelaku=request.pelaku,
        initial={"tahun": c["tahun"], "jenis": c["jenis"], "daftar": tempelan.sisa},
    )
    return render(request, "kinerja/libur_tempel.html", konteks, status=422)


@require_POST
def libur_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    baris = get_object_or_404(
        HariLibur.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid
    )
    tahun, nama = baris.tanggal.year, baris.nama
    services.delete_libur(pelaku=request.pelaku, libur=baris)
    messages.success(request, f"{nama} dihapus. Hari itu dihitung sebagai hari kerja lagi.")
    return redirect(_ke_tahun(tahun))


@require_POST
def hari_kerja(request: Permintaan) -> HttpResponse:
    """Set the working week of the agency."""
    require(may_manage_kalender(request.pelaku, request.pelaku.instansi))
    form = HariKerjaForm(request.POST, pelaku=request.pelaku)
    if form.is_valid():
        services.set_hari_kerja(pelaku=request.pelaku, instansi=request.pelaku.instansi, **form.cleaned_data)
        messages.success(request, "Hari kerja disimpan. Kalender semua pegawai mengikuti.")
    else:
        messages.error(request, "Pilih lima atau enam hari kerja.")
    return redirect("kinerja:libur")


# --- leave -----------------------------------------------------------------------------------------
def _boleh_cuti(pelaku: Pegawai, pegawai: Pegawai) -> Verdict:
    if pelaku.pk == pegawai.pk:
        return may_record_cuti(pelaku, pegawai, None)
    tempat = penempatan_of(pegawai, hari_instansi(pegawai.instansi))
    return may_record_cuti(pelaku, pegawai, tempat.unit if tempat else None)


def _alamat_cuti(pelaku: Pegawai, pegawai: Pegawai) -> str:
    if pelaku.pk == pegawai.pk:
        return reverse("kinerja:cuti")
    return reverse("kinerja:cuti_pegawai", args=[pegawai.uuid])


@require_safe
def cuti(request: Permintaan) -> HttpResponse:
    """One's own leave."""
    return _daftar_cuti(request, request.pelaku)


@require_safe
def cuti_pegawai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Somebody's leave, for the admin of his unit."""
    pegawai = pegawai_terlihat(request, uuid)
    require(_boleh_cuti(request.pelaku, pegawai))
    return _daftar_cuti(request, pegawai)


def _daftar_cuti(request: Permintaan, pegawai: Pegawai) -> HttpResponse:
    konteks = {
        "pegawai": pegawai,
        "sendiri": pegawai.pk == request.pelaku.pk,
        "daftar": cuti_of(pegawai)[:100],
    }
    return render(request, "kinerja/cuti.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def cuti_catat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say that somebody is away for a span."""
    pegawai = pegawai_terlihat(request, uuid)
    require(_boleh_cuti(request.pelaku, pegawai))
    tujuan = _alamat_cuti(request.pelaku, pegawai)
    hari = request.GET.get("hari", "")
    return formulir(
        request,
        CutiForm(request.POST or None, pelaku=request.pelaku, initial={"mulai": hari, "selesai": hari}),
        kirim=lambda isian: services.record_cuti(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=tujuan,
        pesan=lambda c: f"{c.get_jenis_display()} dicatat. Hari-hari itu tidak dihitung kosong.",
        judul="Catat cuti atau dinas luar",
        akibat="" if pegawai == request.pelaku else f"Untuk {pegawai.nama_akhir}.",
        tombol="Catat",
        asal={"url": tujuan, "label": "Cuti dan dinas luar"},
    )


@require_POST
def cuti_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    baris = get_object_or_404(
        Cuti.objects.visible_to(request.pelaku).select_related("pegawai__instansi"), uuid=uuid
    )
    pegawai = services.delete_cuti(pelaku=request.pelaku, cuti=baris)
    messages.success(request, "Catatan itu dihapus. Hari kerjanya diminta kembali.")
    return redirect(_alamat_cuti(request.pelaku, pegawai))
