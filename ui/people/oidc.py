"""Signing in at an OpenID Connect provider: by Authlib, with PKCE, a state and a nonce."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ui.people.store import PeopleError

if TYPE_CHECKING:
    from authlib.integrations.httpx_client import OAuth2Client

_SECONDS = 10.0
_LEEWAY_SECONDS = 30
# Signed by a key that only the provider has; never "none", nor by the secret that both have.
_SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NotSignedIn(PeopleError):
    """Somebody could not be signed in at the provider; the message is for the server's log."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Whom the provider signed in.

    Attributes:
        subject: What they are called there, with the provider's own name before it.
        email: Their address, where the provider has seen that it is theirs; else empty.
    """

    subject: str
    email: str


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider, and this program as it is registered there.

    Attributes:
        issuer: The provider's name: an https address, or http on this machine.
        client: What this program is called there.
        secret: By which the provider knows it.
    """

    issuer: str
    client: str
    secret: str

    def __post_init__(self) -> None:
        """Raises PeopleError where the issuer is no address that may be asked."""
        if not _is_safe(self.issuer):
            raise PeopleError(
                f"{self.issuer} cannot be asked who somebody is. Give an address that begins with "
                "https://, as the provider writes it."
            )

    @property
    def shown(self) -> str:
        """What it is called on the page."""
        return urlsplit(self.issuer).hostname or self.issuer

    def begin(self, back: str, state: str, kept: Mapping[str, str]) -> str:
        """Where to send a browser.

        Args:
            back: The address that it comes back to.
            state: What it brings along then.
            kept: Of `new_errand`.

        Raises:
            NotSignedIn: The provider cannot be asked.
        """
        with _refusing(), self._client(back) as client:
            found = self._discovered(client)
            url, _ = client.create_authorization_url(
                found["authorization_endpoint"],
                state=state,
                nonce=kept["nonce"],
                code_verifier=kept["verifier"],
            )
            return str(url)

    def finish(self, back: str, code: str, kept: Mapping[str, str]) -> Claims:
        """Whom the provider signed in, once a browser has come back with a code.

        Raises:
            NotSignedIn: The provider cannot be asked, or what it says does not hold.
        """
        with _refusing(), self._client(back) as client:
            found = self._discovered(client)
            token = client.fetch_token(
                found["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=kept["verifier"],
            )
            claims = self._checked(client, found, token, kept["nonce"])
            if "email" not in claims and found.get("userinfo_endpoint"):
                more = _fetched(client, found["userinfo_endpoint"])
                claims |= more if more.get("sub") == claims["sub"] else {}
        # Some write it as a word; whatever else there is, is no yes.
        verified = claims.get("email_verified")
        email = str(claims.get("email", "")) if verified is True or verified == "true" else ""
        return Claims(f"{self.issuer} {claims['sub']}", email)

    def _client(self, back: str) -> "OAuth2Client":
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self.client,
            self.secret,
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=_SECONDS,
            follow_redirects=False,
            trust_env=False,
        )

    def _discovered(self, client: "OAuth2Client") -> dict[str, Any]:
        place = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = _fetched(client, place, withhold_token=True)
        if found.get("issuer") != self.issuer:
            raise NotSignedIn(f"{place} is of another issuer: {str(found.get('issuer'))[:200]}")
        for name in _ENDPOINTS:
            if not _is_safe(str(found.get(name))):
                raise NotSignedIn(f"{place} has no {name} that can be used.")
        return found

    def _checked(
        self, client: "OAuth2Client", found: Mapping[str, Any], token: Mapping[str, Any], nonce: str
    ) -> dict[str, Any]:
        """The claims of the ID token, whose signature, issuer, audience, times and nonce hold."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.jwk import KeySet

        told: Any = _fetched(client, found["jwks_uri"], withhold_token=True)
        keys = KeySet.import_key_set(told)
        read = jwt.decode(str(token.get("id_token")), keys, algorithms=list(_SIGNED_BY))
        claims = CodeIDToken(
            read.claims,
            read.header,
            options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client},
                "sub": {"essential": True},
                "nonce": {"essential": True, "value": nonce},
            },
            params={
                "client_id": self.client,
                "nonce": nonce,
                "access_token": token.get("access_token"),
            },
        )
        claims.validate(leeway=_LEEWAY_SECONDS)
        return dict(claims)


def new_errand() -> dict[str, str]:
    """What is kept here while a browser is at the provider: nobody can guess it."""
    return {"nonce": secrets.token_urlsafe(32), "verifier": secrets.token_urlsafe(48)}


@contextmanager
def _refusing() -> Iterator[None]:
    """A block in which whatever goes wrong means that nobody is signed in."""
    from authlib.common.errors import AuthlibBaseError
    from httpx2 import HTTPError, InvalidURL
    from joserfc.errors import JoseError

    try:
        yield
    except (AuthlibBaseError, HTTPError, InvalidURL, JoseError, ValueError, KeyError) as error:
        raise NotSignedIn(f"Nobody was signed in: {type(error).__name__}: {error}") from error


def _fetched(client: "OAuth2Client", place: str, **options: bool) -> dict[str, Any]:
    reply = client.request("GET", place, **options)
    reply.raise_for_status()
    found = reply.json()
    if not isinstance(found, dict):
        raise NotSignedIn(f"{place} gave something else than a JSON object.")
    return found


def _is_safe(address: str) -> bool:
    """Whether nobody can listen on the way to an address: by https, or on this machine."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
