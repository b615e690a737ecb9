from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowingConfig(AppConfig):
    name = "mulighetsrom.web.following"
    label = "following"

    def ready(self) -> None:
        from mulighetsrom.web.common import outbox, personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.following import demo, letters, parts, personal_here, tasks  # noqa: PLC0415 - likewise
        from mulighetsrom.web.following.actions import telling  # noqa: PLC0415 - likewise

        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        registry.own_places.append(registry.Place("following:mine", _("What I follow")))
        registry.demo.append(demo.fill)
        registry.letters[telling.AT_ONCE] = letters.at_once
        registry.letters[telling.COLLECTED] = letters.collected
        registry.parts["needs:follow"].append(parts.need)
        registry.parts["needs:follow-plan"].append(parts.organisation)
        registry.parts["needs:follow-search"].append(parts.search)
        registry.parts["dialogue:follow"].append(parts.dialogue)
        registry.parts["dialogue:follow-list"].append(parts.dialogues)
        for event, task in tasks.DIALOGUES.items():
            outbox.listen(event, task)
        outbox.listen("need-published", tasks.need_published)
        outbox.listen("need-moved", tasks.need_moved)
        outbox.listen("line-published", tasks.line_published)
        outbox.listen("line-changed", tasks.line_changed)
        outbox.listen("need-question-answered", tasks.question_answered)
        outbox.listen("meeting-announced", tasks.meeting_announced)
        outbox.listen("meeting-answered", tasks.meeting_answered)
