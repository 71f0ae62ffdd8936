"""Queries whose SQL is built once and from then on only filled in: building it anew was most of a page's CPU (ADR 0038).

    @prepared
    def _belum_dibaca(pelaku: Pegawai, sejak: date) -> QuerySet[UmpanBalik]:
        return UmpanBalik.objects.aktif().filter(pegawai=pelaku, tanggal__gte=sejak)

Called as any function, by position, it gives the rows as a list. The body runs with stand-ins in place of the values, thrice
with different ones: what differs is where a value belongs. So the body may only pass values on to the query, and add days to
a date. Deciding or computing by one, asking the database, or the time of now raise `TakDapatDisiapkan` at the first call.

None, truth values, members of enumerations and tuples are no values but the shape of the query: each has its own SQL, and
so has each day ("today" inside the body is right) and each time zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import update_wrapper
from types import SimpleNamespace
from typing import Any, NoReturn, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

P = ParamSpec("P")
T = TypeVar("T")
MAKS_BENTUK = 64
"""Shapes kept of one query; yesterday's go with the rest."""
MAKS_ARGUMEN = 60
"""With more values than these (a team and its periods) a query is built as any other."""

HARI_AWAL = (date(9001, 3, 23), date(9102, 10, 11), date(9203, 6, 5))
JARAK_HARI = (13, 17, 22)
"""Days that share neither weekday nor place in the month: "seven days before" is recognised, "the first" is not."""
PENGGANTI: dict[type, Callable[[int, int], Any]] = {
    # small enough for the smallest integer column
    int: lambda ke, n: 29_000 + 1_000 * ke + n,
    str: lambda ke, n: f"‹pengganti {ke}.{n}›",
    UUID: lambda ke, n: UUID(int=((ke + 1) << 64) + n),
    datetime: lambda ke, n: datetime(9000 + 100 * ke, 1, 1, tzinfo=UTC) + timedelta(days=n),
    date: lambda ke, n: HARI_AWAL[ke] + n * timedelta(days=JARAK_HARI[ke]),
}
"""The n-th stand-in of a type in each of the three runs."""


class TakDapatDisiapkan(Exception):
    """The body does more with a value than pass it on; said to whoever writes the query."""


@dataclass(frozen=True)
class Asal:
    """Where the value of a parameter comes from: an argument, or a key of the object that is the argument."""

    argumen: int
    kunci: str = ""
    geser: timedelta = timedelta()
    """Days that the body adds to a date."""

    def dari(self, args: tuple[Any, ...]) -> Any:
        nilai = args[self.argumen]
        if self.kunci:
            nilai = getattr(nilai, self.kunci)
            if nilai is None:
                raise TakDapatDisiapkan(f"{self.kunci} kosong; kirim sebagai argumen sendiri")
        return nilai + self.geser if self.geser else nilai


def prepared(susun: Callable[P, QuerySet[Any, T]]) -> Callable[P, list[T]]:
    """Build the SQL of this query once per shape; see the module."""
    bentuk: dict[tuple[Any, ...], Siap | None] = {}

    def jalankan(*args: Any) -> list[T]:
        if len(args) > MAKS_ARGUMEN:
            return list(susun(*args))  # type: ignore[call-arg]
        kunci = (timezone.get_current_timezone_name(), timezone.localdate(), *map(_bentuk, args))
        if kunci not in bentuk:
            if len(bentuk) >= MAKS_BENTUK:
                bentuk.clear()
            bentuk[kunci] = _siapkan(susun, args)
        siap = bentuk[kunci]
        return siap.baris(args) if siap else []

    return update_wrapper(jalankan, susun)  # type: ignore[return-value]


def attach(induk: Sequence[Model], nama: str, anak: Iterable[Model]) -> None:
    """Hang children that were read apart on their parents, as `prefetch_related` does."""
    if not induk:
        return
    bidang: Any = induk[0]._meta.get_field(nama).remote_field
    menurut = {satu.pk: satu for satu in induk}
    per_induk: dict[Any, list[Model]] = {pk: [] for pk in menurut}
    for satu in anak:
        kunci = getattr(satu, bidang.attname)
        bidang.set_cached_value(satu, menurut[kunci])
        per_induk[kunci].append(satu)
    for pk, satu in menurut.items():
        kueri = getattr(satu, nama).get_queryset()
        kueri._result_cache, kueri._prefetch_done = per_induk[pk], True
        satu.__dict__.setdefault("_prefetched_objects_cache", {})[nama] = kueri


def _bentuk(nilai: Any) -> Any:
    """What of an argument decides the SQL: its type for a value, itself for all else."""
    if isinstance(nilai, (bool, Enum, tuple, frozenset)) or nilai is None:
        return nilai
    return nilai.__class__ if isinstance(nilai, Model) else _jenis(nilai)


def _jenis(nilai: Any) -> type:
    for jenis in PENGGANTI:
        if isinstance(nilai, jenis):
            return jenis
    raise TakDapatDisiapkan(f"{type(nilai).__name__} tidak dapat menjadi nilai kueri")


@dataclass(frozen=True)
class Siap:
    """The SQL of one shape, and which parameter takes which value."""

    kueri: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    parameter: tuple[Any, ...]
    isian: tuple[tuple[int, Asal], ...]

    def baris(self, args: tuple[Any, ...]) -> list[Any]:
        parameter = list(self.parameter)
        for letak, asal in self.isian:
            parameter[letak] = asal.dari(args)
        compiler: Any = copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # that of this thread
        compiler.as_sql = lambda *_a, **_k: (self.sql, tuple(parameter))
        pembaca: Any = self.kueri._iterable_class
        return list(pembaca(_Pembaca(self.kueri, compiler)))


class _Pembaca(SimpleNamespace):
    """What Django's row readers ask of a query set, with SQL that is already there."""

    def __init__(self, kueri: Any, compiler: SQLCompiler) -> None:
        super().__init__(
            model=kueri.model, db=DEFAULT_DB_ALIAS, _fields=kueri._fields, _known_related_objects={}
        )
        self.query = _Kueri(kueri.query, compiler)


class _Kueri:
    def __init__(self, asli: Any, compiler: SQLCompiler) -> None:
        self._asli, self._compiler = asli, compiler

    def get_compiler(self, *_a: Any, **_k: Any) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, nama: str) -> Any:
        return getattr(self._asli, nama)


def _siapkan(susun: Callable[..., QuerySet[Any, Any]], args: tuple[Any, ...]) -> Siap | None:
    """Build the query thrice and find the values in it; None when it can have no rows."""
    with connections[DEFAULT_DB_ALIAS].execute_wrapper(_tanpa_basis_data):
        jalan = [_bangun(susun, args, ke) for ke in range(len(HARI_AWAL))]
    if all(j.siap is None for j in jalan):
        return None
    siap = [j.siap for j in jalan if j.siap]
    if len(siap) < len(jalan) or len({s.sql for s in siap}) > 1:
        raise TakDapatDisiapkan(f"{susun.__name__}: SQL berbeda menurut nilainya")
    isian = []
    for letak, nilai in enumerate(zip(*(s.parameter for s in siap), strict=True)):
        asal = set.intersection(*(j.asal_dari(n) for j, n in zip(jalan, nilai, strict=True)))
        if asal:
            isian.append((letak, asal.pop()))
        elif isinstance(nilai[0], datetime) or any(_mentah(n) != _mentah(nilai[0]) for n in nilai):
            raise TakDapatDisiapkan(
                f"{susun.__name__}: {nilai[0]!r} dihitung dari nilai atau jam; kirim sebagai argumen"
            )
    return Siap(siap[0].kueri, siap[0].compiler, siap[0].sql, siap[0].parameter, tuple(isian))


def _mentah(nilai: Any) -> Any:
    return getattr(nilai, "adapted", nilai)


def _tanpa_basis_data(*_a: Any) -> NoReturn:
    raise TakDapatDisiapkan("bertanya ke basis data saat kueri disusun")


@dataclass
class Jalan:
    """One run of the body with its own stand-ins."""

    asal: dict[Any, Asal]
    siap: Siap | None = None

    def asal_dari(self, nilai: Any) -> set[Asal]:
        """What this parameter may have come from."""
        if isinstance(nilai, date) and not isinstance(nilai, datetime):
            return {
                Asal(asal.argumen, geser=nilai - awal)
                for awal, asal in self.asal.items()
                if isinstance(awal, date) and not isinstance(awal, datetime)
            }
        sama = isinstance(nilai, (int, str, UUID, datetime)) and not isinstance(nilai, bool)
        return {self.asal[nilai]} if sama and nilai in self.asal else set()

    def ganti(self, nilai: Any, n: int, ke: int) -> Any:
        """The stand-in of the n-th argument; an object becomes one that knows nothing but its keys."""
        bentuk = _bentuk(nilai)
        if isinstance(nilai, Model):
            kunci = [f.attname for f in nilai._meta.concrete_fields if f.primary_key or f.is_relation]
            isi = {nama: PENGGANTI[int](ke, len(self.asal) + m) for m, nama in enumerate(kunci)}
            self.asal |= {angka: Asal(n, nama) for nama, angka in isi.items()}
            return nilai.__class__.from_db(DEFAULT_DB_ALIAS, list(isi), list(isi.values()))
        if not isinstance(bentuk, type):
            return nilai
        pengganti = PENGGANTI[bentuk](ke, len(self.asal))
        self.asal[pengganti] = Asal(n)
        return pengganti


def _bangun(susun: Callable[..., QuerySet[Any, Any]], args: tuple[Any, ...], ke: int) -> Jalan:
    jalan = Jalan({})
    kueri: Any = susun(*(jalan.ganti(nilai, n, ke) for n, nilai in enumerate(args)))
    if kueri._prefetch_related_lookups or kueri._known_related_objects:
        raise TakDapatDisiapkan(f"{susun.__name__}: tanpa prefetch_related dan pengelola relasi")
    compiler = kueri.query.get_compiler(DEFAULT_DB_ALIAS)
    with suppress(EmptyResultSet):
        sql, parameter = compiler.as_sql()
        jalan.siap = Siap(kueri, compiler, sql, tuple(parameter), ())
    return jalan
