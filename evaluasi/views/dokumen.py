"""Documents of an SKP and of a Perjanjian Kinerja: which there are, ordering them, a draft to read on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import DokumenSkpForm, MassalForm
from evaluasi.rules import JenisDokumen
from evaluasi.tasks import bunyikan
from pegawai.errors import AturanDilanggar
from pegawai.models import HubunganPenilai
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from skp.models import PerjanjianKinerja, Skp


def _get_skp(request: Permintaan, uuid: UUID) -> Skp:
    return get_object_or_404(selectors.skp_berdokumen(request.pelaku), uuid=uuid)


def _tampil(request: Permintaan, skp: Skp, form: DokumenSkpForm, status: int = 200) -> HttpResponse:
    laporan = selectors.laporan_skp(skp, request.pelaku)
    konteks = {
        "skp": skp,
        "form": form,
        "dokumen": selectors.dokumen_skp(skp, request.pelaku),
        "siap": selectors.is_siap_terbit(skp),
        "boleh": permissions.may_request_dokumen(request.pelaku, [skp], form.pilihan[:1], draf=True),
        "hanya_matriks": form.pilihan == [JenisDokumen.MATRIKS],
        "laporan": laporan,
        "laporan_jalan": laporan is not None and laporan.selesai_pada is None,
    }
    return render(request, "evaluasi/skp_dokumen.html", konteks, status=status)


@require_safe
def skp_dokumen(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What was issued of an SKP, and what can be ordered."""
    skp = _get_skp(request, uuid)
    return _tampil(request, skp, DokumenSkpForm(pilihan=selectors.jenis_skp(skp, request.pelaku)))


@require_POST
def skp_dokumen_minta(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order documents of an SKP: issued once it is fixed, marked as a draft before."""
    skp = _get_skp(request, uuid)
    form = DokumenSkpForm(request.POST, pilihan=selectors.jenis_skp(skp, request.pelaku))
    if not form.is_valid():
        return _tampil(request, skp, form, status=422)
    laporan = services.request_dokumen(
        pelaku=request.pelaku,
        sumber=[skp],
        jenis=form.cleaned_data["jenis"],
        draf=not selectors.is_siap_terbit(skp),
    )
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_POST
def perjanjian_minta(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order the paper of a Perjanjian Kinerja: issued once it is agreed, marked as a draft before."""
    semua = selectors.perjanjian_cetak().filter(pk__in=PerjanjianKinerja.objects.visible_to(request.pelaku))
    pk = get_object_or_404(semua, uuid=uuid)
    laporan = services.request_dokumen(
        pelaku=request.pelaku,
        sumber=[pk],
        jenis=[JenisDokumen.PERJANJIAN],
        draf=not selectors.is_siap_terbit(pk),
    )
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_http_methods(["GET", "POST"])
def massal(request: Permintaan) -> HttpResponse:
    """Order the documents of a unit, or of those one rates, as one file."""
    pelaku, dikirim = request.pelaku, request.method == "POST"
    puncak = permissions.unit_pantauan(pelaku)
    permissions.require(permissions.may_request_massal(pelaku, puncak=puncak))
    terpilih = str(baca_uuid((request.POST if dikirim else request.GET).get("unit", "")) or "")
    form = MassalForm(
        request.POST if dikirim else None,
        unit=selectors.unit_massal(puncak, terpilih),
        tahun=selectors.tahun_dibuka(pelaku),
        menilai=HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).exists(),
        terpilih=terpilih,
        jenis=request.GET.get("jenis", ""),
        kini=timezone.localdate().year,
    )
    if dikirim and form.is_valid():
        try:
            laporan = services.request_massal(pelaku=pelaku, **form.cleaned_data)
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, str(galat))
        else:
            bunyikan(laporan)
            return redirect("evaluasi:laporan_lihat", laporan.uuid)
    return render(request, "evaluasi/laporan_massal.html", {"form": form}, status=422 if form.errors else 200)
