"""The Matriks Peran Hasil of a leader: rows people, columns his RHK, cells what each contributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from pegawai.models import Pegawai
from pegawai.prepared import prepared
from skp import permissions, rules
from skp.models import RencanaHasilKerja, SelMatriks, Skp
from skp.rules import STATUS_MATI, JenisRhk, KeadaanSel, PeranMatriks
from skp.selectors.matriks_orang import Anggota, anggota_of, skp_anggota_of, tempat_of


@dataclass(frozen=True)
class KolomMatriks:
    """One RHK of the leader; of a JPT one per indicator, as the form of the member names it."""

    nomor: str
    """"1", "2"; "1a", "1b" where the RHK stands once per indicator."""
    rhk: RencanaHasilKerja
    indikator_id: int | None = None
    indikator: str = ""
    kunci: str = ""
    """What addresses the column in a form: uuid of the RHK, and of the indicator after a point."""

    @property
    def teks(self) -> str:
        return self.rhk.teks

    @cached_property
    def label(self) -> str:
        """Short, for a card on a phone and for a sentence about a cell."""
        isi = f"{self.teks} – {self.indikator}" if self.indikator else self.teks
        return f"{self.nomor}. {isi if len(isi) <= 90 else isi[:89] + '…'}"

    @property
    def is_tambahan(self) -> bool:
        return self.rhk.jenis == JenisRhk.TAMBAHAN


@dataclass(frozen=True)
class HasilMatriks:
    """One result in a cell, and what became of it."""

    uuid: UUID
    teks: str
    keadaan: KeadaanSel
    teks_anggota: str
    """What the member's RHK says, where it says something else."""

    @property
    def is_menunggu(self) -> bool:
        return self.keadaan in (KeadaanSel.MENUNGGU_SKP, KeadaanSel.MENUNGGU_DIBUKA)

    @property
    def is_berbeda(self) -> bool:
        return self.keadaan == KeadaanSel.BERBEDA

    @property
    def is_dihapus(self) -> bool:
        return self.keadaan == KeadaanSel.DIHAPUS


@dataclass(frozen=True)
class IsiSelMatriks:
    """A cell: its results, and the RHK that the member wrote under this column on his own."""

    kolom: KolomMatriks
    hasil: tuple[HasilMatriks, ...] = ()
    dari_anggota: tuple[str, ...] = ()

    @property
    def teks(self) -> str:
        return "\n".join(h.teks for h in self.hasil)

    @property
    def versi(self) -> str:
        """Fingerprint of what the cell holds; empty for an empty cell."""
        return versi_sel(h.teks for h in self.hasil)

    @property
    def terisi(self) -> bool:
        return bool(self.hasil or self.dari_anggota)

    @property
    def polos(self) -> bool:
        """Nothing but words that are in the member's SKP as they stand here; an empty cell too."""
        return not self.dari_anggota and all(h.keadaan is KeadaanSel.MASUK for h in self.hasil)

    @property
    def dengan_milik_anggota(self) -> str:
        """The cell with what the member wrote on his own taken in."""
        return "\n".join([h.teks for h in self.hasil] + list(self.dari_anggota))

    @property
    def tampil(self) -> list[tuple[HasilMatriks, str]]:
        """Each result; beside one that the member reworded, the cell with his words in its place."""
        return [(h, self.dengan_tulisan_anggota(h.uuid) if h.is_berbeda else "") for h in self.hasil]

    def dengan_tulisan_anggota(self, uuid: UUID) -> str:
        """The cell with the member's words in place of one result."""
        return "\n".join(h.teks_anggota if h.uuid == uuid else h.teks for h in self.hasil)


@dataclass(frozen=True)
class BarisMatriks:
    """A person: who he is, his part, his SKP of that year, his cells in the order of the columns."""

    nomor: int
    pegawai: Pegawai
    jabatan: str
    unit: str
    peran: PeranMatriks
    skp: Skp | None
    is_anggota: bool
    is_ditambahkan: bool
    sel: tuple[IsiSelMatriks, ...]

    @property
    def kosong(self) -> bool:
        return not any(s.terisi for s in self.sel)

    @property
    def kalimat(self) -> str:
        return rules.kalimat_baris(self.skp.status if self.skp else None, anggota=self.is_anggota)

    @property
    def dapat_dilepas(self) -> bool:
        return self.is_ditambahkan and not any(s.hasil for s in self.sel)


@dataclass(frozen=True)
class Matriks:
    """Matriks Peran Hasil of one SKP, as the page, the workbook and the print show it."""

    skp: Skp
    kolom: tuple[KolomMatriks, ...]
    baris: tuple[BarisMatriks, ...]
    pilihan: tuple[Skp, ...] = field(default=())
    """The other SKP of the same leader, for the chooser."""

    @property
    def tahun(self) -> int:
        return self.skp.periode.tahun

    @property
    def unit(self) -> str:
        return self.skp.penempatan.unit.nama

    @cached_property
    def kolom_tampil(self) -> list[tuple[KolomMatriks, bool]]:
        """The columns, each with whether nobody carries it."""
        return [(k, not any(b.sel[i].terisi for b in self.baris)) for i, k in enumerate(self.kolom)]

    @property
    def kolom_kosong(self) -> list[KolomMatriks]:
        """RHK that nobody carries."""
        return [k for k, kosong in self.kolom_tampil if kosong]

    @property
    def baris_kosong(self) -> list[BarisMatriks]:
        """People who carry nothing."""
        return [b for b in self.baris if b.kosong]

    @property
    def menunggu(self) -> int:
        """Results that are not in the SKP of their member yet, and can get there."""
        return sum(h.is_menunggu for b in self.baris for s in b.sel for h in s.hasil)


def versi_sel(teks: Iterable[str]) -> str:
    """Fingerprint of the results of a cell; empty when there are none."""
    isi = "\n".join(teks)
    return blake2b(isi.encode(), digest_size=8).hexdigest() if isi else ""


# --- reading ---------------------------------------------------------------------------------


def skp_bermatriks(pelaku: Pegawai, uuid: UUID) -> tuple[Skp, ...]:
    """The SKP whose matrix is asked for, and behind it those of the chooser. Empty when `pelaku` may not see it.

    The chooser offers one's own SKP and those of the heads whose unit one heads today: two queries for all, one more
    for who is not the owner.
    """
    hari = timezone.localdate()
    diwakili = Q(permissions.memimpin_unit_skp(pelaku), penempatan__is_kepala=True, mulai__lte=hari)
    # each by its own index, and apart from the joins: one OR over them reads every SKP of the agency
    tanpa_urut = Skp.objects.order_by()
    kunci = tanpa_urut.filter(pegawai=pelaku).values_list("pk", flat=True)
    sendiri = tanpa_urut.filter(uuid=uuid).values_list("pk", flat=True)
    wakil = tanpa_urut.filter(diwakili, selesai__gte=hari).values_list("pk", flat=True)
    semua = (
        Skp.objects.filter(
            Q(uuid=uuid) | ~Q(status__in=STATUS_MATI),
            pk__in=list(kunci.union(sendiri, wakil)),
            revisi_dari__isnull=True,
        )
        .select_related("penempatan__jabatan", "penempatan__unit", "periode")
        .order_by("-periode__tahun", "-mulai", "-id")
    )
    daftar = sorted(semua, key=lambda s: s.uuid != uuid)
    for s in daftar:
        if s.pegawai_id == pelaku.pk:
            s.pegawai = pelaku
    if not daftar or daftar[0].uuid != uuid:
        return ()
    return tuple(daftar) if _terlihat(pelaku, daftar[0]) else ()


def skp_untuk_matriks(pelaku: Pegawai, uuid: UUID) -> Skp | None:
    """The same SKP alone, for an act in its matrix."""
    skp = next(iter(_hidup(uuid)), None)
    return skp if skp and _terlihat(pelaku, skp) else None


@prepared
def _hidup(uuid: UUID) -> QuerySet[Skp]:
    return Skp.objects.filter(uuid=uuid, revisi_dari__isnull=True)


def _terlihat(pelaku: Pegawai, skp: Skp) -> bool:
    return skp.pegawai_id == pelaku.pk or bool(permissions.may_view_matriks(pelaku, skp))


def skp_matriks_saya(pelaku: Pegawai, pada: date) -> Skp | None:
    """The SKP whose matrix opens when nobody named one: one's own of today, else the newest; else as PLT or PLH."""
    semua = Skp.objects.berlaku().filter(
        Q(pegawai=pelaku) | Q(permissions.memimpin_unit_skp(pelaku), penempatan__is_kepala=True)
    )

    def dekat(s: Skp) -> tuple[bool, bool, int, bool]:
        return (s.pegawai_id != pelaku.pk, not s.mulai <= pada <= s.selesai, -s.periode.tahun, s.is_plt_plh)

    return min(semua.select_related("periode").order_by("-mulai", "-id"), key=dekat, default=None)


def kolom_of(skp: Skp) -> tuple[KolomMatriks, ...]:
    """The columns: RHK in the order of the form (one query; two for a JPT)."""
    kolom: list[KolomMatriks] = []
    rhk = _rhk_of(skp.pk)
    if skp.is_jpt:
        prefetch_related_objects(rhk, "indikator")
    for nomor, r in enumerate(rhk, start=1):
        indikator = list(r.indikator.all()) if skp.is_jpt else []
        for huruf, i in enumerate(indikator):
            akhiran = "abcdefghijklmnopqrstuvwxyz"[huruf % 26] if len(indikator) > 1 else ""
            kolom.append(KolomMatriks(f"{nomor}{akhiran}", r, i.pk, i.teks, f"{r.uuid}.{i.uuid}"))
        if not indikator:
            kolom.append(KolomMatriks(str(nomor), r, kunci=str(r.uuid)))
    return tuple(kolom)


@prepared
def _rhk_of(skp: int) -> QuerySet[RencanaHasilKerja]:
    return RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id")


class SelTersimpan(NamedTuple):
    """A stored result with the RHK that carries it, as far as a page needs them."""

    uuid: UUID
    pegawai_id: int
    rhk_id: int
    indikator_id: int | None
    teks: str
    teks_terkirim: str
    rhk_anggota_id: int | None
    teks_anggota: str | None
    status_anggota: str | None


def _sel_of(skp: Skp) -> dict[int, dict[tuple[int, int | None], list[SelTersimpan]]]:
    """All cells by person and column (one query)."""
    hasil: dict[int, dict[tuple[int, int | None], list[SelTersimpan]]] = defaultdict(
        lambda: defaultdict(list)
    )
    kolom = (*SelTersimpan._fields[:7], "rhk_anggota__teks", "rhk_anggota__skp__status")
    semua = SelMatriks.objects.filter(rhk__skp=skp).order_by("urutan", "id").values_list(*kolom)
    for s in map(SelTersimpan._make, semua):
        hasil[s.pegawai_id][s.rhk_id, s.indikator_id].append(s)
    return hasil


def sel_tersimpan(s: SelMatriks) -> SelTersimpan:
    """The same of a row that is at hand."""
    r = s.rhk_anggota
    return SelTersimpan(
        s.uuid,
        s.pegawai_id,
        s.rhk_id,
        s.indikator_id,
        s.teks,
        s.teks_terkirim,
        s.rhk_anggota_id,
        r.teks if r else None,
        r.skp.status if r else None,
    )


def milik_anggota_of(
    skp: Skp, skp_anggota: Mapping[int, Skp]
) -> dict[tuple[int, int, int | None], list[tuple[int, str]]]:
    """RHK of members under the leader's RHK, key and words, by person and column (one query)."""
    hasil: dict[tuple[int, int, int | None], list[tuple[int, str]]] = defaultdict(list)
    pemilik = {s.pk: pegawai for pegawai, s in skp_anggota.items()}
    if not pemilik:
        return hasil
    semua = RencanaHasilKerja.objects.filter(skp__in=pemilik, rhk_pimpinan__skp=skp).order_by("urutan", "id")
    for pk, teks, milik, rhk, indikator in semua.values_list(
        "pk", "teks", "skp_id", "rhk_pimpinan_id", "indikator_pimpinan_id"
    ):
        hasil[pemilik[milik], rhk or 0, indikator if skp.is_jpt else None].append((pk, teks))
    return hasil


def hasil_of(s: SelTersimpan, status_skp: str | None, *, anggota: bool) -> HasilMatriks:
    """One stored result with what became of it. An RHK in an SKP that was called off counts for nothing."""
    mati = s.status_anggota in STATUS_MATI
    milik = None if mati else s.teks_anggota
    keadaan = rules.keadaan_sel(
        teks=s.teks,
        terkirim="" if mati else s.teks_terkirim,
        teks_anggota=milik,
        status_skp=status_skp if milik is None else s.status_anggota,
        anggota=anggota,
    )
    beda = milik if milik and keadaan in (KeadaanSel.BERBEDA, KeadaanSel.MENUNGGU_DIBUKA) else ""
    return HasilMatriks(s.uuid, s.teks, keadaan, beda)


def isi_sel(
    kolom: KolomMatriks,
    tersimpan: Iterable[SelTersimpan],
    dari_anggota: Iterable[str],
    *,
    status_skp: str | None,
    anggota: bool,
) -> IsiSelMatriks:
    """One cell from its stored results and from what the member wrote under the column on his own."""
    hasil = tuple(hasil_of(s, status_skp, anggota=anggota) for s in tersimpan)
    return IsiSelMatriks(kolom, hasil, tuple(dari_anggota))


def matriks_of(skp: Skp, pilihan: Sequence[Skp] = ()) -> Matriks:
    """Read one matrix whole: at most eight queries, for any number of people and RHK."""
    kolom = kolom_of(skp)
    anggota = anggota_of(skp)
    sel = _sel_of(skp)
    # who left the team keeps his row while cells of his are here
    for pegawai_id in sel:
        anggota.setdefault(pegawai_id, Anggota(pegawai_id))
    tempat = tempat_of(skp, [a.pegawai_id for a in anggota.values() if a.penempatan is None])
    orang = {a.pegawai_id: a.penempatan or tempat.get(a.pegawai_id) for a in anggota.values()}
    tanpa = [pk for pk, p in orang.items() if p is None]
    nama = {p.pk: p for p in Pegawai.objects.filter(pk__in=tanpa)} if tanpa else {}
    skp_anggota = skp_anggota_of(skp, anggota.values())
    milik = milik_anggota_of(skp, skp_anggota)
    terhubung = {s.rhk_anggota_id for menurut in sel.values() for lain in menurut.values() for s in lain}

    def satu(a: Anggota, k: KolomMatriks) -> IsiSelMatriks:
        tersimpan = sel[a.pegawai_id][k.rhk.pk, k.indikator_id] if a.pegawai_id in sel else ()
        status = skp_anggota[a.pegawai_id].status if a.pegawai_id in skp_anggota else None
        sendiri = [
            teks
            for pk, teks in milik.get((a.pegawai_id, k.rhk.pk, k.indikator_id), ())
            if pk not in terhubung
        ]
        return isi_sel(k, tersimpan, sendiri, status_skp=status, anggota=a.is_anggota)

    def pegawai(a: Anggota) -> Pegawai:
        tempat = orang[a.pegawai_id]
        return tempat.pegawai if tempat else nama[a.pegawai_id]

    def urutan(a: Anggota) -> tuple[int, int, str, int]:
        p = pegawai(a)
        return (list(PeranMatriks).index(a.peran), -rules.pangkat_urut(p.golongan), p.nama, p.pk)

    baris = []
    for nomor, a in enumerate(sorted(anggota.values(), key=urutan), start=1):
        tempatnya = orang[a.pegawai_id]
        baris.append(
            BarisMatriks(
                nomor=nomor,
                pegawai=pegawai(a),
                jabatan=tempatnya.jabatan_tampil if tempatnya else "–",
                unit=tempatnya.unit.nama if tempatnya else "–",
                peran=a.peran,
                skp=skp_anggota.get(a.pegawai_id),
                is_anggota=a.is_anggota,
                is_ditambahkan=a.ditambahkan and not (a.dinilai or a.setim),
                sel=tuple(satu(a, k) for k in kolom),
            )
        )
    return Matriks(skp, kolom, tuple(baris), tuple(pilihan))


@dataclass(frozen=True)
class TitipanMatriks:
    """A result that a leader gave to a person, as the person reads it beside his SKP."""

    pemimpin: Pegawai
    hasil: HasilMatriks
    rhk: UUID | None
    """The RHK in his SKP that carries it."""


def titipan_of(skp: Skp) -> list[TitipanMatriks]:
    """What matrices say about the owner of an SKP and his SKP does not: other words, or not there (one query)."""
    semua = (
        SelMatriks.objects.filter(pegawai=skp.pegawai_id, rhk__skp__periode__tahun=skp.periode.tahun)
        .filter(Q(rhk_anggota__isnull=True) | Q(rhk_anggota__skp=skp))
        .exclude(rhk__skp__status__in=STATUS_MATI)
        .select_related("rhk__skp__pegawai", "rhk_anggota__skp")
        .order_by("rhk__skp__pegawai__nama", "rhk_id", "urutan", "id")
    )
    titipan = []
    for s in semua:
        hasil = hasil_of(sel_tersimpan(s), skp.status, anggota=True)
        if hasil.keadaan != KeadaanSel.MASUK:
            rhk = s.rhk_anggota.uuid if s.rhk_anggota else None
            titipan.append(TitipanMatriks(s.rhk.skp.pegawai, hasil, rhk))
    return titipan
