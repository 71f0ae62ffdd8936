"""One issued document: its signatures, signing it, the scan of the signed paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import PindaianForm, TandaTanganForm, TarikPindaianForm
from evaluasi.laporan.cap import HIAS
from evaluasi.models import Dokumen
from evaluasi.rules import JenisDokumen, sebutan_penanda
from evaluasi.tte import mesin_tte
from evaluasi.views.laporan import kirim_pdf, nama_unduhan
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan


def _tampil(request: Permintaan, dokumen: Dokumen, status: int = 200, **form: Any) -> HttpResponse:
    pelaku, jenis = request.pelaku, JenisDokumen(dokumen.jenis)
    tanda = list(dokumen.tanda_tangan.select_related("oleh", "dicabut_oleh"))
    baris = selectors.baris_penanda_of(dokumen, tanda)
    milik = permissions.peran_pelaku(pelaku, dokumen)
    belum = [b for b in baris if b.peran in milik and (b.tanda is None or not b.tanda.is_elektronik)]
    mesin = mesin_tte()
    boleh_pindaian = permissions.may_file_pindaian(pelaku, dokumen)
    konteks = {
        "d": dokumen,
        "baris": baris,
        "tanda": [(t, permissions.may_withdraw_pindaian(pelaku, t)) for t in tanda],
        "terakhir": next((t for t in reversed(tanda) if t.is_elektronik), None),
        "diganti": selectors.is_diganti(dokumen),
        "mesin": mesin,
        "is_uji": mesin is not None and mesin.cara == "uji",
        "contoh_passphrase": settings.TTE_UJI_PASSPHRASE if settings.DEMO else "",
        "milik": milik,
        "form": form.get("form")
        or (
            TandaTanganForm(pilihan=[(b.peran.value, b.sebutan) for b in belum], perlu_nik=mesin.perlu_nik)
            if mesin and belum
            else None
        ),
        "form_pindaian": form.get("form_pindaian")
        or (PindaianForm(pilihan=[(b.peran.value, b.sebutan) for b in baris]) if boleh_pindaian else None),
        "jenis": jenis,
    }
    return render(request, "evaluasi/dokumen_lihat.html", konteks, status=status)


@require_safe
def dokumen_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Number, fingerprint, who has signed and who has not, what I can do."""
    return _tampil(request, get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid))


@sensitive_post_parameters("passphrase", "nik")
@require_POST
def tanda_tangani(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Sign; what was typed as passphrase is never shown again."""
    dokumen = get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid)
    mesin = mesin_tte()
    permissions.require(permissions.may_sign(request.pelaku, dokumen))
    jenis = JenisDokumen(dokumen.jenis)
    form = TandaTanganForm(
        request.POST,
        pilihan=[
            (p.value, sebutan_penanda(jenis, p)) for p in permissions.peran_pelaku(request.pelaku, dokumen)
        ],
        perlu_nik=mesin is not None and mesin.perlu_nik,
    )
    if form.is_valid():
        try:
            services.sign_dokumen(pelaku=request.pelaku, dokumen=dokumen, hias=HIAS, **form.cleaned_data)
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
        else:
            messages.success(request, "Tanda tangan tersimpan. Berkas bertanda tangan dapat diunduh.")
            return redirect("evaluasi:dokumen_lihat", dokumen.uuid)
    return _tampil(request, dokumen, 422, form=form)


@require_POST
def pindaian(request: Permintaan, uuid: UUID) -> HttpResponse:
    """File the scan of the signed paper."""
    dokumen = get_object_or_404(selectors.dokumen_terlihat(request.pelaku), uuid=uuid)
    permissions.require(permissions.may_file_pindaian(request.pelaku, dokumen))
    jenis = JenisDokumen(dokumen.jenis)
    form = PindaianForm(
        request.POST,
        request.FILES,
        pilihan=[(p.value, sebutan_penanda(jenis, p)) for p in permissions.wajib_tanda(dokumen)],
    )
    if form.is_valid():
        try:
            services.file_pindaian(pelaku=request.pelaku, dokumen=dokumen, **form.cleaned_data)
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
        else:
            messages.success(request, "Pindaian tersimpan.")
            return redirect("evaluasi:dokumen_lihat", dokumen.uuid)
    return _tampil(request, dokumen, 422, form_pindaian=form)


@require_http_methods(["GET", "HEAD", "POST"])
def pindaian_tarik(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a scan back, with the reason."""
    tanda = get_object_or_404(selectors.tanda_terlihat(request.pelaku), uuid=uuid)
    permissions.require(permissions.may_withdraw_pindaian(request.pelaku, tanda))
    form = TarikPindaianForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_pindaian(pelaku=request.pelaku, tanda=tanda, **form.cleaned_data)
        messages.success(request, "Pindaian ditarik. Halaman keaslian tidak lagi mengakuinya.")
        return redirect("evaluasi:dokumen_lihat", tanda.dokumen.uuid)
    konteks = {"t": tanda, "form": form}
    return render(request, "evaluasi/pindaian_tarik.html", konteks, status=422 if form.errors else 200)


@require_safe
def tanda_unduh(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Hand out a signed file, after its hash was checked."""
    tanda = get_object_or_404(selectors.tanda_terlihat(request.pelaku), uuid=uuid)
    nama = nama_unduhan(tanda.dokumen).removesuffix(".pdf")
    return kirim_pdf(request, tanda, f"{nama}-Bertanda-Tangan.pdf")
