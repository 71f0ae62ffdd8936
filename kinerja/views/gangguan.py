"""The record of outages: everyone reads, the agency's admin mends."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kinerja import services
from kinerja.forms.gangguan import AturanGangguanForm, GangguanForm, UbahGangguanForm
from kinerja.models import Gangguan
from kinerja.permissions.gangguan import may_manage_gangguan
from pegawai.permintaan import Permintaan
from pegawai.rules import require
from pegawai.views.bersama import formulir
from skp.forms.siklus import AlasanForm
from skp.models import PerpanjanganJendela

PER_HALAMAN = 50


def _asal() -> dict[str, str]:
    return {"url": reverse("kinerja:gangguan"), "label": "Riwayat gangguan layanan"}


@require_safe
def gangguan(request: Permintaan) -> HttpResponse:
    """Every outage, the rule, and which windows stand open longer because of them."""
    semua = Gangguan.objects.visible_to(request.pelaku).select_related("oleh")
    lebih = (
        PerpanjanganJendela.objects.visible_to(request.pelaku)
        .berlaku()
        .filter(is_gangguan=True)
        .select_related("periode", "unit")
        .order_by("-sampai", "-pk")[:10]
    )
    konteks = {
        "halaman": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
        "aturan": services.aturan_of(request.pelaku.instansi),
        "perpanjangan": list(lebih),
        "boleh": may_manage_gangguan(request.pelaku),
        "zona": request.pelaku.instansi.get_zona_waktu_display(),
    }
    return render(request, "kinerja/gangguan.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def gangguan_tambah(request: Permintaan) -> HttpResponse:
    """Record an outage that the application did not notice."""
    require(may_manage_gangguan(request.pelaku))
    return formulir(
        request,
        GangguanForm(request.POST or None, pelaku=request.pelaku, zona=request.pelaku.instansi.zona_waktu),
        kirim=lambda isian: services.record_gangguan(pelaku=request.pelaku, **isian),
        tujuan=reverse("kinerja:gangguan"),
        pesan="Gangguan tercatat. Batas waktu yang terkena sudah dihitung ulang.",
        judul="Catat gangguan",
        akibat="Batas waktu yang berdekatan diperpanjang menurut aturan instansi.",
        tombol="Catat gangguan",
        asal=_asal(),
    )


def _terlihat(request: Permintaan, uuid: UUID) -> Gangguan:
    satu = get_object_or_404(Gangguan.objects.visible_to(request.pelaku), uuid=uuid)
    require(may_manage_gangguan(request.pelaku))
    return satu


@require_http_methods(["GET", "HEAD", "POST"])
def gangguan_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Mend an outage, with the reason."""
    satu = _terlihat(request, uuid)
    awal = {"mulai": satu.mulai, "selesai": satu.selesai, "keterangan": satu.keterangan}
    return formulir(
        request,
        UbahGangguanForm(
            request.POST or None, pelaku=request.pelaku, zona=request.pelaku.instansi.zona_waktu, initial=awal
        ),
        kirim=lambda isian: services.edit_gangguan(pelaku=request.pelaku, gangguan=satu, **isian),
        tujuan=reverse("kinerja:gangguan"),
        pesan="Gangguan diubah. Batas waktu yang terkena sudah dihitung ulang.",
        judul="Ubah gangguan",
        tombol="Simpan perubahan",
        akibat="",
        asal=_asal(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gangguan_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take an outage out of the count, with the reason."""
    satu = _terlihat(request, uuid)
    return formulir(
        request,
        AlasanForm(request.POST or None, pelaku=request.pelaku),
        kirim=lambda isian: services.cancel_gangguan(pelaku=request.pelaku, gangguan=satu, **isian),
        tujuan=reverse("kinerja:gangguan"),
        pesan="Gangguan dibatalkan. Batas waktu yang terkena sudah dihitung ulang.",
        judul="Batalkan gangguan",
        akibat="Gangguan ini tidak lagi memperpanjang batas waktu. Catatannya tetap dapat dibaca.",
        tombol="Batalkan gangguan",
        asal=_asal(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gangguan_aturan(request: Permintaan) -> HttpResponse:
    """The rule of the agency."""
    require(may_manage_gangguan(request.pelaku))
    aturan = services.aturan_of(request.pelaku.instansi)
    bidang = ("menit_terdeteksi", "hari_lihat", "hari_per_jam", "maks_hari")
    return formulir(
        request,
        AturanGangguanForm(
            request.POST or None, pelaku=request.pelaku, initial={b: getattr(aturan, b) for b in bidang}
        ),
        kirim=lambda isian: services.set_aturan_gangguan(pelaku=request.pelaku, **isian),
        tujuan=reverse("kinerja:gangguan"),
        pesan="Aturan tersimpan. Batas waktu yang terkena sudah dihitung ulang.",
        judul="Aturan gangguan layanan",
        akibat="Berlaku untuk seluruh instansi, juga bagi batas waktu sebulan terakhir.",
        tombol="Simpan aturan",
        asal=_asal(),
    )
