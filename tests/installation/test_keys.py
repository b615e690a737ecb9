"""Keys: made once, whole, for their owner only, the newest known whatever the clock says."""

from __future__ import annotations

import os
import stat
from multiprocessing.pool import ThreadPool
from typing import TYPE_CHECKING

import pytest

from mulighetsrom.installation import keys
from mulighetsrom.installation.keys import KeyLostError

if TYPE_CHECKING:
    from pathlib import Path


def test_first_starts_at_once_make_one_key(tmp_path: Path) -> None:
    with ThreadPool(8) as pool:
        made = pool.map(keys.newest, [tmp_path / "keys"] * 8)
    assert len({key.key_id for key in made}) == 1
    assert len({key.secret for key in made}) == 1
    assert keys.names(tmp_path / "keys") == [made[0].key_id]


def test_a_new_key_is_the_newest_and_the_old_ones_stay(tmp_path: Path) -> None:
    made = [keys.newest(tmp_path), keys.make(tmp_path), keys.make(tmp_path)]
    assert keys.names(tmp_path) == [key.key_id for key in made]
    assert keys.newest(tmp_path) == made[-1]
    assert [keys.read(tmp_path, key.key_id) for key in made] == made
    assert len({key.secret for key in made}) == 3
    assert all(len(key.secret) == 32 for key in made)


def test_only_their_owner_reads_them_and_no_message_tells_them(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        key = keys.newest(tmp_path / "keys")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / key.key_id).stat().st_mode) == 0o600
    assert repr(key.secret) not in repr(key)


@pytest.mark.parametrize("left", [b"", b"abc", b"not a key at all \xff", b"x" * 43])
def test_half_a_key_is_no_key(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "0001-00000000").write_bytes(left)
    with pytest.raises(KeyLostError, match=f"The key 0001-00000000 is not in {tmp_path}"):
        keys.read(tmp_path, "0001-00000000")


def test_a_key_that_was_killed_while_it_was_written_is_not_taken_for_one(tmp_path: Path) -> None:
    (tmp_path / "0009-00000000.new").write_bytes(b"half")
    assert keys.newest(tmp_path).key_id.startswith("0001-")
