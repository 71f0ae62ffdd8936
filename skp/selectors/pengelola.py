"""For whom the pengelola kinerja may draft: people in his scope who owe an SKP and have none that was handed in."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from pegawai.models import Pegawai, Penempatan
from pegawai.models.lingkup import peran_yang_mencakup
from pegawai.rules import JenisPegawai, KedudukanHukum, Peran, is_wajib_skp
from skp.models import Periode, Skp


def perlu_disusunkan(pelaku: Pegawai, periode: Periode, pada: date) -> QuerySet[Penempatan]:
    """Definitif placements of today without an SKP of this year, or with a draft that was left (one query)."""
    ada = Skp.objects.berlaku().filter(penempatan=OuterRef("pk"), periode=periode)
    tergarap = ada.exclude(status="draf", pengelola__isnull=True)
    bebas = [
        k.value
        for k in KedudukanHukum
        if not is_wajib_skp(k, tugas_belajar_wajib=pelaku.instansi.tugas_belajar_wajib_skp)
    ]
    return (
        Penempatan.objects.filter(instansi=pelaku.instansi_id)
        .definitif()
        .pada(pada)
        .exclude(pegawai=pelaku)
        .exclude(pegawai__kedudukan__in=bebas)
        .exclude(pegawai__jenis=JenisPegawai.PEJABAT_NEGARA)
        .filter(~Exists(tergarap))
        .filter(
            Exists(
                peran_yang_mencakup(
                    pelaku, instansi=OuterRef("instansi"), jalur=OuterRef("unit__jalur")
                ).filter(peran=Peran.ADMIN_KEPEGAWAIAN)
            )
        )
        .annotate(draf=Subquery(ada.values("uuid")[:1]))
        .select_related("pegawai__instansi", "jabatan", "unit")
        .order_by("pegawai__nama", "id")
    )


def cari_perlu_disusunkan(semua: QuerySet[Penempatan], cari: str) -> QuerySet[Penempatan]:
    kata = cari.strip()
    if not kata:
        return semua
    return semua.filter(
        Q(pegawai__nama__icontains=kata) | Q(pegawai__nip__startswith=kata) | Q(unit__nama__icontains=kata)
    )
