"""Fill an empty dataset with the invented country."""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mulighetsrom.notices.demo import story, world
from mulighetsrom.notices.demo.writing import xml
from mulighetsrom.notices.store import Coverage
from mulighetsrom.notices.store.dataset import quiet

if TYPE_CHECKING:
    from mulighetsrom.notices.store import Dataset
    from mulighetsrom.notices.store.dataset import Progress

KINDS = ("planning", "competition", "result")
COVERAGE = [Coverage("demo", kind, year, complete=True) for kind in KINDS for year in world.COMPLETE]
"""In the invented country we know that there are no more notices than these; its last year has not ended."""


def build(dataset: Dataset, progress: Progress | None = None) -> None:
    """Make the first version of an empty dataset: invented notices, read, judged and counted as real ones are.

    `progress` is told what `Dataset.add` tells. The first real notices that are added replace it all.
    """
    with TemporaryDirectory() as folder:
        archive = Path(folder) / "examples.zip"
        with zipfile.ZipFile(archive, "w") as file:
            for number, told in enumerate(story.announcements(), 1):
                file.writestr(f"demo-{number:06}.xml", xml(told))
        dataset.add([archive], demo=True, coverage=COVERAGE, progress=progress or quiet)
