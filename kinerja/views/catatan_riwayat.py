"""One entry of the log with its history, and its correction after the window."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinerja import permissions, selectors, services
from kinerja.bukti.unggah import batasi_unggah
from kinerja.forms.catatan import KoreksiForm, TarikKoreksiForm
from kinerja.models import CatatanHarian
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.navigasi import menu_tentang
from pegawai.permintaan import Permintaan
from pegawai.views.bersama import formulir


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> CatatanHarian:
    catatan = get_object_or_404(
        CatatanHarian.objects.visible_to(request.pelaku)
        .select_related("skp__penempatan__unit", "pegawai", "rhk", "rencana_aksi")
        .annotate(daftar_bukti=selectors.daftar_bukti("catatan")),
        uuid=uuid,
    )
    menu_tentang(request, catatan.pegawai_id)
    return catatan


@require_safe
def catatan_lihat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """One entry: what it says, what it said before, who changed it and why."""
    c = _terlihat(request, uuid)
    milik = c.pegawai_id == request.pelaku.pk
    boleh = permissions.may_edit_catatan(request.pelaku, c)
    tutup = services.alasan_tutup(c.skp, c.tanggal) if boleh else ""
    konteks: dict[str, Any] = {
        "c": c,
        "milik": milik,
        "tutup": tutup,
        "boleh_ubah": bool(boleh) and not tutup and c.ditarik_pada is None,
        "boleh_koreksi": services.boleh_koreksi(request.pelaku, c)
        if tutup and c.ditarik_pada is None
        else None,
        "koreksi": c.koreksi.select_related("oleh") if c.dikoreksi_pada else [],
        "riwayat": selectors.riwayat_catatan(c),
    }
    return render(request, "kinerja/catatan_lihat.html", konteks)


def _siapkan(request: Permintaan, uuid: uuid_lib.UUID) -> tuple[CatatanHarian, HttpResponse | None]:
    """The entry to correct; or the way on where there is nothing to correct."""
    c = _terlihat(request, uuid)
    permissions.require(permissions.may_edit_catatan(request.pelaku, c))
    boleh = services.boleh_koreksi(request.pelaku, c)
    if boleh and c.ditarik_pada is None:
        return c, None
    messages.info(request, boleh.alasan or "Catatan ini sudah ditarik.")
    return c, redirect("kinerja:catatan_lihat", c.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@batasi_unggah
def catatan_koreksi(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Correct an entry whose window has closed."""
    c, lain = _siapkan(request, uuid)
    if lain:
        return lain
    skp = selectors.skp_tetap(request.pelaku)
    if request.method != "POST":
        form = KoreksiForm(skp=skp, hari=c.tanggal, catatan=c)
        return render(request, "kinerja/catatan_koreksi.html", {"form": form, "c": c})
    form = KoreksiForm(request.POST, request.FILES, skp=skp, hari=c.tanggal, catatan=c)
    sah = form.is_valid()
    if not (tandai_terlalu_besar(request, form) or not sah):
        baru: list[Any] = []
        try:
            baru = kumpulkan_bukti(request, c.skp, form)
            services.correct_catatan(
                pelaku=request.pelaku,
                catatan=c,
                alasan=form.cleaned_data["alasan"],
                bukti=[*form.cleaned_data["bukti"], *baru],
                nomor_sunting=form.cleaned_data["nomor_sunting"],
                **form.isi(),
            )
        except SudahBerubah as galat:
            # what stands there now is shown beside the form, which from here on carries its number
            c = _terlihat(request, uuid)
            form.ganti_isian("nomor_sunting", c.nomor_sunting)
            galat_ke_form(form, galat, baru)
        except AturanDilanggar as galat:
            galat_ke_form(form, galat, baru)
        else:
            messages.success(request, "Koreksi tersimpan. Tulisan semula tetap terbaca.")
            return redirect("kinerja:catatan_lihat", c.uuid)
    konteks = {"form": form, "c": c}
    return render(request, "kinerja/catatan_koreksi.html", konteks, status=status_galat(request))


@require_http_methods(["GET", "HEAD", "POST"])
def catatan_koreksi_tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Withdraw an entry whose window has closed."""
    c, lain = _siapkan(request, uuid)
    if lain:
        return lain
    tujuan = reverse("kinerja:catatan_lihat", args=[c.uuid])
    return formulir(
        request,
        TarikKoreksiForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.withdraw_catatan_ditutup(pelaku=request.pelaku, catatan=c, **isian),
        tujuan=tujuan,
        pesan="Catatan ditarik. Isinya tetap terbaca pada riwayat.",
        judul="Tarik catatan lewat koreksi",
        akibat=f"“{c.uraian[:200]}” tidak lagi dihitung.",
        tombol="Tarik catatan",
        asal={"url": tujuan, "label": "Catatan"},
    )
