from __future__ import annotations

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "mulighetsrom.web.drafting"
    label = "drafting"

    def ready(self) -> None:
        from mulighetsrom.web.common import outbox, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.drafting import letters, tasks  # noqa: PLC0415 - likewise

        outbox.listen("text-for-approval", tasks.for_approval)
        outbox.listen("text-for-comments", tasks.for_comments)
        outbox.listen("text-approved", tasks.approved)
        outbox.listen("text-returned", tasks.returned)
        outbox.listen("text-member-asked", tasks.member_asked)
        outbox.listen("text-member-answered", tasks.member_answered)
        registry.letters |= letters.KINDS
