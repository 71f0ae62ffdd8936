"""Evidence: what a form brought is taken in, and a file goes out to whoever may see it."""

from __future__ import annotations

import uuid as uuid_lib

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kinerja import selectors, services, tasks
from kinerja.bukti.gudang import gudang, tautan_singkat
from kinerja.errors import BuktiDukungDitolak
from kinerja.forms import BuktiCampuran, tempel_galat
from kinerja.models import BuktiDukung
from kinerja.rules import JenisBukti, StatusBukti
from pegawai.errors import AturanDilanggar
from pegawai.permintaan import Permintaan
from skp.models import Skp

TAJUK_BERKAS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "private, no-store",
}


def tandai_terlalu_besar(request: Permintaan, form: BuktiCampuran) -> bool:
    """Say at its field which file was cut off for its size; true when there was one."""
    form.pemilik = request.pelaku
    for nama in getattr(request, "berkas_terlalu_besar", ()):
        bidang = nama.removeprefix(f"{form.prefix}-") if form.prefix else nama
        form.add_error(bidang if bidang in form.fields else None, services.terlalu_besar().pesan)
    return bool(getattr(request, "berkas_terlalu_besar", ()))


def status_galat(request: Permintaan) -> int:
    """413 where a file was cut off, 422 for everything else that a form shows."""
    return 413 if getattr(request, "berkas_terlalu_besar", ()) else 422


def kumpulkan_bukti(request: Permintaan, skp: Skp, form: BuktiCampuran) -> list[BuktiDukung]:
    """Take in what a form brought: files, a link, what was sent or chosen before.

    What came in before a refusal is remembered in the form.
    """
    terkumpul: list[BuktiDukung] = []
    try:
        dahulu = [*form.cleaned_data["siap"], *form.cleaned_data["pilih"]]
        for b in selectors.bukti_milik(request.pelaku, dahulu) if dahulu else ():
            terkumpul.append(services.use_bukti(pelaku=request.pelaku, bukti=b, skp=skp))
        for berkas in form.berkas_baru():
            try:
                b = services.upload_bukti(
                    pelaku=request.pelaku, skp=skp, berkas=berkas, nama=berkas.name or ""
                )
            except BuktiDukungDitolak as galat:
                raise BuktiDukungDitolak(f"{berkas.name}: {galat.pesan}", bidang="berkas") from None
            tasks.bunyikan(b)
            terkumpul.append(b)
        if form.cleaned_data["tautan"]:
            b = services.add_tautan(pelaku=request.pelaku, skp=skp, tautan=form.cleaned_data["tautan"])
            tasks.bunyikan(b)
            terkumpul.append(b)
    except AturanDilanggar:
        form.ingat_siap(terkumpul)
        raise
    return list(dict.fromkeys(terkumpul))


def galat_ke_form(form: BuktiCampuran, galat: AturanDilanggar, bukti: list[BuktiDukung]) -> None:
    """Show a refused rule in the form; evidence that came in stays in."""
    tempel_galat(form, galat)
    if bukti:
        form.ingat_siap(bukti)


def berkas_terlihat(request: Permintaan, uuid: uuid_lib.UUID) -> BuktiDukung:
    """A file that was found clean and that this person may see."""
    bukti = get_object_or_404(
        BuktiDukung.objects.visible_to(request.pelaku).filter(jenis=JenisBukti.BERKAS), uuid=uuid
    )
    if bukti.status == StatusBukti.KARANTINA:
        raise BuktiDukungDitolak("Berkas ini masih diperiksa. Coba lagi beberapa saat lagi.")
    if bukti.status == StatusBukti.DITOLAK:
        raise BuktiDukungDitolak(f"Berkas ini ditolak saat diperiksa: {bukti.alasan_ditolak}")
    return bukti


@require_safe
def bukti_unduh(request: Permintaan, uuid: uuid_lib.UUID) -> HttpResponse | FileResponse:
    """Hand a file out as a download: never shown inside our own pages, never run as one of them."""
    bukti = berkas_terlihat(request, uuid)
    if langsung := tautan_singkat(str(bukti.berkas.name), sebagai=bukti.nama, tipe=bukti.tipe):
        return HttpResponseRedirect(langsung, headers={"Cache-Control": "private, no-store"})
    return FileResponse(
        gudang().open(str(bukti.berkas.name)),
        as_attachment=True,
        filename=bukti.nama,
        content_type=bukti.tipe,
        headers=TAJUK_BERKAS,
    )


@require_safe
def bukti_gambar(request: Permintaan, uuid: uuid_lib.UUID, nomor: int) -> FileResponse:
    """One page of the preview, as a picture that we drew ourselves."""
    bukti = berkas_terlihat(request, uuid)
    gambar = bukti.pratinjau.get("gambar", [])
    if not 1 <= nomor <= len(gambar):
        raise BuktiDukungDitolak("Pratinjau halaman itu tidak ada. Unduh berkasnya untuk melihat seluruhnya.")
    return FileResponse(
        gudang().open(gambar[nomor - 1]),
        content_type="image/webp",
        filename=f"pratinjau-{nomor}.webp",
        headers={**TAJUK_BERKAS, "Cache-Control": "private, max-age=600"},
    )
