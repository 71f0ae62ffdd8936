"""What every page of this app does the same way: fetch what is visible, take one form, answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from pegawai import permissions
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.forms.pilih import Formulir
from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import PERAN_DIBERIKAN
from pegawai.selectors import penempatan_of, unit_terkelola


def formulir(
    request: Permintaan,
    form: Formulir,
    *,
    kirim: Callable[[dict[str, Any]], Any],
    tujuan: str | Callable[[Any], str],
    pesan: str | Callable[[Any], str],
    template: str = "pegawai/formulir.html",
    **konteks: Any,
) -> HttpResponse:
    """Show a form, hand what was typed to one service, and go on; a refusal stands at its field.

    What others changed meanwhile (`SudahBerubah`) and what one may not do (`Dilarang`) are pages of
    their own, made by the middleware. The typed text stays in all cases.
    """
    if request.method == "POST" and form.is_valid():
        try:
            hasil = kirim(form.cleaned_data)
        except (Dilarang, SudahBerubah):
            raise
        except AturanDilanggar as galat:
            form.tolak(galat)
        else:
            messages.success(request, pesan(hasil) if callable(pesan) else pesan)
            return redirect(tujuan(hasil) if callable(tujuan) else tujuan)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"form": form, "asal": _asal(konteks), **konteks}, status=status)


def _asal(konteks: dict[str, Any]) -> dict[str, str]:
    """Where a form was opened from: the page of what it is about; the way back and the way out."""
    for nama, label in (("pegawai", "nama_lengkap"), ("unit", "nama"), ("tim", "nama")):
        if objek := konteks.get(nama):
            url = reverse(f"pegawai:{nama}_detail", args=[objek.uuid])
            return {"url": url, "label": getattr(objek, label)}
    return {"url": reverse("beranda"), "label": "Beranda"}


def pegawai_terlihat(request: Permintaan, uuid: UUID) -> Pegawai:
    """The person, if the one who asks may see him; else 404."""
    return get_object_or_404(
        Pegawai.objects.visible_to(request.pelaku).select_related("instansi", "pengguna"), uuid=uuid
    )


def pegawai_dikelola(request: Permintaan, uuid: UUID) -> tuple[Pegawai, Penempatan | None]:
    """The person and today's placement, for an act on him: 404 to strangers, 403 to colleagues."""
    pegawai = pegawai_terlihat(request, uuid)
    kini = penempatan_of(pegawai, timezone.localdate())
    permissions.require(permissions.may_manage_pegawai(request.pelaku, pegawai, kini.unit if kini else None))
    return pegawai, kini


def penempatan_dikelola(request: Permintaan, uuid: UUID) -> Penempatan:
    """A placement, for an act on it: 404 to strangers, 403 to colleagues."""
    penempatan = get_object_or_404(
        Penempatan.objects.visible_to(request.pelaku).select_related(
            "pegawai", "instansi", "unit", "jabatan"
        ),
        uuid=uuid,
    )
    permissions.require(permissions.may_manage_pegawai(request.pelaku, penempatan.pegawai, penempatan.unit))
    return penempatan


def unit_terlihat(request: Permintaan, uuid: UUID) -> UnitKerja:
    """A unit within one's granted roles: 403 to who has none, 404 outside the scope."""
    permissions.require(permissions.may_see_people(request.pelaku))
    return get_object_or_404(
        unit_terkelola(request.pelaku, PERAN_DIBERIKAN).select_related("induk", "instansi"), uuid=uuid
    )


def unit_dikelola(request: Permintaan, uuid: UUID) -> UnitKerja:
    """A unit, for an act on it."""
    unit = unit_terlihat(request, uuid)
    permissions.require(permissions.may_manage_unit(request.pelaku, unit))
    return unit
