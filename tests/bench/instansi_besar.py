"""Makes a large agency out of the demo: one employee with his whole year, copied as often as wanted.

The copies form a tree in which everyone leads up to eleven: copy k answers to copy k ÷ 12, in the unit that copy heads.
A SELECT makes the rows, every id moved by a fixed step, and COPY fills the tables with triggers and foreign keys off:
what is measured later are the same shapes of rows as the application writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.models import Model

from tests.bench.tuang import tuang

STEP = 10_000_000
"""Distance between the ids of two copies; larger than any id of the demo."""
ROUND_STEP = 100_000
SPAN = 12
APPS = ("pegawai", "skp", "kinerja", "evaluasi")
NOT_COPIED = {
    "instansi",
    "jabatan",
    "periode",
    "unitkerja",
    "impor",
    "barisimpor",
    "laporan",
    "butirlaporan",
    "dokumen",
}


@dataclass(frozen=True)
class Sumber:
    """Whose year is copied, and how many log entries each copy gets at least."""

    nip: str
    catatan: int
    hanya: frozenset[str] = frozenset()
    """Narrows the copy to these tables (and empties what is frozen in an evaluation): what a dashboard reads."""


def besarkan(sumber: Sumber, dari: int, sampai: int) -> None:
    """Add the copies numbered `dari` up to `sampai` (inclusive)."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            rows = _milik(sumber.nip)
            for model in _models():
                if sumber.hanya and model._meta.model_name not in sumber.hanya:
                    continue
                if ids := rows.get(model._meta.label_lower):
                    rounds = (
                        -(-sumber.catatan // len(ids)) if model._meta.model_name == "catatanharian" else 1
                    )
                    args = {"ids": ids, "dari": dari, "sampai": sampai, "rounds": rounds - 1}
                    kolom, sql = _salin(model, rows, ringan=bool(sumber.hanya))
                    tuang(cursor, model._meta.db_table, kolom, sql, args)
            _pohon(cursor, sumber.nip, dari, sampai)
        finally:
            cursor.execute("SET session_replication_role = origin")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _models() -> list[type[Model]]:
    """Tables of the agency that belong to one person, history apart."""
    return [
        model
        for label in APPS
        for model in apps.get_app_config(label).get_models()
        if not model._meta.proxy
        and not model.__name__.endswith("Event")
        and model._meta.model_name not in NOT_COPIED
    ]


def _milik(nip: str) -> dict[str, list[int]]:
    """The rows that hang on this person, by following the foreign keys downwards from him."""
    pegawai = apps.get_model("pegawai", "Pegawai").objects.get(nip=nip)
    rows: dict[str, list[int]] = {"pegawai.pegawai": [pegawai.pk], "pegawai.pengguna": [pegawai.pengguna_id]}
    for label, owner in (
        ("pegawai.penempatan", "pegawai"),
        ("pegawai.hubunganpenilai", "pegawai"),
        ("skp.skp", "pegawai"),
    ):
        model = apps.get_model(label)
        rows[label] = list(model._default_manager.filter(**{owner: pegawai}).values_list("pk", flat=True))
    grown = True
    while grown:
        grown = False
        for model in _models():
            label = model._meta.label_lower
            if label in rows:
                continue
            for field in model._meta.concrete_fields:
                parent = field.related_model and field.related_model._meta.concrete_model._meta.label_lower
                if parent in {"skp.skp", "skp.rencanahasilkerja", "evaluasi.evaluasi"} and rows.get(parent):
                    found = model._default_manager.filter(**{f"{field.name}__in": rows[parent]})
                    rows[label] = list(found.values_list("pk", flat=True))
                    grown = True
                    break
    return rows


def _salin(model: type[Model], rows: dict[str, list[int]], *, ringan: bool = False) -> tuple[list[str], str]:
    """Columns and SELECT of one table: ids moved, what must be unique made so; later rounds lie on earlier days."""
    table, columns, values = model._meta.db_table, [], []
    for field in model._meta.concrete_fields:
        column = f's."{field.column}"'
        parent = field.related_model and field.related_model._meta.concrete_model._meta.label_lower
        if field.primary_key:
            value = f"{column} + k * {STEP}::bigint + r * {ROUND_STEP}"
        elif ringan and field.column == "snapshot":
            value = "CASE WHEN s.snapshot IS NULL THEN NULL ELSE '{}'::jsonb END"
        elif field.column == "tanggal" and table == "kinerja_catatanharian":
            value = f"{column} - r"
        elif parent in rows:
            ours = ",".join(map(str, rows[parent])) or "NULL"
            value = f"CASE WHEN {column} IN ({ours}) THEN {column} + k * {STEP}::bigint ELSE {column} END"
        elif field.get_internal_type() == "UUIDField":
            value = f"CASE WHEN {column} IS NULL THEN NULL ELSE gen_random_uuid() END"
        elif field.column in {"nip", "nama_masuk"}:
            value = "'19900101' || lpad(k::text, 10, '0')"
        elif field.column in {"kode_verifikasi", "siasn_id"}:
            value = f"CASE WHEN {column} = '' THEN '' ELSE 'B' || k || '-' || s.id END"
        elif field.column == "nama" and table == "pegawai_pegawai":
            value = f"{column} || ' ' || k"
        else:
            value = column
        columns.append(f'"{field.column}"')
        values.append(value)
    return columns, (
        f"SELECT {', '.join(values)} FROM {table} s "
        "CROSS JOIN generate_series(%(dari)s, %(sampai)s) k CROSS JOIN generate_series(0, %(rounds)s) r WHERE s.id = ANY(%(ids)s)"
    )


def _pohon(cursor: object, nip: str, dari: int, sampai: int) -> None:
    """Units, heads and superiors of the tree; number 0 is the demo's own unit and superior."""
    execute = cursor.execute  # type: ignore[attr-defined]
    pegawai = apps.get_model("pegawai", "Pegawai").objects.get(nip=nip)
    penempatan = pegawai.penempatan.order_by("-mulai").first()
    penilai = pegawai.hubungan_penilai.order_by("-mulai").first().penilai_id
    unit = penempatan.unit
    columns = [
        f.column
        for f in unit._meta.concrete_fields
        if f.column not in {"id", "uuid", "induk_id", "jalur", "nama", "siasn_id"}
    ]
    extra = ", ".join(f'"{c}"' for c in columns)
    args = {"unit": unit.pk, "dari": dari, "sampai": sampai, "penilai": penilai, "pegawai": pegawai.pk}
    execute(
        f"""INSERT INTO pegawai_unitkerja (id, uuid, induk_id, jalur, nama, siasn_id, {extra})
        WITH RECURSIVE u(k, jalur) AS (
            SELECT 0, (SELECT jalur FROM pegawai_unitkerja WHERE id = %(unit)s)
            UNION ALL
            SELECT g, u.jalur || (%(unit)s + g * {STEP}::bigint) || '/'
            FROM u, generate_series(1, %(sampai)s / {SPAN}) g WHERE g / {SPAN} = u.k AND g > u.k
        )
        SELECT %(unit)s + k * {STEP}::bigint, gen_random_uuid(),
               %(unit)s + (k / {SPAN}) * {STEP}::bigint, u.jalur, 'Unit ' || k, 'U' || k, {extra}
        FROM u, pegawai_unitkerja s WHERE s.id = %(unit)s AND k > 0
        ON CONFLICT DO NOTHING""",
        args,
    )
    last = sampai // SPAN
    execute(
        f"""UPDATE pegawai_penempatan p SET is_kepala = (k BETWEEN 1 AND {last}),
               unit_id = %(unit)s + (CASE WHEN k BETWEEN 1 AND {last} THEN k ELSE k / {SPAN} END) * {STEP}::bigint
        FROM (SELECT generate_series(%(dari)s, %(sampai)s) k) g
        WHERE p.pegawai_id = %(pegawai)s + k * {STEP}::bigint""",
        args,
    )
    superior = (
        f"CASE WHEN k / {SPAN} = 0 THEN %(penilai)s ELSE %(pegawai)s + (k / {SPAN}) * {STEP}::bigint END"
    )
    for table in ("pegawai_hubunganpenilai", "skp_skp", "evaluasi_evaluasi"):
        execute(
            f"""UPDATE {table} t SET penilai_id = {superior}
            FROM (SELECT generate_series(%(dari)s, %(sampai)s) k) g
            WHERE t.pegawai_id = %(pegawai)s + k * {STEP}::bigint""",
            args,
        )
