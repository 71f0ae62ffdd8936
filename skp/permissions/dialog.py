"""Who may do what with the note of a dialog kinerja."""

from __future__ import annotations

from django.db.models import QuerySet

from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi
from pegawai.prepared import prepared
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp
from skp.permissions import is_penilai_skp

BUKAN_PIHAK = "Dialog kinerja ditulis dan dikonfirmasi pemilik SKP dan pejabat penilainya."


def may_view_dialog(pelaku: Pegawai, skp: Skp) -> Verdict:
    """The two, the rung above and the granted roles; not a team leader, though he sees the SKP."""
    if _terlihat(pelaku, skp.pk):
        return YA
    return tidak("Catatan dialog kinerja hanya dibuka bagi keduanya dan rantai penilainya.")


@prepared
def _terlihat(pelaku: Pegawai, skp: int) -> QuerySet[Skp, int]:
    return Skp.objects.visible_to_rantai(pelaku).filter(pk=skp).values_list("pk", flat=True)


def may_write_dialog(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Either of the two drafts, changes and confirms."""
    if skp.pegawai_id == pelaku.pk or is_penilai_skp(pelaku, skp):
        return YA
    return tidak(BUKAN_PIHAK)


def may_set_dialog_wajib(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Whether a confirmed note is needed concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Kewajiban dialog kinerja diatur admin kepegawaian seluruh instansi.")
