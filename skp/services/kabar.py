"""Who is told when an SKP or a perjanjian kinerja moves: one table each, read where the moves are made."""

from __future__ import annotations

from collections.abc import Mapping

from pegawai.models import Pegawai
from pegawai.rules import JenisKabar
from pegawai.services import tell_many
from skp.models import PerjanjianKinerja, Skp
from skp.rules import StatusPk, StatusSkp

GERAK_SKP: Mapping[StatusSkp, tuple[str, str]] = {
    StatusSkp.DIAJUKAN: ("mengajukan", "tinjau/"),
    StatusSkp.DIKEMBALIKAN: ("mengembalikan", ""),
    StatusSkp.BERJALAN: ("menyetujui", ""),
    StatusSkp.DIBATALKAN: ("membatalkan", ""),
}
"""What the mover did, and which page of the SKP the other one opens. Steps in between are told by the last."""

GERAK_PK: Mapping[StatusPk, str] = {
    StatusPk.DIAJUKAN: "mengajukan",
    StatusPk.DIKEMBALIKAN: "mengembalikan",
    StatusPk.DISEPAKATI: "menyepakati",
}


def tell_skp(skp: Skp, ke: StatusSkp, oleh: Pegawai) -> None:
    """Tell the other of the two that the SKP moved."""
    if ke not in GERAK_SKP:
        return
    kerja, halaman = GERAK_SKP[ke]
    penerima = skp.penilai_id if ke == StatusSkp.DIAJUKAN else skp.pegawai_id
    apa = "revisi SKP" if skp.revisi_dari_id else "SKP"
    tell_many(
        [penerima] if penerima else [],
        instansi_id=skp.instansi_id,
        jenis=JenisKabar.SKP,
        teks=f"{oleh.nama_lengkap} {kerja} {apa} {skp.periode.tahun}.",
        tautan=f"/skp/{skp.uuid}/{halaman}",
        oleh=oleh,
    )


def tell_pk(pk: PerjanjianKinerja, ke: StatusPk, oleh: Pegawai) -> None:
    """Tell the other party that the agreement moved."""
    if ke not in GERAK_PK:
        return
    penerima = pk.pihak_kedua_id if ke == StatusPk.DIAJUKAN else pk.pegawai_id
    tell_many(
        [penerima] if penerima else [],
        instansi_id=pk.instansi_id,
        jenis=JenisKabar.SKP,
        teks=f"{oleh.nama_lengkap} {GERAK_PK[ke]} perjanjian kinerja {pk.tahun}.",
        tautan=f"/skp/perjanjian/{pk.uuid}/",
        oleh=oleh,
    )
