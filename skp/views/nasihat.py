"""Answering advice: "Sudah benar"."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from pegawai.permintaan import Permintaan
from skp import services
from skp.views.sunting import get_skp


@require_POST
def nasihat_tutup(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    services.dismiss_nasihat(
        pelaku=request.pelaku, skp=skp, kode=request.POST.get("kode", ""), kunci=request.POST.get("kunci", "")
    )
    ke = "periksa" if request.POST.get("dari") == "periksa" else "hasil_kerja"
    return redirect(f"{reverse(f'skp:{ke}', args=[skp.uuid])}#nasihat-{request.POST.get('rhk', '')[:36]}")
