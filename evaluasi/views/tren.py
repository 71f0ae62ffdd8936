"""Dashboards of one person: my own trend, and the team whom I rate."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from evaluasi import permissions, selectors
from evaluasi.forms import PeriodeForm
from evaluasi.laporan.svg import tren_predikat
from evaluasi.rules import Predikat, UkuranDasbor
from evaluasi.selectors import tren as baca
from pegawai.permintaan import Permintaan


@require_safe
def saya(request: Permintaan) -> HttpResponse:
    """My own results and what lies behind them, period by period."""
    pilihan = selectors.periode_pantau(request.pelaku.instansi, timezone.localdate())
    baris = baca.tren_sendiri(request.pelaku, pilihan)
    titik = [
        (selectors.nama_pendek(p), Predikat(e.predikat)) for p, e in baca.ringkas_tren(baris) if e.predikat
    ]
    konteks: dict[str, Any] = {
        "baris": baris,
        "tren_kelas": "kuadran-kecil" if len(titik) < 4 else "",
        "tren": mark_safe(tren_predikat(titik[-8:])) if titik else "",  # noqa: S308 — drawn by us
    }
    return render(request, "evaluasi/dasbor_saya.html", konteks)


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """My team in a period: steps, and each member beside his earlier results."""
    permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    teks = request.GET.get("langkah", "")
    langkah = UkuranDasbor(teks) if teks in set(UkuranDasbor) else None
    d = baca.dasbor_tim(request.pelaku, periode, pilihan, hari) if periode else None
    konteks = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "periode": periode,
        "langkah": langkah,
        "d": d,
        "corong": [(u, n, len(d.anggota) - n) for u, n in d.langkah] if d else [],
        "anggota": d.sampai(langkah) if d else [],
    }
    return render(request, "evaluasi/dasbor_tim.html", konteks)
