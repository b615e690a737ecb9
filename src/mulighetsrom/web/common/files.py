"""Files that people hand in: checked before anything is kept, kept whole or not at all, given out as attachments only.

Who may fetch a file is asked of the row that it hangs on, in that slice's `access`, before anything here is called.
That row links with `on_delete=SET_NULL`: a file goes when its day has come.

Bytes are written before their row, so that a crash leaves bytes without a row and never a row without bytes. Only
`sweep` deletes bytes, a day later and never during a backup: what a dump of the database names is still there when the
files are copied after it.

A file of the layer "sealed" is encrypted with a key of its own. That key and the file's real name, which may be a
secret too, are a sealed text with the file's public id; `sha256` is that of the bytes as they lie, in every layer.
"""

from __future__ import annotations

import hashlib
import io
import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import FileResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from mulighetsrom.installation import config, locks
from mulighetsrom.web.common import envelope, filenames, filetypes, sealed
from mulighetsrom.web.common.addresses import public_id
from mulighetsrom.web.common.filetypes import FileRefusedError
from mulighetsrom.web.common.kernel import inside_action
from mulighetsrom.web.common.models import File, Sealed
from mulighetsrom.web.common.tenancy import Layer

if TYPE_CHECKING:
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES: Final = 20 * 2**20
"""The largest file that we take: 20 MiB, so that each may be held in memory whole."""
SWEPT_AFTER: Final = timedelta(days=1)
"""How old bytes without a row must be: the action that wrote them may not be done yet."""
_PURPOSE: Final = "file"


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


class FileField(forms.FileField):
    """A form's field for one file; its cleaned value is a `Checked`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(filetypes.ENDINGS)}))
        super().__init__(allow_empty_file=True, **kwargs)  # `checked` says it better

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        try:
            return checked(upload) if upload else None
        except FileRefusedError as refused:
            raise ValidationError(str(refused), code="refused") from refused


@inside_action
def keep(taken: Checked, *, owner: str, layer: Layer, purge_date: date | None = None) -> File:
    """Keep a checked file for an organisation, until a day or as long as what it hangs on."""
    row = File(public_id=public_id(), owner=owner, layer=layer, type=taken.type, size=taken.size, purge_date=purge_date)
    row.name, data = _seal(row, taken) if layer == Layer.SEALED else (taken.name, taken.data)
    row.sha256 = hashlib.sha256(data).hexdigest()
    name = secrets.token_hex(20)
    row.stored_as = default_storage.save(f"{name[:2]}/{name}", ContentFile(data))
    row.save(force_insert=True)
    return row


@dataclass(frozen=True, slots=True)
class Opened:
    """A kept file for reading: the name its sender gave it, and the bytes. Whoever opened it closes `data`."""

    name: str
    data: BinaryIO


def opened(file: File) -> Opened:
    """Open a kept file; raises SealedError where it is sealed and its key is lost, or it was changed."""
    data = cast("BinaryIO", default_storage.open(file.stored_as))
    if file.layer != Layer.SEALED:
        return Opened(file.name, data)
    with data:
        return _unseal(file, data.read())


def answer(file: File) -> FileResponse:
    """Answer with a kept file: to be saved, never shown in our name, whatever it holds, and kept by no cache."""
    found = opened(file)
    headers = {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
        "Content-Length": str(file.size),
    }
    return FileResponse(found.data, as_attachment=True, filename=found.name, content_type=file.type, headers=headers)


@inside_action
def remove(file: File) -> None:
    """Take a file away; `sweep` takes its bytes."""
    Sealed.objects.filter(public_id=file.public_id, purpose=_PURPOSE).delete()
    file.delete()


def purge() -> int:
    """Take away the files whose day has come; return how many."""
    with transaction.atomic():
        due = list(File.objects.filter(purge_date__lt=timezone.localdate()).select_for_update())
        for file in due:
            remove(file)
    return len(due)


def sweep() -> int:
    """Delete bytes that no row names any more; return how many files. Waits for tomorrow while a backup is made."""
    folder = config.current().files
    if not folder.exists():
        return 0
    with locks.alone(folder) as free:
        return sum(_sweep(part) for part in default_storage.listdir("")[0]) if free else 0


def _sweep(folder: str) -> int:
    before = timezone.now() - SWEPT_AFTER
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    old = {name for name in names if default_storage.get_modified_time(name) < before}
    left = old - set(File.objects.filter(stored_as__in=old).values_list("stored_as", flat=True))
    for name in left:
        default_storage.delete(name)
    return len(left)


def _seal(row: File, taken: Checked) -> tuple[str, bytes]:
    """Return the name that the database shows, and the bytes encrypted."""
    key = envelope.new_key()
    told = json.dumps({"name": taken.name, "key": key.hex()})
    sealed.seal(told, owner=row.owner, purpose=_PURPOSE, name=row.public_id)
    shown = row.public_id + PurePath(taken.name).suffix.lower()
    return shown, envelope.close(taken.data, key=key, belongs_to=f"{_PURPOSE} {row.public_id}")


def _unseal(file: File, closed: bytes) -> Opened:
    row = Sealed.objects.filter(public_id=file.public_id, purpose=_PURPOSE).first()
    if not row:
        raise sealed.SealedError(f"the key of the file {file.public_id} is gone")
    told = json.loads(sealed.open_(row))
    try:
        data = envelope.open_(closed, key=bytes.fromhex(told["key"]), belongs_to=f"{_PURPOSE} {file.public_id}")
    except envelope.TamperedError:
        raise sealed.SealedError(f"the file {file.public_id} has been changed since it was sealed") from None
    return Opened(told["name"], io.BytesIO(data))
