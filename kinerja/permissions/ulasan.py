"""Who manages a service, reads what citizens say, answers, moderates, voids, and ties it to a person.

Leading a unit gives the right to manage and answer; only an admin moderates and voids, because a leader would
judge in his own cause. The SQL twins are `Layanan.objects.visible_to` and `terbaca`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from kinerja.models import Layanan, TautanUlasan, UlasanLayanan
from kinerja.permissions import peran_pemberi
from kinerja.rules import PeranPemberi
from kinerja.rules.ulasan import JenisUlasan, StatusModerasi
from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, require, tidak
from skp.models import Skp

__all__ = [
    "Pimpinan",
    "may_answer_tautan",
    "may_delete_layanan",
    "may_list_ulasan",
    "may_manage_layanan",
    "may_moderate_ulasan",
    "may_read_ulasan",
    "may_reply_ulasan",
    "may_set_ulasan",
    "may_tie_ulasan",
    "may_untie_ulasan",
    "may_void_ulasan",
    "require",
]

_PIMPINAN = "Layanan ini dikelola pimpinan unitnya dan admin kepegawaian."
_ADMIN = "Ini hanya dilakukan admin kepegawaian yang membawahi unitnya, bukan pimpinan unit."


@dataclass(frozen=True)
class Pimpinan:
    """A person with the paths of the units he heads today: asked for once per page."""

    pegawai: Pegawai
    jalur: Sequence[str]

    @classmethod
    def of(cls, pelaku: Pegawai) -> Pimpinan:
        kini = Penempatan.objects.filter(pegawai=pelaku, is_kepala=True).pada(timezone.localdate())
        return cls(pelaku, tuple(kini.values_list("unit__jalur", flat=True)))

    def di_atas(self, unit: UnitKerja) -> bool:
        """Whether he heads this unit or one above it."""
        return self._seinstansi(unit) and any(unit.jalur.startswith(j) for j in self.jalur)

    def segaris(self, unit: UnitKerja) -> bool:
        """Whether he heads this unit, one above it, or one below it."""
        return self._seinstansi(unit) and any(
            unit.jalur.startswith(j) or j.startswith(unit.jalur) for j in self.jalur
        )

    def _seinstansi(self, unit: UnitKerja) -> bool:
        return unit.instansi_id == self.pegawai.instansi_id


def may_manage_layanan(p: Pimpinan, unit: UnitKerja) -> Verdict:
    """Add, change, open and close a service: the head of its unit or of one above, and the admin."""
    if p.di_atas(unit) or is_admin_kepegawaian(p.pegawai, unit):
        return YA
    return tidak(_PIMPINAN)


def may_delete_layanan(p: Pimpinan, layanan: Layanan, *, diulas: bool) -> Verdict:
    """Delete a service that nobody has reviewed yet; a reviewed one is closed instead."""
    kelola = may_manage_layanan(p, layanan.unit)
    if kelola and diulas:
        return tidak("Layanan ini sudah diulas, jadi tidak dapat dihapus. Nonaktifkan saja.")
    return kelola


def may_list_ulasan(p: Pimpinan) -> Verdict:
    """Open the list of what citizens wrote at all."""
    if p.jalur or cakupan_of(p.pegawai):
        return YA
    return tidak("Tulisan warga dibuka untuk pimpinan unit, admin, pimpinan instansi, dan auditor.")


def may_read_ulasan(p: Pimpinan, layanan: Layanan) -> Verdict:
    """Read what citizens wrote about a service: leaders in its line, and granted roles that reach it."""
    unit = layanan.unit
    if p.segaris(unit) or (
        unit.instansi_id == p.pegawai.instansi_id
        and any(c.mencakup(unit.jalur) for c in cakupan_of(p.pegawai))
    ):
        return YA
    return tidak("Tulisan warga dibuka untuk pimpinan unit, admin, pimpinan instansi, dan auditor.")


def may_moderate_ulasan(p: Pimpinan, unit: UnitKerja) -> Verdict:
    """Open or close words that were held back."""
    return YA if is_admin_kepegawaian(p.pegawai, unit) else tidak(_ADMIN)


def may_void_ulasan(p: Pimpinan, unit: UnitKerja) -> Verdict:
    """Take reviews out of the figures, with a reason, or bring them back."""
    return YA if is_admin_kepegawaian(p.pegawai, unit) else tidak(_ADMIN)


def may_set_ulasan(pelaku: Pegawai) -> Verdict:
    """Change questions, limits, the list of words and the categories of the agency."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Setelan suara warga diubah admin kepegawaian seluruh instansi.")


def _terbuka(ulasan: UlasanLayanan) -> Verdict:
    if ulasan.dibatalkan_pada is not None:
        return tidak("Ulasan ini sudah dibatalkan.")
    if ulasan.moderasi == StatusModerasi.MENUNGGU:
        return tidak("Tulisan ini menunggu moderasi admin.")
    if ulasan.moderasi == StatusModerasi.DITUTUP:
        return tidak("Tulisan ini ditutup moderator.")
    return YA


def may_reply_ulasan(p: Pimpinan, ulasan: UlasanLayanan) -> Verdict:
    """Answer a citizen in the name of the unit."""
    kelola = may_manage_layanan(p, ulasan.layanan.unit)
    return kelola and _terbuka(ulasan)


def may_tie_ulasan(p: Pimpinan, ulasan: UlasanLayanan, skp: Skp | None = None) -> Verdict:
    """Tie a named praise or complaint to a person: only his pejabat penilai, who read the words himself."""
    boleh = may_read_ulasan(p, ulasan.layanan) and _terbuka(ulasan)
    if not boleh:
        return boleh
    if not ulasan.petugas or ulasan.jenis not in (JenisUlasan.PUJIAN, JenisUlasan.KELUHAN):
        return tidak("Hanya pujian atau keluhan yang menyebut petugas dapat ditautkan.")
    if skp is not None and peran_pemberi(p.pegawai, skp) != PeranPemberi.PENILAI:
        return tidak("Hanya pejabat penilai pegawai itu yang dapat menautkan ulasan.")
    return YA


def may_untie_ulasan(pelaku: Pegawai, tautan: TautanUlasan) -> Verdict:
    """Untie: whoever tied it."""
    if tautan.dilepas_pada is not None:
        return tidak("Tautan ini sudah dilepas.")
    if pelaku.pk != tautan.oleh_id:
        return tidak("Tautan hanya dapat dilepas oleh yang menautkannya.")
    return YA


def may_answer_tautan(pelaku: Pegawai, tautan: TautanUlasan) -> Verdict:
    """Reply to what was tied: only the person himself."""
    if pelaku.pk != tautan.pegawai_id:
        return tidak("Hanya pegawai yang ditautkan yang dapat menanggapi.")
    if tautan.dilepas_pada is not None:
        return tidak("Tautan ini sudah dilepas.")
    return YA
