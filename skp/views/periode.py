"""The years of an agency: their periods and windows, and extensions. Everyone reads, admins change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.permintaan import Permintaan
from pegawai.views.bersama import formulir
from skp import permissions, selectors, services
from skp.forms.siklus import LABEL_JENDELA, AlasanForm, JendelaForm, PerpanjangForm, TahunForm
from skp.models import Periode, PerpanjanganJendela
from skp.rules import BAWAAN_JENDELA, JenisJendela


def _asal(tahun: int | None = None) -> dict[str, str]:
    if tahun is None:
        return {"url": reverse("skp:periode"), "label": "Periode dan jendela"}
    return {"url": reverse("skp:periode_tahun", args=[tahun]), "label": f"Tahun {tahun}"}


@require_safe
def periode(request: Permintaan) -> HttpResponse:
    """The opened years."""
    konteks = {
        "tahun": selectors.tahun_kinerja(request.pelaku.instansi_id),
        "hari": selectors.hari_instansi(request.pelaku.instansi),
        "boleh": permissions.may_open_tahun(request.pelaku, request.pelaku.instansi),
    }
    return render(request, "skp/periode_list.html", konteks)


@require_http_methods(["GET", "POST"])
def periode_buka(request: Permintaan) -> HttpResponse:
    """Open a year with its quarters or months."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_open_tahun(request.pelaku, instansi))
    ada = selectors.tahun_kinerja(instansi.pk)
    awal = {"tahun": ada[0].tahun + 1 if ada else selectors.hari_instansi(instansi).year}
    return formulir(
        request,
        TahunForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.open_tahun(pelaku=request.pelaku, instansi=instansi, **isian)[0],
        tujuan=lambda p: reverse("skp:periode_tahun", args=[p.tahun]),
        pesan=lambda p: f"Tahun {p.tahun} dibuka. Periksa jendelanya di bawah ini.",
        judul="Buka tahun kinerja",
        akibat="Periode dan batas waktunya dibuat dengan nilai bawaan. Semuanya dapat diubah sesudahnya.",
        tombol="Buka tahun",
        asal=_asal(),
    )


@require_safe
def periode_tahun(request: Permintaan, tahun: int) -> HttpResponse:
    """All periods of a year with their windows, and the extensions that were given."""
    daftar = selectors.periode_setahun(request.pelaku.instansi_id, tahun)
    if not daftar or not daftar[0].is_tahunan:
        raise Http404
    perpanjangan = [
        (p, permissions.may_extend_jendela(request.pelaku, request.pelaku.instansi, p.unit))
        for p in selectors.riwayat_perpanjangan(request.pelaku.instansi_id, tahun)
    ]
    konteks = {
        "tahunan": daftar[0],
        "periodik": daftar[1:],
        "perpanjangan": perpanjangan,
        "zona": request.pelaku.instansi.get_zona_waktu_display(),
        "label": LABEL_JENDELA,
        "bawaan": [(LABEL_JENDELA[b.bidang], b) for b in BAWAAN_JENDELA],
        "boleh": permissions.may_open_tahun(request.pelaku, request.pelaku.instansi),
        "boleh_perpanjang": permissions.may_extend_somewhere(request.pelaku),
    }
    return render(request, "skp/periode_tahun.html", konteks)


def _periode(request: Permintaan, uuid: UUID) -> Periode:
    return get_object_or_404(Periode.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid)


@require_http_methods(["GET", "POST"])
def periode_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Change the windows of one period."""
    p = _periode(request, uuid)
    permissions.require(permissions.may_open_tahun(request.pelaku, p.instansi))
    form = JendelaForm(request.POST or None, pelaku=request.pelaku, periode=p)

    def kirim(isian: dict[str, Any]) -> Periode:
        return services.set_jendela(pelaku=request.pelaku, periode=p, **form.untuk_service())

    return formulir(
        request,
        form,
        kirim=kirim,
        tujuan=reverse("skp:periode_tahun", args=[p.tahun]),
        pesan=f"Jendela {p} disimpan.",
        judul=f"Jendela {p}",
        akibat="Tanggal kosong berarti tanpa batas. Jendela ditutup pada akhir hari itu.",
        tombol="Simpan",
        asal=_asal(p.tahun),
    )


@require_http_methods(["GET", "POST"])
def periode_perpanjang(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Keep a window open longer for the agency or a unit and below."""
    p = _periode(request, uuid)
    permissions.require(permissions.may_extend_somewhere(request.pelaku))
    awal = {"jendela": JenisJendela.SKP.value if p.is_tahunan else JenisJendela.PENGISIAN.value}
    return formulir(
        request,
        PerpanjangForm(request.POST or None, pelaku=request.pelaku, periode=p, initial=awal),
        kirim=lambda isian: services.extend_jendela(pelaku=request.pelaku, periode=p, **isian),
        tujuan=reverse("skp:periode_tahun", args=[p.tahun]),
        pesan=lambda x: f"Jendela diperpanjang untuk {x.untuk}.",
        judul=f"Perpanjang jendela {p}",
        akibat="Perpanjangan berlaku segera, dan dapat dicabut.",
        tombol="Perpanjang",
        asal=_asal(p.tahun),
    )


@require_http_methods(["GET", "POST"])
def perpanjangan_cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Withdraw an extension, with the reason."""
    x = get_object_or_404(
        PerpanjanganJendela.objects.visible_to(request.pelaku).select_related("instansi", "unit", "periode"),
        uuid=uuid,
    )
    permissions.require(permissions.may_extend_jendela(request.pelaku, x.instansi, x.unit))
    return formulir(
        request,
        AlasanForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.withdraw_perpanjangan(pelaku=request.pelaku, perpanjangan=x, **isian),
        tujuan=reverse("skp:periode_tahun", args=[x.periode.tahun]),
        pesan="Perpanjangan dicabut. Batas semula berlaku lagi.",
        judul="Cabut perpanjangan",
        akibat=f"{x}. Sesudah dicabut, batas semula berlaku lagi.",
        tombol="Cabut perpanjangan",
        asal=_asal(x.periode.tahun),
    )
