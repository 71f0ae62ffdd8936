"""Link the words for leaders' RHK, one by one or all that match."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors
from skp.errors import RujukanTidakSah
from skp.models import Skp
from skp.permissions import RUJUKAN_TIDAK_ADA
from skp.rules import STATUS_TETAP
from skp.selectors.tautan import tautan_of
from skp.services.tautan import Pasangan, link_rhk
from skp.views.sunting import get_skp


def baca_pasangan(skp: Skp, kiriman: list[str]) -> list[Pasangan]:
    """Read "<rhk>=<choice>" back; what is not there is told as not found."""
    milik = {str(r.uuid): r for r in skp.rhk.all()}
    hasil: list[Pasangan] = []
    for baris in kiriman:
        kiri, _, nilai = baris.partition("=")
        ketemu = selectors.find_rujukan(skp, nilai)
        if kiri not in milik or ketemu is None:
            raise RujukanTidakSah(RUJUKAN_TIDAK_ADA, bidang="tautan")
        hasil.append((milik[kiri], *ketemu))
    return hasil


@require_http_methods(["GET", "POST"])
def tautkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_edit_skp(request.pelaku, skp))
    if skp.status not in STATUS_TETAP:
        rules.check_bisa_disunting(skp.status)
    if request.method == "POST":
        kiriman = request.POST.getlist("satu") or request.POST.getlist("tautan")
        jumlah = link_rhk(pelaku=request.pelaku, skp=skp, pasangan=baca_pasangan(skp, kiriman[:100]))
        messages.success(request, f"{jumlah} RHK ditautkan ke SKP pimpinan.")
        return redirect("skp:tautkan", uuid)
    daftar = tautan_of(skp)
    konteks = {
        "skp": skp,
        "cocok": [t for t in daftar if t.nilai],
        "belum": [t for t in daftar if not t.nilai],
        "sunting": skp.is_bisa_disunting,
    }
    return render(request, "skp/tautkan.html", konteks)
