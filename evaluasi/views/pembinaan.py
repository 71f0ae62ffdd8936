"""From a weak predikat to a planned session."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from evaluasi import permissions, selectors
from evaluasi.rules import JenisDokumen
from evaluasi.services.laporan import request_dokumen
from evaluasi.services.pembinaan import plan_pembinaan_dari, usul_rencana
from evaluasi.tasks import bunyikan
from evaluasi.views.penilaian import get_evaluasi
from kinerja.forms.pembinaan import RencanaForm
from kinerja.models import SesiPembinaan
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan


@require_POST
def berita_acara(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order the paper of a talk; only the two of it can."""
    sesi = get_object_or_404(
        selectors.pembinaan_cetak().filter(pk__in=SesiPembinaan.objects.visible_to(request.pelaku)), uuid=uuid
    )
    laporan = request_dokumen(pelaku=request.pelaku, sumber=[sesi], jenis=[JenisDokumen.BERITA_ACARA])
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def pembinaan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Plan a session; goal, situation and subjects come from the evaluation and can be changed."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_plan_pembinaan_dari(request.pelaku, evaluasi))
    form = RencanaForm(request.POST if request.method == "POST" else None, initial=usul_rencana(evaluasi))
    if request.method == "POST" and form.is_valid():
        try:
            sesi = plan_pembinaan_dari(pelaku=request.pelaku, evaluasi=evaluasi, **form.untuk_layanan())
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.tolak(galat)
        else:
            nama = evaluasi.pegawai.nama_lengkap
            messages.success(request, f"Sesi direncanakan. {nama} melihatnya sekarang.")
            return redirect("kinerja:pembinaan_lihat", sesi.uuid)
    konteks = {"form": form, "pegawai": evaluasi.pegawai, "evaluasi": evaluasi}
    return render(request, "kinerja/pembinaan_rencana.html", konteks, status=422 if form.errors else 200)
