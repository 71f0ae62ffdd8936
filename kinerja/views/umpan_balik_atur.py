"""What is set for feedback: the agency's rules and rhythms, and openers."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kinerja import permissions, selectors, services
from kinerja.forms import FrasaForm, IramaForm, PengaturanForm, tempel_galat
from kinerja.models import FrasaUmpanBalik, IramaUnit
from kinerja.rules import HARI_IRAMA_BAWAAN
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan


@require_http_methods(["GET", "HEAD", "POST"])
def atur(request: Permintaan) -> HttpResponse:
    """The agency's rules: how long, who, how often, with which openers."""
    permissions.require(permissions.may_set_umpan_balik(request.pelaku))
    pengaturan = selectors.pengaturan_of(request.pelaku.instansi_id)
    form = PengaturanForm(request.POST if request.method == "POST" else None, pengaturan=pengaturan)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_pengaturan(pelaku=request.pelaku, **form.cleaned_data)
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Aturan umpan balik disimpan.")
            return redirect("kinerja:umpan_balik_atur")
    return _halaman(request, form=form)


def _halaman(request: Permintaan, **form: Any) -> HttpResponse:
    pengaturan = selectors.pengaturan_of(request.pelaku.instansi_id)
    konteks: dict[str, Any] = {
        "form": PengaturanForm(pengaturan=pengaturan),
        "form_irama": IramaForm(pelaku=request.pelaku, auto_id="irama_%s"),
        "form_frasa": FrasaForm(auto_id="frasa_%s"),
        "irama": selectors.irama_instansi(request.pelaku.instansi_id),
        "hari_bawaan": HARI_IRAMA_BAWAAN,
        "frasa": [f for f in selectors.frasa_of(request.pelaku) if f.pemilik_id is None],
        **form,
    }
    galat = next((f for f in form.values() if f.is_bound and f.errors), None)
    konteks["form_galat"] = galat
    return render(request, "kinerja/umpan_balik_atur.html", konteks, status=422 if galat else 200)


@require_POST
def irama_atur(request: Permintaan) -> HttpResponse:
    """Set a rhythm, for the agency or a unit and below."""
    permissions.require(permissions.may_set_umpan_balik(request.pelaku))
    form = IramaForm(request.POST, pelaku=request.pelaku, auto_id="irama_%s")
    if not form.is_valid():
        return _halaman(request, form_irama=form)
    try:
        services.set_irama(pelaku=request.pelaku, **form.cleaned_data)
    except Dilarang:
        raise
    except AturanDilanggar as galat:
        form.tolak(galat)
        return _halaman(request, form_irama=form)
    messages.success(request, "Irama umpan balik disimpan.")
    return redirect("kinerja:umpan_balik_atur")


@require_POST
def irama_hapus(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    permissions.require(permissions.may_set_umpan_balik(request.pelaku))
    irama = get_object_or_404(IramaUnit, instansi=request.pelaku.instansi_id, uuid=uuid)
    services.remove_irama(pelaku=request.pelaku, irama=irama)
    messages.info(request, "Irama dihapus. Aturan di atasnya berlaku lagi.")
    return redirect("kinerja:umpan_balik_atur")


@require_http_methods(["GET", "HEAD", "POST"])
def frasa(request: Permintaan) -> HttpResponse:
    """My openers: keep and throw away."""
    form = FrasaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_frasa(pelaku=request.pelaku, **form.cleaned_data)
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Kalimat pembuka disimpan.")
            return redirect("kinerja:frasa")
    semua = selectors.frasa_of(request.pelaku)
    konteks = {
        "form": form,
        "sendiri": [f for f in semua if f.pemilik_id],
        "bersama": [
            p
            for p in selectors.pembuka_of(request.pelaku)
            if p.teks not in {f.teks for f in semua if f.pemilik_id}
        ],
    }
    return render(request, "kinerja/frasa.html", konteks, status=422 if form.errors else 200)


@require_POST
def frasa_bersama(request: Permintaan) -> HttpResponse:
    """Keep an opener for everybody in the agency."""
    permissions.require(permissions.may_set_umpan_balik(request.pelaku))
    form = FrasaForm(request.POST, auto_id="frasa_%s")
    if not form.is_valid():
        return _halaman(request, form_frasa=form)
    try:
        services.save_frasa(pelaku=request.pelaku, bersama=True, **form.cleaned_data)
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return _halaman(request, form_frasa=form)
    messages.success(request, "Kalimat pembuka disimpan untuk semua.")
    return redirect("kinerja:umpan_balik_atur")


@require_POST
def frasa_hapus(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    baris = get_object_or_404(FrasaUmpanBalik, instansi=request.pelaku.instansi_id, uuid=uuid)
    services.remove_frasa(pelaku=request.pelaku, frasa=baris)
    messages.info(request, "Kalimat pembuka dihapus.")
    return redirect("kinerja:frasa" if baris.pemilik_id else "kinerja:umpan_balik_atur")
