"""When the demo agency is loaded: into an empty database, once, whole – and never over real data."""

import os
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection, connections

from dev import demo
from dev.demo import State

DATABASE = f"demo_uji_{os.getpid()}"


@pytest.fixture
def kosong(django_db_blocker) -> Iterator[None]:
    """A new, empty database behind Django's connection."""
    original = connection.settings_dict
    with django_db_blocker.unblock():
        connection.close()
        _administer(original, f"CREATE DATABASE {DATABASE}")
        connections["default"].settings_dict = {**original, "NAME": DATABASE}
        try:
            yield
        finally:
            connection.close()
            connections["default"].settings_dict = original
            _administer(original, f"DROP DATABASE {DATABASE}")


def _administer(settings: dict[str, str], sql: str) -> None:
    server = psycopg2.connect(
        dbname="postgres",
        user=settings["USER"],
        password=settings["PASSWORD"],
        host=settings["HOST"],
        port=settings["PORT"] or None,
    )
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(sql)
    server.close()


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.usefixtures("kosong")
class TestState:
    def test_new_database_is_empty(self) -> None:
        assert demo.state() is State.EMPTY

    def test_database_with_tables_is_not_ours(self) -> None:
        execute("CREATE TABLE pegawai (id int)")

        assert demo.state() is State.NOT_OURS

    def test_mark_tells_an_interrupted_filling_from_a_finished_one(self) -> None:
        demo.mark(State.HALF)
        execute("CREATE TABLE pegawai (id int)")
        half = demo.state()
        demo.mark(State.DONE)

        assert half is State.HALF
        assert demo.state() is State.DONE

    def test_half_a_demo_of_ours_is_wiped(self) -> None:
        demo.mark(State.HALF)
        execute("CREATE TABLE pegawai (id int)")

        demo.wipe(embedded=True)

        assert connection.introspection.table_names() == []

    def test_half_a_demo_on_a_foreign_server_is_left_to_its_owner(self) -> None:
        execute("CREATE TABLE pegawai (id int)")

        with pytest.raises(demo.Unfinished, match=rf"{DATABASE} dahulu terputus.*DEMO=0"):
            demo.wipe(embedded=False)

        assert connection.introspection.table_names() == ["pegawai"]
