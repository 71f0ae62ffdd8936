"""Follow-up of results: the list, one entry, the agency's rules."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, services
from evaluasi.forms.tindak_lanjut import (
    AturanUsulanForm,
    SaringTindakForm,
    TindakLanjutForm,
    TutupTindakForm,
)
from evaluasi.models import AturanUsulan
from evaluasi.rules import JenisTindakLanjut, StatusTindakLanjut
from evaluasi.selectors.tindak_lanjut import KEADAAN_TINDAK, daftar_tindak_lanjut
from evaluasi.views.penilaian import get_evaluasi
from kinerja.forms import tempel_galat
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan

SEHALAMAN = 50


@require_safe
def tindak_daftar(request: Permintaan) -> HttpResponse:
    """Who has which open follow-up, as far as this person may see."""
    keadaan = request.GET.get("keadaan", "")
    keadaan = keadaan if keadaan in KEADAAN_TINDAK else ""
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in set(JenisTindakLanjut) else ""
    saring = {"keadaan": keadaan, "jenis": jenis, "cari": request.GET.get("cari", "")[:100]}
    semua = daftar_tindak_lanjut(request.pelaku, **saring)
    konteks = {
        "page_obj": Paginator(semua, SEHALAMAN).get_page(request.GET.get("page")),
        "form": SaringTindakForm(saring),
        "is_disaring": any(saring.values()),
    }
    return render(request, "evaluasi/tindak_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def tindak_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Write down what follows from a final evaluation; its note is offered as the words."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_add_tindak_lanjut(request.pelaku, evaluasi))
    form = TindakLanjutForm(
        request.POST if request.method == "POST" else None,
        initial={"uraian": evaluasi.catatan_rekomendasi, "jenis": JenisTindakLanjut.REKOMENDASI.value},
    )
    if request.method == "POST" and form.is_valid():
        try:
            tindak = services.add_tindak_lanjut(pelaku=request.pelaku, evaluasi=evaluasi, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Tindak lanjut dicatat.")
            return redirect("evaluasi:tindak", tindak.uuid)
    konteks = {"evaluasi": evaluasi, "form": form}
    return render(request, "evaluasi/tindak_tambah.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def tindak(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One follow-up; settled by whoever may."""
    t: Any = get_object_or_404(daftar_tindak_lanjut(request.pelaku, keadaan="semua"), uuid=uuid)
    boleh = permissions.may_close_tindak_lanjut(request.pelaku, t)
    form = TutupTindakForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        permissions.require(boleh)
        if form.is_valid():
            try:
                services.close_tindak_lanjut(pelaku=request.pelaku, tindak=t, **form.cleaned_data)
            except AturanDilanggar as galat:
                tempel_galat(form, galat)
            else:
                messages.success(request, "Tindak lanjut ditutup. Hasilnya tercatat.")
                return redirect("evaluasi:tindak_daftar")
    bina = t.jenis == JenisTindakLanjut.PEMBINAAN and t.status == StatusTindakLanjut.TERBUKA
    konteks = {
        "t": t,
        "form": form if boleh else None,
        "boleh_bina": bina and permissions.may_plan_pembinaan_dari(request.pelaku, t.evaluasi),
    }
    return render(request, "evaluasi/tindak.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def usulan_aturan(request: Permintaan) -> HttpResponse:
    """When rewards and developments are proposed."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_aturan_usulan(request.pelaku, instansi))
    form = AturanUsulanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_aturan_usulan(pelaku=request.pelaku, instansi=instansi, **form.cleaned_data)
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Aturan ditambah. Berlaku bagi hasil yang final sesudah ini.")
            return redirect("evaluasi:usulan_aturan")
    konteks = {"form": form, "aturan": AturanUsulan.objects.filter(instansi=instansi)}
    return render(request, "evaluasi/usulan_aturan.html", konteks, status=422 if form.errors else 200)


@require_POST
def usulan_alih(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Switch a rule off, or on again."""
    aturan = get_object_or_404(AturanUsulan, uuid=uuid, instansi=request.pelaku.instansi)
    aturan = services.toggle_aturan_usulan(pelaku=request.pelaku, aturan=aturan)
    messages.success(request, "Aturan berlaku lagi." if aturan.is_aktif else "Aturan dihentikan.")
    return redirect(reverse("evaluasi:usulan_aturan"))
