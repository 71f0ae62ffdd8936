"""Brings the database and the files in step with the code: one Django start for everything that has to happen first.

`python -m dev.prepare` before the application starts; `… launch` when the launcher does it, whose workers are not there
yet; `… static` while a container image is built.
"""

import hashlib
import io
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from config import denyut
from dev import demo, layout
from dev.terminal import say, stop

UNUSED_STATIC = ["rest_framework", "ext", "htmx-4*", "htmax-4*"]
"""Files that packages bring and no page of ours asks for: the browsable API, other versions of htmx."""


def static_fingerprint() -> str:
    """Changes when a static file or an installed package (which may bring some) changes."""
    digest = hashlib.sha256((layout.ROOT / "requirements.lock").read_bytes())
    for path in sorted((layout.ROOT / "static").rglob("*")):
        digest.update(f"{path}:{path.stat().st_size}:{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def static_files() -> None:
    """Collect and compress once per change; the stamp is written last, so an interrupted run is repeated."""
    target = Path(settings.STATIC_ROOT)
    stamp = target.with_name(f"{target.name}.stamp")
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, ignore_patterns=UNUSED_STATIC, verbosity=0)
    stamp.write_text(fingerprint)


def database() -> None:
    """Migrate; on a demo start fill an empty database."""
    fill = settings.DEMO and demo.wanted()
    call_command("migrate", interactive=False, verbosity=0)
    if fill:
        say("Mengisi instansi contoh (hanya sekali) …")
        call_command("seed_demo", stdout=io.StringIO())
        demo.mark(demo.DONE)


def accounts() -> None:
    """The demo accounts, for the launcher to print; none where the data is not the demo's."""
    file = layout.DATA / "run" / "accounts.txt"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as out:
        if settings.DEMO and demo.filled():
            call_command("akun_demo", stdout=out)


def main(words: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(str(error))
    static_files()
    if words == ["static"]:
        return
    call_command("siapkan_fon", stdout=io.StringIO())
    if words == ["launch"]:
        denyut.forget()
    database()
    accounts()


if __name__ == "__main__":
    main(sys.argv[1:])
