"""Who may do what with a Perjanjian Kinerja."""

from __future__ import annotations

from django.utils import timezone

from pegawai.models import Instansi, Pegawai, Penempatan
from pegawai.models.lingkup import cakupan_of
from pegawai.models.penempatan import berlaku_pada
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak
from skp.models import PerjanjianKinerja
from skp.rules import PK_BISA_DISUNTING, StatusPk

BUKAN_PIHAK_KEDUA = "Kesepakatan atas perjanjian kinerja ini ada pada pihak kedua, atasan langsungnya."


def wajib_pk(penempatan: Penempatan) -> Verdict:
    """A PK is due from JPT, from heads of units and from heads of units that stand alone (domain 8, 1.3)."""
    if penempatan.is_kepala or penempatan.jabatan.is_formulir_jpt:
        return YA
    return tidak("Perjanjian kinerja disusun pejabat pimpinan tinggi dan kepala unit.")


def penempatan_pk(pelaku: Pegawai) -> list[Penempatan]:
    """The posts of a person today from which a PK is due, acting ones too."""
    tempat = Penempatan.objects.select_related("jabatan", "unit", "pegawai").filter(
        berlaku_pada(timezone.localdate()), pegawai=pelaku
    )
    return [p for p in tempat.order_by("jenis", "-mulai", "id") if wajib_pk(p)]


def may_draft_pk(pelaku: Pegawai, penempatan: Penempatan) -> Verdict:
    """Everyone from whom a PK is due drafts his own."""
    if penempatan.pegawai_id != pelaku.pk:
        return tidak("Perjanjian kinerja disusun oleh pihak pertamanya.")
    return wajib_pk(penempatan)


def may_view_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """The parties, the rung above, the unit's head of today, the granted roles."""
    if PerjanjianKinerja.objects.visible_to(pelaku).filter(pk=pk.pk).exists():
        return YA
    return tidak("Perjanjian kinerja ini tidak dibuka untuk Anda.")


def may_edit_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """Only the first party writes what he promises."""
    return (
        YA
        if pk.pegawai_id == pelaku.pk
        else tidak("Isi perjanjian kinerja hanya dapat diubah pihak pertama.")
    )


def may_submit_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """Only the first party hands it in, or takes it back."""
    if pk.pegawai_id == pelaku.pk:
        return YA
    return tidak("Perjanjian kinerja hanya dapat diajukan dan ditarik pihak pertama.")


def may_agree_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """The pejabat penilai of today agrees or returns it; nobody his own."""
    if PerjanjianKinerja.objects.untuk_disepakati(pelaku).filter(pk=pk.pk).exists():
        return YA
    return tidak(BUKAN_PIHAK_KEDUA)


def may_cancel_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """The first party calls off his draft; an agreed one only the admin kepegawaian of the unit."""
    if pk.status in PK_BISA_DISUNTING and pk.pegawai_id == pelaku.pk:
        return YA
    if is_admin_kepegawaian(pelaku, pk.unit):
        return YA
    if pk.pegawai_id == pelaku.pk:
        return tidak("Perjanjian kinerja yang sudah disepakati hanya dapat dibatalkan admin kepegawaian.")
    return tidak("Perjanjian kinerja ini hanya dapat dibatalkan pihak pertama atau admin kepegawaian.")


def penempatan_penerus(pelaku: Pegawai, pk: PerjanjianKinerja) -> Penempatan | None:
    """The post from which `pelaku` may revise this PK: the same one, or as the unit's head of today."""
    return next(
        (
            p
            for p in penempatan_pk(pelaku)
            if p.pk == pk.penempatan_id or (p.is_kepala and p.unit_id == pk.unit_id)
        ),
        None,
    )


def may_revise_pk(pelaku: Pegawai, pk: PerjanjianKinerja) -> Verdict:
    """The first party while he holds the post, or the officer who followed him (domain 8: change of officer)."""
    if penempatan_penerus(pelaku, pk) is not None:
        return YA
    if pk.pegawai_id == pelaku.pk:
        return tidak("Jabatan ini sudah tidak Anda pegang. Penerus Anda yang merevisinya.")
    return tidak("Perjanjian kinerja ini hanya dapat direvisi pihak pertama atau penerus jabatannya.")


def may_set_anggaran(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """The date of the budget document concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Tanggal dokumen anggaran diisi admin kepegawaian seluruh instansi.")


def may_see_daftar_pk(pelaku: Pegawai) -> Verdict:
    """The list by unit is for the granted roles, each within his reach."""
    if cakupan_of(pelaku):
        return YA
    return tidak("Daftar perjanjian kinerja dibuka untuk admin kepegawaian, pimpinan, dan auditor.")


def is_pk_dapat_direvisi(pk: PerjanjianKinerja) -> bool:
    """An agreed one is revised, once: the newer version carries on from there."""
    return pk.status == StatusPk.DISEPAKATI and not pk.digantikan.exclude(status=StatusPk.DIBATALKAN).exists()
