"""Who may do what with people and organisation. Everything else builds on these questions."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from pegawai.models import (
    HubunganPenilai,
    Pegawai,
    Penempatan,
    PeranDiberikan,
    PermintaanPerbaikan,
    UnitKerja,
)
from pegawai.models.lingkup import anggota_yang_dipimpin, cakupan_of
from pegawai.rules import YA, Peran, StatusPerbaikan, Verdict, require, tidak

__all__ = [
    "is_admin_instansi",
    "is_admin_kepegawaian",
    "is_atasan_penilai_of",
    "is_ketua_tim_of",
    "is_penilai_of",
    "may_add_jabatan",
    "may_add_tim",
    "may_answer_perbaikan",
    "may_grant_peran",
    "may_hand_out_sandi",
    "may_import",
    "may_manage_instansi",
    "may_manage_pegawai",
    "may_manage_unit",
    "may_monitor",
    "may_request_perbaikan",
    "may_reset_akses",
    "may_see_people",
    "may_see_perbaikan",
    "require",
    "unit_pantauan",
]


def is_penilai_of(pelaku: Pegawai, pegawai: Pegawai, pada: date | None = None) -> bool:
    """Tell whether `pelaku` is pejabat penilai of `pegawai` that day (today by default)."""
    hari = pada or timezone.localdate()
    return HubunganPenilai.objects.filter(penilai=pelaku, pegawai=pegawai).pada(hari).exists()


def is_atasan_penilai_of(pelaku: Pegawai, pegawai: Pegawai, pada: date | None = None) -> bool:
    """Tell whether `pelaku` is the penilai of the penilai of `pegawai` that day."""
    hari = pada or timezone.localdate()
    bawahan = HubunganPenilai.objects.filter(penilai=pelaku).pada(hari).values("pegawai")
    return HubunganPenilai.objects.filter(penilai__in=bawahan, pegawai=pegawai).pada(hari).exists()


def is_ketua_tim_of(pelaku: Pegawai, pegawai: Pegawai) -> bool:
    """Tell whether `pelaku` leads a team today in which `pegawai` is a member."""
    return pelaku.pk != pegawai.pk and anggota_yang_dipimpin(pelaku, pegawai=pegawai).exists()


def is_admin_kepegawaian(pelaku: Pegawai, unit: UnitKerja | None = None) -> bool:
    """Tell whether `pelaku` is admin kepegawaian of the whole agency, or of a subtree that holds `unit`.

    Without `unit` the question is whether he is admin of anything at all.
    """
    sebagai_admin = [c for c in cakupan_of(pelaku) if c.peran == Peran.ADMIN_KEPEGAWAIAN]
    if unit is None:
        return bool(sebagai_admin)
    return unit.instansi_id == pelaku.instansi_id and any(c.mencakup(unit.jalur) for c in sebagai_admin)


def is_admin_instansi(pelaku: Pegawai) -> bool:
    """Tell whether `pelaku` is admin kepegawaian of the whole agency."""
    return any(c.peran == Peran.ADMIN_KEPEGAWAIAN and c.unit is None for c in cakupan_of(pelaku))


def may_import(pelaku: Pegawai) -> Verdict:
    """An import touches the whole agency, so only its admin may run one."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Impor hanya dapat dijalankan admin kepegawaian seluruh instansi.")


def may_add_jabatan(pelaku: Pegawai) -> Verdict:
    """Enter a post the agency does not have yet; every admin places people in posts."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Jabatan hanya dapat ditambah admin kepegawaian.")


def may_add_tim(pelaku: Pegawai) -> Verdict:
    """Found a team; under which unit is asked when it is named."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Tim kerja hanya dapat dibentuk admin kepegawaian.")


def may_manage_instansi(pelaku: Pegawai) -> Verdict:
    """Change what belongs to no single unit: the root of the tree, people who sit nowhere."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Perubahan ini hanya dapat dilakukan admin kepegawaian seluruh instansi.")


def may_grant_peran(pelaku: Pegawai) -> Verdict:
    """Grant and take back the three roles; a subtree's admin makes no other admins."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Peran hanya dapat diberi dan dicabut admin kepegawaian seluruh instansi.")


def may_see_people(pelaku: Pegawai) -> Verdict:
    """Open the list of people and units: admin, pimpinan and auditor."""
    if cakupan_of(pelaku):
        return YA
    return tidak("Daftar pegawai hanya dibuka untuk admin kepegawaian, pimpinan, dan auditor.")


def may_manage_unit(pelaku: Pegawai, unit: UnitKerja) -> Verdict:
    """Change a unit, its head and what sits in it."""
    if is_admin_kepegawaian(pelaku, unit):
        return YA
    return tidak("Unit ini hanya dapat diubah admin kepegawaian yang membawahinya.")


def may_manage_pegawai(pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None) -> Verdict:
    """Change placement, penilai and access of a person who sits in `unit` (None: nowhere yet)."""
    if pegawai.instansi_id != pelaku.instansi_id:
        return tidak("Pegawai ini berada di instansi lain.")
    if is_admin_instansi(pelaku) or (unit is not None and is_admin_kepegawaian(pelaku, unit)):
        return YA
    return tidak("Data pegawai ini hanya dapat diubah admin kepegawaian yang membawahi unitnya.")


def may_reset_akses(pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None) -> Verdict:
    """Hand out a first password: to people one manages, never to oneself, never upward.

    Whoever holds a granted role is reset by the agency's admin only: else the admin of a unit could
    sign in as the admin of the agency.
    """
    if pelaku.pk == pegawai.pk:
        return tidak("Ubah kata sandi Anda sendiri lewat menu akun.")
    kelola = may_manage_pegawai(pelaku, pegawai, unit)
    if not kelola or is_admin_instansi(pelaku):
        return kelola
    if cakupan_of(pegawai):
        return tidak("Akses pemegang peran khusus hanya disetel ulang admin seluruh instansi.")
    return YA


def may_hand_out_sandi(pelaku: Pegawai) -> Verdict:
    """Hand out first passwords to many at once; about whom is asked for each of them."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Sandi awal hanya dibagikan admin kepegawaian.")


def may_see_perbaikan(pelaku: Pegawai) -> Verdict:
    """Open the queue of reports: admin kepegawaian only."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Antrean laporan hanya dibuka untuk admin kepegawaian.")


def may_open_pengaturan(pelaku: Pegawai) -> Verdict:
    """Open the list of everything that is set for the agency; each page behind it asks again."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Pengaturan hanya dibuka untuk admin kepegawaian.")


def may_request_perbaikan(pelaku: Pegawai, pegawai: Pegawai) -> Verdict:
    """Everyone says "ini salah" about himself only."""
    return YA if pelaku.pk == pegawai.pk else tidak("Laporan kesalahan data dibuat oleh pemilik datanya.")


def may_answer_perbaikan(pelaku: Pegawai, permintaan: PermintaanPerbaikan, unit: UnitKerja | None) -> Verdict:
    """The admin who may change the person may settle his report, while it waits."""
    if permintaan.status != StatusPerbaikan.BARU:
        return tidak("Laporan ini sudah diselesaikan.")
    return may_manage_pegawai(pelaku, permintaan.pegawai, unit)


# Progress of units


def unit_pantauan(pelaku: Pegawai, pada: date | None = None) -> list[UnitKerja]:
    """The tops of the subtrees that `pelaku` may watch: those he heads, and those his granted roles reach."""
    hari = pada or timezone.localdate()
    dipimpin = Penempatan.objects.filter(pegawai=pelaku, is_kepala=True).pada(hari).values("unit")
    diberi = PeranDiberikan.objects.filter(pegawai=pelaku)
    semua = UnitKerja.objects.filter(instansi_id=pelaku.instansi_id)
    units = list(
        (
            semua.filter(pk__in=dipimpin)
            | semua.filter(pk__in=diberi.filter(unit__isnull=False).values("unit"))
            | semua.filter(
                induk__isnull=True, instansi__in=diberi.filter(unit__isnull=True).values("instansi")
            )
        )
        .distinct()
        .order_by("jalur")
    )
    return [u for u in units if not any(u != v and u.jalur.startswith(v.jalur) for v in units)]


def may_monitor(
    pelaku: Pegawai, unit: UnitKerja | None = None, *, puncak: list[UnitKerja] | None = None
) -> Verdict:
    """Watch the progress of a unit and everything below: its leaders, admin, pimpinan, auditor.

    Without `unit`: of any unit at all. `puncak` saves the query where a page has asked for it already.
    """
    atas = unit_pantauan(pelaku) if puncak is None else puncak
    if unit is None and atas:
        return YA
    if unit is not None and any(unit.jalur.startswith(u.jalur) for u in atas):
        return YA
    return tidak("Pemantauan dibuka untuk pimpinan unit, admin kepegawaian, pimpinan instansi, dan auditor.")
