"""Dividing a leader's results: cells, who stands in the matrix, and the way of a cell into the member's SKP."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pegawai import audit
from pegawai.errors import AturanDilanggar, SudahBerubah
from pegawai.models import Pegawai
from pegawai.prepared import prepared
from pegawai.selectors import baca_uuid
from skp import permissions, rules, selectors
from skp.errors import BukanAnggotaMatriks, KolomTidakAda
from skp.models import IndikatorKinerja, PesertaMatriks, SelMatriks, Skp
from skp.rules import STATUS_BISA_DISUNTING, STATUS_MATI
from skp.selectors import Anggota, IsiSelMatriks, KolomMatriks
from skp.services.bersama import lock_skp
from skp.services.matriks_kirim import Tujuan

KOLOM_TIDAK_ADA = "RHK itu tidak ada lagi di SKP ini. Muat ulang halaman ini."


@dataclass(frozen=True)
class IsianSel:
    """What somebody wrote into one cell."""

    pegawai: str
    """uuid of the person; a word of a spreadsheet that names nobody is refused by name."""
    kolom: str
    teks: str
    versi: str | None = None
    """Fingerprint of the cell when it was opened; None writes without asking (import, API)."""
    letak: str = ""
    """Row and column as the writer knows them, for the sentence of a refusal."""


@dataclass(frozen=True)
class SelDitolak:
    """A cell that was left as it is, and why."""

    isian: IsianSel
    galat: AturanDilanggar
    sel: IsiSelMatriks | None = None
    """What the cell holds now; None when there is no such cell."""

    @property
    def is_konflik(self) -> bool:
        return isinstance(self.galat, SudahBerubah)


@dataclass
class HasilSimpan:
    """Which cells were written and which refused; `berubah` is how many differ from before."""

    tersimpan: list[IsianSel] = field(default_factory=list)
    sel: list[IsiSelMatriks | None] = field(default_factory=list)
    """How each written cell looks now."""
    ditolak: list[SelDitolak] = field(default_factory=list)
    berubah: int = 0
    dipertahankan: list[str] = field(default_factory=list)
    """Names of members who keep the RHK of a cleared result, for they worked on it already."""


def save_sel(*, pelaku: Pegawai, skp: Skp, isian: IsianSel) -> HasilSimpan:
    """Write one cell; a refusal is raised."""
    hasil = save_banyak_sel(pelaku=pelaku, skp=skp, isian=[isian])
    for tolak in hasil.ditolak:
        raise tolak.galat
    return hasil


@transaction.atomic
def save_banyak_sel(*, pelaku: Pegawai, skp: Skp, isian: Sequence[IsianSel]) -> HasilSimpan:
    """Write many cells: those that can be are kept, each of the others is handed back with its sentence."""
    tulis = _Penulis(pelaku, lock_skp(skp, ("periode", "penempatan")), {i.pegawai for i in isian})
    hasil = HasilSimpan()
    ditolak: list[tuple[IsianSel, AturanDilanggar]] = []
    with audit.act(pelaku, "matriks.disimpan"):
        for satu in isian:
            try:
                hasil.berubah += tulis.write(satu)
            except AturanDilanggar as galat:
                ditolak.append((satu, galat))
            else:
                hasil.tersimpan.append(satu)
        tulis.finish()
    hasil.sel = tulis.seen(hasil.tersimpan)
    kini = tulis.seen([satu for satu, _ in ditolak])
    hasil.ditolak = [SelDitolak(satu, galat, sel) for (satu, galat), sel in zip(ditolak, kini, strict=True)]
    hasil.dipertahankan = sorted(tulis.dipertahankan)
    return hasil


@transaction.atomic
def send_matriks(*, pelaku: Pegawai, skp: Skp, sel: SelMatriks | None = None) -> int:
    """Bring what waits into the SKP that can be written; `sel`: give again what the member took out."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_matriks(pelaku, skp))
    rules.check_matriks(skp.status)
    semua = list(SelMatriks.objects.filter(rhk__skp=skp).values_list("pegawai__uuid", flat=True).distinct())
    tulis = _Penulis(pelaku, skp, {str(u) for u in semua})
    with audit.act(pelaku, "matriks.dikirim"):
        if sel is not None:
            SelMatriks.objects.filter(pk=sel.pk, rhk__skp=skp, rhk_anggota__isnull=True).update(
                teks_terkirim=""
            )
            tulis.reload()
        jumlah = tulis.send_all()
        tulis.finish()
    return jumlah


@transaction.atomic
def add_peserta(*, pelaku: Pegawai, skp: Skp, pegawai: Pegawai) -> PesertaMatriks:
    """Take a person of the unit into the matrix, though somebody else rates him (non-direct cascading)."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_add_peserta(pelaku, skp))
    rules.check_matriks(skp.status)
    permissions.require(permissions.may_be_peserta(skp, pegawai))
    if pegawai.pk in selectors.anggota_of(skp, [pegawai.pk]):
        raise SudahBerubah(f"{pegawai.nama_lengkap} sudah ada di matriks ini.", bidang="pegawai")
    with audit.act(pelaku, "matriks.peserta_ditambah"):
        return PesertaMatriks.objects.create(
            instansi_id=skp.instansi_id, skp=skp, pegawai=pegawai, oleh=pelaku
        )


@transaction.atomic
def remove_peserta(*, pelaku: Pegawai, skp: Skp, pegawai: Pegawai) -> None:
    """Take a person out of the matrix again, once his cells are empty."""
    skp = lock_skp(skp)
    permissions.require(permissions.may_edit_matriks(pelaku, skp))
    rules.check_matriks(skp.status)
    if SelMatriks.objects.filter(rhk__skp=skp, pegawai=pegawai).exists():
        raise AturanDilanggar(f"Kosongkan dahulu sel {pegawai.nama_lengkap}, lalu keluarkan lagi.")
    with audit.act(pelaku, "matriks.peserta_dikeluarkan"):
        for peserta in PesertaMatriks.objects.filter(skp=skp, pegawai=pegawai):
            peserta.delete()


@prepared
def _kunci_orang(instansi: int, *uuid: UUID) -> QuerySet[Pegawai]:
    terkunci = Pegawai.objects.select_for_update(of=("self",), no_key=True)
    return terkunci.filter(instansi=instansi, uuid__in=uuid).order_by("pk")


@prepared
def _kunci_sel(banyak: tuple[int], *kunci: int) -> QuerySet[SelMatriks]:
    """The cells under the RHK that are named first, of the people that follow."""
    return (
        SelMatriks.objects.select_for_update(of=("self",))
        .filter(rhk__in=kunci[: banyak[0]], pegawai__in=kunci[banyak[0] :])
        .select_related("rhk_anggota__skp")
        .order_by("urutan", "id")
    )


class _Penulis:
    """Writes cells of one matrix; reads once what all of them need."""

    def __init__(self, pelaku: Pegawai, skp: Skp, pegawai: Iterable[str]) -> None:
        permissions.require(permissions.may_edit_matriks(pelaku, skp))
        rules.check_matriks(skp.status)
        self.pelaku, self.skp = pelaku, skp
        self.dipertahankan: set[str] = set()
        self.kolom = {k.kunci: k for k in selectors.kolom_of(skp)}
        self.indikator = self._indikator()
        # the person is locked as in draft_skp: a cell is written either before his draft begins or after
        self.orang = {str(p.uuid): p for p in _kunci_orang(skp.instansi_id, *_uuid_sah(pegawai))}
        kunci = [p.pk for p in self.orang.values()]
        self.anggota = selectors.anggota_of(skp, kunci, peran=False)
        # also of who has left: what he has of the matrix stays true
        semua = [self.anggota.get(pk, Anggota(pk)) for pk in kunci]
        self.skp_anggota = selectors.skp_anggota_of(skp, semua, kunci=True)
        self.usulan = self._usulan()
        self.tujuan: dict[int, Tujuan] = {}
        self.reload()

    def _indikator(self) -> dict[int, IndikatorKinerja]:
        kunci = [k.indikator_id for k in self.kolom.values() if k.indikator_id]
        return IndikatorKinerja.objects.in_bulk(kunci) if kunci else {}

    def _usulan(self) -> dict[int, Skp]:
        """Proposals of revision that can be written, by the SKP in force beside which they stand."""
        tetap = [s.pk for s in self.skp_anggota.values() if s.is_tetap]
        if not tetap:
            return {}
        semua = Skp.objects.filter(revisi_dari__in=tetap, status__in=STATUS_BISA_DISUNTING)
        return {s.pokok_id: s for s in semua.select_for_update(of=("self",)).order_by("pk")}

    def reload(self) -> None:
        """Read the cells of these people."""
        self.sel: dict[tuple[int, int, int | None], list[SelMatriks]] = defaultdict(list)
        rhk = {k.rhk.pk: k.rhk for k in self.kolom.values()}
        for s in _kunci_sel((len(rhk),), *rhk, *(p.pk for p in self.orang.values())):
            s.rhk = rhk[s.rhk_id]
            s.indikator = self.indikator.get(s.indikator_id or 0)
            self.sel[s.pegawai_id, s.rhk_id, s.indikator_id].append(s)

    def seen(self, isian: Sequence[IsianSel]) -> list[IsiSelMatriks | None]:
        """How these cells look now, as the page shows them; None where there is no such cell."""
        if not isian:
            return []
        # what was written into an SKP just now is at hand; only the others are read
        dibaca = {pk: t.rhk for pk, t in self.tujuan.items() if t.skp.pk == self.skp_anggota[pk].pk}
        lain = {pk: s for pk, s in self.skp_anggota.items() if pk not in dibaca}
        milik = selectors.milik_anggota_of(self.skp, lain)
        for pk, semua in dibaca.items():
            for r in semua:
                indikator = r.indikator_pimpinan_id if self.skp.is_jpt else None
                milik[pk, r.rhk_pimpinan_id or 0, indikator].append((r.pk, r.teks))
        return [self._seen(satu, milik) for satu in isian]

    def _seen(
        self, satu: IsianSel, milik: Mapping[tuple[int, int, int | None], list[tuple[int, str]]]
    ) -> IsiSelMatriks | None:
        orang, kolom = self.orang.get(satu.pegawai), self.kolom.get(satu.kolom)
        if orang is None or kolom is None:
            return None
        skp, anggota = self.skp_anggota.get(orang.pk), self.anggota.get(orang.pk)
        kunci = (orang.pk, kolom.rhk.pk, kolom.indikator_id)
        terhubung = {s.rhk_anggota_id for k, lain in self.sel.items() if k[0] == orang.pk for s in lain}
        return selectors.isi_sel(
            kolom,
            [selectors.sel_tersimpan(s) for s in self.sel.get(kunci, ())],
            [teks for pk, teks in milik.get(kunci, ()) if pk not in terhubung],
            status_skp=skp.status if skp else None,
            anggota=anggota is not None and anggota.is_anggota,
        )

    def write(self, satu: IsianSel) -> bool:
        """Write one cell, or refuse it with nothing changed; tell whether it differs from before."""
        kolom = self.kolom.get(satu.kolom)
        if kolom is None:
            raise KolomTidakAda(KOLOM_TIDAK_ADA, bidang="kolom")
        orang = self.orang.get(satu.pegawai)
        if orang is None:
            raise BukanAnggotaMatriks(permissions.BUKAN_ANGGOTA, bidang="pegawai")
        baru = rules.baca_sel(satu.teks)
        kini = self.sel.get((orang.pk, kolom.rhk.pk, kolom.indikator_id), [])
        teks = [s.teks for s in kini]
        if list(baru) == teks:
            return False
        if satu.versi is not None and satu.versi != selectors.versi_sel(teks):
            raise SudahBerubah(f"Sel ini diubah {self._pengubah(kini)}. Tulisan Anda belum disimpan.")
        anggota = self.anggota.get(orang.pk)
        # who has left may be cleared out of the matrix, but is given nothing new
        if (anggota is None or not anggota.is_anggota) and any(b not in teks for b in baru):
            raise BukanAnggotaMatriks(_pindah(orang), bidang="pegawai")
        self._store(orang, kolom, kini, baru)
        return True

    def _pengubah(self, kini: Sequence[SelMatriks]) -> str:
        if not kini:
            return "di tempat lain dan sekarang kosong"
        akhir = max(kini, key=lambda s: s.pada)
        siapa = "Anda sendiri di tab lain" if akhir.oleh_id == self.pelaku.pk else akhir.oleh.nama_lengkap
        return f"{siapa} pukul {timezone.localtime(akhir.pada):%H.%M}"

    def _store(
        self, orang: Pegawai, kolom: KolomMatriks, kini: Sequence[SelMatriks], baru: Sequence[str]
    ) -> None:
        """Change result by result, so that a reworded one keeps its RHK in the member's SKP."""
        ubahan = rules.ubahan_sel([s.teks for s in kini], baru)
        for i in ubahan.hapus:
            self._delete(orang, kini[i])
        pada = timezone.now()
        hasil: dict[int, SelMatriks] = {}
        berubah: list[SelMatriks] = []
        for i, j in (*ubahan.tetap, *ubahan.ubah):
            s = hasil[j] = kini[i]
            if (s.teks, s.urutan) != (baru[j], j + 1):
                s.teks, s.urutan, s.oleh, s.pada = baru[j], j + 1, self.pelaku, pada
                berubah.append(s)
        for j in ubahan.tambah:
            hasil[j] = SelMatriks(
                instansi_id=self.skp.instansi_id,
                rhk=kolom.rhk,
                indikator=self.indikator.get(kolom.indikator_id or 0),
                pegawai=orang,
                urutan=j + 1,
                teks=baru[j],
                oleh=self.pelaku,
                pada=pada,
            )
        urut = [hasil[j] for j in sorted(hasil)]
        self.sel[orang.pk, kolom.rhk.pk, kolom.indikator_id] = urut
        self._send(orang.pk, urut)
        tersimpan = [*berubah, *(s for s in urut if s.pk is None)]
        for s in tersimpan:
            s.save()
        if tujuan := self.tujuan.get(orang.pk):
            tujuan.terhubung = [s for s in tujuan.terhubung if s not in tersimpan]

    def _delete(self, orang: Pegawai, s: SelMatriks) -> None:
        tujuan = self._tujuan(orang.pk)
        hidup = s.rhk_anggota is not None and s.rhk_anggota.skp.status not in STATUS_MATI
        if hidup and not (tujuan and tujuan.take_out(s)):
            self.dipertahankan.add(orang.nama_lengkap)
        s.delete()

    def _tujuan(self, pegawai_id: int) -> Tujuan | None:
        """The member's SKP, where it can be recognised or written; of one in force its open revision."""
        berlaku = self.skp_anggota.get(pegawai_id)
        skp = self.usulan.get(berlaku.pk, berlaku) if berlaku else None
        if skp is None:
            return None
        if pegawai_id not in self.tujuan:
            self.tujuan[pegawai_id] = Tujuan(skp)
        return self.tujuan[pegawai_id]

    def _send(self, pegawai_id: int, sel: Iterable[SelMatriks]) -> int:
        anggota = self.anggota.get(pegawai_id)
        tujuan = self._tujuan(pegawai_id) if anggota and anggota.is_anggota else None
        return sum(tujuan.send(s) for s in sel) if tujuan else 0

    def send_all(self) -> int:
        """Bring every result of these people where it can go."""
        return sum(self._send(kunci[0], sel) for kunci, sel in list(self.sel.items()))

    def finish(self) -> None:
        for tujuan in self.tujuan.values():
            tujuan.finish()


def _pindah(orang: Pegawai) -> str:
    return f"{orang.nama_lengkap} tidak lagi di tim ini. Hasil baru tidak dapat diberikan."


def _uuid_sah(teks: Iterable[str]) -> list[UUID]:
    return [u for u in (baca_uuid(t) for t in teks) if u]
