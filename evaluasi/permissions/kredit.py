"""Who sees, fixes and cancels angka kredit, records what somebody brings along, and sets the figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils import timezone

from evaluasi.models import KonversiAngkaKredit, PenetapanAngkaKredit, PengaturanKredit, SaldoKredit
from pegawai.models import HubunganPenilai, Instansi, Pegawai, UnitKerja
from pegawai.permissions import is_admin_instansi, is_admin_kepegawaian, is_penilai_of, may_monitor
from pegawai.rules import YA, Verdict, tidak


def pengaturan_kredit(instansi: Instansi) -> PengaturanKredit:
    """What the agency settled; the defaults where it settled nothing. No query where it was joined."""
    ada: PengaturanKredit | None = getattr(instansi, "pengaturan_kredit", None)
    return ada or PengaturanKredit(instansi=instansi)


def may_fix_kredit(
    pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None, *, is_penilai: bool | None = None
) -> Verdict:
    """Fix a conversion or a Penetapan: the pejabat penilai (Peraturan BKN 3/2023), or the admin on record.

    `unit` is where the person sits today; `is_penilai` saves the query where a page knows. Nobody fixes his own.
    """
    if pelaku.pk == pegawai.pk:
        return tidak("Angka kredit Anda ditetapkan pejabat penilai atau admin kepegawaian.")
    if pegawai.instansi_id == pelaku.instansi_id and (
        (is_penilai_of(pelaku, pegawai) if is_penilai is None else is_penilai)
        or is_admin_instansi(pelaku)
        or (unit is not None and is_admin_kepegawaian(pelaku, unit))
    ):
        return YA
    return tidak("Angka kredit ditetapkan pejabat penilai yang sedang berwenang atau admin kepegawaian.")


def penyaring_kredit(
    pelaku: Pegawai, pegawai: Sequence[Pegawai]
) -> Callable[[Pegawai, UnitKerja | None], Verdict]:
    """`may_fix_kredit` for many people with one query."""
    dinilai = set(
        HubunganPenilai.objects.filter(penilai=pelaku, pegawai__in=[p.pk for p in pegawai])
        .pada(timezone.localdate())
        .values_list("pegawai", flat=True)
    )

    def putusan(p: Pegawai, unit: UnitKerja | None) -> Verdict:
        return (
            YA if p.pk in dinilai and p.pk != pelaku.pk else may_fix_kredit(pelaku, p, unit, is_penilai=False)
        )

    return putusan


def may_cancel_kredit(
    pelaku: Pegawai, baris: KonversiAngkaKredit | PenetapanAngkaKredit, unit: UnitKerja | None
) -> Verdict:
    """Cancel what was fixed, with a reason: whoever may fix it."""
    if not baris.is_berlaku:
        return tidak("Angka kredit ini sudah dibatalkan.")
    return may_fix_kredit(pelaku, baris.pegawai, unit)


def may_record_saldo(pelaku: Pegawai, pegawai: Pegawai, unit: UnitKerja | None) -> Verdict:
    """Record or cancel what somebody brings along: the admin of his unit, for others than himself."""
    if pelaku.pk == pegawai.pk:
        return tidak("Saldo Anda sendiri dicatat admin kepegawaian lain.")
    if pegawai.instansi_id == pelaku.instansi_id and (
        is_admin_instansi(pelaku) or (unit is not None and is_admin_kepegawaian(pelaku, unit))
    ):
        return YA
    return tidak("Saldo awal dicatat admin kepegawaian berdasarkan keputusan.")


def may_cancel_saldo(pelaku: Pegawai, saldo: SaldoKredit, unit: UnitKerja | None) -> Verdict:
    if saldo.dibatalkan_pada is not None:
        return tidak("Saldo ini sudah dibatalkan.")
    return may_record_saldo(pelaku, saldo.pegawai, unit)


def may_paste_saldo(pelaku: Pegawai) -> Verdict:
    """Record for many at once; each of them is asked about again."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Saldo awal dicatat admin kepegawaian berdasarkan keputusan.")


def may_list_kredit(
    pelaku: Pegawai, unit: UnitKerja | None = None, *, puncak: list[UnitKerja] | None = None
) -> Verdict:
    """Open the list of a unit with everything below it: who watches it. Without `unit`, also those one rates."""
    if may_monitor(pelaku, unit, puncak=puncak):
        return YA
    if unit is None and HubunganPenilai.objects.filter(penilai=pelaku).pada(timezone.localdate()).exists():
        return YA
    return tidak("Daftar angka kredit dibuka untuk pejabat penilai, pimpinan unit, dan admin kepegawaian.")


def may_set_kredit(pelaku: Pegawai, instansi: Instansi) -> Verdict:
    """Set coefficients and how they are reckoned: the admin of the whole agency."""
    if pelaku.instansi_id == instansi.pk and is_admin_instansi(pelaku):
        return YA
    return tidak("Aturan angka kredit diatur admin kepegawaian seluruh instansi.")
