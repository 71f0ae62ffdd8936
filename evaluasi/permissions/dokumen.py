"""Who may ask for documents and take them home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from evaluasi.models import (
    Evaluasi,
    JadwalLaporan,
    KonversiAngkaKredit,
    Laporan,
    PenetapanAngkaKredit,
    RekapUnit,
)
from evaluasi.models.laporan import Sumber, sumber_terlihat
from evaluasi.rules import JENIS_BERKEMBANG, SUMBER, JenisDokumen, JenisLaporan, jenis_dari
from kinerja.models import SesiPembinaan
from kinerja.permissions.pembinaan import may_print_pembinaan
from pegawai.models import HubunganPenilai, Pegawai, UnitKerja
from pegawai.models.lingkup import cakupan_of
from pegawai.permissions import is_admin_instansi, may_monitor
from pegawai.rules import YA, Verdict, tidak
from skp.models import PerjanjianKinerja, Skp
from skp.rules import STATUS_TETAP, StatusPk, StatusSkp

STATUS_TERCETAK = frozenset(STATUS_TETAP | {StatusSkp.SELESAI, StatusSkp.DIREVISI})
"""An SKP that was fixed is printed as it was, also when a later version has replaced it."""

KOLOM = {
    Evaluasi: "evaluasi",
    Skp: "skp",
    PerjanjianKinerja: "perjanjian",
    KonversiAngkaKredit: "konversi",
    PenetapanAngkaKredit: "penetapan",
    SesiPembinaan: "pembinaan",
    RekapUnit: "rekap",
}
SEBUTAN = {"evaluasi": "evaluasi", "skp": "SKP", "perjanjian": "perjanjian kinerja", "rekap": "rekapitulasi"}


def may_request_dokumen(
    pelaku: Pegawai,
    sumber: Sequence[Sumber],
    jenis: Sequence[JenisDokumen],
    *,
    draf: bool = False,
) -> Verdict:
    """Ask for documents of what one may see; of what is not fixed only a draft."""
    kolom = {SUMBER[j] for j in jenis}
    if "evaluasi" in kolom and draf:
        return tidak("Dokumen dibuat setelah evaluasi final.")
    if any(_kolom(s) not in kolom or len(kolom) > 1 for s in sumber):
        return tidak("Jenis dokumen itu tidak dibuat dari yang Anda pilih.")
    sesi = [s for s in sumber if isinstance(s, SesiPembinaan)]
    if sesi:
        return next((v for s in sesi if not (v := may_print_pembinaan(pelaku, s))), YA)
    if _tertutup(pelaku, sumber, jenis):
        apa = SEBUTAN.get(_kolom(sumber[0]), "angka kredit")
        return tidak(f"Sebagian {apa} yang Anda pilih tidak terbuka untuk Anda.")
    if any(isinstance(s, Evaluasi) and not s.is_final for s in sumber):
        return tidak("Dokumen dibuat setelah evaluasi final.")
    if any(isinstance(s, Skp) and s.status == StatusSkp.DIBATALKAN for s in sumber):
        return tidak("SKP yang dibatalkan tidak dicetak.")
    if set(jenis) & JENIS_BERKEMBANG and any(isinstance(s, Skp) and s.revisi_dari_id for s in sumber):
        return tidak("Rencana aksi dan matriks dicetak dari SKP yang berlaku.")
    if not draf and any(isinstance(s, Skp) and s.status not in STATUS_TERCETAK for s in sumber):
        return tidak("Dokumen dibuat setelah SKP ditetapkan. Sebelum itu, cetak drafnya.")
    if draf and kolom & {"konversi", "penetapan"}:
        return tidak("Dokumen angka kredit dibuat setelah ditetapkan.")
    if any(not s.is_berlaku for s in sumber if isinstance(s, KonversiAngkaKredit | PenetapanAngkaKredit)):
        return tidak("Angka kredit yang dibatalkan tidak dicetak.")
    perjanjian = [s.status for s in sumber if isinstance(s, PerjanjianKinerja)]
    if StatusPk.DIBATALKAN in perjanjian:
        return tidak("Perjanjian kinerja yang dibatalkan tidak dicetak.")
    if not draf and set(perjanjian) - {StatusPk.DISEPAKATI, StatusPk.DIREVISI}:
        return tidak("Dokumen dibuat setelah perjanjian kinerja disepakati. Sebelum itu, cetak drafnya.")
    return YA


def _tertutup(pelaku: Pegawai, sumber: Sequence[Sumber], jenis: Sequence[JenisDokumen]) -> bool:
    """Whether something of it may not be seen; of the head's SKP his PLT or PLH sees the matrix alone."""
    kunci = [s.pk for s in sumber]
    terlihat = set(
        type(sumber[0]).objects.visible_to(pelaku).filter(pk__in=kunci).values_list("pk", flat=True)
    )
    if set(jenis) == {JenisDokumen.MATRIKS}:
        wakil = Skp.objects.dipimpin_unitnya(pelaku).filter(pk__in=kunci)
        terlihat.update(wakil.values_list("pk", flat=True))
    return not terlihat.issuperset(kunci)


def _kolom(sumber: Sumber) -> str:
    return KOLOM[type(sumber)]


def may_set_dokumen(pelaku: Pegawai) -> Verdict:
    """Set how the agency numbers and signs its documents: the admin of the whole agency."""
    if is_admin_instansi(pelaku):
        return YA
    return tidak("Penomoran dan lambang dokumen diatur admin kepegawaian instansi.")


def may_request_massal(
    pelaku: Pegawai, unit: UnitKerja | None = None, *, puncak: list[UnitKerja] | None = None
) -> Verdict:
    """Order the SKP of a unit with everything below it: who watches it. Without `unit`, those one rates today."""
    if may_monitor(pelaku, unit, puncak=puncak):
        return YA
    if unit is None and HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).exists():
        return YA
    return tidak("Cetak satu unit dibuka untuk pejabat penilai, pimpinan unit, dan admin kepegawaian.")


def may_request_isi(
    pelaku: Pegawai, unit: UnitKerja | None = None, *, puncak: list[UnitKerja] | None = None
) -> Verdict:
    """Order reports about a unit and everything below it: who watches it. Without `unit`: any unit at all."""
    if may_monitor(pelaku, unit, puncak=puncak):
        return YA
    return tidak("Laporan unit dibuka untuk pimpinan unit, admin kepegawaian, pimpinan, dan auditor.")


def may_request_rekap(pelaku: Pegawai, unit: UnitKerja, isi: QuerySet[Evaluasi]) -> Verdict:
    """Order the recap that names everybody's result: who watches the unit and may open each result in it."""
    if not (putusan := may_monitor(pelaku, unit)) or sees_all(pelaku, unit):
        return putusan
    tertutup = isi.exclude(pk__in=Evaluasi.objects.visible_to(pelaku).values("pk")).count()
    if tertutup:
        return tidak(
            f"Rekapitulasi ini memuat hasil {tertutup} orang yang tidak terbuka bagi Anda. "
            "Pilih unit di bawahnya, atau minta admin kepegawaian membuatnya."
        )
    return YA


def may_request_laporan(pelaku: Pegawai, evaluasi: Iterable[Evaluasi]) -> Verdict:
    """Ask for the documents of final evaluations that one may see."""
    return may_request_dokumen(pelaku, list(evaluasi), jenis_dari("evaluasi"))


def may_download_bundel(pelaku: Pegawai, laporan: Laporan) -> Verdict:
    """Take home the file of a job: whoever may see the job and, today, everything that is in it.

    For whoever passed `Laporan.visible_to`.
    """
    if laporan.jenis != JenisLaporan.DOKUMEN:
        if may_monitor(pelaku, laporan.unit) and laporan.diminta_oleh_id == pelaku.pk:
            return YA
        if laporan.unit is not None and sees_all(pelaku, laporan.unit):
            return YA
        return tidak("Isi laporan ini tidak terbuka untuk Anda. Minta sendiri laporan yang Anda perlukan.")
    if laporan.butir.exclude(sumber_terlihat(pelaku)).exists():
        return tidak("Sebagian isi berkas ini tidak lagi terbuka untuk Anda. Minta lagi dengan pilihan baru.")
    return YA


def sees_all(pelaku: Pegawai, unit: UnitKerja) -> bool:
    """Whether a granted role opens every final evaluation of the unit and below; nothing is hidden from him then."""
    return any(c.mencakup(unit.jalur) for c in cakupan_of(pelaku)) and unit.instansi_id == pelaku.instansi_id


def may_steer_laporan(pelaku: Pegawai, laporan: Laporan) -> Verdict:
    """Pause a job, let it go on, run what failed again: whoever asked for it, or the admin of the whole agency."""
    if laporan.diminta_oleh_id == pelaku.pk or is_admin_instansi(pelaku):
        return YA
    return tidak("Laporan ini diminta orang lain.")


def may_change_jadwal(pelaku: Pegawai, jadwal: JadwalLaporan) -> Verdict:
    """Change, stop or start a schedule: whoever made it, since it orders with his rights."""
    if jadwal.pembuat_id == pelaku.pk:
        return YA
    return tidak("Jadwal ini dibuat orang lain. Buat jadwal Anda sendiri.")
