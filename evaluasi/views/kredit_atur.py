"""The figures of angka kredit and how the agency reckons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi.forms.kredit import KoefisienForm, PengaturanKreditForm
from evaluasi.models import KoefisienKredit
from evaluasi.permissions import kredit as izin
from evaluasi.rules.kredit import PERSEN
from evaluasi.selectors import kredit as baca
from evaluasi.services import kredit_atur as layanan
from pegawai.permintaan import Permintaan
from pegawai.rules import require
from pegawai.views.bersama import formulir
from skp.selectors import hari_instansi

ASAL = "Koefisien angka kredit"


@require_safe
def koefisien(request: Permintaan) -> HttpResponse:
    """The figures that hold today, where they come from, and the agency's own rows. Open to the whole agency."""
    instansi = request.pelaku.instansi
    tabel = baca.tabel_koefisien(instansi.pk)
    konteks = {
        "tabel": baca.tabel_tampil(tabel, hari_instansi(instansi)),
        "ada_sendiri": bool(tabel.baris),
        "persen": [(p.label, n) for p, n in PERSEN.items()],
        "atur": izin.pengaturan_kredit(instansi),
        "boleh": izin.may_set_kredit(request.pelaku, instansi),
    }
    return render(request, "evaluasi/kredit_koefisien.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def koefisien_tambah(request: Permintaan) -> HttpResponse:
    """Let other figures hold from a day on."""
    pelaku = request.pelaku
    require(izin.may_set_kredit(pelaku, pelaku.instansi))
    return formulir(
        request,
        KoefisienForm(request.POST if request.method == "POST" else None, pelaku=pelaku),
        kirim=lambda isian: layanan.save_koefisien(pelaku=pelaku, instansi=pelaku.instansi, **isian),
        tujuan=reverse("evaluasi:kredit_koefisien"),
        pesan=lambda k: f"Angka {k.get_jenjang_display()} disimpan.",
        judul="Tambah koefisien",
        akibat="Konversi yang sudah ditetapkan tidak berubah.",
        tombol="Simpan",
        asal={"url": reverse("evaluasi:kredit_koefisien"), "label": ASAL},
    )


@require_POST
def koefisien_hapus(request: Permintaan, uuid: UUID) -> HttpResponse:
    baris = get_object_or_404(
        KoefisienKredit.objects.visible_to(request.pelaku).select_related("instansi"), uuid=uuid
    )
    layanan.delete_koefisien(pelaku=request.pelaku, koefisien=baris)
    messages.success(request, "Baris dihapus. Angka sebelumnya berlaku lagi.")
    return redirect("evaluasi:kredit_koefisien")


@require_http_methods(["GET", "HEAD", "POST"])
def aturan(request: Permintaan) -> HttpResponse:
    """What the regulation leaves open."""
    pelaku = request.pelaku
    require(izin.may_set_kredit(pelaku, pelaku.instansi))
    atur = izin.pengaturan_kredit(pelaku.instansi)
    return formulir(
        request,
        PengaturanKreditForm(request.POST if request.method == "POST" else None, pelaku=pelaku, atur=atur),
        kirim=lambda isian: layanan.set_pengaturan_kredit(pelaku=pelaku, instansi=pelaku.instansi, **isian),
        tujuan=reverse("evaluasi:kredit_koefisien"),
        pesan="Aturan angka kredit disimpan dan berlaku mulai sekarang.",
        judul="Aturan angka kredit",
        tombol="Simpan aturan",
        asal={"url": reverse("evaluasi:kredit_koefisien"), "label": ASAL},
    )
