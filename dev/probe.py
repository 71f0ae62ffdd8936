"""Health check of a container: asks `/siap/` (or the path given) the way the reverse proxy would.

python -m dev.probe /siap/
"""

import os
import sys
import urllib.error
import urllib.request


def main(path: str) -> int:
    host = (os.environ.get("ALLOWED_HOSTS") or "localhost").split(",")[0].strip().lstrip(".")
    request = urllib.request.Request(
        f"http://127.0.0.1:{os.environ.get('PORT') or 8000}{path}",
        headers={"Host": host, "X-Forwarded-Proto": "https"},
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - see above
            print(answer.read().decode())
            return 0
    except urllib.error.HTTPError as error:
        print(error.code, error.read().decode(errors="replace")[:500])
    except OSError as error:
        print(error)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "/siap/"))
