"""Which tokens are believed: signed by a key of the provider, with an algorithm we name, for us, now, and as asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from mulighetsrom.web.accounts.oidc import OidcError, client

if TYPE_CHECKING:
    from mulighetsrom.installation.openid import Provider

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Only signatures by a key of two halves: "none", and a secret that is everybody's public key, are not among them."""
LEEWAY: Final = 60
"""Seconds that two clocks may differ by."""
OLDEST: Final = 600
"""Seconds since a token was made, beyond which it is not taken."""
_LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
_KINDS: Final[dict[str, type[RSAKey | ECKey]]] = {"RSA": RSAKey, "EC": ECKey}


def identity(provider: Provider, token: object, *, nonce: str, access_token: object) -> dict[str, Any]:
    """Return the claims of an ID token that answers what we asked. Raises OidcError."""
    header, claims = _signed(provider, token)
    asked = {"nonce": nonce, "client_id": provider.client_id}
    if isinstance(access_token, str):
        asked["access_token"] = access_token
    _validate(provider, CodeIDToken(claims, header, params=asked))
    if provider.acr_values and claims.get("acr") not in provider.acr_values:
        raise OidcError("level")
    return claims


def log_out(provider: Provider, token: object) -> dict[str, Any]:
    """Return the claims of a logout token (OpenID Connect Back-Channel Logout, 2.6). Raises OidcError."""
    header, claims = _signed(provider, token)
    told = {"sub": "-", "exp": time.time() + LEEWAY, **claims}
    _validate(provider, CodeIDToken(told, header, params={"client_id": provider.client_id}))
    events = claims.get("events")
    if "nonce" in claims or not isinstance(events, dict) or _LOGOUT not in events:
        raise OidcError("token")
    return claims


def _validate(provider: Provider, token: CodeIDToken) -> None:
    """Check issuer, audience and times. Who may read the token besides us is nobody: a list of one is a list."""
    audience = token.get("aud")
    if token.get("iss") != provider.issuer or provider.client_id not in _listed(audience):
        raise OidcError("token")
    try:
        token.validate(leeway=LEEWAY)
        made_at = float(token["iat"])
    except (JoseError, ValueError, TypeError):
        raise OidcError("token") from None
    if not time.time() - OLDEST < made_at:
        raise OidcError("token")


def _listed(audience: object) -> list[Any]:
    return audience if isinstance(audience, list) else [audience]


def _signed(provider: Provider, token: object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return header and claims of a token that one of the provider's keys has signed."""
    if not isinstance(token, str) or len(token) > client.LARGEST:
        raise OidcError("token")
    try:
        header = jws.extract_compact(token.encode()).headers()
        key = _key(provider, header.get("kid"), str(header.get("alg")))
        found = jwt.decode(token, key, algorithms=ALGORITHMS)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        raise OidcError("token") from None
    return dict(found.header), dict(found.claims)


def _key(provider: Provider, kid: object, algorithm: str) -> RSAKey | ECKey:
    """Return the key of this name; one that is not known may be new, so it is looked for once more."""
    for newest in (client.CACHED, client.AGAIN):
        for told in client.metadata(provider, newer_than=newest).keys:
            kind = _KINDS.get(str(told.get("kty")))
            if kind and told.get("kid") == kid and told.get("use", "sig") == "sig":
                if told.get("alg", algorithm) != algorithm:
                    continue
                public = {name: value for name, value in told.items() if name in {"kty", "n", "e", "crv", "x", "y"}}
                return kind.import_key(public)
    raise OidcError("token")
