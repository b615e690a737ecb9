"""The words in front of people: found in the code, kept in catalogues, compiled, all in Python.

    python -m mulighetsrom.web.common.messages extract   after writing new text: adds it to the catalogues, to translate
    python -m mulighetsrom.web.common.messages compile   after translating: makes the files that the pages read
    python -m mulighetsrom.web.common.messages check     lists what is missing, obsolete or uncertain

Text is English in code and templates; English therefore has no catalogue.
"""

from __future__ import annotations

import argparse
import io
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as extract_strings
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Message

WEB: Final = Path(__file__).resolve().parents[1]
LOCALE: Final = WEB / "locale"
TRANSLATED: Final = ("nb", "nn")

_KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_NO_DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)  # a date of its own in the header would change with every extraction


def extract() -> Catalog:
    """Return every string that code and templates mark for translation, with the files it stands in."""
    catalog = _empty()
    for path in sorted([*WEB.rglob("*.py"), *WEB.rglob("templates/**/*.html"), *WEB.rglob("templates/**/*.txt")]):
        for line, text, comments, context in extract_strings("python", _source(path), _KEYWORDS, ["Translators:"]):
            place = (path.relative_to(WEB).as_posix(), line)
            catalog.add(text, locations=[place], auto_comments=comments, context=context)
    return catalog


def read(language: str) -> Catalog:
    """Return a language's catalogue, an empty one if it has none yet."""
    path = _po(language)
    if not path.exists():
        return _empty(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> None:
    """Bring a language's catalogue in step with the code: new strings come in empty, those no longer used leave."""
    catalog = read(language)
    catalog.update(extract(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    out = io.BytesIO()
    write_po(out, catalog, width=120, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    _po(language).parent.mkdir(parents=True, exist_ok=True)
    _replace(_po(language), out.getvalue())


def compile_all() -> None:
    """Make the files that Django reads, where a catalogue is newer than its own."""
    for language in TRANSLATED:
        if not is_compiled(language):
            out = io.BytesIO()
            write_mo(out, read(language))
            _replace(_mo(language), out.getvalue())


def is_compiled(language: str) -> bool:
    """Return whether the pages read what the language's catalogue says now; the language of the code has none."""
    if language not in TRANSLATED:
        return True
    compiled = _mo(language)
    return compiled.exists() and compiled.stat().st_mtime >= _po(language).stat().st_mtime


def problems(language: str) -> Iterator[str]:
    """Yield what keeps a catalogue from being whole and certain, one line for each string."""
    wanted, catalog = extract(), read(language)
    for message in _strings(wanted):
        there = catalog.get(message.id, message.context)
        if there is None or not _is_translated(there):
            yield f"{language}: missing: {message.id!r}"
    for message in _strings(catalog):
        if wanted.get(message.id, message.context) is None:
            yield f"{language}: obsolete: {message.id!r}"
        if message.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        yield from (f"{language}: {error}: {message.id!r}" for error in message.check(catalog))


def _empty(language: str | None = None) -> Catalog:
    return Catalog(
        language,
        header_comment="# The words of Mulighetsrom. docs/glossary.md says which word to use for what.",
        project="Mulighetsrom",
        version="1",
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        charset="utf-8",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        fuzzy=False,
    )


def _strings(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)  # the first is the header, without an id


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (list, tuple)) else bool(message.string)


def _source(path: Path) -> io.BytesIO:
    """Return a file as the Python it is, or as the Python-like text that Django makes of a template."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = f"({templatize(text, origin=str(path))})"  # inside brackets a template's indentation means nothing
    return io.BytesIO(text.encode())


def _po(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def _mo(language: str) -> Path:
    return _po(language).with_suffix(".mo")


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: several processes may start at once."""
    descriptor, written = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(written).chmod(0o644)
    Path(written).replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description="The words in front of people.")
    parser.add_argument("what", choices=["extract", "compile", "check"])
    what = parser.parse_args().what
    if what == "extract":
        for language in TRANSLATED:
            update(language)
    if what == "compile":
        compile_all()
    wrong = [line for language in TRANSLATED for line in problems(language)]
    print("\n".join(wrong) or "Every string is translated.")
    if what == "check" and wrong:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
