"""The way of a cell of the matrix into the SKP of the member: once, and never over his own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, ProtectedError, QuerySet

from pegawai import audit
from pegawai.models import AnggotaTim, HubunganPenilai, Pegawai
from pegawai.models.penempatan import berlaku_pada
from pegawai.prepared import prepared
from pegawai.rules import PeranTim
from skp import rules, selectors
from skp.models import PesertaMatriks, RencanaHasilKerja, SelMatriks, Skp
from skp.rules import STATUS_BISA_DISUNTING, STATUS_MATI, JenisRhk, KlasifikasiRhk, StatusSkp
from skp.services.bersama import bump
from skp.services.rujukan import refresh_rujukan_from


def receive_matriks(skp: Skp, pelaku: Pegawai) -> int:
    """An SKP can be written (again): take in what leaders gave to its owner meanwhile.

    Called inside the act that opens it, which holds its lock. Only from leaders who still lead him.
    """
    sel = list(
        SelMatriks.objects.select_for_update(of=("self",))
        .filter(pegawai=skp.pegawai_id, instansi=skp.instansi_id, rhk__skp__periode__tahun=skp.periode.tahun)
        .filter(rhk__skp__mulai__lte=skp.selesai, rhk__skp__selesai__gte=skp.mulai)
        .exclude(rhk__skp__status__in=[*STATUS_MATI, StatusSkp.SELESAI])
        .select_related("rhk__skp", "indikator", "rhk_anggota__skp")
        .order_by("rhk__skp", "rhk__urutan", "urutan", "id")
    )
    if not sel:
        return 0
    boleh = _pemimpin_of(skp, sel)
    tujuan = Tujuan(skp)
    with audit.act(pelaku, "matriks.diterima"):
        jumlah = sum(tujuan.send(s) for s in sel if s.rhk.skp_id in boleh)
        tujuan.finish()
    return jumlah


def _pemimpin_of(skp: Skp, sel: Iterable[SelMatriks]) -> set[int]:
    """Of the SKP of leaders that hold these cells, those whose leader leads the owner in this SKP."""
    hari = selectors.hari_penilai(skp)
    penilai = set(
        HubunganPenilai.objects.filter(penempatan=skp.penempatan_id)
        .pada(hari)
        .values_list("penilai", flat=True)
    )
    boleh = {s.rhk.skp_id for s in sel if s.rhk.skp.pegawai_id in penilai}
    if skp.is_plt_plh:
        return boleh
    tim = AnggotaTim.objects.filter(berlaku_pada(hari), pegawai=skp.pegawai_id).values("tim")
    ketua = set(
        AnggotaTim.objects.filter(berlaku_pada(hari), tim__in=tim, peran=PeranTim.KETUA).values_list(
            "pegawai", flat=True
        )
    )
    peserta = PesertaMatriks.objects.filter(pegawai=skp.pegawai_id).values_list("skp", flat=True)
    return boleh | {s.rhk.skp_id for s in sel if s.rhk.skp.pegawai_id in ketua} | set(peserta)


@prepared
def _rhk(skp: int) -> QuerySet[RencanaHasilKerja]:
    return RencanaHasilKerja.objects.filter(skp=skp).order_by("urutan", "id")


@prepared
def _dipakai(sel: int, rhk_anggota: int | None, rhk: int) -> QuerySet[Any, tuple[bool, bool]]:
    lain = SelMatriks.objects.filter(rhk_anggota=rhk_anggota).exclude(pk=sel)
    bawahan = RencanaHasilKerja.objects.filter(rhk_pimpinan=rhk)
    satu = RencanaHasilKerja.objects.filter(pk=rhk).order_by()
    return satu.values_list(Exists(lain), Exists(bawahan))


class Tujuan:
    """One member's SKP that takes results in; its row must be locked.

    In one that is being reviewed or fixed nothing is written: a result that stands there already is only recognised.
    """

    def __init__(self, skp: Skp) -> None:
        self.skp = skp
        self.terbuka = skp.status in STATUS_BISA_DISUNTING
        self.terhubung: list[SelMatriks] = []
        self.rhk = _rhk(skp.pk)
        for r in self.rhk:
            r.skp = skp
        self.urutan = max((r.urutan for r in self.rhk), default=0)
        self.berubah = False

    def find(self, s: SelMatriks) -> RencanaHasilKerja | None:
        """An RHK of his that says the same already, rather under this leader's: it is taken, not doubled."""
        sama = [r for r in self.rhk if rules.sama(r.teks, s.teks)]
        return next((r for r in sama if r.rhk_pimpinan_id == s.rhk_id), sama[0] if sama else None)

    def send(self, s: SelMatriks) -> bool:
        """Bring one result in; what the member wrote himself, or took out, stays as he wants it."""
        terhubung = self._milik(s)
        if terhubung is None:
            hidup = s.rhk_anggota is not None and s.rhk_anggota.skp.status not in STATUS_MATI
            if hidup or (s.rhk_anggota is None and s.teks_terkirim):
                return False
            r = self.find(s) or (self._create(s) if self.terbuka else None)
            if r:
                self._link(s, r)
            return r is not None
        if rules.sama(terhubung.teks, s.teks):
            if s.teks_terkirim != s.teks and terhubung.pk == s.rhk_anggota_id:
                self._link(s, terhubung)
            return False
        if not self.terbuka or not rules.sama(terhubung.teks, s.teks_terkirim):
            return False
        bersama, diintervensi = self._pemakai(s, terhubung)
        if bersama:
            return False
        terhubung.teks = s.teks
        terhubung.save()
        self.berubah = True
        if diintervensi:
            refresh_rujukan_from(terhubung)
        # the words of a proposal count once it is in force: until then the RHK that was fixed says the old ones
        if terhubung.pk == s.rhk_anggota_id:
            self._link(s, terhubung)
        return True

    def take_out(self, s: SelMatriks) -> bool:
        """Take the RHK of a cleared result away if nothing but the matrix wrote it; tell whether it is gone."""
        r = self._milik(s)
        if r is None or not self.terbuka or not rules.sama(r.teks, s.teks_terkirim):
            return r is None
        if self._pemakai(s, r)[0]:
            return False
        if r.rhk_pimpinan_id != s.rhk_id or r.indikator.exists() or r.rencana_aksi.exists():
            return False
        try:
            with transaction.atomic():
                r.delete()
        except ProtectedError:
            return False
        self.rhk.remove(r)
        self.berubah = True
        return True

    def _milik(self, s: SelMatriks) -> RencanaHasilKerja | None:
        """The RHK of this SKP that carries the result: itself, or its copy in a proposal."""
        if s.rhk_anggota_id is None:
            return None
        return next((r for r in self.rhk if s.rhk_anggota_id in (r.pk, r.revisi_dari_id)), None)

    def _pemakai(self, s: SelMatriks, r: RencanaHasilKerja) -> tuple[bool, bool]:
        """Whether another cell gives him the same RHK, and whether somebody below serves it (one query)."""
        return _dipakai(s.pk, s.rhk_anggota_id, r.pk)[0]

    def _create(self, s: SelMatriks) -> RencanaHasilKerja:
        self.urutan += 1
        r = RencanaHasilKerja(
            skp=self.skp,
            urutan=self.urutan,
            jenis=JenisRhk.UTAMA.value,
            klasifikasi=KlasifikasiRhk.ORGANISASI.value,
            teks=s.teks,
        )
        if not self.skp.is_jpt:
            r.rhk_pimpinan, r.rhk_pimpinan_teks = s.rhk, s.rhk.teks
            r.indikator_pimpinan = s.indikator
            r.indikator_pimpinan_teks = s.indikator.teks if s.indikator else ""
        r.save()
        self.berubah = True
        self.rhk.append(r)
        return r

    def _link(self, s: SelMatriks, r: RencanaHasilKerja) -> None:
        s.rhk_anggota, s.teks_terkirim = r, s.teks
        self.terhubung.append(s)

    def finish(self) -> None:
        """Keep what was linked and is not stored yet; count the change once, however many results came."""
        for s in self.terhubung:
            s.save(update_fields=["rhk_anggota", "teks_terkirim"])
        if self.berubah:
            bump(self.skp)
