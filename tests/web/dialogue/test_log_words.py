"""Every kind of line that an action writes has words, in each language."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.utils.translation import override

from mulighetsrom.web import dialogue
from mulighetsrom.web.dialogue.log import words as log_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def kinds_written() -> Iterator[str]:
    """Yield the kinds of lines that the slice's code writes: the second argument of each `log.write`."""
    for file in Path(str(dialogue.__file__)).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "log.write" and len(node.args) > 1:
                kind = node.args[1]
                for one in (kind.body, kind.orelse) if isinstance(kind, ast.IfExp) else (kind,):
                    if isinstance(one, ast.Constant):
                        yield str(one.value)


def test_every_kind_of_line_has_words() -> None:
    written = set(kinds_written())
    assert "published" in written
    assert written - log_words.WORDS.keys() == set()


@pytest.mark.parametrize("kind", log_words.WORDS)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_each_sentence_can_be_filled_in_each_language(kind: str, language: str) -> None:
    line = {"kind": kind, "who": "a", "whom": "b", "facts": {}}
    with override(language):
        said = log_words.Reader({"a": "Ina Innkjøp", "b": "Varmt hjem AS"}).sentence(line)
    assert "%(" not in said
    assert said[-1] in ".:"


def test_facts_are_written_as_people_do_and_codes_by_their_names() -> None:
    line = {"kind": "held", "who": "a", "whom": "", "facts": {"why": "access-request"}}
    with override("en"):
        said = log_words.Reader({"a": "Ina Innkjøp"}).sentence(line)
        gone = log_words.Reader().sentence(line)
    assert said == "Ina Innkjøp stopped the deletion of what belongs to the dialogue. Reason: Access request."
    assert gone.startswith("[name no longer kept] ")
