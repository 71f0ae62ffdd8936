"""Continuous feedback: what I was told and answered, what I told others, and telling it."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, rules, selectors, services
from kinerja.errors import UmpanBalikTidakSah
from kinerja.forms import BalasForm, SaringForm, UbahUmpanBalikForm, UmpanBalikForm, tempel_galat
from kinerja.models import CatatanHarian, PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import PeranPemberi
from kinerja.views.perilaku import skp_terlihat
from kinerja.views.tim import baris
from pegawai.errors import AturanDilanggar, Dilarang, SudahBerubah
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.selectors import baca_uuid
from skp.models import RencanaHasilKerja, Skp

PER_HALAMAN = 30


@require_safe
def umpan_balik(request: Permintaan) -> HttpResponse:
    """What I was told, unread first, each with room for a reply."""
    return _diterima(request)


def _diterima(
    request: Permintaan, form: BalasForm | None = None, untuk: UmpanBalik | None = None, status: int = 200
) -> HttpResponse:
    saring, halaman = _halaman(request, selectors.umpan_balik_diterima(request.pelaku))
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "belum": selectors.jumlah_belum_dibaca(request.pelaku),
        "permintaan": selectors.permintaan_masuk(request.pelaku).count(),
        "form_galat": form,
        "baris": [
            {"u": u, "form": form if form and u == untuk else BalasForm(umpan_balik=u)} for u in halaman
        ],
    }
    return render(request, "kinerja/umpan_balik.html", konteks, status=status)


def _halaman(request: Permintaan, semua: QuerySet[UmpanBalik]) -> tuple[SaringForm, Any]:
    saring = SaringForm(request.GET or None)
    terpilih = selectors.saring_umpan_balik(semua, **saring.untuk_selektor()) if saring.is_bound else semua
    return saring, Paginator(terpilih, PER_HALAMAN).get_page(request.GET.get("page"))


@require_safe
def umpan_balik_diberikan(request: Permintaan) -> HttpResponse:
    """What I told others, with their replies."""
    saring, halaman = _halaman(request, selectors.umpan_balik_diberikan(request.pelaku))
    menit = selectors.pengaturan_of(request.pelaku.instansi_id).menit_ubah
    konteks = {
        "halaman": halaman,
        "saring": saring,
        "permintaan": selectors.permintaan_masuk(request.pelaku).count(),
        "baris": [{"u": u, "bisa_ubah": _bisa_ubah(u, menit)} for u in halaman],
    }
    return render(request, "kinerja/umpan_balik_diberikan.html", konteks)


def _bisa_ubah(u: UmpanBalik, menit: int) -> bool:
    try:
        rules.check_masa_ubah(
            dibuat=u.dibuat_pada, kini=timezone.now(), menit=menit, ditarik=u.ditarik_pada is not None
        )
    except AturanDilanggar:
        return False
    return True


@require_safe
def umpan_balik_orang(request: Permintaan) -> HttpResponse:
    """Everybody I may speak to, with search: to give feedback, or to ask for it."""
    q = request.GET.get("q", "")[:100]
    peran = next((p for p in PeranPemberi if p == request.GET.get("peran")), None)
    semua = selectors.lawan_bicara(request.pelaku, q=q, peran=[peran] if peran else ())
    halaman = Paginator(semua, PER_HALAMAN).get_page(request.GET.get("page"))
    konteks = {
        "halaman": halaman,
        "q": q,
        "peran": peran,
        "jumlah": len(semua),
        "permintaan": selectors.permintaan_masuk(request.pelaku).count(),
        "pilihan_peran": [(p.value, label) for p, label in selectors.BALIKAN.items()],
        "baris": [{"x": x, "hubungan": selectors.BALIKAN[x.peran]} for x in halaman],
    }
    return render(request, "kinerja/umpan_balik_orang.html", konteks)


# --- giving --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def umpan_balik_beri(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Give feedback in full to somebody whose SKP one sees: about a result, a behaviour, an entry or the person."""
    skp = skp_terlihat(request, uuid)
    asal = {"url": reverse("kinerja:linimasa", args=[skp.uuid]), "label": skp.pegawai.nama_lengkap}
    return _beri(request, skp, asal)


@require_http_methods(["GET", "HEAD", "POST"])
def umpan_balik_kepada(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Give feedback to a person of one's agency, whose SKP one may not see: colleague or penilai."""
    orang = get_object_or_404(Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id), uuid=uuid)
    skp = selectors.skp_kini(orang)
    if skp is None:
        raise UmpanBalikTidakSah(
            f"{orang.nama_lengkap} belum memiliki SKP, jadi belum dapat diberi umpan balik."
        )
    return _beri(request, skp, {"url": reverse("kinerja:umpan_balik_orang"), "label": "Pilih orang"})


@require_http_methods(["GET", "HEAD", "POST"])
def permintaan_jawab(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Answer a request: feedback about what was asked."""
    diminta = get_object_or_404(
        PermintaanUmpanBalik.objects.visible_to(request.pelaku).select_related(
            "skp__pegawai", "skp__penempatan", "rhk", "catatan", "pegawai"
        ),
        uuid=uuid,
    )
    permissions.require(permissions.may_answer_permintaan(request.pelaku, diminta))
    asal = {"url": reverse("kinerja:permintaan"), "label": "Permintaan"}
    return _beri(request, diminta.skp, asal, diminta)


def _beri(
    request: Permintaan, skp: Skp, asal: dict[str, str], permintaan: PermintaanUmpanBalik | None = None
) -> HttpResponse:
    permissions.require(permissions.may_give_umpan_balik(request.pelaku, skp))
    is_pemimpin = permissions.peran_umpan_balik(request.pelaku, skp) in rules.PEMIMPIN
    form = UmpanBalikForm(
        request.POST if request.method == "POST" else None,
        # what a colleague is to see of another's plan is what he is asked about, nothing more
        rhk=RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id")
        if is_pemimpin
        else [],
        catatan=None if permintaan or not is_pemimpin else _catatan_dimaksud(request, skp),
        permintaan=permintaan,
        is_pemimpin=is_pemimpin,
        hari=min(timezone.localdate(), skp.selesai),
        initial={"sifat": "pujian", "sasaran": request.GET.get("tentang", "")},
    )
    if request.method == "POST" and _terkirim(request, skp, form):
        messages.success(request, f"Umpan balik untuk {skp.pegawai.nama_lengkap} terkirim.")
        return (
            redirect("kinerja:linimasa", skp.uuid)
            if is_pemimpin
            else redirect("kinerja:umpan_balik_diberikan")
        )
    konteks = {
        "form": form,
        "skp": skp,
        "catatan": permintaan.catatan if permintaan else form.catatan,
        "permintaan": permintaan,
        "pembuka": selectors.pembuka_of(request.pelaku),
        "asal": asal,
    }
    return render(request, "kinerja/umpan_balik_beri.html", konteks, status=422 if form.errors else 200)


def _catatan_dimaksud(request: Permintaan, skp: Skp) -> CatatanHarian | None:
    kunci = baca_uuid(request.GET.get("catatan", ""))
    if kunci is None:
        return None
    return get_object_or_404(CatatanHarian.objects.aktif().select_related("rhk"), skp=skp, uuid=kunci)


def _terkirim(request: Permintaan, skp: Skp, form: UmpanBalikForm) -> bool:
    """Send a valid form; false when something in it was refused."""
    if not form.is_valid():
        return False
    try:
        services.give_umpan_balik(pelaku=request.pelaku, skp=skp, **form.untuk_layanan())
    except Dilarang:
        if form.cleaned_data["tanggal"] == timezone.localdate():
            raise
        # one may today, so it is the day that stands in the way: the words stay, another day is chosen
        form.add_error(
            "tanggal", "Pada tanggal itu Anda belum bekerja dengan pegawai ini. Pilih tanggal lain."
        )
        return False
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return False
    return True


# --- mending, taking back, reading, replying -----------------------------------------------------


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> UmpanBalik:
    return get_object_or_404(
        UmpanBalik.objects.visible_to(request.pelaku).select_related(
            "pegawai", "skp__pegawai", "skp__penempatan"
        ),
        uuid=uuid,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def umpan_balik_ubah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Mend what one has just said."""
    u = _terlihat(request, uuid)
    permissions.require(permissions.may_change_umpan_balik(request.pelaku, u))
    services.check_masa(u)
    form = UbahUmpanBalikForm(request.POST if request.method == "POST" else None, umpan_balik=u)
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_umpan_balik(pelaku=request.pelaku, umpan_balik=u, **form.cleaned_data)
        except SudahBerubah:
            raise
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Ubahan disimpan. Penerima diminta membaca lagi.")
            return redirect("kinerja:umpan_balik_diberikan")
    konteks = {"form": form, "u": u}
    return render(request, "kinerja/umpan_balik_ubah.html", konteks, status=422 if form.errors else 200)


@require_POST
def umpan_balik_tarik(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Take it back; from the team page the line comes back as it was."""
    u = services.withdraw_umpan_balik(pelaku=request.pelaku, umpan_balik=_terlihat(request, uuid))
    if request.htmx:
        return baris(request, skp_terlihat(request, u.skp.uuid), None, None, ditarik=True)
    messages.info(request, "Umpan balik ditarik. Riwayatnya tetap tersimpan.")
    return redirect("kinerja:tim" if request.POST.get("asal") == "tim" else "kinerja:umpan_balik_diberikan")


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
