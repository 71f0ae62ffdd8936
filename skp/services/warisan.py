"""Results that pass on when people move: the organisation's to the successor, the person's own with him."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules, selectors
from skp.errors import IsianTidakSah
from skp.models import IndikatorKinerja, RencanaHasilKerja, Skp
from skp.services.bersama import bump, lock_skp

BIDANG_INDIKATOR = (
    "urutan",
    "aspek",
    "teks",
    "jenis_target",
    "target_angka",
    "target_angka_maks",
    "satuan",
    "target_tanggal",
    "target_teks",
    "target_desimal",
    "polaritas",
    "gabung",
)


@transaction.atomic
def inherit_rhk(*, pelaku: Pegawai, skp: Skp) -> int:
    """Take over everything that waits for this draft, with indicators and the link to where it came from."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    rules.check_bisa_disunting(skp.status)
    daftar = [r for w in selectors.warisan_of(skp) for r in w.rhk]
    if not daftar:
        raise IsianTidakSah("Tidak ada RHK yang dapat diambil. Muat ulang halaman ini.")
    dirujuk = set(
        RencanaHasilKerja.objects.dapat_dirujuk(skp)
        .filter(pk__in=[r.rhk_pimpinan_id for r in daftar if r.rhk_pimpinan_id])
        .values_list("pk", flat=True)
    )
    urutan = skp.rhk.aggregate(n=Max("urutan"))["n"] or 0
    with audit.act(pelaku, "rhk.diwarisi"):
        for nomor, asal in enumerate(daftar, start=urutan + 1):
            _take(skp, asal, nomor, tertaut=asal.rhk_pimpinan_id in dirujuk)
        bump(skp)
    return len(daftar)


def _take(skp: Skp, asal: RencanaHasilKerja, nomor: int, *, tertaut: bool) -> None:
    """One RHK with its indicators; the leader's RHK stays linked where it may be, in words where not."""
    rhk = RencanaHasilKerja.objects.create(
        skp=skp,
        urutan=nomor,
        jenis=asal.jenis,
        klasifikasi=asal.klasifikasi,
        teks=asal.teks,
        asal=asal,
        perspektif=asal.perspektif if skp.is_jpt else [],
        penugasan_dari=asal.penugasan_dari,
        rhk_pimpinan=asal.rhk_pimpinan if tertaut and not skp.is_jpt else None,
        indikator_pimpinan=asal.indikator_pimpinan if tertaut and not skp.is_jpt else None,
        rhk_pimpinan_teks="" if skp.is_jpt else asal.rhk_pimpinan_teks,
        indikator_pimpinan_teks="" if skp.is_jpt else asal.indikator_pimpinan_teks,
    )
    for i in asal.indikator.all():
        isi = {b: getattr(i, b) for b in BIDANG_INDIKATOR}
        if skp.is_jpt:
            isi["aspek"] = ""
        IndikatorKinerja.objects.create(rhk=rhk, **isi)
