"""The pages of a citizen: no account, no cookie, no script needed. Who he is stays unknown."""

from __future__ import annotations

from math import ceil
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kinerja.errors import UlasanTidakSah
from kinerja.forms import tempel_galat
from kinerja.forms.ulasan import JEBAKAN, KodeForm, UlasanForm, baca_kunci, kunci_baru
from kinerja.models import Layanan
from kinerja.rules.ulasan import PANJANG_KODE, PANJANG_RESI, baca_kode, tampil_kode
from kinerja.selectors.layanan import contoh_balasan, setelan_of, unsur_aktif
from kinerja.selectors.ulasan import ulasan_resi
from kinerja.services.ulasan import receive_ulasan
from kinerja.services.ulasan_batas import Pintu, ambil_tempat, buka_pintu, ingat_resi

MAKS_JAWABAN = 30
MAKS_GEMA = 60
"""Fields that a refused sending is given back at most."""
KALIMAT_KUNCI = {
    "cepat": "Formulir terkirim terlalu cepat. Periksa isinya, lalu tekan Kirim sekali lagi.",
    "lama": "Halaman ini sudah lama terbuka. Isian Anda masih ada; tekan Kirim sekali lagi.",
    "rusak": "Formulir ini tidak utuh. Isian Anda masih ada; tekan Kirim sekali lagi.",
}


def _jawab(response: HttpResponse) -> HttpResponse:
    """Nothing of a citizen's page stays in a cache."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def _layanan(kode: str) -> Layanan:
    bersih = baca_kode(kode, PANJANG_KODE)
    semua = Layanan.objects.select_related("unit", "instansi", "set_pertanyaan")
    return get_object_or_404(semua, kode=bersih)


@login_not_required
@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Type a code from a poster, or that of a receipt."""
    form = KodeForm(request.GET if "kode" in request.GET else None)
    if form.is_valid():
        if kode := baca_kode(form.cleaned_data["kode"], PANJANG_KODE):
            return redirect("suara:ulas", kode)
        if resi := baca_kode(form.cleaned_data["kode"], PANJANG_RESI):
            return redirect("suara:resi", resi)
        form.add_error("kode", "Kode ini tidak dikenal. Kode terdiri atas 8 atau 12 huruf dan angka.")
    status = 422 if form.is_bound else 200
    return _jawab(render(request, "kinerja/suara_cari.html", {"form": form}, status=status))


@login_not_required
@csrf_exempt  # no session stands behind this form, so there is nothing to forge; its own key is signed
@require_http_methods(["GET", "HEAD", "POST"])
def ulas(request: HttpRequest, kode: str) -> HttpResponse:
    """Review a service."""
    if request.method == "POST":
        return _jawab(_kirim(request, kode))
    layanan = _layanan(kode)
    if layanan.kode != kode:
        return redirect("suara:ulas", layanan.kode)
    return _jawab(_formulir(request, layanan, kunci=kunci_baru(layanan.kode)))


def _formulir(
    request: HttpRequest, layanan: Layanan, *, kunci: str, form: UlasanForm | None = None, kalimat: str = ""
) -> HttpResponse:
    if not layanan.is_aktif:
        return render(request, "kinerja/suara_tutup.html", {"layanan": layanan}, status=410)
    form = form or _isian(layanan, None)
    if kalimat:
        form.add_error(None, kalimat)
    konteks = {
        "layanan": layanan,
        "form": form,
        "kunci": kunci,
        "jebakan": JEBAKAN,
        "rinci_terbuka": any(b.data or b.errors for b in form.bidang_unsur()) if form.is_bound else False,
        "catatan_privasi": setelan_of(layanan.instansi).catatan_privasi,
    }
    return render(request, "kinerja/suara_ulas.html", konteks, status=422 if form.is_bound else 200)


def _isian(layanan: Layanan, data: Any) -> UlasanForm:
    unsur = unsur_aktif(layanan.set_pertanyaan_id)
    return UlasanForm(data, set_pertanyaan=layanan.set_pertanyaan, unsur=unsur)


def _kirim(request: HttpRequest, kode: str) -> HttpResponse:
    """Counters first: a refused flood costs neither a query nor a row."""
    if baca_kode(kode, PANJANG_KODE) != kode:
        raise Http404
    teks_kunci = request.POST.get("kunci", "")[:300]
    kunci, masalah = baca_kunci(kode, teks_kunci)
    pintu = buka_pintu(request, kode, kunci)
    if pintu.resi:
        return redirect("suara:resi", pintu.resi)
    if pintu.is_penuh:
        return _penuh(request, pintu)
    if pintu.batas is None:
        raise Http404
    layanan = _layanan(kode)
    form = _isian(layanan, request.POST)
    sah = form.is_valid()
    if not masalah and request.POST.get(JEBAKAN):
        masalah = "rusak"
    if kunci is None or masalah or not sah or not layanan.is_aktif:
        baru = teks_kunci if kunci and masalah != "rusak" else kunci_baru(kode)
        return _formulir(request, layanan, kunci=baru, form=form, kalimat=KALIMAT_KUNCI.get(masalah, ""))
    isi = form.isi()
    if isi["nilai"] is None and not isi["jawaban"] and not isi["kata"].strip():
        form.add_error("nilai", "Pilih satu nilai atau tulis satu kalimat, lalu kirim lagi.")
        return _formulir(request, layanan, kunci=teks_kunci, form=form)
    if not ambil_tempat(pintu):
        return _penuh(request, pintu)
    try:
        ulasan, _ = receive_ulasan(layanan=layanan, kunci=kunci, **isi)
    except UlasanTidakSah as galat:
        tempel_galat(form, galat)
        return _formulir(request, layanan, kunci=teks_kunci, form=form)
    ingat_resi(kunci, ulasan.resi)
    return redirect("suara:resi", ulasan.resi)


def _penuh(request: HttpRequest, pintu: Pintu) -> HttpResponse:
    """Ask to wait, with everything that was typed still there."""
    gema = [
        (nama, nilai)
        for nama, nilai in list(request.POST.items())[:MAKS_GEMA]
        if isinstance(nilai, str) and len(nama) <= 20 and nama not in ("kata", JEBAKAN) and len(nilai) <= 300
    ]
    konteks = {
        "kode": pintu.kode,
        "gema": gema,
        "kata": request.POST.get("kata", "")[:2000],
        "menit": ceil(pintu.detik_tunggu / 60),
    }
    response = render(request, "kinerja/suara_penuh.html", konteks, status=429)
    response["Retry-After"] = str(pintu.detik_tunggu)
    return response


@login_not_required
@require_safe
def resi(request: HttpRequest, resi: str) -> HttpResponse:
    """Thanks, the receipt, and what has become of the review."""
    ulasan = ulasan_resi(baca_kode(resi, PANJANG_RESI))
    if ulasan is None:
        form = KodeForm({"kode": resi[:30]})
        form.add_error("kode", "Kode resi ini tidak dikenal. Periksa kembali tiap hurufnya.")
        return _jawab(render(request, "kinerja/suara_cari.html", {"form": form}, status=404))
    with timezone.override(ulasan.layanan.instansi.zona_waktu):
        konteks = {"ulasan": ulasan, "layanan": ulasan.layanan, "resi": tampil_kode(ulasan.resi)}
        return _jawab(render(request, "kinerja/suara_resi.html", konteks))


@login_not_required
@require_safe
def jawaban(request: HttpRequest, kode: str) -> HttpResponse:
    """Words of citizens and answers of the unit, as far as the unit shows them."""
    layanan = _layanan(kode)
    with timezone.override(layanan.instansi.zona_waktu):
        konteks = {"layanan": layanan, "daftar": list(contoh_balasan(layanan, MAKS_JAWABAN))}
        return _jawab(render(request, "kinerja/suara_jawaban.html", konteks))
