"""Reports about a unit: ordering one, steering a job, schedules, the agency's rules for files."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms.laporan import BuatLaporanForm, JadwalForm, PengaturanLaporanForm
from evaluasi.models import JadwalLaporan, Laporan
from evaluasi.rules import HARI_MINGGU, IramaJadwal
from evaluasi.tasks import bunyikan
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.permissions import may_open_pengaturan
from pegawai.selectors import baca_uuid
from pegawai.views.bersama import formulir


def _unit(request: Permintaan, lain: UnitKerja | None = None) -> tuple[list[UnitKerja], str]:
    """The units on offer, and the one that the address or the form names. 403 to who watches none."""
    puncak = permissions.unit_pantauan(request.pelaku)
    permissions.require(permissions.may_request_isi(request.pelaku, puncak=puncak))
    diminta = request.POST.get("unit") or request.GET.get("unit") or (str(lain.uuid) if lain else "")
    terpilih = str(baca_uuid(diminta) or "")
    return selectors.unit_massal(puncak, terpilih), terpilih


@require_http_methods(["GET", "HEAD", "POST"])
def laporan_buat(request: Permintaan) -> HttpResponse:
    """Order a report about a unit and everything below it."""
    units, terpilih = _unit(request)
    hari = timezone.localdate()
    periode = selectors.periode_pantau(request.pelaku.instansi, hari)
    diminta = str(baca_uuid(request.GET.get("periode", "")) or "")
    kini = selectors.periode_kini(periode, hari)
    form = BuatLaporanForm(
        request.POST or None,
        pelaku=request.pelaku,
        unit=units,
        periode=periode,
        initial={"unit": terpilih, "periode": diminta or (str(kini.uuid) if kini else "")},
    )

    def kirim(isian: dict[str, object]) -> Laporan:
        laporan = services.request_isi(pelaku=request.pelaku, **isian)  # type: ignore[arg-type]
        bunyikan(laporan)
        return laporan

    return formulir(
        request,
        form,
        kirim=kirim,
        tujuan=lambda laporan: reverse("evaluasi:laporan_lihat", args=[laporan.uuid]),
        pesan="Laporan sedang dibuat. Anda boleh pergi; kabar datang setelah selesai.",
        judul="Buat laporan",
        akibat="Isinya mengikuti hak Anda. Pekerjaan berjalan terus walau halaman ini ditutup.",
        tombol="Buat laporan",
        asal=_asal(),
    )


def _asal() -> dict[str, str]:
    return {"url": reverse("evaluasi:laporan_daftar"), "label": "Laporan dan dokumen"}


# Steering a job


def _laporan(request: Permintaan, uuid: UUID) -> Laporan:
    return get_object_or_404(Laporan.objects.visible_to(request.pelaku), uuid=uuid)


@require_POST
def laporan_jeda(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Let a job stand still."""
    laporan = services.pause_laporan(pelaku=request.pelaku, laporan=_laporan(request, uuid))
    messages.success(request, "Pekerjaan dijeda. Yang sudah dibuat tetap ada.")
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


@require_POST
def laporan_lanjut(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Let a job go on."""
    laporan = services.resume_laporan(pelaku=request.pelaku, laporan=_laporan(request, uuid))
    bunyikan(laporan)
    messages.success(request, "Pekerjaan dilanjutkan.")
    return redirect("evaluasi:laporan_lihat", laporan.uuid)


# Schedules


@require_safe
def jadwal(request: Permintaan) -> HttpResponse:
    """My schedules: what each makes, when next, why it stopped."""
    permissions.require(permissions.may_request_isi(request.pelaku))
    daftar = [(j, _kapan(j)) for j in selectors.jadwal_of(request.pelaku)]
    return render(request, "evaluasi/laporan_jadwal.html", {"daftar": daftar})


def _kapan(jadwal: JadwalLaporan) -> str:
    """ "Setiap bulan, tanggal 5, pukul 06.00" """
    hari = ""
    if jadwal.irama == IramaJadwal.MINGGUAN:
        hari = f", hari {HARI_MINGGU[jadwal.hari - 1]}"
    elif jadwal.irama != IramaJadwal.HARIAN:
        hari = f", tanggal {jadwal.hari}"
    return f"{jadwal.get_irama_display()}{hari}, pukul {jadwal.jam:02d}.00"


def _formulir_jadwal(request: Permintaan, lama: JadwalLaporan | None, judul: str) -> HttpResponse:
    units, terpilih = _unit(request, lama.unit if lama else None)
    awal: dict[str, object] = {"unit": terpilih}
    if lama is not None:
        awal |= {b: getattr(lama, b) for b in ("isi", "acuan", "irama", "hari", "jam")}
    return formulir(
        request,
        JadwalForm(request.POST or None, pelaku=request.pelaku, unit=units, initial=awal),
        kirim=lambda isian: services.save_jadwal(pelaku=request.pelaku, jadwal=lama, **isian),
        tujuan=reverse("evaluasi:laporan_jadwal"),
        pesan="Jadwal tersimpan.",
        judul=judul,
        akibat="Laporan dibuat sendiri dengan hak Anda. Kabar datang setiap kali selesai.",
        tombol="Simpan jadwal",
        asal={"url": reverse("evaluasi:laporan_jadwal"), "label": "Jadwal laporan"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def jadwal_baru(request: Permintaan) -> HttpResponse:
    """Make a schedule."""
    return _formulir_jadwal(request, None, "Jadwalkan laporan")


def _jadwal(request: Permintaan, uuid: UUID) -> JadwalLaporan:
    semua = JadwalLaporan.objects.visible_to(request.pelaku).select_related("unit")
    return get_object_or_404(semua, uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def jadwal_ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Change a schedule; a stopped one runs again."""
    return _formulir_jadwal(request, _jadwal(request, uuid), "Ubah jadwal")


@require_POST
def jadwal_aktif(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Stop a schedule, or let it run again."""
    aktif = request.POST.get("aktif") == "ya"
    services.set_jadwal_aktif(pelaku=request.pelaku, jadwal=_jadwal(request, uuid), aktif=aktif)
    messages.success(request, "Jadwal berjalan lagi." if aktif else "Jadwal dihentikan.")
    return redirect("evaluasi:laporan_jadwal")


# The agency's rules


@require_http_methods(["GET", "HEAD", "POST"])
def laporan_pengaturan(request: Permintaan) -> HttpResponse:
    """How long files are kept, ids in SIASN."""
    permissions.require(may_open_pengaturan(request.pelaku))
    kini = selectors.pengaturan_laporan(request.pelaku.instansi_id)
    awal: dict[str, object] = {
        "hari_simpan": kini.hari_simpan,
        **{f"koefisien_{k}": v for k, v in kini.koefisien_siasn.items()},
    }
    return formulir(
        request,
        PengaturanLaporanForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.set_pengaturan_laporan(pelaku=request.pelaku, **isian),
        tujuan=reverse("evaluasi:pengaturan"),
        pesan="Pengaturan laporan tersimpan. Berkas yang sudah dibuat tetap disimpan selama yang dijanjikan.",
        judul="Laporan dan berkasnya",
        akibat="Berlaku untuk seluruh instansi, mulai laporan berikutnya.",
        tombol="Simpan pengaturan",
        asal={"url": reverse("evaluasi:pengaturan"), "label": "Pengaturan"},
    )
