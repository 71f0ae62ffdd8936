"""The daily log: write, look back, change, withdraw."""

from __future__ import annotations

import uuid as uuid_lib
from calendar import Calendar
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, selectors, services
from kinerja.bukti.unggah import batasi_unggah
from kinerja.forms import (
    CariForm,
    CatatanForm,
    UbahCatatanForm,
    UlangHariForm,
    awal_catatan,
    potong,
)
from kinerja.models import CatatanHarian
from kinerja.views.bukti import galat_ke_form, kumpulkan_bukti, status_galat, tandai_terlalu_besar
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.permintaan import Permintaan
from skp.rules import tanggal_panjang

PER_HALAMAN = 40


def baca_hari(request: Permintaan, nama: str = "hari") -> date:
    """The day that the address asks for; today where it asks for none or for nonsense."""
    return _hari(request.GET.get(nama, ""))


def _hari(teks: str) -> date:
    try:
        hari = parse_date(teks)
    except ValueError:
        hari = None
    # a calendar has days before and after each: the ends of what a computer can count are nonsense here
    return hari if hari and 1900 < hari.year < 2200 else timezone.localdate()


def ke_hari(hari: date) -> HttpResponse:
    return redirect(f"{reverse('kinerja:catatan')}?{urlencode({'hari': hari.isoformat()})}")


@require_safe
def catatan(request: Permintaan) -> HttpResponse:
    """Today on one page: the form on top, the entries under it."""
    hari = baca_hari(request)
    return _halaman(request, hari, status=200)


@require_POST
@batasi_unggah
def catatan_catat(request: Permintaan) -> HttpResponse:
    """Log an entry, with its evidence."""
    form = CatatanForm(
        request.POST, request.FILES, skp=selectors.skp_tetap(request.pelaku), hari=_hari_kiriman(request)
    )
    sah = form.is_valid()
    if tandai_terlalu_besar(request, form) or not sah:
        return _halaman(request, form.hari, form=form, status=status_galat(request))
    hari = form.cleaned_data["tanggal"]
    # what was sent before is not uploaded again; without evidence the service finds it by itself
    if not form.bawa_bukti or selectors.catatan_terkirim(request.pelaku, form.kunci) is None:
        bukti: list[Any] = []
        try:
            bukti = kumpulkan_bukti(request, form.cleaned_data["rhk"].skp, form)
            baru = services.log_catatan(pelaku=request.pelaku, bukti=bukti, klien_id=form.kunci, **form.isi())
        except AturanDilanggar as galat:
            galat_ke_form(form, galat, bukti)
            return _halaman(request, form.hari, form=form, status=status_galat(request))
        _ingatkan_jam(request, baru)
    messages.success(request, f"Tercatat untuk {tanggal_panjang(hari)} ({_zona()}).")
    return ke_hari(hari)


def _zona() -> str:
    """The agency's time zone as people call it: whose midnight decides the day."""
    return timezone.localtime().tzname() or ""


def _ingatkan_jam(request: Permintaan, catatan: CatatanHarian) -> None:
    """Say with what an entry overlaps; it stays saved all the same."""
    if lain := selectors.tumpang_tindih(catatan):
        kata = ", ".join(f"“{potong(c.uraian, 60)}”" for c in lain[:3])
        messages.warning(request, f"Jamnya bertumpuk dengan {kata}. Perbaiki bila keliru.")


def _hari_kiriman(request: Permintaan) -> date:
    return _hari(request.POST.get("tanggal", ""))


def _halaman(
    request: Permintaan, hari: date, *, form: CatatanForm | None = None, status: int
) -> HttpResponse:
    pelaku = request.pelaku
    tempat = selectors.tempat_mencatat(pelaku, hari)
    hari_ini = timezone.localdate()
    tutup = services.alasan_tutup(tempat.skp[0], hari) if tempat.skp and hari <= hari_ini else ""
    kebiasaan = selectors.Kebiasaan() if tutup else selectors.saran_kegiatan(pelaku, hari)
    if form is None:
        form = CatatanForm(skp=tempat.skp, hari=hari, initial=_awal(request, kebiasaan, hari))
    mulai, selesai = selectors.minggu_dari(hari)
    semua = selectors.catatan_hari(pelaku, hari)
    daftar = [c for c in semua if c.ditarik_pada is None]
    selectors.tandai_tumpang_tindih(daftar)
    konteks = {
        "form": form,
        "hari": hari,
        "hari_ini": hari_ini,
        "zona": _zona(),
        "tempat": tempat,
        "tutup": tutup,
        "tampil_form": (bool(tempat.skp) and not tutup and hari <= hari_ini) or form.is_bound,
        "kebiasaan": kebiasaan,
        "kunci": uuid_lib.uuid4(),
        "minggu": selectors.hari_hari(pelaku, mulai, selesai, tempat.skp),
        "daftar": daftar,
        "ditarik": [c for c in semua if c.ditarik_pada is not None],
        "sebelum": hari - timedelta(days=1),
        "sesudah": hari + timedelta(days=1),
    }
    return render(request, "kinerja/catatan.html", konteks, status=status)


def _awal(request: Permintaan, kebiasaan: selectors.Kebiasaan, hari: date) -> dict[str, Any]:
    """What stands in the form already: an entry to take as a pattern, or the result and step used last."""
    contoh = next((c for c in kebiasaan.kegiatan if str(c.uuid) == request.GET.get("contoh")), None)
    aksi = kebiasaan.aksi_pada(hari)
    isi: dict[str, Any] = {"rencana_aksi": aksi.uuid if aksi else None}
    if contoh:
        return isi | awal_catatan(contoh, ulang=True)
    return isi | ({"rhk": kebiasaan.rhk_terakhir.uuid} if kebiasaan.rhk_terakhir else {})


def _milik(request: Permintaan, uuid: uuid_lib.UUID) -> CatatanHarian:
    return get_object_or_404(
        CatatanHarian.objects.visible_to(request.pelaku).select_related(
            "skp", "rhk", "rencana_aksi__periode"
        ),
        uuid=uuid,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@batasi_unggah
def catatan_ubah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Change an entry; if another tab was faster, show both texts."""
    catatan = _milik(request, uuid)
    permissions.require(permissions.may_edit_catatan(request.pelaku, catatan))
    skp = selectors.skp_tetap(request.pelaku)
    if request.method != "POST":
        form = UbahCatatanForm(skp=skp, hari=catatan.tanggal, catatan=catatan)
        return render(request, "kinerja/catatan_ubah.html", {"form": form, "catatan": catatan})
    form = UbahCatatanForm(request.POST, request.FILES, skp=skp, hari=_hari_kiriman(request), catatan=catatan)
    sah = form.is_valid()
    if not (tandai_terlalu_besar(request, form) or not sah):
        baru: list[Any] = []
        try:
            baru = kumpulkan_bukti(request, catatan.skp, form)
            catatan = services.edit_catatan(
                pelaku=request.pelaku,
                catatan=catatan,
                bukti=[*form.cleaned_data["bukti"], *baru],
                nomor_sunting=form.cleaned_data["nomor_sunting"],
                pulihkan="pulihkan" in request.POST,
                **form.isi(),
            )
        except SudahBerubah as galat:
            return _konflik(request, catatan, form, galat)
        except AturanDilanggar as galat:
            galat_ke_form(form, galat, baru)
        else:
            _ingatkan_jam(request, catatan)
            messages.success(request, "Perubahan catatan tersimpan.")
            return ke_hari(form.cleaned_data["tanggal"])
    return render(
        request, "kinerja/catatan_ubah.html", {"form": form, "catatan": catatan}, status=status_galat(request)
    )


def _konflik(
    request: Permintaan, catatan: CatatanHarian, form: UbahCatatanForm, galat: SudahBerubah
) -> HttpResponse:
    """Both texts side by side; the form now carries the number of what is stored."""
    catatan.refresh_from_db()
    form.ganti_isian("nomor_sunting", catatan.nomor_sunting)
    konteks = {"form": form, "catatan": catatan, "galat": galat.pesan}
    return render(request, "kinerja/catatan_konflik.html", konteks, status=409)


@require_POST
def catatan_tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    catatan = services.withdraw_catatan(pelaku=request.pelaku, catatan=_milik(request, uuid))
    messages.info(request, "Catatan ditarik. Tombol Pulihkan ada di bawah daftar selama 24 jam.")
    return ke_hari(catatan.tanggal)


@require_POST
def catatan_pulihkan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    catatan = services.restore_catatan(pelaku=request.pelaku, catatan=_milik(request, uuid))
    messages.success(request, "Catatan dipulihkan.")
    return ke_hari(catatan.tanggal)


@require_POST
def catatan_ulang_hari(request: Permintaan) -> HttpResponse:
    """ "Sama seperti kemarin": the whole work of the last day again."""
    form = UlangHariForm(request.POST)
    if not form.is_valid():
        messages.warning(
            request, "Hari yang diulang tidak terbaca. Tekan Ulangi sekali lagi dari halaman ini."
        )
        return redirect("kinerja:catatan")
    c = form.cleaned_data
    hasil = services.repeat_hari(
        pelaku=request.pelaku,
        dari=c["dari"],
        ke=c["tanggal"],
        klien_id=form.kunci,
    )
    messages.success(request, f"{len(hasil)} catatan diulang dari {tanggal_panjang(c['dari'])}.")
    return ke_hari(c["tanggal"])


@require_safe
def catatan_minggu(request: Permintaan) -> HttpResponse:
    """One week, day by day."""
    hari = baca_hari(request)
    mulai, selesai = selectors.minggu_dari(hari)
    skp = selectors.skp_rentang(request.pelaku, mulai, selesai)
    isi = _per_hari(selectors.catatan_rentang(request.pelaku, mulai, selesai))
    konteks = {
        "hari": hari,
        "mulai": mulai,
        "selesai": selesai,
        "sebelum": mulai - timedelta(days=7),
        "sesudah": mulai + timedelta(days=7),
        "minggu": [
            (h, isi.get(h.tanggal, [])) for h in selectors.hari_hari(request.pelaku, mulai, selesai, skp)
        ],
    }
    return render(request, "kinerja/catatan_minggu.html", konteks)


def _per_hari(catatan: Sequence[CatatanHarian]) -> dict[date, list[CatatanHarian]]:
    return {hari: list(isi) for hari, isi in groupby(catatan, key=lambda c: c.tanggal)}


@require_safe
def catatan_bulan(request: Permintaan) -> HttpResponse:
    """One month as a calendar with its gaps."""
    hari = baca_hari(request)
    pekan = Calendar().monthdatescalendar(hari.year, hari.month)
    mulai, selesai = pekan[0][0], pekan[-1][-1]
    skp = selectors.skp_rentang(request.pelaku, mulai, selesai)
    semua = {h.tanggal: h for h in selectors.hari_hari(request.pelaku, mulai, selesai, skp)}
    bulan = [[semua[h] if h.month == hari.month else None for h in p] for p in pekan]
    terpakai = [h for p in bulan for h in p if h]
    konteks = {
        "hari": hari,
        "pekan": bulan,
        "keterangan": _keterangan(terpakai),
        "jumlah": sum(h.jumlah for h in terpakai),
        "jumlah_hari": sum(1 for h in terpakai if h.jumlah),
        "jumlah_kosong": sum(1 for h in terpakai if h.is_kosong),
        "sebelum": terpakai[0].tanggal - timedelta(days=1),
        "sesudah": terpakai[-1].tanggal + timedelta(days=1),
    }
    return render(request, "kinerja/catatan_bulan.html", konteks)


def _keterangan(hari: Sequence[selectors.Hari]) -> list[dict[str, Any]]:
    """The named days of a month; what lasts several days stands once."""
    return [
        {"nama": nama, "mulai": (isi := list(daerah))[0].tanggal, "selesai": isi[-1].tanggal}
        for nama, daerah in groupby(hari, key=lambda h: h.keterangan)
        if nama
    ]


@require_safe
def catatan_cari(request: Permintaan) -> HttpResponse:
    """Search one's own log by words, result, span and evidence."""
    form = CariForm(request.GET or None, skp=selectors.skp_tetap(request.pelaku))
    halaman = None
    if form.is_valid() and form.terisi:
        hasil = selectors.cari_catatan(request.pelaku, **form.saringan())
        halaman = Paginator(hasil, PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "kinerja/catatan_cari.html", {"form": form, "halaman": halaman})
