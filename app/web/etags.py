"""ETags for the REST interface: an answer the program already has is not sent again."""

import hashlib
from collections.abc import Awaitable, Callable

from fastapi import Request
from fastapi.responses import Response
from starlette.responses import StreamingResponse


async def tag_answers(request: Request, follow: Callable[[Request], Awaitable[Response]]) -> Response:
    """Middleware for what is read below /api: strong tags over the whole answer."""
    response = await follow(request)
    readable = request.method in ("GET", "HEAD") and request.url.path.startswith("/api/")
    if not readable or response.status_code != 200 or not isinstance(response, StreamingResponse | Response):
        return response
    body = b"".join([chunk async for chunk in response.body_iterator])  # type: ignore[attr-defined]
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    headers["etag"] = tag
    if tag in (
        item.strip().removeprefix("W/") for item in request.headers.get("if-none-match", "").split(",")
    ):
        kept = {name: value for name, value in headers.items() if name != "content-type"}
        return Response(status_code=304, headers=kept)
    return Response(body, headers=headers, media_type=response.media_type)
