"""Bimbingan and konseling: my sessions, those I lead, one session from the plan to its outcome."""

from __future__ import annotations

import uuid as uuid_lib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja.forms.pembinaan import (
    BatalForm,
    CatatPembinaanForm,
    JadwalForm,
    JawabForm,
    MintaForm,
    RencanaForm,
    SaringPembinaanForm,
    SaringTimForm,
    TandaiLangkahForm,
    TolakForm,
    TutupForm,
    UbahRencanaForm,
)
from kinerja.models import LangkahPembinaan, SesiPembinaan
from kinerja.permissions import pembinaan as izin
from kinerja.rules import LANGKAH_TERBUKA, PihakPembinaan, StatusPembinaan
from kinerja.selectors import pembinaan as baca
from kinerja.services import pembinaan as layanan
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import Pegawai
from pegawai.navigasi import menu_tentang
from pegawai.permintaan import Permintaan

PER_HALAMAN = 30


def _saringan(form: SaringPembinaanForm) -> dict[str, str]:
    return {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """The sessions about me."""
    form = SaringPembinaanForm(request.GET)
    semua = baca.pembinaan_saya(request.pelaku, **_saringan(form))
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "kinerja/pembinaan.html", {"form": form, "halaman": halaman})


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """The sessions I lead, and the bimbingan of my line."""
    form = SaringTimForm(request.GET)
    semua = baca.pembinaan_tim(request.pelaku, **_saringan(form))
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page"))
    konteks = {
        "form": form,
        "halaman": halaman,
        "orang": baca.yang_dibina(request.pelaku),
        "tertinggal": list(baca.dapat_diakhiri(request.pelaku)),
    }
    return render(request, "kinerja/pembinaan_tim.html", konteks)


def _coba(form: TolakForm, simpan: Callable[[], Any]) -> Any:
    """What the service gave back; None when it refused, with the sentence at its field."""
    try:
        return simpan()
    except (Dilarang, SudahBerubah):
        raise
    except AturanDilanggar as galat:
        form.tolak(galat)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def minta(request: Permintaan) -> HttpResponse:
    """Ask one of my leaders for a session."""
    calon = baca.calon_pembina(request.pelaku)
    form = MintaForm(request.POST if request.method == "POST" else None, calon=calon)
    if request.method == "POST" and form.is_valid():
        sesi = _coba(form, lambda: layanan.request_pembinaan(pelaku=request.pelaku, **form.untuk_layanan()))
        if sesi is not None:
            messages.success(
                request, f"Permintaan terkirim. {sesi.pembina.nama_lengkap} menetapkan tanggalnya."
            )
            return redirect("kinerja:pembinaan_lihat", sesi.uuid)
    status = 422 if form.errors else 200
    return render(request, "kinerja/pembinaan_minta.html", {"form": form, "calon": calon}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rencana(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Plan a session with somebody I lead."""
    pegawai = get_object_or_404(Pegawai.objects.visible_to(request.pelaku), uuid=uuid)
    izin.require(izin.may_plan_pembinaan(request.pelaku, pegawai))
    form = RencanaForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        sesi = _coba(
            form,
            lambda: layanan.plan_pembinaan(pelaku=request.pelaku, pegawai=pegawai, **form.untuk_layanan()),
        )
        if sesi is not None:
            messages.success(request, f"Sesi direncanakan. {pegawai.nama_lengkap} melihatnya sekarang.")
            return redirect("kinerja:pembinaan_lihat", sesi.uuid)
    konteks = {"form": form, "pegawai": pegawai, "evaluasi": None}
    return render(request, "kinerja/pembinaan_rencana.html", konteks, status=422 if form.errors else 200)


# One session


def _get(request: Permintaan, uuid: uuid_lib.UUID) -> SesiPembinaan:
    semua = baca.pembinaan_tampil().visible_to(request.pelaku)  # type: ignore[attr-defined]
    sesi = get_object_or_404(semua.select_related("ditutup_oleh", "lanjutan_dari", "lanjutan"), uuid=uuid)
    menu_tentang(request, sesi.pegawai_id)
    return sesi


@require_safe
def lihat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Everything about one session, and what comes next."""
    return _halaman(request, _get(request, uuid))


def _halaman(
    request: Permintaan,
    sesi: SesiPembinaan,
    *,
    jawab: JawabForm | None = None,
    tanda: tuple[LangkahPembinaan, TandaiLangkahForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    pelaku = request.pelaku
    pihak = izin.pihak_of(pelaku, sesi)
    boleh_tandai = pihak is not None and sesi.status == StatusPembinaan.DISEPAKATI
    langkah = [
        {
            "l": x,
            "form": tanda[1] if tanda and tanda[0].pk == x.pk else TandaiLangkahForm(langkah=x),
        }
        for x in sesi.langkah.all()
    ]
    konteks = {
        "sesi": sesi,
        "pihak": pihak,
        "is_milik": pihak == PihakPembinaan.PEGAWAI,
        "kalimat": baca.kalimat_pembinaan(sesi, pelaku),
        "langkah": langkah,
        "boleh_tandai": boleh_tandai,
        "jawab": jawab or JawabForm(initial={"versi": sesi.versi}),
        "form_galat": jawab or (tanda[1] if tanda else None),
        "jawaban_saya": getattr(sesi, f"jawaban_{pihak}") if pihak else "",
        "boleh_terima": izin.may_accept_pembinaan(pelaku, sesi),
        "boleh_ubah": izin.may_change_rencana(pelaku, sesi),
        "boleh_batal": izin.may_cancel_pembinaan(pelaku, sesi),
        "boleh_catat": izin.may_record_pembinaan(pelaku, sesi),
        "boleh_jawab": izin.may_answer_pembinaan(pelaku, sesi),
        "boleh_akhiri": izin.may_end_pembinaan(pelaku, sesi) if pihak is None else None,
        "boleh_tutup": izin.may_close_pembinaan(pelaku, sesi),
        "boleh_cetak": izin.may_print_pembinaan(pelaku, sesi),
        "lanjutan": getattr(sesi, "lanjutan", None),
        "form_batal": BatalForm(),
    }
    return render(request, "kinerja/pembinaan_lihat.html", konteks, status=status)


def _formulir(
    request: Permintaan,
    sesi: SesiPembinaan,
    form: TolakForm,
    simpan: Callable[[], Any],
    *,
    pesan: str,
    konteks: dict[str, Any],
) -> HttpResponse:
    """One form about one session on a page of its own."""
    if request.method == "POST" and form.is_valid() and _coba(form, simpan) is not None:
        messages.success(request, pesan)
        return redirect("kinerja:pembinaan_lihat", sesi.uuid)
    isi = {"sesi": sesi, "form": form, "form_batal": None, **konteks}
    return render(request, "kinerja/pembinaan_formulir.html", isi, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def terima(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Set the day of a session I was asked for."""
    sesi = _get(request, uuid)
    izin.require(izin.may_accept_pembinaan(request.pelaku, sesi))
    form = JadwalForm(request.POST if request.method == "POST" else None)
    return _formulir(
        request,
        sesi,
        form,
        lambda: layanan.accept_pembinaan(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data),
        pesan=f"Tanggal ditetapkan. {sesi.pegawai.nama_lengkap} melihatnya sekarang.",
        konteks={"judul": "Tetapkan tanggal pertemuan", "tombol": "Tetapkan tanggal"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ubah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Change the plan before the talk."""
    sesi = _get(request, uuid)
    izin.require(izin.may_change_rencana(request.pelaku, sesi))
    form = UbahRencanaForm(request.POST if request.method == "POST" else None, sesi=sesi)
    return _formulir(
        request,
        sesi,
        form,
        lambda: layanan.change_rencana(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data),
        pesan="Rencana diubah.",
        konteks={"judul": "Ubah rencana sesi", "tombol": "Simpan perubahan"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def batal(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Call it off, or decline, with the reason."""
    sesi = _get(request, uuid)
    izin.require(izin.may_cancel_pembinaan(request.pelaku, sesi))
    form = BatalForm(request.POST if request.method == "POST" else None)
    return _formulir(
        request,
        sesi,
        form,
        lambda: layanan.cancel_pembinaan(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data),
        pesan="Sesi dibatalkan. Alasannya tercatat.",
        konteks={"judul": "Batalkan sesi", "tombol": "Batalkan sesi", "bahaya": True},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def catat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Write down the talk and the steps; what still was open in the session before is offered again."""
    sesi = _get(request, uuid)
    izin.require(izin.may_record_pembinaan(request.pelaku, sesi))
    langkah = list(sesi.langkah.all())
    warisan = not langkah and sesi.tanggal is None and sesi.lanjutan_dari is not None
    if warisan and sesi.lanjutan_dari is not None:
        langkah = list(sesi.lanjutan_dari.langkah.filter(status__in=LANGKAH_TERBUKA))
    form = CatatPembinaanForm(
        request.POST if request.method == "POST" else None,
        sesi=sesi,
        langkah=langkah,
        warisan=warisan,
        hari=timezone.localdate(),
    )
    if request.method == "POST" and not form.sedang_menambah and form.is_valid():
        kirim = form.untuk_layanan()
        if _coba(form, lambda: layanan.record_pembinaan(pelaku=request.pelaku, sesi=sesi, **kirim)):
            messages.success(request, "Catatan disimpan. Keduanya membaca, lalu mengonfirmasi.")
            return redirect("kinerja:pembinaan_lihat", sesi.uuid)
    galat = form.is_bound and not form.sedang_menambah
    konteks = {
        "sesi": sesi,
        "form": form,
        "warisan": warisan and bool(langkah),
        "galat_langkah": [
            (f"{x.prefix}-{nama}", nomor, pesan)
            for nomor, x in enumerate(form.langkah, 1)
            if galat
            for nama, semua in x.errors.items()
            for pesan in semua
        ],
        "pernah_dijawab": bool(sesi.jawaban_pegawai or sesi.jawaban_pembina),
        "menambah": form.sedang_menambah,
    }
    return render(request, "kinerja/pembinaan_catat.html", konteks, status=422 if galat else 200)


@require_POST
def jawab(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Confirm, or say what does not fit."""
    sesi = _get(request, uuid)
    izin.require(izin.may_answer_pembinaan(request.pelaku, sesi))
    form = JawabForm(request.POST)
    if not form.is_valid():
        return _halaman(request, sesi, jawab=form, status=422)
    hasil = _coba(
        form, lambda: layanan.answer_pembinaan(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data)
    )
    if hasil is None:
        return _halaman(request, sesi, jawab=form, status=422)
    if hasil.status == StatusPembinaan.DISEPAKATI:
        messages.success(request, "Keduanya sudah mengonfirmasi. Langkah mulai berjalan.")
    elif form.cleaned_data["jawaban"] == "setuju":
        messages.success(request, "Konfirmasi Anda tercatat. Kini giliran pihak lain.")
    else:
        messages.info(request, "Keberatan tercatat. Perbaiki catatannya, lalu keduanya ditanya lagi.")
    return redirect("kinerja:pembinaan_lihat", uuid)


@require_POST
def langkah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Say how far a step is."""
    satu = get_object_or_404(
        LangkahPembinaan.objects.visible_to(request.pelaku).select_related("sesi"), uuid=uuid
    )
    izin.require(izin.may_update_langkah(request.pelaku, satu))
    form = TandaiLangkahForm(request.POST, langkah=satu)
    if form.is_valid() and _coba(
        form, lambda: layanan.update_langkah(pelaku=request.pelaku, langkah=satu, **form.cleaned_data)
    ):
        messages.success(request, "Langkah ditandai.")
        return redirect("kinerja:pembinaan_lihat", satu.sesi.uuid)
    return _halaman(request, _get(request, satu.sesi.uuid), tanda=(satu, form), status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def tutup(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Close with the outcome; what goes on gets its next session."""
    sesi = _get(request, uuid)
    izin.require(izin.may_close_pembinaan(request.pelaku, sesi))
    form = TutupForm(request.POST if request.method == "POST" else None)
    return _formulir(
        request,
        sesi,
        form,
        lambda: layanan.close_pembinaan(pelaku=request.pelaku, sesi=sesi, **form.cleaned_data),
        pesan="Sesi ditutup. Hasilnya tidak berubah lagi.",
        konteks={"judul": "Tutup sesi dengan hasil", "tombol": "Tutup sesi"},
    )
