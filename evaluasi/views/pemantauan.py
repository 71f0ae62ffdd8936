"""Who is late and where: a unit with everything below it, and the people behind each figure."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi import permissions, selectors
from evaluasi.forms import PantauForm
from evaluasi.selectors import Keadaan
from pegawai.models import UnitKerja
from pegawai.permintaan import Permintaan
from skp.permissions.perjanjian import may_see_daftar_pk

PER_HALAMAN = 25


@require_safe
def pemantauan(request: Permintaan) -> HttpResponse:
    """Figures per unit down the tree; each leads to its people."""
    hari = timezone.localdate()
    puncak = permissions.unit_pantauan(request.pelaku, hari)
    permissions.require(permissions.may_monitor(request.pelaku, puncak=puncak))
    jejak = jejak_pantau(request, puncak)
    unit = jejak[-1] if jejak else None
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    kini = request.GET.get("keadaan", "")
    konteks: dict[str, Any] = {
        "form": PantauForm(
            pilihan=pilihan,
            terpilih=periode,
            keadaan=[(k.value, k.label) for k in Keadaan if k != Keadaan.WAJIB],
            unit=unit,
            kini=kini if kini in set(Keadaan) else "",
        ),
        "puncak": puncak,
        "jejak": jejak,
        "unit": unit,
        "periode": periode,
        "keadaan": Keadaan(kini) if kini in set(Keadaan) else None,
        "acuan": None,
        "halaman": None,
        "lihat_pk": may_see_daftar_pk(request.pelaku),
    }
    if periode:
        instansi = request.pelaku.instansi
        acuan = selectors.acuan_pantau(instansi, pilihan, periode, hari)
        konteks["acuan"] = acuan
        if unit is None:
            baris = selectors.rekap_puncak(instansi, puncak, acuan)
        else:
            baris = selectors.rekap_anak(instansi, unit, acuan)
            orang = selectors.daftar_orang(instansi, unit, acuan, konteks["keadaan"] or Keadaan.WAJIB)
            konteks["halaman"] = Paginator(orang, PER_HALAMAN).get_page(request.GET.get("page"))
        konteks["kolom"] = list(Keadaan)
        konteks["tabel"] = [(b, [(k, getattr(b, k.value)) for k in Keadaan]) for b in baris]
    return render(request, "evaluasi/pemantauan.html", konteks)


def jejak_pantau(request: Permintaan, puncak: list[UnitKerja]) -> list[UnitKerja]:
    """The way to the chosen unit; 404 for one outside one's reach."""
    jejak = selectors.jejak_dalam(request.pelaku, request.GET.get("unit", ""), puncak)
    if jejak is None:
        raise Http404
    return jejak
