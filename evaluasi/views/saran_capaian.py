"""Advice on the capaian of a unit, and the units that give it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from evaluasi import permissions, selectors, services
from evaluasi.forms import PerekomendasiForm, RekomendasiCapaianForm
from evaluasi.models import PerekomendasiCapaian
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.views.bersama import formulir
from skp.models import Periode
from skp.selectors import hari_instansi


@require_http_methods(["GET", "HEAD", "POST"])
def rekomendasi(request: Permintaan, unit: UUID, periode: UUID) -> HttpResponse:
    """Advise the leader above on a unit's capaian."""
    u = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=unit)
    p = get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode)
    ditunjuk = permissions.bidang_saran(request.pelaku)
    permissions.require(permissions.may_recommend_capaian(request.pelaku, u, bidang=ditunjuk))
    tujuan = f"{reverse('evaluasi:capaian')}?periode={p.uuid}"
    usul = selectors.usul_dasar(u, p, hari_instansi(u.instansi))
    return formulir(
        request,
        RekomendasiCapaianForm(request.POST or None, pelaku=request.pelaku, ditunjuk=ditunjuk),
        kirim=lambda isian: services.recommend_capaian(pelaku=request.pelaku, unit=u, periode=p, **isian),
        tujuan=tujuan,
        pesan=f"Rekomendasi untuk {u.nama} tersimpan.",
        judul=f"Rekomendasi capaian {u.nama}",
        akibat=f"{p}. {usul}" if usul else f"{p}. Belum ada realisasi yang tercatat.",
        tombol="Simpan rekomendasi",
        asal={"url": tujuan, "label": "Capaian organisasi"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def perekomendasi(request: Permintaan) -> HttpResponse:
    """The units that the agency asks for advice; one more may be named."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_perekomendasi(request.pelaku, instansi))
    return formulir(
        request,
        PerekomendasiForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.add_perekomendasi(pelaku=request.pelaku, instansi=instansi, **isian),
        tujuan=reverse("evaluasi:perekomendasi"),
        pesan=lambda p: f"{p.unit.nama} dapat memberi rekomendasi.",
        template="evaluasi/perekomendasi.html",
        daftar=selectors.perekomendasi_of(instansi),
        asal={"url": reverse("evaluasi:pengaturan"), "label": "Pengaturan"},
    )


@require_POST
def perekomendasi_cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask a unit no more."""
    ada = get_object_or_404(
        PerekomendasiCapaian.objects.visible_to(request.pelaku).select_related("instansi", "unit"), uuid=uuid
    )
    services.remove_perekomendasi(pelaku=request.pelaku, perekomendasi=ada)
    messages.success(request, f"{ada.unit.nama} tidak lagi dimintai rekomendasi.")
    return redirect("evaluasi:perekomendasi")
