"""Dashboards of units: progress, distribution, units that stand out, and the people behind each figure."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from evaluasi import permissions, selectors
from evaluasi.forms import PeriodeForm
from evaluasi.laporan.svg import kurva_distribusi
from evaluasi.models import AlasanPola
from evaluasi.rules import TEKS_POLA, URUTAN_KURVA, Predikat, PredikatOrganisasi, UkuranDasbor
from evaluasi.selectors import dasbor as baca
from evaluasi.views.pemantauan import jejak_pantau
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from skp.models import Periode

PER_HALAMAN = 25
PERAN_TALENTA = frozenset(permissions.PERAN_TALENTA)


def _awal(request: Permintaan) -> tuple[list[UnitKerja], list[UnitKerja], list[Periode], Periode | None]:
    """The tops one may watch, the way to the chosen unit, the periods, the chosen one."""
    hari = timezone.localdate()
    puncak = permissions.unit_pantauan(request.pelaku, hari)
    permissions.require(permissions.may_monitor(request.pelaku, puncak=puncak))
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    return puncak, jejak_pantau(request, puncak), pilihan, periode


@require_safe
def dasbor(request: Permintaan) -> HttpResponse:
    """A unit with everything below it; without one the tops side by side."""
    puncak, jejak, pilihan, periode = _awal(request)
    hari = timezone.localdate()
    konteks: dict[str, Any] = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "puncak": puncak,
        "jejak": jejak,
        "unit": jejak[-1] if jejak else None,
        "periode": periode,
        "d": None,
        "lihat_talenta": bool(PERAN_TALENTA & set(request.peran)),
    }
    if periode:
        atur = permissions.pengaturan_pola(request.pelaku.instansi_id)
        d = (
            baca.dasbor_unit(request.pelaku, jejak, periode, atur, hari)
            if jejak
            else baca.dasbor_puncak(request.pelaku, puncak, periode, atur, hari)
        )
        konteks |= {"d": d, **_sebaran(d), "corong": _corong(d)}
        konteks["baris"] = [
            (b, selectors.baris_sebaran(b.angka.jumlah, atur.unit_kecil), _persen(b.angka)) for b in d.baris
        ]
        konteks["predikat"] = URUTAN_KURVA
    return render(request, "evaluasi/dasbor.html", konteks)


def _sebaran(d: baca.Dasbor) -> dict[str, Any]:
    """Curve, figures and sentences of the unit's results."""
    if d.capaian is None or d.periksa is None:
        return {"sebaran": selectors.baris_sebaran(d.angka.jumlah, d.atur.unit_kecil), "gambar": ""}
    pola = PredikatOrganisasi(d.capaian.predikat)
    return {
        "sebaran": selectors.baris_sebaran(d.angka.jumlah, d.atur.unit_kecil),
        "gambar": mark_safe(kurva_distribusi(pola, d.angka.jumlah)),  # noqa: S308 — drawn by us
        "teks_pola": TEKS_POLA[pola],
        "tampil": {"periksa": d.periksa},
    }


def _corong(d: baca.Dasbor) -> list[dict[str, Any]]:
    """Each step with its share of everybody, and what is still missing to it."""
    return [
        {"ukuran": u, "n": n, "dari": d.angka.wajib, "kurang": d.angka.wajib - n} for u, n in d.angka.langkah
    ]


def _persen(angka: baca.AngkaUnit) -> int:
    """How many of those who owe an SKP have an open result, in whole percent."""
    return angka.terbuka * 100 // angka.wajib if angka.wajib else 0


@require_safe
def daftar(request: Permintaan) -> HttpResponse:
    """The people behind one figure of a unit."""
    puncak, jejak, _, periode = _awal(request)
    ukuran = _ukuran(request.GET.get("ukuran", ""))
    if periode is None:
        raise Http404
    unit = jejak[-1] if jejak else None
    langsung, belum = request.GET.get("langsung") == "1", request.GET.get("belum") == "1"
    orang = baca.daftar_dasbor(
        request.pelaku,
        [unit] if unit else puncak,
        periode,
        timezone.localdate(),
        ukuran,
        penilai=baca_uuid(request.GET.get("penilai", "")),
        langsung=langsung and unit is not None,
        belum=belum,
    )
    konteks = {
        "unit": unit,
        "periode": periode,
        "ukuran": ukuran,
        "langsung": langsung,
        "belum": belum and not isinstance(ukuran, Predikat),
        "is_predikat": isinstance(ukuran, Predikat),
        "penuh": all(baca.is_terbuka_penuh(request.pelaku, u) for u in ([unit] if unit else puncak)),
        "halaman": Paginator(orang, PER_HALAMAN).get_page(request.GET.get("page")),
    }
    return render(request, "evaluasi/dasbor_daftar.html", konteks)


def _ukuran(teks: str) -> UkuranDasbor | Predikat:
    """A figure of progress or a predikat ("p-baik"); everybody where nothing or something unknown was asked."""
    if teks.startswith("p-") and teks[2:] in set(Predikat):
        return Predikat(teks[2:])
    return UkuranDasbor(teks) if teks in set(UkuranDasbor) else UkuranDasbor.WAJIB


@require_safe
def alasan(request: Permintaan) -> HttpResponse:
    """Why penilai went outside the pola, below a unit; only what this person may read."""
    _, jejak, _, periode = _awal(request)
    if not jejak or periode is None:
        raise Http404
    semua = (
        AlasanPola.objects.visible_to(request.pelaku)
        .filter(periode=periode, capaian__unit__jalur__startswith=jejak[-1].jalur)
        .select_related("oleh", "capaian__unit")
    )
    konteks = {
        "unit": jejak[-1],
        "periode": periode,
        "halaman": Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page")),
    }
    return render(request, "evaluasi/dasbor_alasan.html", konteks)
