"""Pages on which a PK is written: its head, objectives, indicators, programmes, the paste from a spreadsheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from skp import selectors, services
from skp.forms.perjanjian import (
    IndikatorPkForm,
    KepalaPkForm,
    ProgramPkForm,
    SasaranPkForm,
    TempelPkForm,
)
from skp.models import IndikatorPk, PerjanjianKinerja, ProgramPk, SasaranPk
from skp.views.perjanjian import check_sunting_pk, get_pk
from skp.views.sunting import Suntingan, answer_simpan


def _get_pk_sunting(request: Permintaan, uuid: UUID) -> PerjanjianKinerja:
    pk = get_pk(request, uuid)
    check_sunting_pk(request, pk)
    return pk


def _milik(request: Permintaan, pk_id: int) -> PerjanjianKinerja:
    pk = get_object_or_404(selectors.pk_halaman(request.pelaku), pk=pk_id)
    check_sunting_pk(request, pk)
    return pk


def _get_sasaran(request: Permintaan, uuid: UUID) -> SasaranPk:
    sasaran = get_object_or_404(SasaranPk, uuid=uuid, perjanjian__in=selectors.pk_halaman(request.pelaku))
    sasaran.perjanjian = _milik(request, sasaran.perjanjian_id)
    return sasaran


def _get_indikator(request: Permintaan, uuid: UUID) -> IndikatorPk:
    indikator = get_object_or_404(
        IndikatorPk.objects.select_related("sasaran"),
        uuid=uuid,
        sasaran__perjanjian__in=selectors.pk_halaman(request.pelaku),
    )
    indikator.sasaran.perjanjian = _milik(request, indikator.sasaran.perjanjian_id)
    return indikator


def _get_program(request: Permintaan, uuid: UUID) -> ProgramPk:
    program = get_object_or_404(ProgramPk, uuid=uuid, perjanjian__in=selectors.pk_halaman(request.pelaku))
    program.perjanjian = _milik(request, program.perjanjian_id)
    return program


@require_http_methods(["GET", "POST"])
def kepala(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Both parties as they will be printed, the level of the objectives, the budget date."""
    pk = _get_pk_sunting(request, uuid)
    form = KepalaPkForm(request.POST if request.method == "POST" else None, pk=pk)
    konteks = {"pk": pk, "form": form, "pihak_kedua": selectors.pihak_kedua_of(pk)}
    if request.method == "GET":
        return render(request, "skp/pk_kepala_form.html", konteks)
    sunting = Suntingan(
        form=form,
        simpan=lambda: services.save_kepala_pk(pelaku=request.pelaku, pk=pk, **form.cleaned_data).isian_versi,
        lanjut=reverse("skp:pk_sasaran", args=[pk.uuid]),
        pesan="Tingkat sasaran disimpan.",
        template="skp/pk_kepala_form.html",
        konteks=konteks,
        objek=pk,
    )
    return answer_simpan(request, sunting)


@require_safe
def sasaran(request: Permintaan, uuid: UUID) -> HttpResponse:
    pk = _get_pk_sunting(request, uuid)
    return render(request, "skp/pk_sasaran_list.html", {"pk": pk, "dokumen": selectors.dokumen_pk(pk)})


@require_http_methods(["GET", "POST"])
def sasaran_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _sasaran(request, _get_pk_sunting(request, uuid), None)


@require_http_methods(["GET", "POST"])
def sasaran_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    s = _get_sasaran(request, uuid)
    return _sasaran(request, s.perjanjian, s)


def _sasaran(request: Permintaan, pk: PerjanjianKinerja, s: SasaranPk | None) -> HttpResponse:
    form = SasaranPkForm(request.POST if request.method == "POST" else None, sasaran=s)
    konteks = {
        "pk": pk,
        "sasaran": s,
        "form": form,
        "indikator": s.indikator.order_by("urutan", "id") if s else [],
    }
    if request.method == "GET":
        return render(request, "skp/pk_sasaran_form.html", konteks)
    hasil: list[SasaranPk] = []

    def simpan() -> str:
        hasil.append(services.save_sasaran(pelaku=request.pelaku, pk=pk, sasaran=s, **form.cleaned_data))
        return hasil[0].isian_versi

    jawaban = answer_simpan(
        request,
        Suntingan(
            form=form,
            simpan=simpan,
            lanjut=reverse("skp:pk_sasaran", args=[pk.uuid]),
            pesan="Sasaran disimpan.",
            template="skp/pk_sasaran_form.html",
            konteks=konteks,
            objek=s,
        ),
    )
    # what a new objective needs next is its first indicator
    return redirect("skp:pk_indikator_tambah", hasil[0].uuid) if hasil and s is None else jawaban


@require_http_methods(["GET", "POST"])
def sasaran_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    s = _get_sasaran(request, uuid)
    if request.method == "POST":
        services.delete_sasaran(pelaku=request.pelaku, sasaran=s)
        messages.success(request, "Sasaran dihapus.")
        return redirect("skp:pk_sasaran", s.perjanjian.uuid)
    terpakai = s.rhk.count()
    akibat = (
        "SKP yang sudah mengambilnya tetap utuh, hanya tautannya lepas."
        if terpakai
        else "Yang lain tetap ada."
    )
    return _hapus(request, s.perjanjian, "sasaran", s.teks, akibat)


def _hapus(request: Permintaan, pk: PerjanjianKinerja, apa: str, teks: str, akibat: str) -> HttpResponse:
    kembali = "skp:pk_program" if apa == "program" else "skp:pk_sasaran"
    konteks = {
        "pk": pk,
        "judul": f"Hapus {apa}",
        "teks": teks,
        "akibat": akibat,
        "kembali": reverse(kembali, args=[pk.uuid]),
    }
    return render(request, "skp/pk_delete.html", konteks)


@require_http_methods(["GET", "POST"])
def indikator_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _indikator(request, _get_sasaran(request, uuid), None)


@require_http_methods(["GET", "POST"])
def indikator_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = _get_indikator(request, uuid)
    return _indikator(request, i.sasaran, i)


def _indikator(request: Permintaan, s: SasaranPk, i: IndikatorPk | None) -> HttpResponse:
    form = IndikatorPkForm(request.POST if request.method == "POST" else None, indikator_pk=i)
    pk = s.perjanjian
    konteks = {"pk": pk, "sasaran": s, "indikator": i, "form": form}
    if request.method == "GET":
        return render(request, "skp/pk_indikator_form.html", konteks)
    lagi = "lagi" in request.POST
    sunting = Suntingan(
        form=form,
        simpan=lambda: (
            services.save_indikator_pk(
                pelaku=request.pelaku, sasaran=s, indikator=i, **form.cleaned_data
            ).isian_versi
        ),
        lanjut=reverse("skp:pk_indikator_tambah", args=[s.uuid])
        if lagi
        else reverse("skp:pk_sasaran", args=[pk.uuid]),
        pesan="Indikator disimpan.",
        template="skp/pk_indikator_form.html",
        konteks=konteks,
        objek=i,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def indikator_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = _get_indikator(request, uuid)
    if request.method == "POST":
        services.delete_indikator_pk(pelaku=request.pelaku, indikator=i)
        messages.success(request, "Indikator dihapus.")
        return redirect("skp:pk_sasaran", i.sasaran.perjanjian.uuid)
    return _hapus(
        request, i.sasaran.perjanjian, "indikator", i.teks, "Indikator dan targetnya dihapus dari draf ini."
    )


@require_http_methods(["GET", "POST"])
def tempel(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Rows from a spreadsheet: good ones go in, bad ones are named and stay in the field to be mended."""
    pk = _get_pk_sunting(request, uuid)
    form = TempelPkForm(request.POST if request.method == "POST" else None)
    hasil = None
    if request.method == "POST" and form.is_valid():
        try:
            hasil = services.paste_pk(pelaku=request.pelaku, pk=pk, **form.cleaned_data)
        except AturanDilanggar as galat:
            if galat.bidang != "tempel":
                raise
            form.add_error("tempel", galat.pesan)
        else:
            if not hasil.tempelan.ditolak:
                messages.success(request, _kalimat(hasil))
                return redirect("skp:pk_sasaran", pk.uuid)
            form = TempelPkForm(initial={"tempel": hasil.tempelan.sisa})
    konteks = {"pk": pk, "form": form, "hasil": hasil, "kalimat": _kalimat(hasil) if hasil else ""}
    return render(request, "skp/pk_tempel.html", konteks, status=422 if form.errors or hasil else 200)


def _kalimat(hasil: services.HasilTempel) -> str:
    bagian = [f"{hasil.baru} indikator masuk"]
    if hasil.diperbarui:
        bagian.append(f"{hasil.diperbarui} target diperbarui")
    if hasil.sama:
        bagian.append(f"{hasil.sama} sudah ada")
    return f"{', '.join(bagian)}."


@require_safe
def program(request: Permintaan, uuid: UUID) -> HttpResponse:
    pk = _get_pk_sunting(request, uuid)
    return render(request, "skp/pk_program_list.html", {"pk": pk, "dokumen": selectors.dokumen_pk(pk)})


@require_http_methods(["GET", "POST"])
def program_tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _program(request, _get_pk_sunting(request, uuid), None)


@require_http_methods(["GET", "POST"])
def program_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _get_program(request, uuid)
    return _program(request, p.perjanjian, p)


def _program(request: Permintaan, pk: PerjanjianKinerja, p: ProgramPk | None) -> HttpResponse:
    form = ProgramPkForm(request.POST if request.method == "POST" else None, program=p)
    konteks = {"pk": pk, "program": p, "form": form}
    if request.method == "GET":
        return render(request, "skp/pk_program_form.html", konteks)
    tujuan = "skp:pk_program_tambah" if "lagi" in request.POST else "skp:pk_program"
    sunting = Suntingan(
        form=form,
        simpan=lambda: (
            services.save_program(pelaku=request.pelaku, pk=pk, program=p, **form.cleaned_data).isian_versi
        ),
        lanjut=reverse(tujuan, args=[pk.uuid]),
        pesan="Program disimpan.",
        template="skp/pk_program_form.html",
        konteks=konteks,
        objek=p,
    )
    return answer_simpan(request, sunting)


@require_http_methods(["GET", "POST"])
def program_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    p = _get_program(request, uuid)
    if request.method == "POST":
        services.delete_program(pelaku=request.pelaku, program=p)
        messages.success(request, "Program dihapus.")
        return redirect("skp:pk_program", p.perjanjian.uuid)
    return _hapus(request, p.perjanjian, "program", p.nama, "Baris dan anggarannya dihapus dari draf ini.")
