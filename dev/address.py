"""The address to serve on, and whether it is free. Checked before the slow work."""

from __future__ import annotations

import socket

from dev import layout, lock
from dev.terminal import stop

LOCK = layout.DATA / "run" / "launcher.lock"


def host() -> str:
    return layout.ENV.get("HOST") or "127.0.0.1"


def port() -> int:
    text = layout.ENV.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        stop(f"PORT harus bilangan antara 1 dan 65535, bukan {text!r}. Contoh: make run PORT=8080")
    return int(text)


def url() -> str:
    name = "localhost" if host() in {"127.0.0.1", "0.0.0.0", "::1", "::"} else host()  # noqa: S104
    return f"http://{name}:{port()}"


def require_free() -> None:
    """One sentence and the end when this checkout is already running or the port is taken."""
    try:
        with lock.held(LOCK):
            pass
    except lock.Busy as busy:
        stop(
            f"Aplikasi dari folder ini sudah berjalan di {busy or url()}. Hentikan dahulu dengan Ctrl-C di terminalnya."
        )
    family = socket.AF_INET6 if ":" in host() else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port()))
        except PermissionError:
            stop(f"Port {port()} hanya boleh dipakai root. Pilih yang lain: make run PORT=8080")
        except OSError as error:
            if error.errno == 98:
                stop(
                    f"Port {port()} sedang dipakai program lain. Pilih yang lain: make run PORT={other(port())}"
                )
            stop(f"Alamat {host()} tidak dapat dipakai di mesin ini: {error.strerror}. Periksa HOST.")


def other(taken: int) -> int:
    return taken + 1 if taken < 65535 else 8080
