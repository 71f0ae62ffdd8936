"""Reads of the bank: search with stems and half words, suggestions for a form, candidates from fixed SKP."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Lower, Trim

from pegawai.models import Jabatan, Pegawai
from pegawai.selectors import baca_uuid
from skp.models import BankIki, BankRhk, IndikatorKinerja, RencanaHasilKerja, Skp
from skp.models.bank import vektor
from skp.rules import STATUS_TETAP, StatusSkp, kunci_bank

AWAL, AKHIR = "\x02", "\x03"
"""Marks around a found word: no one types them; the filter `potongan` makes <mark> of them."""
BATAS_PANEL = 10


def kueri(cari: str) -> SearchQuery | None:
    """Every word must be there: as an Indonesian stem, or as the beginning of a word as it stands."""
    kata = re.findall(r"\w+", cari.casefold())[:12]
    if not kata:
        return None
    per_kata = (
        SearchQuery(f"'{k}':*", config="indonesian", search_type="raw")
        | SearchQuery(f"'{k}':*", config="simple", search_type="raw")
        for k in kata
    )
    return reduce(and_, per_kata)


def cari_bank(
    pelaku: Pegawai, *, cari: str = "", jabatan: str = "", aspek: str = "", pensiun: bool = False
) -> QuerySet[BankRhk]:
    """Entries of the agency; a word may stand in the RHK or in one of its indicators."""
    hasil = BankRhk.objects.visible_to(pelaku).filter(is_aktif=not pensiun).select_related("jabatan")
    q = kueri(cari)
    if q is not None:
        iki = BankIki.objects.annotate(v=vektor("teks")).filter(v=q, rhk__instansi=pelaku.instansi_id)
        hasil = (
            hasil.annotate(v=vektor("teks"))
            .filter(Q(v=q) | Q(pk__in=iki.values("rhk")))
            .annotate(sorot=_sorot(q))
        )
    else:
        hasil = hasil.annotate(sorot=F("teks"))
    if baca_uuid(jabatan):
        hasil = hasil.filter(jabatan__uuid=jabatan)
    if aspek:
        hasil = hasil.filter(Exists(BankIki.objects.filter(rhk=OuterRef("pk"), aspek=aspek)))
    semua_iki = BankIki.objects.order_by("urutan", "id")
    semua_iki = semua_iki.annotate(sorot=F("teks") if q is None else _sorot(q))
    return hasil.prefetch_related(Prefetch("iki", semua_iki))


def _sorot(q: SearchQuery) -> SearchHeadline:
    return SearchHeadline("teks", q, config="indonesian", start_sel=AWAL, stop_sel=AKHIR, highlight_all=True)


def jabatan_bank(pelaku: Pegawai) -> QuerySet[Jabatan]:
    """The jabatan for which the bank holds something."""
    return Jabatan.objects.filter(
        Exists(BankRhk.objects.aktif().filter(jabatan=OuterRef("pk"))), instansi=pelaku.instansi_id
    ).order_by("nama")


def panel_rhk(skp: Skp, cari: str) -> list[BankRhk]:
    """What the form of an RHK offers: what was searched for, those of the owner's jabatan first."""
    semua = cari_bank(skp.pegawai, cari=cari)
    jabatan = skp.penempatan.jabatan
    if not cari.strip():
        semua = semua.filter(jabatan__nama__iexact=jabatan.nama)
    return list(semua.order_by(Case(When(jabatan=jabatan, then=0), default=1), "teks", "id")[:BATAS_PANEL])


def panel_iki(rhk: RencanaHasilKerja, cari: str) -> list[BankIki]:
    """What the form of an indicator offers: those of the same RHK in the bank, or what was searched for."""
    semua = BankIki.objects.filter(rhk__is_aktif=True, rhk__instansi=rhk.skp.instansi_id).select_related(
        "rhk"
    )
    q = kueri(cari)
    if q is None:
        semua = semua.filter(rhk__kunci=kunci_bank(rhk.teks))
    else:
        semua = semua.annotate(v=vektor("teks"), v_rhk=vektor("rhk__teks")).filter(Q(v=q) | Q(v_rhk=q))
    return list(semua.order_by("rhk__teks", "urutan", "id")[:BATAS_PANEL])


def bank_terpilih(skp: Skp, uuid: str) -> BankRhk | None:
    """The entry that somebody wants to take over; it fills the form and saves nothing."""
    kunci = baca_uuid(uuid)
    return BankRhk.objects.aktif().filter(instansi=skp.instansi_id, uuid=kunci).first() if kunci else None


def iki_terpilih(skp: Skp, uuid: str) -> dict[str, str]:
    """What an indicator of the bank puts into the form: all but the figure."""
    kunci = baca_uuid(uuid)
    i = BankIki.objects.filter(rhk__instansi=skp.instansi_id, uuid=kunci).first() if kunci else None
    return {n: getattr(i, n) for n in ("teks", "aspek", "jenis_target", "satuan", "polaritas")} if i else {}


# --- candidates ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Calon:
    """An RHK that people of one jabatan have agreed, and how many of them."""

    contoh: RencanaHasilKerja
    orang: int
    indikator: Sequence[IndikatorKinerja]

    @property
    def jabatan(self) -> Jabatan:
        return self.contoh.skp.penempatan.jabatan


def _rapi() -> Trim:
    """The same wording as one text, as `rules.kunci_teks` sees it: no case, no punctuation, single blanks."""
    return Trim(
        Func(Lower("teks"), Value("[^[:alnum:]_]+"), Value(" "), Value("g"), function="regexp_replace"),
        output_field=TextField(),
    )


def calon_bank(pelaku: Pegawai, *, cari: str = "", jabatan: str = "") -> QuerySet[Any]:
    """One RHK per jabatan and wording out of the fixed SKP, with how many people agreed it (`orang`).

    What the bank knows, also as retired, is left out. Grouped in the database: an agency of 10,000 has tens of
    thousands of RHK.
    """
    sumber = RencanaHasilKerja.objects.filter(
        skp__instansi=pelaku.instansi_id, skp__status__in=STATUS_TETAP | {StatusSkp.SELESAI}
    ).annotate(rapi=_rapi())
    if baca_uuid(jabatan):
        sumber = sumber.filter(skp__penempatan__jabatan__uuid=jabatan)
    if (q := kueri(cari)) is not None:
        sumber = sumber.annotate(v=vektor("teks")).filter(v=q)
    ada = BankRhk.objects.annotate(rapi=_rapi()).filter(
        jabatan=OuterRef("skp__penempatan__jabatan"), rapi=OuterRef("rapi")
    )
    return (
        sumber.filter(~Exists(ada))
        .order_by()
        .values("skp__penempatan__jabatan", "rapi")
        .annotate(contoh=Min("pk"), orang=Count("skp__pegawai", distinct=True))
    )


def halaman_calon(
    pelaku: Pegawai, *, cari: str = "", jabatan: str = "", sesudah: str = "", ukuran: int = 25
) -> tuple[list[Calon], str]:
    """One page of candidates and the key of the next: "people.example", so that no depth costs more."""
    kelompok = calon_bank(pelaku, cari=cari, jabatan=jabatan).order_by("-orang", "contoh")
    if cocok := re.fullmatch(r"(\d{1,9})\.(\d{1,18})", sesudah):
        orang, contoh = int(cocok[1]), int(cocok[2])
        kelompok = kelompok.filter(Q(orang__lt=orang) | Q(orang=orang, contoh__gt=contoh))
    baris = list(kelompok.values_list("contoh", "orang")[: ukuran + 1])
    lagi, baris = len(baris) > ukuran, baris[:ukuran]
    rhk = {
        r.pk: r
        for r in RencanaHasilKerja.objects.filter(pk__in=[c for c, _ in baris])
        .select_related("skp__penempatan__jabatan")
        .prefetch_related("indikator")
    }
    calon = [Calon(rhk[c], orang, list(rhk[c].indikator.all())) for c, orang in baris]
    return calon, f"{baris[-1][1]}.{baris[-1][0]}" if lagi else ""


def calon_dari(pelaku: Pegawai, uuid: UUID) -> RencanaHasilKerja | None:
    """The fixed RHK behind a posted candidate; None when it is not one of this agency."""
    return (
        RencanaHasilKerja.objects.filter(
            uuid=uuid,
            skp__instansi=pelaku.instansi_id,
            skp__status__in=STATUS_TETAP | {StatusSkp.SELESAI},
        )
        .select_related("skp__penempatan__jabatan")
        .prefetch_related("indikator")
        .first()
    )
