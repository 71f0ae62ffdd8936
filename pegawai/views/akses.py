"""Access: first passwords and granted roles."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from pegawai import permissions, services
from pegawai.forms.orang import AlasanForm, PeranForm
from pegawai.models import Pegawai, PeranDiberikan
from pegawai.permintaan import Permintaan
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
    konteks = {"pegawai": pegawai, "sandi": sandi, "sampai": timezone.now() + MASA_SANDI_AWAL}
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
