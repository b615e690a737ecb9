"""Questions about something public, and answers to everybody at one moment.

A slice that has such a thing gives it a `models.Board`, registers a `kinds.Kind`, and includes `urls` under
its own addresses. Questions about needs and about dialogues are asked, answered and shown by the same code.
"""
