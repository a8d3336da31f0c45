"""Who is asking: the viewer of a request, signed in by name and password where the store has users.

Without users the platform is one person's, on their own machine, and shows everything. With users every request
needs HTTP Basic (behind TLS); what may be seen follows from the user's units and roles.
"""

import base64
import binascii
import hashlib
import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from threading import Lock

from fastapi import Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from index.people import User, below
from index.search import EVERYTHING, Viewer
from index.store import Store

SECONDS = 60.0  # a password is looked up again, and a change of rights counts, after so long
MOST = 1000
VIEWER: ContextVar[Viewer] = ContextVar("viewer", default=EVERYTHING)
WHO: ContextVar[str] = ContextVar("who", default="")
Refuse = Callable[[Request], Response]
Follow = Callable[[Request], Awaitable[Response]]


class SignIn:
    """Checks who is asking, once a minute a person."""

    def __init__(self, store: Store, refuse: Refuse) -> None:
        self.store, self.refuse = store, refuse
        self.known: dict[bytes, tuple[float, str, Viewer]] = {}
        self.lock = Lock()

    async def __call__(self, request: Request, follow: Follow) -> Response:
        """Middleware: sets the viewer, or refuses."""
        found = await run_in_threadpool(self._who, request.headers.get("authorization", ""))
        if found is None:
            return self.refuse(request)
        WHO.set(found[0])
        VIEWER.set(found[1])
        return await follow(request)

    def _who(self, header: str) -> tuple[str, Viewer] | None:
        key = hashlib.sha256(header.encode()).digest()
        with self.lock:
            kept = self.known.get(key)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1:]
        found = self._look_up(header)
        if found is not None:
            with self.lock:
                if len(self.known) >= MOST:
                    self.known.clear()
                self.known[key] = (time.monotonic() + SECONDS, *found)
        return found

    def _look_up(self, header: str) -> tuple[str, Viewer] | None:
        if not self.store.users():
            return self.store.actor, EVERYTHING
        name, password = _credentials(header)
        user = self.store.sign_in(name, password) if name else None
        return (user.name, self._viewer(user)) if user else None

    def _viewer(self, user: User) -> Viewer:
        everything = "admin" in user.roles
        units = None if everything else below(self.store.units(), user.units)
        return Viewer(units=units, personal="personal" in user.roles)


def _credentials(header: str) -> tuple[str, str]:
    """Name and password of an Authorization header; empty where it has none."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password
