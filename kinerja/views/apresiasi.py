"""Public thanks: the monthly page of a unit, giving, one's own, moderation."""

from __future__ import annotations

import uuid as uuid_lib
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.forms.apresiasi import ApresiasiForm, SaringApresiasiForm, SembunyiForm
from kinerja.models import Apresiasi, PenerimaApresiasi
from kinerja.permissions import apresiasi as izin
from kinerja.rules.apresiasi import MAKS_PENERIMA
from kinerja.selectors import apresiasi as baca
from kinerja.services import apresiasi as layanan
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import Peran
from pegawai.selectors import baca_uuid, orang_bertugas, penempatan_of
from skp.rules import BULAN

PER_HALAMAN = 30
AWAL = date(2020, 1, 1)
"""Nothing was thanked here before."""


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """The thanks of one month in a unit and below it, with the count under each value."""
    form = SaringApresiasiForm(request.GET)
    saring = form.cleaned_data if form.is_valid() else {}
    hari = timezone.localdate()
    mulai, selesai = baca.bulan_dari(_bulan(saring.get("bulan", ""), hari))
    unit = _unit(request, saring.get("unit", ""), hari)
    sembunyi = bool(saring.get("disembunyikan")) and Peran.ADMIN_KEPEGAWAIAN in request.peran
    semua = baca.apresiasi_unit(
        request.pelaku,
        unit=unit,
        mulai=mulai,
        selesai=selesai,
        cari=saring.get("cari", ""),
        disembunyikan=sembunyi,
    )
    hitung = baca.hitung_nilai(semua)
    nilai = saring.get("nilai", "")
    atas, bawah = baca.unit_sekitar(unit) if unit else ([], [])
    halaman = Paginator(semua.filter(nilai=nilai) if nilai else semua, PER_HALAMAN)
    konteks = {
        "form": form,
        "halaman": halaman.get_page(request.GET.get("page")),
        "hitung": hitung,
        "jumlah": sum(n for _, n in hitung),
        "unit": unit,
        "atas": atas,
        "bawah": bawah,
        "bulan": f"{BULAN[mulai.month - 1]} {mulai.year}",
        "bulan_lalu": mulai - timedelta(days=1),
        "bulan_depan": selesai + timedelta(days=1) if selesai < hari else None,
        "sembunyi": sembunyi,
        "moderator": Peran.ADMIN_KEPEGAWAIAN in request.peran,
        "moderasi": _boleh_moderasi(request),
    }
    return render(request, "kinerja/apresiasi.html", konteks)


def _boleh_moderasi(request: Permintaan) -> dict[str, Any]:
    """From where the list links to the act; who may is asked there once more."""
    return {"ada": Peran.ADMIN_KEPEGAWAIAN in request.peran, "kembali": request.get_full_path()}


def _bulan(teks: str, hari: date) -> date:
    try:
        return max(min(date.fromisoformat(teks), hari), AWAL)
    except ValueError:
        return hari


def _unit(request: Permintaan, diminta: str, hari: date) -> UnitKerja | None:
    """The unit of the address, else one's own, else the root of the agency."""
    units = UnitKerja.objects.visible_to(request.pelaku).select_related("induk")
    if diminta:
        return get_object_or_404(units, uuid=baca_uuid(diminta))
    kini = penempatan_of(request.pelaku, hari)
    return kini.unit if kini else units.filter(induk__isnull=True).order_by("pk").first()


@require_http_methods(["GET", "HEAD", "POST"])
def beri(request: Permintaan) -> HttpResponse:
    """Thank one or several people."""
    if request.method != "POST":
        return _form(request, _form_awal(request))
    form = ApresiasiForm(request.POST, pelaku=request.pelaku)
    if form.sedang_menyusun:
        form.susun()
        return _form(request, form)
    if form.is_valid():
        try:
            baru = layanan.give_apresiasi(pelaku=request.pelaku, **form.untuk_layanan())
        except AturanDilanggar as galat:
            form.tolak(galat)
        else:
            n = baru.daftar_penerima.count()
            messages.success(request, f"Apresiasi untuk {n} orang terbit. Anda dapat menariknya di sini.")
            return redirect("kinerja:apresiasi_saya")
    return _form(request, form)


def _form_awal(request: Permintaan) -> ApresiasiForm:
    """Empty, or with the person from whose page one came."""
    form = ApresiasiForm(pelaku=request.pelaku)
    untuk = baca_uuid(request.GET.get("untuk", ""))
    if untuk and untuk != request.pelaku.uuid:
        form.terpilih = list(orang_bertugas(request.pelaku.instansi_id).filter(uuid=untuk))
    return form


def _form(request: Permintaan, form: ApresiasiForm) -> HttpResponse:
    menyusun = form.sedang_menyusun or form.sedang_mencari
    galat = not menyusun and form.is_bound and form.errors
    konteks = {
        "form": form,
        "menyusun": menyusun,
        "penuh": len(form.terpilih) >= MAKS_PENERIMA,
    }
    return render(request, "kinerja/apresiasi_beri.html", konteks, status=422 if galat else 200)


@require_safe
def saya(request: Permintaan) -> HttpResponse:
    """What I was thanked for, and what I wrote."""
    ditulis = request.GET.get("tab") == "ditulis"
    semua: Any = baca.apresiasi_dari(request.pelaku) if ditulis else baca.apresiasi_untuk(request.pelaku)
    konteks = {
        "ditulis": ditulis,
        "halaman": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
        "ditarik": baca.apresiasi_ditarik(request.pelaku),
    }
    return render(request, "kinerja/apresiasi_saya.html", konteks)


def _get(request: Permintaan, uuid: uuid_lib.UUID) -> Apresiasi:
    return get_object_or_404(Apresiasi.objects.visible_to(request.pelaku), uuid=uuid)


def _saya(tab: str = "") -> HttpResponse:
    return redirect(f"{reverse('kinerja:apresiasi_saya')}{'?tab=ditulis' if tab else ''}")


@require_POST
def tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    layanan.withdraw_apresiasi(pelaku=request.pelaku, apresiasi=_get(request, uuid))
    messages.info(request, "Apresiasi ditarik. Selama tujuh hari Anda dapat memulihkannya.")
    return _saya("ditulis")


@require_POST
def pulihkan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    layanan.restore_apresiasi(pelaku=request.pelaku, apresiasi=_get(request, uuid))
    messages.success(request, "Apresiasi terbit lagi.")
    return _saya("ditulis")


@require_POST
def nama(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Take my name out of the public page, or put it back."""
    penerima = get_object_or_404(PenerimaApresiasi.objects.visible_to(request.pelaku), uuid=uuid)
    tampil = request.POST.get("tampil") == "ya"
    layanan.set_nama_tampil(pelaku=request.pelaku, penerima=penerima, tampil=tampil)
    pesan = (
        "Nama Anda tampil lagi."
        if tampil
        else "Nama Anda tidak ditampilkan lagi. Hanya Anda yang melihatnya."
    )
    messages.success(request, pesan)
    return _saya()


@require_http_methods(["GET", "HEAD", "POST"])
def sembunyikan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Take words down, with the reason that the writer reads."""
    apresiasi = _get(request, uuid)
    izin.require(izin.may_moderate_apresiasi(request.pelaku, apresiasi))
    form = SembunyiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            layanan.hide_apresiasi(pelaku=request.pelaku, apresiasi=apresiasi, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.add_error("alasan", galat.pesan)
        else:
            messages.success(request, "Apresiasi disembunyikan. Penulis membaca alasannya.")
            return redirect(_kembali(request))
    konteks = {"apresiasi": apresiasi, "form": form, "kembali": _kembali(request)}
    return render(request, "kinerja/apresiasi_sembunyi.html", konteks, status=422 if form.errors else 200)


def _kembali(request: Permintaan) -> str:
    """The list one came from; never another site."""
    tuju = request.POST.get("kembali") or request.GET.get("kembali", "")
    aman = url_has_allowed_host_and_scheme(tuju, allowed_hosts={request.get_host()})
    return tuju if aman and tuju.startswith("/kinerja/apresiasi/") else reverse("kinerja:apresiasi")


@require_POST
def tampilkan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Put words back that were hidden."""
    layanan.show_apresiasi(pelaku=request.pelaku, apresiasi=_get(request, uuid))
    messages.success(request, "Apresiasi tampil lagi.")
    return redirect(_kembali(request))
