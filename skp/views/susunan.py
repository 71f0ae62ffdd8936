"""The order of a draft: buttons that each do one thing and come back to where they stood."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from pegawai.permintaan import Permintaan
from skp import selectors, services
from skp.errors import IsianTidakSah
from skp.forms.susunan import ArahForm, PendekatanForm, PulihkanForm
from skp.models import Skp
from skp.rules import Arah, JenisTerhapus, Pendekatan
from skp.views.sunting import get_indikator, get_rhk, get_skp, get_skp_sunting


def _kembali(skp: Skp, fokus: str = "", jangkar: str = "") -> HttpResponse:
    """Back to the list; the button that was pressed has the focus again, so it can be pressed again."""
    alamat = reverse("skp:hasil_kerja", args=[skp.uuid])
    return redirect(f"{alamat}{f'?fokus={fokus}' if fokus else ''}{f'#{jangkar}' if jangkar else ''}")


def _arah(request: Permintaan) -> Arah:
    form = ArahForm(request.POST)
    if not form.is_valid():
        raise IsianTidakSah("Pilih naik atau turun.", bidang="arah")
    return Arah(form.cleaned_data["arah"])


@require_POST
def rhk_geser(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, arah = get_rhk(request, uuid), _arah(request)
    services.move_rhk(pelaku=request.pelaku, rhk=rhk, arah=arah)
    return _kembali(rhk.skp, f"{arah}-{rhk.uuid}")


@require_POST
def rhk_pindah(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk = services.switch_jenis(pelaku=request.pelaku, rhk=get_rhk(request, uuid))
    messages.success(request, f"RHK dipindah ke {rhk.get_jenis_display()}.")
    return _kembali(rhk.skp, jangkar=f"rhk-{rhk.uuid}")


@require_POST
def rhk_gandakan(request: Permintaan, uuid: UUID) -> HttpResponse:
    baru = services.copy_rhk(pelaku=request.pelaku, rhk=get_rhk(request, uuid))
    messages.success(request, "Salinan RHK ada di bawah aslinya. Ubah isinya seperlunya.")
    return _kembali(baru.skp, jangkar=f"rhk-{baru.uuid}")


@require_POST
def indikator_geser(request: Permintaan, uuid: UUID) -> HttpResponse:
    (rhk, indikator), arah = get_indikator(request, uuid), _arah(request)
    indikator.rhk = rhk
    services.move_indikator(pelaku=request.pelaku, indikator=indikator, arah=arah)
    return _kembali(rhk.skp, f"{arah}-{indikator.uuid}")


@require_POST
def indikator_gandakan(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, indikator = get_indikator(request, uuid)
    indikator.rhk = rhk
    services.copy_indikator(pelaku=request.pelaku, indikator=indikator)
    messages.success(request, "Salinan indikator ada di bawah aslinya. Ubah isinya seperlunya.")
    return _kembali(rhk.skp, jangkar=f"rhk-{rhk.uuid}")


@require_POST
def pulihkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take back what was deleted lately."""
    skp = get_skp(request, uuid)
    form = PulihkanForm(request.POST)
    if not form.is_valid():
        raise IsianTidakSah("Pilih yang dipulihkan dari daftar.", bidang="kejadian")
    services.restore_terhapus(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
    messages.success(request, "Dipulihkan seperti sebelum dihapus.")
    if form.cleaned_data["jenis"] == JenisTerhapus.AKSI:
        return redirect("skp:rencana_aksi", skp.uuid)
    return _kembali(skp)


@require_http_methods(["GET", "POST"])
def pendekatan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say what becomes of each indicator, then turn the draft to the other approach."""
    skp = get_skp_sunting(request, uuid)
    lain = next(p for p in Pendekatan if p != skp.pendekatan)
    if request.method == "POST":
        form = PendekatanForm(request.POST)
        if not form.is_valid():
            raise IsianTidakSah("Pilih kuantitatif atau kualitatif.", bidang="pendekatan")
        services.change_pendekatan(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
        messages.success(
            request, "Pendekatan diganti. Isi sebelumnya tersimpan, dan kembali bila diganti lagi."
        )
        return redirect("skp:hasil_kerja", skp.uuid)
    konteks = {"skp": skp, "lain": lain, "akibat": selectors.akibat_pendekatan(skp, lain)}
    return render(request, "skp/pendekatan.html", konteks)
