"""`make run`: engines, migrations, web, workers and beat, until Ctrl-C.

Started by `dev.setup` inside the virtual environment.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from dev import address, layout, lock
from dev.engines import EngineError
from dev.services import app_children, chdir_root, project_python, running_engines
from dev.supervisor import Child, die_with_parent, stop_all
from dev.terminal import say, stop

READY_SECONDS = 90
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(BaseException):
    """Somebody asked to stop; not an Exception, so that nothing swallows it."""


def _end(number: int, frame: FrameType | None) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    raise Ended


def catch_signals() -> None:
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores SIGHUP on purpose
            signal.signal(number, _end)


def prepare(env: dict[str, str]) -> str:
    """Migrations, static files, font, demo; answers the text with the demo accounts."""
    log = layout.log_file("prepare")
    launcher = os.getpid()
    with log.open("wb") as errors:
        done = subprocess.run(
            project_python("-m", "dev.prepare", "launch"),
            env=env,
            stderr=errors,
            check=False,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(signal.SIGKILL, launcher),
        )
    if done.returncode != 0:
        raise EngineError(
            f"{log.read_text(errors='replace')[-2000:]}\nPersiapan gagal; catatan lengkap: {log}"
        )
    accounts = layout.DATA / "run" / "accounts.txt"
    return accounts.read_text() if accounts.exists() else ""


def ready_trouble(url: str) -> str:
    """What `/siap/` still misses; empty when everything answers."""
    try:
        with urllib.request.urlopen(f"{url}/siap/", timeout=5):  # noqa: S310 - our own address
            return ""
    except urllib.error.HTTPError as error:
        body = error.read()
        try:
            return " ".join(json.loads(body)["gangguan"].values())
        except (ValueError, KeyError, AttributeError):
            return f"/siap/ menjawab {error.code}."
    except OSError:
        return "Web belum menjawab."


def wait_until_ready(children: list[Child], url: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while trouble := ready_trouble(url):
        dead = [child for child in children if child.keep()]
        hopeless = [child for child in dead if child.failures > 3]
        if hopeless:
            child = hopeless[0]
            raise EngineError(
                f"{child.tail()}\n\n{child.name} tidak dapat dijalankan; catatan lengkap: {child.log}"
            )
        if time.monotonic() > end:
            raise EngineError(
                f"Belum siap sesudah {READY_SECONDS} detik: {trouble} Catatan ada di {layout.DATA / 'log'}."
            )
        time.sleep(0.1)


def watch(children: list[Child]) -> None:
    """Until a signal: whatever dies by itself comes back."""
    while True:
        for child in children:
            if child.keep():
                say(f"{child.name} berhenti sendiri dan dijalankan lagi (catatan: {child.log}).")
        time.sleep(0.2)


def serve(started: float) -> None:
    url = address.url()
    data = layout.DATA
    with running_engines(data, durable=True) as (engines, env):
        env.setdefault("DEMO", "1")
        env.setdefault("ALAMAT_APLIKASI", url)
        # Cookies ignore the port: two checkouts on one machine would sign each other out.
        env.setdefault("SESSION_COOKIE_NAME", f"kinerja_sesi_{address.port()}")
        accounts = prepare(env)
        env["DEMO"] = "1" if accounts else "0"  # over data of somebody's own nothing is shown
        children = app_children(env, address.host(), address.port())
        try:
            for child in children:
                child.start()
            wait_until_ready([*engines, *children], url)
            say(
                f"\nKinerja ASN siap di {url}/ ({time.monotonic() - started:.0f} detik). Hentikan dengan Ctrl-C.\n{accounts}"
            )
            watch([*engines, *children])
        finally:
            say("Menghentikan …")
            stop_all(children)


def main() -> None:
    started = time.monotonic()
    chdir_root()
    if os.environ.get("MAKELEVEL"):
        die_with_parent(signal.SIGTERM, os.getppid())
    address.require_free()
    catch_signals()
    try:
        with lock.held(address.LOCK, f"{address.url()}/"):
            serve(started)
    except lock.Busy as busy:
        stop(f"Aplikasi dari folder ini sudah berjalan di {busy}.")
    except EngineError as error:
        stop(str(error))
    except Ended:
        say("Berhenti. Data tersimpan.")
        sys.exit(0)


if __name__ == "__main__":
    main()
