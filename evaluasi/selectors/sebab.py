"""For many evaluations at once: whose rating differs from what the material points to without the sentence why.

The same rule as for one (`rules.is_tanpa_sebab`), fed with counts instead of the whole material.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from evaluasi import rules
from evaluasi.models import Evaluasi
from evaluasi.rules import Ekspektasi, Saran, StatusEvaluasi, UkuranUtama
from kinerja.models import UmpanBalik
from kinerja.rules import PEMIMPIN
from kinerja.selectors import persen_utama
from skp.models import Periode
from skp.rules import JenisPeriode

HASIL, PERILAKU = "hasil", "perilaku"
Jumlah = Mapping[int, Mapping[str, Mapping[Ekspektasi, int]]]


def tanpa_sebab(evaluasi: QuerySet[Evaluasi], periode: Periode) -> set[int]:
    """Keys of those evaluations of a period that still owe a sentence. Two queries; three for a year."""
    calon = list(
        evaluasi.filter(
            ~Q(rating_hasil="") & Q(sebab_beda_hasil="") | ~Q(rating_perilaku="") & Q(sebab_beda_perilaku=""),
            status=StatusEvaluasi.DINILAI,
        )
        .order_by()
        .values("pk", "skp", "rating_hasil", "sebab_beda_hasil", "rating_perilaku", "sebab_beda_perilaku")
    )
    if not calon:
        return set()
    jumlah = _jumlah_label({c["skp"] for c in calon}, periode)
    utama = _utama(calon, jumlah, periode)
    return {
        c["pk"] for c in calon if _kurang(c, jumlah.get(c["skp"], {}), utama.get(c["skp"], UkuranUtama()))
    }


def _kurang(c: Any, jumlah: Mapping[str, Mapping[Ekspektasi, int]], utama: UkuranUtama) -> bool:
    hasil: Saran | None = rules.saran_hasil(jumlah.get(HASIL, {}), utama)
    perilaku = rules.saran_rating(jumlah.get(PERILAKU, {}))
    return rules.is_tanpa_sebab(hasil, c["rating_hasil"], c["sebab_beda_hasil"]) or rules.is_tanpa_sebab(
        perilaku, c["rating_perilaku"], c["sebab_beda_perilaku"]
    )


def _jumlah_label(skp: Collection[int], periode: Periode) -> Jumlah:
    """How often leaders gave each ready answer within the span that is judged, on results and on behaviours."""
    hasil: dict[int, dict[str, dict[Ekspektasi, int]]] = defaultdict(lambda: defaultdict(dict))
    for b in (
        UmpanBalik.objects.aktif()
        .filter(
            Q(rhk__isnull=False) | ~Q(nilai=""),
            skp__in=skp,
            peran_pemberi__in=[p.value for p in PEMIMPIN],
            tanggal__gte=F("skp__mulai"),
            tanggal__lte=F("skp__selesai"),
        )
        .filter(tanggal__range=(periode.mulai, periode.selesai))
        .exclude(penilaian="")
        .annotate(tentang=Case(When(nilai="", then=Value(HASIL)), default=Value(PERILAKU)))
        .order_by()
        .values("skp", "tentang", "penilaian")
        .annotate(n=Count("pk"))
    ):
        hasil[b["skp"]][b["tentang"]][Ekspektasi(b["penilaian"])] = b["n"]
    return hasil


def _utama(calon: Collection[Any], jumlah: Jumlah, periode: Periode) -> dict[int, UkuranUtama]:
    """Main results against the target of the year, where they can change what the labels say."""
    if periode.jenis != JenisPeriode.TAHUNAN:
        return {}
    perlu = {
        c["skp"]
        for c in calon
        if (s := rules.saran_rating(jumlah.get(c["skp"], {}).get(HASIL, {})))
        and s.rating == Ekspektasi.DIATAS
    }
    return {
        skp: UkuranUtama(len(persen), sum(p >= 100 for p in persen))
        for skp, persen in persen_utama(perlu, periode).items()
    }
