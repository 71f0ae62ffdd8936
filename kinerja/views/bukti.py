"""Evidence: what a form brought is taken in, and a file goes out to whoever may see it."""

from __future__ import annotations

import uuid

from django.core.files.storage import default_storage
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kinerja import services, tasks
from kinerja.errors import BuktiDukungDitolak
from kinerja.forms import BuktiCampuran, tempel_galat
from kinerja.models import BuktiDukung
from kinerja.rules import JenisBukti, StatusBukti
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from skp.models import Skp


def tandai_terlalu_besar(request: Permintaan, form: BuktiCampuran) -> bool:
    """Say at its field which file was cut off for its size; true when there was one."""
    for nama in getattr(request, "berkas_terlalu_besar", ()):
        bidang = nama.removeprefix(f"{form.prefix}-") if form.prefix else nama
        form.add_error(bidang if bidang in form.fields else None, services.terlalu_besar().pesan)
    return bool(getattr(request, "berkas_terlalu_besar", ()))


def status_galat(request: Permintaan) -> int:
    """413 where a file was cut off, 422 for everything else that a form shows."""
    return 413 if getattr(request, "berkas_terlalu_besar", ()) else 422


def kumpulkan_bukti(request: Permintaan, skp: Skp, form: BuktiCampuran) -> list[BuktiDukung]:
    """Take in the files and the link of a form. What came in before a refusal is remembered in the form."""
    terkumpul = list(
        BuktiDukung.objects.filter(
            uuid__in=form.cleaned_data["siap"], skp=skp, pemilik=request.pelaku
        ).order_by("id")
    )
    try:
        for berkas in form.berkas_baru():
            try:
                b = services.upload_bukti(
                    pelaku=request.pelaku, skp=skp, berkas=berkas, nama=berkas.name or ""
                )
            except BuktiDukungDitolak as galat:
                raise BuktiDukungDitolak(f"{berkas.name}: {galat.pesan}", bidang="berkas") from None
            if b.status == StatusBukti.KARANTINA:
                tasks.periksa_bukti.delay_on_commit(b.pk)  # type: ignore[attr-defined]
            terkumpul.append(b)
        if form.cleaned_data["tautan"]:
            terkumpul.append(
                services.add_tautan(pelaku=request.pelaku, skp=skp, tautan=form.cleaned_data["tautan"])
            )
    except AturanDilanggar:
        form.ingat_siap(terkumpul)
        raise
    return terkumpul


def galat_ke_form(form: BuktiCampuran, galat: AturanDilanggar, bukti: list[BuktiDukung]) -> None:
    """Show a refused rule in the form; evidence that came in stays in."""
    tempel_galat(form, galat)
    if bukti:
        form.ingat_siap(bukti)


@require_safe
def bukti_unduh(request: Permintaan, uuid: uuid.UUID) -> FileResponse:
    """Hand a file out as a download: never shown inside our own pages, never run as one of them."""
    bukti = get_object_or_404(
        BuktiDukung.objects.visible_to(request.pelaku).filter(jenis=JenisBukti.BERKAS), uuid=uuid
    )
    if bukti.status == StatusBukti.KARANTINA:
        raise BuktiDukungDitolak("Berkas ini masih diperiksa. Coba lagi beberapa saat lagi.")
    if bukti.status == StatusBukti.DITOLAK:
        raise BuktiDukungDitolak(f"Berkas ini ditolak saat diperiksa: {bukti.alasan_ditolak}")
    jawaban = FileResponse(
        default_storage.open(str(bukti.berkas.name)),
        as_attachment=True,
        filename=bukti.nama,
        content_type=bukti.tipe,
    )
    jawaban.headers["X-Content-Type-Options"] = "nosniff"
    jawaban.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    jawaban.headers["Cache-Control"] = "private, no-store"
    return jawaban
