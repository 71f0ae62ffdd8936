"""For leaders: my people's week on one page, and one person's work from day to day."""

from __future__ import annotations

import uuid as uuid_lib
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kinerja import permissions, selectors, services
from kinerja.forms import SingkatForm, tempel_galat
from kinerja.models import UmpanBalik
from kinerja.permissions.tanggapan import may_respond_catatan
from kinerja.rules import SifatUmpanBalik
from kinerja.views.catatan import baca_hari
from kinerja.views.perilaku import skp_terlihat
from pegawai.errors import AturanDilanggar
from pegawai.models import HubunganPenilai, Pegawai
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from pegawai.templatetags.tampilan import hari_tanggal, rentang
from skp.models import RencanaHasilKerja, Skp
from skp.rules import BULAN

PER_TIM = 40


@require_safe
def tim(request: Permintaan) -> HttpResponse:
    """Each member on one line: the week, the last feedback, a field to give it."""
    pemimpin = pemimpin_terpilih(request)
    calon = selectors.anggota_of(pemimpin)
    hari = timezone.localdate()
    semua = selectors.ringkas_tim(calon, hari, pemimpin)
    saring = request.GET.get("saring", "")
    urut = request.GET.get("urut", "")
    terpilih = selectors.saring_tim(semua, q=request.GET.get("q", "")[:100], saring=saring, urut=urut)
    halaman = Paginator(terpilih, PER_TIM).get_page(request.GET.get("page"))
    konteks = {
        "pemimpin": pemimpin,
        "is_saya": pemimpin.pk == request.pelaku.pk,
        "halaman": halaman,
        "jumlah": len(calon),
        "jumlah_terpilih": len(terpilih),
        "jatuh_tempo": sum(a.is_jatuh_tempo for a in semua),
        "minggu": selectors.minggu_dari(hari),
        "baris": [baris_tim(a, hari) for a in selectors.isi_minggu(list(halaman), hari)],
        "pilihan_sifat": SifatUmpanBalik.choices(),
        "pilihan_saring": list(selectors.SARINGAN_TIM.items()),
        "saring": saring,
        "q": request.GET.get("q", "")[:100],
        "urut": urut,
        "terkirim": _baru_terkirim(request),
    }
    return render(request, "kinerja/tim.html", konteks)


def _baru_terkirim(request: Permintaan) -> UmpanBalik | None:
    """What was just sent without script, so that it can be undone."""
    kunci = baca_uuid(request.GET.get("terkirim", ""))
    if kunci is None:
        return None
    return (
        UmpanBalik.objects.aktif()
        .filter(uuid=kunci, pemberi=request.pelaku)
        .select_related("pegawai")
        .first()
    )


def pemimpin_terpilih(request: Permintaan) -> Pegawai:
    """Myself, or one of those I rate who leads people himself."""
    if "pemimpin" not in request.GET:
        return request.pelaku
    dinilai = HubunganPenilai.objects.filter(penilai=request.pelaku).pada(timezone.localdate())
    kunci = baca_uuid(request.GET["pemimpin"]) or uuid_lib.UUID(int=0)
    return get_object_or_404(Pegawai.objects.filter(pk__in=dinilai.values("pegawai")), uuid=kunci)


@lru_cache(maxsize=64)
def _sebutan(hari: date) -> tuple[str, str]:
    """A day of the week in short and in full: the same for all forty lines."""
    panjang = hari_tanggal(hari)
    return panjang[:3], panjang


def baris_tim(a: selectors.Anggota, hari: date, form: SingkatForm | None = None) -> dict[str, Any]:
    """One line of the page; forty of them, so the field is written by the template and not by forty forms."""
    return {
        "a": a,
        "form": form,
        "kunci": uuid_lib.uuid4(),
        "minggu": [(*_sebutan(h), n) for h, n in a.minggu(selectors.minggu_dari(hari)[0])],
        "isi": (form["isi"].value() if form else "") or "",
        "sifat": (form["sifat"].value() if form else "") or SifatUmpanBalik.PUJIAN,
    }


@require_POST
def umpan_balik_singkat(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Give feedback from one line of the team page: one field, one key."""
    skp = skp_terlihat(request, uuid)
    permissions.require(permissions.may_give_umpan_balik(request.pelaku, skp))
    form = SingkatForm(request.POST)
    terkirim = _kirim(request, skp, form)
    if request.htmx:
        return baris(request, skp, form, terkirim)
    if terkirim:
        return redirect(f"{reverse('kinerja:tim')}?terkirim={terkirim.uuid}")
    konteks = {"form": form, "skp": skp, "catatan": None, "permintaan": None, "pembuka": []}
    konteks["asal"] = {"url": reverse("kinerja:tim"), "label": "Tim saya"}
    return render(request, "kinerja/umpan_balik_beri.html", konteks, status=422)


def _kirim(request: Permintaan, skp: Skp, form: SingkatForm) -> UmpanBalik | None:
    if not form.is_valid():
        return None
    try:
        return services.give_umpan_balik(pelaku=request.pelaku, skp=skp, **form.untuk_layanan())
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return None


def baris(
    request: Permintaan,
    skp: Skp,
    form: SingkatForm | None,
    terkirim: UmpanBalik | None,
    *,
    ditarik: bool = False,
) -> HttpResponse:
    """The same line that the page is made of."""
    hari = timezone.localdate()
    (a,) = selectors.tim_minggu([selectors.calon_of(request.pelaku, skp)], hari, request.pelaku)
    gagal = form is not None and terkirim is None
    konteks = {
        "b": baris_tim(a, hari, form if gagal else None),
        "terkirim": terkirim,
        "ditarik": ditarik,
        "pilihan_sifat": SifatUmpanBalik.choices(),
    }
    return render(request, "kinerja/_tim_baris.html", konteks, status=422 if gagal else 200)


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
    tanggapi = may_respond_catatan(request.pelaku, skp)
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
        # whoever answers for the entries leads him, so the wider question is asked for the others only
        "boleh_umpan_balik": (skp.is_tetap and tanggapi)
        or permissions.may_give_umpan_balik(request.pelaku, skp),
        "boleh_tanggapi": tanggapi,
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
