"""A person's year in stretches: SKP, days without one and why, and days that still need one of the two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.rules import Verdict
from pegawai.selectors import penempatan_of
from pegawai.views.bersama import formulir, pegawai_terlihat
from skp import permissions, selectors, services
from skp.forms.siklus import AkhiriForm, JedaForm
from skp.models import JedaSkp
from skp.views.sunting import get_skp


def _alamat(pelaku: Pegawai, pegawai: Pegawai) -> str:
    if pelaku.pk == pegawai.pk:
        return reverse("skp:jeda")
    return reverse("skp:jeda_pegawai", args=[pegawai.uuid])


def _asal(pelaku: Pegawai, pegawai: Pegawai) -> dict[str, str]:
    return {"url": _alamat(pelaku, pegawai), "label": "Rentang SKP setahun"}


def _boleh(pelaku: Pegawai, pegawai: Pegawai) -> Verdict:
    if pelaku.pk == pegawai.pk:
        return permissions.may_record_jeda(pelaku, pegawai, None)
    tempat = penempatan_of(pegawai, selectors.hari_instansi(pegawai.instansi))
    return permissions.may_record_jeda(pelaku, pegawai, tempat.unit if tempat else None)


@require_safe
def jeda(request: Permintaan) -> HttpResponse:
    """One's own year."""
    return _setahun(request, request.pelaku)


@require_safe
def jeda_pegawai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Somebody's year, for whoever may see him."""
    return _setahun(request, pegawai_terlihat(request, uuid))


def _setahun(request: Permintaan, pegawai: Pegawai) -> HttpResponse:
    hari = selectors.hari_instansi(request.pelaku.instansi)
    tahun = [p for p in selectors.tahun_kinerja(pegawai.instansi_id) if p.mulai <= hari]
    periode = next((p for p in tahun if str(p.tahun) == request.GET.get("tahun")), next(iter(tahun), None))
    konteks: dict[str, Any] = {
        "pegawai": pegawai,
        "sendiri": pegawai.pk == request.pelaku.pk,
        "tahun": tahun,
        "periode": periode,
        "bagian": selectors.bagian_tahun(pegawai, periode, hari) if periode else [],
        "boleh": _boleh(request.pelaku, pegawai),
    }
    return render(request, "skp/jeda.html", konteks)


@require_http_methods(["GET", "POST"])
def jeda_catat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Say why there is no SKP on some days."""
    pegawai = pegawai_terlihat(request, uuid)
    permissions.require(_boleh(request.pelaku, pegawai))
    awal = {k: request.GET.get(k, "") for k in ("mulai", "selesai", "alasan")}
    return formulir(
        request,
        JedaForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.record_jeda(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=_alamat(request.pelaku, pegawai),
        pesan="Masa tanpa SKP dicatat.",
        judul="Catat masa tanpa SKP",
        akibat="SKP yang sedang berjalan berakhir sehari sebelum masa ini mulai.",
        tombol="Catat",
        asal=_asal(request.pelaku, pegawai),
    )


def _jeda(request: Permintaan, uuid: UUID) -> JedaSkp:
    baris = get_object_or_404(
        JedaSkp.objects.visible_to(request.pelaku).select_related("pegawai__instansi"), uuid=uuid
    )
    permissions.require(_boleh(request.pelaku, baris.pegawai))
    return baris


@require_http_methods(["GET", "POST"])
def jeda_akhiri(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Set the last day: an SKP can begin the day after."""
    baris = _jeda(request, uuid)
    return formulir(
        request,
        AkhiriForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.end_jeda(pelaku=request.pelaku, jeda=baris, **isian),
        tujuan=_alamat(request.pelaku, baris.pegawai),
        pesan="Masa tanpa SKP diakhiri. SKP baru dapat disusun sejak hari berikutnya.",
        judul="Akhiri masa tanpa SKP",
        akibat=f"{baris.get_alasan_display()}. Tulis hari terakhirnya.",
        tombol="Akhiri",
        asal=_asal(request.pelaku, baris.pegawai),
    )


@require_POST
def jeda_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take back what was wrong."""
    pegawai = services.delete_jeda(pelaku=request.pelaku, jeda=_jeda(request, uuid))
    messages.success(request, "Masa tanpa SKP dihapus. Riwayatnya tetap tersimpan.")
    return redirect(_alamat(request.pelaku, pegawai))


@require_POST
def warisan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take the waiting RHK into the draft."""
    skp = get_skp(request, uuid)
    jumlah = services.inherit_rhk(pelaku=request.pelaku, skp=skp)
    messages.success(request, f"{jumlah} RHK masuk ke draf ini. Periksa target dan indikatornya.")
    return redirect("skp:hasil_kerja", skp.uuid)
