"""Requests for feedback: what I was asked, what I asked, asking, declining, calling back."""

from __future__ import annotations

import uuid as uuid_lib

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import selectors, services
from kinerja.forms import PermintaanForm, TolakForm, tempel_galat
from kinerja.models import CatatanHarian, PermintaanUmpanBalik
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from skp.models import RencanaHasilKerja, Skp
from skp.rules import STATUS_TETAP

PER_HALAMAN = 30


@require_safe
def permintaan(request: Permintaan) -> HttpResponse:
    """What waits for my answer, and what I asked of others."""
    masuk = list(selectors.permintaan_masuk(request.pelaku)[:100])
    konteks = {
        "masuk": masuk,
        "permintaan": len(masuk),
        "halaman": Paginator(selectors.permintaan_saya(request.pelaku), PER_HALAMAN).get_page(
            request.GET.get("page")
        ),
        "hari": timezone.localdate(),
        "tolak": TolakForm(auto_id=False),
    }
    return render(request, "kinerja/permintaan.html", konteks)


def _skp(request: Permintaan) -> Skp | None:
    skp = selectors.skp_kini(request.pelaku)
    return skp if skp is not None and skp.status in STATUS_TETAP else None


@require_http_methods(["GET", "HEAD", "POST"])
def permintaan_buat(request: Permintaan) -> HttpResponse:
    """Ask one other: to whom, about what, in own words."""
    skp = _skp(request)
    if skp is None:
        return render(request, "kinerja/permintaan_buat.html", {"skp": None, "form": None, "catatan": None})
    hari = timezone.localdate()
    form = PermintaanForm(
        request.POST if request.method == "POST" else None,
        lawan=selectors.dapat_diminta(request.pelaku),
        rhk=RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id"),
        catatan=_catatan(request, skp),
        hari=hari,
        initial={"kepada": request.GET.get("kepada", ""), "sasaran": request.GET.get("tentang", "")},
    )
    if request.method == "POST" and form.is_valid() and _terkirim(request, skp, form):
        return redirect("kinerja:permintaan")
    konteks = {"form": form, "skp": skp, "catatan": form.catatan}
    return render(request, "kinerja/permintaan_buat.html", konteks, status=422 if form.errors else 200)


def _catatan(request: Permintaan, skp: Skp) -> CatatanHarian | None:
    kunci = baca_uuid(request.GET.get("catatan", ""))
    if kunci is None:
        return None
    return get_object_or_404(CatatanHarian.objects.aktif().select_related("rhk"), skp=skp, uuid=kunci)


def _terkirim(request: Permintaan, skp: Skp, form: PermintaanForm) -> bool:
    try:
        minta = services.request_umpan_balik(pelaku=request.pelaku, skp=skp, **form.untuk_layanan())
    except Dilarang as galat:
        # a relation that ended while the page stood open: the words stay, another is chosen
        form.add_error("kepada", galat.pesan)
        return False
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return False
    messages.success(request, f"Permintaan terkirim kepada {minta.kepada.nama_akhir}.")
    return True


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> PermintaanUmpanBalik:
    return get_object_or_404(PermintaanUmpanBalik.objects.visible_to(request.pelaku), uuid=uuid)


@require_POST
def permintaan_tolak(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Say politely that one cannot answer."""
    form = TolakForm(request.POST)
    alasan = form.cleaned_data["alasan"] if form.is_valid() else request.POST.get("alasan", "")
    services.decline_permintaan(pelaku=request.pelaku, permintaan=_terlihat(request, uuid), alasan=alasan)
    messages.info(request, "Pengirim diberi tahu bahwa Anda belum dapat menjawab.")
    return redirect("kinerja:permintaan")


@require_POST
def permintaan_cabut(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    services.cancel_permintaan(pelaku=request.pelaku, permintaan=_terlihat(request, uuid))
    messages.info(request, "Permintaan dicabut.")
    return redirect("kinerja:permintaan")
