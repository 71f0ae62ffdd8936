"""The ketua tim: members whom somebody else rates, and a word about each of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from evaluasi import permissions, selectors, services
from evaluasi.errors import BahanBelumLengkap, EvaluasiFinal
from evaluasi.forms import PeriodeForm, RekomendasiForm
from evaluasi.models import RekomendasiTim
from evaluasi.rules import Ekspektasi
from pegawai.errors import SudahBerubah
from pegawai.models import TimKerja
from pegawai.permintaan import Permintaan
from pegawai.rules import Peran, tidak
from skp.models import Periode, Skp
from skp.selectors import kapan


@require_safe
def rekomendasi(request: Permintaan) -> HttpResponse:
    """Everyone in one's teams whom somebody else rates, with what was said about each in a period."""
    if Peran.KETUA_TIM not in request.peran:
        permissions.require(tidak("Rekomendasi ditulis ketua tim tentang anggota timnya."))
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = selectors.periode_terpilih(pilihan, request.GET.get("periode", ""), hari)
    baris = selectors.rekomendasi_ketua(request.pelaku, periode, hari) if periode else []
    konteks: dict[str, Any] = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "periode": periode,
        "baris": baris,
        "sudah": sum(b.rekomendasi is not None for b in baris),
        "dibuka": permissions.pengaturan_nilai(request.pelaku.instansi_id).rekomendasi_ketua_tim,
    }
    return render(request, "evaluasi/rekomendasi.html", konteks)


@require_http_methods(["GET", "HEAD", "POST"])
def rekomendasi_tulis(request: Permintaan, skp: UUID, periode: UUID, tim: UUID) -> HttpResponse:
    """Write or change the word about one member."""
    milik = get_object_or_404(
        Skp.objects.visible_to(request.pelaku).select_related(
            "pegawai", "penempatan__jabatan", "penempatan__unit"
        ),
        uuid=skp,
    )
    waktu = get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=periode)
    regu = get_object_or_404(TimKerja.objects.visible_to(request.pelaku), uuid=tim)
    permissions.require(permissions.may_recommend(request.pelaku, milik, waktu, regu))
    kini = selectors.rekomendasi_satu(milik, waktu, regu)
    form = RekomendasiForm(request.POST if request.method == "POST" else None, initial=_isi(kini))
    if request.method == "POST" and form.is_valid():
        try:
            services.save_rekomendasi(
                pelaku=request.pelaku, skp=milik, periode=waktu, tim=regu, **form.untuk_service()
            )
        except SudahBerubah as galat:
            return _konflik(request, form, galat, selectors.rekomendasi_satu(milik, waktu, regu))
        except (BahanBelumLengkap, EvaluasiFinal) as galat:
            form.add_error(galat.bidang or None, galat.pesan)
        else:
            messages.success(request, f"Rekomendasi untuk {milik.pegawai.nama_lengkap} disimpan.")
            return redirect(f"{reverse('evaluasi:rekomendasi')}?periode={waktu.uuid}")
    konteks = {"form": form, "skp": milik, "periode": waktu, "tim": regu, "kini": kini}
    return render(request, "evaluasi/rekomendasi_tulis.html", konteks, status=422 if form.errors else 200)


def _isi(kini: RekomendasiTim | None) -> dict[str, Any]:
    if kini is None:
        return {}
    return {
        "isi": kini.isi,
        "rating_hasil": kini.rating_hasil,
        "rating_perilaku": kini.rating_perilaku,
        "versi": kini.nomor_sunting,
    }


def _konflik(
    request: Permintaan, form: RekomendasiForm, galat: SudahBerubah, kini: RekomendasiTim | None
) -> HttpResponse:
    """Both texts side by side; nothing is lost until one of them is chosen."""
    tersimpan, label = _isi(kini), dict(Ekspektasi.choices())
    bidang = [(b, form.cleaned_data[b.name]) for b in form.visible_fields()]
    konteks = {
        "beda": [
            {
                "label": b.label,
                "milik_saya": label.get(saya, saya),
                "tersimpan": label.get(tersimpan.get(b.name, ""), tersimpan.get(b.name, "")),
            }
            for b, saya in bidang
            if saya != tersimpan.get(b.name, "")
        ],
        "isi": [(b.name, saya) for b, saya in bidang],
        "versi": kini.nomor_sunting if kini else "",
        "oleh": f"{kini.oleh.nama_lengkap} pada {kapan(kini.diubah_pada)}" if kini else "",
        "pesan": galat.pesan,
    }
    return render(request, "skp/konflik.html", konteks, status=409)
