"""Who gives feedback to whom, asks for it, mends it, and sets its rules."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, Q
from django.utils import timezone

from kinerja.models import FrasaUmpanBalik, PengaturanUmpanBalik, PermintaanUmpanBalik, UmpanBalik
from kinerja.rules import BELUM_TETAP, PERAN_SEJAWAT, PeranPemberi
from pegawai.models import HubunganPenilai, Pegawai
from pegawai.models.lingkup import anggota_yang_dipimpin, rekan_of
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, Verdict, tidak
from skp.models import Skp
from skp.rules import STATUS_TETAP, StatusSkp
from skp.selectors import hari_penilai

DI_LUAR_HUBUNGAN = (
    "Umpan balik diberikan pejabat penilai, atasannya, ketua tim, rekan seunit atau setim, dan bawahan."
)


def peran_umpan_balik(pelaku: Pegawai, skp: Skp, pada: date | None = None) -> PeranPemberi | None:
    """In which role `pelaku` speaks to the owner of an SKP on a day; None outside every relation. One query.

    Leaders come before the others, the nearest first; who is rated by him speaks as bawahan before as rekan.
    """
    if pelaku.pk == skp.pegawai_id:
        return None
    hubungan = HubunganPenilai.objects.pada(hari_penilai(skp))
    penilai = hubungan.filter(penempatan=skp.penempatan_id)
    hari = pada or timezone.localdate()
    bawahan = HubunganPenilai.objects.pada(hari).filter(penilai=skp.pegawai_id, pegawai=pelaku)
    baris = Skp.objects.filter(pk=skp.pk).values_list(
        Exists(penilai.filter(penilai=pelaku)),
        Exists(hubungan.filter(penilai=pelaku, pegawai__in=penilai.values("penilai"))),
        Exists(anggota_yang_dipimpin(pelaku, pegawai=skp.pegawai_id)),
        Exists(bawahan),
        Exists(rekan_of(pelaku, hari).filter(pk=skp.pegawai_id)),
    )
    peran = (
        PeranPemberi.PENILAI,
        PeranPemberi.ATASAN_PENILAI,
        PeranPemberi.KETUA_TIM,
        PeranPemberi.BAWAHAN,
        PeranPemberi.REKAN,
    )
    return next((p for p, ya in zip(peran, baris.get(), strict=True) if ya), None)


def may_give_umpan_balik(pelaku: Pegawai, skp: Skp, pada: date | None = None) -> Verdict:
    """Give continuous feedback: the chain, the ketua tim, colleagues and bawahan of that day (domain reference 2.3)."""
    if pelaku.pk == skp.pegawai_id:
        return tidak("Umpan balik diberikan kepada orang lain.")
    peran = peran_umpan_balik(pelaku, skp, pada)
    if peran is None:
        return tidak(DI_LUAR_HUBUNGAN)
    if peran in PERAN_SEJAWAT and (alasan := _ditutup(skp.instansi_id, peran)):
        return tidak(alasan)
    status = StatusSkp(skp.status)
    return YA if status in STATUS_TETAP else tidak(BELUM_TETAP[status])


def _ditutup(instansi_id: int, peran: PeranPemberi) -> str:
    """Why an agency takes no feedback in this role; empty where it does."""
    tutup = Q(is_rekan_dibuka=False) if peran == PeranPemberi.REKAN else Q(is_bawahan_dibuka=False)
    if not PengaturanUmpanBalik.objects.filter(tutup, instansi=instansi_id).exists():
        return ""
    return f"Instansi Anda tidak membuka umpan balik dari {peran.label.lower()}."


def may_change_umpan_balik(pelaku: Pegawai, umpan_balik: UmpanBalik) -> Verdict:
    """Mend or take back: only whoever gave it; for how long is a rule."""
    if pelaku.pk == umpan_balik.pemberi_id:
        return YA
    return tidak("Umpan balik hanya dapat diubah atau ditarik oleh pemberinya.")


def may_reply_umpan_balik(pelaku: Pegawai, umpan_balik: UmpanBalik) -> Verdict:
    """Reply: only the person it was given to."""
    if pelaku.pk == umpan_balik.pegawai_id:
        return YA
    return tidak("Hanya penerima umpan balik yang dapat membalas.")


def may_read_umpan_balik(pelaku: Pegawai, umpan_balik: UmpanBalik) -> Verdict:
    """Mark as read: only the person it was given to."""
    if pelaku.pk == umpan_balik.pegawai_id:
        return YA
    return tidak("Hanya penerima umpan balik yang dapat menandainya.")


def may_ask_umpan_balik(pelaku: Pegawai, skp: Skp, kepada: Pegawai) -> Verdict:
    """Ask for feedback on one's own work: those who may give it."""
    if pelaku.pk != skp.pegawai_id:
        return tidak("Umpan balik diminta oleh pemilik SKP.")
    if kepada.pk == pelaku.pk:
        return tidak("Umpan balik diminta kepada orang lain.")
    boleh = may_give_umpan_balik(kepada, skp)
    if boleh or boleh.alasan != DI_LUAR_HUBUNGAN:
        return boleh
    return tidak(f"{kepada.nama_lengkap} di luar hubungan kerja Anda. Pilih pimpinan, rekan, atau bawahan.")


def may_answer_permintaan(pelaku: Pegawai, permintaan: PermintaanUmpanBalik) -> Verdict:
    """Answer or decline: only who was asked."""
    if pelaku.pk == permintaan.kepada_id:
        return YA
    return tidak("Permintaan ini ditujukan kepada orang lain.")


def may_set_umpan_balik(pelaku: Pegawai) -> Verdict:
    """Set the agency's rules for feedback: its admin."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Aturan umpan balik diatur admin kepegawaian seluruh instansi.")


def may_keep_frasa(pelaku: Pegawai, frasa: FrasaUmpanBalik) -> Verdict:
    """Throw an opener away: its owner; the agency's own, its admin."""
    if frasa.pemilik_id is None:
        return (
            may_set_umpan_balik(pelaku)
            if frasa.instansi_id == pelaku.instansi_id
            else tidak("Kalimat ini milik instansi lain.")
        )
    return YA if frasa.pemilik_id == pelaku.pk else tidak("Kalimat ini milik orang lain.")
