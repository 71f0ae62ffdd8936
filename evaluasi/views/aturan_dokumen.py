"""How the agency numbers and signs documents; the recap of a unit."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evaluasi import permissions, rules, selectors, services
from evaluasi.forms import PengaturanDokumenForm, RekapForm
from evaluasi.models import PengaturanDokumen
from evaluasi.rules import JenisDokumen
from evaluasi.tasks import bunyikan
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from skp.selectors import hari_instansi


def contoh_nomor(atur: PengaturanDokumen, hari: date) -> dict[JenisDokumen, str]:
    """What a number of each kind looks like today."""
    return {
        j: rules.susun_nomor(
            atur.pola,
            kode=rules.kode_jenis(atur.kode, j),
            nomor=127,
            lebar=atur.lebar,
            tahun=hari.year,
            terbit=hari,
        )
        for j in JenisDokumen
    }


@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: Permintaan) -> HttpResponse:
    """The numbering rule, with an example of each kind."""
    permissions.require(permissions.may_set_dokumen(request.pelaku))
    kini = selectors.pengaturan_dokumen(request.pelaku.instansi_id)
    contoh = contoh_nomor(kini, hari_instansi(request.pelaku.instansi))
    form = PengaturanDokumenForm(request.POST if request.method == "POST" else None, kini=kini, contoh=contoh)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_pengaturan_dokumen(pelaku=request.pelaku, **form.isi())
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
        else:
            messages.success(request, "Penomoran disimpan. Dokumen yang sudah terbit tidak berubah.")
            return redirect("evaluasi:dokumen_aturan")
    konteks = {"form": form, "contoh": contoh[JenisDokumen.EVALUASI]}
    return render(request, "evaluasi/dokumen_aturan.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rekap(request: Permintaan) -> HttpResponse:
    """Order the recap of a unit; the ones that were issued stand below."""
    pelaku, dikirim = request.pelaku, request.method == "POST"
    puncak = permissions.unit_pantauan(pelaku)
    permissions.require(permissions.may_monitor(pelaku, puncak=puncak))
    terpilih = str(baca_uuid((request.POST if dikirim else request.GET).get("unit", "")) or "")
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(pelaku.instansi, hari)
    kini = selectors.periode_kini(pilihan, hari)
    form = RekapForm(
        request.POST if dikirim else None,
        unit=selectors.unit_massal(puncak, terpilih),
        periode=pilihan,
        terpilih={
            "unit": terpilih,
            "periode": request.GET.get("periode", "") or (str(kini.uuid) if kini else ""),
        },
    )
    if dikirim and form.is_valid():
        try:
            laporan = services.request_rekap(pelaku=pelaku, **form.cleaned_data)
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, str(galat))
        else:
            bunyikan(laporan)
            return redirect("evaluasi:laporan_lihat", laporan.uuid)
    konteks = {"form": form, "terbit": selectors.dokumen_rekap(pelaku)}
    return render(request, "evaluasi/rekap.html", konteks, status=422 if form.errors else 200)
