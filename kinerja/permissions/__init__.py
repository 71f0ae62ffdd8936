"""Who may log, show evidence, and give feedback. The SQL twin of the view question is `visible_to`."""

from __future__ import annotations

from django.db.models import Exists

from kinerja.models import BuktiDukung, CatatanHarian, CatatanPerilaku, PengaturanPerilaku
from kinerja.permissions.bukti import (
    may_answer_tautan,
    may_continue_unggahan,
    may_copy_bukti,
    may_delete_bukti,
    may_report_tautan,
    may_set_aturan_bukti,
)
from kinerja.permissions.ronde import may_answer_ronde, may_manage_ronde
from kinerja.permissions.umpan_balik import (
    may_answer_permintaan,
    may_ask_umpan_balik,
    may_change_umpan_balik,
    may_give_umpan_balik,
    may_keep_frasa,
    may_read_umpan_balik,
    may_reply_umpan_balik,
    may_set_umpan_balik,
    peran_umpan_balik,
)
from kinerja.rules import BELUM_TETAP, PenulisPerilaku, PeranPemberi
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from pegawai.models.lingkup import anggota_yang_dipimpin, rekan_of
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, require, tidak
from skp.models import Skp
from skp.rules import STATUS_TETAP, StatusSkp
from skp.selectors import hari_penilai

__all__ = [
    "may_answer_permintaan",
    "may_answer_ronde",
    "may_answer_tautan",
    "may_ask_umpan_balik",
    "may_change_umpan_balik",
    "may_continue_unggahan",
    "may_copy_bukti",
    "may_delete_bukti",
    "may_edit_catatan",
    "may_give_umpan_balik",
    "may_keep_frasa",
    "may_log_catatan",
    "may_log_perilaku",
    "may_manage_ronde",
    "may_read_umpan_balik",
    "may_record_realisasi",
    "may_reply_perilaku",
    "may_reply_umpan_balik",
    "may_report_tautan",
    "may_set_aturan_bukti",
    "may_set_luring",
    "may_set_perilaku",
    "may_set_umpan_balik",
    "may_upload_bukti",
    "may_use_bukti",
    "may_view_kinerja",
    "may_withdraw_perilaku",
    "penulis_perilaku",
    "peran_pemberi",
    "peran_umpan_balik",
    "require",
]


def peran_pemberi(pelaku: Pegawai, skp: Skp) -> PeranPemberi | None:
    """In which role `pelaku` stands to the owner of an SKP; None for everyone outside the chain. One query.

    The penilai comes before his superior and the ketua tim, whatever else a person also is.
    """
    if pelaku.pk == skp.pegawai_id:
        return None
    pada = HubunganPenilai.objects.pada(hari_penilai(skp))
    penilai = pada.filter(penempatan=skp.penempatan_id)
    baris = Skp.objects.filter(pk=skp.pk).values_list(
        Exists(penilai.filter(penilai=pelaku)),
        Exists(pada.filter(penilai=pelaku, pegawai__in=penilai.values("penilai"))),
        Exists(anggota_yang_dipimpin(pelaku, pegawai=skp.pegawai_id)),
    )
    peran = (PeranPemberi.PENILAI, PeranPemberi.ATASAN_PENILAI, PeranPemberi.KETUA_TIM)
    return next((p for p, ya in zip(peran, baris.get(), strict=True) if ya), None)


def may_view_kinerja(pelaku: Pegawai, skp: Skp) -> Verdict:
    """See the work under an SKP: exactly those who see the SKP itself."""
    if Skp.objects.visible_to(pelaku).filter(pk=skp.pk).exists():
        return YA
    return tidak("Catatan ini hanya terbuka bagi pemiliknya dan para pimpinannya.")


def _is_tetap(skp: Skp) -> Verdict:
    """Work hangs on a fixed SKP only."""
    status = StatusSkp(skp.status)
    return YA if status in STATUS_TETAP else tidak(BELUM_TETAP[status])


def may_log_catatan(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Log work under an SKP: its owner, once it is fixed."""
    if pelaku.pk != skp.pegawai_id:
        return tidak("Catatan kerja hanya ditulis oleh pemilik SKP.")
    return _is_tetap(skp)


def may_edit_catatan(pelaku: Pegawai, catatan: CatatanHarian) -> Verdict:
    """Change, withdraw or restore an entry: whoever wrote it, while its SKP is in force."""
    return may_log_catatan(pelaku, catatan.skp)


def may_record_realisasi(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Record what an indicator reached: the owner of the SKP, once it is fixed."""
    if pelaku.pk != skp.pegawai_id:
        return tidak("Realisasi hanya dicatat oleh pemilik SKP.")
    return _is_tetap(skp)


MEMIMPIN = frozenset({PeranPemberi.PENILAI, PeranPemberi.ATASAN_PENILAI, PeranPemberi.KETUA_TIM})


def penulis_perilaku(pelaku: Pegawai, skp: Skp) -> PenulisPerilaku | None:
    """In which relation `pelaku` may write about the owner's behaviour; None for strangers and for his bawahan.

    Colleagues write where the agency has not closed it to them.
    """
    if pelaku.pk == skp.pegawai_id:
        return PenulisPerilaku.SENDIRI
    if peran_pemberi(pelaku, skp) in MEMIMPIN:
        return PenulisPerilaku.PIMPINAN
    tertutup = PengaturanPerilaku.objects.filter(instansi=skp.instansi_id, is_rekan_dibuka=False)
    if rekan_of(pelaku).filter(pk=skp.pegawai_id).exists() and not tertutup.exists():
        return PenulisPerilaku.REKAN
    return None


def may_log_perilaku(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Log a behaviour: the owner himself, a leader, or a colleague who saw it."""
    if penulis_perilaku(pelaku, skp) is None:
        return tidak("Perilaku dicatat oleh pegawai sendiri, pimpinannya, atau rekan kerjanya.")
    return _is_tetap(skp)


def may_reply_perilaku(pelaku: Pegawai, perilaku: CatatanPerilaku) -> Verdict:
    """Answer an entry: the person it is about, when somebody else wrote it."""
    if pelaku.pk != perilaku.pegawai_id or pelaku.pk == perilaku.oleh_id:
        return tidak("Tanggapan ditulis oleh pegawai yang dicatat perilakunya.")
    return YA


def may_set_perilaku(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Change the agency's settings of behaviour entries: the admin of the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengaturan perilaku diubah oleh admin kepegawaian instansi.")


def may_withdraw_perilaku(pelaku: Pegawai, perilaku: CatatanPerilaku) -> Verdict:
    """Withdraw or restore a behaviour: only whoever wrote it."""
    if pelaku.pk != perilaku.oleh_id:
        return tidak("Catatan perilaku hanya dapat ditarik oleh penulisnya.")
    return _is_tetap(perilaku.skp)


def may_upload_bukti(pelaku: Pegawai, skp: Skp) -> Verdict:
    """Add evidence under an SKP: whoever may log something under it; its owner also when its span is over.

    An objection to the result of a year is made when the year is over.
    """
    if pelaku.pk == skp.pegawai_id and skp.status == StatusSkp.SELESAI:
        return YA
    return may_log_perilaku(pelaku, skp)


def may_use_bukti(pelaku: Pegawai, bukti: BuktiDukung, skp: Skp) -> Verdict:
    """Put a piece of evidence under an entry: one's own, of the same SKP."""
    if bukti.skp_id != skp.pk or bukti.pemilik_id != pelaku.pk:
        return tidak("Bukti itu bukan milik Anda pada SKP ini. Unggah bukti Anda sendiri.")
    return YA


def may_set_luring(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Set how photos travel: the agency's admin kepegawaian."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Setelan ini diubah admin kepegawaian seluruh instansi.")
