"""Taking over last year's SKP, or what a colleague of the same jabatan has agreed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from pegawai.selectors import halaman_kunci
from skp import selectors, services
from skp.errors import IsianTidakSah
from skp.forms.ringan import CariForm
from skp.models import Skp
from skp.permissions.ringan import is_milik_sendiri
from skp.views.sunting import get_skp_sunting

UKURAN_HALAMAN = 20


@require_safe
def salin(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What this draft can be filled from."""
    skp = get_skp_sunting(request, uuid)
    form = CariForm(request.GET)
    cari = form.cleaned_data["cari"] if form.is_valid() else ""
    halaman = halaman_kunci(
        selectors.sumber_salinan(skp, cari=cari),
        selectors.URUT_SUMBER,
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
        ukuran=UKURAN_HALAMAN,
    )
    konteks = {"skp": skp, "form": form, "halaman": halaman, "cari": cari}
    return render(request, "skp/salin_list.html", konteks)


def _sumber(skp: Skp, uuid: UUID) -> Skp:
    return get_object_or_404(selectors.sumber_salinan(skp), uuid=uuid)


@require_http_methods(["GET", "POST"])
def salin_dari(request: Permintaan, uuid: UUID, sumber: UUID) -> HttpResponse:
    """Tick what to take; everything is ticked at first."""
    skp = get_skp_sunting(request, uuid)
    asal = _sumber(skp, sumber)
    galat = ""
    if request.method == "POST":
        try:
            hasil = services.copy_skp(
                pelaku=request.pelaku, skp=skp, sumber=asal, pilih=request.POST.getlist("pilih")
            )
        except IsianTidakSah as e:
            galat = e.pesan
        else:
            messages.success(request, hasil.kalimat)
            return redirect("skp:hasil_kerja", skp.uuid)
    isi = selectors.isi_salinan(skp, asal)
    if not isi.rhk:
        raise Http404
    konteks = {
        "skp": skp,
        "sumber": asal,
        "isi": isi,
        "sendiri": is_milik_sendiri(skp, asal),
        "pilih": isi.kunci if not galat else set(),
        "galat": galat,
    }
    return render(request, "skp/salin_form.html", konteks, status=422 if galat else 200)


@require_POST
def salin_rekan(request: Permintaan) -> HttpResponse:
    """Open or close copying from colleagues for the whole agency."""
    instansi = services.set_salin_rekan(
        pelaku=request.pelaku, instansi=request.pelaku.instansi, dibuka=request.POST.get("dibuka") == "ya"
    )
    buka = instansi.is_salin_rekan_dibuka
    messages.success(request, f"Salin dari rekan sejabatan {'dibuka' if buka else 'ditutup'}.")
    return redirect("skp:bank")
