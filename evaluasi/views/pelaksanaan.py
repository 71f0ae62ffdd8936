"""The evaluation of a period: how far it is, who lacks what, opened and closed by the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms import AlasanPeriodeForm, SaringKendalaForm
from evaluasi.models import Evaluasi, PekerjaanPeriode
from evaluasi.rules import (
    JALAN_FINAL,
    TRANSISI_PELAKSANAAN,
    KendalaFinal,
    KendalaPembukaan,
    StatusPekerjaan,
    StatusPelaksanaan,
    TahapEvaluasi,
    keadaan_pelaksanaan,
)
from evaluasi.tasks import bunyikan, bunyikan_periode
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from pegawai.views.bersama import formulir
from skp.models import Periode
from skp.selectors import hari_instansi, kapan

PER_HALAMAN = 25
TERBUKA = "terbuka"
AKIBAT_BUKA = (
    "Evaluasi dibuka untuk semua pegawai yang SKP dan penilainya sudah ada. "
    "Mereka mendapat kabar. Yang belum siap dibuka sendiri setelah lengkap."
)
AKIBAT_TUTUP = "Sesudah ditutup tidak ada lagi penilaian. Anda dapat membukanya kembali dengan alasan."
AKIBAT_FINAL = "Penilaian yang sudah lengkap menjadi final dan tidak dapat diubah lagi."


@require_safe
def periode_daftar(request: Permintaan) -> HttpResponse:
    """The periods that have begun, with their stage and how many are final."""
    permissions.require(permissions.may_watch_periode(request.pelaku))
    hari = hari_instansi(request.pelaku.instansi)
    konteks = {"baris": selectors.daftar_pelaksanaan(request.pelaku.instansi, hari)}
    return render(request, "evaluasi/periode_daftar.html", konteks)


def _periode(request: Permintaan, uuid: UUID) -> Periode:
    return get_object_or_404(
        Periode.objects.visible_to(request.pelaku).select_related(
            "instansi", "pelaksanaan__dibuka_oleh", "pelaksanaan__ditutup_oleh"
        ),
        uuid=uuid,
    )


@require_safe
def periode_lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One period: its stages, its jobs, who cannot be judged and why, what stays open."""
    permissions.require(permissions.may_watch_periode(request.pelaku))
    periode = _periode(request, uuid)
    pekerjaan = selectors.pekerjaan_of(periode)
    kemajuan = {"periode": periode, "pekerjaan": pekerjaan, "jalan": _berjalan(pekerjaan)}
    if request.htmx and request.htmx.target == "pekerjaan":
        return render(request, "evaluasi/_periode_pekerjaan.html", kemajuan)
    hari = hari_instansi(periode.instansi)
    puncak = permissions.unit_pantauan(request.pelaku, hari)
    status = _status(periode)
    daftar = TERBUKA if request.GET.get("daftar") == TERBUKA else ""
    sebab = selectors.berutang_sebab(periode, puncak)
    tutup = selectors.penutupan(periode, puncak, sebab=sebab)
    konteks: dict[str, Any] = {
        **kemajuan,
        "keadaan": keadaan_pelaksanaan(status, jumlah=tutup.jumlah, final=tutup.final),
        "kalimat": _kalimat(periode, status),
        "tahap": selectors.tahap_of(periode, hari),
        "batas": [(t, h) for t, h in _urut(periode)],
        "boleh": permissions.may_run_periode(request.pelaku, periode.instansi),
        "bisa_buka": StatusPelaksanaan.DIBUKA in TRANSISI_PELAKSANAAN[status],
        "bisa_tutup": StatusPelaksanaan.DITUTUP in TRANSISI_PELAKSANAAN[status] and hari > periode.selesai,
        "kesiapan": selectors.kesiapan(periode, puncak, hari),
        "penutupan": tutup,
        "daftar": daftar,
        **_orang(request, periode, puncak, hari, daftar, sebab),
    }
    return render(request, "evaluasi/periode_lihat.html", konteks)


def _berjalan(pekerjaan: list[PekerjaanPeriode]) -> bool:
    return any(p.status in (StatusPekerjaan.ANTRE, StatusPekerjaan.BERJALAN) for p in pekerjaan)


def _status(periode: Periode) -> StatusPelaksanaan:
    ada = getattr(periode, "pelaksanaan", None)
    return StatusPelaksanaan(ada.status) if ada else StatusPelaksanaan.BELUM


def _urut(periode: Periode) -> list[tuple[TahapEvaluasi, Any]]:
    batas = selectors.batas_tahap(periode)
    return [(t, batas[t]) for t in TahapEvaluasi if t in batas]


def _kalimat(periode: Periode, status: StatusPelaksanaan) -> str:
    """Who did what when, or when it happens by itself."""
    p = getattr(periode, "pelaksanaan", None)
    if p is not None and status == StatusPelaksanaan.DITUTUP:
        siapa = p.ditutup_oleh.nama_lengkap if p.ditutup_oleh else "Sistem"
        return f"{siapa} menutupnya {kapan(p.ditutup_pada)}."
    if p is not None and status == StatusPelaksanaan.DIBUKA:
        siapa = p.dibuka_oleh.nama_lengkap if p.dibuka_oleh else "Sistem"
        return f"{siapa} membukanya {kapan(p.dibuka_pada)}."
    return "Terbuka sendiri pada harinya, atau buka sekarang dengan alasan."


def _orang(
    request: Permintaan, periode: Periode, puncak: list[Any], hari: Any, daftar: str, sebab: set[int]
) -> dict[str, Any]:
    """One of the two lists, narrowed and in pages."""
    cari, kini = request.GET.get("cari", "")[:100], request.GET.get("kendala", "")
    if daftar == TERBUKA:
        final = KendalaFinal(kini) if kini in set(KendalaFinal) else None
        semua = selectors.daftar_terbuka(periode, puncak, kendala=final, cari=cari, sebab=sebab)
        semua = semua.annotate(
            is_terlihat=Exists(Evaluasi.objects.visible_to(request.pelaku).filter(pk=OuterRef("pk")))
        )
        kendala: Any = final
    else:
        kendala = KendalaPembukaan(kini) if kini in set(KendalaPembukaan) else None
        semua = selectors.daftar_terkendala(periode, puncak, hari, kendala=kendala, cari=cari)
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page"))
    baris = (
        [(e, _sebab_terbuka(request, periode, e)) for e in halaman.object_list]
        if daftar == TERBUKA
        else [(b, selectors.sebab_pembukaan(b)) for b in halaman.object_list]
    )
    saring = SaringKendalaForm(daftar=daftar, kendala=kendala.value if kendala else "", cari=cari)
    return {"form": saring, "halaman": halaman, "baris": baris, "kendala": kendala}


def _sebab_terbuka(request: Permintaan, periode: Periode, e: Any) -> dict[str, str]:
    """Why one stays open, who does what about it, and the page where it is done, as far as the reader may go there."""
    kendala = KendalaFinal(e.kendala)
    tujuan = ""
    if kendala == KendalaFinal.CAPAIAN_BELUM:
        tujuan = f"{reverse('evaluasi:capaian')}?periode={periode.uuid}"
    elif e.penilai_id == request.pelaku.pk and kendala != KendalaFinal.MENUNGGU_JAWABAN:
        tujuan = reverse("evaluasi:nilai", args=[e.uuid])
    elif e.is_terlihat:
        tujuan = reverse("evaluasi:lihat", args=[e.uuid])
    return {"label": kendala.label, "jalan": JALAN_FINAL[kendala], "url": tujuan}


def _tindakan(
    request: Permintaan,
    uuid: UUID,
    *,
    service: Callable[..., PekerjaanPeriode],
    judul: str,
    tombol: str,
    akibat: Callable[[Periode], str],
) -> HttpResponse:
    """The form with the reason, for the admin of the agency."""
    periode = _periode(request, uuid)
    permissions.require(permissions.may_run_periode(request.pelaku, periode.instansi))
    tujuan = reverse("evaluasi:periode_lihat", args=[periode.uuid])

    def kirim(isian: dict[str, Any]) -> PekerjaanPeriode:
        pekerjaan = service(pelaku=request.pelaku, periode=periode, **isian)
        bunyikan_periode(pekerjaan)
        return pekerjaan

    return formulir(
        request,
        AlasanPeriodeForm(request.POST or None, pelaku=request.pelaku),
        kirim=kirim,
        tujuan=tujuan,
        pesan=f"{judul} {periode} dimulai. Kemajuannya tampil di bawah.",
        judul=f"{judul} {periode}",
        akibat=akibat(periode),
        tombol=tombol,
        asal={"url": tujuan, "label": str(periode)},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def periode_buka(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Open a period for everybody, or open a closed one again."""
    return _tindakan(
        request,
        uuid,
        service=services.open_periode,
        judul="Pembukaan evaluasi",
        tombol="Buka evaluasi",
        akibat=lambda _: AKIBAT_BUKA,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def periode_tutup(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Close a period for everybody."""
    return _tindakan(
        request,
        uuid,
        service=services.close_periode,
        judul="Penutupan evaluasi",
        tombol="Tutup evaluasi",
        akibat=lambda p: f"{AKIBAT_FINAL} {AKIBAT_TUTUP}" if p.final_saat_tutup else AKIBAT_TUTUP,
    )


@require_POST
def periode_ulang(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Take up again what a job could not do, or the one evaluation that is named."""
    lama = get_object_or_404(
        PekerjaanPeriode.objects.visible_to(request.pelaku).select_related("periode__instansi"), uuid=uuid
    )
    if satu := baca_uuid(request.POST.get("evaluasi", "")):
        final = services.repeat_satu(pelaku=request.pelaku, pekerjaan=lama, evaluasi=satu)
        if final and (laporan := selectors.laporan_of(final)):
            bunyikan(laporan)
            messages.success(request, f"Evaluasi {final.pegawai.nama_lengkap} sudah final.")
        else:
            messages.warning(request, "Evaluasi itu masih gagal. Sebabnya tercantum di bawah.")
        return redirect("evaluasi:periode_lihat", lama.periode.uuid)
    bunyikan_periode(services.repeat_pekerjaan(pelaku=request.pelaku, pekerjaan=lama))
    messages.success(request, "Yang gagal dikerjakan lagi.")
    return redirect("evaluasi:periode_lihat", lama.periode.uuid)
