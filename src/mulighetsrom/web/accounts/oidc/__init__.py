"""Log in with a provider, by OpenID Connect: authorization code, PKCE, state and nonce; Authlib does the protocol.

`client` asks the provider, `tokens` says what of its answers is believed, `claims` reads who it is, and `browser` is
what the visitor's session holds meanwhile. No token and no claim gets into a log.
"""

from __future__ import annotations


class OidcError(Exception):
    """Raised where somebody cannot be let in. `why` is a code: "down", "refused", "state", "level" or "token"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
