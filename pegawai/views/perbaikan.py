""" "Ini salah": saying so about oneself, and the admin's queue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pegawai import permissions, selectors, services
from pegawai.forms.orang import IdentitasForm
from pegawai.forms.perbaikan import JawabForm, PerbaikanForm, PindahkanForm, TetapkanPenilaiForm
from pegawai.forms.pilih import Formulir
from pegawai.models import PermintaanPerbaikan
from pegawai.permintaan import Permintaan
from pegawai.rules import BidangPerbaikan, StatusPerbaikan, tampil_tanggal
from pegawai.views.bersama import formulir

BIDANG = dict(BidangPerbaikan.choices())
LAYANAN: dict[str, Callable[..., Any]] = {
    BidangPerbaikan.PENILAI: services.settle_with_penilai,
    BidangPerbaikan.UNIT: services.settle_with_penempatan,
    BidangPerbaikan.JABATAN: services.settle_with_penempatan,
    BidangPerbaikan.PANGKAT: services.settle_with_identitas,
    BidangPerbaikan.NAMA: services.settle_with_identitas,
}
"""Matter → the service that makes the change and answers."""


# --- the person ------------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
def perbaikan_buat(request: Permintaan) -> HttpResponse:
    """Choose what is wrong, then say what is right."""
    dipilih = request.POST.get("bidang") or request.GET.get("bidang", "")
    if dipilih not in BIDANG:
        return render(request, "pegawai/perbaikan_pilih.html", {"pilihan": BidangPerbaikan.choices()})
    bidang = BidangPerbaikan(dipilih)
    return formulir(
        request,
        PerbaikanForm(request.POST or None, pelaku=request.pelaku, bidang=bidang),
        kirim=lambda isian: services.report_salah(
            pelaku=request.pelaku, pegawai=request.pelaku, bidang=bidang, **isian
        ),
        tujuan="pegawai:penempatan_saya",
        pesan="Laporan terkirim kepada admin kepegawaian. Jawabannya tampil di halaman ini.",
        template="pegawai/perbaikan_buat.html",
        bidang=bidang,
        rantai=selectors.rantai_of(request.pelaku),
    )


@require_http_methods(["POST"])
def perbaikan_cabut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take one's own report back."""
    services.withdraw_perbaikan(pelaku=request.pelaku, permintaan=_terlihat(request, uuid))
    messages.success(request, "Laporan dicabut.")
    return redirect("pegawai:penempatan_saya")


# --- the admin -------------------------------------------------------------------------------
@require_http_methods(["GET"])
def perbaikan_daftar(request: Permintaan) -> HttpResponse:
    """The queue, oldest first; answered ones on the other tab."""
    permissions.require(permissions.may_see_perbaikan(request.pelaku))
    dijawab = request.GET.get("dijawab") == "1"
    bidang = request.GET.get("bidang", "")
    semua = PermintaanPerbaikan.objects.dikelola(request.pelaku).select_related("pegawai", "dijawab_oleh")
    menunggu = semua.menunggu()
    tampil = semua.exclude(status=StatusPerbaikan.BARU) if dijawab else menunggu
    if bidang in BIDANG:
        tampil = tampil.filter(bidang=bidang)
    halaman = selectors.halaman_kunci(
        tampil,
        ("-dibuat_pada", "-id") if dijawab else ("dibuat_pada", "id"),
        sesudah=request.GET.get("sesudah", ""),
        sebelum=request.GET.get("sebelum", ""),
    )
    konteks = {
        "halaman": halaman,
        "dijawab": dijawab,
        "bidang": bidang,
        "pilihan": BidangPerbaikan.choices(),
        "jumlah": tampil.count(),
        "jumlah_menunggu": menunggu.count(),
    }
    return render(request, "pegawai/perbaikan_daftar.html", konteks)


@require_http_methods(["GET"])
def perbaikan_detail(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What is recorded beside what the person says; the change can be made right there."""
    permintaan = _terlihat(request, uuid)
    return _tampilkan(
        request, permintaan, _formulir_tindakan(request, permintaan), JawabForm(pelaku=request.pelaku)
    )


@require_http_methods(["POST"])
def perbaikan_terapkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Make the change the report asks for, and answer with it."""
    permintaan = _dikelola(request, uuid)
    form = _formulir_tindakan(request, permintaan, request.POST)
    if form is None:
        return redirect("pegawai:perbaikan_detail", uuid)
    layanan = LAYANAN[permintaan.bidang]
    return formulir(
        request,
        form,
        kirim=lambda isian: layanan(pelaku=request.pelaku, permintaan=permintaan, **isian),
        tujuan="pegawai:perbaikan_daftar",
        pesan=lambda p: f"Data {permintaan.pegawai.nama_lengkap} diperbaiki. Ia membaca: “{p.jawaban}”",
        template="pegawai/perbaikan_detail.html",
        **_bahan(request, permintaan, form, JawabForm(pelaku=request.pelaku)),
    )


@require_http_methods(["POST"])
def perbaikan_selesai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Answer that the data have been mended elsewhere."""
    return _jawab(request, uuid, services.settle_perbaikan, "Jawaban terkirim.")


@require_http_methods(["POST"])
def perbaikan_benar(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Declare the data right."""
    return _jawab(request, uuid, services.reject_perbaikan, "Data dinyatakan benar. Jawaban terkirim.")


def _terlihat(request: Permintaan, uuid: UUID) -> PermintaanPerbaikan:
    return get_object_or_404(
        PermintaanPerbaikan.objects.visible_to(request.pelaku).select_related(
            "pegawai__instansi", "usul_penilai", "usul_unit", "dijawab_oleh"
        ),
        uuid=uuid,
    )


def _dikelola(request: Permintaan, uuid: UUID) -> PermintaanPerbaikan:
    """The report, for an admin's act: 404 to strangers, 403 to the one who reported."""
    permintaan = _terlihat(request, uuid)
    permissions.require(permissions.may_see_perbaikan(request.pelaku))
    return permintaan


def _jawab(request: Permintaan, uuid: UUID, layanan: Callable[..., Any], pesan: str) -> HttpResponse:
    permintaan = _dikelola(request, uuid)
    jawab = JawabForm(request.POST, pelaku=request.pelaku)
    return formulir(
        request,
        jawab,
        kirim=lambda isian: layanan(pelaku=request.pelaku, permintaan=permintaan, **isian),
        tujuan="pegawai:perbaikan_daftar",
        pesan=pesan,
        template="pegawai/perbaikan_detail.html",
        **_bahan(request, permintaan, _formulir_tindakan(request, permintaan), jawab),
    )


def _formulir_tindakan(
    request: Permintaan, permintaan: PermintaanPerbaikan, data: Any = None
) -> Formulir | None:
    """The form of the change this report asks for, filled with what the person proposed."""
    bidang, pelaku, hari_ini = permintaan.bidang, request.pelaku, timezone.localdate()
    if bidang == BidangPerbaikan.PENILAI:
        return TetapkanPenilaiForm(
            data, pelaku=pelaku, initial={"penilai": permintaan.usul_penilai, "mulai": hari_ini}
        )
    if bidang in (BidangPerbaikan.UNIT, BidangPerbaikan.JABATAN):
        kini = selectors.penempatan_of(permintaan.pegawai, hari_ini)
        awal = {
            "unit": permintaan.usul_unit or (kini.unit if kini else None),
            "jabatan": kini.jabatan if kini else None,
            "mulai": hari_ini,
        }
        return PindahkanForm(data, pelaku=pelaku, initial=awal)
    if bidang in (BidangPerbaikan.PANGKAT, BidangPerbaikan.NAMA):
        return IdentitasForm(data, pelaku=pelaku, pegawai=permintaan.pegawai)
    return None


def _bahan(
    request: Permintaan, permintaan: PermintaanPerbaikan, tindakan: Formulir | None, jawab: Formulir
) -> dict[str, Any]:
    rantai = selectors.rantai_of(permintaan.pegawai)
    unit = rantai.penempatan.unit if rantai.penempatan else None
    return {
        "permintaan": permintaan,
        "kalimat": _kalimat(permintaan),
        "rantai": rantai,
        "boleh": permissions.may_answer_perbaikan(request.pelaku, permintaan, unit),
        "tindakan": tindakan,
        "jawab": jawab,
    }


def _kalimat(permintaan: PermintaanPerbaikan) -> str:
    """Who did what when, and whose turn it is."""
    dilaporkan = tampil_tanggal(timezone.localdate(permintaan.dibuat_pada))
    if permintaan.status == StatusPerbaikan.BARU:
        return f"Dilaporkan {dilaporkan}. Giliran admin kepegawaian menjawab."
    if permintaan.dijawab_oleh and permintaan.dijawab_pada:
        dijawab = tampil_tanggal(timezone.localdate(permintaan.dijawab_pada))
        return f"Dilaporkan {dilaporkan}, dijawab {permintaan.dijawab_oleh.nama_lengkap} pada {dijawab}."
    return f"Dilaporkan {dilaporkan}, lalu dicabut oleh pelapornya."


def _tampilkan(
    request: Permintaan, permintaan: PermintaanPerbaikan, tindakan: Formulir | None, jawab: Formulir
) -> HttpResponse:
    konteks = {"form": jawab, **_bahan(request, permintaan, tindakan, jawab)}
    return render(request, "pegawai/perbaikan_detail.html", konteks)
