"""What stands behind a realisasi, and closing a month or quarter in few steps."""

from __future__ import annotations

import uuid as uuid_lib
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kinerja import permissions, rules, selectors, services
from kinerja.forms.pembukaan import PembukaanForm
from kinerja.laporan.kemajuan import gambar_indikator
from kinerja.permissions.penutupan import may_reopen_periode
from kinerja.selectors.tutup import sisa_periode
from kinerja.views.bukti import status_galat
from kinerja.views.realisasi import (
    may_fill,
    periode_dipilih,
    periode_skp,
    skp_dipilih,
    skp_saya,
)
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from skp.models import IndikatorKinerja, Periode, Skp
from skp.permissions.gabung import may_set_gabung
from skp.rules import CaraGabung
from skp.selectors import jendela_pengisian
from skp.services import set_gabung


def _indikator(request: Permintaan, uuid: uuid_lib.UUID) -> IndikatorKinerja:
    """An indicator of an SKP that one may see; a stranger gets 404."""
    return get_object_or_404(
        IndikatorKinerja.objects.select_related("rhk__skp__pegawai", "rhk__skp__penempatan__unit").filter(
            rhk__skp__in=Skp.objects.visible_to(request.pelaku)
        ),
        uuid=uuid,
    )


def _periode(request: Permintaan, uuid: uuid_lib.UUID) -> Periode:
    return get_object_or_404(Periode.objects.visible_to(request.pelaku), uuid=uuid)


@require_safe
def realisasi_dasar(request: Permintaan, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> HttpResponse:
    """The entries and the evidence behind one realisasi, for its owner and everybody of his chain."""
    indikator, masa = _indikator(request, uuid), _periode(request, periode)
    skp = indikator.rhk.skp
    milik = skp.pegawai_id == request.pelaku.pk
    waktu = rules.bagian_waktu(skp.mulai, skp.selesai, timezone.localdate())
    c = next((c for c in selectors.capaian_per_indikator(skp, masa) if c.indikator.pk == indikator.pk), None)
    konteks = {
        "skp": skp,
        "indikator": indikator,
        "periode": masa,
        "dasar": selectors.dasar_realisasi(indikator, masa),
        "is_milik": milik,
        "boleh_buka": may_reopen_periode(request.pelaku, skp),
        "gambar": mark_safe(gambar_indikator(c, periode_skp(skp), waktu)) if c else "",  # noqa: S308 — drawn by us
        "url_asal": _alamat(skp, masa, indikator) if milik else reverse("kinerja:linimasa", args=[skp.uuid]),
    }
    return render(request, "kinerja/realisasi_dasar.html", konteks)


def _alamat(skp: Skp, periode: Periode | None, indikator: IndikatorKinerja | None = None) -> str:
    masa = f"&periode={periode.uuid}" if periode else ""
    jangkar = f"#indikator-{indikator.uuid}" if indikator else ""
    return f"{reverse('kinerja:realisasi')}?skp={skp.uuid}{masa}{jangkar}"


@require_POST
def gabung_pilih(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse:
    """Choose how the periods of one indicator are put together."""
    indikator = _indikator(request, uuid)
    permissions.require(may_set_gabung(request.pelaku, indikator.rhk.skp))
    nilai = request.POST.get("gabung", "")
    pilihan = next((c for c in CaraGabung if c == nilai), None)
    if nilai and pilihan is None:
        messages.error(request, "Cara menggabung itu tidak ditemukan. Pilih dari daftar.")
    else:
        indikator = set_gabung(pelaku=request.pelaku, indikator=indikator, gabung=pilihan or "")
        messages.success(
            request, f"Angka beberapa periode {indikator.cara_gabung.label.lower()}: {indikator.teks}"
        )
    skp = indikator.rhk.skp
    if skp.pegawai_id != request.pelaku.pk:
        return redirect("kinerja:linimasa", skp.uuid)
    kunci = _uuid(request.POST.get("periode"))
    masa = Periode.objects.visible_to(request.pelaku).filter(uuid=kunci).first() if kunci else None
    return redirect(_alamat(skp, masa, indikator))


def _uuid(teks: str | None) -> uuid_lib.UUID | None:
    try:
        return uuid_lib.UUID(teks or "")
    except ValueError:
        return None


# --- closing a month or quarter -------------------------------------------------------------------
@require_safe
def tutup(request: Permintaan) -> HttpResponse:
    """What a period still lacks, indicator by indicator; proposals are taken with one press."""
    kini = timezone.localdate()
    skp = skp_dipilih(request, skp_saya(request))
    if skp is None:
        kosong = {"tempat": selectors.tempat_mencatat(request.pelaku, kini)}
        return render(request, "kinerja/realisasi_kosong.html", kosong)
    daftar = [p for p in periode_skp(skp) if p.mulai <= kini] or periode_skp(skp)[:1]
    periode = periode_dipilih(request, daftar) or _perlu_ditutup(skp, daftar)
    keadaan = selectors.keadaan_periode(skp, periode, kini)
    sisa = sisa_periode(skp, periode)
    konteks = {
        "skp": skp,
        "periode": periode,
        "daftar_periode": daftar,
        "keadaan": keadaan,
        "boleh": may_fill(request, skp, periode, keadaan),
        "sisa": sisa,
        "dibekukan_sesudah": jendela_pengisian(skp, periode, kini).sampai,
        "waktu": rules.bagian_waktu(max(periode.mulai, skp.mulai), min(periode.selesai, skp.selesai), kini),
    }
    return render(request, "kinerja/tutup.html", konteks)


def _perlu_ditutup(skp: Skp, daftar: list[Periode]) -> Periode:
    """The last part of the year that is over and still open for filling, extensions counted; else the one of today."""
    kini = timezone.localdate()
    bagian = [p for p in daftar if not p.is_tahunan] or daftar
    usai = [p for p in bagian if p.selesai < kini][-1:]
    terbuka = [p for p in usai if jendela_pengisian(skp, p, kini).terbuka]
    berjalan = [p for p in bagian if p.mulai <= kini <= p.selesai]
    return (terbuka or berjalan or bagian)[-1]


@require_POST
def usul_pakai(request: Permintaan, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> HttpResponse:
    """Take the proposal of one indicator, or of all of the period, as realisasi."""
    skp = get_object_or_404(Skp.objects.visible_to(request.pelaku), uuid=uuid)
    masa = _periode(request, periode)
    permissions.require(permissions.may_record_realisasi(request.pelaku, skp))
    kunci = _uuid(request.POST.get("indikator"))
    satu = get_object_or_404(IndikatorKinerja, uuid=kunci, rhk__skp=skp) if kunci else None
    hasil = services.take_usul(pelaku=request.pelaku, skp=skp, periode=masa, indikator=satu)
    messages.success(request, f"{len(hasil)} realisasi tersimpan dari catatan kerja. Periksa bila perlu.")
    return redirect(f"{reverse('kinerja:tutup')}?skp={skp.uuid}&periode={masa.uuid}")


@require_http_methods(["GET", "POST"])
def periode_buka(request: Permintaan, uuid: uuid_lib.UUID, periode: uuid_lib.UUID) -> HttpResponse:
    """The admin opens one person's closed period again, with a day and a reason."""
    skp = get_object_or_404(
        Skp.objects.visible_to(request.pelaku).select_related("pegawai", "penempatan__unit", "instansi"),
        uuid=uuid,
    )
    masa = _periode(request, periode)
    permissions.require(may_reopen_periode(request.pelaku, skp))
    form = PembukaanForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = status_galat(request)
        if form.is_valid():
            try:
                services.reopen_periode(pelaku=request.pelaku, skp=skp, periode=masa, **form.cleaned_data)
            except AturanDilanggar as galat:
                form.add_error(galat.bidang if galat.bidang in form.fields else None, galat.pesan)
            else:
                messages.success(request, f"{masa} dibuka kembali untuk {skp.pegawai.nama_akhir}.")
                return redirect("kinerja:linimasa", skp.uuid)
    konteks: dict[str, Any] = {"skp": skp, "periode": masa, "form": form}
    return render(request, "kinerja/periode_buka.html", konteks, status=status)
