"""Who we are to a server: from the environment, netrc or a keyring, never from a command line."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..problems import KgraphError, printable

if TYPE_CHECKING:
    import requests

    Sign = Callable[[requests.PreparedRequest], requests.PreparedRequest]

USER, PASSWORD, TOKEN = "KGRAPH_STORE_USER", "KGRAPH_STORE_PASSWORD", "KGRAPH_STORE_TOKEN"


def origin(url: str) -> str:
    """Scheme, host and port; whatever stands before an @ is left out.

    >>> origin("http://127.0.0.1:7878/store?graph=x")
    'http://127.0.0.1:7878'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def check_url(url: str) -> str:
    """The URL of a server, without a slash at its end.

    Raises:
        KgraphError: it is no URL of a server, or holds a password.
    """
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known or not url.isprintable() or " " in url:
        raise KgraphError(
            f"'{printable(url.rpartition('@')[2])}' is no URL of a server: "
            "it begins with http:// or https://, and names a host"
        )
    if "@" in parts.netloc:
        raise KgraphError(
            f"{origin(url)}: a URL must not hold a user or password, as others can read the "
            f"commands that run on a machine: put them in {USER} and {PASSWORD}, in ~/.netrc, or "
            "in a keyring"
        )
    return url.rstrip("/")


@dataclass(slots=True)
class Credentials:
    """Looked up once a server asks for them; a token is sent at once, to its own server only."""

    home: str = ""
    """Origin of the server that they are for."""
    _auth: Sign | None = field(default=None, repr=False)
    _secrets: set[str] = field(default_factory=set, repr=False)
    _asked: bool = False

    def session(self) -> requests.Session:
        import requests

        session = requests.Session()
        bundle = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE")
        if bundle:
            session.verify = bundle
        session.headers["User-Agent"] = "kgraph"
        return session

    def auth(self, url: str) -> Sign:
        """What signs a request to the URL: nothing, where it leads to another server."""
        if not self.home:
            self.home = origin(url)
        if origin(url) != self.home:
            return _Nothing()
        if self._auth is None and (token := os.environ.get(TOKEN)):
            self._auth = _Bearer(self._secret(token))
        return self._auth or _Nothing()

    def challenged(self, url: str, answer: requests.Response) -> bool:
        """Whether there is now something to answer the server's challenge with."""
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth

        if self._asked or origin(url) != self.home:
            return False
        self._asked = True
        found = self._look_up(url)
        if found is None:
            return False
        user, password = found
        pair = base64.b64encode(f"{user}:{self._secret(password)}".encode()).decode()
        self._secret(pair)
        offered = answer.headers.get("WWW-Authenticate", "").lower()
        if "digest" in offered:
            self._auth = HTTPDigestAuth(user, password)
        else:
            self._auth = HTTPBasicAuth(user.encode(), password.encode())
        return True

    def _look_up(self, url: str) -> tuple[str, str] | None:
        from requests.utils import get_netrc_auth

        user, password = os.environ.get(USER, ""), os.environ.get(PASSWORD)
        if user and password is not None:
            return user, password
        if found := get_netrc_auth(url):
            return found
        try:
            import keyring
        except ImportError:
            return None
        try:
            stored = keyring.get_credential(origin(url), user or None)
        except Exception:  # whatever its backends raise
            return None
        return (stored.username, stored.password) if stored else None

    def advice(self, url: str) -> str:
        if self._auth is not None:
            return "what it was given does not do"
        return (
            f"put a user and password in {USER} and {PASSWORD}, in ~/.netrc or in a keyring under "
            f"{origin(url)}, or a token in {TOKEN}"
        )

    def hidden(self, text: str) -> str:
        """The text without secrets: servers may send back what they were sent."""
        for secret in sorted(self._secrets, key=len, reverse=True):
            text = text.replace(secret, "***")
        return text

    def _secret(self, text: str) -> str:
        if text:
            self._secrets.add(text)
        return text


class _Nothing:
    """No credentials: requests would look into netrc by itself."""

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class _Bearer:
    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request
