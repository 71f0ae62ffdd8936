"""Versions of an SKP: beginning a revision, comparing two, the whole history."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors, services
from skp.forms.alur import BandingForm, RevisiForm
from skp.models import Skp
from skp.rules import StatusSkp
from skp.services.bersama import check_gerak
from skp.views.sunting import get_skp

PER_HALAMAN = 50


@require_http_methods(["GET", "POST"])
def revisi(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask for the reason, then open the proposal; the SKP in force stays as it is."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_revise_skp(request.pelaku, skp))
    check_gerak(skp, StatusSkp.DIREVISI)
    rules.check_bisa_direvisi(selesai=skp.selesai, pada=timezone.localdate())
    ada = selectors.usulan_of(skp)
    if ada is not None:
        messages.info(request, "Revisi SKP ini sudah disusun. Lanjutkan revisi itu.")
        return redirect("skp:detail", ada.uuid)
    form = RevisiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        usulan = services.start_revisi(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
        milik = skp.pegawai_id == request.pelaku.pk
        messages.success(
            request,
            "Draf revisi dibuat. Ubah seperlunya, lalu ajukan."
            if milik
            else f"Revisi diminta. {skp.pegawai.nama_lengkap} melihatnya di berandanya.",
        )
        return redirect("skp:detail", usulan.uuid if milik else skp.uuid)
    konteks = {"skp": skp, "form": form, "milik": skp.pegawai_id == request.pelaku.pk}
    return render(request, "skp/revisi_form.html", konteks, status=422 if form.errors else 200)


def nama_versi(skp: Skp) -> str:
    """A version in a list: "SKP 2026 versi 2 (berjalan)"."""
    keadaan = "usulan revisi" if skp.is_usulan else skp.get_status_display().lower()
    return f"SKP {skp.periode.tahun} versi {skp.versi} ({keadaan})"


@require_safe
def banding(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Two versions, or this year's and last year's, with the words that differ."""
    skp = get_skp(request, uuid)
    semua = selectors.versi_of(request.pelaku, skp)
    lalu = selectors.tahun_lalu_of(request.pelaku, skp)
    pilihan = [(s, nama_versi(s)) for s in [*semua, *([lalu] if lalu else [])]]
    form = BandingForm(request.GET or None, pilihan=pilihan)
    sah = form.is_valid()
    baru = form.daftar.get(form.cleaned_data["baru"] if sah else "", skp)
    lama = form.daftar.get(form.cleaned_data["lama"] if sah else "", _sebelum(baru, semua, lalu))
    form.initial = {"lama": str(lama.uuid), "baru": str(baru.uuid)}
    konteks = {
        "skp": skp,
        "form": form if sah and request.GET else BandingForm(pilihan=pilihan, initial=form.initial),
        "sendiri": len(pilihan) < 2,
        "nama_lama": nama_versi(lama),
        "nama_baru": nama_versi(baru),
        "banding": selectors.banding_of(lama, baru) if lama.pk != baru.pk else None,
    }
    return render(request, "skp/banding.html", konteks)


def _sebelum(skp: Skp, semua: list[Skp], lalu: Skp | None) -> Skp:
    """What one most likely wants to compare with: the version before, else last year's."""
    lebih_tua = [s for s in semua if s.versi < skp.versi]
    return lebih_tua[0] if lebih_tua else lalu or skp


@require_safe
def riwayat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Who did what when and why, over all versions, on one page."""
    skp = get_skp(request, uuid)
    semua = selectors.riwayat_of(skp)
    konteks = {
        "skp": skp,
        "page_obj": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
        "versi": [(s, nama_versi(s)) for s in selectors.versi_of(request.pelaku, skp)],
    }
    return render(request, "skp/riwayat.html", konteks)
