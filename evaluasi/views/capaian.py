"""Capaian of units: who has one, which one counts, and the form of whoever fixes it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import AlasanForm, CapaianForm, PeriodeForm
from evaluasi.models import CapaianOrganisasi
from evaluasi.rules import MAKS_DASAR, TEKS_POLA, PredikatOrganisasi, StatusCapaian
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.permissions import is_admin_kepegawaian
from pegawai.selectors import baca_uuid, penempatan_of
from skp.models import Periode
from skp.selectors import kapan


@require_safe
def capaian(request: Permintaan) -> HttpResponse:
    """The units whose capaian I fix, and the one that counts for my own unit."""
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    induk = baca_uuid(request.GET.get("unit", ""))
    jejak = selectors.jejak_unit(request.pelaku, str(induk)) if induk else []
    units = selectors.unit_capaian(request.pelaku, hari, induk=jejak[-1] if jejak else None)
    penempatan = penempatan_of(request.pelaku, hari)
    konteks: dict[str, Any] = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "periode": periode,
        "jejak": jejak,
        "unit_induk": jejak[-1].nama if jejak else "",
        "boleh_turun": is_admin_kepegawaian(request.pelaku),
        "baris": selectors.baris_capaian(units, periode, hari) if periode else [],
        "unit_saya": penempatan.unit if penempatan else None,
        "unit_rekomendasi": _unit_rekomendasi(request, hari) if periode else [],
        "milik_saya": selectors.capaian_untuk(penempatan.unit, periode) if penempatan and periode else None,
    }
    return render(request, "evaluasi/capaian.html", konteks)


def _unit_rekomendasi(request: Permintaan, hari: date) -> list[UnitKerja]:
    """The units on whose capaian I may advise; nothing for most people."""
    ditunjuk = permissions.bidang_saran(request.pelaku)
    if not ditunjuk:
        return []
    semua = UnitKerja.objects.aktif().filter(instansi=request.pelaku.instansi_id).order_by("jalur")
    return [
        u
        for u in selectors.unit_berkewajiban(semua, hari)[:200]
        if permissions.may_recommend_capaian(request.pelaku, u, bidang=ditunjuk)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def capaian_ubah(request: Permintaan, unit: UUID, periode: UUID) -> HttpResponse:
    """Draft or fix the capaian of a unit; what is fixed is shown, with the way to reopen it."""
    u, p, c = _ambil(request, unit, periode)
    boleh = permissions.may_set_capaian(request.pelaku, u)
    if request.method == "POST":
        permissions.require(boleh)
        return _simpan(request, u, p, c)
    if not boleh and (c is None or c.status == StatusCapaian.DRAF):
        raise Dilarang(boleh.alasan)
    return _halaman(request, u, p, c, CapaianForm(capaian=c))


def _ambil(
    request: Permintaan, unit: UUID, periode: UUID
) -> tuple[UnitKerja, Periode, CapaianOrganisasi | None]:
    u = get_object_or_404(UnitKerja.objects.visible_to(request.pelaku), uuid=unit)
    p = get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode)
    c = (
        CapaianOrganisasi.objects.visible_to(request.pelaku)
        .select_related("unit", "periode", "ditetapkan_oleh")
        .filter(unit=u, periode=p)
        .first()
    )
    return u, p, c


def _halaman(
    request: Permintaan,
    unit: UnitKerja,
    periode: Periode,
    capaian: CapaianOrganisasi | None,
    form: CapaianForm,
    status: int = 200,
    form_buka: AlasanForm | None = None,
) -> HttpResponse:
    boleh = permissions.may_set_capaian(request.pelaku, unit)
    tetap = capaian is not None and capaian.status == StatusCapaian.DITETAPKAN
    konteks = {
        "unit": unit,
        "periode": periode,
        "kunci_periode": str(periode.uuid),
        "capaian": capaian,
        "keadaan": _keadaan(capaian),
        "form": form,
        "boleh": boleh,
        "tetap": tetap,
        "usul": selectors.usul_dasar(unit, periode, timezone.localdate()) if boleh and not tetap else "",
        "rekomendasi": selectors.saran_capaian_of(unit, periode) if boleh else [],
        "pola": [(p.label, TEKS_POLA[p]) for p in PredikatOrganisasi],
        "form_buka": form_buka or AlasanForm(),
        "form_galat": form_buka,
    }
    return render(request, "evaluasi/capaian_ubah.html", konteks, status=status)


def _keadaan(capaian: CapaianOrganisasi | None) -> str:
    """Who fixed it and when, or whose turn it is."""
    if capaian is None:
        return ""
    if capaian.ditetapkan_oleh and capaian.ditetapkan_pada:
        return f"{capaian.ditetapkan_oleh.nama_lengkap} menetapkannya {kapan(capaian.ditetapkan_pada)}."
    return "Draf ini belum berlaku. Tetapkan bila sudah benar."


def _dengan_usul(
    request: Permintaan, unit: UnitKerja, periode: Periode, capaian: CapaianOrganisasi | None
) -> CapaianForm:
    """The form as it was typed, the proposed basis below what stood there; nothing is saved."""
    form = CapaianForm(capaian=capaian)
    ditulis = request.POST.get("dasar", "").strip()
    usul = selectors.usul_dasar(unit, periode, timezone.localdate())
    form.initial = {
        "predikat": request.POST.get("predikat", ""),
        "dasar": "\n".join(x for x in (ditulis, usul) if x)[:MAKS_DASAR],
        "versi": request.POST.get("versi", ""),
    }
    return form


def _simpan(
    request: Permintaan, unit: UnitKerja, periode: Periode, lama: CapaianOrganisasi | None
) -> HttpResponse:
    if request.POST.get("aksi") == "usul":
        return _halaman(request, unit, periode, lama, _dengan_usul(request, unit, periode, lama))
    form = CapaianForm(request.POST, request.FILES, capaian=lama)
    if not form.is_valid():
        return _halaman(request, unit, periode, lama, form, status=422)
    try:
        capaian = services.save_capaian(
            pelaku=request.pelaku, unit=unit, periode=periode, **form.cleaned_data
        )
    except AturanDilanggar as galat:
        if galat.bidang not in form.fields:
            raise
        form.add_error(galat.bidang, galat.pesan)
        return _halaman(request, unit, periode, lama, form, status=422)
    if request.POST.get("aksi") == "tetapkan":
        services.fix_capaian(pelaku=request.pelaku, capaian=capaian)
        messages.success(request, f"Capaian {unit.nama} untuk {periode} ditetapkan.")
        return redirect(f"{reverse('evaluasi:capaian')}?periode={periode.uuid}")
    messages.success(request, "Draf capaian disimpan. Tetapkan bila sudah benar.")
    return redirect("evaluasi:capaian_ubah", unit.uuid, periode.uuid)


@require_POST
def capaian_buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a fixed capaian back to draft, with the reason."""
    c = get_object_or_404(
        CapaianOrganisasi.objects.visible_to(request.pelaku).select_related(
            "unit", "periode", "ditetapkan_oleh"
        ),
        uuid=uuid,
    )
    permissions.require(permissions.may_set_capaian(request.pelaku, c.unit))
    form = AlasanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, c.unit, c.periode, c, CapaianForm(capaian=c), status=422, form_buka=form)
    services.reopen_capaian(pelaku=request.pelaku, capaian=c, **form.cleaned_data)
    messages.success(request, "Capaian dibuka kembali sebagai draf.")
    return redirect("evaluasi:capaian_ubah", c.unit.uuid, c.periode.uuid)


@require_safe
def capaian_lampiran(request: Permintaan, uuid: UUID) -> HttpResponseBase:
    """Hand out the attachment, as a download only."""
    c = get_object_or_404(
        CapaianOrganisasi.objects.visible_to(request.pelaku).select_related("unit"), uuid=uuid
    )
    if c.status == StatusCapaian.DRAF:
        permissions.require(permissions.may_set_capaian(request.pelaku, c.unit))
    if not c.lampiran:
        raise Http404
    response = FileResponse(c.lampiran.open("rb"), as_attachment=True, filename=c.lampiran_nama)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
