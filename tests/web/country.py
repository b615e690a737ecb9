"""What the database of the tests holds beside the dataset of `world`: one function from each slice, in their order."""

from __future__ import annotations

from mulighetsrom.web.needs import index
from tests.web import following_samples, letters, logins, needs_samples, people, people_samples, question_samples


def fill() -> None:
    """Make everything that the sample addresses of the access table lead to."""
    people.fill()
    people_samples.fill()
    logins.fill()
    needs_samples.fill()
    question_samples.fill()
    index.put_everything()
    following_samples.fill()
    letters.fill()
