"""Dialog kinerja: the notes of an SKP, one note, its confirmations, and its way into the SKP."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pegawai.permintaan import Permintaan
from skp import permissions, rules, selectors
from skp.forms.dialog import DialogForm, WajibForm
from skp.models import DialogKinerja, Skp
from skp.permissions.dialog import may_set_dialog_wajib, may_view_dialog, may_write_dialog
from skp.rules import STATUS_BISA_DISUNTING, NilaiPerilaku
from skp.selectors.dialog import dialog_of
from skp.services import dialog as layanan
from skp.views.sunting import Suntingan, answer_simpan, get_skp


def _get(request: Permintaan, uuid: UUID) -> DialogKinerja:
    dialog = get_object_or_404(
        DialogKinerja.objects.visible_to(request.pelaku).select_related(
            "disusun_oleh", "penilai_setuju_oleh"
        ),
        uuid=uuid,
    )
    dialog.skp = selectors.skp_halaman(request.pelaku).get(pk=dialog.skp_id)
    return dialog


@require_safe
def daftar(request: Permintaan, uuid: UUID) -> HttpResponse:
    """All notes of one SKP."""
    skp = get_skp(request, uuid)
    permissions.require(may_view_dialog(request.pelaku, skp))
    konteks = {
        "skp": skp,
        "dialog": dialog_of(request.pelaku, skp),
        "boleh": bool(may_write_dialog(request.pelaku, skp)),
        "atur": bool(may_set_dialog_wajib(request.pelaku, skp.instansi)),
    }
    return render(request, "skp/dialog_list.html", konteks)


def _sunting(request: Permintaan, skp: Skp, dialog: DialogKinerja | None) -> HttpResponse:
    permissions.require(may_write_dialog(request.pelaku, skp))
    rules.check_dialog_terbuka(skp.status)
    awal = {} if dialog else {"tanggal": timezone.localdate()}
    form = DialogForm(request.POST if request.method == "POST" else None, dialog=dialog, initial=awal)
    konteks = {"skp": skp, "dialog": dialog, "form": form}
    if request.method == "GET":
        return render(request, "skp/dialog_form.html", konteks)
    hasil: list[DialogKinerja] = []

    def simpan() -> str:
        hasil.append(
            layanan.save_dialog(pelaku=request.pelaku, skp=skp, dialog=dialog, **form.untuk_service())
        )
        return hasil[0].versi

    jawaban = answer_simpan(
        request,
        Suntingan(
            form=form,
            simpan=simpan,
            lanjut=reverse("skp:dialog", args=[skp.uuid]),
            pesan="Catatan dialog disimpan. Baca sekali lagi, lalu konfirmasi.",
            template="skp/dialog_form.html",
            konteks=konteks,
            objek=dialog,
        ),
    )
    return redirect("skp:dialog_baca", hasil[0].uuid) if hasil and jawaban.status_code == 302 else jawaban


@require_http_methods(["GET", "POST"])
def tambah(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = get_skp(request, uuid)
    permissions.require(may_view_dialog(request.pelaku, skp))
    return _sunting(request, skp, None)


@require_http_methods(["GET", "POST"])
def ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    dialog = _get(request, uuid)
    permissions.require(may_write_dialog(request.pelaku, dialog.skp))
    rules.check_belum_beku(beku=dialog.is_beku)
    return _sunting(request, dialog.skp, dialog)


@require_safe
def baca(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One note, who has confirmed it, and what comes next."""
    dialog = _get(request, uuid)
    skp, pihak = dialog.skp, bool(may_write_dialog(request.pelaku, dialog.skp))
    milik = skp.pegawai_id == request.pelaku.pk
    sudah = dialog.pegawai_setuju_pada if milik else dialog.penilai_setuju_pada
    konteks = {
        "skp": skp,
        "dialog": dialog,
        "perilaku": [
            (n.label, dialog.perilaku[n.value]) for n in NilaiPerilaku if n.value in dialog.perilaku
        ],
        "boleh_ubah": pihak and not dialog.is_beku,
        "boleh_hapus": pihak and not dialog.is_beku and dialog.disusun_oleh_id == request.pelaku.pk,
        "boleh_setuju": pihak and not dialog.is_beku and not sudah,
        "boleh_pakai": dialog.is_beku
        and bool(permissions.may_edit_skp(request.pelaku, skp))
        and skp.status in STATUS_BISA_DISUNTING,
    }
    return render(request, "skp/dialog_detail.html", konteks)


@require_POST
def setuju(request: Permintaan, uuid: UUID) -> HttpResponse:
    dialog = layanan.confirm_dialog(
        pelaku=request.pelaku, dialog=_get(request, uuid), versi=request.POST.get("versi", "")
    )
    pesan = "Keduanya sudah mengonfirmasi. Catatan ini tidak berubah lagi."
    messages.success(
        request, pesan if dialog.is_beku else "Anda sudah mengonfirmasi. Kini giliran pihak lain."
    )
    return redirect("skp:dialog_baca", uuid)


@require_POST
def pakai(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = layanan.apply_dialog(pelaku=request.pelaku, dialog=_get(request, uuid))
    messages.success(request, "Isi dialog masuk ke lampiran dan perilaku kerja. Yang sudah ada tetap ada.")
    return redirect("skp:lampiran", skp.uuid)


@require_POST
def hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    skp = layanan.delete_dialog(pelaku=request.pelaku, dialog=_get(request, uuid))
    messages.success(request, "Catatan dialog dihapus.")
    return redirect("skp:dialog", skp.uuid)


@require_POST
def wajib(request: Permintaan) -> HttpResponse:
    """Whether the agency asks for a confirmed dialog before an SKP is handed in."""
    form = WajibForm(request.POST)
    form.is_valid()
    layanan.set_dialog_wajib(
        pelaku=request.pelaku, instansi=request.pelaku.instansi, wajib=form.cleaned_data["wajib"]
    )
    messages.success(request, "Kewajiban dialog kinerja disimpan untuk seluruh instansi.")
    return redirect(
        request.POST["kembali"] if request.POST.get("kembali", "").startswith("/skp/") else "skp:daftar"
    )
