"""The 360 round: whom I am asked about, my answer, what was said of me, the rules; and the admin's side."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, rules, selectors, services
from kinerja.errors import SudahDijawab
from kinerja.forms import JawabRondeForm, PertanyaanForm, RondeForm, tempel_galat
from kinerja.models import PertanyaanRonde, Ronde360, TandaIkutRonde
from kinerja.rules import StatusRonde
from pegawai.errors import AturanDilanggar, Dilarang
from pegawai.models import Pegawai, UnitKerja
from pegawai.permintaan import Permintaan


@require_safe
def ronde(request: Permintaan) -> HttpResponse:
    """The open rounds with whom I am asked about, and what came of closed ones about me.

    `diterima` names nobody: the confirmation is not put into the session, whose row would be written together with
    the answer.
    """
    terbuka = selectors.ronde_dibuka(request.pelaku, timezone.localdate())
    terpilih = next(
        (r for r in terbuka if str(r.uuid) == request.GET.get("ronde")), next(iter(terbuka), None)
    )
    konteks = {
        "terbuka": [{"r": terpilih, "tugas": selectors.tugas_ronde(request.pelaku, terpilih)}]
        if terpilih
        else [],
        "lain": [r for r in terbuka if r != terpilih],
        "hasil": selectors.hasil_ronde(request.pelaku),
        "diterima": request.GET.get("diterima", ""),
    }
    return render(request, "kinerja/ronde.html", konteks)


@require_safe
def ronde_aturan(request: Permintaan) -> HttpResponse:
    """How anonymity is kept, in plain words, for everyone."""
    konteks = {
        "minimum": rules.MIN_KELOMPOK,
        "jeda": selectors.pengaturan_of(request.pelaku.instansi_id).hari_jeda_ronde,
        "terbuka": selectors.ronde_dibuka(request.pelaku, timezone.localdate()),
    }
    return render(request, "kinerja/ronde_aturan.html", konteks)


def _terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> Ronde360:
    return get_object_or_404(Ronde360.objects.visible_to(request.pelaku), uuid=uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_isi(request: Permintaan, uuid: uuid_lib.UUID, pegawai: uuid_lib.UUID) -> HttpResponse:
    """Answer about one person. Nothing of this request is kept but the answers."""
    r = _terlihat(request, uuid)
    permissions.require(permissions.may_answer_ronde(request.pelaku, r, timezone.localdate()))
    orang = get_object_or_404(Pegawai.objects.filter(instansi_id=request.pelaku.instansi_id), uuid=pegawai)
    relasi = selectors.relasi_ronde(request.pelaku, r, orang)
    if relasi is None:
        raise Dilarang("Anda tidak diminta menilai orang ini. Pilih dari daftar ronde.")
    if _sudah(request, r, orang):
        return redirect(f"{reverse('kinerja:ronde')}?diterima=sudah")
    pertanyaan = selectors.pertanyaan_of(r)
    form = JawabRondeForm(request.POST if request.method == "POST" else None, pertanyaan=pertanyaan)
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_ronde(pelaku=request.pelaku, ronde=r, pegawai=orang, jawaban=form.cleaned_data)
        except Dilarang:
            raise
        except SudahDijawab:
            return redirect(f"{reverse('kinerja:ronde')}?diterima=sudah")
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            return redirect(f"{reverse('kinerja:ronde')}?diterima=baru")
    konteks = {"form": form, "r": r, "orang": orang, "relasi": relasi}
    return render(request, "kinerja/ronde_isi.html", konteks, status=422 if form.errors else 200)


def _sudah(request: Permintaan, r: Ronde360, orang: Pegawai) -> bool:
    return TandaIkutRonde.objects.filter(
        tanda__in=selectors.tanda_ikut(r, request.pelaku.pk, orang.pk)
    ).exists()


# --- the admin -----------------------------------------------------------------------------------


@require_safe
def ronde_kelola(request: Permintaan) -> HttpResponse:
    """All rounds of the agency."""
    permissions.require(permissions.may_manage_ronde(request.pelaku))
    semua = Ronde360.objects.visible_to(request.pelaku).order_by("-mulai", "-id")[:50]
    return render(request, "kinerja/ronde_kelola.html", {"daftar": list(semua)})


def _dikelola(request: Permintaan, uuid: uuid_lib.UUID) -> Ronde360:
    r = _terlihat(request, uuid)
    permissions.require(permissions.may_manage_ronde(request.pelaku, r))
    return r


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_buat(request: Permintaan) -> HttpResponse:
    """Plan a round."""
    permissions.require(permissions.may_manage_ronde(request.pelaku))
    return _formulir(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def ronde_ubah(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Change a round that is not open yet."""
    return _formulir(request, _dikelola(request, uuid))


def _formulir(request: Permintaan, r: Ronde360 | None) -> HttpResponse:
    form = RondeForm(
        request.POST if request.method == "POST" else None,
        unit=UnitKerja.objects.visible_to(request.pelaku).aktif().order_by("jalur"),
        ronde=r,
    )
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data | {"unit": list(form.cleaned_data["unit"])}
        try:
            tersimpan = services.save_ronde(pelaku=request.pelaku, ronde=r, **isi)
        except AturanDilanggar as galat:
            tempel_galat(form, galat)
        else:
            messages.success(request, "Ronde disimpan. Periksa pertanyaannya sebelum dibuka.")
            return redirect("kinerja:ronde_detail", tersimpan.uuid)
    konteks = {"form": form, "r": r}
    return render(request, "kinerja/ronde_form.html", konteks, status=422 if form.errors else 200)


@require_safe
def ronde_detail(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    return _detail(request, _dikelola(request, uuid))


def _detail(request: Permintaan, r: Ronde360, form: PertanyaanForm | None = None) -> HttpResponse:
    konteks: dict[str, Any] = {
        "r": r,
        "unit": list(r.unit.order_by("jalur")),
        "relasi": [rules.RelasiRonde(x).label for x in r.relasi],
        "pertanyaan": selectors.pertanyaan_of(r),
        "form": form or PertanyaanForm(),
        "is_draf": r.status == StatusRonde.DRAF,
        "is_dibuka": r.status == StatusRonde.DIBUKA,
        "persen": rules.perkiraan_persen(r.tanda.count(), r.jumlah_mungkin or 0),
    }
    return render(request, "kinerja/ronde_detail.html", konteks, status=422 if form and form.errors else 200)


@require_POST
def ronde_pertanyaan(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Add a question of one's own."""
    r = _dikelola(request, uuid)
    form = PertanyaanForm(request.POST)
    if not form.is_valid():
        return _detail(request, r, form)
    try:
        services.add_pertanyaan(pelaku=request.pelaku, ronde=r, **form.cleaned_data)
    except AturanDilanggar as galat:
        tempel_galat(form, galat)
        return _detail(request, r, form)
    messages.success(request, "Pertanyaan ditambahkan.")
    return redirect("kinerja:ronde_detail", r.uuid)


@require_POST
def pertanyaan_hapus(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    p = get_object_or_404(
        PertanyaanRonde.objects.filter(ronde__in=Ronde360.objects.visible_to(request.pelaku)).select_related(
            "ronde"
        ),
        uuid=uuid,
    )
    services.remove_pertanyaan(pelaku=request.pelaku, pertanyaan=p)
    messages.info(request, "Pertanyaan dihapus.")
    return redirect("kinerja:ronde_detail", p.ronde.uuid)


@require_POST
def ronde_buka(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    r = services.open_ronde(pelaku=request.pelaku, ronde=_dikelola(request, uuid))
    messages.success(request, f"Ronde {r.nama} dibuka.")
    return redirect("kinerja:ronde_detail", r.uuid)


@require_POST
def ronde_batal(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    r = services.cancel_ronde(pelaku=request.pelaku, ronde=_dikelola(request, uuid))
    messages.info(request, f"Ronde {r.nama} dibatalkan. Semua jawabannya dihapus.")
    return redirect("kinerja:ronde_detail", r.uuid)
