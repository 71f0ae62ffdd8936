"""Notes pinned to the items of an SKP, and many SKP decided at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from pegawai.permintaan import Permintaan
from skp import permissions, selectors, services
from skp.forms.alur import JawabanForm, SematForm
from skp.models import CatatanTinjauan, Skp
from skp.views.sunting import get_skp
from skp.views.tim import show_tinjau

BATAS_SEKALIGUS = 100


@require_POST
def sematkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Pin a note, then back to the item it is on."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_pin_catatan(request.pelaku, skp))
    form = SematForm(request.POST, daftar=selectors.sasaran_of(skp))
    if not form.is_valid():
        if skp.pegawai_id == request.pelaku.pk:
            messages.error(
                request, " ".join(str(pesan) for daftar in form.errors.values() for pesan in daftar)
            )
            return redirect("skp:detail", uuid)
        return show_tinjau(request, skp, semat=form, status=422)
    services.pin_catatan(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
    messages.success(request, "Catatan disematkan.")
    return _ke_butir(request, skp, form.cleaned_data["sasaran"])


def _ke_butir(request: Permintaan, skp: Skp, sasaran: str) -> HttpResponse:
    """The page on which this person reads the SKP, at the item."""
    halaman = "skp:detail" if permissions.is_penyusun(request.pelaku, skp) else "skp:tinjau"
    if skp.pegawai_id == request.pelaku.pk:
        halaman = "skp:detail"
    return redirect(f"{reverse(halaman, args=[skp.uuid])}#{sasaran}")


def _catatan(request: Permintaan, uuid: UUID) -> CatatanTinjauan:
    catatan = get_object_or_404(
        CatatanTinjauan.objects.visible_to(request.pelaku).select_related("rhk", "indikator"), uuid=uuid
    )
    catatan.skp = selectors.skp_halaman(request.pelaku).get(pk=catatan.skp_id)
    return catatan


@require_POST
def lepas(request: Permintaan, uuid: UUID) -> HttpResponse:
    catatan = _catatan(request, uuid)
    skp, sasaran = catatan.skp, catatan.sasaran
    services.unpin_catatan(pelaku=request.pelaku, catatan=catatan)
    messages.success(request, "Catatan dilepas.")
    return _ke_butir(request, skp, sasaran)


@require_POST
def selesai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Mark a note as mended; the page comes back at its item."""
    catatan = _catatan(request, uuid)
    form = JawabanForm(request.POST)
    jawaban = form.cleaned_data["jawaban"] if form.is_valid() else ""
    services.settle_catatan(pelaku=request.pelaku, catatan=catatan, jawaban=jawaban)
    messages.success(request, "Ditandai sudah diperbaiki.")
    return _ke_butir(request, catatan.skp, catatan.sasaran)


@require_POST
def buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    catatan = _catatan(request, uuid)
    services.reopen_catatan(pelaku=request.pelaku, catatan=catatan)
    messages.success(request, "Catatan ditandai belum selesai.")
    return _ke_butir(request, catatan.skp, catatan.sasaran)


@require_POST
def setujui_massal(request: Permintaan) -> HttpResponse:
    """Approve what was ticked, each by itself, and name what became of each."""
    pilih = list(dict.fromkeys(request.POST.getlist("pilih")))[:BATAS_SEKALIGUS]
    ada = {str(s.uuid): s for s in selectors.skp_halaman(request.pelaku).filter(uuid__in=_uuid(pilih))}
    if not ada:
        messages.warning(request, "Belum ada SKP yang dipilih. Centang satu atau lebih, lalu tekan Setujui.")
        return redirect("skp:tim")
    hasil = services.approve_many(
        pelaku=request.pelaku, pilihan=[(s, _nomor(request, kunci)) for kunci, s in ada.items()]
    )
    konteks = {
        "disetujui": [h for h in hasil if h.disetujui],
        "ditolak": [h for h in hasil if not h.disetujui],
        "hilang": len(pilih) - len(ada),
    }
    return render(request, "skp/massal_hasil.html", konteks)


def _uuid(pilih: list[str]) -> list[UUID]:
    hasil = []
    for teks in pilih:
        try:
            hasil.append(UUID(teks))
        except ValueError:
            continue
    return hasil


def _nomor(request: Permintaan, kunci: str) -> int | None:
    teks = request.POST.get(f"nomor-{kunci}", "")
    return int(teks) if teks.isdecimal() and len(teks) < 10 else None
