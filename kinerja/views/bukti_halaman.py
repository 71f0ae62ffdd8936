"""Pages of evidence: one's own list, one piece with its preview and where it is used, the agency's limits."""

from __future__ import annotations

import re
import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, selectors, services, tasks
from kinerja.forms import AturanBuktiForm, CariBuktiForm, JawabTautanForm, PasangBuktiForm
from kinerja.models import BuktiDukung
from kinerja.rules import JenisBukti, StatusBukti
from pegawai.models.lingkup import rekan_of
from pegawai.permintaan import Permintaan
from skp.models import Skp

PER_HALAMAN = 30


@require_safe
def bukti_saya(request: Permintaan) -> HttpResponse:
    """One's own evidence, the latest first."""
    form = CariBuktiForm(request.GET)
    isi = form.cleaned_data if form.is_valid() else {"q": "", "jenis": ""}
    semua = selectors.bukti_saya(request.pelaku, isi["q"].strip(), isi["jenis"])
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page"))
    konteks = {"form": form, "halaman": halaman, "batas": services.batas_harian(request.pelaku.instansi_id)}
    return render(request, "kinerja/bukti_saya.html", konteks)


@require_safe
def bukti_pilih(request: Permintaan) -> HttpResponse:
    """The picker inside a form: the latest, or those that hold the words."""
    nama = request.GET.get("nama", "")
    konteks = {
        "daftar": selectors.bukti_dapat_dipilih(request.pelaku, request.GET.get("q", "").strip()[:100]),
        "nama": nama if re.fullmatch(r"[\w-]{1,40}", nama) else "pilih",
    }
    return render(request, "kinerja/_bukti_pilih.html", konteks)


def _bukti(request: Permintaan, uuid: uuid_lib.UUID) -> BuktiDukung:
    return get_object_or_404(
        BuktiDukung.objects.visible_to(request.pelaku).select_related(
            "pemilik", "tautan_oleh", "skp__pegawai", "skp__periode"
        ),
        uuid=uuid,
    )


@require_safe
def bukti_lihat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """One piece of evidence. The dialog of other pages shows its upper part only."""
    bukti = _bukti(request, uuid)
    if request.headers.get("X-Potongan"):
        return render(request, "kinerja/_bukti_isi.html", _isi(request, bukti))
    return _halaman(request, bukti)


def _isi(request: Permintaan, bukti: BuktiDukung) -> dict[str, Any]:
    pratinjau = bukti.pratinjau
    gambar = [
        {"nomor": n, "lebar": lebar, "tinggi": tinggi}
        for n, (lebar, tinggi) in enumerate(pratinjau.get("ukuran", ()), start=1)
    ]
    halaman = pratinjau.get("halaman", 0)
    return {
        "b": bukti,
        "gambar": gambar,
        "teks": pratinjau.get("teks", ()),
        "jumlah_halaman": halaman,
        "sisa_halaman": max(halaman - len(gambar), 0) if gambar else 0,
        "is_milik": bukti.pemilik_id == request.pelaku.pk,
    }


def _alamat_pemakaian(request: Permintaan, bukti: BuktiDukung) -> str:
    """Where the entries are read that lean on it: the log of the SKP, or what a colleague wrote about its owner."""
    if Skp.objects.visible_to(request.pelaku).filter(pk=bukti.skp_id).exists():
        return reverse("kinerja:linimasa", args=[bukti.skp.uuid])
    if rekan_of(request.pelaku).filter(pk=bukti.skp.pegawai_id).exists():
        return reverse("kinerja:perilaku_rekan_orang", args=[bukti.skp.pegawai.uuid])
    return ""


def _halaman(
    request: Permintaan, bukti: BuktiDukung, *, galat: JawabTautanForm | None = None, status: int = 200
) -> HttpResponse:
    milik = bukti.pemilik_id == request.pelaku.pk
    dapat_dipakai = milik and bukti.status == StatusBukti.BERSIH
    konteks = {
        **_isi(request, bukti),
        "pemakaian": selectors.pemakaian_bukti(bukti),
        "alamat_pemakaian": _alamat_pemakaian(request, bukti),
        "sasaran": selectors.sasaran_bukti(request.pelaku, bukti) if dapat_dipakai else [],
        "form": galat,
        "form_tautan": galat or (JawabTautanForm() if milik and bukti.jenis == JenisBukti.TAUTAN else None),
        "boleh_lapor": permissions.may_report_tautan(request.pelaku, bukti)
        if bukti.jenis == JenisBukti.TAUTAN and not milik
        else None,
        "otomatis": services.is_tautan_diperiksa(bukti.instansi_id)
        if bukti.jenis == JenisBukti.TAUTAN
        else False,
    }
    return render(request, "kinerja/bukti_lihat.html", konteks, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_hapus(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Delete one's evidence for good, after a page that says so."""
    if request.method == "POST" and selectors.is_terhapus(request.pelaku.pk, uuid):
        messages.info(request, "Bukti itu sudah dihapus.")
        return redirect("kinerja:bukti_saya")
    bukti = _bukti(request, uuid)
    permissions.require(permissions.may_delete_bukti(request.pelaku, bukti))
    if request.method != "POST":
        konteks = {"b": bukti, "halangan": selectors.halangan_hapus(bukti)}
        return render(request, "kinerja/bukti_hapus.html", konteks)
    services.delete_bukti(pelaku=request.pelaku, bukti=bukti)
    messages.success(request, f"{bukti.nama} dihapus.")
    return redirect("kinerja:bukti_saya")


@require_safe
def bukti_keadaan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """One line of a list of evidence, as it stands now."""
    return render(request, "kinerja/_bukti_satu.html", {"b": selectors.ringkas_bukti(_bukti(request, uuid))})


def _sasaran(request: Permintaan) -> Any:
    """The entry that a form names, if this person may see it."""
    form = PasangBuktiForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih catatan dari daftar.")
        return None
    jenis, kunci = form.cleaned_data["catatan"]
    return get_object_or_404(selectors.bukti.KELAS[jenis].objects.visible_to(request.pelaku), uuid=kunci)


@require_POST
def bukti_pasang(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Put evidence under one more entry."""
    bukti = _bukti(request, uuid)
    sasaran = _sasaran(request)
    if sasaran is not None:
        bukti = services.attach_bukti(pelaku=request.pelaku, bukti=bukti, objek=sasaran)
        messages.success(request, "Bukti dipasang. Catatan lain yang memakainya tidak berubah.")
    return redirect("kinerja:bukti_lihat", bukti.uuid)


@require_POST
def bukti_lepas(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Take evidence off one entry."""
    bukti = _bukti(request, uuid)
    sasaran = _sasaran(request)
    if sasaran is not None:
        services.detach_bukti(pelaku=request.pelaku, bukti=bukti, objek=sasaran)
        messages.success(request, "Bukti dilepas dari catatan itu. Catatan lain tetap memakainya.")
    return redirect("kinerja:bukti_lihat", bukti.uuid)


@require_POST
def bukti_tautan_jawab(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """The owner's word on whether his penilai can open a link."""
    bukti = _bukti(request, uuid)
    permissions.require(permissions.may_answer_tautan(request.pelaku, bukti))
    form = JawabTautanForm(request.POST)
    if not form.is_valid():
        return _halaman(request, bukti, galat=form, status=422)
    terbuka = form.cleaned_data["terbuka"]
    services.answer_tautan(pelaku=request.pelaku, bukti=bukti, terbuka=terbuka)
    if terbuka:
        messages.success(request, "Jawaban disimpan. Pembaca melihat bahwa tautan ini dapat dibuka.")
    else:
        messages.warning(request, "Tautan ditandai terkunci. Ubah izin berbaginya, atau unggah berkasnya.")
    return redirect("kinerja:bukti_lihat", uuid)


@require_POST
def bukti_tautan_lapor(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """A reader could not open the link."""
    services.report_tautan(pelaku=request.pelaku, bukti=_bukti(request, uuid))
    messages.success(request, "Tautan ditandai terkunci. Pemiliknya melihat tanda ini.")
    return redirect("kinerja:bukti_lihat", uuid)


@require_POST
def bukti_tautan_ulang(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Try the link out again."""
    bukti = services.reset_tautan(pelaku=request.pelaku, bukti=_bukti(request, uuid))
    tasks.bunyikan(bukti)
    messages.info(request, "Tautan sedang dicoba lagi. Muat ulang halaman ini beberapa detik lagi.")
    return redirect("kinerja:bukti_lihat", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def bukti_aturan(request: Permintaan) -> HttpResponse:
    """What the agency allows a person to send in a day."""
    permissions.require(permissions.may_set_aturan_bukti(request.pelaku))
    instansi = request.pelaku.instansi
    batas = services.batas_harian(instansi.pk)
    awal = {
        "berkas_per_hari": batas.berkas,
        "mb_per_hari": batas.mb,
        "periksa_tautan": services.is_tautan_diperiksa(instansi.pk),
    }
    form = AturanBuktiForm(request.POST if request.method == "POST" else None, initial=awal)
    if form.is_valid():
        services.set_aturan_bukti(pelaku=request.pelaku, instansi=instansi, **form.cleaned_data)
        messages.success(request, "Aturan bukti tersimpan dan berlaku sekarang.")
        return redirect("kinerja:bukti_aturan")
    return render(request, "kinerja/bukti_aturan.html", {"form": form}, status=422 if form.is_bound else 200)
