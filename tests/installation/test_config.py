from __future__ import annotations

import os
import re
import stat
from multiprocessing.pool import ThreadPool
from pathlib import Path

import pytest

from mulighetsrom.installation import config
from mulighetsrom.installation.config import CLONE, ConfigurationError, Mode, load


def _load(home: Path, **variables: str) -> config.Configuration:
    return load({"MULIGHETSROM_HOME": str(home), **variables})


def test_nothing_needs_to_be_told(home: Path) -> None:
    configuration = _load(home)

    assert configuration.mode is Mode.DEMO
    assert (configuration.address, configuration.port) == ("127.0.0.1", 8000)
    assert configuration.dataset == home / "dataset"
    assert configuration.database_url.startswith("postgresql://mulighetsrom@/mulighetsrom?host=")


def test_every_variable_is_documented_and_no_other() -> None:
    read = set(re.findall(r'environment\.get\(\s*"([A-Z_]+)"', Path(config.__file__).read_text()))
    documented = set(re.findall(r"^\| `([A-Z_]+)`", (CLONE / "docs" / "deploy.md").read_text(), re.MULTILINE))

    assert documented == read


@pytest.mark.parametrize("inside", ["files", "files/keys", "dataset/keys"])
def test_keys_never_lie_where_backups_are_made_of(home: Path, inside: str) -> None:
    with pytest.raises(ConfigurationError, match=r"MULIGHETSROM_KEYS is .*; it must not lie in .*, of which backups"):
        _load(home, MULIGHETSROM_KEYS=str(home / inside))

    assert _load(home).keys == home / "keys"
    assert _load(home, MULIGHETSROM_KEYS="/elsewhere").keys == Path("/elsewhere")


def test_a_demo_answers_this_machine_only(home: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"MULIGHETSROM_ADDRESS is '0\.0\.0\.0'; a demo"):
        _load(home, MULIGHETSROM_ADDRESS="0.0.0.0")  # noqa: S104 - that it is refused is the point

    production = _load(home, MULIGHETSROM_MODE="production", MULIGHETSROM_HOSTS="x.no", MULIGHETSROM_ADDRESS="::")
    assert production.address == "::"


@pytest.mark.parametrize(
    ("variable", "value", "right"),
    [
        ("MULIGHETSROM_MODE", "prod", "demo or production"),
        ("MULIGHETSROM_MODE", "production", "MULIGHETSROM_HOSTS is empty"),
        ("MULIGHETSROM_PORT", "80 80", "1 to 65535"),
        ("MULIGHETSROM_PORT", "65536", "1 to 65535"),
        ("MULIGHETSROM_PROCESSES", "0", "1 to 256"),
        ("MULIGHETSROM_ADDRESS", "localhost", "an IP address"),
        ("MULIGHETSROM_TLS_PROXY", "true", "yes or no"),
    ],
)
def test_a_wrong_value_is_told_with_what_would_be_right(home: Path, variable: str, value: str, right: str) -> None:
    with pytest.raises(ConfigurationError, match=right):
        _load(home, **{variable: value})


def test_hosts_are_split_by_commas(home: Path) -> None:
    assert _load(home, MULIGHETSROM_HOSTS="a.no, b.no,").allowed_hosts == ("a.no", "b.no")


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    with ThreadPool(8) as pool:
        secrets = set(pool.map(config.made_once, [file] * 32))

    assert secrets == {file.read_text()}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_secrets_and_passwords_are_not_printed(home: Path) -> None:
    configuration = _load(home, DATABASE_URL="postgresql://someone:hemmelig@db/x")

    assert "hemmelig" not in repr(configuration)
    assert configuration.secret_key not in repr(configuration)


def test_a_careful_umask_does_not_shut_out_the_database(home: Path) -> None:
    before = os.umask(0o077)
    try:
        made = _load(home / "deep" / "inside").home
    finally:
        os.umask(before)

    wanted = 0o711 if os.geteuid() == 0 else 0o700
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (made, made.parent)] == [wanted, wanted]


def test_a_deep_folder_gets_a_socket_that_the_system_can_take() -> None:
    deep = Path("/srv") / ("x" * 90)

    assert len(os.fsencode(config.socket_folder(deep) / ".s.PGSQL.5432")) <= 103
    assert config.socket_folder(deep) != config.socket_folder(deep / "other")
