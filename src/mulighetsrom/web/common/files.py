"""Files that people hand in: checked before anything is kept, kept whole or not at all, given out as attachments only.

Who may fetch a file is asked of the row that it hangs on, in that slice's `access`, before anything here is called.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from mulighetsrom.web.common import filenames, filetypes
from mulighetsrom.web.common.filetypes import FileRefusedError

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES: Final = 20 * 2**20
"""The largest file that we take: 20 MiB, so that each may be held in memory whole."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that we can take: its cleaned name, what it is by its bytes, and the bytes."""

    name: str
    type: str
    sha256: str
    data: bytes = field(repr=False)

    @property
    def size(self) -> int:
        return len(self.data)


def checked(upload: UploadedFile[bytes]) -> Checked:
    """Return what was sent, once it is known to be what it says; raises FileRefusedError, in the sender's words."""
    name = filenames.cleaned(upload.name or "")
    data = upload.read(MOST_BYTES + 1)
    if not data:
        raise FileRefusedError(
            _("“%(name)s” is empty. Look at the file on your machine, and choose it again.") % {"name": name}
        )
    if len(data) > MOST_BYTES:
        raise FileRefusedError(
            _("“%(name)s” is too large: a file may be at most %(most)s MB. Make it smaller, or split it.")
            % {"name": name, "most": MOST_BYTES // 2**20}
        )
    return Checked(name, filetypes.kind_of(name, data).type, hashlib.sha256(data).hexdigest(), data)
