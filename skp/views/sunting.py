"""What every page that edits part of an SKP shares: the fetch, the save by button or autosave, the conflict page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from skp import rules, selectors
from skp.forms import RhkForm, SuntingForm
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.permissions import may_edit_skp, require

LANGKAH = ("hasil_kerja", "perilaku", "lampiran", "rencana_aksi")


def get_skp(request: Permintaan, uuid: UUID) -> Skp:
    """An SKP this person may see; a stranger gets 404."""
    if skp := selectors.skp_terlihat(request.pelaku, uuid):
        return skp
    raise Http404


def get_skp_sunting(request: Permintaan, uuid: UUID) -> Skp:
    """An SKP this person may write in now: 403 for others, 409 when it was handed in."""
    skp = get_skp(request, uuid)
    check_sunting(request, skp)
    return skp


def get_rhk(request: Permintaan, uuid: UUID) -> RencanaHasilKerja:
    """An RHK in an SKP this person may see."""
    rhk = get_object_or_404(
        RencanaHasilKerja.objects.visible_to(request.pelaku).select_related(
            "rhk_pimpinan__skp__pegawai", "indikator_pimpinan"
        ),
        uuid=uuid,
    )
    rhk.skp = selectors.skp_halaman(request.pelaku).get(pk=rhk.skp_id)
    return rhk


def get_indikator(request: Permintaan, uuid: UUID) -> tuple[RencanaHasilKerja, IndikatorKinerja]:
    """An indicator in an SKP this person may see, with its RHK."""
    indikator = get_object_or_404(
        IndikatorKinerja.objects.filter(rhk__in=RencanaHasilKerja.objects.visible_to(request.pelaku)),
        uuid=uuid,
    )
    rhk = RencanaHasilKerja.objects.get(pk=indikator.rhk_id)
    rhk.skp = selectors.skp_halaman(request.pelaku).get(pk=rhk.skp_id)
    return rhk, indikator


def check_sunting(request: Permintaan, skp: Skp) -> None:
    require(may_edit_skp(request.pelaku, skp))
    rules.check_bisa_disunting(skp.status)


@dataclass(frozen=True)
class Suntingan:
    """One save: the form, the service it goes to, and where the page goes on."""

    form: SuntingForm
    simpan: Callable[[], str]
    """Calls the service and hands back the new fingerprint."""
    lanjut: str
    pesan: str
    template: str
    konteks: dict[str, Any]
    objek: Model | None = None
    """The row whose history tells who saved in between."""


def answer_simpan(request: Permintaan, s: Suntingan) -> HttpResponse:
    """Save and go on; for autosave answer in JSON. What was typed comes back with every refusal."""
    otomatis = request.headers.get("Accept") == "application/json"
    if not s.form.is_valid():
        return _belum(request, s, otomatis=otomatis)
    try:
        versi = s.simpan()
    except SudahBerubah as galat:
        if otomatis:
            pesan = f"{galat.pesan} Tekan Simpan untuk membandingkan."
            return JsonResponse({"kode": galat.kode, "pesan": pesan}, status=409)
        return _konflik(request, s)
    except AturanDilanggar as galat:
        if galat.bidang not in s.form.fields:
            raise
        s.form.add_error(galat.bidang, galat.pesan)
        return _belum(request, s, otomatis=otomatis)
    if otomatis:
        return JsonResponse({"pada": f"{timezone.localtime():%H.%M}", "versi": versi})
    messages.success(request, s.pesan)
    return redirect(s.lanjut)


def _belum(request: Permintaan, s: Suntingan, *, otomatis: bool) -> HttpResponse:
    if otomatis:
        pertama = next(iter(s.form.errors.values()))[0]
        return JsonResponse({"kode": "isian_tidak_sah", "pesan": f"Belum tersimpan. {pertama}"}, status=422)
    return render(request, s.template, s.konteks | {"form": s.form}, status=422)


@dataclass(frozen=True)
class Beda:
    label: str
    milik_saya: str
    tersimpan: str


def _konflik(request: Permintaan, s: Suntingan) -> HttpResponse:
    """Both texts side by side; nothing is lost until one of them is chosen."""
    kini = s.form.isi_tersimpan()
    beda = [
        Beda(str(bidang.label), saya, tersimpan)
        for bidang in s.form.visible_fields()
        if (saya := _tampil(s.form, bidang.name, bidang.value()))
        != (tersimpan := _tampil(s.form, bidang.name, kini.get(bidang.name)))
    ]
    isi = [(n, v) for n, nilai in request.POST.lists() for v in nilai if n in s.form.fields and n != "versi"]
    konteks = {
        "beda": beda,
        "isi": isi,
        "versi": kini.get("versi", ""),
        "oleh": _pengubah(s.objek, request.pelaku),
    }
    return render(request, "skp/konflik.html", konteks, status=409)


def _pengubah(objek: Model | None, pelaku: Pegawai) -> str:
    """Who saved in between, and when, from the history of the row."""
    baris = audit.riwayat(objek, 1) if objek else []
    if not baris:
        return ""
    if baris[0]["pelaku"] == pelaku.pk:
        siapa = "Anda sendiri, di tab atau perangkat lain,"
    else:
        siapa = str(Pegawai.objects.filter(pk=baris[0]["pelaku"]).first() or "Sistem")
    return f"{siapa} pada {selectors.kapan(baris[0]['pada'])}"


def _tampil(form: SuntingForm, nama: str, nilai: Any) -> str:
    """A value in words: the label of a choice, the text of the rest."""
    if isinstance(form, RhkForm) and nama == "rujukan":
        return selectors.teks_rujukan(form.skp, nilai or "") or "Dengan kata-kata sendiri"
    label = dict(getattr(form.fields[nama], "choices", ()))
    if isinstance(nilai, list | tuple):
        return ", ".join(str(label.get(n, n)) for n in nilai)
    if nilai in label:
        return str(label[nilai])
    siap = form.fields[nama].prepare_value(nilai)
    return "" if siap is None else str(siap).replace("\r\n", "\n").strip()
