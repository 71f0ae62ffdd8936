"""Advice on an SKP, with what its owner has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from skp import rules
from skp.models import NasihatDitutup, RencanaHasilKerja, Skp
from skp.rules import Kekurangan, KodeNasihat, Nasihat
from skp.selectors.dasar import kekurangan_of, rhk_of, ringkas

SUDAH_WAJIB = frozenset({KodeNasihat.ASPEK_KOSONG})
"""What completeness asks for already: not said twice at the same item."""


@dataclass(frozen=True)
class NasihatTampil:
    """One remark on a page; `ditutup`: the owner said that it is right as it is."""

    nasihat: Nasihat
    ditutup: bool
    teks: str
    """What the RHK or indicator says."""

    @property
    def label(self) -> str:
        return self.nasihat.kode.label


def nasihat_of(
    skp: Skp,
    *,
    rhk: Sequence[RencanaHasilKerja] | None = None,
    kekurangan: Sequence[Kekurangan] | None = None,
) -> dict[str, list[NasihatTampil]]:
    """The remarks by RHK (uuid), those on its indicators with them; answered ones are marked."""
    baris = rhk_of(skp) if rhk is None else rhk
    kurang = {k.kunci for k in (kekurangan_of(skp, rhk=baris) if kekurangan is None else kekurangan)}
    return _tampil(skp, baris, kurang)


def nasihat_satu(skp: Skp, rhk: RencanaHasilKerja, kunci: UUID | None = None) -> list[NasihatTampil]:
    """What is still open on one RHK, or on the one indicator with that uuid, for the page where it is written."""
    daftar = _tampil(skp, [rhk], set()).get(str(rhk.uuid), [])
    return [t for t in daftar if not t.ditutup and t.nasihat.kunci == str(kunci or rhk.uuid)]


def _tampil(skp: Skp, rhk: Sequence[RencanaHasilKerja], kurang: set[str]) -> dict[str, list[NasihatTampil]]:
    semua = rules.nasihat_skp(
        keluarga=skp.keluarga, pendekatan=skp.pendekatan, tahun=skp.periode.tahun, rhk=ringkas(rhk)
    )
    tutup = set()
    if semua:
        ada = NasihatDitutup.objects.filter(skp=skp).values_list("kode", "kunci", "sidik")
        tutup = {(kode, str(kunci), sidik) for kode, kunci, sidik in ada}
    teks = {str(r.uuid): r.teks for r in rhk} | {str(i.uuid): i.teks for r in rhk for i in r.indikator.all()}
    hasil: dict[str, list[NasihatTampil]] = {}
    for n in semua:
        if n.kode in SUDAH_WAJIB and n.kunci in kurang:
            continue
        ditutup = (n.kode.value, n.kunci, n.sidik) in tutup
        hasil.setdefault(n.rhk, []).append(NasihatTampil(n, ditutup, teks[n.kunci]))
    return hasil
