"""One's own SKP, and beginning one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.permintaan import Permintaan
from pegawai.rules import Peran
from skp import permissions, selectors, services
from skp.forms import SusunForm
from skp.models import Skp
from skp.permissions.perjanjian import penempatan_pk


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    calon, boleh = selectors.calon_skp(request.pelaku, timezone.localdate())
    tahun = calon[0].periode.tahun if calon else timezone.localdate().year
    daftar = selectors.daftar_skp(request.pelaku)
    konteks = {
        "daftar": daftar,
        "jendela": _jendela(request, [s for s, _ in daftar], calon),
        "boleh_susun": boleh,
        "alasan_susun": boleh.alasan if daftar and boleh.alasan != selectors.SUDAH_ADA else "",
        "label_susun": f"Susun SKP {tahun}",
        "berjanji": bool(penempatan_pk(request.pelaku)),
        "menilai": Peran.PENILAI in request.peran,
        "memimpin_tim": Peran.KETUA_TIM in request.peran,
        "mengelola": Peran.ADMIN_KEPEGAWAIAN in request.peran,
        "menunggu": selectors.antrean_skp(request.pelaku).count() if Peran.PENILAI in request.peran else 0,
    }
    return render(request, "skp/skp_list.html", konteks)


def _jendela(
    request: Permintaan, daftar: list[Skp], calon: list[selectors.CalonSkp]
) -> selectors.Pemberitahuan | None:
    """The notice of the window: of the draft that is open, else of the SKP that can be begun."""
    draf = next((s for s in daftar if s.is_bisa_disunting), None)
    if draf:
        draf.instansi = request.pelaku.instansi
        return selectors.pemberitahuan_skp(draf)
    if not calon:
        return None
    pertama = calon[0]
    return selectors.pemberitahuan_jendela(
        pertama.jendela,
        periode=pertama.periode,
        unit=pertama.penempatan.unit,
        pada=selectors.hari_instansi(request.pelaku.instansi),
    )


@require_http_methods(["GET", "POST"])
def susun(request: Permintaan) -> HttpResponse:
    """Show whose form it becomes and who will rate it, then begin the draft."""
    calon, boleh = selectors.calon_skp(request.pelaku, timezone.localdate())
    permissions.require(boleh)
    form = SusunForm(request.POST if request.method == "POST" else None, calon=calon)
    if request.method == "POST" and form.is_valid():
        skp = services.draft_skp(pelaku=request.pelaku, **form.cleaned_data)
        if lama := selectors.sumber_terdekat(skp):
            messages.success(
                request, f"Draf SKP dibuat. Salin dari SKP {lama.periode.tahun}, atau mulai dari kosong."
            )
            return redirect("skp:salin_dari", skp.uuid, lama.uuid)
        messages.success(request, "Draf SKP dibuat. Mulai dari hasil kerja.")
        return redirect("skp:detail", skp.uuid)
    konteks = {
        "form": form,
        "calon": calon,
        "penilai": selectors.penilai_calon(calon[0], timezone.localdate()),
    }
    return render(request, "skp/skp_create.html", konteks, status=422 if form.errors else 200)
