"""Letters to people: posted inside an action, sent by the worker, in a sender's name and the receiver's language."""

from __future__ import annotations

from mulighetsrom.web.common.mail.actions import Envelope, Receiver, Sender, WrongAddressError, post, post_many

__all__ = ["Envelope", "Receiver", "Sender", "WrongAddressError", "post", "post_many"]
