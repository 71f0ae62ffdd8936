"""Continuous feedback: what I was told and answered, what I told others, and my people's week on one page."""

from __future__ import annotations

import uuid as uuid_lib
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, selectors, services
from kinerja.forms import BalasForm, SingkatForm, UmpanBalikForm, tempel_galat
from kinerja.models import CatatanHarian, UmpanBalik
from kinerja.permissions.tanggapan import may_respond_catatan
from kinerja.rules import SifatUmpanBalik
from kinerja.views.catatan import baca_hari
from kinerja.views.perilaku import skp_terlihat
from pegawai.errors import AturanDilanggar
from pegawai.models import HubunganPenilai, Pegawai
from pegawai.permintaan import Permintaan
from pegawai.templatetags.tampilan import rentang
from skp.models import RencanaHasilKerja, Skp
from skp.rules import BULAN

PER_HALAMAN = 30
PER_TIM = 40


@require_safe
def umpan_balik(request: Permintaan) -> HttpResponse:
    """What I was told, unread first, each with room for a reply."""
    return _diterima(request)


def _diterima(
    request: Permintaan, form: BalasForm | None = None, untuk: UmpanBalik | None = None, status: int = 200
) -> HttpResponse:
    halaman = Paginator(selectors.umpan_balik_diterima(request.pelaku), PER_HALAMAN).get_page(
        request.GET.get("page")
    )
    konteks = {
        "halaman": halaman,
        "belum": selectors.jumlah_belum_dibaca(request.pelaku),
        "form_galat": form,
        "baris": [
            {"u": u, "form": form if form and u == untuk else BalasForm(umpan_balik=u)} for u in halaman
        ],
    }
    return render(request, "kinerja/umpan_balik.html", konteks, status=status)


@require_safe
def umpan_balik_diberikan(request: Permintaan) -> HttpResponse:
    """What I told others, with their replies."""
    halaman = Paginator(selectors.umpan_balik_diberikan(request.pelaku), PER_HALAMAN).get_page(
        request.GET.get("page")
    )
    return render(request, "kinerja/umpan_balik_diberikan.html", {"halaman": halaman})


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> UmpanBalik:
    return get_object_or_404(UmpanBalik.objects.visible_to(request.pelaku), uuid=uuid)


@require_POST
def umpan_balik_balas(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    u = _terlihat(request, uuid)
    permissions.require(permissions.may_reply_umpan_balik(request.pelaku, u))
    form = BalasForm(request.POST, umpan_balik=u)
    if not form.is_valid():
        return _diterima(request, form, u, status=422)
    services.reply_umpan_balik(pelaku=request.pelaku, umpan_balik=u, balasan=form.cleaned_data["balasan"])
    messages.success(request, "Balasan terkirim.")
    return redirect("kinerja:umpan_balik")


@require_POST
def umpan_balik_baca(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    services.mark_read(pelaku=request.pelaku, umpan_balik=_terlihat(request, uuid))
    return redirect("kinerja:umpan_balik")


# --- for leaders ---------------------------------------------------------------------------------
@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """Each member on one line: the week, the last feedback, a field to give it."""
    pemimpin = pemimpin_terpilih(request)
    calon = selectors.anggota_of(pemimpin)
    halaman = Paginator(calon, PER_TIM).get_page(request.GET.get("page"))
    hari = timezone.localdate()
    konteks = {
        "pemimpin": pemimpin,
        "is_saya": pemimpin.pk == request.pelaku.pk,
        "halaman": halaman,
        "jumlah": len(calon),
        "minggu": selectors.minggu_dari(hari),
        "baris": [baris_tim(a) for a in selectors.tim_minggu(list(halaman), hari)],
        "pilihan_sifat": SifatUmpanBalik.choices(),
    }
    return render(request, "kinerja/tim.html", konteks)


def pemimpin_terpilih(request: Permintaan) -> Pegawai:
    """Myself, or one of those I rate who leads people himself."""
    if "pemimpin" not in request.GET:
        return request.pelaku
    dinilai = HubunganPenilai.objects.filter(penilai=request.pelaku).pada(timezone.localdate())
    try:
        kunci = uuid_lib.UUID(request.GET["pemimpin"])
    except ValueError:
        kunci = uuid_lib.UUID(int=0)
    return get_object_or_404(Pegawai.objects.filter(pk__in=dinilai.values("pegawai")), uuid=kunci)


def baris_tim(a: selectors.Anggota, form: SingkatForm | None = None) -> dict[str, Any]:
    """One line of the page; forty of them, so the field is written by the template and not by forty forms."""
    return {
        "a": a,
        "form": form,
        "kunci": uuid_lib.uuid4(),
        "isi": (form["isi"].value() if form else "") or "",
        "sifat": (form["sifat"].value() if form else "") or SifatUmpanBalik.PUJIAN,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def umpan_balik_beri(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Give feedback in full: about a result, a behaviour, an entry or the person."""
    skp = skp_terlihat(request, uuid)
    permissions.require(permissions.may_give_umpan_balik(request.pelaku, skp))
    form = UmpanBalikForm(
        request.POST if request.method == "POST" else None,
        rhk=RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id"),
        catatan=_catatan_dimaksud(request, skp),
        hari=min(timezone.localdate(), skp.selesai),
        initial={"sifat": "pujian", "sasaran": request.GET.get("tentang", "")},
    )
    if request.method == "POST" and _beri(request, skp, form):
        messages.success(request, f"Umpan balik untuk {skp.pegawai.nama_lengkap} terkirim.")
        return redirect("kinerja:linimasa", skp.uuid)
    konteks = {"form": form, "skp": skp, "catatan": form.catatan}
    return render(request, "kinerja/umpan_balik_beri.html", konteks, status=422 if form.errors else 200)


def _catatan_dimaksud(request: Permintaan, skp: Skp) -> CatatanHarian | None:
    try:
        kunci = uuid_lib.UUID(request.GET.get("catatan", ""))
    except ValueError:
        return None
    return get_object_or_404(CatatanHarian.objects.aktif().select_related("rhk"), skp=skp, uuid=kunci)


def _beri(request: Permintaan, skp: Skp, form: SingkatForm) -> bool:
    """Send a valid form; false when something in it was refused."""
    if not form.is_valid():
        return False
    try:
        services.give_umpan_balik(pelaku=request.pelaku, skp=skp, **form.untuk_layanan())
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return False
    return True


@require_POST
def umpan_balik_singkat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Give feedback from one line of the team page: one field, one key."""
    skp = skp_terlihat(request, uuid)
    permissions.require(permissions.may_give_umpan_balik(request.pelaku, skp))
    form = SingkatForm(request.POST)
    terkirim = _beri(request, skp, form)
    if request.htmx:
        return _baris(request, skp, form, terkirim)
    if terkirim:
        messages.success(request, f"Umpan balik untuk {skp.pegawai.nama_lengkap} terkirim.")
        return redirect("kinerja:tim")
    konteks = {"form": form, "skp": skp, "catatan": None}
    return render(request, "kinerja/umpan_balik_beri.html", konteks, status=422)


def _baris(request: Permintaan, skp: Skp, form: SingkatForm, terkirim: bool) -> HttpResponse:
    """The same line that the page is made of."""
    calon = selectors.calon_of(request.pelaku, skp)
    (a,) = selectors.tim_minggu([calon], timezone.localdate())
    konteks = {
        "b": baris_tim(a, None if terkirim else form),
        "terkirim": terkirim,
        "pilihan_sifat": SifatUmpanBalik.choices(),
    }
    return render(request, "kinerja/_tim_baris.html", konteks, status=200 if terkirim else 422)


@require_safe
def linimasa(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """One person's work in a month (or a span): entries, evidence, realisasi, behaviours, feedback."""
    skp = skp_terlihat(request, uuid)
    mulai, selesai, khusus = _masa(request, skp)
    daftar_rhk = list(RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id"))
    rhk = next((r for r in daftar_rhk if str(r.uuid) == request.GET.get("rhk")), None)
    jenis = request.GET.get("jenis", "")
    jenis = jenis if jenis in selectors.JENIS_BUTIR else ""
    butir = selectors.linimasa(skp, mulai, selesai, jenis=jenis, rhk=rhk)
    selectors.sematkan_tanggapan([b.objek for b in butir if b.jenis == "catatan"])
    konteks = {
        "skp": skp,
        "is_milik": skp.pegawai_id == request.pelaku.pk,
        "butir": butir,
        "daftar_rhk": daftar_rhk,
        "rhk": rhk,
        "jenis": jenis,
        "daftar_jenis": list(selectors.JENIS_BUTIR.items()),
        "masa": rentang(mulai, selesai) if khusus else f"{BULAN[mulai.month - 1]} {mulai.year}",
        "mulai": mulai,
        "selesai": selesai,
        "rentang_khusus": khusus,
        "daftar_bulan": _daftar_bulan(skp, None if khusus else mulai),
        "boleh_umpan_balik": permissions.may_give_umpan_balik(request.pelaku, skp),
        "boleh_tanggapi": may_respond_catatan(request.pelaku, skp),
    }
    return render(request, "kinerja/linimasa.html", konteks)


def _masa(request: Permintaan, skp: Skp) -> tuple[date, date, bool]:
    """The span that the address asks for: from–to (at most the SKP's own), else a month."""
    if "mulai" in request.GET and "selesai" in request.GET:
        mulai = max(baca_hari(request, "mulai"), skp.mulai)
        selesai = min(baca_hari(request, "selesai"), skp.selesai)
        if mulai <= selesai:
            return mulai, selesai, True
    return *_bulan(min(max(baca_hari(request, "bulan"), skp.mulai), skp.selesai)), False


def _bulan(hari: date) -> tuple[date, date]:
    mulai = hari.replace(day=1)
    return mulai, (mulai + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _daftar_bulan(skp: Skp, kini: date | None) -> list[dict[str, Any]]:
    """The months of the span with their number of entries."""
    jumlah = selectors.jumlah_per_bulan(skp)
    hasil, bulan = [], skp.mulai.replace(day=1)
    while bulan <= skp.selesai:
        hasil.append(
            {
                "mulai": bulan,
                "nama": BULAN[bulan.month - 1],
                "jumlah": jumlah.get(bulan, 0),
                "aktif": bulan == kini,
            }
        )
        bulan = (bulan + timedelta(days=32)).replace(day=1)
    return hasil
