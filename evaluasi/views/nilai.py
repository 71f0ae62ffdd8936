"""Beside the page that judges: all of one part of the material, another's ratings made one's own, what an agency sets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import FinalForm, PengaturanNilaiForm
from evaluasi.views.penilaian import get_dinilai, get_evaluasi
from pegawai.permintaan import Permintaan
from pegawai.views.bersama import formulir
from skp.rules import NilaiPerilaku

SEMUA = 10_000
"""More than anybody notes in a year."""


@require_safe
def bahan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Everything that was noted and said about one result (`rhk`) or behaviour (`nilai`) in the period."""
    evaluasi, _ = get_dinilai(request, uuid)
    semua = selectors.bahan_evaluasi(evaluasi.skp, evaluasi.periode, lengkap=False)
    rhk, nilai = request.GET.get("rhk", ""), request.GET.get("nilai", "")
    konteks: dict[str, Any] = {"evaluasi": evaluasi, "bahan": semua, "catatan": ()}
    if r := next((r for r in semua.rhk if str(r.rhk.uuid) == rhk), None):
        konteks |= {"judul": r.rhk.teks, "suara": r.suara}
    elif p := next((p for p in semua.perilaku if p.nilai == nilai), None):
        terlihat = selectors.perilaku_terlihat(evaluasi.skp, semua.mulai, semua.selesai, SEMUA)
        konteks |= {"judul": NilaiPerilaku(nilai).label, "suara": p.suara}
        if nilai in terlihat:
            konteks["catatan"] = terlihat[nilai].terbaru
    elif nilai == "umum":
        konteks |= {"judul": "Umpan balik umum", "suara": semua.umum}
    else:
        raise Http404("Bagian bahan itu tidak ada.")
    return render(request, "evaluasi/bahan.html", konteks)


@require_POST
def ambil_alih(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The penilai changed: stand for the ratings that were written before."""
    evaluasi = get_evaluasi(request, uuid)
    form = FinalForm(request.POST)
    nomor = form.cleaned_data["versi"] if form.is_valid() else -1
    services.take_over_rating(pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=nomor)
    messages.success(request, "Rating ini sekarang penilaian Anda.")
    return redirect("evaluasi:nilai", evaluasi.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def pengaturan_nilai(request: Permintaan) -> HttpResponse:
    """What the agency settles for rating."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_nilai(request.pelaku, instansi))
    kini = permissions.pengaturan_nilai(instansi.pk)
    return formulir(
        request,
        PengaturanNilaiForm(
            request.POST if request.method == "POST" else None,
            pelaku=request.pelaku,
            initial={"rekomendasi_ketua_tim": kini.rekomendasi_ketua_tim},
        ),
        kirim=lambda isian: services.set_pengaturan_nilai(pelaku=request.pelaku, instansi=instansi, **isian),
        tujuan=reverse("evaluasi:pengaturan"),
        pesan="Pengaturan penilaian disimpan.",
        judul="Pengaturan penilaian",
        tombol="Simpan pengaturan",
        asal={"url": reverse("evaluasi:pengaturan"), "label": "Pengaturan"},
    )
