"""One's own log as PDF. It lives here because the faces of documents do."""

from __future__ import annotations

from datetime import date

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from evaluasi.laporan.buku import KepalaBuku, buku_pdf
from kinerja.forms.buku import EksporForm
from kinerja.selectors.buku import baris_buku
from pegawai.models import Pegawai
from pegawai.permintaan import Permintaan
from pegawai.selectors import penempatan_of
from pegawai.templatetags.tampilan import tanggal_waktu
from skp.selectors.dasar import penilai_pada


@require_safe
def catatan_pdf(request: Permintaan) -> HttpResponseBase:
    """The log of a span, page by page into a file; only one's own."""
    form = EksporForm({**request.GET.dict(), "bentuk": "pdf"})
    if not form.is_valid():
        return redirect("kinerja:catatan_ekspor")
    mulai, selesai = form.cleaned_data["mulai"], form.cleaned_data["selesai"]
    berkas = buku_pdf(kepala_buku(request.pelaku, mulai, selesai), baris_buku(request.pelaku, mulai, selesai))
    nama = f"catatan-harian-{mulai:%Y%m%d}-{selesai:%Y%m%d}.pdf"
    return FileResponse(berkas, as_attachment=True, filename=nama, content_type="application/pdf")


def kepala_buku(pegawai: Pegawai, mulai: date, selesai: date) -> KepalaBuku:
    """Whose log, in which post on the last day of the span that has come, and who is his penilai then."""
    hari_ini = timezone.localdate()
    tempat = penempatan_of(pegawai, min(selesai, hari_ini)) or penempatan_of(pegawai, hari_ini)
    penilai = penilai_pada(tempat.pk, min(selesai, hari_ini)) if tempat else None
    return KepalaBuku(
        instansi=pegawai.instansi.nama,
        kota=pegawai.instansi.kota,
        nama=pegawai.nama_lengkap,
        nip=pegawai.nip or "",
        pangkat=pegawai.pangkat,
        jabatan=tempat.jabatan_tampil if tempat else "-",
        unit=tempat.unit.nama if tempat else "-",
        mulai=mulai,
        selesai=selesai,
        dicetak=tanggal_waktu(timezone.now()),
        hari_cetak=hari_ini,
        penilai_nama=penilai.nama_lengkap if penilai else "",
        penilai_nip=(penilai.nip or "") if penilai else "",
    )
