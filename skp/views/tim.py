"""The penilai: his queue, one SKP with his decision beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, selectors, services
from skp.forms import CatatanForm, SetujuForm, TimForm
from skp.models import Skp
from skp.rules import StatusSkp
from skp.views.sunting import get_skp

PER_HALAMAN = 25


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """Everyone's SKP whom this person rates, what waits first."""
    form = TimForm(request.GET)
    saring = form.cleaned_data if form.is_valid() else {}
    semua = selectors.tim_skp(request.pelaku, **saring)
    hitung = selectors.hitung_tim(request.pelaku)
    konteks = {
        "form": form,
        "page_obj": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
        "disaring": any(saring.values()),
        "ringkas": ", ".join(
            f"{hitung[s]} {'menunggu Anda' if s == StatusSkp.DIAJUKAN else s.label.lower()}"
            for s in StatusSkp
            if s in hitung
        ),
        "pertama": selectors.antrean_skp(request.pelaku).values_list("uuid", flat=True).first(),
        "belum": selectors.belum_menyusun(request.pelaku, timezone.localdate()),
    }
    return render(request, "skp/tim_list.html", konteks)


def _tinjau(request: Permintaan, skp: Skp, form: CatatanForm, status: int = 200) -> HttpResponse:
    dokumen = selectors.dokumen_skp(skp)
    konteks = {
        "skp": skp,
        "dokumen": dokumen,
        "keadaan": selectors.keadaan_of(dokumen, request.pelaku),
        "boleh": selectors.tindakan_of(request.pelaku, dokumen),
        "dukungan": selectors.dukungan_of(request.pelaku, dokumen),
        "antrean": selectors.letak_antrean(request.pelaku, skp),
        "form": form,
    }
    return render(request, "skp/skp_review.html", konteks, status=status)


@require_safe
def tinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The SKP beside the leader's RHK; the decision at its right."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_review_skp(request.pelaku, skp))
    return _tinjau(request, skp, CatatanForm(initial={"nomor_sunting": skp.nomor_sunting}))


@require_POST
def setujui(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    form = SetujuForm(request.POST)
    nomor = form.cleaned_data["nomor_sunting"] if form.is_valid() else None
    sesudah = selectors.letak_antrean(request.pelaku, skp).sesudah
    services.approve_skp(pelaku=request.pelaku, skp=skp, nomor_sunting=nomor)
    return _lanjut(request, sesudah, f"SKP {skp.pegawai.nama_lengkap} disetujui dan berlaku.")


@require_POST
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    form = CatatanForm(request.POST)
    sesudah = selectors.letak_antrean(request.pelaku, skp).sesudah
    if form.is_valid():
        services.return_skp(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
        return _lanjut(request, sesudah, f"SKP {skp.pegawai.nama_lengkap} dikembalikan dengan catatan.")
    permissions.require(permissions.may_review_skp(request.pelaku, skp))
    return _tinjau(request, skp, form, status=422)


def _lanjut(request: Permintaan, sesudah: UUID | None, pesan: str) -> HttpResponse:
    """On to the next one that waits; back to the list when none is left."""
    messages.success(request, pesan)
    return redirect("skp:tinjau", sesudah) if sesudah else redirect("skp:tim")
