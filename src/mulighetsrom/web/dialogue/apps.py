from __future__ import annotations

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "mulighetsrom.web.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        from mulighetsrom.web.common import personal, registry  # noqa: PLC0415 - once the apps are there
        from mulighetsrom.web.dialogue import (  # noqa: PLC0415 - likewise
            access_request_here,
            announcing_here,
            asking_here,
            changing_here,
            closing_here,
            conference_here,
            deeds,
            demo,
            doffin_here,
            drafting_here,
            impartiality_here,
            index_here,
            input_documents,
            input_here,
            log_here,
            meetings_here,
            minutes_documents,
            personal_here,
            theirs_here,
            timeline_here,
        )

        registry.demo.append(demo.fill)
        registry.deeds |= deeds.DEEDS
        personal.register.extend(personal_here.KINDS)
        personal.not_personal.update(personal_here.NOT_PERSONAL)
        drafting_here.register()
        timeline_here.register()
        asking_here.register()
        announcing_here.register()
        doffin_here.register()
        meetings_here.register()
        log_here.register()
        impartiality_here.register()
        index_here.register()
        theirs_here.register()
        changing_here.register()
        closing_here.register()
        input_here.register()
        conference_here.register()
        input_documents.register()
        minutes_documents.register()
        access_request_here.register()
