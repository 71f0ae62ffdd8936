"""The log in and out: many days from a sheet with a preview, one's own log as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import services
from kinerja.forms.buku import BIDANG_BARIS, BarisForm, EksporForm, ImporForm, Pilihan
from kinerja.impor.buku import baris_tempel, baris_xlsx
from kinerja.laporan import buku as laporan
from kinerja.models import ImporCatatan
from kinerja.selectors.buku import catatan_keluar
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan

PER_PERBAIKAN = 20
PER_HALAMAN = 100


def _tujuan(request: Permintaan) -> Pilihan:
    return services.pilihan_tujuan(request.pelaku)


# --- in ------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def catatan_impor(request: Permintaan) -> HttpResponse:
    """Take a workbook or a paste; what is wrong with the whole of it is said here."""
    if request.method != "POST":
        return _form_impor(request, ImporForm(tujuan=_tujuan(request)))
    form = ImporForm(request.POST, request.FILES, tujuan=_tujuan(request))
    if form.is_valid():
        c = form.cleaned_data
        try:
            impor = services.preview_impor_catatan(
                pelaku=request.pelaku,
                baris=baris_xlsx(c["berkas"]) if c["berkas"] else baris_tempel(c["tempel"]),
                klien_id=c["klien_id"],
                nama=c["berkas"].name if c["berkas"] else "",
                bawaan=c["bawaan"],
            )
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.add_error("berkas" if c["berkas"] else "tempel", galat.pesan)
        else:
            return redirect("kinerja:catatan_impor_lihat", impor.uuid)
    return _form_impor(request, form, status=422)


def _form_impor(request: Permintaan, form: ImporForm, status: int = 200) -> HttpResponse:
    return render(request, "kinerja/buku_impor.html", {"form": form}, status=status)


@require_safe
def catatan_impor_templat(request: Permintaan) -> HttpResponse:
    """An empty workbook with one's own steps as choices."""
    response = HttpResponse(laporan.templat_xlsx(request.pelaku), content_type=laporan.XLSX)
    response["Content-Disposition"] = 'attachment; filename="templat-catatan-harian.xlsx"'
    return response


def _impor(request: Permintaan, uuid: UUID) -> ImporCatatan:
    return get_object_or_404(ImporCatatan.objects.visible_to(request.pelaku), uuid=uuid)


@require_safe
def catatan_impor_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The preview: what is refused first, each row to be mended in place, then every row as it was read."""
    impor = _impor(request, uuid)
    ditolak = [b for b in impor.baris if b["hasil"] == "ditolak"]
    lain = [_dibaca(b) for b in impor.baris if b["hasil"] != "ditolak"]
    is_terbuka = impor.status == "pratinjau"
    tujuan = _tujuan(request) if is_terbuka and ditolak else []
    hitung = services.hitung_impor(impor.baris)
    konteks = {
        "impor": impor,
        "is_terbuka": is_terbuka,
        "hitung": hitung,
        "ditolak": [_form_baris(b, tujuan) for b in ditolak[:PER_PERBAIKAN]] if is_terbuka else [],
        "ditolak_lain": max(0, len(ditolak) - PER_PERBAIKAN),
        "halaman": Paginator(lain, PER_HALAMAN).get_page(request.GET.get("page")),
        "keluar": f"{reverse('kinerja:catatan')}?{urlencode({'hari': _hari_akhir(impor)})}",
    }
    return render(request, "kinerja/buku_impor_lihat.html", konteks)


def _dibaca(b: Mapping[str, Any]) -> dict[str, Any]:
    hari = b["dibaca"]["tanggal"]
    return {**b, "tanggal": date.fromisoformat(hari) if hari else None}


def _hari_akhir(impor: ImporCatatan) -> str:
    return max((b["dibaca"]["tanggal"] for b in impor.baris if b["hasil"] == "tersimpan"), default="")


def _form_baris(b: Mapping[str, Any], tujuan: Pilihan) -> dict[str, Any]:
    awalan, isi = f"b{b['nomor']}", b["isi"]
    data = {f"{awalan}-{nama}": isi.get(nama, "") for nama in BIDANG_BARIS}
    form = BarisForm(data, prefix=awalan, tujuan=tujuan, rencana=isi.get("rencana", ""))
    form.tempel_pesan(b["pesan"])
    return {"nomor": b["nomor"], "form": form}


@require_POST
def catatan_impor_perbaiki(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take in what was mended; the rows are judged again."""
    impor = _impor(request, uuid)
    isi = {b["nomor"]: _isi_baris(request, b["nomor"]) for b in impor.baris if b["hasil"] == "ditolak"}
    impor = services.mend_impor_catatan(
        pelaku=request.pelaku, impor=impor, isi={n: i for n, i in isi.items() if i}
    )
    sisa = services.hitung_impor(impor.baris)["ditolak"]
    if sisa:
        messages.warning(request, f"{sisa} baris masih perlu diperbaiki.")
    else:
        messages.success(request, "Semua baris sudah benar. Simpan sekarang.")
    return redirect("kinerja:catatan_impor_lihat", impor.uuid)


def _isi_baris(request: Permintaan, nomor: int) -> dict[str, str]:
    nama = {n: f"b{nomor}-{n}" for n in BIDANG_BARIS}
    return {n: request.POST[kunci] for n, kunci in nama.items() if kunci in request.POST}


@require_POST
def catatan_impor_simpan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Save the good rows, all in one act. Pressed twice, nothing is doubled."""
    impor = _impor(request, uuid)
    jumlah = services.save_impor_catatan(pelaku=request.pelaku, impor=impor)
    if jumlah:
        messages.success(request, f"{jumlah} catatan tersimpan.")
    else:
        messages.info(request, "Tidak ada baris baru untuk disimpan. Yang benar sudah tersimpan.")
    return redirect("kinerja:catatan_impor_lihat", uuid)


@require_POST
def catatan_impor_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Leave the rest; what was saved stays."""
    services.cancel_impor_catatan(pelaku=request.pelaku, impor=_impor(request, uuid))
    messages.info(request, "Kiriman ditutup. Catatan yang sudah tersimpan tetap ada.")
    return redirect("kinerja:catatan_impor")


# --- out -----------------------------------------------------------------------------------------
@require_safe
def catatan_ekspor(request: Permintaan) -> HttpResponse:
    """Choose the span and the shape."""
    hari = timezone.localdate()
    form = EksporForm(request.GET or None, initial=EksporForm.awal(hari))
    jumlah = None
    if form.is_bound and form.is_valid():
        c = form.cleaned_data
        jumlah = catatan_keluar(request.pelaku, c["mulai"], c["selesai"]).count()
    return render(
        request,
        "kinerja/buku_ekspor.html",
        {"form": form, "jumlah": jumlah},
        status=422 if form.errors else 200,
    )


@require_safe
def catatan_ekspor_unduh(request: Permintaan) -> HttpResponseBase:
    """The file itself, streamed."""
    form = EksporForm(request.GET)
    if not form.is_valid():
        return render(request, "kinerja/buku_ekspor.html", {"form": form, "jumlah": None}, status=422)
    return laporan.jawaban_unduh(request.pelaku, **form.cleaned_data, awal=request.build_absolute_uri("/"))
