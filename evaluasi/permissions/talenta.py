"""Who sees the map of talents, and who brings potential in."""

from __future__ import annotations

from datetime import date

from evaluasi.permissions.pola import pengaturan_pola
from pegawai.models import Pegawai, Penempatan, UnitKerja
from pegawai.permissions import is_admin_kepegawaian
from pegawai.rules import YA, Peran, Verdict, tidak
from pegawai.selectors import unit_terkelola

PERAN_TALENTA = (Peran.ADMIN_KEPEGAWAIAN, Peran.PIMPINAN)


def unit_talenta(pelaku: Pegawai, pada: date) -> list[UnitKerja]:
    """The tops of the subtrees whose talents `pelaku` may see: of his granted roles; of units he heads, by setting."""
    kelola = unit_terkelola(pelaku, PERAN_TALENTA)
    units = list(kelola.exclude(induk__in=kelola.values("pk")))
    if pengaturan_pola(pelaku.instansi_id).kepala_lihat_talenta:
        kepala = Penempatan.objects.filter(pegawai=pelaku, is_kepala=True).pada(pada).values("unit")
        units += UnitKerja.objects.filter(pk__in=kepala)
    puncak: list[UnitKerja] = []
    for u in sorted(units, key=lambda u: u.jalur):
        if not puncak or not u.jalur.startswith(puncak[-1].jalur):
            puncak.append(u)
    return puncak


def may_view_talenta(pelaku: Pegawai, puncak: list[UnitKerja]) -> Verdict:
    """See predikat and potential of people side by side. `puncak` is what `unit_talenta` gave."""
    if puncak:
        return YA
    return tidak("Peta talenta dibuka untuk admin kepegawaian dan pimpinan instansi.")


def may_import_potensial(pelaku: Pegawai) -> Verdict:
    """Bring in what an assessment found: the admin, for the people in his reach."""
    if is_admin_kepegawaian(pelaku):
        return YA
    return tidak("Potensial diimpor admin kepegawaian.")
