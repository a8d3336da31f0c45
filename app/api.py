"""The query platform: web pages and a REST interface over one store, masked.

    app = create_app("sqlite:////data/fadu.db")              # fadu serve runs it with uvicorn

Addresses hold ids of the store only; no path ever comes from a request.
"""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.web.etags import tag_answers
from app.web.library import open_library
from app.web.pages import STATIC, Site
from app.web.problems import explain_errors
from app.web.rest import Rest
from app.web.viewing import SignIn

LOCAL = ("127.0.0.1", "localhost")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def create_app(store_url: str, *, hosts: Sequence[str] = LOCAL, unmasked: bool = False) -> FastAPI:
    """The platform over one store.

    `hosts`: names it answers to, so that a page elsewhere cannot reach it under a name of its own; `("*",)`
    for any. `unmasked` shows personal data. Raises StoreError, KnowledgeError.
    """
    library = open_library(store_url, unmasked=unmasked)
    site = Site(library)
    app = FastAPI(title="法度查询平台", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    answer = explain_errors(app, site)
    app.middleware("http")(tag_answers)
    app.middleware("http")(SignIn(library.store, lambda request: _ask_who(answer, request)))
    app.middleware("http")(_secure)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.include_router(site.router, include_in_schema=False)
    app.include_router(Rest(library).router, prefix="/api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    return app


def _ask_who(answer: Callable[[Request, int, str], Response], request: Request) -> Response:
    """The browser then shows its own form."""
    response = answer(request, 401, "本平台设了用户，请用姓名和密码登录；没有的请找管理员（fadu users）。")
    response.headers["WWW-Authenticate"] = 'Basic realm="fadu", charset="UTF-8"'
    return response


async def _secure(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    """No foreign scripts, frames or referrers; what the answer set itself stays."""
    response = await follow(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
