"""Who follows a result up."""

from __future__ import annotations

from evaluasi.models import Evaluasi, TindakLanjut
from evaluasi.permissions.evaluasi import is_penilai_skp
from evaluasi.rules import JENIS_USUL, JenisTindakLanjut, StatusTindakLanjut
from pegawai.models import Instansi, Pegawai
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def _memimpin(pelaku: Pegawai, evaluasi: Evaluasi) -> bool:
    if pelaku.pk == evaluasi.pegawai_id:
        return False
    return (
        pelaku.pk == evaluasi.penilai_id
        or is_penilai_skp(pelaku, evaluasi.skp)
        or is_admin_kepegawaian(pelaku, evaluasi.penempatan.unit)
    )


def may_add_tindak_lanjut(pelaku: Pegawai, evaluasi: Evaluasi) -> Verdict:
    """Write down what follows from a final result: the penilai, or the admin of the person's unit."""
    if not evaluasi.is_final:
        return tidak("Tindak lanjut dicatat setelah evaluasi final.")
    if _memimpin(pelaku, evaluasi):
        return YA
    return tidak("Tindak lanjut dicatat pejabat penilai atau admin kepegawaian.")


def may_close_tindak_lanjut(pelaku: Pegawai, tindak: TindakLanjut) -> Verdict:
    """Settle it: whoever is charged with it, the penilai, the admin; a proposal only the admin."""
    if tindak.status != StatusTindakLanjut.TERBUKA:
        return tidak("Tindak lanjut ini sudah ditutup.")
    if JenisTindakLanjut(tindak.jenis) in JENIS_USUL:
        if pelaku.pk != tindak.evaluasi.pegawai_id and is_admin_kepegawaian(
            pelaku, tindak.evaluasi.penempatan.unit
        ):
            return YA
        return tidak("Usulan ini diputus admin kepegawaian.")
    if pelaku.pk == tindak.penanggung_jawab_id or _memimpin(pelaku, tindak.evaluasi):
        return YA
    return tidak("Tindak lanjut ini ditutup penanggung jawab, penilai, atau admin kepegawaian.")


def may_set_aturan_usulan(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Settle when rewards and developments are proposed: it concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Aturan usulan diubah admin kepegawaian seluruh instansi.")
