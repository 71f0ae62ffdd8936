"""Everything that leans on a piece of evidence or once did: asked before it may be deleted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast

import pghistory.models
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.fields.reverse_related import ManyToManyRel, ManyToOneRel
from django.utils import timezone

from kinerja import rules
from kinerja.models import BekuRealisasi, BuktiDukung, KoreksiCatatan, KunciRealisasi, Unggahan
from kinerja.models.bukti import pemakaian
from kinerja.rules import JejakPakai
from kinerja.selectors.bukti import KELAS, LABEL, MASA_BATAL
from skp.models import Periode
from skp.rules import tanggal_panjang

LEWAT_KOREKSI = "Bila keliru, lepas lewat koreksi: orang lain tidak lagi melihatnya."
LEWAT_FINAL = "Bila keliru, minta koreksi hasil kepada atasan penilai atau admin."


def halangan_hapus(bukti: BuktiDukung) -> str:
    """Why a piece of evidence cannot be deleted, in a sentence; empty when nothing holds it."""
    return rules.halangan_hapus([*_jejak(bukti), *_rujukan_lain(bukti)])


def _jejak(bukti: BuktiDukung) -> list[JejakPakai]:
    """Every entry that carries it or once did. A relation of whatever app is counted by itself."""
    baris = [(r, o) for r in pemakaian() for o in _pemakai(bukti, r)]
    if not baris:
        return []
    tutup = list(_penutupan(bukti))
    koreksi = _dikoreksi(bukti, [o.pk for r, o in baris if r.name == "catatan"])
    return [_baca(bukti, r, o, tutup, koreksi) for r, o in baris]


def _pemakai(bukti: BuktiDukung, hubungan: ManyToManyRel) -> models.QuerySet[Any]:
    """The entries of one kind, with when the evidence was last taken off (one query)."""
    lewat = cast("type[models.Model]", hubungan.through)
    kunci, pemakai = hubungan.field.m2m_reverse_field_name(), hubungan.field.m2m_field_name()
    kini = lewat._default_manager.filter(**{kunci: bukti.pk}).order_by()
    semua = kini.values(f"{pemakai}_id")
    lepas: Any = models.Value(None, output_field=models.DateTimeField(null=True))
    if peristiwa := _peristiwa(lewat):
        dulu = peristiwa._default_manager.filter(**{kunci: bukti.pk}).order_by()
        semua = semua.union(dulu.values(f"{pemakai}_id"))
        akhir = dulu.filter(pgh_label="delete", **{pemakai: OuterRef("pk")})
        lepas = Subquery(akhir.order_by("-pgh_created_at").values("pgh_created_at")[:1])
    kelas: Any = hubungan.related_model
    baris = kelas._base_manager.filter(pk__in=semua).annotate(
        terpasang=Exists(kini.filter(**{pemakai: OuterRef("pk")})), dilepas_pada=lepas
    )
    return cast(
        "models.QuerySet[Any]", baris.select_related("periode") if hubungan.name == "realisasi" else baris
    )


def _peristiwa(lewat: type[models.Model]) -> Any:
    """The history of a joining table: it hangs on a proxy of it."""
    for r in BuktiDukung._meta.get_fields(include_hidden=True):
        kelas: Any = getattr(r, "related_model", None)
        is_riwayat = isinstance(r, ManyToOneRel) and issubclass(kelas, pghistory.models.Event)
        if is_riwayat and kelas.pgh_tracked_model._meta.concrete_model is lewat:
            return kelas
    return None


def _penutupan(bukti: BuktiDukung) -> models.QuerySet[Any]:
    """The periods that were frozen or judged for this placement, each with when that happened."""
    beku = BekuRealisasi.objects.filter(skp=bukti.skp_id, periode=OuterRef("pk")).order_by()
    final = KunciRealisasi.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_label="insert", skp__penempatan=bukti.skp.penempatan_id, periode=OuterRef("pk")
    ).order_by()
    return (
        Periode.objects.filter(Exists(beku) | Exists(final), instansi=bukti.instansi_id)
        .annotate(
            beku_pada=ArraySubquery(beku.values("dibuat_pada").distinct()),
            final_pada=ArraySubquery(final.values("dibuat_pada").distinct()),
        )
        .order_by("mulai", "-selesai")
    )


def _dikoreksi(bukti: BuktiDukung, catatan: list[int]) -> set[int]:
    """The entries with a correction that names this evidence, under any name it ever had."""
    koreksi = list(
        KoreksiCatatan.objects.filter(catatan__in=catatan).values_list("catatan", "semula", "menjadi")
    )
    if not koreksi:
        return set()
    nama = {bukti.nama, *bukti.events.values_list("nama", flat=True)}  # type: ignore[attr-defined]
    return {pk for pk, *isi in koreksi if any(n in teks.get("Bukti", "") for n in nama for teks in isi)}


def _baca(
    bukti: BuktiDukung, hubungan: ManyToManyRel, objek: Any, tutup: Iterable[Any], koreksi: set[int]
) -> JejakPakai:
    if hubungan.name not in KELAS:
        nama = str(hubungan.related_model._meta.verbose_name)
        return JejakPakai(nama, objek.terpasang, tetap=f"{nama} yang sudah diajukan")
    ditarik: datetime | None = getattr(objek, "ditarik_pada", None)
    hari = (
        (objek.periode.mulai, objek.periode.selesai) if hubungan.name == "realisasi" else (objek.tanggal,) * 2
    )
    sebutan = str(objek.periode) if hubungan.name == "realisasi" else tanggal_panjang(objek.tanggal)
    apa = f"{LABEL[hubungan.name].lower()} {sebutan}"
    lepas = ditarik if objek.terpasang else objek.dilepas_pada
    # the earliest it can have come there: it did not yet exist before
    dipasang = max(bukti.dibuat_pada, objek.dibuat_pada)
    tetap, jalan = _tetap(hubungan.name, hari, (dipasang, lepas), tutup)
    if not tetap and hubungan.name == "catatan" and objek.pk in koreksi:
        tetap, jalan = f"koreksi {apa}", LEWAT_KOREKSI
    pulih = ditarik is not None and ditarik > timezone.now() - MASA_BATAL
    return JejakPakai(
        apa, objek.terpasang and (ditarik is None or pulih), dapat_dipulihkan=pulih, tetap=tetap, jalan=jalan
    )


def _tetap(
    jenis: str, hari: tuple[date, date], masa: tuple[datetime, datetime | None], tutup: Iterable[Any]
) -> tuple[str, str]:
    """What was made final over an entry of these days, and what its owner can do about it."""
    beku = ("", "")
    for p in tutup:
        if not (p.mulai <= hari[0] and hari[1] <= p.selesai):
            continue
        if rules.is_dibekukan(p.final_pada, *masa):
            return f"penilaian {p} yang sudah final", LEWAT_FINAL
        if jenis != "perilaku" and rules.is_dibekukan(p.beku_pada, *masa):
            beku = (f"realisasi {p} yang sudah dibekukan", LEWAT_KOREKSI)
    return beku


def _rujukan_lain(bukti: BuktiDukung) -> list[JejakPakai]:
    """Rows that point straight at it. History does not hold it; an upload that is done goes with it."""
    lewat = {r.through for r in pemakaian()}
    hasil = []
    for r in BuktiDukung._meta.get_fields(include_hidden=True):
        kelas: Any = getattr(r, "related_model", None)
        if not isinstance(r, ManyToOneRel) or kelas is Unggahan or kelas in lewat:
            continue
        if issubclass(kelas, pghistory.models.Event):
            continue
        if kelas._base_manager.filter(**{r.field.name: bukti.pk}).exists():
            nama = str(kelas._meta.verbose_name)
            hasil.append(JejakPakai(nama, is_terpasang=True, tetap=nama))
    return hasil


def is_terhapus(pelaku_pk: int, uuid: Any) -> bool:
    """Whether this person deleted that evidence before: a second press is told so."""
    peristiwa = BuktiDukung.pgh_event_model.objects  # type: ignore[attr-defined]
    return bool(peristiwa.filter(pgh_label="delete", pemilik=pelaku_pk, uuid=uuid).exists())
