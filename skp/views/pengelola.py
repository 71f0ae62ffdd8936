"""The pengelola kinerja: who has no SKP after the deadline, and beginning one for him."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai.models import Penempatan
from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors, services
from skp.forms.alur import PengelolaForm
from skp.models import Periode

PER_HALAMAN = 25


def _tahun(request: Permintaan) -> Periode | None:
    return selectors.periode_tahunan(request.pelaku.instansi_id, timezone.localdate().year)


@require_safe
def pengelola(request: Permintaan) -> HttpResponse:
    """Whoever owes an SKP and has handed in none; from which day one may draft for him."""
    permissions.require(permissions.may_see_pengelola(request.pelaku))
    periode, hari = _tahun(request), timezone.localdate()
    form = PengelolaForm(request.GET)
    cari = form.cleaned_data["cari"] if form.is_valid() else ""
    semua = (
        selectors.perlu_disusunkan(request.pelaku, periode, hari) if periode else Penempatan.objects.none()
    )
    mulai = (periode.pengelola_mulai if periode else None) or rules.pengelola_mulai(hari.year)
    konteks = {
        "form": form,
        "periode": periode,
        "mulai": mulai,
        "terbuka": hari >= mulai,
        "disaring": bool(cari),
        "page_obj": Paginator(selectors.cari_perlu_disusunkan(semua, cari), PER_HALAMAN).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "skp/pengelola.html", konteks)


@require_POST
def susunkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Begin an SKP for the person in this placement, or take over the draft that he left."""
    permissions.require(permissions.may_see_pengelola(request.pelaku))
    penempatan = get_object_or_404(
        Penempatan.objects.select_related("pegawai__instansi", "unit", "jabatan").filter(
            instansi=request.pelaku.instansi_id
        ),
        uuid=uuid,
    )
    periode = get_object_or_404(
        Periode.objects.tahunan().filter(instansi=request.pelaku.instansi_id, tahun=timezone.localdate().year)
    )
    skp = services.draft_for(pelaku=request.pelaku, penempatan=penempatan, periode=periode)
    messages.success(
        request,
        f"Anda menyusunkan SKP {penempatan.pegawai.nama_akhir}. Lengkapi, lalu ajukan ke penilainya.",
    )
    return redirect("skp:detail", skp.uuid)
