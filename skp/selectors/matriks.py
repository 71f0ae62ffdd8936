"""The Matriks Peran Hasil of a leader: rows people, columns his RHK, cells what each contributes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import CharField, Q, Value
from django.utils import timezone

from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai, Penempatan
from pegawai.models.penempatan import berlaku_pada
from pegawai.rules import PeranTim
from skp import permissions, rules
from skp.models import PesertaMatriks, RencanaHasilKerja, SelMatriks, Skp
from skp.rules import STATUS_MATI, JenisRhk, KeadaanSel, PeranMatriks
from skp.selectors.dasar import hari_penilai


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

    @property
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
    isi = list(teks)
    return rules.sidik(isi) if isi else ""


# --- reading ---------------------------------------------------------------------------------


def skp_bermatriks(pelaku: Pegawai, uuid: UUID) -> tuple[Skp, ...]:
    """The SKP whose matrix is asked for, and behind it those of the chooser. Empty when `pelaku` may not see it.

    The chooser offers the other SKP of the same leader, and of the heads whose unit `pelaku` heads today: one query
    for all.
    """
    pemilik = Skp.objects.filter(uuid=uuid).values("pegawai")
    hari = timezone.localdate()
    diwakili = Q(permissions.memimpin_unit_skp(pelaku), penempatan__is_kepala=True, mulai__lte=hari)
    semua = (
        Skp.objects.filter(permissions.matriks_terlihat(pelaku))
        .filter(Q(pegawai__in=pemilik) | diwakili & Q(selesai__gte=hari))
        .filter(Q(uuid=uuid) | ~Q(status__in=STATUS_MATI), revisi_dari__isnull=True)
        .select_related("pegawai", "penempatan__jabatan", "penempatan__unit", "periode", "instansi")
        .order_by("-periode__tahun", "-mulai", "-id")
    )
    daftar = sorted(semua, key=lambda s: s.uuid != uuid)
    return tuple(daftar) if daftar and daftar[0].uuid == uuid else ()


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
    rhk = RencanaHasilKerja.objects.filter(skp=skp).order_by("-jenis", "urutan", "id")
    kolom: list[KolomMatriks] = []
    for nomor, r in enumerate(rhk.prefetch_related("indikator") if skp.is_jpt else rhk, start=1):
        indikator = list(r.indikator.all()) if skp.is_jpt else []
        for huruf, i in enumerate(indikator):
            akhiran = "abcdefghijklmnopqrstuvwxyz"[huruf % 26] if len(indikator) > 1 else ""
            kolom.append(KolomMatriks(f"{nomor}{akhiran}", r, i.pk, i.teks, f"{r.uuid}.{i.uuid}"))
        if not indikator:
            kolom.append(KolomMatriks(str(nomor), r, kunci=str(r.uuid)))
    return tuple(kolom)


@dataclass
class Anggota:
    """What is known of a person of the team before his cells are read."""

    pegawai_id: int
    penempatan: Penempatan | None = None
    peran: PeranMatriks = PeranMatriks.ANGGOTA
    dinilai: bool = False
    setim: bool = False
    ditambahkan: bool = False

    @property
    def is_anggota(self) -> bool:
        return self.dinilai or self.setim or self.ditambahkan


_PERAN = {PeranTim.KETUA: PeranMatriks.KETUA, PeranTim.KOORDINATOR: PeranMatriks.KOORDINATOR}


def anggota_of(skp: Skp, hanya: Collection[int] | None = None) -> dict[int, Anggota]:
    """Everyone among whom the leader divides his results: those he rates, his teams, those he added.

    Two queries; `hanya` narrows them to these keys. A person in several ways stands once.
    """
    hari = hari_penilai(skp)
    saring = Q() if hanya is None else Q(pegawai__in=hanya)
    hasil: dict[int, Anggota] = {}
    dinilai = (
        HubunganPenilai.objects.filter(saring, penilai=skp.pegawai_id, instansi=skp.instansi_id)
        .pada(hari)
        .select_related("penempatan__jabatan", "penempatan__unit", "penempatan__pegawai")
    )
    for h in dinilai:
        satu = hasil.setdefault(h.pegawai_id, Anggota(h.pegawai_id, dinilai=True))
        # the definitif post stands for a person who is also acting somewhere under the same leader
        if satu.penempatan is None or h.penempatan.jenis == "D":
            satu.penempatan = h.penempatan
        if h.penempatan.is_kepala:
            satu.peran = PeranMatriks.KOORDINATOR
    for pegawai_id, peran, milik in _keanggotaan(skp, hari, saring, hasil):
        if pegawai_id == skp.pegawai_id:
            continue
        satu = hasil.setdefault(pegawai_id, Anggota(pegawai_id))
        if milik == "peserta":
            satu.ditambahkan = True
            continue
        satu.setim = satu.setim or milik == "tim"
        satu.peran = min(satu.peran, _PERAN.get(PeranTim(peran), satu.peran), key=list(PeranMatriks).index)
    return hasil


def _keanggotaan(
    skp: Skp, hari: date, saring: Q, dinilai: Mapping[int, Anggota]
) -> Iterable[tuple[int, str, str]]:
    """The members of his teams, the parts that his other people have in teams, and those he added: one query."""
    dipimpin = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=skp.pegawai_id, peran=PeranTim.KETUA)
    aktif = AnggotaTim.objects.filter(berlaku_pada(hari), saring)
    kolom = ("pegawai_id", "peran", "milik")
    setim = aktif.filter(tim__in=dipimpin.values("tim")).annotate(milik=Value("tim", CharField()))
    pemuka = aktif.filter(pegawai__in=list(dinilai), peran__in=list(_PERAN)).annotate(
        milik=Value("peran", CharField())
    )
    peserta = PesertaMatriks.objects.filter(saring, skp=skp).annotate(
        peran=Value("", CharField()), milik=Value("peserta", CharField())
    )
    return setim.values_list(*kolom).union(pemuka.values_list(*kolom), peserta.values_list(*kolom))


def tempat_of(skp: Skp, pegawai: Collection[int]) -> dict[int, Penempatan]:
    """Where these people serve: their definitif post on the day that counts (one query, none for nobody)."""
    if not pegawai:
        return {}
    semua = (
        Penempatan.objects.definitif()
        .pada(hari_penilai(skp))
        .filter(pegawai__in=pegawai)
        .select_related("pegawai", "jabatan", "unit")
    )
    return {p.pegawai_id: p for p in semua}


def skp_anggota_of(skp: Skp, anggota: Iterable[Anggota], *, kunci: bool = False) -> dict[int, Skp]:
    """The SKP of each person into which this leader's results go (one query).

    Of that year, sharing a day with the leader's; for the post he rates, for others the definitif one. Of two
    spans the later: the earlier one is history. `kunci`: locked, for who is about to write into them.
    """
    tempat = {a.pegawai_id: a.penempatan.pk if a.penempatan and a.dinilai else None for a in anggota}
    semua = (
        Skp.objects.berlaku()
        .filter(
            instansi=skp.instansi_id,
            pegawai__in=tempat,
            periode__tahun=skp.periode.tahun,
            mulai__lte=skp.selesai,
            selesai__gte=skp.mulai,
        )
        .order_by("mulai", "id")
    )
    hasil: dict[int, Skp] = {}
    for s in semua.select_for_update(of=("self",)) if kunci else semua:
        penempatan = tempat[s.pegawai_id]
        if s.penempatan_id == penempatan if penempatan else not s.is_plt_plh:
            hasil[s.pegawai_id] = s
    return hasil


def _sel_of(skp: Skp) -> dict[int, dict[tuple[int, int | None], list[SelMatriks]]]:
    """All cells by person and column (one query)."""
    hasil: dict[int, dict[tuple[int, int | None], list[SelMatriks]]] = defaultdict(lambda: defaultdict(list))
    for s in (
        SelMatriks.objects.filter(rhk__skp=skp).select_related("rhk_anggota__skp").order_by("urutan", "id")
    ):
        hasil[s.pegawai_id][s.rhk_id, s.indikator_id].append(s)
    return hasil


def milik_anggota_of(
    skp: Skp, skp_anggota: Mapping[int, Skp]
) -> dict[tuple[int, int, int | None], list[RencanaHasilKerja]]:
    """RHK of members under the leader's RHK, by person and column (one query)."""
    hasil: dict[tuple[int, int, int | None], list[RencanaHasilKerja]] = defaultdict(list)
    pemilik = {s.pk: pegawai for pegawai, s in skp_anggota.items()}
    for r in (
        RencanaHasilKerja.objects.filter(skp__in=pemilik, rhk_pimpinan__skp=skp)
        .order_by("urutan", "id")
        .only("teks", "skp_id", "rhk_pimpinan_id", "indikator_pimpinan_id")
    ):
        indikator = r.indikator_pimpinan_id if skp.is_jpt else None
        hasil[pemilik[r.skp_id], r.rhk_pimpinan_id or 0, indikator].append(r)
    return hasil


def hasil_of(s: SelMatriks, status_skp: str | None, *, anggota: bool) -> HasilMatriks:
    """One stored result with what became of it. An RHK in an SKP that was called off counts for nothing."""
    rhk = s.rhk_anggota if s.rhk_anggota and s.rhk_anggota.skp.status not in STATUS_MATI else None
    dahulu = s.rhk_anggota is not None and rhk is None
    keadaan = rules.keadaan_sel(
        teks=s.teks,
        terkirim="" if dahulu else s.teks_terkirim,
        teks_anggota=rhk.teks if rhk else None,
        status_skp=rhk.skp.status if rhk else status_skp,
        anggota=anggota,
    )
    beda = rhk.teks if rhk and keadaan in (KeadaanSel.BERBEDA, KeadaanSel.MENUNGGU_DIBUKA) else ""
    return HasilMatriks(s.uuid, s.teks, keadaan, beda)


def isi_sel(
    kolom: KolomMatriks,
    tersimpan: Iterable[SelMatriks],
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
    milik = milik_anggota_of(skp, skp_anggota) if skp_anggota else {}

    def satu(a: Anggota, k: KolomMatriks) -> IsiSelMatriks:
        tersimpan = sel[a.pegawai_id][k.rhk.pk, k.indikator_id] if a.pegawai_id in sel else []
        status = skp_anggota[a.pegawai_id].status if a.pegawai_id in skp_anggota else None
        terhubung = {s.rhk_anggota_id for lain in sel.get(a.pegawai_id, {}).values() for s in lain}
        sendiri = [
            r.teks for r in milik.get((a.pegawai_id, k.rhk.pk, k.indikator_id), ()) if r.pk not in terhubung
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


def calon_peserta(skp: Skp, cari: str, batas: int = 20) -> list[Penempatan]:
    """People in the leader's unit or below it who are not in his matrix yet, by name, post or unit."""
    semua = (
        Penempatan.objects.definitif()
        .pada(timezone.localdate())
        .filter(instansi=skp.instansi_id, unit__jalur__startswith=skp.penempatan.unit.jalur)
        .exclude(pegawai__in=[skp.pegawai_id, *anggota_of(skp)])
        .select_related("pegawai", "jabatan", "unit")
    )
    for kata in cari.split():
        semua = semua.filter(
            Q(pegawai__nama__icontains=kata)
            | Q(jabatan__nama__icontains=kata)
            | Q(unit__nama__icontains=kata)
        )
    return list(semua.order_by("pegawai__nama", "id")[:batas])


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
        hasil = hasil_of(s, skp.status, anggota=True)
        if hasil.keadaan != KeadaanSel.MASUK:
            rhk = s.rhk_anggota.uuid if s.rhk_anggota else None
            titipan.append(TitipanMatriks(s.rhk.skp.pegawai, hasil, rhk))
    return titipan
