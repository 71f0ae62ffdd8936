"""Own placement and chain; and the admin's acts on placements and penilai."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from pegawai import selectors, services
from pegawai.forms.orang import MulaiAlasanForm, PenilaiForm, PindahForm, TugasForm, TutupForm, awal_pindah
from pegawai.models import AnggotaTim, HubunganPenilai, Penempatan, PermintaanPerbaikan, UnitKerja
from pegawai.models.penempatan import berlaku_pada
from pegawai.permintaan import Permintaan
from pegawai.rules import PERAN_DIBERIKAN
from pegawai.views.bersama import formulir, pegawai_dikelola, penempatan_dikelola


@require_http_methods(["GET"])
def penempatan_saya(request: Permintaan) -> HttpResponse:
    """Where I stand, who answers for me, what is missing, and who can mend it."""
    saya = request.pelaku
    rantai = selectors.rantai_of(saya)
    unit = rantai.penempatan.unit if rantai.penempatan else None
    return render(
        request,
        "pegawai/penempatan_saya.html",
        {
            "saya": saya,
            "hari_ini": timezone.localdate(),
            "rantai": rantai,
            "jalur": UnitKerja.objects.filter(pk__in=unit.leluhur_id).order_by("jalur") if unit else (),
            "tim": AnggotaTim.objects.filter(berlaku_pada(timezone.localdate()), pegawai=saya)
            .select_related("tim")
            .order_by("tim__nama"),
            "peran": saya.peran_diberikan.select_related("unit")
            if request.peran & set(PERAN_DIBERIKAN)
            else (),
            "kekurangan": selectors.kekurangan(saya, rantai),
            "admin": selectors.admin_untuk(saya.instansi_id, unit),
            "laporan": PermintaanPerbaikan.objects.filter(pegawai=saya)
            .select_related("dijawab_oleh", "usul_penilai", "usul_unit")
            .order_by("-dibuat_pada")[:10],
        },
    )


def _detail(penempatan: Penempatan) -> str:
    return reverse("pegawai:pegawai_detail", args=[penempatan.pegawai.uuid])


@require_http_methods(["GET", "POST"])
def penempatan_pindah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Mutasi; for somebody who sits nowhere, the first placement."""
    pegawai, kini = pegawai_dikelola(request, uuid)
    form = PindahForm(request.POST or None, pelaku=request.pelaku, initial=awal_pindah(kini))

    def kirim(isian: dict) -> Penempatan:
        baru, jenis, jenjang = (isian.pop(k) for k in ("jabatan_baru", "jenis_jabatan", "jenjang"))
        isian["jabatan"] = isian["jabatan"] or services.ensure_jabatan(
            pelaku=request.pelaku, nama=baru, jenis=jenis, jenjang=jenjang
        )
        return services.move_pegawai(pelaku=request.pelaku, pegawai=pegawai, **isian)

    return formulir(
        request,
        form,
        kirim=kirim,
        tujuan=_detail,
        pesan=lambda p: f"{pegawai.nama_lengkap} kini {p.jabatan.nama} di {p.unit.nama}.",
        template="pegawai/penempatan_pindah.html",
        pegawai=pegawai,
        kini=kini,
    )


@require_http_methods(["GET", "POST"])
def penempatan_tugas(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Add PLT, PLH, PJ or an additional task beside the definitif post."""
    pegawai, _ = pegawai_dikelola(request, uuid)
    return formulir(
        request,
        TugasForm(request.POST or None, pelaku=request.pelaku, initial={"mulai": timezone.localdate()}),
        kirim=lambda isian: services.place_pegawai(pelaku=request.pelaku, pegawai=pegawai, **isian),
        tujuan=_detail,
        pesan=lambda p: f"Tugas {p.jabatan_tampil} ditambahkan.",
        judul="Tambah Plt., Plh., Pj., atau tugas tambahan",
        tombol="Tambah tugas",
        pegawai=pegawai,
    )


@require_http_methods(["GET", "POST"])
def penempatan_tutup(request: Permintaan, uuid: UUID) -> HttpResponse:
    """End a placement or an acting post on a day."""
    penempatan = penempatan_dikelola(request, uuid)
    return formulir(
        request,
        TutupForm(
            request.POST or None,
            pelaku=request.pelaku,
            initial={"selesai": timezone.localdate(), "dilihat": penempatan.versi},
        ),
        kirim=lambda isian: services.close_penempatan(pelaku=request.pelaku, penempatan=penempatan, **isian),
        tujuan=_detail,
        pesan=f"Masa tugas sebagai {penempatan.jabatan_tampil} diakhiri.",
        judul=f"Akhiri tugas sebagai {penempatan.jabatan_tampil}",
        akibat="Setelah hari itu pegawai tidak memiliki penempatan ini. Penilai bawahannya ikut berubah.",
        tombol="Akhiri tugas",
        pegawai=penempatan.pegawai,
    )


def _hubungan_kini(penempatan: Penempatan) -> HubunganPenilai | None:
    return (
        HubunganPenilai.objects.filter(penempatan=penempatan)
        .pada(timezone.localdate())
        .select_related("penilai")
        .first()
    )


@require_http_methods(["GET", "POST"])
def penilai_tetapkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Settle who is penilai of a placement from a day on."""
    penempatan = penempatan_dikelola(request, uuid)
    kini = _hubungan_kini(penempatan)
    awal = {"mulai": timezone.localdate(), "dilihat": kini.versi if kini else ""}
    return formulir(
        request,
        PenilaiForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.set_penilai(pelaku=request.pelaku, penempatan=penempatan, **isian),
        tujuan=_detail(penempatan),
        pesan=lambda h: f"Pejabat penilai kini {h.penilai.nama_akhir}.",
        judul="Tetapkan pejabat penilai",
        akibat=f"Sekarang dinilai {kini.penilai.nama_akhir}." if kini else "Sekarang belum ada penilai.",
        tombol="Tetapkan penilai",
        pegawai=penempatan.pegawai,
    )


@require_http_methods(["GET", "POST"])
def penilai_otomatis(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Go back to the head of the nearest unit as penilai."""
    penempatan = penempatan_dikelola(request, uuid)
    kini = _hubungan_kini(penempatan)
    awal = {"mulai": timezone.localdate(), "dilihat": kini.versi if kini else ""}
    return formulir(
        request,
        MulaiAlasanForm(request.POST or None, pelaku=request.pelaku, initial=awal),
        kirim=lambda isian: services.set_penilai(
            pelaku=request.pelaku, penempatan=penempatan, penilai=None, **isian
        ),
        tujuan=_detail(penempatan),
        pesan="Pejabat penilai kembali mengikuti pimpinan unit.",
        judul="Kembalikan penilai ke pimpinan unit",
        akibat="Penilai mengikuti siapa yang memimpin unitnya, termasuk bila pimpinan berganti.",
        tombol="Kembalikan ke pimpinan unit",
        pegawai=penempatan.pegawai,
    )
