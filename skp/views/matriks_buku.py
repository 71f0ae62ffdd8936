"""The matrix as a workbook: out, and back in with a look at what changes."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from pegawai.errors import BerkasImporDitolak
from pegawai.permintaan import Permintaan
from skp import selectors
from skp.forms.matriks import BukuMatriksForm
from skp.laporan.matriks import Perubahan, baca_matriks, matriks_xlsx
from skp.views.matriks import get_matriks_sunting, get_skp_matriks

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def unduh(request: Permintaan, uuid: UUID) -> HttpResponse:
    m = selectors.matriks_of(get_skp_matriks(request, uuid)[0])
    nama = f"matriks-{slugify(m.unit)[:60]}-{m.tahun}.xlsx"
    tajuk = {"Content-Disposition": f'attachment; filename="{nama}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(matriks_xlsx(m), content_type=XLSX, headers=tajuk)


@require_http_methods(["GET", "POST"])
def unggah(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Compare a workbook with the matrix and show what would change; nothing is written here."""
    skp = get_matriks_sunting(request, uuid)
    kirim = request.method == "POST"
    form = BukuMatriksForm(request.POST, request.FILES) if kirim else BukuMatriksForm()
    if kirim and form.is_valid():
        try:
            pratinjau = baca_matriks(form.cleaned_data["berkas"], selectors.matriks_of(skp))
        except BerkasImporDitolak as galat:
            form.add_error("berkas", galat.pesan)
        else:
            konteks = {
                "skp": skp,
                "p": pratinjau,
                "isi": _kiriman(pratinjau.ubah),
                "isi_kosong": _kiriman([*pratinjau.ubah, *pratinjau.kosong]),
            }
            return render(request, "skp/matriks_preview.html", konteks)
    konteks = {"skp": skp, "form": form}
    return render(request, "skp/matriks_upload.html", konteks, status=422 if form.errors else 200)


def _kiriman(ubah: list[Perubahan]) -> str:
    """The changes as the form of the preview sends them on, each with the fingerprint of what was compared."""
    return json.dumps(
        [
            {
                "pegawai": str(u.baris.pegawai.uuid),
                "kolom": u.kolom.kunci,
                "teks": u.baru,
                "versi": u.versi,
                "letak": f"{u.baris.pegawai.nama_lengkap}, RHK {u.kolom.nomor}",
            }
            for u in ubah
        ]
    )
