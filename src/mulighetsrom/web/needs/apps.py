from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "mulighetsrom.web.needs"
    label = "needs"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.needs import (  # noqa: PLC0415 - likewise
            asking_here,
            demo,
            meeting_letters,
            personal_here,
            planning_here,
        )
        from mulighetsrom.web.needs.views import check_parts  # noqa: PLC0415 - likewise

        for place in check_parts.PLACES:
            registry.parts[place].append(check_parts.hint)
        registry.places.insert(0, registry.Place("needs:list", _("Needs")))
        registry.letters |= meeting_letters.KINDS
        registry.secret_letters.add("meeting-sign-up")
        registry.demo.append(demo.fill)
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        asking_here.register()
        planning_here.register()
        _listen()


def _listen() -> None:
    """Say what follows once something has happened, and who writes the letters."""
    from mulighetsrom.web.common import outbox, registry  # noqa: PLC0415 - once the apps are there
    from mulighetsrom.web.needs import letters, tasks  # noqa: PLC0415 - likewise

    outbox.listen("need-for-approval", tasks.need_for_approval)
    outbox.listen("need-for-comments", tasks.need_for_comments)
    outbox.listen("need-approved", tasks.need_approved)
    outbox.listen("need-returned", tasks.need_returned)
    outbox.listen("need-member-asked", tasks.need_member_asked)
    outbox.listen("need-member-answered", tasks.need_member_answered)
    registry.letters["need-for-approval"] = letters.for_approval
    registry.letters["need-for-comments"] = letters.for_comments
    registry.letters["need-approved"] = letters.approved
    registry.letters["need-returned"] = letters.returned
    registry.letters["need-member-asked"] = letters.member_asked
    registry.letters["need-member-answered"] = letters.member_answered
