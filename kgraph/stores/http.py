"""Requests to one server: credentials, patience, and errors that can be shown.

Every request is safe to repeat (see :mod:`.book`), so that one whose answer is lost is sent again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ..problems import KgraphError, cut, printable
from .credentials import Credentials, origin

if TYPE_CHECKING:
    import requests

_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may do better."""
_LONGEST = 60.0
"""Seconds that a server may have us wait by Retry-After."""
_PIECE = 1 << 16
_SAID = 5000
"""Bytes that are looked at of what a server says when it refuses."""


class Unreachable(KgraphError):
    """The server gave no answer, or none that can be used."""


class Refused(KgraphError):
    """The server answered, and will not do it: ``status`` says why."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds, and how often to try."""

    connect: float = 10.0
    answer: float = 300.0
    """Between two pieces of an answer, or before the first."""
    pause: float = 0.25
    """Before the second try; it doubles from try to try."""
    longest_pause: float = 10.0
    tries: int = 7


@dataclass(frozen=True, slots=True)
class Answer:
    """A good one, whole."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    content: bytes

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


@dataclass(slots=True)
class Client:
    """Asks and tells one server, one request at a time."""

    credentials: Credentials = field(default_factory=Credentials)
    patience: Patience = field(default_factory=Patience)
    tell: Callable[[str], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    most: int = 1 << 30
    """Bytes of an answer that are taken, unpacked."""
    _session: requests.Session | None = None

    def post(self, url: str, body: bytes, accept: str, **headers: str) -> Answer:
        return self._request("POST", url, body, {"Accept": accept, **_named(headers)})

    def get(self, url: str, accept: str, parameters: Mapping[str, str]) -> Answer:
        return self._request("GET", url, None, {"Accept": accept}, parameters)

    def _request(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: dict[str, str],
        parameters: Mapping[str, str] | None = None,
    ) -> Answer:
        """The answer, whatever number of tries it takes.

        Raises:
            Refused: the server will not do it.
            Unreachable: it gave no good answer in the number of tries.
        """
        fault = ""
        for attempt in range(self.patience.tries):
            if attempt:
                self.tell(f"trying again: {fault}")
            pause = min(self.patience.pause * 2**attempt, self.patience.longest_pause)
            wait = pause * random.uniform(0.5, 1.0)
            try:
                answer, reason = self._send(method, url, body, headers, parameters)
            except _Passing as error:
                fault, refused = str(error), None
            else:
                if answer.status < 300:
                    return answer
                refused = self._refused(url, answer, reason)
                garbled = answer.status == 400 and not attempt  # on its way, perhaps
                if answer.status not in _AGAIN and not garbled:
                    raise refused
                fault = str(refused)
                wait = max(wait, _retry_after(answer.header("Retry-After")))
            if attempt + 1 < self.patience.tries:
                self.sleep(wait)
        if refused:
            raise refused
        raise Unreachable(f"{_shown(url)}: {fault} (tried {self.patience.tries} times)")

    def _send(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: dict[str, str],
        parameters: Mapping[str, str] | None,
    ) -> tuple[Answer, str]:
        """One answer, of which little is read where it is no good one; and its reason phrase."""
        import requests

        if self._session is None:
            self._session = self.credentials.session()
        session = self._session

        def send() -> requests.Response:
            return session.request(
                method,
                url,
                params=parameters,
                data=body,
                headers=headers,
                auth=self.credentials.auth(url),
                timeout=(self.patience.connect, self.patience.answer),
                allow_redirects=False,  # they could lead credentials to another server
                stream=True,
            )

        try:
            answer = send()
            if answer.status_code == 401 and self.credentials.challenged(url, answer):
                answer.close()
                answer = send()
            with answer:
                names = {name.lower(): value for name, value in answer.headers.items()}
                content = self._content(url, answer)
            return Answer(answer.status_code, names, content), answer.reason or ""
        except requests.exceptions.SSLError as error:
            raise Unreachable(f"{_shown(url)}: {_tls_fault(error)}") from None
        except (requests.ConnectionError, requests.Timeout) as error:
            raise _Passing(self.credentials.hidden(_reason(error))) from None
        except requests.exceptions.ChunkedEncodingError:
            raise _Passing("the answer broke off") from None
        except requests.RequestException as error:
            reason = self.credentials.hidden(_reason(error))
            raise Unreachable(f"{_shown(url)}: {reason}") from None
        except (LookupError, ValueError):  # such as a challenge that lacks its parts
            raise Unreachable(f"{_shown(url)}: gave an answer that makes no sense") from None

    def _content(self, url: str, answer: requests.Response) -> bytes:
        pieces = answer.iter_content(_PIECE)
        if answer.status_code >= 300:
            return next(pieces, b"")
        content = bytearray()
        for piece in pieces:
            content += piece
            if len(content) > self.most:
                raise Unreachable(f"{_shown(url)}: gave more than {self.most:,} bytes")
        return bytes(content)

    def _refused(self, url: str, answer: Answer, reason: str) -> Refused:
        status = answer.status
        text = f"{_shown(url)}: answered {status} {reason}".rstrip()
        if 300 <= status < 400:
            text += f", and sends us {_elsewhere(url, answer.header('Location'))}"
        elif status in (401, 403):
            text += f": {self.credentials.advice(url)}"
        else:
            said = answer.content[:_SAID].decode("utf-8", "replace")
            words = " ".join(re.sub(r"<[^>]*>", " ", said).split())
            text += f": {cut(words, 300)}" if words else ""
        return Refused(printable(self.credentials.hidden(text)), status)


class _Passing(Exception):
    """A fault that may be gone the next time."""


def _named(headers: Mapping[str, Any]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def _shown(url: str) -> str:
    """Without what could be secret: queries may hold keys."""
    parts = urlsplit(url)
    return printable(cut(f"{origin(url)}{parts.path}", 200))


def _elsewhere(url: str, location: str) -> str:
    try:
        where = _shown(urljoin(url, location))
    except ValueError:
        return "nowhere"
    return f"to {where}: give that server's URL if you trust it"


def _reason(error: Exception) -> str:
    """What went wrong, without the machinery around it."""
    import requests

    if isinstance(error, requests.ConnectTimeout | requests.ReadTimeout):
        return "no answer in time"
    text = str(error)
    for sign, reason in (
        ("refused", "the connection was refused; is the server running?"),
        ("resolve", "there is no such host"),
        ("timed out", "no answer in time"),
        ("reset", "the connection was cut"),
        ("aborted", "the connection was cut"),
        ("closed", "the connection was cut"),
    ):
        if sign in text.lower():
            return reason
    return cut(text, 300)


def _tls_fault(error: Exception) -> str:
    """What OpenSSL says, without the machinery around it."""
    found = re.search(r"certificate verify failed: (.*?)\.? \(_ssl", str(error))
    if found:
        return f"its certificate is not trusted: {printable(found[1])}"
    return "does not speak TLS as it should: is it a server for http://?"


def _retry_after(value: str) -> float:
    """Seconds, from a number or a date (RFC 9110, section 10.2.3); 0 for anything else."""
    if value.isascii() and value.isdigit():
        return min(float(value[:6]), _LONGEST)
    try:
        until = parsedate_to_datetime(value).timestamp()
    except (TypeError, ValueError, OverflowError):
        return 0.0
    return min(max(0.0, until - time.time()), _LONGEST)
