"""Leaders' RHK given in words, and the RHK that each of them may mean now that the leader has an SKP."""

from __future__ import annotations

from dataclasses import dataclass

from skp.models import RencanaHasilKerja, Skp
from skp.rules.rencana import cocokkan
from skp.selectors.rujukan import rujukan_of


@dataclass(frozen=True)
class Tautan:
    """One RHK whose leader's RHK is words so far, with the match that is offered."""

    rhk: RencanaHasilKerja
    nilai: str = ""
    teks: str = ""
    pemimpin: str = ""

    @property
    def kunci(self) -> str:
        return f"{self.rhk.uuid}={self.nilai}"


def tautan_of(skp: Skp) -> list[Tautan]:
    """The RHK to be linked, those with a match first (the same queries for any number)."""
    bebas = list(
        RencanaHasilKerja.objects.filter(skp=skp, rhk_pimpinan__isnull=True)
        .exclude(rhk_pimpinan_teks="")
        .order_by("-jenis", "urutan", "id")
    )
    if not bebas:
        return []
    opsi = {
        o.nilai: (f"{o.teks} – {o.indikator}" if o.indikator else o.teks, o.teks, k.pemimpin.nama_lengkap)
        for k in rujukan_of(skp)
        for o in k.opsi
    }
    hasil = []
    for r in bebas:
        # a JPT's RHK is offered once per indicator: the whole line decides between them
        nilai = cocokkan(r.rhk_pimpinan_teks, {n: penuh for n, (penuh, _, _) in opsi.items()}) or cocokkan(
            r.rhk_pimpinan_teks, {n: teks for n, (_, teks, _) in opsi.items()}
        )
        penuh, _, pemimpin = opsi.get(nilai, ("", "", ""))
        hasil.append(Tautan(r, nilai, penuh, pemimpin))
    return sorted(hasil, key=lambda t: not t.nilai)
