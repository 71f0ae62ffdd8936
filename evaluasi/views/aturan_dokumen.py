"""How the agency numbers and signs documents, its emblem; the recap of a unit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from evaluasi import permissions, rules, selectors, services
from evaluasi.forms import LambangForm, PengaturanDokumenForm, RekapForm
from evaluasi.models import PengaturanDokumen
from evaluasi.rules import JenisDokumen
from evaluasi.tasks import bunyikan
from kinerja.bukti.unggah import batasi_unggah
from kinerja.services import terlalu_besar
from kinerja.views.bukti import status_galat
from pegawai.errors import AturanDilanggar, Dilarang
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
    """The numbering rule, with an example of each kind; the emblem."""
    permissions.require(permissions.may_set_dokumen(request.pelaku))
    if request.method != "POST":
        return _tampil(request)
    form = _form_aturan(request, request.POST)
    if form.is_valid():
        try:
            services.set_pengaturan_dokumen(pelaku=request.pelaku, **form.isi())
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
        else:
            messages.success(request, "Penomoran disimpan. Dokumen yang sudah terbit tidak berubah.")
            return redirect("evaluasi:dokumen_aturan")
    return _tampil(request, 422, form=form)


def _form_aturan(request: Permintaan, data: Any = None) -> PengaturanDokumenForm:
    kini = selectors.pengaturan_dokumen(request.pelaku.instansi_id)
    contoh = contoh_nomor(kini, hari_instansi(request.pelaku.instansi))
    return PengaturanDokumenForm(data, kini=kini, contoh=contoh)


def _tampil(
    request: Permintaan,
    status: int = 200,
    *,
    form: PengaturanDokumenForm | None = None,
    form_lambang: LambangForm | None = None,
) -> HttpResponse:
    form = form or _form_aturan(request)
    konteks = {
        "form": form,
        "contoh": form.contoh[JenisDokumen.EVALUASI],
        "form_lambang": form_lambang or LambangForm(),
        "lambang": form.kini.lambang,
        "gambar_lambang": selectors.lambang_tampil(form.kini.lambang),
    }
    return render(request, "evaluasi/dokumen_aturan.html", konteks, status=status)


@require_POST
@batasi_unggah
def lambang(request: Permintaan) -> HttpResponse:
    """Put an emblem at the head of what is issued from now on."""
    permissions.require(permissions.may_set_dokumen(request.pelaku))
    form = LambangForm(request.POST, request.FILES)
    sah = form.is_valid()
    if getattr(request, "berkas_terlalu_besar", ()):
        del form.errors["berkas"]
        form.add_error("berkas", terlalu_besar().pesan)
    elif sah:
        try:
            services.set_lambang(pelaku=request.pelaku, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
        else:
            messages.success(request, "Lambang dipasang. Dokumen yang sudah terbit tidak berubah.")
            return redirect("evaluasi:dokumen_aturan")
    return _tampil(request, status_galat(request), form_lambang=form)


@require_POST
def lambang_lepas(request: Permintaan) -> HttpResponse:
    """Print without an emblem from now on."""
    services.remove_lambang(pelaku=request.pelaku)
    messages.success(request, "Lambang dilepas. Dokumen yang sudah terbit tidak berubah.")
    return redirect("evaluasi:dokumen_aturan")


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
