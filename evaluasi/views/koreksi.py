"""The versions of one result, and the correction that makes the next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from evaluasi import permissions, selectors, services
from evaluasi.forms.koreksi import BatalKoreksiForm, KoreksiForm
from evaluasi.rules import StatusEvaluasi
from evaluasi.views.penilaian import get_evaluasi
from kinerja.forms import tempel_galat
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.permintaan import Permintaan


@require_http_methods(["GET", "HEAD", "POST"])
def versi(request: Permintaan, uuid: UUID) -> HttpResponse:
    """All versions with their reasons and documents; whoever may begins the next one here."""
    evaluasi = get_evaluasi(request, uuid)
    form = KoreksiForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        permissions.require(_boleh_koreksi(request, evaluasi))
        if form.is_valid():
            try:
                baru = services.correct_evaluasi(
                    pelaku=request.pelaku, evaluasi=evaluasi, **form.cleaned_data
                )
            except Dilarang:
                raise
            except AturanDilanggar as galat:
                tempel_galat(form, galat)
            else:
                messages.success(
                    request, f"Koreksi dibuka sebagai versi {baru.versi}. Pegawai dan penilai tahu."
                )
                return redirect("evaluasi:versi", baru.uuid)
    return _halaman(request, evaluasi, form=form)


@require_POST
def koreksi_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Call a correction off; the version before it stays in force."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(
        permissions.may_cancel_koreksi(request.pelaku, evaluasi, **selectors.wenang_koreksi(evaluasi))
    )
    form = BatalKoreksiForm(request.POST)
    if form.is_valid():
        try:
            services.cancel_koreksi(pelaku=request.pelaku, evaluasi=evaluasi, **form.cleaned_data)
        except Dilarang:
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Koreksi dibatalkan. Hasil semula tetap berlaku.")
            return redirect("evaluasi:versi", evaluasi.uuid)
    return _halaman(request, evaluasi, form_batal=form)


def _boleh_koreksi(request: Permintaan, evaluasi: Any) -> Any:
    return permissions.may_correct(request.pelaku, evaluasi, **selectors.wenang_koreksi(evaluasi))


def _boleh_nilai(request: Permintaan, evaluasi: Any, terakhir: Any) -> bool:
    """Whether the newest version waits for this person's ratings."""
    if (
        terakhir.status in permissions.STATUS_TERBUKA_BAGI_PEGAWAI
        or terakhir.status == StatusEvaluasi.DIBATALKAN
    ):
        return False
    return bool(permissions.may_rate(request.pelaku, terakhir.skp, berwenang=evaluasi.berwenang))


def _halaman(
    request: Permintaan,
    evaluasi: Any,
    *,
    form: KoreksiForm | None = None,
    form_batal: BatalKoreksiForm | None = None,
) -> HttpResponse:
    """Every version, and below it what this person may do with the newest one."""
    baris = selectors.versi_of(request.pelaku, evaluasi)
    hidup = [b.evaluasi for b in baris if b.evaluasi.status != StatusEvaluasi.DIBATALKAN]
    terakhir = hidup[0] if hidup else evaluasi
    for e in hidup:
        e.penempatan, e.instansi, e.periode = evaluasi.penempatan, evaluasi.instansi, evaluasi.periode
    dasar = next((e for e in hidup if e.is_final), evaluasi)
    boleh = _boleh_koreksi(request, dasar)
    jalan = terakhir if terakhir.is_koreksi and not terakhir.is_final else None
    galat = (form is not None and form.errors) or (form_batal is not None and form_batal.errors)
    konteks = {
        "evaluasi": evaluasi,
        "baris": [(b, permissions.may_view_rating(request.pelaku, b.evaluasi)) for b in baris],
        "boleh": boleh,
        "dasar": dasar,
        "form": (form or KoreksiForm()) if boleh and jalan is None and dasar.is_final else None,
        "jalan": jalan,
        "nilai_kini": terakhir if _boleh_nilai(request, evaluasi, terakhir) else None,
        "form_batal": (form_batal or BatalKoreksiForm())
        if boleh and jalan and jalan.status not in permissions.STATUS_TERBUKA_BAGI_PEGAWAI
        else None,
    }
    return render(request, "evaluasi/versi.html", konteks, status=422 if galat else 200)
