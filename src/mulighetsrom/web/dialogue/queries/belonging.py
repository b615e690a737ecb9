"""How the tables of the slice lead to their dialogue."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps

from mulighetsrom.web.dialogue.models import Dialogue

if TYPE_CHECKING:
    from django.db.models import Model


@cache
def ways() -> dict[type[Model], str]:
    """Return, for each table with public ids that belongs to dialogues, the way to the dialogue ("part__dialogue").

    The shortest way over keys that are never empty.
    """
    ways: dict[type[Model], str] = {Dialogue: "pk"}
    while new := {model: way for model in _tables() - ways.keys() if (way := _step(model, ways))}:
        ways |= new
    return {model: way for model, way in ways.items() if _has_public_id(model)}


def ids(dialogue: Dialogue) -> dict[str, list[str]]:
    """Return the public ids of what belongs to a dialogue, by what letters and events call its table."""
    return {
        model._meta.label_lower: list(  # noqa: SLF001 - public in all but name
            model._base_manager.filter(**{way: dialogue.pk}).values_list("public_id", flat=True)  # noqa: SLF001
        )
        for model, way in ways().items()
    }


def _tables() -> set[type[Model]]:
    return set(apps.get_app_config(Dialogue._meta.app_label).get_models())  # noqa: SLF001 - as above


def _step(model: type[Model], ways: dict[type[Model], str]) -> str:
    for field in model._meta.concrete_fields:  # noqa: SLF001 - as above
        to: Any = field.related_model
        if field.is_relation and not field.null and to in ways:
            return field.name if to is Dialogue else f"{field.name}__{ways[to]}"
    return ""


def _has_public_id(model: type[Model]) -> bool:
    return any(field.name == "public_id" for field in model._meta.concrete_fields)  # noqa: SLF001 - as above
