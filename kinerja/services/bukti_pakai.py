"""One piece of evidence under several entries: put under another, taken off one."""

from __future__ import annotations

from django.db import transaction

from kinerja import permissions
from kinerja.errors import RealisasiTerkunci
from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, Realisasi
from kinerja.services.bukti import use_bukti
from kinerja.services.dasar import check_bukti, check_hari, lock_skp
from kinerja.services.penutupan import check_terbuka
from kinerja.services.realisasi import check_periode
from pegawai import audit
from pegawai.errors import SudahBerubah
from pegawai.models import Pegawai
from pegawai.rules import require

Pemakai = CatatanHarian | Realisasi | CatatanPerilaku


@transaction.atomic
def attach_bukti(*, pelaku: Pegawai, bukti: BuktiDukung, objek: Pemakai) -> BuktiDukung:
    """Put one's evidence under one more entry of one's own, while that may be changed. Twice is once."""
    baris = _kunci(pelaku, objek)
    sini = use_bukti(pelaku=pelaku, bukti=bukti, skp=baris.skp)
    semua = list(baris.bukti.all())
    if sini not in semua:
        check_bukti(pelaku, baris.skp, [*semua, sini], semua)
        with audit.act(pelaku, "bukti.dipasang"):
            baris.bukti.add(sini)
    return sini


@transaction.atomic
def detach_bukti(*, pelaku: Pegawai, bukti: BuktiDukung, objek: Pemakai) -> None:
    """Take evidence off one entry, while that may be changed; other entries keep it, and so does its owner."""
    baris = _kunci(pelaku, objek)
    with audit.act(pelaku, "bukti.dilepas"):
        baris.bukti.remove(bukti)


def _kunci(pelaku: Pegawai, objek: Pemakai) -> Pemakai:
    """Lock the SKP, then the entry; ask for it what changing it would ask."""
    skp = lock_skp(objek.skp_id)
    kelas = type(objek)
    baris = kelas.objects.select_for_update(of=("self",)).get(pk=objek.pk)
    baris.skp = skp
    if isinstance(baris, Realisasi):
        require(permissions.may_record_realisasi(pelaku, skp))
        check_periode(skp, baris.periode)
        if check_terbuka(skp, baris.periode).is_beku:
            raise RealisasiTerkunci(
                "Periode ini sudah ditutup. Ubah buktinya lewat isian realisasi, beserta alasannya."
            )
        return baris
    if isinstance(baris, CatatanPerilaku):
        require(permissions.may_withdraw_perilaku(pelaku, baris))
    else:
        require(permissions.may_edit_catatan(pelaku, baris))
    if baris.ditarik_pada is not None:
        raise SudahBerubah("Catatan ini sudah ditarik. Pulihkan dahulu sebelum mengubahnya.")
    check_hari(skp, baris.tanggal)
    return baris
