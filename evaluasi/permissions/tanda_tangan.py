"""Who signs a document, who files the scan of a signed paper, who takes one back."""

from __future__ import annotations

from evaluasi.models import Dokumen, TandaTangan
from evaluasi.rules import JenisDokumen, PeranPenanda, penanda_dokumen, peran_orang, sebutan_penanda
from pegawai.models import Pegawai
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Verdict, tidak


def peran_pelaku(pelaku: Pegawai, dokumen: Dokumen) -> tuple[PeranPenanda, ...]:
    """As what `pelaku` is named under a document."""
    if pelaku.instansi_id != dokumen.instansi_id:
        return ()
    return peran_orang(
        JenisDokumen(dokumen.jenis), dokumen.isi_naskah, nip=pelaku.nip, nama=pelaku.nama_lengkap
    )


def may_sign(pelaku: Pegawai, dokumen: Dokumen, peran: PeranPenanda | None = None) -> Verdict:
    """Sign electronically: whoever is named under the document, for himself. For whoever passed `visible_to`."""
    milik = peran_pelaku(pelaku, dokumen)
    if not milik:
        return tidak("Dokumen ini ditandatangani orang yang namanya tercetak di bawahnya.")
    if peran is not None and peran not in milik:
        return tidak(f"Anda tidak tercetak sebagai {sebutan_penanda(JenisDokumen(dokumen.jenis), peran)}.")
    return YA


def may_file_pindaian(pelaku: Pegawai, dokumen: Dokumen) -> Verdict:
    """File the scan of a signed paper: who signs it, or an admin who keeps the files. For whoever passed `visible_to`."""
    if peran_pelaku(pelaku, dokumen) or is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Pindaian diunggah penanda tangan dokumen ini atau admin kepegawaian.")


def may_withdraw_pindaian(pelaku: Pegawai, tanda: TandaTangan) -> Verdict:
    """Take a scan back that was filed by mistake: whoever filed it, or an admin."""
    if tanda.is_elektronik:
        return tidak("Tanda tangan elektronik tidak dapat dicabut dari dokumen.")
    if tanda.oleh_id == pelaku.pk or is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Pindaian ini ditarik pengunggahnya atau admin kepegawaian.")


def wajib_tanda(dokumen: Dokumen) -> tuple[PeranPenanda, ...]:
    """All who are named under a document."""
    return penanda_dokumen(JenisDokumen(dokumen.jenis), dokumen.isi_naskah)
