"""When the demo agency is loaded: into an empty database, once, whole – and never over real data."""

import os
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection, connections

from dev import demo

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
class TestWanted:
    def test_new_database_is_filled(self) -> None:
        assert demo.wanted()

    def test_database_with_tables_is_left_alone(self) -> None:
        execute("CREATE TABLE pegawai (id int)")

        assert not demo.wanted()
        assert not demo.filled()

    def test_interrupted_filling_is_taken_up_again(self) -> None:
        demo.wanted()
        execute("CREATE TABLE pegawai (id int)")

        assert demo.wanted()

    def test_finished_filling_is_not_repeated(self) -> None:
        demo.wanted()
        before = demo.filled()
        demo.mark(demo.DONE)

        assert not demo.wanted()
        assert (before, demo.filled()) == (False, True)

    def test_comment_of_somebody_else_is_respected(self) -> None:
        demo.mark("Basis data kepegawaian, jangan disentuh")

        assert not demo.wanted()
