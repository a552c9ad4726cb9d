"""Errors as problem+json (RFC 9457): one sentence for a person, never a traceback."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from aiohttp import web

from engine.errors import EngineBusy, EngineError
from music.errors import MusicError
from storage.errors import BattleClosed, LimitReached, NameTaken, NotFound, StorageError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

API = "/api/"
TYPE = "application/problem+json"
_LOG = logging.getLogger("fusebox.studio")
_FAULT = "Fusebox stumbled over this; the operator's log has the details"
_BUSY_SECONDS = 10
_SAYS: Mapping[int, str] = {
    404: "there is nothing at this address; the API's are in /api/v1/openapi.json",
    405: "this address doesn't take {method}; it takes {allowed}",
    413: "that is too large",
}


class Problem(Exception):
    """An answer that says why not. ``retry_after`` is in seconds."""

    def __init__(self, status: int, detail: str, *, retry_after: int | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.retry_after = status, detail, retry_after

    def response(self) -> web.Response:
        """The problem as an answer."""
        return problem(self.status, self.detail, retry_after=self.retry_after)


def problem(
    status: int,
    detail: str,
    *,
    retry_after: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """An answer with a problem in its body."""
    sentence = detail[:1].upper() + detail[1:].rstrip(".") + "."
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
    }
    more = dict(headers or {})
    if retry_after is not None:
        body["retry_after"] = retry_after
        more["Retry-After"] = str(retry_after)
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type=TYPE, headers=more
    )


@web.middleware
async def as_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong below becomes an answer with a sentence."""
    try:
        return await handler(request)
    except Problem as error:
        return error.response() if request.path.startswith(API) else _in_words(error)
    except web.HTTPException as error:
        return _of_http(request, error)
    except (NotFound, NameTaken, LimitReached, BattleClosed, StorageError) as error:
        return problem(_status_of(error), str(error))
    except EngineBusy as error:
        return problem(503, str(error), retry_after=_BUSY_SECONDS)
    except (EngineError, MusicError) as error:
        return problem(422, str(error))
    except web.RequestPayloadError:
        return problem(400, "the body is broken; send the request again")
    except ConnectionError:
        raise  # the other side has left: there is nobody to tell
    except Exception:  # the border of a request: whoever asked gets a sentence
        _LOG.exception("%s %s failed", request.method, request.path)
        return problem(500, _FAULT)


def _in_words(error: Problem) -> web.Response:
    """For who looks at a page."""
    sentence = error.detail[:1].upper() + error.detail[1:].rstrip(".") + ".\n"
    more = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
    return web.Response(text=sentence, status=error.status, headers=more)


def _status_of(error: StorageError) -> int:
    if isinstance(error, NotFound):
        return 404
    return 409 if isinstance(error, NameTaken | LimitReached | BattleClosed) else 503


def _of_http(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    if error.status < 400:
        raise error
    allowed = ", ".join(sorted(getattr(error, "allowed_methods", ())))
    detail = _SAYS.get(error.status, error.reason).format(method=request.method, allowed=allowed)
    kept = {"Allow": allowed} if allowed else {}
    if request.path.startswith(API):
        return problem(error.status, detail, headers=kept)
    return web.Response(text=detail + "\n", status=error.status, headers=kept)
