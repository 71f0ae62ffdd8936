"""Pages of the import: upload, preview, progress, report. Only the admin of the whole agency."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pegawai import services, tasks
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.forms.impor import ImporForm, SaringBarisForm
from pegawai.laporan.impor import ditolak_csv, ditolak_xlsx
from pegawai.models import Impor
from pegawai.permintaan import Permintaan
from pegawai.permissions import may_import, require
from pegawai.rules import StatusImpor
from pegawai.selectors.impor import (
    baris_impor,
    laporan_impor,
    penempatan_tanpa_penilai,
    puncak_tanpa_kepala,
)
from pegawai.services.impor import bisa_diterapkan

UKURAN_HALAMAN = 50
CONTOH_TANPA_PENILAI = 10
STATUS_JALAN = (StatusImpor.ANTRE, StatusImpor.BERJALAN)
BERKAS = {
    "xlsx": (ditolak_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (ditolak_csv, "text/csv; charset=utf-8"),
}


def _impor(request: Permintaan, uuid: UUID) -> Impor:
    require(may_import(request.pelaku))
    semua = Impor.objects.visible_to(request.pelaku).select_related("instansi", "diminta_oleh")
    return get_object_or_404(semua, uuid=uuid)


@require_GET
def impor_daftar(request: Permintaan) -> HttpResponse:
    require(may_import(request.pelaku))
    semua = Impor.objects.visible_to(request.pelaku).select_related("diminta_oleh")
    halaman = Paginator(semua, UKURAN_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "pegawai/impor_list.html", {"halaman": halaman})


@require_http_methods(["GET", "POST"])
def impor_baru(request: Permintaan) -> HttpResponse:
    require(may_import(request.pelaku))
    form = ImporForm(request.POST, request.FILES) if request.method == "POST" else ImporForm()
    if form.is_valid():
        try:
            impor = services.preview_impor(pelaku=request.pelaku, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            form.add_error(galat.bidang, galat.pesan)
        else:
            return redirect("pegawai:impor_detail", impor.uuid)
    status = 422 if form.is_bound else 200
    return render(request, "pegawai/impor_form.html", {"form": form}, status=status)


@require_GET
def impor_detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Preview, progress or report, whichever the state of the import asks for."""
    impor = _impor(request, uuid)
    saring = SaringBarisForm(request.GET)
    baris = baris_impor(impor, **saring.pilihan)
    halaman = Paginator(baris, UKURAN_HALAMAN).get_page(request.GET.get("page"))
    konteks = {
        "impor": impor,
        "laporan": laporan_impor(impor),
        "saring": saring,
        "halaman": halaman,
        "is_berjalan": impor.status in STATUS_JALAN,
        "bisa_diterapkan": bisa_diterapkan(impor),
        **_kemajuan(impor),
    }
    if impor.status == StatusImpor.SELESAI:
        konteks |= _tanpa_penilai(impor)
    return render(request, "pegawai/impor_detail.html", konteks)


def _tanpa_penilai(impor: Impor) -> dict[str, object]:
    """Who still has nobody to rate him, and the unit where a pejabat negara would mend it."""
    hari_ini = timezone.localdate()
    semua = penempatan_tanpa_penilai(impor.instansi, hari_ini)
    contoh = list(semua[:CONTOH_TANPA_PENILAI])
    return {
        "tanpa_penilai": contoh,
        "jumlah_tanpa_penilai": semua.count() if contoh else 0,
        "puncak": puncak_tanpa_kepala(contoh, hari_ini) if contoh else [],
    }


def _kemajuan(impor: Impor) -> dict[str, object]:
    """How far it is, and how long it will take at the speed so far."""
    keterangan = "Menunggu giliran."
    if impor.status == StatusImpor.BERJALAN and impor.mulai_pada:
        sisa = impor.jumlah - impor.diterapkan
        detik = (timezone.now() - impor.mulai_pada).total_seconds()
        if not sisa:
            keterangan = "Menetapkan pejabat unit dan menyusun hubungan penilai."
        elif impor.diterapkan:
            keterangan = f"Sisa sekitar {round(detik * sisa / impor.diterapkan) + 1} detik."
        else:
            keterangan = "Menyusun unit kerja."
    return {"keterangan": keterangan}


@require_GET
def impor_kemajuan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The fragment that the page asks for every two seconds; at the end the page loads anew."""
    impor = _impor(request, uuid)
    if impor.status not in STATUS_JALAN:
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return render(request, "pegawai/_impor_kemajuan.html", {"impor": impor, **_kemajuan(impor)})


@require_POST
def impor_terapkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    impor = services.apply_impor(pelaku=request.pelaku, impor=_impor(request, uuid))
    tasks.terapkan_impor.delay_on_commit(impor.pk)  # type: ignore[attr-defined]
    return redirect("pegawai:impor_detail", impor.uuid)


@require_POST
def impor_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    services.cancel_impor(pelaku=request.pelaku, impor=_impor(request, uuid))
    messages.success(request, "Pratinjau dibatalkan. Tidak ada data yang berubah.")
    return redirect("pegawai:impor_daftar")


@require_GET
def impor_ditolak(request: Permintaan, uuid: UUID, jenis: str) -> HttpResponse:
    """The refused rows as a file."""
    impor = _impor(request, uuid)
    if jenis not in BERKAS:
        raise Http404
    buat, tipe = BERKAS[jenis]
    response = HttpResponse(buat(impor), content_type=tipe)
    nama = f"impor-baris-ditolak-{timezone.localtime(impor.dibuat_pada):%Y%m%d-%H%M}.{jenis}"
    response["Content-Disposition"] = f'attachment; filename="{nama}"'
    return response
