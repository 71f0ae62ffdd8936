"""`make bench`: measures what design promises and prints it beside the bound.

A figure is a row of `ukur()` in a module `tests/bench/bench_*.py`: name, value, unit, bound as text, and whether it is
kept (None: shown for comparison only). Each module runs in a process of its own, against its own copy of a database
with the demo agency, on engines that write as durably as in production. The rows also go to `.data/bench.json`.
"""

import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from dev import layout, temporary
from dev.engines import EngineError
from dev.services import chdir_root, project_python
from dev.terminal import say, stop

Row = dict[str, Any]


def modules(words: list[str]) -> list[str]:
    """All, or those whose name contains one of the words."""
    found = sorted(path.stem for path in (layout.ROOT / "tests" / "bench").glob("bench_*.py"))
    return [name for name in found if not words or any(word in name for word in words)]


def measure(name: str, target: Path) -> None:
    """In the module's own process."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    rows: list[Row] = importlib.import_module(f"tests.bench.{name}").ukur()
    target.write_text(json.dumps(rows))


@contextmanager
def own_copy(name: str, env: dict[str, str]) -> Iterator[dict[str, str]]:
    """The environment with a copy of the prepared database: no module meets what another one left."""
    address = urlsplit(env["DATABASE_URL"])
    source, copy = address.path.lstrip("/"), f"ukur_{name}"
    with closing(psycopg2.connect(address._replace(path="/postgres").geturl())) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')
        try:
            yield env | {"DATABASE_URL": address._replace(path=f"/{copy}").geturl()}
        finally:
            cursor.execute(f'DROP DATABASE "{copy}" WITH (FORCE)')


def run(name: str, env: dict[str, str]) -> list[Row]:
    target = Path(env["DATA_DIR"]) / f"{name}.json"
    done = subprocess.run(
        project_python("-m", "dev.bench", "--measure", name, str(target)), env=env, check=False
    )
    if done.returncode != 0:
        return [{"nama": name, "nilai": None, "satuan": "", "batas": "dapat diukur", "terpenuhi": False}]
    rows: list[Row] = json.loads(target.read_text())
    return rows


def show(row: Row) -> None:
    value = "–" if row["nilai"] is None else f"{row['nilai']:.2f}"
    verdict = {True: "ya", False: "TIDAK", None: ""}[row["terpenuhi"]]
    say(f"{row['nama']:<62} {value:>10} {row['satuan']:<8} {row['batas']:<12} {verdict}")


def save(rows: list[Row]) -> None:
    file = layout.DATA / "bench.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_suffix(".new")
    half.write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    half.replace(file)


def main(words: list[str]) -> int:
    chdir_root()
    if words[:1] == ["--measure"]:
        measure(words[1], Path(words[2]))
        return 0
    rows: list[Row] = []
    try:
        with temporary.engines(durable=True) as env:
            env |= {"DEMO": "1"}
            subprocess.run(project_python("-m", "dev.prepare"), env=env, check=True)
            say(f"\n{'angka':<62} {'nilai':>10} {'satuan':<8} {'batas':<12} terpenuhi")
            for name in modules(words):
                start = time.monotonic()
                with own_copy(name, env) as own:
                    for row in run(name, own):
                        show(row)
                        rows.append(row)
                say(f"    {name}: {time.monotonic() - start:.0f} s")
    except (EngineError, subprocess.CalledProcessError) as error:
        stop(str(error))
    except KeyboardInterrupt:
        return 130
    save(rows)
    return 1 if any(row["terpenuhi"] is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
