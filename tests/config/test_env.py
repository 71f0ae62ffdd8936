"""The environment is read typed and loud."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from config.env import EnvError, celery_url, env_bool, env_int, env_list, env_secret, env_str


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (env_str, " Kementerian ", "Kementerian"),
        (env_int, "42", 42),
        (env_int, "-1", -1),
        (env_bool, "1", True),
        (env_bool, "TRUE", True),
        (env_bool, "ya", True),
        (env_bool, "0", False),
        (env_bool, "off", False),
        (env_bool, "tidak", False),
        (env_list, "a.go.id, b.go.id,,", ["a.go.id", "b.go.id"]),
        (env_secret, "rahasia", "rahasia"),
    ],
)
def test_value_has_its_type(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[str], object], text: str, value: object
) -> None:
    monkeypatch.setenv("UJI_NILAI", text)

    assert read("UJI_NILAI") == value


@pytest.mark.parametrize("read", [env_str, env_int, env_bool, env_list, env_secret])
@pytest.mark.parametrize("empty", [None, "", "  "])
def test_missing_value_names_the_variable_and_the_example(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[str], object], empty: str | None
) -> None:
    if empty is not None:
        monkeypatch.setenv("UJI_NILAI", empty)

    with pytest.raises(EnvError, match=r"^Variabel lingkungan UJI_NILAI belum diisi.*\.env\.example\.$"):
        read("UJI_NILAI")


def test_default_stands_for_a_missing_value() -> None:
    assert env_str("UJI_NILAI", "") == ""
    assert env_int("UJI_NILAI", 3) == 3
    assert env_bool("UJI_NILAI", default=False) is False
    assert env_list("UJI_NILAI", ["a"]) == ["a"]
    assert env_secret("UJI_NILAI", "") == ""


@pytest.mark.parametrize(
    ("read", "text", "trouble"),
    [
        (env_int, "sepuluh", "harus bilangan bulat, bukan 'sepuluh'"),
        (env_int, "1.5", "harus bilangan bulat"),
        (env_bool, "mungkin", "harus 1 atau 0, bukan 'mungkin'"),
    ],
)
def test_malformed_value_says_what_it_should_be(
    monkeypatch: pytest.MonkeyPatch, read: Callable[[str], object], text: str, trouble: str
) -> None:
    monkeypatch.setenv("UJI_NILAI", text)

    with pytest.raises(EnvError, match=trouble):
        read("UJI_NILAI")


@pytest.mark.parametrize(("number", "trouble"), [("0", "paling sedikit 1"), ("11", "paling banyak 10")])
def test_number_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, number: str, trouble: str) -> None:
    monkeypatch.setenv("UJI_NILAI", number)

    with pytest.raises(EnvError, match=trouble):
        env_int("UJI_NILAI", least=1, most=10)


def test_secret_comes_from_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "kunci").write_text("dari berkas\n")
    monkeypatch.setenv("UJI_NILAI_FILE", str(tmp_path / "kunci"))

    assert env_secret("UJI_NILAI") == "dari berkas"


def test_no_message_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UJI_NILAI", "sangat-rahasia")

    with pytest.raises(EnvError) as refusal:
        env_secret("UJI_NILAI", min_length=50)

    assert "paling sedikit 50 karakter" in str(refusal.value)
    assert "sangat-rahasia" not in str(refusal.value)


def test_value_and_file_together_are_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("UJI_NILAI", "a")
    monkeypatch.setenv("UJI_NILAI_FILE", str(tmp_path / "b"))

    with pytest.raises(EnvError, match="UJI_NILAI dan UJI_NILAI_FILE terisi dua-duanya"):
        env_str("UJI_NILAI")


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_file_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "kunci"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("UJI_NILAI_FILE", str(file))

    with pytest.raises(EnvError, match=f"UJI_NILAI_FILE menunjuk berkas yang .*{file}"):
        env_secret("UJI_NILAI", "")


@pytest.mark.parametrize(
    ("redis_url", "expected"),
    [
        ("redis://:kata@redis.dalam:6379/2", "redis://:kata@redis.dalam:6379/2"),
        ("rediss://redis.dalam/0", "rediss://redis.dalam/0"),
        ("unix:///a/b/redis.sock?db=3", "redis+socket:///a/b/redis.sock?virtual_host=3"),
        ("unix:///a/b/redis.sock", "redis+socket:///a/b/redis.sock?virtual_host=0"),
    ],
)
def test_celery_gets_the_same_redis(redis_url: str, expected: str) -> None:
    assert celery_url(redis_url) == expected


def test_example_lists_every_variable_that_is_read() -> None:
    """Both ways: no variable without a line, no line without a reader."""
    root = Path(settings.BASE_DIR)
    read = {
        name
        for file in (root / "config").glob("*.py")
        for name in re.findall(r'env_(?:str|int|bool|secret|list)\(\s*"([A-Z_]+)"', file.read_text())
    }
    listed = set(re.findall(r"^#([A-Z_]+)=", (root / ".env.example").read_text(), flags=re.MULTILINE))

    assert (
        listed - {"PORT", "HOST", "ALAMAT"} == read
    )  # these three are read by the launcher and by docker compose
