"""Action plans as a table: read, written in place, proposed, carried on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors
from skp.errors import PeriodeTidakSah
from skp.forms.rencana import PeriodeForm, SelForm, UsulanForm
from skp.models import Skp
from skp.rules import JenisTerhapus
from skp.selectors.rencana import tabel_rencana, usul_rencana
from skp.services import rencana
from skp.views.sunting import Suntingan, answer_simpan, get_rhk, get_skp


def check_rencana(request: Permintaan, skp: Skp) -> None:
    permissions.require(permissions.may_plan_aksi(request.pelaku, skp))
    rules.check_rencana_aksi(skp.status)


@require_safe
def rencana_aksi(request: Permintaan, uuid: UUID) -> HttpResponse:
    """RHK × period; read-only for whoever may not plan."""
    skp = get_skp(request, uuid)
    boleh = bool(permissions.may_plan_aksi(request.pelaku, skp)) and skp.status in rules.STATUS_RENCANA_AKSI
    konteks = {
        "skp": skp,
        "tabel": tabel_rencana(skp),
        "boleh": boleh,
        "terhapus": selectors.terhapus_of(skp, JenisTerhapus.AKSI) if boleh else [],
    }
    return render(request, "skp/aksi_list.html", konteks)


@require_http_methods(["GET", "POST"])
def aksi_sel(request: Permintaan, uuid: UUID, periode: UUID) -> HttpResponse:
    """Write one cell in place; its address read on its own leads to its line in the table."""
    rhk = get_rhk(request, uuid)
    check_rencana(request, rhk.skp)
    masa = get_object_or_404(selectors.periode_skp(rhk.skp), uuid=periode)
    lanjut = f"{reverse('skp:rencana_aksi', args=[rhk.skp.uuid])}#sel-{rhk.uuid}-{masa.uuid}"
    if request.method == "GET":
        return redirect(lanjut)
    ada = rhk.rencana_aksi.filter(periode=masa).order_by("urutan", "id").first()
    form = SelForm(request.POST, aksi=ada)
    sunting = Suntingan(
        form=form,
        simpan=lambda: (
            rencana.save_sel(pelaku=request.pelaku, rhk=rhk, periode=masa, **form.cleaned_data).versi
        ),
        lanjut=lanjut,
        pesan="Rencana aksi disimpan.",
        template="skp/aksi_form.html",
        konteks={"skp": rhk.skp, "rhk": rhk, "aksi": None, "periode": masa},
        objek=ada,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def usulan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Proposals from the yearly targets, shown before anything is written; taken whole or in part."""
    skp = get_skp(request, uuid)
    check_rencana(request, skp)
    form = UsulanForm(
        request.POST if request.method == "POST" else None, usul=usul_rencana(tabel_rencana(skp))
    )
    if request.method == "POST" and form.is_valid():
        jumlah = rencana.accept_usulan(pelaku=request.pelaku, skp=skp, usulan=form.diterima)
        messages.success(request, f"{jumlah} rencana aksi ditulis. Ubah langsung di tabel bila perlu.")
        return redirect("skp:rencana_aksi", skp.uuid)
    konteks = {"skp": skp, "form": form}
    return render(request, "skp/aksi_usulan.html", konteks, status=422 if form.errors else 200)


@require_POST
def salin_periode(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Carry one period on to the later ones; what is filled there stays."""
    skp = get_skp(request, uuid)
    check_rencana(request, skp)
    form = PeriodeForm(request.POST, periode=selectors.periode_skp(skp))
    if not form.is_valid():
        raise PeriodeTidakSah("Pilih periode dari daftar.", bidang="periode")
    jumlah = rencana.copy_periode(pelaku=request.pelaku, skp=skp, **form.cleaned_data)
    pesan = f"{jumlah} rencana aksi disalin. Periode yang sudah terisi tidak diubah."
    messages.success(
        request, pesan if jumlah else "Semua periode sesudahnya sudah terisi. Tidak ada yang diubah."
    )
    return redirect("skp:rencana_aksi", skp.uuid)
