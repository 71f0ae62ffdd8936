"""What citizens wrote: list, queue of the moderator, one review with its answer, voiding, ties to people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.forms import tempel_galat
from kinerja.forms.ulasan import (
    AlasanUlasanForm,
    BalasUlasanForm,
    LonjakanForm,
    ModerasiForm,
    SaringUlasanForm,
    TanggapForm,
    TautkanForm,
)
from kinerja.laporan.ulasan_xlsx import JENIS_XLSX, MAKS_BARIS, ulasan_xlsx
from kinerja.models import TautanUlasan, UlasanLayanan
from kinerja.permissions import ulasan as permissions
from kinerja.permissions.ulasan import Pimpinan
from kinerja.rules.ulasan import StatusModerasi
from kinerja.selectors import ulasan as selectors
from kinerja.services import ulasan as services
from kinerja.views.layanan import layanan_terlihat
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan
from pegawai.permissions import is_admin_kepegawaian
from pegawai.selectors import halaman_kunci

PER_HALAMAN = 30


def _saringan(request: Permintaan) -> tuple[SaringUlasanForm, Any]:
    permissions.require(permissions.may_list_ulasan(Pimpinan.of(request.pelaku)))
    form = SaringUlasanForm(request.GET, layanan=selectors.layanan_terbaca(request.pelaku))
    return form, selectors.cari_ulasan(**form.saringan())


@require_safe
def ulasan(request: Permintaan) -> HttpResponse:
    """What was said about the services one answers for, the latest first."""
    form, semua = _saringan(request)
    halaman = halaman_kunci(
        semua,
        ("-id",),
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
        ukuran=PER_HALAMAN,
    )
    konteks = {
        "form": form,
        "halaman": halaman,
        "ada_layanan": bool(form.layanan_terbaca),
        "is_admin": is_admin_kepegawaian(request.pelaku),
        "menunggu": selectors.antrean_moderasi(list(form.layanan_terbaca.values())).count(),
    }
    return render(request, "kinerja/ulasan.html", konteks)


@require_safe
def ulasan_unduh(request: Permintaan) -> HttpResponse:
    """The list as it is narrowed now, as a workbook."""
    _, semua = _saringan(request)
    if semua[MAKS_BARIS:].exists():
        messages.warning(request, f"Lebih dari {MAKS_BARIS} baris. Persempit tanggalnya, lalu unduh lagi.")
        return redirect(f"{reverse('kinerja:ulasan')}?{request.GET.urlencode()}")
    response = HttpResponse(ulasan_xlsx(semua), content_type=JENIS_XLSX)
    response["Content-Disposition"] = (
        f'attachment; filename="ulasan-warga-{timezone.localdate():%Y-%m-%d}.xlsx"'
    )
    return response


@require_safe
def ulasan_moderasi(request: Permintaan) -> HttpResponse:
    """The queue: words that wait for a moderator, the longest waiting first."""
    pimpinan = Pimpinan.of(request.pelaku)
    milik = [
        x.pk
        for x in selectors.layanan_terbaca(request.pelaku)
        if permissions.may_moderate_ulasan(pimpinan, x.unit)
    ]
    if not milik and not is_admin_kepegawaian(request.pelaku):
        raise Dilarang("Antrean moderasi dibuka untuk admin kepegawaian.")
    halaman = Paginator(selectors.antrean_moderasi(milik), PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "kinerja/ulasan_moderasi.html", {"halaman": halaman})


def ulasan_terlihat(request: Permintaan, uuid: UUID) -> UlasanLayanan:
    """The review, if the one who asks may see its service (404) and read what was written (403)."""
    satu = get_object_or_404(selectors.ulasan_lengkap(request.pelaku), uuid=uuid)
    permissions.require(permissions.may_read_ulasan(Pimpinan.of(request.pelaku), satu.layanan))
    return satu


@require_safe
def ulasan_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _lihat(request, ulasan_terlihat(request, uuid))


def _lihat(request: Permintaan, satu: Any, status: int = 200, **form: Any) -> HttpResponse:
    """One review: marks, words, answer, and what may be done with it."""
    pimpinan = Pimpinan.of(request.pelaku)
    boleh_moderasi = permissions.may_moderate_ulasan(pimpinan, satu.layanan.unit)
    boleh_taut = permissions.may_tie_ulasan(pimpinan, satu)
    dinilai = selectors.skp_dinilai(request.pelaku) if boleh_taut else None
    unsur = {u.pk: u for u in satu.layanan.set_pertanyaan.unsur.all()}
    label = dict(satu.layanan.set_pertanyaan.skala)
    konteks = {
        "u": satu,
        "label_nilai": label.get(satu.nilai, ""),
        "jawaban": [(unsur[int(k)].nama, n, label[n]) for k, n in satu.jawaban.items() if int(k) in unsur],
        "terbaca": satu.is_terbuka or boleh_moderasi,
        "boleh_balas": permissions.may_reply_ulasan(pimpinan, satu),
        "boleh_moderasi": boleh_moderasi,
        "boleh_batal": permissions.may_void_ulasan(pimpinan, satu.layanan.unit),
        "boleh_taut": boleh_taut,
        "ada_dinilai": dinilai is not None and dinilai.exists(),
        "form_balas": form.get("balas")
        or BalasUlasanForm(initial={"balasan": satu.balasan, "is_tampil": satu.is_tampil}),
        "form_moderasi": form.get("moderasi") or ModerasiForm(auto_id="moderasi_%s"),
        "form_batal": form.get("batal") or AlasanUlasanForm(auto_id="batal_%s"),
        "form_taut": form.get("taut")
        or (TautkanForm(pilihan=dinilai, auto_id="taut_%s") if dinilai is not None else None),
        "form_lepas": form.get("lepas") or AlasanUlasanForm(auto_id="lepas_%s"),
        "form_galat": next((f for f in form.values() if f.errors), None),
        "MENUNGGU": StatusModerasi.MENUNGGU,
    }
    return render(request, "kinerja/ulasan_lihat.html", konteks, status=status)


def _laksanakan(request: Permintaan, satu: Any, nama: str, form: Any, kirim: Any, pesan: str) -> HttpResponse:
    """Hand one form of the page to one service; a refusal of the field stands at the field."""
    if form.is_valid():
        try:
            kirim(form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, pesan)
            return redirect("kinerja:ulasan_lihat", satu.uuid)
    return _lihat(request, satu, status=422, **{nama: form})


@require_POST
def ulasan_balas(request: Permintaan, uuid: UUID) -> HttpResponse:
    satu = ulasan_terlihat(request, uuid)
    permissions.require(permissions.may_reply_ulasan(Pimpinan.of(request.pelaku), satu))
    return _laksanakan(
        request,
        satu,
        "balas",
        BalasUlasanForm(request.POST),
        lambda c: services.reply_ulasan(pelaku=request.pelaku, ulasan=satu, **c),
        "Balasan tersimpan. Warga membacanya dengan kode resinya.",
    )


@require_POST
def ulasan_putuskan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Open or close words that were held back."""
    satu = ulasan_terlihat(request, uuid)
    permissions.require(permissions.may_moderate_ulasan(Pimpinan.of(request.pelaku), satu.layanan.unit))
    return _laksanakan(
        request,
        satu,
        "moderasi",
        ModerasiForm(request.POST, auto_id="moderasi_%s"),
        lambda c: services.moderate_ulasan(
            pelaku=request.pelaku, ulasan=satu, buka=c["putusan"] == "buka", alasan=c["alasan"]
        ),
        "Putusan moderasi tersimpan.",
    )


@require_POST
def ulasan_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take one review out of the figures."""
    satu = ulasan_terlihat(request, uuid)
    permissions.require(permissions.may_void_ulasan(Pimpinan.of(request.pelaku), satu.layanan.unit))
    return _laksanakan(
        request,
        satu,
        "batal",
        AlasanUlasanForm(request.POST, auto_id="batal_%s"),
        lambda c: services.void_ulasan(pelaku=request.pelaku, ulasan=satu, **c),
        "Ulasan dikeluarkan dari hitungan.",
    )


@require_POST
def ulasan_pulihkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    satu = ulasan_terlihat(request, uuid)
    services.restore_ulasan(pelaku=request.pelaku, ulasan=satu)
    messages.success(request, "Ulasan dihitung lagi.")
    return redirect("kinerja:ulasan_lihat", satu.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def ulasan_lonjakan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a flood out of the figures of a service: all reviews of a span of time."""
    satu = layanan_terlihat(request, uuid)
    permissions.require(permissions.may_void_ulasan(Pimpinan.of(request.pelaku), satu.unit))
    form = LonjakanForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            banyak = services.void_lonjakan(pelaku=request.pelaku, layanan=satu, **form.cleaned_data)
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, f"{banyak} ulasan dikeluarkan dari hitungan. Alasannya tercatat.")
            return redirect("kinerja:layanan_lihat", satu.uuid)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "kinerja/ulasan_lonjakan.html", {"form": form, "layanan": satu}, status=status)


# --- tied to people -----------------------------------------------------------------------------------
@require_POST
def ulasan_tautkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Tie a named praise or complaint to one of the people one rates."""
    satu = ulasan_terlihat(request, uuid)
    permissions.require(permissions.may_tie_ulasan(Pimpinan.of(request.pelaku), satu))
    form = TautkanForm(request.POST, pilihan=selectors.skp_dinilai(request.pelaku), auto_id="taut_%s")
    return _laksanakan(
        request,
        satu,
        "taut",
        form,
        lambda c: services.tie_ulasan(pelaku=request.pelaku, ulasan=satu, **c),
        "Ulasan ditautkan. Pegawai melihatnya dan dapat menanggapi.",
    )


def _tautan(request: Permintaan, uuid: UUID) -> TautanUlasan:
    return get_object_or_404(
        TautanUlasan.objects.visible_to(request.pelaku).select_related("ulasan__layanan", "skp"), uuid=uuid
    )


@require_POST
def tautan_lepas(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take a tie back."""
    tautan = _tautan(request, uuid)
    permissions.require(permissions.may_untie_ulasan(request.pelaku, tautan))
    satu = get_object_or_404(selectors.ulasan_lengkap(), pk=tautan.ulasan_id)
    return _laksanakan(
        request,
        satu,
        "lepas",
        AlasanUlasanForm(request.POST, auto_id="lepas_%s"),
        lambda c: services.untie_ulasan(pelaku=request.pelaku, tautan=tautan, **c),
        "Tautan dilepas. Catatan perilakunya ditarik; riwayatnya tetap ada.",
    )


@require_safe
def tautan_saya(request: Permintaan) -> HttpResponse:
    """What citizens said that was tied to me, with room for my own words."""
    return _saya(request)


def _saya(
    request: Permintaan, form: TanggapForm | None = None, untuk: TautanUlasan | None = None, status: int = 200
) -> HttpResponse:
    halaman = Paginator(selectors.tautan_of(request.pelaku), PER_HALAMAN).get_page(request.GET.get("page"))
    baris = [
        (
            t,
            form
            if form and t == untuk
            else TanggapForm(initial={"tanggapan": t.tanggapan}, auto_id=f"id_{t.uuid}_%s"),
        )
        for t in halaman
    ]
    konteks = {"halaman": halaman, "baris": baris, "form_galat": form}
    return render(request, "kinerja/tautan_saya.html", konteks, status=status)


@require_POST
def tautan_tanggapi(request: Permintaan, uuid: UUID) -> HttpResponse:
    tautan = _tautan(request, uuid)
    permissions.require(permissions.may_answer_tautan(request.pelaku, tautan))
    form = TanggapForm(request.POST, auto_id=f"id_{tautan.uuid}_%s")
    if not form.is_valid():
        return _saya(request, form, tautan, status=422)
    services.answer_tautan(pelaku=request.pelaku, tautan=tautan, **form.cleaned_data)
    messages.success(request, "Tanggapan tersimpan. Pejabat penilai Anda membacanya saat evaluasi.")
    return redirect("kinerja:tautan_saya")
