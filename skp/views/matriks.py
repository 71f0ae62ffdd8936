"""Matriks Peran Hasil: the page, one cell, a pasted block, the cells of one person, who stands in it, its print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.rules import Verdict
from pegawai.selectors import baca_uuid
from skp import permissions, rules, selectors, services
from skp.errors import SkpTerkunci
from skp.forms.matriks import BarisForm, PesertaForm, SelForm, TempelForm
from skp.models import SelMatriks, Skp
from skp.selectors import BarisMatriks, IsiSelMatriks, Matriks
from skp.services import HasilSimpan, IsianSel, SelDitolak
from skp.templatetags.matriks import isi_sel


def get_skp_matriks(request: Permintaan, uuid: UUID) -> tuple[Skp, ...]:
    """The SKP of the matrix, and those of its chooser behind it; a stranger gets 404."""
    daftar = selectors.skp_bermatriks(request.pelaku, uuid)
    if not daftar:
        raise Http404
    return daftar


def boleh_matriks(request: Permintaan, skp: Skp) -> Verdict:
    """Whether this person may write in the matrix as it is now, and why not."""
    boleh = permissions.may_edit_matriks(request.pelaku, skp)
    if not boleh:
        return boleh
    try:
        rules.check_matriks(skp.status)
    except SkpTerkunci as galat:
        return Verdict(False, galat.pesan)
    return boleh


def get_matriks_sunting(request: Permintaan, uuid: UUID) -> Skp:
    """The SKP of a matrix this person may write in now: 403 for others, 409 when it is over."""
    skp = selectors.skp_untuk_matriks(request.pelaku, uuid)
    if skp is None:
        raise Http404
    permissions.require(permissions.may_edit_matriks(request.pelaku, skp))
    rules.check_matriks(skp.status)
    return skp


@require_safe
def matriks_saya(request: Permintaan) -> HttpResponse:
    """On to the matrix of the SKP of today; without an SKP, what to do first."""
    skp = selectors.skp_matriks_saya(request.pelaku, timezone.localdate())
    return redirect("skp:matriks", skp.uuid) if skp else render(request, "skp/matriks_kosong.html")


@require_safe
def matriks(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp, *lain = get_skp_matriks(request, uuid)
    konteks = {
        "m": selectors.matriks_of(skp, lain),
        "skp": skp,
        "boleh": boleh_matriks(request, skp),
        "boleh_tambah": skp.penempatan.is_kepala,
    }
    return render(request, "skp/matriks.html", konteks)


@require_safe
def cetak(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The official sheet: title, unit, year, table, signature of the leader."""
    skp = get_skp_matriks(request, uuid)[0]
    konteks = {
        "m": selectors.matriks_of(skp),
        "skp": skp,
        "hari": timezone.localdate(),
        "boleh_dokumen": permissions.may_edit_matriks(request.pelaku, skp),
    }
    return render(request, "skp/matriks_print.html", konteks)


def _otomatis(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_POST
def sel(request: Permintaan, uuid: UUID) -> HttpResponseBase:
    """Save one cell, by autosave or by a button in the cell."""
    skp = get_matriks_sunting(request, uuid)
    form = SelForm(request.POST)
    if not form.is_valid():
        raise Dilarang(services.KOLOM_TIDAK_ADA)
    hasil = services.save_banyak_sel(pelaku=request.pelaku, skp=skp, isian=[form.isian()])
    if not _otomatis(request):
        for tolak in hasil.ditolak:
            raise tolak.galat
        messages.success(request, _kalimat(hasil) or "Tersimpan.")
        return redirect("skp:matriks", skp.uuid)
    if hasil.ditolak:
        tolak = hasil.ditolak[0]
        return JsonResponse(_ditolak(request, skp, tolak), status=_status(tolak.galat))
    return JsonResponse(_tersimpan(request, skp, hasil) | {"pesan": _kalimat(hasil)})


@require_POST
def tempel(request: Permintaan, uuid: UUID) -> HttpResponseBase:
    """Save a pasted block: what can be is kept, the rest is named."""
    skp = get_matriks_sunting(request, uuid)
    form = TempelForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"kode": "isian_tidak_sah", "pesan": form.errors["isi"][0]}, status=422)
    hasil = services.save_banyak_sel(pelaku=request.pelaku, skp=skp, isian=form.cleaned_data["isi"])
    if _otomatis(request):
        isi = _tersimpan(request, skp, hasil)
        isi["ditolak"] = [_ditolak(request, skp, t) for t in hasil.ditolak]
        return JsonResponse(isi | {"pesan": _kalimat(hasil)})
    if hasil.ditolak:
        return render(request, "skp/matriks_ditolak.html", {"skp": skp, "hasil": hasil}, status=422)
    messages.success(request, _kalimat(hasil))
    return redirect("skp:matriks", skp.uuid)


def _status(galat: AturanDilanggar) -> int:
    if isinstance(galat, Dilarang):
        return 403
    return 409 if isinstance(galat, SudahBerubah) else 422


def _html(request: Permintaan, skp: Skp, satu: IsianSel, isi: IsiSelMatriks) -> str:
    """A cell as the page itself shows it."""
    konteks = {"request": request, "skp": skp, "boleh": True}
    return isi_sel(Context(konteks), isi, satu.pegawai)


def _tersimpan(request: Permintaan, skp: Skp, hasil: HasilSimpan) -> dict[str, Any]:
    return {
        "pada": f"{timezone.localtime():%H.%M}",
        "sel": [
            {"pegawai": i.pegawai, "kolom": i.kolom, "versi": s.versi, "html": _html(request, skp, i, s)}
            for i, s in zip(hasil.tersimpan, hasil.sel, strict=True)
            if s
        ],
    }


def _ditolak(request: Permintaan, skp: Skp, tolak: SelDitolak) -> dict[str, Any]:
    """A refused cell: what was written, why, and what stands there now."""
    isi: dict[str, Any] = {
        "kode": tolak.galat.kode,
        "pesan": tolak.galat.pesan,
        "pegawai": tolak.isian.pegawai,
        "kolom": tolak.isian.kolom,
        "letak": tolak.isian.letak,
        "teks": tolak.isian.teks,
    }
    if tolak.is_konflik and tolak.sel:
        isi |= {
            "tersimpan": tolak.sel.teks,
            "versi": tolak.sel.versi,
            "html": _html(request, skp, tolak.isian, tolak.sel),
        }
    return isi


def _kalimat(hasil: HasilSimpan) -> str:
    """What became of it, in words."""
    bagian = []
    if len(hasil.tersimpan) > 1 or hasil.ditolak:
        bagian.append(f"{hasil.berubah} sel berubah dan tersimpan.")
    if hasil.ditolak:
        bagian.append(f"{len(hasil.ditolak)} sel ditolak.")
    if hasil.dipertahankan:
        nama = ", ".join(hasil.dipertahankan)
        bagian.append(f"RHK di SKP {nama} tetap ada, karena sudah dikerjakan atau dikunci.")
    return " ".join(bagian)


def _get_baris(m: Matriks, pegawai: UUID) -> BarisMatriks:
    """The row of a person; 404 for who does not stand in the matrix."""
    for b in m.baris:
        if b.pegawai.uuid == pegawai:
            return b
    raise Http404


@require_http_methods(["GET", "POST"])
def baris(request: Permintaan, uuid: UUID, pegawai: UUID) -> HttpResponse:
    """Every cell of one person as a plain form: without script, and at ease on a phone."""
    skp = get_matriks_sunting(request, uuid)
    satu = _get_baris(selectors.matriks_of(skp), pegawai)
    form = BarisForm(request.POST if request.method == "POST" else None, baris=satu)
    konteks = {"skp": skp, "baris": satu, "form": form}
    if request.method == "GET" or not form.is_valid():
        return render(request, "skp/matriks_row.html", konteks, status=422 if form.errors else 200)
    hasil = services.save_banyak_sel(pelaku=request.pelaku, skp=skp, isian=form.isian())
    konflik = [t for t in hasil.ditolak if t.is_konflik]
    if konflik:
        return _konflik(request, skp, form, konflik)
    for tolak in hasil.ditolak:
        if isinstance(tolak.galat, Dilarang):
            raise tolak.galat
        form.add_error(f"teks-{tolak.isian.kolom}", tolak.galat.pesan)
    if form.errors:
        return render(request, "skp/matriks_row.html", konteks, status=422)
    messages.success(request, _kalimat(hasil) or f"Hasil {satu.pegawai.nama_lengkap} disimpan.")
    return redirect(f"{reverse('skp:matriks', args=[skp.uuid])}#orang-{pegawai}")


def _konflik(request: Permintaan, skp: Skp, form: BarisForm, konflik: list[SelDitolak]) -> HttpResponse:
    """Both texts of every cell that somebody else wrote meanwhile; nothing is lost until one is chosen."""
    beda, isi = [], {n: v for n, v in request.POST.items() if n in form.fields}
    for tolak in konflik:
        kini = tolak.sel
        label = form.fields[f"teks-{tolak.isian.kolom}"].label
        beda.append({"label": label, "milik_saya": tolak.isian.teks, "tersimpan": kini.teks if kini else ""})
        isi[f"versi-{tolak.isian.kolom}"] = kini.versi if kini else ""
    konteks = {"beda": beda, "isi": list(isi.items()), "versi": "", "oleh": "", "skp": skp}
    return render(request, "skp/konflik.html", konteks, status=409)


@require_POST
def kirim(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Bring what waits into the members' SKP; with `sel`, give again what a member took out."""
    skp = get_matriks_sunting(request, uuid)
    satu = None
    if "sel" in request.POST:
        kunci = baca_uuid(request.POST["sel"])
        satu = get_object_or_404(SelMatriks, uuid=kunci, rhk__skp=skp)
    jumlah = services.send_matriks(pelaku=request.pelaku, skp=skp, sel=satu)
    pesan = (
        f"{jumlah} hasil masuk ke SKP anggota."
        if jumlah
        else "Tidak ada yang dapat dikirim sekarang. Yang menunggu masuk sendiri saat SKP anggota terbuka."
    )
    messages.success(request, pesan)
    return redirect("skp:matriks", skp.uuid)


@require_http_methods(["GET", "POST"])
def tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take somebody of the unit into the matrix, though another rates him."""
    skp = get_matriks_sunting(request, uuid)
    permissions.require(permissions.may_add_peserta(request.pelaku, skp))
    if request.method == "POST":
        pegawai = _get_orang(request, skp)
        services.add_peserta(pelaku=request.pelaku, skp=skp, pegawai=pegawai)
        messages.success(request, f"{pegawai.nama_lengkap} masuk ke matriks. Bagikan hasilnya sekarang.")
        return redirect(f"{reverse('skp:matriks', args=[skp.uuid])}#orang-{pegawai.uuid}")
    form = PesertaForm(request.GET)
    cari = form.cleaned_data["cari"] if form.is_valid() else ""
    konteks = {"skp": skp, "form": form, "cari": cari, "calon": selectors.calon_peserta(skp, cari)}
    return render(request, "skp/matriks_add.html", konteks)


@require_POST
def lepas(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take out again whom one had taken in."""
    skp = get_matriks_sunting(request, uuid)
    pegawai = _get_orang(request, skp)
    services.remove_peserta(pelaku=request.pelaku, skp=skp, pegawai=pegawai)
    messages.success(request, f"{pegawai.nama_lengkap} dikeluarkan dari matriks.")
    return redirect("skp:matriks", skp.uuid)


def _get_orang(request: Permintaan, skp: Skp) -> Pegawai:
    """The posted person; of another agency there is none."""
    kunci = baca_uuid(request.POST.get("pegawai", ""))
    return get_object_or_404(Pegawai, uuid=kunci, instansi=skp.instansi_id)
