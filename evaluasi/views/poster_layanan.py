"""The poster of a service that citizens review."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from evaluasi.laporan.poster_layanan import UKURAN, KonteksPoster, poster_pdf
from kinerja.rules.ulasan import tampil_kode
from kinerja.selectors.layanan import alamat_publik, layanan_of
from pegawai.permintaan import Permintaan


@require_safe
def poster_layanan(request: Permintaan, uuid: UUID) -> HttpResponse:
    """One page to hang up; drawn at once, since it is small and always the same."""
    ukuran = request.GET.get("ukuran", "a4")
    layanan = layanan_of(request.pelaku, uuid)
    if layanan is None or ukuran not in UKURAN:
        raise Http404
    konteks = KonteksPoster(
        instansi=layanan.instansi.nama,
        unit=layanan.unit.nama,
        layanan=layanan.nama,
        uraian=layanan.uraian,
        kode=tampil_kode(layanan.kode),
        alamat=alamat_publik(layanan),
        tanggal=timezone.localdate(),
    )
    response = HttpResponse(poster_pdf(konteks, ukuran), content_type="application/pdf")
    nama = slugify(layanan.nama)[:60] or layanan.kode.lower()
    response["Content-Disposition"] = f'attachment; filename="poster-{nama}-{ukuran}.pdf"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    patch_cache_control(response, private=True, no_cache=True)
    return response
