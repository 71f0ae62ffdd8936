"""The pola distribusi for those who rate: curve and rules, live while rating, what if, and why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evaluasi import permissions, rules, selectors, services
from evaluasi.errors import PolaTidakSah
from evaluasi.forms import KuadranForm, PeriodeForm
from evaluasi.forms.pola import AlasanPolaForm, CobaPolaForm, PengaturanPolaForm
from evaluasi.models import CapaianOrganisasi, Evaluasi
from evaluasi.rules import Ekspektasi
from evaluasi.selectors import SebaranCapaian
from evaluasi.views.penilaian import get_evaluasi
from evaluasi.views.pola_konteks import gambar_sebaran, konteks_langsung
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from pegawai.views.bersama import formulir
from skp.models import Periode


@require_http_methods(["GET", "HEAD", "POST"])
def pola(request: Permintaan) -> HttpResponse:
    """Everybody I rate beside the pola, per capaian. A POST tries other predikat out and saves nothing."""
    permissions.require(permissions.may_view_pola(request.pelaku, request.peran))
    return _halaman(request)


def _halaman(
    request: Permintaan, *, form_alasan: AlasanPolaForm | None = None, capaian: UUID | None = None
) -> HttpResponse:
    hari = timezone.localdate()
    pilihan = selectors.periode_pantau(request.pelaku.instansi, hari)
    periode = _periode(request, pilihan, capaian)
    daftar = selectors.sebaran_penilai(request.pelaku, periode, hari) if periode else []
    coba = baca_uuid(request.POST.get("capaian", "")) if form_alasan is None else None
    kelompok = [_kelompok(request, s, coba, i) for i, s in enumerate(daftar)]
    if form_alasan is not None:
        for k in kelompok:
            k["form_alasan"] = form_alasan if k["s"].capaian.uuid == capaian else k["form_alasan"]
    galat = form_alasan is not None or any(k["form"].errors for k in kelompok)
    konteks = {
        "form": PeriodeForm(pilihan=pilihan, terpilih=periode),
        "periode": periode,
        "kelompok": kelompok,
        "form_galat": form_alasan,
    }
    return render(request, "evaluasi/pola.html", konteks, status=422 if galat else 200)


def _periode(request: Permintaan, pilihan: list[Periode], capaian: UUID | None) -> Periode | None:
    """The period that was asked for; on a page about one capaian, that of the capaian."""
    if capaian is not None:
        c = CapaianOrganisasi.objects.visible_to(request.pelaku).filter(uuid=capaian).first()
        return next((p for p in pilihan if c and p.pk == c.periode_id), None)
    diminta = request.POST.get("periode") or request.GET.get("periode", "")
    return selectors.periode_terpilih(pilihan, diminta, timezone.localdate())


def _kelompok(request: Permintaan, s: SebaranCapaian, coba: UUID | None, nomor: int) -> dict[str, Any]:
    """One capaian's people: as they stand, and as they would stand."""
    dicoba = coba is not None and s.capaian.uuid == coba
    form = CobaPolaForm(request.POST if dicoba else None, sebaran=s)
    hasil: dict[str, Any] = {
        "s": s,
        "nomor": nomor,
        "kini": gambar_sebaran(s, s.jumlah, f"kurva-{nomor}"),
        "form": form,
        "anggota": [(a, form[a.skp_uuid]) for a in s.anggota],
        "form_alasan": AlasanPolaForm(auto_id=f"id_{nomor}_%s"),
        "coba": None,
    }
    if dicoba and form.is_valid():
        jumlah = s.dengan(form.coba())
        hasil["coba"] = gambar_sebaran(s, jumlah, f"coba-{nomor}")
        hasil["pengaruh"] = rules.pengaruh_pola(s.periksa, hasil["coba"]["periksa"])
    return hasil


@require_safe
def langsung(request: Permintaan, uuid: UUID) -> HttpResponse:
    """The pola with the two ratings that are being considered for one person; saves nothing."""
    evaluasi = get_evaluasi(request, uuid)
    permissions.require(permissions.may_rate(request.pelaku, evaluasi.skp, berwenang=evaluasi.berwenang))
    form = KuadranForm(request.GET)
    form.is_valid()
    hasil = form.cleaned_data.get("rating_hasil") or evaluasi.rating_hasil
    perilaku = form.cleaned_data.get("rating_perilaku") or evaluasi.rating_perilaku
    predikat = rules.predikat_for(Ekspektasi(hasil), Ekspektasi(perilaku)) if hasil and perilaku else None
    return render(request, "evaluasi/_pola_langsung.html", konteks_langsung(request, evaluasi, predikat))


@require_POST
def alasan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Keep why my people lie outside the pola; back to where it was asked."""
    capaian = get_object_or_404(
        CapaianOrganisasi.objects.visible_to(request.pelaku).select_related("unit", "periode"), uuid=uuid
    )
    form = AlasanPolaForm(request.POST)
    isi = form.cleaned_data["alasan"] if form.is_valid() else ""
    try:
        services.explain_pola(pelaku=request.pelaku, capaian=capaian, alasan=isi)
    except PolaTidakSah as galat:
        if galat.bidang not in form.fields:
            raise
        if galat.bidang not in form.errors:
            form.add_error(galat.bidang, galat.pesan)
        return _halaman(request, form_alasan=form, capaian=capaian.uuid)
    messages.success(request, "Alasan disimpan. Penilaian dapat diteruskan.")
    kembali = baca_uuid(request.POST.get("evaluasi", ""))
    if kembali and Evaluasi.objects.visible_to(request.pelaku).filter(uuid=kembali).exists():
        return redirect("evaluasi:final", kembali)
    return redirect(f"{reverse('evaluasi:pola')}?periode={capaian.periode.uuid}")


@require_http_methods(["GET", "HEAD", "POST"])
def pengaturan(request: Permintaan) -> HttpResponse:
    """What the agency settles for distributions and dashboards."""
    pelaku = request.pelaku
    permissions.require(permissions.may_set_pola(pelaku, pelaku.instansi))
    return formulir(
        request,
        PengaturanPolaForm(
            request.POST if request.method == "POST" else None,
            pelaku=pelaku,
            atur=permissions.pengaturan_pola(pelaku.instansi_id),
        ),
        kirim=lambda isian: services.set_pengaturan_pola(pelaku=pelaku, instansi=pelaku.instansi, **isian),
        tujuan=reverse("evaluasi:pengaturan"),
        pesan="Pengaturan disimpan dan berlaku mulai sekarang.",
        judul="Pengaturan pola distribusi dan dasbor",
        tombol="Simpan pengaturan",
        asal={"url": reverse("evaluasi:pengaturan"), "label": "Pengaturan"},
    )
