"""The talent nine-box, the people of a box, and the workbook by which potential comes in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, services
from evaluasi.errors import PotensialTidakSah
from evaluasi.forms.talenta import ImporPotensialForm, TahunForm
from evaluasi.models import ImporPotensial
from evaluasi.rules import KOTAK_TALENTA, REKOMENDASI_TALENTA, Ekspektasi, Predikat, TingkatPotensial
from evaluasi.selectors import talenta as baca
from pegawai.errors import BerkasImporDitolak
from pegawai.permintaan import Permintaan

PER_HALAMAN = 25
MAKS_TAMPIL = 200
URUT_HASIL = {"ditolak": 0, "berubah": 1, "baru": 2, "sama": 3}


@require_safe
def talenta(request: Permintaan) -> HttpResponse:
    """The nine boxes with their counts; a box opens its people beneath."""
    hari = timezone.localdate()
    puncak = permissions.unit_talenta(request.pelaku, hari)
    permissions.require(permissions.may_view_talenta(request.pelaku, puncak))
    pilihan = [t for t in baca.tahun_talenta(request.pelaku) if t <= hari.year]
    diminta = request.GET.get("tahun", "")
    tahun = int(diminta) if diminta.isdigit() and int(diminta) in pilihan else next(iter(pilihan), None)
    konteks: dict[str, Any] = {
        "form": TahunForm(pilihan=pilihan, terpilih=tahun),
        "tahun": tahun,
        "puncak": puncak,
        "boleh_impor": permissions.may_import_potensial(request.pelaku),
        "peta": None,
        "halaman": None,
        "dipilih": "",
    }
    if tahun:
        konteks["peta"] = peta = baca.peta_talenta(request.pelaku, puncak, tahun, hari)
        konteks["kisi"] = [
            (e, [(n := KOTAK_TALENTA[e, t], t, peta.kotak[n]) for t in TingkatPotensial]) for e in Ekspektasi
        ]
        konteks["tingkat"] = list(TingkatPotensial)
        konteks |= _orang(request, puncak, tahun)
    return render(request, "evaluasi/talenta.html", konteks)


def _orang(request: Permintaan, puncak: list[Any], tahun: int) -> dict[str, Any]:
    """The people behind the figure that was asked for."""
    hari, diminta = timezone.localdate(), request.GET.get("kotak", "")
    if diminta == "tanpa-potensial":
        orang = baca.tanpa_potensial(request.pelaku, puncak, tahun, hari)
        judul, saran = "Potensial belum diketahui", ""
    elif diminta == "tanpa-predikat":
        orang = baca.daftar_talenta(request.pelaku, puncak, tahun, hari, None)
        judul, saran = "Predikat belum final", ""
    elif diminta in {str(n) for n in KOTAK_TALENTA.values()}:
        orang = baca.daftar_talenta(request.pelaku, puncak, tahun, hari, int(diminta))
        judul, saran = f"Kotak {diminta}", REKOMENDASI_TALENTA.get(int(diminta), "")
    else:
        return {"dipilih": ""}
    halaman = Paginator(orang, PER_HALAMAN).get_page(request.GET.get("page"))
    for p in halaman.object_list:
        p.label_predikat = Predikat(p.predikat).label if getattr(p, "predikat", None) else ""
    return {"dipilih": diminta, "judul": judul, "saran": saran, "halaman": halaman}


@require_http_methods(["GET", "HEAD", "POST"])
def impor(request: Permintaan) -> HttpResponse:
    """Take a workbook and judge it; whatever is wrong with it is said in a sentence."""
    permissions.require(permissions.may_import_potensial(request.pelaku))
    tahun = baca.tahun_talenta(request.pelaku)
    if request.method != "POST":
        form = ImporPotensialForm(tahun=tahun, initial={"tahun": timezone.localdate().year})
        return render(request, "evaluasi/talenta_impor.html", {"form": form})
    form = ImporPotensialForm(request.POST, request.FILES, tahun=tahun)
    if form.is_valid():
        isi = form.cleaned_data
        try:
            hasil = services.preview_potensial(pelaku=request.pelaku, nama=isi["berkas"].name, **isi)
        except BerkasImporDitolak as galat:
            form.add_error("berkas", galat.pesan)
        except PotensialTidakSah as galat:
            form.add_error(galat.bidang, galat.pesan)
        else:
            return redirect("evaluasi:talenta_pratinjau", hasil.uuid)
    return render(request, "evaluasi/talenta_impor.html", {"form": form}, status=422)


@require_safe
def pratinjau(request: Permintaan, uuid: UUID) -> HttpResponse:
    """What a workbook would change, row by row; first what is refused."""
    i = _impor(request, uuid)
    baris = sorted(i.baris, key=lambda b: (URUT_HASIL[b["hasil"]], b["nomor"]))
    hitung = {h: sum(b["hasil"] == h for b in baris) for h in URUT_HASIL}
    label = dict(TingkatPotensial.choices())
    konteks = {
        "impor": i,
        "baris": [
            b | {"label": label.get(b["tingkat"], ""), "label_lama": label.get(b["lama"], "")}
            for b in baris[:MAKS_TAMPIL]
        ],
        "lebih": max(0, len(baris) - MAKS_TAMPIL),
        "hitung": hitung,
        "akan": hitung["baru"] + hitung["berubah"],
    }
    return render(request, "evaluasi/talenta_pratinjau.html", konteks)


def _impor(request: Permintaan, uuid: UUID) -> ImporPotensial:
    permissions.require(permissions.may_import_potensial(request.pelaku))
    return get_object_or_404(ImporPotensial.objects.visible_to(request.pelaku), uuid=uuid)


@require_POST
def terapkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    i = _impor(request, uuid)
    jumlah = services.apply_potensial(pelaku=request.pelaku, impor=i)
    messages.success(request, f"Potensial {jumlah} pegawai diterapkan.")
    return redirect(f"{reverse('evaluasi:talenta')}?tahun={i.tahun}")


@require_POST
def batal(request: Permintaan, uuid: UUID) -> HttpResponse:
    services.cancel_potensial(pelaku=request.pelaku, impor=_impor(request, uuid))
    messages.success(request, "Pratinjau dibatalkan. Tidak ada yang berubah.")
    return redirect("evaluasi:talenta")
