"""Connects to Elasticsearch and says which client fits the server."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from dossier.errors import IndexError_

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

SECONDS = 30


def connect(url: str) -> tuple["Elasticsearch", str]:
    """A client for that address, and the address without its password. Raises IndexError_ when they do not fit."""
    client = _client(url)
    plain = without_password(url)
    check_versions(client, plain)
    return client, plain


@cache
def _client(url: str) -> "Elasticsearch":
    """One pool of connections an address and process."""
    try:
        from elasticsearch import Elasticsearch
    except ModuleNotFoundError as error:
        raise IndexError_("缺少 Elasticsearch 客户端，请先安装：pip install 'fadu[elasticsearch]'") from error
    parts = urlsplit(url)
    login: dict[str, Any] = {}
    if parts.username:
        login["basic_auth"] = (unquote(parts.username), unquote(parts.password or ""))
    try:
        return Elasticsearch(
            _address(url), request_timeout=SECONDS, retry_on_timeout=True, max_retries=3, **login
        )
    except ValueError as error:
        raise IndexError_(
            f"FADU_INDEX 写法有误：{without_password(url)}；例：http://127.0.0.1:9200"
        ) from error


def _address(url: str) -> str:
    """With its port, as the client wants it, and without the login."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 9200)
    return urlunsplit((parts.scheme, f"{parts.hostname}:{port}", parts.path, "", ""))


def without_password(url: str) -> str:
    """The address as it may be shown."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def client_major() -> int:
    """The installed client's."""
    try:
        return int(version("elasticsearch").split(".")[0])
    except PackageNotFoundError as error:
        raise IndexError_("缺少 Elasticsearch 客户端，请先安装：pip install 'fadu[elasticsearch]'") from error


@cache
def check_versions(client: "Elasticsearch", url: str) -> str:
    """The server's version. Raises IndexError_, saying which client to install, when they do not fit."""
    from elasticsearch import ApiError, TransportError, UnsupportedProductError

    mine = client_major()
    try:
        nodes = client.nodes.info(node_id="_local", filter_path="nodes.*.version")["nodes"]
    except UnsupportedProductError as error:
        raise IndexError_(f"{url} 不是 Elasticsearch（OpenSearch 等不受支持）") from error
    except ApiError as error:
        if (error.status_code in (400, 406) and "compatible-with" in str(error)) or "media_type" in str(
            error
        ):
            raise IndexError_(
                f"{url} 的 Elasticsearch 比客户端 {mine} 旧；请安装服务器那一版的客户端：pip install 'elasticsearch<{mine}'"
            ) from error
        raise IndexError_(f"{url} 拒绝应答（{error.status_code}）：请检查用户名、密码与权限") from error
    except TransportError as error:
        raise IndexError_(
            f"连不上 Elasticsearch {url}（{type(error).__name__}）。请检查 FADU_INDEX 的地址与服务器；存储不受影响"
        ) from error
    (found,) = {node["version"] for node in nodes.values()}
    theirs = int(found.split(".")[0])
    if theirs < 8 or mine > theirs:
        fit = f"pip install 'elasticsearch>={theirs},<{theirs + 1}'" if theirs >= 8 else "升级服务器到 8 或 9"
        raise IndexError_(f"{url} 是 Elasticsearch {found}，客户端是 {mine}：请{fit}")
    return str(found)
