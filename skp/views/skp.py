"""One SKP: its parts, its document, check-answers, and the moves of its owner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors, services
from skp.forms import BatalForm
from skp.forms.alur import SematForm
from skp.models import Skp
from skp.permissions.dialog import may_view_dialog
from skp.rules import StatusSkp
from skp.selectors.dialog import dialog_of
from skp.views.sunting import get_skp, get_skp_sunting


def _tugas(skp: Skp, bagian: list[selectors.Bagian]) -> list[dict[str, str]]:
    """Parts as lines of the task list."""
    return [
        {
            "judul": b.judul,
            "url": reverse(f"skp:{b.kode}", args=[skp.uuid]),
            "keterangan": b.keterangan,
            "status": b.status.value,
            "label": b.status.label,
        }
        for b in bagian
    ]


@require_safe
def detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The owner of a draft sees what is left to do; everyone else, and later he too, reads the document."""
    skp = get_skp(request, uuid)
    dokumen = selectors.dokumen_skp(skp)
    boleh = selectors.tindakan_of(request.pelaku, dokumen)
    tinjauan = selectors.tinjauan_of(skp, request.pelaku)
    perlu = selectors.belum_diperbaiki(tinjauan)
    daftar = selectors.sasaran_dokumen(dokumen)
    konteks = {
        "skp": skp,
        "dokumen": dokumen,
        "keadaan": selectors.keadaan_of(dokumen, request.pelaku),
        "boleh": boleh,
        "dialog": dialog_of(request.pelaku, skp),
        "boleh_dialog": bool(may_view_dialog(request.pelaku, skp)),
        "tugas": _tugas(skp, selectors.bagian_of(dokumen, perlu)) if boleh.sunting else [],
        "tawaran": selectors.banding_pk_skp_of(skp)
        if permissions.may_edit_skp(request.pelaku, skp)
        else None,
        "jendela": selectors.pemberitahuan_skp(skp) if boleh.sunting else None,
        "warisan": selectors.warisan_of(skp) if boleh.sunting else [],
        "tinjauan": tinjauan,
        "bercatatan": [s for s in daftar if s.kunci in tinjauan],
        "usulan": selectors.usulan_of(skp) if skp.is_tetap else None,
        "lepas": [r for r in dokumen.rhk if r.is_rujukan_lepas and skp.is_terbuka],
        "semat": SematForm(daftar=daftar) if boleh.semat and not boleh.menilai else None,
    }
    return render(request, "skp/skp_detail.html", konteks)


@require_safe
def periksa(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Everything that was entered, and what is still missing, before it is handed in."""
    skp = get_skp_sunting(request, uuid)
    dokumen = selectors.dokumen_skp(skp)
    konteks = {
        "skp": skp,
        "dokumen": dokumen,
        "boleh": selectors.tindakan_of(request.pelaku, dokumen),
    }
    return render(request, "skp/skp_check.html", konteks)


@require_POST
def ajukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    services.submit_skp(pelaku=request.pelaku, skp=get_skp(request, uuid))
    return redirect("skp:diajukan", uuid)


@require_safe
def diajukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say that it arrived, and what happens next."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_submit_skp(request.pelaku, skp))
    if skp.status != StatusSkp.DIAJUKAN:
        return redirect("skp:detail", uuid)
    penilai = selectors.penilai_skp(skp)
    konteks = {
        "skp": skp,
        "pesan": f"{penilai or 'Pejabat penilai Anda'} melihatnya di antreannya sejak sekarang.",
    }
    return render(request, "skp/skp_submitted.html", konteks)


@require_POST
def tarik(request: Permintaan, uuid: UUID) -> HttpResponse:
    services.withdraw_skp(pelaku=request.pelaku, skp=get_skp(request, uuid))
    messages.success(request, "SKP ditarik kembali. Ubah seperlunya, lalu ajukan lagi.")
    return redirect("skp:detail", uuid)


@require_http_methods(["GET", "POST"])
def batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask for the reason, then call the SKP off."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_cancel_skp(request.pelaku, skp))
    rules.check_transition(skp.status, StatusSkp.DIBATALKAN)
    form = BatalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.cancel_skp(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
        messages.success(request, "SKP dibatalkan. Isinya tetap dapat dibaca.")
        return redirect("skp:detail", uuid)
    return render(
        request, "skp/skp_cancel.html", {"skp": skp, "form": form}, status=422 if form.errors else 200
    )
