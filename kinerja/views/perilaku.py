"""Behaviours under the seven values: one's own, of the people one leads, of colleagues."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, selectors, services
from kinerja.bukti.unggah import batasi_unggah
from kinerja.forms.perilaku import (
    PengaturanPerilakuForm,
    PerilakuForm,
    TanggapanPerilakuForm,
    UbahPerilakuForm,
)
from kinerja.models import CatatanPerilaku
from kinerja.selectors.apresiasi import ringkas_apresiasi
from kinerja.selectors.perilaku import pengaturan_perilaku, rekan_terpilih, sekilas_perilaku, skp_rekan
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai import audit
from pegawai.errors import AturanDilanggar
from pegawai.models import Pegawai
from pegawai.models.lingkup import rekan_of
from pegawai.permintaan import Permintaan
from skp.models import Skp
from skp.rules import NilaiPerilaku
from skp.selectors import isi_perilaku

REKAN_SEHALAMAN = 50


def skp_terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> Skp:
    """The SKP of the address; a stranger gets 404."""
    return get_object_or_404(
        Skp.objects.visible_to(request.pelaku).select_related("pegawai", "penempatan__jabatan", "periode"),
        uuid=uuid,
    )


@require_safe
def perilaku(request: Permintaan) -> HttpResponse:
    """My behaviours: those under the SKP of today, or what is missing."""
    tempat = selectors.tempat_mencatat(request.pelaku, timezone.localdate())
    if not tempat.skp:
        return render(request, "kinerja/perilaku_kosong.html", {"tempat": tempat})
    return _halaman(request, tempat.skp[0])


@require_safe
def perilaku_pegawai(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """The behaviours of a person in one's chain."""
    return _halaman(request, skp_terlihat(request, uuid))


def _halaman(
    request: Permintaan,
    skp: Skp,
    *,
    form: PerilakuForm | None = None,
    status: int = 200,
    rekan: bool = False,
) -> HttpResponse:
    """The seven values; a colleague sees only what he wrote himself."""
    boleh = permissions.may_log_perilaku(request.pelaku, skp)
    kirim = form["nilai"].value() if form else request.GET.get("nilai", "")
    daftar = selectors.perilaku_per_nilai(skp, ditulis=request.pelaku if rekan else None)
    baris = [
        {
            "n": n,
            "form": (form or _form(n.nilai, bool(n.ekspektasi))) if boleh and n.nilai == kirim else None,
        }
        for n in daftar
    ]
    konteks = {
        "skp": skp,
        "baris": baris,
        "sekilas": sekilas_perilaku(daftar),
        "boleh": boleh,
        "form_galat": form,
        "ditarik": selectors.perilaku_ditarik(request.pelaku, skp),
        "apresiasi": ringkas_apresiasi(skp.pegawai_id, skp.mulai, skp.selesai),
        "is_milik": skp.pegawai_id == request.pelaku.pk,
        "is_rekan": rekan,
        "boleh_atur": permissions.may_set_perilaku(request.pelaku, request.pelaku.instansi),
        "alamat": _alamat(request, skp, rekan=rekan),
        "alamat_catat": _alamat(request, skp, rekan=True)
        if rekan
        else reverse("kinerja:perilaku_catat", args=[skp.uuid]),
    }
    return render(request, "kinerja/perilaku.html", konteks, status=status)


def _alamat(request: Permintaan, skp: Skp, *, rekan: bool = False) -> str:
    if skp.pegawai_id == request.pelaku.pk:
        return reverse("kinerja:perilaku")
    if rekan:
        return reverse("kinerja:perilaku_rekan_orang", args=[skp.pegawai.uuid])
    return reverse("kinerja:perilaku_pegawai", args=[skp.uuid])


def _form(nilai: NilaiPerilaku, ada_ekspektasi: bool, data: Any = None, files: Any = None) -> PerilakuForm:
    return PerilakuForm(
        data,
        files,
        nilai=nilai,
        ada_ekspektasi=ada_ekspektasi,
        initial={"nilai": nilai.value, "tanggal": timezone.localdate()},
        auto_id=f"id_{nilai}_%s",
    )


@require_POST
@batasi_unggah
def perilaku_catat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Log a behaviour under one value, with its evidence."""
    return _catat(request, skp_terlihat(request, uuid))


def _catat(request: Permintaan, skp: Skp, *, rekan: bool = False) -> HttpResponse:
    permissions.require(permissions.may_log_perilaku(request.pelaku, skp))
    nilai = next((n for n in NilaiPerilaku if n == request.POST.get("nilai")), NilaiPerilaku.AKUNTABEL)
    ada = not rekan and bool(isi_perilaku(skp).get(nilai))
    form = _form(nilai, ada, request.POST, request.FILES)
    sah = form.is_valid()
    if tandai_terlalu_besar(request, form) or not sah:
        return _halaman(request, skp, form=form, status=status_galat(request), rekan=rekan)
    isi = form.isi()
    if not CatatanPerilaku.objects.filter(oleh=request.pelaku, klien_id=isi["klien_id"]).exists():
        bukti: list[Any] = []
        try:
            bukti = kumpulkan_bukti(request, skp, form)
            services.log_perilaku(pelaku=request.pelaku, skp=skp, bukti=bukti, **isi)
        except AturanDilanggar as galat:
            galat_ke_form(form, galat, bukti)
            return _halaman(request, skp, form=form, status=status_galat(request), rekan=rekan)
    messages.success(request, f"Perilaku {nilai.label} tercatat.")
    return redirect(_alamat(request, skp, rekan=rekan))


# --- about colleagues -----------------------------------------------------------------------------
@require_safe
def perilaku_rekan(request: Permintaan) -> HttpResponse:
    """The colleagues of today, to choose whom the entry is about."""
    cari = request.GET.get("cari", "").strip()[:100]
    halaman = Paginator(rekan_terpilih(request.pelaku, cari), REKAN_SEHALAMAN).get_page(
        request.GET.get("page")
    )
    return render(request, "kinerja/perilaku_rekan.html", {"page_obj": halaman, "cari": cari})


@require_http_methods(["GET", "POST"])
@batasi_unggah
def perilaku_rekan_orang(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """What I noted about a colleague, and a new entry; who is no colleague of mine does not exist here."""
    orang = get_object_or_404(Pegawai.objects.filter(pk__in=rekan_of(request.pelaku).values("pk")), uuid=uuid)
    skp = skp_rekan(orang, timezone.localdate())
    if skp is None:
        return render(request, "kinerja/perilaku_tanpa_skp.html", {"orang": orang})
    if request.method == "POST":
        return _catat(request, skp, rekan=True)
    return _halaman(request, skp, rekan=True)


# --- one entry ------------------------------------------------------------------------------------
def _perilaku(request: Permintaan, uuid: uuid_lib.UUID) -> CatatanPerilaku:
    return get_object_or_404(
        CatatanPerilaku.objects.visible_to(request.pelaku).select_related("skp__pegawai", "oleh"), uuid=uuid
    )


def _kembali(request: Permintaan, perilaku: CatatanPerilaku) -> HttpResponse:
    terlihat = Skp.objects.visible_to(request.pelaku).filter(pk=perilaku.skp_id).exists()
    return redirect(f"{_alamat(request, perilaku.skp, rekan=not terlihat)}#n-{perilaku.nilai}")


@require_POST
def perilaku_tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    perilaku = _perilaku(request, uuid)
    services.withdraw_perilaku(pelaku=request.pelaku, perilaku=perilaku)
    messages.info(request, "Catatan perilaku ditarik. Riwayatnya tetap tersimpan.")
    return _kembali(request, perilaku)


@require_POST
def perilaku_pulihkan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    perilaku = _perilaku(request, uuid)
    services.restore_perilaku(pelaku=request.pelaku, perilaku=perilaku)
    messages.success(request, "Catatan perilaku dipulihkan.")
    return _kembali(request, perilaku)


@require_http_methods(["GET", "POST"])
def perilaku_ubah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Change what one wrote, while its day is open; its history stands below."""
    perilaku = _perilaku(request, uuid)
    permissions.require(permissions.may_withdraw_perilaku(request.pelaku, perilaku))
    nilai = NilaiPerilaku(perilaku.nilai)
    ekspektasi = isi_perilaku(perilaku.skp).get(nilai, "") if perilaku.penulis != "rekan" else ""
    form = UbahPerilakuForm(
        request.POST or None,
        nilai=nilai,
        ada_ekspektasi=bool(ekspektasi),
        initial={
            "nomor_sunting": perilaku.nomor_sunting,
            "tanggal": perilaku.tanggal,
            "uraian": perilaku.uraian,
            "panduan": perilaku.panduan,
            "ekspektasi": bool(perilaku.ekspektasi),
        },
    )
    status = 200
    if request.method == "POST":
        status = status_galat(request)
        if form.is_valid():
            try:
                services.edit_perilaku(pelaku=request.pelaku, perilaku=perilaku, **form.isi())
            except AturanDilanggar as galat:
                form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
            else:
                messages.success(request, "Catatan perilaku diubah. Isi lamanya tetap tersimpan.")
                return _kembali(request, perilaku)
    konteks = {
        "c": perilaku,
        "form": form,
        "ekspektasi": ekspektasi,
        "riwayat": _riwayat(perilaku),
        "skp": perilaku.skp,
    }
    return render(request, "kinerja/perilaku_ubah.html", konteks, status=status)


def _riwayat(perilaku: CatatanPerilaku) -> list[dict[str, Any]]:
    """Earlier words of an entry, the latest first."""
    return [
        {"pada": r["pada"], "lama": r["perubahan"]["uraian"][0]}
        for r in audit.riwayat(perilaku)
        if "uraian" in r["perubahan"]
    ]


@require_http_methods(["GET", "POST"])
def perilaku_balas(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Answer what a leader or colleague noted about me."""
    perilaku = _perilaku(request, uuid)
    permissions.require(permissions.may_reply_perilaku(request.pelaku, perilaku))
    form = TanggapanPerilakuForm(request.POST or None, initial={"balasan": perilaku.balasan})
    if request.method == "POST" and form.is_valid():
        services.reply_perilaku(pelaku=request.pelaku, perilaku=perilaku, **form.cleaned_data)
        messages.success(request, f"Tanggapan terkirim kepada {perilaku.oleh.nama_akhir}.")
        return _kembali(request, perilaku)
    status = status_galat(request) if request.method == "POST" else 200
    return render(request, "kinerja/perilaku_balas.html", {"c": perilaku, "form": form}, status=status)


# --- settings of the agency -----------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def perilaku_pengaturan(request: Permintaan) -> HttpResponse:
    """How many entries a day, and whether colleagues write."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_perilaku(request.pelaku, instansi))
    kini = pengaturan_perilaku(instansi.pk)
    form = PengaturanPerilakuForm(
        request.POST or None,
        initial={"maks_per_hari": kini.maks_per_hari, "is_rekan_dibuka": kini.is_rekan_dibuka},
    )
    if request.method == "POST" and form.is_valid():
        services.set_pengaturan_perilaku(pelaku=request.pelaku, instansi=instansi, **form.cleaned_data)
        messages.success(request, "Pengaturan perilaku disimpan.")
        return redirect("kinerja:perilaku_pengaturan")
    status = status_galat(request) if request.method == "POST" else 200
    return render(request, "kinerja/perilaku_pengaturan.html", {"form": form}, status=status)
