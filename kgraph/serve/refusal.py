"""Errors as clients see them: plain text, or problem details (RFC 9457) where JSON is liked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from .accept import best

PROBLEM = "application/problem+json"
_TEXTS = (
    "text/plain",
    PROBLEM,
    "application/json",
    "application/sparql-results+json",
    "application/ld+json",
)


class Refusal(Exception):
    """An answer that is none: HTTP status, code and message, and what more is known."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        more: Mapping[str, object] | None = None,
        text: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.more, self.text, self.headers = dict(more or {}), text, dict(headers or {})

    def response(self, request: Request) -> Response:
        headers = {"Cache-Control": "no-store", "Vary": "Accept", **self.headers}
        chosen = best(request.headers.get("accept", ""), _TEXTS) or "text/plain"
        if chosen == "text/plain":
            text = self.text or f"{self.code}: {self.message}"
            return Response(f"{text}\n", self.status, headers, "text/plain")
        content = {
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": self.message,
            **self.more,
        }
        return Response(json.dumps(content, indent=2), self.status, headers, PROBLEM)
