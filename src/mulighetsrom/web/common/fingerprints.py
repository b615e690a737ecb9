"""Whether two forms say the same: one short code of everything that an action is given."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise


def of(said: Mapping[str, Any]) -> str:
    """Return the same 64 characters for the same values; a row is its key. Keyed: nobody finds out which."""
    return salted_hmac("common.fingerprints", json.dumps(_plain(said), sort_keys=True), algorithm="sha256").hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(json.dumps(_plain(one), sort_keys=True) for one in value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    if isinstance(value, Model):
        return f"{value._meta.label_lower} {value.pk}"  # noqa: SLF001 - public in all but name
    if isinstance(value, Promise):
        return str(value)
    told = repr(value)
    if hex(id(value)) in told:  # where it lies in memory is another place the second time
        raise TypeError(f"a {type(value).__name__} says nothing of what it holds: two forms cannot be told apart by it")
    return told
