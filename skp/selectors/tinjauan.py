"""Notes on the items of an SKP, and what they can be pinned to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp.models import CatatanTinjauan, IndikatorKinerja, RencanaHasilKerja, Skp
from skp.rules import BagianTinjauan, JenisLampiran, JenisRhk, NilaiPerilaku
from skp.selectors.dasar import isi_lampiran, isi_perilaku, rhk_of
from skp.selectors.dokumen import DokumenSkp


@dataclass(frozen=True)
class Sasaran:
    """One item that a note can be pinned to: its key, its name, and its words now."""

    kunci: str
    bagian: BagianTinjauan
    nama: str
    kutipan: str = ""
    rhk: RencanaHasilKerja | None = None
    indikator: IndikatorKinerja | None = None
    nilai: str = ""


def sasaran_of(skp: Skp) -> list[Sasaran]:
    """Everything of an SKP that a note can be pinned to, in the order of the form (four queries)."""
    return _sasaran(rhk_of(skp), isi_perilaku(skp), isi_lampiran(skp))


def sasaran_dokumen(dokumen: DokumenSkp) -> list[Sasaran]:
    """The same of an SKP that was read whole."""
    return _sasaran(dokumen.rhk, {b.nilai: b.ekspektasi for b in dokumen.perilaku}, dict(dokumen.lampiran))


def _sasaran(
    semua: Sequence[RencanaHasilKerja],
    perilaku: dict[NilaiPerilaku, str],
    lampiran: dict[JenisLampiran, list[str]],
) -> list[Sasaran]:
    hasil = [Sasaran("umum", BagianTinjauan.UMUM, "SKP secara umum")]
    for jenis in JenisRhk:
        for nomor, r in enumerate((r for r in semua if r.jenis == jenis), start=1):
            sebutan = f"RHK {jenis.label.lower()} {nomor}"
            hasil.append(Sasaran(f"rhk-{r.uuid}", BagianTinjauan.RHK, sebutan, r.teks, r))
            hasil += [
                Sasaran(
                    f"iki-{i.uuid}",
                    BagianTinjauan.INDIKATOR,
                    f"Indikator {ke} pada {sebutan}",
                    i.uraian,
                    r,
                    i,
                )
                for ke, i in enumerate(r.indikator.all(), start=1)
            ]
    hasil += [
        Sasaran(f"perilaku-{n.value}", BagianTinjauan.PERILAKU, n.label, perilaku.get(n, ""), nilai=n.value)
        for n in NilaiPerilaku
    ]
    hasil += [
        Sasaran(
            f"lampiran-{j.value}", BagianTinjauan.LAMPIRAN, j.label, "\n".join(lampiran[j]), nilai=j.value
        )
        for j in JenisLampiran
    ]
    return hasil


Tinjauan = dict[str, list[CatatanTinjauan]]
"""Notes by the key of their item."""


def tinjauan_of(skp: Skp, pelaku: Pegawai) -> Tinjauan:
    """The notes on an SKP that this person may read, by item, the oldest first (one query)."""
    hasil: Tinjauan = defaultdict(list)
    for c in _catatan(skp.pk):
        if c.oleh_id == pelaku.pk or c.dikirim_pada is not None:
            hasil[c.sasaran].append(c)
    return dict(hasil)


@prepared
def _catatan(skp: int) -> QuerySet[CatatanTinjauan]:
    return (
        CatatanTinjauan.objects.filter(skp=skp)
        .select_related("oleh", "rhk", "indikator")
        .order_by("dibuat_pada", "id")
    )


def belum_diperbaiki(tinjauan: Tinjauan) -> set[str]:
    """Keys of the items on which a sent note still waits."""
    return {
        kunci
        for kunci, daftar in tinjauan.items()
        if any(c.dikirim_pada and not c.diselesaikan_pada for c in daftar)
    }
