"""The query platform: web pages and a REST interface over one store, read-only, masked.

    app = create_app("sqlite:////data/fadu.db")              # fadu serve runs it with uvicorn

Addresses hold ids of the store only; no path ever comes from a request.
"""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware

from app.web.library import NotThere, open_library
from app.web.pages import STATIC, Site
from app.web.rest import Rest
from dossier.errors import FaduError, IndexError_, StoreError, UsageError

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
STATUS: dict[type[FaduError], int] = {NotThere: 404, UsageError: 400, StoreError: 503, IndexError_: 503}
TITLES = {404: "没有找到", 400: "写法不对", 405: "写法不对", 503: "暂时无法查询"}


def create_app(store_url: str, *, hosts: Sequence[str] = LOCAL, unmasked: bool = False) -> FastAPI:
    """The platform over one store.

    `hosts`: names it answers to, so that a page elsewhere cannot reach it under a name of its own; `("*",)`
    for any. `unmasked` shows personal data. Raises StoreError, KnowledgeError.
    """
    library = open_library(store_url, unmasked=unmasked)
    site = Site(library)
    app = FastAPI(title="法度查询平台", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.middleware("http")(_secure)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.include_router(site.router, include_in_schema=False)
    app.include_router(Rest(library).router, prefix="/api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    _explain_errors(app, site)
    return app


async def _secure(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    """No foreign scripts, frames or referrers; what the answer set itself stays."""
    response = await follow(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _explain_errors(app: FastAPI, site: Site) -> None:
    """Errors as a page for people, as JSON below /api; never a traceback."""

    def answer(request: Request, status: int, message: str) -> Response:
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": message}, status_code=status)
        return site.page("problem.html", status, title=TITLES.get(status, "出错了"), message=message)

    def ours(request: Request, error: Exception) -> Response:
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        return answer(request, status, str(error))

    def misused(request: Request, error: Exception) -> Response:
        return answer(request, 400, "地址中的参数写法不对，请从页面上的链接或表单进入。")

    def plain(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return answer(request, status, "没有这个页面。请从卷宗列表或检索页进入。")

    app.add_exception_handler(FaduError, ours)
    app.add_exception_handler(RequestValidationError, misused)
    app.add_exception_handler(HTTPException, plain)
