"""A person's own evaluations, and one evaluation as everybody who may see it reads it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.forms.keberatan import TanggapanForm
from evaluasi.laporan.svg import kuadran as gambar_kuadran
from evaluasi.laporan.svg import tren_predikat
from evaluasi.models import RiwayatEvaluasi, TindakLanjut
from evaluasi.rules import PREDIKAT_DIBINA, Ekspektasi, Predikat, StatusEvaluasi, is_lewat
from evaluasi.views.penilaian import capaian_label, get_evaluasi, keadaan
from kinerja.selectors.pembinaan import pembinaan_evaluasi
from pegawai.permintaan import Permintaan
from skp.models import Periode, Skp

KATA_GERAK = {
    StatusEvaluasi.PENGISIAN: "membuka pengisian",
    StatusEvaluasi.DIAJUKAN: "mengajukan bahan untuk dinilai",
    StatusEvaluasi.DINILAI: "menilai",
    StatusEvaluasi.DISAMPAIKAN: "menyampaikan hasil",
    StatusEvaluasi.DITERIMA: "menerima hasil",
    StatusEvaluasi.KEBERATAN: "mengajukan keberatan",
    StatusEvaluasi.FINAL: "menjadikan evaluasi final",
    StatusEvaluasi.DIBATALKAN: "membatalkan koreksi",
}


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """One's own periods with predikat and documents; drafts of the penilai are not shown."""
    baris = selectors.evaluasi_sendiri(request.pelaku, timezone.localdate())
    final = [b.evaluasi for b in reversed(baris) if b.evaluasi and b.evaluasi.is_final]
    tren = [
        (selectors.nama_pendek(e.periode), Predikat(e.predikat))
        for e in final
        if e.periode.jenis != "tahunan"
    ]
    konteks = {
        "baris": baris,
        "tren_kelas": "kuadran-kecil" if len(tren) < 4 else "",
        "tren": mark_safe(tren_predikat(tren[-8:])) if len(tren) > 1 else "",  # noqa: S308 — drawn by us
    }
    return render(request, "evaluasi/daftar.html", konteks)


@require_POST
def ajukan(request: Permintaan, skp: UUID, periode: UUID) -> HttpResponse:
    """Say that the material of a period is complete."""
    evaluasi = services.submit_evaluasi(
        pelaku=request.pelaku,
        skp=get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=skp),
        periode=get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode),
    )
    messages.success(
        request, f"{evaluasi.periode} diajukan. {evaluasi.penilai.nama_lengkap} akan menilainya."
    )
    return redirect("evaluasi:daftar")


@require_safe
def lihat(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One evaluation: state, and once it is open to this person, ratings, grounds, documents."""
    return halaman_lihat(request, get_evaluasi(request, uuid))


def halaman_lihat(
    request: Permintaan, evaluasi: Any, *, form: TanggapanForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of one evaluation; `form`: the reply of its owner that was refused."""
    boleh_rating = permissions.may_view_rating(request.pelaku, evaluasi)
    laporan = selectors.laporan_of(evaluasi) if evaluasi.is_final else None
    konteks: dict[str, Any] = {
        "evaluasi": evaluasi,
        "is_milik": evaluasi.pegawai_id == request.pelaku.pk,
        "boleh_nilai": permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang),
        "boleh_rating": boleh_rating,
        "keadaan": keadaan(evaluasi),
        "kunci_periode": str(evaluasi.periode.uuid),
        "capaian_label": capaian_label(evaluasi),
        "riwayat": _riwayat(evaluasi),
        "dokumen": list(evaluasi.dokumen.order_by("-jenis", "-versi")) if evaluasi.is_final else [],
        "laporan": laporan if laporan and laporan.diminta_oleh_id == request.pelaku.pk else None,
        "laporan_jalan": laporan is not None and laporan.selesai_pada is None,
        "kuadran": "",
        "rekomendasi": selectors.rekomendasi_of(evaluasi) if boleh_rating else [],
        "boleh_bina": permissions.may_plan_pembinaan_dari(request.pelaku, evaluasi),
        "pembinaan": pembinaan_evaluasi(request.pelaku, evaluasi.uuid) if boleh_rating else [],
        "perlu_bina": boleh_rating and evaluasi.predikat in PREDIKAT_DIBINA,
        **_penyampaian(request, evaluasi, form),
        "tindak": list(TindakLanjut.objects.visible_to(request.pelaku).filter(evaluasi=evaluasi))
        if evaluasi.is_final
        else [],
        "boleh_tindak": evaluasi.is_final
        and (evaluasi.berwenang or evaluasi.penilai_id == request.pelaku.pk)
        and evaluasi.pegawai_id != request.pelaku.pk,
    }
    if boleh_rating and evaluasi.predikat:
        h, p = Ekspektasi(evaluasi.rating_hasil), Ekspektasi(evaluasi.rating_perilaku)
        konteks["kuadran"] = mark_safe(gambar_kuadran(h, p))  # noqa: S308 — drawn by us, text escaped there
    return render(request, "evaluasi/lihat.html", konteks, status=status)


def _penyampaian(request: Permintaan, evaluasi: Any, form: TanggapanForm | None) -> dict[str, Any]:
    """The clock of a delivered result, and the reply of its owner."""
    sampai = getattr(evaluasi, "penyampaian", None)
    if sampai is None:
        return {"sampai": None, "jam": [], "form": None, "boleh_keberatan": False}
    kini = timezone.now()
    keberatan = selectors.keberatan_of(evaluasi) if evaluasi.ada_keberatan else None
    boleh = permissions.may_receive(request.pelaku, evaluasi)
    return {
        "sampai": sampai,
        "jam": selectors.jam(evaluasi, sampai, keberatan, kini),
        "form": (form or TanggapanForm()) if boleh else None,
        "boleh_keberatan": permissions.may_object(request.pelaku, evaluasi)
        and not is_lewat(kini, sampai.batas_keberatan),
    }


def _riwayat(evaluasi: Any) -> list[dict[str, Any]]:
    """The trail, the newest first."""
    return [
        {
            "pada": r.pada,
            "kalimat": f"{r.oleh.nama_lengkap if r.oleh else 'Sistem'} {KATA_GERAK[StatusEvaluasi(r.ke)]}",
            "catatan": r.catatan,
        }
        for r in RiwayatEvaluasi.objects.filter(evaluasi=evaluasi)
        .select_related("oleh")
        .order_by("-pada", "-pk")
    ]
