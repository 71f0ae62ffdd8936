"""Angka kredit of one person: his own page, that of whoever fixes it, and each act."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi.errors import KreditTidakSah
from evaluasi.forms.kredit import BatalKreditForm, KonversiForm, SaldoForm
from evaluasi.models import KonversiAngkaKredit, PenetapanAngkaKredit, SaldoKredit
from evaluasi.permissions import kredit as izin
from evaluasi.rules import JenisDokumen, JenisKonversi, jenis_dari
from evaluasi.selectors import kredit as baca
from evaluasi.services import kredit as layanan
from evaluasi.services import kredit_atur, request_dokumen
from evaluasi.tasks import bunyikan
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.rules import Verdict, require, tidak
from pegawai.views.bersama import formulir
from skp.selectors import hari_instansi


def alamat_kredit(pelaku: Pegawai, pegawai: Pegawai) -> str:
    if pelaku.pk == pegawai.pk:
        return reverse("evaluasi:kredit")
    return reverse("evaluasi:kredit_pegawai", args=[pegawai.uuid])


def orang_kredit(request: Permintaan, uuid: UUID) -> Pegawai:
    """The person, if one may see his angka kredit; else 404."""
    return get_object_or_404(baca.pegawai_kredit(request.pelaku), uuid=uuid)


@require_safe
def kredit(request: Permintaan) -> HttpResponse:
    """One's own."""
    return _tampil(request, get_object_or_404(baca.pegawai_kredit(request.pelaku), pk=request.pelaku.pk))


@require_safe
def kredit_pegawai(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Somebody's, for his penilai, the rung above, and whoever watches his unit."""
    return _tampil(request, orang_kredit(request, uuid))


def _tampil(
    request: Permintaan,
    pegawai: Pegawai,
    *,
    form: KonversiForm | None = None,
    galat: str = "",
    status: int = 200,
) -> HttpResponse:
    rekap = baca.rekap_satu(pegawai, hari_instansi(pegawai.instansi))
    unit = rekap.penempatan.unit if rekap.penempatan else None
    dokumen = baca.dokumen_kredit(rekap)
    boleh = izin.may_fix_kredit(
        request.pelaku, pegawai, unit, is_penilai=bool(getattr(pegawai, "is_dinilai", False))
    )
    konteks: dict[str, Any] = {
        "rekap": rekap,
        "pegawai": pegawai,
        "sendiri": pegawai.pk == request.pelaku.pk,
        "boleh": boleh,
        "boleh_saldo": izin.may_record_saldo(request.pelaku, pegawai, unit),
        "boleh_susun": boleh if rekap.saldo or rekap.konversi else tidak("Tetapkan konversinya dahulu."),
        "konversi": [(k, dokumen.get(k.pk, [])) for k in rekap.konversi],
        "lampau": [(k, dokumen.get(k.pk, [])) for k in rekap.lampau],
        "penetapan": [(t, dokumen.get(-t.pk, [])) for t in rekap.bahan.penetapan],
        "form": form or _form_periodik(rekap),
        "galat": galat,
    }
    return render(request, "evaluasi/kredit.html", konteks, status=status)


def _form_periodik(rekap: baca.RekapKredit) -> KonversiForm | None:
    if rekap.periodik is None:
        return None
    baris = rekap.periodik.hasil.baris
    return KonversiForm(
        initial={
            "tahun": rekap.periodik.tahun,
            "jenis": JenisKonversi.PERIODIK.value,
            "mulai": baris[0].bulan_mulai,
            "sampai": baris[-1].bulan_selesai,
        }
    )


@require_POST
def konversi(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Fix the conversion of a year, or of months of it."""
    pegawai = orang_kredit(request, uuid)
    require(izin.may_fix_kredit(request.pelaku, pegawai, layanan.unit_kini(pegawai)))
    form = KonversiForm(request.POST)
    if not form.is_valid():
        return _tampil(request, pegawai, galat="Pilih tahun dan bulan dari daftar.", status=422)
    try:
        baru = layanan.fix_konversi(pelaku=request.pelaku, pegawai=pegawai, **form.cleaned_data)
    except Dilarang:
        raise
    except AturanDilanggar as galat:
        periodik = form.cleaned_data["jenis"] == JenisKonversi.PERIODIK
        return _tampil(request, pegawai, form=form if periodik else None, galat=galat.pesan, status=422)
    jumlah = baca.aturan.tampil_kredit(baca.jumlah_kredit((), baru))
    messages.success(request, f"Konversi ditetapkan: {jumlah} angka kredit.")
    return redirect(alamat_kredit(request.pelaku, pegawai))


@require_http_methods(["GET", "HEAD", "POST"])
def saldo_catat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Record what somebody brings along."""
    pegawai = orang_kredit(request, uuid)
    require(izin.may_record_saldo(request.pelaku, pegawai, layanan.unit_kini(pegawai)))
    tujuan = alamat_kredit(request.pelaku, pegawai)
    return formulir(
        request,
        SaldoForm(request.POST if request.method == "POST" else None, pelaku=request.pelaku),
        kirim=lambda isian: kredit_atur.record_saldo(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=tujuan,
        pesan=lambda s: f"Saldo {s.nilai_tampil} dicatat.",
        judul="Catat saldo awal",
        akibat=f"Untuk {pegawai.nama_lengkap}, pada jenjang jabatannya sekarang.",
        tombol="Catat",
        asal={"url": tujuan, "label": "Angka kredit"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def saldo_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    saldo = get_object_or_404(_terlihat(request, SaldoKredit), uuid=uuid)
    boleh = izin.may_cancel_saldo(request.pelaku, saldo, layanan.unit_kini(saldo.pegawai))
    return _batal(
        request,
        saldo.pegawai,
        boleh,
        lambda isian: layanan.cancel_saldo(pelaku=request.pelaku, saldo=saldo, **isian),
        judul="Batalkan saldo",
        akibat=f"{saldo.get_jenis_display()} {saldo.nilai_tampil} tidak dihitung lagi.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def konversi_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    baris = get_object_or_404(_terlihat(request, KonversiAngkaKredit), uuid=uuid)
    boleh = izin.may_cancel_kredit(request.pelaku, baris, layanan.unit_kini(baris.pegawai))
    return _batal(
        request,
        baris.pegawai,
        boleh,
        lambda isian: layanan.cancel_konversi(pelaku=request.pelaku, konversi=baris, **isian),
        judul="Batalkan konversi",
        akibat=f"{baris.periode}: {baris.tampil.kredit} tidak dihitung lagi. Bulan itu dapat dikonversi ulang.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def penetapan_batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    baris = get_object_or_404(_terlihat(request, PenetapanAngkaKredit), uuid=uuid)
    boleh = izin.may_cancel_kredit(request.pelaku, baris, layanan.unit_kini(baris.pegawai))
    return _batal(
        request,
        baris.pegawai,
        boleh,
        lambda isian: layanan.cancel_penetapan(pelaku=request.pelaku, penetapan=baris, **isian),
        judul="Batalkan penetapan",
        akibat="Halaman pemeriksaan dokumen mengatakan bahwa dokumennya sudah diganti.",
    )


def _terlihat(request: Permintaan, model: Any) -> Any:
    return model.objects.visible_to(request.pelaku).select_related("pegawai__instansi")


def _batal(
    request: Permintaan, pegawai: Pegawai, boleh: Verdict, kirim: Any, *, judul: str, akibat: str
) -> HttpResponse:
    require(boleh)
    tujuan = alamat_kredit(request.pelaku, pegawai)
    return formulir(
        request,
        BatalKreditForm(request.POST if request.method == "POST" else None, pelaku=request.pelaku),
        kirim=kirim,
        tujuan=tujuan,
        pesan="Dibatalkan. Alasannya tersimpan.",
        judul=judul,
        akibat=akibat,
        tombol=judul,
        asal={"url": tujuan, "label": "Angka kredit"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def penetapan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Look the sum over as it will be printed, and fix it."""
    pegawai = orang_kredit(request, uuid)
    require(izin.may_fix_kredit(request.pelaku, pegawai, layanan.unit_kini(pegawai)))
    tujuan = alamat_kredit(request.pelaku, pegawai)
    hari = hari_instansi(pegawai.instansi)
    rekap = baca.rekap_satu(pegawai, hari)
    konteks: dict[str, Any] = {"pegawai": pegawai, "rekap": rekap, "url_kembali": tujuan, "galat": ""}
    try:
        if request.method == "POST":
            layanan.fix_penetapan(pelaku=request.pelaku, pegawai=pegawai)
            messages.success(request, "Angka kredit ditetapkan. Buat dokumennya di bawah.")
            return redirect(f"{tujuan}#penetapan")
        konteks["isi"] = layanan.susun_penetapan(rekap, hari)
    except KreditTidakSah as galat:
        konteks["galat"] = galat.pesan
    status = 422 if konteks["galat"] and request.method == "POST" else 200
    return render(request, "evaluasi/kredit_penetapan.html", konteks, status=status)


@require_POST
def konversi_dokumen(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order the paper of a conversion."""
    baris = get_object_or_404(_terlihat(request, KonversiAngkaKredit), uuid=uuid)
    return _pesan(request, [baris], [JenisDokumen.KONVERSI], f"Konversi angka kredit {baris.periode}")


@require_POST
def penetapan_dokumen(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Order Akumulasi and Penetapan."""
    baris = get_object_or_404(_terlihat(request, PenetapanAngkaKredit), uuid=uuid)
    return _pesan(request, [baris], list(jenis_dari("penetapan")), "Akumulasi dan penetapan angka kredit")


def _pesan(request: Permintaan, sumber: list[Any], jenis: list[JenisDokumen], judul: str) -> HttpResponse:
    laporan = request_dokumen(
        pelaku=request.pelaku,
        sumber=sumber,
        jenis=jenis,
        judul=f"{judul}, {sumber[0].pegawai.nama_lengkap}",
    )
    bunyikan(laporan)
    return redirect("evaluasi:laporan_lihat", laporan.uuid)
