"""A result in the person's hands: delivered, answered, objected to, explained, decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, rules, selectors, services
from evaluasi.forms import FinalForm
from evaluasi.forms.keberatan import (
    AturanKeberatanForm,
    CabutForm,
    KeberatanForm,
    PemutusForm,
    PenjelasanForm,
    PutusanForm,
    TanggapanForm,
)
from evaluasi.models import Evaluasi, Keberatan
from evaluasi.tasks import bunyikan
from evaluasi.views.evaluasi import halaman_lihat
from evaluasi.views.penilaian import capaian_label, get_evaluasi
from kinerja.bukti.unggah import batasi_unggah
from kinerja.forms import tempel_galat
from kinerja.selectors.bukti import ringkas_bukti
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan

SEHALAMAN = 50


def ring_dokumen(evaluasi: Evaluasi) -> None:
    """Ring for the job that its end ordered."""
    if evaluasi.is_final and (laporan := selectors.laporan_of(evaluasi)):
        bunyikan(laporan)


# Delivery and reply


@require_POST
def sampaikan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Hand the result to the person, as it stood on the page that was checked."""
    evaluasi = get_evaluasi(request, uuid)
    form = FinalForm(request.POST)
    nomor = form.cleaned_data["versi"] if form.is_valid() else -1
    services.deliver_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, nomor_sunting=nomor)
    nama = evaluasi.pegawai.nama_lengkap
    messages.success(request, f"Hasil disampaikan. {nama} membacanya dan menanggapi sebelum batasnya.")
    return redirect("evaluasi:lihat", uuid)


@require_POST
def terima(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Answer a result: accepted, or received and still being thought about."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_receive(request.pelaku, evaluasi))
    form = TanggapanForm(request.POST)
    if not form.is_valid():
        return halaman_lihat(request, evaluasi, form=form, status=422)
    jadi = services.receive_evaluasi(pelaku=request.pelaku, evaluasi=evaluasi, **form.untuk_service())
    ring_dokumen(jadi)
    messages.success(
        request,
        "Anda menerima hasil ini. Evaluasi final dan dokumennya sedang dibuat."
        if jadi.is_final
        else "Penerimaan tercatat. Ajukan keberatan sebelum batasnya bila perlu.",
    )
    return redirect("evaluasi:lihat", uuid)


# The objection


@require_http_methods(["GET", "HEAD", "POST"])
@batasi_unggah
def keberatan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The objection with everything it rests on; its form where there is none yet."""
    evaluasi = get_evaluasi(request, uuid)
    if request.method == "POST":
        return _ajukan(request, evaluasi)
    if request.GET.get("bahan"):
        return _bahan(request, evaluasi)
    return _halaman(request, evaluasi)


def _bahan(request: Permintaan, evaluasi: Any) -> HttpResponse:
    """The whole material that was judged; the page of the objection brings it in by itself."""
    permissions.require(permissions.may_view_rating(request.pelaku, evaluasi))
    bahan = selectors.bahan_evaluasi(evaluasi.skp, evaluasi.periode)
    konteks = {"evaluasi": evaluasi, "bahan": bahan, "pelengkap": bahan.pelengkap}
    return render(request, "evaluasi/keberatan_bahan.html", konteks)


def _ajukan(request: Permintaan, evaluasi: Any) -> HttpResponse:
    permissions.require(permissions.may_object(request.pelaku, evaluasi))
    form = KeberatanForm(request.POST, request.FILES)
    sah = form.is_valid()
    if tandai_terlalu_besar(request, form) or not sah:
        return _halaman(request, evaluasi, form_ajukan=form, status=status_galat(request))
    bukti: list[Any] = []
    try:
        bukti = kumpulkan_bukti(request, evaluasi.skp, form)
        services.file_keberatan(
            pelaku=request.pelaku, evaluasi=evaluasi, alasan=form.cleaned_data["alasan"], bukti=bukti
        )
    except Dilarang:
        raise
    except AturanDilanggar as galat:
        galat_ke_form(form, galat, bukti)
        return _halaman(request, evaluasi, form_ajukan=form, status=status_galat(request))
    messages.success(
        request, f"Keberatan diajukan. {evaluasi.penilai.nama_lengkap} diminta memberi penjelasan."
    )
    return redirect("evaluasi:keberatan", evaluasi.uuid)


def _halaman(
    request: Permintaan,
    evaluasi: Any,
    *,
    status: int = 200,
    form_ajukan: KeberatanForm | None = None,
    **isi: Any,
) -> HttpResponse:
    """The full file for the three: result, objection, explanation, decision, clock, and the act that is due."""
    permissions.require(permissions.may_view_rating(request.pelaku, evaluasi))
    sampai = getattr(evaluasi, "penyampaian", None)
    k = selectors.keberatan_of(evaluasi) if evaluasi.ada_keberatan else None
    if sampai is None:
        raise Http404
    kini, pelaku = timezone.now(), request.pelaku
    boleh = _boleh(pelaku, evaluasi, k)
    telat = rules.is_lewat(kini, sampai.batas_keberatan)
    konteks: dict[str, Any] = {
        "evaluasi": evaluasi,
        "k": k,
        "bukti": [ringkas_bukti(b) for b in k.bukti.all()] if k else [],
        "capaian_label": capaian_label(evaluasi),
        "jam": selectors.jam(evaluasi, sampai, k, kini),
        "boleh": boleh,
        "telat": boleh["ajukan"] and telat,
        "batas": rules.batas_tampil(sampai.batas_keberatan, evaluasi.instansi.zona_waktu),
        "lama": f"{sampai.tenggat.keberatan} sejak hasil {sampai.tenggat.sejak}",
        "form": form_ajukan or (KeberatanForm() if boleh["ajukan"] and not telat else None),
        "form_jelaskan": PenjelasanForm() if boleh["jelaskan"] else None,
        "form_putuskan": PutusanForm(evaluasi=evaluasi) if boleh["putuskan"] else None,
        "form_cabut": CabutForm() if boleh["cabut"] else None,
        "form_pemutus": PemutusForm(pelaku=pelaku) if boleh["pemutus"] else None,
        "tunggu": "",
    }
    if k is not None and boleh["putuskan"]:
        konteks["tunggu"] = _tunggu(evaluasi, k)
    konteks |= isi
    return render(request, "evaluasi/keberatan.html", konteks, status=status)


def _boleh(pelaku: Any, evaluasi: Any, k: Keberatan | None) -> dict[str, Any]:
    """What this person may do here, from the same verdicts as the acts."""
    boleh: dict[str, Any] = dict.fromkeys(("jelaskan", "putuskan", "cabut", "pemutus"))
    boleh["ajukan"] = permissions.may_object(pelaku, evaluasi)
    if k is None or not k.is_terbuka:
        return boleh
    k.evaluasi = evaluasi
    pemutus = selectors.atasan_pemutus(evaluasi)
    return boleh | {
        "jelaskan": permissions.may_explain(pelaku, k, berwenang=evaluasi.berwenang),
        "putuskan": permissions.may_decide(pelaku, k, pemutus=pemutus),
        "cabut": permissions.may_withdraw_keberatan(pelaku, k),
        "pemutus": permissions.may_appoint_pemutus(pelaku, k),
        "nama_pemutus": k.pemutus.nama_lengkap if k.pemutus else ", ".join(p.nama_lengkap for p in pemutus),
    }


def _tunggu(evaluasi: Any, k: Keberatan) -> str:
    """Why the decision is not open yet; empty once it is."""
    try:
        rules.check_boleh_diputus(
            kini=timezone.now(),
            dijelaskan=bool(k.penjelasan),
            batas_penjelasan=k.batas_penjelasan,
            penilai=evaluasi.penilai.nama_lengkap,
            zona=evaluasi.instansi.zona_waktu,
        )
    except AturanDilanggar as galat:
        return galat.pesan
    return ""


def _keberatan_of(evaluasi: Any) -> Keberatan:
    k = selectors.keberatan_of(evaluasi) if evaluasi.ada_keberatan else None
    if k is None:
        raise Http404
    k.evaluasi = evaluasi
    return k


def _kerjakan(
    request: Permintaan,
    evaluasi: Any,
    nama: str,
    form: forms.Form,
    kerja: Callable[[dict[str, Any]], None],
    pesan: str,
) -> HttpResponse:
    """Read a form, do the act, and come back to the file; a refusal stays in the form."""
    if form.is_valid():
        try:
            kerja(form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, pesan)
            return redirect("evaluasi:keberatan", evaluasi.uuid)
    ulang: dict[str, Any] = {nama: form, "form": form}
    return _halaman(request, evaluasi, status=422, **ulang)


@require_POST
def jelaskan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The penilai explains his rating."""
    evaluasi = get_evaluasi(request, uuid)
    k = _keberatan_of(evaluasi)
    permissions.require(permissions.may_explain(request.pelaku, k, berwenang=evaluasi.berwenang))

    def kerja(isi: dict[str, Any]) -> None:
        services.explain_keberatan(pelaku=request.pelaku, keberatan=k, **isi)

    pesan = "Penjelasan dikirim. Atasan penilai memutus berdasarkan berkas ini."
    return _kerjakan(request, evaluasi, "form_jelaskan", PenjelasanForm(request.POST), kerja, pesan)


@require_POST
def putuskan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The atasan of the penilai decides; the evaluation is final with it."""
    evaluasi = get_evaluasi(request, uuid)
    k = _keberatan_of(evaluasi)
    pemutus = selectors.atasan_pemutus(evaluasi)
    permissions.require(permissions.may_decide(request.pelaku, k, pemutus=pemutus))

    def kerja(isi: dict[str, Any]) -> None:
        ring_dokumen(services.decide_keberatan(pelaku=request.pelaku, keberatan=k, **isi))

    form = PutusanForm(request.POST, evaluasi=evaluasi)
    return _kerjakan(
        request,
        evaluasi,
        "form_putuskan",
        form,
        kerja,
        "Keberatan diputus. Evaluasi final dengan putusan ini.",
    )


@require_POST
def cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The person takes his objection back."""
    evaluasi = get_evaluasi(request, uuid)
    k = _keberatan_of(evaluasi)
    permissions.require(permissions.may_withdraw_keberatan(request.pelaku, k))

    def kerja(isi: dict[str, Any]) -> None:
        services.withdraw_keberatan(pelaku=request.pelaku, keberatan=k, **isi)

    pesan = "Keberatan dicabut. Hasil penilaian tetap dan menjadi final setelah masa keberatan."
    return _kerjakan(request, evaluasi, "form_cabut", CabutForm(request.POST), kerja, pesan)


@require_POST
def pemutus(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The admin names who decides in the place of an atasan who is missing or prevented."""
    evaluasi = get_evaluasi(request, uuid)
    k = _keberatan_of(evaluasi)
    permissions.require(permissions.may_appoint_pemutus(request.pelaku, k))
    form = PemutusForm(request.POST, pelaku=request.pelaku)
    if form.sedang_mencari:
        return _halaman(request, evaluasi, form_pemutus=form)

    def kerja(isi: dict[str, Any]) -> None:
        services.appoint_pemutus(pelaku=request.pelaku, keberatan=k, **isi)

    return _kerjakan(request, evaluasi, "form_pemutus", form, kerja, "Pemutus ditunjuk dan diberi tahu.")


# Lists and settings


@require_safe
def keberatan_daftar(request: Permintaan) -> HttpResponse:
    """Objections that this person may see, with the clock of each."""
    keadaan = request.GET.get("keadaan", "")
    keadaan = keadaan if keadaan in selectors.KEADAAN_KEBERATAN else ""
    halaman = Paginator(selectors.daftar_keberatan(request.pelaku, keadaan), SEHALAMAN).get_page(
        request.GET.get("page")
    )
    kini = timezone.now()
    baris = [
        {
            "k": k,
            "batas": rules.batas_tampil(
                k.batas_penjelasan if k.status == rules.StatusKeberatan.DIAJUKAN else k.batas_putusan,
                k.evaluasi.instansi.zona_waktu,
            ),
            "lewat": k.is_terbuka and rules.is_lewat(kini, k.batas_putusan),
        }
        for k in halaman.object_list
    ]
    konteks = {
        "page_obj": halaman,
        "baris": baris,
        "keadaan": keadaan,
        "pilihan": list(selectors.KEADAAN_KEBERATAN.items()),
    }
    return render(request, "evaluasi/keberatan_daftar.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: Permintaan) -> HttpResponse:
    """How many days, and how they are counted."""
    instansi = request.pelaku.instansi
    permissions.require(permissions.may_set_aturan_keberatan(request.pelaku, instansi))
    form = AturanKeberatanForm(
        request.POST if request.method == "POST" else None, aturan=selectors.aturan_keberatan(instansi.pk)
    )
    if request.method == "POST" and form.is_valid():
        services.set_aturan_keberatan(pelaku=request.pelaku, instansi=instansi, **form.untuk_service())
        messages.success(request, "Aturan disimpan. Masa yang sudah berjalan tidak berubah.")
        return redirect("evaluasi:pengaturan")
    return render(
        request, "evaluasi/keberatan_aturan.html", {"form": form}, status=422 if form.errors else 200
    )
