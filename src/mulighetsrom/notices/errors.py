"""What the readers refuse."""


class Unreadable(Exception):  # noqa: N818 -- the state of a file, not a mistake of ours  # noqa: N818 - the word the contract between readers and store uses
    """A raw record that gives no row: it gets a line in `problems`, and its bytes are kept.

    `place` is an element, a line or a byte position; `code` a short reason that pages have words for; `detail` what was
    found and what would be right, without any text of the notice.
    """

    def __init__(self, place: str, code: str, detail: str) -> None:
        super().__init__(f"{place}: {code}: {detail}")
        self.place, self.code, self.detail = place, code, detail
