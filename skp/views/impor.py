"""Workbooks of one SKP and of the bank: out, in with a preview, applied."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.errors import BerkasImporDitolak
from pegawai.permintaan import Permintaan
from skp import selectors, services
from skp.forms.ringan import BerkasRencanaForm
from skp.impor.lembar import JUDUL_LEMBAR
from skp.laporan.ringan import XLSX, bank_xlsx, skp_xlsx
from skp.models import ImporRencana, Skp
from skp.permissions import require
from skp.permissions.ringan import may_manage_bank
from skp.views.sunting import get_skp, get_skp_sunting

MAKS_TAMPIL = 300


def _unduh(isi: bytes, nama: str) -> HttpResponse:
    response = HttpResponse(isi, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{nama}"'
    return response


@require_safe
def skp_ekspor(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One SKP as a workbook, for whoever may see it."""
    skp = get_skp(request, uuid)
    return _unduh(skp_xlsx(selectors.dokumen_skp(skp)), f"skp-{skp.periode.tahun}.xlsx")


@require_safe
def bank_ekspor(request: Permintaan) -> HttpResponse:
    require(may_manage_bank(request.pelaku))
    return _unduh(bank_xlsx(request.pelaku), "bank-rhk.xlsx")


def _unggah(request: Permintaan, skp: Skp | None, periksa: Callable[..., ImporRencana]) -> HttpResponse:
    """Take a workbook; whatever is wrong with it is said in a sentence."""
    form = BerkasRencanaForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = BerkasRencanaForm(request.POST, request.FILES)
    if form.is_bound and form.is_valid():
        berkas = form.cleaned_data["berkas"]
        try:
            impor = periksa(berkas=berkas, nama=berkas.name)
        except BerkasImporDitolak as galat:
            form.add_error("berkas", galat.pesan)
        else:
            return redirect("skp:impor", impor.uuid)
    konteks = {"skp": skp, "form": form}
    return render(request, "skp/impor_form.html", konteks, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def skp_impor(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp_sunting(request, uuid)

    def periksa(**isi: Any) -> ImporRencana:
        return services.preview_impor_skp(pelaku=request.pelaku, skp=skp, **isi)

    return _unggah(request, skp, periksa)


@require_http_methods(["GET", "POST"])
def bank_impor(request: Permintaan) -> HttpResponse:
    require(may_manage_bank(request.pelaku))

    def periksa(**isi: Any) -> ImporRencana:
        return services.preview_impor_bank(pelaku=request.pelaku, **isi)

    return _unggah(request, None, periksa)


def _impor(request: Permintaan, uuid: UUID) -> ImporRencana:
    return get_object_or_404(
        ImporRencana.objects.visible_to(request.pelaku).select_related("skp__periode"), uuid=uuid
    )


@require_safe
def impor(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What a workbook would change, row by row; first what is refused, then what changes."""
    i = _impor(request, uuid)
    urut = {"ditolak": 0, "baru": 1, "berubah": 2, "perulangan": 3, "sama": 4}
    baris = sorted(i.baris, key=lambda b: urut[b["hasil"]])
    hitung = {h: sum(b["hasil"] == h for b in baris) for h in urut}
    konteks = {
        "impor": i,
        "baris": [b | {"judul": JUDUL_LEMBAR[b["lembar"]]} for b in baris[:MAKS_TAMPIL]],
        "lebih": max(0, len(baris) - MAKS_TAMPIL),
        "hitung": hitung,
        "akan": hitung["baru"] + hitung["berubah"],
        "kembali": _kembali(i),
    }
    return render(request, "skp/impor_detail.html", konteks)


def _kembali(i: ImporRencana) -> str:
    return reverse("skp:hasil_kerja", args=[i.skp.uuid]) if i.skp else reverse("skp:bank")


@require_POST
def impor_terapkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = services.apply_impor_rencana(pelaku=request.pelaku, impor=_impor(request, uuid))
    jumlah = sum(b["hasil"] in ("baru", "berubah") for b in i.baris)
    messages.success(request, f"{jumlah} baris diterapkan.")
    return redirect(_kembali(i))


@require_POST
def impor_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = _impor(request, uuid)
    services.cancel_impor_rencana(pelaku=request.pelaku, impor=i)
    messages.success(request, "Pratinjau dibatalkan. Tidak ada yang berubah.")
    return redirect(_kembali(i))
