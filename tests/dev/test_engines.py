"""The engines as processes: paths, interrupted making, addresses."""

import socket
from pathlib import Path

import dj_database_url
import psycopg2
import pytest
import redis

from dev.engines import SOCKET_LIMIT, EngineError, Postgres, Redis, private_dir, socket_dir
from dev.services import clear_leftovers, engine_child, wait_ready
from dev.supervisor import stop_all


def test_sockets_lie_beside_the_data_when_the_path_is_short() -> None:
    assert socket_dir(Path("/d"), "redis.sock") == Path("/d/soket")


def test_long_path_gets_a_short_folder_of_its_own() -> None:
    one, other = (socket_dir(Path("/") / ("x" * 120) / name, ".s.PGSQL.5432.lock") for name in ("a", "b"))

    assert one != other
    assert len(str(one / ".s.PGSQL.5432.lock")) <= SOCKET_LIMIT


def test_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """In a shared temporary folder somebody else could have put one there."""
    (tmp_path / "asli").mkdir()
    (tmp_path / "tautan").symlink_to(tmp_path / "asli")

    with pytest.raises(EngineError, match="milik pengguna lain"):
        private_dir(tmp_path / "tautan")


@pytest.mark.slow
@pytest.mark.parametrize("where", ["pendek", "Folder dengan spasi & 'tanda' " + "x" * 90])
def test_engines_answer_under_any_path(tmp_path: Path, where: str) -> None:
    """An initdb that was killed half-way is there too; it is made again."""
    data = tmp_path / where
    half = data / "postgres.baru"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    engines = [Postgres(data, durable=False), Redis(data)]
    children = [engine_child(engine, data) for engine in engines]

    try:
        for engine, child in zip(engines, children, strict=True):
            child.start()
            wait_ready(engine, child)
        rows = _ask(engines[0].url())
        pong = redis.Redis.from_url(engines[1].url(2)).ping()
        django = dj_database_url.parse(engines[0].url())
    finally:
        stop_all(children)

    assert rows == ("UTF8", "builtin", True)
    assert pong
    assert django["HOST"] == str(Postgres(data).sockets)
    assert clear_leftovers(data, engines) == 0


def _ask(url: str) -> tuple[object, ...]:
    """Encoding, where the order of letters comes from, and whether Indonesian full text search is there."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_encoding_to_char(encoding), "
                "CASE datlocprovider WHEN 'b' THEN 'builtin' END, "
                "EXISTS (SELECT 1 FROM pg_ts_config WHERE cfgname = 'indonesian') "
                "FROM pg_database WHERE datname = current_database()"
            )
            return tuple(cursor.fetchone())
    finally:
        connection.close()


@pytest.mark.slow
def test_what_redis_accepted_survives_kill_9(tmp_path: Path) -> None:
    engine = Redis(tmp_path / "data")
    child = engine_child(engine, engine.data)
    child.start()
    wait_ready(engine, child)
    redis.Redis.from_url(engine.url()).rpush("antrean", *range(500))
    assert child.process is not None

    child.process.kill()
    child.process.wait()
    wait_ready(engine, child)
    length = redis.Redis.from_url(engine.url()).llen("antrean")
    stop_all([child])

    assert length == 500
    assert child.failures == 1


def test_engine_on_tcp_is_reachable_only_from_this_machine() -> None:
    engine = Redis(Path("/d"), tcp_port=6399)

    words = engine.command()

    assert words[words.index("--bind") + 1] == socket.gethostbyname("localhost") == "127.0.0.1"
