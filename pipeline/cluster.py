"""Workers on other machines: a Dask scheduler's address in place of processes of our own."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

from dossier.errors import UsageError
from pipeline.executor import Died, WorkerDied

RETRIES = 2
SECONDS = 20


class Cluster(Executor):
    """A scheduler's workers, each one process with one thread (`dask worker ADDRESS --nthreads 1`).

    They need the same release of Fadu, the store, the index and the originals under the same addresses; they keep
    nothing. A task whose worker dies is run again; one that kills every worker it is given to is WorkerDied.
    """

    def __init__(self, address: str) -> None:
        """Raises UsageError when there is no scheduler, no worker, or one of another release."""
        try:
            import distributed
        except ModuleNotFoundError as error:
            raise UsageError("缺少 distributed，请先安装：pip install 'fadu[cluster]'") from error
        try:
            client: Any = distributed.Client
            self.client = client(address, timeout=SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(f"连不上调度器 {address}：{error}。例：--executor tcp://主机:8786") from error
        try:
            self._check(address)
        except BaseException:
            self.client.close()
            raise
        self.inner: Executor = self.client.get_executor(retries=RETRIES, pure=False)

    def _check(self, address: str) -> None:
        """The same code everywhere, or findings would depend on which worker did it."""
        from pipeline import kit

        try:
            self.client.wait_for_workers(1, timeout=SECONDS)
        except TimeoutError as error:
            raise UsageError(
                f"调度器 {address} 下没有工作进程：在各台机器上运行 dask worker {address} --nthreads 1"
            ) from error
        threads = self.client.nthreads()
        if any(count != 1 for count in threads.values()):
            raise UsageError("工作进程须各用一个线程：dask worker … --nthreads 1（超时的文件要能单独结束）")
        mine = (kit.reading_version(), kit.understanding_version())
        theirs = self.client.run(_versions)
        if wrong := [worker for worker, found in theirs.items() if found != mine]:
            raise UsageError(f"这些工作进程的程序版本与本机不同，请先更新：{'、'.join(wrong)}")

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The result to come; it may be WorkerDied."""
        outer: Future[Any] = Future()
        outer.set_running_or_notify_cancel()
        self.inner.submit(fn, *args, **kwargs).add_done_callback(lambda inner: _copy(inner, outer))
        return outer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets the workers go; they go on living."""
        self.inner.shutdown(wait=wait and not cancel_futures)
        self.client.close()

    @property
    def width(self) -> int:
        """How many workers there are now."""
        return len(self.client.nthreads())


def _copy(inner: Future[Any], outer: Future[Any]) -> None:
    from distributed import KilledWorker

    if inner.cancelled():
        outer.set_exception(WorkerDied(Died.CRASH))
        return
    error = inner.exception()
    if isinstance(error, KilledWorker):
        outer.set_exception(WorkerDied(Died.CRASH))
    elif error is not None:
        outer.set_exception(error)
    else:
        outer.set_result(inner.result())


def _versions() -> tuple[str, str]:
    from pipeline import kit

    return kit.reading_version(), kit.understanding_version()
