"""Items of a Perjanjian Kinerja become RHK and IKI of the SKP of the same post, and stay linked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from pegawai import audit
from pegawai.models import Pegawai
from skp import permissions, rules, selectors
from skp.errors import PerjanjianTidakSah
from skp.models import (
    IndikatorKinerja,
    IndikatorPk,
    PerjanjianKinerja,
    RencanaHasilKerja,
    SasaranPk,
    Skp,
)
from skp.rules import JenisRhk, KlasifikasiRhk
from skp.selectors.perjanjian_skp import BandingSkp
from skp.services.bersama import bump, lock_skp
from skp.services.rujukan import refresh_rujukan_from


@dataclass(frozen=True)
class HasilAmbil:
    """What was taken over."""

    skp: Skp
    rhk_baru: int
    iki_baru: int
    disesuaikan: int


@transaction.atomic
def take_pk(*, pelaku: Pegawai, skp: Skp, pk: PerjanjianKinerja, butir: Collection[UUID]) -> HasilAmbil:
    """Take the chosen sasaran and indicators of a PK over: new ones are added, different ones follow the PK.

    An indicator brings its sasaran along. What is not chosen, and what agrees already, stays untouched.
    """
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_skp(pelaku, skp))
    if not skp.is_jpt:
        raise PerjanjianTidakSah(
            "Hanya SKP pimpinan tinggi dan pimpinan unit kerja mandiri yang mengambil RHK dari perjanjian kinerja."
        )
    rules.check_bisa_disunting(skp.status)
    kini = selectors.pk_untuk_skp(skp)
    if kini is None or kini.pk != pk.pk:
        raise PerjanjianTidakSah(
            "Perjanjian kinerja itu bukan yang berlaku untuk SKP ini. Muat ulang halaman."
        )
    dipilih = set(butir)
    rhk_baru = iki_baru = disesuaikan = 0
    terakhir = skp.rhk.aggregate(n=Max("urutan"))["n"] or 0
    with audit.act(pelaku, "skp.ambil_pk"):
        for s in selectors.banding_skp(skp, kini).sasaran:
            ambil = [(i, i.pk) for i in s.indikator if i.pk and i.pk.uuid in dipilih and i.dapat_diambil]
            if s.pk is None or not (ambil or s.pk.uuid in dipilih):
                continue
            if s.banding == BandingSkp.BARU:
                terakhir, rhk_baru = terakhir + 1, rhk_baru + 1
            elif s.dapat_diambil and s.pk.uuid in dipilih:
                disesuaikan += 1
            rhk = _save_rhk(skp, s.pk, s.rhk, terakhir, ikut=s.pk.uuid in dipilih)
            for i, asal in ambil:
                _save_iki(rhk, asal, i.iki)
                iki_baru += i.banding == BandingSkp.BARU
                disesuaikan += i.banding != BandingSkp.BARU
            refresh_rujukan_from(rhk)
        if rhk_baru or iki_baru or disesuaikan:
            bump(skp)
    return HasilAmbil(skp, rhk_baru, iki_baru, disesuaikan)


def _save_rhk(
    skp: Skp, asal: SasaranPk, rhk: RencanaHasilKerja | None, urutan: int, *, ikut: bool
) -> RencanaHasilKerja:
    """The RHK of a sasaran: made now, or following its words when that was chosen."""
    if rhk is not None and not ikut:
        return rhk
    rhk = rhk or RencanaHasilKerja(
        skp=skp, urutan=urutan, jenis=JenisRhk.UTAMA.value, klasifikasi=KlasifikasiRhk.ORGANISASI.value
    )
    rhk.teks, rhk.sasaran_pk = asal.teks, asal
    rhk.save()
    return rhk


def _save_iki(rhk: RencanaHasilKerja, asal: IndikatorPk, iki: IndikatorKinerja | None) -> None:
    if iki is None:
        terakhir = rhk.indikator.aggregate(n=Max("urutan"))["n"] or 0
        iki = IndikatorKinerja(rhk=rhk, urutan=terakhir + 1)
    iki.teks, iki.indikator_pk = asal.teks, asal
    iki.target, iki.polaritas = asal.target, asal.polaritas
    iki.save()
