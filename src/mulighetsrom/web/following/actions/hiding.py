"""Hide, and fewer like this: a mark at a thing, and a mute of what two marks have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from mulighetsrom.web.accounts.models import Person
from mulighetsrom.web.common.kernel import action
from mulighetsrom.web.following.models import Mark, Mute
from mulighetsrom.web.following.queries import follows

if TYPE_CHECKING:
    from mulighetsrom.web.following.models import Item
    from mulighetsrom.web.following.thing import Thing

T = TypeVar("T")


@action
def hide(*, item: Item, thing: Thing) -> Mute | None:
    """Hide a thing from whom an item told of it; return the reason that is muted now, if two marks share one.

    By whoever has the letter's link: it hides this one thing, and opens nothing.
    """
    person = Person.objects.select_for_update().get(pk=item.follow.person_id)  # of two clicks, the second waits
    mark, new = Mark.objects.get_or_create(
        person=person,
        thing=thing.public_id,
        defaults={
            "kind": thing.kind,
            "organisation": thing.owner,
            "focus_areas": list(thing.focus_areas),
            "cpv": list(thing.cpv),
        },
    )
    if not new:
        return mark.mute
    mark.follows.set(follows.that_told(person, thing))
    return _mute(mark)


@action
def show_again(*, item: Item) -> None:
    """Take back a mark, and the mute that was made of it with another one."""
    mark = Mark.objects.filter(person=item.follow.person_id, thing=item.thing).first()
    if mark and mark.mute:
        mark.mute.delete()  # its marks go with it
    elif mark:
        mark.delete()


@action
def unmute(*, mute: Mute) -> None:
    """Let a muted reason bring things again; the marks that it was made of are taken back too."""
    mute.delete()


def _mute(mark: Mark) -> Mute | None:
    """Mute what this mark and an earlier one have in common, if both were there because of the same follow."""
    earlier = Mark.objects.filter(person=mark.person, mute=None).exclude(pk=mark.pk).order_by("-at", "-pk")
    for other in earlier.filter(follows__in=mark.follows.all()).distinct().prefetch_related("follows"):
        mute = _shared(mark, other)
        for one in (mark, other):
            one.mute = mute
            one.save(update_fields=["mute"])
        return mute
    return None


def _shared(mark: Mark, other: Mark) -> Mute:
    """Make the narrowest mute that holds for both: of all they share, its CPV group or area, and its municipality."""
    follow = _first(list(mark.follows.order_by("pk")), list(other.follows.all()))
    cpv = _first(mark.cpv, other.cpv) or ""
    area = "" if cpv else _first(mark.focus_areas, other.focus_areas) or ""
    organisation = mark.organisation if mark.organisation_id == other.organisation_id else None
    return Mute.objects.get_or_create(follow=follow, organisation=organisation, focus_area=area, cpv=cpv)[0]


def _first(ours: list[T], theirs: list[T]) -> T | None:
    return next((one for one in ours if one in theirs), None)
