"""The bank of RHK and indicators: everyone searches it, the agency's admin keeps it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid, halaman_kunci
from skp import selectors, services
from skp.errors import IsianTidakSah
from skp.forms.ringan import BankForm, BankIkiFormSet, BankSaringForm, CalonSaringForm
from skp.models import BankRhk
from skp.permissions import require
from skp.permissions.ringan import may_manage_bank
from skp.rules import JenisRhk
from skp.services import IsiIki

UKURAN_HALAMAN = 25


@require_safe
def bank(request: Permintaan) -> HttpResponse:
    form = BankSaringForm(request.GET, jabatan=selectors.jabatan_bank(request.pelaku))
    kelola = may_manage_bank(request.pelaku)
    pensiun = bool(kelola) and request.GET.get("pensiun") == "ya"
    halaman = halaman_kunci(
        selectors.cari_bank(request.pelaku, pensiun=pensiun, **form.pilihan),
        ("teks", "id"),
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
        ukuran=UKURAN_HALAMAN,
    )
    konteks = {
        "form": form,
        "halaman": halaman,
        "disaring": any(form.pilihan.values()),
        "kelola": kelola,
        "pensiun": pensiun,
        "instansi": request.pelaku.instansi,
    }
    return render(request, "skp/bank_list.html", konteks)


def _bank(request: Permintaan, uuid: UUID) -> BankRhk:
    return get_object_or_404(BankRhk.objects.visible_to(request.pelaku).select_related("jabatan"), uuid=uuid)


def _simpan(request: Permintaan, entri: BankRhk | None, awal: dict[str, Any], iki: list[Any]) -> HttpResponse:
    """The page of one entry, new or known; its search for a jabatan saves nothing."""
    require(may_manage_bank(request.pelaku, entri))
    ada = request.method == "POST"
    form = BankForm(request.POST if ada else None, pelaku=request.pelaku, initial=awal)
    baris = BankIkiFormSet(request.POST if ada else None, initial=iki, prefix="iki")
    if ada and form.is_valid() and baris.is_valid():
        isi = [IsiIki(**b.cleaned_data) for b in baris.forms if b.cleaned_data.get("teks", "").strip()]
        data = form.cleaned_data
        try:
            services.save_bank_rhk(
                pelaku=request.pelaku,
                jabatan=data["jabatan"],
                teks=data["teks"],
                jenis=JenisRhk(data["jenis"]),
                iki=isi,
                bank=entri,
            )
        except IsianTidakSah as galat:
            form.tolak(galat)
        else:
            messages.success(request, "RHK disimpan di bank.")
            return redirect("skp:bank")
    salah = ada and not form.sedang_mencari
    konteks = {"form": form, "baris": baris, "entri": entri}
    return render(request, "skp/bank_form.html", konteks, status=422 if salah else 200)


@require_http_methods(["GET", "POST"])
def bank_tambah(request: Permintaan) -> HttpResponse:
    """A new entry by hand, or a candidate to be put into better words first."""
    awal: dict[str, Any] = {}
    iki: list[Any] = []
    if (uuid := baca_uuid(request.GET.get("calon", ""))) and (
        r := selectors.calon_dari(request.pelaku, uuid)
    ):
        awal = {"jabatan": r.skp.penempatan.jabatan, "jenis": r.jenis, "teks": r.teks}
        iki = [_baris(i) for i in services.iki_dari(r)]
    return _simpan(request, None, awal, iki)


def _baris(i: Any) -> dict[str, str]:
    return {n: getattr(i, n) for n in ("aspek", "teks", "jenis_target", "satuan")}


@require_http_methods(["GET", "POST"])
def bank_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    entri = _bank(request, uuid)
    awal = {"jabatan": entri.jabatan, "jenis": entri.jenis, "teks": entri.teks}
    return _simpan(request, entri, awal, [_baris(i) for i in entri.iki.order_by("urutan", "id")])


@require_POST
def bank_aktif(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Retire an entry, or offer it again."""
    aktif = request.POST.get("aktif") == "ya"
    services.set_bank_aktif(pelaku=request.pelaku, bank=_bank(request, uuid), aktif=aktif)
    messages.success(
        request, "RHK ditawarkan lagi." if aktif else "RHK dipensiunkan. SKP yang memakainya tetap."
    )
    return redirect("skp:bank")


@require_http_methods(["GET", "POST"])
def bank_gabung(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Choose the entry of the same jabatan into which this one goes."""
    entri = _bank(request, uuid)
    require(may_manage_bank(request.pelaku, entri))
    galat = ""
    if request.method == "POST":
        kunci = baca_uuid(request.POST.get("ke", ""))
        ke = BankRhk.objects.visible_to(request.pelaku).filter(uuid=kunci).first() if kunci else None
        try:
            if ke is None:
                raise IsianTidakSah("Pilih RHK tujuan dahulu.")
            services.merge_bank(pelaku=request.pelaku, bank=entri, ke=ke)
        except IsianTidakSah as e:
            galat = e.pesan
        else:
            messages.success(request, "RHK digabung. Indikatornya ikut pindah.")
            return redirect("skp:bank")
    lain = (
        BankRhk.objects.visible_to(request.pelaku)
        .aktif()
        .filter(jabatan=entri.jabatan)
        .exclude(pk=entri.pk)
        .order_by("teks", "id")
    )
    konteks = {"entri": entri, "lain": lain[:200], "galat": galat}
    return render(request, "skp/bank_gabung.html", konteks, status=422 if galat else 200)


@require_http_methods(["GET", "POST"])
def bank_calon(request: Permintaan) -> HttpResponse:
    """Wording that people have agreed, grouped, to be taken into the bank."""
    require(may_manage_bank(request.pelaku))
    if request.method == "POST":
        return _putus_calon(request)
    form = CalonSaringForm(request.GET)
    cari = form.cleaned_data["cari"] if form.is_valid() else ""
    calon, sesudah = selectors.halaman_calon(
        request.pelaku, cari=cari, sesudah=request.GET.get("sesudah", ""), ukuran=UKURAN_HALAMAN
    )
    konteks = {"form": form, "calon": calon, "sesudah": sesudah, "cari": cari}
    return render(request, "skp/bank_calon.html", konteks)


def _putus_calon(request: Permintaan) -> HttpResponse:
    kunci = [u for nilai in request.POST.getlist("pilih")[:UKURAN_HALAMAN] if (u := baca_uuid(nilai))]
    rhk = [r for u in kunci if (r := selectors.calon_dari(request.pelaku, u))]
    if not rhk:
        messages.warning(request, "Belum ada yang dipilih. Centang paling sedikit satu.")
    elif request.POST.get("aksi") == "tolak":
        for r in rhk:
            services.reject_calon(pelaku=request.pelaku, calon=r)
        messages.success(request, f"{len(rhk)} RHK tidak diusulkan lagi.")
    else:
        jumlah = services.accept_calon(pelaku=request.pelaku, calon=rhk)
        messages.success(request, f"{jumlah} RHK masuk bank.")
    return redirect("skp:bank_calon")
