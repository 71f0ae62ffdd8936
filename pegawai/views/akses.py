"""Access: first passwords and granted roles."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from pegawai import permissions, selectors, services
from pegawai.forms.orang import AlasanForm, PeranForm
from pegawai.models import Pegawai, PeranDiberikan
from pegawai.permintaan import Permintaan
from pegawai.selectors import UKURAN_HALAMAN, Saringan
from pegawai.services.akun import MASA_SANDI_AWAL
from pegawai.views.bersama import formulir, pegawai_dikelola


@never_cache
@sensitive_variables("sandi")
@require_http_methods(["GET", "POST"])
def akses_reset(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask first; then show the first password once, on a page that is kept nowhere."""
    pegawai, kini = pegawai_dikelola(request, uuid)
    permissions.require(permissions.may_reset_akses(request.pelaku, pegawai, kini.unit if kini else None))
    if request.method == "GET":
        return render(request, "pegawai/akses_reset.html", {"pegawai": pegawai})
    sandi = services.reset_akses(pelaku=request.pelaku, pegawai=pegawai)
    pegawai.refresh_from_db()
    return _slip(
        request, [services.SandiAwal(pegawai, sandi)], reverse("pegawai:pegawai_detail", args=[uuid])
    )


@never_cache
@sensitive_variables("hasil")
@require_http_methods(["POST"])
def akses_massal(request: Permintaan) -> HttpResponse:
    """First passwords for the ticked people, on one sheet to cut up."""
    permissions.require(permissions.may_hand_out_sandi(request.pelaku))
    daftar = f"{reverse('pegawai:pegawai_daftar')}?keadaan={Saringan.BELUM_BISA_MASUK}"
    dipilih = [u for u in map(selectors.baca_uuid, request.POST.getlist("pilih")) if u][:UKURAN_HALAMAN]
    if not dipilih:
        messages.info(request, "Centang dahulu pegawai yang akan diberi sandi awal.")
        return redirect(daftar)
    orang = Pegawai.objects.visible_to(request.pelaku).filter(uuid__in=dipilih).select_related("pengguna")
    hasil = services.hand_out_sandi(pelaku=request.pelaku, pegawai=orang.order_by("nama", "id"))
    return _slip(request, hasil, daftar)


def _slip(request: Permintaan, hasil: list[services.SandiAwal], kembali: str) -> HttpResponse:
    konteks = {
        "slip": [h for h in hasil if h.sandi],
        "dilewati": [h for h in hasil if not h.sandi],
        "sampai": timezone.now() + MASA_SANDI_AWAL,
        "kembali": kembali,
        "alamat": settings.ALAMAT_APLIKASI,
    }
    return render(request, "pegawai/akses_slip.html", konteks)


@require_http_methods(["GET", "POST"])
def peran_beri(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Grant admin kepegawaian, pimpinan or auditor."""
    pegawai, _ = pegawai_dikelola(request, uuid)
    permissions.require(permissions.may_grant_peran(request.pelaku))
    return formulir(
        request,
        PeranForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.grant_peran(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=_detail(pegawai),
        pesan=lambda p: f"Peran {p.get_peran_display().lower()} diberikan.",
        judul="Beri peran",
        akibat="Peran pegawai, penilai, dan ketua tim tidak perlu diberikan. Ketiganya mengikuti penempatan.",
        tombol="Beri peran",
        pegawai=pegawai,
    )


@require_http_methods(["GET", "POST"])
def peran_cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a granted role back."""
    diberikan = get_object_or_404(
        PeranDiberikan.objects.filter(pegawai__in=Pegawai.objects.visible_to(request.pelaku)).select_related(
            "pegawai", "unit", "instansi"
        ),
        uuid=uuid,
    )
    permissions.require(permissions.may_grant_peran(request.pelaku))
    peran = diberikan.get_peran_display().lower()
    cakupan = diberikan.unit.nama if diberikan.unit else "seluruh instansi"
    return formulir(
        request,
        AlasanForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.revoke_peran(pelaku=request.pelaku, diberikan=diberikan, **isian),
        tujuan=_detail(diberikan.pegawai),
        pesan=f"Peran {peran} dicabut.",
        judul=f"Cabut peran {peran}",
        akibat=f"Peran untuk {cakupan} berakhir saat ini juga.",
        tombol="Cabut peran",
        pegawai=diberikan.pegawai,
    )


def _detail(pegawai: Pegawai) -> str:
    return reverse("pegawai:pegawai_detail", args=[pegawai.uuid])
