"""The results: RHK with the leader's RHK they serve, and their indicators."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.permintaan import Permintaan
from skp import rules, selectors, services
from skp.forms import RhkForm
from skp.forms.indikator import IndikatorForm
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.rules import JenisTerhapus
from skp.views.sunting import Suntingan, answer_simpan, check_sunting, get_indikator, get_rhk, get_skp_sunting


@require_safe
def hasil_kerja(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp_sunting(request, uuid)
    dokumen = selectors.dokumen_skp(skp)
    konteks = {
        "skp": skp,
        "dokumen": dokumen,
        "bebas": sum(1 for r in dokumen.rhk if r.rhk_pimpinan_teks and not r.rhk_pimpinan_id),
        "titipan": selectors.titipan_of(skp),
        "tawaran": selectors.banding_pk_skp_of(skp),
        "fokus": request.GET.get("fokus", ""),
        "terhapus": selectors.terhapus_of(skp, JenisTerhapus.RHK, JenisTerhapus.INDIKATOR),
        "tinjauan": selectors.tinjauan_of(skp, request.pelaku),
    }
    return render(request, "skp/rhk_list.html", konteks)


def _rhk(request: Permintaan, skp: Skp, rhk: RencanaHasilKerja | None) -> HttpResponse:
    """The page of one RHK, new or known; its search for other leaders saves nothing."""
    cari, bank = request.POST.get("cari", "")[:100], request.POST.get("bank", "")[:100]
    pakai = selectors.bank_terpilih(skp, request.POST.get("pakai_bank", ""))
    if {"cari_rujukan", "cari_bank", "pakai_bank"} & set(request.POST):
        awal = request.POST.dict() | {"perspektif": request.POST.getlist("perspektif")}
        form = RhkForm(initial=awal | ({"teks": pakai.teks} if pakai else {}), skp=skp, rhk=rhk)
    else:
        form = RhkForm(request.POST if request.method == "POST" else None, skp=skp, rhk=rhk)
    konteks: dict[str, Any] = {
        "skp": skp,
        "rhk": rhk,
        "form": form,
        "kelompok": [] if skp.is_jpt else _kelompok(skp, form, cari),
        "cari": cari,
        "indikator": rhk.indikator.order_by("urutan", "id") if rhk else [],
        "nasihat": selectors.nasihat_satu(skp, rhk) if rhk else [],
        "bank": bank,
        "panel": selectors.panel_rhk(skp, bank) if "cari_bank" in request.POST else None,
    }
    if not form.is_bound:
        return render(request, "skp/rhk_form.html", konteks)
    hasil: list[RencanaHasilKerja] = []

    def simpan() -> str:
        hasil.append(services.save_rhk(pelaku=request.pelaku, skp=skp, rhk=rhk, **form.cleaned_data))
        return hasil[0].versi

    jawaban = answer_simpan(
        request,
        Suntingan(
            form=form,
            simpan=simpan,
            lanjut=reverse("skp:hasil_kerja", args=[skp.uuid]),
            pesan="Rencana hasil kerja disimpan.",
            template="skp/rhk_form.html",
            konteks=konteks,
            objek=rhk,
        ),
    )
    # what a new RHK needs next is its first indicator
    return redirect("skp:indikator_tambah", hasil[0].uuid) if hasil and rhk is None else jawaban


def _kelompok(skp: Skp, form: RhkForm, cari: str) -> list[selectors.KelompokRujukan]:
    """The leaders' RHK to choose from, with the one that is chosen in the form."""
    terpilih = selectors.find_rujukan(skp, form["rujukan"].value() or "")
    return selectors.rujukan_of(skp, cari=cari, terpilih=terpilih[0] if terpilih else None)


@require_http_methods(["GET", "POST"])
def rhk_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _rhk(request, get_skp_sunting(request, uuid), None)


@require_http_methods(["GET", "POST"])
def rhk_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk = get_rhk(request, uuid)
    check_sunting(request, rhk.skp)
    return _rhk(request, rhk.skp, rhk)


@require_http_methods(["GET", "POST"])
def rhk_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk = get_rhk(request, uuid)
    check_sunting(request, rhk.skp)
    if request.method == "POST":
        services.delete_rhk(pelaku=request.pelaku, rhk=rhk)
        messages.success(request, "Rencana hasil kerja dihapus. Dapat dipulihkan dari halaman ini.")
        return redirect("skp:hasil_kerja", rhk.skp.uuid)
    konteks = {"rhk": rhk, "skp": rhk.skp, "akibat": rules.akibat_hapus_rhk(*selectors.pengikut_of(rhk))}
    return render(request, "skp/rhk_delete.html", konteks)


def _indikator(
    request: Permintaan, rhk: RencanaHasilKerja, indikator: IndikatorKinerja | None
) -> HttpResponse:
    check_sunting(request, rhk.skp)
    if indikator:
        indikator.rhk = rhk
    bank = request.POST.get("bank", "")[:100]
    mencari = bool({"cari_bank", "pakai_bank"} & set(request.POST))
    if mencari:
        awal = request.POST.dict() | selectors.iki_terpilih(rhk.skp, request.POST.get("pakai_bank", ""))
        form = IndikatorForm(initial=awal, skp=rhk.skp, indikator=indikator)
    else:
        form = IndikatorForm(
            request.POST if request.method == "POST" else None, skp=rhk.skp, indikator=indikator
        )
    tawarkan = "cari_bank" in request.POST or (indikator is None and request.method == "GET")
    konteks = {
        "skp": rhk.skp,
        "rhk": rhk,
        "indikator": indikator,
        "form": form,
        "nasihat": selectors.nasihat_satu(rhk.skp, rhk, indikator.uuid) if indikator else [],
        "bank": bank,
        "panel": selectors.panel_iki(rhk, bank) if tawarkan else None,
    }
    if not form.is_bound:
        return render(request, "skp/indikator_form.html", konteks)
    lanjut = reverse("skp:hasil_kerja", args=[rhk.skp.uuid])
    if "lagi" in request.POST:
        lanjut = reverse("skp:indikator_tambah", args=[rhk.uuid])
    sunting = Suntingan(
        form=form,
        simpan=lambda: (
            services.save_indikator(
                pelaku=request.pelaku, rhk=rhk, indikator=indikator, **form.cleaned_data
            ).versi
        ),
        lanjut=lanjut,
        pesan="Indikator disimpan.",
        template="skp/indikator_form.html",
        konteks=konteks,
        objek=indikator,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def indikator_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _indikator(request, get_rhk(request, uuid), None)


@require_http_methods(["GET", "POST"])
def indikator_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, indikator = get_indikator(request, uuid)
    return _indikator(request, rhk, indikator)


@require_http_methods(["GET", "POST"])
def indikator_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, indikator = get_indikator(request, uuid)
    check_sunting(request, rhk.skp)
    if request.method == "POST":
        services.delete_indikator(pelaku=request.pelaku, indikator=indikator)
        messages.success(request, "Indikator dihapus. Dapat dipulihkan dari halaman ini.")
        return redirect("skp:hasil_kerja", rhk.skp.uuid)
    konteks = {"rhk": rhk, "skp": rhk.skp, "indikator": indikator}
    return render(request, "skp/indikator_delete.html", konteks)
