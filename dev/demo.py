"""Whether this database is to be filled with the demo agency: asked once, remembered in the database itself.

The mark is the comment of the database. It is set while the database is still empty and changed when the filling is
through, so a start that was killed in between is recognised, and a database with real data never carries it.
"""

from enum import Enum

from django.db import connection


class State(Enum):
    EMPTY = ""
    HALF = "kinerja: instansi contoh sedang diisi"
    DONE = "kinerja: instansi contoh terisi"
    NOT_OURS = "data sendiri"


class Unfinished(Exception):
    """A server that is not ours holds half a demo; the message says what to do."""


def state() -> State:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        )
        comment = (cursor.fetchone() or [None])[0] or ""
    for known in (State.HALF, State.DONE):
        if comment == known.value:
            return known
    return State.NOT_OURS if connection.introspection.table_names() else State.EMPTY


def mark(new: State) -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS %s", [new.value])


def wipe(*, embedded: bool) -> None:
    """Empty a half-filled demo. Nobody could sign in yet, so nothing is lost; on a foreign server only its owner may."""
    if not embedded:
        name = connection.settings_dict["NAME"]
        raise Unfinished(
            f"Pengisian instansi contoh ke basis data {name} dahulu terputus. Buat basis data itu lagi dalam keadaan "
            "kosong, atau jalankan dengan DEMO=0."
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
