"""Whether this database is to be filled with the demo agency: asked once, remembered in the database itself.

The mark is the comment of the database. It is set while the database is still empty and changed when the filling is
through, so a start that was killed in between is recognised, and a database with real data never carries it.
"""

from django.db import connection

WANTED = "kinerja: instansi contoh sedang diisi"
DONE = "kinerja: instansi contoh terisi"


def wanted() -> bool:
    """Empty, or begun and not finished. Migrations and the filling are whole or not at all: both may run again."""
    comment = _comment()
    if comment or connection.introspection.table_names():
        return comment == WANTED
    mark(WANTED)
    return True


def filled() -> bool:
    """This is the demo's database: its accounts may be shown."""
    return _comment() == DONE


def _comment() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        row = cursor.fetchone()
    return (row and row[0]) or ""


def mark(text: str) -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [text])
