"""The penilai: his queue, one SKP with his decision beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, selectors, services
from skp.errors import IsianTidakSah
from skp.forms import CatatanForm, SetujuForm, TimForm
from skp.forms.alur import SematForm
from skp.models import Skp
from skp.rules import StatusSkp
from skp.views.sunting import get_skp

PER_HALAMAN = 25


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """Everyone's SKP whom this person rates, what waits first."""
    form = TimForm(request.GET)
    saring = form.cleaned_data if form.is_valid() else {}
    semua = selectors.tim_skp(request.pelaku, **saring)
    hitung = selectors.hitung_tim(request.pelaku)
    paginator = Paginator(semua, PER_HALAMAN)
    if not saring.get("cari"):  # the states were counted already
        status = saring.get("status")
        paginator.__dict__["count"] = hitung.get(status, 0) if status else sum(hitung.values())
    halaman = paginator.get_page(request.GET.get("page"))
    konteks = {
        "form": form,
        "page_obj": halaman,
        "ada_menunggu": any(s.status == StatusSkp.DIAJUKAN for s in halaman.object_list),
        "disaring": any(saring.values()),
        "ringkas": ", ".join(
            f"{hitung[s]} {'menunggu Anda' if s == StatusSkp.DIAJUKAN else s.label.lower()}"
            for s in StatusSkp
            if s in hitung
        ),
        "pertama": selectors.pertama_menunggu(request.pelaku),
        "belum": selectors.belum_menyusun(request.pelaku, timezone.localdate()),
    }
    return render(request, "skp/tim_list.html", konteks)


def show_tinjau(
    request: Permintaan,
    skp: Skp,
    *,
    form: CatatanForm | None = None,
    semat: SematForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Everything one decides by: the SKP, the leader's RHK, what changed, last year's, the notes."""
    dokumen = selectors.dokumen_skp(skp)
    boleh = selectors.tindakan_of(request.pelaku, dokumen)
    if not boleh.menilai:
        permissions.require(permissions.may_review_skp(request.pelaku, skp))
    daftar = selectors.sasaran_dokumen(dokumen)
    perubahan = selectors.perubahan_of(skp, dokumen)
    konteks = {
        "skp": skp,
        "dokumen": dokumen,
        "keadaan": selectors.keadaan_of(dokumen, request.pelaku),
        "boleh": boleh,
        "dukungan": selectors.dukungan_of(request.pelaku, dokumen),
        "antrean": selectors.letak_antrean(request.pelaku, skp),
        "tinjauan": selectors.tinjauan_of(skp, request.pelaku),
        "perubahan": perubahan,
        "menurut": perubahan.menurut if perubahan else {},
        "form": form or CatatanForm(initial={"nomor_sunting": skp.nomor_sunting}),
        "semat": semat or SematForm(initial={"sasaran": request.GET.get("catat", "umum")}, daftar=daftar),
    }
    return render(request, "skp/skp_review.html", konteks, status=status)


@require_safe
def tinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The SKP beside the leader's RHK and last year's; the decision at its right."""
    return show_tinjau(request, get_skp(request, uuid))


@require_safe
def tahun_lalu(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What the same person had planned the year before; the review page brings it in when it is opened."""
    skp = get_skp(request, uuid)
    konteks = {"skp": skp, "tahun": skp.periode.tahun - 1, "lalu": selectors.rhk_tahun_lalu(skp)}
    return render(request, "skp/tahun_lalu.html", konteks)


@require_POST
def setujui(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    form = SetujuForm(request.POST)
    nomor = form.cleaned_data["nomor_sunting"] if form.is_valid() else None
    sesudah = selectors.letak_antrean(request.pelaku, skp).sesudah
    services.approve_skp(pelaku=request.pelaku, skp=skp, nomor_sunting=nomor)
    return _lanjut(request, sesudah, f"SKP {skp.pegawai.nama_lengkap} disetujui dan berlaku.")


@require_POST
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    form = CatatanForm(request.POST)
    sesudah = selectors.letak_antrean(request.pelaku, skp).sesudah
    permissions.require(permissions.may_review_skp(request.pelaku, skp))
    if form.is_valid():
        try:
            services.return_skp(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
        except IsianTidakSah as galat:
            form.add_error("catatan", f"{galat.pesan} Atau sematkan catatan pada bagiannya.")
        else:
            return _lanjut(request, sesudah, f"SKP {skp.pegawai.nama_lengkap} dikembalikan dengan catatan.")
    return show_tinjau(request, skp, form=form, status=422)


def _lanjut(request: Permintaan, sesudah: UUID | None, pesan: str) -> HttpResponse:
    """On to the next one that waits; back to the list when none is left."""
    messages.success(request, pesan)
    return redirect("skp:tinjau", sesudah) if sesudah else redirect("skp:tim")
