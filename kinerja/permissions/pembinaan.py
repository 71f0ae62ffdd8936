"""Who may plan, read, confirm and close a session of bimbingan or konseling. The SQL twin is `visible_to`."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils import timezone

from kinerja.models import LangkahPembinaan, PengaturanBina, SesiPembinaan
from kinerja.rules import (
    STATUS_PEMBINAAN_SEPAKAT,
    JenisPembinaan,
    PeranPemberi,
    PihakPembinaan,
    StatusPembinaan,
)
from pegawai.models import HubunganPenilai, Instansi, Pegawai
from pegawai.models.lingkup import anggota_yang_dipimpin, cakupan_of
from pegawai.permissions import is_admin_instansi
from pegawai.rules import YA, JenisPegawai, Verdict, is_aktif, require, tidak

__all__ = [
    "is_pihak",
    "may_accept_pembinaan",
    "may_answer_pembinaan",
    "may_cancel_pembinaan",
    "may_change_rencana",
    "may_close_pembinaan",
    "may_end_pembinaan",
    "may_plan_pembinaan",
    "may_print_pembinaan",
    "may_record_pembinaan",
    "may_request_pembinaan",
    "may_see_rekap",
    "may_set_bina",
    "may_update_langkah",
    "may_view_pembinaan",
    "pengaturan_bina",
    "peran_pembina",
    "pihak_of",
    "require",
]

BUKAN_PIHAK = "Sesi ini milik pegawai dan pembinanya. Hanya keduanya yang mengisinya."


def pengaturan_bina(instansi_id: int) -> PengaturanBina:
    """What the agency settled; the defaults where it settled nothing."""
    ada = PengaturanBina.objects.filter(instansi=instansi_id).first()
    return ada or PengaturanBina(instansi_id=instansi_id)


def peran_pembina(pelaku: Pegawai, pegawai: Pegawai) -> PeranPemberi | None:
    """In which role `pelaku` leads this person today; None for everyone else. One query."""
    if pelaku.pk == pegawai.pk or pelaku.instansi_id != pegawai.instansi_id:
        return None
    pada = HubunganPenilai.objects.pada(timezone.localdate())
    penilai = pada.filter(pegawai=OuterRef("pk"))
    tim = anggota_yang_dipimpin(pelaku, pegawai=OuterRef("pk")).exclude(
        tim__instansi__pengaturan_bina__ketua_tim_membina=False
    )
    baris = Pegawai.objects.filter(pk=pegawai.pk).values_list(
        Exists(penilai.filter(penilai=pelaku)),
        Exists(penilai.filter(penilai__in=pada.filter(penilai=pelaku).values("pegawai"))),
        Exists(tim),
    )
    peran = (PeranPemberi.PENILAI, PeranPemberi.ATASAN_PENILAI, PeranPemberi.KETUA_TIM)
    return next((p for p, ya in zip(peran, baris.get(), strict=True) if ya), None)


def pihak_of(pelaku: Pegawai, sesi: SesiPembinaan) -> PihakPembinaan | None:
    """Which of the two `pelaku` is; None for everyone else."""
    if pelaku.pk == sesi.pegawai_id:
        return PihakPembinaan.PEGAWAI
    return PihakPembinaan.PEMBINA if pelaku.pk == sesi.pembina_id else None


def is_pihak(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """One of the two."""
    return YA if pihak_of(pelaku, sesi) else tidak(BUKAN_PIHAK)


def may_view_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Read a session: the two; a bimbingan also the person's penilai and the rung above."""
    if SesiPembinaan.objects.visible_to(pelaku).filter(pk=sesi.pk).exists():
        return YA
    if sesi.jenis == JenisPembinaan.KONSELING:
        return tidak("Konseling hanya dibaca pegawai dan pembinanya.")
    return tidak("Bimbingan hanya dibaca keduanya dan rantai penilai pegawai.")


def may_plan_pembinaan(pelaku: Pegawai, pegawai: Pegawai) -> Verdict:
    """Plan a session: penilai, atasan penilai, and the ketua tim where the agency allows it."""
    if pelaku.pk == pegawai.pk:
        return tidak("Pembinaan dilakukan berdua. Minta kepada pimpinan Anda.")
    if not is_aktif(pegawai.kedudukan):
        return tidak("Pegawai ini tidak lagi bertugas.")
    if peran_pembina(pelaku, pegawai) is None:
        return tidak("Pembinaan direncanakan pejabat penilai, atasannya, atau ketua tim yang diizinkan.")
    return YA


def may_request_pembinaan(pelaku: Pegawai, pembina: Pegawai) -> Verdict:
    """Ask for a session: of somebody who leads one today."""
    if pelaku.jenis == JenisPegawai.PEJABAT_NEGARA:
        return tidak("Pembinaan diminta oleh pegawai yang dinilai.")
    if not is_aktif(pembina.kedudukan) or peran_pembina(pembina, pelaku) is None:
        return tidak("Pilih pimpinan Anda sendiri dari daftar.")
    return YA


def may_accept_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Set the day of a session that was asked for: who was asked."""
    if pelaku.pk != sesi.pembina_id:
        return tidak("Permintaan ini dijawab pimpinan yang diminta.")
    return YA if sesi.status == StatusPembinaan.DIMINTA else tidak("Permintaan ini sudah dijawab.")


def may_change_rencana(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Change the plan before the talk: who wrote it; the leader once it has a day."""
    if not is_pihak(pelaku, sesi):
        return tidak(BUKAN_PIHAK)
    if sesi.status == StatusPembinaan.DIMINTA and pelaku.pk == sesi.pegawai_id:
        return YA
    if sesi.status == StatusPembinaan.DIRENCANAKAN and pelaku.pk == sesi.pembina_id:
        return YA
    if sesi.status in (StatusPembinaan.DIMINTA, StatusPembinaan.DIRENCANAKAN):
        return tidak("Rencana ini diubah pihak lain. Sampaikan kepadanya.")
    return tidak("Pertemuan sudah dicatat. Rencananya tidak diubah lagi.")


def may_cancel_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Call a session off before the talk: either of the two, with the reason."""
    if not is_pihak(pelaku, sesi):
        return tidak(BUKAN_PIHAK)
    if sesi.status in (StatusPembinaan.DIMINTA, StatusPembinaan.DIRENCANAKAN):
        return YA
    return tidak("Pertemuan sudah dicatat. Tutup sesinya dengan hasil.")


def may_record_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Write down the talk, or write it anew: either of the two, until the session is closed."""
    if not is_pihak(pelaku, sesi):
        return tidak(BUKAN_PIHAK)
    match StatusPembinaan(sesi.status):
        case StatusPembinaan.DIMINTA:
            return tidak("Permintaan ini belum dijadwalkan.")
        case StatusPembinaan.SELESAI | StatusPembinaan.DIBATALKAN:
            return tidak("Sesi ini sudah ditutup dan tidak berubah lagi.")
    return YA


def may_answer_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Confirm the record or object to it: each of the two, while it waits for that."""
    if not is_pihak(pelaku, sesi):
        return tidak(BUKAN_PIHAK)
    if sesi.status != StatusPembinaan.DILAKSANAKAN:
        return tidak("Tidak ada catatan yang menunggu konfirmasi.")
    return YA


def may_update_langkah(pelaku: Pegawai, langkah: LangkahPembinaan) -> Verdict:
    """Say how far a step is: either of the two, once both have confirmed and until the end."""
    if not is_pihak(pelaku, langkah.sesi):
        return tidak(BUKAN_PIHAK)
    if langkah.sesi.status != StatusPembinaan.DISEPAKATI:
        return tidak("Langkah ditandai setelah keduanya mengonfirmasi dan sebelum sesi ditutup.")
    return YA


def may_close_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Close with the outcome: the leader; without him the session is ended, not judged (`may_end_pembinaan`)."""
    if pelaku.pk != sesi.pembina_id:
        return tidak("Hasil sesi ditetapkan pembinanya.")
    if sesi.status != StatusPembinaan.DISEPAKATI:
        return tidak("Sesi ditutup setelah keduanya mengonfirmasi catatannya.")
    return YA


def may_end_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """End a session whose pembina left or leads the person no more: his penilai of today, or the admin of the unit."""
    if SesiPembinaan.objects.dapat_diakhiri(pelaku).filter(pk=sesi.pk).exists():
        return YA
    return tidak("Sesi diakhiri penilai sekarang atau admin, setelah pembinanya tidak lagi memimpin.")


def may_print_pembinaan(pelaku: Pegawai, sesi: SesiPembinaan) -> Verdict:
    """Have the record as a document: the two, once both confirmed it."""
    if not is_pihak(pelaku, sesi):
        return tidak("Berita acara dibuat untuk pegawai dan pembinanya saja.")
    if sesi.status not in STATUS_PEMBINAAN_SEPAKAT:
        return tidak("Berita acara dibuat setelah keduanya mengonfirmasi catatannya.")
    return YA


def may_see_rekap(pelaku: Pegawai) -> Verdict:
    """Read counts per unit: admin, pimpinan, auditor; never the contents."""
    if cakupan_of(pelaku):
        return YA
    return tidak("Rekap pembinaan dibuka untuk admin kepegawaian, pimpinan, dan auditor.")


def may_set_bina(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Settle who guides whom and how often: it concerns the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Pengaturan ini diubah admin kepegawaian seluruh instansi.")
