"""Set-up: done once, repaired when it was interrupted, changed when the lock changes."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dev import layout
from dev.layout import read_dotenv
from dev.setup import ENGINES_LOCK, RUN_LOCK, TEST_LOCK

pytestmark = pytest.mark.slow


class Salinan:
    """A checkout with our own set-up code and a lock that names one small wheel, made here."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(layout.ROOT / "dev", root / "dev", ignore=shutil.ignore_patterns("__pycache__"))
        self.lock("1")

    def lock(self, version: str) -> None:
        wheel = self.root / f"paket_uji-{version}-py3-none-any.whl"
        info = f"paket_uji-{version}.dist-info"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("paket_uji.py", f"VERSI = {version!r}\n")
            archive.writestr(
                f"{info}/METADATA", f"Metadata-Version: 2.1\nName: paket-uji\nVersion: {version}\n"
            )
            archive.writestr(
                f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            archive.writestr(f"{info}/RECORD", "")
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (self.root / "requirements.lock").write_text(f"paket-uji @ {wheel.as_uri()} --hash=sha256:{digest}\n")

    def setup(self) -> subprocess.CompletedProcess[str]:
        env = {key: value for key, value in os.environ.items() if key != "DATA_DIR"}
        return subprocess.run(
            [sys.executable, "-m", "dev.setup", "image"],
            cwd=self.root,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    def installed(self) -> str:
        python = self.root / ".venv" / "bin" / "python"
        words = [python, "-c", "import paket_uji; print(paket_uji.VERSI)"]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()


@pytest.fixture(scope="module")
def salinan(tmp_path_factory: pytest.TempPathFactory) -> Salinan:
    one = Salinan(tmp_path_factory.mktemp("salinan"))
    done = one.setup()
    assert done.returncode == 0, done.stdout + done.stderr
    return one


def test_second_setup_has_nothing_to_do(salinan: Salinan) -> None:
    done = salinan.setup()

    assert done.returncode == 0
    assert done.stdout == ""
    assert salinan.installed() == "1"


def test_interrupted_setup_is_made_again(salinan: Salinan) -> None:
    """Killed while pip was writing: the mark stands, a package is half there."""
    venv = salinan.root / ".venv"
    (venv / ".unfinished").touch()
    next(venv.rglob("paket_uji.py")).unlink()

    done = salinan.setup()

    assert done.returncode == 0, done.stdout
    assert "Menyiapkan paket Python" in done.stdout
    assert salinan.installed() == "1"
    assert not (venv / ".unfinished").exists()


def test_environment_of_another_python_is_made_again(salinan: Salinan) -> None:
    python = salinan.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/tidak/ada/python")
    (salinan.root / ".venv" / ".requirements.lock.stamp").unlink()

    done = salinan.setup()

    assert done.returncode == 0, done.stdout
    assert salinan.installed() == "1"


def test_changed_lock_is_installed(salinan: Salinan) -> None:
    salinan.lock("2")

    done = salinan.setup()

    assert done.returncode == 0, done.stdout
    assert salinan.installed() == "2"


def test_wrong_hash_is_refused_with_a_sentence(salinan: Salinan) -> None:
    lock = salinan.root / "requirements.lock"
    lock.write_text(lock.read_text().replace("sha256:", "sha256:" + "0" * 8)[: -8 - 1] + "\n")

    done = salinan.setup()
    again = salinan.setup()

    assert done.returncode == again.returncode == 1
    assert "Paket Python tidak dapat dipasang" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_locks_agree() -> None:
    """`make run` after `make test` finds the same versions."""

    def pins(name: str) -> dict[str, str]:
        lines = (layout.ROOT / name).read_text().splitlines()
        return dict(
            line.split(" ")[0].split("==")
            for line in lines
            if "==" in line and not line.startswith((" ", "#"))
        )

    run, test = pins(RUN_LOCK), pins(TEST_LOCK)

    assert run.items() <= test.items()


def test_locks_name_no_index() -> None:
    for name in (RUN_LOCK, TEST_LOCK, ENGINES_LOCK):
        lines = (layout.ROOT / name).read_text().splitlines()

        assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_dotenv_is_read_and_forgiving(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# catatan\nPORT=8100\nexport DEMO='0'\n\nOIDC_NAMA=\"SSO instansi\"\nURL=a=b\n")

    assert read_dotenv(file) == {"PORT": "8100", "DEMO": "0", "OIDC_NAMA": "SSO instansi", "URL": "a=b"}
    assert read_dotenv(tmp_path / "tidak-ada") == {}
