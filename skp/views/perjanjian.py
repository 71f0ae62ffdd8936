"""Perjanjian Kinerja: one's own, one document, check-answers, the moves of both parties, versions, revision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from pegawai.permissions import require
from pegawai.rules import Peran
from skp import rules, selectors, services
from skp.forms import BatalForm, SetujuForm
from skp.forms.perjanjian import CatatanPkForm, RevisiPkForm, SusunPkForm
from skp.models import PerjanjianKinerja
from skp.permissions import perjanjian as izin
from skp.rules import AlasanRevisiPk, StatusPk


def get_pk(request: Permintaan, uuid: UUID) -> PerjanjianKinerja:
    """A PK this person may see; a stranger gets 404."""
    return get_object_or_404(selectors.pk_halaman(request.pelaku), uuid=uuid)


def check_sunting_pk(request: Permintaan, pk: PerjanjianKinerja) -> None:
    """403 for whoever is not the first party, 409 when it was handed in."""
    require(izin.may_edit_pk(request.pelaku, pk))
    rules.check_pk_disunting(pk.status)


@require_safe
def saya(request: Permintaan) -> HttpResponse:
    """One's own PK, and those of the people one rates."""
    calon, boleh = selectors.calon_pk(request.pelaku)
    menilai = Peran.PENILAI in request.peran
    tim = selectors.tim_pk(request.pelaku) if menilai else []
    konteks = {
        "daftar": [
            (p, selectors.giliran_pk(p, request.pelaku, p.pihak_kedua))
            for p in selectors.daftar_pk(request.pelaku)
        ],
        "boleh_susun": boleh,
        "label_susun": f"Susun perjanjian kinerja {calon[0].tahun}" if calon else "Susun perjanjian kinerja",
        "menilai": menilai,
        "tim": sorted(tim, key=lambda p: p.status != StatusPk.DIAJUKAN),
        "boleh_daftar": izin.may_see_daftar_pk(request.pelaku),
    }
    return render(request, "skp/pk_list.html", konteks)


@require_http_methods(["GET", "POST"])
def susun(request: Permintaan) -> HttpResponse:
    calon, boleh = selectors.calon_pk(request.pelaku)
    require(boleh)
    form = SusunPkForm(request.POST if request.method == "POST" else None, calon=calon)
    if request.method == "POST" and form.is_valid():
        pk = services.draft_pk(pelaku=request.pelaku, **form.untuk_service())
        messages.success(request, "Draf perjanjian kinerja dibuat. Mulai dari sasaran dan indikator.")
        return redirect("skp:pk_detail", pk.uuid)
    return render(request, "skp/pk_create.html", {"form": form}, status=422 if form.errors else 200)


def _tugas(pk: PerjanjianKinerja, bagian: list[selectors.Bagian]) -> list[dict[str, str]]:
    return [
        {
            "judul": b.judul,
            "url": reverse(f"skp:{b.kode}", args=[pk.uuid]),
            "keterangan": b.keterangan,
            "status": b.status.value,
            "label": b.status.label,
        }
        for b in bagian
    ]


def _konteks(
    request: Permintaan, pk: PerjanjianKinerja, dokumen: selectors.DokumenPk, form: CatatanPkForm
) -> dict[str, Any]:
    boleh = selectors.tindakan_pk(request.pelaku, dokumen)
    return {
        "pk": pk,
        "dokumen": dokumen,
        "keadaan": selectors.keadaan_pk(dokumen, request.pelaku),
        "boleh": boleh,
        "tugas": _tugas(pk, selectors.bagian_pk(dokumen)) if boleh.sunting else [],
        "batas": selectors.batas_pk_of(pk),
        "versi": selectors.versi_pk(pk, request.pelaku),
        "form": form,
    }


@require_safe
def detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The first party of a draft sees what is left to do; everyone else, and later he too, reads the document."""
    pk = get_pk(request, uuid)
    form = CatatanPkForm(initial={"nomor_sunting": pk.nomor_sunting})
    return render(request, "skp/pk_detail.html", _konteks(request, pk, selectors.dokumen_pk(pk), form))


@require_safe
def periksa(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Everything that was entered, and what is still missing, before it is handed in."""
    pk = get_pk(request, uuid)
    check_sunting_pk(request, pk)
    dokumen = selectors.dokumen_pk(pk)
    konteks = {"pk": pk, "dokumen": dokumen, "boleh": selectors.tindakan_pk(request.pelaku, dokumen)}
    return render(request, "skp/pk_check.html", konteks)


@require_POST
def ajukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    pk = services.submit_pk(pelaku=request.pelaku, pk=get_pk(request, uuid))
    if pk.status == StatusPk.DISEPAKATI:
        messages.success(request, "Perjanjian kinerja ditetapkan dan berlaku.")
    else:
        siapa = pk.pihak_kedua.nama_lengkap if pk.pihak_kedua else "Pihak kedua"
        messages.success(request, f"Perjanjian kinerja diajukan. {siapa} melihatnya di antreannya.")
    return redirect("skp:pk_detail", uuid)


@require_POST
def tarik(request: Permintaan, uuid: UUID) -> HttpResponse:
    services.withdraw_pk(pelaku=request.pelaku, pk=get_pk(request, uuid))
    messages.success(request, "Perjanjian kinerja ditarik kembali. Ubah seperlunya, lalu ajukan lagi.")
    return redirect("skp:pk_detail", uuid)


@require_POST
def sepakati(request: Permintaan, uuid: UUID) -> HttpResponse:
    pk = get_pk(request, uuid)
    form = SetujuForm(request.POST)
    nomor = form.cleaned_data["nomor_sunting"] if form.is_valid() else None
    services.agree_pk(pelaku=request.pelaku, pk=pk, nomor_sunting=nomor)
    messages.success(request, f"Perjanjian kinerja {pk.pegawai.nama_lengkap} disepakati dan berlaku.")
    return redirect("skp:pk_saya")


@require_POST
def kembalikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    pk = get_pk(request, uuid)
    form = CatatanPkForm(request.POST)
    if form.is_valid():
        services.return_pk(pelaku=request.pelaku, pk=pk, **form.cleaned_data)
        messages.success(request, f"Perjanjian kinerja {pk.pegawai.nama_lengkap} dikembalikan.")
        return redirect("skp:pk_saya")
    require(izin.may_agree_pk(request.pelaku, pk))
    konteks = _konteks(request, pk, selectors.dokumen_pk(pk), form)
    return render(request, "skp/pk_detail.html", konteks, status=422)


@require_http_methods(["GET", "POST"])
def batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask for the reason, then call the PK off."""
    pk = get_pk(request, uuid)
    require(izin.may_cancel_pk(request.pelaku, pk))
    rules.check_transisi_pk(pk.status, StatusPk.DIBATALKAN)
    form = BatalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.cancel_pk(pelaku=request.pelaku, pk=pk, **form.cleaned_data)
        messages.success(request, "Perjanjian kinerja dibatalkan. Isinya tetap dapat dibaca.")
        return redirect("skp:pk_detail", uuid)
    return render(request, "skp/pk_cancel.html", {"pk": pk, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def revisi(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Ask why, then begin the next version with everything of this one."""
    pk = get_pk(request, uuid)
    require(izin.may_revise_pk(request.pelaku, pk))
    if pk.status != StatusPk.DISEPAKATI:
        rules.check_transisi_pk(pk.status, StatusPk.DIREVISI)
    awal = {} if pk.pegawai_id == request.pelaku.pk else {"jenis_revisi": AlasanRevisiPk.PEJABAT.value}
    form = RevisiPkForm(request.POST if request.method == "POST" else None, initial=awal)
    if request.method == "POST" and form.is_valid():
        baru = services.revise_pk(pelaku=request.pelaku, pk=pk, **form.cleaned_data)
        messages.success(
            request, f"Draf versi {baru.versi} dibuat. Versi {pk.versi} berlaku sampai disepakati."
        )
        return redirect("skp:pk_detail", baru.uuid)
    return render(request, "skp/pk_revise.html", {"pk": pk, "form": form}, status=422 if form.errors else 200)


@require_safe
def banding(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Two versions side by side: this one, and the one asked for (the one it replaces by itself)."""
    pk = get_pk(request, uuid)
    versi = selectors.versi_pk(pk, request.pelaku)
    diminta = request.GET.get("dengan", "")
    lawan = next(
        (v for v in versi if str(v.uuid) == diminta or (not diminta and v.pk == pk.menggantikan_id)), None
    )
    if lawan is None:
        raise Http404
    lama, baru = sorted((lawan, pk), key=lambda v: v.versi)
    konteks = {
        "pk": pk,
        "lama": lama,
        "baru": baru,
        "beda": selectors.banding_pk(selectors.dokumen_pk(lama), selectors.dokumen_pk(baru)),
        "versi": versi,
    }
    return render(request, "skp/pk_compare.html", konteks)
