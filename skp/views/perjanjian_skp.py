"""From the PK to the SKP of the same post; and the list of who has a PK, for the granted roles."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.permintaan import Permintaan
from pegawai.permissions import require
from skp import permissions, selectors, services
from skp.errors import PerjanjianTidakSah
from skp.forms.perjanjian import AnggaranForm, SaringPkForm
from skp.models import DokumenAnggaran, Periode
from skp.permissions import perjanjian as izin
from skp.rules import StatusPk
from skp.views.sunting import get_skp

PER_HALAMAN = 25


@require_http_methods(["GET", "POST"])
def ambil(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The PK beside the SKP; what is chosen is taken over while the SKP can be written in."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_edit_skp(request.pelaku, skp))
    if not skp.is_jpt:
        raise PerjanjianTidakSah(
            "Hanya SKP pimpinan tinggi dan pimpinan unit kerja mandiri yang mengambil RHK dari perjanjian kinerja."
        )
    pk = selectors.pk_untuk_skp(skp)
    if request.method == "POST":
        if pk is None:
            raise Http404
        butir = [u for nilai in request.POST.getlist("butir") if (u := _uuid(nilai))]
        hasil = services.take_pk(pelaku=request.pelaku, skp=skp, pk=pk, butir=butir)
        messages.success(request, _kalimat(hasil))
        return redirect("skp:hasil_kerja", skp.uuid)
    konteks = {
        "skp": skp,
        "pk": pk,
        "banding": selectors.banding_skp(skp, pk) if pk else None,
    }
    return render(request, "skp/pk_ambil.html", konteks)


def _uuid(nilai: str) -> UUID | None:
    try:
        return UUID(nilai)
    except ValueError:
        return None


def _kalimat(hasil: services.HasilAmbil) -> str:
    if not (hasil.rhk_baru or hasil.iki_baru or hasil.disesuaikan):
        return "Tidak ada yang berubah. SKP sudah sesuai dengan pilihan Anda."
    bagian = []
    if hasil.rhk_baru:
        bagian.append(f"{hasil.rhk_baru} RHK baru")
    if hasil.iki_baru:
        bagian.append(f"{hasil.iki_baru} indikator baru")
    if hasil.disesuaikan:
        bagian.append(f"{hasil.disesuaikan} butir disesuaikan")
    return f"Diambil dari perjanjian kinerja: {', '.join(bagian)}."


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """Every head of unit within reach, with the state of his PK."""
    require(izin.may_see_daftar_pk(request.pelaku))
    hari = timezone.localdate()
    form = SaringPkForm(request.GET)
    saring = form.cleaned_data if form.is_valid() else {}
    tahun = saring.pop("tahun", None) or hari.year
    halaman = Paginator(selectors.kepala_unit(request.pelaku, tahun, hari, **saring), PER_HALAMAN).get_page(
        request.GET.get("page")
    )
    hitung = selectors.hitung_kepala(request.pelaku, tahun, hari)
    label = {"belum": "belum ada"} | {s.value: s.label.lower() for s in StatusPk}
    konteks = {
        "form": form,
        "tahun": tahun,
        "daftar_tahun": list(
            Periode.objects.tahunan()
            .filter(instansi=request.pelaku.instansi_id)
            .order_by("-tahun")
            .values_list("tahun", flat=True)
        ),
        "page_obj": halaman,
        "baris": selectors.isi_kepala(list(halaman), tahun),
        "ringkas": ", ".join(f"{hitung[s]} {kata}" for s, kata in label.items() if hitung.get(s)),
        "disaring": any(saring.values()),
        "anggaran": DokumenAnggaran.objects.filter(instansi=request.pelaku.instansi_id, tahun=tahun).first(),
        "boleh_anggaran": izin.may_set_anggaran(request.pelaku, request.pelaku.instansi),
    }
    return render(request, "skp/pk_daftar.html", konteks)


@require_http_methods(["GET", "POST"])
def anggaran(request: Permintaan, tahun: int) -> HttpResponse:
    """The date of the agency's budget document, from which the deadline counts."""
    instansi = request.pelaku.instansi
    require(izin.may_set_anggaran(request.pelaku, instansi))
    if not Periode.objects.tahunan().filter(instansi=instansi, tahun=tahun).exists():
        raise Http404
    ada = DokumenAnggaran.objects.filter(instansi=instansi, tahun=tahun).first()
    awal = {"ditetapkan_pada": ada.ditetapkan_pada, "tenggang_bulan": ada.tenggang_bulan} if ada else {}
    form = AnggaranForm(request.POST if request.method == "POST" else None, tahun=tahun, initial=awal)
    if request.method == "POST" and form.is_valid():
        services.set_anggaran(pelaku=request.pelaku, instansi=instansi, tahun=tahun, **form.cleaned_data)
        messages.success(request, "Tanggal dokumen anggaran disimpan. Batas waktu mengikutinya.")
        return redirect("skp:pk_daftar")
    konteks = {"form": form, "tahun": tahun}
    return render(request, "skp/pk_anggaran_form.html", konteks, status=422 if form.errors else 200)
