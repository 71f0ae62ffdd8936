"""The parts beside the results: behaviour, annex, action plans."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors, services
from skp.forms import AksiForm, LampiranForm, PerilakuForm
from skp.models import Periode, RencanaAksi, RencanaHasilKerja
from skp.views.rencana import check_rencana
from skp.views.sunting import Suntingan, answer_simpan, get_rhk, get_skp, get_skp_sunting


@require_http_methods(["GET", "POST"])
def perilaku(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The expectations under the seven values; open to the penilai too while he reviews."""
    skp = get_skp(request, uuid)
    permissions.require(permissions.may_edit_ekspektasi(request.pelaku, skp))
    oleh_penilai = not permissions.is_penyusun(request.pelaku, skp)
    rules.check_ekspektasi(skp.status, oleh_penilai=oleh_penilai)
    form = PerilakuForm(request.POST if request.method == "POST" else None, isi=selectors.isi_perilaku(skp))
    konteks = {
        "skp": skp,
        "form": form,
        "oleh_penilai": oleh_penilai,
        "tinjauan": selectors.tinjauan_of(skp, request.pelaku),
    }
    if request.method == "GET":
        return render(request, "skp/perilaku_form.html", konteks)

    def simpan() -> str:
        services.save_perilaku(pelaku=request.pelaku, skp=skp, **form.untuk_service())
        return selectors.versi_perilaku(selectors.isi_perilaku(skp))

    sunting = Suntingan(
        form=form,
        simpan=simpan,
        lanjut=reverse("skp:tinjau" if oleh_penilai else "skp:lampiran", args=[skp.uuid]),
        pesan="Perilaku kerja disimpan.",
        template="skp/perilaku_form.html",
        konteks=konteks,
        objek=skp,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def lampiran(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Resources, accountability, consequences."""
    skp = get_skp_sunting(request, uuid)
    form = LampiranForm(request.POST if request.method == "POST" else None, isi=selectors.isi_lampiran(skp))
    konteks = {"skp": skp, "form": form, "tinjauan": selectors.tinjauan_of(skp, request.pelaku)}
    if request.method == "GET":
        return render(request, "skp/lampiran_form.html", konteks)

    def simpan() -> str:
        services.set_lampiran(pelaku=request.pelaku, skp=skp, **form.untuk_service())
        return selectors.versi_lampiran(selectors.isi_lampiran(skp))

    sunting = Suntingan(
        form=form,
        simpan=simpan,
        lanjut=reverse("skp:detail", args=[skp.uuid]),
        pesan="Lampiran disimpan.",
        template="skp/lampiran_form.html",
        konteks=konteks,
        objek=skp,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def aksi_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk = get_rhk(request, uuid)
    check_rencana(request, rhk.skp)
    form = AksiForm(
        request.POST if request.method == "POST" else None,
        periode=selectors.periode_skp(rhk.skp),
        initial={"periode": request.GET.getlist("periode")},
    )
    return _answer_aksi(request, form, rhk, None)


def _get_aksi(request: Permintaan, uuid: UUID) -> tuple[RencanaHasilKerja, RencanaAksi]:
    aksi = get_object_or_404(
        RencanaAksi.objects.select_related("periode").filter(
            rhk__in=RencanaHasilKerja.objects.visible_to(request.pelaku)
        ),
        uuid=uuid,
    )
    rhk = RencanaHasilKerja.objects.get(pk=aksi.rhk_id)
    rhk.skp = selectors.skp_halaman(request.pelaku).get(pk=rhk.skp_id)
    return rhk, aksi


@require_http_methods(["GET", "POST"])
def aksi_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, aksi = _get_aksi(request, uuid)
    check_rencana(request, rhk.skp)
    form = AksiForm(
        request.POST if request.method == "POST" else None, periode=selectors.periode_skp(rhk.skp), aksi=aksi
    )
    return _answer_aksi(request, form, rhk, aksi)


def _answer_aksi(
    request: Permintaan, form: AksiForm, rhk: RencanaHasilKerja, aksi: RencanaAksi | None
) -> HttpResponse:
    konteks = {"skp": rhk.skp, "rhk": rhk, "aksi": aksi, "form": form}
    if request.method == "GET":
        return render(request, "skp/aksi_form.html", konteks)

    def simpan() -> str:
        isi = form.cleaned_data
        if aksi:
            return services.save_rencana_aksi(pelaku=request.pelaku, rhk=rhk, aksi=aksi, **isi).versi
        periode: list[Periode] = isi["periode"]
        services.spread_rencana_aksi(
            pelaku=request.pelaku, rhk=rhk, periode=periode, teks=isi["teks"], target=isi["target"]
        )
        return ""

    sunting = Suntingan(
        form=form,
        simpan=simpan,
        lanjut=reverse("skp:rencana_aksi", args=[rhk.skp.uuid]),
        pesan="Rencana aksi disimpan.",
        template="skp/aksi_form.html",
        konteks=konteks,
        objek=aksi,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def aksi_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    rhk, aksi = _get_aksi(request, uuid)
    check_rencana(request, rhk.skp)
    if request.method == "POST":
        services.delete_rencana_aksi(pelaku=request.pelaku, aksi=aksi)
        messages.success(request, "Rencana aksi dihapus. Dapat dipulihkan dari halaman ini.")
        return redirect("skp:rencana_aksi", rhk.skp.uuid)
    return render(request, "skp/aksi_delete.html", {"rhk": rhk, "skp": rhk.skp, "aksi": aksi})
