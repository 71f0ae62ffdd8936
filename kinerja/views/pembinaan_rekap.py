"""What an agency may know of pembinaan: counts per unit; and what it settles for it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.forms.pembinaan import AkhiriForm, PengaturanBinaForm
from kinerja.permissions import pembinaan as izin
from kinerja.selectors import pembinaan as baca
from kinerja.services import pembinaan as layanan
from kinerja.services.pembinaan_akhiri import end_pembinaan
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan
from pegawai.permissions import is_penilai_of
from pegawai.selectors import baca_uuid
from pegawai.views.bersama import formulir

MAKS_TERTINGGAL = 50
"""Sessions without their pembina that one page names; the oldest come first."""


@require_safe
def rekap(request: Permintaan) -> HttpResponse:
    """Counts of a unit and of those right below it; few people are not told."""
    izin.require(izin.may_see_rekap(request.pelaku))
    units = baca.unit_rekap(request.pelaku)
    diminta = request.GET.get("unit", "")
    cocok = units.filter(uuid=baca_uuid(diminta) or UUID(int=0)) if diminta else units.order_by("jalur")
    unit = cocok.first()
    if diminta and unit is None:
        raise Http404
    tahun = baca.tahun_rekap(request.pelaku)
    pilih = request.GET.get("tahun", "")
    kini = int(pilih) if pilih.isdigit() and int(pilih) in tahun else timezone.localdate().year
    konteks = {
        "unit": unit,
        "atas": units.filter(pk=unit.induk_id).first() if unit and unit.induk_id else None,
        "rekap": baca.rekap_pembinaan(request.pelaku, unit, kini) if unit else None,
        "tahun": kini,
        "pilihan_tahun": tahun,
        "tertinggal": list(baca.dapat_diakhiri(request.pelaku)[:MAKS_TERTINGGAL]),
        "boleh_atur": izin.may_set_bina(request.pelaku, request.pelaku.instansi),
    }
    return render(request, "kinerja/pembinaan_rekap.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def akhiri(request: Permintaan, uuid: UUID) -> HttpResponse:
    """End a session whose pembina is gone: who and what kind is shown, not what was said."""
    sesi = get_object_or_404(baca.dapat_diakhiri(request.pelaku), uuid=uuid)
    daftar = (
        "kinerja:pembinaan_tim" if is_penilai_of(request.pelaku, sesi.pegawai) else "kinerja:pembinaan_rekap"
    )
    form = AkhiriForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            end_pembinaan(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.tolak(galat)
        else:
            messages.success(request, f"Sesi {sesi.pegawai.nama_lengkap} diakhiri. Alasannya tercatat.")
            return redirect(daftar)
    konteks = {"sesi": sesi, "form": form, "url_kembali": reverse(daftar)}
    return render(request, "kinerja/pembinaan_akhiri.html", konteks, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: Permintaan) -> HttpResponse:
    """What the agency settles for pembinaan and apresiasi."""
    pelaku = request.pelaku
    izin.require(izin.may_set_bina(pelaku, pelaku.instansi))
    return formulir(
        request,
        PengaturanBinaForm(
            request.POST if request.method == "POST" else None,
            pelaku=pelaku,
            atur=izin.pengaturan_bina(pelaku.instansi_id),
        ),
        kirim=lambda isian: layanan.set_pengaturan_bina(pelaku=pelaku, instansi=pelaku.instansi, **isian),
        tujuan=reverse("kinerja:pembinaan_rekap"),
        pesan="Pengaturan disimpan dan berlaku mulai sekarang.",
        judul="Pengaturan pembinaan dan apresiasi",
        tombol="Simpan pengaturan",
        asal={"url": reverse("kinerja:pembinaan_rekap"), "label": "Rekap pembinaan"},
    )
