"""Files that hang on a need: taken while its text may be written in, kept as long as a version names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mulighetsrom.web.common import audit, files, kernel
from mulighetsrom.web.common.tenancy import Layer
from mulighetsrom.web.drafting import actions as drafting
from mulighetsrom.web.needs.models import Attachment
from mulighetsrom.web.needs.queries import writing as queries

if TYPE_CHECKING:
    from mulighetsrom.web.common.actor import Actor
    from mulighetsrom.web.common.files import Checked
    from mulighetsrom.web.needs.models import Need


@kernel.action
def attach(*, need: Need, taken: Checked, title: str, by: Actor) -> Attachment:
    """Hang a checked file on the text in work. Raises TextClosedError."""
    row = drafting.opened(need, by=by)
    file = files.keep(taken, owner=row.owner.public_id, layer=Layer.MEMBERS)
    attachment = Attachment.objects.create(need=row, file=file, title=title or taken.name)
    audit.record("need.attach", about=row, by=by, file=file.public_id)
    return attachment


@kernel.action
def detach(*, attachment: Attachment, by: Actor) -> None:
    """Take a file out of the text in work; it stays for the versions that name it. Raises TextClosedError."""
    row = drafting.opened(attachment.need, by=by)
    file = attachment.file
    if file is None:
        return
    audit.record("need.detach", about=row, by=by, file=file.public_id)
    if any(file.public_id in queries.named(version) for version in row.versions.all()):
        Attachment.objects.filter(pk=attachment.pk).update(in_draft=False)
        return
    attachment.delete()
    files.remove(file)
