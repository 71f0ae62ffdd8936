"""Entries acknowledged, questioned, answered: one by one, and a week of the team at once."""

from __future__ import annotations

import uuid as uuid_lib
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kinerja import selectors, services
from kinerja.forms import tempel_galat
from kinerja.forms.tanggapan import KetahuiForm, PekanForm, PesanForm
from kinerja.models import CatatanHarian, TanggapanCatatan
from kinerja.permissions.tanggapan import may_answer_catatan, may_respond_catatan
from kinerja.views.catatan import baca_hari
from kinerja.views.tim import PER_TIM, pemimpin_terpilih
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.navigasi import menu_tentang
from pegawai.permintaan import Permintaan
from pegawai.rules import require
from skp.models import Skp

PER_HALAMAN = 30


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> CatatanHarian:
    catatan = get_object_or_404(
        CatatanHarian.objects.visible_to(request.pelaku).select_related(
            "skp__penempatan__jabatan", "pegawai", "rhk", "rencana_aksi"
        ),
        uuid=uuid,
    )
    menu_tentang(request, catatan.pegawai_id)
    return catatan


def _kembali(request: Permintaan, catatan: CatatanHarian) -> HttpResponse:
    """Where the button stood; an address of somebody else's is not followed."""
    tujuan = request.POST.get("kembali", "")
    if tujuan.startswith("/") and url_has_allowed_host_and_scheme(tujuan, allowed_hosts=None):
        return redirect(tujuan)
    return redirect("kinerja:catatan_tanggapan", catatan.uuid)


@require_safe
def catatan_tanggapan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """One entry with everything that was said about it."""
    return _utas(request, _terlihat(request, uuid))


def _utas(
    request: Permintaan, catatan: CatatanHarian, form: PesanForm | None = None, status: int = 200
) -> HttpResponse:
    selectors.sematkan_tanggapan([catatan])
    tampil: selectors.TanggapanTampil = catatan.ditanggapi  # type: ignore[attr-defined]
    boleh = may_respond_catatan(request.pelaku, catatan.skp)
    jawab = bool(may_answer_catatan(request.pelaku, catatan)) and bool(tampil.pesan)
    konteks = {
        "c": catatan,
        "skp": catatan.skp,
        "is_milik": catatan.pegawai_id == request.pelaku.pk,
        "boleh": boleh,
        "boleh_jawab": jawab,
        "saya": tampil.milik(request.pelaku),
        "form": form or PesanForm(sebutan="Jawaban" if jawab else "Pertanyaan"),
    }
    return render(request, "kinerja/tanggapan.html", konteks, status=status)


@require_POST
def catatan_ketahui(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Acknowledge one entry in the version that was read."""
    catatan = _terlihat(request, uuid)
    form = KetahuiForm(request.POST)
    nomor = form.cleaned_data.get("nomor_sunting") if form.is_valid() else None
    services.acknowledge_catatan(pelaku=request.pelaku, catatan=catatan, nomor_sunting=nomor)
    messages.success(request, "Catatan diketahui.")
    return _kembali(request, catatan)


@require_POST
def catatan_tanyakan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Ask about one entry."""
    return _kirim_pesan(request, uuid, "Pertanyaan")


@require_POST
def catatan_jawab(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Answer a question about one's own entry."""
    return _kirim_pesan(request, uuid, "Jawaban")


def _kirim_pesan(request: Permintaan, uuid: uuid_lib.UUID, sebutan: str) -> HttpResponse:
    catatan = _terlihat(request, uuid)
    is_tanya = sebutan == "Pertanyaan"
    layanan: Any = services.question_catatan if is_tanya else services.answer_catatan
    require(
        may_respond_catatan(request.pelaku, catatan.skp)
        if is_tanya
        else may_answer_catatan(request.pelaku, catatan)
    )
    form = PesanForm(request.POST, sebutan=sebutan)
    if form.is_valid():
        try:
            layanan(pelaku=request.pelaku, catatan=catatan, isi=form.cleaned_data["isi"], klien_id=form.kunci)
        except (Dilarang, SudahBerubah):
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, f"{sebutan} terkirim.")
            return _kembali(request, catatan)
    return _utas(request, catatan, form, status=422)


@require_POST
def catatan_tanggapan_batal(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Take one's own answer to an entry back."""
    catatan = _terlihat(request, uuid)
    require(may_respond_catatan(request.pelaku, catatan.skp))
    ada = TanggapanCatatan.objects.filter(catatan=catatan, oleh=request.pelaku).first()
    if ada:
        services.undo_tanggapan(pelaku=request.pelaku, tanggapan=ada)
    messages.info(request, "Tanggapan Anda diurungkan.")
    return _kembali(request, catatan)


@require_safe
def pertanyaan(request: Permintaan) -> HttpResponse:
    """Questions about my entries; with `dari=saya` those I asked."""
    dari_saya = request.GET.get("dari") == "saya"
    baris = (
        selectors.pertanyaan_dari(request.pelaku) if dari_saya else selectors.pertanyaan_untuk(request.pelaku)
    )
    halaman = Paginator(baris, PER_HALAMAN).get_page(request.GET.get("page"))
    konteks = {
        "halaman": halaman,
        "dari_saya": dari_saya,
        "jumlah": selectors.jumlah_pertanyaan(request.pelaku),
    }
    return render(request, "kinerja/pertanyaan.html", konteks)


# --- a week of the team at once ------------------------------------------------------------------
@require_safe
def tim_catatan(request: Permintaan) -> HttpResponse:
    """The team's week: people down, days across; one person opened at a time."""
    pemimpin = pemimpin_terpilih(request)
    hari = baca_hari(request)
    mulai, selesai = selectors.minggu_dari(hari)
    calon = selectors.anggota_of(pemimpin)
    halaman = Paginator(calon, PER_TIM).get_page(request.GET.get("page"))
    baris = selectors.pekan_tim(request.pelaku, list(halaman), hari)
    buka = next((b for b in baris if b.skp and str(b.skp.uuid) == request.GET.get("buka")), None)
    is_saya = pemimpin.pk == request.pelaku.pk
    konteks = {
        "pemimpin": pemimpin,
        "is_saya": is_saya,
        "halaman": halaman,
        "jumlah": len(calon),
        "hari": hari,
        "minggu": (mulai, selesai),
        "daftar_hari": [mulai + timedelta(days=n) for n in range(7)],
        "sebelum": mulai - timedelta(days=7),
        "sesudah": mulai + timedelta(days=7),
        "baris": baris,
        "belum": sum(b.belum for b in baris),
        "buka": buka,
        "isi_buka": selectors.catatan_pekan(buka.skp, mulai, selesai) if buka and buka.skp else [],
        "kiriman": uuid_lib.uuid4(),
        "kembali": f"{reverse('kinerja:tim_catatan')}?{urlencode({'hari': hari.isoformat()})}",
    }
    return render(request, "kinerja/tim_catatan.html", konteks)


@require_POST
def tim_catatan_ketahui(request: Permintaan) -> HttpResponse:
    """Acknowledge what was ticked; a result for each line, and one button to undo it all."""
    form = PekanForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Halaman itu sudah usang. Pilih lagi, lalu tekan Ketahui.")
        return redirect("kinerja:tim_catatan")
    hari, kiriman = form.cleaned_data["hari"], form.cleaned_data["kiriman"]
    mulai, selesai = selectors.minggu_dari(hari)
    orang, catatan = form.pilihan_orang(), form.pilihan_catatan()
    if not orang and not catatan:
        messages.warning(request, "Belum ada yang dipilih. Centang orang atau catatan, lalu tekan Ketahui.")
        return redirect(f"{reverse('kinerja:tim_catatan')}?{urlencode({'hari': hari.isoformat()})}")
    skp = Skp.objects.visible_to(request.pelaku).filter(uuid__in=orang).select_related("pegawai")
    satuan = (
        CatatanHarian.objects.visible_to(request.pelaku)
        .filter(uuid__in=catatan)
        .exclude(skp__uuid__in=orang)  # ticked with the person already
        .select_related("pegawai")
        .order_by("tanggal", "id")
    )
    pekan = services.acknowledge_pekan(
        pelaku=request.pelaku,
        skp={s: orang[s.uuid] for s in skp.order_by("pegawai__nama", "pk")},
        mulai=mulai,
        selesai=selesai,
        kiriman=kiriman,
    )
    hasil = pekan + services.acknowledge_banyak(
        pelaku=request.pelaku, catatan=[(c, catatan[c.uuid]) for c in satuan], kiriman=kiriman
    )
    konteks = {
        "hasil": [h for h in hasil if not h.alasan],
        "gagal": [h for h in hasil if h.alasan],
        "hilang": len(orang) - len(pekan),
        "jumlah": sum(h.jumlah for h in hasil),
        "kiriman": kiriman,
        "hari": hari,
    }
    return render(request, "kinerja/tim_catatan_hasil.html", konteks)


@require_POST
def tim_catatan_urungkan(request: Permintaan) -> HttpResponse:
    """Take back everything that one press acknowledged."""
    form = PekanForm(request.POST)
    if not form.is_valid():
        return redirect("kinerja:tim_catatan")
    jumlah = services.undo_kiriman(pelaku=request.pelaku, kiriman=form.cleaned_data["kiriman"])
    messages.info(request, f"{jumlah} catatan kembali belum diketahui.")
    tujuan = urlencode({"hari": form.cleaned_data["hari"].isoformat()})
    return redirect(f"{reverse('kinerja:tim_catatan')}?{tujuan}")
