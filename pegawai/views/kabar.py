"""Notifications, what one wants to hear, and the key of the calendar feed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai import selectors, services
from pegawai.forms.kabar import SetelanKabarForm
from pegawai.models import Kabar
from pegawai.permintaan import Permintaan
from pegawai.rules import JenisKabar


@require_safe
def kabar(request: Permintaan) -> HttpResponse:
    """What happened, the newest first; only the new ones, or one kind, on demand."""
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in set(JenisKabar) else ""
    baru = request.GET.get("baru") == "1"
    konteks = {
        "halaman": selectors.halaman_kunci(
            selectors.kabar_of(request.pelaku, jenis=jenis, baru=baru),
            ("-dibuat_pada", "-id"),
            sesudah=request.GET.get("sesudah", ""),
            sebelum=request.GET.get("sebelum", ""),
        ),
        "jenis": jenis,
        "baru": baru,
        "pilihan": JenisKabar.choices(),
        "ada_baru": getattr(request.user, "ada_kabar", False),
    }
    return render(request, "pegawai/kabar.html", konteks)


@require_POST
def kabar_buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Mark one as read and go where it leads."""
    satu = get_object_or_404(Kabar.objects.visible_to(request.pelaku), uuid=uuid)
    services.mark_kabar_read(pelaku=request.pelaku, kabar=satu)
    return redirect(satu.tautan)


@require_POST
def kabar_baca(request: Permintaan) -> HttpResponse:
    """Mark all of them as read."""
    jumlah = services.mark_kabar_read(pelaku=request.pelaku)
    messages.success(request, f"{jumlah} kabar ditandai dibaca." if jumlah else "Tidak ada kabar baru.")
    return redirect("kabar:kabar")


@require_http_methods(["GET", "POST"])
def setelan(request: Permintaan) -> HttpResponse:
    """Kinds on or off, the digest, the calendar."""
    kini = selectors.setelan_of(request.pelaku)
    form = SetelanKabarForm(request.POST if request.method == "POST" else None, setelan=kini)
    if request.method == "POST" and form.is_valid():
        services.set_kabar(pelaku=request.pelaku, **form.untuk_service())
        messages.success(request, "Setelan kabar disimpan.")
        return redirect("kabar:setelan")
    return render(
        request, "pegawai/kabar_setelan.html", _konteks(request, form), status=422 if form.errors else 200
    )


def _konteks(request: Permintaan, form: SetelanKabarForm, alamat: str = "") -> dict[str, Any]:
    return {
        "form": form,
        "setelan": form.setelan,
        "surel": request.user.email,
        "tak_sampai": selectors.ringkasan_tak_sampai(request.pelaku),
        "alamat": alamat,
    }


@require_POST
def kalender_buat(request: Permintaan) -> HttpResponse:
    """Make a new address and show it, this once."""
    kunci = services.make_kunci_kalender(pelaku=request.pelaku)
    form = SetelanKabarForm(setelan=selectors.setelan_of(request.pelaku))
    konteks = _konteks(request, form, services.alamat_kalender(kunci))
    response = render(request, "pegawai/kabar_setelan.html", konteks)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def kalender_cabut(request: Permintaan) -> HttpResponse:
    """Close the feed."""
    services.revoke_kunci_kalender(pelaku=request.pelaku)
    messages.success(request, "Alamat kalender dicabut. Kalender yang memakainya berhenti diperbarui.")
    return redirect("kabar:setelan")
