"""Behaviours under the seven values: one's own, and those of the people one leads."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kinerja import permissions, selectors, services
from kinerja.bukti.unggah import batasi_unggah
from kinerja.forms import PerilakuForm
from kinerja.models import CatatanPerilaku
from kinerja.selectors.apresiasi import ringkas_apresiasi
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from skp.models import Skp
from skp.rules import NilaiPerilaku


def skp_terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> Skp:
    """The SKP of the address; a stranger gets 404."""
    return get_object_or_404(
        Skp.objects.visible_to(request.pelaku).select_related("pegawai", "penempatan__jabatan", "periode"),
        uuid=uuid,
    )


@require_safe
def perilaku(request: Permintaan) -> HttpResponse:
    """My behaviours: forwards to the SKP of today, or says what is missing."""
    tempat = selectors.tempat_mencatat(request.pelaku, timezone.localdate())
    if not tempat.skp:
        return render(request, "kinerja/perilaku_kosong.html", {"tempat": tempat})
    return _halaman(request, tempat.skp[0])


@require_safe
def perilaku_pegawai(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """The behaviours of a person in one's chain."""
    return _halaman(request, skp_terlihat(request, uuid))


def _halaman(
    request: Permintaan, skp: Skp, *, form: PerilakuForm | None = None, status: int = 200
) -> HttpResponse:
    boleh = permissions.may_log_perilaku(request.pelaku, skp)
    kirim = form["nilai"].value() if form else request.GET.get("nilai", "")
    baris = [
        {
            "n": n,
            "form": (form or _form(n.nilai)) if boleh and n.nilai == kirim else None,
        }
        for n in selectors.perilaku_per_nilai(skp)
    ]
    milik = skp.pegawai_id == request.pelaku.pk
    konteks = {
        "skp": skp,
        "baris": baris,
        "boleh": boleh,
        "form_galat": form,
        "ditarik": selectors.perilaku_ditarik(request.pelaku, skp),
        "apresiasi": ringkas_apresiasi(skp.pegawai_id, skp.mulai, skp.selesai),
        "is_milik": milik,
        "alamat": reverse("kinerja:perilaku")
        if milik
        else reverse("kinerja:perilaku_pegawai", args=[skp.uuid]),
    }
    return render(request, "kinerja/perilaku.html", konteks, status=status)


def _form(nilai: NilaiPerilaku, data: Any = None, files: Any = None) -> PerilakuForm:
    return PerilakuForm(
        data, files, initial={"nilai": nilai.value, "tanggal": timezone.localdate()}, auto_id=f"id_{nilai}_%s"
    )


@require_POST
@batasi_unggah
def perilaku_catat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Log a behaviour under one value, with its evidence."""
    skp = skp_terlihat(request, uuid)
    permissions.require(permissions.may_log_perilaku(request.pelaku, skp))
    nilai = next((n for n in NilaiPerilaku if n == request.POST.get("nilai")), NilaiPerilaku.AKUNTABEL)
    form = _form(nilai, request.POST, request.FILES)
    sah = form.is_valid()
    if tandai_terlalu_besar(request, form) or not sah:
        return _halaman(request, skp, form=form, status=status_galat(request))
    isi = form.isi()
    if not CatatanPerilaku.objects.filter(oleh=request.pelaku, klien_id=isi["klien_id"]).exists():
        bukti: list[Any] = []
        try:
            bukti = kumpulkan_bukti(request, skp, form)
            services.log_perilaku(pelaku=request.pelaku, skp=skp, bukti=bukti, **isi)
        except AturanDilanggar as galat:
            galat_ke_form(form, galat, bukti)
            return _halaman(request, skp, form=form, status=status_galat(request))
    messages.success(request, f"Perilaku {nilai.label} tercatat.")
    return _kembali(request, skp)


def _kembali(request: Permintaan, skp: Skp) -> HttpResponse:
    if skp.pegawai_id == request.pelaku.pk:
        return redirect("kinerja:perilaku")
    return redirect("kinerja:perilaku_pegawai", skp.uuid)


def _perilaku(request: Permintaan, uuid: uuid_lib.UUID) -> CatatanPerilaku:
    return get_object_or_404(
        CatatanPerilaku.objects.visible_to(request.pelaku).select_related("skp"), uuid=uuid
    )


@require_POST
def perilaku_tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    perilaku = services.withdraw_perilaku(pelaku=request.pelaku, perilaku=_perilaku(request, uuid))
    messages.info(request, "Catatan perilaku ditarik. Riwayatnya tetap tersimpan.")
    return _kembali(request, perilaku.skp)


@require_POST
def perilaku_pulihkan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    perilaku = services.restore_perilaku(pelaku=request.pelaku, perilaku=_perilaku(request, uuid))
    messages.success(request, "Catatan perilaku dipulihkan.")
    return _kembali(request, perilaku.skp)
