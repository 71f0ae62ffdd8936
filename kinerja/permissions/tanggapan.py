"""Who acknowledges, questions and answers."""

from __future__ import annotations

from kinerja.models import CatatanHarian, TanggapanCatatan
from kinerja.permissions import peran_pemberi
from kinerja.rules import PERAN_MENANGGAPI, PeranPemberi
from pegawai.models import Pegawai
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp


def may_respond_catatan(pelaku: Pegawai, skp: Skp, peran: PeranPemberi | bool | None = False) -> Verdict:
    """Acknowledge or question entries under an SKP: its penilai, or the ketua tim. `peran`, where it is known."""
    if pelaku.pk == skp.pegawai_id:
        return tidak("Catatan ditanggapi oleh pejabat penilai atau ketua tim, bukan oleh pemiliknya.")
    berperan = peran_pemberi(pelaku, skp) if peran is False else peran
    if berperan in PERAN_MENANGGAPI:
        return YA
    return tidak("Catatan ditanggapi oleh pejabat penilai atau ketua tim.")


def may_answer_catatan(pelaku: Pegawai, catatan: CatatanHarian) -> Verdict:
    """Answer a question about an entry: whoever wrote the entry."""
    if pelaku.pk == catatan.pegawai_id:
        return YA
    return tidak("Pertanyaan ini dijawab oleh pemilik catatan.")


def may_undo_tanggapan(pelaku: Pegawai, tanggapan: TanggapanCatatan) -> Verdict:
    """Take an answer back: only whoever gave it."""
    if pelaku.pk == tanggapan.oleh_id:
        return YA
    return tidak("Tanggapan hanya dapat diurungkan oleh pemberinya.")
