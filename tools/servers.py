"""Real servers for tests and trials, on loopback, gone when their user is gone.

    python tools/servers.py postgresql|elasticsearch      # runs one until Ctrl-C and prints its address

PostgreSQL: FADU_TEST_POSTGRESQL (an address whose user may create databases), else Debian's package.
Elasticsearch: FADU_TEST_ELASTICSEARCH, else a container where docker or podman runs, else the server archive
that Elastic publishes on Maven Central, run by Java 17 or 21. That archive, meant for integration tests, is the real
server without optional modules: no `GET /`, scripts, _reindex or language analyzers; nothing here needs them.
Neither server runs as root: where we are root, they run as `nobody`, to whom /tmp must be open (mode 1777), since
Java attaches its agents there.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

ELASTICSEARCH = "8.19.3"  # of the client's major in requirements-dev.lock; its archive starts with Java 17
IMAGE = f"docker.elastic.co/elasticsearch/elasticsearch:{ELASTICSEARCH}"
ARCHIVE = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:{ELASTICSEARCH}:zip"
JAVA = ("17", "21")  # 17 was tried; 21 is for systems that have no 17
NOBODY = 65534
SECONDS = 300.0  # a busy machine starts Elasticsearch slowly
CONFIG = """\
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
node.store.allow_mmap: false
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""


class NoServer(Exception):
    """The server cannot be had here; says what was tried."""


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL whose user may create databases."""
    if given := os.environ.get("FADU_TEST_POSTGRESQL"):
        yield given
        return
    programs = _postgresql_programs()
    with _own_folder() as folder:
        data, port = folder / "data", free_port()
        init = [programs / "initdb", "-D", data, "-U", "fadu", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _check(subprocess.run(_plainly([*init, "--locale=C.UTF-8"]), capture_output=True, cwd=folder))
        options = ["-c", "fsync=off", "-c", "max_connections=200"]
        command = [programs / "postgres", "-D", data, "-h", "127.0.0.1", "-p", port, "-k", "", *options]
        with _running(command, folder, stop=signal.SIGQUIT) as server:  # its data are thrown away
            _wait(lambda: socket.create_connection(("127.0.0.1", port), 1).close(), folder, server)
            yield f"postgresql+psycopg://fadu@127.0.0.1:{port}/postgres"


def new_database(server: str) -> str:
    """The address of an empty database on that PostgreSQL."""
    import psycopg

    name = f"fadu_{uuid4().hex}"
    _wait(lambda: psycopg.connect(server.replace("+psycopg", "")).close(), None)
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return f"{server.rpartition('/')[0]}/{name}"


@contextmanager
def elasticsearch() -> Iterator[str]:
    """The address of an Elasticsearch. Raises NoServer, saying what was tried."""
    if given := os.environ.get("FADU_TEST_ELASTICSEARCH"):
        yield given.rstrip("/")
        return
    engine = next((name for name in ("docker", "podman") if _answers([name, "info"])), None)
    with _in_container(engine) if engine else _from_archive() as url:
        yield url


@contextmanager
def _in_container(engine: str) -> Iterator[str]:
    port, name = free_port(), f"fadu-test-{uuid4().hex[:8]}"
    settings = [
        "discovery.type=single-node",
        "xpack.security.enabled=false",
        "ES_JAVA_OPTS=-Xms512m -Xmx512m",
    ]
    options = [option for value in settings for option in ("-e", value)]
    run = [engine, "run", "-d", "--rm", "--name", name, "-p", f"127.0.0.1:{port}:9200", *options, IMAGE]
    _check(subprocess.run(run, capture_output=True))
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(lambda: _healthy(url), None)
        yield url
    finally:
        subprocess.run([engine, "rm", "-f", name], capture_output=True)


@contextmanager
def _from_archive() -> Iterator[str]:
    archive, java = _archive(), _java()
    port, transport = free_port(), free_port()
    with _own_folder() as folder:
        zipfile.ZipFile(archive).extractall(folder)
        home = folder / f"elasticsearch-{ELASTICSEARCH}"
        (home / "config" / "elasticsearch.yml").write_text(CONFIG.format(port=port, transport=transport))
        for program in (home / "bin").iterdir():
            program.chmod(0o755)
        _give_away(folder)
        own = {"ES_JAVA_HOME": str(java), "ES_JAVA_OPTS": "-Xms512m -Xmx512m", "HOME": str(home)}
        with _running([home / "bin" / "elasticsearch"], folder, environment=own) as server:
            url = f"http://127.0.0.1:{port}"
            _wait(lambda: _healthy(url), folder, server)
            yield url


def _archive() -> Path:
    """The server's archive, fetched once by Maven into its own cache."""
    cached = Path.home() / ".m2/repository/org/elasticsearch/distribution/integ-test-zip/elasticsearch"
    found = cached / ELASTICSEARCH / f"elasticsearch-{ELASTICSEARCH}.zip"
    if not found.is_file():
        maven = shutil.which("mvn")
        if maven is None:
            raise NoServer(
                "没有容器引擎，也没有 Maven（apt-get install maven openjdk-17-jre-headless），无法取得 Elasticsearch"
            )
        fetched = subprocess.run(
            [maven, "-q", "-B", "dependency:get", f"-Dartifact={ARCHIVE}", "-Dtransitive=false"],
            capture_output=True,
        )
        if fetched.returncode or not found.is_file():
            raise NoServer(f"Maven 取不到 {ARCHIVE}：\n{_tail(fetched.stdout + fetched.stderr)}")
    return found


def _java() -> Path:
    """Java's folder, of a release the server runs on; the system's default may be another."""
    homes = [Path(os.environ.get("JAVA_HOME", "/nowhere"))]
    homes += [home for release in JAVA for home in sorted(Path("/usr/lib/jvm").glob(f"*{release}*"))]
    for home in homes:
        java = home / "bin" / "java"
        if java.is_file():
            said = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
            if any(f'version "{release}.' in said for release in JAVA):
                return home
    raise NoServer(
        f"没有 Java {'、'.join(JAVA)}（apt-get install openjdk-17-jre-headless），无法启动 Elasticsearch"
    )


def _postgresql_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise NoServer("没有 PostgreSQL（apt-get install postgresql）")
    return found[-1].parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _own_folder() -> Iterator[Path]:
    """A folder the unprivileged user may enter: pytest's own are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="fadu-server-"))
    try:
        _give_away(folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, NOBODY, NOBODY)


def _plainly(command: Sequence[object]) -> list[str]:
    """The command as an unprivileged user, ended by the system when we end."""
    drop = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    return ["setpriv", *drop, "--pdeathsig", "TERM", *map(str, command)]


@contextmanager
def _running(
    command: Sequence[object],
    folder: Path,
    *,
    stop: signal.Signals = signal.SIGTERM,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            _plainly(command), stdout=log, stderr=log, cwd=folder, env=os.environ | dict(environment or {})
        )
    try:
        yield server
    finally:
        server.send_signal(stop)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(
    answers: Callable[[], object], folder: Path | None, server: subprocess.Popen[bytes] | None = None
) -> None:
    """Until the server answers. Raises NoServer with the end of its log when it ends or takes too long."""
    end = time.monotonic() + SECONDS
    while True:
        try:
            answers()
            return
        except Exception as error:
            over = server is not None and server.poll() is not None
            if over or time.monotonic() > end:
                log = _tail((folder / "log").read_bytes()) if folder else ""
                reason = "已退出" if over else f"在 {SECONDS:.0f} 秒内没有应答"
                raise NoServer(f"服务器{reason}：{error}\n{log}") from error
            time.sleep(0.2)


def _healthy(url: str) -> None:
    with urllib.request.urlopen(
        f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s", timeout=10
    ) as answer:
        if answer.status != 200:
            raise OSError(answer.status)


def _answers(command: Sequence[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _check(done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode:
        raise NoServer(f"{done.args[:6]} 失败：\n{_tail(done.stdout + done.stderr)}")


def _tail(output: bytes) -> str:
    return "\n".join(output.decode(errors="replace").splitlines()[-40:])


def main() -> None:
    kinds = {"postgresql": postgresql, "elasticsearch": elasticsearch}
    if len(sys.argv) != 2 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    with kinds[sys.argv[1]]() as url:
        print(url, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
