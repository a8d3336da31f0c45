"""Errors for people as a page, for programs as application/problem+json (RFC 9457) in Chinese and English."""

from collections.abc import Callable

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from app.web.library import NotThere
from app.web.pages import Site
from app.web.uploads import TooLarge
from dossier.errors import FaduError, IndexError_, StoreError, UsageError

STATUS: dict[type[FaduError], int] = {
    NotThere: 404,
    TooLarge: 413,
    UsageError: 400,
    StoreError: 503,
    IndexError_: 503,
}
TITLES: dict[int, tuple[str, str]] = {
    400: ("写法不对", "Bad request"),
    401: ("请登录", "Sign in"),
    404: ("没有找到", "Not found"),
    405: ("写法不对", "Method not allowed"),
    413: ("内容太大", "Too large"),
    503: ("暂时无法查询", "Unavailable for now"),
}
ENGLISH: dict[int, str] = {
    400: "A parameter is malformed; see the description of this address in /api/openapi.json.",
    401: "This platform has users: send a name and a password (HTTP Basic).",
    404: "Nothing of that id stands in the store now, or you may not see it.",
    405: "This address does not take that method.",
    413: "The upload exceeds the limit.",
    503: "The store or the search index cannot be reached; nothing is lost, try again later.",
}
OTHER = ("出错了", "Error")


def problem(status: int, detail: str) -> JSONResponse:
    """The answer to a program."""
    title, english = TITLES.get(status, OTHER)
    body = {"type": "about:blank", "status": status, "title": title, "title_en": english}
    body |= {"detail": detail, "detail_en": ENGLISH.get(status, english)}
    return JSONResponse(body, status_code=status, media_type="application/problem+json")


def explain_errors(app: FastAPI, site: Site) -> Callable[[Request, int, str], Response]:
    """Every error as an answer, never a traceback; gives the function that makes one."""

    def answer(request: Request, status: int, message: str) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(status, message)
        return site.page("problem.html", status, title=TITLES.get(status, OTHER)[0], message=message)

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
    return answer
