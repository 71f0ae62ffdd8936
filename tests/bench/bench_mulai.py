"""How long a newcomer waits: `make run` in a fresh copy of this checkout until `/siap/` says yes, and the same again.

System libraries are there already; the packages are fetched and installed, the demo agency is loaded.
"""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dev import layout
from tests.bench.bench_impor import Baris
from tests.dev.peluncur import free_port, wait_for

NOT_OURS = {
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "DATA_DIR",
    "MAKELEVEL",
    "KINERJA_PELUNCUR",
}


def copy_checkout(target: Path) -> None:
    """Files that git knows or would take, and nothing that was installed or generated."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=layout.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (source := layout.ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)


def start_and_stop(folder: Path) -> float:
    env = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    log = folder / "keluaran.txt"
    begin = time.perf_counter()
    with log.open("w") as out:
        make = subprocess.Popen(
            ["make", "run", f"PORT={free_port()}", f"PYTHON={sys.base_prefix}/bin/python3"],
            cwd=folder,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    wait_for(lambda: "Kinerja ASN siap" in log.read_text() or make.poll() is not None, 900, "make run")
    took = time.perf_counter() - begin
    assert make.poll() is None, log.read_text()
    os.killpg(make.pid, signal.SIGINT)
    make.wait(60)
    return took


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kept(value: float, bound: float, quiet: bool) -> bool | None:
    """A busy machine can show that a bound is kept, not that it is broken."""
    return True if value <= bound else (False if quiet else None)


def ukur() -> list[Baris]:
    """Measure; starts everything itself."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_checkout(folder)
        quiet = os.getloadavg()[0] < 1
        first = start_and_stop(folder)
        cpu_before = cpu_of_children()
        again = start_and_stop(folder)
        cpu = cpu_of_children() - cpu_before
    return [
        {"nama": "make run pertama, sampai siap", "nilai": first, "satuan": "s", "batas": "≤ 120 tenang", "terpenuhi": kept(first, 120, quiet)},
        {"nama": "make run berikutnya, sampai siap", "nilai": again, "satuan": "s", "batas": "≤ 10 tenang", "terpenuhi": kept(again, 10, quiet)},
        {"nama": "make run berikutnya sampai berhenti", "nilai": cpu, "satuan": "s CPU", "batas": "", "terpenuhi": None},
    ]  # fmt: skip
