"""Teams across units."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pegawai import permissions, selectors, services
from pegawai.forms.organisasi import AkhiriForm, AnggotaForm, TimForm
from pegawai.models import AnggotaTim, TimKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import PeranTim
from pegawai.views.bersama import formulir

URUTAN_PERAN = {PeranTim.KETUA: 0, PeranTim.KOORDINATOR: 1, PeranTim.ANGGOTA: 2}


def _tim_terlihat(request: Permintaan, uuid: UUID) -> TimKerja:
    return get_object_or_404(
        TimKerja.objects.visible_to(request.pelaku).select_related("unit", "instansi"), uuid=uuid
    )


def _tim_dikelola(request: Permintaan, uuid: UUID) -> TimKerja:
    tim = _tim_terlihat(request, uuid)
    permissions.require(permissions.may_manage_unit(request.pelaku, tim.unit))
    return tim


def _detail(tim: TimKerja) -> str:
    return reverse("pegawai:tim_detail", args=[tim.uuid])


@require_http_methods(["GET"])
def tim_daftar(request: Permintaan) -> HttpResponse:
    """Teams one is in, and those within one's granted roles."""
    berakhir = request.GET.get("berakhir") == "1"
    semua = selectors.daftar_tim(request.pelaku, selesai=berakhir)
    halaman = selectors.halaman_kunci(
        semua, ("nama", "id"), sesudah=request.GET.get("sesudah", ""), sebelum=request.GET.get("sebelum", "")
    )
    konteks = {
        "halaman": halaman,
        "jumlah": semua.count(),
        "berakhir": berakhir,
        "boleh_bentuk": permissions.is_admin_kepegawaian(request.pelaku),
    }
    return render(request, "pegawai/tim_daftar.html", konteks)


@require_http_methods(["GET"])
def tim_detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One team: who leads it, who is in it, since when."""
    tim = _tim_terlihat(request, uuid)
    hari_ini = timezone.localdate()
    anggota = list(tim.anggota.select_related("pegawai").order_by("pegawai__nama", "mulai"))
    kini = [a for a in anggota if a.selesai is None or a.selesai >= hari_ini]
    konteks = {
        "tim": tim,
        "anggota": sorted(kini, key=lambda a: URUTAN_PERAN[PeranTim(a.peran)]),
        "mantan": [a for a in anggota if a.selesai and a.selesai < hari_ini],
        "punya_ketua": any(a.peran == PeranTim.KETUA for a in kini),
        "kelola": permissions.may_manage_unit(request.pelaku, tim.unit),
    }
    return render(request, "pegawai/tim_detail.html", konteks)


@require_http_methods(["GET", "POST"])
def tim_bentuk(request: Permintaan) -> HttpResponse:
    """Found a team."""
    permissions.require(permissions.may_add_tim(request.pelaku))
    return formulir(
        request,
        TimForm(request.POST or None, pelaku=request.pelaku, initial={"mulai": timezone.localdate()}),
        kirim=lambda isian: services.create_tim(pelaku=request.pelaku, **isian),
        tujuan=_detail,
        pesan=lambda t: f"{t.nama} dibentuk. Tambahkan ketuanya.",
        judul="Bentuk tim kerja",
        tombol="Bentuk tim",
    )


@require_http_methods(["GET", "POST"])
def tim_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Rename a team, put it under another unit, set its end."""
    tim = _tim_dikelola(request, uuid)
    awal = {"nama": tim.nama, "unit": tim.unit, "mulai": tim.mulai, "selesai": tim.selesai}
    return formulir(
        request,
        TimForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.change_tim(pelaku=request.pelaku, tim=tim, **isian),
        tujuan=_detail,
        pesan="Perubahan tim tersimpan.",
        judul="Ubah tim kerja",
        akibat="Mengisi “Sampai” mengakhiri juga keanggotaan yang masih berjalan pada hari itu.",
        tombol="Simpan perubahan",
        tim=tim,
    )


@require_http_methods(["GET", "POST"])
def anggota_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a person into a team, from whatever unit."""
    tim = _tim_dikelola(request, uuid)
    awal = {"mulai": max(timezone.localdate(), tim.mulai), "selesai": tim.selesai, "peran": PeranTim.ANGGOTA}
    return formulir(
        request,
        AnggotaForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.assign_tim(pelaku=request.pelaku, tim=tim, **isian),
        tujuan=_detail(tim),
        pesan=lambda a: f"{a.pegawai.nama_lengkap} kini {a.get_peran_display().lower()} tim ini.",
        judul=f"Tambah anggota {tim.nama}",
        tombol="Tambah anggota",
        tim=tim,
    )


@require_http_methods(["GET", "POST"])
def anggota_akhiri(request: Permintaan, uuid: UUID) -> HttpResponse:
    """End a membership."""
    anggota = get_object_or_404(
        AnggotaTim.objects.filter(tim__in=TimKerja.objects.visible_to(request.pelaku)).select_related(
            "tim__unit", "pegawai"
        ),
        uuid=uuid,
    )
    permissions.require(permissions.may_manage_unit(request.pelaku, anggota.tim.unit))
    return formulir(
        request,
        AkhiriForm(request.POST or None, pelaku=request.pelaku, initial={"selesai": timezone.localdate()}),
        kirim=lambda isian: services.end_keanggotaan(pelaku=request.pelaku, anggota=anggota, **isian),
        tujuan=_detail(anggota.tim),
        pesan=f"Keanggotaan {anggota.pegawai.nama_lengkap} diakhiri.",
        judul=f"Akhiri keanggotaan {anggota.pegawai.nama_lengkap}",
        akibat=f"Ia {anggota.get_peran_display().lower()} {anggota.tim.nama} sampai hari yang Anda tulis.",
        tombol="Akhiri keanggotaan",
        tim=anggota.tim,
    )
