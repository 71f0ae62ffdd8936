"""The calendar feed: opened by its secret address, without signing in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from pegawai.selectors import pegawai_kalender
from skp.laporan.kalender import kalender_tenggat
from skp.selectors import hari_instansi, tenggat_of


@login_not_required
@require_safe
def kalender(request: HttpRequest, kunci: str) -> HttpResponse:
    """The deadlines of whoever made this key; an unknown or revoked one is not found."""
    pegawai = pegawai_kalender(kunci)
    if pegawai is None:
        raise Http404
    isi = kalender_tenggat(
        tenggat_of(pegawai, hari_instansi(pegawai.instansi)),
        alamat=f"{settings.ALAMAT_APLIKASI}/",
        pada=timezone.now(),
    )
    response = HttpResponse(isi, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tenggat-kinerja.ics"'
    response["Cache-Control"] = "private, no-store"
    return response
