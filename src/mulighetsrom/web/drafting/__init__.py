"""Texts that organisations write together: saved as one types, commented, approved, published in versions.

A slice that has such a text gives its models the shapes in `models`, says what it holds by a `fields.Description`, and
registers a `kinds.Kind`. Needs and dialogues are written, approved and published by the same code.
"""
