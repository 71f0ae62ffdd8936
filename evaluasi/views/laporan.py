"""Jobs, issued documents, and the public page that confirms one."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import BandingkanForm, VerifikasiForm
from evaluasi.models import Dokumen, Laporan, TandaTangan
from evaluasi.rules import BentukLaporan, StatusLaporan, baca_kode, tampil_kode
from evaluasi.tasks import bunyikan
from evaluasi.views.penilaian import get_evaluasi
from pegawai.banjir import alamat_of, hitung, jaringan
from pegawai.permintaan import Permintaan

log = logging.getLogger(__name__)

PER_HALAMAN = 15
MAKS_PERIKSA = 30
"""Looks at the public page that one address has per minute."""


@require_safe
def laporan_daftar(request: Permintaan) -> HttpResponse:
    """The jobs I asked for; an admin of the whole agency sees all of them, to mend what failed."""
    gagal = request.GET.get("gagal") == "1"
    semua = selectors.daftar_laporan(request.pelaku, gagal=gagal)
    konteks = {
        "page_obj": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
        "gagal": gagal,
        "boleh_massal": permissions.may_request_massal(request.pelaku),
        "boleh_isi": permissions.may_request_isi(request.pelaku),
        "boleh_rekap": permissions.may_monitor(request.pelaku),
    }
    return render(request, "evaluasi/laporan_daftar.html", konteks)


def _get_laporan(request: Permintaan, uuid: UUID) -> Laporan:
    return get_object_or_404(
        Laporan.objects.visible_to(request.pelaku).select_related(
            "diminta_oleh", "dijeda_oleh", "unit", "periode"
        ),
        uuid=uuid,
    )


@require_safe
def laporan_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One job: how far, how fast, how long; what failed; what can be downloaded."""
    laporan = _get_laporan(request, uuid)
    berakhir = laporan.selesai_pada is not None
    konteks = {
        "laporan": laporan,
        "jalan": laporan.status in (StatusLaporan.ANTRE, StatusLaporan.BERJALAN),
        "boleh": permissions.may_steer_laporan(request.pelaku, laporan),
        "kemajuan": selectors.kemajuan(laporan),
        "bagian": selectors.kemajuan_bagian(laporan),
        "gagal": selectors.butir_gagal(laporan) if berakhir else [],
        "dokumen": selectors.dokumen_laporan(laporan)
        if berakhir and laporan.bentuk == BentukLaporan.SATUAN
        else [],
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "evaluasi/_laporan_kemajuan.html", konteks)
    return render(request, "evaluasi/laporan_lihat.html", konteks)


@require_POST
def laporan_ulang(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Run the failed documents of a job again, or the one that was named."""
    butir = [int(b) for b in request.POST.getlist("butir") if b.isdecimal() and len(b) < 19]
    laporan = services.retry_laporan(pelaku=request.pelaku, laporan=_get_laporan(request, uuid), butir=butir)
    bunyikan(laporan)
    messages.success(request, "Dokumen yang gagal dibuat ulang.")
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_POST
def laporan_minta(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order the two documents of a final evaluation (again: a document that exists is taken as it is)."""
    laporan = services.request_laporan(pelaku=request.pelaku, evaluasi=[get_evaluasi(request, uuid)])
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_safe
def laporan_unduh(request: Permintaan, uuid: UUID) -> FileResponse:
    """Hand out the file of a job, piece by piece: it may be larger than the memory of a web process."""
    semua = Laporan.objects.visible_to(request.pelaku).select_related("unit")
    laporan = get_object_or_404(semua.exclude(berkas="", dihapus_pada__isnull=True), uuid=uuid)
    permissions.require(permissions.may_download_bundel(request.pelaku, laporan))
    response = FileResponse(services.buka_bundel(laporan), as_attachment=True, filename=laporan.nama_berkas)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(response, private=True, no_store=True)
    log.info("laporan %s diunduh oleh %s", laporan.uuid, request.pelaku.uuid)
    return response


def nama_unduhan(dokumen: Dokumen) -> str:
    """A file name that says what it is and nothing about whom: no NIP, no name."""
    jenis = dokumen.get_jenis_display().removesuffix(" Pegawai")
    nama = slugify(f"{jenis} {dokumen.sumber.periode}").title()
    bagian = [b.upper() if set(b.lower()) <= set("iv") else b for b in nama.split("-")]
    return f"{'-'.join(bagian)}.pdf"


@require_safe
def dokumen_unduh(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Hand out an issued PDF, after its hash was checked; never shown inside our own pages."""
    dokumen = get_object_or_404(
        Dokumen.objects.visible_to(request.pelaku)
        .select_related("evaluasi__periode", "skp__periode", "konversi", "penetapan", "rekap__periode")
        .defer("naskah"),
        uuid=uuid,
    )
    return kirim_pdf(request, dokumen, nama_unduhan(dokumen))


def kirim_pdf(request: Permintaan, dokumen: Dokumen | TandaTangan, nama: str) -> HttpResponse:
    """Send a stored PDF as a download, once per browser."""
    etag = quote_etag(dokumen.sha256)
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        isi = services.baca_isi(dokumen)
        response = HttpResponse(isi, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{nama}"'
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        log.info("dokumen %s diunduh oleh %s", dokumen.uuid, request.pelaku.uuid)
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


# The public check


def _terlalu_sering(request: HttpRequest) -> bool:
    """Count the looks of one address in this minute; codes cannot be guessed, but nobody needs to try."""
    return hitung(f"verifikasi:{jaringan(alamat_of(request))}", 60) > MAKS_PERIKSA


def _tanya(request: HttpRequest, status: int = 200, **isi: Any) -> HttpResponse:
    """The page that asks for a code or a file."""
    konteks = {"form": VerifikasiForm(), "form_berkas": BandingkanForm(), "pesan": None} | isi
    return render(request, "evaluasi/verifikasi.html", konteks, status=status)


TERLALU_SERING = "Terlalu banyak pemeriksaan dari jaringan ini. Tunggu satu menit, lalu coba lagi."
KODE_ASING = "Tidak ada dokumen dengan kode itu. Periksa kembali tiap huruf, atau anggap dokumen tidak asli."


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper, or hand over a file: it is told from its content alone, and not kept."""
    if request.method == "POST":
        return _periksa_berkas(request)
    form = VerifikasiForm(request.GET if "kode" in request.GET else None)
    if form.is_valid() and (kode := baca_kode(form.cleaned_data["kode"])):
        return redirect("evaluasi:verifikasi_kode", kode)
    return _tanya(request, form=form)


def _periksa_berkas(request: HttpRequest) -> HttpResponse:
    if _terlalu_sering(request):
        return _tanya(request, 429, pesan=("Tunggu sebentar", TERLALU_SERING))
    form = BandingkanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _tanya(request, 422, form_berkas=form)
    temuan = selectors.keaslian_berkas(cap := selectors.sidik_berkas(form.cleaned_data["berkas"].chunks()))
    if temuan is None:
        asing = selectors.BERKAS_ASING
        return _tanya(request, pesan=(asing.judul, asing.teks))
    return _tampil_keaslian(request, *temuan, banding=selectors.bandingkan(temuan[0], cap))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi_kode(request: HttpRequest, kode: str) -> HttpResponse:
    """Confirm an issued document: number, kind, time, signers, hash. No rating is ever shown.

    A file can be compared; it is read in pieces and not kept.
    """
    if _terlalu_sering(request):
        return _tanya(request, 429, pesan=("Tunggu sebentar", TERLALU_SERING))
    temuan = selectors.keaslian(baca_kode(kode))
    if temuan is None:
        form = VerifikasiForm({"kode": kode})
        return _tanya(request, 404, form=form, pesan=("Kode ini tidak dikenal", KODE_ASING))
    if request.method != "POST":
        return _tampil_keaslian(request, *temuan)
    form_berkas, banding = BandingkanForm(request.POST, request.FILES), None
    if form_berkas.is_valid():
        cap = selectors.sidik_berkas(form_berkas.cleaned_data["berkas"].chunks())
        banding = selectors.bandingkan(temuan[0], cap)
    return _tampil_keaslian(request, *temuan, form=form_berkas, banding=banding)


def _tampil_keaslian(
    request: HttpRequest,
    dokumen: Dokumen,
    keaslian: selectors.Keaslian,
    *,
    form: BandingkanForm | None = None,
    banding: selectors.HasilBanding | None = None,
) -> HttpResponse:
    konteks = {
        "k": keaslian,
        "kode": tampil_kode(dokumen.kode_verifikasi),
        "alamat": reverse("evaluasi:verifikasi_kode", args=[dokumen.kode_verifikasi]),
        "form": form or BandingkanForm(),
        "banding": banding,
    }
    status = 422 if form is not None and form.errors else 200
    response = render(request, "evaluasi/verifikasi_kode.html", konteks, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
